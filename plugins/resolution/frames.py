"""From the rows of dbt models to filings, and from filings to rows of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

import pandas as pd

from resolution.figures import GROUPED, SEPARATORS, Token
from resolution.filing import Filing
from resolution.lines import EQUAL, MICRO, QUOTIENT, SUM, TRANSLATION, Claim, Line, Test
from resolution.settling import settle

# Which kind of test a rule type of reference.identities is; other rule types look at no single figure.
KIND_OF_RULE = {
    "sum": SUM,
    "period_sum": SUM,
    "equal_printings": EQUAL,
    "same_count": EQUAL,
    "line_translation": TRANSLATION,
    "total_translation": TRANSLATION,
    "per_share_translation": TRANSLATION,
    "ratio": QUOTIENT,
    "growth": QUOTIENT,
}

# The roles of the figure that a test is about.
FIRST = ("total", "translation")

# What is read of the two widest models: they are held in memory for a batch of filings.
CLAIM_COLUMNS = (
    "filing_id", "fact_id", "table_id", "root_table_id", "entity", "line_item_id", "start_date", "end_date",
    "currency", "source_line", "source_column", "figure_kind", "label_number", "is_undecided", "scale",
    "decided_sign", "value", "printed_unit", "contradiction",
)  # fmt: skip
OPERAND_COLUMNS = (
    "filing_id", "result_id", "identity_id", "family", "rule_type", "convenience_rate", "fact_id", "role",
    "weight", "is_required", "scope", "operand_line_item_id", "operand_end_date",
)  # fmt: skip

OUTPUT = {
    "fact_id": "string",
    "candidate_value": "string",
    "candidate_printed_value": "string",
    "rule_id": "string",
    "satisfied": "bool",
    "chosen": "bool",
    "shown_line": "Int64",
    "shown_column": "Int64",
}


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
    for row in sorted(elsewhere, key=lambda r: (r["fact_id"], r["value"])):
        printings[row["fact_id"]][micro(row["value"])] = row["n_filings"]
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
            row["entity"],
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
        # A line may be printed again below, the whole of its shares: nothing is open where all figures agree.
        agree = len(readable) == len(claims) and len({r["value"] for r in readable}) == 1
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
            scale=micro(first["scale"]),
            sign=int(first["decided_sign"] or 1),
            unit=micro(first["printed_unit"]),
            is_undecided=any(r["is_undecided"] for r in claims),
            printed=micro(readable[0]["value"]) if len(readable) == 1 or agree else None,
        )
        line.value, line.is_open = line.printed, line.printed is None
        for row in claims:
            line.elsewhere.update(printings.get(row["fact_id"], {}))
            lines[row["fact_id"]] = line
    return lines


def _tests(rows: list[dict[str, Any]], lines: dict[str, Line]) -> list[Test]:
    """The tests that can be put to the filing's lines, each told to its lines."""
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["result_id"], r["role"], r["fact_id"] or "")):
        grouped[row["result_id"]].append(row)
    tests: list[Test] = []
    for members in grouped.values():
        tests += as_tests(members, lines)
    for test in tests:
        # A ratio is printed with few digits: it tells its own figure, and little of those it is made of.
        for line in dict.fromkeys(test.lines[:1] if test.kind == QUOTIENT else test.lines):
            line.tests.append(test)
    spread: dict[int, int] = {}
    for test in tests:
        if test.kind == SUM:
            test.lines[0].is_total = True
            loose = test.lines if len(test.lines) == 3 else test.lines[:1]
            for line in loose:
                spread[id(line)] = max(spread.get(id(line), 1), (len(test.lines) + 1) // 2)
    for test in tests:
        if test.kind == EQUAL and any(line.is_total for line in test.lines):
            # A total may be as far from its translation wherever it is printed again.
            most = max(spread.get(id(line), 1) for line in test.lines)
            spread.update({id(line): most for line in test.lines})
    for test in tests:
        if test.kind == TRANSLATION:
            test.units_apart = spread.get(id(test.lines[0]), 1)
    return tests


def as_tests(members: list[dict[str, Any]], lines: dict[str, Line]) -> list[Test]:
    """One rule in one place as tests: a group of equal printings becomes a test for each pair.

    None where the rule looks at no single figure, or where a line that it requires is not printed.
    """
    kind = KIND_OF_RULE.get(members[0]["rule_type"])
    lacking = any(m["fact_id"] is None and (m["is_required"] or m["role"] == "total") for m in members)
    if kind is None or lacking:
        return []
    printed = [m for m in members if m["fact_id"] is not None]
    if kind in (SUM, QUOTIENT):
        # Of several printings in the filing one stands for the line; that they are equal is another rule.
        single: dict[Any, dict[str, Any]] = {}
        for m in printed:
            term = (m["operand_line_item_id"], m["role"], m["operand_end_date"])
            single.setdefault(term if m["scope"] == "filing" else m["fact_id"], m)
        printed = list(single.values())
    found = {id(lines[m["fact_id"]]): (lines[m["fact_id"]], m) for m in printed}
    ordered = sorted(found.values(), key=lambda pair: (pair[1]["role"] not in FIRST, pair[1]["fact_id"]))
    return list(BUILDERS[kind](members[0], ordered)) if len(ordered) > 1 else []


Members = list[tuple[Line, dict[str, Any]]]


def _sums(rule: dict[str, Any], members: Members) -> Iterator[Test]:
    coefficients = [1 if m["role"] == "total" else -int(m["weight"]) for _, m in members]
    yield Test(rule["identity_id"], SUM, rule["family"], [line for line, _ in members], coefficients)


def _pairs(rule: dict[str, Any], members: Members) -> Iterator[Test]:
    for (one, _), (other, _) in combinations(members, 2):
        yield Test(rule["identity_id"], EQUAL, rule["family"], [one, other], [1, -1])


def _translations(rule: dict[str, Any], members: Members) -> Iterator[Test]:
    rate, lines = rule["convenience_rate"], [line for line, _ in members]
    if rate is not None and len(lines) == 2:
        yield Test(rule["identity_id"], TRANSLATION, rule["family"], lines, [1, -1], rate=micro(rate))


def _quotients(rule: dict[str, Any], members: Members) -> Iterator[Test]:
    below = [line for line, m in members if m["role"] == "denominator"]
    above = [line for line, m in members if m["role"] == "numerator"]
    if len(below) == 1 and above and members[0][1]["role"] == "total":
        lines = [members[0][0], *below, *above]
        offset = 1 if rule["rule_type"] == "growth" else 0
        yield Test(rule["identity_id"], QUOTIENT, rule["family"], lines, [], offset=offset)


BUILDERS = {SUM: _sums, EQUAL: _pairs, TRANSLATION: _translations, QUOTIENT: _quotients}


def _tokens(rows: list[dict[str, Any]]) -> dict[tuple[str, int, int], list[Token]]:
    """The figures of each cell, in reading order."""
    found: dict[tuple[str, int, int], list[Token]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["source_line"], r["source_column"], r["token_number"])):
        text = row["token_text"]
        is_figure = row["token_kind"] in ("number", "percent")
        # What stands beside the digits of a figure in form is a sign of currency or a plus and hides none.
        marks = "" if is_figure else "?"
        found[row["table_id"], row["source_line"], row["source_column"]].append(
            Token(
                row["source_line"],
                row["source_column"],
                row["token_number"],
                "".join(c if c.isdigit() else marks for c in text if c not in SEPARATORS),
                text.startswith(("(", "-", "−")),
                is_figure or GROUPED.fullmatch(text) is not None,
                row["token_kind"] == "nil",
            )
        )
    return dict(found)


def micro(amount: Decimal | int) -> int:
    """An amount in millionths."""
    return int(amount * MICRO)


def evidence_of(*rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Settle each filing and tell its evidence: one row a candidate and rule, amounts as text.

    `rows` are those that `read_filings` reads.
    """
    evidence = []
    for filing in read_filings(*rows):
        settle(filing)
        evidence += list(filing.evidence())
    # A frame without rows still says that its text is text.
    return pd.DataFrame(evidence, columns=list(OUTPUT)).astype(OUTPUT)
