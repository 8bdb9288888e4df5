"""A phrase as a document prints it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """A phrase as printed and its 1-based line; empty and None where the document has none."""

    text: str = ""
    line: int | None = None
