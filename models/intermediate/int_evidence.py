"""Every figure that cannot be taken as printed: its candidates, and what speaks for and against each."""

from __future__ import annotations

from typing import Any

from filing_batches import by_filing
from resolution.frames import CLAIM_COLUMNS, OPERAND_COLUMNS, OUTPUT, evidence_of


def model(dbt: Any, session: Any) -> Any:
    """dbt's entry: read the claims, the operands, the cells and the other printings; return the evidence."""
    dbt.config(materialized="table")
    return by_filing(
        session,
        evidence_of,
        OUTPUT,
        dbt.ref("int_facts_judged").select(*CLAIM_COLUMNS),
        dbt.ref("int_operands_trusted").select(*OPERAND_COLUMNS),
        dbt.ref("int_figure_tokens"),
        dbt.ref("int_printings_elsewhere"),
    )
