"""Text whose tables are lines of cells separated by tabs."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lines import Line
from ingest.marks import looks_like_figure, strip_markup

_NILS = ("-", "–", "—")
_MAX_HEADINGS = 3
_MAX_HEADING = 88


def read_tabbed(lines: Sequence[str]) -> tuple[Line, ...]:
    """The lines of a text; those with a tab are rows of tables.

    A table is a run of tabbed lines. Where nothing but short lines without a tab, its headings, stands
    between two runs, and the second begins with figures in as many cells as the first, they are one table.
    """
    runs = _runs(lines)
    table_of: dict[int, int] = {}
    table = 0
    previous: range | None = None
    for run in runs:
        headings = None if previous is None else _headings_between(lines, previous, run)
        if headings is None:
            headings = []
            table += 1
        for index in (*headings, *run):
            table_of[index] = table
        previous = run
    return tuple(
        Line(index + 1, tuple(text.split("\t")), table_of.get(index), spans=None)
        for index, text in enumerate(lines)
    )


def _runs(lines: Sequence[str]) -> list[range]:
    runs: list[range] = []
    for index, text in enumerate(lines):
        if "\t" not in text:
            continue
        if runs and runs[-1].stop == index:
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return runs


def _headings_between(lines: Sequence[str], above: range, below: range) -> list[int] | None:
    """The lines between two runs that head rows of the first one's table; None where a new table begins."""
    between = [index for index in range(above.stop, below.start) if lines[index].strip()]
    widths = {len(lines[index].split("\t")) for index in above}
    first = lines[below.start]
    goes_on = (
        len(between) <= _MAX_HEADINGS
        and all(_is_heading(lines[index]) for index in between)
        and _has_figures(first)
        and len(first.split("\t")) in widths
        and len(first.split("\t")) > 2
    )
    return between if goes_on else None


def _has_figures(text: str) -> bool:
    return any(looks_like_figure(cell) or cell.strip() in _NILS for cell in text.split("\t")[1:])


def _is_heading(text: str) -> bool:
    plain = strip_markup(text)
    return (
        len(plain) <= _MAX_HEADING
        and plain[:1].isalpha()
        and not plain.endswith((".", ";", ","))
        and not any(ch.isdigit() for ch in plain)
    )
