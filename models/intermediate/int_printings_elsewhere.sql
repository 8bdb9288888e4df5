-- What other filings of the issuer print for a fact: each value that they read cleanly, and how many of them.
-- Grain: fact × value.
with

judged as (

    select * from {{ ref('int_facts_judged') }}

),

printings as (

    select
        issuer_id,
        entity,
        line_item_id,
        period_id,
        currency,
        value,
        count(distinct filing_id) as n_filings
    from judged
    where contradiction is null
    group by issuer_id, entity, line_item_id, period_id, currency, value

),

-- The two commonest values: one of them may be the filing's own.
ranked as (

    select
        *,
        row_number() over (
            partition by issuer_id, entity, line_item_id, period_id, currency
            order by n_filings desc, value asc
        ) as value_rank
    from printings

),

own_printings as (

    select distinct
        filing_id,
        entity,
        line_item_id,
        period_id,
        currency,
        value
    from judged
    where contradiction is null

),

counted as (

    select
        judged.fact_id,
        judged.filing_id,
        ranked.value,
        ranked.n_filings - case when own_printings.filing_id is null then 0 else 1 end as n_filings
    from judged
    inner join ranked
        on
            judged.issuer_id = ranked.issuer_id
            and judged.entity = ranked.entity
            and judged.line_item_id = ranked.line_item_id
            and judged.period_id = ranked.period_id
            and judged.currency is not distinct from ranked.currency
            and ranked.value_rank <= 2
    left join own_printings
        on
            judged.filing_id = own_printings.filing_id
            and judged.entity = own_printings.entity
            and judged.line_item_id = own_printings.line_item_id
            and judged.period_id = own_printings.period_id
            and judged.currency is not distinct from own_printings.currency
            and ranked.value = own_printings.value

),

final as (

    select
        fact_id,
        filing_id,
        value,
        cast(n_filings as integer) as n_filings
    from counted
    where n_filings > 0

)

select * from final
