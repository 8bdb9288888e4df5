-- Columns of tables that contradict those of another table, or of another period: they print other figures for the
-- same period in more lines than they agree on, or what the other prints for another period. All of such a column is
-- in doubt, for sums know nothing of headers, but not where a third one bears it out and not the other.
-- Grain: column of a table for a day (`column_id`).
with

operands as (

    select * from {{ ref('operands_judged') }}
    where rule_type in ('equal_printings', 'period_sum', 'cumulative')

),

facts as (

    select
        facts.root_table_id,
        facts.entity,
        facts.line_item_id,
        facts.period_id,
        facts.currency,
        facts.value,
        {{ column_for_day('facts') }} as column_id
    from {{ ref('int_facts') }} as facts

),

-- Two columns that print the same lines for the same period, in two tables, or parts of one period.
printings_compared as (

    select
        one.filing_id,
        one.line_item_id,
        one.column_id,
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
        one.filing_id,
        one.line_item_id,
        one.column_id,
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
        filing_id,
        column_id,
        other_column_id,
        count(distinct case when agrees = 1 then line_item_id end) as n_agreeing,
        count(distinct case when agrees = 0 then line_item_id end) as n_differing
    from compared
    group by filing_id, column_id, other_column_id

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
        one.filing_id,
        one.column_id,
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
        filing_id,
        column_id,
        other_column_id
    from columns_compared
    where n_differing > 1 and n_differing > n_agreeing
    union
    select
        filing_id,
        column_id,
        other_column_id
    from crossed
    union
    select
        filing_id,
        crossing_column_id as column_id,
        other_column_id
    from crossed
    union
    select
        filing_id,
        other_column_id as column_id,
        column_id as other_column_id
    from crossed

),

final as (

    select distinct
        columns_at_odds.filing_id,
        columns_at_odds.column_id
    from columns_at_odds
    left join columns_borne_out as one on columns_at_odds.column_id = one.column_id
    left join columns_borne_out as other on columns_at_odds.other_column_id = other.column_id
    where one.column_id is null or other.column_id is not null

)

select * from final
