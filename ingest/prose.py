"""Figures in running text: each with the few words that say what it measures, against what, and when.

Structure only: which words belong to which figure. What they mean is staging's work. Nothing else of a
sentence is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.tables import strip_markup

MAX_SUBJECT_WORDS = 12

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DATE = rf"(?:(?:{_MONTHS})\.?\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+(?:{_MONTHS})\.?,?\s+\d{{4}})"
_YEAR = r"(?:(?:fiscal\s+)?(?:year\s+)?(?:19|20)\d{2})(?![\d,.]*\d)"
_WHICH = (
    "same|last|this|prior|previous|preceding|corresponding|current|reporting|comparable"
    "|first|second|third|fourth"
)
_SPAN = (
    r"(?:three|six|nine|twelve)[ -]months?"
    r"|(?:fiscal\s+|reporting\s+)?(?:quarter|half(?:[ -]year)?|period|year)"
)
_OF_WHAT = rf"(?:\s+(?:of|in|ended|ending)\s+(?:{_DATE}|{_YEAR}|(?:the\s+)?(?:last|prior|previous)\s+year))"
_PERIOD = re.compile(
    rf"(?:(?:as\s+(?:of|at)|in|for|during|of|at|since|on|over)\s+)?"
    rf"(?:(?:the\s+)?(?:(?:{_WHICH})\s+)+(?:{_SPAN})(?!-){_OF_WHAT}?"
    rf"|the\s+(?:{_SPAN})(?!-){_OF_WHAT}"
    rf"|{_DATE}"
    rf"|(?<=in\s){_YEAR}|(?<=of\s){_YEAR}|(?<=for\s){_YEAR}|(?<=during\s){_YEAR}|(?<=\(){_YEAR}(?=:))",
    re.IGNORECASE,
)

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CURRENCY = r"(?:RMB|CNY|US\$|HK\$|C\$|A\$|USD|HKD|EUR|GBP|€|£|\$)"
_SCALE = r"(?:\s?[¹²³⁰⁴⁵⁶⁷⁸⁹]*\s?(?:thousand|million|billion|trillion)s?\b)?"
_SIGN = r"(?:(?:negative|minus)\s+)?"
_RATE = (
    rf"{_CURRENCY}\s?\d+\.\d+\s+(?:to|per)\s+{_CURRENCY}\s?1(?:\.0+)?(?!\d|,\d)"
    rf"|{_CURRENCY}\s?1(?:\.0+)?\s+(?:to|per|=)\s+{_CURRENCY}\s?\d+\.\d+"
)
_PEOPLE = r"(?:\s+(?=(?:full-time\s+)?(?:people|persons|employees|staff|members)\b))"
_FIGURE = re.compile(
    rf"(?P<rate>{_RATE})"
    rf"|(?P<amount>{_SIGN}[-−]?{_CURRENCY}\s?(?:[-−]?{_NUMBER}|\({_NUMBER}\)){_SCALE})"
    rf"|(?P<points>{_SIGN}[-−]?{_NUMBER}\s?(?:percentage\s+points?|ppts?|pps?|basis\s+points?|bps)\b)"
    rf"|(?P<percent>{_SIGN}(?:[-−]?{_NUMBER}|\({_NUMBER}\))\s?(?:%|per\s?cent\b))"
    rf"|(?P<count>(?<![\w.,/+-])(?:\d{{1,3}}(?:,\d{{3}})+|\d+{_PEOPLE})(?![\w%/-]|\.\d))"
    r"|(?P<nil>(?<=\s)nil\b)"
)
_SENTENCE_END = re.compile(
    r"(?<!\bMr\.)(?<!\bMs\.)(?<!\bNo\.)(?<!\b[A-Z]\.)(?<=[.!?;。])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9-])"
)
_BULLET = re.compile(r"^\s*(?:[-–—•·*▪●]|\(?[a-z0-9]{1,3}[.)])\s")


@dataclass(frozen=True)
class ProseFigure:
    """One figure of the running text: its 1-based line, its place in the line's figures, and its words.

    `subject` is the noun phrase it measures, `relation` the words that tie it to that (`increased; by`),
    `period_words` when, `comparison` against when (`year-over-year`), `described_as` a second name
    after "compared with", `share_of` what a percentage is of, `counted` the noun after a count. Every one
    may be empty.
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


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


