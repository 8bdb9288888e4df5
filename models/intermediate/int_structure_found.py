"""Sums that the rows of each table show by arithmetic alone, and rows whose figures stand a column off."""

from __future__ import annotations

from typing import Any

import pandas as pd
from structure.frames import find_structure, rows_of


def model(dbt: Any, session: Any) -> pd.DataFrame:
    """dbt's entry: one row a total, a term of it, or a displaced row."""
    dbt.config(materialized="table")
    return find_structure(rows_of(dbt.ref("int_structure_rows")))
