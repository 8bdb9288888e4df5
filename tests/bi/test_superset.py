"""Apache Superset on the published file, and whole builds while it and other readers ask.

`make test-bi` installs Superset, runs these tests and says what it measured; they are no part of `make test`.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warehouse import ROOT, Project

CLIENTS = ROOT / ".clients"
BUILDS = 20
STARTS_WITHIN = 300
ANSWERS_WITHIN = 60
WHOLE = """
select i.build_id, i.facts_printed + i.facts_recovered + i.facts_unresolved = count(*)
from marts.fct_reported_facts as f cross join marts.build_info as i
group by i.build_id, i.facts_printed, i.facts_recovered, i.facts_unresolved
"""


class Superset:
    """A Superset of its own, and its REST API."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home = home
        self.environment = os.environ | {
            "SUPERSET_HOME": str(home),
            "SUPERSET_CONFIG_PATH": str(ROOT / "tests/bi/superset_config.py"),
            "FLASK_APP": "superset",
        }
        self.token = ""
        self.log = (home / "log.txt").open("w")
        password = secrets.token_urlsafe()
        self.command("db", "upgrade")
        name = ("--username", "admin", "--firstname", "a", "--lastname", "b", "--email", "a@example.org")
        self.command("fab", "create-admin", *name, "--password", password)
        self.command("init")
        arguments = ["run", "--host", "127.0.0.1", "--port", str(self.port), "--with-threads"]
        self.process = subprocess.Popen(
            [CLIENTS / "superset/bin/superset", *arguments],
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )
        try:
            self.log_in(password)
        except BaseException:
            self.stop()
            raise

    def command(self, *arguments: str) -> None:
        """Run one of Superset's commands to its end."""
        done = subprocess.run(
            [CLIENTS / "superset/bin/superset", *arguments],
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
            timeout=STARTS_WITHIN,
            check=False,
        )
        assert done.returncode == 0, (self.home / "log.txt").read_text()[-3000:]

    def log_in(self, password: str) -> None:
        """Wait until it answers, and log in as the API is meant to be used."""
        deadline = time.monotonic() + STARTS_WITHIN
        credentials = {"username": "admin", "password": password, "provider": "db", "refresh": False}
        while True:
            assert self.process.poll() is None, (self.home / "log.txt").read_text()[-3000:]
            try:
                self.token = self.ask("POST", "security/login", credentials)["access_token"]
                return
            except ConnectionError:
                assert time.monotonic() < deadline, "Superset does not answer"
                time.sleep(0.5)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Call the API. Raises RuntimeError with Superset's message when it refuses."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        data = None if body is None else json.dumps(body).encode()
        url = f"http://127.0.0.1:{self.port}/api/v1/{path}"
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=ANSWERS_WITHIN) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{error.code}: {error.read().decode()}") from error
        except urllib.error.URLError as error:
            raise ConnectionError(str(error)) from error

    def dataset(self, database: int, mart: str) -> int:
        """Register a mart."""
        body = {"database": database, "schema": "marts", "table_name": mart}
        return int(self.ask("POST", "dataset/", body)["id"])

    def chart(self, dataset: int, name: str, kind: str, query: dict[str, Any]) -> int:
        """Save a chart with what it asks for."""
        source = {"id": dataset, "type": "table"}
        context = {"datasource": source, "queries": [query], "result_format": "json", "result_type": "full"}
        body = {
            "slice_name": name,
            "viz_type": kind,
            "datasource_id": dataset,
            "datasource_type": "table",
            "params": json.dumps({"viz_type": kind, "datasource": f"{dataset}__table"}),
            "query_context": json.dumps(context),
        }
        return int(self.ask("POST", "chart/", body)["id"])

    def data(self, chart: int) -> list[dict[str, Any]]:
        """What a saved chart shows now, past Superset's cache."""
        (result,) = self.ask("GET", f"chart/{chart}/data/?force=true")["result"]
        assert result["error"] is None, result
        rows: list[dict[str, Any]] = result["data"]
        return rows

    def sql(self, database: int, query: str) -> list[dict[str, Any]]:
        """Run a query in SQL Lab."""
        body = {"database_id": database, "sql": query, "runAsync": False}
        rows: list[dict[str, Any]] = self.ask("POST", "sqllab/execute/", body)["data"]
        return rows

    def stop(self) -> None:
        """End the server, by its process."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(30)
        self.log.close()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project with the committed filings, built and published."""
    project = Project(tmp_path_factory.mktemp("bi") / "project", with_filings=True)
    said = project.build().stdout
    assert "tieout.duckdb published" in said, said
    return project


@pytest.fixture(scope="module")
def superset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    superset = Superset(tmp_path_factory.mktemp("superset"))
    yield superset
    superset.stop()


@pytest.fixture(scope="module")
def database(superset: Superset, project: Project) -> int:
    """The connection that docs/bi.md names, with writing allowed as far as Superset is concerned."""
    uri = f"duckdb:///{project.published}?access_mode=read_only"
    connection = {"database_name": "Tieout", "sqlalchemy_uri": uri}
    assert superset.ask("POST", "database/test_connection/", connection) == {"message": "OK"}
    body = connection | {"expose_in_sqllab": True, "allow_dml": True}
    return int(superset.ask("POST", "database/", body)["id"])


