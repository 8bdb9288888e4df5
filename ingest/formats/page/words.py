"""Words and pieces of one line: what stands together, and what looks like a figure.

A word is what the document prints without a blank. A piece is what a reader sees as one: a figure with its
currency sign, brackets and marks, or a run of words one blank apart. Positions are columns of text or points.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from ingest.figures import is_amount, is_printed_figure, is_thousand_of_money, is_worded_figure

Box = tuple[int, float, float, float, float]
"""Page from 1, then x0, top, x1, bottom in points from the page's upper left corner."""

_CURRENCY = r"(?:US\$|HK\$|A\$|C\$|S\$|NT\$|R\$|RMB|CNY|USD|HKD|EUR|GBP|CHF|SEK|JPY|[$€£¥₩₹])"
_CURRENCY_ONLY = re.compile(rf"[(\-−–]?{_CURRENCY}\(?", re.IGNORECASE)
_NAMED_CURRENCY = re.compile(rf"(?=[A-Z]){_CURRENCY}")
_MARK = r"(?:\*+|[†‡§#^¹²³⁴⁵]+|\((?:\d{1,2}|[a-z])\)|\[\d{1,2}\])"
_UNIT = r"(?:%|pp|ppts?|bps?|x|bn|m|cents?|pence|sen|fen)"
_FIGURE = re.compile(
    rf"[(\-−–—+]*\s*{_CURRENCY}?\s*[(\-−–—+]*\s*(?:\d[\d,.'’ \u00a0]*|\.\d+)"
    rf"\s*{_UNIT}?\s*\)?\s*{_UNIT}?(?:\s*{_MARK})*",
    re.IGNORECASE,
)
_VOID = re.compile(
    rf"{_CURRENCY}?\s*\(?(?:[-–—―−‒]{{1,3}})\)?\s*%?(?:{_MARK})?"
    r"|n/?\.?a\.?|n\.?/?m\.?|nmf|nil|not\s(?:applicable|meaningful)|\*{1,3}",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:FY|CY)?\s?(?:19|20)\d{2}(?:[EAF]|\s?[*†]|\s?\([a-z\d]\))?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2},(?:\s?(?:19|20)\d{2})?|(?:3|6|9|12)M(?:\s?(?:20)?\d{2})?"
)
_PLAIN_YEAR = re.compile(r"(?:19|20)\d{2}")
_MARKED_YEAR = re.compile(r"((?:19|20)\d{2})[1-9]")
_NOTE = re.compile(
    r"\d{1,2}(?:\([a-z]\))*(?:(?:\s?[,&/]\s?|\s)\d{1,2}(?:\([a-z]\))*)+|\d{1,2}(?:\([a-z]+\))+|\([a-z]\)"
    r"|[IVX]{1,5}\.\d{1,2}"  # of a chapter of notes
)
_NOTE_LISTED = re.compile(r"\d{1,2}(?:\([a-z]\))*,?")
_NOTES_LISTED = re.compile(r"\d{1,2}(?:\([a-z]\))*(?:, \d{1,2}(?:\([a-z]\))*)+,?")
_GROUPED_BY_BLANKS = re.compile(r"[(\-−–]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?\)?%?")
_GROUP_FIRST = re.compile(rf"[(\-−–+]*\s*{_CURRENCY}?\s*[(\-−–+]*\s*[1-9]\d{{0,2}}", re.IGNORECASE)
_GROUP = re.compile(r"\d{3}")
_GROUP_LAST = re.compile(rf"\d{{3}}(?:[.,]\d+)?\s*{_UNIT}?\s*\)?\s*{_UNIT}?(?:\s*{_MARK})*", re.IGNORECASE)
_UNGROUPED = re.compile(r"\+\d+|(?!(?:19|20)\d\d$)\d{4,}")
_RULE = re.compile(r"[-_=~.…·․*]{4,}|[-_=—–]{3,}|[_=]+|\.{3,}|…+")
_LEADER_SIGNS = frozenset("-_=~.…·․*—–")
_LEADER = re.compile(r"\.{4,}|…{2,}|_{4,}")
_CLOSING = re.compile(r"\)?%?\)?|\)\s?(?:pp|x)|pp|(?:cents?|pence|sen|fen)\)?", re.IGNORECASE)
_CLOSING_STARTS = frozenset(")%pxcsfPXCSF*†‡§#^¹²³⁴⁵([")
_DASHES = frozenset("-−–")
_SET_OFF = re.compile(r"(?<=[(\-−–]) | (?=\))")  # blanks between a figure and its signs
_TRAILING_MARK = re.compile(_MARK)

