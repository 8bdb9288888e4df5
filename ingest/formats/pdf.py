"""Reads a PDF with a text layer: words by position, lines by baseline, tables by geometry."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.errors import IngestError
from ingest.formats import pdf_words
from ingest.formats.blocks import assemble
from ingest.formats.words import TextLine, Word
from ingest.lines import Line

_SAME_LINE = 0.3
_BLANK = 0.27
_EDGE = 2
_ROOT = Path(__file__).resolve().parents[2]
_SEARCHABLE = "Read it with a program that recognises text (OCR) and add the PDF that it writes."


def read_pdf(path: Path, data: bytes) -> tuple[Line, ...]:
    """The lines of a PDF in reading order; places say page and box in points from the upper left corner.

    Raises IngestError, with the file's path and what to do, for a PDF that is damaged, wants a password, has
    no text layer, or is larger than `pdf_words` says.
    """
    pages = _pages(path, data)
    lines = [line for page in pages for line in _page_lines(page)]
    if not lines:
        raise IngestError(f"{path}: the PDF holds no text, only pictures of pages. {_SEARCHABLE}")
    pictures = [page["page"] for page in pages if page.get("images") and not any(page["parts"])]
    if len(pictures) > len(pages) / 2:
        raise IngestError(
            f"{path}: {len(pictures)} of {len(pages)} pages (from page {pictures[0]}) hold no text, "
            f"only pictures. {_SEARCHABLE}"
        )
    return assemble([_numbered(line, at) for at, line in enumerate(lines, start=1)])


def _numbered(line: TextLine, number: int) -> TextLine:
    return replace(line, number=number)


def _pages(path: Path, data: bytes) -> list[dict[str, Any]]:
    """The pages as `pdf_words` prints them."""
    command = [sys.executable, "-m", "ingest.formats.pdf_words"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=_ROOT, timeout=pdf_words.MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise IngestError(
            f"{path}: reading the PDF takes more than {pdf_words.MAX_SECONDS} seconds. {_SPLIT}"
        ) from None
    messages = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines() if line.endswith("}")]
    error = next((message for message in messages if "error" in message), None)
    pages = [message for message in messages if "page" in message]
    if error is not None:
        raise IngestError(f"{path}: {_reason(error, len(pages) + 1)}")
    count = next((message["pages"] for message in messages if "pages" in message), None)
    if count is not None and count > pdf_words.MAX_PAGES:
        raise IngestError(f"{path}: {count:,} pages; at most {pdf_words.MAX_PAGES} are read. {_SPLIT}")
    if done.returncode != 0 or count is None or len(pages) != count:
        raise IngestError(f"{path}: page {len(pages) + 1} {_ended(done.returncode)}")
    broken = [page["page"] for page in pages if page.get("broken")]
    if broken:
        raise IngestError(f"{path}: page {broken[0]} is damaged. {_AGAIN}")
    if count == 0:
        raise IngestError(f"{path}: the PDF has no pages. {_AGAIN}")
    return pages


_SPLIT = "Add the pages with the statements as a PDF of their own."
_AGAIN = "Download it again, or open it in a viewer and print it to a new PDF."


def _reason(error: dict[str, Any], page: int) -> str:
    match error["error"]:
        case "password":
            return "the PDF wants a password. Save a copy without one and add that."
        case "large":
            return f"page {page}: {error['reason']}. {_SPLIT}"
        case "memory":
            return f"page {page} needs more than {pdf_words.MAX_MEMORY >> 20} MB of memory. {_SPLIT}"
    return f"the PDF is damaged and cannot be opened. {_AGAIN}"


def _ended(code: int) -> str:
    if code == -getattr(signal, "SIGPROF", 0):
        return f"takes more than {pdf_words.MAX_PAGE_SECONDS} seconds to read. {_SPLIT}"
    return f"cannot be read: damaged, or over {pdf_words.MAX_MEMORY >> 20} MB of memory. {_AGAIN}"


def _page_lines(page: dict[str, Any]) -> Iterator[TextLine]:
    """The lines of a page from the top; text that runs in another direction comes after the rest."""
    for part in page["parts"]:
        lines = [_line(page["page"], words) for words in _baselines(part)]
        for at, line in enumerate(lines):
            edge = at < _EDGE or at >= len(lines) - _EDGE
            yield replace(line, edge=edge)


def _baselines(words: Sequence[list[Any]]) -> list[list[list[Any]]]:
    """Words by baseline from the top; small marks set higher or lower go to the line that they stand in."""
    lines: list[list[list[Any]]] = []
    for word in sorted(words, key=lambda each: (each[3], each[1])):
        if lines and word[3] - lines[-1][0][3] < _SAME_LINE * min(word[4], lines[-1][0][4]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda each: each[1]) for line in _with_marks(lines)]


def _with_marks(lines: list[list[list[Any]]]) -> list[list[list[Any]]]:
    """Lines of nothing but small words put to the line above or below whose words they touch."""
    kept: list[list[list[Any]]] = []
    sizes = [max(word[4] for word in line) for line in lines]
    for at, line in enumerate(lines):
        host = None
        for other in (at + 1, at - 1):
            if not 0 <= other < len(lines) or sizes[at] > 0.8 * sizes[other]:
                continue
            if abs(lines[other][0][3] - line[0][3]) < 0.6 * sizes[other] and all(
                any(-0.3 * each[4] < word[1] - each[2] < 0.3 * each[4] for each in lines[other])
                for word in line
            ):
                host = other
                break
        if host is None:
            kept.append(line)
        else:
            lines[host].extend(line)
    return kept


def _line(page: int, parts: Sequence[list[Any]]) -> TextLine:
    """One line: pieces of a word that were drawn one by one put together, what is drawn twice taken once."""
    words: list[list[Any]] = []
    for part in parts:
        if words:
            last = words[-1]
            gap = part[1] - last[2]
            if part[0] == last[0] and abs(part[1] - last[1]) < 0.15 * last[4]:
                continue
            if not last[9] and -0.15 * last[4] < gap < 0.1 * last[4] and part[4] > 0.8 * last[4]:
                words[-1] = [
                    last[0] + part[0],
                    last[1],
                    part[2],
                    last[3],
                    last[4],
                    min(last[5], part[5]),
                    min(last[6], part[6]),
                    max(last[7], part[7]),
                    max(last[8], part[8]),
                    part[9],
                ]
                continue
        words.append(part)
    sizes = sorted(word[4] for word in words)
    size = sizes[len(sizes) // 2]
    made = tuple(
        Word(word[0], word[1], word[2], (page, word[5], word[6], word[7], word[8])) for word in words
    )
    text = " ".join(word.text for word in made)
    return TextLine(0, made, _BLANK * size, page, words[0][3], text, height=size)
