"""A sentence of running text as tokens: figures, phrases of time, and the words of the vocabulary between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.numbers import number_patterns

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH},? (?:19|20)\d{{2}})"
_YEAR = r"(?:(?:fiscal |financial )?(?:year )?(?:19|20)\d{2}(?![\d,.]*\d))"
_WHICH = (
    "same|last|this|prior|previous|preceding|corresponding|current|reporting|comparable|comparative|full"
    "|year-ago|year-earlier|prior-year|previous-year|first|second|third|fourth"
)
_LENGTH = (
    r"(?:(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?)"
    r"|(?:fiscal |financial |reporting )?(?:quarter|half(?:[ -]year)?|period|year)(?!-))(?:['’]s)?"
)
_SPAN = rf"{_LENGTH}(?: (?:quarter|half|period)\b)?"
_LAST_YEAR = (
    r"(?:the )?(?:last|prior|previous|preceding) (?:fiscal |financial )?year\b|a year (?:ago|earlier)"
)
_OF_WHAT = rf"(?: (?:(?:of|in|ended|ending) )?(?:{_DATE}|{_YEAR}|{_LAST_YEAR}))"
_CODE = r"(?:Q[1-4]|[1-4]Q|H[12]|[12]H)(?: ?(?:FY)?['’]?(?:20)?\d{2}\b(?![.,]?\d|%))?|FY ?['’]?(?:20)?\d{2}"
_PERIOD = re.compile(
    rf"(?<![\w-])(?:(?:as (?:of|at)|in|for|during|of|at|on) )?"
    rf"(?:(?:the )?(?:(?:{_WHICH}) ){{1,4}}{_SPAN}{_OF_WHAT}?"
    rf"|(?:the )?{_LENGTH} (?:ended|ending) {_DATE}"
    rf"|(?:fiscal|financial|full) (?:year )?(?:19|20)\d{{2}}\b(?![.,]\d)"
    rf"|the {_SPAN}{_OF_WHAT}"
    rf"|(?<=during )the (?:period|year|quarter)"
    rf"|{_LAST_YEAR}|{_DATE}|(?:{_CODE})"
    rf"|(?<=in ){_YEAR}|(?<=of ){_YEAR}|(?<=for ){_YEAR}|(?<=during ){_YEAR}|(?<=from ){_YEAR}(?! to)"
    rf"|(?<=with ){_YEAR}|(?<=[(]){_YEAR}(?=:)|(?<=; ){_YEAR}(?=:))(?!\w)",
    re.IGNORECASE,
)
_YEAR_ONLY = re.compile(r"(?:19|20)\d{2}")
_MARKS = ",:;()[]"
_PIECE = re.compile(r"[,:;()\[\]]|[–—]+|[^\s,:;()\[\]–—]+")
_ADDRESS = re.compile(r"https?:|www\.|@", re.IGNORECASE)
_FOOTNOTE = "¹²³⁰⁴⁵⁶⁷⁸⁹"

# A number stands free: no letter, digit, point or sign of its own before it.
_FREE = r"(?<![\w.,/%$€£¥])"
_NEGATIVE = r"(?:(?:negative|minus) )?"
_PEOPLE = r"(?= (?:[a-z]+-time )?(?:people|persons|employees|staff|members)\b)"


@dataclass(frozen=True)
class Token:
    """A piece of a sentence: a `figure` (with its kind), a `period`, a class of the vocabulary, `and`,
    `mark` or `word`; and where it starts."""

    kind: str
    text: str
    start: int
    figure_kind: str = ""

    @property
    def folded(self) -> str:
        """The text as it is compared."""
        return self.text.casefold()


class Vocabulary:
    """The phrases of `reference.prose_words` by class, longest first; its signs of currency and scales."""

    def __init__(self, words: Mapping[str, str], number_format: str = "") -> None:
        self._source, self._format = words, number_format
        group, decimal, number = number_patterns(number_format)
        signed = rf"(?:[-−+]?{number}|\({number}\))"

        def any_of(*classes: str) -> str:
            phrases = sorted((p for p, c in words.items() if c in classes), key=len, reverse=True)
            return "|".join(re.escape(" ".join(phrase.split())) for phrase in phrases) or r"(?!)"

        tying = set(words.values()) - {"currency", "scale"}
        self._words = re.compile(rf"(?<![\w-])(?:{any_of(*tying)})(?![\w-])", re.IGNORECASE)
        self._classes = {phrase.casefold(): kind for phrase, kind in words.items()}
        sign = rf"(?<![A-Za-z])(?:{any_of('currency')})"
        scale = rf"(?: ?[{_FOOTNOTE}]* ?(?:{any_of('scale')})(?![A-Za-z]))"
        self._figure = re.compile(
            rf"(?P<rate>{sign} ?\d++{decimal}\d++ (?:to|per) {sign} ?1(?:{decimal}0+)?(?!\d|,\d)"
            rf"|{sign} ?1(?:{decimal}0+)? (?:to|per|=|equals) {sign} ?\d++{decimal}\d++)"
            rf"|(?P<amount>{_NEGATIVE}(?:(?<![\w%$])[-−+])?{sign} ?{signed}{scale}?"
            rf"|{_NEGATIVE}{_FREE}[-−+]?{number}{scale} (?:{any_of('currency')})(?! ?\d)(?<=[A-Za-z])\b"
            rf"|(?:(?<![A-Za-z])(?:RMB|HK|US) ?|{_FREE}){number} (?:cents?|pence)(?![A-Za-z]))"
            rf"|(?P<points>{_NEGATIVE}{_FREE}{signed}[ -]?"
            r"(?:percentage[ -]points?|ppts?|pps?|p\.p\.|basis[ -]points?|bps?)(?!\w))"
            rf"|(?P<percent>{_NEGATIVE}{_FREE}{signed} ?(?:%(?!\w)|per ?cent\b))"
            rf"|(?P<count>{_FREE}(?<![+-])(?:{number}{scale}|\d{{1,3}}(?:{group}\d{{3}})++|\d++{_PEOPLE})"
            r"(?![\w%/-]|\.\d|,\d))"
            r"|(?P<nil>(?<=[ (:])(?:nil|Nil|NIL)\b)",
            re.IGNORECASE,
        )

    def in_format(self, number_format: str) -> Vocabulary:
        """The same words where figures are set in that format."""
        return self if number_format == self._format else Vocabulary(self._source, number_format)

    def tokens(self, sentence: str) -> list[Token]:
        """The tokens of a sentence whose blanks are single."""
        text = _without_addresses(sentence)
        found: list[Token] = []
        at = 0
        for token in _unlapped(_periods(text), self._figures(text)):
            found += self._between(text, at, token.start)
            found.append(token)
            at = token.start + len(token.text)
        found += self._between(text, at, len(text))
        return list(_with_elided_years(found))

    def _figures(self, text: str) -> Iterator[Token]:
        for match in self._figure.finditer(text):
            yield Token("figure", match.group(), match.start(), match.lastgroup or "")

    def _between(self, text: str, start: int, end: int) -> Iterator[Token]:
        at = start
        for match in self._words.finditer(text, start, end):
            yield from _plain(text, at, match.start())
            kind = self._classes[match.group().casefold()]
            yield Token("word" if kind == "name" else kind, match.group(), match.start())
            at = match.end()
        yield from _plain(text, at, end)


def _without_addresses(text: str) -> str:
    """The text with web and mail addresses blanked, every character at its place."""
    if not _ADDRESS.search(text):
        return text
    return " ".join(" " * len(word) if _ADDRESS.search(word) else word for word in text.split(" "))


def _periods(text: str) -> Iterator[Token]:
    for match in _PERIOD.finditer(text):
        yield Token("period", match.group(), match.start())


def _unlapped(periods: Iterator[Token], figures: Iterator[Token]) -> list[Token]:
    """Both in order; of two that overlap the one that starts first."""
    kept: list[Token] = []
    end = 0
    for token in sorted([*periods, *figures], key=lambda t: (t.start, t.kind == "figure")):
        if token.start >= end:
            kept.append(token)
            end = token.start + len(token.text)
    return kept


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _PIECE.finditer(text, start, end):
        word = match.group()
        bare = word.strip("\"“”'’.~*†‡" + _FOOTNOTE)
        if word in _MARKS:
            yield Token("mark", word, match.start())
        elif word[0] in "–—" or word == "-":
            yield Token("mark", ",", match.start())
        elif bare.casefold() == "and" or word == "&":
            yield Token("and", "and", match.start())
        elif bare.endswith("ly") and bare.islower():
            yield Token("filler", bare, match.start())
        elif any(ch.isalnum() for ch in bare):
            yield Token("word", bare, match.start())


def _with_elided_years(tokens: list[Token]) -> Iterator[Token]:
    """ "May 31, 2021 and 2020" says two periods: the second takes the words of the first."""
    before: list[Token] = []
    for token in tokens:
        elided = (
            _YEAR_ONLY.fullmatch(token.text)
            and len(before) > 1
            and before[-1].kind == "and"
            and before[-2].kind == "period"
            and _YEAR_ONLY.search(before[-2].text)
        )
        read = token
        if elided:
            read = Token("period", _YEAR_ONLY.sub(token.text, before[-2].text), token.start)
        yield read
        before = [*before[-1:], read]
