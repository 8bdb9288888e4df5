"""Structure discovered by arithmetic: totals and their lines, and rows that stand a column off."""

from structure.displaced import find_displaced
from structure.rows import Displaced, Row, Sum
from structure.walk import find_sums

__all__ = ["Displaced", "Row", "Sum", "find_displaced", "find_sums"]
