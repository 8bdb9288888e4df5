-- Figures of released filings on which a broken identity casts doubt, with the reason. A sum doubts what it adds up
-- and the other figures of its column; two tables or periods that contradict each other doubt the figures that they
-- print differently. A figure that an exact sum or another printing proves stands, but not in a doubted column. A sum
-- over statements that differ in definition doubts none.
-- Grain: fact.
with

operands as (

    select * from {{ ref('operands_judged') }}

),

facts as (

    select
        facts.fact_id,
        facts.filing_id,
        facts.issuer_id,
        facts.entity,
        facts.line_item_id,
        facts.period_id,
        facts.currency,
        facts.evidence,
        {{ column_for_day('facts') }} as column_id
    from {{ ref('int_facts') }} as facts
    where facts.value is not null

),

doubted_columns as (

    select * from {{ ref('columns_doubted') }}

),

differing_in_definition as (

    select * from {{ ref('definitions_differing') }}

),

in_broken_sums as (

    select distinct fact_id
    from operands
    where is_broken and rule_type = 'sum'

),

proven as (

    select distinct fact_id
    from operands
    where is_proven

),

-- Of the operands of a broken identity those that nothing proves are in doubt, and all of them where each is proven.
operands_broken as (

    select
        operands.*,
        case when in_broken_sums.fact_id is null then 0 else 1 end as is_in_broken_sum
    from operands
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
                            min(case when is_proven then value end) = max(case when is_proven then value end)
                            and max(case when not is_proven then is_in_broken_sum else 0 end) = 0
                            then 'unproven'
                        else 'all'
                    end
            when rule_type = 'discovered_sum' or max(case when is_proven then 0 else 1 end) = 1 then 'unproven'
            else 'all'
        end as suspects,
        -- printings that differ only from one in a doubted column are at one
        case when rule_type = 'equal_printings' and min(value) = max(value) then 0 else 1 end as is_still_broken
    from operands_broken
    group by result_id, rule_type

),

suspected as (

    select
        operands_broken.*,
        weighed.suspects
    from operands_broken
    inner join weighed on operands_broken.result_id = weighed.result_id
    where weighed.is_still_broken = 1

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
    where suspected.suspects = 'all' or (facts.fact_id = suspected.fact_id and not suspected.is_proven)
    group by facts.fact_id

),

reasons as (

    select
        facts.fact_id,
        1 as place,
        'withheld: its column contradicts that of another table or period' as reason
    from facts
    inner join doubted_columns on facts.column_id = doubted_columns.column_id
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
    inner join operands as others on operands.result_id = others.result_id
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