class Vocabulary:
    """The phrases of `reference.prose_words` by class, longest first."""

    def __init__(self, words: Mapping[str, str]) -> None:
        phrases = sorted(words, key=len, reverse=True)
        parts = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
        self._pattern = re.compile(rf"(?<![\w-])(?:{parts})(?![\w-])" if parts else r"(?!)", re.IGNORECASE)
        self._classes = {phrase.casefold(): kind for phrase, kind in words.items()}

    def tokens(self, text: str) -> list[_Token]:
        """The words of a stretch of text between two figures, in order, each with its class."""
        found: list[_Token] = []
        at = 0
        for period in _PERIOD.finditer(text):
            found += self._words(text[at : period.start()])
            found.append(_Token("period", " ".join(period.group().split())))
            at = period.end()
        return [*found, *self._words(text[at:])]

    def _words(self, text: str) -> Iterator[_Token]:
        at = 0
        for match in self._pattern.finditer(text):
            yield from _plain(text[at : match.start()])
            phrase = " ".join(match.group().split())
            yield _Token(self._classes[phrase.casefold()], phrase)
            at = match.end()
        yield from _plain(text[at:])


def _plain(text: str) -> Iterator[_Token]:
    for word in re.findall(r"[,:;()\[\]]|[^\s,:;()\[\]]+", text):
        if word in ",:;()[]":
            yield _Token("mark", word)
        elif word.casefold() == "and":
            yield _Token("and", word)
        elif word.casefold().endswith("ly"):
            yield _Token("filler", word)
        elif any(ch.isalnum() for ch in word):
            yield _Token("word", word.strip("\"“”'’.¹²³⁰⁴⁵⁶⁷⁸⁹"))


def find_prose_figures(lines: Sequence[str], vocabulary: Vocabulary) -> list[ProseFigure]:
    """Every amount, percentage, count of thousands and rate outside the tables of a document, in order."""
    found: list[ProseFigure] = []
    sentence_number = 0
    for starts, text in _paragraphs(lines):
        for offset, sentence in _sentences(text):
            figures = _figures_of(sentence, vocabulary)
            if not figures:
                continue
            sentence_number += 1
            for position, figure in figures:
                line = max(number for start, number in starts if start <= offset + position)
                found.append(replace(figure, line=line, sentence=sentence_number))
    counts: dict[int, int] = {}
    numbered = []
    for figure in found:
        counts[figure.line] = counts.get(figure.line, 0) + 1
        numbered.append(replace(figure, number=counts[figure.line]))
    return numbered


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[list[tuple[int, int]], str]]:
    """Runs of text lines, joined; with the offset at which each line starts."""
    starts: list[tuple[int, int]] = []
    text = ""
    for number, raw in enumerate([*lines, ""], start=1):
        line = "" if "\t" in raw else strip_markup(raw)
        ended = not line or bool(_BULLET.match(line)) or text.endswith((".", ":", ";", "!", "?"))
        if ended and text:
            yield starts, text
            starts, text = [], ""
        if line:
            starts.append((len(text) + (1 if text else 0), number))
            text = f"{text} {line}" if text else line


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for match in _SENTENCE_END.finditer(text):
        yield at, text[at : match.start()]
        at = match.end()
    yield at, text[at:]


def _figures_of(sentence: str, vocabulary: Vocabulary) -> list[tuple[int, ProseFigure]]:
    """The figures of one sentence with their offsets, each with the words that belong to it."""
    periods = [match.span() for match in _PERIOD.finditer(sentence)]
    matches = [
        match
        for match in _FIGURE.finditer(sentence)
        if not any(start <= match.start() < end for start, end in periods)
    ]
    reading = _Reading()
    end = 0
    for match in matches:
        reading.gap(vocabulary.tokens(sentence[end : match.start()]))
        reading.figure(match)
        end = match.end()
    reading.gap(vocabulary.tokens(sentence[end:]), is_last=True)
    return reading.finished()


