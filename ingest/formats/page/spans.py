"""What each header covers: header lines and columns in; a row for each line, with spans, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate, pairwise, starmap
from typing import NamedTuple

from ingest.formats.page.columns import Extent, around, nearest, over_any, pitch
from ingest.formats.page.headers import HeaderLine
from ingest.formats.page.rows import Row
from ingest.formats.page.wording import (
    begins_with_units,
    heads_notes,
    heads_one_column,
    is_money,
    is_whole_date,
    period_goes_on,
    says_audited,
    says_length,
    says_period,
    says_year,
)
from ingest.formats.page.words import Piece, joined
from ingest.marks import is_unfinished

_UNCOVERED = 0.3
_UNDATED = 1.0
_LEFT, _RIGHT = 0.2, 0.4
_SAME_LINE = 0.75
_FLUSH = 2
_FAR = 1e9


class _Header(NamedTuple):
    """A header piece and what its words say: `single` covers one column, `edged` may be set flush."""

    piece: Piece
    single: bool
    edged: bool


def header_rows(
    headers: Sequence[HeaderLine], figures: Sequence[Extent], begin_with_notes: bool = False
) -> list[Row]:
    """Each header piece in the first column that it covers; none is over notes without a header of their own.

    Where lines have a piece for every column, the other lines are measured by those pieces and not by the
    figures: headers are set over headers. What a line says of a period is kept by the lines below it: none of
    their pieces reaches from under one piece to under the next.
    """
    headers = _unwrapped(headers)
    leaves = [line.over for line in headers if len(line.over) == len(figures)]
    columns = [around(pieces) for pieces in zip(*leaves, strict=True)] if leaves else list(figures)
    notes = {
        at
        for line in headers
        for piece in line.over
        if heads_notes(piece.text)
        for at, column in enumerate(columns)
        if column.overlap(piece) > 0
    }
    if begin_with_notes and not any(figures[0].overlap(piece) > 0 for line in headers for piece in line.over):
        notes.add(0)
    rounds = _below_rounds(headers, notes, len(figures))
    broken = [*starmap(_broken, pairwise(headers)), []]
    measured = _measured(headers, broken)
    walls: set[int] = set()
    spanned: dict[int, list[tuple[int, int]]] = {}
    for at, line in enumerate(headers):
        if broken[at]:
            continue
        pieces = [_header(piece, columns) for piece in measured[at]]
        closed = set() if any(header.single for header in pieces) else notes
        spans = _by_turns(figures, len(pieces)) or _in_rounds(
            columns, measured[at], rounds.get(at, {}), walls
        )
        spans = spans or _from_their_columns(line, headers, columns, notes)
        alike = _alike(headers[at + 1 :], len(pieces), len(columns))
        if spans is None and _is_over_all(line, headers, alike):
            spans = [(0, len(columns) - 1)]
        if spans is None:
            beside = _beside(line, headers, columns) | _dated_apart(line, headers, columns)
            beside |= _of_other_lengths(line, headers, columns)
            spans = _partition(columns, pieces, _walls_of(line, walls), closed | beside, alike)
        if spans is None:
            spans = _partition(columns, pieces, walls)
        if spans is None:
            spans = [(place, place) for place in (nearest(columns, piece) for piece in measured[at])]
        spanned[at] = spans
        for piece, (first, last) in zip(line.over, spans, strict=True):
            if says_period(piece.text) or len(line.over) == len(columns):
                walls |= {first, last + 1}
        for above in range(at - 1, -1, -1):
            if not broken[above]:
                break
            spanned[above] = [spanned[above + 1][place] for place in broken[above]]
    return [_row(line, spanned[at]) for at, line in enumerate(headers)]


def _unwrapped(headers: Sequence[HeaderLine]) -> list[HeaderLine]:
    """The lines, those put together whose cells go on on the next: `into US`, `dollar in`, `millions`."""
    found: list[HeaderLine] = []
    for line in headers:
        if found and _wraps(found[-1], line):
            above = found.pop()
            over = tuple(
                joined(pair)._replace(x0=around(pair).x0, x1=around(pair).x1)
                for pair in zip(above.over, line.over, strict=True)
            )
            labels = [label for label in (above.label, line.label) if label is not None]
            found.append(HeaderLine(line.at, above.printed, joined(labels) if labels else None, over))
        else:
            found.append(line)
    return found


def _wraps(above: HeaderLine, below: HeaderLine) -> bool:
    """Whether each piece of a line goes on in one of the next.

    Words of no period tell that cannot end, or start, there. Money below others is a line of its own.
    """
    pairs = list(zip(above.over, below.over, strict=False))
    stacked = len(above.over) == len(below.over) and below.at == above.at + 1
    unit = below.printed.line.unit
    apart = any(around((upper,)).overlap(lower) < -unit for upper, lower in pairs)
    alone = any(is_money(lower.text) or says_year(f"{upper.text} {lower.text}") for upper, lower in pairs)
    told = any(
        (is_unfinished(upper.text) or lower.text[:1].islower())
        and not (says_period(upper.text) or says_period(lower.text))
        for upper, lower in pairs
    )
    return stacked and told and not apart and not alone


def _row(line: HeaderLine, spans: Sequence[tuple[int, int]]) -> Row:
    values: dict[int, list[Piece]] = {}
    for piece, (first, _) in zip(line.over, spans, strict=True):
        values.setdefault(first, []).append(piece)
    covered = {first + 1: last + 1 for first, last in spans if last > first}
    return Row(line.printed.line, [line.label] if line.label else [], values, covered)


def _broken(above: HeaderLine, below: HeaderLine) -> list[int]:
    """For each piece of a line the one of the next line that goes on in it; empty where one is whole."""
    found: list[int] = []
    for piece in above.over:
        under = [at for at, each in enumerate(below.over) if around((each,)).overlap(piece) > 0]
        if len(under) != 1 or not period_goes_on(piece.text, below.over[under[0]].text):
            return []
        found += under
    return found if below.at == above.at + 1 else []


def _measured(headers: Sequence[HeaderLine], broken: Sequence[Sequence[int]]) -> list[list[Piece]]:
    """The pieces of each line; the end of one that breaks reaches as far as all of it."""
    measured = [list(line.over) for line in headers]
    for at, ends in enumerate(broken):
        for piece, place in enumerate(ends):
            both = (measured[at][piece], measured[at + 1][place])
            whole = around(both)
            measured[at + 1][place] = joined(both)._replace(x0=whole.x0, x1=whole.x1)
    return measured


def _by_turns(figures: Sequence[Extent], pieces: int) -> list[tuple[int, int]] | None:
    """Equal groups of amounts with their percentages, in order, where such columns drift; None elsewhere."""
    pairs = len(figures) // 2
    kinds = [figure.is_percent for figure in figures]
    if pieces < 2 or kinds != [False, True] * pairs or pairs % pieces:
        return None
    size = 2 * pairs // pieces
    return [(at * size, at * size + size - 1) for at in range(pieces)]


def _below_rounds(
    headers: Sequence[HeaderLine], notes: Collection[int], columns: int
) -> dict[int, dict[int, tuple[str, ...]]]:
    """For each line above the first that heads every column what all that do say of each, by its place.

    A column of notes has no period: a line that heads all others heads every one of the amounts.
    """
    amounts = [at for at in range(columns) if at not in notes]
    found: list[Sequence[Piece]] = []
    first = len(headers)
    for at, line in enumerate(headers):
        if len(line.over) in (columns, len(amounts)):
            first = min(first, at)
            whole = len(line.over) == columns
            found.append([line.over[place] for place in amounts] if whole else line.over)
    told = {
        at: tuple(piece.text for piece in stack)
        for at, stack in zip(amounts, zip(*found, strict=True), strict=False)
    }
    return dict.fromkeys(range(first), told)


def _in_rounds(
    columns: Sequence[Extent],
    pieces: Sequence[Piece],
    below: Mapping[int, tuple[str, ...]],
    walls: Collection[int],
) -> list[tuple[int, int]] | None:
    """Equal groups, each below its piece, where the lines below say the same of each; else None.

    Beside two of them or more the rest may be of the last columns of a group.

    "Continuing", "Discontinued" and "Total" over "2031 2030 2031 2030 2031 2030" are over two columns each.
    """
    told, places = list(below.values()), list(below)
    names = {piece.text for piece in pieces}
    groups = _rounds(told)
    if not 1 < len(pieces) < len(told) or len(groups) != len(pieces):
        return None
    whole_rounds = {group for group in groups if len(group) == len(groups[0])}
    rests = [group for group in groups if len(group) != len(groups[0])]
    if rests:  # "Adjusted  Adjustments  Total" of two periods, and the total of a third
        same = len(groups) - len(rests) > 1 and all(group == groups[0][-len(group) :] for group in rests)
    else:
        same = len(names) == len(pieces)
    ends = list(accumulate(map(len, groups)))
    spans = [(places[end - len(group)], places[end - 1]) for end, group in zip(ends, groups, strict=True)]
    parted = any(first < wall <= last for first, last in spans for wall in walls)
    whole = all(  # no notes between
        last - first == len(group) - 1 for (first, last), group in zip(spans, groups, strict=True)
    )
    over = all(
        around(columns[first : last + 1]).overlap(piece) > 0
        for piece, (first, last) in zip(pieces, spans, strict=True)
    )
    return spans if same and len(whole_rounds) == 1 and whole and over and not parted else None


def _rounds(told: Sequence[tuple[str, ...]]) -> list[tuple[tuple[str, ...], ...]]:
    """What is said of the columns, in groups that say nothing twice."""
    groups: list[tuple[tuple[str, ...], ...]] = []
    for each in told:
        if not groups or each in groups[-1]:
            groups.append(())
        groups[-1] += (each,)
    return groups


def _from_their_columns(
    line: HeaderLine, headers: Sequence[HeaderLine], columns: Sequence[Extent], notes: Collection[int]
) -> list[tuple[int, int]] | None:
    """Each piece from its own column to the next piece's: cells that have lost their spans, as copies do.

    Each stands flush over one column, the first over the first, and says a length of time; the years of all
    columns are told below. None where the years turn below a piece ("2031 2030 2031"), or would not if each
    reached from the column before's end to its own.
    """
    near = _FLUSH * line.printed.line.unit
    places = [at for piece in line.over for at, one in enumerate(columns) if abs(one.x1 - piece.x1) <= near]
    amounts = [at for at in range(len(columns)) if at not in notes]
    years = [_year_over(at, line, headers, columns) for at in amounts]
    lengths = all(says_length(piece.text) and not says_year(piece.text) for piece in line.over)
    if (
        not lengths
        or len(places) != len(line.over)
        or not 1 < len(places) < len(amounts)
        or places[0] != amounts[0]
        or None in years
    ):
        return None
    told = dict(zip(amounts, years, strict=True))
    spans = [(first, after - 1) for first, after in pairwise([*places, len(columns)])]
    back = [(before + 1, last) for before, last in pairwise([amounts[0] - 1, *places])]
    whole = places[-1] == amounts[-1]
    turns = [
        any(_turns([told[at] for at in range(first, last + 1) if at in told]) for first, last in each)
        for each in (spans, back)
    ]
    return spans if not turns[0] and (turns[1] or not whole) else None


def _year_over(
    at: int, line: HeaderLine, headers: Sequence[HeaderLine], columns: Sequence[Extent]
) -> str | None:
    """The year that other lines say of a column alone."""
    for other in headers:
        for piece in other.over if other is not line else ():
            over = [place for place, column in enumerate(columns) if column.overlap(piece) > 0]
            if over == [at] and says_year(piece.text):
                return piece.text[-4:] if piece.text[-4:].isdigit() else None
    return None


def _turns(years: Sequence[str | None]) -> bool:
    """Whether years go back and forth, or all columns of several are of one."""
    told = [year for year in years if year is not None]
    return told != sorted(told) and told != sorted(told, reverse=True)


def _walls_of(line: HeaderLine, walls: Collection[int]) -> Collection[int]:
    """The walls for a line: none for currencies, each once, for the same periods are told in both."""
    texts = [piece.text for piece in line.over]
    return () if all(map(is_money, texts)) and len(set(texts)) == len(texts) else walls


def _header(piece: Piece, columns: Sequence[Extent]) -> _Header:
    """Words of a period may stand at the edge of what they cover; words of money in the middle of it.

    Other words over one column cover it.
    """
    period = says_period(piece.text)
    alone = sum(column.overlap(piece) > 0 for column in columns) == 1
    single = heads_one_column(piece.text) or (alone and not period and not is_money(piece.text))
    return _Header(piece, single, period)


def _alike(below: Sequence[HeaderLine], pieces: int, columns: int) -> list[tuple[str, ...]]:
    """What the lines below with a header for every column say of each, a year at least.

    Columns of which they say the same are never of one period. Empty where other lines tell more than that.
    They may tell of money where there are as many columns of each year as periods.
    """
    leaves = [line.over for line in below if len(line.over) == columns]
    years = Counter(tuple(piece.text for piece in pair) for pair in zip(*leaves, strict=True))
    others = [
        piece.text
        for line in below
        if len(line.over) != columns
        for piece in line.over
        if set(years.values()) != {pieces} or not (is_money(piece.text) or begins_with_units(piece.text))
    ]
    told = all(says_period(text) or says_audited(text) for text in others) and not any(
        len(line.over) > pieces and any(says_length(piece.text) for piece in line.over) for line in below
    )
    if not told or not any(all(map(says_year, (piece.text for piece in line))) for line in leaves):
        return []
    return [tuple(piece.text for piece in pieces) for pieces in zip(*leaves, strict=True)]


def _is_over_all(line: HeaderLine, headers: Sequence[HeaderLine], years: Sequence[tuple[str, ...]]) -> bool:
    """Whether a line says the one period of all the years below it, wherever it stands over them."""
    periods = [
        piece.text
        for other in headers
        for piece in other.over
        if len(other.over) < len(years) and says_period(piece.text)
    ]
    own = [piece.text for piece in line.over]
    alone = len(own) == 1 and own == periods and not says_year(own[0])
    return alone and bool(years) and len(set(years)) == len(years)


def _beside(line: HeaderLine, headers: Sequence[HeaderLine], columns: Sequence[Extent]) -> set[int]:
    """The columns whose own header stands beside this line, set between two lines of it."""
    here = line.printed.line
    pieces = [
        piece
        for other in headers
        if other is not line
        and other.printed.line.page == here.page
        and abs(other.printed.line.y - here.y) < _SAME_LINE * here.height
        for piece in other.over
    ]
    return {
        place for place, column in enumerate(columns) if any(column.overlap(piece) > 0 for piece in pieces)
    }


def _dated_apart(line: HeaderLine, headers: Sequence[HeaderLine], columns: Sequence[Extent]) -> set[int]:
    """The columns under the days of other lines, where this one has days, too: no column is of two."""
    days = [(other, piece) for other in headers for piece in other.over if is_whole_date(piece.text)]
    if all(other is not line for other, _ in days):
        return set()
    return {nearest(columns, piece) for other, piece in days if other is not line}


def _of_other_lengths(line: HeaderLine, headers: Sequence[HeaderLine], columns: Sequence[Extent]) -> set[int]:
    """All columns but the one under a lone length of time, where other lengths stand apart from it."""
    lengths = [(other, piece) for other in headers for piece in other.over if says_length(piece.text)]
    own = [piece for other, piece in lengths if other is line]
    if len(line.over) != 1 or not own:
        return set()
    closed = {place for place, column in enumerate(columns) if column.overlap(own[0]) <= 0}
    apart = any(other is not line and not over_any(piece, [around(own)]) for other, piece in lengths)
    return closed if apart and len(closed) == len(columns) - 1 else set()


def _partition(
    columns: Sequence[Extent],
    headers: Sequence[_Header],
    walls: Collection[int] = (),
    closed: Collection[int] = (),
    alike: Sequence[tuple[str, ...]] = (),
) -> list[tuple[int, int]] | None:
    """First and last column of each header piece: contiguous, in order, each column at most once.

    The partition with the least distance between the pieces and what they cover, where a column left without
    a header costs less than half a step between columns, or a whole one where it has but a year. Headers are
    set over the figures, or over cells that reach from one right edge to the next: whichever fits the line
    better. No piece covers columns on both sides of a wall (a wall has the number of the column right of it),
    none a closed column, none that says a period two columns that are `alike`. None where there are more
    pieces than open columns.
    """
    if not columns or len(headers) > len(columns):
        return None
    cost, spans = _best(columns, headers, walls, closed, alike)
    if len(headers) < len(columns) and len(columns) > 1:
        other_cost, other = _best(_as_cells(columns), headers, walls, closed, alike)
        if other_cost < cost - 1e-6:
            cost, spans = other_cost, other
    return spans if cost < _FAR else None


def _as_cells(columns: Sequence[Extent]) -> list[Extent]:
    """Columns from right edge to right edge, as wide as columns set flush right may be."""
    rights = [column.x1 for column in columns]
    steps = sorted(right - left for left, right in pairwise(rights))
    return [Extent(left, right) for left, right in pairwise([rights[0] - steps[len(steps) // 2], *rights])]


def _best(
    columns: Sequence[Extent],
    headers: Sequence[_Header],
    walls: Collection[int],
    closed: Collection[int],
    alike: Sequence[tuple[str, ...]],
) -> tuple[float, list[tuple[int, int]]]:
    count, width = len(headers), len(columns)
    step = pitch(columns)
    best = [[_FAR] * (width + 1) for _ in range(count + 1)]
    choice: dict[tuple[int, int], int] = {}
    missed = _UNDATED if alike and _date_years(headers) else _UNCOVERED
    best[count] = [missed * step * (width - j) for j in range(width + 1)]
    for i in range(count - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j], choice[i, j] = best[i][j + 1] + missed * step, -1
            for last in range(j, width if not headers[i].single else j + 1):
                if last in closed or (last > j and last in walls):
                    break
                if alike and headers[i].edged and alike[last] in alike[j:last]:
                    break
                cost = _distance(columns, headers[i], (j, last), step) + best[i + 1][last + 1]
                if cost < best[i][j] - 1e-9:
                    best[i][j], choice[i, j] = cost, last
    if best[0][0] >= _FAR:
        return _FAR, []
    spans: list[tuple[int, int]] = []
    i = j = 0
    while i < count:
        last = choice[i, j]
        if last < 0:
            j += 1
            continue
        spans.append((j, last))
        i, j = i + 1, last + 1
    return best[0][0], spans


def _date_years(headers: Sequence[_Header]) -> bool:
    """Whether a line says the periods of the years below it."""
    return any(header.edged for header in headers) and not any(
        says_year(header.piece.text) for header in headers
    )


def _distance(columns: Sequence[Extent], header: _Header, span: tuple[int, int], step: float) -> float:
    """How far a piece stands from columns: by the middles, or, at a price where they are several, an edge.

    A column that the piece reaches over and does not cover counts as a whole step.
    """
    piece, _, edged = header
    first, last = span
    x0, x1 = columns[first].x0, columns[last].x1
    left, right = abs(x0 - piece.x0), abs(x1 - piece.x1)
    edge = min(left, right)
    if first < last:
        edge = min(left + _LEFT * step, right + _RIGHT * step) if edged else _FAR
    apart = max(0.0, piece.x0 - x1, x0 - piece.x1)
    missed = sum(
        columns[at].overlap(piece) > (columns[at].x1 - columns[at].x0) / 2
        for at in (first - 1, last + 1)
        if 0 <= at < len(columns)
    )
    return min(abs((x0 + x1) / 2 - piece.centre), edge) + apart + missed * step
