"""From the rows of dbt models to filings, and from filings to rows of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from resolution.figures import GROUPED, SEPARATORS, Token
from resolution.filing import Filing
from resolution.lines import EQUAL, MICRO, SUM, TRANSLATION, Claim, Line, Test

OUTPUT = (
    "fact_id",
    "candidate_value",
    "candidate_printed_value",
    "rule_id",
    "satisfied",
    "chosen",
    "shown_line",
    "shown_column",
)


def read_filings(
    slots: list[dict[str, Any]],
    operands: list[dict[str, Any]],
    tokens: list[dict[str, Any]],
    elsewhere: list[dict[str, Any]],
) -> Iterator[Filing]:
    """Build each filing from the rows of the models this one reads, in order of filing id."""
    by_filing: dict[str, tuple[list[Any], ...]] = defaultdict(lambda: ([], [], []))
    for part, rows in enumerate((slots, operands, tokens)):
        for row in rows:
            by_filing[row["filing_id"]][part].append(row)
    printings: dict[str, dict[int, int]] = defaultdict(dict)
    for row in elsewhere:
        printings[row["fact_id"]][_micro(row["value"])] = row["n_filings"]
    for _, (claimed, ruled, shown) in sorted(by_filing.items()):
        lines = _lines(claimed, printings)
        yield Filing(list(dict.fromkeys(lines.values())), _tests(ruled, lines), _tokens(shown))


def _lines(rows: list[dict[str, Any]], printings: dict[str, dict[int, int]]) -> dict[str, Line]:
    """The line of each fact."""
    grouped: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["source_line"], r["source_column"], r["line_item_id"])):
        column = row["source_column"] if row["currency"] is None else None
        key = (
            row["root_table_id"],
            row["line_item_id"],
            row["start_date"],
            row["end_date"],
            row["currency"],
            column,
        )
        grouped[key].append(row)
    lines: dict[str, Line] = {}
    for claims in grouped.values():
        first = claims[0]
        readable = [r for r in claims if r["contradiction"] is None]
        line = Line(
            claims=[
                Claim(
                    r["fact_id"],
                    r["table_id"],
                    r["source_line"],
                    r["source_column"],
                    r["label_number"],
                    r["figure_kind"] in ("empty", "text"),
                )
                for r in claims
            ],
            scale=_micro(first["scale"]),
            sign=int(first["decided_sign"] or 1),
            unit=_micro(first["printed_unit"]),
            printed=_micro(readable[0]["value"]) if len(readable) == 1 else None,
        )
        line.value, line.is_open = line.printed, line.printed is None
        for row in claims:
            line.elsewhere.update(printings.get(row["fact_id"], {}))
            lines[row["fact_id"]] = line
    return lines


def _tests(rows: list[dict[str, Any]], lines: dict[str, Line]) -> list[Test]:
    """The tests that can be put to the filing's lines, each told to its lines."""
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["result_id"]].append(row)
    tests: list[Test] = []
    for members in grouped.values():
        tests += _test(members, lines)
    for test in tests:
        for line in dict.fromkeys(test.lines):
            line.tests.append(test)
    spread: dict[int, int] = {}
    for test in tests:
        if test.kind == SUM:
            test.lines[0].is_total = True
            loose = test.lines if len(test.lines) == 3 else test.lines[:1]
            for line in loose:
                spread[id(line)] = max(spread.get(id(line), 1), (len(test.lines) + 1) // 2)
    for test in tests:
        if test.kind == TRANSLATION:
            test.units_apart = spread.get(id(test.lines[0]), 1)
    return tests


def _test(members: list[dict[str, Any]], lines: dict[str, Line]) -> list[Test]:
    """One rule in one place as tests: a group of equal printings becomes a test for each pair."""
    first = members[0]
    if any(m["fact_id"] is None and (m["is_required"] or m["role"] == "total") for m in members):
        return []
    found = {id(lines[m["fact_id"]]): (lines[m["fact_id"]], m) for m in members if m["fact_id"] is not None}
    ordered = sorted(found.values(), key=lambda pair: (pair[1]["role"] != "total", pair[1]["fact_id"]))
    if len(ordered) < 2:
        return []
    rule, family = first["identity_id"], first["family"]
    if first["rule_type"] == "equal_printings":
        return [
            Test(rule, EQUAL, family, [a, b], [1, -1])
            for i, (a, _) in enumerate(ordered)
            for b, _ in ordered[i + 1 :]
        ]
    if first["rule_type"] == "translation":
        rate = first["convenience_rate"]
        if rate is None:
            return []
        return [Test(rule, TRANSLATION, family, [line for line, _ in ordered], [1, -1], rate=_micro(rate))]
    coefficients = [1 if m["role"] == "total" else -int(m["weight"]) for _, m in ordered]
    return [Test(rule, SUM, family, [line for line, _ in ordered], coefficients)]


def _tokens(rows: list[dict[str, Any]]) -> dict[tuple[str, int, int], list[Token]]:
    """The figures of each cell, in reading order."""
    found: dict[tuple[str, int, int], list[Token]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["source_line"], r["source_column"], r["token_number"])):
        text = row["token_text"]
        found[row["table_id"], row["source_line"], row["source_column"]].append(
            Token(
                row["source_line"],
                row["source_column"],
                row["token_number"],
                "".join(c if c.isdigit() else "?" for c in text if c not in SEPARATORS),
                text.startswith(("(", "-", "−")),
                row["token_kind"] in ("number", "percent") or GROUPED.fullmatch(text) is not None,
                row["token_kind"] == "nil",
            )
        )
    return dict(found)


def _micro(amount: Decimal | int) -> int:
    return int(amount * MICRO)


def evidence_of(filings: Iterable[Filing]) -> pd.DataFrame:
    """Settle each filing and tell its evidence: one row a candidate and rule, amounts as text."""
    rows = []
    for filing in filings:
        filing.settle()
        rows += list(filing.evidence())
    frame = pd.DataFrame(rows, columns=list(OUTPUT))
    # A frame without rows still says that its text is text.
    texts = dict.fromkeys(OUTPUT[:4], "string")
    numbers = {"satisfied": "bool", "chosen": "bool", "shown_line": "Int64", "shown_column": "Int64"}
    return frame.astype(texts | numbers)
