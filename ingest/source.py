"""Reading one source file into lines, whatever its format, and refusing what is no results announcement."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.errors import IngestError
from ingest.formats.edgar import filed_text, is_filed_text
from ingest.lines import Line
from ingest.marks import HYPHENS

Format = Literal["tabbed", "layout", "pdf", "html", "markdown"]
MAX_BYTES = 32 * 1024 * 1024
MAX_CHARACTERS = 2_000_000  # of all lines; an annual report of 400 pages has 1,500,000
MAX_LINES = 100_000
MAX_CELLS = 200_000  # of all tables; an announcement of 100 pages has 10,000
_FILING_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_PDF = b"%PDF-"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|body|table|document|sec-document)\b", re.IGNORECASE)
_HTML_FIRST = re.compile(  # behind comments, which begin a page of Markdown as well
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->).)*+-->\s*)*+<(?:[a-z][a-z0-9]*[\s>/]|\?xml\b)",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_PAGES = (".htm", ".html", ".xhtml")
_MARKDOWN = (".md", ".markdown")
_TAG = re.compile(rb"</?[a-z!?]|<\x00", re.IGNORECASE)
_PIPES = re.compile(
    r"^[ \t]*+\|?(?:[ \t]*+:?-{2,}+:?[ \t]*+\|)++[ \t]*+(?::?-{2,}+:?)?[ \t\r]*+$", re.MULTILINE
)
_HEAD = 4096  # bytes in which a format's own mark stands
_SAVE = "Save it as PDF or as HTML and add that."
_SCAN = "Read it with a program that recognises text (OCR) and add the PDF that it writes."
_UNPACK = "Unpack it and add the announcement that is in it."
_OTHERS: tuple[
    tuple[re.Pattern[bytes], str, str], ...
] = (  # what is no announcement's text, by its first bytes
    (re.compile(rb"PK\x03\x04(?=.{0,4000}?word/)", re.DOTALL), "a Word document", _SAVE),
    (re.compile(rb"PK\x03\x04(?=.{0,4000}?xl/)", re.DOTALL), "an Excel workbook", _SAVE),
    (re.compile(rb"PK\x03\x04(?=.{0,4000}?ppt/)", re.DOTALL), "a PowerPoint presentation", _SAVE),
    (
        re.compile(rb"PK\x03\x04(?=.{0,80}?application/(?:vnd\.oasis|epub))", re.DOTALL),
        "an office document",
        _SAVE,
    ),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Office document (.doc, .xls or .ppt)", _SAVE),
    (re.compile(rb"\{\\rtf"), "a document in Rich Text Format", _SAVE),
    (re.compile(rb"%!PS"), "a PostScript document", _SAVE),
    (
        re.compile(rb"PK(?:\x03\x04|\x05\x06)|\x1f\x8b|BZh|Rar!\x1a|7z\xbc\xaf\x27\x1c|\xfd7zXZ"),
        "an archive",
        _UNPACK,
    ),
    (
        re.compile(
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP|BM.{4}\x00{4}|.{4}ftyp(?:heic|mif1|avif)",
            re.DOTALL,
        ),
        "a picture",
        _SCAN,
    ),
)


@dataclass(frozen=True)
class Source:
    """One document: id, file name, hash of the bytes, lines, format, and the path as given."""

    filing_id: str
    file_name: str
    sha256: str
    lines: tuple[Line, ...]
    format: Format = "tabbed"
    path: str = ""

    @property
    def where(self) -> str:
        """How messages name the document: by its path as given."""
        return self.path or self.file_name

    @property
    def whole_labels(self) -> bool:
        """Whether the reader joined the labels that run over several lines; tabbed text is kept as it is."""
        return self.format != "tabbed"

    @property
    def texts(self) -> list[tuple[int, str]]:
        """The number and text of every line."""
        return [(line.number, line.text) for line in self.lines]

    @property
    def prose(self) -> list[tuple[int, str]]:
        """The number and text of every line of running text; blank where a table's row ends a paragraph."""
        blank_after = self.format == "html"  # whose lines are paragraphs
        prose: list[tuple[int, str]] = []
        for line in self.lines:
            prose.append((line.number, line.text if line.table is None else ""))
            if blank_after:
                prose.append((line.number, ""))
        return prose


