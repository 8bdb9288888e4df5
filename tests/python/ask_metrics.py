"""Asks metrics of the published files of projects in one process, for `mf` takes eight seconds to start.

    python tests/python/ask_metrics.py < commands.json

reads, by project folder, the arguments of `mf query` commands and prints in JSON what each of them gives:
`rows` with every value as text and what `mf` would have `printed`, or the `error`. It is mf's own command;
only the question for newer versions is left out, which `mf` asks the package index.

    python tests/python/ask_metrics.py docs/metrics.md

rewrites the outputs of a page's commands from the published `tieout.duckdb`.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from dbt_metricflow.cli.main import query
from examples import COMMAND, arguments, shown
from metricflow.engine.metricflow_engine import MetricFlowEngine


def rewritten(text: str, folder: Path) -> str:
    """A page with the outputs that the project's published file gives now."""
    commands = [arguments(found["arguments"]) for found in COMMAND.finditer(text)]
    given = iter(answers(folder, commands))

    def anew(found: re.Match[str]) -> str:
        start = found.start("shown") - found.start()
        return found[0][:start] + shown(next(given)["printed"]) + "```"

    return COMMAND.sub(anew, text)


def answers(folder: Path, commands: list[list[str]]) -> list[dict[str, Any]]:
    """What `mf query` gives for each command in a project, of which it reads the published file."""
    os.chdir(folder)
    configuration = CLIConfiguration()
    configuration.setup(dbt_profiles_path=folder, dbt_project_path=folder, configure_file_logging=False)
    return [_answer(configuration, command) for command in commands]


def _answer(configuration: CLIConfiguration, command: list[str]) -> dict[str, Any]:
    tables: list[Any] = []
    ask = MetricFlowEngine.query

    def kept(engine: MetricFlowEngine, mf_request: Any) -> Any:
        result = ask(engine, mf_request)
        tables.append(result.result_df)
        return result

    MetricFlowEngine.query = kept
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            query.main(["--quiet", *command], obj=configuration, standalone_mode=False)
    except (Exception, SystemExit) as failure:
        return {"error": f"{type(failure).__name__}: {failure}\n{printed.getvalue()}"}
    finally:
        MetricFlowEngine.query = ask
    if not tables:
        return {"error": printed.getvalue()}
    rows = [
        {
            name: None if value is None else str(value)
            for name, value in zip(tables[0].column_names, row, strict=True)
        }
        for row in tables[0].rows
    ]
    return {"rows": rows, "printed": printed.getvalue()}


if __name__ == "__main__":
    os.environ["DBT_TARGET"] = "published"
    if sys.argv[1:]:
        page = Path(sys.argv[1]).resolve()
        page.write_text(rewritten(page.read_text(encoding="utf-8"), Path.cwd()), encoding="utf-8")
        sys.exit()
    output = os.dup(1)
    os.dup2(2, 1)  # whatever the libraries print is not the answer
    wanted = json.load(sys.stdin)
    given = {folder: answers(Path(folder), commands) for folder, commands in wanted.items()}
    with os.fdopen(output, "w") as stream:
        json.dump(given, stream)
