-- Sums over several statements that break because the statements, which each prove their own figures, define them
-- differently.
-- Grain: identity result.
with

operands as (

    select * from {{ ref('operands_judged') }}

),

facts as (

    select
        facts.fact_id,
        facts.root_table_id,
        facts.entity,
        facts.line_item_id,
        facts.currency,
        facts.instant_date,
        facts.value,
        {{ column_for_day('facts') }} as column_id
    from {{ ref('int_facts') }} as facts

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
final as (

    select tied.result_id
    from tied
    left join tied_crosswise on tied.result_id = tied_crosswise.result_id
    where tied_crosswise.result_id is null
    group by tied.result_id
    having min(tied.is_proven) = 1

)

select * from final