AMOUNT, VOID, YEAR, TEXT = "amount", "void", "year", "text"
APART = 1.5
SIGN_REACH = 30.0
_CLOSING_REACH = 4.0


class Word(NamedTuple):
    """A printed word, where it starts and ends, and its box where the document has pages."""

    text: str
    x0: float
    x1: float
    box: Box | None = None


class Piece(NamedTuple):
    """Words that stand together; `x0` of a figure is where its digits start, not its currency sign."""

    text: str
    kind: str
    x0: float
    x1: float
    words: tuple[Word, ...]

    @property
    def centre(self) -> float:
        """The middle of the piece."""
        return (self.x0 + self.x1) / 2

    @property
    def is_figure(self) -> bool:
        """Whether it stands for a number: digits, a dash or a word for nothing."""
        return self.kind in {AMOUNT, VOID}


@dataclass(frozen=True)
class TextLine:
    """One printed line: `unit` is a blank's width, `y` the baseline down the page, `height` the type's size.

    In a text without pages in points these are one column and the line's number. `edge` marks the first and
    last lines of a page, `tall` a row that begins on the line above it. `place` says where the line stands
    where neither its number nor boxes do.
    """

    number: int
    words: tuple[Word, ...]
    unit: float = 1.0
    page: int = 1
    y: float = 0.0
    text: str = ""
    edge: bool = False
    height: float = 1.0
    tall: bool = False
    place: str = ""


def without_marks(line: TextLine) -> TextLine:
    """A line of years and words, without the mark of a footnote behind a year: "2031 20319 2030"."""
    texts = [word.text for word in line.words]
    plain = [text for text in texts if _PLAIN_YEAR.fullmatch(text)]
    marked = {text: match[1] for text in texts if (match := _MARKED_YEAR.fullmatch(text))}
    others = any(map(str.isdigit, "".join({*texts} - {*plain} - {*marked})))
    near = all(any(abs(int(year) - int(other)) <= 1 for other in plain) for year in marked.values())
    if not marked or not near or others:
        return line
    return replace(
        line, words=tuple(word._replace(text=marked.get(word.text, word.text)) for word in line.words)
    )


class Meeting(NamedTuple):
    """Where two columns that stand beside each other end, in half blanks."""

    end: int
    next_end: int

    @classmethod
    def at(cls, end: float, next_end: float, unit: float) -> Meeting:
        """The meeting of columns that end there, a blank being `unit` wide."""
        return cls(round(2 * end / unit), round(2 * next_end / unit))

    def near(self, meetings: Collection[Meeting]) -> bool:
        """Whether one of them is this one, half a blank more or less."""
        reach = (-1, 0, 1)
        return any(Meeting(self.end + i, self.next_end + j) in meetings for i in reach for j in reach)


def is_currency(text: str) -> bool:
    """Whether a word is a currency's sign or code alone."""
    return bool(_CURRENCY_ONLY.fullmatch(text))


@lru_cache(maxsize=1 << 15)
def kind_of(text: str) -> str:
    """What a piece of text looks like: `amount`, `void` (a dash, n/a), `year` (a year or a date), `text`."""
    if _YEAR.fullmatch(text):
        return YEAR
    if _VOID.fullmatch(text) or _NOTE.fullmatch(text):
        return VOID
    if is_thousand_of_money(text):
        return TEXT
    if _FIGURE.fullmatch(text) and text.count(")") <= text.count("("):
        return AMOUNT
    return AMOUNT if is_printed_figure(text) else TEXT


def pieces_of(line: TextLine, meetings: Collection[Meeting] | None = None) -> tuple[Piece, ...]:
    """The pieces of a line from left to right; rules and dot leaders are left out.

    `meetings`, where the document parts thousands by blanks: where columns stand so near that two figures of
    theirs may look like one.
    """
    pieces: list[Piece] = []
    chunk: list[Piece] = []
    for atom in _atoms(_without_leaders(line.words), line.unit):
        apart = atom.words[0].x0 - chunk[-1].words[-1].x1 > APART * line.unit if chunk else False
        if chunk and (apart or _is_set_apart(atom, line.unit)):
            pieces.extend(_chunk_pieces(chunk, line.unit, meetings))
            chunk = []
        chunk.append(atom)
    pieces.extend(_chunk_pieces(chunk, line.unit, meetings))
    if not pieces or pieces[0].kind != TEXT or is_worded_figure(pieces[0].text):
        return tuple(pieces)
    return pieces[0], *map(_beside_label, pieces[1:])


