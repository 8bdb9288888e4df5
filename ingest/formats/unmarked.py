"""Markdown of pages whose tables its writer did not find: rows are lines between marks and blank lines.

Without its marks it is text without columns. Blank lines part its blocks, which are no paragraphs, and which
may not stand in the order of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.flat import DATED, FIGURE, figures_of, is_flat, read_flat
from ingest.lines import Line

_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\w*\s*")
_RULE = re.compile(r"\s*(?:(?:-[ ]?){3,}|(?:\*[ ]?){3,}|(?:_[ ]?){3,})\s*")
_BEGINS = re.compile(r"\s*(?:#{1,6}\s+|>\s+)")  # a heading or a quotation
_ITEM = re.compile(r"(\s*)[-*+•] +(?=\(?[^\W\d_]{2})")  # a mark before a word, no nil before a figure
_BREAK = re.compile(r"\s*<br ?/?>\s*", re.IGNORECASE)
_STRONG = re.compile(r"(?<![*_\\])(\*{2,3}|_{2,3})(?=\S)(.+?)(?<=\S)\1(?![*_])")
_SLANTED = re.compile(r"(?<![\w*_\\])([*_])(?=[^\W\d_(“\"'])([^*_]+)(?<=\S)\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_RUN = re.compile(  # figures of a row, behind which the label of the next one begins
    rf"(?<=[\w)]) (?P<figures>(?:{FIGURE} )+)(?:\$ )?(?=[A-Z][^\W\d_]{{2,}}(?:[ ,-]|$))"
)
_ONE = re.compile(FIGURE)
_SURE = re.compile(
    r"[1-9][\d,]*(?:,\d{3}|\.\d)|[1-9]\d* ?\)"
)  # no number of a note, a year or a nominal value
_NO_LABEL = re.compile(r".*(?:[,;:(]|\b(?:of|at|to|and|or|par|value|than))", re.IGNORECASE)


def is_unmarked(lines: Sequence[str]) -> bool:
    """Whether the lines of a Markdown file are text without columns once the marks are off."""
    return is_flat([unmarked(line) for line in lines])


def read_unmarked(lines: Sequence[str]) -> tuple[Line, ...]:
    """The lines of a Markdown file without tables; blank ones stand between those of running text."""
    plain = [unmarked(line) for line in lines]
    held = [index for index, line in enumerate(plain) if line.strip()]
    rows = [own_row(plain[index]) for index in held]
    read = [
        replace(line, number=held[line.number - 1] + 1)
        for line in read_flat([row for _, row in rows], stacks=False)
    ]
    found = {line.number: line if line.table else _text(line.number, plain) for line in read}
    fronts = {
        index + 1: Line(index + 1, (front,))
        for index, (front, _) in zip(held, rows, strict=True)
        if front and found[index + 1].table
    }
    tables = {line.table: line.number for line in read if line.table}  # and its last line
    table = None
    for index, text in enumerate(plain):
        line = found.get(index + 1)
        if line:
            table = line.table
        elif not text.strip() and (table is None or tables[table] < index + 1):
            found[index + 1] = _text(index + 1, plain)
    return tuple(
        line for number in sorted(found) for line in (fronts.get(number), found[number]) if line is not None
    )


def _text(number: int, plain: Sequence[str]) -> Line:
    return Line(number, (" ".join(plain[number - 1].split()),))


def unmarked(line: str) -> str:
    """A line without the marks of Markdown."""
    if _FENCE.fullmatch(line) or _RULE.fullmatch(line):
        return ""
    text = _BREAK.sub(" ", line)
    text = _ITEM.sub(r"\1", _BEGINS.sub("", text))
    for _ in range(2):  # bold within slanted, or the other way round
        text = _SLANTED.sub(r"\2", _STRONG.sub(r"\2", text))
    return _ESCAPED.sub(r"\1", text)


def own_row(line: str) -> tuple[str, str]:
    """The row in front and the row itself: a nil at a line's end was taken for a hyphen that parts a word.

    The row in front, mostly empty, has fewer figures than columns, it is not certain of which; it is text.
    """
    text = " ".join(line.split())
    label, figures = figures_of(text)
    if DATED.search(text):
        return "", line
    found = None
    for match in _RUN.finditer(label if figures else text):
        count = len(_ONE.findall(match.group("figures")))
        fewer = count < len(figures) if figures else count > 1
        sure = count > 1 or _SURE.search(match.group("figures"))
        if fewer and sure and not _NO_LABEL.fullmatch(text[: match.start()]):
            found = match
    return (text[: found.end()].strip(), text[found.end() :]) if found else ("", line)
