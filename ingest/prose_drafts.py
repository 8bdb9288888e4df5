"""The figures of a sentence, each with its words: what one takes from another once all of them are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ingest.prose_tokens import Token

_BRACKETED = ("direction", "share", "prior", "outlook", "basis", "difference")


@dataclass
class Draft:
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
    host: Draft | None = None  # the figure that this one repeats in brackets
    is_continued: bool = False  # its tying words are those of the figure before: "3.1% and 6.5%"
    twin: Draft | None = None  # the figure that this one says in another way: "3, or 5% of sales"

    def has(self, *kinds: str) -> bool:
        """Whether a word of these classes ties it to its subject."""
        return any(token.kind in kinds for token in self.relation)

    def relation_text(self) -> str:
        """The tying words; of a figure in brackets "(" and only those that say more than the bracket does."""
        if not self.host:
            return "; ".join(token.folded for token in self.relation)
        words = [token.folded for token in self.relation if token.kind in _BRACKETED]
        return "; ".join(words if self.has("direction", "share", "prior") else ["(", *words])

    def take_from_host(self) -> None:
        """What a figure in brackets does not say for itself is what the figure before it says."""
        if self.host:
            is_same = self.kind == self.host.kind and not self.period
            self.comparison = self.comparison or (self.host.comparison if is_same else "")
            self.period = self.period or self.host.period
            self.share_of = self.share_of or self.host.share_of
            self.described_as = self.described_as or self.host.described_as


def finish(found: Sequence[Draft], lead: str) -> None:
    """Deal out what figures share; one subject of several nouns where as many figures follow it.

    `lead` is the period that the sentence begins with.
    """
    _deal_subjects(found)
    change: Draft | None = None
    for draft in found:
        if draft.has("prior") and not draft.period and not draft.has("difference"):
            is_its = change is not None and change.subject == draft.subject
            draft.comparison = change.comparison if change and is_its else draft.comparison
        elif draft.has("direction") and draft.comparison:
            change = draft
        if draft.twin:
            draft.period = draft.twin.period = draft.twin.period or draft.period
        is_change = draft.has("direction", "difference") and draft.relation[-1].folded != "to"
        if not (draft.period or draft.host or draft.has("prior") or (is_change and not draft.has("outlook"))):
            draft.period = lead
    for draft in found:
        draft.take_from_host()


def _likeness(draft: Draft) -> tuple[str, str, bool, bool]:
    return draft.kind, draft.comparison, draft.has("prior"), bool(draft.share_of)


def _deal_subjects(found: Sequence[Draft]) -> None:
    """Give "a and b were 1 and 2, against 3 and 4" one subject to each figure."""
    groups: dict[str, list[Draft]] = {}
    for draft in found:
        groups.setdefault(draft.subject, []).append(draft)
    for subject, group in groups.items():
        hosts = [draft for draft in group if not draft.host]
        runs = [list(run) for _, run in groupby(hosts, key=_likeness)]
        parts = re.split(r", and |, | and ", subject)
        if not runs or len(parts) != len(runs[0]):
            parts = subject.split(" and ")
        if len(parts) < 2 or not hosts or hosts[0].has("prior"):
            continue
        if any(len(run) != len(parts) or len({d.period for d in run if d.period}) > 1 for run in runs):
            continue
        for run in runs:
            for part, host in zip(parts, run, strict=True):
                host.subject = part
        for draft in group:
            if draft.host:
                draft.subject = draft.host.subject
