"""The steps of docs/onboarding.md, run as a reader would run them, and what they print.

    PYTHONPATH=tests/bench python tests/python/onboarding.py

runs the page from top to bottom in a scratch copy of the project and rewrites the outputs below its
commands and queries. `test_onboarding.py` compares the same text with the page. The copy holds no other
filing, to spare time: the page asks for one issuer only.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from examples import ROOT, printed
from warehouse import SHARED, WITHOUT_UNIT_TESTS, Project

PAGE = ROOT / "docs/onboarding.md"
FILING = SHARED / "filings/others/costco_fy2023q3.pdf"
STEP = re.compile(
    r"```(?P<kind>sh|sql)\n(?P<source>(?:(?!```).)*)```"
    r"(?:\n+```text\n(?P<shown>(?:(?!```).)*)```)?",
    re.DOTALL,
)
# What `make build` runs; the copy has neither an environment of its own nor the report's code.
MAKE = f"""make() {{
    dbt build {" ".join(WITHOUT_UNIT_TESTS)} && PYTHONPATH={shlex.quote(str(ROOT))} \\
        python -m report --database "$PWD/tieout.duckdb" --to "$PWD/build/report"
}}
"""
SECONDS = 300


@dataclass(frozen=True)
class Step:
    """A command or query of the page, and the output that stands below it, if any."""

    line: int
    kind: str
    source: str
    shown: str | None


def steps(text: str) -> list[Step]:
    """The steps of the page in order."""
    return [
        Step(text.count("\n", 0, found.start()) + 1, found["kind"], found["source"], found["shown"])
        for found in STEP.finditer(text)
    ]


def project_with_the_document(folder: Path) -> Project:
    """A copy of the project without filings, the document in its root."""
    project = Project(folder, with_filings=False)
    shutil.copy(FILING, folder / FILING.name)
    return project


def outcome(project: Project, step: Step) -> str:
    """What a step prints, without blanks at the ends of lines.

    Raises RuntimeError where a command fails that the page does not let fail.
    """
    if step.kind == "sql":
        return printed(project.published, step.source)
    run = subprocess.run(
        ["bash", "-c", MAKE + step.source],
        cwd=project.folder,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if run.returncode and (step.shown is None or "error: " not in run.stdout):
        raise RuntimeError(f"docs/onboarding.md:{step.line}: ended with {run.returncode}:\n{run.stdout}")
    lines = [line.rstrip() for line in run.stdout.rstrip().splitlines()]
    return "".join(f"{line}\n" for line in lines)


def rewritten(text: str, folder: Path) -> str:
    """The page with what its steps print now."""
    project = project_with_the_document(folder)
    printed_now = iter([outcome(project, step) for step in steps(text)])

    def anew(found: re.Match[str]) -> str:
        now = next(printed_now)
        if found["shown"] is None:
            return found[0]
        return found[0][: found.start("shown") - found.start()] + now + "```"

    return STEP.sub(anew, text)


if __name__ == "__main__":
    if not FILING.exists():
        sys.exit("docs/onboarding.md: left as it is, for its document does not lie in ../shared")
    before = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="tieout-onboarding-") as scratch:
        after = rewritten(before, Path(scratch) / "project")
    PAGE.write_text(after, encoding="utf-8")
    print(f"docs/onboarding.md: {'rewritten' if after != before else 'as it was'}")
