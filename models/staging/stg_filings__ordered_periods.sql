-- The periods of amount columns by the order of the dates in the header, whose words do not always stand over their
-- columns: as many dates as columns, or else as many distinct dates as columns in the presentation currency.
-- Grain: table × source column, of tables that one of the two readings fits.
with

header_words as (

    select * from {{ ref('stg_filings__header_words') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

years_beside_parts as (

    select * from {{ ref('stg_filings__years_beside_parts') }}

),

amount_columns as (

    select * from {{ ref('stg_filings__figure_columns') }}
    where column_role in ('amount', 'persons')

),

-- A month with its day: "June 30", "30 June 2023"; "Jun" and "e 30" broken over cells; "December 3" | "31".
month_days as (

    select
        table_id,
        source_column,
        word_number,
        cast(value as integer) as month_number,
        cast(
            case
                when {{ matches('next_1', '^[0-9]{1,2}$') }}
                    then
                        case
                            when
                                {{ matches('next_3', '^[0-9]{2}$') }}
                                and next_3 like next_1 || '_'
                                and not {{ matches('next_2', '^[0-9]') }}
                                then next_3
                            else next_1
                        end
                when {{ matches('next_1', '^(19|20)[0-9]{2}$') }} and {{ matches('previous_1', '^[0-9]{1,2}$') }}
                    then previous_1
                when {{ matches('next_2', '^[0-9]{1,2}$') }} and next_2 <> value then next_2
                when {{ matches('previous_1', '^[0-9]{1,2}$') }} then previous_1
            end as integer
        ) as day_number
    from header_words
    where class = 'month'

),

month_days_in_order as (

    select
        *,
        row_number() over (partition by table_id order by word_number) as month_day_number,
        count(*) over (partition by table_id) as n_month_days
    from month_days
    where day_number between 1 and 31

),

durations as (

    select
        table_id,
        source_column,
        word_number,
        case when class = 'months' then cast(value as integer) end as months,
        case when class = 'weeks' then cast(previous_1 as integer) end as weeks
    from header_words
    where
        (
            class = 'months'
            and not coalesce(next_1 in ('change', 'on', 'over', 'to'), false)
            -- the year of a "half year" is no length of its own, nor is the second one of "year over year"
            and not coalesce(previous_1 in ('half', 'on', 'over'), false)
        )
        or (class = 'weeks' and {{ matches('previous_1', '^[0-9]{1,2}$') }})

),

-- Of a table whose headers name a year to date, count quarters, or have bare years beside codes of parts of years, the
-- order of their words does not say how long it is.
tables_to_date as (

    select distinct table_id
    from header_words
    where
        class = 'since'
        or (word = 'date' and previous_1 = 'to')
        or (word = 'quarters' and {{ matches('previous_1', '^([2-4]|two|three|four)$') }})
    union
    select table_id
    from years_beside_parts

),

years as (

    select
        header_words.table_id,
        header_words.source_column,
        header_words.word_number,
        cast(header_words.value as integer) as year_number,
        row_number() over (partition by header_words.table_id order by header_words.word_number) as date_number,
        count(*) over (partition by header_words.table_id) as n_dates
    from header_words
    left join tables_to_date on header_words.table_id = tables_to_date.table_id
    where header_words.class = 'year' and tables_to_date.table_id is null

),

-- Each year takes the month and day of its own rank, the only one, or the last one at or before its column.
year_month_days as (

    select
        years.table_id,
        years.date_number,
        month_days_in_order.month_number,
        month_days_in_order.day_number,
        row_number() over (
            partition by years.table_id, years.date_number
            order by
                case
                    when month_days_in_order.n_month_days = years.n_dates
                        then abs(month_days_in_order.month_day_number - years.date_number)
                    else 0
                end asc,
                case when month_days_in_order.source_column <= years.source_column then 0 else 1 end asc,
                case
                    when
                        month_days_in_order.source_column <= years.source_column
                        then -month_days_in_order.source_column
                    else month_days_in_order.source_column
                end asc,
                month_days_in_order.word_number desc
        ) as choice
    from years
    inner join month_days_in_order on years.table_id = month_days_in_order.table_id

),

-- Each year stands under the last duration heading at or before its column, or under the first one.
year_durations as (

    select
        years.table_id,
        years.date_number,
        durations.months,
        durations.weeks,
        row_number() over (
            partition by years.table_id, years.date_number
            order by
                case when durations.source_column <= years.source_column then 0 else 1 end asc,
                case
                    when durations.source_column <= years.source_column then -durations.source_column else
                        durations.source_column
                end asc,
                durations.word_number asc
        ) as choice
    from years
    inner join durations on years.table_id = durations.table_id

),

-- What the header leaves out (a cut-off "For the six ended Ju", no date at all) is the filing's own period.
date_parts as (

    select
        years.table_id,
        years.source_column,
        years.date_number,
        years.n_dates,
        years.year_number,
        cast(
            case
                when year_month_days.month_number is not null then year_month_days.month_number
                when
                    max(years.year_number) over (partition by years.table_id)
                    <= extract(year from filings.period_end_date)
                    -- bare years without the one of a part of a year are no such parts, but for the year before alone
                    and (
                        max(years.year_number) over (partition by years.table_id)
                        = extract(year from filings.period_end_date)
                        or min(years.year_number) over (partition by years.table_id)
                        = extract(year from filings.period_end_date) - 1
                        or year_durations.table_id is not null
                        or (
                            coalesce(filings.period_months, 12) >= 12
                            and coalesce(filings.period_weeks, 52) >= 52
                        )
                    )
                    -- periods of weeks end on another day each year
                    and (
                        years.year_number = extract(year from filings.period_end_date)
                        or (
                            filings.period_weeks is null
                            and filings.period_end_date = last_day(filings.period_end_date)
                        )
                    )
                    then extract(month from filings.period_end_date)
            end as integer
        ) as month_number,
        cast(coalesce(year_month_days.day_number, extract(day from filings.period_end_date)) as integer) as day_number,
        -- a year of weeks begins the day after the one before
        case
            when
                year_month_days.month_number is null
                and filings.period_weeks in (52, 53)
                and years.year_number = extract(year from filings.period_end_date) - 1
                and max(years.year_number) over (partition by years.table_id)
                = extract(year from filings.period_end_date)
                and (tables.period_type = 'instant' or year_durations.weeks in (52, 53))
                then
                    cast(
                        {{ dbt.dateadd("day", "-7 * filings.period_weeks", "filings.period_end_date") }} as date
                    )
        end as end_of_year_before,
        case
            when tables.period_type = 'instant' then null
            when year_durations.table_id is null then filings.period_months
            else year_durations.months
        end as months,
        case
            when tables.period_type = 'instant' then null
            when year_durations.table_id is null then filings.period_weeks
            else year_durations.weeks
        end as weeks
    from years
    inner join tables on years.table_id = tables.table_id
    inner join filings on tables.filing_id = filings.filing_id
    left join year_month_days
        on
            years.table_id = year_month_days.table_id
            and years.date_number = year_month_days.date_number
            and year_month_days.choice = 1
    left join year_durations
        on
            years.table_id = year_durations.table_id
            and years.date_number = year_durations.date_number
            and year_durations.choice = 1

),

-- One day stands for several years, so February 28 or 29 is the last day of that month. A day that its
-- month does not have is a misreading: the date is unknown.
dates as (

    select
        table_id,
        source_column,
        date_number,
        n_dates,
        case
            when extract(year from end_of_year_before) = year_number then end_of_year_before
            when month_number = 2 and day_number in (28, 29) then last_day(make_date(year_number, 2, 1))
            when day_number <= extract(day from last_day(make_date(year_number, month_number, 1)))
                then make_date(year_number, month_number, day_number)
        end as end_date,
        months,
        weeks
    from date_parts

),

-- First reading: as many dates as columns, and no two columns say the same.
in_order as (

    select
        amount_columns.table_id,
        amount_columns.source_column,
        dates.end_date,
        dates.months,
        dates.weeks
    from amount_columns
    inner join dates
        on
            amount_columns.table_id = dates.table_id
            and amount_columns.column_number = dates.date_number
            and amount_columns.n_columns = dates.n_dates

),

clashing_columns as (

    select in_order.table_id
    from in_order
    inner join amount_columns
        on in_order.table_id = amount_columns.table_id and in_order.source_column = amount_columns.source_column
    group by
        in_order.table_id, in_order.end_date, in_order.months, in_order.weeks, amount_columns.currency
    having count(*) > 1

),

in_order_clashes as (

    select distinct table_id
    from clashing_columns

),

-- Second reading: dates repeated or missing. The distinct dates, in order, belong to the columns in the
-- presentation currency; a convenience column repeats the period of the column on its left, or on its right where
-- the table begins with one and ends in the presentation currency.
distinct_dates as (

    select
        table_id,
        end_date,
        months,
        weeks,
        row_number() over (partition by table_id order by min(date_number)) as distinct_number,
        count(*) over (partition by table_id) as n_distinct
    from dates
    group by table_id, end_date, months, weeks

),

presentation_columns as (

    select
        table_id,
        source_column,
        row_number() over (partition by table_id order by source_column) as presentation_number,
        count(*) over (partition by table_id) as n_presentation
    from amount_columns
    where is_presentation

),

led_by_convenience as (

    select table_id
    from amount_columns
    group by table_id
    having
        max(case when column_number = 1 and not is_presentation then 1 else 0 end) = 1
        and max(case when column_number = n_columns and is_presentation then 1 else 0 end) = 1

),

by_distinct as (

    select
        amount_columns.table_id,
        amount_columns.source_column,
        distinct_dates.end_date,
        distinct_dates.months,
        distinct_dates.weeks,
        row_number() over (
            partition by amount_columns.table_id, amount_columns.source_column
            order by abs(amount_columns.source_column - presentation_columns.source_column)
        ) as choice
    from amount_columns
    left join led_by_convenience on amount_columns.table_id = led_by_convenience.table_id
    inner join presentation_columns
        on
            amount_columns.table_id = presentation_columns.table_id
            and case
                when led_by_convenience.table_id is null
                    then amount_columns.source_column >= presentation_columns.source_column
                else amount_columns.source_column <= presentation_columns.source_column
            end
    inner join distinct_dates
        on
            presentation_columns.table_id = distinct_dates.table_id
            and presentation_columns.n_presentation = distinct_dates.n_distinct
            and presentation_columns.presentation_number = distinct_dates.distinct_number

),

final as (

    select
        in_order.table_id,
        in_order.source_column,
        'in order' as period_rule,
        in_order.end_date,
        in_order.months,
        in_order.weeks
    from in_order
    left join in_order_clashes on in_order.table_id = in_order_clashes.table_id
    where in_order_clashes.table_id is null
    union all
    select
        by_distinct.table_id,
        by_distinct.source_column,
        'distinct dates in order' as period_rule,
        by_distinct.end_date,
        by_distinct.months,
        by_distinct.weeks
    from by_distinct
    left join in_order
        on by_distinct.table_id = in_order.table_id and by_distinct.source_column = in_order.source_column
    left join in_order_clashes on by_distinct.table_id = in_order_clashes.table_id
    where
        by_distinct.choice = 1
        and (in_order.table_id is null or in_order_clashes.table_id is not null)

)

select * from final
