"""Print how much of what was transcribed by hand a build of the same documents holds.

A folder holds documents, and beside each its transcription: `<name>.truth.csv` with the columns `statement`,
`item_label`, `period` (a day, or first/last day), `currency` and `value` as printed, and if known `scale`,
`line_item_id` and `entity` (empty, or `parent` for a company's own statements). `<name>.id` may hold one line
`issuer|announced|fiscal year end|currency` with empty parts for what the document does not say, and
`<name>.options` options of `ingest add`. Each document is added by itself, as one of an issuer not yet known,
and all are built in quarantine, which withholds figures and not the filings. Nothing is asserted.
"""

from __future__ import annotations

import csv
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import click
import duckdb
from mutate import ROOT, copy_project
from rich import box
from rich.console import Console
from rich.table import Table

FATES = ("on item", "elsewhere", "wrong item", "wrong scale", "not found")
"""What a transcribed figure came out as: under its line item (or any, where none was transcribed); under a
line of the issuer's own, or only in another statement; under another standard line of its statement; with
another scale; not at all, or with another period or currency."""
STATEMENTS = {"cash_flow": "cash_flow_statement", "comprehensive_income": "income_statement"}
ASKED = ("--issuer-name", "--announced", "--fiscal-year-end", "--currency")
"""The options of `ingest add` that say what the parts of an `.id` file say, in their order."""

_FACTS = """
    select
        filing_id, coalesce(start_date::varchar, ''), end_date::varchar, coalesce(instant_date::varchar, ''),
        coalesce(currency, ''),
        case when scale = 1 then abs(value)::decimal(28, 6) else abs(value / scale)::decimal(28, 6) end,
        scale::decimal(28, 6), facts.unit,
        entity, facts.statement, facts.line_item_id, standard.line_item_id is not null
    from marts.fct_reported_facts as facts
    left join reference.line_items as standard on facts.line_item_id = standard.line_item_id
    where facts.value is not null
"""
_IDENTITIES = """
    select
        filing_id, issuers.name, announced_on::varchar,
        format('{:02d}-{:02d}', fiscal_year_end_month, fiscal_year_end_day), presentation_currency
    from marts.dim_filing
    inner join marts.dim_issuer as issuers using (issuer_id)
"""


class Fact(NamedTuple):
    """One figure of a build; `value` is printed, without its sign."""

    filing: str
    start: str
    end: str
    instant: str
    currency: str
    value: Decimal
    scale: Decimal
    unit: str
    entity: str
    statement: str
    item: str
    is_standard: bool

    def is_of(self, period: str, currency: str) -> bool:
        """Whether it is of the period (a day, or first/last day) and the currency, if it is money."""
        first, _, last = period.rpartition("/")
        same_period = (self.start, self.end) == (first, last) or (not first and self.instant == last)
        return same_period and self.currency in ("", currency)


def fate(row: dict[str, str], facts: Iterable[Fact]) -> str:
    """One of FATES, for a transcribed row and the facts of its filing."""
    value = abs(Decimal(row["value"].replace(",", "")))
    found = [fact for fact in facts if fact.is_of(row["period"], row["currency"]) and fact.value == value]
    parents = (row.get("entity") or "").startswith("parent")
    found = [fact for fact in found if (fact.entity == "parent") == parents]
    if not found:
        return "not found"
    if row.get("scale"):
        scaled = [fact for fact in found if fact.scale == Decimal(row["scale"]) or fact.unit != "currency"]
        if not scaled:
            return "wrong scale"
        found = scaled
    wanted = row.get("line_item_id")
    if not wanted or any(fact.item == wanted for fact in found):
        return "on item"
    statement = STATEMENTS.get(row["statement"], row["statement"])
    own = [fact for fact in found if fact.statement == statement]
    return "wrong item" if own and all(fact.is_standard for fact in own) else "elsewhere"


