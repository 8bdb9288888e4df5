"""The charts: Vega-Lite specifications made with Altair, without data. The page hands each its rows.

A row has `x` (period, date or step), `s` (series), `y` (what is plotted: millions or a fraction), `t`
(the figure as text) and `b` (`reported` or `derived`). What is drawn in another way than the others has
`r`: `total` (beside the parts that make it up), `bound` and `point`, or the role of a step, which has
`y0` too. Colours are variables of the style sheet, so that light, dark and print need no other chart.
The page draws the legends.
"""

from __future__ import annotations

from typing import Any

import altair as alt

ROWS = "rows"
SERIES = [f"var(--series-{number})" for number in range(1, 9)]
HEIGHT = 260
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, DejaVu Sans, sans-serif"
"""The page's own: text is measured with it before it is drawn."""
AMOUNTS = ",~f"
AS_PRINTED = "As printed"
DEBT_TO_EQUITY = "Bank loans to equity"
ONE_ROW = alt.InlineData(values=[{}])


def bars() -> dict[str, Any]:
    """Stacked bars of amounts in millions."""
    return _specified(_parts(AMOUNTS))


def shares() -> dict[str, Any]:
    """Stacked bars of shares of a whole."""
    return _specified(_parts("%"))


def bars_with_totals() -> dict[str, Any]:
    """Stacked bars of amounts in millions, with the total above them."""
    totals = (
        alt.Chart(alt.NamedData(ROWS))
        .transform_filter("datum.r === 'total'")
        .mark_text(dy=-7, fontSize=11)
        .encode(x=_x(), y="y:Q", text="t:N")
    )
    return _specified(_parts(AMOUNTS) + totals)


def movement() -> dict[str, Any]:
    """Inflows above and outflows below zero, stacked, and the net change as a mark across."""
    net = (
        alt.Chart(alt.NamedData(ROWS))
        .transform_filter("datum.r === 'total'")
        .mark_point(shape="diamond", size=90, filled=True, opacity=1, stroke="var(--paper)", strokeWidth=1)
        .encode(x=_x(), y="y:Q", color=alt.value("var(--ink)"), tooltip=_tooltip())
    )
    return _specified(_parts(AMOUNTS) + _zero() + net)


def lines() -> dict[str, Any]:
    """Lines of fractions with a point a period; the points of derived figures are hollow."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(x=_x(banded=False), y=_y("%"), color=_series())
    points = base.mark_point(size=60, strokeWidth=2, opacity=1).encode(
        fill=alt.condition("datum.b === 'derived'", alt.value("var(--paper)"), _series()), tooltip=_tooltip()
    )
    return _specified(_zero() + base.mark_line(strokeWidth=2) + points)


def range_and_points() -> dict[str, Any]:
    """A range between bounds, and points: what is printed, and what needs no bounds."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(x=_x())
    ranges = (
        base.transform_filter("datum.r === 'bound'")
        .transform_joinaggregate(low="min(y)", high="max(y)", groupby=["x"])
        .mark_bar(size=26, opacity=0.4, cornerRadius=3, color=SERIES[0])
        .encode(
            y=alt.Y("low:Q", title=None, axis=_amount_axis("%"), scale=alt.Scale(zero=True)),
            y2="high:Q",
            tooltip=_tooltip(),
        )
    )
    points = (
        base.transform_filter("datum.r === 'point'")
        .mark_point(filled=True, size=110, opacity=1, shape="diamond")
        .encode(
            y=_y("%"),
            color=alt.Color(
                "s:N",
                legend=None,
                scale=alt.Scale(domain=[AS_PRINTED, DEBT_TO_EQUITY], range=[SERIES[5], SERIES[2]]),
            ),
            tooltip=_tooltip(),
        )
    )
    return _specified(ranges + points)


def waterfall() -> dict[str, Any]:
    """Steps from top to bottom, each bar beginning where the one above it ended."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(
        y=alt.Y("x:N", sort=None, title=None, axis=alt.Axis(labelLimit=190, ticks=False, domain=False))
    )
    roles = alt.Scale(
        domain=["result", "adds", "deducts"], range=["var(--result)", "var(--adds)", "var(--deducts)"]
    )
    steps = base.mark_bar(height=18).encode(
        x=alt.X(
            "y0:Q",
            title=None,
            axis=alt.Axis(format=AMOUNTS, tickCount=4, grid=True),
            scale=alt.Scale(padding=45),
        ),
        x2="y:Q",
        color=alt.Color("r:N", legend=None, scale=roles),
        opacity=_paler(),
        tooltip=[
            alt.Tooltip("x:N", title="Step"),
            alt.Tooltip("t:N", title="Amount"),
            alt.Tooltip("b:N", title="Basis"),
        ],
    )
    texts = (
        base.transform_calculate(right="max(datum.y0, datum.y)")
        .mark_text(align="left", dx=5, fontSize=11)
        .encode(x="right:Q", text="t:N")
    )
    zero = alt.Chart(ONE_ROW).mark_rule(strokeWidth=1).encode(x=alt.datum(0))
    return _specified(steps + zero + texts, height=320)


def _parts(number: str) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.NamedData(ROWS))
        .transform_filter("datum.r !== 'total'")
        .mark_bar(stroke="var(--paper)", strokeWidth=1)
        .encode(
            x=_x(),
            y=_y(number),
            color=_series(),
            order=alt.Order("o:Q"),
            opacity=_paler(),
            tooltip=_tooltip(),
        )
    )
    return chart


def _zero() -> alt.Chart:
    rule: alt.Chart = alt.Chart(ONE_ROW).mark_rule(strokeWidth=1).encode(y=alt.datum(0))
    return rule


def _paler() -> Any:
    return alt.condition("datum.b === 'derived'", alt.value(0.6), alt.value(1))


def _x(*, banded: bool = True) -> alt.X:
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", ticks=False)
    scale = alt.Scale(paddingInner=0.3, paddingOuter=0.2) if banded else alt.Undefined
    return alt.X("x:N", sort=None, title=None, axis=axis, scale=scale)


def _y(number: str) -> alt.Y:
    return alt.Y("y:Q", title=None, axis=_amount_axis(number))


def _amount_axis(number: str) -> alt.Axis:
    return alt.Axis(format=number, tickCount=5, domain=False, ticks=False)


def _series() -> alt.Color:
    return alt.Color("s:N", sort=None, scale=alt.Scale(range=SERIES), legend=None)


def _tooltip() -> list[alt.Tooltip]:
    titles = {"s": "Line", "x": "Period", "t": "Figure", "b": "Basis"}
    return [alt.Tooltip(f"{key}:N", title=title) for key, title in titles.items()]


def _specified(chart: alt.TopLevelMixin, *, height: int = HEIGHT) -> dict[str, Any]:
    """The Vega-Lite specification; its width is set by the page."""
    finished = (
        chart.properties(
            width=600, height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
        )
        .configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=11, labelPadding=6)
        .configure_axisX(grid=False)
    )
    specification: dict[str, Any] = finished.to_dict()
    return specification
