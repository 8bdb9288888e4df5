"""The results page: what the gate found, as one HTML file for a reader who does not read SQL.

    gather(session, ...)  rows of dbt's models   -> Report (lists of rows, already cut to what is listed)
    render(report, ...)   Report                 -> HTML (`results_page.html.j2`, autoescaped)

`render` and everything below it are pure. Amounts stay Decimal and are written as their filing prints them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import pandas as pd
from filing_batches import rows_of

Row = dict[str, Any]

LISTED = 40
"""How many results, figures or cells of one filing are listed under one heading."""

FILINGS = 50
"""How many filings are listed; those with the gravest failures come first."""

OUTCOMES = ("exact", "rounding", "failed", "excepted", "blocked", "not_testable")
TESTED = ("exact", "rounding", "failed", "excepted")
NO_FILING = "(no filing)"
FIRST_LINE = re.compile(r"^first at line (\d+)$")
SCALES = {1_000: "thousand", 1_000_000: "million", 1_000_000_000: "billion"}

AGAINST = {
    "first_printing": "first printed",
    "line_translation": "at the stated rate",
    "per_share_translation": "at the stated rate",
}
"""What a figure is compared with, by type of rule, where it is not calculated from others."""


@dataclass(frozen=True)
class Report:
    """What the page tells. Each list holds dicts with the keys named here; amounts are Decimal or None."""

    filings: list[Row]
    """filing_id, issuer, announced_on, title"""
    rules: list[Row]
    """identity_id, family, name, rule_type, severity"""
    counts: list[Row]
    """identity_id, filing_id, severity, outcome (one of `OUTCOMES`), n"""
    results: list[Row] = field(default_factory=list)
    """Failed, excepted and rounded results: result_id, identity_id, filing_id, severity, outcome, verdict,
    statement, line_item_id, start_date, end_date, currency, reported_value, calculated_value, gap, tolerance,
    reason, explanation, and n_alike, how many of its filing it was chosen from"""
    operands: list[Row] = field(default_factory=list)
    """The figures of those results, the one tested first: result_id, place, weight, filing_id, source_line,
    printed_label, cell_text, start_date, end_date, currency, unit, scale, printed_sign, printed_unit,
    value"""
    cells: list[Row] = field(default_factory=list)
    """Cells of the lines that rules of form name: filing_id, source_line, cell_text, in reading order"""
    untested: list[Row] = field(default_factory=list)
    """outcome, reason, n, n_filings, identity_ids (separated by blanks)"""
    figures: list[Row] = field(default_factory=list)
    """Recovered and unresolved figures: fact_id, evidence, evidence_rules, n_alike and the keys of `operands`
    from filing_id, with printed_value"""
    evidence: list[Row] = field(default_factory=list)
    """fact_id, candidate_printed_value, rule_id, satisfied, chosen"""
    ghosts: list[Row] = field(default_factory=list)
    """filing_id, source_line, cell_text, fate, reason, n_alike"""
    read: list[Row] = field(default_factory=list)
    """evidence (`printed`, `recovered`, `unresolved`, `ghost`, `rule`), filing_id, n"""
    kinds: list[Row] = field(default_factory=list)
    """Ways of seeing a value: rule_id, name"""


class Form(NamedTuple):
    """How a figure is printed: what it is divided by, its printed sign, its decimals, and what it counts."""

    scale: Decimal = Decimal(1)
    sign: int = 1
    decimals: int = 0
    counts: str = ""
    mark: str = ""


def form_of(figure: Row | None) -> Form:
    """The form of a figure (scale, printed_sign, printed_unit, unit, currency); plain numbers without one."""
    if figure is None:
        return Form()
    scale = Decimal(figure["scale"] or 1)
    unit = Decimal(figure["printed_unit"] or scale) / scale
    decimals = max(0, -int(unit.normalize().as_tuple().exponent))
    kind = figure["unit"]
    size = SCALES.get(int(scale), "") if scale >= 1 else ""
    what = {"currency": figure["currency"], "per_share": f"{figure['currency']} per share", "percent": ""}
    counts = f"{what.get(kind, kind) or ''} {size}".strip()
    sign = int(figure["printed_sign"] or 1)
    return Form(scale, sign, decimals, counts, "%" if kind == "percent" else "")


def printed(value: Decimal | None, form: Form = Form()) -> str:  # noqa: B008
    """A canonical value as its filing would print it: '(1,234)'; '–' where there is none."""
    if value is None:
        return "–"
    shown = value * form.sign / form.scale
    needed = -int(shown.normalize().as_tuple().exponent)
    text = f"{abs(shown):,.{min(6, max(form.decimals, needed))}f}{form.mark}"
    return f"({text})" if shown < 0 else text


def period(start: date | None, end: date | None) -> str:
    """'30 June 2023' for an instant, '1 January to 30 June 2023' for a duration, '' without dates."""
    if end is None:
        return ""
    last = f"{end.day} {end:%B} {end.year}"
    if start is None:
        return last
    year = "" if start.year == end.year else f" {start.year}"
    return f"{start.day} {start:%B}{year} to {last}"


def words(name: str | None) -> str:
    """An id as words: 'income statement'."""
    return (name or "").replace("_", " ")


def shortened(text: str | None, limit: int = 120) -> str:
    """A text of a filing, cut where it is very long."""
    text = text or ""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def why_unresolved(candidates: list[Row], reason: str) -> str:
    """Why no candidate was chosen. `candidates`: value, speaks_for, speaks_against, n_arithmetic."""
    whole = [c for c in candidates if not c["speaks_against"]]
    proven = [c for c in whole if c["n_arithmetic"] and len(c["speaks_for"]) > 1]
    if not candidates:
        why = "No figure in or beside the cell, no rule and no other filing gives it a value."
    elif not whole:
        why = "Every candidate breaks a rule."
    elif len(proven) > 1:
        why = "Several candidates fit equally well."
    elif len(proven) == 1:
        why = "The evidence for the one candidate that fits is not independent."
    elif any(c["n_arithmetic"] for c in whole):
        why = "Only one piece of evidence speaks for a candidate; two are needed."
    else:
        why = "No arithmetic and no other filing speaks for a candidate; what a cell shows is not enough."
    return f"Not taken as printed: {reason}. {why}"


def gather(session: Any, outcomes: Any, models: dict[str, Any]) -> Report:
    """Read what the page tells from DuckDB relations.

    `outcomes` is the relation or frame with result_id, filing_id, identity_id, severity and outcome of every
    result; `models` the relations by the names of their dbt models.
    """
    judged, valued = models["int_identities_judged"], models["int_operands_valued"]
    facts, evidence = models["int_facts"], models["int_evidence"]
    ghosts, cells = models["int_ghosts"], models["stg_filings__cells"]
    filings, issuers = models["stg_filings__filings"], models["issuers"]
    identities, kinds = models["identities"], models["evidence_kinds"]

    def query(sql: str, **tables: Any) -> list[Row]:
        for name, table in tables.items():
            session.register(name, table)
        try:
            return rows_of(session.sql(sql))
        finally:
            for name in tables:
                session.unregister(name)

    counts = query(
        f"""
        select identity_id, coalesce(filing_id, {quoted(NO_FILING)}) as filing_id, severity, outcome,
            count(*) as n
        from outcomes group by all order by all
        """,
        outcomes=outcomes,
    )
    filed = query(
        """
        select filings.filing_id, coalesce(issuers.name, filings.issuer_id) as issuer, announced_on, title
        from filings left join issuers on filings.issuer_id = issuers.issuer_id order by filing_id
        """,
        filings=filings,
        issuers=issuers,
    )
    ranked = ranking(counts, [row["filing_id"] for row in filed])[:FILINGS]
    shown = pd.DataFrame({"filing_id": pd.Series(ranked, dtype="object")})
    results = query(
        f"""
        with listed as (
            select judged.*, outcomes.outcome, outcomes.severity as level,
                row_number() over alike as place,
                count(*) over (partition by judged.filing_id, outcomes.outcome = 'rounding') as n_alike
            from judged inner join outcomes on judged.result_id = outcomes.result_id
            where outcomes.outcome in ('failed', 'excepted', 'rounding')
                and coalesce(judged.filing_id, {quoted(NO_FILING)}) in (select filing_id from shown)
            window alike as (
                partition by judged.filing_id, outcomes.outcome = 'rounding'
                order by outcomes.outcome = 'excepted', outcomes.severity, judged.family = 'S',
                    judged.identity_id, judged.result_id
            )
        )
        select result_id, identity_id, coalesce(filing_id, {quoted(NO_FILING)}) as filing_id,
            level as severity, outcome, verdict, statement, line_item_id, start_date, end_date, currency,
            reported_value, calculated_value, gap, tolerance, reason, explanation, input_fact_ids, place,
            n_alike
        from listed where place <= {LISTED} order by filing_id, outcome = 'rounding', place
        """,
        judged=judged,
        outcomes=outcomes,
        shown=shown,
    )
    uses = pd.DataFrame(
        [
            (row["result_id"], fact_id, place)
            for row in results
            for place, fact_id in enumerate((row["input_fact_ids"] or "").split())
            if place == 0 or row["outcome"] != "rounding"
        ],
        columns=["result_id", "fact_id", "place"],
    ).astype({"result_id": object, "fact_id": object, "place": "int64"})
    operands = query(
        """
        select uses.result_id, uses.place, facts.*,
            (
                select min(valued.weight) from valued
                where valued.result_id = uses.result_id
                    and contains(' ' || valued.fact_ids || ' ', ' ' || uses.fact_id || ' ')
                    and valued.role = 'term'
            ) as weight
        from uses inner join facts on uses.fact_id = facts.fact_id
        order by uses.result_id, uses.place
        """,
        uses=uses,
        facts=facts,
        valued=valued,
    )
    lines = pd.DataFrame(
        [(row["filing_id"], line) for row in results if (line := first_line(row)) is not None],
        columns=["filing_id", "source_line"],
    ).astype({"filing_id": object, "source_line": "int64"})
    in_lines = query(
        """
        select filing_id, source_line, cell_text from cells
        where (filing_id, source_line) in (select filing_id, source_line from lines)
        order by filing_id, source_line, source_column
        """,
        cells=cells,
        lines=lines,
    )
    untested = query(
        """
        select outcomes.outcome, judged.reason, count(*) as n, count(distinct judged.filing_id) as n_filings,
            string_agg(distinct judged.identity_id, ' ' order by judged.identity_id) as identity_ids
        from judged inner join outcomes on judged.result_id = outcomes.result_id
        where outcomes.outcome in ('blocked', 'not_testable')
        group by all order by all
        """,
        judged=judged,
        outcomes=outcomes,
    )
    figures = query(
        f"""
        with listed as (
            select *,
                row_number() over (partition by filing_id, evidence order by source_line, fact_id) as place,
                count(*) over (partition by filing_id, evidence) as n_alike
            from facts where evidence <> 'printed' and filing_id in (select filing_id from shown)
        )
        select * from listed where place <= {LISTED} order by filing_id, evidence, place
        """,
        facts=facts,
        shown=shown,
    )
    listed = pd.DataFrame({"fact_id": pd.Series([row["fact_id"] for row in figures], dtype="object")})
    weighed = query(
        """
        select fact_id, candidate_printed_value, rule_id, satisfied, chosen from evidence
        where fact_id in (select fact_id from listed) order by all
        """,
        evidence=evidence,
        listed=listed,
    )
    passed_over = query(
        f"""
        with listed as (
            select ghosts.filing_id, ghosts.source_line, cells.cell_text, ghosts.fate, ghosts.reason,
                row_number() over (
                    partition by ghosts.filing_id order by ghosts.source_line, ghosts.source_column
                ) as place,
                count(*) over (partition by ghosts.filing_id) as n_alike
            from ghosts inner join cells
                on ghosts.filing_id = cells.filing_id and ghosts.source_line = cells.source_line
                    and ghosts.source_column = cells.source_column
            where ghosts.filing_id in (select filing_id from shown)
        )
        select * from listed where place <= {LISTED} order by filing_id, place
        """,
        ghosts=ghosts,
        cells=cells,
        shown=shown,
    )
    read = query(
        """
        select evidence, filing_id, count(*) as n from facts group by all
        union all
        select fate, filing_id, count(*) from ghosts where fate <> 'unresolved' group by all
        order by all
        """,
        facts=facts,
        ghosts=ghosts,
    )
    return Report(
        filings=filed,
        rules=query(
            "select identity_id, family, name, rule_type, severity from identities", identities=identities
        ),
        counts=counts,
        results=results,
        operands=operands,
        cells=in_lines,
        untested=untested,
        figures=figures,
        evidence=weighed,
        ghosts=passed_over,
        read=read,
        kinds=query("select rule_id, name from kinds", kinds=kinds),
    )


def ranking(counts: list[Row], filing_ids: Iterable[str]) -> list[str]:
    """Filings, the gravest failures first: those that stop the build, then failed figures, then form."""
    grave: dict[str, list[int]] = {filing_id: [0, 0, 0] for filing_id in filing_ids}
    for row in counts:
        if row["outcome"] == "failed":
            place = 0 if row["severity"] == "error" else 2 if row["identity_id"].startswith("S") else 1
            grave.setdefault(row["filing_id"], [0, 0, 0])[place] -= row["n"]
    return sorted(grave, key=lambda filing_id: (grave[filing_id], filing_id))


def first_line(result: Row) -> int | None:
    """The line that a rule of form names as the first that offends."""
    found = FIRST_LINE.match(result["reason"] or "")
    return int(found[1]) if found else None


def render(report: Report, broken: list[str], now: datetime) -> str:
    """The page. `broken` names the rules, like 'F01', for which the gate is shut."""
    page = Page(report)
    return _template().render(
        built=f"{now:%Y-%m-%d %H:%M %Z}".strip(),
        broken=[
            page.rules.get(identity_id, {"identity_id": identity_id, "name": ""}) for identity_id in broken
        ],
        head=page.head(),
        filings=page.filings(),
        n_filings=len(report.filings),
        untested=page.untested(),
        families=page.families(),
        listed=LISTED,
        outcomes=OUTCOMES,
    )


class Page:
    """A report in the shape in which the template lays it out: texts only, amounts as printed."""

    def __init__(self, report: Report):
        self.report = report
        self.rules = {row["identity_id"]: row for row in report.rules}
        self.sentences = {i: row["name"] for i, row in self.rules.items()}
        self.ways = {row["rule_id"]: row["name"] for row in report.kinds}
        self.operands = _grouped(report.operands, "result_id")
        self.evidence = _grouped(report.evidence, "fact_id")
        self.cells = _grouped(report.cells, "filing_id", "source_line")

    def head(self) -> Row:
        """Totals: rules, tests, one for each outcome, and how the figures were read."""
        totals = Counter[str]()
        for row in self.report.counts:
            totals[row["outcome"]] += row["n"]
        read = Counter[str]()
        for row in self.report.read:
            read[row["evidence"]] += row["n"]
        return {
            "n_rules": len(self.rules),
            "n_met": len({r["identity_id"] for r in self.report.counts if r["outcome"] in TESTED}),
            "n_tested": sum(totals[outcome] for outcome in TESTED),
            "totals": totals,
            "read": read,
        }

    def filings(self) -> list[Row]:
        """The listed filings with their failures, roundings, recovered and unresolved figures and ghosts."""
        known = {row["filing_id"]: row for row in self.report.filings}
        results = _grouped(self.report.results, "filing_id")
        figures = _grouped(self.report.figures, "filing_id", "evidence")
        ghosts = _grouped(self.report.ghosts, "filing_id")
        totals: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.report.counts:
            totals[row["filing_id"]][row["outcome"]] += row["n"]
            if row["outcome"] == "failed" and row["severity"] == "error":
                totals[row["filing_id"]]["blocking"] += row["n"]
        return [
            {
                "filing_id": filing_id,
                "number": number,
                "issuer": known.get(filing_id, {}).get("issuer") or "",
                "announced": str(known.get(filing_id, {}).get("announced_on") or "unknown"),
                "title": known.get(filing_id, {}).get("title") or "",
                "totals": totals[filing_id],
                "n_tested": sum(totals[filing_id][outcome] for outcome in TESTED),
                **self._failures(filing_id, results[filing_id,]),
                "recovered": self._recovered(filing_id, figures[filing_id, "recovered"]),
                "unresolved": self._unresolved(filing_id, figures[filing_id, "unresolved"]),
                "ghosts": self._listed(
                    ghosts[filing_id,],
                    self._ghost,
                    f"select * from intermediate.int_ghosts where filing_id = {quoted(filing_id)}",
                ),
            }
            for number, filing_id in enumerate(ranking(self.report.counts, known)[:FILINGS], start=1)
        ]

    def untested(self) -> list[Row]:
        """Blocked and not testable: the reasons of each, with how often and by which rules they are given."""
        return [
            {
                "outcome": words(outcome),
                "n": sum(row["n"] for row in rows),
                **self._listed(
                    sorted(rows, key=lambda row: (-row["n"], row["reason"] or "")),
                    lambda row: {
                        "reason": words(row["reason"]) or "no reason given",
                        "n": row["n"],
                        "n_filings": row["n_filings"],
                        "rules": (row["identity_ids"] or "").split(),
                    },
                    "select reason, count(*) from intermediate.int_identities_judged"
                    f" where verdict = '{outcome.upper()}' group by reason",
                ),
            }
            for outcome in ("blocked", "not_testable")
            if (rows := [row for row in self.report.untested if row["outcome"] == outcome])
        ]

    def families(self) -> list[Row]:
        """Every rule of the catalogue and every other that was met, by family, with its counts."""
        counts = _grouped(self.report.counts, "identity_id")
        met = [
            {"identity_id": i, "family": "", "name": i, "rule_type": "", "severity": "error"}
            for (i,) in counts
            if i not in self.rules
        ]
        return [
            {"family": family, "rules": [self._rule(row, counts[row["identity_id"],]) for row in rows]}
            for family, rows in groupby([*self.report.rules, *met], key=lambda row: row["family"])
        ]

    def _rule(self, rule: Row, counts: list[Row]) -> Row:
        """A rule with its counts over all filings and in each that it meets, those with failures first."""
        totals = Counter[str]()
        each: dict[str, Counter[str]] = defaultdict(Counter)
        for row in counts:
            totals[row["outcome"]] += row["n"]
            each[row["filing_id"]][row["outcome"]] += row["n"]
        order = sorted(each, key=lambda i: (-each[i]["failed"], -each[i]["excepted"], i))
        return {
            **rule,
            "totals": totals,
            "n_tested": sum(totals[outcome] for outcome in TESTED),
            **self._listed(
                [{"filing_id": i, "totals": each[i], "n_alike": len(order)} for i in order[:LISTED]],
                lambda row: {**row, "n_tested": sum(row["totals"][outcome] for outcome in TESTED)},
                "select filing_id, verdict, count(*) from intermediate.int_identities_judged"
                f" where identity_id = {quoted(rule['identity_id'])} group by all order by all",
            ),
        }

    def _failures(self, filing_id: str, results: list[Row]) -> Row:
        """What failed, grouped by rule in the order given, and what rounding explains."""
        failed = [row for row in results if row["outcome"] != "rounding"]
        rounded = [row for row in results if row["outcome"] == "rounding"]
        query = "select * from intermediate.int_identities_judged where filing_id = {} and verdict = '{}'"

        def in_lines(rows: Iterable[Row]) -> list[Row]:
            return sorted(rows, key=lambda row: row["line"] or 0)

        groups = self._listed(failed, self._result, query.format(quoted(filing_id), "FAIL"))
        groups["rows"] = [
            {"sentence": sentence, "identity_id": identity_id, "level": level, "results": in_lines(rows)}
            for (identity_id, sentence, level), rows in groupby(
                groups["rows"], key=lambda row: (row["identity_id"], row["sentence"], row["level"])
            )
        ]
        return {
            "failed": groups,
            "rounded": self._listed(rounded, self._result, query.format(quoted(filing_id), "ROUNDING")),
        }

    def _result(self, row: Row) -> Row:
        """One result: where, the three figures as printed, why, and what it rests on."""
        rule = self.rules.get(row["identity_id"], {})
        operands = self.operands[row["result_id"],]
        first = operands[0] if operands else None
        form = Form() if rule.get("rule_type") == "rate" else form_of(first)
        line = first_line(row)
        is_form = rule.get("rule_type") == "structure"
        shown = [c["cell_text"] for c in self.cells[row["filing_id"], line] if c["cell_text"]] if line else []
        doubted = row["outcome"] == "failed" and row["verdict"] != "FAIL"
        return {
            "identity_id": row["identity_id"],
            "sentence": self.sentences.get(row["identity_id"], row["identity_id"]),
            "level": "excepted" if row["outcome"] == "excepted" else row["severity"],
            "subject": words(row["statement"]),
            "period": period(row["start_date"], row["end_date"]),
            "currency": row["currency"] or "",
            "line": first["source_line"] if first else line,
            "label": first["printed_label"] if first else "" if line else words(row["line_item_id"]),
            "cell": shortened(first["cell_text"]) if first else None,
            "cells": [shortened(text, 60) for text in shown],
            "is_form": is_form,
            "is_explained": row["explanation"] is not None,
            "against": AGAINST.get(rule.get("rule_type", ""), "calculated"),
            "counts": form.counts,
            "reported": printed(row["reported_value"], form),
            "calculated": printed(row["calculated_value"], form),
            "gap": printed(row["gap"], form),
            "tolerance": printed(row["tolerance"], form._replace(sign=1)),
            "why": [
                text
                for text in (
                    row["explanation"],
                    None if line else row["reason"],
                    f"the verdict is {row['verdict']}, which its figures do not bear out"
                    if doubted
                    else None,
                )
                if text
            ],
            "family": rule.get("family", ""),
            "rests_on": [self._operand(operand, row) for operand in operands],
        }

    def _operand(self, operand: Row, result: Row) -> Row:
        """A figure that a result rests on."""
        form = form_of(operand)
        elsewhere = operand["filing_id"] != result["filing_id"]
        return {
            "filing_id": operand["filing_id"] if elsewhere else "",
            "line": operand["source_line"],
            "label": operand["printed_label"] or "",
            "column": _column(operand),
            "cell": shortened(operand["cell_text"]),
            "less": operand["weight"] is not None and operand["weight"] < 0,
            "value": printed(operand["value"], form),
            "counts": form.counts,
        }

    def _figure(self, row: Row) -> Row:
        form = form_of(row)
        return {
            "line": row["source_line"],
            "label": row["printed_label"] or "",
            "item": words(row["line_item_id"]),
            "column": _column(row),
            "counts": form.counts,
            "cell": shortened(row["cell_text"]),
        }

    def _recovered(self, filing_id: str, figures: list[Row]) -> Row:
        """Recovered figures with what they are read as and the rules that say so, in words."""
        return self._listed(
            figures,
            lambda row: {
                **self._figure(row),
                "value": printed(row["value"], form_of(row)),
                "rules": [self._said(rule) for rule in (row["evidence_rules"] or "").split(", ")],
            },
            "select * from intermediate.int_facts"
            f" where filing_id = {quoted(filing_id)} and evidence = 'recovered'",
        )

    def _unresolved(self, filing_id: str, figures: list[Row]) -> Row:
        """Unresolved figures with their candidates and why none was chosen."""

        def unresolved(row: Row) -> Row:
            form = form_of(row)
            groups: dict[str, list[Row]] = defaultdict(list)
            for told in self.evidence[row["fact_id"],]:
                groups[told["candidate_printed_value"]].append(told)
            candidates = [
                {
                    "value": printed(Decimal(value), Form(decimals=form.decimals, mark=form.mark)),
                    "speaks_for": [self._said(t["rule_id"]) for t in rows if t["satisfied"]],
                    "speaks_against": [self._said(t["rule_id"]) for t in rows if not t["satisfied"]],
                    "n_arithmetic": sum(
                        t["satisfied"] and t["rule_id"] in {*self.sentences, "V01"} for t in rows
                    ),
                }
                for value, rows in groups.items()
            ]
            why = why_unresolved(candidates, row["evidence_rules"] or "no reason given")
            return {**self._figure(row), "candidates": candidates, "why": why}

        return self._listed(
            figures,
            unresolved,
            "select * from intermediate.int_facts"
            f" where filing_id = {quoted(filing_id)} and evidence = 'unresolved'",
        )

    def _ghost(self, row: Row) -> Row:
        fates = {"ghost": "no figure", "rule": "a drawn rule", "unresolved": "left open"}
        return {
            "line": row["source_line"],
            "cell": shortened(row["cell_text"]),
            "fate": fates.get(row["fate"], row["fate"]),
            "reason": row["reason"],
        }

    def _said(self, rule_id: str) -> Row:
        """A piece of evidence in words: the way in which a value is seen, else the rule's sentence."""
        sentence = self.ways.get(rule_id) or self.sentences.get(rule_id, "")
        return {"rule_id": rule_id if rule_id in self.rules else "", "sentence": sentence or rule_id}

    @staticmethod
    def _listed(rows: list[Row], shape: Callable[[Row], Row], query: str) -> Row:
        """The first `LISTED` rows in shape, how many there are in all, and the query that lists every one."""
        total = max([len(rows), *(row.get("n_alike") or 0 for row in rows[:1])])
        shown = [shape(row) for row in rows[:LISTED]]
        return {"rows": shown, "n": total, "n_more": total - len(shown), "query": query}


def _column(figure: Row) -> str:
    """The column of a figure in words: '1 January to 30 June 2023, CNY'."""
    spans = period(figure["start_date"], figure["end_date"])
    return ", ".join(part for part in (spans, figure["currency"]) if part)


def _grouped(rows: list[Row], *keys: str) -> dict[tuple[Any, ...], list[Row]]:
    """Rows by the values of keys; a missing one has no rows."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[key] for key in keys)].append(row)
    return groups


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = lambda n: f"{n:,}"
    environment.filters["words"] = words
    return environment.get_template("results_page.html.j2")
