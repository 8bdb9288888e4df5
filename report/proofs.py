"""What is read and what proves it: statements, restatements, cells, and the marks of the tie-out page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from report import figures
from report.warehouse import Row

STATEMENTS = {
    "income_statement": "Income statement",
    "balance_sheet": "Balance sheet",
    "cash_flow_statement": "Cash flow statement",
    "non_gaap_reconciliation": "Reconciliation to adjusted results",
}
FAMILIES = {
    "F": "Footing",
    "D": "Discovered footing",
    "X": "Between statements",
    "R": "Roll-forward",
    "P": "Between periods",
    "V": "Between filings",
    "T": "Translation",
    "K": "Ratios and growth",
    "E": "Per share",
    "A": "Notes and ageing",
    "S": "Form of the tables",
    "text": "Figures of the running text",
}
VERDICTS = {
    "EXACT": "exact",
    "TIES": "exact",
    "ROUNDING": "rounding",
    "FAIL": "failed",
    "DIFFERS": "failed",
    "BLOCKED": "untested",
    "NOT_TESTABLE": "untested",
    "NOT_COMPUTABLE": "untested",
}


def statements(facts: list[Row], periods: dict[str, Row]) -> list[Row]:
    """Each statement: its columns (period, currency), and its lines with their facts by column."""
    statements = []
    for statement, title in STATEMENTS.items():
        own = [(place, row) for place, row in enumerate(facts) if row["statement"] == statement]
        columns = dict.fromkeys(
            (period_id, currency)
            for period_id in reversed(periods)
            for currency in sorted(
                {row["currency"] for _, row in own if row["period_id"] == period_id} - {None}
            )
        )
        lines: dict[str, Row] = {}
        for place, row in own:
            line = lines.setdefault(
                row["line_item_id"],
                {"label": row["label"], "section": row["section"], "is_total": row["is_total"], "cells": {}},
            )
            in_columns = (
                [row["currency"]] if row["currency"] else [c for p, c in columns if p == row["period_id"]]
            )
            for currency in in_columns:
                line["cells"][row["period_id"], currency] = {
                    "place": place,
                    "text": figures.amount(row["value"], row["unit"]),
                    "derived": row["basis"] == "derived",
                    "restated": row["is_restated"],
                }
        if lines:
            statements.append(
                {
                    "id": statement,
                    "title": title,
                    "columns": [
                        {"key": column, "currency": column[1], **periods[column[0]]} for column in columns
                    ],
                    "lines": list(lines.values()),
                }
            )
    return statements


def fact(row: Row, cell_places: dict[str, int]) -> list[Any]:
    """Label, period, exact value, how it is known, and its cells."""
    known = row["proof"] if row["basis"] == "reported" else f"derived: {row['derivation_rule']}"
    return [
        row["label"],
        row["period_id"],
        figures.exact(row["value"], row["unit"], row["currency"]),
        known,
        _places(row["input_fact_ids"], cell_places),
    ]


def cells(cells: list[Row], filings: list[Row]) -> list[list[Any]]:
    """Filing, line, column, label and text as printed, what it is read as, period, evidence, place."""
    filing_places = {row["filing_id"]: place for place, row in enumerate(filings)}
    return [
        [
            filing_places[row["filing_id"]],
            row["source_line"],
            row["source_column"],
            row["printed_label"],
            row["cell_text"],
            figures.exact(row["value"], row["unit"], row["currency"]),
            row["period_id"],
            row["evidence"]
            if row["evidence"] == "printed"
            else f"{row['evidence']}: {row['evidence_rules'] or ''}",
            row["cell_place"],
        ]
        for row in cells
    ]


def _places(fact_ids: str | None, cell_places: dict[str, int]) -> list[int]:
    return [cell_places[fact_id] for fact_id in (fact_ids or "").split() if fact_id in cell_places]


def ties(
    identities: list[Row], text_ties: list[Row], filings: list[Row], cell_places: dict[str, int]
) -> dict[str, Any]:
    """The marks of the tie-out page: rules by number, and a list of results for each filing and family."""
    rules: dict[tuple[str, str], int] = {}
    marks: list[list[Any]] = []
    for row in identities:
        rule = rules.setdefault((row["identity_id"], row["name"]), len(rules))
        marks.append(
            [
                row["filing_id"],
                row["family"],
                VERDICTS[row["verdict"]],
                rule,
                row["line_item_id"],
                row["period_id"],
                row["currency"],
                _number(row["reported_value"]),
                _number(row["calculated_value"]),
                _number(row["gap"]),
                _number(row["tolerance"]),
                row["reason"] or row["explanation"],
                _places(row["input_fact_ids"], cell_places),
            ]
        )
    for row in text_ties:
        marks.append(
            [
                row["filing_id"],
                "text",
                VERDICTS[row["verdict"]],
                f"“{row['figure_text']}”, line {row['source_line']}: {row['subject'] or 'no subject near'}",
                row["measure_id"],
                row["period_id"],
                row["printed_unit"],
                _number(row["printed_value"]),
                _number(row["computed_value"]),
                _number(row["difference"]),
                None,
                row["reason"],
                _places(row["input_fact_ids"], cell_places),
            ]
        )
    groups = []
    for filing in filings:
        for family, title in FAMILIES.items():
            members = [mark[2:] for mark in marks if mark[0] == filing["filing_id"] and mark[1] == family]
            if members:
                groups.append({"filing": filing["filing_id"], "title": title, "marks": members})
    return {"rules": [list(rule) for rule in rules], "groups": groups}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else figures.exact(value, "currency", None)


def differing(identities: list[Row], text_ties: list[Row]) -> list[Row]:
    """Every identity that fails and every figure of the text that differs; rules of form come last."""
    failed = [
        {
            "filing_id": row["filing_id"],
            "what": row["name"],
            "subject": row["line_item_id"],
            "period_id": row["period_id"],
            "unit": row["currency"],
            "reported": _number(row["reported_value"]),
            "calculated": _number(row["calculated_value"]),
            "gap": _number(row["gap"]),
            "reason": row["explanation"] or row["reason"],
            "excepted": row["is_excepted"],
            "form": row["family"] == "S",
        }
        for row in identities
        if row["verdict"] == "FAIL"
    ]
    differing = [
        {
            "filing_id": row["filing_id"],
            "what": f"“{row['figure_text']}” in the text, line {row['source_line']}",
            "subject": row["subject"],
            "period_id": row["period_id"],
            "unit": row["printed_unit"],
            "reported": _number(row["printed_value"]),
            "calculated": _number(row["computed_value"]),
            "gap": _number(row["difference"]),
            "reason": row["reason"],
            "excepted": False,
        }
        for row in text_ties
        if row["verdict"] == "DIFFERS"
    ]
    return [row for row in failed if not row["form"]] + differing + [row for row in failed if row["form"]]


def verdict_counts(identities: list[Row], text_ties: list[Row]) -> list[Row]:
    """Per family, how many results there are of each verdict."""
    counts = {family: dict.fromkeys(VERDICTS.values(), 0) for family in FAMILIES}
    for row in identities:
        counts[row["family"]][VERDICTS[row["verdict"]]] += 1
    for row in text_ties:
        counts["text"][VERDICTS[row["verdict"]]] += 1
    return [
        {"title": FAMILIES[family], **by_verdict}
        for family, by_verdict in counts.items()
        if any(by_verdict.values())
    ]


def restatement(row: Row, periods: dict[str, Row]) -> Row:
    """A restatement with its period's name and its amounts to the last digit."""
    return {
        **row,
        "period": periods[row["period_id"]]["label"],
        "first": figures.exact(row["first_value"], row["unit"], row["currency"]),
        "later": figures.exact(row["later_value"], row["unit"], row["currency"]),
        "difference": figures.exact(row["change"], row["unit"], row["currency"]),
    }
