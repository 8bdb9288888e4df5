"""The raw layer in Parquet: the rows of the seeds, filings whole or not at all, many at once."""

from __future__ import annotations

import functools
import itertools
import operator
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from announcements import STATEMENT, announcement
from conftest import Run, Write
from filelock import FileLock
from test_seeds import ROWAN
from warehouse import NO_SHARED, ROOT, SHARED

from ingest import raw_layer
from ingest.errors import IngestError
from ingest.raw_layer import RawLayer, write_filing
from ingest.raw_rows import COLUMNS, FILINGS, Rows
from ingest.workers import Died, Workers

HEATH = ROWAN.replace("Rowan & Son A/S (OSE: ROW)", "Heath & Son A/S (OSE: HEA)")


@pytest.fixture
def layer(tmp_path: Path) -> RawLayer:
    return RawLayer(tmp_path / "it's raw")


@pytest.fixture
def add(run: Run, layer: RawLayer) -> Run:
    return functools.partial(run, "add", "--to", "parquet", layer.folder)


def _rows(filing_id: str, issuer_id: str, title: str) -> Rows:
    """Rows of a filing, each of whose tables says the title in a column of its own."""
    rows = {table: [tuple(title for _ in columns)] for table, columns in COLUMNS.items()}
    rows[FILINGS] = [(filing_id, issuer_id, *rows[FILINGS][0][2:])]
    return rows


def _publish(layer: RawLayer, filing_id: str, issuer_id: str, title: str) -> bool:
    with layer.writing() as run:
        write_filing(_rows(filing_id, issuer_id, title), run / "new")
        return layer.publish(run / "new", filing_id, issuer_id)


def _titles(layer: RawLayer) -> dict[tuple[str, str], set[str]]:
    """What the tables of every filing of the layer say, by issuer and filing; a missing file is an error."""
    found = {}
    for filing in sorted(layer.folder.glob("issuer_id=*/filing_id=*")):
        paths = [str(filing / f"{table}.parquet") for table in COLUMNS]
        rows = [duckdb.read_parquet(path, hive_partitioning=False).fetchall() for path in paths]
        key = (filing.parent.name.removeprefix("issuer_id="), filing.name.removeprefix("filing_id="))
        found[key] = {row[-1] for table in rows for row in table}
    return found


def _hidden(layer: RawLayer) -> list[str]:
    return sorted(path.name for path in layer.folder.glob(".*") if path.name != ".lock")


def _differences(project: Path, layer: RawLayer) -> list[tuple[object, ...]]:
    """Rows of the seeds that the layer lacks or has elsewhere, and the other way round."""
    found: list[tuple[object, ...]] = []
    for table, columns in COLUMNS.items():
        names = ", ".join(columns)
        types = ", ".join(f"{name}: 'varchar'" for name in columns)
        csv = f"{project}/seeds/filings/{table}.csv"
        seed = (
            f"select row_number() over () as n, {names} from (from read_csv('{csv}', header = true,"
            " delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false,"
            f" columns = {{{types}}}))"
        )
        files = str(layer.folder / "issuer_id=*" / "filing_id=*" / f"{table}.parquet").replace("'", "''")
        parquet = (
            f"select row_number() over (order by f, file_row_number) as n, {names}"
            f" from (select *, parse_path(filename)[-2] as f from read_parquet('{files}',"
            " hive_partitioning = false, file_row_number = true, filename = true))"
        )
        described = duckdb.sql(f"describe from read_parquet('{files}', hive_partitioning = false)").fetchall()
        assert [row[:2] for row in described] == [(name, "VARCHAR") for name in columns]
        assert duckdb.sql(f"select count(*) from ({seed})").fetchall() != [(0,)]
        for one, other in ((seed, parquet), (parquet, seed)):
            found += duckdb.sql(f"({one}) except all ({other})").fetchall()
    return found


def _reference(project: Path) -> list[bytes]:
    return [(project / f"seeds/reference/{name}.csv").read_bytes() for name in ("issuers", "issuer_names")]


def test_parquet_holds_the_rows_of_the_seeds_in_their_order(
    project: Path, write: Write, run: Run, add: Run, layer: RawLayer
) -> None:
    odd = announcement([*STATEMENT, ('Looms, "old" — 织机', "1,000", "(2,000)", "–")])
    paths = [write("lm-b.txt"), write("rowan-1.txt", ROWAN), write("lm-a.txt", odd)]
    before = _reference(project)
    assert run("add", *paths).status == 0
    with_seeds = _reference(project)
    for name, content in zip(("issuers", "issuer_names"), before, strict=True):
        (project / f"seeds/reference/{name}.csv").write_bytes(content)
    result = add(*paths)
    assert result.status == 0, result.err
    assert "added lm-b: 1 tables, 24 cells, 1 figures in running text\n" in result.out
    assert _differences(project, layer) == []
    assert _reference(project) == with_seeds != before
    cells = next(layer.folder.glob("*/filing_id=lm-a/raw_cells.parquet"))
    cells.unlink()
    assert _differences(project, layer) != []


