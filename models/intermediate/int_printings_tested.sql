-- A figure against its other printings: in the same filing, in the filing that first printed it, in the
-- majority of filings; a share count against the issuer's usual one.
-- Grain: test.
with

operands as (

    select * from {{ ref('int_operands_valued') }}

),

identities as (

    select * from {{ ref('identities') }}

),

identity_terms as (

    select * from {{ ref('identity_terms') }}
    where period_relation = 'same'

),

-- Two printings in one unit must be equal; a coarser printing stands for its interval.
equal_printings as (

    select
        {{ test_columns('operands') }},
        operands.value as reported_value,
        operands.least_value as calculated_value,
        case
            when operands.least_printed_unit = operands.printed_unit then 0
            else (operands.least_printed_unit + operands.printed_unit) / 2
        end as tolerance,
        operands.least_printed_unit as printed_unit,
        greatest(operands.n_values - 1, 0) as n_terms,
        operands.fact_ids as input_fact_ids,
        case when operands.n_values < 2 then 'BLOCKED' end as obstacle,
        case when operands.n_values < 2 then 'a figure is unresolved: ' || operands.line_item_id end as reason
    from operands
    where operands.rule_type = 'equal_printings' and (operands.n_values > 1 or operands.n_unresolved > 0)

),

first_printings as (

    select
        {{ test_columns('operands') }},
        max(case when operands.role = 'printing' then operands.value end) as reported_value,
        max(case when operands.role = 'first_printing' then operands.value end) as calculated_value,
        case
            when min(operands.printed_unit) = max(operands.printed_unit) then 0
            else (min(operands.printed_unit) + max(operands.printed_unit)) / 2
        end as tolerance,
        min(operands.printed_unit) as printed_unit,
        1 as n_terms,
        {{ dbt.listagg("operands.fact_id", "' '", "order by operands.role desc") }} as input_fact_ids,
        case
            when max(case when operands.is_unresolved or operands.is_contradicted then 1 else 0 end) = 1 then 'BLOCKED'
        end as obstacle,
        case
            when max(case when operands.is_unresolved then 1 else 0 end) = 1
                then 'a figure is unresolved: ' || operands.line_item_id
            when max(case when operands.is_contradicted then 1 else 0 end) = 1
                then 'two readings contradict each other: ' || operands.line_item_id
            else
                'first printed by '
                || max(case when operands.role = 'first_printing' then operands.operand_filing_id end)
        end as reason
    from operands
    where operands.rule_type = 'first_printing'
    group by {{ test_columns('operands') }}

),

-- Where lines of a sum are printed anew with other amounts, the total either stays (the lines were
-- reclassified) or moves with them (they were restated).
lines_changed as (

    select
        totals.line_item_id,
        first_printings.filing_id,
        first_printings.entity,
        first_printings.period_id,
        first_printings.currency,
        count(distinct first_printings.line_item_id) as n_changed,
        {{ dbt.listagg("distinct first_printings.line_item_id", "', '", "order by first_printings.line_item_id") }}
            as changed_lines
    from first_printings
    inner join identity_terms as terms
        on first_printings.line_item_id = terms.line_item_id and terms.role = 'term'
    inner join identities
        on terms.identity_id = identities.identity_id and identities.rule_type = 'sum' and identities.family = 'F'
    inner join identity_terms as totals
        on terms.identity_id = totals.identity_id and totals.role = 'total'
    where
        first_printings.obstacle is null
        and abs(first_printings.reported_value - first_printings.calculated_value) > first_printings.tolerance
    group by
        totals.line_item_id, first_printings.filing_id, first_printings.entity, first_printings.period_id,
        first_printings.currency

),

reclassifications as (

    select
        {{ result_id('identities.identity_id', 'first_printings') }} as result_id,
        identities.identity_id,
        first_printings.filing_id,
        first_printings.issuer_id,
        first_printings.entity,
        first_printings.table_id,
        first_printings.line_item_id,
        first_printings.period_id,
        first_printings.start_date,
        first_printings.end_date,
        first_printings.currency,
        first_printings.is_convenience,
        first_printings.reported_value,
        first_printings.calculated_value,
        first_printings.tolerance,
        first_printings.printed_unit,
        lines_changed.n_changed as n_terms,
        first_printings.input_fact_ids,
        first_printings.obstacle,
        case
            when first_printings.obstacle is null then 'printed anew: ' || lines_changed.changed_lines
            else first_printings.reason
        end as reason
    from first_printings
    inner join lines_changed
        on
            first_printings.line_item_id = lines_changed.line_item_id
            and first_printings.filing_id = lines_changed.filing_id
            and first_printings.entity = lines_changed.entity
            and first_printings.period_id = lines_changed.period_id
            and first_printings.currency is not distinct from lines_changed.currency
    inner join identities on identities.rule_type = 'reclassification'

),

