"""The committed raw seeds are what ingest makes of the filings they were made of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run

SHARED = ROOT.parent / "shared" / "filings"
COMMITTED = ROOT / "seeds" / "filings"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="there is no folder shared/filings beside the repository"
)


def test_the_committed_seeds_are_reproduced(
    project: Path, run: Run, seeds: Callable[[], dict[str, bytes]]
) -> None:
    reference = project / "seeds" / "reference"
    shutil.rmtree(reference)
    shutil.copytree(ROOT / "seeds" / "reference", reference)
    filings = sorted(SHARED.glob("*.txt"))
    assert filings, "shared/filings holds no *.txt"
    result = run("add", *filings)
    assert result.status == 0, result.err
    committed = {path.name: path.read_bytes() for path in COMMITTED.glob("*.csv")}
    found = seeds()
    assert sorted(found) == sorted(committed)
    for name, content in found.items():
        lines = content.split(b"\n")
        for number, (new, old) in enumerate(zip(lines, committed[name].split(b"\n"), strict=False), 1):
            assert new == old, f"{name}, line {number}"
        assert content == committed[name], name
