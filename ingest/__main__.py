"""`python -m ingest`: add, remove and check results announcements, trace published figures."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from ingest.dates import year_end_of
from ingest.document import Document, read_document
from ingest.errors import IngestError
from ingest.issuers import Issuer, Known, Stated
from ingest.leftover import describe_leftovers, leftovers
from ingest.raw_rows import CELLS, PROSE, TABLES, rows_of
from ingest.reference import read_currencies, read_issuers, read_vocabulary
from ingest.seeds import SeedSet
from ingest.source import read_source

_PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The project's root folder; the current one by default.",
)
_STATED = (
    click.option(
        "--issuer", "issuer_id", default="", help="The issuer's id: a known one, or that of a new one."
    ),
    click.option(
        "--issuer-name", default="", help="The issuer's full name, where the document does not say it."
    ),
    click.option("--currency", default="", help="ISO 4217 code of the statements' currency."),
    click.option("--fiscal-year-end", default="", metavar="MM-DD", help="Last day of the fiscal year."),
    click.option("--announced", default="", metavar="YYYY-MM-DD", help="Day of the announcement."),
    click.option(
        "--period",
        default="",
        metavar="PHRASE",
        help='The main period, such as "six months ended June 30, 2024".',
    ),
    click.option(
        "--rate", default="", metavar="PHRASE", help='Convenience rate, such as "RMB7.0999 to US$1.00".'
    ),
    click.option(
        "--units",
        default="",
        metavar="PHRASE",
        help='Scale of tables that state none, such as "in thousands".',
    ),
)


def _with_stated(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_STATED):
        command = option(command)
    return command


@click.group()
def cli() -> None:
    """Read results announcements into the raw seeds of the warehouse."""


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_with_stated
@_PROJECT
def add(files: tuple[Path, ...], project: Path, **stated: str) -> None:
    """Extract FILES and write their tables to seeds/filings/; all of them, or none.

    FILES are PDF, HTML, Markdown or text. What a document does not say of its issuer can be said by an
    option; options go before what the document says and hold for all FILES.
    """
    read = _reader(project, stated)
    _refuse_doubles(files)
    documents = [
        read(path) for path in track(files, "Reading", console=Console(stderr=True), disable=len(files) < 2)
    ]
    seeds = SeedSet(project)
    with seeds.locked():
        known = set(seeds.filing_ids())
        rows = [rows_of(document) for document in documents]
        seeds.replace(rows, issuers=read.known.added.values())
    for issuer in read.known.added.values():
        _tell_issuer(issuer)
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
                f"warning: {document.source.where}: found no {' and no '.join(missing)}; figures whose "
                "header leaves the period open stay without one.",
                err=True,
            )
        if not any(table.units_text for table in document.tables):
            click.echo(
                f"warning: {document.source.where}: found no scale (thousands, millions); the figures of the "
                'tables are taken in whole units. Where they are not, say --units "in thousands".',
                err=True,
            )
        _tell_leftovers(document)


@cli.command()
@click.argument("filing_id")
@_PROJECT
def remove(filing_id: str, project: Path) -> None:
    """Take the filing FILING_ID out of seeds/filings/."""
    seeds = SeedSet(project)
    with seeds.locked():
        present = seeds.issuers_of_filings()
        if filing_id not in present:
            raise IngestError(
                f"{seeds.folder}: there is no filing {filing_id!r}. "
                + (f"Present are: {', '.join(present)}." if present else "There are none.")
            )
        seeds.replace((), (filing_id,))
    click.echo(f"removed {filing_id}")
    issuer_id = present.pop(filing_id)
    if issuer_id not in present.values():
        click.echo(
            f"issuer {issuer_id} has no filing left; its rows in seeds/reference/issuers.csv and "
            "issuer_names.csv are kept, for the next one"
        )


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@_with_stated
@_PROJECT
def check(file: Path, project: Path, **stated: str) -> None:
    """Print what would be found in FILE, without writing anything."""
    from ingest.check import describe  # dbt takes seconds to import

    read = _reader(project, stated)
    document = read(file)
    describe(document, read.known.added.values(), project, _console())
    _tell_leftovers(document)


@cli.command("trace")
@click.argument("item", metavar="FACT_OR_ITEM")
@click.argument("period", required=False)
@_PROJECT
def trace_figure(item: str, period: str | None, project: Path) -> None:
    """Print where a published figure comes from: formula, facts, cells, identities.

    FACT_OR_ITEM is a line item (total_revenues), a ratio (gross_margin), a growth (total_revenues_yoy) or
    the key of one fact; PERIOD is a period id such as 2023H1 or 2023-12-31.
    """
    from ingest.trace import trace

    trace(project / "tieout.duckdb", item, period, _console())


def _console() -> Console:
    """Where output goes: a pipe has no width of its own, and a cut line would lose the source."""
    return Console(width=None if sys.stdout.isatty() else 400)


def _refuse_doubles(files: tuple[Path, ...]) -> None:
    seen: dict[str, Path] = {}
    for path in files:
        other = seen.setdefault(path.stem, path)
        if other is not path:
            raise IngestError(f"{path}: {other} has the same filing id {path.stem!r}. Rename one of them.")


class Reader:
    """Reads documents with one project's reference seeds; `known` gathers the issuers it meets anew."""

    def __init__(self, project: Path, stated: Stated) -> None:
        self.known = Known(read_issuers(project))
        self.stated = stated
        self.vocabulary = read_vocabulary(project)
        self.currencies = read_currencies(project)

    def __call__(self, path: Path) -> Document:
        """The document in a file; raises IngestError, which begins with its path."""
        try:
            return read_document(read_source(path), self.known, self.vocabulary, self.currencies, self.stated)
        except (IngestError, OSError):
            raise
        except MemoryError:
            raise IngestError(
                f"{path}: there is not enough memory to read it. Cut out the announcement and add that."
            ) from None
        except (
            Exception
        ) as error:  # a fault of ingest, which is to stop neither with a traceback nor silently
            if sys.flags.dev_mode:
                raise
            raise IngestError(
                f"{path}: a fault in ingest stops its reading ({type(error).__name__}: {str(error)[:200]}). "
                "Add the announcement in another format, and report it with the file "
                "(python -X dev -m ingest shows where)."
            ) from error


