"""Fixtures of the Python tests: an empty project of an invented issuer, and its command line."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from announcements import ISSUER, ISSUER_NAME, announcement
from filelock import FileLock
from hypothesis import settings
from warehouse import AT_A_GIVEN_TIME, WITHOUT_UNIT_TESTS, Project

from ingest import __main__ as command_line

ROOT = Path(__file__).resolve().parents[2]

# The same cases each time, so that a change is judged by itself; `make explore` looks for new ones.
settings.register_profile("same", derandomize=True, max_examples=60)
settings.register_profile("explore", max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Result]
Write = Callable[..., Path]

LONGEST_FIRST = (
    "test_gate",
    "test_build",
    "test_publish",
    "test_raw_layer_build",
    "test_clients",
    "test_report",
    "test_surroundings",
    "test_mutate",
    "test_onboarding",
    "test_formats",
    "test_renamed",
    "test_metrics",
    "test_check",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand out the files with builds first, so that no worker is left alone with one at the end."""
    place = {f"{name}.py": number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The committed filings built and published once for all workers, unit tests too. Tests only read it.

    Built twice, in one process: what the first build published lies beside it as `first.duckdb`.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    said = folder / "built.txt"
    with FileLock(folder / "built.lock"):
        if not said.exists():
            project = Project(folder / "built", with_filings=True, unit_tests=True)
            with project.one_process() as dbt:
                first = dbt("build", *WITHOUT_UNIT_TESTS, *AT_A_GIVEN_TIME)
                if project.published.exists():
                    shutil.copy(project.published, project.folder / "first.duckdb")
                said.write_text(first.stdout + dbt("build", *AT_A_GIVEN_TIME).stdout)
    assert said.read_text().count("tieout.duckdb published") == 2, said.read_text()
    return Project.at(folder / "built")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with the reference seeds of two invented issuers and no filings."""
    reference = tmp_path / "project" / "seeds" / "reference"
    reference.mkdir(parents=True)
    (reference / "issuers.csv").write_text(
        "issuer_id,name,tickers,reporting_currency,convenience_currency,fiscal_year_end_month,"
        "fiscal_year_end_day,shares_per_ads\n"
        f"{ISSUER},{ISSUER_NAME},NASDAQ: LMG,CNY,USD,12,31,6\n"
        "brindle_harbour,Brindle Harbour plc,,GBP,,3,31,\n",
        encoding="utf-8",
    )
    (reference / "issuer_names.csv").write_text(
        f"issuer_id,name\n{ISSUER},{ISSUER_NAME}\n{ISSUER},Larkspur Mills\n"
        "brindle_harbour,Brindle Harbour plc\n",
        encoding="utf-8",
    )
    for words in ("prose_words.csv", "header_words.csv"):
        (reference / words).write_bytes((ROOT / "seeds" / "reference" / words).read_bytes())
    return tmp_path / "project"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a document (by default a small announcement) and return its path."""

    def _write(name: str = "lm-2031-q2.txt", content: str | bytes | None = None) -> Path:
        path = tmp_path / "documents" / name
        path.parent.mkdir(exist_ok=True)
        text = announcement() if content is None else content
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return _write


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `python -m ingest COMMAND ...` on the project, in this process."""

    def _run(command: str, *arguments: object) -> Result:
        argv = ["ingest", command, "--project", str(project), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", argv)
        capsys.readouterr()
        status = 0
        try:
            command_line.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return _run


@pytest.fixture
def seeds(project: Path) -> Callable[[], dict[str, bytes]]:
    """Everything under seeds/filings/ but the lock, by file name."""

    def _seeds() -> dict[str, bytes]:
        folder = project / "seeds" / "filings"
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return {path.name: path.read_bytes() for path in found if path.name != ".lock"}

    return _seeds
