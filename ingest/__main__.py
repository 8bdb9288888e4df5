"""`python -m ingest`: add, remove and check results announcements, trace published figures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from ingest.check import describe
from ingest.document import Document, Issuer, read_document
from ingest.errors import IngestError
from ingest.prose_tokens import Vocabulary
from ingest.seeds import CELLS, PROSE, TABLES, SeedSet, read_issuers, read_vocabulary, rows_of
from ingest.source import read_source
from ingest.trace import trace

_PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The project's root folder; the current one by default.",
)
_ISSUER = click.option("--issuer", "issuer_id", help="The issuer's id, where its name is not recognised.")


@click.group()
def cli() -> None:
    """Read results announcements into the raw seeds of the warehouse."""


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_ISSUER
@_PROJECT
def add(files: tuple[Path, ...], issuer_id: str | None, project: Path) -> None:
    """Extract FILES and write their tables to seeds/filings/; all of them, or none."""
    issuers, vocabulary = read_issuers(project), read_vocabulary(project)
    _refuse_doubles(files)
    documents = [
        _read(path, issuers, issuer_id, vocabulary)
        for path in track(files, "Reading", console=Console(stderr=True), disable=len(files) < 2)
    ]
    seeds = SeedSet(project)
    with seeds.locked():
        known = set(seeds.filing_ids())
        rows = [rows_of(document) for document in documents]
        seeds.replace(rows)
    for document, added in zip(documents, rows, strict=True):
        filing_id = document.source.filing_id
        click.echo(
            f"{'replaced' if filing_id in known else 'added'} {filing_id}: "
            f"{len(added[TABLES])} tables, {len(added[CELLS])} cells, "
            f"{len(added[PROSE])} figures in running text"
        )
        missing = [name for name in ("title", "announced", "period") if not getattr(document, name).text]
        if missing:
            click.echo(
                f"warning: {document.source.file_name}: found no {' and no '.join(missing)}; figures whose "
                "header leaves the period open stay without one.",
                err=True,
            )


@cli.command()
@click.argument("filing_id")
@_PROJECT
def remove(filing_id: str, project: Path) -> None:
    """Take the filing FILING_ID out of seeds/filings/."""
    seeds = SeedSet(project)
    with seeds.locked():
        present = seeds.filing_ids()
        if filing_id not in present:
            raise IngestError(
                f"{seeds.folder}: there is no filing {filing_id!r}. "
                + (f"Present are: {', '.join(present)}." if present else "There are none.")
            )
        seeds.replace((), (filing_id,))
    click.echo(f"removed {filing_id}")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@_ISSUER
@_PROJECT
def check(file: Path, issuer_id: str | None, project: Path) -> None:
    """Print what would be found in FILE, without writing anything."""
    document = _read(file, read_issuers(project), issuer_id, read_vocabulary(project))
    describe(document, project, Console())


@cli.command("trace")
@click.argument("item", metavar="FACT_OR_ITEM")
@click.argument("period", required=False)
@_PROJECT
def trace_figure(item: str, period: str | None, project: Path) -> None:
    """Print where a published figure comes from: formula, facts, cells, identities.

    FACT_OR_ITEM is a line item (total_revenues), a ratio (gross_margin), a growth (total_revenues_yoy) or
    the key of one fact; PERIOD is a period id such as 2023H1 or 2023-12-31.
    """
    # a pipe has no width of its own, and a cut line would lose the source
    console = Console(width=None if sys.stdout.isatty() else 400)
    trace(project / "tieout.duckdb", item, period, console)


def _refuse_doubles(files: tuple[Path, ...]) -> None:
    seen: dict[str, Path] = {}
    for path in files:
        other = seen.setdefault(path.stem, path)
        if other is not path:
            raise IngestError(f"{path}: {other} has the same filing id {path.stem!r}. Rename one of them.")


def _read(path: Path, issuers: Sequence[Issuer], issuer_id: str | None, vocabulary: Vocabulary) -> Document:
    return read_document(read_source(path), issuers, issuer_id, vocabulary)


def main() -> None:
    """Run the command line; a bad input ends with its message and status 2."""
    try:
        cli(standalone_mode=False)
    except IngestError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"error: {error.filename or 'a file'}: {error.strerror}. No seed was changed.", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        sys.exit(130)


if __name__ == "__main__":
    main()
