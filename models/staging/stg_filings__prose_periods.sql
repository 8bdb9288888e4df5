-- What the period words of running text mean: the dates of "in the same quarter of 2023", "last quarter",
-- "as of March 31, 2024", seen from the filing's own period.
-- Grain: filing × period words.
with

figures as (

    select * from {{ ref('raw_prose_figures') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

issuers as (

    select * from {{ ref('issuers') }}

),

header_words as (

    select * from {{ ref('header_words') }}

),

numbers as (

    {{ numbers(12) }}

),

phrases as (

    select distinct
        filing_id,
        period_words,
        {{ header_text('period_words') }} as words
    from figures
    where period_words is not null

),

phrase_words as (

    select
        phrases.filing_id,
        phrases.period_words,
        numbers.n as word_number,
        {{ dbt.split_part('phrases.words', "' '", 'numbers.n') }} as word
    from phrases
    cross join numbers
    where {{ dbt.split_part('phrases.words', "' '", 'numbers.n') }} <> ''

),

parts as (

    select
        phrase_words.filing_id,
        phrase_words.period_words,
        count(*) as n_words,
        max(
            case
                when {{ matches('phrase_words.word', '^(19|20)[0-9]{2}$') }} then cast(phrase_words.word as integer)
            end
        ) as year_number,
        max(case when header_words.class = 'month' then cast(header_words.value as integer) end) as month_number,
        max(case when {{ matches('phrase_words.word', '^[0-9]{1,2}$') }} then cast(phrase_words.word as integer) end)
            as day_number,
        min(case when header_words.class = 'months' then cast(header_words.value as integer) end) as months,
        max(case when header_words.class = 'ordinal' then cast(header_words.value as integer) end) as ordinal,
        max(case when header_words.class = 'relative' and header_words.value = 'year_earlier' then 1 else 0 end)
            as is_year_earlier,
        max(case when header_words.class = 'relative' and header_words.value = 'before' then 1 else 0 end) as is_before
    from phrase_words
    left join header_words on phrase_words.word = header_words.word
    group by phrase_words.filing_id, phrase_words.period_words

),

-- The filing's own period, and where its fiscal year ends.
seen_from as (

    select
        parts.*,
        filings.period_end_date as own_end,
        coalesce(filings.period_months, cast(round(filings.period_weeks * 7 / 30.44) as integer)) as own_months,
        extract(year from filings.period_end_date) as own_year,
        issuers.fiscal_year_end_month
    from parts
    inner join filings on parts.filing_id = filings.filing_id
    inner join issuers on filings.issuer_id = issuers.issuer_id

),

-- How far the end lies from the filing's own, in months, and how long the period is.
measured as (

    select
        *,
        case
            when month_number is not null and day_number is not null and year_number is not null then 'date'
            when is_year_earlier = 1 then 'year_earlier'
            when is_before = 1 and ordinal is null then 'before'
            when ordinal is not null then 'ordinal'
            when year_number is not null and n_words = 1 then 'same_in_year'
            when year_number is not null then 'year'
            else 'own'
        end as period_rule
    from seen_from

),

placed as (

    select
        *,
        case period_rule
            when 'date' then months
            when 'ordinal' then months
            when 'year' then coalesce(months, 12)
            when 'before' then case when months = 12 then own_months else coalesce(months, own_months) end
            else own_months
        end as period_months,
        case period_rule
            when 'date' then make_date(year_number, month_number, 1)
            when 'year_earlier'
                then
                    cast(
                        own_end
                        - {{ months_interval('cast(12 * coalesce(own_year - year_number, 1) as integer)') }} as date
                    )
            when 'same_in_year'
                then cast(own_end - {{ months_interval('cast(12 * (own_year - year_number) as integer)') }} as date)
            when 'before'
                then cast(own_end - {{ months_interval('cast(coalesce(months, own_months) as integer)') }} as date)
            -- the n-th quarter or half of the fiscal year named
            when 'ordinal'
                then
                    cast(
                        make_date(cast(coalesce(year_number, own_year) as integer), fiscal_year_end_month, 1)
                        - {{ months_interval('cast(12 - coalesce(months, 3) * ordinal as integer)') }} as date
                    )
            when 'year' then make_date(year_number, fiscal_year_end_month, 1)
            else own_end
        end as some_day
    from measured

),

ended as (

    select
        *,
        case
            when period_rule = 'date'
                then least(cast(some_day + {{ days('cast(day_number as integer) - 1') }} as date), last_day(some_day))
            when own_end = last_day(own_end) or period_rule in ('ordinal', 'year') then last_day(some_day)
            else some_day
        end as end_date
    from placed

),

final as (

    select
        filing_id,
        period_words,
        period_rule,
        {{ period_start('end_date', 'period_months', 'cast(null as integer)') }} as start_date,
        end_date
    from ended

)

select * from final
