"""Damage copies of the project's filings, build them all at once, and count what the warehouse noticed.

Every copy is one filing of `seeds/filings/` under its own filing_id and its own issuer, so that it cannot
borrow the truth from an undamaged sibling (`--siblings` puts the issuer's other filings beside it). One place
of a copy is damaged, at random but repeatably; every tenth copy is left as it is. Two builds of
seeds, staging and intermediate (neither gate nor marts): the project as it is, and the copies.

What is assumed of the seeds: the text of a line is its cells in order of `source_column`. A changed row keeps
the `row_role`, `row_label` and `section` that ingest gave it, since the label's cell is never changed and a
figure or dash always remains; a moved cell takes the `column_header` of its new column. A dropped row leaves
its line number unused. Columns this module does not know are copied.

Only cells that hold a readable figure are damaged: those of the project's facts with `evidence = 'printed'`.
The truth about a figure is what the project says of it.

One outcome a copy; the first that applies:
  wrong       a figure is recovered, and its value, period or currency is not the truth, or no truth is known
  silent      a figure is published as printed, is not the truth, and no failing or rounding identity names it
  harmless    every damaged figure is still read as the truth, as printed, and nothing fails
  recovered   every damaged figure that is not harmless is recovered, with the truth
  warned      wrong figures are published, each named by a failing identity, one only by severity `warn`
  rounding    wrong figures are published, each named by a failing identity or by one that is newly ROUNDING
  failed      an identity of severity `error` fails; if wrong figures are published, such identities name all
  unresolved  nothing wrong is published; a damaged figure has no value, or only some are recovered
  missing     nothing wrong is published; a damaged figure is gone, and at most a `warn` identity fails
A gap that rounding explains is no failure: a last digit off by one to three mostly shows as ROUNDING.
`detected` counts recovered, failed, warned, rounding, unresolved and missing. Beside the outcome,
`collateral` counts copies where an undamaged figure lost its value or got another.

A false alarm is an undamaged copy where an identity fails that does not fail in the project, or a figure is
not as the project has it. What the project recovers may be unresolved in a copy: it stands without siblings.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import click
import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("dbt_project.yml", "profiles.yml", "ingest", "macros", "models", "plugins", "seeds", "tests/generic")
BUILD_SECONDS = 900
OUTCOMES = (
    "recovered",
    "failed",
    "warned",
    "rounding",
    "unresolved",
    "missing",
    "harmless",
    "wrong",
    "silent",
)
DETECTED = ("recovered", "failed", "warned", "rounding", "unresolved", "missing")
TRIES = 400
WIDTH = 132

Texts = tuple[str, ...]
Place = tuple[int, int]
"""Line and column of a cell."""
Key = tuple[str, int, int, str]
"""Filing (a copy's source), line, column and line item of a figure."""


# --- What can happen to the text of one cell: the damaged text, or None where it cannot happen. ---


def _digits(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char in "0123456789"]


def _has_leading_zero(text: str) -> bool:
    return re.search(r"(?<![0-9.,])0[0-9,]", text) is not None


def _chosen(candidates: Sequence[str], text: str, rng: random.Random) -> str | None:
    """One of the texts that differ from `text` and gained no leading zero."""
    good = [
        new for new in candidates if new != text and (_has_leading_zero(text) or not _has_leading_zero(new))
    ]
    return rng.choice(good) if good else None


def change_digit(text: str, rng: random.Random) -> str | None:
    """One digit becomes another; the first digit never becomes 0. None for a dash."""
    digits = _digits(text)
    candidates = [
        text[:at] + digit + text[at + 1 :]
        for at in digits
        for digit in "0123456789"
        if not (digit == "0" and at == digits[0])
    ]
    return _chosen(candidates, text, rng)


def lose_digit(text: str, rng: random.Random) -> str | None:
    """One digit is gone, its marks stay: "1,234" may become "1,24". None for a single digit."""
    digits = _digits(text)
    lost = [text[:at] + text[at + 1 :] for at in digits]
    whole = [new for new in lost if _digits(new) and not re.search(r"(?<![0-9])[.,]", new)]
    return _chosen(whole, text, rng)


def transpose(text: str, rng: random.Random) -> str | None:
    """Two neighbouring digits change places, also across a comma. None where all neighbours are equal."""
    candidates = []
    digits = _digits(text)
    for left, right in pairwise(digits):
        candidates.append(text[:left] + text[right] + text[left + 1 : right] + text[left] + text[right + 1 :])
    return _chosen(candidates, text, rng)


def lose_sign(text: str, rng: random.Random) -> str | None:
    """Parentheses or minus are gone. None for a figure without, and for a dash."""
    del rng
    if not _digits(text):
        return None
    plain = re.sub(r"[()−]|-(?=[^0-9]*[0-9])", "", text)
    return plain if plain != text else None


def gain_sign(text: str, rng: random.Random) -> str | None:
    """Parentheses around the figure and its percent sign. None for a negative figure, a zero and a dash."""
    if lose_sign(text, rng) is not None or not re.search("[1-9]", text):
        return None
    return re.sub(r"([0-9](?:[0-9.,]*[0-9])?(?: ?%)?)", r"(\1)", text, count=1)


def cut_off(text: str, rng: random.Random) -> str | None:
    """The last digits are gone, at least one stays: "(317,652)" may become "(317,65)" or "(317)"."""
    digits = _digits(text)
    candidates = [
        re.sub(r"[.,]+$", "", text[: digits[keep]]) + text[digits[-1] + 1 :] for keep in range(1, len(digits))
    ]
    return _chosen(candidates, text, rng)


def scale_up(text: str, rng: random.Random) -> str | None:
    """The figure times 1,000, as printed: "1,234" becomes "1,234,000". None for decimals, zero and a dash."""
    del rng
    digits = _digits(text)
    if "." in text or not re.search("[1-9]", text):
        return None
    return text[: digits[-1] + 1] + ",000" + text[digits[-1] + 1 :]


def scale_down(text: str, rng: random.Random) -> str | None:
    """The figure divided by 1,000 and rounded, as printed: "1,234,567" becomes "1,235". None below 1,000."""
    del rng
    found = re.search("[0-9][0-9,]*[0-9]", text)
    number = int(found.group().replace(",", "")) if found else 0
    if found is None or "." in text or number < 1000:
        return None
    return text[: found.start()] + f"{(number + 500) // 1000:,}" + text[found.end() :]


def point_for_comma(text: str, rng: random.Random) -> str | None:
    """One comma becomes a decimal point. None without a comma."""
    candidates = [text[:at] + "." + text[at + 1 :] for at, char in enumerate(text) if char == ","]
    return _chosen(candidates, text, rng)


def lose_nil(text: str, rng: random.Random) -> str | None:
    """A dash becomes an empty cell. None for a figure with digits and for an empty cell."""
    del rng
    return None if _digits(text) or not text.strip() else ""


# --- What can happen to the cells of one row. `first` is its first column that is no label. ---


def move_right(cells: Texts, first: int) -> Texts | None:
    """Every figure one column to the right, behind an empty cell; the row grows by a cell."""
    return (*cells[:first], "", *cells[first:])


def move_left(cells: Texts, first: int) -> Texts | None:
    """The first cell of the figures is gone and the others close up. None when nothing would remain."""
    moved = (*cells[:first], *cells[first + 1 :])
    return moved if any(text.strip() for text in moved[first:]) else None


# --- The filings as they are: their rows, and which cells hold readable figures. ---


@dataclass(frozen=True)
class Figure:
    """A cell whose facts are all read as printed."""

    table_id: str
    table_kind: str
    currency: str


@dataclass(frozen=True)
class Filing:
    """One filing: the cells and the first column after the label of each line, and its figures in order."""

    filing_id: str
    rows: Mapping[int, Texts]
    first_columns: Mapping[int, int]
    figures: Mapping[Place, Figure]

    def above(self, line: int, column: int) -> int | None:
        """The nearest line above, in the same table, with a figure in the same column."""
        table_id = self.figures[line, column].table_id
        return max(
            (
                at
                for (at, c), f in self.figures.items()
                if c == column and f.table_id == table_id and at < line
            ),
            default=None,
        )

    def right(self, line: int, column: int) -> int | None:
        """The next column of the line with a figure in another currency."""
        found = min((c for at, c in self.figures if at == line and c > column), default=None)
        currencies = {self.figures[line, c].currency for c in (column, found) if c is not None}
        return found if len(currencies - {""}) == 2 else None


@dataclass(frozen=True)
class Damage:
    """One damaged place of a filing: the new cells of each touched line, none for a dropped row."""

    kind: str
    filing_id: str
    line: int
    column: int
    table_kind: str
    old_text: str
    new_text: str
    rows: Mapping[int, Texts]
    places: frozenset[Place]


Rows = dict[int, Texts]
Kind = Callable[[Filing, int, int, random.Random], Rows | None]
TextChange = Callable[[str, random.Random], str | None]


def _with_texts(filing: Filing, texts: Mapping[Place, str]) -> Rows | None:
    """The rows with these cells changed; None when a row would keep nothing beside its label."""
    rows: Rows = {}
    for (line, column), text in texts.items():
        cells = rows.get(line, filing.rows[line])
        rows[line] = (*cells[:column], text, *cells[column + 1 :])
    kept = all(
        any(text.strip() for text in cells[filing.first_columns[line] :]) for line, cells in rows.items()
    )
    return rows if kept else None


def _change_text(
    change: TextChange, filing: Filing, line: int, column: int, rng: random.Random
) -> Rows | None:
    text = change(filing.rows[line][column], rng)
    return None if text is None else _with_texts(filing, {(line, column): text})


def _copy_above(filing: Filing, line: int, column: int, _: random.Random) -> Rows | None:
    above = filing.above(line, column)
    return None if above is None else _with_texts(filing, {(line, column): filing.rows[above][column]})


def _swap(filing: Filing, one: Place, other: Place) -> Rows | None:
    return _with_texts(filing, {one: filing.rows[other[0]][other[1]], other: filing.rows[one[0]][one[1]]})


def _swap_rows(filing: Filing, line: int, column: int, _: random.Random) -> Rows | None:
    above = filing.above(line, column)
    return None if above is None else _swap(filing, (line, column), (above, column))


def _swap_columns(filing: Filing, line: int, column: int, _: random.Random) -> Rows | None:
    right = filing.right(line, column)
    return None if right is None else _swap(filing, (line, column), (line, right))


def _drop_row(filing: Filing, line: int, column: int, _: random.Random) -> Rows | None:
    table_id = filing.figures[line, column].table_id
    lines = {at for (at, _), figure in filing.figures.items() if figure.table_id == table_id}
    return {line: ()} if len(lines) > 1 else None


def _move(
    move: Callable[[Texts, int], Texts | None], filing: Filing, line: int, column: int, _: random.Random
) -> Rows | None:
    del column
    moved = move(filing.rows[line], filing.first_columns[line])
    return None if moved is None else {line: moved}


KINDS: Mapping[str, Kind] = {
    "digit": partial(_change_text, change_digit),
    "lost digit": partial(_change_text, lose_digit),
    "transposed": partial(_change_text, transpose),
    "sign lost": partial(_change_text, lose_sign),
    "sign gained": partial(_change_text, gain_sign),
    "cut off": partial(_change_text, cut_off),
    "scale up": partial(_change_text, scale_up),
    "scale down": partial(_change_text, scale_down),
    "point for comma": partial(_change_text, point_for_comma),
    "nil lost": partial(_change_text, lose_nil),
    "copied from above": _copy_above,
    "swapped rows": _swap_rows,
    "swapped columns": _swap_columns,
    "row dropped": _drop_row,
    "moved right": partial(_move, move_right),
    "moved left": partial(_move, move_left),
}


def damage_at(kind: str, filing: Filing, line: int, column: int, rng: random.Random) -> Damage | None:
    """Damage one figure of a filing; None where this kind cannot happen there or would change nothing."""
    rows = KINDS[kind](filing, line, column, rng)
    if rows is None or all(filing.rows[at] == cells for at, cells in rows.items()):
        return None
    places = set()
    for at, new in rows.items():
        old = filing.rows[at]
        for place in range(max(len(old), len(new))):
            if old[place : place + 1] != new[place : place + 1]:
                places.add((at, place))
    if len(places) <= 2 and (line, column) in places:
        old_text, new_text = filing.rows[line][column], rows[line][column : column + 1]
    else:
        old_text, new_text = " | ".join(filing.rows[line]), (" | ".join(rows[line]),)
    return Damage(
        kind,
        filing.filing_id,
        line,
        column,
        filing.figures[line, column].table_kind,
        old_text,
        "".join(new_text),
        rows,
        frozenset(places),
    )


def choose_damages(
    filings: Sequence[Filing], kinds: Sequence[str], number: int, rng: random.Random
) -> list[Damage]:
    """Up to `number` different damages, the kinds in turn, every figure of every filing equally likely.

    Fewer where a kind finds no place in `TRIES` draws. Raises ClickException when no filing has a figure.
    """
    places = [(filing, *place) for filing in filings for place in filing.figures]
    if not places:
        raise click.ClickException("No filing of seeds/filings/ has a figure that is read as printed.")
    damages: list[Damage] = []
    seen = set()
    for turn in range(number):
        for _ in range(TRIES):
            filing, line, column = rng.choice(places)
            damage = damage_at(kinds[turn % len(kinds)], filing, line, column, rng)
            if damage is None:
                continue
            identity = (damage.filing_id, tuple(sorted(damage.rows.items())))
            if identity not in seen:
                seen.add(identity)
                damages.append(damage)
                break
    return damages


# --- The copies as seeds. ---


class Copy(NamedTuple):
    """One copy: the filing it is made of, its damage if any, its filing ids with what they stand for."""

    issuer_id: str
    filing_id: str
    damage: Damage | None
    members: Mapping[str, str]


def make_copies(
    issuers: Mapping[str, str], damages: Iterable[Damage], undamaged: int, siblings: bool
) -> list[Copy]:
    """Undamaged copies of the filings in turn, then one copy a damage. `issuers` maps filing to issuer."""
    filing_ids = sorted(issuers)
    wanted: list[tuple[str, Damage | None]] = [
        (filing_ids[turn % len(filing_ids)], None) for turn in range(undamaged)
    ]
    wanted += [(damage.filing_id, damage) for damage in damages]
    copies = []
    for number, (filing_id, damage) in enumerate(wanted, start=1):
        members = {f"copy-{number:05}": filing_id}
        if siblings:
            others = [f for f in filing_ids if f != filing_id and issuers[f] == issuers[filing_id]]
            members |= {f"copy-{number:05}-{n}": other for n, other in enumerate(others, start=1)}
        copies.append(Copy(f"copy_{number:05}", filing_id, damage, members))
    return copies


Record = dict[str, str]


def _read(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, header: Sequence[str], records: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def write_copies(seeds: Path, copies: Sequence[Copy]) -> None:
    """Replace the filings of a seeds folder by the copies, and give every copy issuer the reference rows.

    Every seed with a `filing_id` or `issuer_id` is repeated for each copy: ids of filings, issuers and tables
    (columns ending in `table_id`, which begin with the filing's id) become the copy's.
    """
    filings = _read(seeds / "filings" / "raw_filings.csv")
    issuers = {record["filing_id"]: record["issuer_id"] for record in filings}
    for path in sorted(seeds.glob("*/*.csv")):
        header = _header(path)
        if not {"filing_id", "issuer_id"} & set(header):
            continue
        owner = "filing_id" if "filing_id" in header else "issuer_id"
        records = _read(path)
        owned = defaultdict(list)
        for record in records:
            owned[record[owner]].append(record)
        kept = records if path.parent.name == "reference" else []
        _write(path, header, [*kept, *_copied(header, owner, owned, issuers, copies)])


def _copied(
    header: Sequence[str],
    owner: str,
    owned: Mapping[str, list[Record]],
    issuers: Mapping[str, str],
    copies: Iterable[Copy],
) -> Iterator[Record]:
    tables = [name for name in header if name.endswith("table_id")]
    is_cells = "cell_text" in header
    for copy in copies:
        if owner == "issuer_id":
            for record in owned.get(issuers[copy.filing_id], []):
                yield record | {"issuer_id": copy.issuer_id}
            continue
        for filing_id, source in copy.members.items():
            records: Iterable[Record] = owned.get(source, [])
            if (
                is_cells
                and copy.damage
                and source == copy.filing_id
                and filing_id == next(iter(copy.members))
            ):
                records = _damaged(list(records), copy.damage)
            for record in records:
                new = record | {"filing_id": filing_id}
                if "issuer_id" in new:
                    new["issuer_id"] = copy.issuer_id
                for name in tables:
                    new[name] = new[name].replace(source, filing_id, 1)
                yield new


def _damaged(records: Sequence[Record], damage: Damage) -> Iterator[Record]:
    headers = {(record["table_id"], record["source_column"]): record["column_header"] for record in records}
    done = set()
    for record in records:
        line = int(record["source_line"])
        if line not in damage.rows:
            yield record
        elif line not in done:
            done.add(line)
            for column, text in enumerate(damage.rows[line]):
                moved = {
                    "source_column": str(column),
                    "column_header": headers.get((record["table_id"], str(column)), ""),
                    "cell_text": text,
                }
                yield record | moved


# --- What a build says. ---


class Fact(NamedTuple):
    """One figure of a build: its filing (a copy's source), place, meaning, value in whole units, evidence."""

    filing_id: str
    line: int
    column: int
    line_item_id: str
    entity: str
    period_id: str
    currency: str
    value: str | None
    evidence: str

    @property
    def key(self) -> Key:
        """What names the figure in every copy of its filing."""
        return self[:4]

    @property
    def meaning(self) -> tuple[str, ...]:
        """What the figure says, wherever it stands."""
        return (
            self.filing_id,
            self.line_item_id,
            self.entity,
            self.period_id,
            self.currency,
            self.value or "",
        )


class Failure(NamedTuple):
    """One failing identity: what fails where by how much, its severity, and the figures it names."""

    name: str
    severity: str
    keys: frozenset[Key]


@dataclass(frozen=True)
class Reading:
    """What a build says of one copy: facts, failing identities, how many identities hold over a figure."""

    facts: Mapping[Key, Fact]
    failures: frozenset[Failure]
    reach: Mapping[Key, int]
    rounding: frozenset[Failure] = frozenset()


FACTS = """
    select filing_id, source_line, source_column, line_item_id, coalesce(entity, ''), coalesce(period_id, ''),
        coalesce(currency, ''), cast(cast(value as decimal(38, 6)) as varchar), evidence
    from intermediate.int_facts_resolved
"""
IDENTITIES = """
    select filing_id, verdict, severity, input_fact_ids,
        concat_ws(
            ' ', identity_id, replace(table_id, filing_id, ''), line_item_id, entity, period_id, currency, gap
        )
    from intermediate.int_identities_judged
    where verdict in ('EXACT', 'ROUNDING', 'FAIL') and not is_excepted
"""


def read_build(database: Path, members: Mapping[str, tuple[str, str]]) -> dict[str, Reading]:
    """What a build says, by copy. `members` maps each filing_id to its copy and the filing it stands for."""
    with duckdb.connect(str(database), read_only=True) as connection:
        fact_rows = connection.execute(FACTS).fetchall()
        identity_rows = connection.execute(IDENTITIES).fetchall()
    facts: dict[str, dict[Key, Fact]] = defaultdict(dict)
    for row in fact_rows:
        copy, source = members[row[0]]
        fact = Fact(source, *row[1:])
        facts[copy][fact.key] = fact
    failures: dict[str, set[Failure]] = defaultdict(set)
    rounding: dict[str, set[Failure]] = defaultdict(set)
    reach: dict[str, Counter[Key]] = defaultdict(Counter)
    for filing_id, verdict, severity, fact_ids, name in identity_rows:
        copy, source = members[filing_id]
        keys = frozenset(_key(fact_id, members) for fact_id in (fact_ids or "").split())
        if verdict == "FAIL":
            failures[copy].add(Failure(f"{source} {name}", severity, keys))
        else:
            reach[copy].update(keys)
        if verdict == "ROUNDING":
            rounding[copy].add(Failure(f"{source} {name}", severity, keys))
    return {
        copy: Reading(facts[copy], frozenset(failures[copy]), reach[copy], frozenset(rounding[copy]))
        for copy in facts
    }


def _key(fact_id: str, members: Mapping[str, tuple[str, str]]) -> Key:
    filing_id, line, column, line_item_id = fact_id.rsplit(":", 3)
    return members[filing_id][1], int(line), int(column), line_item_id


# --- What came of a copy. ---


@dataclass(frozen=True)
class Truth:
    """The project as it is (all filings in one reading), and what its facts say wherever they stand."""

    project: Reading
    meanings: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, project: Reading) -> Truth:
        """The truth of a build of the undamaged project."""
        known = (fact.meaning for fact in project.facts.values() if fact.value is not None)
        return cls(project, frozenset(known))

    def holds(self, fact: Fact) -> bool:
        """Whether the project says the same of the figure or, where it has no such figure, anywhere."""
        known = self.project.facts.get(fact.key)
        if known is not None and known.value is not None:
            return fact.meaning == known.meaning
        return fact.meaning in self.meanings

    def new_failures(self, reading: Reading) -> list[Failure]:
        """Failing identities that do not fail, or not by this gap, in the project."""
        known = {failure.name for failure in self.project.failures}
        return sorted(failure for failure in reading.failures if failure.name not in known)


class Verdict(NamedTuple):
    """Outcome of a damaged copy, the number of undamaged figures lost or changed, and what came out."""

    outcome: str
    collateral: int
    came_out: str


def judge(truth: Truth, alone: Reading, reading: Reading, damage: Damage) -> Verdict:
    """What came of a damaged copy, against the undamaged copy of its filing (`alone`)."""
    places = {(damage.filing_id, *place) for place in damage.places}
    before = [fact for fact in alone.facts.values() if fact.value is not None]
    damaged = [fact for fact in before if fact.key[:3] in places]
    collateral = [
        fact
        for fact in before
        if fact.key[:3] not in places
        and (fact.key not in reading.facts or reading.facts[fact.key].meaning != fact.meaning)
    ]
    failures = truth.new_failures(reading)
    outcome, shown = _outcome(truth, reading, damaged, places, failures)
    came_out = "; ".join(f"{fact.line}:{fact.column} {' '.join(map(str, fact[3:]))}" for fact in shown[:3])
    return Verdict(outcome, len(collateral), came_out)


def _outcome(
    truth: Truth,
    reading: Reading,
    damaged: Sequence[Fact],
    places: set[tuple[str, int, int]],
    failures: Sequence[Failure],
) -> tuple[str, list[Fact]]:
    """The outcome, and the figures that make it wrong or silent."""
    untrue = [fact for fact in reading.facts.values() if fact.value is not None and not truth.holds(fact)]
    wrong = [fact for fact in untrue if fact.evidence == "recovered"]
    named = {key for failure in failures for key in failure.keys}
    known = {failure.name for failure in truth.project.rounding}
    rounded = {key for new in reading.rounding if new.name not in known for key in new.keys}
    blocked = {key for failure in failures if failure.severity == "error" for key in failure.keys}
    unnamed = [fact for fact in untrue if fact.evidence == "printed" and fact.key not in named]
    silent = [fact for fact in unnamed if fact.key not in rounded]
    now = [fact for fact in reading.facts.values() if fact.key[:3] in places]
    recovered = {fact.meaning for fact in reading.facts.values() if fact.evidence == "recovered"}
    as_printed = {fact.meaning for fact in now if fact.evidence == "printed"}
    meant = {fact.meaning for fact in damaged}
    is_error = any(failure.severity == "error" for failure in failures)
    outcome = "missing"
    if wrong:
        outcome = "wrong"
    elif silent:
        outcome = "silent"
    elif not failures and meant <= as_printed:
        outcome = "harmless"
    elif meant & recovered and meant <= recovered | as_printed:
        outcome = "recovered"
    elif unnamed:
        outcome = "rounding"
    elif untrue:
        outcome = "failed" if all(fact.key in blocked for fact in untrue) else "warned"
    elif is_error:
        outcome = "failed"
    elif any(fact.evidence != "printed" for fact in now):
        outcome = "unresolved"
    return outcome, wrong or silent


def false_alarms(truth: Truth, reading: Reading, filing_ids: Iterable[str]) -> list[str]:
    """What an undamaged copy says otherwise than the project, in words; empty when nothing."""
    alarms = [f"fails: {failure.name}" for failure in truth.new_failures(reading)]
    alarms += [
        f"differs: {fact.key} {fact.evidence} {fact.value}"
        for fact in reading.facts.values()
        if fact.value is not None and not truth.holds(fact)
    ]
    members = set(filing_ids)
    for fact in truth.project.facts.values():
        if fact.filing_id in members and fact.evidence == "printed":
            copied = reading.facts.get(fact.key)
            if copied is None or copied.value is None:
                alarms.append(f"lost: {fact.key} {fact.value}")
    return alarms


# --- The bench. ---


def build(project: Path, threads: int) -> None:
    """Load the seeds and build staging and intermediate of a scratch project.

    Raises ClickException with dbt's last words when it fails, or after `BUILD_SECONDS`.
    """
    command = [str(Path(sys.executable).with_name("dbt")), "build", "--threads", str(threads)]
    command += ["--resource-type", "seed", "--resource-type", "model"]
    command += ["--select", "path:seeds", "path:models/staging", "path:models/intermediate"]
    try:
        run = subprocess.run(
            command, cwd=project, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise click.ClickException(
            f"dbt was not done after {BUILD_SECONDS} seconds. Take fewer --copies."
        ) from None
    if run.returncode:
        raise click.ClickException(f"dbt failed in {project}:\n{(run.stdout + run.stderr)[-3000:]}")


def copy_project(folder: Path, *, unit_tests: bool = False) -> None:
    """Copy what dbt needs of the project into a folder; unit tests, a fifth of each parse, where they run."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns(
                "__pycache__", ".*", *[] if unit_tests else ["*__unit_tests.yml"]
            )
            shutil.copytree(ROOT / part, folder / part, ignore=ignored, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / part, folder / part)


def read_filings(seeds: Path, database: Path) -> list[Filing]:
    """The filings with their figures, from the raw seeds and a build of them."""
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(
            "select filing_id, source_line, source_column, min(table_id), min(table_kind),"
            " min(coalesce(currency, '')) from intermediate.int_facts_resolved"
            " group by filing_id, source_line, source_column having min(evidence) = 'printed'"
            " and max(evidence) = 'printed' order by filing_id, source_line, source_column"
        ).fetchall()
    cells: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    first_columns: dict[str, dict[int, int]] = defaultdict(dict)
    for record in _read(seeds / "filings" / "raw_cells.csv"):
        line = int(record["source_line"])
        cells[record["filing_id"]][line].append(record["cell_text"])
        first_columns[record["filing_id"]][line] = 1 if record["row_label"] else 0
    figures: dict[str, dict[Place, Figure]] = defaultdict(dict)
    for filing_id, line, column, *rest in found:
        if cells[filing_id][line][column].strip() and column >= first_columns[filing_id][line]:
            figures[filing_id][line, column] = Figure(*rest)
    return [
        Filing(
            filing_id,
            {line: tuple(texts) for line, texts in rows.items()},
            first_columns[filing_id],
            figures[filing_id],
        )
        for filing_id, rows in sorted(cells.items())
    ]


class Row(NamedTuple):
    """One damaged copy and what came of it; `rules` is how many identities reach the damaged figure."""

    damage: Damage
    verdict: Verdict
    rules: int


@dataclass(frozen=True)
class Result:
    """What a run found: damaged copies with verdicts, undamaged copies with alarms, seconds by stage."""

    rows: Sequence[Row]
    alarms: Mapping[str, Sequence[str]]
    seconds: Mapping[str, float]

    @property
    def is_good(self) -> bool:
        """No wrong recovery and no false alarm."""
        return not any(self.alarms.values()) and all(row.verdict.outcome != "wrong" for row in self.rows)


def run(
    project: Path,
    copies: int,
    seed: int,
    kinds: Sequence[str],
    threads: int,
    *,
    siblings: bool = False,
    built: Path | None = None,
) -> Result:
    """Damage, build and judge. `project` is an empty folder for the scratch project; it is left as it ends.

    `built` is the build file of the project as it is; without it the project is built here first. Raises
    ClickException when dbt fails or there is nothing to damage.
    """
    seconds: dict[str, float] = {}
    seeds, database = project / "seeds", project / "build" / "tieout.duckdb"
    with _timed(seconds, "the project as it is"):
        copy_project(project)
        if built is None:
            build(project, threads)
        known = built or database
        filings = read_filings(seeds, known)
        issuers = {
            record["filing_id"]: record["issuer_id"]
            for record in _read(seeds / "filings" / "raw_filings.csv")
        }
        truth = Truth.of(read_build(known, {name: ("project", name) for name in issuers})["project"])
    with _timed(seconds, "damaging"):
        undamaged = max(len(filings), copies // 10)
        damages = choose_damages(filings, kinds, max(0, copies - undamaged), random.Random(seed))
        made = make_copies(issuers, damages, undamaged, siblings)
        write_copies(seeds, made)
    with _timed(seconds, "the copies"):
        build(project, threads)
    with _timed(seconds, "judging"):
        members = {
            filing_id: (copy.issuer_id, source) for copy in made for filing_id, source in copy.members.items()
        }
        readings = read_build(database, members)
        alone: dict[str, Reading] = {}
        alarms: dict[str, Sequence[str]] = {}
        rows = []
        for copy in made:
            reading = readings.get(copy.issuer_id, Reading({}, frozenset(), {}))
            if copy.damage is None:
                alone.setdefault(copy.filing_id, reading)
                alarms[f"{copy.issuer_id} of {copy.filing_id}"] = false_alarms(
                    truth, reading, copy.members.values()
                )
                continue
            before = alone[copy.filing_id]
            rules = min(
                before.reach.get(key, 0)
                for key, fact in truth.project.facts.items()
                if key[:3] == (copy.filing_id, copy.damage.line, copy.damage.column)
            )
            rows.append(Row(copy.damage, judge(truth, before, reading, copy.damage), rules))
    return Result(rows, alarms, seconds)


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - started


def _percent(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:.1f} %)" if total else "0"


def _table(title: str, groups: Mapping[str, Sequence[Row]]) -> Table:
    """Outcomes by group, with a line of totals in per cent of the copies."""
    headers = ("", "copies", "detected", *OUTCOMES, "collateral")
    table = Table(*headers, title=title, title_justify="left", box=box.SIMPLE, padding=(0, 1, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    everything = [row for rows in groups.values() for row in rows]
    for name, rows in [*groups.items(), ("all", everything)]:
        if name == "all":
            table.add_section()
        table.add_row(name, *map(str, _counts(rows)))
    if everything:
        total = len(everything)
        table.add_row("%", "", *(f"{100 * count / total:.1f}" for count in _counts(everything)[1:]))
    return table


def _counts(rows: Sequence[Row]) -> list[int]:
    outcomes = Counter(row.verdict.outcome for row in rows)
    collateral = sum(row.verdict.collateral > 0 for row in rows)
    detected = sum(outcomes[name] for name in DETECTED)
    return [len(rows), detected, *(outcomes[name] for name in OUTCOMES), collateral]


def _grouped(
    rows: Sequence[Row], name: Callable[[Row], str], order: Sequence[str] = ()
) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {known: [] for known in order}
    for row in rows:
        groups.setdefault(name(row), []).append(row)
    return groups


def report(result: Result, kinds: Sequence[str], console: Console, *, show_list: bool = False) -> None:
    """Print the tables, the false alarms, the list of bad copies if wanted, and the seconds."""
    rows = result.rows
    console.print(_table("By kind of damage", _grouped(rows, lambda row: row.damage.kind, kinds)))
    by_table = _grouped(
        sorted(rows, key=lambda row: row.damage.table_kind), lambda row: row.damage.table_kind
    )
    console.print(_table("By kind of table", by_table))
    digits = [row for row in rows if row.damage.kind == "digit"]
    if digits:
        rules = _grouped(digits, lambda row: str(row.rules) if row.rules < 2 else "2+", ("0", "1", "2+"))
        console.print(_table("One digit changed, by the number of rules that reach the figure", rules))
    alarmed = {name: alarms for name, alarms in result.alarms.items() if alarms}
    console.print(
        f"False alarms: {_percent(len(alarmed), len(result.alarms))} of {len(result.alarms)} undamaged copies"
    )
    for name, alarms in alarmed.items():
        console.print(f"  {name}: {alarms[0]}" + (f" and {len(alarms) - 1} more" if len(alarms) > 1 else ""))
    if show_list:
        bad = [row for row in rows if row.verdict.outcome in ("wrong", "silent")]
        for damage, verdict, _ in sorted(bad, key=lambda row: (row.verdict.outcome, row.damage.kind)):
            where = f"{damage.filing_id} line {damage.line} column {damage.column}"
            console.print(
                f"{verdict.outcome}  {damage.kind}  {where}  {damage.old_text!r} -> {damage.new_text!r}",
                f"    came out: {verdict.came_out}",
                sep="\n",
            )
    stages = ", ".join(f"{stage} {taken:.1f} s" for stage, taken in result.seconds.items())
    console.print(f"Wall time {sum(result.seconds.values()):.1f} s: {stages}")


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        if keep.exists() and any(keep.iterdir()):
            raise click.ClickException(f"{keep} is not empty. Name a new folder.")
        yield keep
    else:
        with tempfile.TemporaryDirectory(prefix="tieout-mutate-") as scratch:
            yield Path(scratch)


@click.command(help="Damage copies of the filings and count what the warehouse notices.")
@click.option(
    "--copies", default=500, show_default=True, type=click.IntRange(1, 99_999), help="How many copies."
)
@click.option("--seed", default=1, show_default=True, help="Same seed, same filings: same damage.")
@click.option(
    "--kinds",
    multiple=True,
    type=click.Choice(list(KINDS)),
    help="Only this kind; may be given several times.",
)
@click.option("--siblings", is_flag=True, help="Put the issuer's other filings beside each copy, undamaged.")
@click.option("--list", "show_list", is_flag=True, help="List every copy that was wrong or silent.")
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1), help="Threads of dbt.")
@click.option(
    "--keep", type=click.Path(path_type=Path, file_okay=False), help="Build in this new folder and leave it."
)
@click.option(
    "--built",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The build file of the project as it is, to spare building it.",
)
def main(
    copies: int,
    seed: int,
    kinds: tuple[str, ...],
    siblings: bool,
    show_list: bool,
    threads: int,
    keep: Path | None,
    built: Path | None,
) -> None:
    """Run and report; exit status 1 after a wrong recovery or a false alarm."""
    chosen = kinds or tuple(KINDS)
    with _folder(keep) as project:
        result = run(project, copies, seed, chosen, threads, siblings=siblings, built=built)
    console = Console(
        width=None if sys.stdout.isatty() else 140, highlight=False, markup=False, soft_wrap=True
    )
    report(result, chosen, console, show_list=show_list)
    sys.exit(0 if result.is_good else 1)


if __name__ == "__main__":
    main()
