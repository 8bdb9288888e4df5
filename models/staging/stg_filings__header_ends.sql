-- Where the period of one column's header ends by the calendar: on the day or with the month that it names, or with
-- its place in the issuer's fiscal year.
-- Grain: table × source column.
with

header_parts as (

    select * from {{ ref('stg_filings__header_parts') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

headers as (

    select
        header_parts.*,
        filings.period_end_date,
        filings.period_weeks
    from header_parts
    inner join filings on header_parts.filing_id = filings.filing_id

),

ended as (

    select
        filing_id,
        table_id,
        source_column,
        year_number,
        period_end_date,
        period_weeks,
        month_number is null as is_fiscal,
        month_number is null and not is_of_calendar as is_of_fiscal_year,
        is_on_other_basis,
        day_number is null as has_no_day,
        is_since_year_end and year_number is not null as is_year_to_date,
        case
            when weeks is not null then null
            -- the year to date counts from the last day of the fiscal year
            when is_since_year_end
                then
                    (
                        coalesce(
                            month_number - case when day_number <= 7 then 1 else 0 end,
                            fiscal_year_end_month + fiscal_months
                        )
                        - fiscal_year_end_month + 23
                    ) % 12 + 1
            else months
        end as months,
        cast(
            case
                when month_number = 2 and coalesce(day_number, 28) in (28, 29)
                    then last_day(make_date(year_number, 2, 1))
                when month_number between 1 and 12 and day_number is null
                    then last_day(make_date(year_number, month_number, 1))
                when
                    month_number between 1 and 12
                    and day_number between 1 and extract(day from last_day(make_date(year_number, month_number, 1)))
                    then make_date(year_number, month_number, day_number)
                when
                    month_number is null
                    and not is_ambiguous
                    -- "16 weeks / fiscal year 2031" are a part of that year
                    and coalesce(
                        fiscal_months,
                        case
                            when
                                months = 12 and rolling_months is null and not is_since_year_end
                                and coalesce(weeks, 52) in (52, 53)
                                then 12
                        end
                    ) between 1 and 12
                    then
                        last_day(
                            cast(
                                make_date(year_number, fiscal_year_end_month, 1)
                                - {{ months_interval('cast(12 - coalesce(fiscal_months, 12) as integer)') }}
                                as date
                            )
                        )
            end as date
        ) as end_date
    from headers

),

-- Some issuers name a fiscal year after the year in which it begins: then the latest period that a filing names is
-- the filing's own, a year on. In a filing about a quarter of weeks the latest quarter is that one, also where it is of
-- other weeks than thirteen and ends weeks from the end of its months.
named as (

    select
        *,
        is_of_fiscal_year and not is_on_other_basis as is_of_the_year,
        coalesce(months = 3 and period_weeks between 11 and 17, false) as is_quarter_of_weeks
    from ended

),

latest_named as (

    select
        filing_id,
        max(end_date) as latest_period,
        max(case when is_quarter_of_weeks then end_date end) as latest_quarter
    from named
    where is_of_the_year
    group by filing_id

),

moved as (

    select
        named.*,
        case
            when
                named.is_of_fiscal_year
                and (
                    abs({{ dbt.datediff('latest_period', year_earlier('period_end_date'), 'day') }}) <= 10
                    or abs({{ dbt.datediff('latest_quarter', year_earlier('period_end_date'), 'day') }}) <= 30
                )
                then
                    last_day(
                        make_date(
                            cast(extract(year from named.end_date) as integer) + 1,
                            cast(extract(month from named.end_date) as integer),
                            1
                        )
                    )
            else named.end_date
        end as month_ended
    from named
    left join latest_named on named.filing_id = latest_named.filing_id

),

-- The quarters of other years are as far from the end of their month as the filing's own.
latest_moved as (

    select
        filing_id,
        max(month_ended) as latest_quarter
    from moved
    where is_of_the_year and is_quarter_of_weeks
    group by filing_id

),

final as (

    select
        moved.filing_id,
        moved.table_id,
        moved.source_column,
        moved.year_number,
        moved.months,
        moved.is_year_to_date,
        moved.is_fiscal,
        moved.has_no_day,
        case
            when
                moved.is_of_fiscal_year
                and extract(month from moved.month_ended) = extract(month from latest_moved.latest_quarter)
                and abs({{ dbt.datediff('latest_moved.latest_quarter', 'moved.period_end_date', 'day') }})
                <= 30
                then
                    cast(
                        moved.month_ended
                        + {{ days(dbt.datediff('latest_moved.latest_quarter', 'moved.period_end_date', 'day')) }}
                        as date
                    )
            else moved.month_ended
        end as nominal_end
    from moved
    left join latest_moved on moved.filing_id = latest_moved.filing_id

)

select * from final
