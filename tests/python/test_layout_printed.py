"""Layout text of printed web pages: headers that break, signs and words on lines of their own.

The issuers are invented.
"""

from __future__ import annotations

import pytest
from test_layout import headers, rows


def by_label(text: str) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in rows(text)}


def test_a_header_that_breaks_before_ended_covers_what_its_end_does() -> None:
    found = headers("""
                                                            For the Nine Months
                     For the Three Months Ended                    Ended
                 September   June    September         September      September
                    30,       30,       30,               30,            30,
                   2030      2031      2031              2030           2031
        Sales     5,804     6,127     7,305            16,176         19,097
        Costs     4,354     4,293     4,757            12,451         13,114
    """)
    assert found[0] == (("", "", "", "", "For the Nine Months", ""), {4: 5})
    assert found[1] == (("", "For the Three Months Ended", "", "", "Ended", ""), {1: 3, 4: 5})


def test_a_header_that_breaks_before_a_day_covers_what_its_end_does() -> None:
    found = headers("""
                        Three Months Ended September
                                     30,                  Nine Months Ended September 30,
                       2030         2031                    2030         2031
                       RMB          RMB        USD1         RMB          RMB        USD1
        Sales          3,272        5,146       733        13,272       15,146      2,733
        Costs          2,604        4,048       576        12,604       14,048      2,576
    """)
    assert found[0] == (("", "Three Months Ended September", "", "", "", "", ""), {1: 3})
    assert found[1] == (("", "30,", "", "", "Nine Months Ended September 30,", "", ""), {1: 3, 4: 6})
    assert found[3][0] == ("", "RMB", "RMB", "USD", "RMB", "RMB", "USD")


def test_a_header_that_is_whole_keeps_to_its_own_columns() -> None:
    found = headers("""
                       For the Periods Ended
                  Three Months            Nine Months
                2031         2030         2031         2030
        Sales  5,804        6,127        7,305       16,176
        Costs  4,354        4,293        4,757       12,451
    """)
    assert found[0] == (("", "For the Periods Ended", "", "", ""), {1: 4})


def test_no_period_covers_the_same_day_twice_and_each_year_has_one() -> None:
    found = headers("""
                                For the three-month              For the nine-month         For the
                                       period ended                    period ended      year ended
                         June 30,          June 30,      June 30,          June 30,    December 31,
                             2031              2030          2031              2030            2030
        Sales               1,753             1,862         5,240             5,794           7,536
        Costs               1,165             1,235         3,529             3,739           4,865
    """)
    assert found[0][1] == {1: 2, 3: 4}
    assert found[1] == (("", "period ended", "", "period ended", "", "year ended"), {1: 2, 3: 4})


_ADJUSTED = """
                                                                                     {above:>14}
                 Six months to                     Six months to                         May 31
                 Nov 30, 2030                      Nov 30, 2029                            2031
                   Adjusted    Special      Total      Adjusted    Special      Total     {last}
        Sales         1,753      1,862      3,615         5,240      5,794     11,034      7,536
        Costs         1,165      1,235      2,400         3,529      3,739      7,268      4,865
"""


def test_periods_over_groups_of_columns_and_a_total_beside_them() -> None:
    found = headers(_ADJUSTED.format(above="Year to", last="Total"))
    assert found[0] == (("", *[""] * 6, "Year to"), {})
    assert found[1] == (("", "Six months to", "", "", "Six months to", "", "", "May 31"), {1: 3, 4: 6})
    assert found[2][1] == {1: 3, 4: 6}


@pytest.mark.parametrize("last", ["Other", "Adjusted"])
def test_a_column_of_another_name_ends_no_group(last: str) -> None:
    assert headers(_ADJUSTED.format(above="Year to", last=last))[2][1] != {1: 3, 4: 6}


def test_a_lone_length_over_several_columns_is_of_them_all() -> None:
    found = headers("""
                           Six months
                      June 30    June 30    June 30    June 30
                         2031       2030       2029       2028
        Sales           1,753      1,862      5,240      5,794
        Costs           1,165      1,235      3,529      3,739
    """)
    assert found[0][1] == {1: 4}


def test_a_period_covers_the_same_day_twice_where_other_words_part_the_two() -> None:
    found = headers("""
                          Three months ended June 30
                Results as reported   Results as adjusted
                  2031       2030       2031       2030
        Sales    1,753      1,862      5,240      5,794
        Costs    1,165      1,235      3,529      3,739
    """)
    assert found[0] == (("", "Three months ended June 30", "", "", ""), {1: 4})
    assert found[1] == (("", "Results as reported", "", "Results as adjusted", ""), {1: 2, 3: 4})


