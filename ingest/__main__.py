"""`python -m ingest`: add, remove and check results announcements, trace published figures."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, track

from ingest.adding import Failed, add_filings, counts_of
from ingest.dates import year_end_of
from ingest.errors import IngestError
from ingest.issuers import Issuer, Stated
from ingest.leftover import describe_leftovers, leftovers
from ingest.raw_layer import RawLayer
from ingest.raw_rows import rows_of
from ingest.reader import Reader, warnings_of
from ingest.seeds import SeedSet

_NAMES_SHOWN = 20

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
    """Read results announcements into the raw layer of the warehouse: its seeds, or Parquet."""


@cli.command()
@click.option(
    "--to",
    "layer",
    nargs=2,
    type=(click.Choice(["parquet"]), click.Path(path_type=Path)),
    metavar="parquet PATH",
    help="Write to the raw layer in Parquet under the folder PATH, not to the seeds.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count(),
    help="With --to: how many files are read at once; by default as many as there are cores.",
)
@click.option(
    "--time-limit",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="With --to: a file that takes longer fails.",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_with_stated
@_PROJECT
def add(
    files: tuple[Path, ...],
    layer: tuple[str, Path] | None,
    jobs: int,
    seconds: float,
    project: Path,
    **stated: str,
) -> None:
    """Extract FILES and write their tables to seeds/filings/; all of them, or none.

    With `--to parquet PATH` each file stands or fails alone: those that fail are named at the end.

    FILES are PDF, HTML, Markdown or text. What a document does not say of its issuer can be said by an
    option; options go before what the document says and hold for all FILES.
    """
    _refuse_doubles(files)
    if layer is None:
        _add_to_seeds(files, _reader(project, stated), project)
    else:
        _add_to_layer(files, RawLayer(layer[1]), project, _stated(stated), jobs, seconds)


def _add_to_seeds(files: tuple[Path, ...], read: Reader, project: Path) -> None:
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
        _tell_filing(filing_id, counts_of(added), warnings_of(document), replaced=filing_id in known)


def _add_to_layer(
    files: tuple[Path, ...], layer: RawLayer, project: Path, stated: Stated, jobs: int, seconds: float
) -> None:
    failed = []
    bar = Progress(console=Console(stderr=True), redirect_stdout=sys.stdout.isatty(), disable=len(files) < 2)
    with bar, closing(add_filings(files, layer, project, stated, jobs, seconds)) as results:
        for result in bar.track(results, total=len(files), description="Adding"):
            if isinstance(result, Failed):
                failed.append(result.reason)
                continue
            filing = result.filing
            if filing.issuer is not None:
                _tell_issuer(filing.issuer)
            _tell_filing(filing.filing_id, filing.counts, filing.warnings, replaced=result.replaced)
    if failed:
        raise IngestError(
            f"{len(failed)} of {len(files)} files {'was' if len(failed) == 1 else 'were'} not added"
            + ("" if len(failed) == len(files) else "; the others were")
            + "".join(f"\n  {reason}" for reason in failed)
        )


@cli.command()
@click.option(
    "--from",
    "layer",
    nargs=2,
    type=(click.Choice(["parquet"]), click.Path(path_type=Path)),
    metavar="parquet PATH",
    help="Take them out of the raw layer in Parquet under the folder PATH, not out of the seeds.",
)
@click.argument("filing_ids", metavar="FILING_ID...", nargs=-1, required=True)
@_PROJECT
def remove(filing_ids: tuple[str, ...], layer: tuple[str, Path] | None, project: Path) -> None:
    """Take filings out of seeds/filings/; all of them, or none where one is not there."""
    if layer is None:
        seeds = SeedSet(project)
        with seeds.locked():
            present = seeds.issuers_of_filings()
            _refuse_unknown(filing_ids, present, seeds.folder)
            seeds.replace((), filing_ids)
    else:
        parquet = RawLayer(layer[1])
        with parquet.locked():
            present = parquet.issuers_of_filings()
            _refuse_unknown(filing_ids, present, parquet.folder)
            for filing_id in filing_ids:
                parquet.remove(filing_id)
    for filing_id in filing_ids:
        click.echo(f"removed {filing_id}")
    left = {issuer_id for filing_id, issuer_id in present.items() if filing_id not in filing_ids}
    for issuer_id in dict.fromkeys(present[filing_id] for filing_id in filing_ids):
        if issuer_id not in left:
            click.echo(
                f"issuer {issuer_id} has no filing left; its rows in seeds/reference/issuers.csv and "
                "issuer_names.csv are kept, for the next one"
            )


def _refuse_unknown(filing_ids: tuple[str, ...], present: Mapping[str, str], folder: Path) -> None:
    for filing_id in filing_ids:
        if filing_id not in present:
            raise IngestError(
                f"{folder}: there is no filing {filing_id!r}. "
                + (f"Present are: {_shown(list(present))}." if present else "There are none.")
            )


def _shown(names: list[str]) -> str:
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


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
    warning = describe_leftovers(document.source.where, leftovers(document))
    if warning:
        click.echo(warning, err=True)


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


def _reader(project: Path, stated: dict[str, str]) -> Reader:
    return Reader(project, _stated(stated))


def _stated(stated: dict[str, str]) -> Stated:
    return Stated(
        issuer_id=stated["issuer_id"],
        issuer_name=stated["issuer_name"],
        currency=_currency(stated["currency"]),
        fiscal_year_end=_year_end(stated["fiscal_year_end"]),
        announced=_day(stated["announced"]),
        period=stated["period"],
        rate=stated["rate"],
        units=stated["units"],
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


def _tell_filing(filing_id: str, counts: str, warnings: Iterable[str], *, replaced: bool) -> None:
    # print and not click.echo, which writes past a progress bar
    print(f"{'replaced' if replaced else 'added'} {filing_id}: {counts}")
    for warning in warnings:
        print(warning, file=sys.stderr)


def _tell_issuer(issuer: Issuer) -> None:
    month, day = issuer.fiscal_year_end or (0, 0)
    print(
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
