"""The pages: rows of the marts placed in charts, tables and marks, and written as self-contained HTML.

    issuer_page(warehouse, issuer_id, ...)  rows -> the template's variables -> HTML
    write(database, folder)                 every issuer and the index, each file replaced in one step

A page of the report is a section of an issuer's file; its queries begin with its name, and its exposure (in
models/exposures.yml) names the marts they read. Nothing is computed here but the placing: a figure is a value of a
mart, written by `figures`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import vl_convert

from report import charts, figures
from report.warehouse import Row, Warehouse, opened

TEMPLATES = Path(__file__).parent / "templates"

KINDS = {
    "quarter": "Quarters",
    "half": "Half-years",
    "nine_months": "Nine months",
    "year": "Years",
    "trailing": "Trailing 12 months",
    "other": "Other lengths",
}
STATEMENTS = {
    "income_statement": "Income statement",
    "balance_sheet": "Balance sheet",
    "cash_flow_statement": "Cash flow statement",
    "non_gaap_reconciliation": "Reconciliation to adjusted results",
}
FAMILIES = {
    "F": "Footing",
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
RATIOS = {
    "gross_margin": "Gross margin",
    "operating_margin": "Operating margin",
    "net_margin": "Net margin",
    "adjusted_ebitda_margin": "Adjusted EBITDA margin",
}


@dataclass(frozen=True)
class Chart:
    """A chart of a page: how it is drawn, and by which picks its rows are chosen."""

    chart_id: str
    title: str
    spec: Callable[[], dict[str, Any]]
    picks: tuple[str, ...]
    """Of `kind`, `currency` and `period`."""
    in_millions: bool
    legend: tuple[tuple[str, str], ...] = ()
    """Names and colours; empty where each series has its own."""


STEP_COLOURS = (("Result", "--result"), ("Adds", "--adds"), ("Deducts", "--deducts"))
GEARING_COLOURS = (("Between the bounds", "--series-1"), ("As printed", "--series-6"))
CHARTS = (
    Chart("revenue", "Revenues", charts.bars_with_totals, ("kind", "currency"), True),
    Chart("mix", "Shares of total revenues", charts.shares, ("kind",), False),
    Chart("margins", "Margins", charts.lines, ("kind",), False),
    Chart("bridge", "From net result to adjusted EBITDA", charts.waterfall, ("period", "currency"), True, STEP_COLOURS),
    Chart("balances", "Cash and short-term investments", charts.bars, ("currency",), True),
    Chart("movement", "Cash flows", charts.movement, ("kind", "currency"), True),
    Chart("gearing", "Gearing", charts.range_and_points, (), False, GEARING_COLOURS),
    Chart("receivables", "Receivables by days past due", charts.bars, (), True),
    Chart("payables", "Payables by invoice date", charts.bars, (), True),
)


def write(database: Path, folder: Path) -> list[Path]:
    """Write every page of the report into `folder` and remove pages of issuers that are gone.

    All pages are rendered before the first is replaced. Raises ReportError, or OSError when the folder cannot
    be written; the pages that are there then stay.
    """
    with opened(database) as warehouse:
        build = warehouse.ask("build")[0]
        issuers = warehouse.ask("index__issuers")
        pages = {f"{row['issuer_id']}.html": issuer_page(warehouse, row["issuer_id"], build) for row in issuers}
        pages["index.html"] = _render("index.html.j2", issuers=issuers, build=build, css=_text("report.css"))
    folder.mkdir(parents=True, exist_ok=True)
    drafts = []
    for name, page in pages.items():
        draft = folder / f".{name}.tmp"
        draft.write_text(page, encoding="utf-8")
        drafts.append((draft, folder / name))
    for draft, target in drafts:
        os.replace(draft, target)
    for stale in folder.glob("*.html"):
        if stale.name not in pages:
            stale.unlink()
    return [target for _, target in drafts]


def issuer_page(warehouse: Warehouse, issuer_id: str, build: Row) -> str:
    """The page of one issuer, with all its data, scripts and styles within."""
    issuer = warehouse.ask("issuer", issuer_id)[0]
    filings = warehouse.ask("filings", issuer_id)
    periods = {row["period_id"]: _period(row) for row in warehouse.ask("periods", issuer_id)}
    cells = warehouse.ask("cells", issuer_id)
    statement_facts = warehouse.ask("statements__facts", issuer_id)
    identities = warehouse.ask("tie_outs__identities", issuer_id)
    text_ties = warehouse.ask("tie_outs__text", issuer_id)
    cell_places = {row["fact_id"]: place for place, row in enumerate(cells)}
    data = {
        "periods": periods,
        "currencies": _currencies(issuer, statement_facts),
        "kinds": _kinds(periods, statement_facts),
        "tiles": _tiles(warehouse, issuer_id),
        "charts": _chart_rows(warehouse, issuer_id, periods),
        "specs": _specs(),
        "filings": [row["filing_id"] for row in filings],
        "cells": _cells(cells, filings),
        "facts": [_fact(row, cell_places) for row in statement_facts],
        "ties": _ties(identities, text_ties, filings, cell_places),
    }
    return _render(
        "issuer.html.j2",
        issuer=issuer,
        filings=filings,
        build=build,
        charts={chart.chart_id: chart for chart in CHARTS},
        statements=_statements(statement_facts, periods),
        restatements=[_restatement(row, periods) for row in warehouse.ask("restatements__changes", issuer_id)],
        differing=_differing(identities, text_ties),
        has_bounds=any(row.get("r") == "bound" for row in data["charts"]["gearing"]),
        verdicts=_verdict_counts(identities, text_ties),
        data=_packed(json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
        css=_text("report.css"),
        vega=_packed(_vega()),
        script=_text("report.js"),
        hashes=[_script_hash(text) for text in (_vega(), _text("report.js"))],
    )


# Periods and picks


def _period(row: Row) -> Row:
    instant = row["period_kind"] == "instant"
    named = f"{row['fiscal_period']} {row['fiscal_year']}" if row["fiscal_period"] else row["period_id"]
    if row["period_kind"] == "trailing":
        named = f"12m to {row['end_date']:%Y-%m}"
    return {
        "label": f"{row['end_date']}" if instant else named,
        "kind": row["period_kind"],
        "dates": f"at {row['end_date']}" if instant else f"{row['start_date']} to {row['end_date']}",
        "end": str(row["end_date"]),
    }


def _currencies(issuer: Row, facts: Iterable[Row]) -> list[str]:
    """The reporting currency first, then those of other presentations and translations."""
    found = {row["currency"] for row in facts if row["currency"]}
    return sorted(found, key=lambda code: (code != issuer["reporting_currency"], code))


def _kinds(periods: dict[str, Row], facts: Iterable[Row]) -> list[list[str]]:
    held = {periods[row["period_id"]]["kind"] for row in facts}
    return [[kind, name] for kind, name in KINDS.items() if kind in held]


# Charts


def _chart_rows(warehouse: Warehouse, issuer_id: str, periods: dict[str, Row]) -> dict[str, list[Row]]:
    def ask(query: str) -> list[Row]:
        return warehouse.ask(query, issuer_id)

    def placed(row: Row, series: str, plotted: Any, text: str, **more: Any) -> Row:
        period = periods[row["period_id"]]
        placed_row = {
            "x": period["label"],
            "s": series,
            "y": float(plotted),
            "t": text,
            "b": row["basis"],
            "k": period["kind"],
            "p": row["period_id"],
            "c": row.get("currency"),
            **more,
        }
        return {key: value for key, value in placed_row.items() if value is not None}

    def amounts(rows: Iterable[Row]) -> list[Row]:
        kept = [row for row in rows if row["value"] is not None]
        order = {label: number for number, label in enumerate(dict.fromkeys(row["label"] for row in kept))}
        return [
            placed(
                row,
                row["label"],
                row["value"] / figures.MILLION,
                figures.amount(row["value"], "currency"),
                o=order[row["label"]],
                r="total" if row.get("is_total") else None,
            )
            for row in kept
        ]

    ageing = ask("ageing__classes")
    mix = ask("revenue__mix")
    return {
        "revenue": amounts(ask("revenue__lines")),
        "mix": [placed(row, row["label"], row["share"], figures.percent(row["share"])) for row in mix],
        "margins": [
            placed(row, RATIOS[row["ratio_id"]], row["value"], figures.percent(row["value"]))
            for row in ask("margins__margins")
        ],
        "bridge": [
            placed(
                row,
                "",
                row["bar_to"] / figures.MILLION,
                figures.amount(row["effect"], "currency"),
                x=row["label"],
                y0=float(row["bar_from"] / figures.MILLION),
                r=_role(row),
            )
            for row in ask("bridge__steps")
        ],
        "balances": amounts(ask("cash__balances")),
        "movement": amounts(ask("cash__movement")),
        "gearing": [point for row in ask("gearing__bounds") for point in _gearing(row, placed)],
        "receivables": amounts(row for row in ageing if row["balance"] == "receivables"),
        "payables": amounts(row for row in ageing if row["balance"] == "payables"),
    }


def _role(step: Row) -> str:
    if step["role"] != "adjustment":
        return "result"
    return "adds" if step["effect"] >= 0 else "deducts"


def _gearing(row: Row, placed: Callable[..., Row]) -> list[Row]:
    """The bounds and what is printed; bank loans over equity where the issuer's own ratio has no bounds."""
    points = []
    bounds = (row["gearing_ratio_min"], row["gearing_ratio_max"])
    if None not in bounds:
        points += [
            placed(row, name, value, figures.percent(value), r="bound")
            for name, value in zip(("Lower bound", "Upper bound"), bounds, strict=True)
        ]
    elif row["debt_to_equity"] is not None:
        value = row["debt_to_equity"]
        points.append(placed(row, "Bank loans to equity", value, figures.percent(value), r="point"))
    if row["gearing_ratio_reported"] is not None:
        printed = row["gearing_ratio_reported"]
        decimals = max(0, -(row["gearing_ratio_printed_unit"] * 100).normalize().as_tuple().exponent)
        points.append(placed(row, "As printed", printed, figures.percent(printed, decimals), r="point"))
    return points