@pytest.mark.skipif(not SHARED.is_dir(), reason=NO_SHARED)
def test_parquet_equals_the_seeds_of_the_real_filings(
    project: Path, run: Run, add: Run, layer: RawLayer
) -> None:
    for path in (ROOT / "seeds/reference").glob("*.csv"):
        shutil.copy(path, project / "seeds/reference")
    others = [
        path for path in (SHARED / "filings/others").iterdir() if path.suffix in (".pdf", ".html", ".txt")
    ]
    paths = [*(SHARED / "filings").glob("*.txt"), *others]
    assert len(paths) >= 7
    assert run("add", *paths).status == 0
    assert add(*paths).status == 0
    assert _differences(project, layer) == []


def test_adding_again_replaces_and_removing_takes_out(
    write: Write, run: Run, add: Run, layer: RawLayer
) -> None:
    path = write("lm-a.txt")
    assert add(path, write("lm-b.txt")).status == 0
    again = add(path)
    assert (again.status, again.out.split(":")[0]) == (0, "replaced lm-a")
    from_layer = functools.partial(run, "remove", "--from", "parquet", layer.folder)
    unknown = from_layer("lm-b", "lm-x")
    assert unknown.status == 2 and "'lm-x'" in unknown.err and "Present are: lm-a, lm-b." in unknown.err
    assert list(layer.issuers_of_filings()) == ["lm-a", "lm-b"]
    assert from_layer("lm-b").out == "removed lm-b\n"
    last = from_layer("lm-a")
    assert last.out.startswith("removed lm-a\nissuer larkspur_mills has no filing left")
    assert [path.name for path in layer.folder.iterdir()] == [".lock"]
    missing = run("remove", "--from", "parquet", layer.folder / "elsewhere", "lm-a")
    assert missing.status == 2 and "elsewhere: there is no such folder" in missing.err


def test_a_file_that_fails_leaves_the_others(write: Write, add: Run, layer: RawLayer, tmp_path: Path) -> None:
    result = add(write("bad.txt", "Cloth"), write("lm-a.txt"), tmp_path / "gone.pdf", write("lm-b.txt"))
    assert result.status == 2
    assert "2 of 4 files were not added; the others were" in result.err
    assert (
        "bad.txt: there is no table of figures" in result.err and "gone.pdf: there is no such" in result.err
    )
    assert list(layer.issuers_of_filings()) == ["lm-a", "lm-b"] and _hidden(layer) == []


def test_a_file_that_takes_too_long_fails(write: Write, add: Run, layer: RawLayer) -> None:
    result = add("--time-limit", "0.001", write("lm-a.txt"))
    assert result.status == 2 and "lm-a.txt: it took more than 0.001 seconds" in result.err
    assert layer.issuers_of_filings() == {} and _hidden(layer) == []


def _itself(job: Callable[[], object]) -> Callable[[], object]:
    return job


def test_a_process_that_dies_or_hangs_is_one_job_without_an_answer() -> None:
    workers: Workers[str, object] = Workers(2, 2)
    jobs: dict[str, Callable[[], object]] = {
        "fine": functools.partial(abs, -1),
        "killed": functools.partial(signal.raise_signal, signal.SIGKILL),
        "ended": functools.partial(os._exit, 7),
        "hangs": functools.partial(time.sleep, 600),
        "faulty": functools.partial(operator.truediv, 1, 0),
        "fine too": functools.partial(abs, -2),
    }
    for name, job in jobs.items():
        workers.ask(name, functools.partial(_itself, job))
    answers = dict(workers.answers())
    reasons = {name: answer.reason for name, answer in answers.items() if isinstance(answer, Died)}
    assert (answers["fine"], answers["fine too"]) == (1, 2)
    assert "SIGKILL, probably for lack of memory" in reasons["killed"]
    assert "status 7" in reasons["ended"] and "more than 2 seconds" in reasons["hangs"]
    assert "ZeroDivisionError" in reasons["faulty"] and len(reasons) == 4


def test_new_issuers_are_those_of_the_first_file_however_many_are_read_at_once(
    project: Path, write: Write, run: Run, add: Run, layer: RawLayer
) -> None:
    late = ROWAN.replace(" (OSE: ROW)", "").replace("Rowan", "The ROWAN")
    texts = [
        announcement([("Felt", f"{n},000")] * 2000) for n in (7, 8)
    ]  # which take longer than what follows
    texts += [ROWAN, HEATH, late, late, HEATH.upper(), late]
    paths = [write(f"x-{number}.txt", text) for number, text in enumerate(texts)]
    before = _reference(project)
    assert run("add", *paths).status == 0
    wanted = _reference(project)
    for name, content in zip(("issuers", "issuer_names"), before, strict=True):
        (project / f"seeds/reference/{name}.csv").write_bytes(content)
    result = add("--jobs", 4, *paths)
    assert result.status == 0 and result.out.count("new issuer") == 2
    assert _reference(project) == wanted != before
    assert _differences(project, layer) == []


