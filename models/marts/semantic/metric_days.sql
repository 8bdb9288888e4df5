-- Every day of the years that the periods touch, and of a year before and after: MetricFlow's time spine.
-- Grain: day.
{{ config(meta={'merge': 'recompute'}) }}
with

periods as (

    select * from {{ ref('dim_period') }}

),

years as (

    select
        min(extract(year from coalesce(start_date, end_date))) - 1 as first_year,
        max(extract(year from end_date)) + 1 as last_year
    from periods

),

digits as (

    select * from (
        values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)
    ) as listed (digit) -- noqa: AL05

),

-- 100,000 days are 273 years.
numbers as (

    select ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit + 10000 * myriad.digit as n
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as myriad

),

days as (

    select
        years.last_year,
        cast(make_date(cast(years.first_year as integer), 1, 1) + {{ days('numbers.n') }} as date) as date_day
    from years
    cross join numbers

),

final as (

    select date_day from days
    where extract(year from date_day) <= last_year

)

select * from final