def test_years_beside_the_words_of_their_period_are_covered() -> None:
    found = headers("""
                                   Nine months ended                           Year ended
                                     September 30,                            December 31,
                       2031                2030            2030
                               Unaudited                  Audited
        Sales        312,818             212,546            268,457
        Costs        116,787             107,835            149,761
        Fees                     51,000                  1,002                    2,004
        Rent                    275,962                449,567                  432,806
    """)
    assert found[0] == (("", "Nine months ended", "", "Year ended"), {1: 2})
    assert found[1] == (("", "September 30,", "", "December 31,"), {1: 2})


def test_the_only_period_is_that_of_all_years_wherever_it_stands() -> None:
    found = headers("""
                                              For the nine months ended June 30
                       2031              2030
        Sales              619,390           30,777
        Costs               39,304          914,328
    """)
    assert found[0] == (("", "For the nine months ended June 30", ""), {1: 2})


def test_the_only_period_does_not_cover_a_column_without_a_year() -> None:
    found = headers("""
                                        Six months ended June 30
                     Notes             2031          2030
        Sales            3          619,390        30,777
        Costs            4           39,304       914,328
    """)
    assert found[0][1] == {2: 3}


def test_a_currency_with_a_mark_is_a_header_and_no_amount() -> None:
    found = rows("""
                             December 31, 2030        March 31, 2031
                                    RMB            RMB             US$3
        Cash                          6,946          6,330          877
        Loans                           764            766          106
        Fee per letter                US$ 3          US$ 4        US$ 5
    """)
    assert found[1] == ("", "RMB", "RMB", "US$")
    assert found[-1] == ("Fee per letter", "US$ 3", "US$ 4", "US$ 5")


def test_currency_signs_within_a_label_are_of_the_figures_below_and_others_are_headers() -> None:
    found = rows("""
                                       2031        2030
                                      $           $
        net income                    206.0       213.7
        Cash at the beginning of
                                  $           $
        the period                   2,910.8     3,483.3
    """)
    assert found[1] == ("", "$", "$")
    assert found[2] == ("net income", "206.0", "213.7")
    assert found[-1] == ("Cash at the beginning of the period", "$ 2,910.8", "$ 3,483.3")


def test_a_word_for_nothing_may_end_a_label() -> None:
    found = by_label("""
                                            2031        2030
        Net income                         9,610       1,204
        Other income, net of tax effect of
        nil                                  610         204
        Dividends received
                          nil                120         130
    """)
    assert found["Other income, net of tax effect of nil"][-2:] == ("610", "204")


def test_a_word_for_nothing_under_the_figures_is_a_cell() -> None:
    found = by_label("""
                                            2031        2030
        Net income                         9,610       1,204
        Income from an investee held for sale
                                             nil         204
    """)
    assert found["Income from an investee held for sale"] == ("nil", "204")


def test_words_right_of_a_label_are_not_its_rest() -> None:
    found = by_label("""
                                            2031        2030
        Net income                         9,610       1,204
        Cash and cash equivalents at the
                                           2,159       1,971
        end of the year
                                            HARBOUR LIGHT LIMITED
    """)
    assert found["Cash and cash equivalents at the end of the year"] == ("2,159", "1,971")


def test_brackets_may_end_a_label_and_bracketed_labels_one_below_the_other_are_a_list() -> None:
    found = by_label("""
                                            2031        2030
        Net income attributable to The Harbour Light Company
        (Harbour)                          9,610       1,204
        Deductions
        (Wages)                              610         204
        (Rent)                               120         130
    """)
    assert found["Net income attributable to The Harbour Light Company (Harbour)"] == ("9,610", "1,204")
    assert found["(Wages)"] == ("610", "204")


def test_the_rest_of_a_label_over_one_in_brackets_is_no_list() -> None:
    found = by_label("""
                                            2031        2030
        Net income                         9,610       1,204
        Marketing and point-of-sale
        expenses                             610         204
        (in % of net sales)                 12.0        13.0
    """)
    assert found["Marketing and point-of-sale expenses"] == ("610", "204")


def test_a_change_in_money_is_one_header() -> None:
    found = rows("""
        Unaudited           12/31/31        12/31/30  $ Change
        Cash                   4,194           2,065         2
        Debt                   1,621           1,412         9
        Total                205,815         177,477        38
    """)
    assert found[0] == ("Unaudited", "12/31/31", "12/31/30", "$ Change")


def test_a_label_reaches_the_one_figure_that_its_row_lacks() -> None:
    found = by_label("""
                                            2031        2030        2029
        Net income                        19,610       1,204       1,104
        Total                             12,610      11,204      11,104
        Costs of research and work (1,066,058)    (894,586)   (906,114)
        Loans, those due in month 12 of 2,031                      1,104
    """)
    assert found["Costs of research and work"] == ("(1,066,058)", "(894,586)", "(906,114)")
    assert found["Loans, those due in month 12 of 2,031"] == ("", "", "1,104")
