"""Figures of running text: which are found, and which words of their sentence are given to them."""

from __future__ import annotations

import time

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.prose import ProseFigure, find_prose_figures
from ingest.reference import read_vocabulary

WORDS = read_vocabulary(ROOT)


def _found(*lines: str) -> list[ProseFigure]:
    return find_prose_figures(
        [(number, line if "\t" not in line else "") for number, line in enumerate(lines, start=1)], WORDS
    )


def _row(figure: ProseFigure) -> str:
    """A figure in one line: text, subject, relation, then whatever else it has, named."""
    more = {
        "vs": figure.comparison, "when": figure.period_words, "as": figure.described_as,
        "of": figure.share_of, "counted": figure.counted,
    }  # fmt: skip
    named = [f"{name}={words}" for name, words in more.items() if words]
    return " ".join(" | ".join([figure.text, figure.subject, figure.relation, *named]).split())


# Sentences of an invented issuer; below each its figures.
SENTENCES = """
Net sales rose 12.5% to $4.2 billion, compared with $3.7 billion in the prior-year quarter.
    12.5% | Net sales | rose
    $4.2 billion | Net sales | to
    $3.7 billion | Net sales | compared with | when=in the prior-year quarter
Operating margin expanded 120 basis points to 14.3%, 150bps higher than the same quarter last year.
    120 basis points | Operating margin | expanded
    14.3% | Operating margin | to
    150bps | Operating margin | expanded; higher | vs=the same quarter last year
This quarter we recorded net inflow of cash at RMB1.5 million, against negative RMB3.2 million last quarter.
    RMB1.5 million | net inflow of cash | at | when=This quarter
    negative RMB3.2 million | net inflow of cash | against | when=last quarter
Cloth sales were RMB35.2 million, representing 35.2% of total revenues, compared with 30.1% and \
28.4% a year ago.
    RMB35.2 million | Cloth sales | were
    35.2% | Cloth sales | representing | of=total revenues
    30.1% | Cloth sales | compared with | of=total revenues
    28.4% | Cloth sales | compared with | when=a year ago | of=total revenues
Income from operations was $3.5 million, or 7.2% of revenue, versus $2.9 million, or 6.3%, in the \
prior year period.
    $3.5 million | Income from operations | was
    7.2% | Income from operations | was | of=revenue
    $2.9 million | Income from operations | versus | when=in the prior year period
    6.3% | Income from operations | versus | when=in the prior year period
The Group turned from a net loss of RMB5.0 million to a net profit of RMB3.0 million.
    RMB5.0 million | net loss | from; of
    RMB3.0 million | net profit | of
Net result turned from a loss of RMB5.0 million to a profit of RMB3.0 million.
    RMB5.0 million | loss | from; of
    RMB3.0 million | profit | of
Operating loss was RMB2.0 million, compared with operating profit of RMB4.0 million.
    RMB2.0 million | Operating loss | was
    RMB4.0 million | Operating loss | compared with; of | as=operating profit
Free cash flow was an outflow of SEK 1.2 billion.
    SEK 1.2 billion | Free cash flow | of | as=outflow
Revenue increased 9% on a constant currency basis and 7% as reported.
    9% | Revenue | increased; on a constant currency basis
    7% | Revenue | increased
Revenue grew 16% Y/Y in Q4 (or 17% Y/Y constant currency) and was up 555 bps.
    16% | Revenue | grew | vs=Y/Y | when=in Q4
    17% | Revenue | (; constant currency | vs=Y/Y | when=in Q4
    555 bps | Revenue | was; up
Yarn costs decreased by 15.4% year-over-year from RMB8.6 million to RMB7.2 million (US$1.0 million) \
this quarter.
    15.4% | Yarn costs | decreased; by | vs=year-over-year
    RMB8.6 million | Yarn costs | from | vs=year-over-year
    RMB7.2 million | Yarn costs | to | when=this quarter
    US$1.0 million | Yarn costs | ( | when=this quarter
Selling and marketing expenses increased by 3.1% year-over-year and 6.5% quarter-over-quarter.
    3.1% | Selling and marketing expenses | increased; by | vs=year-over-year
    6.5% | Selling and marketing expenses | increased; by | vs=quarter-over-quarter
Cloth sales rose by 7.0% compared with the fourth quarter of 2030.
    7.0% | Cloth sales | rose; by | vs=the fourth quarter of 2030
Cloth and yarn were RMB3.0 million (US$0.5 million) and RMB4.0 million, respectively, in 2031.
    RMB3.0 million | Cloth | were | when=in 2031
    US$0.5 million | Cloth | ( | when=in 2031
    RMB4.0 million | yarn | were | when=in 2031
Sales were RMB3.0 billion, compared with RMB2.9 billion and RMB2.5 billion for the preceding \
quarter and the second \
quarter of 2030, respectively.
    RMB3.0 billion | Sales | were
    RMB2.9 billion | Sales | compared with | when=for the preceding quarter
    RMB2.5 billion | Sales | compared with | when=the second quarter of 2030
Gross profit for the six months ended June 30, 2031 and 2030 was RMB5.0 million and RMB4.0 million, \
respectively.
    RMB5.0 million | Gross profit | was | when=for the six months ended June 30, 2031
    RMB4.0 million | Gross profit | was | when=for the six months ended June 30, 2030
Finance costs were RMB5.1 million (2030: RMB5.0 million), the rate 4.1% (six months ended June 30, \
2030: 3.6%).
    RMB5.1 million | Finance costs | were
    RMB5.0 million | Finance costs | ( | when=2030
    4.1% | |
    3.6% | | ( | when=six months ended June 30, 2030
Other income was nil (2030: nil).
    nil | Other income | was
    nil | Other income | ( | when=2030
Revenue was $10.0 million (up 12% year-over-year).
    $10.0 million | Revenue | was
    12% | Revenue | up | vs=year-over-year
The mill earned basic net income of US$0.29 per share (US$1.44 per ADS) and paid HK$0.05 per ordinary share.
    US$0.29 | basic net income per share | of
    US$1.44 | basic net income per ADS | (
    HK$0.05 | basic net income per ordinary share | paid
For the third quarter of 2031, the Company expects total sales to be between RMB1.0 billion and \
RMB1.2 billion, \
representing an increase of 5% to 7%.
    RMB1.0 billion | total sales | expects; to; between | when=For the third quarter of 2031
    RMB1.2 billion | total sales | expects; to; between | when=For the third quarter of 2031
    5% | total sales | expects; representing; increase; of | when=For the third quarter of 2031
    7% | total sales | expects; to | when=For the third quarter of 2031
Larkspur Mills expects capital expenditure in the range of $50 million to $60 million.
    $50 million | capital expenditure | expects; in the range of
    $60 million | capital expenditure | in the range of; to
As of June 30, 2031, the Company had 1,234 full-time employees and 56 part-time staff in two mills.
    1,234 | Company | had | when=As of June 30, 2031 | counted=full-time employees
    56 | Company | had | when=As of June 30, 2031 | counted=part-time staff
Outstanding shares were 3,000,000 as of June 30, 2031, equivalent to about 200,000 ADSs.
    3,000,000 | Outstanding shares | were | when=as of June 30, 2031
    200,000 | Outstanding shares | equivalent to | counted=ADSs
Expenses rose to RMB60 million, primarily due to RMB4.1 million of share-based compensation.
    RMB60 million | Expenses | rose; to
    RMB4.1 million | share-based compensation |
Accounts receivable, net, were RMB8.1 million; cash, deposits and notes were RMB9.5 million.
    RMB8.1 million | Accounts receivable, net | were
    RMB9.5 million | cash, deposits and notes | were
Net cash (cash and deposits less loans) generated from operating activities was RMB15.1 million.
    RMB15.1 million | Net cash generated from operating activities | was
A 16% increase in revenue to $5.0 million, while Social charges were €80 thousand above forecast.
    16% | revenue | increase
    $5.0 million | revenue | to
    €80 thousand | Social charges | were; above
Costs were $3.0 million, versus $2.0 million last year, or 5% of sales.
    $3.0 million | Costs | were
    $2.0 million | Costs | versus | when=last year
    5% | Costs | versus | when=last year | of=sales
We recorded margin growth of 5% and expect yarn sales to increase by 6%.
    5% | margin | growth; of
    6% | yarn sales | expect; to; increase; by
The Group held cash, deposits and notes of RMB5.0 million, and other gains, net were RMB6.0 million.
    RMB5.0 million | cash, deposits and notes | of
    RMB6.0 million | other gains, net | were
Operating profit was RMB4.0 million, compared with a loss of RMB5.0 million in the same quarter of \
2030 and operating profit of RMB3.0 million last quarter.
    RMB4.0 million | Operating profit | was
    RMB5.0 million | Operating profit | compared with; of | when=in the same quarter of 2030 | as=loss
    RMB3.0 million | Operating profit | compared with; of | when=last quarter | as=operating profit
Profit was RMB4.0 million, compared with RMB3.0 million last quarter and a dividend of RMB2.0 million.
    RMB4.0 million | Profit | was
    RMB3.0 million | Profit | compared with | when=last quarter
    RMB2.0 million | dividend | of
Cloth and yarn were RMB3.0 million and RMB4.0 million, compared with RMB2.0 million and RMB1.0 million \
in 2030, respectively.
    RMB3.0 million | Cloth | were
    RMB4.0 million | yarn | were
    RMB2.0 million | Cloth | compared with | when=in 2030
    RMB1.0 million | yarn | compared with | when=in 2030
Cloth and yarn accounted for 75.0% and 25.0% of total revenues, respectively.
    75.0% | Cloth | accounted for | of=total revenues
    25.0% | yarn | accounted for | of=total revenues
On a constant currency basis, sales increased by 12.1% year-over-year to RMB5.0 million.
    12.1% | sales | increased; by; on a constant currency basis | vs=year-over-year
    RMB5.0 million | sales | to; on a constant currency basis
Excluding cloth, sales increased by 4.0% year-over-year.
    4.0% | sales | increased; by; excluding | vs=year-over-year
Excluding cloth, normalized EBITDA increased by 4.0% year-over-year.
    4.0% | normalized EBITDA | increased; by | vs=year-over-year
Sales excluding cloth were RMB4.0 million.
    RMB4.0 million | Sales excluding cloth | were
EBITDA turned to profit last quarter and rose to 4.2 million euros.
    4.2 million euros | EBITDA | rose; to
"""


