"""What is plotted: the charts of the pages, the rows of each, and the headline figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from report import charts, figures
from report.warehouse import Row, Warehouse

RATIOS = {
    "gross_margin": "Gross margin",
    "operating_margin": "Operating margin",
    "net_margin": "Net margin",
    "adjusted_ebitda_margin": "Adjusted EBITDA margin",
}


@dataclass(frozen=True)
class Chart:
    """A chart of a page: how it is drawn, and by which picks its rows are chosen."""

    chart_id: str
    title: str
    spec: Callable[[], dict[str, Any]]
    picks: tuple[str, ...]
    """Of `kind`, `currency` and `period`."""
    in_millions: bool
    has_series: bool = True
    """Whether each series has a colour of its own."""
    legend: tuple[tuple[str, str, str], ...] = ()
    """What else has a colour: series or role (`s` or `r` of a row), name, colour."""


STEPS = (("result", "Result", "--result"), ("adds", "Adds", "--adds"), ("deducts", "Deducts", "--deducts"))
NET_CHANGE = (("total", "Net change", "--ink"),)
GEARING = (
    ("bound", "Between the bounds", "--series-1"),
    (charts.AS_PRINTED, charts.AS_PRINTED, "--series-6"),
    (charts.DEBT_TO_EQUITY, charts.DEBT_TO_EQUITY, "--series-3"),
)
CHARTS = (
    Chart("revenue", "Revenues", charts.bars_with_totals, ("kind", "currency"), True),
    Chart("mix", "Shares of total revenues", charts.shares, ("kind",), False),
    Chart("margins", "Margins", charts.lines, ("kind",), False),
    Chart(
        "bridge",
        "From net result to adjusted EBITDA",
        charts.waterfall,
        ("period", "currency"),
        True,
        False,
        STEPS,
    ),
    Chart("balances", "Cash and short-term investments", charts.bars, ("currency",), True),
    Chart("movement", "Cash flows", charts.movement, ("kind", "currency"), True, True, NET_CHANGE),
    Chart("gearing", "Gearing", charts.range_and_points, (), False, False, GEARING),
    Chart("receivables", "Receivables by days past due", charts.bars, (), True),
    Chart("payables", "Payables by invoice date", charts.bars, (), True),
)


def chart_rows(warehouse: Warehouse, issuer_id: str, periods: dict[str, Row]) -> dict[str, list[Row]]:
    """The rows of every chart, as `charts` describes them, with `k` (kind), `p` (period), `c` (currency)."""

    def ask(query: str) -> list[Row]:
        return warehouse.ask(query, issuer_id)

    def placed(row: Row, series: str, plotted: Any, text: str, **more: Any) -> Row:
        period = periods[row["period_id"]]
        placed_row = {
            "x": period["label"],
            "s": series,
            "y": float(plotted),
            "t": text,
            "b": row["basis"],
            "k": period["kind"],
            "p": row["period_id"],
            "c": row.get("currency"),
            **more,
        }
        return {key: value for key, value in placed_row.items() if value is not None}

    def order(rows: Iterable[Row]) -> dict[str, int]:
        return {label: number for number, label in enumerate(dict.fromkeys(row["label"] for row in rows))}

    def amounts(rows: Iterable[Row]) -> list[Row]:
        kept = [row for row in rows if row["value"] is not None]
        place = order(kept)
        return [
            placed(
                row,
                row["label"],
                row["value"] / figures.MILLION,
                figures.amount(row["value"], "currency"),
                o=place[row["label"]],
                r="total" if row.get("is_total") else None,
            )
            for row in kept
        ]

    ageing = ask("ageing__classes")
    mix = ask("revenue__mix")
    place_in_mix = order(mix)
    return {
        "revenue": amounts(ask("revenue__lines")),
        "mix": [
            placed(
                row, row["label"], row["share"], figures.percent(row["share"]), o=place_in_mix[row["label"]]
            )
            for row in mix
        ],
        "margins": [
            placed(row, RATIOS[row["ratio_id"]], row["value"], figures.percent(row["value"]))
            for row in ask("margins__margins")
        ],
        "bridge": [
            placed(
                row,
                "",
                row["bar_to"] / figures.MILLION,
                figures.amount(row["effect"], "currency"),
                x=row["label"],
                y0=float(row["bar_from"] / figures.MILLION),
                r=_role(row),
            )
            for row in ask("bridge__steps")
        ],
        "balances": amounts(ask("cash__balances")),
        "movement": amounts(ask("cash__movement")),
        "gearing": [point for row in ask("gearing__bounds") for point in _gearing(row, placed)],
        "receivables": amounts(row for row in ageing if row["balance"] == "receivables"),
        "payables": amounts(row for row in ageing if row["balance"] == "payables"),
    }


def _role(step: Row) -> str:
    if step["role"] != "adjustment":
        return "result"
    return "adds" if step["effect"] >= 0 else "deducts"


def _gearing(row: Row, placed: Callable[..., Row]) -> list[Row]:
    """The bounds and what is printed; bank loans over equity where the issuer's own ratio has no bounds."""
    points = []
    bounds = (row["gearing_ratio_min"], row["gearing_ratio_max"])
    if None not in bounds:
        points += [
            placed(row, name, value, figures.percent(value), r="bound")
            for name, value in zip(("Lower bound", "Upper bound"), bounds, strict=True)
        ]
    elif row["debt_to_equity"] is not None:
        value = row["debt_to_equity"]
        points.append(placed(row, charts.DEBT_TO_EQUITY, value, figures.percent(value), r="point"))
    if row["gearing_ratio_reported"] is not None:
        printed = row["gearing_ratio_reported"]
        decimals = max(0, -(row["gearing_ratio_printed_unit"] * 100).normalize().as_tuple().exponent)
        points.append(placed(row, charts.AS_PRINTED, printed, figures.percent(printed, decimals), r="point"))
    return points