def _is_set_apart(atom: Piece, unit: float) -> bool:
    """Whether a figure stands further from its currency's sign than in a sentence: both fill a cell."""
    first, *rest = atom.words
    marked = len(rest) == 1 and bool(_TRAILING_MARK.fullmatch(rest[0].text))
    far = bool(rest) and not marked and rest[0].x0 - first.x1 > APART * unit
    return far and atom.is_figure and is_currency(first.text)


def _beside_label(piece: Piece) -> Piece:
    return piece._replace(kind=AMOUNT) if piece.kind == TEXT and is_worded_figure(piece.text) else piece


def joined(pieces: Sequence[Piece]) -> Piece:
    """Several pieces as one text, one blank apart."""
    words = tuple(word for piece in pieces for word in piece.words)
    return Piece(" ".join(piece.text for piece in pieces), TEXT, pieces[0].x0, pieces[-1].x1, words)


def text_piece(words: Sequence[Word]) -> Piece:
    """Words as one piece; its kind is that of its whole text."""
    text = words[0].text if len(words) == 1 else " ".join(word.text for word in words)
    return Piece(text, kind_of(text), words[0].x0, words[-1].x1, tuple(words))


def figure_at_end(piece: Piece | None) -> tuple[Piece | None, Piece | None]:
    """A text without the amount that is its last word, and that amount; None twice where there is none."""
    if piece is None or len(piece.words) < 2 or not is_amount(piece.words[-1].text):
        return None, None
    return text_piece(piece.words[:-1])._replace(kind=TEXT), text_piece(piece.words[-1:])


def figure_at_start(piece: Piece) -> tuple[Piece, Piece] | None:
    """The figure that a text begins with, and the words behind it; None where it begins with none."""
    words = [word.text for word in piece.words]
    count = 1
    while _GROUPED_BY_BLANKS.fullmatch(" ".join(words[: count + 1])) and count + 1 < len(words):
        count += 1
    if piece.kind != TEXT or not any(ch.isalpha() for word in words[count:] for ch in word):
        return None
    figure = text_piece(piece.words[:count])
    if count > 1:
        figure = figure._replace(kind=AMOUNT)
    rest = text_piece(piece.words[count:])._replace(kind=TEXT)
    return (figure, rest) if figure.is_figure else None


def _without_leaders(words: Sequence[Word]) -> list[Word]:
    if not any(word.text[0] in _LEADER_SIGNS or _LEADER.search(word.text) for word in words):
        return list(words)
    kept: list[Word] = []
    dots: list[Word] = []
    for word in words:
        if word.text in {".", "·"}:
            dots.append(word)
            continue
        if len(dots) < 3:
            kept.extend(dots)
        dots = []
        if _RULE.fullmatch(word.text):
            continue
        kept.extend(_split_at_leader(word))
    return kept + (dots if len(dots) < 3 else [])


def _split_at_leader(word: Word) -> list[Word]:
    if not _LEADER.search(word.text):
        return [word]
    width = (word.x1 - word.x0) / len(word.text)
    parts, start = [], 0
    for match in [*_LEADER.finditer(word.text), None]:
        end = match.start() if match else len(word.text)
        if end > start:
            parts.append(
                word._replace(text=word.text[start:end], x0=word.x0 + start * width, x1=word.x0 + end * width)
            )
        start = match.end() if match else start
    return parts


def _atoms(words: Sequence[Word], unit: float) -> list[Piece]:
    """Words, with currency signs, brackets, percent signs and marks put to their figures."""
    atoms: list[Piece] = []
    place = 0
    while place < len(words):
        first = words[place]
        taken = [first]
        place += 1
        dash = first.text in _DASHES
        bracketed = place < len(words) and words[place].text[0] == "("  # is negative without a sign
        opens = bool(_CURRENCY_ONLY.fullmatch(first.text)) or first.text == "(" or (dash and not bracketed)
        reach = APART if dash else SIGN_REACH
        if opens and place < len(words) and words[place].x0 - first.x1 <= reach * unit:
            follows = kind_of(words[place].text)
            stray = first.text == "(" or first.text.endswith("(")
            if not _NAMED_CURRENCY.match(words[place].text) and (
                follows == AMOUNT
                or (follows == VOID and words[place].text != "*" and not stray)
                or (stray and kind_of("(" + words[place].text) == AMOUNT)
            ):
                taken.append(words[place])
                place += 1
        core = taken[-1]
        if _has_currency_behind(taken, words[place : place + 2], unit):
            taken.append(words[place])
            place += 1
        while place < len(words) and words[place].text[0] in _CLOSING_STARTS:
            text = " ".join(word.text for word in taken)
            gap = (words[place].x0 - taken[-1].x1) / unit
            if not _closes(text, words[place].text, gap):
                break
            taken.append(words[place])
            place += 1
        whole = text_piece(taken)
        if len(taken) > 1 and whole.is_figure:
            whole = whole._replace(text=_SET_OFF.sub("", whole.text), x0=core.x0)
        atoms.append(whole)
    return atoms


