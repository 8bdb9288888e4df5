"""A scratch copy of the project, and dbt and ingest run in it as an analyst would run them."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
from mutate import copy_project

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NO_SHARED = "the folder shared/ with the real filings does not lie beside the repository"
AT_A_GIVEN_TIME = ("--vars", "{built_at: '2031-08-20T08:00:00Z'}")
WITHOUT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
IN_TURN = """
import shlex, sys
from dbt.cli.main import dbtRunner
for command in sys.argv[1:]:
    print(f"$ {command}", flush=True)
    print(f"success={dbtRunner().invoke(['--no-use-colors', *shlex.split(command)]).success}", flush=True)
"""


def text_of(page: str) -> str:
    """What a reader of an HTML page sees, in one line."""
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(body).split())


class Project:
    """One copy of the project in a folder of its own."""

    def __init__(self, folder: Path, *, with_filings: bool) -> None:
        self.folder = folder
        copy_project(folder)
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

    def dbt_in_turn(self, *commands: str) -> dict[str, str]:
        """Run dbt commands in one process, to spare the imports; what each prints, then `success=...`."""
        printed = self._run([sys.executable, "-c", IN_TURN, *commands]).stdout
        return dict(part.split("\n", 1) for part in printed.split("$ ")[1:])

    def query(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask the published file."""
        with duckdb.connect(str(self.published), read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=300, check=False
        )


def run_report(database: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `python -m report`: the report on a published file, written into a folder."""
    command = [sys.executable, "-m", "report", "--database", str(database), "--to", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