def _specs() -> dict[str, Row]:
    return {
        chart.chart_id: {
            "spec": chart.spec(),
            "picks": chart.picks,
            "millions": chart.in_millions,
            "legend": chart.legend,
        }
        for chart in CHARTS
    }


# Tiles


def _tiles(warehouse: Warehouse, issuer_id: str) -> list[Row]:
    """The headline figures: label, period, currency (none for a ratio), text, and what stands below it."""
    ratios = {
        (row["ratio_id"], row["period_id"]): figures.percent(row["value"])
        for row in warehouse.ask("overview__ratios", issuer_id)
    }
    below = {
        "gross_profit": ("gross_margin", "margin"),
        "net_income": ("net_margin", "margin"),
        "adjusted_ebitda": ("adjusted_ebitda_margin", "margin"),
    }
    tiles = []
    for row in warehouse.ask("overview__amounts", issuer_id):
        notes = []
        ratio_id, word = below.get(row["line_item_id"], ("", ""))
        if (ratio_id, row["period_id"]) in ratios:
            notes.append(f"{word} {ratios[ratio_id, row['period_id']]}")
        notes += _change(row)
        if row["basis"] == "derived":
            notes.append("derived")
        tiles.append(
            {
                "l": row["label"],
                "p": row["period_id"],
                "c": row["currency"],
                "t": figures.amount(row["value"], "currency"),
                "n": ", ".join(notes),
            }
        )
    return tiles


