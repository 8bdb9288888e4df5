"""Markdown announcements as lines: pipe tables in columns, every other line as running text.

Rows are split here, for a Markdown parser drops the cells that a row has more than its header;
markdown-it reads what stands within a line (emphasis, links, escapes, entities).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt

from ingest.errors import IngestError
from ingest.formats.grid.cells import GridRow, cell_of, holds_figures
from ingest.formats.grid.rows import TextRow
from ingest.formats.grid.tables import lay_out
from ingest.formats.inline import CONTROL, FALL, RISE, clean, set_apart
from ingest.lines import Line

_MARKUP = re.compile(r"[*_`\\\[<&!~]")
_ALIGNMENT = re.compile(
    r" {0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*|[ \t]*\|[ \t]*:?-+:?[ \t]*"
)
_QUOTE = re.compile(r"^(?:[ \t]*>)+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LEAD = re.compile(r"(?:[ \t]*>[ \t]?)*[ \t]*(?:#{1,6}(?:[ \t]+|$))?")
_TRAILING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_THEMATIC = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,}|=+[ \t]*)")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_BOLD = re.compile(r"(?:\*\*|__)\S")
_MAX_MARKUP = 100  # signs of markup in a cell or a line; more are not parsed, for that takes long

_inline = MarkdownIt("commonmark")


def read_markdown(text: str) -> tuple[Line, ...]:
    """The lines of a Markdown document; `number` is the line of the file, `places` stay empty.

    Raises IngestError when no pipe table with figures is found.
    """
    plain = text.removeprefix("\ufeff").translate(CONTROL)
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[Line] = []
    tables = 0
    for run, is_table in _runs(lines):
        grid = [_grid_row(number, lines[number - 1]) for number in run] if is_table else []
        grid = [row for row in grid if row.cells]
        if not holds_figures(grid):
            found += [line for number in run if (line := _running(number, lines[number - 1]))]
            continue
        tables += 1
        for item in lay_out(grid):
            if isinstance(item, TextRow):
                found.append(Line(item.number, (item.text,)))
                continue
            tables += item.starts_table
            found.append(Line(item.number, tuple(item.cells), tables, spans=None))
    if not tables:
        raise IngestError(
            "Markdown without statements: no pipe table (| label | figure | figure |) holds rows of "
            "figures behind labels. Tables in HTML or in code blocks are not read; convert them first."
        )
    return tuple(found)


def _runs(lines: Sequence[str]) -> list[tuple[list[int], bool]]:
    """The 1-based numbers of lines, each run a table or running text, in order."""
    runs: list[tuple[list[int], bool]] = []
    current: list[int] = []
    fence = ""

    def end() -> None:
        if current:
            is_table = any(_is_alignment(lines[n - 1]) for n in current[:8]) or (
                len(current) > 1 and all(lines[n - 1].strip().startswith("|") for n in current)
            )
            runs.append((list(current), is_table))
            current.clear()

    for number, line in enumerate(lines, start=1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark.group(1).startswith(fence)):
            end()
            fence = "" if fence else mark.group(1)
            continue
        if not fence and len(_split(line)) > 1:
            current.append(number)
            continue
        end()
        if line.strip():
            runs.append(([number], False))
    end()
    return runs


def _is_alignment(line: str) -> bool:
    return bool(_ALIGNMENT.fullmatch(_QUOTE.sub("", line)))


def _split(line: str) -> list[str]:
    """The cells of a line; a pipe behind a backslash or inside a code span is text."""
    body = _QUOTE.sub("", line).strip()
    if "|" not in body:
        return [body]
    cells: list[str] = []
    start = i = 0
    while i < len(body):
        if body[i] == "\\":
            i += 2
            continue
        if body[i] == "`":
            run = len(body) - len(body[i:].lstrip("`")) - i
            close = body.find("`" * run, i + run)
            i = close + run if close >= 0 else i + run
            continue
        if body[i] == "|":
            cells.append(body[start:i])
            start = i + 1
        i += 1
    cells.append(body[start:])
    if not cells[0].strip() and body.startswith("|"):
        cells.pop(0)
    if len(cells) > 1 and not cells[-1].strip() and body.endswith("|"):
        cells.pop()
    return ["", *cells] if body == "|" else [cell.replace("\\|", "|") for cell in cells]


def _grid_row(number: int, line: str) -> GridRow:
    """A row of a table; the alignment row has no cells."""
    if _is_alignment(line):
        return GridRow(number, ())
    cells = (
        cell_of(_text(raw), i, i, i + 1, bool(_BOLD.match(raw.strip()))) for i, raw in enumerate(_split(line))
    )
    return GridRow(number, tuple(cell for cell in cells if cell))


def _running(number: int, line: str) -> Line | None:
    if _THEMATIC.fullmatch(line) or _is_alignment(line) or _FENCE.match(line):
        return None
    body = _TRAILING_HASHES.sub("", line[_LEAD.match(line).end() :])  # type: ignore[union-attr]
    text = set_apart(_text(body))
    return Line(number, (text,)) if text else None


def _text(raw: str) -> str:
    """What a reader of the rendered line sees, superscripts marked."""
    if not 0 < len(_MARKUP.findall(raw)) <= _MAX_MARKUP:
        return clean(raw)
    parts: list[str] = []
    for token in _inline.parseInline(raw)[0].children or []:
        if token.type == "html_inline":
            tag = token.content.lower()
            if _BREAK.match(tag):
                parts.append(" ")
            elif tag.startswith(("<sup", "</sup")):
                parts.append(FALL if tag.startswith("</") else RISE)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(token.content)
    return clean("".join(parts))
