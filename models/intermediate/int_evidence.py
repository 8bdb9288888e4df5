"""Every figure that cannot be taken as printed: its candidates, and what speaks for and against each."""

from __future__ import annotations

from typing import Any

import pandas as pd
from filing_batches import in_batches
from resolution.frames import evidence_of, read_filings


def model(dbt: Any, session: Any) -> pd.DataFrame:
    """dbt's entry: read the claims, the operands, the cells and the other printings; return the evidence."""
    dbt.config(materialized="table")
    frames = (
        dbt.ref("int_facts_judged"),
        dbt.ref("int_operands_trusted"),
        dbt.ref("int_figure_tokens"),
        dbt.ref("int_printings_elsewhere"),
    )
    return evidence_of(filing for rows in in_batches(*frames) for filing in read_filings(*rows))
