"""The currencies of a document: the one it reports in, the one it translates into, and the rate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.dates import DATE, MONTH_DAY
from ingest.lines import Line
from ingest.printed import Lines, Printed, all_text, first_phrase

_UNITS = re.compile(
    r"\b(?:thousands?|millions?|billions?|crores?|lakhs?|mn|000)\b|\b(?:Rs|INR)\.?\s?crs?\b|['’‘\u02bc\u2032]\s?000|[$€£]\s?(?:m|bn|k)\b"
    r"|\b(?:expressed|presented|stated|reported|shown|prepared|amounts|figures)\b.{0,30}\bin\b"
    r"|(?-i:\b(?:[MTmtk]|Th|mn)(?:[A-Z][A-Za-z]\$|[A-Z]{3}\b)|\b[A-Z]{3}\s?(?:[mMkK]|mn|bn)\b)"
    r"|^\W*units?\s?[:：]|^\W*currency\s?[:：].*\bunits?\s?[:：]",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:expressed|presented|stated|reported?s?|denominated|shown|amounts|figures|prepared|dollars?)\b",
    re.IGNORECASE,
)
_DIVIDENDS = re.compile(r"\bdividends?\b", re.IGNORECASE)
_HEADER_REST = re.compile(  # words that a header row may hold besides currencies
    r"(?<![a-z])(?:notes?|unaudited|audited|restated|convenience|translations?|in|of|thousands?|millions?|billions?"
    r"|m|mn|bn|k|[a-f]|gr|growth|yoy|qoq|crores?|lakhs?|fy|h|q|ytd|change|weeks?|months?|years?|quarters?|half|period|ended|ending|as|at|to|for|the|three|six|nine"
    r"|twelve|first|second|third|fourth|jan\w*|feb\w*|mar|march|apr|april|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*"
    r"|dec\w*)(?![a-z])|[\d%\s-]+"
)
_BARE_DOLLAR = re.compile(r"(?<!\S)\$(?!\S)")  # of a column beside those of another currency
_LABELLED = re.compile(
    r"^(?:(?:presentation|presentational|reporting|functional\s+and\s+presentation)\s+)?currency\s*[:：]?\s+(?P<currency>[^:：]{2,30})$",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(
    r"\bEPS\b|\b(?:earnings|profit|loss|income)\s+per\s+(?:[\w-]+\s+){0,5}?(?:share|unit|security)\b",
    re.IGNORECASE,
)
_DOLLAR_UNITS = re.compile(r"(?<!\S)\(?\$\s?(?:m|mn|bn|k|(?:m|b)illions?|thousands?|['’]?000s?)\)?(?!\S)")
_PESOS = ("pesos", "peso", "ps")
_RUPEES = ("rupees", "rupee", "rs")
_UNKNOWN = "?"  # the code of pesos or rupees of no known country
_MAX_UNITS = 160
_AMOUNT = re.compile(r"\d[.,]\d|\d{2,}(?<!000)(?!\d)|\d\s?(?:thousand|[mb]illion|[mb]n\b)", re.IGNORECASE)
_PERIOD = re.compile(  # what stands above a unit in a header: "30 June 2031 (unaudited) R'000", "FY31 $m"
    rf"{DATE}|{MONTH_DAY}|(?<![\d./-])\d{{1,2}}([./-])\d{{1,2}}\1(?:\d{{2}}){{1,2}}(?![\d./-])"
    r"|\b(?:FY|[QH][1-4]|[1-4][QH])[ ']?(?:20)?\d\d\b|(?<![\d.,])(?:19|20)\d\d(?![\d.,])"
    r"|\b\d\d?[ -](?:months?|weeks?)\b",
    re.IGNORECASE,
)
_SUM = re.compile(r"\d[.,]\d|(?<!\d)(?!10{0,2}\s)\d+\s?(?:[mb]illion|[mb]n)\b", re.IGNORECASE)
_SIGNS = {
    "₹": "inr",
    "₩": "krw",
    "₪": "ils",
    "₱": "php",
    "฿": "thb",
    "₺": "try",
    "₫": "vnd",
    "zł": "pln",
    "₦": "ngn",
    "₵": "ghs",
}
# "R’000" and "Rm" of South Africa, "RM’000" of Malaysia, "S/" of Peru, "N’000" of Nigeria, "GH¢" of Ghana
_LETTERS = {
    "ghs": re.compile(r"(?<![A-Za-z])GH\s?[¢₵]", re.IGNORECASE),
    "pen": re.compile(
        r"(?<![A-Za-z/])S/\.?\s?(?=\(?['’‘\u02bc\u2032]?\s?\d|(?:millions?|thousands?|mm?)\b|\)|$)"
    ),
    "zar": re.compile(
        r"(?<![A-Za-z$€£])R\s?(?=['’‘\u02bc\u2032]\s?(?:000|m(?:illion)?\b)|(?:m|bn)\b|(?:million|billion)\b|000\b)"
    ),
    "ngn": re.compile(r"(?<![A-Za-z$€£])N\s?(?=['’‘\u02bc\u2032]\s?(?:000\b|[mM]illion\b|[bB]illion\b))"),
    "myr": re.compile(
        r"(?<![A-Za-z$€£])RM\s?(?=['’‘\u02bc\u2032]\s?000|[mM]illion\b|[tT]housand\b|$|\s+RM\b)"
    ),
}
_LONE_SIGNS = "".join(sign for sign in _SIGNS if len(sign) == 1)
_OF_WORDS = re.compile(r"\b(?!(?:COP|PEN|RON|TRY)\b)(?i:cop|pen|ron|try)\b")  # codes that are words, too
_CODES = "|".join([*_SIGNS.values(), *_LETTERS])
_SIGN = re.compile(r"(?<![A-Za-z])\$\s?[\d(]?[\d.,]*")
_SHORTENED = re.compile(r"\b(?:Crs?|Mn|Mio|mill)\.$", re.IGNORECASE)  # "Rs. Cr."
_CONVENIENCE = re.compile(r"\bconvenience\b", re.IGNORECASE)
_TRANSLATED = re.compile(
    r"\b(?:convenience|translat(?:ed|ion|ions)|convert(?:ed)?|conversion)\b", re.IGNORECASE
)

_INTO = re.compile(r"\b(?:translat\w+|conver\w+)\s+(?:in)?to$", re.IGNORECASE)  # a header goes on below


@dataclass(frozen=True)
class Money:
    """ISO codes, "" where nothing says them, and the phrase that says the currency of the statements."""

    reporting: str
    evidence: Printed
    convenience: str


class _Words:
    """Finds words of currency in header text (see the macro `header_text`), in printed order."""

    def __init__(self, currencies: Mapping[str, str]) -> None:
        self._codes = dict(currencies)
        words = "|".join(re.escape(word) for word in sorted(currencies, key=len, reverse=True))
        short = "|".join(
            re.escape(word) for word in currencies if re.fullmatch(r"[a-z]{3}|[a-z]{2}\$|[€£]", word)
        )
        self.pattern = (  # "SEKm", "MSEK", "T€", "ThUS$"
            re.compile(
                rf"(?<![a-z0-9$€£])(?:(?:[mkt]|th)(?=(?:{short or words})(?![a-z0-9])))?(?:{words})"
                "(?:m|mn|bn|k|000s?)?(?![a-z$€£])"
            )
            if words
            else None
        )

    def find(self, text: str) -> list[str]:
        """The ISO codes named in a text, in order, each time it is named."""
        return [code for code, _ in self.places(_header_text(text))]

    def places(self, plain: str) -> list[tuple[str, str]]:
        """ISO code and the words before it, for each time one is named."""
        if self.pattern is None:
            return []
        found = []
        for match in self.pattern.finditer(plain):
            whole = match.group()
            bare = re.sub(r"(?<=.)(?:m|mn|bn|k|000s?)$", "", whole)
            code = next(
                (self._codes[w] for w in (whole, bare, whole[1:], whole[2:]) if w in self._codes), None
            )
            if code:
                found.append((code, plain[: match.start()]))
        return found


def _header_text(text: str) -> str:
    """Lower-case words as the macro `header_text` makes them; a sign apart from its letters is joined."""
    text = _OF_WORDS.sub(" ", text)
    for code, letters in _LETTERS.items():
        text = letters.sub(f" {code} ", text)
    for sign, code in _SIGNS.items():
        text = text.replace(sign, f" {code} ")
    plain = re.sub(r"[^a-z0-9%$€£-]+", " ", text.lower()).strip()
    plain = re.sub(r"\bu s(?= ?\$| dollars?\b)", "us", plain)
    plain = re.sub(r"\b([a-z]) \$(?=\s?(?!000)\d)", r"$", plain)  # "a $5 million charge"
    plain = re.sub(r"(?<![a-z])\$(?=[a-z]{3}\b)", "$ ", plain)  # "$CDN millions"
    return re.sub(rf"\b(?!(?:{_CODES}|rs)\b)([a-z]{{1,3}}) \$", r"\1$", plain)


def find_rate(running: Lines, currencies: Mapping[str, str]) -> Printed:
    """The first rate of one currency for another: "RMB7.2672 to US$1.00", "1 USD = ₹83.33"."""
    return first_phrase(_rate_pattern(currencies), running)


def _rate_pattern(currencies: Mapping[str, str]) -> re.Pattern[str]:
    words = sorted((re.escape(word.upper()) for word in currencies if " " not in word), key=len, reverse=True)
    unit = rf"(?<![A-Za-z])(?:U\.?S\.?\s?\$|{'|'.join(words) or 'US'}|Rs\.?|Euros?|Yen|¥|₹|₩)"
    amount = r"\d[\d,]*\.\d+"
    one = r"1(?:\.0+)?(?!\.?\d)"
    joint = r"(?:\bto\b|\bper\b|=|:|≈)"
    return re.compile(
        rf"((?P<of>{unit})\s?{amount}\s*{joint}\s*(?!(?P=of)){unit}\s?{one}"
        rf"|(?<![\w.,]){one}\s?(?P<single>{unit})\s?(?:=|:|≈)\s?(?!(?P=single)){unit}\s?{amount}"
        rf"|(?P<one>{unit})\s?{one}\s*{joint}\s*(?!(?P=one)){unit}\s?{amount}"
        rf"|(?P<each>{unit})\s?{amount}\s+per\s+(?!(?P=each)){unit}(?!\s?\d)"
        rf"|(?P<from>{unit})\s+(?:in)?to\s+(?!(?P=from)){unit}\s[^.]{{0,80}}?\brate\s+of\s+{unit}\s?{amount})"
    )


def find_currencies(
    lines: Sequence[Line],
    currencies: Mapping[str, str],
    rate: Printed,
    *,
    dollars: str,
    pesos: str,
    rupees: str,
) -> Money:
    """The currencies of the statements: of their columns, their units, else what the dollar sign means.

    `dollars`, `pesos` and `rupees` are the codes of those that the document may count with a bare sign or
    name, "" where it does not say of which country.
    """
    shared = dict.fromkeys(_PESOS, pesos or _UNKNOWN) | dict.fromkeys(_RUPEES, rupees or _UNKNOWN)
    words = _Words({**currencies, **shared})
    text = all_text(lines)
    columns, rows, row = _columns(text, words)
    translated = {number for (_, above), (number, _) in pairwise(text) if _INTO.search(above.strip())}
    own, _, _ = _columns([(number, line) for number, line in text if number not in translated], words)
    units, stated = _units(
        [(line.number, cell) for line in lines if line.number not in translated for cell in line.cells], words
    )
    bare = sum(_bare_dollars(line, words) for _, line in text)
    said = _dollars(text, words)
    of_dollars = {code for word, code in currencies.items() if word.endswith(("$", " dollars"))}
    weights = own
    weights.update({code: 2 * count for code, count in units.items()})
    if bare > max(weights.values(), default=0) and not of_dollars.intersection((*weights, said[0])):
        said_elsewhere = (_labelled(text, words), _per_share(text, words)) if not dollars else ()
        bare_named = next((named for named in said_elsewhere if named[0] in of_dollars), ("", Printed()))
        reporting, evidence = (dollars, _dollar(text)) if dollars else bare_named
    elif weights:
        reporting = max(weights, key=lambda code: (weights[code], code != "USD"))
        evidence = stated.get(reporting) or row.get(reporting) or Printed()
    elif (labelled := _labelled(text, words))[0]:
        reporting, evidence = labelled
    elif said[0]:
        reporting, evidence = said
    elif any(_SIGN.search(line) for _, line in text) or (dollars and _dollar(text).text):
        reporting, evidence = dollars, _dollar(text) if dollars else Printed()
    else:
        reporting, evidence = _of_prose(text, words)
    if reporting == _UNKNOWN:
        return Money("", Printed(), "")
    return Money(reporting, evidence, _convenience(reporting, columns, rows, rate, text, words))


def _columns(lines: Lines, words: _Words) -> tuple[Counter[str], int, dict[str, Printed]]:
    """Columns a currency heads, rows that hold two currencies, and the first row that names each."""
    columns: Counter[str] = Counter()
    mixed = 0
    first: dict[str, Printed] = {}
    for number, text in lines:
        codes = words.find(text) if len(text) <= _MAX_UNITS else []
        rest = _BARE_DOLLAR.sub(" ", _without(text, words))
        if not codes or len(set(codes)) > 2 or _HEADER_REST.sub("", rest).strip():
            continue
        if re.search(r"\d,\d{3}|\d\.\d", text):
            continue
        columns.update(codes)
        mixed += len(set(codes)) == 2
        for code in codes:
            first.setdefault(code, Printed(text, number))
    return columns, mixed, first


def _bare_dollars(text: str, words: _Words) -> int:
    """Columns that a row of headers says to be in dollars, of whatever country: "Notes  $m  $m"."""
    rest = _DOLLAR_UNITS.sub(" ", text)
    if len(text) > _MAX_UNITS or words.find(rest) or _HEADER_REST.sub("", rest.lower()).strip():
        return 0
    return len(_DOLLAR_UNITS.findall(text))


def _without(text: str, words: _Words) -> str:
    plain = _header_text(text)
    return words.pattern.sub(" ", plain) if words.pattern else plain


def _units(lines: Lines, words: _Words) -> tuple[Counter[str], dict[str, Printed]]:
    """How often each currency stands first in a statement of units, and where it first does.

    One that amounts are translated into is not the currency they are stated in.
    """
    counted: Counter[str] = Counter()
    first: dict[str, Printed] = {}
    for number, text in lines:
        for phrase in _statements_of_units(text):
            own = _CONVENIENCE.split(phrase)[0]  # what follows is what it is translated into
            for code, before in words.places(_header_text(own))[:1]:
                if not _TRANSLATED.search(before):
                    counted[code] += 1
                    first.setdefault(code, Printed(phrase, number))
    return counted, first


def _statements_of_units(text: str) -> Iterable[str]:
    """Brackets that state units, and short lines that do: "(in € millions)", "Millions of yen"."""
    for bracket in re.findall(r"[(\[]([^()\[\]]{2,160})[)\]]", text):
        if _UNITS.search(bracket) and not _SUM.search(bracket):
            yield bracket
    short = len(text) <= _MAX_UNITS and not _AMOUNT.search(_PERIOD.sub(" ", text))
    if short and _UNITS.search(text) and (not text.endswith(".") or _SHORTENED.search(text)):
        outside = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text).strip()
        if _UNITS.search(outside):
            yield outside


def _labelled(lines: Lines, words: _Words) -> tuple[str, Printed]:
    """The currency that a form has a field for: "Currency: NZD"."""
    for number, text in lines:
        match = _LABELLED.search(text)
        codes = words.find(match.group("currency")) if match else []
        if match and len(codes) == 1 and not _without(match.group("currency"), words).strip():
            return codes[0], Printed(text, number)
    return "", Printed()


def _per_share(lines: Lines, words: _Words) -> tuple[str, Printed]:
    """The one currency that labels of earnings per share have in brackets: "Basic EPS (euros)"."""
    found: dict[str, Printed] = {}
    for number, text in lines:
        if len(text) <= _MAX_UNITS and _PER_SHARE.search(text):
            for bracket in re.findall(r"[(\[]([^()\[\]]{2,40})[)\]]", text):
                codes = words.find(bracket)
                if codes and not _without(bracket, words).strip():
                    found.setdefault(codes[0], Printed(text, number))
    return next(iter(found.items())) if len(found) == 1 else ("", Printed())


def _dollars(lines: Lines, words: _Words) -> tuple[str, Printed]:
    """The first sentence that says in which currency the figures are stated, not dividends."""
    for number, text in lines:
        for sentence in re.split(r"(?<=[a-z)])\.\s", text):
            told = _STATED.search(sentence) and not _DIVIDENDS.search(sentence)
            codes = words.find(sentence) if told else []
            if codes and re.search(r"\b(?:in|are)\b", sentence) and not re.search(r"\d[.,]\d", sentence):
                return codes[0], Printed(sentence[:_MAX_UNITS], number)
    return "", Printed()


def _dollar(lines: Lines) -> Printed:
    """What shows the bare dollar: a statement of units, else a sign."""
    for number, text in lines:
        for phrase in _statements_of_units(text):
            if re.search(r"\$|\bdollars?\b", phrase, re.IGNORECASE):
                return Printed(phrase, number)
    found = first_phrase(_SIGN, lines)
    return Printed(found.text.strip(), found.line)


def _of_prose(lines: Lines, words: _Words) -> tuple[str, Printed]:
    """The currency most figures of the text are given in, where nothing else says one."""
    counted: Counter[str] = Counter()
    first: dict[str, Printed] = {}
    for number, text in lines:
        for match in re.finditer(
            rf"(?<![\w$€£])([A-Za-z]{{0,3}}[$€£]|[{_LONE_SIGNS}]|[A-Z]{{3}})\s?(?=\d)", text
        ):
            for code in words.find(match.group(1)):
                counted[code] += 1
                first.setdefault(code, Printed(match.group(), number))
    if not counted:
        return "", Printed()
    code = max(counted, key=lambda code: counted[code])
    return code, first[code]


def _convenience(
    reporting: str, columns: Counter[str], rows: int, rate: Printed, lines: Lines, words: _Words
) -> str:
    """The other currency of the columns, which fewer of them hold; a rate or a second row confirms it."""
    if not reporting:
        return ""
    rated = set(words.find(rate.text)) - {reporting, _UNKNOWN}
    others = [
        code for code in columns if code not in (reporting, _UNKNOWN) and columns[code] <= columns[reporting]
    ]
    if others:
        other = max(others, key=lambda code: (code in rated, columns[code]))
        return other if other in rated or rows > 1 else ""
    if len(rated) == 1 and any(_CONVENIENCE.search(text) for _, text in lines):
        return rated.pop()
    return ""
