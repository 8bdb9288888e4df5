-- Periods of one line in one filing: the parts of a period add up to it, and none is larger than the whole.
-- Grain: test.
with

operands as (

    select * from {{ ref('int_operands_valued') }}
    where rule_type in ('period_sum', 'cumulative')

),

periods as (

    select
        {{ test_columns('operands') }},
        max(operands.rule_type) as rule_type,
        max(case when operands.role in ('total', 'whole') then operands.value end) as reported_value,
        sum(case when operands.role = 'term' then operands.value end) as sum_of_parts,
        max(case when operands.role = 'part' and not operands.is_contradicted then operands.value end)
            as greatest_part,
        sum(operands.printed_unit) / 2 as tolerance_of_sum,
        max(operands.printed_unit) as printed_unit,
        sum(case when operands.role in ('term', 'part') and operands.value is not null then 1 else 0 end) as n_terms,
        sum(case when operands.is_unresolved and operands.role <> 'part' then 1 else 0 end) as n_unresolved,
        sum(case when operands.is_contradicted and operands.role <> 'part' then 1 else 0 end) as n_contradicted,
        {{ dbt.listagg(
            "operands.fact_id", "' '", "order by operands.role desc, operands.operand_end_date, operands.fact_id"
        ) }} as input_fact_ids
    from operands
    group by {{ test_columns('operands') }}

),

-- A whole that is not smaller than its greatest part meets the least that it can be.
final as (

    select
        {{ test_columns('periods') }},
        periods.reported_value,
        cast(
            case periods.rule_type
                when 'period_sum' then periods.sum_of_parts
                else greatest(periods.reported_value, periods.greatest_part)
            end as {{ money() }}
        ) as calculated_value,
        cast(
            case periods.rule_type when 'period_sum' then periods.tolerance_of_sum else periods.printed_unit end
            as {{ money() }}
        ) as tolerance,
        periods.printed_unit,
        cast(periods.n_terms as integer) as n_terms,
        periods.input_fact_ids,
        case
            when
                periods.n_unresolved > 0
                or periods.n_contradicted > 0
                or (periods.rule_type = 'cumulative' and periods.greatest_part is null)
                then 'BLOCKED'
        end as obstacle,
        case
            when periods.n_contradicted > 0 then 'two readings contradict each other: ' || periods.line_item_id
            when
                periods.n_unresolved > 0 or (periods.rule_type = 'cumulative' and periods.greatest_part is null)
                then 'a figure is unresolved: ' || periods.line_item_id
        end as reason
    from periods

)

select * from final
