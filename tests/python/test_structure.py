"""Structure discovered by arithmetic, on invented statements of every form."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from structure import Displaced, Row, Sum, find_displaced, find_sums
from structure.frames import OUTPUT, find_structure

FIGURE = re.compile(r"\((?P<loss>[\d,]+)\)|(?P<gain>[\d,]+)|(?P<nil>-)|(?P<blank>\?)")


def rows(text: str, unit: str = "currency") -> list[Row]:
    """One row a line, `label | figures`; a line without figures heads a section, `?` is no clean figure."""
    found, section = [], ""
    for line, printed in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        label, _, figures = (part.strip() for part in printed.partition("|"))
        if not figures:
            section = label
            continue
        values: list[int | None] = []
        for match in FIGURE.finditer(figures):
            digits = (match["gain"] or match["loss"] or "0").replace(",", "")
            values.append(None if match["blank"] else -int(digits) if match["loss"] else int(digits))
        nils = tuple(match["nil"] is not None for match in FIGURE.finditer(figures))
        found.append(Row(line, label, section, tuple(values), nils, unit))
    return found


def said(found: list[Row], sums: list[Sum]) -> list[str]:
    """Each sum in words, unlabelled rows by their line."""
    names = {row.line: row.label or str(row.line) for row in found}
    return [
        f"{names[s.total]} = " + " ".join(f"{'+-'[w < 0]}{names[line]}" for line, w in s.terms) for s in sums
    ]


def discovered(text: str) -> list[str]:
    found = rows(text)
    sums = find_sums(found)
    assert not any(s.failed for s in sums)
    assert not find_displaced(found, sums)
    return said(found, sums)


BALANCE_SHEET = """
    Current assets:
    Cash | 4,812 3,977
    Receivables | 1,204 1,316
    Inventory | 655 -
    | 6,671 5,293
    Property | 2,318 2,467
    Goodwill | 871 871
    Total assets | 9,860 8,631
    Current liabilities:
    Payables | 1,433 1,502
    Deferred revenue | 527 481
    Total current liabilities | 1,960 1,983
    Long-term debt | 2,250 1,750
    Other liabilities | 318 297
    Total liabilities | 4,528 4,030
    Redeemable interests | 136 129
    Equity:
    Preferred stock | - -
    Common stock | 2,904 2,871
    Accumulated deficit | (318) (1,007)
    Treasury | (77) (77)
    Stockholders' equity | 2,509 1,787
    Noncontrolling interests | 2,687 2,685
    Total equity | 5,196 4,472
    Total liabilities and equity | 9,860 8,631
"""
SHEET = [
    "5 = +Cash +Receivables +Inventory",
    "Total assets = +5 +Property +Goodwill",
    "Total assets = +Total liabilities and equity",
    "Total current liabilities = +Payables +Deferred revenue",
    "Total liabilities = +Total current liabilities +Long-term debt +Other liabilities",
    "Stockholders' equity = +Preferred stock +Common stock +Accumulated deficit +Treasury",
    "Total equity = +Stockholders' equity +Noncontrolling interests",
    "Total liabilities and equity = +Total liabilities +Redeemable interests +Total equity",
]
INCOME_STATEMENT = """
    Revenues:
    Products | 3,170 2,514
    Services | 1,072 1,157
    | 4,242 3,671
    Cost of revenues | 2,874 2,691
    Gross profit | 1,368 980
    Expenses:
    Research | 376 468
    Marketing | 393 432
    Administration | 122 155
    Total expenses | 891 1,055
    Operating income | 477 (75)
    Finance income | 127 46
    Finance costs | (105) (102)
    Income before tax | 499 (131)
    Income tax | 132 61
    Net income | 367 (192)
    Attributable to minorities | (41) 28
    Attributable to owners | 408 (220)
    Translation | (66) 119
    Comprehensive income | 301 (73)