class _Reading:
    """A sentence read from left to right: the figures so far, and the words before the next one."""

    def __init__(self) -> None:
        self._found: list[tuple[int, ProseFigure]] = []
        self._host: int | None = None
        self._next = ProseFigure(0, 0, 0, "", "")
        self._is_bracketed = False
        self._is_bare = False
        self._subject = ""
        self._lead_period = ""

    def gap(self, tokens: list[_Token], *, is_last: bool = False) -> None:
        """Take the words between two figures: first those of the figure before, then those of the next."""
        rest = self._give_back(tokens)
        if is_last:
            return
        self._is_bracketed = _is_open(tokens)
        self._is_bare = False
        words = [token for token in rest if token.kind != "mark" or token.text == ","]
        periods = [token.text for token in words if token.kind == "period"]
        if not any(token.kind == "word" for token in words):
            relation = [t.text for t in words if t.kind in _RELATION]
            self._is_bare = not relation
            self._next = ProseFigure(
                0, 0, 0, "", "", subject=self._subject, relation=_joined(relation),
                comparison=_joined([t.text for t in words if t.kind == "comparison"]),
                period_words=periods[-1] if periods else "",
            )  # fmt: skip
            return
        subject, before, after = _noun_phrase(words)
        relation = [t.text for t in (*before, *after) if t.kind in _RELATION]
        if any(token.kind == "prior" for token in before) and self._subject:
            self._next = ProseFigure(
                0, 0, 0, "", "", subject=self._subject, relation=_joined(relation),
                described_as=_short(subject),
            )  # fmt: skip
            return
        self._subject = _short(subject)
        first = words[0] if words else None
        leads = first is not None and first.kind == "period"
        self._next = ProseFigure(
            0, 0, 0, "", "", subject=self._subject, relation=_joined(relation),
            period_words=periods[0] if leads else "",
        )  # fmt: skip

    def figure(self, match: re.Match[str]) -> None:
        """Take the figure itself."""
        kind = match.lastgroup or ""
        figure = replace(self._next, kind=kind, text=" ".join(match.group().split()))
        if self._host is not None:
            host = self._found[self._host][1]
            if self._is_bracketed:
                own_period = figure.period_words
                figure = replace(
                    figure, subject=host.subject, relation="(", comparison=host.comparison,
                    period_words=own_period or host.period_words, described_as=host.described_as,
                )  # fmt: skip
            elif self._is_bare:
                like = [f for _, f in self._found if f.kind == kind and f.relation != "("]
                figure = replace(figure, relation=(like[-1] if like else host).relation)
        self._found.append((match.start(), figure))
        if figure.relation != "(" or self._host is None:
            self._host = len(self._found) - 1

    def finished(self) -> list[tuple[int, ProseFigure]]:
        """The figures; one subject of several nouns is dealt out where as many figures follow it."""
        return _dealt_out(self._found)

    def _give_back(self, tokens: list[_Token]) -> list[_Token]:
        """Words that follow a figure and belong to it: its period, its comparison, what it is a share of."""
        if not self._found:
            return tokens
        rest = list(tokens)
        targets = [len(self._found) - 1] + ([self._host] if self._host is not None else [])
        last = self._found[-1][1]
        if last.kind == "count" and rest and rest[0].kind == "word":
            self._found[-1] = (self._found[-1][0], replace(last, counted=rest[0].text))
            rest = rest[1:]
        if last.kind in ("percent", "points") and len(rest) > 1 and rest[0].text.casefold() == "of":
            share = _leading_words(rest[1:])
            self._found[-1] = (self._found[-1][0], replace(last, share_of=_short(share)))
            rest = rest[1 + len(share) :]
        while rest and (
            rest[0].kind in ("period", "comparison", "filler")
            or (rest[0].kind == "mark" and rest[0].text in ")]")
        ):
            token = rest.pop(0)
            for target in set(targets):
                position, figure = self._found[target]
                if token.kind == "period" and not _has_own_period(figure, target, self._found):
                    figure = replace(figure, period_words=token.text)
                elif token.kind == "comparison":
                    figure = replace(figure, comparison=token.text)
                self._found[target] = (position, figure)
        return rest


_RELATION = ("verb", "share", "equivalent", "direction", "prior", "preposition")


def _has_own_period(figure: ProseFigure, target: int, found: Sequence[tuple[int, ProseFigure]]) -> bool:
    return bool(figure.period_words) and target != len(found) - 1 and figure.relation != "("


