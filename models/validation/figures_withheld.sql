-- Figures of released filings on which a broken blocking identity casts doubt, in quarantine also a broken discovered
-- sum, with the reason. A sum doubts what it adds up and the other figures of its column; two tables or periods that
-- contradict each other doubt the figures that they print differently, and their whole columns where they differ more
-- often than they agree. A figure that an exact sum or another printing proves stands, but not in a doubted column,
-- for sums know nothing of headers. A sum over several statements that each prove their own figures doubts none.
-- Grain: fact.
with

broken as (

    select * from {{ ref('identities_broken') }}
    where withholds = 'figures'

),

withheld_whole as (

    select distinct filing_id
    from {{ ref('identities_broken') }}
    where withholds = 'filing'

),

discovered_judged as (

    select * from {{ ref('int_identities_judged') }}
    where family = 'D'

),

discovered_holding as (

    select distinct
        table_id,
        line_item_id
    from discovered_judged
    where verdict = 'EXACT'

),

-- Where a sum holds in no column, its statement does not show it. Of quarantine alone: such a sum stops no build.
discovered_broken as (

    select
        judged.result_id,
        judged.filing_id
    from discovered_judged as judged
    inner join discovered_holding
        on judged.table_id = discovered_holding.table_id and judged.line_item_id = discovered_holding.line_item_id
    left join withheld_whole on judged.filing_id = withheld_whole.filing_id
    where
        judged.verdict = 'FAIL'
        and withheld_whole.filing_id is null
        and '{{ on_identity_failure() }}' = 'quarantine'

),

filings as (

    select filing_id
    from broken
    union
    select filing_id
    from discovered_broken

),

results as (

    select judged.*
    from {{ ref('int_identities_judged') }} as judged
    inner join filings on judged.filing_id = filings.filing_id

),

facts as (

    select
        facts.*,
        facts.root_table_id || ':' || cast(facts.source_column as string) || ':'
        || cast(facts.end_date as string) as column_id
    from {{ ref('int_facts') }} as facts
    inner join filings on facts.filing_id = filings.filing_id
    where facts.value is not null

),

identity_operands as (

    select
        result_id,
        identity_id,
        rule_type,
        scope,
        fact_id,
        case role when 'total' then 1 else -weight end as signed_weight
    from {{ ref('int_identity_operands') }}
    where fact_id is not null

),

discovered_operands as (

    select
        result_id,
        identity_id,
        'discovered_sum' as rule_type,
        'statement' as scope,
        fact_id,
        case role when 'total' then 1 else -weight end as signed_weight
    from {{ ref('int_discovered_operands') }}

),

all_operands as (

    select * from identity_operands
    union all
    select * from discovered_operands

),

operands as (

    select
        all_operands.result_id,
        all_operands.identity_id,
        all_operands.rule_type,
        all_operands.fact_id,
        all_operands.signed_weight,
        results.verdict,
        results.family,
        -- what breaks in a translation of the same table breaks for the same reason, though it stops no build
        broken.result_id is not null
        or discovered_broken.result_id is not null
        or (results.verdict = 'FAIL' and results.is_convenience and results.family = 'F') as is_broken,
        facts.filing_id,
        facts.entity,
        facts.line_item_id,
        facts.period_id,
        facts.instant_date,
        facts.currency,
        facts.value,
        facts.printed_unit,
        facts.root_table_id,
        facts.column_id
    from all_operands
    inner join results on all_operands.result_id = results.result_id
    inner join facts on all_operands.fact_id = facts.fact_id
    left join broken on all_operands.result_id = broken.result_id
    left join discovered_broken on all_operands.result_id = discovered_broken.result_id

),

-- An exact sum proves its lines to each other, two tables with one figure prove it.
proving as (

    select result_id
    from operands
    where verdict = 'EXACT' and rule_type in ('sum', 'discovered_sum', 'period_sum', 'equal_printings')
    group by result_id
    having min(rule_type) <> 'equal_printings' or count(distinct root_table_id) > 1

),

proven as (

    select distinct operands.fact_id
    from operands
    inner join proving on operands.result_id = proving.result_id

),

-- A sum over the figures of several statements that breaks.
ties as (

    select
        result_id,
        sum(signed_weight * value) as gap
    from operands
    where is_broken and rule_type = 'sum'
    group by result_id
    having count(distinct root_table_id) > 1

),

footing as (

    select result_id
    from operands
    where verdict = 'EXACT' and rule_type in ('sum', 'discovered_sum')
    group by result_id
    having count(distinct root_table_id) = 1

),

-- A balance of one day, in the columns of two periods that end on it, is one figure.
proven_in_statement as (

    select operands.fact_id
    from operands
    inner join footing on operands.result_id = footing.result_id
    union
    select facts.fact_id
    from facts
    inner join operands
        on
            facts.root_table_id = operands.root_table_id
            and facts.entity = operands.entity
            and facts.line_item_id = operands.line_item_id
            and facts.currency = operands.currency
            and facts.instant_date = operands.instant_date
            and facts.value = operands.value
    inner join footing on operands.result_id = footing.result_id

),

