"""Figures in running text: each with the few words that say what it measures, against what, and when.

Structure only: which words belong to which figure. What they mean is staging's work. Nothing else of a
sentence is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.prose_tokens import Token, Vocabulary
from ingest.tables import strip_markup

MAX_SUBJECT_WORDS = 12
MAX_OTHER_WORDS = 8
MAX_COUNTED_WORDS = 3
MAX_FIGURES = 60  # a "sentence" with more figures is a table in disguise

_COLUMNS = re.compile(r"\S {3,}\S")
_BULLET = re.compile(r"\s*(?:[-–—•·*▪●○◦➢]|\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s+")
_PAGE_NUMBER = re.compile(r"[-–—]? ?\d{1,3} ?[-–—]?")
_SENTENCE_END = re.compile(r"[.!?;。][\"”’)]* (?=[\"“(]?[A-Z0-9-])")
_ABBREVIATED = frozenset(
    "mr ms mrs dr inc ltd corp co no nos vs approx est st jan feb mar apr jun jul aug sep sept oct nov dec".split()
)

_VERBS = ("verb", "direction", "share", "outlook")
_TYING = (*_VERBS, "equivalent", "prior", "preposition", "basis", "difference")
_ENDS = (*_VERBS, "equivalent", "prior", "preposition", "basis", "cause", "period", "comparison", "mark")
_IN_NAMES = ("of", "from", "for", "in", "to", "on")
_TAILS = ("net", "basic", "diluted", "basic and diluted")
_IS = ("was", "were", "is", "are")


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


def find_prose_figures(lines: Sequence[str], vocabulary: Vocabulary) -> list[ProseFigure]:
    """Every amount, percentage, large count and rate outside the tables of a document, in order."""
    found: list[ProseFigure] = []
    sentence_number = 0
    for starts, numbers, text in _paragraphs(lines):
        for offset, sentence in _sentences(text):
            drafts = _read(vocabulary.tokens(sentence))
            sentence_number += bool(drafts)
            for draft in drafts:
                line = numbers[bisect_right(starts, offset + draft.start) - 1]
                number = found[-1].number + 1 if found and found[-1].line == line else 1
                found.append(draft.finished(line, number, sentence_number))
    return found


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[list[int], list[int], str]]:
    """Runs of text lines, joined, blanks single; with the offset at which each line starts, and its number."""
    starts: list[int] = []
    numbers: list[int] = []
    text = ""
    for number, raw in enumerate([*lines, ""], start=1):
        bullet = _BULLET.match(raw)
        body = raw[bullet.end() :] if bullet else raw
        is_prose = not ("\t" in raw or _COLUMNS.search(body.strip()) or _PAGE_NUMBER.fullmatch(raw.strip()))
        line = " ".join(strip_markup(body).split()) if is_prose else ""
        if text and (not line or bullet or text.endswith(":") or (len(starts) == 1 and _is_heading(text, line))):
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
        len(words) <= MAX_OTHER_WORDS
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
        yield at, text[at : match.end() - 1]
        at = match.end()
    yield at, text[at:]


@dataclass
class _Draft:
    """A figure while its sentence is read."""

    start: int
    kind: str
    text: str
    subject: str = ""
    relation: list[Token] = field(default_factory=list)
    comparison: str = ""
    period: str = ""
    described_as: str = ""
    share_of: str = ""
    counted: str = ""
    host: _Draft | None = None  # the figure that this one repeats in brackets
    twin: _Draft | None = None  # the figure that this one says in another way: "3, or 5% of sales"

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.relation)

    def finished(self, line: int, number: int, sentence: int) -> ProseFigure:
        if self.host:
            is_same = self.kind == self.host.kind and not self.period
            self.comparison = self.comparison or (self.host.comparison if is_same else "")
            self.period = self.period or self.host.period
            self.share_of = self.share_of or self.host.share_of
            self.described_as = self.described_as or self.host.described_as
        relation = [*(["("] if self.host and not self.has("direction", "share", "prior") else [])]
        relation += [token.folded for token in self.relation if not self.host or token.kind in _BRACKETED]
        return ProseFigure(
            line, number, sentence, self.kind, self.text, self.subject, "; ".join(relation),
            self.comparison, self.period, self.described_as, self.share_of, self.counted,
        )  # fmt: skip


_BRACKETED = ("direction", "share", "prior", "outlook", "basis", "difference")


def _read(tokens: Sequence[Token]) -> list[_Draft]:
    """The figures of one sentence, each with the words that belong to it."""
    if not 0 < sum(token.kind == "figure" for token in tokens) <= MAX_FIGURES:
        return []
    reader = _Reader()
    gap: list[Token] = []
    for token in _without_asides(tokens):
        if token.kind == "figure":
            reader.figure(token, gap)
            gap = []
        else:
            gap.append(token)
    reader.trailing(gap, is_last=True)
    return reader.finished()


def _without_asides(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without brackets that hold no figure; a comparison in them stays."""
    kept: list[Token] = []
    open_at: list[int] = []
    for token in tokens:
        kept.append(token)
        if token.kind == "mark" and token.text in "([":
            open_at.append(len(kept) - 1)
        elif token.kind == "mark" and token.text in ")]":
            start = open_at.pop() if open_at else len(kept) - 1
            inside = kept[start:]
            if not any(t.kind == "figure" for t in inside):
                kept[start:] = [t for t in inside if t.kind == "comparison"]
    return kept


