-- Each printed fact once, as the first filing with it printed it. Nothing in it was learned later: what other filings
-- say of the figure is not in it, and neither are derived facts, which no filing prints.
-- Grain: issuer × entity × line item × period × currency.
with

first_printings as (

    select * from {{ ref('printings') }}
    where first_rank = 1

),

facts as (

    select
        fact_id,
        filing_id,
        entity,
        line_item_id,
        period_id,
        currency,
        value
    from {{ ref('fct_reported_facts') }}
    where evidence <> 'unresolved'

),

proven as (

    select * from {{ ref('int_facts_proven') }}

),

-- The cells of that filing that print the fact.
cells as (

    select
        first_printings.fact_id,
        facts.fact_id as witness_id,
        facts.value = first_printings.value as is_equal,
        proven.fact_id is not null as is_proven,
        row_number() over (partition by first_printings.fact_id order by facts.fact_id) as place
    from first_printings
    inner join facts
        on
            first_printings.filing_id = facts.filing_id
            and first_printings.entity = facts.entity
            and first_printings.line_item_id = facts.line_item_id
            and first_printings.period_id = facts.period_id
            and first_printings.currency is not distinct from facts.currency
    left join proven on facts.fact_id = proven.fact_id

),

witnesses as (

    select
        fact_id,
        max(case when is_equal and is_proven then 1 else 0 end) as is_proven,
        sum(case when is_equal then 1 else 0 end) as times_equal,
        {{ listed_by_place('witness_id', 'place') }} as input_fact_ids
    from cells
    group by fact_id

),

final as (

    select
        first_printings.issuer_id || ':' || first_printings.entity || ':' || first_printings.line_item_id || ':'
        || first_printings.period_id || ':' || coalesce(first_printings.currency, '') as fact_key,
        first_printings.issuer_id,
        first_printings.entity,
        first_printings.line_item_id,
        first_printings.period_id,
        first_printings.start_date,
        first_printings.end_date,
        first_printings.instant_date,
        first_printings.currency,
        first_printings.is_convenience,
        first_printings.unit,
        first_printings.value,
        'reported' as basis,
        cast(null as string) as derivation,
        cast(null as string) as derivation_rule,
        witnesses.input_fact_ids,
        first_printings.announced_on,
        first_printings.filing_id,
        first_printings.fact_id,
        1 as times_reported,
        first_printings.value as first_reported_value,
        first_printings.announced_on as first_reported_on,
        false as is_restated,
        case
            when witnesses.is_proven = 1 then 'proven'
            when witnesses.times_equal > 1 then 'corroborated'
            else 'single'
        end as proof
    from first_printings
    inner join witnesses on first_printings.fact_id = witnesses.fact_id

)

select * from final
