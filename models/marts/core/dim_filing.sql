-- Filings: one results announcement each, with where it came from and its convenience rate.
-- Grain: filing.
-- depends_on: {{ ref('identity_gate') }}
with

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

final as (

    select
        filing_id,
        issuer_id,
        form,
        title,
        announced_on,
        period_end_date,
        source_file,
        source_sha256,
        presentation_currency,
        convenience_currency,
        convenience_rate,
        convenience_rate_line
    from filings

)

select * from final
