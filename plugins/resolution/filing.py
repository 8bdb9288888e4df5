"""Every figure that cannot be taken as printed: its candidates, and what speaks for and against each.

One filing at a time, a pure function over frames. A *line* is one line item in one column of one
statement; the cells that claim it are its *claims*. A line is open when none of its claims can be taken
as printed. A *test* is an identity over lines (a sum, two equal printings, a translation at the stated
rate). Candidates come from the figures in and beside the line's cells, from tests with one unknown and
from other printings; a candidate is chosen when it breaks no test, when at least two pieces of evidence
close on it, one of them arithmetic, and when no other candidate does as well.

A figure that looks clean is doubted when it breaks a test and no test that holds vouches for it. It is
read anew when exactly one smallest set of misreadings makes every broken test around it hold.

Source of the rules: design/rules.md, "Repair" and "Tolerance". Amounts are integers of a millionth of a
unit of currency throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from resolution.figures import MISREAD, Token, likeness, misreadings, near_copy
from resolution.lines import (
    BROKEN,
    EQUAL,
    EXACT,
    MICRO,
    NEAR,
    QUOTIENT,
    SUM,
    TRANSLATION,
    Claim,
    Line,
    Test,
    Values,
    assumed,
    known,
    with_values,
)

# A search that meets more states than this decides nothing.
STATES = 4_000
ONE_DIGIT = ("one digit misread", "two digits transposed")
# Families whose sums may be taken as exact.
FOOTED = ("F", "P")
MISREADINGS = 3


class Filing:
    """The lines, tests and tokens of one filing, and what is decided about them so far."""

    def __init__(self, lines: list[Line], tests: list[Test], tokens: dict[tuple[str, int, int], list[Token]]):
        self.lines = lines
        self.tests = tests
        self.tokens = tokens
        self.rows: dict[str, list[int]] = {}
        for table_id, row, _ in tokens:
            self.rows.setdefault(table_id, []).append(row)
        self.rows = {table_id: sorted(set(rows)) for table_id, rows in self.rows.items()}
        self.forced = self._foots_exactly()
        self.doubtful: set[int] = set()
        self.claimed: dict[tuple[str, int, int], list[Line]] = defaultdict(list)
        for line in lines:
            for claim in line.claims:
                self.claimed[claim.table_id, claim.row, claim.column].append(line)

    def settle(self) -> None:
        """Choose what the evidence decides, until nothing more follows."""
        for _ in range(len(self.lines) + 1):
            for line in self.lines:
                line.assumed = self._seeming(line) if line.is_open and line.value is None else None
            self.doubtful = self._doubtful(self._broken(assumed), assumed)
            if not (self._close_alone() or self._close_together() or self._read_anew()):
                break
        self._withdraw()
        self._account()
        self._doubt_copies()

    def _seeming(self, line: Line) -> int | None:
        """What an open line's cells seem to say: one legible figure, or one with its exact translation."""
        line.is_at_rate = False
        if self._shares_cell(line):
            return None
        shown = [t for t in self.own(line) if not t.is_nil]
        if len(shown) == 1 and shown[0].is_legible:
            return line.of_units(int(shown[0].digits), shown[0].negative)
        at_rate = set()
        for test in line.tests:
            if test.kind != TRANSLATION or line.is_total:
                continue
            if line is test.lines[0]:
                value = test.implied(line, known)
                if value is not None and self.looks_like(line, value) in (
                    "same digits",
                    "cut off",
                    "moved figure",
                ):
                    at_rate.add(value)
            elif (wanted := known(test.lines[0])) is not None:
                values = {value for value, _ in self.visible(line)}
                at_rate |= {value for value in values if test.translated(value) == wanted}
        line.is_at_rate = len(at_rate) == 1
        return at_rate.pop() if line.is_at_rate else None

    # ---- candidates

    def own(self, line: Line) -> list[Token]:
        """The figures in the line's own cells."""
        return [t for c in line.claims for t in self.tokens.get((c.table_id, c.row, c.column), ())]

    def beside(self, line: Line) -> list[Token]:
        """The figures in the cells above, below, left and right of the line's own."""
        found: list[Token] = []
        for claim in line.claims:
            rows = self.rows.get(claim.table_id, [])
            here = rows.index(claim.row) if claim.row in rows else None
            if here is None:
                continue
            near = [(row, claim.column) for row in rows[max(here - 1, 0) : here + 2] if row != claim.row]
            near += [(claim.row, claim.column - 1), (claim.row, claim.column + 1)]
            for row, column in near:
                found += self.tokens.get((claim.table_id, row, column), ())
        return found

    def loose(self, line: Line) -> list[Token]:
        """The figures beside a line's own cells that no other line's label claims as printed."""
        own = self.own(line)
        if len(own) == 1 and len(own[0].digits) > 1 and not own[0].is_nil and not self._shares_cell(line):
            return []  # a cell that shows a figure of its own has lost none to its neighbours
        tables = dict.fromkeys(claim.table_id for claim in line.claims)
        return [
            token
            for token in self.beside(line)
            for table_id in tables
            if all(other.is_open for other in self.claimed.get((table_id, token.line, token.column), ()))
        ]

    def shows(self, line: Line, value: int) -> tuple[str, Token | None] | None:
        """What in the line's own cells or beside them shows a value, and how; None where nothing does."""
        wanted, negative = line.digits(value), value * line.sign < 0
        own = self.own(line)
        if value == 0:
            nil = next((token for token in own if token.is_nil), None)
            if nil is not None:
                return "nil mark", nil
            if all(claim.is_blank for claim in line.claims):
                return "empty cell", None
            others = [t.digits for t in self.beside(line) if t.column == line.claims[0].column]
            copy = next((t for t in own if any(near_copy(t.digits, other) for other in others)), None)
            return None if copy is None else ("near-copy of the row beside", copy)
        for token in own:
            how = likeness(token.digits, wanted)
            if how is not None and (token.negative == negative or how == "same digits"):
                return (how if token.negative == negative else "sign"), token
        for token in self.loose(line):
            how = likeness(token.digits, wanted)
            if how == "cut off" and self._is_sole(token, line):
                continue
            if how in ("same digits", "cut off") and token.negative == negative:
                return "moved figure", token
        return None

    def _is_sole(self, token: Token, line: Line) -> bool:
        """Is a figure the only one in the cells of another line? What is left of it is that line's."""
        claimed = (self.claimed.get((c.table_id, token.line, token.column), ()) for c in line.claims)
        return any(self.own(other) == [token] for others in claimed for other in others)

    def looks_like(self, line: Line, value: int) -> str | None:
        """How the cells show a value; None where they do not."""
        shown = self.shows(line, value)
        return None if shown is None else shown[0]

    def visible(self, line: Line) -> Iterator[tuple[int, Token | None]]:
        """The values that the line's cells and those beside them show, with the token that shows each."""
        for token in (*self.own(line), *self.loose(line)):
            if token.is_nil:
                yield 0, token
            elif token.digits and "?" not in token.digits:
                yield line.of_units(int(token.digits), token.negative), token
        if self.looks_like(line, 0) is not None:
            yield 0, None

    def candidates(self, line: Line) -> dict[int, str | None]:
        """Every value worth weighing, with what shows it."""
        values = dict.fromkeys(value for value, _ in self.visible(line))
        for test in line.tests:
            implied = test.implied(line, known)
            if implied is not None and not any(
                id(other) in self.doubtful for other in test.lines if other is not line
            ):
                values[implied] = None
        values.update(dict.fromkeys(line.elsewhere))
        return {value: self.looks_like(line, value) for value in values}

    # ---- evidence

    def judge(self, test: Test, values: Values) -> str | None:
        """The verdict of a test. Where the issuer makes its columns foot, a footing may not miss at all."""
        verdict = test.verdict(values)
        return BROKEN if verdict == NEAR and test.kind == SUM and test.family in self.forced else verdict

    def weigh(self, line: Line, value: int, values: Values) -> list[tuple[Test, str]]:
        """The verdict of every test on a line whose other lines are known and not in doubt."""
        found = []
        for test in line.tests:
            if any(id(other) in self.doubtful for other in test.lines if other is not line):
                continue
            verdict = self.judge(test, lambda other: value if other is line else values(other))
            if verdict is not None:
                found.append((test, verdict))
        return found

    def _shares_cell(self, line: Line) -> bool:
        return any(len(self.claimed[c.table_id, c.row, c.column]) > 1 for c in line.claims)

    def _stands_twice(self, line: Line) -> bool:
        """Do figures of several rows claim the line? Each has a translation of its own."""
        return len({(c.table_id, c.row) for c in line.claims if not c.is_blank}) > 1

    def _holds_others(self, line: Line, value: int) -> bool:
        """Do several figures stand in a cell of this line alone? Some belong to lines that are not known."""
        if self._shares_cell(line):
            return False
        cells = [self.tokens.get((c.table_id, c.row, c.column), ()) for c in line.claims]
        wanted = line.digits(value)
        return any(len(cell) > 1 and "".join(t.digits for t in cell) != wanted for cell in cells)

    def _column_foots(self, translation: Test, line: Line, value: int) -> bool:
        """Does the column of a translation foot with its figure as it stands?"""
        figure = translation.lines[0]
        if figure is line:
            return False
        values = with_values({id(line): value})
        verdicts = [test.verdict(values) for test in figure.tests if test.kind == SUM]
        return EXACT in verdicts and BROKEN not in verdicts

    def _stands(self, line: Line, value: int, shown: str | None, values: Values, alone: bool = True) -> bool:
        """Does a candidate break no test, with two pieces of evidence for it, one of them arithmetic?"""
        weighed = self.weigh(line, value, values)
        if shown in MISREAD and any(token.is_legible for token in self.own(line)):
            shown = None
        return self._suffices(line, value, shown, weighed, alone)

    def _suffices(
        self, line: Line, value: int, shown: str | None, weighed: list[tuple[Test, str]], alone: bool = False
    ) -> bool:
        """Two pieces of evidence, one of them arithmetic, and nothing against.

        A total foots by itself, so its translation is no evidence of it; and in a row of several labels a
        translation tells that two figures belong together, not to which label.
        """
        if any(verdict == BROKEN for _, verdict in weighed):
            return False
        several = line.is_undecided or (alone and (self._shares_cell(line) or self._stands_twice(line)))
        loose = line.is_total or several or (value != 0 and self._holds_others(line, value))
        exact = [
            test
            for test, verdict in weighed
            if verdict == EXACT
            and not (test.kind == TRANSLATION and (loose or _of_nothing(test, line, value)))
        ]
        off_rate = (t for t, verdict in weighed if verdict == NEAR and t.kind == TRANSLATION)
        # A figure that looks clean is read anew only where that mends all around it.
        footed = not line.is_open and any(t.kind == SUM and t.family in self.forced for t in exact)
        if not (line.is_total or footed) and any(self._column_foots(t, line, value) for t in off_rate):
            return False
        if self._is_guess(line, value, shown, weighed, exact):
            return False
        arithmetic = len(exact) + (value in line.elsewhere)
        return arithmetic >= 1 and arithmetic + (shown is not None) >= 2

    def _is_guess(
        self, line: Line, value: int, shown: str | None, weighed: list[tuple[Test, str]], exact: list[Test]
    ) -> bool:
        """Would the same evidence speak for another value as well?"""
        if value in line.elsewhere:
            return False
        if value == 0 and shown != "nil mark":
            return self._is_exchangeable(line, exact)
        found = self.shows(line, value)
        token = found[1] if found is not None else None
        if value == 0 or (token is not None and token.digits == line.digits(value)):
            return False
        if exact and all(test.kind == TRANSLATION for test in exact):
            return not self._foots_at_rate(line, value)
        if len(exact) == 1 and exact[0].kind == SUM and exact[0].family not in self.forced:
            # A sum that may miss by rounding does not tell a figure from its neighbours.
            around = (value + step * line.unit for step in (-2, -1, 1, 2))
            return any(self.looks_like(line, neighbour) is not None for neighbour in around)
        # A unit off the rate is the issuer's adjustment only beside figures that are all read.
        adjusted = any(v == NEAR and t.kind == TRANSLATION and line is t.lines[0] for t, v in weighed)
        rests_on_open = all(any(one.is_open for one in t.lines if one is not line) for t in exact)
        return adjusted and rests_on_open and not (line.is_total and self._foots_at_rate(line, value))

    def _is_exchangeable(self, line: Line, exact: list[Test]) -> bool:
        """Could the figure above or below be this line's own? Then no sum tells which of the two is nil."""
        if any(test.kind != SUM for test in exact):
            return False
        weights = {id(test): test.weight(line) for test in exact}
        for other in self._around(line):
            if other is line or not other.value:
                continue
            shared = [test for test in other.tests if id(test) in weights]
            vouching = [t for t in other.tests if id(t) not in weights and t.verdict(known) in (EXACT, NEAR)]
            if shared and not vouching and all(weights[id(t)] == t.weight(other) for t in shared):
                return True
        return False

    def _foots_at_rate(self, line: Line, value: int) -> bool:
        """Does the column foot, up to a figure that is read, when every open line has its exact translation?

        The rate and the first digits do not tell a figure from one that the issuer adjusted by a unit to
        make its column foot. So the sums of the line, and of the totals that it goes into, must all be
        exact, and one of them must meet a figure that rests on nothing of this kind.
        """
        if not any(test.kind == SUM for test in line.tests):
            return True
        supposed: dict[int, int | None] = {id(line): value}
        footing = {id(line): test for test in line.tests if test.kind == SUM and test.lines[0] is line}

        def at_rate(other: Line) -> int | None:
            if id(other) not in supposed:
                supposed[id(other)] = other.value
                if other.value is None:
                    supposed[id(other)] = found = self._supposed(other, at_rate, footing)
                    if found is not None and other.is_total and self.looks_like(other, found) is None:
                        supposed[id(other)] = None
            return supposed[id(other)]

        seen: set[int] = set()

        def meets(one: Line) -> bool | None:
            """Does a sum of the line meet a figure that is read? None where one is off."""
            seen.add(id(one))
            found = False
            for test in one.tests:
                total = test.lines[0]
                gap = test.gap(at_rate) if test.kind == SUM else None
                if gap is None:
                    continue
                if footing.get(id(total)) is not test:
                    if gap != 0:
                        return None
                    found = True
                if total.is_open and id(total) not in seen:
                    above = meets(total)
                    if above is None:
                        return None
                    found = found or above
            return found

        return bool(meets(line))

    def _supposed(self, line: Line, values: Values, footing: dict[int, Test]) -> int | None:
        """The exact translation of an open line; for a total, what its lines add up to."""
        for test in line.tests:
            if test.kind == TRANSLATION and line is test.lines[0] and not line.is_total:
                return test.implied(line, known)
            if test.kind == SUM and line is test.lines[0]:
                footing[id(line)] = test
                return test.implied(line, values)
        return None

    def _overrules(self, line: Line, value: int) -> bool:
        """Would a candidate overrule legible digits in the line's own cells that rounding can explain?"""
        shown = {line.of_units(int(t.digits), t.negative) for t in self.own(line) if t.is_legible}
        if value in shown:
            return False
        for other in shown:
            weighed = self.weigh(line, other, known)
            if weighed and all(t.verdict(with_values({id(line): other})) != BROKEN for t, _ in weighed):
                return True
        return False

    def _close_alone(self) -> bool:
        """Choose for each open line whose tests have no other unknown; True when something was chosen."""
        progress = False
        for line in self.lines:
            if line.is_open and line.value is None:
                standing = [
                    v for v, how in self.candidates(line).items() if self._stands(line, v, how, known)
                ]
                standing = [v for v in standing if not self._overrules(line, v)]
                exact = [v for v in standing if all(e != NEAR for _, e in self.weigh(line, v, known))]
                best = exact if len(standing) > 1 else standing
                if len(best) == 1:
                    line.value, progress = best[0], True
        return progress

    def _close_together(self) -> bool:
        """Choose for open lines that share a test, from the figures that stand in and beside their cells."""
        progress = False
        for group in self._groups([line for line in self.lines if line.is_open and line.value is None]):
            found = self._placements(group)
            if not found:
                continue
            for line in group:
                values = {placement.get(id(line)) for placement, _ in found}
                value = values.pop() if len(values) == 1 else None
                if value is None:
                    continue
                used = found[0][1].get(id(line))
                shown = self.looks_like(line, value) or ("moved figure" if used is not None else None)
                if self._stands(line, value, shown, with_values(found[0][0]), alone=False):
                    line.value, line.source, progress = value, used, True
        return progress

    def _groups(self, lines: list[Line]) -> Iterator[list[Line]]:
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
                    linked += self.claimed[claim.table_id, claim.row, claim.column]
                frontier += [other for other in linked if left.pop(id(other), None) is not None]
            yield group

    def _used_beside(self, group: list[Line]) -> list[tuple[Line, Token]]:
        """The figures of the group's cells that lines already chosen there have used."""
        cells = dict.fromkeys((c.table_id, c.row, c.column) for line in group for c in line.claims)
        settled = {
            id(o): o for cell in cells for o in self.claimed[cell] if o.is_open and o.value is not None
        }
        used = []
        for line in settled.values():
            wanted = line.digits(line.value or 0)
            used += [(line, token) for token in self.own(line) if token.digits == wanted][:1]
        return used

    def _placements(self, group: list[Line]) -> list[tuple[dict[int, int], dict[int, Token]]]:
        """Every way to give the figures around a group to its lines, in reading order, so that all close."""
        choices = {id(line): list(dict.fromkeys(self.visible(line))) for line in group}
        group = [line for line in group if choices[id(line)]]
        members = {id(line) for line in group}
        tests = {id(t): t for line in group for t in line.tests}
        judged = [
            t
            for t in tests.values()
            if all(
                id(other) in members or (other.value is not None and id(other) not in self.doubtful)
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
            for other in self.claimed[claim.table_id, claim.row, claim.column]
        }
        group = sorted((line for line in group if id(line) in touched), key=lambda m: len(choices[id(m)]))
        own = {id(line): set(self.own(line)) for line in group}
        found: list[tuple[int, dict[int, int], dict[int, Token]]] = []
        placed: dict[int, int] = {}
        taken = self._used_beside(group)
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
                if all(self.judge(t, with_values(placed)) != BROKEN for t in line.tests if t in judged):
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

    # ---- figures that look clean

    def _read_anew(self) -> bool:
        """Correct clean-looking figures where one smallest set of misreadings explains every broken test."""
        progress = False
        for broken in self._broken_groups():
            for size in range(1, MISREADINGS + 1):
                found = self._misreadings(broken, size)
                if found is None:
                    break
                if found:
                    agreed = set.intersection(*(set(reading.items()) for reading in found))
                    lines = {id(line): line for t in broken for line in t.lines}
                    for key, line in lines.items():
                        value = dict(agreed).get(key)
                        if value is None:
                            continue
                        shown = self.looks_like(line, value)
                        after = [(t, self.judge(t, with_values(dict(agreed), assumed))) for t in line.tests]
                        told = [(t, verdict) for t, verdict in after if verdict is not None]
                        mended = [
                            t
                            for t, verdict in told
                            if verdict == EXACT and t.kind != TRANSLATION and t in broken
                        ]
                        if not line.is_open:
                            # A translation that the printed figure has as well tells nothing.
                            told = [(t, v) for t, v in told if not _is_indifferent(t, v)]
                        by_ratio = all(t.kind == QUOTIENT for t in mended)
                        confirmed = self._confirms(line, value, mended, broken, told)
                        if not line.is_open and not confirmed and (by_ratio or shown in ONE_DIGIT):
                            # A line that was dropped opens a gap that one digit of a neighbour can fill, and
                            # a ratio may be wrong for what it is made of.
                            shown = None
                        if value == 0 and not line.is_open:
                            # What is taken from one line to be given to another leaves their sums alone.
                            mended = [
                                t
                                for t in mended
                                if all(o is line or id(o) not in dict(agreed) for o in t.lines)
                            ]
                        if mended and self._suffices(line, value, shown, told):
                            line.value, line.is_open, progress = value, True, True
                    break
        return progress

    def _confirms(
        self, line: Line, value: int, mended: list[Test], broken: list[Test], told: list[tuple[Test, str]]
    ) -> bool:
        """Is the line told apart from the others of the sum that its misreading would mend?

        Its translation tells it, when the printed figure breaks it, or does not show what is left of it;
        and so does another printing of it that is vouched for.
        """
        printed = assumed(line)
        for test in mended:
            if test.kind == EQUAL:
                others = [one for one in test.lines if one is not line]
                if all(self._vouched(one, test, assumed) for one in others):
                    return True
        if not any(test.kind == SUM and test.family in self.forced for test in mended):
            return False
        if any(test.kind == TRANSLATION and test in broken for test, _ in told):
            return True
        for test in line.tests:
            if test.kind == TRANSLATION and line is test.lines[1] and test.lines[0].value is None:
                seen = [
                    None if v is None else self.looks_like(test.lines[0], test.translated(v))
                    for v in (printed, value)
                ]
                if seen[0] is None and seen[1] in ("same digits", "cut off"):
                    return True
        return False

    def _broken_groups(self) -> list[list[Test]]:
        """Broken tests that share a doubtful line; each group holds one that rounding cannot explain."""
        broken = self._broken(assumed)
        doubtful = self._doubtful(broken, assumed)
        groups: list[list[Test]] = []
        left = list(broken)
        while left:
            group, frontier = [], [left.pop()]
            while frontier:
                test = frontier.pop()
                group.append(test)
                shared = {id(line) for line in test.lines if id(line) in doubtful}
                linked = [t for t in left if any(id(line) in shared for line in t.lines)]
                left = [t for t in left if t not in linked]
                frontier += linked
            if any(id(line) in doubtful for t in group for line in t.lines):
                groups.append(group)
        return groups

    def _broken(self, values: Values) -> list[Test]:
        """The tests that do not hold as things stand."""
        return [test for test in self.tests if self.judge(test, values) == BROKEN]

    def _withdraw(self) -> None:
        """Give up chosen values that a broken test still speaks against and no other vouches for."""
        while True:
            against = self._doubtful(self._broken(known), known)
            given_up = [
                line for line in self.lines if line.is_open and line.value is not None and id(line) in against
            ]
            if not given_up:
                return
            for line in given_up:
                line.value = line.source = None
                if line.printed is not None:
                    line.value, line.is_open = line.printed, False

    def _account(self) -> None:
        """Give up the figure of a cell that holds another one which no line around it has."""
        for line in self.lines:
            if not line.is_open or not line.value or not self._holds_others(line, line.value):
                continue
            around = {o.digits(o.value) for o in self._around(line) if o.value is not None}
            shown = [t for t in self.own(line) if t.digits or t.is_nil]
            if any(not any(likeness(t.digits or "0", digits) for digits in around) for t in shown):
                line.value = line.source = None

    def _around(self, line: Line) -> Iterator[Line]:
        """The lines whose cells stand at most two rows from the line's own, in its column."""
        for claim in line.claims:
            rows = self.rows.get(claim.table_id, [])
            here = rows.index(claim.row) if claim.row in rows else 0
            for row in rows[max(here - 2, 0) : here + 3]:
                yield from self.claimed.get((claim.table_id, row, claim.column), ())

    def _doubt_copies(self) -> None:
        """Take no figure as printed that repeats the cell above or below and is not its own translation."""
        against = self._doubtful(self._broken(known), known)
        for line in self.lines:
            if line.is_open or id(line) not in against:
                continue
            if not (self.is_copied(line) or self._is_of_empty_row(line)):
                continue
            verdicts = [(test.kind, test.verdict(known)) for test in line.tests]
            # What foots as printed is the issuer's own, whatever it was copied from.
            if (TRANSLATION, BROKEN) in verdicts and (SUM, EXACT) not in verdicts:
                line.value, line.is_open = None, True

    def _is_of_empty_row(self, line: Line) -> bool:
        """Does a row above or below, whose own cell is empty, lack just this line's figure?"""
        for other in self._around(line):
            if other is line or not other.is_open or not all(claim.is_blank for claim in other.claims):
                continue
            without = with_values({id(line): 0})
            lacking = [
                test.implied(other, without) for test in other.tests if test.kind in (SUM, TRANSLATION)
            ]
            if line.value and any(value is not None and abs(value) == abs(line.value) for value in lacking):
                return True
        return False

    def _foots_exactly(self) -> set[str]:
        """The families of sums that the issuer makes exact: there a miss by rounding is a misreading."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for test in self.tests:
            verdict = test.verdict(known) if test.kind == SUM else None
            counts[test.family][0] += verdict == EXACT
            counts[test.family][1] += verdict == NEAR
        return {f for f in FOOTED if counts[f][0] >= 10 and counts[f][1] * 8 <= counts[f][0]}

    def _doubtful(self, broken: Iterable[Test], values: Values) -> set[int]:
        """The lines of broken tests that no other test vouches for; all of them where each is vouched for."""
        found: set[int] = set()
        for test in broken:
            lines = [line for line in test.lines if not self._vouched(line, test, values)]
            found.update(id(line) for line in lines or test.lines)
        return found

    def _vouched(self, line: Line, broken: Test, values: Values) -> bool:
        """Is there an exact test that would no longer hold if the line alone mended the broken one?"""
        implied, now = broken.implied(line, values), values(line)
        if now is None:
            return False
        for test in line.tests:
            if test.kind == TRANSLATION and line is test.lines[1] and values(test.lines[0]) is None:
                # A translation whose last digits are lost still shows the first ones.
                seen = self.looks_like(test.lines[0], test.translated(now))
                other = None if implied is None else self.looks_like(test.lines[0], test.translated(implied))
                if seen in ("same digits", "cut off") and other is None and now:
                    return True
            if test is broken or test.verdict(values) != EXACT:
                continue
            if test.kind == TRANSLATION and (
                line.is_total or any(_is_at_rate(other) for other in test.lines)
            ):
                continue
            if sum(values(other) != 0 for other in test.lines) < 2:
                continue
            if implied is None or test.verdict(with_values({id(line): implied}, values)) != EXACT:
                return True
        return False

    def _misreadings(self, broken: list[Test], size: int) -> list[dict[int, int]] | None:
        """Each set of `size` misreadings that mends the tests and breaks no other; None when too many."""
        doubtful = self._doubtful(broken, assumed)
        found: dict[frozenset[tuple[int, int]], dict[int, int]] = {}
        changed: dict[int, int] = {}
        states = 0

        def mend(left: int) -> bool:
            nonlocal states
            values = with_values(changed, assumed)
            touched = {id(t): t for t in broken}
            touched.update(
                {id(t): t for b in broken for line in b.lines if id(line) in changed for t in line.tests}
            )
            open_tests = [t for t in touched.values() if self._is_wrong(t, values, broken)]
            if not open_tests:
                found[frozenset(changed.items())] = dict(changed)
                return True
            if left == 0:
                return True
            for line in {id(line): line for test in open_tests for line in test.lines}.values():
                if id(line) not in doubtful or id(line) in changed:
                    continue
                for value in self._readings(line, values):
                    states += 1
                    if states > STATES:
                        return False
                    changed[id(line)] = value
                    if not mend(left - 1):
                        return False
                    del changed[id(line)]
            return True

        if not mend(size):
            return None
        # Of equally small readings, those that leave the fewest tests to rounding.
        near = {key: self._left_to_rounding(reading) for key, reading in found.items()}
        fewest = min(near.values(), default=0)
        return [reading for key, reading in found.items() if near[key] == fewest]

    def _left_to_rounding(self, changed: dict[int, int]) -> int:
        """How many tests of the changed lines hold by rounding only."""
        tests = {id(t): t for line in self.lines if id(line) in changed for t in line.tests}
        weighing = (
            t
            for t in tests.values()
            if t.kind != TRANSLATION or not (t.lines[0].is_total or any(_is_at_rate(o) for o in t.lines))
        )
        return sum(self.judge(t, with_values(changed, assumed)) == NEAR for t in weighing)

    def _is_wrong(self, test: Test, values: Values, broken: list[Test]) -> bool:
        """A test that was exact must stay so; a broken footing must close; others may miss by rounding."""
        now = self.judge(test, values)
        if now is None or now == EXACT:
            return False
        if test.kind == TRANSLATION:
            return now == BROKEN and not any(_is_at_rate(line) for line in test.lines)
        may_miss = test.kind == SUM and test.family not in self.forced
        return now == BROKEN or (test in broken and not may_miss) or test.verdict(assumed) == EXACT

    def _readings(self, line: Line, values: Values) -> list[int]:
        """What the line's printed figure may be a misreading of, by its tests."""
        printed = assumed(line)
        found = []
        implied = [test.implied(line, values) for test in line.tests]
        translated = [value for test in line.tests for value in _before_translation(test, line, values)]
        for value in dict.fromkeys((*implied, *translated, *line.elsewhere)):
            if value is None or value == printed:
                continue
            moved = any(
                value == line.of_units(int(t.digits), t.negative) for t in self.beside(line) if t.is_legible
            )
            if moved or self.is_copied(line) or self.looks_like(line, value) is not None:
                found.append(value)
        return found

    def is_copied(self, line: Line) -> bool:
        """Does the line's cell repeat the figure of the cell above or below, or of the next line there?"""
        own = {t.digits for t in self.own(line) if len(t.digits) > 2}
        above_or_below = {t.digits for t in self.beside(line) if t.column == line.claims[0].column}
        if any(seen in own or likeness(seen, one) == "cut off" for seen in above_or_below for one in own):
            return True
        return any(other.digits(other.value or 0) in own for other in self._next_lines(line))

    def _next_lines(self, line: Line) -> Iterator[Line]:
        """The known lines next above and below in the line's column, whatever ghosts stand between."""
        for claim in line.claims:
            above: list[Line] = []
            below: list[Line] = []
            for row in self.rows.get(claim.table_id, ()):
                here = self.claimed.get((claim.table_id, row, claim.column), ())
                others = [one for one in here if one is not line and one.value is not None]
                if row < claim.row:
                    above = others or above
                elif row > claim.row and not below:
                    below = others
            yield from above + below

    # ---- what is told

    def evidence(self) -> Iterator[tuple[Any, ...]]:
        """A row for each candidate of each line that was not taken as printed, and each rule that judges it.

        The rules are identities by their id, `V01` for a printing in another filing, and the way in which
        the cells show the value; that row names the cell.
        """
        for line in self.lines:
            if not line.is_open:
                continue
            fact_id = self._claim(line).fact_id
            chosen_value = () if line.value is None else (line.value,)
            for value in dict.fromkeys((*self.candidates(line), *chosen_value)):
                told: dict[str, bool] = {}
                for test, verdict in self.weigh(line, value, known):
                    told[test.rule_id] = told.get(test.rule_id, True) and verdict != BROKEN
                if value in line.elsewhere:
                    told["V01"] = True
                printed = Decimal(value * line.sign) / line.scale
                key = (fact_id, str(Decimal(value) / MICRO), str(printed))
                chosen = value == line.value
                for rule_id, satisfied in told.items():
                    yield (*key, rule_id, satisfied, chosen, None, None)
                shown = self.shows(line, value)
                token = line.source if chosen and line.source is not None else shown and shown[1]
                if shown is not None or token is not None:
                    how = shown[0] if shown is not None else "moved figure"
                    place = (None, None) if token is None else (token.line, token.column)
                    yield (*key, how, True, chosen, *place)

    def _claim(self, line: Line) -> Claim:
        """The cell that stands for a line: the one whose own text shows the value, else the first."""
        if line.value is not None and len(line.claims) > 1:
            wanted = line.digits(line.value)
            for claim in line.claims:
                tokens = self.tokens.get((claim.table_id, claim.row, claim.column), ())
                if any(likeness(t.digits, wanted) == "same digits" for t in tokens):
                    return claim
        return line.claims[0]


def _is_at_rate(line: Line) -> bool:
    """Is a line's value assumed from its translation? Then it cannot vouch for what it was taken from."""
    return line.value is None and line.is_at_rate


def _before_translation(test: Test, line: Line, values: Values) -> Iterator[int]:
    """What a figure may be a misreading of, one digit or two neighbours, to have its printed translation."""
    if test.kind != TRANSLATION or line is not test.lines[1] or test.verdict(values) != BROKEN:
        return
    printed, wanted = values(line) or 0, values(test.lines[0])
    for digits in misreadings(line.digits(printed)):
        value = line.of_units(int(digits), printed * line.sign < 0)
        if test.translated(value) == wanted:
            yield value


def _is_indifferent(test: Test, verdict: str) -> bool:
    """A translation that is exact now and stays so."""
    return test.kind == TRANSLATION and verdict == EXACT and test.verdict(assumed) == EXACT


def _of_nothing(test: Test, line: Line, value: int) -> bool:
    """A nil that translates another nil which nothing else tells says nothing of either."""
    if value != 0 and line is test.lines[1] and test.translated(value) == 0:
        return True
    return value == 0 and any(other.value is None for other in test.lines if other is not line)


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
