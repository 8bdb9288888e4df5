"""Markdown of pages whose tables a converter tore: rows between bars and rows as running text, in turns.

It writes bars around a few rows at a time, in other cells each time, with a rule below the first as if that
were a header, and a row that it does not take for one of a table as a line of text. The rows are set in
columns again, by the order of their figures below a header with a period for each, and read by the columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.dates import DATE, MONTH, MONTH_DAY
from ingest.formats.flat import figures_of
from ingest.formats.grid.forms import closes, heads_notes, is_amount, is_cjk, is_mark, is_notes, is_symbol
from ingest.formats.layout import read_layout
from ingest.formats.page.wording import is_money, is_whole_date, names_statement, says_period, side_by_side
from ingest.lines import Line
from ingest.marks import is_page_number, is_unfinished

Cells = Callable[[str], list[str]]  # the cells of a line, one where it has no bars

_TORN = 3  # rules below rows of figures, and rows of figures without bars, that show how a text was written
_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*")
_RELATIVE = (
    r"(?:(?:current|this|reporting|prior|previous|last|preceding) (?:reporting )?(?:period|year|quarter)"
    r"|(?:opening|closing|beginning|ending) balance)"
)
_DATED = re.compile(rf"(?:{DATE}|{MONTH_DAY},?|(?:19|20)\d{{2}}|{_RELATIVE})(?:\s?note\b)?", re.IGNORECASE)
_RELATIVES = re.compile(  # a row of a header without bars: "Item Note current period prior period"
    rf"(?P<corner>[A-Z][a-z]+)?(?: ?(?P<notes>Notes?))?(?P<heads>(?: ?{_RELATIVE}){{2,}})", re.IGNORECASE
)
_RELATIVE_HEAD = re.compile(_RELATIVE, re.IGNORECASE)
_NOTED = re.compile(r"(?P<label>.*\S) (?P<note>[IVX]{1,5}\.\d{1,2})")  # "Bills receivable IX.3"
_TORN_WORD = re.compile(r"^(\W*)([A-Z])\s{1,3}([a-z]{2,})\b")  # "T otal"
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LENGTH = re.compile(
    r"(?:for the )?(?:(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?)|(?:fiscal )?year|quarter)"
    rf"s?(?: periods?)? end(?:ed|ing)(?: {MONTH_DAY},?)?|as (?:at|of)",
    re.IGNORECASE,
)
_SPELL = re.compile(  # a length with which the words over some columns begin
    r"\b(?:for the )?(?:(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?)|(?:fiscal )?(?:quarter|year))"
    r"(?: periods?)? (?:end(?:ed|ing)|to[ -]date)\b",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\d{1,2},?(?: \d{1,2},?)*")
_DAY = re.compile(rf"{MONTH_DAY},?", re.IGNORECASE)
_OPEN_END = re.compile(rf"(?:\bend(?:ed|ing)|{MONTH})$", re.IGNORECASE)
_COMMAS = re.compile(r"\| *\(?\d{1,3}(?:,\d{3})+\)? *\|")
_ONE_DAY = re.compile(rf"{MONTH}(?!\w)|\d+", re.IGNORECASE)
_NOTES_FIRST = re.compile(r"(?P<notes>notes?) (?P<rest>.+)", re.IGNORECASE)
_HOLDS_DATE = re.compile(DATE, re.IGNORECASE)
_DIGITS = re.compile(r"\d\d|[QH][1-4]")
_NOTES = re.compile(r"附[註注]")
_LATIN = re.compile(r"[A-Za-z]")
_CHANGE = re.compile(r"%|\bchanges?\b|\bvariance\b", re.IGNORECASE)
_HEAD = 40  # characters of a column's header
_SENTENCE = 6  # words
_LONGEST = 150  # characters of a row
_HEADERS = 8  # lines above the row of periods that may be of the same header
_GAP = 4
_NOTE = 8
_TWO = 2


@dataclass(frozen=True)
class _Printed:
    """One line: its cells by their places, and of a row its label, its figures and the cells of these.

    `width` counts the cells between bars, 0 without any; `dropped` says that it is no line of the text read
    from it, not even a blank one; `below` is the line of a figure that stands alone
    below its row, and `missing` which of the row's figures that is.
    """

    cells: tuple[tuple[int, str], ...] = ()
    label: str = ""
    figures: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    width: int = 0
    rule: bool = False
    dropped: bool = False
    missing: int = -1
    below: int = 0

    @property
    def barred(self) -> bool:
        """Whether bars stand around it."""
        return self.width > 0

    @property
    def is_lone(self) -> bool:
        """Whether nothing stands on the line but a figure."""
        return not self.barred and not self.label and len(self.figures) == 1

    @property
    def text(self) -> str:
        """The line without bars."""
        return " ".join(text for _, text in self.cells)

    @property
    def corner(self) -> str:
        """What stands over the labels in a row of a header."""
        texts = [text for _, text in self.cells]
        if not self.barred or not texts or _is_dated(texts[0]) or _form(texts[0]) in map(_form, texts[1:]):
            return ""
        first = self.cells[0][0] == 0
        return texts[0] if first or (_are_dated(texts[1:]) and not _heads_notes(texts[0])) else ""

    @property
    def notes(self) -> str:
        """What stands over the numbers of notes in a row of a header."""
        return next((text for _, text in self.cells if _heads_notes(text)), "")

    @property
    def pieces(self) -> list[str]:
        """What a row of a header says of columns; days, years or lengths in one cell are apart."""
        found: list[str] = []
        for _, text in self.cells[bool(self.corner) :]:
            forms = (form for form in (_DATED, _LENGTH) if not form.sub("", text).strip())
            found += next(([match.group() for match in form.finditer(text)] for form in forms), _apart(text))
        return [piece for piece in found if not _heads_notes(piece)]

    @property
    def periods(self) -> int:
        """How many columns a row of a header names, by days or years and by changes; 0 for other rows."""
        pieces = [] if self.figures else self.pieces
        return len(pieces) if _are_dated(pieces) else 0

    @property
    def is_translation(self) -> bool:
        """Whether a line without bars is in Chinese, Japanese or Korean alone."""
        return not self.barred and is_cjk(self.text) and not _LATIN.search(self.text)

    @property
    def is_length(self) -> bool:
        """Whether a line holds lengths that ended, or what stands before a day, and nothing else."""
        pieces = self.pieces
        return bool(pieces) and all(map(_LENGTH.fullmatch, pieces))


def _is_dated(piece: str) -> bool:
    """Whether a piece of a header names the period of a column."""
    names = len(piece) <= _HEAD and bool(_DIGITS.search(piece)) and says_period(piece)
    return names or bool(_DATED.fullmatch(piece)) or is_whole_date(piece)


def _are_dated(pieces: Sequence[str]) -> bool:
    """Whether pieces of a header name the periods of two columns at least, and else changes between them."""
    dated = list(map(_is_dated, pieces))
    rest = [piece for piece, names in zip(pieces, dated, strict=True) if not names]
    return sum(dated) > 1 and all(map(_CHANGE.search, rest))


def _form(text: str) -> str:
    """What two headers have in common that differ in their days alone."""
    return _ONE_DAY.sub("0", text)


def _apart(text: str) -> list[str]:
    """The periods, lengths or units that one cell of a header holds one blank apart; else the text."""
    ends = side_by_side(text) or [found.start() - 1 for found in _SPELL.finditer(text, 1)]
    if not ends or not (side_by_side(text) or _SPELL.match(text)):
        return [text]
    ends = ends if ends[-1] == len(text) else [*ends, len(text)]
    return [text[start:end].strip() for start, end in pairwise([0, *ends])]


def is_torn(lines: Sequence[str], cells: Cells) -> bool:
    """Whether rules stand below rows of figures, and rows of figures without bars beside rows with bars."""
    ruled = sum(
        "|" in above and bool(_RULE.fullmatch(below)) and sum(map(is_amount, cells(above))) > 1
        for above, below in pairwise(lines)
    )
    bare = sum(
        "|" not in line and len(figures_of(line)[1]) > 1 and ("|" in above or "|" in below)
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
    )
    return ruled >= _TORN and bare >= _TORN


def read_torn(lines: Sequence[str], cells: Cells) -> tuple[Line, ...]:
    """The lines of such a text; `number` is the line of the file."""
    commas = any(map(_COMMAS.search, lines))
    printed = [_printed(line, cells, commas) for line in _with_whole_words(lines)]
    _repeated_above(printed)
    _days_below(printed)
    _label(printed)
    columns = _in_columns(printed)
    kept = [at for at, each in enumerate(printed) if not each.dropped]
    read = read_layout("\n".join(columns[at] for at in kept))
    return tuple(_placed(line, printed, kept) for line in read)


def _with_whole_words(lines: Sequence[str]) -> list[str]:
    """The lines, the capital letter with which one begins put to the rest of its word: "T otal".

    Such words the text prints whole, too.
    """
    words = set(re.findall(r"[A-Z][a-z]{2,}", "\n".join(lines)))

    def whole(match: re.Match[str]) -> str:
        word = match.group(2) + match.group(3)
        return match.group(1) + word if word in words else match.group()

    return [_TORN_WORD.sub(whole, line) for line in lines]


def _repeated_above(printed: list[_Printed]) -> None:
    """Set apart what a line without bars says of each column of the periods below: "Amount in Amount in"."""
    for at, (above, below) in enumerate(pairwise(printed)):
        count = below.periods
        words = above.text.split()
        size = len(words) // count if count else 0
        pieces = [" ".join(words[start : start + size]) for start in range(0, len(words), size or 1)]
        if size and not above.barred and len(pieces) == count and len(set(pieces)) == 1:
            printed[at] = _Printed(tuple(enumerate(pieces, start=1)), width=count + 1)


def _days_below(printed: list[_Printed]) -> None:
    """Put the days on a line to the lengths above it that end without one.

    These end with a month, "Six Months Ended June" above "30,", or with no more than "ended".
    """
    inked = [at for at, each in enumerate(printed) if each.cells]
    for above, at in pairwise(inked):
        pieces, text = printed[above].pieces, printed[at].text
        open_ends = [place for place, piece in enumerate(pieces) if _OPEN_END.search(piece)]
        days = text.split() if _DAYS.fullmatch(text) else [found.group() for found in _DAY.finditer(text)]
        if (
            printed[at].figures
            or len(days) != len(open_ends)
            or " ".join(days) != text
            or not all(map(_SPELL.match, pieces))
        ):
            continue
        for place, day in zip(open_ends, days, strict=True):
            pieces[place] += f" {day}"
        places = [at for at, _ in printed[above].cells]
        if len(places) != len(pieces):
            places = list(range(1, len(pieces) + 1))
        width = printed[above].width or len(pieces) + 1
        printed[above] = _Printed(tuple(zip(places, pieces, strict=True)), width=width)
        printed[at] = _Printed(dropped=True)


def _placed(line: Line, printed: Sequence[_Printed], kept: Sequence[int]) -> Line:
    """A line with its number in the file, of whose lines some were `kept`, and the places of its cells.

    They are said where one of the figures of a row stands below it, or two tables beside each other.
    """
    if line.places:
        number = re.compile(r"(?<=line )\d+")
        places = (number.sub(lambda found: str(kept[int(found.group()) - 1] + 1), at) for at in line.places)
        return replace(line, places=tuple(places))
    at = kept[line.number - 1]
    line, row = replace(line, number=at + 1), printed[at]
    if line.table is None or not row.below:
        return line
    held = [at for at, cell in enumerate(line.cells) if cell][-len(row.figures) :]
    numbers = {at: line.number for at, cell in enumerate(line.cells) if cell}
    numbers[held[row.missing]] = row.below
    return replace(
        line, places=tuple(f"line {numbers[at]}" if at in numbers else "" for at in range(len(line.cells)))
    )


def _in_columns(printed: list[_Printed]) -> list[str]:
    """The lines with their rows in columns parted by blanks; a rule is a blank line.

    Rows that no header stands over are in columns of their own; one with other figures than its header has
    periods stays text, with a bar. A row and a figure alone below it are put together in `printed`.
    """
    found = [_GAP * " " if each.barred else " " for each in printed]
    found = [gap.join(text for _, text in each.cells) for gap, each in zip(found, printed, strict=True)]
    at = 0
    while at < len(printed):
        each = printed[at]
        end, periods = _extent(printed, at)
        if periods:
            start = _start(printed, at)
            _without_rules(printed, start, end)
            _complete(printed, at, end, periods)
            found[start:end] = _table(printed[start:end], periods)
            at = end
            continue
        if len(each.figures) > 1 and each.barred:
            wide = _GAP + max(_GAP, *map(len, each.figures))
            found[at] = _row(each, len(each.figures), _LONGEST, wide)
        at += 1
    return found


def _without_rules(printed: list[_Printed], start: int, end: int) -> None:
    """Drop the rules of a header, which would part it from its rows as blank lines do."""
    for at in range(start, end):
        if printed[at].figures:
            return
        if printed[at].rule:
            printed[at] = replace(printed[at], dropped=True)


def _extent(printed: list[_Printed], at: int) -> tuple[int, int]:
    """The line below a table whose header may begin on a line, and how many periods it has; 0 for none.

    Of the rows of periods above the first figures the one counts that most rows of figures have as many as.
    Periods that stand torn over several rows are put together in the last of them.
    """
    if printed[at].figures or len(printed[at].pieces) < _TWO:
        return at, 0
    first = _first_figures(printed, at)
    if first is None:
        return at, 0
    if not printed[at].periods:
        return _stacked(printed, at, first)
    end = _end(printed, first)
    noted = any(each.notes for each in printed[at:first])
    rows = [each for each in printed[first:end] if each.figures]
    widths = {each.periods for each in printed[at:first]} - {0}
    counted = {width: sum(bool(_of_columns(each, width, noted)) for each in rows) for width in widths}
    periods = max(widths, key=lambda width: (counted[width], width))
    header = printed[_start(printed, at) : first]
    told = not any(_is_of_unknown_columns(header, each, periods) for each in header)
    return (end, periods) if told and any(len(each.figures) >= periods for each in rows) else (at, 0)


def _first_figures(printed: Sequence[_Printed], at: int) -> int | None:
    """The first row of figures below a line of a header; None where too many lines are between them."""
    lines = 0
    for below in range(at, len(printed)):
        if printed[below].figures:
            return below
        lines += bool(printed[below].cells) and not printed[below].is_translation
        if lines > _HEADERS:
            return None
    return None


def _stacked(printed: list[_Printed], at: int, first: int) -> tuple[int, int]:
    """The extent of a table whose periods are torn over rows of as many pieces, from one on."""
    count = len(printed[at].pieces)
    rows = [below for below in range(at, first) if printed[below].cells]
    stack = [below for below in rows if len(printed[below].pieces) == count]
    if len(stack) < _TWO or stack != rows[: len(stack)] or any(printed[below].periods for below in stack):
        return at, 0
    pieces = [" ".join(parts) for parts in zip(*(printed[below].pieces for below in stack), strict=True)]
    end = _end(printed, first)
    noted = any(each.notes for each in printed[at:first])
    rows_of_figures = [each for each in printed[first:end] if each.figures]
    full = sum(bool(_of_columns(each, count, noted)) for each in rows_of_figures)
    if not all(map(_HOLDS_DATE.search, pieces)) or 2 * full <= len(rows_of_figures):
        return at, 0
    for below in stack:
        printed[below] = _Printed(dropped=True)
    printed[stack[-1]] = _Printed(tuple(enumerate(pieces, start=1)), width=count + 1)
    return end, count


def _printed(line: str, cells: Cells, commas: bool) -> _Printed:
    """What is printed on a line; figures with a blank between are two where `commas` group thousands."""
    if _RULE.fullmatch(line):
        return _Printed(rule=True)
    held = [(at, text) for at, text in enumerate(cells(line)) if text]
    return _in_bars(held, len(cells(line)), commas) if "|" in line else _without_bars(line, tuple(held))


def _without_bars(line: str, held: tuple[tuple[int, str], ...]) -> _Printed:
    label, figures = figures_of(line)
    heads: list[str] = []
    if relative := _RELATIVES.fullmatch(" ".join(line.split())):
        heads = [relative["corner"], relative["notes"], *_RELATIVE_HEAD.findall(relative["heads"])]
    if not heads and figures and (noted := _NOTED.fullmatch(label)):
        label, figures = noted["label"], [noted["note"], *figures]
    while len(figures) > _TWO and _YEAR.fullmatch(figures[0]):
        label = f"{label} {figures.pop(0)}"
    row = figures and len(line) <= _LONGEST and not any(map(_YEAR.fullmatch, figures))
    if not heads and row and not is_page_number(line.strip()):
        return _Printed(held, label, tuple(figures))
    heads = heads or _bare_heads(line)
    in_cells = tuple((place, text) for place, text in enumerate(heads) if text)
    return _Printed(in_cells or held, width=len(heads))


def _in_bars(cells: Sequence[tuple[int, str]], width: int, commas: bool) -> _Printed:
    held = tuple(part for cell in _without_marks(cells) for part in _notes_apart(*cell))
    words: list[str] = []
    amounts: list[tuple[int, str]] = []
    signed = _with_signs(held)
    if len(signed) > 1 and is_mark(signed[0][1]) and not is_amount(signed[1][1]):
        words.append(signed.pop(0)[1])  # of a list
    for at, text in signed:
        label, figures = figures_of(text)
        is_note = bool(words) and is_notes(text) and not is_whole_date(text)
        if figures and not label and (commas or not is_amount(text)):
            amounts += [(at, figure) for figure in figures]
        elif is_amount(text) or is_note:
            amounts.append((at, text))
        elif amounts:
            return _Printed(held, width=width)  # words behind figures
        else:
            words.append(text)
    places, amounts_read = zip(*amounts, strict=True) if amounts else ((), ())
    return _Printed(held, " ".join(words), amounts_read, places, width)


def _without_marks(cells: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The cells of a row without the footnote's mark behind a `$000` that another cell has without one."""
    thousands = {text for _, text in cells if text.endswith("000") and not any(map(str.isdigit, text[:-3]))}
    return tuple(
        (at, text[:-1] if text[-1].isdigit() and text[:-1] in thousands else text) for at, text in cells
    )


