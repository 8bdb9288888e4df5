-- Every rule put to every filing: reported against calculated, the gap, what rounding allows, the verdict.
-- A rule that meets nothing in a filing says so, once.
-- Grain: test (`result_id`).
with

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

identities as (

    select * from {{ ref('identities') }}

),

table_kinds as (

    select * from {{ ref('table_kinds') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

{% set tested_models = [
    'int_sums_tested', 'int_ratios_tested', 'int_printings_tested', 'int_periods_tested', 'int_translations_tested',
    'int_structure_tested', 'int_discovered_tested',
] -%}
all_results as (

    {% for model in tested_models -%}
        select
            {{ test_columns(model) }},
            {{ model }}.reported_value,
            {{ model }}.calculated_value,
            {{ model }}.tolerance,
            {{ model }}.printed_unit,
            {{ model }}.n_terms,
            {{ model }}.input_fact_ids,
            {{ model }}.obstacle,
            {{ model }}.reason
        from {{ ref(model) }} as {{ model }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

),

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
        'consolidated' as entity,
        cast(null as string) as table_id,
        cast(null as string) as line_item_id,
        cast(null as string) as period_id,
        cast(null as date) as start_date,
        cast(null as date) as end_date,
        cast(null as string) as currency,
        false as is_convenience,
        case
            when identities.rule_type = 'sum' then 'the filing has no table of kind ' || identities.table_kind
            when identities.rule_type in ('ratio', 'growth') then 'the filing does not print it'
            when identities.rule_type = 'equal_printings' then 'no figure is printed twice'
            when identities.rule_type = 'period_sum' then 'no period and both its parts are printed'
            when identities.rule_type = 'cumulative' then 'no period and a part of it are printed'
            when identities.rule_type = 'first_printing' then 'no earlier filing prints a figure of this one'
            when identities.rule_type = 'reclassification' then 'no line of a sum is printed anew with another amount'
            when identities.rule_type = 'majority' then 'no figure is printed by three filings'
            when identities.rule_type = 'magnitude' then 'the filing prints no share count'
            when identities.rule_type = 'structure' then 'the filing has nothing of the kind'
            when identities.rule_type = 'discovered_sum'
                then 'the statements show no sum by their arithmetic that no declared rule tests'
            else 'the filing has no convenience translation'
        end as reason
    from identities
    cross join filings
    left join met
        on identities.identity_id = met.identity_id and filings.filing_id = met.filing_id
    where met.identity_id is null

),

unmet_results as (

    select
        {{ result_id('unmet.identity_id', 'unmet') }} as result_id,
        unmet.*
    from unmet

),

with_gaps as (

    select
        {{ test_columns('all_results') }},
        all_results.n_terms,
        all_results.input_fact_ids,
        all_results.obstacle,
        all_results.reason,
        all_results.printed_unit,
        case when all_results.obstacle is null then all_results.reported_value end as reported_value,
        case when all_results.obstacle is null then all_results.calculated_value end as calculated_value,
        case
            when all_results.obstacle is null
                then cast(all_results.reported_value - all_results.calculated_value as {{ money() }})
        end as gap,
        case when all_results.obstacle is null then all_results.tolerance end as tolerance
    from all_results
    union all
    select
        {{ test_columns('unmet_results') }},
        0 as n_terms,
        cast(null as string) as input_fact_ids,
        'NOT_TESTABLE' as obstacle,
        unmet_results.reason,
        cast(null as {{ money() }}) as printed_unit,
        cast(null as {{ money() }}) as reported_value,
        cast(null as {{ money() }}) as calculated_value,
        cast(null as {{ money() }}) as gap,
        cast(null as {{ money() }}) as tolerance
    from unmet_results

),

-- Null-safe: what has neither an obstacle nor a gap inside its tolerance is a failure.
judged as (

    select
        with_gaps.result_id,
        with_gaps.identity_id,
        identities.family,
        identities.name,
        identities.rule_type,
        coalesce(table_kinds.statement, tables.statement) as statement,
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
        identities.family = 'X' and identities.rule_type = 'sum' as is_custom,
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
    left join tables
        on case when identities.rule_type = 'discovered_sum' then with_gaps.table_id end = tables.table_id

),

-- What an issuer counts as cash, and how it ties its statements, is its own custom: a tie between statements that
-- never holds for an issuer is none of its ties, and does not stop a build.
established as (

    select
        *,
        max(case when verdict in ('EXACT', 'ROUNDING') then 1 else 0 end) over (
            partition by issuer_id, identity_id
        ) as has_held
    from judged

),

final as (

    select
        {{ test_columns('established') }},
        established.family,
        established.name,
        established.rule_type,
        established.statement,
        case
            when established.is_custom and established.has_held = 0 then 'warn' else established.severity
        end as severity,
        established.reported_value,
        established.calculated_value,
        established.gap,
        established.tolerance,
        established.gap_units,
        established.excess_units,
        established.n_terms,
        established.verdict,
        established.reason,
        established.input_fact_ids
    from established

)

select * from final
