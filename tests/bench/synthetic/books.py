"""An issuer's books: amounts in printed units, step after step, that foot and follow from each other."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from synthetic.charts import BALANCE, CASH, INCOME, Chart, Line

Amounts = dict[str, int]
SHARES = "weighted_average_shares_basic_and_diluted"
PER_SHARE = "earnings_per_share_basic_and_diluted"
CASH_HELD = "cash_held"
_REST = "operating:rest"
_TRIES = 50
# Of the revenue of a step, and of a year for balances: the least and the most that a leaf is.
_EXPENSES = (0.02, 0.09)
_OTHERS = (-0.012, 0.02)
_ASSETS = (0.03, 0.3)
# The revenue of a year.
_THOUSANDS, _MILLIONS = (300_000, 9_000_000), (4_000, 90_000)


class Restatement(NamedTuple):
    """A leaf that filings from the `known`-th on print with another amount; `other` takes the difference.

    A balance moves between two leaves of a section. A flow has no `other`: its totals move with it.
    """

    known: int
    step: int
    leaf: str
    other: str
    amount: int


@dataclass
class Books:
    """Flows by step, balances by end of step (−1 is the opening one), and what was restated."""

    chart: Chart
    flows: list[Amounts]
    balances: dict[int, Amounts]
    restatements: list[Restatement] = field(default_factory=list)

    def income(self, steps: range, known: int) -> Amounts:
        """The income statement of some steps as the `known`-th filing prints it.

        Earnings per share are in hundredths.
        """
        lines = self.chart.lines(INCOME)
        amounts = self._summed([line for line in lines if line.unit == "currency"], steps)
        for restated in self._restated(steps, known):
            if not restated.other:
                amounts[restated.leaf] += restated.amount
        _foot(amounts, lines)
        if self.chart.has(SHARES):
            shares = [self.flows[step][SHARES] for step in steps]
            amounts[SHARES] = sum(shares) // len(shares)
            amounts[PER_SHARE] = quotient(self.per_share_in_full(amounts), amounts[SHARES])
        return amounts

    def per_share_in_full(self, amounts: Mapping[str, int]) -> int:
        """The parent's result in hundredths of the currency: earnings per share times the shares."""
        parent = amounts.get("net_income_attributable_to_parent", amounts["net_income"])
        return parent * self.chart.style.scale * 100

    def cash_flow(self, steps: range, known: int) -> Amounts:
        """The cash flow statement of some steps as the `known`-th filing prints it."""
        lines = self.chart.lines(CASH)
        amounts = self._summed(lines, steps)
        income = self.income(steps, known)
        amounts["net_income"] = income["net_income"]
        operating = sum(self.flows[step]["net_cash_from_operating_activities"] for step in steps)
        parts = next(line.parts for line in lines if line.key == "net_cash_from_operating_activities")
        if parts:
            amounts[_REST] = operating - sum(amounts[key] for key, _ in parts if key != _REST)
        amounts["cash_at_beginning_of_period"] = self.balances[steps[0] - 1][CASH_HELD]
        _foot(amounts, lines)
        return amounts

    def balance(self, step: int, known: int) -> Amounts:
        """The balance sheet at the end of a step as the `known`-th filing prints it."""
        amounts = dict(self.balances[step])
        for restated in self._restated(range(step, step + 1), known):
            if restated.other:
                amounts[restated.leaf] += restated.amount
                amounts[restated.other] -= restated.amount
        _foot(amounts, self.chart.lines(BALANCE))
        return amounts

    def _summed(self, lines: Iterable[Line], steps: range) -> Amounts:
        leaves = [line.key for line in lines if not line.parts]
        return {key: sum(self.flows[step].get(key, 0) for step in steps) for key in leaves}

    def _restated(self, steps: range, known: int) -> list[Restatement]:
        return [each for each in self.restatements if each.known <= known and each.step in steps]


def keep_books(chart: Chart, steps: int, draw: random.Random) -> Books:
    """Books of some steps; drawn anew where they would need a negative liability."""
    for _ in range(_TRIES):
        books = _Keeper(chart, draw).books(steps)
        if books is not None:
            return books
    raise RuntimeError(f"{chart.issuer_id}: no books without a negative liability in {_TRIES} drawings")


def quotient(numerator: int, denominator: int) -> int:
    """A quotient rounded half away from zero."""
    units = (2 * abs(numerator) + denominator) // (2 * denominator)
    return units if numerator >= 0 else -units


def _foot(amounts: Amounts, lines: Sequence[Line]) -> None:
    """Every total from its parts; a total may stand above a part."""
    left = [line for line in lines if line.parts]
    while left:
        ready = [line for line in left if all(key in amounts for key, _ in line.parts)]
        if not ready:
            raise ValueError(f"totals without their parts: {[line.key for line in left]}")
        for line in ready:
            amounts[line.key] = sum(amounts[key] * weight for key, weight in line.parts)
        left = [line for line in left if line not in ready]


