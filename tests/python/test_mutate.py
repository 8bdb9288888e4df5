"""The mutation bench: each damage is what it says, each outcome is called by its name, and it runs."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from pathlib import Path

import mutate
import pytest
from click.testing import CliRunner
from mutate import KINDS, Damage, Fact, Failure, Figure, Filing, Reading, Truth
from warehouse import Project

from ingest.raw_rows import CELLS, COLUMNS

SEEDS = range(40)


def texts(change: mutate.TextChange, text: str) -> set[str | None]:
    """Everything a change makes of a text under many seeds; the same seed makes the same."""
    results = [change(text, random.Random(seed)) for seed in SEEDS]
    assert results == [change(text, random.Random(seed)) for seed in SEEDS]
    return set(results)


@pytest.mark.parametrize(
    ("change", "text", "possible"),
    [
        (mutate.lose_digit, "(1,234)", {"(1,34)", "(1,24)", "(1,23)"}),
        (mutate.lose_digit, "735,177", {"35,177", "75,177", "73,177", "735,77", "735,17"}),
        (mutate.lose_digit, "0.27", {"0.7", "0.2"}),
        (mutate.transpose, "1,233", {"2,133", "1,323"}),
        (mutate.transpose, "(10)", {None}),
        (mutate.lose_sign, "(1,234)", {"1,234"}),
        (mutate.lose_sign, "-27.1%", {"27.1%"}),
        (mutate.gain_sign, "1,234", {"(1,234)"}),
        (mutate.gain_sign, "11.3%", {"(11.3%)"}),
        (mutate.cut_off, "(317,652)", {"(317,65)", "(317,6)", "(317)", "(31)", "(3)"}),
        (mutate.cut_off, "11.3%", {"11%", "1%"}),
        (mutate.scale_up, "(1,234)", {"(1,234,000)"}),
        (mutate.scale_down, "(1,234,567)", {"(1,235)"}),
        (mutate.scale_down, "1,499", {"1"}),
        (mutate.point_for_comma, "1,234,567", {"1.234,567", "1,234.567"}),
        (mutate.lose_nil, "—", {""}),
        (mutate.lose_nil, "<u> </u>", {""}),
    ],
)
def test_text_becomes_what_the_damage_says(change: mutate.TextChange, text: str, possible: set[str]) -> None:
    assert texts(change, text) == possible


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (mutate.change_digit, "-"),
        (mutate.lose_digit, "7"),
        (mutate.transpose, "(1,111)"),
        (mutate.transpose, "7"),
        (mutate.lose_sign, "1,234"),
        (mutate.lose_sign, "-"),
        (mutate.gain_sign, "(1,234)"),
        (mutate.gain_sign, "0"),
        (mutate.gain_sign, "-"),
        (mutate.cut_off, "7"),
        (mutate.scale_up, "3.5"),
        (mutate.scale_up, "-"),
        (mutate.scale_down, "999"),
        (mutate.scale_down, "1,234.5"),
        (mutate.point_for_comma, "123"),
        (mutate.lose_nil, "0"),
        (mutate.lose_nil, " "),
    ],
)
def test_damage_that_cannot_happen_is_refused(change: mutate.TextChange, text: str) -> None:
    assert texts(change, text) == {None}


@pytest.mark.parametrize("text", ["(735,177)", "5", "0.31", "10"])
def test_one_digit_changes_and_no_leading_zero_appears(text: str) -> None:
    for changed in texts(mutate.change_digit, text):
        assert changed is not None
        assert len(changed) == len(text)
        assert sum(old != new for old, new in zip(text, changed, strict=True)) == 1
        assert not changed.strip("(").startswith("0") or text.startswith("0.")


ROWS = {
    4: ("", "RMB", "US$"),
    5: ("Cash", "1,000", "140"),
    6: ("Loans", "(2,345)", "(328)"),
    7: ("Goodwill", "-", ""),
    8: ("987", "654", ""),
}


@pytest.fixture
def filing() -> Filing:
    places = [(5, 1, "CNY"), (5, 2, "USD"), (6, 1, "CNY"), (6, 2, "USD"), (7, 1, "CNY"), (8, 0, "CNY")]
    figures = {(line, column): Figure("f.t01", "balance_sheet", code) for line, column, code in places}
    return Filing("f", ROWS, {4: 0, 5: 1, 6: 1, 7: 1, 8: 0}, figures)


def damaged(kind: str, filing: Filing, line: int, column: int) -> Damage | None:
    return mutate.damage_at(kind, filing, line, column, random.Random(1))


@pytest.mark.parametrize(
    ("kind", "place", "rows"),
    [
        ("copied from above", (6, 1), {6: ("Loans", "1,000", "(328)")}),
        ("swapped rows", (6, 2), {5: ("Cash", "1,000", "(328)"), 6: ("Loans", "(2,345)", "140")}),
        ("swapped columns", (5, 1), {5: ("Cash", "140", "1,000")}),
        ("row dropped", (5, 2), {5: ()}),
        ("moved right", (5, 1), {5: ("Cash", "", "1,000", "140")}),
        ("moved right", (8, 0), {8: ("", "987", "654", "")}),
        ("moved left", (5, 1), {5: ("Cash", "140")}),
        ("scale up", (8, 0), {8: ("987,000", "654", "")}),
    ],
)
def test_rows_become_what_the_damage_says(
    filing: Filing, kind: str, place: tuple[int, int], rows: Mapping[int, tuple[str, ...]]
) -> None:
    damage = damaged(kind, filing, *place)
    assert damage is not None
    assert damage.rows == rows
    for line, cells in rows.items():
        for column in range(4):
            same = cells[column : column + 1] == ROWS[line][column : column + 1]
            assert ((line, column) in damage.places) != same


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("copied from above", (5, 1)),  # nothing above
        ("swapped rows", (5, 1)),
        ("swapped columns", (5, 2)),  # nothing to the right
        ("moved left", (7, 1)),  # nothing would remain
        ("nil lost", (7, 1)),  # the row would be a heading
        ("nil lost", (5, 1)),
    ],
)
def test_damage_of_a_row_that_cannot_happen_is_refused(
    filing: Filing, kind: str, place: tuple[int, int]
) -> None:
    assert damaged(kind, filing, *place) is None


def test_same_seed_same_damages_and_no_two_alike(filing: Filing) -> None:
    def chosen(seed: int) -> list[Damage]:
        return mutate.choose_damages([filing], list(KINDS), 40, random.Random(seed))

    assert chosen(1) == chosen(1)
    assert chosen(1) != chosen(2)
    different = {(damage.filing_id, tuple(sorted(damage.rows.items()))) for damage in chosen(1)}
    assert len(different) == len(chosen(1)) > 20


def write_seed(path: Path, header: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def read_seed(path: Path) -> list[list[str]]:
    with path.open(newline="") as file:
        return list(csv.reader(file))[1:]


def test_copies_are_written_under_their_own_names(tmp_path: Path, filing: Filing) -> None:
    raw, reference = tmp_path / "filings", tmp_path / "reference"
    write_seed(raw / "raw_filings.csv", ["filing_id", "issuer_id"], [["f", "mills"], ["g", "mills"]])
    tables = [["f.t01", "f", ""], ["f.t02", "f", "f.t01"]]
    write_seed(raw / "raw_tables.csv", ["table_id", "filing_id", "continues_table_id"], tables)
    cells = [
        ["f", "f.t01", str(line), str(column), "data", texts[0], "", f"h{column}", text]
        for line, texts in ROWS.items()
        for column, text in enumerate(texts)
    ]
    write_seed(raw / "raw_cells.csv", list(COLUMNS[CELLS]), cells)
    write_seed(reference / "issuers.csv", ["issuer_id", "name"], [["mills", "Mills"]])
    write_seed(reference / "identity_exceptions.csv", ["identity_id", "filing_id"], [["F01", "f"]])
    write_seed(reference / "sections.csv", ["heading"], [["assets"]])

    moved, dropped = damaged("moved right", filing, 5, 1), damaged("row dropped", filing, 6, 1)
    assert moved is not None and dropped is not None
    issuers = {"f": "mills", "g": "mills"}
    copies = mutate.make_copies(issuers, [moved, dropped], 1, siblings=True)
    mutate.write_copies(tmp_path, copies)

    one, two, three = "copy-00001", "copy-00002", "copy-00003"
    assert [copy.members for copy in copies] == [{c: "f", f"{c}-1": "g"} for c in (one, two, three)]
    assert read_seed(raw / "raw_filings.csv") == [
        [name, f"copy_{n}"] for n in ("00001", "00002", "00003") for name in (f"copy-{n}", f"copy-{n}-1")
    ]
    assert read_seed(raw / "raw_tables.csv")[:2] == [
        [f"{one}.t01", one, ""],
        [f"{one}.t02", one, f"{one}.t01"],
    ]
    assert read_seed(reference / "issuers.csv") == [
        [name, "Mills"] for name in ("mills", "copy_00001", "copy_00002", "copy_00003")
    ]
    assert read_seed(reference / "identity_exceptions.csv") == [
        ["F01", name] for name in ("f", one, two, three)
    ]
    assert read_seed(reference / "sections.csv") == [["assets"]]
    written = read_seed(raw / "raw_cells.csv")
    plain = [[*row[2:], ""] for row in cells]  # no place: it is text
    assert [row[2:] for row in written if row[0] == one] == plain
    assert [row[2:] for row in written if row[0] == three] == [row for row in plain if row[0] != "6"]
    line = [(row[3], row[7], row[8]) for row in written if row[0] == two and row[2] == "5"]
    assert line == [("0", "h0", "Cash"), ("1", "h1", ""), ("2", "h2", "1,000"), ("3", "", "140")]
    assert [row[2:] for row in written if row[0] == two and row[2] != "5"] == [
        row for row in plain if row[0] != "5"
    ]
    assert {(row[0], row[1]) for row in written} == {(name, f"{name}.t01") for name in (one, two, three)}


def fact(line: int, value: str | None, evidence: str = "printed", period: str = "2031H1") -> Fact:
    return Fact("f", line, 1, f"item_{line}", "consolidated", period, "CNY", value, evidence)


def reading(*facts: Fact, failures: tuple[Failure, ...] = ()) -> Reading:
    return Reading({each.key: each for each in facts}, frozenset(failures), {})


def failure(severity: str, *facts: Fact) -> Failure:
    return Failure("f F01", severity, frozenset(each.key for each in facts))


SOUND = (fact(5, "5"), fact(6, "6"), fact(7, None, "unresolved"))
CHANGED = Damage("digit", "f", 5, 1, "balance_sheet", "5", "8", {}, frozenset({(5, 1)}))


@pytest.mark.parametrize(
    ("outcome", "collateral", "after"),
    [
        ("silent", 0, reading(fact(5, "8"), *SOUND[1:])),
        ("silent", 0, reading(fact(5, "5", period="2031Q1"), *SOUND[1:])),
        ("silent", 0, reading(fact(5, "8"), *SOUND[1:], failures=(failure("error", fact(6, "6")),))),
        ("silent", 1, reading(fact(5, None, "unresolved"), fact(6, "1"))),
        ("warned", 0, reading(fact(5, "8"), *SOUND[1:], failures=(failure("warn", fact(5, "8")),))),
        ("failed", 0, reading(fact(5, "8"), *SOUND[1:], failures=(failure("error", fact(5, "8")),))),
        ("failed", 0, reading(*SOUND[1:], failures=(failure("error", fact(6, "6")),))),
        ("unresolved", 0, reading(fact(5, None, "unresolved"), *SOUND[1:])),
        ("unresolved", 1, reading(fact(5, None, "unresolved"), fact(6, None, "unresolved"))),
        ("missing", 0, reading(*SOUND[1:])),
        ("missing", 1, reading()),
        ("harmless", 0, reading(*SOUND)),
        ("recovered", 0, reading(fact(5, "5", "recovered"), *SOUND[1:])),
        ("wrong", 0, reading(fact(5, "4", "recovered"), *SOUND[1:])),
        ("wrong", 1, reading(fact(5, "5", "recovered"), fact(6, "1", "recovered"))),
        ("wrong", 0, reading(fact(5, "8"), fact(6, "6"), fact(7, "7", "recovered"))),  # no truth is known
    ],
)
def test_outcomes_are_called_by_their_names(outcome: str, collateral: int, after: Reading) -> None:
    verdict = mutate.judge(Truth.of(reading(*SOUND)), reading(*SOUND), after, CHANGED)
    assert (verdict.outcome, verdict.collateral) == (outcome, collateral)


def test_a_figure_recovered_at_another_line_is_recovered() -> None:
    elsewhere = SOUND[0]._replace(line=4, evidence="recovered")
    verdict = mutate.judge(
        Truth.of(reading(*SOUND)), reading(*SOUND), reading(elsewhere, *SOUND[1:]), CHANGED
    )
    assert verdict.outcome == "recovered"


def test_what_fails_in_the_project_is_not_held_against_a_copy() -> None:
    known = failure("error", fact(6, "6"))
    truth = Truth.of(reading(*SOUND, failures=(known,)))
    assert mutate.false_alarms(truth, reading(*SOUND, failures=(known,)), ["f"]) == []
    after = reading(fact(5, "8"), *SOUND[1:], failures=(known,))
    assert mutate.judge(truth, reading(*SOUND), after, CHANGED).outcome == "silent"


@pytest.mark.parametrize(
    "after",
    [
        reading(*SOUND, failures=(failure("warn", fact(6, "6")),)),
        reading(fact(5, "8"), *SOUND[1:]),
        reading(*SOUND[1:]),
        reading(*SOUND[:2], fact(7, "7", "recovered")),
    ],
)
def test_false_alarms_are_noticed(after: Reading) -> None:
    truth = Truth.of(reading(*SOUND))
    assert mutate.false_alarms(truth, reading(*SOUND), ["f"]) == []
    assert len(mutate.false_alarms(truth, after, ["f"])) == 1


def test_what_only_siblings_recover_is_no_false_alarm() -> None:
    truth = Truth.of(reading(*SOUND[:2], fact(7, "7", "recovered")))
    assert mutate.false_alarms(truth, reading(*SOUND), ["f"]) == []


@pytest.mark.xdist_group("mutate")
def test_bench_runs_on_the_filings_of_the_project(built: Project, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    known = str(built.folder / "build/tieout.duckdb")
    run = CliRunner().invoke(
        mutate.main, ["--copies", "20", "--list", "--keep", str(folder), "--built", known]
    )
    assert run.exit_code == 0, run.output
    assert "False alarms: 0" in run.output
    cells = read_seed(folder / "seeds/filings/raw_cells.csv")
    assert {row[0] for row in cells} == {f"copy-{number:05}" for number in range(1, 21)}
    again = CliRunner().invoke(mutate.main, ["--keep", str(folder)])
    assert again.exit_code == 1
    assert "is not empty" in again.output
