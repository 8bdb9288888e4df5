"""Sums that the rows of each table show by arithmetic alone, and rows whose figures stand a column off."""

from __future__ import annotations

from typing import Any

import pandas as pd
from filing_batches import in_batches
from structure.frames import find_structure


def model(dbt: Any, session: Any) -> pd.DataFrame:
    """dbt's entry: one row a total, a term of it, or a displaced row."""
    dbt.config(materialized="table")
    figures = dbt.ref("int_structure_rows")
    return pd.concat([find_structure(rows) for (rows,) in in_batches(figures)])
