"""Invented results announcements of invented issuers, rendered as text with tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ISSUER = "larkspur_mills"
ISSUER_NAME = "Larkspur Mills Group Limited"

OPENING = (
    "LARKSPUR MILLS GROUP LIMITED",
    "",
    "Larkspur Mills Announces Unaudited Second Quarter 2031 Results",
    "",
    "Leeds, August 12, 2031 — Larkspur Mills reported on its second quarter ended June 30, 2031.",
    "",
    "Amounts in US$ are translated at RMB6.5000 to US$1.00 for convenience.",
    "",
)
STATEMENT: tuple[tuple[str, ...], ...] = (
    ("", "2030", "2031", "2031"),
    ("", "RMB", "RMB", "US$"),
    ("Sales:", "", "", ""),
    ("Cloth", "1,000", "1,200", "185"),
    ("Yarn", "(500)", "-", "-"),
    ("Total sales", "500", "1,200", "185"),
)


def tabbed(rows: Iterable[Sequence[str]]) -> list[str]:
    """Table rows as lines."""
    return ["\t".join(row) for row in rows]


def announcement(
    rows: Iterable[Sequence[str]] = STATEMENT,
    *,
    opening: Sequence[str] = OPENING,
    caption: Sequence[str] = ("CONSOLIDATED INCOME STATEMENT", "(In thousands of RMB)"),
    closing: Sequence[str] = ("", "Larkspur Mills spins cloud into yarn."),
) -> str:
    """One announcement with one table, by default a small income statement."""
    return "\n".join([*opening, *caption, *tabbed(rows), *closing])