def read_source(path: Path) -> Source:
    """Read a document: PDF, HTML, Markdown, text in columns, or text with tab-separated tables.

    Raises IngestError when the file is missing, a folder, empty, larger than the bounds above, binary, text
    that is not UTF-8, without any table of figures, or named so that its stem is no filing id; and what the
    reader of its format refuses (a scanned or encrypted PDF, a page without statements).
    """
    if not path.exists():
        raise IngestError(f"{path}: there is no such file. Check the path.")
    if not path.is_file():
        raise IngestError(f"{path}: this is not a file. Name the documents one by one.")
    if not _FILING_ID.fullmatch(path.stem):
        raise IngestError(
            f"{path}: the name before the suffix becomes the filing id, so it may hold only letters, "
            "digits, '.', '_' and '-'. Rename the file."
        )
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise IngestError(
            f"{path}: {size:,} bytes is more than the {MAX_BYTES:,} a results announcement may have. "
            "Cut out the announcement and add that."
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IngestError(
            f"{path}: the file cannot be read ({error.strerror}). Check who may read it."
        ) from None
    if not data.strip():
        raise IngestError(f"{path}: the file is empty. Extract the document's text again.")
    for mark, what, remedy in _OTHERS:
        if mark.match(data):
            raise IngestError(f"{path}: this is {what}, which is not read. {remedy}")
    try:
        form, lines = _read(path, data)
    except IngestError as error:
        if str(error).startswith(str(path)):
            raise
        raise IngestError(f"{path}: {error}") from None
    _refuse_more(path, sum(len(line.text) for line in lines), MAX_CHARACTERS, "characters of text")
    _refuse_more(path, sum(len(line.cells) for line in lines if line.table is not None), MAX_CELLS, "cells")
    if all(line.table is None for line in lines):
        raise IngestError(
            f"{path}: there is no table of figures in this document. A table is rows of figures under "
            "headers: an HTML, Markdown or PDF table, text in columns aligned with blanks, or cells parted "
            "by tabs."
        )
    return Source(path.stem, path.name, hashlib.sha256(data).hexdigest(), lines, form, str(path))


def _refuse_more(path: Path, count: int, most: int, what: str) -> None:
    if count > most:
        raise IngestError(
            f"{path}: {count:,} {what} are more than the {most:,} a results announcement may have. "
            "Cut out the announcement and add that."
        )


def _read(path: Path, data: bytes) -> tuple[Format, tuple[Line, ...]]:
    """The format that a document's bytes show, and its lines; a reader is imported where it is needed."""
    if _PDF in data[:1024]:
        from ingest.formats.pdf import read_pdf

        return "pdf", read_pdf(path, data)
    filed = is_filed_text(data.decode("latin-1"))
    if not filed and _TABLE.search(data):
        from ingest.formats.html_text import decode
        from ingest.formats.mixed import is_mixed, read_mixed

        if path.suffix.lower() not in _PAGES and is_mixed(text := decode(data)):
            return "markdown", read_mixed(str(path), text)
    if not filed and _is_html(path, data):
        from ingest.formats.html import read_html

        return "html", read_html(str(path), data)
    text = _decode(path, data)
    lines = _split_lines(text)
    _refuse_more(path, len(lines), MAX_LINES, "lines")
    if filed:
        from ingest.formats.layout import read_layout

        return "layout", read_layout(filed_text(text))
    return _read_text(text, lines, path.suffix.lower() in _MARKDOWN)


def _read_text(text: str, lines: list[str], marked: bool) -> tuple[Format, tuple[Line, ...]]:
    from ingest.formats.one_cell import is_one_cell, read_one_cell
    from ingest.formats.padded import is_padded, read_padded
    from ingest.formats.spaced import is_spaced, read_spaced

    forms: tuple[tuple[Format, Callable[[list[str]], bool], Callable[[list[str]], tuple[Line, ...]]], ...] = (
        ("layout", is_one_cell, read_one_cell),
        ("layout", is_spaced, read_spaced),
        ("tabbed", is_padded, read_padded),
    )
    for form, is_told, read in forms:
        if is_told(lines):
            return form, read(lines)
    if _PIPES.search(text):
        return "markdown", _read_ruled(text, lines)
    from ingest.formats.layout import is_layout, read_layout

    if sum("\t" in line for line in lines) > 1 and not is_layout(lines):
        from ingest.formats.tabbed import read_tabbed

        return "tabbed", read_tabbed(lines)
    if sum("|" in line for line in lines) > 1:
        from ingest.formats.markdown import has_tables, read_markdown

        if has_tables(text):
            return "markdown", read_markdown(text)
    from ingest.formats.flat import is_flat, read_flat
    from ingest.formats.unmarked import is_unmarked, read_unmarked

    if marked and is_unmarked(lines):
        return "markdown", read_unmarked(lines)
    return "layout", read_flat(lines) if is_flat(lines) else read_layout(text)


def _read_ruled(text: str, lines: list[str]) -> tuple[Line, ...]:
    from ingest.formats.markdown import cells_of, read_markdown
    from ingest.formats.torn import is_torn, read_torn

    return read_torn(lines, cells_of) if is_torn(lines, cells_of) else read_markdown(text)


def _is_html(path: Path, data: bytes) -> bool:
    """Whether the bytes are a page, whatever the file is called, or may be one that is called so."""
    named = path.suffix.lower() in _PAGES
    return bool(
        _HTML.search(data[:_HEAD])
        or _HTML_FIRST.match(data)
        or (named and _TAG.search(data))
        or (named and not data)
    )


def _split_lines(text: str) -> list[str]:
    """Lines ended by LF, CR LF or CR; no line holds a CR."""
    return [part for line in text.split("\n") for part in line.rstrip("\r").split("\r")]


def _decode(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = len(_split_lines(data[: error.start].decode("utf-8") + "."))
        raise IngestError(
            f"{path}, line {line}: byte {error.start} is not UTF-8. Convert the file to UTF-8 text "
            "(a PDF, a spreadsheet or an archive has to be extracted to text first)."
        ) from None
    if not text.strip():
        raise IngestError(f"{path}: the file is empty. Extract the document's text again.")
    control = _CONTROL.search(text)
    if control:
        line = len(_split_lines(text[: control.end()]))
        raise IngestError(
            f"{path}, line {line}: a control character makes this a binary file, not text. "
            "Extract the document's text and add that."
        )
    return text.translate(HYPHENS)
