"""Figures in running text: each with the few words that say what it measures, against what, and when.

Structure only: which words belong to which figure. What they mean is staging's work. Nothing else of a
sentence is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.marks import strip_markup
from ingest.prose_drafts import Draft
from ingest.prose_reader import read_sentence
from ingest.prose_tokens import Vocabulary

_LONGEST_HEADING = 8  # words
_LONGEST_TITLE = 16
_MAY_HOLD_FIGURE = re.compile(r"\d|\bnil\b", re.IGNORECASE)
_MAY_NAME_PERIOD = re.compile(r"\d|quarter|half|year|period|month|week", re.IGNORECASE)
_MAX_HEADING = 400  # characters
_MAX_SENTENCE = 1_500  # characters that are read at once; a longer one is cut at a blank
_MAX_PARAGRAPH = 30_000
_COLUMNS = re.compile(r"\S {3,}\S")
_BULLET = re.compile(
    r"\s*(?:[-–—•·*▪●○◦➢]|\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s+"
)
_PAGE_NUMBER = re.compile(r"[-–—]? ?\d{1,3} ?[-–—]?")
_SENTENCE_END = re.compile(r"[.!?;。][\"”’)]* (?=[\"“(]?[A-Z0-9-])")
_ABBREVIATED = frozenset(
    [
        "mr",
        "ms",
        "mrs",
        "dr",
        "inc",
        "ltd",
        "corp",
        "co",
        "no",
        "nos",
        "vs",
        "approx",
        "est",
        "st",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)


@dataclass(frozen=True)
class ProseFigure:
    """One figure of the running text: its 1-based line, its place in the line's figures, and its words.

    `subject` is the noun phrase it measures, `relation` the words that tie it to that (`increased; by`),
    `period_words` when, `comparison` against when (`year-over-year`), `described_as` a second name
    after "compared with", `share_of` what a percentage is of, `counted` the noun after a count,
    `section_period` when by the last heading that says so. Every one may be empty.
    """

    line: int
    number: int
    sentence: int
    kind: str
    text: str
    subject: str = ""
    relation: str = ""
    comparison: str = ""
    period_words: str = ""
    described_as: str = ""
    share_of: str = ""
    counted: str = ""
    section_period: str = ""


def find_prose_figures(lines: Sequence[tuple[int, str]], vocabulary: Vocabulary) -> list[ProseFigure]:
    """Every amount, percentage, large count and rate in running text (numbered lines), in order.

    A blank line ends a paragraph.
    """
    found: list[ProseFigure] = []
    sentence_number = 0
    section = ""
    for starts, numbers, text in _paragraphs(lines):
        section = _heading_period(text, vocabulary) or section
        for offset, sentence in _sentences(text):
            if not _MAY_HOLD_FIGURE.search(sentence):
                continue
            drafts = read_sentence(vocabulary.tokens(sentence))
            sentence_number += bool(drafts)
            for draft in drafts:
                line = numbers[bisect_right(starts, offset + draft.start) - 1]
                number = found[-1].number + 1 if found and found[-1].line == line else 1
                found.append(_finished(draft, line, number, sentence_number, section))
    return found


def _paragraphs(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[list[int], list[int], str]]:
    """Runs of text lines, joined, blanks single; with the offset of each line in them, and its number."""
    starts: list[int] = []
    numbers: list[int] = []
    text = ""
    for number, raw in [*lines, (0, "")]:
        bullet = _BULLET.match(raw)
        body = raw[bullet.end() :] if bullet else raw
        is_prose = not (_COLUMNS.search(body.strip()) or _PAGE_NUMBER.fullmatch(raw.strip()))
        line = " ".join(strip_markup(body).split()) if is_prose else ""
        if text and (
            not line
            or bullet
            or text.endswith(":")
            or len(text) > _MAX_PARAGRAPH
            or (len(starts) == 1 and _is_heading(text, line))
        ):
            yield starts, numbers, text
            starts, numbers, text = [], [], ""
        if line:
            text = f"{text} " if text else ""
            starts.append(len(text))
            numbers.append(number)
            text += line


def _is_heading(text: str, following: str) -> bool:
    """Whether a first line is a title in capitals with no blank line behind it."""
    words = text.split()
    return (
        len(words) <= _LONGEST_HEADING
        and following[:1].isupper()
        and not text.endswith((".", ",", ";"))
        and all(word[:1].isupper() for word in words if len(word) > 3)
    )


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for match in _SENTENCE_END.finditer(text):
        last = text[max(at, match.start() - 8) : match.start()].rpartition(" ")[2].strip("(\"“'’").casefold()
        if match.group()[0] == "." and (last in _ABBREVIATED or len(last.rpartition(".")[2]) == 1):
            continue
        yield from _pieces(text, at, match.end() - 1)
        at = match.end()
    yield from _pieces(text, at, len(text))


def _pieces(text: str, at: int, end: int) -> Iterator[tuple[int, str]]:
    """A sentence, in pieces where it is so long that it is none."""
    while end - at > _MAX_SENTENCE:
        cut = text.rfind(" ", at, at + _MAX_SENTENCE)
        cut = cut if cut > at else at + _MAX_SENTENCE
        yield at, text[at:cut]
        at = cut
    yield at, text[at:end]


def _heading_period(text: str, vocabulary: Vocabulary) -> str:
    """The period that a heading names, as in "Fiscal Year 2023 Financial Results"; empty for other text."""
    if len(text) > _MAX_HEADING or not _MAY_NAME_PERIOD.search(text):
        return ""
    if len(text.split()) > _LONGEST_TITLE or text.endswith((".", ",", ";", ":")) or not text[:1].isupper():
        return ""
    tokens = vocabulary.tokens(text)
    if any(token.kind in ("figure", "verb") for token in tokens):
        return ""
    return next((token.text for token in tokens if token.kind == "period"), "")


def _finished(draft: Draft, line: int, number: int, sentence: int, section: str) -> ProseFigure:
    return ProseFigure(
        line, number, sentence, draft.kind, draft.text, draft.subject, draft.relation_text(),
        draft.comparison, draft.period, draft.described_as, draft.share_of, draft.counted, section,
    )  # fmt: skip
