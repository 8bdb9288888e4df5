"""What a transcribed figure is said to have come out as."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from transcribed import FATES, Fact, answers, fate

REVENUE = Fact(
    filing="f",
    start="2030-01-01",
    end="2030-12-31",
    instant="",
    currency="EUR",
    value=Decimal("812"),
    scale=Decimal(1000),
    unit="currency",
    entity="consolidated",
    statement="income_statement",
    item="total_revenues",
    is_standard=True,
)
OWN = REVENUE._replace(item="issuer.turnover", is_standard=False)
CLOSING = REVENUE._replace(instant="2030-12-31", item="cash_at_end")
PER_SHARE = REVENUE._replace(value=Decimal("1.5"), scale=Decimal(1), unit="per_share", item="eps_basic")
ROW = {
    "statement": "income_statement",
    "item_label": "Turnover",
    "period": "2030-01-01/2030-12-31",
    "currency": "EUR",
    "value": "812",
    "scale": "1000",
    "line_item_id": "total_revenues",
}


@pytest.mark.parametrize(
    ("changed", "facts", "came"),
    [
        ({}, [REVENUE], "on item"),
        ({"value": "-812"}, [REVENUE], "on item"),
        ({"line_item_id": ""}, [OWN], "on item"),
        ({}, [OWN, REVENUE], "on item"),
        ({}, [OWN], "elsewhere"),
        ({"line_item_id": "gross_profit"}, [REVENUE], "wrong item"),
        ({"line_item_id": "gross_profit"}, [OWN, REVENUE], "elsewhere"),
        ({"line_item_id": "gross_profit", "statement": "cash_flow"}, [REVENUE], "elsewhere"),
        ({"line_item_id": "gross_profit", "statement": "comprehensive_income"}, [REVENUE], "wrong item"),
        ({"scale": "1"}, [REVENUE], "wrong scale"),
        ({"scale": ""}, [REVENUE], "on item"),
        ({"scale": "1000", "value": "1.5", "line_item_id": "eps_basic"}, [PER_SHARE], "on item"),
        ({"value": "813"}, [REVENUE], "not found"),
        ({"currency": "USD"}, [REVENUE], "not found"),
        ({"period": "2030-12-31"}, [REVENUE], "not found"),
        ({"period": "2030-12-31", "line_item_id": "cash_at_end"}, [CLOSING], "on item"),
        ({"entity": "parent"}, [REVENUE], "not found"),
        ({}, [REVENUE._replace(entity="parent")], "not found"),
        ({"entity": "parent_only"}, [REVENUE._replace(entity="parent")], "on item"),
        ({}, [], "not found"),
    ],
)
def test_a_transcribed_figure_comes_out_as(changed: dict[str, str], facts: list[Fact], came: str) -> None:
    assert came in FATES
    assert fate(ROW | changed, facts) == came


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("does not say the currency of its statements. Say it with --currency CODE.", "--currency EUR"),
        ('Say it with --issuer-name "FULL NAME".', "--issuer-name 'Larkspur Mills plc'"),
        ("Say it with --announced YYYY-MM-DD.", ""),
        ("there is no table of figures in this document.", ""),
    ],
)
def test_a_question_is_answered_by_what_is_known_of_the_document(
    tmp_path: Path, asked: str, told: str
) -> None:
    (tmp_path / "lm.id").write_text("Larkspur Mills plc||12-31|EUR\n")
    assert answers(tmp_path / "lm.html", "lm", asked) == told
    assert not answers(tmp_path / "other.html", "other", asked)
