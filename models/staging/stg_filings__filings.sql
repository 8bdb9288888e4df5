-- One row a filing: its dates, main period and stated convenience rate, read from the printed phrases.
-- Grain: filing.
with

filings as (

    select * from {{ ref('raw_filings') }}

),

issuers as (

    select * from {{ ref('issuers') }}

),

header_words as (

    select * from {{ ref('header_words') }}

),

numbers as (

    {{ numbers(20) }}

),

phrases as (

    select
        filing_id,
        'announced' as phrase,
        {{ header_text('announced_text') }} as words
    from filings
    union all
    select
        filing_id,
        'period' as phrase,
        {{ header_text('period_text') }} as words
    from filings

),

phrase_words as (

    select
        phrases.filing_id,
        phrases.phrase,
        numbers.n as word_number,
        {{ dbt.split_part('phrases.words', "' '", 'numbers.n') }} as word
    from phrases
    cross join numbers
    where {{ dbt.split_part('phrases.words', "' '", 'numbers.n') }} <> ''

),

phrase_parts as (

    select
        phrase_words.filing_id,
        phrase_words.phrase,
        max(
            case
                when {{ matches('phrase_words.word', '^(19|20)[0-9]{2}$') }} then cast(phrase_words.word as integer)
            end
        ) as year_number,
        max(case when header_words.class = 'month' then cast(header_words.value as integer) end) as month_number,
        max(
            case
                when
                    {{ matches('phrase_words.word', '^[0-9]{1,2}$') }}
                    and (phrase_words.word_number > 1 or phrase_words.phrase = 'announced')
                    then cast(phrase_words.word as integer)
            end
        ) as day_number,
        -- the shortest length named: a "half year" is a half, not a year
        min(case when header_words.class = 'months' then cast(header_words.value as integer) end) as months,
        max(case when header_words.class = 'weeks' then 1 end) as is_weeks,
        max(case when header_words.class = 'ordinal' then cast(header_words.value as integer) end) as ordinal,
        max(
            case
                when
                    phrase_words.word_number = 1 and {{ matches('phrase_words.word', '^[0-9]{1,2}$') }}
                    then cast(phrase_words.word as integer)
            end
        ) as leading_count
    from phrase_words
    left join header_words on phrase_words.word = header_words.word
    group by phrase_words.filing_id, phrase_words.phrase

),

dated as (

    select
        filing_id,
        phrase,
        make_date(year_number, month_number, day_number) as phrase_date,
        year_number,
        -- "fourth quarter 2031" of a title: months up to its end in the fiscal year of that number
        case when month_number is null then coalesce(months * ordinal, months) end as months_of_year,
        case when is_weeks is null then coalesce(months, leading_count) end as months,
        case when is_weeks = 1 then leading_count end as weeks
    from phrase_parts

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
        issuers.reporting_currency as presentation_currency,
        case when rates.rate is not null then issuers.convenience_currency end as convenience_currency,
        rates.rate as convenience_rate,
        cast(filings.rate_line as integer) as convenience_rate_line
    from filings
    left join issuers on filings.issuer_id = issuers.issuer_id
    left join dated as announced on filings.filing_id = announced.filing_id and announced.phrase = 'announced'
    left join dated as period on filings.filing_id = period.filing_id and period.phrase = 'period'
    left join rates on filings.filing_id = rates.filing_id

)

select * from final