class _Reader:
    """A sentence read from left to right: the figures so far, and what the next one may take over."""

    def __init__(self) -> None:
        self._found: list[_Draft] = []
        self._run: list[_Draft] = []  # the last figures outside brackets that stand side by side: "1 and 2"
        self._alike: dict[str, _Draft] = {}  # the last figure of each kind outside brackets
        self._subject = ""
        self._lead = ""  # the period that the sentence begins with
        self._waiting: list[str] = []  # periods named before the figures they belong to
        self._outlook: Token | None = None
        self._depth = 0

    def figure(self, token: Token, gap: list[Token]) -> None:
        """Take the next figure and the words before it."""
        rest = self.trailing(gap)
        was_open = self._depth > 0
        self._depth = max(0, self._depth + sum(_opens(t) for t in gap))
        draft = _Draft(token.start, token.figure_kind, token.text)
        rest = [t for t in rest if t.text not in list("()[]")]
        for t in rest:
            self._outlook = t if t.kind == "outlook" else self._outlook
        host = self._run[-1] if self._run and self._depth else None
        if any(t.kind == "word" for t in rest):
            self._introduce(draft, rest, starts_sentence=not self._found)
            host = None
        else:
            self._continue(draft, rest, host, is_open=was_open)
        if self._outlook and not draft.has("outlook"):
            draft.relation.insert(0, self._outlook)
        if not self._depth:
            self._alike[draft.kind] = draft
        draft.host = host
        self._found.append(draft)

    def _introduce(self, draft: _Draft, rest: list[Token], *, starts_sentence: bool) -> None:
        """A figure with a noun phrase of its own."""
        phrase, draft.relation, draft.period = _named(rest)
        owner = _owner(rest, phrase)
        ties_to_prior = any(t.kind == "prior" for t in draft.relation) or (
            bool(self._found) and self._found[-1].has("prior") and [t.folded for t in draft.relation][:1] == ["to"]
        )
        if self._subject and ties_to_prior and not any(t.kind == "cause" for t in rest):
            draft.subject, draft.described_as = self._subject, _short(phrase, MAX_OTHER_WORDS)
        elif owner:
            draft.subject = self._subject = _short(owner, MAX_SUBJECT_WORDS)
            draft.described_as = _short(phrase, MAX_OTHER_WORDS)
        else:
            draft.subject = self._subject = _short(phrase, MAX_SUBJECT_WORDS)
        if starts_sentence:
            self._lead = draft.period
        listed = _listed(rest)
        if draft.period in listed:
            draft.period, *self._waiting = listed
        if not self._depth:
            self._run = [draft]

    def _continue(self, draft: _Draft, rest: list[Token], host: _Draft | None, *, is_open: bool) -> None:
        """A figure that speaks of the last subject, with or without words of its own."""
        draft.relation = [token for token in rest if token.kind in _TYING]
        draft.period = next((t.text for t in reversed(rest) if t.kind == "period"), "")
        draft.comparison = next((t.text for t in rest if t.kind == "comparison"), "")
        draft.subject = self._subject
        if any(t.kind == "cause" for t in rest):
            draft.subject = self._subject = ""
        elif host:
            draft.subject = host.subject
        elif not draft.relation and self._found:
            draft.twin = self._run[-1] if self._run and any(t.folded == "or" for t in rest) else None
            like = draft.twin or self._alike.get(draft.kind, self._found[-1])
            draft.relation = [t for t in like.relation if t.kind not in ("basis", "difference")]
            draft.described_as = like.described_as
            draft.share_of = like.share_of if draft.kind == like.kind == "percent" else ""
            if self._waiting and not draft.period:
                draft.period = self._waiting.pop(0)
            self._run.append(draft)
            return
        if draft.kind == "percent" and draft.has("prior") and "percent" in self._alike:
            draft.share_of = self._alike["percent"].share_of
        if not self._depth:
            self._run = [draft]

    def trailing(self, gap: list[Token], *, is_last: bool = False) -> list[Token]:
        """Give the words that follow a figure to it; return the others."""
        if not self._found:
            return gap
        target = self._found[-1]
        times: list[str] = []
        against: list[str] = []
        is_dealt = False
        at = self._right_behind(target, gap)
        while at < len(gap):
            token, after = gap[at], gap[at + 1] if at + 1 < len(gap) else None
            if _opens(token) < 0 and self._run:
                target = self._run[-1] if target.host or target is not self._run[-1] else target
            elif token.kind == "filler" and token.folded != "over":
                is_dealt = is_dealt or token.folded == "respectively"
            elif token.kind == "period":
                times.append(token.text)
            elif (token.kind == "prior" or token.folded == "over") and after and after.kind == "period":
                if at + 2 >= len(gap) and not is_last:
                    break
                against, at = _listed(gap[at + 1 :]) or [after.text], at + _width(gap[at + 1 :])
            elif token.kind == "comparison":
                target.comparison = target.comparison or token.text
            elif token.kind in ("difference", "basis") or _is_noun_of_change(token, target, after):
                at = self._give_change(target, token, gap, at)
            elif token.kind == "and" and times and after and after.kind == "period":
                pass
            elif token.text == "," and after and (after.folded == "respectively" or _goes_on(times, after, gap, at)):
                pass
            else:
                break
            at += 1
        self._deal(target, times, against, is_dealt=is_dealt)
        return gap[at:]

    def _right_behind(self, target: _Draft, gap: list[Token]) -> int:
        """The words right behind a figure: what is counted, what it is a share of, per what it is."""
        words = _leading(gap)
        if target.kind == "count" and words:
            words = words[:MAX_COUNTED_WORDS]
            target.counted = " ".join(t.text for t in words)
            return len(words)
        if len(gap) < 2 or not (words or gap[0].kind == "preposition"):
            return 0
        if gap[0].folded == "per" and target.kind == "amount":
            words = words[:3]
            base = re.sub(r" per [^,]*$", "", target.subject)
            target.subject = f"{base} {' '.join(t.text for t in words)}".strip()
            return len(words)
        phrase = _leading(gap[1:])
        if gap[0].folded == "of" and phrase and target.kind in ("percent", "points"):
            target.share_of = _short(phrase, MAX_OTHER_WORDS)
            return 1 + len(phrase)
        if gap[0].folded in ("of", "in") and phrase and target.kind == "amount" and not target.subject:
            target.subject = self._subject = _short(phrase, MAX_OTHER_WORDS)
            return 1 + len(phrase)
        return 0

    def _give_change(self, target: _Draft, token: Token, gap: list[Token], at: int) -> int:
        """ "5% higher", "a 5% increase in revenue", "5 million above forecast": the word belongs to the figure."""
        target.relation.append(token)
        following = gap[at + 1 :]
        if token.kind == "difference":
            skipped = next((i for i, t in enumerate(following) if t.kind not in ("filler", "outlook")), len(following))
            return at + skipped
        if token.kind == "direction" and following and following[0].folded in ("in", "of"):
            phrase = _leading(following[1:])
            if phrase:
                target.subject = self._subject = _short(phrase, MAX_SUBJECT_WORDS)
                return at + 1 + len(phrase)
        return at

    def _deal(self, target: _Draft, times: list[str], against: list[str], *, is_dealt: bool) -> None:
        """ "1 and 2 for P and Q" gives each figure its own; so does "respectively" one to all."""
        run = self._run if target in self._run[-1:] else [target]
        for figures, words, is_period in ((run, times, True), (run, against, False)):
            several = 1 < len(words) <= len(figures)
            takers = figures[-len(words) :] if several else figures if is_dealt else [target]
            for i, taker in enumerate(takers if words else []):
                word = words[i if several else 0]
                if is_period:
                    taker.period = word
                else:
                    taker.comparison = taker.comparison or word

    def finished(self) -> list[_Draft]:
        """The figures; one subject of several nouns is dealt out where as many figures follow it."""
        _deal_subjects(self._found)
        for draft in self._found:
            if draft.twin:
                draft.period = draft.twin.period = draft.twin.period or draft.period
            is_change = draft.has("direction", "difference") and draft.relation[-1].folded != "to"
            if not (draft.period or draft.host or draft.has("prior") or is_change and not draft.has("outlook")):
                draft.period = self._lead
        return self._found