def _add(documents: list[Path], options: list[str], layer: Path, project: Path) -> dict[Path, str]:
    """Add documents to a layer, their issuers to a project; why some were not."""
    command = [
        sys.executable,
        "-m",
        "ingest",
        "add",
        "--project",
        str(project),
        "--to",
        "parquet",
        str(layer),
    ]
    command += [*options, *map(str, documents)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = f"{done.stdout}{done.stderr}"
    refused = {path: line.strip() for path in documents for line in told.splitlines() if f"  {path}:" in line}
    if done.returncode and not refused:
        raise click.ClickException(told)
    return refused


def _build(project: Path, layer: Path) -> Path:
    """The published file of a layer; raises ClickException with dbt's last words when the build fails."""
    variables = f"{{raw_layer: parquet, raw_path: '{layer}', on_identity_failure: quarantine}}"
    command = [str(Path(sys.executable).with_name("dbt")), "build", "--exclude-resource-type", "unit_test"]
    done = subprocess.run(
        [*command, "--vars", variables], cwd=project, capture_output=True, text=True, check=False
    )
    (project / "build.log").write_text(done.stdout)
    if done.returncode:
        raise click.ClickException(f"dbt failed:\n{done.stdout[-3000:]}")
    return project / "tieout.duckdb"


def _documents(folder: Path) -> dict[str, Path]:
    """The transcriptions by the document each is of; raises ClickException for one without a document."""
    found = {}
    for truth in sorted(folder.glob("*.truth.csv")):
        name = truth.name.removesuffix(".truth.csv")
        beside = [
            path
            for path in folder.glob(f"{name}.*")
            if path.suffix in {".html", ".htm", ".md", ".pdf", ".txt"}
        ]
        if len(beside) != 1:
            raise click.ClickException(f"{truth}: {len(beside)} documents {name}.* beside it, not one")
        found[name] = beside[0]
    return found


def _identities(
    database: duckdb.DuckDBPyConnection, folders: dict[str, Path], name_of: dict[str, str]
) -> list[str]:
    """What differs from the `.id` files, a sentence each."""
    differing = []
    for filing, *found in database.execute(_IDENTITIES).fetchall():
        path = folders[name_of[filing]].parent / f"{name_of[filing]}.id"
        if path.is_file():
            wanted = path.read_text().strip().split("|")
            for what, said, read in zip(
                ("issuer", "announced", "year end", "currency"), wanted, found, strict=False
            ):
                if said.strip() and said.strip().casefold() != str(read).casefold():
                    differing.append(f"{name_of[filing]}: {what} {read}, not {said.strip()}")
    return differing


def answers(document: Path, name: str, asked: str) -> str:
    """The options that answer what a refusal asks for, from the `.id` file; empty when it has no answer."""
    path = document.parent / f"{name}.id"
    said = path.read_text().strip().split("|") if path.is_file() else []
    known = zip(ASKED, said, strict=False)
    return shlex.join(
        part for option, answer in known if option in asked and answer.strip() for part in (option, answer)
    )


def _add_all(documents: dict[str, Path], layer: Path, project: Path, *, answered: bool) -> list[str]:
    """Add all documents, in a copy of the project, those with the same options at once; why some were not.

    With `answered`, one that is refused with a question is added again with what its `.id` file says to it.
    """
    copy_project(project)
    names = {document.resolve(): name for name, document in documents.items()}
    left: dict[str, list[Path]] = {}
    for path, name in names.items():
        beside = path.parent / f"{name}.options"
        left.setdefault(beside.read_text().strip() if beside.is_file() else "", []).append(path)
    refused = []
    while left:
        options, paths = left.popitem()
        for path, why in _add(paths, shlex.split(options), layer, project).items():
            told = answers(path, names[path], why) if answered else ""
            if told and told not in options:
                left.setdefault(f"{options} {told}".strip(), []).append(path)
            else:
                refused.append(why)
    return refused


def _rows(name: str, document: Path) -> list[dict[str, str]]:
    """The transcription of a document."""
    with (document.parent / f"{name}.truth.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _told(name: str, row: dict[str, str], came: str) -> str:
    """A line about a figure that is not on its item."""
    wanted = " | ".join((row["item_label"], row["period"], f"{row['currency']} {row['value']}"))
    return f"{name}: {came}: {wanted} | {row.get('line_item_id') or ''}"


def _table(fates: dict[str, list[str]]) -> Table:
    """A row a document and one of all."""
    table = Table(box=box.SIMPLE)
    for column in ("document", "figures", *FATES):
        table.add_column(column, justify="left" if column == "document" else "right")
    every = [came for of_document in fates.values() for came in of_document]
    for name, of_document in (*fates.items(), ("all", every)):
        counts = Counter(of_document)
        table.add_row(name, str(len(of_document)), *(str(counts[came] or "") for came in FATES))
    table.caption = f"found {_share(every, 'not found')}, on their item {_share(every, *FATES[1:])}"
    return table


def _share(fates: list[str], *but: str) -> str:
    return f"{1 - sum(came in but for came in fates) / max(len(fates), 1):.1%}"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--misses", is_flag=True, help="List each figure that is not on its item.")
@click.option(
    "--keep", type=click.Path(path_type=Path, file_okay=False), help="Build in this new folder and leave it."
)
@click.option("--answered", is_flag=True, help="Answer what `ingest add` asks, from the .id files.")
def main(folder: Path, misses: bool, keep: Path | None, answered: bool) -> None:
    """Score the documents of FOLDER and of the folders in it."""
    documents: dict[str, Path] = {}
    for inner in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        documents |= _documents(inner)
    with tempfile.TemporaryDirectory(prefix="tieout-score-") as scratch:
        root = (keep or Path(scratch)).resolve()
        refused = _add_all(documents, root / "layer", root / "project", answered=answered)
        if len(refused) < len(documents):
            published = _build(root / "project", root / "layer")
            with duckdb.connect(str(published), read_only=True) as database:
                facts = [Fact(*row) for row in database.execute(_FACTS).fetchall()]
                files = dict(
                    database.execute("select source_file, filing_id from marts.dim_filing").fetchall()
                )
                name_of = {files[path.name]: name for name, path in documents.items() if path.name in files}
                differing = _identities(database, documents, name_of)
        else:
            facts, files, differing = [], {}, []
    fates, missed = {}, []
    for name, document in documents.items():
        of_filing = [fact for fact in facts if fact.filing == files.get(document.name)]
        rows = _rows(name, document)
        fates[name] = [fate(row, of_filing) for row in rows]
        came = zip(rows, fates[name], strict=True)
        missed += [_told(name, row, how) for row, how in came if how != FATES[0]]
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False, markup=False)
    console.print(_table(fates))
    for line in (*refused, *differing, *(missed if misses else ())):
        console.print(line, soft_wrap=True)


if __name__ == "__main__":
    main()
