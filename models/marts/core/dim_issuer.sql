-- Issuers and what is particular to them.
-- Grain: issuer.
-- depends_on: {{ ref('filings_released') }}
with

issuers as (

    select * from {{ ref('issuers') }}

),

final as (

    select
        issuer_id,
        name,
        tickers,
        reporting_currency,
        convenience_currency,
        cast(fiscal_year_end_month as integer) as fiscal_year_end_month,
        cast(fiscal_year_end_day as integer) as fiscal_year_end_day,
        shares_per_ads
    from issuers

)

select * from final
