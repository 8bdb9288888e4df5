"""The reference seeds that ingest needs: a project's folder in; issuers, currencies and vocabulary out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.errors import IngestError
from ingest.issuers import Issuer
from ingest.prose_tokens import Vocabulary

ISSUER_COLUMNS = (
    "issuer_id", "name", "tickers", "reporting_currency", "convenience_currency", "fiscal_year_end_month",
    "fiscal_year_end_day", "shares_per_ads",
)  # fmt: skip


def read_issuers(project: Path) -> dict[str, Issuer]:
    """The issuers of the reference seeds by id, with every name they print.

    Raises IngestError when a seed is missing, lacks a column or says something that is none.
    """
    names: dict[str, list[str]] = {}
    path = project / "seeds/reference/issuers.csv"
    rows = read_dicts(path, ISSUER_COLUMNS)
    year_ends = {}
    for number, row in enumerate(rows, start=2):
        if not row["issuer_id"] or not row["name"]:
            raise IngestError(
                f"{path}, line {number}: the id or the name is empty. Fill it in, or cut the line."
            )
        names[row["issuer_id"]] = [row["name"]]
        year_ends[row["issuer_id"]] = _year_end(f"{path}, line {number}", row)
    path = project / "seeds/reference/issuer_names.csv"
    for number, row in enumerate(read_dicts(path, ("issuer_id", "name")), start=2):
        if row["issuer_id"] not in names:
            raise IngestError(f"{path}, line {number}: issuer {row['issuer_id']!r} is not in issuers.csv.")
        if not (row["name"] or "").strip():
            raise IngestError(f"{path}, line {number}: the name is empty. Fill it in, or cut the line.")
        if row["name"] not in names[row["issuer_id"]]:
            names[row["issuer_id"]].append(row["name"])
    return {
        row["issuer_id"]: Issuer(
            row["issuer_id"],
            tuple(names[row["issuer_id"]]),
            row["tickers"] or "",
            row["reporting_currency"] or "",
            row["convenience_currency"] or "",
            year_ends[row["issuer_id"]],
        )
        for row in rows
    }


def _year_end(where: str, row: Mapping[str, str | None]) -> tuple[int, int] | None:
    month, day = row["fiscal_year_end_month"], row["fiscal_year_end_day"]
    if not month or not day:
        return None
    if not (month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise IngestError(f"{where}: {month!r} and {day!r} are no month and day. Correct them.")
    return int(month), int(day)


def read_currencies(project: Path) -> dict[str, str]:
    """The words of headers that name a currency, with its ISO code, from the reference seed.

    Raises IngestError when the seed is missing or lacks a column.
    """
    rows = read_dicts(project / "seeds/reference/header_words.csv", ("word", "class", "value"))
    return {row["word"]: row["value"] for row in rows if row["class"] == "currency"}


def read_vocabulary(project: Path) -> Vocabulary:
    """The words that tie figures in running text to what they measure, from the reference seed.

    Raises IngestError when the seed is missing or lacks a column.
    """
    path = project / "seeds/reference/prose_words.csv"
    rows = read_dicts(path, ("phrase", "class"))
    for number, row in enumerate(rows, start=2):
        if not (row["phrase"] or "").strip() or not row["class"]:
            raise IngestError(f"{path}, line {number}: the phrase or its class is empty. Fill it in.")
    return Vocabulary({row["phrase"]: row["class"] for row in rows})


def read_dicts(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a reference seed by column; raises IngestError where it or one of `needed` is missing."""
    if not path.is_file():
        raise IngestError(f"{path}: this seed is missing. Run from the project's root or use --project.")
    reader = csv.DictReader(io.StringIO(read_text(path, "Save it as UTF-8."), newline=""))
    missing = [name for name in needed if name not in (reader.fieldnames or [])]
    if missing:
        raise IngestError(f"{path}, line 1: column {missing[0]!r} is missing from the header.")
    return list(reader)


def read_text(path: Path, remedy: str) -> str:
    """The text of a seed; raises IngestError with `remedy` where it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise IngestError(f"{path}: this seed is not UTF-8. {remedy}") from None