def _is_open(tokens: Sequence[_Token]) -> bool:
    """Whether the next figure stands inside a bracket that opens here: "(", "(as of May 1, 2020: "."""
    depth = 0
    for token in tokens:
        if token.kind == "mark" and token.text in "([":
            depth += 1
        elif token.kind == "mark" and token.text in ")]":
            depth = max(0, depth - 1)
    return depth > 0


def _joined(texts: Sequence[str]) -> str:
    return "; ".join(text.casefold() for text in texts)


def _leading_words(tokens: Sequence[_Token]) -> list[_Token]:
    """The noun phrase that these tokens begin with."""
    taken: list[_Token] = []
    for token in tokens:
        if token.kind in ("word", "and", "filler") or token.text.casefold() in ("from", "of"):
            taken.append(token)
        else:
            break
    while taken and taken[-1].kind == "and":
        taken.pop()
    return taken


def _noun_phrase(words: list[_Token]) -> tuple[list[_Token], list[_Token], list[_Token]]:
    """What the next figure measures, and the tying words before and after it.

    After a verb it is what stands before the clause's first verb ("Revenues from services were"); after a
    preposition, what stands between the last verb and it ("recorded net inflow of cash at").
    """
    last = max(i for i, token in enumerate(words) if token.kind == "word")
    after = words[last + 1 :]
    verbs = [i for i, token in enumerate(words[:last]) if token.kind in ("verb", "direction", "share")]
    if any(token.kind in ("verb", "direction", "share") for token in after):
        end = verbs[0] if verbs and any(t.kind == "word" for t in words[: verbs[0]]) else last + 1
        start = _after_comma(words[:end])
        return words[start:end], [], after
    ends = ("verb", "direction", "share", "prior", "period", "comparison", "preposition")
    start = 0
    for i in range(last, -1, -1):
        token = words[i]
        if token.kind in ends and token.text.casefold() != "of":
            start = i + 1
            break
    tied = start
    while tied and words[tied - 1].kind in ("direction", "prior", "filler"):
        tied -= 1
    phrase = words[start : last + 1]
    if not (start and words[start - 1].kind == "verb"):
        phrase = phrase[_after_comma(phrase) :]
    return phrase, words[tied:start], after


def _after_comma(words: Sequence[_Token]) -> int:
    """Where the phrase after the last comma starts; a list of nouns ("a, b and c") stays whole."""
    commas = [i for i, token in enumerate(words) if token.kind in {"mark", "period"}]
    if not commas:
        return 0
    tail = words[commas[-1] + 1 :]
    if any(t.kind == "word" for t in tail):
        return commas[-1] + 1
    return 0


def _short(phrase: Sequence[_Token]) -> str:
    """The words of a noun phrase without articles at its ends; empty where it is longer than a name."""
    kept = [token for token in phrase if token.kind != "period"]
    while kept and kept[0].kind != "word":
        kept.pop(0)
    while kept and kept[-1].kind != "word":
        kept.pop()
    texts = [token.text for token in kept]
    if len(texts) > MAX_SUBJECT_WORDS:
        return ""
    return " ".join(texts).replace(" ,", ",")


def _dealt_out(found: list[tuple[int, ProseFigure]]) -> list[tuple[int, ProseFigure]]:
    """Give "a and b were 1 and 2" one subject to each figure."""
    dealt = list(found)
    hosts = [i for i, (_, figure) in enumerate(found) if figure.relation != "("]
    for subject in {figure.subject for _, figure in found}:
        parts = subject.split(" and ")
        mine = [i for i in hosts if found[i][1].subject == subject]
        kinds = {found[i][1].kind for i in mine}
        relations = {found[i][1].relation for i in mine}
        same = len(kinds) == 1 and len(relations) == 1 and "; from" not in f"; {next(iter(relations))}"
        periods = {found[i][1].period_words for i in mine if found[i][1].period_words}
        if len(parts) != len(mine) or len(parts) < 2 or not same or len(periods) > 1:
            continue
        for part, host in zip(parts, mine, strict=True):
            following = [i for i in range(host + 1, len(found)) if i in hosts]
            until = following[0] if following else len(found)
            for i in range(host, until):
                dealt[i] = (found[i][0], replace(dealt[i][1], subject=part))
    return dealt
