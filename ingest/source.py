"""Reading one source file, and refusing what is not a results announcement as text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError

MAX_BYTES = 32 * 1024 * 1024
_FILING_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Source:
    """One document: its id, its file name, the hash of its bytes, and its lines (1-based in reports)."""

    filing_id: str
    file_name: str
    sha256: str
    lines: tuple[str, ...]


def read_source(path: Path) -> Source:
    """Read a UTF-8 text document with tab-separated tables.

    Raises IngestError when the file is missing, a folder, empty, larger than MAX_BYTES, binary,
    not UTF-8, without a line that holds a tab, or named so that its stem is no filing id.
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
    text = _decode(path, data)
    lines = tuple(_split_lines(text))
    if not any("\t" in line for line in lines):
        raise IngestError(
            f"{path}: no line holds a tab, so there is no table to extract. "
            "Tables are runs of lines whose cells are separated by tabs."
        )
    return Source(path.stem, path.name, hashlib.sha256(data).hexdigest(), lines)


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
    return text
