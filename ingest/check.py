"""What a document would bring into the warehouse, without writing it there.

Kinds, periods, labels and damage are what the staging and intermediate models say, so `check` runs
those models on the one document in a scratch project; there is no second reading of the rules.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import yaml
from dbt.cli.main import dbtRunner
from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from ingest.document import Document
from ingest.errors import IngestError
from ingest.issuers import Issuer
from ingest.raw_rows import rows_of
from ingest.seeds import SeedSet

_COPIED = ("models", "macros", "tests/generic", "seeds/reference")
_DATABASE = "check.duckdb"

_QUERIES: dict[str, str] = {
    "Tables": """
        with columns as (
            select table_id, currency, scale, case
                when start_date is null then ''
                when day(start_date) = 1 and day(end_date + 1) = 1
                    then date_diff('month', start_date, end_date + 1) || 'M to '
                else cast(round((end_date - start_date + 1) / 7) as integer) || 'W to '
            end || cast(end_date as varchar) as period
            from staging.stg_filings__columns
        )
        select t.table_number as "table", t.first_line as "from", t.last_line as "to", t.table_kind as kind,
            string_agg(distinct c.period, ', ' order by c.period) as periods,
            string_agg(distinct c.currency, ', ' order by c.currency) as currencies,
            max(c.scale)::integer as scale
        from staging.stg_filings__tables as t
        left join columns as c using (table_id)
        group by all order by 1
    """,
    "Labels that nothing maps": """
        select u.source_line as line, t.table_kind as kind, left(max(c.row_label), 60) as label,
            count(distinct u.source_column) as figures,
            max(n.candidate_1 || ' (' || n.score_1 || ')') as nearest
        from intermediate.int_rows_unread as u
        join staging.stg_filings__tables as t using (table_id)
        join staging.stg_filings__cells as c
            on u.filing_id = c.filing_id and u.source_line = c.source_line
                and u.source_column = c.source_column
        left join intermediate.int_nearest_lines as n
            on u.table_id = n.table_id and u.source_line = n.source_line
        group by 1, 2 order by 1
    """,
    "Cells that look damaged": """
        select source_line as line, source_column as "column", cell_text as cell, line_item_id as line_item,
            evidence, printed_value::varchar as read_as, evidence_rules as why
        from intermediate.int_facts
        where evidence <> 'printed' order by 1, 2
    """,
    "Identities that do not hold": """
        select identity_id as rule, name, period_id as period, currency,
            reported_value::decimal(28, 2) as reported, calculated_value::decimal(28, 2) as calculated,
            gap::decimal(28, 2) as gap
        from intermediate.int_identities_tested
        where verdict = 'FAIL' order by 1, 3
    """,
}


def describe(document: Document, issuers: Iterable[Issuer], project: Path, console: Console) -> None:
    """Print what was found, with the issuers met anew: tables, unmapped labels, damaged cells, identities.

    Raises IngestError when the project's models cannot be run on the document.
    """
    source = document.source
    for name, printed in (
        ("title", document.title),
        ("form", document.form),
        ("announced", document.announced),
        ("period", document.period),
        ("rate", document.rate),
    ):
        where = f" (line {printed.line})" if printed.line else ""
        console.print(f"{name:>10}: {printed.text or 'not found'}{where}", highlight=False, markup=False)
    console.print(f"{'issuer':>10}: {document.issuer_id}", highlight=False)
    with (
        tempfile.TemporaryDirectory(prefix="tieout-check-") as folder,
        console.status("Reading the tables"),
    ):
        found = _run_models(document, issuers, project.resolve(), Path(folder))
    for title, (columns, rows) in found.items():
        _print(console, title, columns, rows)
    console.print(f"nothing was written; `python -m ingest add` adds {source.filing_id}.", highlight=False)


def _run_models(
    document: Document, issuers: Iterable[Issuer], project: Path, scratch: Path
) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    for name in _COPIED:
        shutil.copytree(project / name, scratch / name)
    seeds = SeedSet(scratch)
    with seeds.locked():
        seeds.replace([rows_of(document)], issuers=issuers)
    schema = project / "seeds/filings/_filings__seeds.yml"
    (seeds.folder / schema.name).write_bytes(schema.read_bytes())
    config = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))
    config.pop("on-run-end", None)  # nothing of a check is published
    config["vars"]["raw_layer"] = "seeds"
    (scratch / "dbt_project.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    output = {
        "type": "duckdb",
        "path": str(scratch / _DATABASE),
        "threads": 2,
        "module_paths": [str(project / "plugins")],
    }
    profile = {"tieout": {"target": "check", "outputs": {"check": output}}}
    (scratch / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    result = dbtRunner().invoke(
        [
            *("build", "--quiet", "--project-dir", str(scratch), "--profiles-dir", str(scratch)),
            *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
            *("--select", "+int_identities_tested", "+int_nearest_lines"),
        ]
    )
    if not result.success:
        raise IngestError(
            f"{document.source.file_name}: the project's models do not run on it: "
            f"{result.exception or 'see the messages above'}. "
            "Run `dbt build` to see whether the project is sound."
        )
    connection = duckdb.connect(str(scratch / _DATABASE))
    try:
        found = {}
        for title, query in _QUERIES.items():
            relation = connection.sql(query)
            found[title] = (relation.columns, relation.fetchall())
        return found
    finally:
        connection.close()


def _print(console: Console, title: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        console.print(f"\n{title}: none", highlight=False)
        return
    table = RichTable(*columns, title=f"{title} ({len(rows)})", box=box.SIMPLE, title_justify="left")
    for row in rows:
        table.add_row(*["" if value is None else str(value).replace("[", "\\[") for value in row])
    console.print(table, highlight=False)
