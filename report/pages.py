"""The pages: rows of the marts placed in charts, tables and marks, and written as self-contained HTML.

    issuer_page(warehouse, issuer_id, ...)  rows -> the template's variables -> HTML
    write(database, folder)                 every issuer and the index, each file replaced in one step

A page of the report is a section of an issuer's file; its queries begin with its name, and its exposure (in
models/exposures.yml) names the marts they read. Nothing is computed but the placing: a figure is the value of
a mart, written by `figures`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jinja2
import vl_convert

from report import plotted, proofs
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


def write(database: Path, folder: Path) -> list[Path]:
    """Write every page of the report into `folder` and remove pages of issuers that are gone.

    All pages are rendered before the first is replaced. Raises ReportError, or OSError when the folder cannot
    be written; the pages that are there then stay.
    """
    with opened(database) as warehouse:
        build = warehouse.ask("build")[0]
        issuers = warehouse.ask("index__issuers")
        pages = {
            f"{row['issuer_id']}.html": issuer_page(warehouse, row["issuer_id"], build) for row in issuers
        }
        pages["index.html"] = _render("index.html.j2", issuers=issuers, build=build, css=_text("report.css"))
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".new.") as drafts:
        for name, page in pages.items():
            Path(drafts, name).write_text(page, encoding="utf-8")
        for name in pages:
            os.replace(Path(drafts, name), folder / name)
    for stale in folder.glob("*.html"):
        if stale.name not in pages:
            stale.unlink()
    return [folder / name for name in pages]


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
    data: dict[str, Any] = {
        "periods": periods,
        "currencies": _currencies(issuer, statement_facts),
        "kinds": _kinds(periods, statement_facts),
        "tiles": plotted.tiles(warehouse, issuer_id),
        "charts": plotted.chart_rows(warehouse, issuer_id, periods),
        "specs": plotted.specs(),
        "filings": [row["filing_id"] for row in filings],
        "cells": proofs.cells(cells, filings),
        "facts": [proofs.fact(row, cell_places) for row in statement_facts],
        "ties": proofs.ties(identities, text_ties, filings, cell_places),
    }
    return _render(
        "issuer.html.j2",
        issuer=issuer,
        filings=filings,
        build=build,
        charts={chart.chart_id: chart for chart in plotted.CHARTS},
        statements=proofs.statements(statement_facts, periods),
        restatements=[
            proofs.restatement(row, periods) for row in warehouse.ask("restatements__changes", issuer_id)
        ],
        differing=proofs.differing(identities, text_ties),
        has_bounds=any(row.get("r") == "bound" for row in data["charts"]["gearing"]),
        verdicts=proofs.verdict_counts(identities, text_ties),
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
    """A text as the page holds it: compressed, the same bytes at any time, no character that HTML knows."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _script_hash(script: str) -> str:
    """What the page's content security policy lets run, and nothing else."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