tied as (

    select
        operands.result_id,
        operands.root_table_id,
        sum(operands.signed_weight * operands.value) as amount,
        min(case when proven_in_statement.fact_id is null then 0 else 1 end) as is_proven
    from operands
    inner join ties on operands.result_id = ties.result_id
    left join proven_in_statement on operands.fact_id = proven_in_statement.fact_id
    group by operands.result_id, operands.root_table_id

),

-- What the lines of one of its statements come to in another column.
tied_elsewhere as (

    select
        operands.result_id,
        operands.root_table_id,
        sum(operands.signed_weight * elsewhere.value) as amount
    from operands
    inner join ties on operands.result_id = ties.result_id
    inner join facts as elsewhere
        on
            operands.root_table_id = elsewhere.root_table_id
            and operands.entity = elsewhere.entity
            and operands.line_item_id = elsewhere.line_item_id
            and operands.currency = elsewhere.currency
            and operands.column_id <> elsewhere.column_id
    group by operands.result_id, operands.root_table_id, elsewhere.column_id

),

tied_crosswise as (

    select distinct tied.result_id
    from tied
    inner join ties on tied.result_id = ties.result_id
    inner join tied_elsewhere
        on tied.result_id = tied_elsewhere.result_id and tied.root_table_id = tied_elsewhere.root_table_id
    where ties.gap - tied.amount + tied_elsewhere.amount = 0

),

-- Two statements that each prove their own figures, and differ, define them differently (cash with or without that
-- held for sale): no figure is wrong. Where another column would hold the tie, a header is.
differing_in_definition as (

    select tied.result_id
    from tied
    left join tied_crosswise on tied.result_id = tied_crosswise.result_id
    where tied_crosswise.result_id is null
    group by tied.result_id
    having min(tied.is_proven) = 1

),

-- Two columns that print the same lines for the same period, in two tables, or parts of one period.
printings_compared as (

    select
        one.result_id,
        one.line_item_id,
        one.column_id as column_id,
        other.column_id as other_column_id,
        case
            when
                abs(one.value - other.value)
                <= case
                    when one.printed_unit = other.printed_unit then 0
                    else (one.printed_unit + other.printed_unit) / 2
                end
                then 1
            else 0
        end as agrees
    from operands as one
    inner join operands as other
        on one.result_id = other.result_id and one.root_table_id <> other.root_table_id
    where one.rule_type = 'equal_printings'

),

periods_compared as (

    select
        one.result_id,
        one.line_item_id,
        one.column_id as column_id,
        other.column_id as other_column_id,
        case when one.verdict = 'FAIL' then 0 else 1 end as agrees
    from operands as one
    inner join operands as other
        on one.result_id = other.result_id and one.column_id <> other.column_id
    where
        (one.rule_type = 'period_sum' and one.verdict in ('EXACT', 'ROUNDING', 'FAIL'))
        -- most figures are smaller than those of longer periods: that says little
        or (one.rule_type = 'cumulative' and one.verdict = 'FAIL')

),

compared as (

    select * from printings_compared
    union all
    select * from periods_compared

),

columns_compared as (

    select
        column_id,
        other_column_id,
        count(distinct case when agrees = 1 then line_item_id end) as n_agreeing,
        count(distinct case when agrees = 0 then line_item_id end) as n_differing
    from compared
    group by column_id, other_column_id

),

-- A column that a third one bears out is not the misread one of two.
columns_borne_out as (

    select distinct column_id
    from columns_compared
    where n_agreeing > n_differing

),

-- What one table prints for the period the other prints for another: a header of theirs is misread, with the columns
-- of both periods.
crossed as (

    select
        one.column_id as column_id,
        crossing.column_id as crossing_column_id,
        other.column_id as other_column_id
    from operands as one
    inner join operands as other
        on one.result_id = other.result_id and one.root_table_id <> other.root_table_id and one.value <> other.value
    inner join facts as crossing
        on
            one.root_table_id = crossing.root_table_id
            and one.entity = crossing.entity
            and one.line_item_id = crossing.line_item_id
            and one.currency = crossing.currency
            and one.period_id <> crossing.period_id
            and other.value = crossing.value
    where one.rule_type = 'equal_printings' and one.is_broken and one.value <> 0 and other.value <> 0

),

columns_at_odds as (

    select
        column_id,
        other_column_id
    from columns_compared
    where n_differing > 1 and n_differing > n_agreeing
    union
    select
        column_id,
        other_column_id
    from crossed
    union
    select
        crossing_column_id as column_id,
        other_column_id
    from crossed
    union
    select
        other_column_id as column_id,
        column_id as other_column_id
    from crossed

),