def _cases() -> list[tuple[str, list[str]]]:
    cases: list[tuple[str, list[str]]] = []
    for line in SENTENCES.replace("\\\n", "").strip().splitlines():
        if line.startswith("    "):
            cases[-1][1].append(line.strip())
        else:
            cases.append((line, []))
    return cases


@pytest.mark.parametrize(("sentence", "figures"), _cases())
def test_each_figure_gets_its_words(sentence: str, figures: list[str]) -> None:
    assert [_row(figure) for figure in _found(sentence)] == figures


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("a loss of $(1.2) million, a margin of (3.4)%, –5.6% or -7.8 ppts",
         ["$(1.2) million", "(3.4)%", "5.6%", "-7.8 ppts"]),
        ("growth of 10-12% and 10%-12%", ["12%", "10%", "12%"]),
        ("RMB5.0 million¹, **RMB6.0 million**, US\\$0.7² million and €1.3bn", 4),
        ("at US$1.00 = HK$7.8123 or RMB7.2672 to US$1.00", ["US$1.00 = HK$7.8123", "RMB7.2672 to US$1.00"]),
        ("12 cents, HK5.5 cents, CHF 3m, 4.5 million units and over 500 people", 5),
        ("Form 20-F, file number 001-39278, Rule 13a-16, Note 15, Section 3.2(a), Article 4(1)", []),
        ("12/F, No. 33 Mill Road, LS1 4AB, 100085; Tel: +44 (20) 5555-1234 Ext. 6300; stock code 3896", []),
        ("On August 12, 2031 at 8:15 am, in Q2 2031 and fiscal 2030, in the 12 weeks ended May 7, 2031", []),
        ("https://example.com/a?x=10%25&y=RMB5 and ir@5%.example", []),
        ("The 2031 Plan, ISO 27001, 5G, top 10 customers, 24/7, ratio of 1:15, 10-for-1, RMB'000, 0%20", []),
        ("Cloth      1,000      2,000", []),
        ("Cloth\t1,000%", []),
        ("Nilson and vanilla", []),
    ],
)  # fmt: skip
def test_what_is_a_figure(line: str, figures: list[str] | int) -> None:
    texts = [figure.text for figure in _found(line)]
    assert (len(texts) if isinstance(figures, int) else texts) == figures


