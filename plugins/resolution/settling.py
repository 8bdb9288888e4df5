"""Every figure of a filing that cannot be taken as printed, decided where the evidence decides it.

A candidate is chosen when it breaks no test, when at least two pieces of evidence close on it, one of them
arithmetic, and when no other candidate does as well.

Open lines are closed and clean-looking figures read anew until nothing more follows; then what a broken test
still speaks against is given up. Source of the rules: design/rules.md, "Repair" and "Tolerance".
"""

from __future__ import annotations

from resolution.closing import close_alone, close_together
from resolution.figures import Token, likeness
from resolution.filing import Filing
from resolution.lines import BROKEN, EXACT, SUM, TRANSLATION, Line, assumed, known, with_values
from resolution.rereading import read_anew

PIECES = 2
"""Of evidence for a value that is not taken as printed."""


def settle(filing: Filing) -> None:
    """Choose what the evidence decides, until nothing more follows."""
    in_turn = _in_turn(filing)
    for _ in range(len(filing.lines) + 1):
        for line in filing.lines:
            line.assumed = _seeming(filing, line, in_turn) if line.is_open and line.value is None else None
        filing.in_doubt = filing.doubtful_lines(filing.broken_tests(assumed), assumed)
        if not (close_alone(filing) or close_together(filing) or read_anew(filing)):
            break
    _withdraw(filing)
    _account(filing)
    _leave_open(filing)
    _doubt_copies(filing)


def _seeming(filing: Filing, line: Line, in_turn: dict[int, Token]) -> int | None:
    """What an open line's cells seem to say: one legible figure, or one with its exact translation."""
    line.is_at_rate = False
    if (token := in_turn.get(id(line))) is not None:
        return 0 if token.is_nil else line.of_units(int(token.digits), token.negative)
    if filing.shares_cell(line):
        return None
    shown = [t for t in filing.own(line) if not t.is_nil]
    if len(shown) == 1 and shown[0].is_legible:
        return line.of_units(int(shown[0].digits), shown[0].negative)
    at_rate = set()
    for test in line.tests:
        if test.kind != TRANSLATION or line.is_total:
            continue
        if line is test.lines[0]:
            value = test.implied(line, known)
            if value is not None and filing.looks_like(line, value) in (
                "same digits",
                "cut off",
                "moved figure",
            ):
                at_rate.add(value)
        elif (wanted := known(test.lines[0])) is not None:
            values = {value for value, _ in filing.visible(line)}
            at_rate |= {value for value in values if test.translated(value) == wanted}
    line.is_at_rate = len(at_rate) == 1
    return at_rate.pop() if line.is_at_rate else None


def _in_turn(filing: Filing) -> dict[int, Token]:
    """The figure of each line, where as many open lines stand in turn as one cell holds figures.

    The lines claim the cell by a label each, or their own cells, next above or below, are empty.
    """
    found: dict[int, Token] = {}
    for cell, tokens in filing.tokens.items():
        here = sorted(filing.claimed.get(cell, ()), key=lambda one: one.claims[0].label_number)
        if len(tokens) < 2 or not here or not all(t.is_legible or t.is_nil for t in tokens):
            continue
        table_id, row, column = cell
        rows = filing.rows[table_id]
        at, lacking = rows.index(row), len(tokens) - len(here)
        above = [
            line for r in rows[max(at - lacking, 0) : at] for line in _empty(filing, (table_id, r, column))
        ]
        below = [
            line for r in rows[at + 1 : at + 1 + lacking] for line in _empty(filing, (table_id, r, column))
        ]
        for lines in (here + below, above + here):
            if len(lines) == len(tokens) and all(o.is_open and len(o.claims) == 1 for o in lines):
                found.update((id(line), token) for line, token in zip(lines, tokens, strict=True))
                break
    return found


def _empty(filing: Filing, cell: tuple[str, int, int]) -> list[Line]:
    """The line that alone claims a cell, where the cell is empty."""
    lines = filing.claimed.get(cell, [])
    return lines if len(lines) == 1 and lines[0].claims[0].is_blank else []


def _withdraw(filing: Filing) -> None:
    """Give up chosen values that a broken test still speaks against and no other vouches for."""
    while True:
        against = filing.doubtful_lines(filing.broken_tests(known), known)
        given_up = [line for line, _ in _chosen(filing) if id(line) in against]
        if not given_up:
            return
        for line in given_up:
            _give_up(line)


def _leave_open(filing: Filing) -> None:
    """Give up chosen values for which one piece of evidence is left: others rested on figures still open."""
    while given_up := [line for line, value in _chosen(filing) if len(filing.told(line, value)) < PIECES]:
        for line in given_up:
            _give_up(line)


def _chosen(filing: Filing) -> list[tuple[Line, int]]:
    return [(line, line.value) for line in filing.lines if line.is_open and line.value is not None]


def _give_up(line: Line) -> None:
    """Leave a line open, or as printed where its figure looked clean."""
    line.value = line.source = None
    if line.printed is not None:
        line.value, line.is_open = line.printed, False


def _account(filing: Filing) -> None:
    """Give up the figure of a cell that holds another one which no line around it has."""
    for line in filing.lines:
        if not line.is_open or not line.value or not filing.holds_others(line, line.value):
            continue
        around = {o.digits(o.value) for o in filing.around(line) if o.value is not None}
        shown = [t for t in filing.own(line) if t.digits or t.is_nil]
        if any(not any(likeness(t.digits or "0", digits) for digits in around) for t in shown):
            line.value = line.source = None


def _doubt_copies(filing: Filing) -> None:
    """Take no figure as printed that repeats the cell above or below and is not its own translation."""
    against = filing.doubtful_lines(filing.broken_tests(known), known)
    for line in filing.lines:
        if line.is_open or id(line) not in against:
            continue
        if not (filing.is_copied(line) or _is_of_empty_row(filing, line)):
            continue
        verdicts = [(test.kind, test.verdict(known)) for test in line.tests]
        # What foots as printed is the issuer's own, whatever it was copied from.
        if (TRANSLATION, BROKEN) in verdicts and (SUM, EXACT) not in verdicts:
            line.value, line.is_open = None, True


def _is_of_empty_row(filing: Filing, line: Line) -> bool:
    """Does a row above or below, whose own cell is empty, lack just this line's figure?"""
    for other in filing.around(line):
        if other is line or not other.is_open or not all(claim.is_blank for claim in other.claims):
            continue
        without = with_values({id(line): 0})
        lacking = [test.implied(other, without) for test in other.tests if test.kind in (SUM, TRANSLATION)]
        if line.value and any(value is not None and abs(value) == abs(line.value) for value in lacking):
            return True
    return False
