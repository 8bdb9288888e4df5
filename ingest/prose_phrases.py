"""Noun phrases among the tokens of a sentence: what a verb or a preposition ties to the figure behind it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.prose_tokens import Token

VERBS = ("verb", "direction", "share", "outlook")
TYING = (*VERBS, "equivalent", "prior", "preposition", "basis", "difference")
ENDS = (*VERBS, "equivalent", "prior", "preposition", "basis", "cause", "period", "comparison", "mark")
IN_NAMES = ("of", "from", "for", "in", "to", "on")
TAILS = ("net", "basic", "diluted", "basic and diluted")


def listed(tokens: Sequence[Token]) -> list[str]:
    """The periods of the first list of at least two: "P, Q and R"."""
    for i, token in enumerate(tokens):
        if token.kind == "period":
            listed = [t.text for t in tokens[i : i + width(tokens[i:])] if t.kind == "period"]
            if len(listed) > 1:
                return listed
    return []


def width(tokens: Sequence[Token]) -> int:
    """How many tokens the list of periods at their head takes."""
    width = 0
    for i, token in enumerate(tokens):
        if (
            token.kind == "period"
            and width in (0, i - 1, i - 2)
            and (not i or tokens[i - 1].kind != "period")
        ):
            width = i + 1
        elif not (token.kind == "and" or token.text == ","):
            break
    return width


def leading(tokens: Sequence[Token]) -> list[Token]:
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


def named(rest: list[Token]) -> tuple[list[Token], list[Token], str]:
    """What the next figure measures, the words that tie it to that, and its period.

    After a verb it is what stands before the clause's first verb ("Revenues from services were"); after a
    preposition, what stands between the last verb and it ("recorded net inflow of cash at"). Words that
    nothing ties to the figure name nothing.
    """
    last = max(i for i, token in enumerate(rest) if token.kind == "word")
    after = rest[last + 1 :]
    ties = [token for token in after if token.kind in TYING]
    lead = rest[0].text if rest[0].kind == "period" else ""
    if all(token.folded == "by" for token in ties) and not any(token.text == ":" for token in after):
        return [], [], lead
    is_noun = ties and ties[0].kind == "direction" and any(t.folded == "of" for t in ties[1:2])
    is_expected = any(t.kind == "outlook" for t in rest[:last])
    if any(t.kind in (*VERBS, "equivalent") for t in ties) and not (is_noun or is_expected):
        phrase, period = before_verb(rest)
        return phrase, ties, period
    start = last
    while start and not _ends_name(rest, start - 1):
        start -= 1
    tied = start
    while tied and rest[tied - 1].kind in ("direction", "prior", "preposition", "filler", "outlook"):
        tied -= 1
    before = [t for t in rest[tied:start] if t.kind in TYING]
    while before and before[0].kind == "preposition":
        before.pop(0)
    period = next((t.text for t in reversed(after) if t.kind == "period"), "")
    return rest[start : last + 1], [*before, *ties], period or lead


def _ends_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun phrase that reaches back to this token ends there; "income from operations" goes on."""
    token, follows_word = tokens[i], bool(i) and tokens[i - 1].kind == "word"
    if token.folded in IN_NAMES:
        return not follows_word
    if token.kind == "filler":
        return token.folded in ("a", "an") or follows_word
    if token.text == ",":
        return not _is_list(tokens, i)
    return token.kind in ENDS


def _is_list(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma stands in a list of short nouns ("a, b and c"), or before a tail ("income, net")."""
    if comma > 1 and tokens[comma - 1].folded in TAILS and tokens[comma - 2].text == ",":
        return True
    behind = []
    for token in tokens[comma + 1 :]:
        if token.kind in ENDS and token.folded not in ("of", ","):
            break
        behind.append(token)
    if " ".join(t.text for t in behind).casefold() in TAILS:
        return True
    before = tokens[max(0, comma - 1) : comma]
    following = [t.kind for t in behind[:6]]
    in_list = "and" in following or any(t.text == "," for t in behind[:6])
    return bool(before) and before[0].kind == "word" and in_list and following[0] in ("word", "and")


def before_verb(rest: Sequence[Token]) -> tuple[list[Token], str]:
    """What stands before the first verb of the last clause that names something, and its period."""
    subject: list[Token] = []
    clause: list[Token] = []
    period = near = ""
    has_verb = False
    for i, token in enumerate(rest):
        is_verb = token.kind in (*VERBS, "equivalent")
        if token.kind == "period":
            near = token.text
            if not _verb_follows(rest, i):
                clause, has_verb = [], False
        elif (
            token.kind == "cause" or token.text in list(";:") or (token.text == "," and not _is_list(rest, i))
        ):
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
    following = rest[i + width(rest[i:]) :]
    return bool(following) and following[0].kind in (*VERBS, "equivalent")


def short(tokens: Sequence[Token], most: int) -> str:
    """A noun phrase as text, without the words around it that say nothing; empty when it is no name."""
    kept = [t for t in tokens if not t.folded.endswith("ly") or t.kind == "word"]
    while kept and kept[0].kind != "word":
        kept.pop(0)
    while kept and kept[-1].kind != "word":
        kept.pop()
    if len(kept) > most:
        return ""
    return " ".join(token.text for token in kept).replace(" ,", ",")
