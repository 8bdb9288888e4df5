"""The charts: Vega-Lite specifications made with Altair, without data. The page hands each its rows.

A row has `x` (period, date or step), `s` (series), `y` (what is plotted: millions or a fraction), `t` (the figure as
text), `b` (`reported` or `derived`); a step of a bridge also `y0`, `r` (its role) and no series. Colours are variables
of the style sheet, so that light, dark and print need no other chart.
"""

from __future__ import annotations

from typing import Any

import altair as alt

ROWS = "rows"
SERIES = [f"var(--series-{number})" for number in range(1, 9)]
HEIGHT = 260
AMOUNTS = ",~f"
ONE_ROW = alt.InlineData(values=[{}])


def bars(*, percent: bool = False) -> dict[str, Any]:
    """Stacked bars: amounts in millions, or shares of a whole."""
    return _specified(_bars(percent=percent))


def movement() -> dict[str, Any]:
    """Inflows above and outflows below zero, stacked."""
    return _specified(_bars(percent=False) + _zero())


def lines() -> dict[str, Any]:
    """Lines of fractions with a point a period; the points of derived figures are hollow."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(x=_x(), y=_y("%"), color=_series())
    points = base.mark_point(size=60, strokeWidth=2).encode(
        fill=alt.condition("datum.b === 'derived'", alt.value("var(--paper)"), _series(legend=False)),
        tooltip=_tooltip("s"),
    )
    return _specified(base.mark_line(strokeWidth=2) + points + _zero())


def range_and_points() -> dict[str, Any]:
    """A range between bounds, and points: what is printed, and what needs no bounds."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(x=_x())
    ranges = (
        base.transform_filter("datum.r === 'bound'")
        .transform_joinaggregate(low="min(y)", high="max(y)", groupby=["x"])
        .mark_bar(size=26, opacity=0.35, cornerRadius=3)
        .encode(
            y=alt.Y("low:Q", title=None, axis=alt.Axis(format="%"), scale=alt.Scale(zero=True)),
            y2="high:Q",
            color=_series(),
            tooltip=_tooltip("s"),
        )
    )
    points = (
        base.transform_filter("datum.r === 'point'")
        .mark_point(filled=True, size=110, shape="diamond")
        .encode(y=_y("%"), color=_series(), tooltip=_tooltip("s"))
    )
    return _specified(ranges + points)


def waterfall() -> dict[str, Any]:
    """Steps from top to bottom, each bar beginning where the one above it ended."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(
        y=alt.Y("x:N", sort=None, title=None, axis=alt.Axis(labelLimit=190, ticks=False, domain=False))
    )
    steps = base.mark_bar(height=18).encode(
        x=alt.X("y0:Q", title=None, axis=alt.Axis(format=AMOUNTS, tickCount=5)),
        x2="y:Q",
        color=alt.Color(
            "r:N",
            legend=None,
            scale=alt.Scale(
                domain=["result", "adds", "deducts"],
                range=["var(--result)", "var(--adds)", "var(--deducts)"],
            ),
        ),
        tooltip=[alt.Tooltip("x:N", title="Step"), alt.Tooltip("t:N", title="Amount")],
    )
    texts = (
        base.transform_calculate(right="max(datum.y0, datum.y)")
        .mark_text(align="left", dx=5, fontSize=11)
        .encode(x="right:Q", text="t:N")
    )
    zero = alt.Chart(ONE_ROW).mark_rule(strokeWidth=1).encode(x=alt.datum(0))
    return _specified(steps + zero + texts, height=320)


def _bars(*, percent: bool) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.NamedData(ROWS))
        .mark_bar(stroke="var(--paper)", strokeWidth=1)
        .encode(
            x=_x(),
            y=_y("%" if percent else AMOUNTS),
            color=_series(),
            order=alt.Order("o:Q"),
            opacity=alt.condition("datum.b === 'derived'", alt.value(0.6), alt.value(1)),
            tooltip=_tooltip("s"),
        )
    )
    return chart


def _zero() -> alt.Chart:
    rule: alt.Chart = alt.Chart(ONE_ROW).mark_rule(strokeWidth=1).encode(y=alt.datum(0))
    return rule


def _x() -> alt.X:
    return alt.X("x:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", ticks=False))


def _y(number: str) -> alt.Y:
    return alt.Y("y:Q", title=None, axis=alt.Axis(format=number, tickCount=5, domain=False, ticks=False))


def _series(*, legend: bool = True) -> alt.Color:
    shown = (
        alt.Legend(orient="top", title=None, columns=2, labelLimit=260, symbolType="square") if legend else None
    )
    return alt.Color("s:N", sort=None, scale=alt.Scale(range=SERIES), legend=shown)


def _tooltip(series: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{series}:N", title="Line"),
        alt.Tooltip("x:N", title="Period"),
        alt.Tooltip("t:N", title="Figure"),
        alt.Tooltip("b:N", title="Basis"),
    ]


def _specified(chart: alt.TopLevelMixin, *, height: int = HEIGHT) -> dict[str, Any]:
    """The Vega-Lite specification; its width is set by the page, its font is the page's."""
    finished = (
        chart.properties(width=600, height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))  # type: ignore[attr-defined]
        .configure(background="transparent", font="inherit")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=11, gridOpacity=1, labelPadding=6)
        .configure_legend(labelFontSize=12, offset=12)
    )
    specification: dict[str, Any] = finished.to_dict()
    return specification
