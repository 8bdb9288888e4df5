"""The weeks that a document says its quarter and its year to date count."""

from __future__ import annotations

import pytest

from ingest.identity_weeks import find_quarter_weeks, find_weeks_to_date
from ingest.printed import Printed

TITLE = Printed("Larkspur Mills Announces Fourth Quarter and Fiscal 2031 Results", 1)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("The fourth quarter of fiscal 2031 consisted of 14 weeks compared to 13 weeks in 2030.", "14 weeks"),
        ("The fourth quarter of fiscal year 2031 included fourteen weeks.", "fourteen weeks"),
        ("Our fourth fiscal quarter 2031 was a 14 weeks long period.", "14 weeks"),
        ("The fourth quarter of fiscal 2030 consisted of 14 weeks.", ""),
        ("The third quarter of fiscal 2031 consisted of 14 weeks.", ""),
        ("The fourth quarter of fiscal 2031 will consist of 14 weeks.", ""),
        ("Last year's fourth quarter included 14 weeks.", ""),
        ("The 14th week of the fourth quarter of fiscal 2031 added sales.", ""),
    ],
)
def test_the_weeks_of_its_own_quarter(text: str, weeks: str) -> None:
    assert find_quarter_weeks(TITLE, Printed(), [(6, text)]) == (Printed(weeks, 6) if weeks else Printed())


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("of the 12 weeks ended May 7, 2031; year-to-date is the 40 weeks ended then.", "40 weeks"),
        ("The year to date period comprised forty weeks.", "forty weeks"),
        ("Year-to-date sales rose in the 40 weeks ended May 7, 2031.", ""),
    ],
)
def test_the_weeks_of_the_year_so_far(text: str, weeks: str) -> None:
    assert find_weeks_to_date([(6, text)]) == (Printed(weeks, 6) if weeks else Printed())


def test_a_statement_runs_over_a_hard_wrap() -> None:
    lines = [(6, "of the 12 weeks then; year-to-date is the 40"), (7, "weeks ended on those dates")]
    assert find_weeks_to_date(lines) == Printed("40 weeks", 6)
