"""What a cell looks like by the form of its text: figure, words, heading."""

from __future__ import annotations

import re

from ingest.figures import is_worded_figure

# typographic hyphens, which some text has for all of its own: "half‐year"
HYPHENS: dict[int, str | None] = {0x2010: "-", 0x2011: "-"}
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[,.]\d{3})+(?!\d)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = r"(?:(?:19|20)\d{2}(?:[/-](?:20)?\d{2})?|(?:1 9|2 0) \d \d)"  # "2031", "2030/31", "2 0 3 1"
_CODE = r"(?:[QH][1-4]|[1-4][QH]|(?:3|6|9|12)M|[FC]Y|R12|LTM|TTM)"
# "Q2 2031", "2Q31", "H1 FY31", "Q2 30/31", "Q1–Q3 2031", "9M", "1–6/2031", "2031Q2", "H31", "F31"
_PERIODS = re.compile(
    rf"(?:{_CODE}(?:\s?[-–—+]\s?Q?[1-4](?!\d))?(?:[\s/'’-]{{0,2}}(?:[FC]Y)?\s?['’]?(?:{_YEAR}|\d{{2}}(?:/\d{{2}})?))?(?:[\s,]+|$))+"
    rf"|\d{{1,2}}\s?[-–—]\s?\d{{1,2}}\s?/\s?(?:{_YEAR}|\d{{2}})"
    rf"|{_YEAR}[\s-]?{_CODE}|[FH][2-4]\d|(?:3|6|9|12)m(?:20)?[0-4]\d"
)
_DATE = r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:(?:19|20)\d{2}|\d{2})|(?:19|20)\d{2}[.-]\d{2}[.-]\d{2})"
_YEARS = re.compile(rf"(?:{_YEAR}[\s,]*)+")
_DATES = re.compile(  # "30.06.2031", "6/30/31", "01.01.-30.06.2031"
    rf"(?:(?:\d{{1,2}}[/.]\d{{1,2}}[/.]?|{_DATE})\s?(?:[-–—]{{1,2}}|to)\s?)?{_DATE}(?:[\s,]+{_DATE})*\s*"
)
_CHINESE_DAY = re.compile(  # "2031年", "於 2031 年", "9月30日": a day in Chinese or Japanese, or part of one
    r"(?:[於于] ?)?(?:(?:19|20)\d{2} ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)?|\d{1,2} ?月 ?\d{1,2} ?日)"
)
_CHANGE = re.compile(r"[YQMH][/-][YQMH]", re.IGNORECASE)  # "Y/Y", from one period to another
_DATE_IN_BRACKETS = re.compile(rf"\({_DATE}\)")  # a year in them is a negative amount
_PERIOD_FORMS = (_YEARS, _PERIODS, _DATES, _DATE_IN_BRACKETS, _CHINESE_DAY, _CHANGE)
_UNITS_BEHIND = re.compile(  # "2031 €m", "Q1 2031 T€", "30.06.2031 ($)"
    r"(?<=\d)\s+(?P<open>\()?(?:[A-Z]{0,3}[$€£¥₹](?:\s?(?:m|mn|bn|k))?|[TMmk][$€£¥₹])(?(open)\))$",
    re.IGNORECASE,
)
_DAY = re.compile(r"[^\W\d_]?\s*\d{1,2},(?:\s*(?:19|20)\d{2})?")
_THOUSANDS = re.compile(  # "$’000", "(000)", "$000’s"
    r"(?<!\d)(?:1\s?)?['’‘\u02bc\u2032]\s*0{3}(?!\d)|\(0{3}s?\)|(?<![\d.,])0{3}['’‘\u02bc\u2032]?s(?!\w)"
)
_MONEY_IN_THOUSANDS = re.compile(r"(?<![\w.,])(?:[A-Z]{3}|[A-Z]{0,3}[$€£¥₹]) ?0{3}(?![\d.,])")  # "$000"
_IN_THOUSANDS = re.compile(  # what a table counts in: "EUR 1,000", "NOK 1 000", "€ 000", "1 000 €"
    r"(?:in )?(?:(?:[A-Z]{3}|[A-Z]{0,2}[$€£]) ?(?:1[,. ]?)?000|(?:1[,. ]?)?000 (?:[A-Z]{3}|€))", re.IGNORECASE
)
_MONEY = re.compile(r"[A-Z]{0,3}\s?[$€£¥]\s?(?:m|mn|bn|k)?", re.IGNORECASE)
_CURRENCY_SIGN = re.compile(r"(?:RMB|CNY|US\$|HK\$|USD|HKD|EUR|GBP|CHF|SEK|INR|\bRs\.?)\s?(?=[-−–(]?\d)")
_NOTED_CURRENCY = re.compile(r"[A-Z]{3}\s?\(\d\)|[A-Z]{0,3}\s?[$€£¥₹]\s?\(\d\)")  # or a negative amount
_NOTE_MARKS = re.compile(r"(?:\s?(?:[¹²³⁰⁴-⁹†‡#]|\((?:\d|[a-z])\)))+$")  # "Q2'31¹", "2031 (a)"
_OPEN_END = re.compile(
    r"(?:\b(?:of|to|for|and|or|the|in|on|by|from|with|at|per|a|an|used|than|before|after|as|comprehensive)"
    r"|[\w)]\s(?:operating|investing|financing)|[,(/&]|[-–—])$",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\bshares?\b.*\b(?:authori[sz]ed|issued|outstanding)\b|\bissued shares\b", re.IGNORECASE
)
_ENDS_SENTENCE = re.compile(r"[.;,]$(?<!\bInc\.)(?<!\bLtd\.)(?<!\bCorp\.)(?<!\bCo\.)")
_ASIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_PAGE_NUMBER = re.compile(
    r"(?:page\s)?[-–—]?\s?(?:[A-Z]-)?\d{1,4}\s?[-–—]?(?:\s?(?:of|/)\s?\d{1,4})?", re.IGNORECASE
)


