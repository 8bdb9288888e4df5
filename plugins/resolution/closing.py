"""Open lines closed on the figures that stand in and beside their cells: one at a time, then together."""

from __future__ import annotations

from collections.abc import Iterator

from resolution.figures import Token
from resolution.filing import STATES, Filing
from resolution.lines import BROKEN, NEAR, Line, Values, known, with_values
from resolution.proof import overrules, stands


def close_alone(filing: Filing) -> bool:
    """Choose for each open line whose tests have no other unknown; True when something was chosen."""
    progress = False
    for line in filing.lines:
        if line.is_open and line.value is None:
            standing = [
                v for v, how in filing.candidates(line).items() if stands(filing, line, v, how, known)
            ]
            standing = [v for v in standing if not overrules(filing, line, v)]
            exact = [v for v in standing if all(e != NEAR for _, e in filing.weigh(line, v, known))]
            best = exact if len(standing) > 1 else standing
            if len(best) == 1:
                line.value, progress = best[0], True
    return progress


def close_together(filing: Filing) -> bool:
    """Choose for open lines that share a test, from the figures that stand in and beside their cells.

    A line's figure counts for the others only while it stands itself.
    """
    progress = False
    for group in _groups(filing, [line for line in filing.lines if line.is_open and line.value is None]):
        found = _placements(filing, group)
        if not found:
            continue
        used = found[0][1]
        agreed = dict(set.intersection(*(set(placement.items()) for placement, _ in found)))
        placed = [line for line in group if id(line) in agreed]
        while True:
            values = with_values({id(line): agreed[id(line)] for line in placed})
            standing = [line for line in placed if _stands_so(filing, line, agreed[id(line)], used, values)]
            if len(standing) == len(placed):
                break
            placed = standing
        for line in placed:
            line.value, line.source, progress = agreed[id(line)], used.get(id(line)), True
    return progress


def _stands_so(filing: Filing, line: Line, value: int, used: dict[int, Token], values: Values) -> bool:
    """Does a line's figure stand, where the others of its group have theirs?"""
    shown = filing.looks_like(line, value) or ("moved figure" if id(line) in used else None)
    return stands(filing, line, value, shown, values, alone=False)


def _groups(filing: Filing, lines: list[Line]) -> Iterator[list[Line]]:
    """Lines that share a test or a cell, directly or through others."""
    left = {id(line): line for line in lines}
    while left:
        _, first = left.popitem()
        group, frontier = [], [first]
        while frontier:
            line = frontier.pop()
            group.append(line)
            linked = [other for test in line.tests for other in test.lines]
            for claim in line.claims:
                linked += filing.claimed[claim.table_id, claim.row, claim.column]
            frontier += [other for other in linked if left.pop(id(other), None) is not None]
        yield group


def _used_beside(filing: Filing, group: list[Line]) -> list[tuple[Line, Token]]:
    """The figures of the group's cells that lines already chosen there have used."""
    cells = dict.fromkeys((c.table_id, c.row, c.column) for line in group for c in line.claims)
    settled = {id(o): o for cell in cells for o in filing.claimed[cell] if o.is_open and o.value is not None}
    used = []
    for line in settled.values():
        wanted = line.digits(line.value or 0)
        used += [(line, token) for token in filing.own(line) if token.digits == wanted][:1]
    return used


def _placements(filing: Filing, group: list[Line]) -> list[tuple[dict[int, int], dict[int, Token]]]:
    """Every way to give the figures around a group to its lines, in reading order, so that all close."""
    choices = {id(line): list(dict.fromkeys(filing.visible(line))) for line in group}
    group = [line for line in group if choices[id(line)]]
    members = {id(line) for line in group}
    tests = {id(t): t for line in group for t in line.tests}
    judged = [
        t
        for t in tests.values()
        if all(
            id(other) in members or (other.value is not None and id(other) not in filing.in_doubt)
            for other in t.lines
        )
    ]
    if not judged:
        return []
    touched = {id(line) for t in judged for line in t.lines}
    touched |= {
        id(other)
        for line in group
        if id(line) in touched
        for claim in line.claims
        for other in filing.claimed[claim.table_id, claim.row, claim.column]
    }
    group = sorted((line for line in group if id(line) in touched), key=lambda m: len(choices[id(m)]))
    own = {id(line): set(filing.own(line)) for line in group}
    found: list[tuple[int, dict[int, int], dict[int, Token]]] = []
    placed: dict[int, int] = {}
    taken = _used_beside(filing, group)
    states = 0

    def extend(depth: int) -> bool:
        nonlocal states
        if depth == len(group):
            moved = sum(used not in own[id(line)] for line, used in taken if id(line) in own)
            found.append((moved, dict(placed), {id(line): used for line, used in taken}))
            return True
        line = group[depth]
        for value, token in choices[id(line)]:
            states += 1
            if states > STATES:
                return False
            if token is not None and not _in_reading_order(line, token, taken):
                continue
            placed[id(line)] = value
            if all(filing.judge(t, with_values(placed)) != BROKEN for t in line.tests if t in judged):
                before = len(taken)
                if token is not None:
                    taken.append((line, token))
                if not extend(depth + 1):
                    return False
                del taken[before:]
            del placed[id(line)]
        return True

    if not extend(0):
        return []
    # Figures in a line's own cells before figures that would have moved there.
    fewest = min((moved for moved, _, _ in found), default=0)
    return [(placement, used) for moved, placement, used in found if moved == fewest]


def _in_reading_order(line: Line, token: Token, taken: list[tuple[Line, Token]]) -> bool:
    """Figures of one column belong to labels in the order in which both are read; none is used twice."""
    here = line.claims[0]
    for other, used in taken:
        there = other.claims[0]
        if (used.line, used.column, used.number) == (token.line, token.column, token.number):
            return False
        if there.table_id == here.table_id and there.column == here.column and used.column == token.column:
            labels = (there.row, there.label_number) < (here.row, here.label_number)
            figures = (used.line, used.number) < (token.line, token.number)
            if labels != figures:
                return False
    return True