-- Aggregates, not pairs: how many filings agree on each value of a figure.
votes as (

    select
        issuer_id,
        entity,
        line_item_id,
        period_id,
        currency,
        value,
        count(*) as n_votes
    from operands
    where rule_type = 'majority' and value is not null and not is_contradicted
    group by issuer_id, entity, line_item_id, period_id, currency, value

),

majorities as (

    select
        issuer_id,
        entity,
        line_item_id,
        period_id,
        currency,
        max(value) as value,
        count(*) as n_majorities
    from votes
    where n_votes >= 2
    group by issuer_id, entity, line_item_id, period_id, currency

),

outvoted as (

    select
        {{ test_columns('operands') }},
        operands.value as reported_value,
        majorities.value as calculated_value,
        0 as tolerance,
        operands.printed_unit,
        1 as n_terms,
        operands.fact_ids as input_fact_ids,
        case
            when operands.is_unresolved or operands.is_contradicted then 'BLOCKED'
            when coalesce(majorities.n_majorities, 0) <> 1 then 'NOT_TESTABLE'
        end as obstacle,
        case
            when operands.is_unresolved then 'a figure is unresolved: ' || operands.line_item_id
            when operands.is_contradicted then 'two readings contradict each other: ' || operands.line_item_id
            when majorities.n_majorities is null then 'no two filings agree on a figure'
            when majorities.n_majorities > 1 then 'the filings are divided between figures'
        end as reason
    from operands
    left join majorities
        on
            operands.issuer_id = majorities.issuer_id
            and operands.entity = majorities.entity
            and operands.line_item_id = majorities.line_item_id
            and operands.period_id = majorities.period_id
            and operands.currency is not distinct from majorities.currency
    where operands.rule_type = 'majority'

),

-- The usual share count of an issuer is the middle one of all it prints.
counts_ranked as (

    select
        issuer_id,
        entity,
        line_item_id,
        value,
        row_number() over (
            partition by issuer_id, entity, line_item_id
            order by value asc, result_id asc
        ) as rank_of_value,
        count(*) over (partition by issuer_id, entity, line_item_id) as n_counts
    from operands
    where rule_type = 'magnitude' and value > 0

),

usual_counts as (

    select
        issuer_id,
        entity,
        line_item_id,
        value
    from counts_ranked
    where 2 * rank_of_value in (n_counts, n_counts + 1)

),

magnitudes as (

    select
        {{ test_columns('operands') }},
        operands.value as reported_value,
        least(greatest(operands.value, cast(usual_counts.value / 100 as {{ money() }})), usual_counts.value * 100)
            as calculated_value,
        0 as tolerance,
        operands.printed_unit,
        1 as n_terms,
        operands.fact_ids as input_fact_ids,
        case when operands.value is null or operands.is_contradicted or usual_counts.value is null then 'BLOCKED' end
            as obstacle,
        case
            when operands.is_contradicted then 'two readings contradict each other: ' || operands.line_item_id
            when operands.value is null or usual_counts.value is null
                then 'a figure is unresolved: ' || operands.line_item_id
        end as reason
    from operands
    left join usual_counts
        on
            operands.issuer_id = usual_counts.issuer_id
            and operands.entity = usual_counts.entity
            and operands.line_item_id = usual_counts.line_item_id
    where operands.rule_type = 'magnitude'

),

final as (

    {% for relation in ['equal_printings', 'first_printings', 'reclassifications', 'outvoted', 'magnitudes'] -%}
        select
            {{ test_columns(relation) }},
            {{ relation }}.reported_value,
            cast({{ relation }}.calculated_value as {{ money() }}) as calculated_value,
            cast({{ relation }}.tolerance as {{ money() }}) as tolerance,
            {{ relation }}.printed_unit,
            cast({{ relation }}.n_terms as integer) as n_terms,
            {{ relation }}.input_fact_ids,
            {{ relation }}.obstacle,
            {{ relation }}.reason
        from {{ relation }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

)

select * from final