def _opens(token: Token) -> int:
    return 0 if token.kind != "mark" else 1 if token.text in "([" else -1 if token.text in ")]" else 0


def _is_noun_of_change(token: Token, target: _Draft, after: Token | None) -> bool:
    """Whether a direction behind a figure is its noun ("a 5% increase") and no verb ("sales of 5 increased")."""
    is_verb = token.folded.endswith(("ed", "ing")) or token.folded in ("grew", "rose", "fell")
    goes_on = after is not None and after.folded in ("by", "to", "from")
    return token.kind == "direction" and not (is_verb or goes_on or target.has("direction"))


def _goes_on(times: list[str], after: Token, gap: Sequence[Token], at: int) -> bool:
    """Whether a comma stands in a list of periods, or before a comparison or period that ends a clause."""
    is_end = at + 2 >= len(gap)
    ends = is_end or gap[at + 2].kind in ("and", "mark", "comparison")
    return ends and (after.kind == "comparison" or (bool(times) or is_end) and after.kind == "period")


def _listed(tokens: Sequence[Token]) -> list[str]:
    """The periods of the first list of at least two: "P, Q and R"."""
    for i, token in enumerate(tokens):
        if token.kind == "period":
            listed = [t.text for t in tokens[i : i + _width(tokens[i:])] if t.kind == "period"]
            if len(listed) > 1:
                return listed
    return []