def strip_markup(text: str) -> str:
    """Cell text without tags, escapes and emphasis, for looking at; what is stored stays verbatim."""
    return _TAG.sub("", text).replace("\\$", "$").replace("*", "").strip()


def looks_like_figure(text: str) -> bool:
    """Whether a cell holds what looks like a printed figure, not a year, a date or a header word."""
    plain = strip_markup(text)
    if not any(ch.isdigit() for ch in plain):
        return False
    if _GROUPED.search(plain):
        return True
    if _MONEY_IN_THOUSANDS.search(plain):
        return False
    plain = _CURRENCY_SIGN.sub("", plain)
    if _THOUSANDS.search(plain):
        return False
    if _WORD.search(plain):
        return is_worded_figure(plain)
    return not (_is_period(plain) or _DAY.fullmatch(plain))


def is_noted_currency(text: str) -> bool:
    """Whether a cell holds a currency with the mark of a note, "USD(2)", or a negative amount of money."""
    return bool(_NOTED_CURRENCY.fullmatch(strip_markup(text)))


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but what may be the number of its page: "3", "–3–", "Page 3 of 9", "F-3"."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def is_grouped(text: str) -> bool:
    """Whether a text holds a number whose thousands are parted: an amount, never a year or a mark."""
    return bool(_GROUPED.search(strip_markup(text)))


def is_period(text: str) -> bool:
    """Whether a cell holds nothing but a period in figures: years, days, codes such as "Q2 2031"."""
    return _is_period(strip_markup(text))


def _is_period(plain: str) -> bool:
    unmarked = _UNITS_BEHIND.sub("", _NOTE_MARKS.sub("", plain))
    return any(form.fullmatch(unmarked) for form in _PERIOD_FORMS)


def is_unlabelled(text: str) -> bool:
    """Whether the first cell holds figures in place of a label; a label may mention a number.

    A currency and a thousand above the labels are what the table counts in.
    """
    plain = strip_markup(text)
    if _IN_THOUSANDS.fullmatch(plain.strip("()")):
        return False
    wordy = sum(ch.isalpha() for ch in plain) > sum(ch.isdigit() for ch in plain)
    return looks_like_figure(text) and not (wordy and _WORD.search(plain))


def looks_like_text(text: str) -> bool:
    """Whether a cell holds words, a date, a part of one, thousands of money, or a sign of percent."""
    plain = strip_markup(text)
    if _MONEY_IN_THOUSANDS.search(plain):
        return True
    plain = _CURRENCY_SIGN.sub("", plain)
    part_of_header = _is_period(plain) or any(p.fullmatch(plain) for p in (_DAY, _MONEY)) or "%" in plain
    return bool(_WORD.search(plain) or _THOUSANDS.search(plain) or part_of_header)


def is_heading(label: str) -> bool:
    """Whether a label is a heading by its form: it ends in a colon or stands in capitals."""
    plain = strip_markup(label)
    letters = [ch for ch in plain if ch.isalpha()]
    return plain.endswith((":", "：")) or (len(letters) > 2 and all(not ch.islower() for ch in letters))


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or a part of one, and not in the legal form of a name: "Inc."."""
    return bool(_ENDS_SENTENCE.search(text))


def counts_shares(text: str) -> bool:
    """Whether a label says how many shares there are: a line of the equity, with or without a figure."""
    plain = strip_markup(text)
    return bool(_SHARES.search(plain)) and plain[:1].isalpha() and not plain.endswith((".", ";", ",", ":"))


def is_aside(text: str) -> bool:
    """Whether a text stands in brackets as a whole, which may hold others: "(in millions)", "(unaudited)"."""
    return bool(_ASIDE.fullmatch(text.strip()))


def is_unclosed(text: str) -> bool:
    """Whether a bracket stays open."""
    return text.count("(") > text.count(")")


def is_unfinished(text: str) -> bool:
    """Whether text cannot end here: after `of`, a comma or "used in investing", or within brackets."""
    return is_unclosed(text) or bool(_OPEN_END.search(text))
