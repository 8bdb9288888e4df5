-- One row a filing: its dates, main period and stated convenience rate, read from the printed phrases.
-- Grain: filing.
with

filings as (

    select * from {{ ref('raw_filings') }}

),

issuers as (

    select * from {{ ref('issuers') }}

),

phrases as (

    select * from {{ ref('stg_filings__phrases') }}

),

-- "RMB7.2672 to US$1.00", "US$1.00 = HK$7.8": the rate is the first amount that is not a round one.
rates as (

    select
        filing_id,
        cast(nullif(regexp_extract(rate_text, '([0-9]+[.][0-9]*[1-9][0-9]*)', 1), '') as decimal(18, 6)) as rate
    from filings

),

final as (

    select
        filings.filing_id,
        filings.issuer_id,
        filings.form_text as form,
        filings.title,
        announced.phrase_date as announced_on,
        case
            when period.months_of_year is null or period.months_of_year > 12 then period.phrase_date
            else
                last_day(
                    cast(
                        make_date(period.year_number, issuers.fiscal_year_end_month, 1)
                        - {{ months_interval('cast(12 - period.months_of_year as integer)') }} as date
                    )
                )
        end as period_end_date,
        period.months as period_months,
        period.weeks as period_weeks,
        filings.source_file,
        filings.source_sha256,
        filings.source_format,
        issuers.fiscal_year_end_month,
        coalesce(nullif(filings.currency, ''), issuers.reporting_currency) as presentation_currency,
        case when rates.rate is not null then issuers.convenience_currency end as convenience_currency,
        rates.rate as convenience_rate,
        cast(filings.rate_line as integer) as convenience_rate_line
    from filings
    left join issuers on filings.issuer_id = issuers.issuer_id
    left join phrases as announced on filings.filing_id = announced.printed_in and announced.phrase = 'announced'
    left join phrases as period on filings.filing_id = period.printed_in and period.phrase = 'period'
    left join rates on filings.filing_id = rates.filing_id

)

select * from final
