"""One sentence read from left to right: which words before, between and behind its figures are whose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.prose_drafts import Draft, finish
from ingest.prose_phrases import TYING, VERBS, before_verb, leading, listed, named, short, width
from ingest.prose_tokens import Token

_MAX_SUBJECT_WORDS = 12
_MAX_OTHER_WORDS = 8
_MAX_COUNTED_WORDS = 3
_MAX_FIGURES = 60  # a "sentence" with more figures is a table in disguise
_IS = ("was", "were", "is", "are")
_BEHIND = ("filler", "outlook")
_ADJUSTED = ("adjusted", "non-gaap", "normalized", "normalised", "underlying")


def read_sentence(tokens: Sequence[Token]) -> list[Draft]:
    """The figures of one sentence, each with the words that belong to it."""
    if not 0 < sum(token.kind == "figure" for token in tokens) <= _MAX_FIGURES:
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
    finish(reader.found, reader.lead)
    return reader.found


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
        self.found: list[Draft] = []
        self._run: list[Draft] = []  # the last figures outside brackets that stand side by side: "1 and 2"
        self._alike: dict[str, Draft] = {}  # the last figure of each kind outside brackets
        self._subject = ""
        self.lead = ""  # the period that the sentence begins with
        self._waiting: list[str] = []  # periods named before the figures they belong to
        self._outlook: Token | None = None
        self._basis: Token | None = None  # "On a constant currency basis, ..." holds for all that follows
        self._depth = 0

    def figure(self, token: Token, gap: list[Token]) -> None:
        """Take the next figure and the words before it."""
        rest = self.trailing(gap)
        self._depth = max(0, self._depth + sum(_opens(t) for t in gap))
        draft = Draft(token.start, token.figure_kind, token.text)
        rest = [t for t in rest if t.text not in list("()[]")]
        for t in rest:
            self._outlook = t if t.kind == "outlook" else self._outlook
        if not self.found:
            self._basis = next((t for t in rest[:1] if t.kind == "basis"), None)
        host = self._run[-1] if self._run and self._depth else None
        if any(t.kind == "word" for t in rest):
            self._introduce(draft, rest, starts_sentence=not self.found)
            host = None
        else:
            self._continue(draft, rest, host)
        if self._outlook and not draft.has("outlook"):
            draft.relation.insert(0, self._outlook)
        if self._basis and not draft.has("basis") and not _is_so_named(draft.subject, self._basis):
            draft.relation.append(self._basis)
        if not self._depth:
            self._alike[draft.kind] = draft
        draft.host = host
        self.found.append(draft)

    def _introduce(self, draft: Draft, rest: list[Token], *, starts_sentence: bool) -> None:
        """A figure with a noun phrase of its own."""
        phrase, draft.relation, draft.period = named(rest)
        owner = _owner(rest, phrase)
        ties_to_prior = any(t.kind == "prior" for t in draft.relation) or (
            bool(self.found)
            and self.found[-1].has("prior")
            and [t.folded for t in draft.relation][:1] == ["to"]
        )
        if not ties_to_prior and self._lists_priors(rest, draft.relation):
            ties_to_prior = True
            draft.relation = [*self.found[-1].relation]
        if self._subject and ties_to_prior and not any(t.kind == "cause" for t in rest):
            draft.subject, draft.described_as = self._subject, short(phrase, _MAX_OTHER_WORDS)
        elif owner:
            draft.subject = self._subject = short(owner, _MAX_SUBJECT_WORDS)
            draft.described_as = short(phrase, _MAX_OTHER_WORDS)
        else:
            draft.subject = self._subject = short(phrase, _MAX_SUBJECT_WORDS)
        if starts_sentence:
            self.lead = draft.period
        periods = listed(rest)
        if draft.period in periods:
            draft.period, *self._waiting = periods
        if not self._depth:
            self._run = [draft]

    def _lists_priors(self, rest: list[Token], relation: list[Token]) -> bool:
        """Whether "compared with a loss of 2 a year ago and a profit of 1 last quarter" goes on."""
        last = self._run[-1] if self._run else None
        return (
            last is not None
            and last.has("prior")
            and bool(last.described_as)
            and rest[0].kind == "and"
            and [t.folded for t in relation] == ["of"]
            and not any(t.kind in VERBS for t in rest)
        )

    def _continue(self, draft: Draft, rest: list[Token], host: Draft | None) -> None:
        """A figure that speaks of the last subject, with or without words of its own."""
        draft.relation = [token for token in rest if token.kind in TYING]
        draft.period = next((t.text for t in reversed(rest) if t.kind == "period"), "")
        draft.comparison = next((t.text for t in rest if t.kind == "comparison"), "")
        draft.subject = self._subject
        if any(t.kind == "cause" for t in rest):
            draft.subject = self._subject = ""
        elif host:
            draft.subject = host.subject
        elif not draft.relation and self.found:
            draft.twin = self._run[-1] if self._run and any(t.folded == "or" for t in rest) else None
            like = draft.twin or self._alike.get(draft.kind, self.found[-1])
            draft.relation = [t for t in like.relation if t.kind not in ("basis", "difference")]
            draft.is_continued = True
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
        if not self.found:
            return gap
        target = self.found[-1]
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
                against, at = listed(gap[at + 1 :]) or [after.text], at + width(gap[at + 1 :])
            elif token.kind == "comparison":
                target.comparison = target.comparison or token.text
            elif token.kind in ("difference", "basis") or _is_noun_of_change(token, target, after):
                at = self._give_change(target, token, gap, at)
            elif (token.kind == "and" and times and after and after.kind == "period") or (
                token.text == ","
                and after
                and (after.folded == "respectively" or _goes_on(times, after, gap, at))
            ):
                pass
            else:
                break
            at += 1
        self._deal(target, times, against, is_dealt=is_dealt)
        return gap[at:]

    def _right_behind(self, target: Draft, gap: list[Token]) -> int:
        """The words right behind a figure: what is counted, what it is a share of, per what it is."""
        words = leading(gap)
        if target.kind == "count" and words:
            words = words[:_MAX_COUNTED_WORDS]
            target.counted = " ".join(t.text for t in words)
            return len(words)
        if len(gap) < 2 or not (words or gap[0].kind == "preposition"):
            return 0
        if gap[0].folded == "per" and target.kind == "amount":
            words = words[:3]
            base = re.sub(r" per [^,]*$", "", target.subject)
            target.subject = f"{base} {' '.join(t.text for t in words)}".strip()
            return len(words)
        phrase = leading(gap[1:])
        if gap[0].folded == "of" and phrase and target.kind in ("percent", "points"):
            target.share_of = short(phrase, _MAX_OTHER_WORDS)
            for twin in self._run if target.is_continued and not target.has("direction") else ():
                twin.share_of = twin.share_of or (target.share_of if twin.kind == target.kind else "")
            return 1 + len(phrase)
        if gap[0].folded in ("of", "in") and phrase and target.kind == "amount" and not target.subject:
            target.subject = self._subject = short(phrase, _MAX_OTHER_WORDS)
            return 1 + len(phrase)
        return 0

    def _give_change(self, target: Draft, token: Token, gap: list[Token], at: int) -> int:
        """ "5% higher", "a 5% increase in revenue", "5 above forecast": the word belongs to the figure."""
        target.relation.append(token)
        following = gap[at + 1 :]
        if token.kind == "difference":
            skipped = next((i for i, t in enumerate(following) if t.kind not in _BEHIND), len(following))
            return at + skipped
        if token.kind == "direction" and following and following[0].folded in ("in", "of"):
            phrase = leading(following[1:])
            if phrase:
                target.subject = self._subject = short(phrase, _MAX_SUBJECT_WORDS)
                return at + 1 + len(phrase)
        return at

    def _deal(self, target: Draft, times: list[str], against: list[str], *, is_dealt: bool) -> None:
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


def _is_so_named(subject: str, basis: Token) -> bool:
    """Whether "excluding" only says what the name of the measure says already: "adjusted EBITDA"."""
    return basis.folded == "excluding" and subject.casefold().startswith(_ADJUSTED)


def _opens(token: Token) -> int:
    return 0 if token.kind != "mark" else 1 if token.text in "([" else -1 if token.text in ")]" else 0


def _is_noun_of_change(token: Token, target: Draft, after: Token | None) -> bool:
    """Whether a direction behind a figure is its noun ("a 5% increase"), not the next verb."""
    is_verb = token.folded.endswith(("ed", "ing")) or token.folded in ("grew", "rose", "fell")
    goes_on = after is not None and after.folded in ("by", "to", "from")
    return token.kind == "direction" and not (
        is_verb or goes_on or (target.has("direction") and not target.is_continued)
    )


def _goes_on(times: list[str], after: Token, gap: Sequence[Token], at: int) -> bool:
    """Whether a comma stands in a list of periods, or before a comparison or period that ends a clause."""
    is_end = at + 2 >= len(gap)
    ends = is_end or gap[at + 2].kind in ("and", "mark", "comparison")
    return ends and (after.kind == "comparison" or ((bool(times) or is_end) and after.kind == "period"))


def _owner(rest: list[Token], phrase: list[Token]) -> list[Token]:
    """What "the result" is in "the result was a loss of 5"; empty where the phrase follows no such verb."""
    before = rest[: rest.index(phrase[0])] if phrase else []
    while before and before[-1].kind == "filler":
        before.pop()
    return before_verb(before)[0] if before and before[-1].folded in _IS else []
