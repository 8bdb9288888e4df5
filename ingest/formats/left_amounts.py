"""Whether figures that stand left of the labels are a column of amounts, and no numbers of lines or notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.figures import is_amount

_GROUPED = re.compile(r"\d[,.'’ ]\d{3}(?!\d)")
_MINUS = frozenset("(-–−")
_DIGITS = 3
_TELLING = 2  # figures that no number of a line or a note looks like


def tells_amount(text: str) -> bool:
    """Whether a figure is no share, and no number of a note: grouped, with decimals, or of three digits."""
    if "%" in text or (text.count(".") > 1 and not _GROUPED.search(text)):
        return False
    return is_amount(text) or sum(ch.isdigit() for ch in text) >= _DIGITS


def are_amounts(figures: Sequence[str]) -> bool:
    """Whether figures one below the other are amounts.

    What only rises and groups no thousands may be a list's numbers: 1.1, 1.2, 2.1; 4000, 4100.
    """
    telling = [text for text in figures if tells_amount(text)]
    if len(telling) < _TELLING:
        return False
    plain = [text for text in telling if not _GROUPED.search(text) and text[0] not in _MINUS]
    values = [float("".join(re.findall(r"[\d.]", text)).rstrip(".")) for text in plain]
    rises = len(plain) == len(telling) and all(below > above for above, below in pairwise(values))
    return not rises
