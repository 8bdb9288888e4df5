"""`python -m synthetic`: write a corpus."""

from __future__ import annotations

import os
from pathlib import Path

import click

from synthetic.files import write_parquet, write_seeds


@click.command()
@click.argument("place", type=click.Path(path_type=Path, file_okay=False))
@click.option("--filings", default=50, show_default=True, type=click.IntRange(1), help="How many filings.")
@click.option("--seed", default=1, show_default=True, help="Same seed, same corpus.")
@click.option("--damage", default=0.0, show_default=True, help="Share of figures that are damaged.")
@click.option(
    "--restatements", default=0.0, show_default=True, help="Share of filings that print a comparative anew."
)
@click.option(
    "--seeds", "as_seeds", is_flag=True, help="PLACE is a project: replace its filings (a few thousand)."
)
@click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    help="Add the issuers to the reference seeds of this project.",
)
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True, help="Processes.")
def main(
    place: Path,
    filings: int,
    seed: int,
    damage: float,
    restatements: float,
    as_seeds: bool,
    project: Path | None,
    jobs: int,
) -> None:
    """Write a corpus of invented results announcements to PLACE, as Parquet files or as a project's seeds."""
    if as_seeds:
        truth = write_seeds(place, filings, seed, damage, restatements)
    else:
        truth = write_parquet(place, filings, seed, damage, restatements, jobs, project)
    click.echo(f"{filings} filings written to {place}; what they say is in {truth}")


if __name__ == "__main__":
    main()
