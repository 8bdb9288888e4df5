-- Filings: one results announcement each, with where it came from and its convenience rate.
-- Grain: filing.
with

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

released as (

    select * from {{ ref('filings_released') }}

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
    where filing_id in (select released.filing_id from released)

)

select * from final
