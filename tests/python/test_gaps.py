"""Which single mistake explains the gap of a failed identity and which does not. All figures are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from resolution.gaps import explanations

LINES = ("total", "first", "second")


def figure(fact_id: str, line: int, value: int, **other: Any) -> dict[str, Any]:
    """A figure in thousands of one period of one filing."""
    return {
        "fact_id": fact_id,
        "filing_id": "f",
        "entity": "consolidated",
        "line_item_id": fact_id,
        "source_line": line,
        "printed_label": fact_id.title(),
        "start_date": None,
        "end_date": date(2031, 6, 30),
        "currency": "CNY",
        "value": value * 1000,
        "printed_unit": 1000,
        "scale": 1000,
        "decided_sign": 1,
        **other,
    }


def operand(fact_id: str | None, role: str, result_id: str = "F10", **other: Any) -> dict[str, Any]:
    """A figure's part in a failed sum."""
    return {
        "result_id": result_id,
        "identity_id": "F10",
        "family": "F",
        "rule_type": "sum",
        "filing_id": "f",
        "operand_line_item_id": fact_id,
        "operand_end_date": date(2031, 6, 30),
        "scope": "statement",
        "role": role,
        "weight": 1,
        "is_required": True,
        "convenience_rate": None,
        "fact_id": fact_id,
        **other,
    }


def explained(values: tuple[int, int, int], *others: dict[str, Any]) -> dict[str, Any]:
    """The explanation of a sum of two lines that fails, beside other figures of the filing."""
    figures = [figure(name, 10 + n, value) for n, (name, value) in enumerate(zip(LINES, values, strict=True))]
    operands = [operand(name, "total" if name == "total" else "term") for name in LINES]
    rows = explanations(operands, [*figures, *others]).to_dict("records")
    assert len(rows) == 1
    return {str(name): None if pd.isna(value) else value for name, value in rows[0].items()}


def test_a_line_that_prints_the_figure_of_another_line_is_a_copy() -> None:
    row = explained((9000, 4321, 3000), figure("other", 14, 4321))
    assert (row["explanation_kind"], row["explained_fact_id"]) == ("copied", "first")
    assert row["explained_value"] == "6000000"
    assert row["explained_by_fact_id"] == "other"


# The total, two lines of it, another figure of the filing (0: none), the wrong line and what it should be.
MISTAKES = {
    "copied": ((9000, 4321, 3000), 4321, "first", "6000000"),
    "swapped": ((9000, 4321, 3000), 6000, "first", "6000000"),
    "sign": ((1000, 2000, 3000), 0, "first", "-2000000"),
    "scale": ((9000, 600000, 3000), 0, "first", "6000000"),
    "two digits transposed": ((10043, 6483, 3200), 0, "first", "6843000"),
    "one digit misread": ((9971, 6891, 3150), 0, "first", "6821000"),
    "one digit lost": ((9993, 643, 3150), 0, "first", "6843000"),
    "one digit added": ((3793, 6843, 3150), 0, "first", "643000"),
    "cut off": ((9993, 684, 3150), 0, "first", "6843000"),
    "left out": ((9993, 6843, 3000), 150, None, None),
    "counted": ((6843, 6843, 3150), 0, "second", "0"),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_each_kind_of_mistake_is_told(kind: str) -> None:
    values, other, line, value = MISTAKES[kind]
    row = explained(values, *([figure("other", 14, other)] if other else []))
    assert (row["explanation_kind"], row["explained_fact_id"], row["explained_value"]) == (kind, line, value)
    assert row["explained_by_fact_id"] == ("other" if other else None)


@pytest.mark.parametrize(
    "elsewhere",
    [{"currency": "USD"}, {"end_date": date(2030, 12, 31)}, {"entity": "parent"}, {"filing_id": "g"}],
)
def test_only_a_figure_of_the_same_column_is_copied(elsewhere: dict[str, Any]) -> None:
    assert explained((9000, 4321, 3000), figure("other", 14, 4321, **elsewhere))["explanation_kind"] is None


def test_figures_of_two_digits_or_of_the_sum_itself_are_no_copies() -> None:
    assert explained((90, 43, 30), figure("other", 14, 43))["explanation_kind"] is None
    assert explained((12000, 4321, 6000))["explanation_kind"] is None


def test_of_two_copied_lines_the_nearer_is_named() -> None:
    far, near = figure("far", 2, 4321), figure("near", 14, 4321)
    assert explained((9000, 4321, 3000), far, near)["explained_by_fact_id"] == "near"


def test_where_several_lines_may_be_misread_none_is_named() -> None:
    row = explained((9993, 6943, 3150))
    assert row["explanation"] == "any one of several lines may be misread (one digit misread): lines 11, 12"
    assert (row["explanation_kind"], row["explained_fact_id"]) == (None, None)


def test_a_gap_of_no_mistake_is_not_explained() -> None:
    assert explained((9993, 6843, 3019))["explanation"] == "no single misreading of a line explains the gap"


def test_a_translated_total_follows_the_line_above_that_is_off() -> None:
    pairs = {
        "of another gap": (15, 1730, 7000),
        "line": (20, 1570, 7000),
        "total": (25, 3570, 21000),
        "line below": (30, 5570, 35000),
    }
    figures, operands = [], []
    for name, (line, dollars, amount) in pairs.items():
        figures += [figure(f"{name} USD", line, dollars, currency="USD"), figure(name, line, amount)]
        rule = {"rule_type": "line_translation", "identity_id": "T01", "family": "T", "convenience_rate": 7}
        operands += [
            operand(f"{name} USD", "translation", name, **rule),
            operand(name, "original", name, **rule),
        ]
    kinds = {row["result_id"]: row for row in explanations(operands, figures).to_dict("records")}
    assert kinds["total"]["explanation_kind"] == "follows"
    assert kinds["total"]["explained_fact_id"] == "line USD"
    assert kinds["line"]["explanation"] == "no single misreading of a line explains the gap"
