-- Restatements and the rule that a comparative equals its first printing (V01) tell the same differences. Fails for a
-- difference that only one of them tells. Where the first printing is of a withheld filing, they look at two figures.
with

results as (

    select
        results.filing_id,
        results.entity,
        results.line_item_id,
        results.period_id,
        results.currency,
        results.gap
    from {{ ref('fct_identity_results') }} as results
    inner join {{ ref('identities') }} as identities on results.identity_id = identities.identity_id
    inner join {{ ref('fct_reported_facts') }} as firsts
        on {{ dbt.split_part('results.input_fact_ids', "' '", 2) }} = firsts.fact_id
    where identities.rule_type = 'first_printing' and results.gap is not null

),

restatements as (

    select
        later_filing_id as filing_id,
        entity,
        line_item_id,
        period_id,
        currency,
        change
    from {{ ref('restatements') }}
    where not is_convenience

),

final as (

    select
        results.filing_id,
        results.line_item_id,
        results.period_id,
        results.currency,
        results.gap,
        restatements.change
    from results
    left join restatements
        on
            results.filing_id = restatements.filing_id
            and results.entity = restatements.entity
            and results.line_item_id = restatements.line_item_id
            and results.period_id = restatements.period_id
            and results.currency is not distinct from restatements.currency
    where results.gap <> coalesce(restatements.change, 0)

)

select * from final