def test_a_figure_stands_on_the_line_on_which_it_begins() -> None:
    found = _found(
        "Net Results", "• Sales were RMB1.0", "million and", "", "5", "", "  (i) costs", "were 2% of U.S.",
        "sales. Sales of Mills Inc. Leeds were 3%.", "12",
        "Cloth rose 4%.", "", "Cloth and Yarn", "Yarn fell 5%.",
    )  # fmt: skip
    assert [(f.line, f.number, f.sentence, f.text, f.subject) for f in found] == [
        (2, 1, 1, "RMB1.0 million", "Sales"),
        (8, 1, 2, "2%", "costs"),
        (9, 1, 3, "3%", "Sales of Mills Inc Leeds"),
        (11, 1, 4, "4%", "Cloth"),
        (14, 1, 5, "5%", "Yarn"),
    ]


def test_a_heading_says_when_for_the_text_below_it() -> None:
    found = _found(
        "Sales were RMB1.0 million.",
        "",
        "Fourth Quarter 2031 Results",
        "",
        "Sales were RMB2.0 million. It was the best fourth quarter since 2027.",
        "",
        "Cloth",  # says no time, and so closes none
        "",
        "Sales were RMB3.0 million, against RMB2.0 million in the first quarter of 2030.",
        "",
        "Fiscal Year 2031 Results",
        "",
        "Sales were RMB4.0 million.",
        "",
        "Sales for fiscal year 2030 were poor:",  # a sentence, for it has a verb and a colon
        "",
        "Sales were RMB5.0 million.",
    )
    assert [figure.section_period for figure in found] == [
        "",
        *["Fourth Quarter 2031"] * 3,
        *["Fiscal Year 2031"] * 2,
    ]


