"""How the report writes figures: half up, parentheses for negative amounts, an en dash for nil."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MILLION = Decimal(1_000_000)
NIL = "–"


def amount(value: Decimal | None, unit: str) -> str:
    """A value of a mart as a statement prints it: millions, or per share, percent and counts as they are.

    `unit` is a `unit` of `fct_facts`. Empty for a value that is not known.
    """
    if value is None:
        return ""
    if unit == "percent":
        return percent(value)
    if unit == "per_share":
        return _parenthesised(value, 3)
    if unit in ("persons", "count"):
        return _parenthesised(value, 0 if value == value.to_integral_value() else 1)
    if unit in ("per_unit", "ratio"):
        return _parenthesised(value, 2)
    return _parenthesised(value / MILLION, 1)


def exact(value: Decimal | None, unit: str, currency: str | None) -> str:
    """A value of a mart to its last digit, with its currency or unit."""
    if value is None:
        return "no value"
    whole, _, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    number = f"{whole}.{fraction}" if fraction else whole
    number = number.replace("-", "−")
    if unit == "currency":
        return f"{currency or ''} {number}".strip()
    if unit == "per_share":
        return f"{currency or ''} {number} per share".strip()
    if unit == "per_unit":
        return f"{currency or ''} {number} a unit".strip()
    return percent(value, 4) if unit == "percent" else f"{number} {unit}"


def percent(value: Decimal | float | None, decimals: int = 1) -> str:
    """A fraction as a percentage with a minus sign, `−9.3%`."""
    if value is None:
        return ""
    return _rounded(Decimal(str(value)) * 100, decimals).replace("-", "−") + "%"


def _parenthesised(value: Decimal, decimals: int) -> str:
    if value == 0:
        return NIL
    text = _rounded(abs(value), decimals)
    return f"({text})" if value < 0 else text


def _rounded(value: Decimal, decimals: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
