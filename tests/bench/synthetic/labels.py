"""What issuers write: labels out of the reference seeds, labels that nothing maps, names."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_SIGNED = re.compile(r"\b(loss|losses|deficits?|benefits?|credits?|recovery|charge|decrease|less)\b")
_PLAIN = re.compile(r"[a-z0-9 {}-]+")
_WHOLE = re.compile(r"\btotal\b")
_JOINED = (
    ("noncontrolling", "non-controlling"),
    ("noncurrent", "non-current"),
    ("long term", "long-term"),
    ("short term", "short-term"),
    ("paid in", "paid-in"),
    ("right of use", "right-of-use"),
    ("share based", "share-based"),
    ("stock based", "stock-based"),
)
_TRADES = (
    "Kiln", "Orchard", "Lantern", "Quarry", "Loom", "Harbour", "Meadow", "Anvil", "Tannery",
    "Beacon", "Granary", "Foundry", "Apiary", "Cooperage", "Millrace", "Saltpan", "Vineyard", "Bindery",
    "Dairy", "Ropewalk", "Brewhouse", "Weir", "Slate", "Copper", "Windmill", "Cannery", "Smithy",
    "Nursery", "Chandlery", "Observatory", "Paddock", "Pottery", "Timber", "Glasshouse", "Lighthouse",
    "Ferry", "Hopfield",
)  # fmt: skip
_OWN = {
    "revenue": ("programmes", "franchises", "memberships", "workshops", "charters", "subscriptions"),
    "cost": ("materials", "crews", "haulage", "upkeep", "royalties"),
    "operating": ("outreach", "stewardship", "relocation", "training", "surveys"),
    "other": ("contributions", "settlements", "remeasurements", "subsidies"),
    "asset": ("stocks", "deposits", "advances", "holdings", "concessions", "samples"),
    "liability": ("vouchers", "retentions", "pledges", "provisions", "obligations"),
    "equity": ("contributions", "surplus", "endowments"),
    "cash": ("movements", "outlays", "collections", "instalments", "placements"),
}
_SYLLABLES = [consonant + vowel for consonant in "bdfglmnprstvz" for vowel in "aeiou"]
_SECOND = (
    "Tarn",
    "Ridge",
    "Fell",
    "Beck",
    "Holm",
    "Strand",
    "Wold",
    "Moor",
    "Haven",
    "Garth",
    "Lea",
    "Thorn",
)
_LEGAL = ("Holdings Limited", "Group Limited", "Limited", "Inc.", "plc")


@cache
def standard_labels(table_kind: str, section: str, line_item: str) -> tuple[str, ...]:
    """The labels in compared form that mean a line in a section of a kind of table, and no other line first.

    Empty section: none. Left out are labels that take arithmetic to understand, headings, and words of a loss
    where the figure need be none. Raises LookupError when no label is left.
    """
    return tuple(_labels(table_kind, section, line_item))


def _labels(table_kind: str, section: str, line_item: str) -> Iterator[str]:
    found = False
    for label, rows in _synonyms()[table_kind].items():
        rows_here = [row for row in rows if row["section_id"] in ("", section)]
        if not any(row["line_item_id"] == line_item for row in rows_here):
            continue
        strongest = min(int(row["precedence"]) for row in rows_here)
        meant = {row["line_item_id"] for row in rows_here if int(row["precedence"]) == strongest}
        if meant != {line_item} or any(row["decided_by"] for row in rows_here):
            continue
        heads = label in _headings() and not label.startswith("total ")
        if heads or _SIGNED.search(label) or not _PLAIN.fullmatch(label):
            continue
        if _WHOLE.search(label) and not _is_total(line_item):
            continue
        found = True
        yield label
    if not found:
        raise LookupError(f"{table_kind}, section {section!r}: no label for {line_item}")


@cache
def headings(section: str) -> tuple[str, ...]:
    """The headings of a section, in compared form."""
    return tuple(row["heading"] for row in _read("sections") if row["section_id"] == section)


def written(label: str, issuer: str) -> str:
    """A label in compared form as an issuer prints it."""
    text = label[:1].upper() + label[1:]
    for plain, joined in _JOINED:
        text = re.sub(rf"\b{plain}\b", joined, text, flags=re.IGNORECASE)
    return (text[:1].upper() + text[1:]).replace("{issuer}", issuer)


def own_label(kind: str, draw: random.Random, taken: set[str]) -> str:
    """A label of the issuer's own that no synonym knows; added to those `taken`."""
    while True:
        label = f"{draw.choice(_TRADES)} {draw.choice(_OWN[kind])}"
        if label not in taken:
            taken.add(label)
            return label


def issuer_name(number: int, draw: random.Random) -> tuple[str, str]:
    """Full and short name of the issuer of a number; no two numbers share a first word."""
    word = ""
    for _ in range(3):
        number, place = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[place]
    short = f"{word.capitalize()}x {draw.choice(_SECOND)}"
    return f"{short} {draw.choice(_LEGAL)}", short


@cache
def _synonyms() -> dict[str, dict[str, list[dict[str, str]]]]:
    tables: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in _read("label_synonyms"):
        if row["column_role"] == "amount":
            tables[row["table_kind"]][row["label"]].append(row)
    return tables


@cache
def _headings() -> frozenset[str]:
    return frozenset(row["heading"] for row in _read("sections"))


@cache
def _totals() -> frozenset[str]:
    return frozenset(row["line_item_id"] for row in _read("line_items") if row["is_total"] == "true")


def _is_total(line_item: str) -> bool:
    return line_item in _totals()


@cache
def _read(seed: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / "reference" / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