doubted_columns as (

    select distinct columns_at_odds.column_id
    from columns_at_odds
    left join columns_borne_out as one on columns_at_odds.column_id = one.column_id
    left join columns_borne_out as other on columns_at_odds.other_column_id = other.column_id
    where one.column_id is null or other.column_id is not null

),

in_doubted_columns as (

    select facts.fact_id
    from facts
    inner join doubted_columns on facts.column_id = doubted_columns.column_id

),

in_broken_sums as (

    select distinct fact_id
    from operands
    where is_broken and rule_type = 'sum'

),

-- Of the operands of a broken identity those that nothing proves are in doubt, and all of them where each is proven.
operands_broken as (

    select
        operands.*,
        case when proven.fact_id is null then 0 else 1 end as is_proven,
        case when in_broken_sums.fact_id is null then 0 else 1 end as is_in_broken_sum
    from operands
    left join proven on operands.fact_id = proven.fact_id
    left join doubted_columns on operands.column_id = doubted_columns.column_id
    left join in_broken_sums on operands.fact_id = in_broken_sums.fact_id
    left join differing_in_definition on operands.result_id = differing_in_definition.result_id
    where
        operands.is_broken
        and doubted_columns.column_id is null
        and differing_in_definition.result_id is null

),

weighed as (

    select
        result_id,
        rule_type,
        case
            when rule_type = 'equal_printings'
                -- one table proves its figure, and nothing is wrong with the other's column
                then case
                        when
                            min(case when is_proven = 1 then value end) = max(case when is_proven = 1 then value end)
                            and max(case when is_proven = 0 then is_in_broken_sum else 0 end) = 0
                            then 'unproven'
                        else 'all'
                    end
            when rule_type = 'discovered_sum' or min(is_proven) = 0 then 'unproven'
            else 'all'
        end as suspects,
        -- printings that differ only from one in a doubted column are at one
        case when rule_type = 'equal_printings' and min(value) = max(value) then 0 else 1 end as is_still_broken
    from operands_broken
    group by result_id, rule_type

),

suspected as (

    select
        operands_broken.fact_id,
        operands_broken.identity_id,
        operands_broken.rule_type,
        operands_broken.family,
        operands_broken.column_id,
        operands_broken.filing_id,
        operands_broken.entity,
        operands_broken.line_item_id,
        operands_broken.period_id,
        operands_broken.currency,
        weighed.suspects,
        case when weighed.suspects = 'all' or operands_broken.is_proven = 0 then 1 else 0 end as is_suspect
    from operands_broken
    inner join weighed on operands_broken.result_id = weighed.result_id and weighed.is_still_broken = 1

),

-- Below a broken sum a label or a figure may have slipped: nothing of its column is taken unproven.
beside as (

    select
        facts.fact_id,
        min(suspected.identity_id) as identity_id
    from facts
    inner join suspected on facts.column_id = suspected.column_id and suspected.family = 'F'
    left join proven on facts.fact_id = proven.fact_id
    where proven.fact_id is null
    group by facts.fact_id

),

-- Where no printing is known to be right, none of the line's is published.
suspected_lines as (

    select
        facts.fact_id,
        min(suspected.identity_id) as identity_id
    from facts
    inner join suspected
        on
            facts.filing_id = suspected.filing_id
            and facts.entity = suspected.entity
            and facts.line_item_id = suspected.line_item_id
            and facts.period_id = suspected.period_id
            and facts.currency is not distinct from suspected.currency
    where suspected.is_suspect = 1 and (facts.fact_id = suspected.fact_id or suspected.suspects = 'all')
    group by facts.fact_id

),

reasons as (

    select
        fact_id,
        1 as place,
        'withheld: its column contradicts that of another table or period' as reason
    from in_doubted_columns
    union all
    select
        fact_id,
        2 as place,
        'withheld: ' || identity_id || ' does not hold with it' as reason
    from suspected_lines
    union all
    select
        fact_id,
        3 as place,
        'withheld: nothing proves it, and ' || identity_id || ' does not hold in its column' as reason
    from beside

),

-- A recovered figure is no better than those it was recovered by.
resting as (

    select
        facts.fact_id,
        4 as place,
        'withheld: recovered by a figure that is withheld' as reason
    from facts
    inner join operands on facts.fact_id = operands.fact_id
    inner join operands as others on operands.result_id = others.result_id and operands.fact_id <> others.fact_id
    inner join reasons on others.fact_id = reasons.fact_id
    where facts.evidence = 'recovered'

),

all_reasons as (

    select * from reasons
    union all
    select * from resting

),

ranked as (

    select
        fact_id,
        reason,
        row_number() over (partition by fact_id order by place asc, reason asc) as rank_of_reason
    from all_reasons

),

final as (

    select
        facts.fact_id,
        facts.filing_id,
        facts.issuer_id,
        ranked.reason
    from ranked
    inner join facts on ranked.fact_id = facts.fact_id
    where ranked.rank_of_reason = 1

)

select * from final
