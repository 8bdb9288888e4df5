"""Sums that the rows of each table show by arithmetic alone, and rows whose figures stand a column off."""

from __future__ import annotations

from typing import Any

from filing_batches import by_filing
from structure.frames import OUTPUT, find_structure


def model(dbt: Any, session: Any) -> Any:
    """dbt's entry: one row a total, a term of it, or a displaced row."""
    dbt.config(materialized="table")
    return by_filing(session, find_structure, OUTPUT, dbt.ref("int_structure_rows"))
