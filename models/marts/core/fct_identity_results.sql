-- What every identity says of every filing: reported, calculated, gap, tolerance, verdict.
-- Grain: identity × filing × table × line item × period × currency (`result_id`).
with

judged as (

    select * from {{ ref('int_identities_judged') }}

),

released as (

    select * from {{ ref('filings_released') }}

),

final as (

    select
        result_id,
        identity_id,
        family,
        name,
        severity,
        filing_id,
        issuer_id,
        entity,
        statement,
        table_id,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        reported_value,
        calculated_value,
        gap,
        tolerance,
        n_terms,
        verdict,
        is_excepted,
        reason,
        input_fact_ids,
        explanation,
        explanation_kind,
        explained_fact_id,
        explained_value,
        explained_by_fact_id
    from judged
    where filing_id in (select released.filing_id from released)

)

select * from final
