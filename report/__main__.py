"""`python -m report`: write one page per issuer and an index from the published file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import monotonic

from report.pages import write
from report.warehouse import ReportError

PROJECT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Exit with 1 and one line on standard error when the report cannot be made; the old one then stays."""
    parser = argparse.ArgumentParser(prog="python -m report", description=__doc__)
    parser.add_argument("--database", type=Path, default=PROJECT / "tieout.duckdb", help="the published file")
    parser.add_argument("--to", type=Path, default=PROJECT / "build" / "report", help="folder of the pages")
    arguments = parser.parse_args()
    started = monotonic()
    try:
        pages = write(arguments.database, arguments.to)
    except (ReportError, OSError) as error:
        sys.exit(f"error: {error}")
    size = sum(page.stat().st_size for page in pages)
    print(f"{arguments.to}: {len(pages)} pages, {size / 1e6:.1f} MB in {monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
