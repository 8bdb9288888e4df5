"""What the writers of published files share: names and strings for SQL, and flushing to the disk."""

import os
from pathlib import Path


def quoted(identifier: str) -> str:
    """Quote an identifier for SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a string for SQL."""
    return "'" + text.replace("'", "''") + "'"


def first_line(error: BaseException) -> str:
    """Return an error's message without DuckDB's quotation of the query."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def sync(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk, where the system lets a folder be opened."""
    if os.name == "posix":
        sync(folder)


def shown(path: Path) -> str:
    """Return a path as short as it can be shown from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
