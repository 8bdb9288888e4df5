"""The heading of an announcement."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from ingest.dates import DATE, MONTHS, ORDINAL, PERIOD, RANGE, WEEKDAY, read_date
from ingest.identity_dates import CODE, MONTHS_OF, TITLE_SPAN, behind, find_dateline, is_date
from ingest.marks import is_unclosed
from ingest.printed import Lines, Printed

RNS = re.compile(r"^RNS Number\b", re.IGNORECASE)
RELEASE = re.compile(
    r"^(?:for\s+)?immediate\s+release\b|^(?:[^.]{0,30}\s)?(?-i:[A-Z])(?:ress|ews|arnings|nvestor|edia|uarterly)\s*release$",
    re.I,
)
_RESULTS = re.compile(r"\bresults\b", re.IGNORECASE)
_OTHER_WORDS = re.compile(
    r"\b(?:results?|reports?|update|earnings"
    r"|(?:financial|quarterly|interim|half[ -]year(?:ly)?|annual|trading)\s+"
    r"statements?(?!\s+of\b)|(?:financial|earnings)\s+summary|letter|presentation)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"[\w.)]\s+(?:announces|reports|posts|delivers|publishes|releases)\s+\S", re.IGNORECASE)
_MOVES = re.compile(  # "LARKSPUR HALF-YEAR PROFIT DOWN 12% TO €57M ON DEARER YARN"
    r"^[A-Z].*\b(?:profits?|losses|loss|earnings|income|sales|revenues?)\s+"
    r"(?:up|down|rises?|rose|falls?|fell|grows?|grew|jumps?|doubles?|increases?d?|decreases?d?)\b",
    re.I,
)
_COVER = re.compile(  # "Interim Report 2031", "Half-Year Report as at 30 June 2031", another script behind it
    rf"(?P<title>(?:(?P<year>(?:19|20)\d{{2}})\s+)?"
    rf"(?:interim|annual|half[ -]?year(?:ly)?|semi-annual|quarterly|{ORDINAL}[ -]quarter(?:ly)?)"
    rf"\s+(?:financial\s+)?report(?(year)|\s+(?:as\s+(?:at|of)\s+{DATE}|(?:FY\s?)?(?:19|20)\d{{2}})))(?:\s+[^A-Za-z]+)?",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:results?|earnings|statements?|letter|update|income|profit|loss|sales|revenues?)\b", re.I
)
_PART_OF_YEAR = re.compile(
    rf"\b(?:{ORDINAL}[ -]+(?:fiscal\s+)?(?:quarter|half)"
    r"|(?:full|half|fiscal)[ -]?year|fiscal\s+(?:19|20)\d{2}|Q[1-4]|H[12])\b",
    re.I,
)
_SOME_PERIOD = re.compile(
    rf"\b(?:annual|interim|half[ -]year(?:ly)?|quarter(?:ly)?|year|half|months?|weeks?|fiscal"
    rf"|preliminary|final|(?:19|20)\d{{2}}|{CODE}|[QH][1-4])\b",
    re.IGNORECASE,
)
_STRICT_PERIOD = re.compile(
    rf"{TITLE_SPAN.pattern}|\b(?:{CODE})|{PERIOD.pattern}|{MONTHS_OF.pattern}"
    + "".join(f"|{re.sub(r'[?]P<[a-z]+>', '?:', form.pattern)}" for form in (RANGE, MONTHS)),
    re.IGNORECASE,
)
_TURNS_ON = re.compile(
    r"(?:\b(?:and|for|of|the|in|with|on|to|its|ended|ending|announces?|reports?|posts|delivers|lower|higher)"
    r"|[,–—&-])$",
    re.I,
)
_GOES_ON = re.compile(r"^(?:(?:and|for|of|in|to|with|ended|ending|on|from)\b|[,–—&-])", re.I)
_NO_TITLE = re.compile(
    r"^(?:\d+\.\d+\s|\d\.\s+(?!quarter|half)|[•·▪●○*>-])|\.{4}|\s\d{1,3}$"
    r"|\bin (?:thousands|millions|billions)\b"
    r"|\bread (?:in conjunction|together) with\b|\brefer to\b|\bset out in\b"  # another document
    r"|[\s:：](?:yes|no|none)\W*$",  # the answer of a form: "Supplementary materials for results: Yes"
    re.I,
)
_BULLET = re.compile(r"[•·▪●○*>–-]")
_NUMBERED = re.compile(r"^\(\d+\)\s*")
_SECTION = re.compile(r"^\d{1,2}\.\s")  # above "(1) Operating results"
_DAY = re.compile(rf"{WEEKDAY}{DATE}", re.IGNORECASE)
_MAX_TITLE = 200
_MAX_LINES = 4
_HEAD = 100  # lines of running text in which a document says what it is
_TOP = 5  # lines of running text among which a headline without any such word may stand
_ABOVE = 8  # lines above the dateline among which a headline may stand


def find_title(running: Lines, announced: date | None = None) -> Printed:
    """The heading of the announcement: of its results, else of its period, else what is above the dateline.

    Where there is none, the name of a report with its year on the first lines.
    A title of several lines is joined and stands on the first of them; a line that opens with a day after the
    announcement is of a calendar.
    """
    running = [line for line in running if not _is_to_come(line[1], announced)]
    head = running[:_HEAD]
    datelines = [n for n, text in head if (m := find_dateline(text)) and behind(m, text)]
    first = [(n, text) for n, text in head if not datelines or n < datelines[-1]]
    for lines, words, period in (
        (first, _RESULTS, _SOME_PERIOD),
        (first, _OTHER_WORDS, _STRICT_PERIOD),
        (first, _REPORTS, _PART_OF_YEAR),
    ):
        found = _heading(lines, words, period)
        if found.text:
            return found
    above = _abovefind_dateline(first) if datelines else Printed()
    if above.text:
        return above
    found = _heading(running, _RESULTS, _SOME_PERIOD)
    found = found if found.text else _heading(first[:_TOP], _MOVES, _PART_OF_YEAR)
    covers = ((n, match) for n, text in first[:_TOP] if (match := _COVER.fullmatch(text)))
    return found if found.text else next((Printed(match["title"], n) for n, match in covers), found)


def _is_to_come(text: str, announced: date | None) -> bool:
    opening = _DAY.match(text) if announced else None
    day = read_date(opening.group()) if opening else None
    return bool(day and announced and day > announced)


def _heading(lines: Lines, words: re.Pattern[str], period: re.Pattern[str]) -> Printed:
    def says(start: int, end: int) -> str:
        if _closes_above(lines, start):
            return ""
        joined = " ".join(text for _, text in lines[start:end])
        announced = re.split(r";\s*(?:AND\s*)?", joined)
        above = start - 1 - _closes_above(lines, start - 1)
        section = above >= 0 and _SECTION.search(lines[above][1])
        if (
            len(announced) == 1
            and _NUMBERED.search(joined)
            and (section or not _goes_on_numbered(lines, end))
        ):
            return ""  # a section
        for numbered in announced:
            part = _NUMBERED.sub("", numbered).strip()
            if words.search(part) and period.search(part) and len(joined) <= _MAX_TITLE:
                return part
        return ""

    for start in range(len(lines)):
        for end in range(start + 1, start + _MAX_LINES):
            if not _is_block(lines, start, end):
                break
            if says(start, end) and not says(start + 1, end):
                return Printed(*_whole(lines, start, end, says(start, end)))
    return Printed()


def _closes_above(lines: Lines, at: int) -> bool:
    """Whether a line closes the bracket that the line above it opens: no heading begins with it."""
    if not 0 < at < len(lines) or lines[at][0] - lines[at - 1][0] != 1:
        return False
    above, text = lines[at - 1][1], lines[at][1]
    return is_unclosed(above) and text.count(")") > text.count("(")


def _goes_on_numbered(lines: Lines, end: int) -> bool:
    """Whether the next part stands below a numbered part of a title: "(2) CLOSURE" below "(1) RESULTS"."""
    return any(_NUMBERED.search(text) for _, text in lines[end : end + 1])


def _whole(lines: Lines, start: int, end: int, part: str) -> tuple[str, int]:
    """The title with the lines that it runs over, above and below."""
    joined = " ".join(text for _, text in lines[start:end])
    if part != joined:
        return part, lines[start][0]
    while start and end - start < _MAX_LINES and _is_block(lines, start - 1, end):
        above = lines[start - 1][1]
        turns_on = _TURNS_ON.search(above) or (_REPORTS.search(above) and not _OBJECT.search(above))
        if not (turns_on or _GOES_ON.search(lines[start][1])):
            break
        start -= 1
    while end - start < _MAX_LINES and _is_block(lines, start, end + 1):
        if not (_TURNS_ON.search(lines[end - 1][1]) or _GOES_ON.search(lines[end][1])):
            break
        end += 1
    return " ".join(text for _, text in lines[start:end]), lines[start][0]


def _is_block(lines: Lines, start: int, end: int) -> bool:
    """Whether the lines stand one below the other and each may be one of a heading."""
    block = lines[start:end]
    adjacent = all(b[0] - a[0] == 1 for a, b in pairwise(block))
    return len(block) == end - start and adjacent and all(_is_heading(lines, i) for i in range(start, end))


def _is_heading(lines: Lines, index: int) -> bool:
    number, text = lines[index]
    if len(text) > _MAX_TITLE or _NO_TITLE.search(text) or text.endswith((".", ":")) or find_dateline(text):
        return False
    previous = lines[index - 1] if index else (0, "")
    if _BULLET.fullmatch(previous[1]):
        return False
    in_paragraph = (
        number - previous[0] == 1 and len(previous[1]) > 75 and not previous[1].endswith((".", ":"))
    )
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    titled = sum(not word.islower() for word in words) * 2 > len(words)
    return titled or not (in_paragraph or text[0].islower())


def _abovefind_dateline(first: Lines) -> Printed:
    """The first line of the block above the dateline: a headline that names no results."""
    found = Printed()
    for number, text in reversed(first[-_ABOVE:]):
        if text.endswith(".") or len(text) > _MAX_TITLE or RELEASE.search(text) or is_date(text):
            break
        if len(text.split()) > 3 and not _NO_TITLE.search(text):
            found = Printed(text, number)
    return found