def _notes_apart(at: int, text: str) -> list[tuple[int, str]]:
    """A cell of a header, in two where it holds the word for notes and the money of a column."""
    both = _NOTES_FIRST.fullmatch(text)
    if not both or not is_money(both["rest"]):
        return [(at, text)]
    return [(at, both["notes"]), (at, both["rest"])]


def _bare_heads(line: str) -> list[str]:
    """What a line without bars says over the labels, and the periods that it ends in; else none."""
    words = line.split() if len(line) <= _LONGEST else []
    for at in range(len(words) - 1):
        text = " ".join(words[at:])
        pieces = _apart(text) if side_by_side(text) else []
        if _are_dated([piece for piece in pieces if not _heads_notes(piece)]):
            return [" ".join(words[:at]), *pieces]
    return []


def _with_signs(cells: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The cells of a row, currency signs and closing brackets in cells of their own put to their figures."""
    found: list[tuple[int, str]] = []
    sign = ""
    for at, text in cells:
        last = text.rpartition(" ")
        if is_symbol(text):
            sign = text
        elif is_symbol(last[2]) and is_amount(last[0]):
            found.append((at, f"{sign} {last[0]}".strip()))
            sign = last[2]
        elif found and is_amount(found[-1][1]) and closes(found[-1][1], text):
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append((at, f"{sign} {text}".strip()))
            sign = ""
    return found


def _label(printed: list[_Printed]) -> None:
    """Give a row that stands alone between bars, without a label, the one that runs around it in two lines.

    The second line begins in lower case. A row without a label may be a sum: then nothing goes on below it.
    """
    inked = [at for at, each in enumerate(printed) if each.cells]
    for above, at, below in zip(inked, inked[1:], inked[2:], strict=False):
        row, begun, rest = printed[at], printed[above], printed[below]
        is_bare = row.barred and row.figures and not row.label
        goes_on = rest.text[:1].islower() and not is_unfinished(rest.text)
        if is_bare and goes_on and _is_words(begun) and _is_words(rest):
            printed[at] = replace(row, label=f"{begun.text} {rest.text}")
            printed[above] = printed[below] = _Printed()


def _is_words(each: _Printed) -> bool:
    """Whether a line may be a part of a label: words without bars that head nothing and end no sentence."""
    words = each.text and not each.barred and not each.figures and len(each.text) <= _LONGEST
    return (
        bool(words)
        and not each.is_length
        and not each.text.endswith((":", ".", ";"))
        and not any(map(_DATED.fullmatch, each.pieces))
    )


def _complete(printed: list[_Printed], start: int, end: int, periods: int) -> None:
    """Put rows that lack one figure together with the one that stands by itself on the next line of text."""
    for at in range(start, end):
        each = printed[at]
        inked = [below for below in range(at + 1, end) if printed[below].cells][:2]
        lone = [printed[below].is_lone for below in inked]
        if len(each.places) != periods - 1 or lone[:1] != [True] or lone[1:] == [True]:
            continue
        missing = _missing(each, _full_rows(printed, at, periods), periods)
        if missing is not None:
            figures = list(each.figures)
            figures.insert(missing, printed[inked[0]].figures[0])
            printed[at] = replace(each, figures=tuple(figures), missing=missing, below=inked[0] + 1)
            printed[inked[0]] = _Printed()


def _full_rows(printed: Sequence[_Printed], at: int, periods: int) -> list[tuple[int, ...]]:
    """The cells of the figures of the full rows above a row between its bars, down from a rule."""
    first = at
    while (
        first > 0 and not printed[first + 1].rule and (printed[first - 1].rule or printed[first - 1].barred)
    ):
        first -= 1
    return [each.places for each in printed[first:at] if len(each.places) == periods]


def _missing(each: _Printed, full: Sequence[tuple[int, ...]], periods: int) -> int | None:
    """Which figure a row lacks by the cells of its others in full rows, or at the edge without any."""
    if not full:
        return 0 if periods == _TWO and each.places == (each.width - 1,) else None
    reach = [(min(column), max(column)) for column in zip(*full, strict=True)]
    within = [[at for at, (low, high) in enumerate(reach) if low <= place <= high] for place in each.places]
    columns = {at for found in within for at in found}
    certain = all(len(found) == 1 for found in within) and len(columns) == periods - 1
    return next(at for at in range(periods) if at not in columns) if certain else None


def _heads_notes(text: str) -> bool:
    return heads_notes(text) or bool(_NOTES.fullmatch(text))


def _is_sentence(text: str) -> bool:
    return len(text) > _LONGEST or (text.endswith(".") and len(text.split()) > _SENTENCE)


def _start(printed: Sequence[_Printed], at: int) -> int:
    """The first line of the header with a row of periods: of lengths and rows without figures above it."""
    start = at
    for above in range(at - 1, max(at - 1 - _HEADERS, -1), -1):
        each = printed[above]
        if each.is_length or (each.barred and not each.figures) or _heads_notes(each.text):
            start = above
        elif each.cells and not each.is_translation:
            break
    return start


def _end(printed: Sequence[_Printed], first: int) -> int:
    """The line below the last of a table whose first figures are on a line.

    It ends above another header, the title of a statement or a sentence.
    """
    for end in range(first + 1, len(printed)):
        each = printed[end]
        heads = each.is_length or each.periods or (each.barred and any(map(_DATED.fullmatch, each.pieces)))
        if heads and not each.figures:
            return end
        if not each.barred and (_is_sentence(each.text) or _is_title(each)):
            return end
    return len(printed)


def _is_title(each: _Printed) -> bool:
    return not each.figures and names_statement(each.text) and each.text[:1].isupper()


def _table(printed: Sequence[_Printed], periods: int) -> list[str]:
    """The lines of a table: a header, and rows of as many figures as it has periods."""
    first = next(at for at, each in enumerate(printed) if each.figures)
    noted = any(each.notes for each in printed[:first])
    certain = [_in_cells_of_others(printed, at, periods) for at in range(len(printed))]
    rows = [
        (each, each.figures if whole else _of_columns(each, periods, noted))
        for each, whole in zip(printed, certain, strict=True)
    ]
    left = _GAP + max((len(each.label) for each, columns in rows if columns), default=0)
    wide = _GAP + max((len(text) for _, columns in rows for text in columns), default=0)
    for each in printed[:first]:
        pieces = _over_columns(printed[:first], each, periods)
        count = len(pieces)
        if count > 1 and periods % count == 0:
            wide = max(wide, -(-(_GAP + max(map(len, pieces))) * count // periods))
    if all(len(columns) in (0, periods) for _, columns in rows):  # no note stands below the word for notes
        printed = [*map(_with_notes_in_corner, printed[:first]), *printed[first:]]
    left = max(left, _GAP + max(len(each.corner) for each in printed[:first]))
    heads = _header(printed[:first], periods, left, wide)
    return heads + [
        _row(each, periods, left, wide) if columns else each.text + " |" * bool(each.figures)
        for each, columns in rows[first:]
    ]


def _with_notes_in_corner(each: _Printed) -> _Printed:
    if not each.notes or not each.periods:
        return each
    corner = " ".join(filter(None, (each.corner, each.notes)))
    rest = tuple((at, text) for at, text in each.cells if text not in (each.corner, each.notes))
    return replace(each, cells=((0, corner), *rest))


def _of_columns(each: _Printed, periods: int, noted: bool) -> tuple[str, ...]:
    """The figures of a row in columns, and before them the number of its note; none if uncertain."""
    figures = each.figures
    note = bool(figures) and noted and is_notes(figures[0])
    if len(figures) == periods:
        return () if note and not all(map(is_notes, figures)) else figures
    return figures if note and len(figures) in (1, periods + 1) else ()


def _in_cells_of_others(printed: Sequence[_Printed], at: int, periods: int) -> bool:
    """Whether the figures of a row stand in the cells in which rows beside it have all of theirs.

    The first is no note's number then, although it looks like one. One such row is enough where notes stand
    elsewhere: in the cells of others, or in the blank one behind the label.
    """
    row = printed[at]
    if len(row.places) != periods:
        return False
    first = last = at
    while first > 0 and (printed[first - 1].barred or printed[first - 1].rule):
        first -= 1
    while last + 1 < len(printed) and (printed[last + 1].barred or printed[last + 1].rule):
        last += 1
    beside = [each for each in printed[first : last + 1] if each.width == row.width and each.places]
    noted = [each.places[0] for each in beside if len(each.places) == periods + 1]
    full = [each for each in beside if len(each.places) == periods and not is_notes(each.figures[0])]
    alike = sum(each.places == row.places for each in full)
    return row.places[0] not in noted and alike > (0 if noted or row.places[0] > 1 else 1)


def _row(each: _Printed, periods: int, left: int, wide: int) -> str:
    figures = list(each.figures)
    note = "" if len(figures) == periods else figures.pop(0)
    return f"{each.label:<{left}}{note:>{_NOTE}}" + "".join(f"{text:>{wide}}" for text in figures)


def _header(printed: Sequence[_Printed], periods: int, left: int, wide: int) -> list[str]:
    """The rows of a header: a piece over each column, or one without a year over all of them.

    Lines in another language that stand one below the other, one for each column, are what such a row says.
    """
    found: list[str] = []
    for at, each in enumerate(printed):
        pieces = _over_columns(printed, each, periods)
        groups = len(pieces) == 1 and not each.corner and (each.barred or each.is_length)
        groups = (groups and not _YEAR.search(pieces[0])) or (
            (each.is_length or _are_groups(each)) and periods % len(pieces) == 0
        )
        if each.is_translation:
            found.append(_translation(printed, at, periods, left + _NOTE, wide))
        elif len(pieces) == periods or (each.notes and not pieces):
            over = "".join(f"{text:>{wide}}" for text in pieces)
            found.append(f"{each.corner:<{left}}{each.notes:>{_NOTE}}{over}")
        elif groups:
            over = "".join(f"{text:^{wide * periods // len(pieces)}}" for text in pieces)
            found.append(f"{'':<{left}}{each.notes:>{_NOTE}}{over}")
        else:
            found.append(each.text)
    return found


def _over_columns(header: Sequence[_Printed], each: _Printed, periods: int) -> list[str]:
    """What a row of a header says of each column, by its cells or its groups; nothing of some perhaps."""
    pieces = each.pieces
    held = [(at, text) for at, text in each.cells[bool(each.corner) :] if not _heads_notes(text)]
    if not 0 < len(pieces) < periods or len(held) != len(pieces) or not each.barred:
        return pieces
    if starts := _group_starts(header, len(pieces), periods):
        return [pieces[sum(start <= column for start in starts) - 1] for column in range(periods)]
    for row in header:
        places = [at for at, text in row.cells[bool(row.corner) :] if not _heads_notes(text)]
        if row.width == each.width and len(places) == len(row.pieces) == periods:
            said = dict(held)
            if said.keys() <= set(places):
                return [said.get(at, "") for at in places]
    return pieces


def _is_of_unknown_columns(header: Sequence[_Printed], each: _Printed, periods: int) -> bool:
    """Whether a row of a header holds several lengths, and nothing tells which columns each stands over."""
    pieces = _over_columns(header, each, periods)
    return 1 < len(pieces) < periods and periods % len(pieces) > 0 and all(map(_SPELL.match, pieces))


def _group_starts(header: Sequence[_Printed], count: int, periods: int) -> list[int]:
    """The columns with which groups of unlike sizes begin: their years do not go on from the one before."""
    rows = ([int(text) for text in row.pieces] for row in header if all(map(_YEAR.fullmatch, row.pieces)))
    years = next((row for row in rows if len(row) == periods), [])
    steps = [below - above for above, below in pairwise(years)]
    starts = [0, *(at for at, step in enumerate(steps, start=1) if step != (steps[0] or 1))]
    return starts if periods % count and count == len(starts) > 1 else []


def _are_groups(each: _Printed) -> bool:
    """Whether a row of a header says something of several columns each, other than units and audits."""
    return each.barred and len(each.pieces) > 1 and not each.notes


def _translation(printed: Sequence[_Printed], at: int, periods: int, left: int, wide: int) -> str:
    first = last = at
    while first > 0 and printed[first - 1].is_translation:
        first -= 1
    while last + 1 < len(printed) and printed[last + 1].is_translation:
        last += 1
    text = printed[at].text
    if last - first + 1 == periods:
        return " " * (left + (at - first) * wide) + f"{text:>{wide}}"
    return " " * left + f"{text:^{wide * periods}}"
