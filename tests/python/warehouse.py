"""A scratch copy of the project, and dbt and ingest run in it as an analyst would run them."""

from __future__ import annotations

import csv
import html
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb
from mutate import copy_project

from ingest.raw_layer import RawLayer, write_filing
from ingest.raw_rows import COLUMNS, FILINGS, Rows

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NO_SHARED = "the folder shared/ with the real filings does not lie beside the repository"
AT_A_GIVEN_TIME = ("--vars", "{built_at: '2031-08-20T08:00:00Z'}")
WITHOUT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
WITH_A_FILE = '__file__ = "dbt"'
"""Without it PySpark, which the gate imports if it is there, takes `python -c` for doctests and ends it."""
IN_TURN = f"""
{WITH_A_FILE}
import shlex, sys
from dbt.cli.main import dbtRunner
for command in sys.argv[1:]:
    print("$", command, flush=True)
    success = dbtRunner().invoke(['--no-use-colors', *shlex.split(command)]).success
    print("success=" + str(success), flush=True)
"""

DONE = "-- done: "
AS_ASKED = f"""
{WITH_A_FILE}
import shlex, sys
from dbt.cli.main import dbtRunner
for command in sys.stdin:
    success = dbtRunner().invoke(['--no-use-colors', *shlex.split(command)]).success
    print("{DONE}" + str(success), flush=True)
"""
SECONDS = 300


class Dbt:
    """dbt in one process that is asked for one command after the other, to spare the imports."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command; a process that dies or hangs fails the test."""
        asked, answer = self._process.stdin, self._process.stdout
        assert asked is not None and answer is not None
        watch = Timer(SECONDS, self._process.kill)
        watch.start()
        asked.write(shlex.join(arguments) + "\n")
        asked.flush()
        said: list[str] = []
        for line in answer:
            if line.startswith(DONE):
                watch.cancel()
                failed = int(line.strip() != f"{DONE}True")
                return subprocess.CompletedProcess(arguments, failed, "".join(said), "")
            said.append(line)
        raise AssertionError("".join(said))


def committed_filings() -> dict[str, Rows]:
    """The rows of every committed filing, from the seeds."""
    found: dict[str, Rows] = {}
    for table, columns in COLUMNS.items():
        with (ROOT / f"seeds/filings/{table}.csv").open(newline="") as file:
            for row in list(csv.reader(file))[1:]:
                rows = found.setdefault(row[columns.index("filing_id")], {name: [] for name in COLUMNS})
                rows[table].append(tuple(row))
    return found


def write_layer(folder: Path) -> None:
    """Put the committed filings into a raw layer in Parquet."""
    layer = RawLayer(folder)
    with layer.writing() as run:
        for filing_id, rows in committed_filings().items():
            write_filing(rows, run / filing_id)
            layer.publish(run / filing_id, filing_id, rows[FILINGS][0][COLUMNS[FILINGS].index("issuer_id")])


def text_of(page: str) -> str:
    """What a reader of an HTML page sees, in one line."""
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(body).split())


class Project:
    """One copy of the project in a folder of its own."""

    def __init__(self, folder: Path, *, with_filings: bool, unit_tests: bool = False) -> None:
        self.folder = folder
        copy_project(folder, unit_tests=unit_tests)
        if not with_filings:
            for seed in (folder / "seeds/filings").glob("*.csv"):
                seed.unlink()

    @classmethod
    def at(cls, folder: Path) -> Project:
        """The copy that stands in a folder already."""
        project = cls.__new__(cls)
        project.folder = folder
        return project

    @property
    def published(self) -> Path:
        """The file BI tools open."""
        return self.folder / "tieout.duckdb"

    @property
    def results_page(self) -> str:
        """The results page that the newest build left."""
        return (self.folder / "build/data_docs/results.html").read_text()

    def add_issuer(self, issuer: str, names: tuple[str, ...]) -> None:
        """Append rows to the issuer seeds."""
        with (self.folder / "seeds/reference/issuers.csv").open("a") as file:
            file.write(issuer + "\n")
        with (self.folder / "seeds/reference/issuer_names.csv").open("a") as file:
            file.writelines(name + "\n" for name in names)

    def ingest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m ingest` in the copy."""
        return self._run([sys.executable, "-m", "ingest", *arguments])

    def dbt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run dbt in the copy."""
        return self._run([str(Path(sys.executable).with_name("dbt")), *arguments])

    def build(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `dbt build` without the unit tests of SQL, which the fixture `built` runs for all."""
        return self.dbt("build", *WITHOUT_UNIT_TESTS, *arguments)

    @contextmanager
    def one_process(self) -> Iterator[Dbt]:
        """Open dbt in the copy for commands in turn."""
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", AS_ASKED]
        with subprocess.Popen(
            command, cwd=self.folder, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True
        ) as process:
            try:
                yield Dbt(process)
            finally:
                process.kill()

    def query(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask the published file."""
        with duckdb.connect(str(self.published), read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )


def run_report(database: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `python -m report`: the report on a published file, written into a folder."""
    command = [sys.executable, "-m", "report", "--database", str(database), "--to", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