def _width(tokens: Sequence[Token]) -> int:
    """How many tokens the list of periods at their head takes."""
    width = 0
    for i, token in enumerate(tokens):
        if token.kind == "period" and width in (0, i - 1, i - 2) and (not i or tokens[i - 1].kind != "period"):
            width = i + 1
        elif not (token.kind == "and" or token.text == ","):
            break
    return width


def _leading(tokens: Sequence[Token]) -> list[Token]:
    """The noun phrase that these tokens begin with."""
    taken: list[Token] = []
    for token in tokens:
        is_article = token.kind == "filler" and not (taken and taken[-1].kind == "word")
        in_name = token.folded in ("of", "from") and taken and taken[-1].kind == "word"
        if not (token.kind in ("word", "and") or is_article or in_name):
            break
        taken.append(token)
    while taken and taken[-1].kind != "word":
        taken.pop()
    return taken


def _named(rest: list[Token]) -> tuple[list[Token], list[Token], str]:
    """What the next figure measures, the words that tie it to that, and its period.

    After a verb it is what stands before the clause's first verb ("Revenues from services were"); after a
    preposition, what stands between the last verb and it ("recorded net inflow of cash at"). Words that
    nothing ties to the figure name nothing.
    """
    last = max(i for i, token in enumerate(rest) if token.kind == "word")
    after = rest[last + 1 :]
    ties = [token for token in after if token.kind in _TYING]
    lead = rest[0].text if rest[0].kind == "period" else ""
    if all(token.folded == "by" for token in ties) and not any(token.text == ":" for token in after):
        return [], [], lead
    is_noun = ties and ties[0].kind == "direction" and any(t.folded == "of" for t in ties[1:2])
    is_expected = any(t.kind == "outlook" for t in rest[:last])
    if any(t.kind in (*_VERBS, "equivalent") for t in ties) and not (is_noun or is_expected):
        phrase, period = _before_verb(rest)
        return phrase, ties, period
    start = last
    while start and not _ends_name(rest, start - 1):
        start -= 1
    tied = start
    while tied and rest[tied - 1].kind in ("direction", "prior", "preposition", "filler", "outlook"):
        tied -= 1
    before = [t for t in rest[tied:start] if t.kind in _TYING]
    while before and before[0].kind == "preposition":
        before.pop(0)
    period = next((t.text for t in reversed(after) if t.kind == "period"), "")
    return rest[start : last + 1], [*before, *ties], period or lead


