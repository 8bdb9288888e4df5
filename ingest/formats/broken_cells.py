"""Text whose rows were broken where the page it was taken from broke the lines within its cells.

A label's last line holds the figures of its row, and the last cell of a header goes on below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.dates import MONTH
from ingest.marks import looks_like_figure

_GAP = re.compile(r" {3,}")
_ROWS = 10  # labels that go on in small letters above their figures
_FEW = 10  # one row in so many may begin in small letters
_LINES = 5  # of one label
_GOES_ON = re.compile(r"\(?[a-zß-öø-ÿ]{2}|& ")
_BEGINS = re.compile(r"\(?[^\W\d_]")
_CLOSED = re.compile(r"[.;:]$")
_SENTENCE = re.compile(r"[.;]$")
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_ORDINAL = r"(?:first|second|third|fourth)"
_SPAN = r"(?:half|quarter|Q[1-4]|H[12])"
_COUNT = r"(?:three|six|nine|twelve)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_WORD = rf"(?:as|at|of|ended|ending|to|months?|year|{_ORDINAL}|{_SPAN}|{_COUNT}|{MONTH}|{_DAY})"
_OPEN = re.compile(  # a cell of a period that is not whole, by what has to follow
    rf"(?:{_WORD}[\s,]*)*?(?<!\w)"
    rf"(?:(?P<ordinal>{_ORDINAL})|(?P<count>{_COUNT})|(?P<months>months)|(?P<as>as)|(?P<at>at|of)"
    rf"|(?P<ended>ended|ending|to)|(?P<day>{_DAY})|(?P<span>{_SPAN})"
    rf"|(?P<date>{MONTH} {_DAY},?|{_DAY} {MONTH}))",
    re.IGNORECASE,
)
_FOLLOWS = {
    "ordinal": rf"{_SPAN}|{_COUNT}",
    "count": "months?",
    "months": "ended|ending|to",
    "as": "at|of",
    "at": rf"{MONTH}|{_DAY}",
    "day": rf"{MONTH},?\s*{_YEAR}",
    "ended": rf"{MONTH}|{_DAY}",
    "span": _YEAR,
    "date": _YEAR,
}
_LIKE_ANOTHER = ("ended", "span", "date")  # may stand above several columns, too
_HEAD = re.compile(  # of the line below, with the unit of its column
    rf"(?:{_WORD}[\s,]*)*(?:{_YEAR})?(?:\s*[($€£¥₹%]\S*(?:\s\S{{1,12}})?|\s+(?-i:[A-Z]{{1,3}})[$€£¥₹]?m?)?",
    re.IGNORECASE,
)


def is_broken(lines: Sequence[str]) -> bool:
    """Whether rows go on in small letters below a line of words, and all but few others begin otherwise."""
    broken = own = 0
    for above, line in zip(["", *lines], lines, strict=False):
        if _is_row(line) and _GOES_ON.match(line.strip()):
            is_rest = _may_go_on(above)
            broken, own = broken + is_rest, own + (not is_rest)
    return broken >= _ROWS and _FEW * own <= broken


def joined(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The lines with their indexes; a broken row is one, with the index of its last: it has the figures."""
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        count = _label(lines, at) or _heading(lines, at) or 1
        found.append((at + count - 1, " ".join(line.strip() for line in lines[at : at + count])))
        at += count
        if count == 1:
            found[-1] = (at - 1, lines[at - 1])
            if len(found) > 1 and _goes_on_in(found[-2][1], found[-1][1]):
                (_, head), (number, rest) = found.pop(-2), found.pop()
                found.append((number, f"{head.rstrip()} {rest.lstrip()}"))
    return found


def _label(lines: Sequence[str], at: int) -> int:
    """How many lines from here are of one row that is broken in its label; 0 where none is."""
    if not _begins(lines, at):
        return 0
    for count, line in enumerate(lines[at + 1 : at + _LINES], start=2):
        if not _GOES_ON.match(line.strip()):
            return 0
        if _is_row(line):
            return count
        if _GAP.search(line.strip()) or _CLOSED.search(line.strip()):
            return 0
    return 0


def _heading(lines: Sequence[str], at: int) -> int:
    """How many lines from here are of one heading directly above a row; 0 where it is not broken."""
    if not _begins(lines, at):
        return 0
    rest = takewhile(lambda line: _GOES_ON.match(line.strip()), lines[at + 1 : at + 1 + _LINES])
    count = 1 + sum(1 for _ in rest)
    *within, last = (line.strip() for line in lines[at : at + count])
    below = at + count
    is_above_row = below < len(lines) and (_is_row(lines[below]) or _label(lines, below) > 0)
    is_words = all(map(_may_go_on, within)) and not _GAP.search(last) and not _SENTENCE.search(last)
    return count if 1 < count < _LINES and is_words and is_above_row else 0


def _begins(lines: Sequence[str], at: int) -> bool:
    """Whether a line of words may go on, and does not go on itself."""
    goes_on = at > 0 and _GOES_ON.match(lines[at].strip()) and _may_go_on(lines[at - 1])
    return _may_go_on(lines[at]) and not goes_on


def _may_go_on(line: str) -> bool:
    """Whether a line holds words alone, which no sentence and no colon ends."""
    text = line.strip()
    return bool(_BEGINS.match(text)) and not _GAP.search(text) and not _CLOSED.search(text)


def _is_row(line: str) -> bool:
    return any(map(looks_like_figure, _GAP.split(line.strip())[1:]))


def _goes_on_in(above: str, below: str) -> bool:
    """Whether the last cell of a header goes on in the first one of the line below.

    What may head several columns as well (a day without its year) does so where another cell of either line
    is such a period that is whole, or begins as it does. No other cell of the header lacks its rest.
    """
    *others, last = _GAP.split(above.strip())
    head, *behind = _GAP.split(below.strip())
    kind = _OPEN.fullmatch(last)
    if kind is None or not _HEAD.fullmatch(head) or any(map(_OPEN.fullmatch, others)):
        return False
    follows = re.match(rf"(?:{_FOLLOWS[kind.lastgroup or '']})(?!\w)", head, re.IGNORECASE)
    like_another = any(re.search(_YEAR, cell) and not re.fullmatch(_YEAR, cell) for cell in others) or any(
        cell.split()[0].casefold() == last.split()[0].casefold() for cell in behind[-1:]
    )
    return bool(follows) and (kind.lastgroup not in _LIKE_ANOTHER or like_another)
