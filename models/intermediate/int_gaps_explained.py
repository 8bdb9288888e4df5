"""The likeliest explanation of every identity that fails."""

from __future__ import annotations

from typing import Any

from filing_batches import by_filing
from resolution.gaps import OUTPUT, explanations


def model(dbt: Any, session: Any) -> Any:
    """dbt's entry: read the operands of failed identities and the figures of their filings."""
    dbt.config(materialized="table")
    return by_filing(session, explanations, OUTPUT, dbt.ref("int_gaps_open"), dbt.ref("int_gap_figures"))
