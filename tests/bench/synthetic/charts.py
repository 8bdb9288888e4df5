"""A random chart of accounts: which lines an issuer's statements have, in which order, under which labels."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from synthetic.labels import headings, issuer_name, own_label, standard_labels, written

INCOME, BALANCE, CASH = "income_statement", "balance_sheet", "cash_flow_statement"
Parts = tuple[tuple[str, int], ...]
_FLOWS = {"operating": (10, 24), "investing": (5, 12), "financing": (5, 10)}


class Line(NamedTuple):
    """One printed line: its key in the books, the standard line it is (empty: the issuer's own), its label.

    The printed figure is the amount in the books times `sign`. `parts` are the keys it adds up, by weight;
    a line without is a leaf. `unit` is `currency`, `per_share` or `shares`.
    """

    key: str
    item: str
    label: str
    sign: int = 1
    parts: Parts = ()
    unit: str = "currency"


Row = Line | str
"""A line, or the text of a heading."""


@dataclass(frozen=True)
class Style:
    """How an issuer prints: what all its filings share."""

    scale: int
    scale_word: str
    currency: str
    convenience: str
    rate: str
    steps_a_year: int
    costs_negative: bool
    newest_first: bool
    quarters_in_cash_flow: bool
    shows_previous: bool
    grouped_headers: bool
    net_assets: bool
    year_end_month: int


@dataclass(frozen=True)
class Chart:
    """An issuer: who it is, how it prints, and the rows of its three statements."""

    issuer_id: str
    name: str
    short_name: str
    style: Style
    statements: dict[str, tuple[Row, ...]]

    def lines(self, statement: str) -> list[Line]:
        """The lines of a statement without its headings."""
        return [row for row in self.statements[statement] if isinstance(row, Line)]

    def line(self, key: str) -> Line | None:
        """The line of a key, if it is printed."""
        found = (line for statement in self.statements for line in self.lines(statement) if line.key == key)
        return next(found, None)

    def has(self, key: str) -> bool:
        """Whether a line of the key is printed."""
        return self.line(key) is not None

    def end_of(self, step: int, first_year: int) -> date:
        """The last day of a quarter or half; step 0 is the first of the fiscal year `first_year`."""
        months = 12 // self.style.steps_a_year
        passed = (first_year - 1) * 12 + self.style.year_end_month + (step + 1) * months
        return date(passed // 12, passed % 12 + 1, 1) - timedelta(days=1)


def draw_chart(number: int, draw: random.Random) -> Chart:
    """The chart of the issuer of a number."""
    name, short_name = issuer_name(number, draw)
    style = _style(draw)
    return Chart(
        "_".join(short_name.lower().split()), name, short_name, style, _Writer(draw, style, name).statements()
    )


def _style(draw: random.Random) -> Style:
    chinese = draw.random() < 0.5
    halves = draw.random() < 0.12
    scale, word = draw.choice(((1_000, "thousands"), (1_000, "thousands"), (1_000_000, "millions")))
    return Style(
        scale=scale,
        scale_word=word,
        currency="CNY" if chinese else draw.choice(("USD", "USD", "EUR", "GBP", "HKD")),
        convenience="USD" if chinese and draw.random() < 0.8 else "",
        rate=f"{draw.randint(63_000, 73_500) / 10_000:.4f}",
        steps_a_year=2 if halves else 4,
        costs_negative=draw.random() < 0.5,
        newest_first=draw.random() < 0.4,
        quarters_in_cash_flow=draw.random() < 0.6,
        shows_previous=draw.random() < 0.5,
        grouped_headers=draw.random() < 0.6,
        net_assets=draw.random() < 0.25,
        year_end_month=draw.choice((12, 12, 12, 3, 6, 9)),
    )


class _Writer:
    """Draws the rows of one issuer's statements; labels are drawn once an issuer and never twice."""

    def __init__(self, draw: random.Random, style: Style, name: str) -> None:
        self.draw, self.style, self.name = draw, style, name
        self.taken: set[str] = set()
        self.has_minority = draw.random() < 0.6
        self.has_oci = draw.random() < 0.6
        self.has_restricted_cash = draw.random() < 0.4
        self.cost_sign = -1 if style.costs_negative else 1

    def statements(self) -> dict[str, tuple[Row, ...]]:
        return {
            BALANCE: tuple(self._net_assets() if self.style.net_assets else self._balance()),
            INCOME: tuple(self._income()),
            CASH: tuple(self._cash()),
        }

    def _maybe(self, chance: float) -> bool:
        return self.draw.random() < chance

    def _standard(
        self, table: str, section: str, item: str, sign: int = 1, parts: Parts = (), unit: str = "currency"
    ) -> Line:
        """A standard line under one of its labels; below parts of its own a total that says so, if it can."""
        labels = [
            text
            for text in standard_labels(table, section, item)
            if f"{table} {section} {text}" not in self.taken
        ]
        if parts:
            labels = [text for text in labels if text.startswith("total ")] or labels
        if item == "total_equity" and self.style.net_assets:  # net assets are printed above it
            labels = [text for text in labels if text.startswith("total equity")]
        label = self.draw.choice(labels)
        self.taken.add(f"{table} {section} {label}")
        return Line(item, item, written(label, self.name), sign, parts, unit)

    def _own(self, kind: str, sign: int = 1) -> Line:
        label = own_label(kind, self.draw, self.taken)
        return Line(f"{kind}:{label}", "", label, sign)

    def _owns(self, kind: str, least: int, most: int, sign: int = 1) -> list[Line]:
        return [self._own(kind, sign) for _ in range(self.draw.randint(least, most))]

    def _shuffled(self, lines: Iterable[Line]) -> list[Line]:
        shuffled = list(lines)
        self.draw.shuffle(shuffled)
        return shuffled

    def _heading(self, section: str) -> str:
        return written(self.draw.choice(headings(section)), self.name) + ":"

    # --- the income statement

    def _income(self) -> list[Row]:
        cost, table = self.cost_sign, INCOME

        def line(item: str, sign: int = 1, parts: Parts = (), section: str = "") -> Line:
            return self._standard(table, section, item, sign, parts)

        rows: list[Row] = []
        if self._maybe(0.7):
            own = self._owns("revenue", 2, 6)
            rows += ["Revenues:", *own, line("total_revenues", parts=_sum(own))]
        else:
            rows.append(line("total_revenues"))
        if self._maybe(0.3):
            own = self._owns("cost", 2, 4, cost)
            rows += ["Cost of revenues:", *own, line("cost_of_revenues", cost, _sum(own))]
        else:
            rows.append(line("cost_of_revenues", cost))
        rows.append(line("gross_profit", parts=(("total_revenues", 1), ("cost_of_revenues", -1))))
        expenses = [
            line(item, cost, section="operating_expenses")
            for item, chance in (
                ("selling_and_marketing_expenses", 0.9),
                ("general_and_administrative_expenses", 0.95),
                ("research_and_development_expenses", 0.7),
                ("impairment_of_long_lived_assets", 0.2),
            )
            if self._maybe(chance)
        ] + self._owns("operating", 0 if self._maybe(0.3) else 1, 3, cost)
        if len(expenses) < 2:
            expenses += self._owns("operating", 2, 2, cost)
        total = line("total_operating_expenses", cost, _sum(expenses), "operating_expenses")
        rows += ["Operating expenses:", *expenses, total]
        before = (("gross_profit", 1), ("total_operating_expenses", -1))
        rows.append(line("operating_income", parts=before))
        others = [
            line(item, sign)
            for item, sign, chance in (
                ("interest_income", 1, 0.8),
                ("interest_expense", cost, 0.8),
                ("foreign_exchange_gain", 1, 0.6),
                ("other_gain_net", 1, 0.4),
                ("other_income_net", 1, 0.7),
            )
            if self._maybe(chance)
        ] + self._owns("other", 0, 2)
        rows += others
        weights = [(other.key, -1 if other.item == "interest_expense" else 1) for other in others]
        rows += [
            line("income_before_income_taxes", parts=(("operating_income", 1), *weights)),
            line("income_tax_expense", cost),
            line("net_income", parts=(("income_before_income_taxes", 1), ("income_tax_expense", -1))),
        ]
        rows += self._attribution("net_income", "net_income_attribution", "Net income attributable to:")
        if self.has_oci:
            translation = line("other_comprehensive_income_foreign_currency_translation")
            rows += ["Other comprehensive income:", translation]
            rows.append(line("comprehensive_income", parts=(("net_income", 1), (translation.key, 1))))
            rows += self._attribution(
                "comprehensive_income",
                "comprehensive_income_attribution",
                "Comprehensive income attributable to:",
            )
        if self._maybe(0.6):
            rows += [
                self._standard(
                    table,
                    "",
                    "weighted_average_shares_basic_and_diluted",
                    unit="shares",
                ),
                self._standard(table, "", "earnings_per_share_basic_and_diluted", unit="per_share"),
            ]
        return rows

    def _attribution(self, whole: str, section: str, heading: str) -> list[Row]:
        """The shares of a result; the minority's is the leaf, the parent's the rest."""
        if not self.has_minority:
            return []
        parent, minority = (
            f"{whole}_attributable_to_parent",
            f"{whole}_attributable_to_noncontrolling_interests",
        )
        under = section if self._maybe(0.5) else ""
        rows = [
            self._standard(INCOME, under, parent, parts=((whole, 1), (minority, -1))),
            self._standard(INCOME, under, minority),
        ]
        return [heading, *rows] if under else [rows[1], rows[0]]

    # --- the balance sheet

    def _leaf(self, section: str) -> Callable[[str], Line]:
        def line(item: str) -> Line:
            return self._standard(BALANCE, section, item)

        return line

    def _of(self, section: str, wanted: Sequence[tuple[str, float]], kind: str, own: int) -> list[Line]:
        line = self._leaf(section)
        return [line(item) for item, chance in wanted if self._maybe(chance)] + self._owns(kind, 2, own)

    def _current_assets(self) -> list[Line]:
        restricted = (("restricted_cash", 1.0),) if self.has_restricted_cash else ()
        wanted = (
            ("cash_and_cash_equivalents", 1.0),
            *restricted,
            ("short_term_investments", 0.6),
            ("accounts_receivable_net", 1.0),
            ("prepayments_and_other_assets_current", 0.9),
            ("amounts_due_from_related_parties_current", 0.4),
        )
        return self._of("current_assets", wanted, "asset", 6)

    def _noncurrent_assets(self) -> list[Line]:
        wanted = (
            ("property_and_equipment_net", 1.0),
            ("intangible_assets_net", 0.7),
            ("goodwill", 0.6),
            ("equity_investments", 0.5),
            ("operating_lease_right_of_use_assets", 0.5),
            ("prepayments_and_other_assets_noncurrent", 0.7),
        )
        return self._of("noncurrent_assets", wanted, "asset", 6)

    def _current_liabilities(self) -> list[Line]:
        wanted = (
            ("accounts_payable", 1.0),
            ("accrued_expenses_and_other_liabilities_current", 1.0),
            ("short_term_bank_loans", 0.7),
            ("income_tax_payable", 0.6),
            ("amounts_due_to_related_parties_current", 0.4),
            ("operating_lease_liabilities_current", 0.5),
        )
        return self._of("current_liabilities", wanted, "liability", 6)

    def _noncurrent_liabilities(self) -> list[Line]:
        wanted = (
            ("long_term_bank_loans", 1.0),
            ("deferred_tax_liabilities", 0.6),
            ("amounts_due_to_related_parties_noncurrent", 0.2),
            ("operating_lease_liabilities_noncurrent", 0.5),
            ("other_liabilities_noncurrent", 0.8),
        )
        return self._of("noncurrent_liabilities", wanted, "liability", 5)

    def _total(self, section: str, item: str, lines: Sequence[Line]) -> Line:
        return self._standard(BALANCE, section, item, parts=_sum(lines))

    def _equity(self) -> list[Line]:
        """The parent's equity and the whole; the lines of capital and reserves first."""
        line = self._leaf("equity")
        lines = [line("ordinary_shares")]
        if self._maybe(0.4):
            lines.append(line("treasury_shares")._replace(sign=-1))
        lines.append(
            line("additional_paid_in_capital")
            if self._maybe(0.7)
            else self._own("equity")._replace(key="additional_paid_in_capital")
        )
        if self._maybe(0.3):
            lines.append(line("statutory_reserves"))
        lines.append(line("retained_earnings"))
        if self.has_oci:
            lines.append(line("accumulated_other_comprehensive_income"))
        parts = tuple((each.key, -1 if each.key == "treasury_shares" else 1) for each in lines)
        if not self.has_minority:
            return [*lines, self._standard(BALANCE, "equity", "total_equity", parts=parts)]
        parent = self._standard(BALANCE, "equity", "total_equity_attributable_to_parent", parts=parts)
        minority = line("noncontrolling_interests")
        whole = self._standard(BALANCE, "equity", "total_equity", parts=_sum([parent, minority]))
        return [*lines, parent, minority, whole]

    def _balance(self) -> list[Row]:
        """Assets against liabilities and equity, as US GAAP issuers print them."""
        current, fixed = self._current_assets(), self._noncurrent_assets()
        owed, owed_later = self._current_liabilities(), self._noncurrent_liabilities()
        equity = self._equity()
        totals = {
            "ca": self._total("current_assets", "total_current_assets", current),
            "nca": self._total("noncurrent_assets", "total_noncurrent_assets", fixed),
            "cl": self._total("current_liabilities", "total_current_liabilities", owed),
            "ncl": self._total("noncurrent_liabilities", "total_noncurrent_liabilities", owed_later),
        }
        assets = self._total("assets", "total_assets", [totals["ca"], totals["nca"]])
        liabilities = self._total("liabilities", "total_liabilities", [totals["cl"], totals["ncl"]])
        both = self._total(
            "liabilities_and_equity", "total_liabilities_and_equity", [liabilities, equity[-1]]
        )
        return [
            "ASSETS",
            "Current assets:", *current, totals["ca"],
            "Non-current assets:", *fixed, totals["nca"],
            assets,
            "LIABILITIES AND EQUITY",
            "Current liabilities:", *owed, totals["cl"],
            "Non-current liabilities:", *owed_later, totals["ncl"],
            liabilities,
            self._heading("equity"), *equity,
            both,
        ]  # fmt: skip

    def _net_assets(self) -> list[Row]:
        """Fixed assets first, down to net assets, as issuers in Hong Kong and Britain print them."""
        current, fixed = self._current_assets(), self._noncurrent_assets()
        owed, owed_later = self._current_liabilities(), self._noncurrent_liabilities()
        nca = self._total("noncurrent_assets", "total_noncurrent_assets", fixed)
        ca = self._total("current_assets", "total_current_assets", current)
        cl = self._total("current_liabilities", "total_current_liabilities", owed)
        ncl = self._total("noncurrent_liabilities", "total_noncurrent_liabilities", owed_later)
        net_current = Line("net_current_assets", "", "Net current assets", 1, ((ca.key, 1), (cl.key, -1)))
        less = Line(
            "assets_less_current_liabilities",
            "",
            "Total assets less current liabilities",
            1,
            ((nca.key, 1), (net_current.key, 1)),
        )
        net = Line("net_assets", "", "Net assets", 1, ((less.key, 1), (ncl.key, -1)))
        return [
            "Non-current assets:", *fixed, nca,
            "Current assets:", *current, ca,
            "Current liabilities:", *owed, cl,
            net_current,
            less,
            "Non-current liabilities:", *owed_later, ncl,
            net,
            "Capital and reserves:", *self._equity(),
        ]  # fmt: skip

    # --- the cash flow statement

    def _cash(self) -> list[Row]:
        def line(item: str, parts: Parts = ()) -> Line:
            return self._standard(CASH, "", item, parts=parts)

        rows: list[Row] = []
        flows: list[Line] = []
        condensed = self._maybe(0.15)
        for name in ("operating", "investing", "financing"):
            item = f"net_cash_from_{name}_activities"
            if condensed:
                flows.append(line(item))
                rows.append(flows[-1])
                continue
            lines = self._owns("cash", *_FLOWS[name])
            lines = [each._replace(key=f"{name}:{each.key}") for each in lines]
            if name == "operating":
                lines = self._operating(lines)
            flows.append(line(item, _sum(lines)))
            rows += [f"Cash flows from {name} activities:", *lines, flows[-1]]
        effect = line("effect_of_exchange_rate_on_cash") if self._maybe(0.7) else None
        if effect is not None:
            rows.append(effect)
            flows.append(effect)
        held = (
            "cash, cash equivalents and restricted cash"
            if self.has_restricted_cash
            else "cash and cash equivalents"
        )
        change = Line("net_change_in_cash", "net_change_in_cash", f"Net change in {held}", 1, _sum(flows))
        start, end = "cash_at_beginning_of_period", "cash_at_end_of_period"
        opening = Line(start, start, f"{held.capitalize()} at beginning of period")
        closing = Line(end, end, f"{held.capitalize()} at end of period", 1, _sum([opening, change]))
        return [*rows, change, opening, closing]

    def _operating(self, own: list[Line]) -> list[Line]:
        """The result, what costs no cash, and own lines; the last own line takes what is left."""
        lines = [Line("net_income", "", "Net income")]
        if self._maybe(0.6):
            lines.append(self._standard(CASH, "", "depreciation_and_amortization"))
        if self._maybe(0.5):
            lines.append(self._standard(CASH, "", "share_based_compensation"))
        own[-1] = own[-1]._replace(key="operating:rest")
        return [*lines, *own]


def _sum(lines: Sequence[Line]) -> Parts:
    return tuple((line.key, 1) for line in lines)