def _change(row: Row) -> list[str]:
    """A growth in words: `+3.1% yoy`, `loss narrowed by 29.0% yoy`, `loss to profit yoy`."""
    what = (row["change_class"] or "").replace("_", " ")
    rate = row["growth_rate"]
    if not what:
        return []
    if rate is None:
        return [f"{what} yoy"]
    if row["change_class"].startswith("loss_"):
        return [f"{what} by {figures.percent(abs(rate))} yoy"]
    return [f"{'+' if rate > 0 else ''}{figures.percent(rate)} yoy"]


# Statements and what stands behind a figure


def _statements(facts: list[Row], periods: dict[str, Row]) -> list[Row]:
    """Each statement: its columns (period, currency) and its lines with a fact, or nothing, in each column."""
    statements = []
    for statement, title in STATEMENTS.items():
        own = [(place, row) for place, row in enumerate(facts) if row["statement"] == statement]
        columns = dict.fromkeys(
            (period_id, currency)
            for period_id in reversed(periods)
            for currency in sorted({row["currency"] for _, row in own if row["period_id"] == period_id} - {None})
        )
        lines: dict[str, Row] = {}
        for place, row in own:
            line = lines.setdefault(
                row["line_item_id"],
                {"label": row["label"], "section": row["section"], "is_total": row["is_total"], "cells": {}},
            )
            in_columns = [row["currency"]] if row["currency"] else [c for p, c in columns if p == row["period_id"]]
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