def _reader(project: Path, stated: dict[str, str]) -> Reader:
    return Reader(
        project,
        Stated(
            issuer_id=stated["issuer_id"],
            issuer_name=stated["issuer_name"],
            currency=_currency(stated["currency"]),
            fiscal_year_end=_year_end(stated["fiscal_year_end"]),
            announced=_day(stated["announced"]),
            period=stated["period"],
            rate=stated["rate"],
            units=stated["units"],
        ),
    )


def _currency(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{3}", text):
        raise IngestError(f"--currency {text}: this is no ISO 4217 code. Give three letters, such as EUR.")
    return text.upper()


def _year_end(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(f"2000-{text}" if re.fullmatch(r"\d\d-\d\d", text) else "")
    except ValueError:
        raise IngestError(f"--fiscal-year-end {text}: this is no day. Give MM-DD, such as 03-31.") from None
    return year_end_of(day)


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        day = date.fromisoformat(text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else "")
    except ValueError:
        raise IngestError(
            f"--announced {text}: this is no day. Give YYYY-MM-DD, such as 2024-08-20."
        ) from None
    return f"{day:%B} {day.day}, {day.year}"


def _tell_leftovers(document: Document) -> None:
    warning = describe_leftovers(document.source.where, leftovers(document))
    if warning:
        click.echo(warning, err=True)


def _tell_issuer(issuer: Issuer) -> None:
    month, day = issuer.fiscal_year_end or (0, 0)
    click.echo(
        f"new issuer {issuer.issuer_id}: {issuer.name}, {issuer.reporting_currency}, "
        f"fiscal year to {month:02d}-{day:02d} (a row of seeds/reference/issuers.csv; correct it there)"
    )


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
