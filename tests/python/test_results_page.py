"""The results page from literal rows. The pages of real builds are read in test_build.py and test_gate.py."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from results_page import FILINGS, LISTED, Form, Report, period, printed, render, why_unresolved
from warehouse import text_of

NOW = datetime(2031, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "The wool lines add up to all wool."

FIGURE: dict[str, Any] = {
    "filing_id": "mill",
    "source_line": 17,
    "source_column": 2,
    "printed_label": "All wool",
    "line_item_id": "all_wool",
    "cell_text": "(1,300)",
    "start_date": date(2030, 1, 1),
    "end_date": date(2030, 6, 30),
    "currency": "EUR",
    "unit": "currency",
    "scale": Decimal(1000),
    "printed_sign": -1,
    "printed_unit": Decimal(1000),
    "value": Decimal(1_300_000),
}
RESULT: dict[str, Any] = {
    "result_id": "W01:mill",
    "identity_id": "W01",
    "filing_id": "mill",
    "severity": "error",
    "outcome": "failed",
    "verdict": "FAIL",
    "statement": "income_statement",
    "line_item_id": "all_wool",
    "start_date": date(2030, 1, 1),
    "end_date": date(2030, 6, 30),
    "currency": "EUR",
    "reported_value": Decimal(1_300_000),
    "calculated_value": Decimal(1_200_500),
    "gap": Decimal(99_500),
    "tolerance": Decimal(1500),
    "reason": None,
    "explanation": "line 15 (Merino) prints 200; it would close with 300",
    "n_alike": 1,
}


def operand(place: int = 0, **changes: Any) -> dict[str, Any]:
    """A figure that `RESULT` rests on."""
    return {"result_id": "W01:mill", "place": place, "weight": None, **FIGURE, **changes}


def report(**parts: Any) -> Report:
    """A filing that breaks one rule; `parts` replace lists of rows."""
    whole: dict[str, Any] = {
        "filings": [
            {"filing_id": "mill", "issuer": "Larkspur", "announced_on": date(2030, 8, 1), "title": "T"}
        ],
        "rules": [
            {"identity_id": "W01", "family": "F", "name": SENTENCE, "rule_type": "sum", "severity": "error"},
            {
                "identity_id": "S09",
                "family": "S",
                "name": "Cells are whole.",
                "rule_type": "structure",
                "severity": "warn",
            },
        ],
        "counts": [count("failed", 1), count("exact", 3)],
        "results": [RESULT],
        "operands": [operand(), operand(1, source_line=15, printed_label="Merino", weight=-1)],
        "kinds": [{"rule_id": "cut off", "name": "The cell holds the first digits."}],
    }
    return Report(**{**whole, **parts})


def count(outcome: str, n: int, **changes: Any) -> dict[str, Any]:
    row = {"identity_id": "W01", "filing_id": "mill", "severity": "error", "outcome": outcome, "n": n}
    return {**row, **changes}


def section(page: str, name: str) -> str:
    """The text of a part of the page."""
    return text_of(page.split(f'<section id="{name}">')[1].split("\n<section id=", maxsplit=1)[0])


def test_a_failure_says_what_where_how_much_and_why() -> None:
    text = text_of(render(report(), ["W01"], NOW))
    assert "The gate is shut. A rule that stops the build does not hold." in text
    assert f"{SENTENCE} W01 stops the build Line 17 All wool (1,300)" in text
    assert "income statement · 1 January to 30 June 2030 · EUR thousand" in text
    assert "reported (1,300) calculated (1,200.5) gap (99.5) rounding explains 1.5" in text
    assert "Line 15 (Merino) prints 200; it would close with 300." in text
    assert "15 less Merino" in text
    assert "tests 4 exact 3 rounding 0 failed 1 excepted 0 blocked 0 not testable 0" in text
    assert "Built 2031-02-03 04:05 UTC" in text


def test_a_rule_of_form_shows_the_first_line_with_its_cells() -> None:
    broken = {**RESULT, "identity_id": "S09", "severity": "warn", "reason": "first at line 40"}
    counted = {"reported_value": Decimal(9), "calculated_value": Decimal(7), "gap": Decimal(2)}
    cells = [{"filing_id": "mill", "source_line": 40, "cell_text": text} for text in ("Tweed", "", "1.2.3")]
    page = render(
        report(results=[{**broken, **counted, "explanation": None}], operands=[], cells=cells), [], NOW
    )
    assert "First at line 40 Tweed 1.2.3" in text_of(page)
    assert "looked at 9 right 7 not right 2" in text_of(page)


def test_a_verdict_that_its_figures_do_not_bear_out_is_said() -> None:
    page = render(report(results=[{**RESULT, "verdict": "EXACT", "explanation": None}]), ["W01"], NOW)
    assert "The verdict is EXACT, which its figures do not bear out." in text_of(page)


def test_an_exception_shows_its_reason_and_leaves_the_gate_open() -> None:
    excepted = {**RESULT, "outcome": "excepted", "reason": "the issuer misprints it", "explanation": None}
    page = render(report(results=[excepted], counts=[count("excepted", 1)]), [], NOW)
    assert "The gate is open." in text_of(page)
    assert f"{SENTENCE} W01 excepted" in text_of(page)
    assert "The issuer misprints it." in text_of(page)


def test_nothing_failing_says_so() -> None:
    page = render(report(results=[], operands=[], counts=[count("exact", 3)]), [], NOW)
    assert "The gate is open." in text_of(page)
    assert section(page, "failed") == "What failed Nothing failed."
    assert "No figure was recovered." in text_of(page)


def test_texts_of_filings_are_escaped() -> None:
    bad = "<script>alert(1)</script>&"
    figure = {
        **FIGURE,
        "fact_id": "a",
        "evidence": "unresolved",
        "evidence_rules": bad,
        "printed_label": bad,
        "cell_text": bad,
        "n_alike": 1,
    }
    page = render(
        report(
            filings=[{"filing_id": "mill", "issuer": bad, "announced_on": None, "title": bad}],
            results=[{**RESULT, "explanation": bad, "reason": bad}],
            operands=[operand(printed_label=bad, cell_text=bad), operand(1, cell_text=bad)],
            figures=[figure, {**figure, "evidence": "recovered", "evidence_rules": f"W01, {bad}"}],
            ghosts=[
                {
                    "filing_id": "mill",
                    "source_line": 3,
                    "cell_text": bad,
                    "fate": "ghost",
                    "reason": bad,
                    "n_alike": 1,
                }
            ],
            untested=[
                {"outcome": "blocked", "reason": bad, "n": 1, "n_filings": 1, "identity_ids": "W01"},
            ],
        ),
        [],
        NOW,
    )
    assert "<script" not in page
    assert page.count(html.escape(bad)) >= 10


def test_recovered_and_unresolved_figures_say_why() -> None:
    figure = {**FIGURE, "fact_id": "a", "n_alike": 1, "cell_text": "(1,3"}
    weighed = {"fact_id": "b", "candidate_printed_value": "-1300", "chosen": False}
    page = render(
        report(
            figures=[
                {**figure, "evidence": "recovered", "evidence_rules": "W01, cut off"},
                {**figure, "fact_id": "b", "evidence": "unresolved", "evidence_rules": "it is cut off"},
            ],
            evidence=[
                {**weighed, "rule_id": "W01", "satisfied": False},
                {**weighed, "rule_id": "cut off", "satisfied": True},
            ],
        ),
        [],
        NOW,
    )
    recovered = section(page, "recovered")
    assert "(1,3 (1,300) EUR thousand" in recovered
    assert f"{SENTENCE} W01 The cell holds the first digits." in recovered
    unresolved = section(page, "unresolved")
    assert "Not taken as printed: it is cut off. Every candidate breaks a rule." in unresolved
    assert f"(1,300) The cell holds the first digits. {SENTENCE} W01" in unresolved


@pytest.mark.parametrize(
    ("candidates", "why"),
    [
        ([], "No figure in or beside the cell"),
        ([(["a"], [], 0)], "No arithmetic and no other filing"),
        ([(["A"], [], 1)], "Only one piece of evidence"),
        ([(["A", "b"], [], 1), (["A", "c"], [], 1)], "Several candidates fit equally well."),
        ([(["A", "b"], [], 1)], "is not independent"),
        ([(["A"], ["B"], 1)], "Every candidate breaks a rule."),
    ],
)
def test_why_a_figure_is_unresolved(candidates: list[tuple[list[str], list[str], int]], why: str) -> None:
    rows = [{"speaks_for": f, "speaks_against": a, "n_arithmetic": n} for f, a, n in candidates]
    assert why in why_unresolved(rows, "damaged")


def test_long_lists_stop_and_say_how_many_more() -> None:
    results = [{**RESULT, "result_id": f"{n}", "n_alike": 900} for n in range(LISTED)]
    many = [f"o'mill{n:04}" for n in range(FILINGS + 7)]
    page = render(
        report(
            results=[{**row, "filing_id": many[0]} for row in results],
            operands=[],
            filings=[{"filing_id": i, "issuer": "", "announced_on": None, "title": None} for i in many],
            counts=[count("failed", 900, filing_id=many[0]), *(count("exact", 1, filing_id=i) for i in many)],
        ),
        ["W01"],
        NOW,
    )
    text = text_of(page)
    assert f"{900 - LISTED} more failures not listed here." in text
    assert "where filing_id = 'o''mill0000' and verdict = 'FAIL'" in text
    assert "7 more filings not listed" in text
    assert f"{len(many) - LISTED} more filings not listed here." in text
    assert page.count('<article class="result') == LISTED


def test_the_file_stands_alone_and_is_the_same_but_for_the_time() -> None:
    page = render(report(), ["W01"], NOW)
    assert "http" not in page and "src=" not in page and "url(" not in page and "@import" not in page
    assert set(re.findall(r'href="([^"#]+)', page)) == {"index.html"}
    later = render(report(), ["W01"], datetime(2032, 1, 1, tzinfo=UTC))
    assert page.replace("2031-02-03 04:05", "2032-01-01 00:00") == later
    assert set(re.findall(r'href="#([^"]+)', page)) <= set(re.findall(r'id="([^"]+)', page))


def test_amounts_are_written_as_printed() -> None:
    thousands = Form(Decimal(1000), -1)
    assert printed(Decimal(1_234_000), thousands) == "(1,234)"
    assert printed(Decimal("-1234500"), thousands) == "1,234.5"
    assert printed(Decimal("0.113"), Form(Decimal("0.01"), 1, 1, "", "%")) == "11.3%"
    assert printed(Decimal("-0.1"), Form(decimals=2)) == "(0.10)"
    assert printed(Decimal("0.000000"), thousands) == "0"
    assert printed(None) == "–"
    assert period(None, date(2030, 6, 30)) == "30 June 2030"
    assert period(date(2029, 7, 1), date(2030, 6, 30)) == "1 July 2029 to 30 June 2030"
    assert period(None, None) == ""