@pytest.fixture(scope="module")
def revenue_chart(superset: Superset, database: int) -> int:
    """One dataset over a mart, one chart of it."""
    query = {
        "columns": ["period_id", "currency"],
        "metrics": [
            {"expressionType": "SQL", "sqlExpression": "sum(total_revenues)", "label": "revenues"},
            {"expressionType": "SQL", "sqlExpression": "count(*)", "label": "statements"},
        ],
        "filters": [{"col": "entity", "op": "==", "val": "consolidated"}],
        "orderby": [["period_id", True], ["currency", True]],
        "row_limit": 1000,
    }
    dataset = superset.dataset(database, "income_statement")
    return superset.chart(dataset, "Revenues by period", "echarts_timeseries_bar", query)


def revenues(project: Project) -> list[tuple[Any, ...]]:
    return project.query(
        "select period_id, currency, cast(sum(total_revenues) as double), count(*) "
        "from marts.income_statement where entity = 'consolidated' "
        "group by period_id, currency order by period_id, currency"
    )


def test_a_chart_shows_what_sql_says(superset: Superset, project: Project, revenue_chart: int) -> None:
    shown = superset.data(revenue_chart)
    assert [tuple(row.values()) for row in shown] == revenues(project)
    assert len(shown) > 5


def test_every_column_of_a_dataset_shows_its_comment(
    superset: Superset, project: Project, database: int
) -> None:
    dataset = superset.dataset(database, "margins")
    columns = superset.ask("GET", f"dataset/{dataset}")["result"]["columns"]
    assert {column["column_name"]: column["description"] for column in columns} == dict(
        project.query("select column_name, comment from duckdb_columns() where table_name = 'margins'")
    )


def test_every_mart_is_listed(superset: Superset, project: Project, database: int) -> None:
    listed = superset.ask("GET", f"database/{database}/tables/?q=(force:!t,schema_name:marts)")["result"]
    assert sorted(table["value"] for table in listed) == [
        name
        for (name,) in project.query(
            "select table_name from duckdb_tables() where schema_name = 'marts' order by 1"
        )
    ]


def test_the_macros_answer_in_sql_lab(superset: Superset, project: Project, database: int) -> None:
    query = "select count(*) as n from marts.as_known_on('2999-01-01')"
    assert superset.sql(database, query) == [{"n": project.query(query)[0][0]}]


def test_a_write_is_refused(superset: Superset, database: int) -> None:
    with pytest.raises(RuntimeError, match="attached in read-only mode"):
        superset.sql(database, "create table marts.mine as select 1 as a")


class Dashboard(threading.Thread):
    """Somebody who looks at charts until told to stop: what they showed in turn, and what failed."""

    def __init__(self, superset: Superset, charts: dict[str, int]) -> None:
        super().__init__()
        self.superset = superset
        self.charts = charts
        self.shown: dict[str, list[list[dict[str, Any]]]] = {name: [] for name in charts}
        self.failures: list[str] = []
        self.asked = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Look, also once after the end."""
        last = False
        while not last:
            last = self.ended.is_set()
            for name, chart in self.charts.items():
                try:
                    rows = self.superset.data(chart)
                    if self.shown[name][-1:] != [rows]:
                        self.shown[name].append(rows)
                except Exception as error:
                    self.failures.append(f"{name}: {error}")
                self.asked += 1
            time.sleep(0.5)


def start_reader(how: str, file: Path) -> subprocess.Popen[str]:
    """A process that opens, asks and closes, over and over."""
    script = ROOT / "tests/clients/read_forever.py"
    return subprocess.Popen(
        [CLIENTS / "bi/bin/python", script, how, file, WHOLE, "0.5"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_no_query_fails_during_20_builds(superset: Superset, project: Project, database: int) -> None:
    """Real builds in turn, while a dashboard's charts and two kinds of readers never stop asking."""
    query: dict[str, Any] = {"columns": ["build_id", "facts_printed"], "metrics": [], "row_limit": 10}
    charts = {"build": superset.chart(superset.dataset(database, "build_info"), "Build", "table", query)}
    query = {"columns": ["verdict"], "metrics": ["count"], "orderby": [["verdict", True]]}
    results = superset.dataset(database, "fct_identity_results")
    charts["verdicts"] = superset.chart(results, "Verdicts", "table", query)
    readers = {how: start_reader(how, project.published) for how in ("duckdb", "sqlalchemy")}
    dashboard = Dashboard(superset, charts)
    dashboard.start()
    (before,) = project.query("select build_id from marts.build_info")
    builds, started = list(before), time.monotonic()
    try:
        for _ in range(BUILDS):
            said = project.build().stdout
            assert "tieout.duckdb published" in said, said
            builds += project.query("select build_id from marts.build_info")[0]
        seconds = time.monotonic() - started
        time.sleep(2)
        reports = {how: reader.communicate(timeout=60)[0] for how, reader in readers.items()}
    finally:
        dashboard.ended.set()
        dashboard.join(2 * ANSWERS_WITHIN)
        for reader in readers.values():
            reader.kill()

    read = {how: json.loads(report.splitlines()[-1]) for how, report in reports.items()}
    seen = {how: [answer.split("|")[0] for answer in report["seen"]] for how, report in read.items()}
    seen["superset"] = [row["build_id"] for (row,) in dashboard.shown["build"]]
    asked = {how: report["asked"] for how, report in read.items()} | {"superset": dashboard.asked}
    print(f"\n{BUILDS} builds in {seconds:.0f} s; queries: {asked}; builds seen:", end=" ")
    print({how: len(found) for how, found in seen.items()})
    assert len(set(builds)) == BUILDS + 1
    assert dashboard.failures == []
    assert [report["failures"] for report in read.values()] == [[], []]
    assert {answer.split("|")[1] for report in read.values() for answer in report["seen"]} == {"True"}
    assert seen == dict.fromkeys(seen, builds)
    assert len(dashboard.shown["verdicts"]) == 1 and len(dashboard.shown["verdicts"][0]) > 2
