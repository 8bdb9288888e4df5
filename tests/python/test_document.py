"""What a document says about itself: title, form, dates, period, rate, captions, units, issuer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from announcements import ISSUER, ISSUER_NAME, OPENING, announcement
from conftest import ROOT, Run, Write

from ingest.document import Document, read_document
from ingest.errors import IngestError
from ingest.formats.tabbed import read_tabbed
from ingest.issuers import Issuer, Known, Stated
from ingest.lines import Line
from ingest.printed import Printed
from ingest.prose_tokens import Vocabulary
from ingest.reference import read_currencies
from ingest.source import Source

LARKSPUR = Issuer(ISSUER, (ISSUER_NAME, "Larkspur Mills"), "", "CNY")
BRINDLE = Issuer("brindle_harbour", ("Brindle Harbour plc", "Brindle"), "", "GBP")
CURRENCIES = read_currencies(ROOT)
TABLE = ("\t2030\t2031", "Cloth\t1,000\t1,200")


def _document(
    lines: Sequence[str],
    issuers: Sequence[Issuer] = (LARKSPUR,),
    issuer: str = ISSUER,
    stated: Stated | None = None,
) -> Document:
    source = Source("lm", "lm.txt", "0", read_tabbed(lines))
    known = Known({each.issuer_id: each for each in issuers})
    return read_document(source, known, Vocabulary({}), CURRENCIES, stated or Stated(issuer_id=issuer))


def test_the_whole_opening() -> None:
    document = _document(announcement().split("\n"), issuer="")
    assert document.issuer_id == ISSUER
    assert document.title == Printed(OPENING[2], 3)
    assert document.announced == Printed("August 12, 2031", 5)
    assert document.period == Printed("second quarter ended June 30, 2031", 5)
    assert document.rate == Printed("RMB6.5000 to US$1.00", 7)
    assert document.form == Printed()
    [table] = document.tables
    assert (table.caption, table.caption_line) == ("CONSOLIDATED INCOME STATEMENT", 9)
    assert (table.units_text, table.units_line) == ("In thousands of RMB", 10)


def test_a_document_that_says_nothing_of_itself() -> None:
    document = _document(TABLE)
    phrases = (document.title, document.form, document.announced, document.period, document.rate)
    assert phrases == (Printed(),) * 5
    assert (document.tables[0].caption, document.tables[0].caption_line) == ("", None)
    assert (document.tables[0].units_text, document.tables[0].units_line) == ("", None)


@pytest.mark.parametrize(
    ("lines", "caption"),
    [
        (("Condensed Statements", "of Financial Position"), "Condensed Statements of Financial Position"),
        (("Condensed Balance", "Sheets of Larkspur"), "Condensed Balance Sheets of Larkspur"),
        (("Condensed Statements", "", "of Financial Position"), "Condensed Statements"),
        (("Condensed Results", "of Financial Position"), "Condensed Results"),
        (("Condensed Statements", "offered by the mills"), "Condensed Statements"),
    ],
)
def test_a_title_that_breaks_before_what_it_is_of(lines: Sequence[str], caption: str) -> None:
    table = _document([*lines, "", *TABLE]).tables[0]
    assert (table.caption, table.caption_line) == (caption, 1)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("INTERIM RESULTS FOR THE HALF YEAR", "INTERIM RESULTS FOR THE HALF YEAR"),
        ("**Annual Results of Larkspur**", "Annual Results of Larkspur"),
        ("(1) ANNUAL RESULTS 2031; AND (2) CHANGE OF AUDITOR", "ANNUAL RESULTS 2031"),
        ("CHANGE OF AUDITOR; AND ANNUAL RESULTS 2031", "ANNUAL RESULTS 2031"),
        ("We are pleased with our annual results.", ""),
        ("Results of our weaving contest", ""),
        ("99.1 Press release on annual results", ""),
        ("Annual results " + "and more " * 25, ""),
        ("Annual results\t12", ""),
    ],
)
def test_title(line: str, title: str) -> None:
    found = _document(["Leeds", line, "", *TABLE]).title
    assert found == (Printed(title, 2) if title else Printed())


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("FORM 6-K", "Form 6-K"),
        ("**FORM 10-Q/A**", "Form 10-Q/A"),
        ("FORM 8-K\tCurrent report", "Form 8-K"),
        ("The Stock Exchange of Hong Kong Limited takes no part", "HKEX announcement"),
        ("as said in our annual report on Form 20-F", ""),
        ("PLATFORM 6-K", ""),
    ],
)
def test_form(line: str, form: str) -> None:
    found = _document(["Leeds", line, "", *TABLE]).form
    assert found == (Printed(form, 2) if form else Printed())


def test_a_form_goes_before_the_exchange() -> None:
    lines = ["The Stock Exchange of Hong Kong Limited", "FORM 6-K", *TABLE]
    assert _document(lines).form == Printed("Form 6-K", 2)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Leeds, August 12, 2031 — Larkspur Mills reports", "August 12, 2031"),
        ("LEEDS, England, August 12, 2031 -- Larkspur Mills reports", "August 12, 2031"),
        ("**Leeds, 12 August 2031**", "12 August 2031"),
        ("St. Ives, AUGUST 12, 2031", "AUGUST 12, 2031"),
        ("Date: August 12, 2031", "August 12, 2031"),
        ("Dated: 12 August 2031", "12 August 2031"),
        ("On August 12, 2031 we opened a mill in Leeds.", ""),
        ("Leeds, August 12, 2031 was a fine day", ""),
        ("Leeds,\tAugust 12, 2031", ""),
    ],
)
def test_announced(line: str, date: str) -> None:
    found = _document(["Larkspur", line, *TABLE]).announced
    assert found == (Printed(date, 2) if date else Printed())


@pytest.mark.parametrize(
    "period",
    [
        "three months ended June 30, 2031",
        "SIX MONTHS ENDED 30 JUNE 2031",
        "nine-month ended June 30, 2031".replace("-month", " months"),
        "13 weeks ended June 30, 2031",
        "second quarter ended June 30, 2031",
        "fourth fiscal quarter ended June 30, 2031",
        "quarter ending June 30, 2031",
        "year ended December 31, 2031",
        "fiscal year ended 31 December 2031",
        "half-year ended June 30, 2031",
    ],
)
def test_period(period: str) -> None:
    assert _document([f"Sales for the {period} rose.", *TABLE]).period == Printed(period, 1)


def test_the_period_of_the_title_goes_first() -> None:
    lines = [
        "Compared with the year ended December 31, 2029.",
        "ANNUAL RESULTS FOR THE YEAR ENDED DECEMBER 31, 2031",
        "After the year ended December 31, 2030.",
        *TABLE,
    ]
    assert _document(lines).period == Printed("YEAR ENDED DECEMBER 31, 2031", 2)


def test_a_title_without_a_period_leaves_it_to_the_lines_below() -> None:
    lines = [
        "Compared with the year ended December 31, 2029.",
        "Annual Results",
        "For the year ended December 31, 2031.",
        *TABLE,
    ]
    assert _document(lines).period == Printed("year ended December 31, 2031", 3)


@pytest.mark.parametrize(
    ("line", "rate"),
    [
        ("at RMB6.5000 to US$1.00, the noon rate", "RMB6.5000 to US$1.00"),
        ("at RMB 6.5 per US$1", "RMB 6.5 per US$1"),
        ("at RMB6.5000 = US\\$1.00.", "RMB6.5000 = US$1.00"),
        ("at US$1.00 to RMB6.5000.", "US$1.00 to RMB6.5000"),
        ("at US$1 = HK$7.80", "US$1 = HK$7.80"),
        ("at **EUR0.9200 per USD 1.00**", "EUR0.9200 per USD 1.00"),
        ("at the rate of RMB6.5000 per US$", "RMB6.5000 per US$"),
        ("sold at US$1.50 per ADS", ""),
        ("a yarn price of RMB7.25 to US$1.50 a yard", ""),
        ("a range of US$0.50 to US$1.00 a share", ""),
        ("a range of US$1.00 to US$2.50 a share", ""),
        ("grew from RMB6.5 million to US$1.2 million", ""),
    ],
)
def test_rate(line: str, rate: str) -> None:
    found = _document(["Leeds", line, *TABLE]).rate
    assert found == (Printed(rate, 2) if rate else Printed())


def test_the_first_rate_that_is_one_is_kept() -> None:
    lines = ["from US$0.50 to US$1.00 a share, translated at RMB6.5000 to US$1.00", *TABLE]
    assert _document(lines).rate.text == "RMB6.5000 to US$1.00"


@pytest.mark.parametrize(
    ("above", "caption", "line"),
    [
        (["INCOME STATEMENT"], "INCOME STATEMENT", 1),
        (["**INCOME STATEMENT**", "", "All mills are open."], "INCOME STATEMENT", 1),
        (["SALES", "BY PRODUCT"], "BY PRODUCT", 2),
        (["BRIDGES FROM NET INCOME UNDER U.S."], "BRIDGES FROM NET INCOME UNDER U.S.", 1),
        (
            ["Bridge from Net Income to the Nearest U.K.", "and a line of prose"],
            "Bridge from Net Income to the Nearest U.K.",
            1,
        ),
        (["Cloth is sold to mills in the U.S."], "", None),
        (["Sales of Larkspur Mills Co."], "", None),
        (["PART A."], "", None),
        (["Larkspur U.S."], "", None),
        (["STATEMENT OF OTHER COMPREHENSIVE", "INCOME"], "STATEMENT OF OTHER COMPREHENSIVE INCOME", 1),
        (["STATEMENT OF INCOME", "SUMMARY"], "SUMMARY", 2),
        (["STATEMENT OF COMPREHENSIVE", "", "INCOME"], "INCOME", 3),
        (["INCOME STATEMENT", "(In millions)"], "INCOME STATEMENT", 1),
        (["INCOME STATEMENT (In millions, except per share)"], "INCOME STATEMENT", 1),
        (["LARKSPUR MILLS GROUP LIMITED INCOME STATEMENT"], "INCOME STATEMENT", 1),
        (["3. SALES"], "3. SALES", 1),
        (["INCOME STATEMENT", "and a line of prose", "12", "a list;"], "INCOME STATEMENT", 1),
        (
            ["STATEMENT OF STANDALONE RESULTS FOR THE QUARTER AND NINE MONTHS ENDED" + " JUNE 30, 2031" * 2],
            "STATEMENT OF STANDALONE RESULTS",
            1,
        ),
        (
            [
                "STATEMENT OF COMPREHENSIVE INCOME (UNAUDITED) FOR THE QUARTER AND NINE MONTHS ENDED"
                + " JUNE 30, 2031" * 2
            ],
            "STATEMENT OF COMPREHENSIVE INCOME",
            1,
        ),
        (["Leeds of Wool and Income for the quarter of" + " mills and looms" * 4], "", None),
        (
            ["The Board approved the Standalone Results for the quarter and nine months" + " of mills" * 4],
            "",
            None,
        ),
        (["INCOME STATEMENT", "Unit: Yuan  Currency: RMB  Audit type: Unaudited"], "INCOME STATEMENT", 1),
        (["INCOME STATEMENT", "Prepared by: Larkspur Mills"], "INCOME STATEMENT", 1),
        (["INCOME STATEMENT", "Units: million Currency: RMB Type: unaudited"], "INCOME STATEMENT", 1),
        (["SALES", "Unit mill: Leeds"], "Unit mill: Leeds", 2),
        (
            ["Interim Condensed Consolidated Statement of Profit or Loss and Other Comprehensive Income"],
            "Interim Condensed Consolidated Statement of Profit or Loss and Other Comprehensive Income",
            1,
        ),
        (
            ["The mills of Leeds are said to be in the consolidated statement of profit or loss as sold"],
            "",
            None,
        ),
        (["STATEMENTS OF", "", "CASH FLOWS"], "STATEMENTS OF CASH FLOWS", 1),
        (["STATEMENTS OF", "", "", "CASH FLOWS"], "CASH FLOWS", 4),
        (["STATEMENTS OF CASH", "", "FLOWS"], "FLOWS", 3),
        ([f"SALES / {'W' * 76} (£ thousand)"], f"SALES / {'W' * 76}", 1),
        ([f"SALES / {'W' * 76} (of thousands)"], "", None),
        (["W" * 89], "", None),
        (["W" * 88], "W" * 88, 1),
        (["The mills are open."], "", None),
    ],
)
def test_caption(above: list[str], caption: str, line: int | None) -> None:
    table = _document([*above, *TABLE]).tables[0]
    assert (table.caption, table.caption_line) == (caption, line)


def test_a_caption_is_not_inherited_but_units_are() -> None:
    lines = ["SALES", "(In thousands of RMB)", *TABLE, "", "and here are more.", *TABLE]
    first, second = _document(lines).tables
    assert (first.caption, second.caption, second.caption_line) == ("SALES", "", None)
    assert first.units_line == second.units_line == 2
    assert second.units_text == "In thousands of RMB"


def test_units_change_below_a_new_statement_of_them() -> None:
    lines = ["(in thousands)", *TABLE, "SALES (in millions of euros)", *TABLE]
    first, second = _document(lines).tables
    assert (first.units_text, first.units_line) == ("in thousands", 1)
    assert (second.units_text, second.units_line) == ("in millions of euros", 4)


def test_a_caption_row_of_the_table_goes_first() -> None:
    lines = ["SALES", "Income statement\t\t", "(in thousands of RMB)\t\t", *TABLE]
    [table] = _document(lines).tables
    assert [row.role for row in table.rows] == ["caption", "caption", "header", "data"]
    assert (table.caption, table.caption_line) == ("Income statement", 2)
    assert (table.units_text, table.units_line) == ("in thousands of RMB", 3)


@pytest.mark.parametrize(
    ("above", "over", "caption"),
    [
        ([], "Selected Cash Flow Information:", "Selected Cash Flow Information:"),
        ([], "STATEMENTS OF CASH FLOWS (in thousands of $)", "STATEMENTS OF CASH FLOWS"),
        (["SALES"], "Selected Cash Flow Information:", "SALES"),
        ([], "Cloth of the mills", ""),
        ([], "(in thousands)", ""),
    ],
)
def test_what_a_header_names_over_its_labels_is_the_caption_where_there_is_no_other(
    above: list[str], over: str, caption: str
) -> None:
    [table] = _document([*above, f"{over}\t2030\t2031", "Cloth\t1,000\t1,200"]).tables
    assert table.caption == caption


@pytest.mark.parametrize(
    ("below", "units"),
    [
        (["\t\tConvenience translation into", "\t\tUS dollars in thousands"], "in millions"),
        (["\t\tAmounts as restated", "\t\tUS dollars in thousands"], "in thousands"),
        (["\tin thousands\tin thousands"], "in thousands"),
    ],
)
def test_the_units_of_a_column_translated_are_not_those_of_its_table(below: list[str], units: str) -> None:
    [table] = _document(["(₹ in millions)", TABLE[0], *below, TABLE[1]]).tables
    assert table.units_text == units


def test_units_of_a_header_row() -> None:
    [table] = _document(["SALES", "in millions\t2030\t2031", TABLE[1]]).tables
    assert (table.units_text, table.units_line) == ("in millions", 2)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Larkspur Mills Group Limited", ISSUER),
        ("LARKSPUR MILLS’ annual results", ISSUER),
        ("By “Brindle” of Leeds", "brindle_harbour"),
        ("in a table\tLarkspur Mills", ISSUER),
    ],
)
def test_the_issuer_is_recognised_by_a_name(text: str, issuer: str) -> None:
    assert _document([text, *TABLE], (LARKSPUR, BRINDLE), "").issuer_id == issuer


def test_an_issuer_is_not_recognised_inside_a_word() -> None:
    lines = ["The mills of Brindleton are open.", *TABLE]
    with pytest.raises(IngestError, match=r"^lm\.txt: .* whose results .*--issuer-name .*--issuer ID"):
        _document(lines, (LARKSPUR, BRINDLE), "")


def test_a_name_that_no_seed_holds_is_a_new_issuer() -> None:
    lines = [
        "Rowan Limited",
        "Annual Results for the year ended June 30, 2031",
        "(in millions of euros)",
        *TABLE,
    ]
    known = Known({ISSUER: LARKSPUR})
    source = Source("lm", "lm.txt", "0", read_tabbed(lines))
    assert read_document(source, known, Vocabulary({}), CURRENCIES).issuer_id == "rowan"
    assert known.added == {"rowan": Issuer("rowan", ("Rowan Limited", "Rowan"), "", "EUR", "", (6, 30))}
    assert list(known.issuers) == [ISSUER]


def test_an_ambiguous_issuer() -> None:
    lines = ["The mills of Larkspur Mills and those of Brindle are open.", *TABLE]
    with pytest.raises(IngestError, match=r"^lm\.txt: .*several") as caught:
        _document(lines, (LARKSPUR, BRINDLE), "")
    assert "larkspur_mills, brindle_harbour" in str(caught.value)
    assert "--issuer" in str(caught.value)
    assert _document(lines, (LARKSPUR, BRINDLE), "brindle_harbour").issuer_id == "brindle_harbour"


def test_an_issuer_given_goes_before_the_names() -> None:
    lines = ["Larkspur Mills", *TABLE]
    assert _document(lines, (LARKSPUR, BRINDLE), "brindle_harbour").issuer_id == "brindle_harbour"


def test_what_is_stated_goes_before_what_is_printed() -> None:
    lines = announcement().split("\n")
    stated = Stated(
        ISSUER, "", "EUR", None, "May 1, 2030", "year ended March 31, 2030", "RMB7.1 to US$1.00", ""
    )
    document = _document(lines, stated=stated)
    assert (document.announced, document.rate) == (Printed("May 1, 2030"), Printed("RMB7.1 to US$1.00"))
    assert document.period == Printed("year ended March 31, 2030")
    assert document.currency == "EUR"


def test_the_currency_is_kept_where_it_is_not_that_of_the_issuer() -> None:
    lines = ["Larkspur Mills", "(in thousands of RMB)", *TABLE]
    assert _document(lines).currency == ""
    assert _document([lines[0], "(in millions of euros)", *TABLE]).currency == "EUR"


def test_stated_units_hold_until_the_document_states_its_own() -> None:
    lines = ["SALES", *TABLE, "and here are more.", "(in millions)", *TABLE]
    first, second = _document(lines, stated=Stated(ISSUER, units="in thousands")).tables
    assert (first.units_text, first.units_line) == ("in thousands", None)
    assert (second.units_text, second.units_line) == ("in millions", 5)


def test_the_issuer_option(write: Write, run: Run, seeds: Callable[[], dict[str, bytes]]) -> None:
    text = announcement(opening=("The mills of Rowan are open.",), closing=())
    path = write("rowan.txt", text)
    refused = run("add", path)
    assert refused.status == 2 and "rowan.txt" in refused.err and "--issuer" in refused.err
    nameless = run("add", path, "--issuer", "rowan")
    assert nameless.status == 2 and "--issuer-name" in nameless.err
    assert seeds() == {}
    assert run("add", path, "--issuer", "brindle_harbour").status == 0
    assert b"\nrowan,brindle_harbour," in seeds()["raw_filings.csv"]


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("Reporting Period\t", "2031"),
        ("Current reporting period:", "2031"),
        ("Previous reporting period", "2030"),
        ("Sales of the", "2030"),
    ],
)
def test_the_field_of_a_form_states_the_period(label: str, year: str) -> None:
    title = "Previous period half-year ended 31 December 2030 results for announcement to the market"
    form = f"{label} half-year ended 31 December 2031"
    assert _document([form, title, *TABLE]).period.text == f"half-year ended 31 December {year}"


@pytest.mark.parametrize(("lines", "year"), [(60, "2031"), (5, "2030")])
def test_what_reports_far_below_the_title_opens_nothing(lines: int, year: str) -> None:
    """What stands between the title and a near one is of the announcement; far above it, of anything."""
    heading = "Larkspur Mills has record first half results"
    before = "Debt rose by a loom (six months to 30 June 2030: by two)."
    reports = "The report, with the statements for the six months to 30 June 2031, is whole."
    document = [heading, before, *["Text."] * lines, reports, *TABLE]
    assert _document(document).period.text == f"six months to 30 June {year}"


@pytest.mark.parametrize(
    ("title", "span"),
    [
        ("Fourth Quarter and Fiscal Year 2031", "Fourth Quarter and Fiscal Year 2031"),
        ("First Half of Fiscal 2031", "First Half of Fiscal 2031"),
        ("Fiscal Year 2031", "Fiscal Year 2031"),
    ],
)
def test_a_quarter_that_the_title_names_goes_before_a_period_far_below(title: str, span: str) -> None:
    heading = f"Larkspur Mills Announces {title} Results"
    opening = "LEEDS, March 12, 2032 - Larkspur Mills reports."
    below = ["", *["Text."] * 9, "Sales rose from those of the fiscal year ended December 31, 2030.", *TABLE]
    assert _document([heading, opening, *below]).period == Printed(span, 1)
    told = opening.replace("reports", "reports its quarter ended December 31, 2031")
    assert _document([heading, told, *below]).period == Printed("quarter ended December 31, 2031", 2)
    weeks = [*below[:-1], "Sales of the 12 weeks ended May 7, 2031 rose.", *TABLE]
    assert _document([heading, opening, *weeks]).period.text == "fiscal year ended December 31, 2030"


def _layout(*lines: str | tuple[str, ...]) -> Document:
    """A document of lines of running text and rows of one table."""
    read = (
        Line(number, (line,)) if isinstance(line, str) else Line(number, line, 1)
        for number, line in enumerate(lines, start=1)
    )
    known = Known({ISSUER: LARKSPUR})
    source = Source("lm", "lm.txt", "0", tuple(read), "layout")
    return read_document(source, known, Vocabulary({}), CURRENCIES, Stated(ISSUER))


@pytest.mark.parametrize(
    ("above", "period", "line", "caption", "kept"),
    [
        # nothing but a period is no caption
        (
            ["BALANCE SHEETS", "As at June 30, 2031"],
            "As at June 30, 2031",
            2,
            "BALANCE SHEETS",
            "BALANCE SHEETS",
        ),
        (["SALES", "Six months ended June 30, 2031"], "Six months ended June 30, 2031", 2, "SALES", "SALES"),
        (["SALES", "January 1 to June 30, 2031"], "January 1 to June 30, 2031", 2, "SALES", "SALES"),
        # a title with a period is one
        (
            ["SALES OF ALL MILLS IN LEEDS FOR THE YEAR ENDED JUNE 30, 2031"],
            "YEAR ENDED JUNE 30, 2031",
            1,
            "SALES OF ALL MILLS IN LEEDS FOR THE YEAR ENDED JUNE 30, 2031",
            "SALES OF ALL MILLS IN LEEDS FOR THE YEAR ENDED JUNE 30, 2031",
        ),
        # a sentence is neither, and ends nothing
        (
            [
                "SALES",
                "They rose in the year ended June 30, 2031, for the mills of Leeds and all beyond them too.",
            ],
            "",
            None,
            "SALES",
            "SALES",
        ),
        # the title of a statement may be as long as its units and periods make it; prose may not
        (
            [
                "Condensed Consolidated Statement of Cash Flows (in millions, unaudited)"
                " 36 Weeks Ended May 4, 2031 and May 5, 2030"
            ],
            "36 Weeks Ended May 4, 2031",
            1,
            "",
            "",
        ),
        (
            ["Group", "SALES", "(Unaudited)", "BY PRODUCT"],
            "",
            None,
            "BY PRODUCT",
            "Group / SALES / BY PRODUCT",
        ),
        (
            [f"HEADING {n}" for n in "ABCDEFGH"],
            "",
            None,
            "HEADING H",
            " / ".join(f"HEADING {n}" for n in "CDEFGH"),
        ),
    ],
)
def test_what_stands_above_a_table(
    above: list[str], period: str, line: int | None, caption: str, kept: str
) -> None:
    [table] = _document([*above, *TABLE]).tables
    assert (table.period, table.period_line) == (period, line)
    assert (table.caption, table.above) == (caption, kept)


def test_the_period_above_a_table_is_that_of_its_next_page_too() -> None:
    header = "\tJune 30, 2031\tJune 30, 2030"
    pages = [header, "Cloth\t1,000\t1,200", "", header, "Wool\t100\t120"]
    first, second = _document(["Nine months ended", *pages]).tables
    assert second.continues == first.number
    assert (
        (second.period, second.period_line) == (first.period, first.period_line) == ("Nine months ended", 1)
    )
    _, own = _document(["Nine months ended", *pages[:3], "Three months ended", *pages[3:]]).tables
    assert own.period == "Three months ended"


def test_what_stands_above_a_table_is_not_that_of_the_next() -> None:
    lines = ["SALES", "Year ended June 30, 2031", *TABLE, "", "and here are more.", *TABLE]
    first, second = _document(lines).tables
    assert (first.above, first.period) == ("SALES", "Year ended June 30, 2031")
    assert (second.above, second.period) == ("", "")


def test_a_header_outside_its_table_is_no_caption_and_units_below_it_count() -> None:
    rows = (("Cloth", "1,000", "2,000"), ("Yarn", "10", "20"))
    document = _layout("BALANCE SHEETS", "June 30, 2031 December 31, 2030", "(in thousands)", *rows)
    [table] = document.tables
    assert (table.caption, table.above, table.period) == ("BALANCE SHEETS", "BALANCE SHEETS", "")
    assert (table.units_text, table.units_line) == ("in thousands", 3)
    assert table.column_headers == {1: "June 30, 2031", 2: "December 31, 2030"}
    assert [(row.line, row.role) for row in table.rows] == [(2, "header"), (4, "data"), (5, "data")]


def test_a_period_over_the_labels_is_the_tables() -> None:
    days = "June 30, 2031\tJune 30, 2030"
    rows = ["Cloth\t1,000\t900", "Wool\t10\t20", "", "Larkspur spins.", ""]
    heads = [
        [f"Year ended\t{days}"],
        [f"(in thousands)\t{days}"],
        [f"\t{days}", "Year ended\t1,000\t900"],
        ["Three months ended\t\tSix months ended", f"\t{days}"],
    ]
    [first, *others] = _document([line for head in heads for line in (*head, *rows)]).tables
    assert (first.period, first.period_line) == ("Year ended", 1)
    assert [table.period for table in others] == ["", "", ""]


def test_a_half_year_above_a_table_is_no_year() -> None:
    rows = ["\t2031\t2030", "Cloth\t1,000\t900", "", "Larkspur spins.", ""]
    heads = ("Half year ended June 30", "For the half-year ended", "Year ended June 30", "Half a year ended")
    found = _document([line for head in heads for line in (head, *rows)]).tables
    assert [table.period for table in found] == [
        "Half year ended",
        "half-year ended",
        "Year ended",
        "year ended",
    ]


def test_a_year_alone_above_a_table_heads_its_columns() -> None:
    rows = ["Cloth\t1,000\t-\t900", "Wool\t10\t-\t20"]
    heads = {
        ("2031",): "2031 / Mills",
        ("**2030**", "(in £’000)"): "2030 / Mills",
        ("2030:", "€m"): "2030 / Mills",
        ("Sales of 2030",): "Mills",
        ("2030", "by mill"): "Mills",
        ("1830",): "Mills",
    }
    header = "\tMills\tShops\tGroup"
    lines = [line for head in heads for line in (*head, "", header, *rows, "", "Larkspur spins.", "")]
    tables = _document(lines).tables
    assert [table.column_headers[1] for table in tables] == list(heads.values())
    assert tables[0].column_headers[3] == "2031 / Group"


@pytest.mark.parametrize("header", ["\tMills 2030\tGroup 2030", "\tJune\tJuly", "\tThis year\tLast year"])
def test_a_year_alone_above_headers_that_name_periods_is_none_of_them(header: str) -> None:
    [table] = _document(["2031", header, "Cloth\t1,000\t900", "Wool\t10\t20"]).tables
    assert not any("2031" in text for text in table.column_headers.values())