def _has_currency_behind(taken: Sequence[Word], following: Sequence[Word], unit: float) -> bool:
    """Whether the next word is the currency of an amount and not of the one after it: it stands nearer."""
    if not following or not _CURRENCY_ONLY.fullmatch(following[0].text):
        return False
    near = following[0].x0 - taken[-1].x1 <= APART * unit
    apart = len(following) < 2 or following[1].x0 - following[0].x1 > APART * unit
    amount = len(taken) == 1 and "%" not in taken[0].text and kind_of(taken[0].text) == AMOUNT
    return near and apart and amount


def _closes(text: str, following: str, gap: float) -> bool:
    if kind_of(text) not in {AMOUNT, VOID} and not (text.startswith("(") and kind_of(text + ")") == AMOUNT):
        return False
    is_open = text.count("(") > text.count(")")
    if following == ")" and is_open and gap <= SIGN_REACH:  # nothing else is open that it closes
        return True
    if _CLOSING.fullmatch(following) and gap <= _CLOSING_REACH:
        return following == "%" or ")" not in following or is_open
    return (
        bool(_TRAILING_MARK.fullmatch(following)) and gap <= APART and kind_of(text) == AMOUNT and "," in text
    )


def _chunk_pieces(chunk: Sequence[Piece], unit: float, meetings: Collection[Meeting] | None) -> list[Piece]:
    """A run of atoms one blank apart: its figures one by one, or one piece of text."""
    if len(chunk) > 1 and meetings is not None:
        chunk = _with_thousands(chunk, unit, meetings)
    if len(chunk) <= 1:
        return list(chunk)
    whole = joined(chunk)
    if meetings is None and _GROUPED_BY_BLANKS.fullmatch(whole.text):
        return [whole._replace(kind=AMOUNT)]
    if all(atom.kind != TEXT for atom in chunk) and not any(
        _UNGROUPED.fullmatch(atom.text) for atom in chunk
    ):
        return _lists_joined(_dates_joined(chunk))
    if kind_of(whole.text) == VOID:
        return [whole._replace(kind=VOID)]
    return [whole._replace(kind=AMOUNT)] if is_printed_figure(whole.text) else [whole]


def _with_thousands(chunk: Sequence[Piece], unit: float, meetings: Collection[Meeting]) -> list[Piece]:
    """Groups of three digits put to the one to three before them, but not over the meeting of two columns."""
    figures: list[Piece] = []
    start = 0
    while start < len(chunk):
        stop = start + 1
        if _GROUP_FIRST.fullmatch(chunk[start].text):
            while stop < len(chunk) and _GROUP.fullmatch(chunk[stop].text):
                stop += 1
            if stop < len(chunk) and _GROUP_LAST.fullmatch(chunk[stop].text):
                stop += 1
        ends = [piece.words[-1].x1 for piece in chunk[start:stop]]
        stop = start + 1 + next(_apart(ends, unit, meetings), len(ends) - 1)
        run = chunk[start:stop]
        figures.append(run[0] if len(run) == 1 else joined(run)._replace(kind=AMOUNT))
        start = stop
    return figures


def _apart(ends: Sequence[float], unit: float, meetings: Collection[Meeting]) -> Iterator[int]:
    """The places in a run of groups at which one column ends, and another one further on."""
    for (at, end), (_, further) in combinations(enumerate(ends), 2):
        if Meeting.at(end, further, unit).near(meetings):
            yield at


def _dates_joined(chunk: Sequence[Piece]) -> list[Piece]:
    """Figures side by side, but a day and its year as one."""
    pieces = [chunk[0]]
    for atom in chunk[1:]:
        both = joined([pieces[-1], atom])
        if kind_of(both.text) == YEAR:
            pieces[-1] = both._replace(kind=YEAR)
        else:
            pieces.append(atom)
    return pieces


def _lists_joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The numbers of several notes as one piece: `3, 4`, or `3, 4,` where they go on below."""
    found: list[Piece] = []
    start = 0
    while start < len(pieces):
        stop = start + 1
        while (
            stop < len(pieces)
            and pieces[stop - 1].text.endswith(",")
            and _NOTE_LISTED.fullmatch(pieces[stop].text)
        ):
            stop += 1
        whole = joined(pieces[start:stop])
        if _NOTES_LISTED.fullmatch(whole.text):
            found.append(whole._replace(kind=VOID))
        else:
            found += pieces[start:stop]
        start = stop
    return found
