"""Rows of figures that stand neither in a table nor in a sentence that says what they measure.

A row that no reader took for a table's is running text, and a bare figure of running text is in no seed. Such
rows are told to whoever adds the document, for no number of its tables is to be lost in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.dates import DATE, MONTH_DAY
from ingest.document import Document
from ingest.lines import Line
from ingest.marks import strip_markup
from ingest.prose import ProseFigure

_DATES = re.compile(
    rf"{DATE}|{MONTH_DAY}|(?<![\d,.])(?:19|20)\d{{2}}(?![\d,.]*\d)|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^\d+\.\d+(?=\s+[^\W\d_])|\b(?:exhibit|section|note|rule|item) \d+\.\d+", re.IGNORECASE
)
_FIGURE = re.compile(
    r"(?<![\w.,/:-])[^\w\s]{0,3}(\d{1,3}(?:(?:[,.'’]\d{3})+(?:[.,]\d+)?|[.,]\d+))"
    r"(?![\w/:]|[.,-]\d| ?[ap]\.?m\b)"
)
_FIGURE_LAST = re.compile(r"\d[\W_]*$")
_NOTES = re.compile(  # marks of footnotes behind a title: numbers that follow each other
    rf"(?<=[^\W\d_] )(?:{'|'.join(f'{n},{n + 1}(?:,{n + 2})?' for n in range(1, 8))})$"
)
_NUMBER = re.compile(r"\d(?:[\d,.'’]*\d)?")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAX_WORDS = 12  # of a row; a line with more is a sentence, or a part of one
_SHOWN = 5


def leftovers(document: Document) -> list[Line]:
    """The lines of running text that look like rows of figures and are read by nobody."""
    rows = {row.line for table in document.tables for row in table.rows}
    parts = Counter(line.number for line in document.source.lines)  # of a line that holds more than its row
    prose: dict[int, list[ProseFigure]] = {}
    for figure in document.prose:
        prose.setdefault(figure.line, []).append(figure)
    return [
        line
        for line in document.source.lines
        if line.table is None
        and (line.number not in rows or parts[line.number] > 1)
        and any(ch.isdigit() for ch in line.text)
        and _is_row(" ".join(strip_markup(line.text).split()), prose.get(line.number, ()))
    ]


def _is_row(text: str, prose: Sequence[ProseFigure]) -> bool:
    """Whether a line has a figure that is not said in a sentence; in a row, words tie it to nothing."""
    if len(_WORD.findall(text)) > _MAX_WORDS:
        return False
    bare = _NUMBERED.sub(" ", _DATES.sub(" ", _NOTES.sub(" ", text)))
    figures = Counter[str](_FIGURE.findall(bare))
    for said in prose:
        if said.relation or said.comparison or said.counted or said.share_of or not _FIGURE_LAST.search(bare):
            figures.subtract(_NUMBER.findall(said.text))
    return any(times > 0 for times in figures.values())


def describe_leftovers(where: str, lines: Sequence[Line]) -> str:
    """The warning about such lines: how many, where, what to do; empty where there are none."""
    if not lines:
        return ""
    shown = "; ".join(
        f"{line.places[0] if line.places and line.places[0] else f'line {line.number}'}: "
        f"{' '.join(line.text.split())[:60]}"
        for line in lines[:_SHOWN]
    )
    return (
        f"warning: {where}: {len(lines)} row{'' if len(lines) == 1 else 's'} of figures in no table and "
        f"in no sentence ({shown}{'; ...' if len(lines) > _SHOWN else ''}). Nothing is read from them; "
        "where they belong to a statement, add the announcement in another format."
    )
