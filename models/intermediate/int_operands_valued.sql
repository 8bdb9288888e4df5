-- The operands of every test with the value that their readings agree on. In its own statement every reading
-- of a line counts; elsewhere in the filing one readable printing is enough. A reading that only repeats a line
-- which another row holds is no figure, so it does not count.
-- Grain: test × line item × role × date.
{% set operand = ['result_id', 'operand_line_item_id', 'role', 'operand_start_date', 'operand_end_date'] -%}
with

operands as (

    select * from {{ ref('int_identity_operands') }}

),

facts as (

    select * from {{ ref('int_facts_resolved') }}

),

-- Nearly every operand is read once: only the others are put together, for that takes memory.
read_often as (

    select {{ operand | join(', ') }}
    from operands
    group by {{ operand | join(', ') }}
    having count(*) > 1

),

readings as (

    select
        operands.*,
        facts.value,
        facts.printed_unit,
        facts.evidence,
        facts.filing_id as operand_filing_id,
        read_often.result_id is not null as is_read_often
    from operands
    left join facts on operands.fact_id = facts.fact_id
    left join read_often
        on
            operands.result_id = read_often.result_id
            and operands.operand_line_item_id = read_often.operand_line_item_id
            and operands.role = read_often.role
            and operands.operand_start_date is not distinct from read_often.operand_start_date
            and operands.operand_end_date is not distinct from read_often.operand_end_date

),

final as (

    select
        {{ test_columns('readings') }},
        readings.rule_type,
        readings.convenience_rate,
        readings.operand_line_item_id,
        readings.role,
        readings.weight,
        readings.is_required,
        readings.scope,
        readings.operand_start_date,
        readings.operand_end_date,
        readings.value,
        readings.value as least_value,
        readings.printed_unit,
        readings.printed_unit as least_printed_unit,
        case when readings.value is null then 0 else 1 end as n_values,
        case when readings.evidence = 'unresolved' then 1 else 0 end as n_unresolved,
        case when readings.value is not null or readings.scope = 'statement' then readings.fact_id end as fact_id,
        case when readings.value is not null then readings.fact_id end as fact_ids,
        case when readings.scope = 'statement' then readings.source_line end as source_line,
        readings.operand_filing_id,
        readings.source_line is not null as is_printed,
        readings.source_line is not null
        and (
            readings.value is null
            or (readings.scope = 'statement' and coalesce(readings.evidence = 'unresolved', false))
        ) as is_unresolved,
        false as is_contradicted
    from readings
    where not readings.is_read_often
    union all
    select
        {{ test_columns('readings') }},
        readings.rule_type,
        readings.convenience_rate,
        readings.operand_line_item_id,
        readings.role,
        readings.weight,
        readings.is_required,
        readings.scope,
        readings.operand_start_date,
        readings.operand_end_date,
        max(readings.value) as value,
        min(readings.value) as least_value,
        max(readings.printed_unit) as printed_unit,
        min(readings.printed_unit) as least_printed_unit,
        cast(count(readings.value) as integer) as n_values,
        cast(sum(case when readings.evidence = 'unresolved' then 1 else 0 end) as integer) as n_unresolved,
        coalesce(
            min(case when readings.value is not null then readings.fact_id end),
            case when readings.scope = 'statement' then min(readings.fact_id) end
        ) as fact_id,
        {{ dbt.listagg(
            "case when readings.value is not null then readings.fact_id end", "' '", "order by readings.fact_id"
        ) }} as fact_ids,
        case when readings.scope = 'statement' then min(readings.source_line) end as source_line,
        min(readings.operand_filing_id) as operand_filing_id,
        count(readings.source_line) > 0 as is_printed,
        count(readings.source_line) > 0
        and (
            count(readings.value) = 0
            or (readings.scope = 'statement' and max(case when readings.evidence = 'unresolved' then 1 else 0 end) = 1)
        ) as is_unresolved,
        coalesce(min(readings.value) <> max(readings.value), false) as is_contradicted
    from readings
    where readings.is_read_often
    group by
        {{ test_columns('readings') }},
        readings.rule_type, readings.convenience_rate, readings.operand_line_item_id, readings.role,
        readings.weight, readings.is_required, readings.scope, readings.operand_start_date,
        readings.operand_end_date

)

select * from final
