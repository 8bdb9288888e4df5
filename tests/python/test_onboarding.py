"""The steps of docs/onboarding.md do and print what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from onboarding import FILING, PAGE, outcome, project_with_the_document, steps
from warehouse import NO_SHARED

STEPS = steps(PAGE.read_text(encoding="utf-8"))


def test_the_page_shows_an_output_for_every_step_but_builds() -> None:
    silent = [step.source for step in STEPS if step.shown is None]
    assert len(STEPS) > 10
    assert all("make build" in source for source in silent), silent


@pytest.mark.skipif(not FILING.exists(), reason=NO_SHARED)
def test_every_step_prints_what_the_page_shows(tmp_path: Path) -> None:
    project = project_with_the_document(tmp_path / "project")
    for step in STEPS:
        now = outcome(project, step)
        if step.shown is not None:
            assert now == step.shown, f"line {step.line}: `make questions` rewrites the outputs"
    assert (project.folder / "build/report/costco_wholesale.html").exists()
