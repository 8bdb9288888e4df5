"""Thousands parted by blanks in lines of words: whether a document sets them so, and where columns meet.

`1 753 922` is three words one blank apart, as are three figures in narrow columns. The document's figures
tell whether it groups by blanks; the lines around tell where two columns stand so near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.formats.page.words import APART, Meeting, TextLine, Word
from ingest.numbers import figures_in, format_of

_AROUND = 12  # lines
_TWICE = 2


def column_meetings(lines: Sequence[TextLine]) -> list[frozenset[Meeting] | None]:
    """For each line where columns end beside each other; None throughout where blanks part no thousands."""
    chunks = [_chunks(line) for line in lines]
    if not _group_by_blanks(chunks):
        return [None] * len(lines)
    seen = [_meetings(line, run) for line, run in zip(lines, chunks, strict=True)]
    found: list[frozenset[Meeting] | None] = []
    window: Counter[Meeting] = Counter(pair for pairs in seen[:_AROUND] for pair in pairs)
    for at in range(len(lines)):
        window.update(seen[at + _AROUND] if at + _AROUND < len(lines) else ())
        window.subtract(seen[at - _AROUND - 1] if at > _AROUND else ())
        found.append(frozenset(pair for pair, times in window.items() if times >= _TWICE))
    return found


def _chunks(line: TextLine) -> list[list[Word]]:
    """The words of a line, those one blank apart together."""
    chunks: list[list[Word]] = []
    for word in line.words:
        if chunks and word.x0 - chunks[-1][-1].x1 <= APART * line.unit:
            chunks[-1].append(word)
        else:
            chunks.append([word])
    return chunks


def _group_by_blanks(chunks: Sequence[Sequence[Sequence[Word]]]) -> bool:
    texts = [" ".join(word.text for word in chunk) for line in chunks for chunk in line]
    figures = [text for text in texts if not any(ch.isalpha() for ch in text)]
    return format_of(figure for text in figures for figure in figures_in(text)).startswith("blank")


def _meetings(line: TextLine, chunks: Sequence[Sequence[Word]]) -> set[Meeting]:
    """Where figures end that stand beside each other, more than a blank apart."""
    ends = [chunk[-1].x1 for chunk in chunks if _ends_figure(chunk[-1].text)]
    return {Meeting.at(end, further, line.unit) for end, further in pairwise(ends)}


def _ends_figure(text: str) -> bool:
    return text.rstrip(")%")[-1:].isdigit()