def specs() -> dict[str, Row]:
    """What the page must know of each chart: its specification, its picks, its unit and its legend."""
    return {
        chart.chart_id: {
            "spec": chart.spec(),
            "picks": chart.picks,
            "millions": chart.in_millions,
            "series": chart.has_series,
            "legend": chart.legend,
        }
        for chart in CHARTS
    }


def tiles(warehouse: Warehouse, issuer_id: str) -> list[Row]:
    """The headline figures: label, period, currency (none for a ratio), text, and what stands below it."""
    ratios = {
        (row["ratio_id"], row["period_id"]): figures.percent(row["value"])
        for row in warehouse.ask("overview__ratios", issuer_id)
    }
    below = {
        "gross_profit": ("gross_margin", "margin"),
        "net_income": ("net_margin", "margin"),
        "adjusted_ebitda": ("adjusted_ebitda_margin", "margin"),
    }
    tiles = []
    for row in warehouse.ask("overview__amounts", issuer_id):
        notes = []
        ratio_id, word = below.get(row["line_item_id"], ("", ""))
        if (ratio_id, row["period_id"]) in ratios:
            notes.append(f"{word} {ratios[ratio_id, row['period_id']]}")
        notes += _change(row)
        if row["basis"] == "derived":
            notes.append("derived")
        tiles.append(
            {
                "l": row["label"],
                "p": row["period_id"],
                "c": row["currency"],
                "t": figures.amount(row["value"], "currency"),
                "n": ", ".join(notes),
            }
        )
    return tiles


def _change(row: Row) -> list[str]:
    """A growth in words: `+3.1% yoy`, `loss narrowed by 29.0% yoy`, `loss to profit yoy`."""
    what = (row["change_class"] or "").replace("_", " ")
    rate = row["growth_rate"]
    if not what:
        return []
    if rate is None:
        return [f"{what} yoy"]
    if row["change_class"].startswith("loss_"):
        return [f"{what} by {figures.percent(abs(rate))} yoy"]
    return [f"{'+' if rate > 0 else ''}{figures.percent(rate)} yoy"]
