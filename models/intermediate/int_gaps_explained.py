"""The likeliest explanation of every identity that fails."""

from __future__ import annotations

from typing import Any

import pandas as pd
from filing_batches import in_batches
from resolution.gaps import explanations


def model(dbt: Any, session: Any) -> pd.DataFrame:
    """dbt's entry: read the operands of failed identities and the figures of their filings."""
    dbt.config(materialized="table")
    batches = in_batches(dbt.ref("int_gaps_open"), dbt.ref("int_gap_figures"))
    return pd.concat([explanations(operands, figures) for operands, figures in batches])
