"""How a build reads a corpus, against the truth about its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

UNDAMAGED = ("right", "no value", "other value", "other period", "other currency", "other line", "no fact")
"""What an undamaged figure came out as; the first that applies, from the right."""

DAMAGED = ("recovered", "harmless", "no value", "unnamed", "named", "silent", "wrong")
"""What a damaged figure came out as: recovered with the truth; read as the truth all the same; without a
value; under a line of the issuer's own, where its standard line is not read; with another value, and named by
an identity that fails or rounds; the same and named by none; recovered with another value."""

_FACTS = """
    create temp table figures as
    select
        truth.*,
        coalesce(truth.line_item_id, '') as item,
        meant.fact_id is not null as is_meant,
        coalesce(meant.fact_id, placed.fact_id) as fact_id,
        case when meant.fact_id is not null then meant.value else placed.value end as read_value,
        case when meant.fact_id is not null then meant.evidence else placed.evidence end as evidence,
        placed.fact_id as placed_id,
        placed.value as placed_value,
        placed.line_item_id as placed_item,
        placed.start_date is not distinct from truth.start_date
            and placed.end_date = truth.end_date as same_period,
        placed.currency is not distinct from truth.currency as same_currency,
        standard.line_item_id is not null as placed_standard
    from truth
    left join facts as placed
        on
            truth.filing_id = placed.filing_id
            and truth.source_line = placed.source_line
            and truth.source_column = placed.source_column
    left join facts as meant
        on
            truth.filing_id = meant.filing_id
            and truth.line_item_id = meant.line_item_id
            and truth.start_date is not distinct from meant.start_date
            and truth.end_date = meant.end_date
            and truth.currency is not distinct from meant.currency
    left join build.reference.line_items as standard on placed.line_item_id = standard.line_item_id
    qualify row_number() over (
        partition by truth.filing_id, truth.source_line, truth.source_column, truth.printed_label
        order by meant.value = truth.value desc nulls last, meant.fact_id, placed.fact_id
    ) = 1
"""
_UNDAMAGED = """
    select
        case
            when placed_id is null then 'no fact'
            when item <> '' and placed_item <> item or item = '' and placed_standard then 'other line'
            when not same_currency then 'other currency'
            when not same_period then 'other period'
            when placed_value is null then 'no value'
            when placed_value <> value then 'other value'
            else 'right'
        end as outcome,
        filing_id, source_line, source_column, printed_label, true_text,
        cast(placed_value as varchar) as came_out
    from figures
    where damage is null
"""
_DAMAGED = """
    select
        case
            when item <> '' and not is_meant and read_value is not null then 'unnamed'
            when read_value = value and evidence = 'recovered' then 'recovered'
            when read_value = value then 'harmless'
            when read_value is null then 'no value'
            when evidence = 'recovered' then 'wrong'
            when named.fact_id is not null then 'named'
            else 'silent'
        end as outcome,
        filing_id, source_line, source_column, damage || ': ' || printed_label as printed_label, true_text,
        cast(read_value as varchar) as came_out
    from figures
    left join named on figures.fact_id = named.fact_id
    where damage is not null
"""
# A recovered figure that is not the truth, wherever it stands, and not only in a damaged cell.
_WRONG = """
    select facts.filing_id, facts.source_line, facts.source_column, facts.line_item_id, facts.cell_text,
        cast(facts.value as varchar)
    from facts
    left join truth
        on
            facts.filing_id = truth.filing_id
            and facts.line_item_id = truth.line_item_id
            and facts.start_date is not distinct from truth.start_date
            and facts.end_date = truth.end_date
            and facts.currency is not distinct from truth.currency
    where facts.evidence = 'recovered'
    group by all
    having coalesce(max(case when truth.value = facts.value then 1 end), 0) = 0
    order by all
"""


@dataclass(frozen=True)
class Score:
    """Figures by outcome, those that are not as they should be, recoveries that are not true, verdicts."""

    undamaged: Mapping[str, int]
    damaged: Mapping[str, int]
    misread: list[tuple[object, ...]]
    wrong_recoveries: list[tuple[object, ...]]
    verdicts: Mapping[tuple[str, bool], int]
    failing: Mapping[str, int]


def score(database: Path, truth: Path) -> Score:
    """Compare a build file with the truth of the corpus that was built.

    A damaged figure is looked for by what it means, a figure of the issuer's own line by its place.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as build (read_only)")
        connection.execute(f"create temp table truth as select * from '{truth}'")
        connection.execute("create temp table facts as select * from build.intermediate.int_facts")
        connection.execute(
            "create temp table named as select distinct unnest(string_split(input_fact_ids, ' ')) as fact_id "
            "from build.intermediate.int_identities_judged where verdict in ('FAIL', 'ROUNDING')"
        )
        connection.execute(_FACTS)
        undamaged = connection.execute(_UNDAMAGED).fetchall()
        damaged = connection.execute(_DAMAGED).fetchall()
        wrong = connection.execute(_WRONG).fetchall()
        verdicts = connection.execute(
            "select verdict, is_convenience, count(*) from build.intermediate.int_identities_judged "
            "group by all order by all"
        ).fetchall()
        failing = connection.execute(
            "select identity_id, count(*) from build.intermediate.int_identities_judged "
            "where verdict = 'FAIL' group by all order by all"
        ).fetchall()
    bad = ("silent", "wrong")
    misread = [row for row in undamaged if row[0] != "right"] + [row for row in damaged if row[0] in bad]
    return Score(
        _counts(undamaged, UNDAMAGED),
        _counts(damaged, DAMAGED),
        sorted(misread, key=repr),
        wrong,
        {(verdict, convenience): number for verdict, convenience, number in verdicts},
        dict(failing),
    )


def _counts(rows: list[tuple[object, ...]], outcomes: tuple[str, ...]) -> dict[str, int]:
    return {outcome: sum(row[0] == outcome for row in rows) for outcome in outcomes}
