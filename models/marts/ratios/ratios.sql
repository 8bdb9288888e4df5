-- Every ratio of every period, from amounts in the presentation currency; NULL with the reason where it has none.
-- Grain: issuer × entity × ratio × period.
with

operands as (

    select * from {{ ref('ratio_operands') }}

),

definitions as (

    select distinct
        issuer_id,
        ratio_id,
        category,
        unit,
        period_basis,
        defined_by
    from {{ ref('int_ratios_defined') }}

),

sides as (

    select
        issuer_id,
        entity,
        ratio_id,
        period_id,
        start_date,
        end_date,
        max(currency) as currency,
        sum(case when role = 'numerator' then value * weight end) as numerator,
        sum(case when role = 'denominator' then value * weight end) as denominator,
        sum(case when role = 'numerator' and value is null then 1 else 0 end) as numerators_missing,
        sum(case when role = 'denominator' and value is null then 1 else 0 end) as denominators_missing,
        min(case when state = 'unresolved' then line_item_id end) as unresolved_line,
        min(case when state = 'not printed' then line_item_id end) as missing_line,
        min(case when state = 'no period' then line_item_id end) as line_without_period,
        max(case when state = 'derived' then 1 else 0 end) as is_derived,
        max(case when role = 'denominator' then operand_period_id end) as denominator_period_id,
        max(case when role = 'denominator' then operand_start_date end) as denominator_start_date,
        {{ dbt.listagg("case when role = 'numerator' then fact_key end", "' '", "order by line_item_id") }}
            as numerator_fact_keys,
        {{ dbt.listagg("case when role = 'denominator' then fact_key end", "' '", "order by line_item_id") }}
            as denominator_fact_keys
    from operands
    group by issuer_id, entity, ratio_id, period_id, start_date, end_date

),

judged as (

    select
        sides.*,
        definitions.category,
        definitions.unit,
        definitions.defined_by,
        case when sides.numerators_missing = 0 then cast(sides.numerator as {{ money() }}) end as whole_numerator,
        case when sides.denominators_missing = 0 then cast(sides.denominator as {{ money() }}) end
            as whole_denominator,
        case
            when definitions.period_basis = 'days'
                then {{ dbt.datediff('sides.denominator_start_date', 'sides.end_date', 'day') }} + 1 -- noqa: LT05
        end as days,
        case
            when sides.unresolved_line is not null then 'a figure is unresolved: ' || sides.unresolved_line
            when sides.missing_line is not null then 'a figure is not printed: ' || sides.missing_line
            when sides.line_without_period is not null
                then 'no period ends on the date: ' || sides.line_without_period
            when definitions.unit <> 'currency' and sides.denominator = 0 then 'the denominator is nil'
            when definitions.unit <> 'currency' and sides.denominator < 0 then 'the denominator is negative'
        end as reason
    from sides
    inner join definitions on sides.issuer_id = definitions.issuer_id and sides.ratio_id = definitions.ratio_id

),

final as (

    select
        issuer_id,
        entity,
        ratio_id,
        category,
        defined_by,
        period_id,
        start_date,
        end_date,
        currency,
        unit,
        case
            when reason is not null then null
            when unit = 'currency' then cast(whole_numerator as double)
            else
                cast(whole_numerator as double) / nullif(cast(whole_denominator as double), 0)
                * coalesce(days, 1)
        end as value,
        whole_numerator as numerator,
        whole_denominator as denominator,
        cast(days as integer) as days,
        case when days is not null then denominator_period_id end as days_period_id,
        case when is_derived = 1 then 'derived' else 'reported' end as basis,
        reason,
        numerator_fact_keys,
        denominator_fact_keys
    from judged

)

select * from final
