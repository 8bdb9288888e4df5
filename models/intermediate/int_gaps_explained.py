"""The likeliest explanation of every identity that fails."""

from __future__ import annotations

from typing import Any

import pandas as pd
from resolution.frames import rows_of
from resolution.gaps import explanations


def model(dbt: Any, session: Any) -> pd.DataFrame:
    """dbt's entry: read the operands of failed identities and the figures of their filings."""
    dbt.config(materialized="table")
    return explanations(rows_of(dbt.ref("int_gaps_open")), rows_of(dbt.ref("int_gap_figures")))