def _owner(rest: list[Token], phrase: list[Token]) -> list[Token]:
    """What "the result" is in "the result was a loss of 5"; empty where the phrase follows no such verb."""
    before = rest[: rest.index(phrase[0])] if phrase else []
    while before and before[-1].kind == "filler":
        before.pop()
    return _before_verb(before)[0] if before and before[-1].folded in _IS else []


def _ends_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun phrase that reaches back to this token ends there; "income from operations" goes on."""
    token, follows_word = tokens[i], bool(i) and tokens[i - 1].kind == "word"
    if token.folded in _IN_NAMES:
        return not follows_word
    if token.kind == "filler":
        return token.folded in ("a", "an") or follows_word
    if token.text == ",":
        return not _is_list(tokens, i)
    return token.kind in _ENDS


def _is_list(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma stands in a list of short nouns ("a, b and c"), or before a tail ("income, net")."""
    if comma > 1 and tokens[comma - 1].folded in _TAILS and tokens[comma - 2].text == ",":
        return True
    behind = []
    for token in tokens[comma + 1 :]:
        if token.kind in _ENDS and token.folded not in ("of", ","):
            break
        behind.append(token)
    if " ".join(t.text for t in behind).casefold() in _TAILS:
        return True
    before = tokens[max(0, comma - 1) : comma]
    following = [t.kind for t in behind[:6]]
    in_list = "and" in following or any(t.text == "," for t in behind[:6])
    return bool(before) and before[0].kind == "word" and in_list and following[0] in ("word", "and")


def _before_verb(rest: Sequence[Token]) -> tuple[list[Token], str]:
    """The subject of the last clause that names one, which is what stands before its first verb; its period."""
    subject: list[Token] = []
    clause: list[Token] = []
    period = near = ""
    has_verb = False
    for i, token in enumerate(rest):
        is_verb = token.kind in (*_VERBS, "equivalent")
        if token.kind == "period":
            near = token.text
            if not _verb_follows(rest, i):
                clause, has_verb = [], False
        elif token.kind == "cause" or token.text in list(";:") or (token.text == "," and not _is_list(rest, i)):
            near = "" if clause or has_verb or token.text != "," else near
            clause, has_verb = [], False
        elif is_verb:
            if not has_verb and any(t.kind == "word" for t in clause):
                subject, period = clause, near
            elif not subject:
                period = period or near
            has_verb = True
        elif not has_verb:
            clause = [*clause, token]
    return subject, period


def _verb_follows(rest: Sequence[Token], i: int) -> bool:
    following = rest[i + _width(rest[i:]) :]
    return bool(following) and following[0].kind in (*_VERBS, "equivalent")


def _short(tokens: Sequence[Token], most: int) -> str:
    """A noun phrase as text, without the words around it that say nothing; empty when it is no name."""
    kept = [t for t in tokens if not t.folded.endswith("ly") or t.kind == "word"]
    while kept and kept[0].kind != "word":
        kept.pop(0)
    while kept and kept[-1].kind != "word":
        kept.pop()
    if len(kept) > most:
        return ""
    return " ".join(token.text for token in kept).replace(" ,", ",")


def _deal_subjects(found: Sequence[_Draft]) -> None:
    """Give "a and b were 1 and 2" one subject to each figure."""
    groups: dict[str, list[_Draft]] = {}
    for draft in found:
        groups.setdefault(draft.subject, []).append(draft)
    for subject, group in groups.items():
        hosts = [draft for draft in group if not draft.host]
        parts = re.split(r", and |, | and ", subject)
        if len(parts) != len(hosts):
            parts = subject.split(" and ")
        alike = {(d.kind, d.comparison, d.has("prior"), bool(d.share_of)) for d in hosts}
        periods = {d.period for d in hosts if d.period}
        if not 1 < len(parts) == len(hosts) or len(alike) > 1 or len(periods) > 1 or hosts[0].has("prior"):
            continue
        for part, host in zip(parts, hosts, strict=True):
            host.subject = part
        for draft in group:
            if draft.host:
                draft.subject = draft.host.subject
