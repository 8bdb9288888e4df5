"""Headers of text whose columns are lost: lines of periods, units and marks in, what stands over columns out.

Each line is parted into what heads one column. The line with the most parts says how many columns there are;
one with fewer stands over all of them, or over groups that what stands below parts in one way. Where that
does not give each column a year, and a header of its own, there is no header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from ingest.dates import DATE, MONTH, MONTH_DAY

_YEAR = r"(?:19|20)\d{2}(?![\d,.])"
_LENGTH = (
    r"(?:year[ -]to[ -]date|(?:for )?(?:the )?"
    r"(?:(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?)|half[ -]?years?"
    r"|(?:fiscal |financial |full )?years?|(?:(?:first|second|third|fourth) )?quarters?"
    r"|(?<=the )period(?= end))"
    r"(?:[ -]periods?)?(?: end(?:ed|ing)| to(?! date))?)"
)
_DAY = (
    rf"(?:{DATE}(?! {_YEAR})|{MONTH_DAY},?|{MONTH}(?: {_YEAR}|[-'’]\d{{2}}(?!\d))"
    rf"|\d{{1,2}}-{MONTH}(?:-\d{{2}}(?!\d))?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:(?:19|20)\d\d|\d\d)(?![\d.,/])|{_YEAR})"
)
_CODE = (
    rf"(?:[QH][1-4]|[1-4][QH]|(?:3|6|9|12)M)(?:[ /'’-]?(?:FY)?['’]?(?:{_YEAR}|\d{{2}}(?:/\d{{2}})?))?"
    r"|FY ?['’]?(?:20)?\d{2}(?:/\d{2})?"
)
_PERIOD = (
    rf"(?:{MONTH} ?[-–] ?{MONTH}(?: {_YEAR})?|{_CODE}|{_LENGTH}(?: {_DAY}| {MONTH})?|as (?:at|of)(?: {_DAY})?"
    rf"|at {_DAY}|{_DAY})(?: ?\((?:restated|(?:un-?)?audited)\))?\*?"
)
_MONEY = (
    r"(?-i:(?:[A-Z]{1,3}\.? ?)?[$€£¥₹]|[TMkm]?(?:CNY|USD|HKD|EUR|GBP|CHF|SEK|NOK|DKK|JPY|KRW|INR|TWD|SGD|MYR"
    r"|IDR|THB|PHP|VND|AUD|NZD|CAD|MXN|BRL|ZAR|PLN|TRY|ILS|AED|SAR)|RMB|RM|Rs\.?)|Rupees"
)
_SCALE = r"(?:000s?[1-9]?|m|mn|bn|k|thousands?|millions?|billions?)"
_FROM = rf"(?:{DATE}|{MONTH_DAY}) ?[-–—~]"  # the first day of a period whose last stands below
_KINDS = {
    "notes": r"notes?(?: nos?\.?)?",
    "change": r"%? ?changes?(?: ?%)?|%|variance|growth",
    "amount": r"amounts?",
    "status": r"\(?(?:un-?audited|audited|(?:as )?restated|(?:un)?reviewed)\)?\*?",
    "from": _FROM,
    "entity": r"(?:the )?(?:group|company|parent(?: company)?|consolidated|stand-?alone)",
    "period": _PERIOD,
    "units": rf"\(?(?:{_MONEY})(?: ?(?:in )?['’‘\u02bc\u2032]? ?{_SCALE})?\)?"
    r"|\(?['’‘\u02bc\u2032]000s?\)?",
    "rest": rf"\d{{1,2}},(?: {_YEAR})?|end(?:ed|ing)",  # of a day or a length that stands above it
}
_PART = re.compile(
    "|".join(rf"(?P<{kind}>(?:{form})(?=\s|$))" for kind, form in _KINDS.items()), re.IGNORECASE
)
_ONLY_YEAR = re.compile(_YEAR)
_YEARLY = re.compile(r"(?:19|20)\d\d|[./]\d\d(?!\d)|[QHM]\d|\d[QHM]|FY|[-'’]\d\d", re.IGNORECASE)
_SCALED = re.compile(r"000|m|k|bn|thousand|billion", re.IGNORECASE)
_GLUED = re.compile(r"(?<=000)[1-9]$")  # the mark of a footnote, raised on the page
_WITH_YEAR = re.compile(r"(?:19|20)\d\d|[./-]\d\d(?!\d)")
_OF_DAY = re.compile(rf"(?:{_DAY})(?: ?\([\w-]+\))?\*?", re.IGNORECASE)
_SPANNING = re.compile(
    rf"{_LENGTH}(?<=ed|ng|to)(?: {MONTH_DAY},?)?|as (?:at|of)(?: {MONTH_DAY},?)?", re.IGNORECASE
)
_LENGTH_DAY = re.compile(rf"({_LENGTH}(?<=ed|ng|to)|as (?:at|of)) ({_DAY})", re.IGNORECASE)
_AGAIN = re.compile(r"(?P<one>\D+)(?: (?P=one))+")
_TO_MONTH = re.compile(rf".*\bend(?:ed|ing) {MONTH}", re.IGNORECASE)
_LENGTH_ALONE = re.compile(_LENGTH, re.IGNORECASE)
_ENDED = re.compile(rf"{_LENGTH}(?<=ed|ng)", re.IGNORECASE)
_DATED = re.compile(DATE, re.IGNORECASE)
_DAY_ALONE = re.compile(rf"{MONTH_DAY},?", re.IGNORECASE)
_FULL_YEAR = re.compile(r"(?:full[ -]|financial )?years?", re.IGNORECASE)
_PART_OF_YEAR = re.compile(_CODE, re.IGNORECASE)
_MAX_CORNER = 100
_MAX_LINES = 7
_LONGEST = 300  # characters of a line of a header
_MOST_PARTED = 12  # columns; beyond it there are too many ways


@dataclass(frozen=True)
class Head:
    """What stands over columns, from the first to the last (from 1), on a line."""

    index: int
    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Header:
    """The header on the lines from `first` to `last`: how many columns it has, and which of them are changes.

    `corner` is what stands over the labels, and `notes` over a column of notes between these and the figures.
    `unsaid` are lines of which it is not certain over which columns they stand.
    """

    first: int
    last: int
    width: int
    heads: tuple[Head, ...]
    changes: frozenset[int]
    corner: str = ""
    notes: str = ""
    unsaid: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Parts:
    """A line of a header: what stands over labels and a column of notes, and its parts with their kind."""

    index: int
    corner: str
    notes: str
    kind: str
    texts: tuple[str, ...]
    changes: frozenset[int] = frozenset()

    @property
    def plain(self) -> int:
        """How many parts are no change."""
        return len(self.texts) - len(self.changes)


def header_at(lines: Sequence[str], first: int) -> Header | None:
    """The header that begins on a line; None where that line begins none."""
    above = " ".join(lines[first - 1].split()) if first else ""
    if max(len(above), len(lines[first])) > _LONGEST:
        return None
    parted = _parts(first - 1, above)
    if _AGAIN.fullmatch(above) or (parted and parted.kind in ("period", "from") and not _is_title(parted)):
        return None  # it begins further up
    block: list[_Parts] = []
    for index in range(first, min(first + _MAX_LINES, len(lines))):
        parts = _parts(index, lines[index])
        if parts is None:
            break
        block.append(parts)
    while len(block) > 1 and block[-1].kind == "status" and len(block[-1].texts) == 1:
        block.pop()  # of one column, which it does not say
    return _header(first, _joined(block)) if block else None


def form_of_part(text: str) -> str:
    """What a text is of a header, with the form of a period: "period year"; empty where it is no part."""
    match = _PART.fullmatch(text)
    kind = (match.lastgroup or "") if match else ""
    if kind != "period":
        return kind
    forms = {"year": _ONLY_YEAR, "day": _OF_DAY, "part": _PART_OF_YEAR}
    return f"period {next((name for name, form in forms.items() if form.fullmatch(text)), 'length')}"


def _is_title(parts: _Parts) -> bool:
    """Whether a line is a period with its year, which stands over no columns."""
    return len(parts.texts) == 1 and bool(_WITH_YEAR.search(parts.texts[0]))


def _parts(index: int, line: str) -> _Parts | None:
    text = " ".join(line.split()) if len(line) <= _LONGEST else ""
    starts = [0, *(match.end() for match in re.finditer(" ", text))] if text else []
    for start in starts:
        found = _all_parts(text, start)
        if found:
            corner = text[:start].strip()
            kinds = [kind for kind, _ in found]
            scales = set(kinds) == {"units"} and len(kinds) > 1 and bool(_SCALED.search(found[0][1]))
            told = kinds.count("period") > 1 or kinds.count("amount") > 1 or kinds[0] == "notes" or scales
            if corner and (len(corner) > _MAX_CORNER or not told):
                return None
            return _of_kinds(index, corner, found)
    return None


def _all_parts(text: str, start: int) -> list[tuple[str, str]]:
    """The parts of a text from a place on with their kinds; none where anything else stands there."""
    found: list[tuple[str, str]] = []
    at = start
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            return []
        found.append((match.lastgroup or "", match.group()))
        at = match.end() + 1
    return found


def _of_kinds(index: int, corner: str, found: list[tuple[str, str]]) -> _Parts | None:
    """A line of one kind of parts, and changes; what stands before them or notes is over the labels."""
    notes = next((at for at, (kind, _) in enumerate(found) if kind == "notes"), None)
    over: list[str] = [corner] if corner else []
    mark = ""
    if notes is not None:
        mark = found[notes][1]
        over += [text for _, text in found[:notes]]
        found = found[notes + 1 :]
    kinds = [kind for kind, _ in found]
    begins = kinds.index("period") if "period" in kinds else 0
    if (
        set(kinds[begins:]) <= {"period", "change"}
        and kinds[begins + 1 :].count("period")
        and set(kinds[:begins]) != {"status"}
    ):
        over += [text for _, text in found[:begins]]
        found = found[begins:]
        years = all(kind == "change" or _ONLY_YEAR.fullmatch(text) for kind, text in found[1:])
        if len(found) > 2 and years and not _YEARLY.search(found[0][1]):
            over.append(found.pop(0)[1])
    kinds = [kind for kind, _ in found]
    pairs = len(found) > 3 and len(found) % 2 == 0
    if (
        pairs
        and set(kinds[:2]) in ({"period", "units"}, {"period", "status"})
        and kinds == kinds[:2] * (len(found) // 2)
    ):
        found = [
            ("period", f"{one[1]} {other[1]}") for one, other in zip(found[::2], found[1::2], strict=True)
        ]
        kinds = ["period"] * len(found)
    changes = frozenset(at for at, kind in enumerate(kinds) if kind == "change")
    others = {kind for kind in kinds if kind != "change"}
    if len(others) > 1 or (changes and not others) or "notes" in others:
        return None
    kind = next(iter(others), "")
    return _Parts(index, " ".join(over), mark, kind, tuple(text for _, text in found), changes)


def _joined(block: Sequence[_Parts]) -> list[_Parts]:
    """The lines, lengths and days that go on below on one: "Six months" over "ended", "June" over "30,"."""
    found: list[_Parts] = []
    for parts in block:
        above = found[-1] if found else None
        full = above.texts[0] if above and len(above.texts) == 1 and above.kind == "period" else ""
        if full and _names_full_year(full, parts):
            texts = tuple(f"{full} {text}" if _ONLY_YEAR.fullmatch(text) else text for text in parts.texts)
            found[-1] = replace(parts, texts=texts)
        elif above and above.kind in ("period", "from") and _go_on(above, parts):
            texts = tuple(f"{one} {other}" for one, other in zip(above.texts, parts.texts, strict=True))
            found[-1] = replace(above, index=parts.index, kind="period", texts=texts)
        else:
            found.append(parts)
    return found


def _names_full_year(above: str, parts: _Parts) -> bool:
    """Whether a line says of the only bare year below it, among parts of years, that it is a full one."""
    years = sum(bool(_ONLY_YEAR.fullmatch(text)) for text in parts.texts)
    others = sum(bool(_PART_OF_YEAR.fullmatch(text)) for text in parts.texts)
    return bool(_FULL_YEAR.fullmatch(above)) and years == 1 and years + others == len(parts.texts) > 1


def _go_on(above: _Parts, parts: _Parts) -> bool:
    """Whether the parts of a line end those of the line above it, one each."""
    texts = above.texts
    if len(texts) != len(parts.texts):
        return False
    if above.kind == "from":
        return parts.kind == "period" and all(map(_DATED.fullmatch, parts.texts))
    if parts.kind == "rest":
        return all(map(_LENGTH_ALONE.fullmatch if parts.texts[0][0] in "eE" else _TO_MONTH.fullmatch, texts))
    return len(texts) == 1 and bool(_ENDED.fullmatch(texts[0]) and _DAY_ALONE.fullmatch(parts.texts[0]))


def _header(first: int, block: Sequence[_Parts]) -> Header | None:
    widest = max(block, key=lambda parts: len(parts.texts))
    width = len(widest.texts)
    if width < 2 or any(parts.kind in ("rest", "from") for parts in block):
        return None
    changes = {at + 1 for at in widest.changes}
    plain = [at for at in range(1, width + 1) if at not in changes]
    if len(plain) < 2:
        return None
    heads: list[Head] = []
    for parts in block:
        placed = _placed(parts, block, width, plain)
        if placed is None:
            return None
        heads += placed
    stacks = [[head for head in heads if head.first <= at <= head.last] for at in plain]
    texts = [tuple(head.text.lower() for head in stack) for stack in stacks]
    yearly = all(any(_YEARLY.search(head.text) for head in stack) for stack in stacks)
    if not yearly or len(set(texts)) < len(texts):
        return None
    notes = next((parts.notes for parts in block if parts.notes), "")
    corner = " ".join(parts.corner for parts in block if parts.corner)
    said = {head.index for head in heads}
    unsaid = tuple(parts.index for parts in block if parts.index not in said and parts.texts)
    last = block[-1].index
    return Header(first, last, width, tuple(heads), frozenset(changes), corner, notes, unsaid)


def _placed(parts: _Parts, block: Sequence[_Parts], width: int, plain: Sequence[int]) -> list[Head] | None:
    """What a line has over which columns; None where that is not certain."""
    count = len(parts.texts)
    full = count == width and (not parts.changes or parts.plain == len(plain))
    found: list[Head] = []
    if full:
        found = _one_length(parts, plain) or _over([(at, at) for at in range(1, width + 1)], parts)
    elif count == len(plain) and not parts.changes:
        found = _over([(at, at) for at in plain], parts)
    elif count == 1 and not parts.changes:
        found = _over_all(parts, block, plain)
    elif count and not parts.changes:
        found = _over(_groups(parts, block, plain), parts)
    unsaid = parts.notes and not count
    return found if found or unsaid or (parts.kind == "status" and count > 1) else None


def _over(columns: Iterable[tuple[int, int]], parts: _Parts) -> list[Head]:
    return [
        Head(parts.index, first, last, _GLUED.sub("", text))
        for (first, last), text in zip(columns, parts.texts, strict=False)
    ]


def _one_length(parts: _Parts, plain: Sequence[int]) -> list[Head]:
    """A length in front of the first of several days is that of all: "Year ended May 3, 2031 May 3, 2030"."""
    first = _LENGTH_DAY.fullmatch(parts.texts[0])
    if first is None or not all(map(_OF_DAY.fullmatch, parts.texts[1:])):
        return []
    days = replace(parts, texts=(first.group(2), *parts.texts[1:]))
    over = Head(parts.index, plain[0], plain[-1], first.group(1))
    return [over, *_over([(at, at) for at in range(1, len(days.texts) + 1)], days)]


def _over_all(parts: _Parts, block: Sequence[_Parts], plain: Sequence[int]) -> list[Head]:
    """A length or a day over columns that are told apart by days or years; units are of all columns, too."""
    if parts.kind == "units":
        return [Head(parts.index, 1, plain[-1], parts.texts[0])]
    others = [other for other in block if other.kind == "period" and len(other.texts) > 1]
    single = sum(other.kind == "period" and len(other.texts) == 1 for other in block)
    below = all(
        _OF_DAY.fullmatch(text)
        for other in others
        for at, text in enumerate(other.texts)
        if at not in other.changes
    )
    spans = parts.kind == "period" and _SPANNING.fullmatch(parts.texts[0])
    if not (spans and below and others and single == 1):
        return []
    return [Head(parts.index, plain[0], plain[-1], parts.texts[0])]


def _groups(parts: _Parts, block: Sequence[_Parts], plain: Sequence[int]) -> list[tuple[int, int]]:
    """The columns below each part: from one of the first currency to the next, or parted by days and years.

    No two columns below a part are headed alike, and there is one way only to part them so.
    """
    count, width = len(parts.texts), len(plain)
    told = {other.kind: _of_plain(other, plain) for other in block if other.kind != "period"}
    money = told.get("units", ())
    starts = [at for at, text in enumerate(money) if text == money[0]]
    if len(starts) == count and len(set(money)) > 1:
        return [(plain[at], plain[to - 1]) for at, to in pairwise((*starts, width))]
    full = [texts for other in block if other.kind == "period" and (texts := _of_plain(other, plain))]
    if parts.kind not in ("period", "entity") or not full or width > _MOST_PARTED:
        return []
    below = list(zip(*full, strict=True))
    found = []
    for ends in combinations(range(1, width), count - 1):
        parted = list(pairwise((0, *ends, width)))
        if all(len(set(below[first:last])) == last - first for first, last in parted):
            found.append([(plain[first], plain[last - 1]) for first, last in parted])
    return found[0] if len(found) == 1 else []


def _of_plain(parts: _Parts, plain: Sequence[int]) -> tuple[str, ...]:
    """The parts over the columns that are no changes, one each; none where they are others."""
    texts = tuple(text for at, text in enumerate(parts.texts) if at not in parts.changes)
    return texts if len(texts) == len(plain) else ()