def _fact(row: Row, cell_places: dict[str, int]) -> list[Any]:
    """Label, period, exact value, how it is known, and its cells."""
    known = row["proof"] if row["basis"] == "reported" else f"derived: {row['derivation_rule']}"
    return [
        row["label"],
        row["period_id"],
        figures.exact(row["value"], row["unit"], row["currency"]),
        known,
        _places(row["input_fact_ids"], cell_places),
    ]


def _cells(cells: list[Row], filings: list[Row]) -> list[list[Any]]:
    """Filing, line, column, label and text as printed, what it is read as, evidence, and its rules."""
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
            row["evidence"] if row["evidence"] == "printed" else f"{row['evidence']}: {row['evidence_rules'] or ''}",
        ]
        for row in cells
    ]


def _places(fact_ids: str | None, cell_places: dict[str, int]) -> list[int]:
    return [cell_places[fact_id] for fact_id in (fact_ids or "").split() if fact_id in cell_places]


def _ties(
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


def _differing(identities: list[Row], text_ties: list[Row]) -> list[Row]:
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


def _verdict_counts(identities: list[Row], text_ties: list[Row]) -> list[Row]:
    """Per family, how many results there are of each verdict."""
    counts = {family: dict.fromkeys(VERDICTS.values(), 0) for family in FAMILIES}
    for row in identities:
        counts[row["family"]][VERDICTS[row["verdict"]]] += 1
    for row in text_ties:
        counts["text"][VERDICTS[row["verdict"]]] += 1
    return [{"title": FAMILIES[family], **by_verdict} for family, by_verdict in counts.items() if any(by_verdict.values())]


def _restatement(row: Row, periods: dict[str, Row]) -> Row:
    return {
        **row,
        "period": periods[row["period_id"]]["label"],
        "first": figures.exact(row["first_value"], row["unit"], row["currency"]),
        "later": figures.exact(row["later_value"], row["unit"], row["currency"]),
        "difference": figures.exact(row["change"], row["unit"], row["currency"]),
    }


# HTML


def _render(template: str, **variables: Any) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**variables)


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _vega() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, which Altair's own pages use too."""
    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle


@cache
def _packed(text: str) -> str:
    """A text as the page holds it: compressed, the same bytes at any time, without a character that HTML knows."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _script_hash(script: str) -> str:
    """What the page's content security policy lets run, and nothing else."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
