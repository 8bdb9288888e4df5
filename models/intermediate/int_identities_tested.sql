-- Every identity put to every filing: reported against calculated, the gap, what rounding allows.
-- Sums per statement column, equal printings and sums of periods per filing.
-- Grain: identity × filing × statement × line item × period × currency.
with

operands as (

    select * from {{ ref('int_identity_operands') }}

),

facts as (

    select * from {{ ref('int_facts_resolved') }}

),

rows_unread as (

    select * from {{ ref('int_rows_unread') }}
    where line_item_id is null

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

identities as (

    select * from {{ ref('identities') }}

),

table_kinds as (

    select * from {{ ref('table_kinds') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

sums as (

    select
        identity_id,
        filing_id,
        issuer_id,
        entity,
        root_table_id as table_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        max(case when role = 'total' then line_item_id end) as line_item_id,
        max(case when role = 'total' then value end) as reported_value,
        sum(case when role = 'term' then coalesce(value, 0) * weight else 0 end) as calculated_value,
        sum(case when value is not null then printed_unit * abs(weight) else 0 end) / 2 as tolerance,
        min(printed_unit) as printed_unit,
        sum(case when role = 'term' and is_printed then 1 else 0 end) as n_terms,
        {{ dbt.listagg("fact_id", "' '", "order by role desc, line_item_id") }} as input_fact_ids,
        min(source_line) as first_line,
        max(source_line) as last_line,
        min(case when not is_printed then line_item_id end) as missing_line,
        min(case when role = 'total' and not is_printed then line_item_id end) as missing_total,
        min(case when role = 'term' and is_required and not is_printed then line_item_id end) as missing_term,
        min(case when is_unresolved or (is_printed and value is null) then line_item_id end) as unresolved_line,
        min(case when is_contradicted then line_item_id end) as contradicted_line
    from operands
    group by
        identity_id, filing_id, issuer_id, entity, root_table_id,
        period_id, start_date, end_date, currency, is_convenience

),

-- Where a line of the identity is not found and a row between its lines could not be read, that row may
-- be the line.
unread_between as (

    select
        sums.identity_id,
        sums.table_id,
        sums.period_id,
        sums.currency,
        min(rows_unread.source_line) as unread_line
    from sums
    inner join rows_unread
        on
            sums.missing_line is not null
            and sums.table_id = rows_unread.root_table_id
            and sums.start_date is not distinct from rows_unread.start_date
            and sums.end_date = rows_unread.end_date
            and sums.currency is not distinct from rows_unread.currency
            and rows_unread.source_line between sums.first_line and sums.last_line
    group by sums.identity_id, sums.table_id, sums.period_id, sums.currency

),

sums_with_unread as (

    select
        sums.*,
        unread_between.unread_line
    from sums
    left join unread_between
        on
            sums.identity_id = unread_between.identity_id
            and sums.table_id = unread_between.table_id
            and sums.period_id = unread_between.period_id
            and sums.currency is not distinct from unread_between.currency

),

sum_results as (

    select
        identity_id,
        filing_id,
        issuer_id,
        entity,
        table_id,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        reported_value,
        cast(calculated_value as {{ money() }}) as calculated_value,
        cast(tolerance as {{ money() }}) as tolerance,
        printed_unit,
        n_terms,
        input_fact_ids,
        case
            when missing_total is not null or missing_term is not null or n_terms = 0 then 'NOT_TESTABLE'
            when unresolved_line is not null or contradicted_line is not null or unread_line is not null then 'BLOCKED'
        end as obstacle,
        case
            when missing_total is not null then 'no total is printed: ' || missing_total
            when missing_term is not null then 'a term is not printed: ' || missing_term
            when n_terms = 0 then 'no term is printed'
            when unresolved_line is not null then 'a figure is unresolved: ' || unresolved_line
            when contradicted_line is not null then 'two readings contradict each other: ' || contradicted_line
            when unread_line is not null
                then 'a row between its lines could not be read: line ' || cast(unread_line as varchar)
        end as reason
    from sums_with_unread

),

resolved as (

    select * from facts
    where evidence <> 'unresolved'

),

-- Two printings in one unit must be equal; a coarser printing stands for its interval.
printings as (

    select
        'X01' as identity_id,
        filing_id,
        issuer_id,
        entity,
        cast(null as varchar) as table_id,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        max(value) as reported_value,
        min(value) as calculated_value,
        case when min(printed_unit) = max(printed_unit) then 0 else (min(printed_unit) + max(printed_unit)) / 2 end
            as tolerance,
        min(printed_unit) as printed_unit,
        count(*) - 1 as n_terms,
        {{ dbt.listagg("fact_id", "' '", "order by fact_id") }} as input_fact_ids
    from resolved
    group by
        filing_id, issuer_id, entity, line_item_id, period_id, start_date, end_date, currency, is_convenience
    having count(*) > 1

),

-- One figure a line and period of a filing, for sums over periods.
period_figures as (

    select
        resolved.filing_id,
        resolved.issuer_id,
        resolved.entity,
        resolved.line_item_id,
        resolved.period_id,
        resolved.start_date,
        resolved.end_date,
        resolved.currency,
        resolved.is_convenience,
        max(resolved.value) as value,
        max(resolved.printed_unit) as printed_unit,
        min(resolved.fact_id) as fact_id
    from resolved
    inner join line_items on resolved.line_item_id = line_items.line_item_id
    where
        resolved.unit = 'currency'
        and line_items.is_additive
        -- a convenience copy is translated at the rate of its own filing's end, so its periods do not add up
        and not resolved.is_convenience
    group by
        resolved.filing_id, resolved.issuer_id, resolved.entity, resolved.line_item_id, resolved.period_id,
        resolved.start_date, resolved.end_date, resolved.currency, resolved.is_convenience
    having min(resolved.value) = max(resolved.value)

),

period_sums as (

    select
        'P01' as identity_id,
        whole.filing_id,
        whole.issuer_id,
        whole.entity,
        cast(null as varchar) as table_id,
        whole.line_item_id,
        whole.period_id,
        whole.start_date,
        whole.end_date,
        whole.currency,
        whole.is_convenience,
        whole.value as reported_value,
        first_part.value + second_part.value as calculated_value,
        (whole.printed_unit + first_part.printed_unit + second_part.printed_unit) / 2 as tolerance,
        whole.printed_unit,
        2 as n_terms,
        whole.fact_id || ' ' || first_part.fact_id || ' ' || second_part.fact_id as input_fact_ids
    from period_figures as whole
    inner join period_figures as first_part
        on
            whole.filing_id = first_part.filing_id
            and whole.entity = first_part.entity
            and whole.line_item_id = first_part.line_item_id
            and whole.currency = first_part.currency
            and whole.start_date = first_part.start_date
            and whole.end_date > first_part.end_date
    inner join period_figures as second_part
        on
            whole.filing_id = second_part.filing_id
            and whole.entity = second_part.entity
            and whole.line_item_id = second_part.line_item_id
            and whole.currency = second_part.currency
            and whole.end_date = second_part.end_date
            and cast(first_part.end_date + {{ days(1) }} as date) = second_part.start_date

),

all_results as (

    select
        identity_id,
        filing_id,
        issuer_id,
        entity,
        table_id,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        reported_value,
        calculated_value,
        tolerance,
        printed_unit,
        n_terms,
        input_fact_ids,
        obstacle,
        reason
    from sum_results
    union all
    select
        identity_id,
        filing_id,
        issuer_id,
        entity,
        table_id,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        reported_value,
        calculated_value,
        cast(tolerance as {{ money() }}) as tolerance,
        printed_unit,
        n_terms,
        input_fact_ids,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as reason
    from printings
    union all
    select
        identity_id,
        filing_id,
        issuer_id,
        entity,
        table_id,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        reported_value,
        cast(calculated_value as {{ money() }}) as calculated_value,
        cast(tolerance as {{ money() }}) as tolerance,
        printed_unit,
        n_terms,
        input_fact_ids,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as reason
    from period_sums

),

-- A rule that meets nothing in a filing says so, once.
met as (

    select distinct
        identity_id,
        filing_id
    from all_results

),

unmet as (

    select
        identities.identity_id,
        filings.filing_id,
        filings.issuer_id,
        case identities.rule_type
            when 'sum' then 'the filing has no table of kind ' || identities.table_kind
            when 'equal_printings' then 'no figure is printed twice'
            else 'no period and both its parts are printed'
        end as reason
    from identities
    cross join filings
    left join met
        on identities.identity_id = met.identity_id and filings.filing_id = met.filing_id
    where met.identity_id is null

),

with_gaps as (

    select
        identity_id,
        filing_id,
        issuer_id,
        entity,
        table_id,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        n_terms,
        input_fact_ids,
        obstacle,
        reason,
        printed_unit,
        case when obstacle is null then reported_value end as reported_value,
        case when obstacle is null then calculated_value end as calculated_value,
        case when obstacle is null then cast(reported_value - calculated_value as {{ money() }}) end as gap,
        case when obstacle is null then tolerance end as tolerance
    from all_results
    union all
    select
        identity_id,
        filing_id,
        issuer_id,
        'consolidated' as entity,
        cast(null as varchar) as table_id,
        cast(null as varchar) as line_item_id,
        cast(null as varchar) as period_id,
        cast(null as date) as start_date,
        cast(null as date) as end_date,
        cast(null as varchar) as currency,
        false as is_convenience,
        0 as n_terms,
        cast(null as varchar) as input_fact_ids,
        'NOT_TESTABLE' as obstacle,
        reason,
        cast(null as {{ money() }}) as printed_unit,
        cast(null as {{ money() }}) as reported_value,
        cast(null as {{ money() }}) as calculated_value,
        cast(null as {{ money() }}) as gap,
        cast(null as {{ money() }}) as tolerance
    from unmet

),

-- Null-safe: what has neither an obstacle nor a gap inside its tolerance is a failure.
final as (

    select
        with_gaps.identity_id,
        identities.family,
        identities.name,
        table_kinds.statement,
        with_gaps.filing_id,
        with_gaps.issuer_id,
        with_gaps.entity,
        with_gaps.table_id,
        with_gaps.line_item_id,
        with_gaps.period_id,
        with_gaps.start_date,
        with_gaps.end_date,
        with_gaps.currency,
        with_gaps.is_convenience,
        case
            when identities.severity = 'error' and not with_gaps.is_convenience then 'error'
            else 'warn'
        end as severity,
        with_gaps.reported_value,
        with_gaps.calculated_value,
        with_gaps.gap,
        with_gaps.tolerance,
        cast(round(with_gaps.gap / nullif(with_gaps.printed_unit, 0)) as bigint) as gap_units,
        -- how far outside the tolerance, in half units, for the gate to judge as an integer
        cast(
            ceil(
                case
                    when abs(with_gaps.gap) <= with_gaps.tolerance then 0 else abs(with_gaps.gap) - with_gaps.tolerance
                end
                * 2 / nullif(with_gaps.printed_unit, 0)
            ) as bigint
        ) as excess_units,
        cast(with_gaps.n_terms as integer) as n_terms,
        case
            when with_gaps.obstacle is not null then with_gaps.obstacle
            when with_gaps.gap = 0 then 'EXACT'
            when abs(with_gaps.gap) <= with_gaps.tolerance then 'ROUNDING'
            else 'FAIL'
        end as verdict,
        with_gaps.reason,
        with_gaps.input_fact_ids
    from with_gaps
    inner join identities on with_gaps.identity_id = identities.identity_id
    left join table_kinds on identities.table_kind = table_kinds.table_kind

)

select * from final
