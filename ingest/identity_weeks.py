"""How many weeks a document says that its quarter and its year to date count."""

from __future__ import annotations

import re

from ingest.printed import Lines, Printed, phrases

_WEEKS = r"(?P<weeks>(?:\d{1,2}|[a-z]+(?:-[a-z]+)?)\s+weeks)\b"
_COUNTS = (
    r"\s+(?:is|was|ha[sd]|comprise[sd]|contain(?:s|ed)|include[sd]|consist(?:s|ed)\s+of)\s+(?:the\s+|a\s+)?"
)
_QUARTER = re.compile(
    r"\b(?P<ordinal>first|second|third|fourth)[ -]+(?:fiscal\s+)?quarter\s+(?:of\s+)?(?:fiscal\s+)?"
    rf"(?:year\s+)?(?P<year>(?:19|20)\d{{2}}){_COUNTS}{_WEEKS}",
    re.IGNORECASE,
)
_TO_DATE = re.compile(rf"\byear[ -]to[ -]date(?:\s+period)?{_COUNTS}{_WEEKS}", re.IGNORECASE)


def find_quarter_weeks(title: Printed, period: Printed, running: Lines) -> Printed:
    """The weeks of the quarter that title or period name: "fourth quarter of fiscal 2031 had 14 weeks"."""
    named = f"{title.text} {period.text}".lower()
    for match, number in phrases(_QUARTER, running):
        if match.group("year") in named and f"{match.group('ordinal').lower()} quarter" in named:
            return Printed(match.group("weeks"), number)
    return Printed()


def find_weeks_to_date(running: Lines) -> Printed:
    """The weeks of the year so far: "year-to-date is the 40 weeks ended on those dates"."""
    match, number = next(phrases(_TO_DATE, running), (None, None))
    return Printed(match.group("weeks"), number) if match else Printed()
