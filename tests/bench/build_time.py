"""Print how long a build takes, against an empty project's build plus the import of Great Expectations.

Two builds: what `make build` runs, and a plain `dbt build`, which runs the unit tests too; and the
report, with which `make build` ends. Runs all in turn, `RUNS` times after a warm-up, and prints medians
and ratios. Nothing is asserted.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
COPIED = ("models", "macros", "seeds", "tests", "plugins", "report", "dbt_project.yml", "profiles.yml")
DBT = [str(Path(sys.executable).with_name("dbt")), "--quiet", "build"]
WITHOUT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
EMPTY_PROJECT = "name: empty\nversion: '1.0.0'\nprofile: empty\nflags: {send_anonymous_usage_stats: false}\n"
EMPTY_PROFILE = "empty: {target: d, outputs: {d: {type: duckdb, path: empty.duckdb}}}\n"


def seconds(command: Sequence[str], folder: Path) -> float:
    """Wall time of a command run to its end in a folder; raises CalledProcessError when it fails."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        empty, project = Path(scratch, "empty"), Path(scratch, "tieout")
        (empty / "models").mkdir(parents=True)
        (empty / "dbt_project.yml").write_text(EMPTY_PROJECT)
        (empty / "profiles.yml").write_text(EMPTY_PROFILE)
        project.mkdir()
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, project / name)
        commands = {
            "empty dbt build": (DBT, empty),
            "import great_expectations": (
                [sys.executable, "-c", "import great_expectations"],
                empty,
            ),
            "dbt build of make build": ([*DBT, *WITHOUT_UNIT_TESTS], project),
            "make report": ([sys.executable, "-m", "report"], project),
            "dbt build": (DBT, project),
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(RUNS + 1):
            for name, (command, folder) in commands.items():
                taken = seconds(command, folder)
                if run:
                    times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, seconds_taken in times.items():
        print(
            f"{name:28} median {medians[name]:6.2f} s"
            f"   min {min(seconds_taken):6.2f}   max {max(seconds_taken):6.2f}"
        )
    floor = medians["empty dbt build"] + medians["import great_expectations"]
    for name in ("dbt build of make build", "dbt build"):
        print(f"{f'{name}, to the first two':40} {medians[name] / floor:6.2f}")
    built = medians["dbt build of make build"]
    print(f"{'make build, to the same without report':40} {(built + medians['make report']) / built:6.2f}")


if __name__ == "__main__":
    main()
