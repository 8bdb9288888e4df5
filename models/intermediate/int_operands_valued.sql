-- The operands of every test with the value that their readings agree on. In its own statement every reading
-- of a line counts; elsewhere in the filing one readable printing is enough.
-- Grain: test × line item × role × date.
with

operands as (

    select * from {{ ref('int_identity_operands') }}

),

facts as (

    select * from {{ ref('int_facts_resolved') }}

),

final as (

    select
        {{ test_columns('operands') }},
        operands.rule_type,
        operands.convenience_rate,
        operands.operand_line_item_id,
        operands.role,
        operands.weight,
        operands.is_required,
        operands.scope,
        operands.operand_start_date,
        operands.operand_end_date,
        max(facts.value) as value,
        min(facts.value) as least_value,
        max(facts.printed_unit) as printed_unit,
        min(facts.printed_unit) as least_printed_unit,
        cast(count(facts.value) as integer) as n_values,
        case
            when operands.scope = 'statement' then min(operands.fact_id)
            else min(case when facts.value is not null then operands.fact_id end)
        end as fact_id,
        {{ dbt.listagg(
            "case when facts.value is not null then operands.fact_id end", "' '", "order by operands.fact_id"
        ) }} as fact_ids,
        case when operands.scope = 'statement' then min(operands.source_line) end as source_line,
        min(facts.filing_id) as operand_filing_id,
        count(operands.source_line) > 0 as is_printed,
        count(operands.source_line) > 0
        and count(facts.value) < case when operands.scope = 'statement' then count(operands.source_line) else 1 end
            as is_unresolved,
        coalesce(min(facts.value) <> max(facts.value), false) as is_contradicted
    from operands
    left join facts on operands.fact_id = facts.fact_id
    group by
        {{ test_columns('operands') }},
        operands.rule_type, operands.convenience_rate, operands.operand_line_item_id, operands.role,
        operands.weight, operands.is_required, operands.scope, operands.operand_start_date,
        operands.operand_end_date

)

select * from final
