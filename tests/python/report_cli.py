"""`python -m report`, run as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from warehouse import ROOT


def run_report(database: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Write the report on a published file into a folder."""
    command = [sys.executable, "-m", "report", "--database", str(database), "--to", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
