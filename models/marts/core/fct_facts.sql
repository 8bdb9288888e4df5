-- Each fact once, as latest known: the figure of the newest filing that prints it readably, or what printed figures
-- make it.
-- Grain: issuer × entity × line item × period × currency.
with

facts as (

    select * from {{ ref('fct_reported_facts') }}
    where evidence <> 'unresolved'

),

proven as (

    select * from {{ ref('int_facts_proven') }}

),

derivations as (

    select * from {{ ref('derivations') }}
    where value is not null

),

derivations_by_identity as (

    select * from {{ ref('derivations_by_identity') }}

),

-- Within one filing the printings agree (X01); the first of those with the finest unit stands for it, so that what
-- highlights round does not stand for what a statement prints in full.
printings as (

    select
        facts.fact_id,
        facts.filing_id,
        facts.issuer_id,
        facts.entity,
        facts.line_item_id,
        facts.period_id,
        facts.start_date,
        facts.end_date,
        facts.instant_date,
        facts.currency,
        facts.is_convenience,
        facts.unit,
        facts.value,
        facts.announced_on,
        proven.fact_id is not null as is_proven,
        row_number() over (
            partition by
                facts.issuer_id, facts.entity, facts.line_item_id, facts.period_id, facts.currency
            order by
                facts.announced_on desc nulls last, facts.filing_id desc,
                facts.printed_unit asc nulls last, facts.source_line asc, facts.source_column asc
        ) as latest_rank,
        row_number() over (
            partition by
                facts.issuer_id, facts.entity, facts.line_item_id, facts.period_id, facts.currency
            order by
                facts.announced_on asc nulls last, facts.filing_id asc,
                facts.printed_unit asc nulls last, facts.source_line asc, facts.source_column asc
        ) as first_rank,
        row_number() over (
            partition by
                facts.issuer_id, facts.entity, facts.line_item_id, facts.period_id, facts.currency
            order by facts.announced_on asc nulls last, facts.fact_id asc
        ) as place
    from facts
    left join proven on facts.fact_id = proven.fact_id

),

latest as (

    select * from printings
    where latest_rank = 1

),

first_printings as (

    select * from printings
    where first_rank = 1

),

witnesses as (

    select
        latest.fact_id,
        max(case when printings.value = latest.value and printings.is_proven then 1 else 0 end) as is_proven,
        sum(case when printings.value = latest.value then 1 else 0 end) as times_equal,
        count(*) as times_printed,
        count(distinct printings.filing_id) as times_reported,
        {{ listed_by_place('printings.fact_id', 'printings.place') }} as input_fact_ids
    from latest
    inner join printings
        on
            latest.issuer_id = printings.issuer_id
            and latest.entity = printings.entity
            and latest.line_item_id = printings.line_item_id
            and latest.period_id = printings.period_id
            and latest.currency is not distinct from printings.currency
    group by latest.fact_id

),

reported as (

    select
        latest.issuer_id || ':' || latest.entity || ':' || latest.line_item_id || ':' || latest.period_id
        || ':' || coalesce(latest.currency, '') as fact_key,
        latest.issuer_id,
        latest.entity,
        latest.line_item_id,
        latest.period_id,
        latest.start_date,
        latest.end_date,
        latest.instant_date,
        latest.currency,
        latest.is_convenience,
        latest.unit,
        latest.value,
        'reported' as basis,
        cast(null as string) as derivation,
        cast(null as string) as derivation_rule,
        witnesses.input_fact_ids,
        latest.announced_on,
        latest.filing_id,
        latest.fact_id,
        cast(witnesses.times_reported as integer) as times_reported,
        first_printings.value as first_reported_value,
        first_printings.announced_on as first_reported_on,
        latest.value <> first_printings.value as is_restated,
        case
            when witnesses.is_proven = 1 then 'proven'
            when witnesses.times_equal > 1 then 'corroborated'
            else 'single'
        end as proof
    from latest
    inner join witnesses on latest.fact_id = witnesses.fact_id
    inner join first_printings
        on
            latest.issuer_id = first_printings.issuer_id
            and latest.entity = first_printings.entity
            and latest.line_item_id = first_printings.line_item_id
            and latest.period_id = first_printings.period_id
            and latest.currency is not distinct from first_printings.currency

),

-- One filing's own terms come before a derivation from several periods.
derived as (

    select
        fact_key,
        issuer_id,
        entity,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        unit,
        value,
        'identity' as derivation,
        identity_id as derivation_rule,
        input_fact_ids,
        announced_on,
        filing_id
    from derivations_by_identity
    union all
    select
        fact_key,
        issuer_id,
        entity,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        unit,
        value,
        'period' as derivation,
        rule as derivation_rule,
        input_fact_ids,
        announced_on,
        filing_id
    from derivations
    where fact_key not in (select by_identity.fact_key from derivations_by_identity as by_identity)

),

final as (

    select * from reported
    union all
    select
        fact_key,
        issuer_id,
        entity,
        line_item_id,
        period_id,
        start_date,
        end_date,
        cast(null as date) as instant_date,
        currency,
        false as is_convenience,
        unit,
        value,
        'derived' as basis,
        derivation,
        derivation_rule,
        input_fact_ids,
        announced_on,
        filing_id,
        cast(null as string) as fact_id,
        0 as times_reported,
        cast(null as {{ money() }}) as first_reported_value,
        cast(null as date) as first_reported_on,
        false as is_restated,
        'derived' as proof
    from derived

)

select * from final
