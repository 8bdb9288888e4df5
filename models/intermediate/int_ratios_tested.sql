-- Printed ratios, growth and per-share figures against the figures they are made of, by intervals: a printed
-- figure stands for half a unit to either side.
-- Grain: test.
with

operands as (

    select * from {{ ref('int_operands_valued') }}
    where rule_type in ('ratio', 'growth')

),

parts as (

    select
        {{ test_columns('operands') }},
        max(operands.rule_type) as rule_type,
        max(case when operands.role = 'total' then operands.value end) as reported_value,
        max(case when operands.role = 'total' then operands.printed_unit end) as printed_unit,
        sum(case when operands.role = 'numerator' then operands.value * operands.weight end) as numerator,
        sum(case when operands.role = 'numerator' then operands.printed_unit end) / 2 as numerator_margin,
        max(case when operands.role = 'denominator' then operands.value end) as denominator,
        max(case when operands.role = 'denominator' then operands.printed_unit end) / 2 as denominator_margin,
        sum(case when operands.role <> 'total' then 1 else 0 end) as n_terms,
        {{ dbt.listagg("operands.fact_id", "' '", "order by operands.role desc, operands.operand_line_item_id") }}
            as input_fact_ids,
        min(case when not operands.is_printed then operands.operand_line_item_id end) as missing_line,
        min(case when operands.is_unresolved then operands.operand_line_item_id end) as unresolved_line,
        min(case when operands.is_contradicted then operands.operand_line_item_id end) as contradicted_line
    from operands
    group by {{ test_columns('operands') }}

),

obstacles as (

    select
        *,
        case
            when missing_line is not null or abs(denominator) <= denominator_margin then 'NOT_TESTABLE'
            when unresolved_line is not null or contradicted_line is not null then 'BLOCKED'
        end as obstacle,
        case
            when missing_line is not null then 'a figure is not printed: ' || missing_line
            when unresolved_line is not null then 'a figure is unresolved: ' || unresolved_line
            when contradicted_line is not null then 'two readings contradict each other: ' || contradicted_line
            when abs(denominator) <= denominator_margin then 'the denominator may be nil'
        end as reason,
        case rule_type when 'growth' then 1 else 0 end as base
    from parts

),

-- The corners of the box that the numerator's and the denominator's intervals span.
corners as (

    select
        result_id,
        cast(numerator - numerator_margin as double) / cast(nullif(denominator - denominator_margin, 0) as double)
            as corner_1,
        cast(numerator - numerator_margin as double) / cast(nullif(denominator + denominator_margin, 0) as double)
            as corner_2,
        cast(numerator + numerator_margin as double) / cast(nullif(denominator - denominator_margin, 0) as double)
            as corner_3,
        cast(numerator + numerator_margin as double) / cast(nullif(denominator + denominator_margin, 0) as double)
            as corner_4
    from obstacles
    where obstacle is null

),

quotients as (

    select
        obstacles.*,
        cast(
            {{ rounded_quotient(
                millionths('obstacles.numerator - obstacles.base * obstacles.denominator') ~ ' * 1000000',
                millionths('obstacles.denominator') ~ ' * ' ~ millionths('obstacles.printed_unit')
            ) }} as {{ money() }}
        )
        * obstacles.printed_unit as calculated_value,
        cast(
            least(corners.corner_1, corners.corner_2, corners.corner_3, corners.corner_4) - obstacles.base
            as {{ money() }}
        ) as least_quotient,
        cast(
            greatest(corners.corner_1, corners.corner_2, corners.corner_3, corners.corner_4) - obstacles.base
            as {{ money() }}
        ) as greatest_quotient
    from obstacles
    left join corners on obstacles.result_id = corners.result_id

),

final as (

    select
        {{ test_columns('quotients') }},
        quotients.reported_value,
        cast(quotients.calculated_value as {{ money() }}) as calculated_value,
        -- how far the printed figure may lie from the calculated one, on the side where it lies
        cast(
            case
                when quotients.reported_value > quotients.calculated_value
                    then quotients.greatest_quotient - quotients.calculated_value
                else quotients.calculated_value - quotients.least_quotient
            end
            + quotients.printed_unit / 2 as {{ money() }}
        ) as tolerance,
        quotients.printed_unit,
        cast(quotients.n_terms as integer) as n_terms,
        quotients.input_fact_ids,
        quotients.obstacle,
        quotients.reason
    from quotients

)

select * from final