class _Keeper:
    """Draws the amounts of one issuer."""

    def __init__(self, chart: Chart, draw: random.Random) -> None:
        self.chart, self.draw = chart, draw
        steps = chart.style.steps_a_year
        self.yearly = draw.randint(*(_THOUSANDS if chart.style.scale == 1_000 else _MILLIONS))
        self.growth = 1 + draw.uniform(-0.02, 0.14) / steps
        self.season = [draw.uniform(0.85, 1.15) for _ in range(steps)]
        self.share = self._shares()
        self.equity_of_assets = draw.uniform(0.35, 0.6)

    def _shares(self) -> dict[str, float]:
        """What each leaf is of the revenue, on average."""
        draw = self.draw
        income = [line for line in self.chart.lines(INCOME) if not line.parts and line.unit == "currency"]
        share = {line.key: draw.uniform(*_EXPENSES) for line in income}
        cost = draw.uniform(0.45, 0.65)
        for keys, whole in (("revenue:", 1.0), ("cost:", cost)):
            own = [line.key for line in income if line.key.startswith(keys)]
            weights = [draw.uniform(0.5, 2) for _ in own]
            share |= {key: whole * weight / sum(weights) for key, weight in zip(own, weights, strict=True)}
        share |= {"total_revenues": 1.0, "cost_of_revenues": cost, "income_tax_expense": 0.01}
        for line in income:
            if line.item in ("foreign_exchange_gain", "other_gain_net") or line.key.startswith("other:"):
                share[line.key] = draw.uniform(*_OTHERS)
            elif line.item in ("interest_income", "interest_expense", "other_income_net"):
                share[line.key] = draw.uniform(0.002, 0.01)
            elif "noncontrolling" in line.item or "translation" in line.item:
                share[line.key] = draw.uniform(0.001, 0.008)
        return share | {
            line.key: draw.uniform(*_ASSETS) for line in self.chart.lines(BALANCE) if not line.parts
        }

    def books(self, steps: int) -> Books | None:
        books = Books(self.chart, [], {-1: self._opening()})
        for step in range(steps):
            books.flows.append(self._income(step))
            balance = self._close(books, step)
            if balance is None:
                return None
            books.balances[step] = balance
        return books

    def _revenue(self, step: int) -> float:
        a_year = self.chart.style.steps_a_year
        return self.yearly / a_year * self.growth**step * self.season[step % a_year]

    def _around(self, amount: float, spread: float = 0.15) -> int:
        return round(amount * self.draw.uniform(1 - spread, 1 + spread))

    def _income(self, step: int) -> Amounts:
        revenue = self._revenue(step)
        flows = {}
        for line in self.chart.lines(INCOME):
            if line.parts or line.unit != "currency":
                continue
            amount = self._around(revenue * self.share[line.key])
            signed = line.item in (
                "foreign_exchange_gain",
                "other_gain_net",
                "other_comprehensive_income_foreign_currency_translation",
            )
            flows[line.key] = -amount if signed and self.draw.random() < 0.4 else amount
        if self.chart.has(SHARES):
            base = self.yearly * self.chart.style.scale // 40
            flows[SHARES] = base + step * self.draw.randint(0, base // 1_000)
        return flows

    def _opening(self) -> Amounts:
        held = round(self.yearly * 0.3)
        return {
            "retained_earnings": round(self.yearly * 0.1),
            "accumulated_other_comprehensive_income": round(self.yearly * 0.01),
            "noncontrolling_interests": round(self.yearly * 0.02),
            "statutory_reserves": round(self.yearly * 0.015),
            "treasury_shares": round(self.yearly * 0.02),
            "ordinary_shares": max(1, round(self.yearly * 0.001)),
            CASH_HELD: held,
        }

    def _close(self, books: Books, step: int) -> Amounts | None:
        """The balance sheet that a step leads to; its cash flows are noted in the step."""
        before, flows = books.balances[step - 1], books.flows[step]
        income = books.income(range(step, step + 1), -1)
        yearly = self._revenue(step) * self.chart.style.steps_a_year
        held = self._cash_flows(flows, income, before[CASH_HELD], self._around(0.3 * yearly))
        closed = self._assets(held, yearly)
        closed |= self._equity(before, income)
        return closed if self._liabilities(closed) else None

    def _cash_flows(self, flows: Amounts, income: Mapping[str, int], before: int, wanted: int) -> int:
        """Cash at the end: operating and investing flows as they come, financing to what is wanted."""
        lines = {line.key: line for line in self.chart.lines(CASH)}
        revenue = income["total_revenues"]
        effect = 0
        if "effect_of_exchange_rate_on_cash" in lines:
            effect = round(revenue * self.draw.uniform(-0.01, 0.01))
            flows["effect_of_exchange_rate_on_cash"] = effect
        operating = income["net_income"] + round(revenue * self.draw.uniform(0.02, 0.12))
        investing = -round(revenue * self.draw.uniform(0.03, 0.15))
        totals = {
            "operating": operating,
            "investing": investing,
            "financing": wanted - before - operating - investing - effect,
        }
        for name, total in totals.items():
            key = f"net_cash_from_{name}_activities"
            flows[key] = total
            leaves = [part for part, _ in lines[key].parts if part not in ("net_income", _REST)]
            kept = leaves if name == "operating" else leaves[:-1]
            for leaf in kept:
                low, high = (0.005, 0.04) if leaf in lines and lines[leaf].item else (-0.05, 0.05)
                flows[leaf] = round(revenue * self.draw.uniform(low, high))
            if leaves and name != "operating":
                flows[leaves[-1]] = total - sum(flows[leaf] for leaf in kept)
        return wanted

    def _assets(self, held: int, yearly: float) -> Amounts:
        assets = {CASH_HELD: held}
        for total in ("total_current_assets", "total_noncurrent_assets"):
            for key in self._parts(total):
                assets[key] = max(1, self._around(yearly * self.share[key], 0.08))
        if self.chart.has("restricted_cash"):
            assets["restricted_cash"] = max(1, held // self.draw.randint(9, 30))
        assets["cash_and_cash_equivalents"] = held - assets.get("restricted_cash", 0)
        return assets

    def _equity(self, before: Mapping[str, int], income: Mapping[str, int]) -> Amounts:
        whole, other = income["net_income"], income.get("comprehensive_income", income["net_income"])
        minority = income.get("net_income_attributable_to_noncontrolling_interests", 0)
        minority_of_all = income.get(
            "comprehensive_income_attributable_to_noncontrolling_interests", minority
        )
        parent = whole - minority
        return {
            **{key: before[key] for key in ("statutory_reserves", "treasury_shares", "ordinary_shares")},
            "retained_earnings": before["retained_earnings"] + parent,
            "accumulated_other_comprehensive_income": before["accumulated_other_comprehensive_income"]
            + (other - minority_of_all)
            - parent,
            "noncontrolling_interests": before["noncontrolling_interests"] + minority_of_all,
        }

    def _liabilities(self, closed: Amounts) -> bool:
        """Capital up to a share of the assets, and liabilities for the rest; False where none is left."""
        assets = sum(closed[key] for total in ("total_current_assets", "total_noncurrent_assets")
                     for key in self._parts(total))  # fmt: skip
        lines = self.chart.lines(BALANCE)
        holder = next(
            line
            for line in lines
            if line.key in ("total_equity_attributable_to_parent", "total_equity")
            and ("ordinary_shares", 1) in line.parts
        )
        others = sum(
            closed[key] * weight for key, weight in holder.parts if key != "additional_paid_in_capital"
        )
        if self.chart.has("noncontrolling_interests"):
            others += closed["noncontrolling_interests"]
        capital = max(round(assets * self.equity_of_assets) - others, assets // 50)
        closed["additional_paid_in_capital"] = capital
        keys = [key for total in ("total_current_liabilities", "total_noncurrent_liabilities")
                for key in self._parts(total)]  # fmt: skip
        owed = assets - others - capital
        weights = [self._around(1_000_000 * self.share[key], 0.08) for key in keys]
        left = owed
        for key, weight in zip(keys[:-1], weights[:-1], strict=True):
            closed[key] = owed * weight // sum(weights)
            left -= closed[key]
        closed[keys[-1]] = left
        return all(closed[key] > 0 for key in keys)

    def _parts(self, total: str) -> list[str]:
        line = self.chart.line(total)
        return [key for key, _ in line.parts] if line else []


def restate(books: Books, known: int, steps: range, at: int, draw: random.Random) -> None:
    """Let the `known`-th filing print a comparative anew: a flow of `steps`, or a balance at `at` elsewhere.

    What moves is an expense with its totals, or an amount between two current liabilities.
    """
    if draw.random() < 0.7:
        line = books.chart.line("total_operating_expenses")
        leaves = [key for key, _ in line.parts] if line else []
        step, leaf, other = draw.choice(steps), draw.choice(leaves), ""
        amount = books.flows[step][leaf] * draw.randint(2, 15) // 100
    else:
        line = books.chart.line("total_current_liabilities")
        leaf, other = draw.sample([key for key, _ in line.parts] if line else [], 2)
        step, amount = at, books.balances[at][other] * draw.randint(2, 15) // 100
    if amount:
        books.restatements.append(Restatement(known, step, leaf, other, amount))