"""


def test_a_balance_sheet_of_runs_subtotals_and_loose_lines() -> None:
    assert discovered(BALANCE_SHEET) == SHEET


def test_an_income_statement_of_running_results_and_parts_after_their_total() -> None:
    assert discovered(INCOME_STATEMENT) == [
        "4 = +Products +Services",
        "Gross profit = +4 -Cost of revenues",
        "Total expenses = +Research +Marketing +Administration",
        "Operating income = +Gross profit -Total expenses",
        "Income before tax = +Operating income +Finance income +Finance costs",
        "Net income = +Income before tax -Income tax",
        "Net income = +Attributable to minorities +Attributable to owners",
        "Comprehensive income = +Net income +Translation",
    ]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param(
            """
            Revenue | 9,144 8,027
            Games | 5,871 5,310
            Music | 3,273 2,717
            Cost | 6,002 5,411
            Content | 4,877 4,402
            Hosting | 1,125 1,009
            Gross profit | 3,142 2,616
            """,
            [
                "Revenue = +Games +Music",
                "Cost = +Content +Hosting",
                "Gross profit = +Revenue -Cost",
            ],
            id="totals before their parts, decided by what follows",
        ),
        pytest.param(
            """
            Turnover | 8,812 7,906
            Cost of sales | (5,317) (4,877)
            Other income | 212 177
            Selling | 1,408 1,266
            Administration | 977 1,031
            Share of ventures | 88 (143)
            Finance costs | 301 288
            Profit before tax | 1,109 478
            """,
            [
                "Profit before tax = +Turnover +Cost of sales +Other income -Selling -Administration"
                " +Share of ventures -Finance costs"
            ],
            id="costs of either sign",
        ),
        pytest.param(
            """
            Non-current assets:
            Property | 71,204 69,877
            Investments | 12,318 11,406
            Total non-current assets | 83,522 81,283
            Current assets:
            Inventories | 9,114 8,752
            Cash | 20,337 16,981
            Total current assets | 29,451 25,733
            Current liabilities:
            Payables | 14,206 13,118
            Borrowings | 6,250 7,100
            Total current liabilities | 20,456 20,218
            Net current assets | 8,995 5,515
            Total assets less current liabilities | 92,517 86,798
            Non-current liabilities:
            Borrowings, long-term | 21,400 24,750
            Deferred tax | 1,318 1,277
            Net assets | 69,799 60,771
            Equity:
            Share capital | 4,300 4,300
            Reserves | 61,276 52,904
            Owners | 65,576 57,204
            Minorities | 4,223 3,567
            Total equity | 69,799 60,771
            """,
            [
                "Total non-current assets = +Property +Investments",
                "Total current assets = +Inventories +Cash",
                "Total current liabilities = +Payables +Borrowings",
                "Net current assets = +Total current assets -Total current liabilities",
                "Total assets less current liabilities = +Total non-current assets +Net current assets",
                "Net assets = +Total assets less current liabilities -Borrowings, long-term -Deferred tax",
                "Net assets = +Total equity",
                "Owners = +Share capital +Reserves",
                "Total equity = +Owners +Minorities",
            ],
            id="net assets",
        ),
        pytest.param(
            """
            Operating activities:
            Net income | 1,293 657
            Adjustments:
            Depreciation | 188 210
            Stock compensation | 409 398
            Gain on investments | (929) (368)
            Working capital | (127) 124
            Net cash from operating activities | 834 1,021
            Investing activities:
            Purchases | (2,339) (1,683)
            Maturities | 1,810 1,612
            Net cash used in investing activities | (529) (71)
            Financing activities:
            Options exercised | 249 117
            Net cash from financing activities | 249 117
            Exchange effect | (52) 37
            Net increase in cash | 554 1,067
            Cash at beginning | 2,507 1,440
            Cash at end | 3,009 2,544
            """,
            [
                "Net cash from operating activities = +Net income +Depreciation +Stock compensation"
                " +Gain on investments +Working capital",
                "Net cash used in investing activities = +Purchases +Maturities",
                "Net cash from financing activities = +Options exercised",
                "Net increase in cash = +Net cash from operating activities"
                " +Net cash used in investing activities +Net cash from financing activities",
                "Cash at end = +Exchange effect +Net increase in cash +Cash at beginning",
            ],
            id="exchange effect printed before a net change without it, a section of one line",
        ),
        pytest.param(
            """
            Revenue:
            Games | 21,779 20,921
            Music | 1,973 2,752
            Total revenue | 23,752 23,673
            Cost:
            Games | (6,749) (6,383)
            Music | (1,436) (1,384)
            Total cost | (8,185) (7,767)
            Profit:
            Games, profit | 15,030 14,538
            Music, profit | 537 1,368
            Total profit | 15,567 15,906
            """,
            [
                "Total revenue = +Games +Music",
                "Total cost = +Games +Music",
                "Total profit = +Games, profit +Music, profit",
            ],
            id="a total that two other totals give too",
        ),
        pytest.param(
            """
            Assets:
            Cash | 40,212 38,901
            Cash | 40,212 33,901
            Loans | 17,655 18,004
            Total assets | 57,867 56,905
            """,
            ["Total assets = +Cash +Loans"],
            id="a misread copy of the line above",
        ),
        pytest.param(
            """
            Profit | 8,812 7,906
            a | 1,317 1,204
            b | (212) (177)
            c | 408 266
            d | 77 31
            e | 288 143
            f | 301 288
            g | (1,109) (478)
            h | 55 61
            i | 932 871
            j | (617) 204
            Interest received | 388 297
            k | 144 113
            l | 71 (88)
            m | 519 462
            Cash generated | 10,598 10,509
            """,
            [
                "Cash generated = +Profit +a +b +c +d +e +f +g +h +i +j -Interest received +k +l +m",
            ],
            id="one deduction in a long run",
        ),
        pytest.param(
            """
            Liabilities:
            Loans | 43,179 43,519
            Payables | 1,318 1,204
            Total liabilities | 44,497 44,723
            Equity:
            Preferred, none issued | - -
            and outstanding
            Common stock | 7,213 6,886
            Retained earnings | 16,355 13,756
            Parent's equity | 23,568 20,642
            Minorities | 5 6
            Total equity | 23,573 20,648
            Total liabilities and equity | 68,070 65,371
            """,
            [
                "Total liabilities = +Loans +Payables",
                "Parent's equity = +Common stock +Retained earnings",
                "Total equity = +Parent's equity +Minorities",
                "Total liabilities and equity = +Total liabilities +Preferred, none issued +Total equity",
            ],
            id="a nil that a wrapped label cuts off, a small minority",
        ),
        pytest.param(
            """
            Current assets:
            Cash | 4,812 3,977
            Receivables | 1,204 1,316
            Total current assets | 6,016 5,293
            Fixed assets:
            Property | 2,318 2,467
            Software | 288 143
            Goodwill | ? ?
            Total fixed assets | 3,477 3,601
            Total assets | 9,493 8,894
            """,
            [
                "Total current assets = +Cash +Receivables",
                "Total assets = +Total current assets +Total fixed assets",
            ],
            id="a total whose own lines are damaged",
        ),
        pytest.param(
            """
            Income before tax | 4,988 3,131
            Income tax | 1,132 806
            Net income | 3,856 2,325
            Attributable to minorities | 411 280
            Attributable to owners | 3,445 2,045
            """,
            [
                "Net income = +Income before tax -Income tax",
                "Net income = +Attributable to minorities +Attributable to owners",
            ],
            id="parts at the end, by their words",
        ),
        pytest.param(
            """
            Income before tax | 4,988 3,131
            Income tax | 1,132 806
            Net income attributable to owners | 3,856 2,325
            """,
            ["Net income attributable to owners = +Income before tax -Income tax"],
            id="a result at the end, with the words of a part",
        ),
    ],
)
def test_every_form(statement: str, expected: list[str]) -> None:
    assert discovered(statement) == expected


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "a | 9,144 8,027 7,655\nb | 9,144 8,027 7,955", id="a line that is like another in most"
        ),
        pytest.param("a | 1 2\nb | 2 1\nc | 3 3\nd | 3 4", id="small figures"),
        pytest.param("a | - -\nb | - -\nTotal | - -", id="nils"),
        pytest.param(
            "a | 9,144 8,027 7,655\nb | 9,144 8,027 7,955", id="a line that is like another in most"
        ),
        pytest.param("a | 1 2\nb | 2 1\nTotal | 3 3", id="a total of small figures"),
        pytest.param("a | 9,144 8,027\nb | 5 3\nc | 9,149 8,030", id="a near copy with a small difference"),
        pytest.param("a | 71\nb | 28\nc | 99\nd | 15", id="one column of two digits"),
        pytest.param("a | 41,200 39,100\nb | 17,331 ?\nTotal | ? 61,004", id="no column without damage"),
        pytest.param(
            "a | 71,204\nb | 71,205\nc | 71,206\nTotal | 71,205", id="signs that one column would bear"
        ),
        pytest.param("a | 402 371\nb | 298 266\nc | 91 85\nTotal | 793 724", id="rounding hides a line"),
    ],
)
def test_chance_proves_nothing(statement: str) -> None:
    assert discovered(statement) == []


@pytest.mark.parametrize("unit", ["percent", "shares", "per_share"])
def test_only_money_adds_up(unit: str) -> None:
    assert find_sums(rows(BALANCE_SHEET, unit)) == []
    assert len(find_sums(rows(BALANCE_SHEET))) == len(SHEET)


def test_a_translated_column_is_no_second_witness() -> None:
    alone = rows("a | 81\nb | 37\nc | 118")
    translated = [
        replace(row, values=(*row.values, 2 * (row.values[0] or 0)), is_nil=(False, False)) for row in alone
    ]
    other = rows("a | 81 20\nb | 37 96\nc | 118 116")
    assert find_sums(translated) == []
    assert len(find_sums(other)) == 1


@pytest.mark.parametrize(
    ("sales", "cost", "profit", "is_found"), [(18_288, 12_004, 6_284, 0), (7_655, 5_008, 2_647, 1)]
)
def test_a_column_and_its_translation_take_no_other_for_misread(
    sales: int, cost: int, profit: int, is_found: int
) -> None:
    found = rows(
        f"Sales | 9,144 8,027 {sales:,}\nCost | 6,002 5,411 {cost:,}\nProfit | 3,142 2,747 {profit:,}"
    )
    assert [s.failed for s in find_sums(found)] == [(1,)] * is_found


def test_rounding_is_told_from_exact() -> None:
    found = rows(
        "a | 40,212 5,664\nb | 17,655 2,487\nc | 9,031 1,272\nTotal | 66,898 9,422\nd | 1 1\nTotal d | 2 2"
    )
    (one,) = find_sums(found)
    assert (one.exact, one.rounding, one.failed) == ((0,), (1,), ())


def test_a_misread_digit_fails_in_its_column_only() -> None:
    found = rows(BALANCE_SHEET.replace("527 481", "527 981"))
    alarms = [s for s in find_sums(found) if s.failed]
    assert [(s.n_exact, s.failed) for s in alarms] == [(1, (1,))]
    assert said(found, alarms) == ["Total current liabilities = +Payables +Deferred revenue"]
    three = rows("Sales | 9,144 8,027 7,655\nCost | 6,002 5,411 5,008\nGross profit | 3,142 2,616 2,747")
    assert [s.failed for s in find_sums(three)] == [(2,)]


def test_unlabelled_rows_are_totals_only_if_proven() -> None:
    wrong = rows(BALANCE_SHEET.replace("6,671 5,293", "6,171 5,093"))
    assert 5 not in {s.total for s in find_sums(wrong)}


def rotated(found: list[Row], line: int, shift: int, blank: bool = False) -> list[Row]:
    """A row printed `shift` columns to the right, what is pushed over the edge coming round or lost."""

    def moved(row: Row) -> Row:
        n = len(row.values)
        values = [row.values[(c - shift) % n] for c in range(n)]
        nils = [row.is_nil[(c - shift) % n] for c in range(n)]
        if blank:
            values[0 if shift > 0 else -1], nils[0 if shift > 0 else -1] = None, False
        return replace(row, values=tuple(values), is_nil=tuple(nils))

    return [moved(row) if row.line == line else row for row in found]


def with_third_column(found: list[Row]) -> list[Row]:
    """A third period: the first two, weighted, so that it foots as they do."""
    return [
        replace(row, values=(*row.values, 3 * a - 2 * b), is_nil=(*row.is_nil, all(row.is_nil)))
        for row in found
        for a, b in [(row.values[0] or 0, row.values[1] or 0)]
    ]


@pytest.mark.parametrize("statement", [BALANCE_SHEET, INCOME_STATEMENT])
@pytest.mark.parametrize(("columns", "shift"), [(2, 1), (3, 1), (3, -1)])
def test_a_row_that_stands_a_column_off_is_named(statement: str, columns: int, shift: int) -> None:
    truth = rows(statement) if columns == 2 else with_third_column(rows(statement))
    sums = find_sums(truth)
    used = {line for s in sums for line in (s.total, *(line for line, _ in s.terms))}
    large = [
        row for row in truth if row.line in used and len({abs(v or 0) // 100 for v in row.values}) == columns
    ]
    assert len(large) > 7
    named = 0
    for row in large:
        printed = rotated(truth, row.line, shift)
        found = find_displaced(printed, find_sums(printed))
        assert [(d.line, d.shift) for d in found] in ([], [(row.line, shift)])
        named += bool(found)
    assert named >= len(large) - 2


def test_an_expected_sum_says_which_columns_fail_as_printed() -> None:
    printed = rotated(rows(BALANCE_SHEET), 3, 1)
    sums = find_sums(printed)
    (expected,) = [s for s in sums if s.kind == "expected"]
    assert said(printed, [expected]) == ["5 = +Cash +Receivables +Inventory"]
    assert (expected.n_exact, expected.failed) == (0, (0, 1))
    assert find_displaced(printed, sums) == [Displaced(3, 1, 5)]


def test_a_row_shifted_with_a_blank_is_named() -> None:
    truth = with_third_column(rows(BALANCE_SHEET))
    for line, shift in ((2, 1), (12, -1)):
        printed = rotated(truth, line, shift, blank=True)
        assert [(d.line, d.shift) for d in find_displaced(printed, find_sums(printed))] == [(line, shift)]


def test_rows_that_could_all_have_moved_are_not_told_apart() -> None:
    one = rows("a | 4,812 3,977\nb | 2,204 1,316\nc | 655 871\nTotal | 6,836 6,999")
    sums = find_sums(one)
    assert find_displaced(one, sums) == [Displaced(1, 1, 4)]
    two = rows("a | 4,812 3,977\nb | 2,204 1,369\nc | 655 871\nTotal | 6,836 7,052")
    assert find_sums(two) == []
    assert find_displaced(two, sums) == []
    runs = rows("a | (1,104) 1,104\nb | 2,204 1,316\nc | 655 871\nTotal | 1,971 3,075")
    assert find_sums(runs) == []
    alike = rows("a | 4,812 3,977\nb | 1,402 1,405\nc | 655 871\nTotal | 6,872 6,250")
    assert find_sums(alike) == []


def test_a_row_that_a_sound_sum_holds_in_place_has_not_moved() -> None:
    sums = find_sums(rows(BALANCE_SHEET))
    broken = replace(sums[1], exact=(), failed=(0, 1), kind="expected")
    printed = rows(BALANCE_SHEET.replace("9,860 8,631\n    Current", "8,631 9,860\n    Current"))
    assert find_displaced(printed, [*sums[:1], broken]) == [Displaced(8, 1, 8)]
    assert find_displaced(printed, [sums[7], sums[2], broken]) == []


def test_a_row_that_moved_both_ways_has_not_moved() -> None:
    printed = rows("a | 812 204 377\nb | 966 155 431\nleft | 1,170 532 1,243\nright | 1,343 967 635")
    left = Sum(3, ((1, 1), (2, 1)), (), (), (0, 1, 2), "expected", 1000)
    right = replace(left, total=4)
    assert find_displaced(printed, [left]) == [Displaced(1, 1, 3)]
    assert find_displaced(printed, [right]) == [Displaced(1, -1, 4)]
    assert find_displaced(printed, [left, right]) == []


@pytest.mark.parametrize("kind", ["wide", "tiny", "alike", "damaged", "unnamed"])
def test_effort_is_bounded(kind: str) -> None:
    chance = random.Random(5)
    figures: dict[str, Sequence[int | None]] = {
        "wide": list(range(-(10**6), 10**6, 997)),
        "tiny": [*range(-9, 10)],
    }
    common: Sequence[int | None] = [1000] if kind == "alike" else [None, *range(1000)]
    pool = figures.get(kind, common)
    label = "" if kind == "unnamed" else "Total" if kind == "damaged" else "x"
    width = 15 if kind != "alike" else 3
    hostile = [
        Row(i, label, "", tuple(chance.choices(pool, k=width)), (False,) * width, "currency")
        for i in range(2000)
    ]
    begin = time.process_time()
    find_displaced(hostile, find_sums(hostile))
    assert time.process_time() - begin < 20


def test_random_statements_hold_few_sums() -> None:
    chance = random.Random(11)

    def statement(named: bool) -> list[Row]:
        labels = ["a", "b", "c", "Total" if named else "d"] * 3
        return [
            Row(
                i, label, "", tuple(chance.randrange(-999, 999) for _ in range(2)), (False, False), "currency"
            )
            for i, label in enumerate(labels)
        ]

    assert sum(len(find_sums(statement(False))) for _ in range(300)) <= 3
    assert sum(len(find_sums(statement(True))) for _ in range(300)) <= 9


def test_the_same_rows_give_the_same_sums_and_odd_rows_none() -> None:
    assert find_sums(rows(BALANCE_SHEET)) == find_sums(rows(BALANCE_SHEET))
    assert find_sums([]) == []
    odd = [Row(1, "", "", (), (), "currency"), Row(2, "x", "", (5,), (False,), "currency")]
    assert find_sums(odd) == [] and find_displaced(odd, []) == []


def cells(found: Sequence[Row], statement: str = "t", decimals: int = 0) -> list[dict[str, Any]]:
    """The rows as int_structure_rows hands them over: one a line and column, amounts as text."""
    return [
        {
            "filing_id": "f",
            "root_table_id": statement,
            "source_line": row.line,
            "column_number": column,
            "label": row.label,
            "section": row.section or None,
            "unit": row.unit,
            "printed_value": None if value is None else f"{value / 10**decimals:.6f}",
            "printed_decimals": decimals,
            "is_nil": is_nil,
        }
        for row in found
        for column, (value, is_nil) in enumerate(zip(row.values, row.is_nil, strict=True), start=1)
        if value is not None or is_nil
    ]


NESTED = """
Revenues | 91,200 81,100
Cost of sales | (40,100) (35,300)
Gross profit | 51,100 45,800
Selling expenses | (11,300) (10,700)
Other expenses | (7,900) (8,200)
Operating profit | 31,900 26,900
"""


def structure(rows: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in find_structure(rows).itertuples(index=False)]


def test_a_frame_has_totals_terms_and_what_is_within_them() -> None:
    found = structure(cells(rows(NESTED)))
    assert [row[3:7] for row in found if row[2] == 1] == [
        ("total", 3, 3, 1), ("term", 1, 3, 1), ("term", 2, 3, 1), ("within", 1, 3, 0), ("within", 2, 3, 0),
    ]  # fmt: skip
    second = [row[3:7] for row in found if row[2] == 2]
    assert [row for row in second if row[0] != "within"] == [
        ("total", 6, 6, 1), ("term", 3, 6, 1), ("term", 4, 6, 1), ("term", 5, 6, 1),
    ]  # fmt: skip
    # lines 1 and 2 are within the operating profit through the gross profit
    assert [row[1] for row in second if row[0] == "within"] == [1, 2, 3, 4, 5]
    assert {row[:2] for row in found} == {("f", "t")}


def test_statements_are_searched_each_for_itself_whatever_the_order_of_cells() -> None:
    one, other = cells(rows(NESTED), "a"), cells(rows(NESTED), "b")
    mixed = random.Random(7).sample([*one, *other], len(one) + len(other))
    expected = [(*row[:1], statement, *row[2:]) for statement in "ab" for row in structure(one)]
    assert structure(mixed) == expected


def test_decimals_are_those_of_the_statements_money() -> None:
    millions = cells(rows(NESTED), decimals=1)
    per_share = {
        **millions[0],
        "source_line": 9,
        "unit": "per_share",
        "printed_value": "0.123456",
        "printed_decimals": 3,
    }
    found = structure([*millions, per_share])
    assert found == structure(cells(rows(NESTED)))


def test_a_displaced_row_has_its_sum_and_how_far_it_moved() -> None:
    three = with_third_column(rows(NESTED))
    moved = rotated(three, 4, 1)
    found = [row for row in structure(cells(moved)) if row[3] == "displaced"]
    [displaced] = find_displaced(moved, find_sums(moved))
    assert [row[3:] for row in found] == [("displaced", 4, displaced.total, displaced.shift, "displaced")]
    totals = {row[2]: row[4] for row in structure(cells(moved)) if row[3] == "total"}
    assert totals[found[0][2]] == displaced.total


def test_a_frame_of_nothing_has_its_columns() -> None:
    empty = find_structure([])
    assert list(empty.columns) == list(OUTPUT) and empty.empty
    shares = [{**cell, "unit": "shares"} for cell in cells(rows(NESTED))]
    assert structure(shares) == []