def test_a_sentence_of_many_figures_is_a_table() -> None:
    assert len(_found("Sales were " + "1% " * 60)) == 60
    assert _found("Sales were " + "1% " * 61) == []


def test_no_sentence_is_kept() -> None:
    long = "word " * 40
    for figure in _found(
        f"The {long} was 5%.", f"We saw {long} of 5%.", f"Sales were 5% of {long}.", f"We had 5,000 {long}.",
        f"Sales were 5%, compared with {long} of 6%.", f"Sales were RMB5 per {long}.",
    ):  # fmt: skip
        assert max(len(t.split()) for t in (figure.subject, figure.described_as, figure.share_of)) <= 12
        assert len(figure.counted.split()) <= 3


_PIECES = st.sampled_from(
    [*"().,:;[]-—%&<>@$", "RMB5.0 million", "5%", "(", "US$1", "nil", "1,234", "and", "was", "in 2031", "per",
     "of", "or",     "for the second quarter of 2030", "respectively", "compared with",
     "year-over-year", "sales",
     "the", "expects", "higher"]
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.text(max_size=20), st.lists(_PIECES, max_size=25).map(" ".join)), max_size=6))
def test_any_text_is_read_and_every_figure_stands_where_it_is_said_to(lines: list[str]) -> None:
    found = _found(*lines)
    assert len({(f.line, f.number) for f in found}) == len(found)
    for figure in found:
        rest = " ".join(" ".join(lines[figure.line - 1 :]).replace("\\$", "$").replace("*", "").split())
        assert figure.text in rest
        assert figure.text.split()[0].split("(")[0] in rest


@pytest.mark.parametrize(
    "unit",
    ["1", "(", "[(", "1,", "1,234,", " ", "\u00a0", "RMB", "RMB1 ", "1% ", "(2030: 1%) ", "last ",
     "in the ", "June 1, ",
     "<a ",     "a, b and ", "in 2031 and ", "x@", "compared with ", "per ", "A. ", "- "],
)  # fmt: skip
def test_time_is_bounded(unit: str) -> None:
    start = time.process_time()
    _found(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 10