def test_two_commands_at_once_add_one_row_of_their_new_issuer(
    project: Path, write: Write, layer: RawLayer
) -> None:
    commands = [
        [sys.executable, "-m", "ingest", "add", "--project", str(project), "--to", "parquet",
         str(layer.folder), *(str(write(f"rowan-{half}{number}.txt", ROWAN)) for number in range(3))]
        for half in "ab"
    ]  # fmt: skip
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for command in commands]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert _reference(project)[0].count(b"rowan_son,") == 1
    assert len(layer.issuers_of_filings()) == 6 and _hidden(layer) == []


def test_a_filing_of_another_issuer_now_does_not_stand_twice(layer: RawLayer) -> None:
    assert not _publish(layer, "f", "one", "old")
    assert _publish(layer, "f", "a/b", "new")
    assert layer.issuers_of_filings() == {"f": "a/b"}
    assert not (layer.folder / "issuer_id=one").exists()


def _die_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is done from the given step on: 1 is settling when the lock is taken, then come moves."""
    steps = itertools.count(1)

    def until_then(real: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            if next(steps) >= step:
                raise KeyboardInterrupt
            real(*arguments)

        return call

    monkeypatch.setattr(raw_layer, "_move", until_then(raw_layer._move))
    monkeypatch.setattr(RawLayer, "_settle", until_then(RawLayer._settle))


@pytest.mark.parametrize("issuer", ["one", "two"])
@pytest.mark.parametrize("step", [2, 3, 4])
def test_a_change_that_dies_leaves_the_old_or_the_new_filing(
    layer: RawLayer, monkeypatch: pytest.MonkeyPatch, step: int, issuer: str
) -> None:
    """It dies before the old filing is parked, before the new one is moved in, or before the old one goes."""
    _publish(layer, "f", "one", "old")
    with layer.writing() as run, monkeypatch.context() as patch:
        write_filing(_rows("f", issuer, "new"), run / "new")
        _die_at(step, patch)
        with pytest.raises(KeyboardInterrupt):
            layer.publish(run / "new", "f", issuer)
    assert (_hidden(layer) == []) == (step == 2)
    with layer.locked():
        found = _titles(layer)
    assert found == ({("one", "f"): {"old"}} if step < 4 else {(issuer, "f"): {"new"}})
    assert _hidden(layer) == []


def test_a_removal_that_dies_does_not_bring_back_half_a_filing(
    layer: RawLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(layer, "f", "one", "old")
    with layer.locked(), monkeypatch.context() as patch:
        _die_at(2, patch)
        with pytest.raises(KeyboardInterrupt):
            layer.remove("f")
    [aside] = layer.folder.glob(".*/*/*")
    (aside / f"{FILINGS}.parquet").unlink()
    with layer.locked():
        assert layer.issuers_of_filings() == {} and _hidden(layer) == []


def test_a_filing_that_cannot_be_moved_in_leaves_the_old_one(layer: RawLayer, tmp_path: Path) -> None:
    _publish(layer, "f", "one", "old")
    with pytest.raises(FileNotFoundError):
        layer.publish(tmp_path / "nothing", "f", "one")
    assert layer.issuers_of_filings() == {"f": "one"} and _hidden(layer) == []


def test_what_runs_left_goes_when_they_are_gone(layer: RawLayer) -> None:
    _publish(layer, "f", "one", "old")
    for run in (".run-1-dead", ".run-2-alive"):
        write_filing(_rows("g", "one", "half"), layer.folder / run)
    with FileLock(layer.folder / ".run-2-alive" / ".lock"):
        _publish(layer, "f", "one", "new")
        assert _hidden(layer) == [".run-2-alive"]
    _publish(layer, "f", "one", "new")
    assert _hidden(layer) == []


def test_a_folder_that_is_none_is_refused(write: Write, run: Run) -> None:
    path = write("lm-a.txt")
    result = run("add", "--to", "parquet", path, path)
    assert result.status == 2 and f"{path}: this is a file" in result.err


ADDING = """
import itertools, sys
from pathlib import Path
from test_raw_layer import _publish
from ingest.raw_layer import RawLayer
print("ready", flush=True)
for number in itertools.count():
    _publish(RawLayer(Path(sys.argv[1])), "f", f"issuer_{number % 2}", f"version {number}")
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_killed_process_leaves_whole_filings(layer: RawLayer) -> None:
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    _publish(layer, "f", "issuer_0", "version -1")
    for _ in range(4):
        command = [sys.executable, "-c", ADDING, str(layer.folder)]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0.02, 0.25))
            process.send_signal(signal.SIGKILL)
        with layer.locked():
            [(key, titles)] = _titles(layer).items()
        assert key[1] == "f" and len([title for title in titles if "version" in title]) == 1, f"seed {seed}"
    _publish(layer, "f", "issuer_0", "last")
    assert _hidden(layer) == []


def test_tables_that_cannot_be_written_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=r"cannot be written there: [^\n]*$"):
        write_filing(_rows("f", "one", "half a letter: \udce9"), tmp_path / "new")
