"""Phrases as a document prints them, with the line they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.lines import Line
from ingest.marks import strip_markup

Lines = Sequence[tuple[int, str]]
_LONGEST = 4_000  # characters of a line that are looked through; no sentence is longer


@dataclass(frozen=True)
class Printed:
    """A phrase as printed and its 1-based line; empty and None where the document has none."""

    text: str = ""
    line: int | None = None


def running_text(lines: Iterable[Line]) -> list[tuple[int, str]]:
    """The lines of running text that hold something: number and text without markup, single blanks."""
    return [(n, text) for n, text in all_text(line for line in lines if line.table is None) if text]


def all_text(lines: Iterable[Line]) -> list[tuple[int, str]]:
    """All lines, rows of tables too, each as one text without markup, single blanks, cut at `_LONGEST`."""
    return [(line.number, " ".join(strip_markup(line.text[:_LONGEST]).split())) for line in lines]


def phrases(pattern: re.Pattern[str], lines: Lines) -> Iterator[tuple[re.Match[str], int]]:
    """Every match and the line where it starts; a match may run over a hard wrap into the next line."""
    following = dict(lines)
    for number, line in lines:
        for match in pattern.finditer(f"{line} {following.get(number + 1, '')}".rstrip()):
            if match.start() >= len(line):
                break
            yield match, number


def first_phrase(pattern: re.Pattern[str], lines: Lines) -> Printed:
    """The first match, on the line where it starts; its last group, where the pattern has groups."""
    for match, number in phrases(pattern, lines):
        return Printed(match.group(match.lastindex or 0), number)
    return Printed()
