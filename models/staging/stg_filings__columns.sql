-- What each column of figures says: role, currency, unit, scale and period, from its table's header.
-- A column's own header says it where each column has one and no two say the same. The headers of tabbed text
-- often do not line up, so there header words are first matched to figure columns in reading order.
-- Grain: table × source column.
with

header_words as (

    select * from {{ ref('stg_filings__header_words') }}

),

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

own_headers as (

    select * from {{ ref('stg_filings__own_headers') }}

),

column_kinds as (

    select * from {{ ref('stg_filings__column_kinds') }}

),

phrases as (

    select * from {{ ref('stg_filings__phrases') }}
    where phrase = 'table'

),

-- A column of figures holds at least a quarter as many single figures, clean or not, as the fullest one.
single_counts as (

    select
        table_id,
        source_column,
        sum(
            case
                when figure_kind in ('number', 'percent') then 1
                when figure_kind = 'damaged' and position(' ' in plain_text) = 0 then 1
                else 0
            end
        ) as single_figures,
        sum(case when figure_kind = 'percent' then 1 else 0 end) as percentages
    from cells
    where row_role = 'data' and not is_label
    group by table_id, source_column

),

-- A column of notes is headed by that word alone; "US$ (Note 2)" is none.
note_columns as (

    select distinct
        table_id,
        source_column
    from cells
    where {{ matches('lower(column_header)', '(^|/ )notes?( /|$)') }}

),

stacked_headers as (

    select
        table_id,
        source_column,
        max({{ header_text('column_header') }}) as words
    from cells
    where coalesce(column_header, '') <> ''
    group by table_id, source_column

),

-- A word stands over the column whose stacked header holds it; where cells of tabbed text are fewer than columns,
-- that is another one than the column it is printed in.
role_words as (

    select
        header_words.table_id,
        header_words.value,
        coalesce(over_column.source_column, header_words.source_column) as source_column
    from header_words
    left join stacked_headers as printed_over
        on
            header_words.table_id = printed_over.table_id
            and header_words.source_column = printed_over.source_column
    left join stacked_headers as over_column
        on
            header_words.table_id = over_column.table_id
            and not {{ has_word('printed_over.words', 'header_words.word') }}
            and {{ has_word('over_column.words', 'header_words.word') }}
    where
        header_words.class = 'column_role'
        -- "RMB or percentage" over a table of both is true of no one column
        and not (header_words.value = 'share' and coalesce(header_words.previous_1 in ('or', 'and', 'except'), false))

),

column_roles as (

    select
        role_words.table_id,
        role_words.source_column,
        min(role_words.value) as column_role
    from role_words
    left join note_columns
        on
            role_words.table_id = note_columns.table_id
            and role_words.source_column = note_columns.source_column
    where role_words.value <> 'note_reference' or note_columns.table_id is not null
    group by role_words.table_id, role_words.source_column

),

counts_in_table as (

    select
        *,
        single_figures > 0 and percentages * 2 > single_figures as is_mostly_percent,
        max(single_figures) over (partition by table_id) as fullest,
        max(case when percentages * 2 <= single_figures then 1 else 0 end) over (partition by table_id) as has_amounts
    from single_counts

),

-- A header says percent, or the figures of a column do beside columns of amounts.
percent_columns as (

    select
        table_id,
        source_column
    from header_words
    where class = 'unit' and value = 'percent' and not coalesce(previous_1 in ('or', 'except'), false)
    union
    select
        table_id,
        source_column
    from counts_in_table
    where is_mostly_percent and has_amounts = 1

),

figure_columns as (

    select
        single_counts.table_id,
        single_counts.source_column,
        case
            when column_roles.column_role = 'change' and column_kinds.column_kind = 'other_basis' then 'other_basis'
            else coalesce(column_roles.column_role, column_kinds.column_kind, 'amount')
        end as column_role,
        percent_columns.table_id is not null as is_percent
    from counts_in_table as single_counts
    left join column_roles
        on single_counts.table_id = column_roles.table_id and single_counts.source_column = column_roles.source_column
    left join column_kinds
        on single_counts.table_id = column_kinds.table_id and single_counts.source_column = column_kinds.source_column
    left join percent_columns
        on single_counts.table_id = percent_columns.table_id
            and single_counts.source_column = percent_columns.source_column
    where
        column_roles.column_role = 'note_reference'
        or column_kinds.column_kind = 'other_basis'
        or (single_counts.single_figures > 0 and single_counts.single_figures * 4 >= single_counts.fullest)

),

amount_columns as (

    select
        *,
        row_number() over (partition by table_id order by source_column) as column_number,
        count(*) over (partition by table_id) as n_columns
    from figure_columns
    where column_role in ('amount', 'persons')

),

currency_words as (

    select
        table_id,
        source_column,
        value as currency,
        row_number() over (partition by table_id order by word_number) as currency_number,
        count(*) over (partition by table_id) as n_currencies
    from header_words
    where class = 'currency'

),

currencies_in_place as (

    select
        table_id,
        source_column,
        min(currency) as currency
    from currency_words
    group by table_id, source_column
    having count(distinct currency) = 1

),

column_currencies as (

    select
        amount_columns.table_id,
        amount_columns.source_column,
        amount_columns.column_number,
        amount_columns.n_columns,
        amount_columns.column_role,
        amount_columns.is_percent,
        tables.filing_id,
        tables.period_type,
        coalesce(in_order.currency, in_place.currency, filings.presentation_currency) as currency,
        coalesce(in_order.currency, in_place.currency, filings.presentation_currency)
        = filings.presentation_currency as is_presentation
    from amount_columns
    inner join tables on amount_columns.table_id = tables.table_id
    inner join filings on tables.filing_id = filings.filing_id
    left join currency_words as in_order
        on
            amount_columns.table_id = in_order.table_id
            and amount_columns.n_columns = in_order.n_currencies
            and amount_columns.column_number = in_order.currency_number
    left join currencies_in_place as in_place
        on
            in_order.table_id is null
            and amount_columns.table_id = in_place.table_id
            and amount_columns.source_column = in_place.source_column

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

-- Of a table whose headers name a year to date the order of their words does not say how long it is.
tables_to_date as (

    select distinct table_id
    from header_words
    where class = 'since'

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
            coalesce(
                year_month_days.month_number,
                case
                    when
                        max(years.year_number) over (partition by years.table_id)
                        <= extract(year from filings.period_end_date)
                        then extract(month from filings.period_end_date)
                end
            ) as integer
        ) as month_number,
        cast(coalesce(year_month_days.day_number, extract(day from filings.period_end_date)) as integer) as day_number,
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
        column_currencies.table_id,
        column_currencies.source_column,
        dates.end_date,
        dates.months,
        dates.weeks,
        count(*) over (partition by column_currencies.table_id) as n_pairs
    from column_currencies
    inner join dates
        on
            column_currencies.table_id = dates.table_id
            and column_currencies.column_number = dates.date_number
            and column_currencies.n_columns = dates.n_dates

),

clashing_columns as (

    select in_order.table_id
    from in_order
    inner join column_currencies
        on in_order.table_id = column_currencies.table_id and in_order.source_column = column_currencies.source_column
    group by
        in_order.table_id, in_order.end_date, in_order.months, in_order.weeks, column_currencies.currency
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
    from column_currencies
    where is_presentation

),

led_by_convenience as (

    select table_id
    from column_currencies
    group by table_id
    having
        max(case when column_number = 1 and not is_presentation then 1 else 0 end) = 1
        and max(case when column_number = n_columns and is_presentation then 1 else 0 end) = 1

),

by_distinct as (

    select
        column_currencies.table_id,
        column_currencies.source_column,
        distinct_dates.end_date,
        distinct_dates.months,
        distinct_dates.weeks,
        row_number() over (
            partition by column_currencies.table_id, column_currencies.source_column
            order by abs(column_currencies.source_column - presentation_columns.source_column)
        ) as choice
    from column_currencies
    left join led_by_convenience on column_currencies.table_id = led_by_convenience.table_id
    inner join presentation_columns
        on
            column_currencies.table_id = presentation_columns.table_id
            and case
                when led_by_convenience.table_id is null
                    then column_currencies.source_column >= presentation_columns.source_column
                else column_currencies.source_column <= presentation_columns.source_column
            end
    inner join distinct_dates
        on
            presentation_columns.table_id = distinct_dates.table_id
            and presentation_columns.n_presentation = distinct_dates.n_distinct
            and presentation_columns.presentation_number = distinct_dates.distinct_number

),

-- The day on which so many weeks of a year end, where the filing's headers print it in full.
week_ends as (

    select
        tables.filing_id,
        own_headers.weeks,
        own_headers.year_number,
        max(own_headers.end_date) as end_date
    from own_headers
    inner join tables on own_headers.table_id = tables.table_id
    where own_headers.weeks is not null and own_headers.end_date is not null
    group by tables.filing_id, own_headers.weeks, own_headers.year_number
    having min(own_headers.end_date) = max(own_headers.end_date)

),

-- The day on which so many months of a year end, where the filing's headers print it in full.
month_ends as (

    select
        tables.filing_id,
        own_headers.months,
        own_headers.year_number,
        max(own_headers.end_date) as end_date
    from own_headers
    inner join tables on own_headers.table_id = tables.table_id
    where
        own_headers.months is not null
        and own_headers.end_date is not null
        and not own_headers.is_named
        and tables.period_type = 'duration'
    group by tables.filing_id, own_headers.months, own_headers.year_number
    having min(own_headers.end_date) = max(own_headers.end_date)

),

-- The reading that needs no order: what each column's own header says. What it leaves out is what stands above
-- the table, or the filing's own period.
own_parts as (

    select
        column_currencies.table_id,
        column_currencies.source_column,
        column_currencies.period_type,
        column_currencies.is_percent,
        own_headers.entity,
        own_headers.scale,
        own_headers.year_number is null as says_nothing,
        own_headers.end_date is not null as says_day,
        coalesce(own_headers.currency, filings.presentation_currency) as currency,
        coalesce(
            own_headers.end_date,
            week_ends.end_date,
            month_ends.end_date,
            cast(
                case
                    when own_headers.is_ambiguous then null
                    when own_headers.year_number is null then phrases.phrase_date
                    -- a filing of a later year than the period that was found has another period
                    when phrases.phrase_date is null
                        and max(own_headers.year_number) over (partition by column_currencies.table_id)
                        > extract(year from filings.period_end_date)
                        then null
                    -- periods of weeks, which end on no last day of a month, end on another day each year
                    when
                        (
                            (
                                coalesce(own_headers.weeks, phrases.weeks, filings.period_weeks) is not null
                                and own_headers.months is null
                            )
                            or coalesce(phrases.phrase_date, filings.period_end_date)
                            <> last_day(coalesce(phrases.phrase_date, filings.period_end_date))
                        )
                        and own_headers.year_number
                        <> extract(year from coalesce(phrases.phrase_date, filings.period_end_date))
                        then null
                    when coalesce(phrases.month_number, extract(month from filings.period_end_date)) = 2
                        then last_day(make_date(own_headers.year_number, 2, 1))
                    when phrases.month_number is not null and phrases.phrase_date is not null
                        then make_date(own_headers.year_number, phrases.month_number, phrases.day_number)
                    else
                        make_date(
                            own_headers.year_number,
                            cast(extract(month from filings.period_end_date) as integer),
                            cast(extract(day from filings.period_end_date) as integer)
                        )
                end as date
            )
        ) as end_date,
        case
            when column_currencies.period_type = 'instant' then null
            when own_headers.months is null and own_headers.weeks is null and phrases.months is null
                and phrases.weeks is null then filings.period_months
            else
                coalesce(
                    own_headers.months,
                    case when own_headers.weeks is null then phrases.months end
                )
        end as months,
        case
            when column_currencies.period_type = 'instant' then null
            when own_headers.months is null and own_headers.weeks is null and phrases.months is null
                and phrases.weeks is null then filings.period_weeks
            else
                coalesce(
                    own_headers.weeks,
                    case when own_headers.months is null then phrases.weeks end
                )
        end as weeks
    from column_currencies
    inner join filings on column_currencies.filing_id = filings.filing_id
    left join own_headers
        on
            column_currencies.table_id = own_headers.table_id
            and column_currencies.source_column = own_headers.source_column
    left join phrases on column_currencies.table_id = phrases.printed_in
    left join week_ends
        on
            column_currencies.filing_id = week_ends.filing_id
            and column_currencies.period_type = 'duration'
            and own_headers.year_number = week_ends.year_number
            and own_headers.months is null
            and coalesce(own_headers.weeks, phrases.weeks, filings.period_weeks) = week_ends.weeks
    -- a bare year below a day that is no last one of a month takes the day of its own year
    left join month_ends
        on
            column_currencies.filing_id = month_ends.filing_id
            and column_currencies.period_type = 'duration'
            and own_headers.year_number = month_ends.year_number
            and own_headers.months is null
            and own_headers.weeks is null
            and phrases.weeks is null
            and phrases.months = month_ends.months
            and phrases.phrase_date <> last_day(phrases.phrase_date)
            and not own_headers.is_ambiguous
            and abs(
                {{ dbt.datediff('month_ends.end_date', 'phrases.phrase_date', 'day') }}
                - (extract(year from phrases.phrase_date) - month_ends.year_number) * 365
            ) <= 8

),

-- A column of percentages beside amounts of its period and currency holds their shares; one without a date of its
-- own those of the amounts on its left.
own_counted as (

    select
        *,
        is_percent and says_nothing as is_undated,
        last_value(case when not is_percent then end_date end ignore nulls) over (
            partition by table_id
            order by source_column
        ) as end_date_on_left,
        last_value(case when not is_percent then months end ignore nulls) over (
            partition by table_id
            order by source_column
        ) as months_on_left,
        last_value(case when not is_percent then weeks end ignore nulls) over (
            partition by table_id
            order by source_column
        ) as weeks_on_left,
        count(*) over (
            partition by table_id, entity, end_date, months, weeks, currency, is_percent
        ) as n_alike,
        count(case when not is_percent then 1 end) over (
            partition by table_id, entity, end_date, months, weeks, currency
        ) as n_amounts,
        sum(case when end_date is null and not is_percent then 1 else 0 end) over (partition by table_id) as n_undated
    from own_parts

),

own_tables as (

    select table_id
    from own_counted
    group by table_id
    having max(n_undated) = 0 and max(case when is_percent then 1 else n_alike end) = 1

),

-- Where every column says its day and no word names a month, the days are in numbers: "9/30/2031". Of those the order
-- of words knows the years only.
days_in_numbers as (

    select own_counted.table_id
    from own_counted
    left join month_days on own_counted.table_id = month_days.table_id
    where month_days.table_id is null
    group by own_counted.table_id
    having
        min(case when own_counted.says_day or own_counted.is_percent then 1 else 0 end) = 1
        and max(case when own_counted.says_day then 1 else 0 end) = 1

),

tables_in_order as (

    select in_order.table_id
    from in_order
    inner join tables on in_order.table_id = tables.table_id
    inner join filings on tables.filing_id = filings.filing_id
    left join in_order_clashes on in_order.table_id = in_order_clashes.table_id
    left join days_in_numbers on in_order.table_id = days_in_numbers.table_id
    where
        filings.source_format = 'tabbed'
        and in_order_clashes.table_id is null
        and days_in_numbers.table_id is null
    union
    select by_distinct.table_id
    from by_distinct
    inner join tables on by_distinct.table_id = tables.table_id
    inner join filings on tables.filing_id = filings.filing_id
    left join days_in_numbers on by_distinct.table_id = days_in_numbers.table_id
    where filings.source_format = 'tabbed' and days_in_numbers.table_id is null

),

own_periods as (

    select
        own_counted.table_id,
        own_counted.source_column,
        own_counted.currency,
        own_counted.entity,
        own_counted.scale,
        own_counted.is_percent and (own_counted.n_amounts > 0 or own_counted.is_undated) as is_share,
        case
            when own_counted.is_undated then own_counted.end_date_on_left
            else own_counted.end_date
        end as end_date,
        case
            when own_counted.is_undated then own_counted.months_on_left
            else own_counted.months
        end as months,
        case
            when own_counted.is_undated then own_counted.weeks_on_left
            else own_counted.weeks
        end as weeks
    from own_counted
    inner join own_tables on own_counted.table_id = own_tables.table_id
    left join tables_in_order on own_counted.table_id = tables_in_order.table_id
    where tables_in_order.table_id is null

),

-- No date at all: the filing's own period is that of the only column in each currency.
undated_alone as (

    select column_currencies.table_id
    from column_currencies
    left join dates on column_currencies.table_id = dates.table_id
    left join own_headers
        on
            column_currencies.table_id = own_headers.table_id
            and (own_headers.year_number is not null or own_headers.is_ambiguous)
    where dates.table_id is null and own_headers.table_id is null
    group by column_currencies.table_id
    having count(*) = count(distinct column_currencies.currency)

),

dated as (

    select
        column_currencies.table_id,
        column_currencies.source_column,
        case when own_periods.is_share then 'share' else column_currencies.column_role end as column_role,
        column_currencies.is_percent,
        own_periods.scale,
        own_periods.entity,
        coalesce(own_periods.currency, column_currencies.currency) as currency,
        coalesce(own_periods.currency, column_currencies.currency) = filings.presentation_currency as is_presentation,
        case
            when own_periods.table_id is not null then 'own header'
            when in_order.table_id is not null and in_order_clashes.table_id is null then 'in order'
            when by_distinct.table_id is not null then 'distinct dates in order'
            when undated_alone.table_id is not null then 'period of the filing'
            else 'unresolved'
        end as period_rule,
        case
            when own_periods.table_id is not null then own_periods.end_date
            when in_order.table_id is not null and in_order_clashes.table_id is null then in_order.end_date
            when by_distinct.table_id is not null then by_distinct.end_date
            when undated_alone.table_id is not null then filings.period_end_date
        end as end_date,
        case
            when own_periods.table_id is not null then own_periods.months
            when in_order.table_id is not null and in_order_clashes.table_id is null then in_order.months
            when by_distinct.table_id is not null then by_distinct.months
            when undated_alone.table_id is not null and column_currencies.period_type = 'duration'
                then filings.period_months
        end as months,
        case
            when own_periods.table_id is not null then own_periods.weeks
            when in_order.table_id is not null and in_order_clashes.table_id is null then in_order.weeks
            when by_distinct.table_id is not null then by_distinct.weeks
            when undated_alone.table_id is not null and column_currencies.period_type = 'duration'
                then filings.period_weeks
        end as weeks
    from column_currencies
    inner join filings on column_currencies.filing_id = filings.filing_id
    left join own_periods
        on
            column_currencies.table_id = own_periods.table_id
            and column_currencies.source_column = own_periods.source_column
    left join in_order
        on
            column_currencies.table_id = in_order.table_id
            and column_currencies.source_column = in_order.source_column
            and column_currencies.n_columns = in_order.n_pairs
    left join in_order_clashes on column_currencies.table_id = in_order_clashes.table_id
    left join by_distinct
        on
            column_currencies.table_id = by_distinct.table_id
            and column_currencies.source_column = by_distinct.source_column
            and by_distinct.choice = 1
    left join undated_alone on column_currencies.table_id = undated_alone.table_id

),

-- A column of changes or shares speaks of one period of the amounts beside it: that of the length and the year that
-- its own header says; of several such columns each of the latest one since the column of its kind before it, which
-- for a change has its comparative there too; else of the latest one.
relative_columns as (

    select
        figure_columns.table_id,
        figure_columns.source_column,
        figure_columns.column_role,
        own_headers.year_number,
        own_headers.months,
        own_headers.weeks,
        coalesce(
            lag(figure_columns.source_column) over (
                partition by figure_columns.table_id, figure_columns.column_role order by figure_columns.source_column
            ),
            -1
        ) as previous_column,
        count(*) over (partition by figure_columns.table_id, figure_columns.column_role) as n_alike
    from figure_columns
    left join own_headers
        on
            figure_columns.table_id = own_headers.table_id
            and figure_columns.source_column = own_headers.source_column
    where figure_columns.column_role in ('change', 'share')

),

relative_periods as (

    select
        relative_columns.table_id,
        relative_columns.source_column,
        relative_columns.n_alike,
        dated.end_date,
        dated.months,
        dated.weeks,
        coalesce(relative_columns.months = dated.months or relative_columns.weeks = dated.weeks, false) as is_as_long,
        coalesce(relative_columns.year_number = extract(year from dated.end_date), false) as is_of_its_year,
        dated.source_column between relative_columns.previous_column and relative_columns.source_column
        and (
            relative_columns.column_role = 'share'
            or max(
                case
                    when
                        comparatives.source_column > relative_columns.previous_column
                        and comparatives.source_column < relative_columns.source_column
                        then 1
                    else 0
                end
            ) = 1
        ) as is_beside,
        dated.source_column as amount_column
    from relative_columns
    inner join dated on relative_columns.table_id = dated.table_id and dated.is_presentation
    left join dated as comparatives
        on
            dated.table_id = comparatives.table_id
            and comparatives.is_presentation
            and comparatives.months is not distinct from dated.months
            and comparatives.weeks is not distinct from dated.weeks
            and {{ dbt.datediff("comparatives.end_date", "dated.end_date", "day") }}
            between 350 and 380
    group by
        relative_columns.table_id, relative_columns.source_column, relative_columns.column_role,
        relative_columns.year_number, relative_columns.months, relative_columns.weeks,
        relative_columns.previous_column, relative_columns.n_alike,
        dated.source_column, dated.end_date, dated.months, dated.weeks

),

relative_choices as (

    select
        *,
        row_number() over (
            partition by table_id, source_column
            order by
                case when is_as_long then 0 else 1 end asc,
                case when is_of_its_year then 0 else 1 end asc,
                case when is_beside and n_alike > 1 then 0 else 1 end asc,
                end_date desc nulls last, months desc nulls last, amount_column asc
        ) as choice
    from relative_periods

),

relative_chosen as (

    select
        relative_choices.table_id,
        relative_choices.source_column,
        relative_choices.end_date,
        relative_choices.months,
        relative_choices.weeks,
        -- two columns of one kind do not speak of one period: it is not known which of them does
        count(*) over (
            partition by
                relative_choices.table_id, relative_columns.column_role,
                relative_choices.end_date, relative_choices.months, relative_choices.weeks
        ) as n_of_period
    from relative_choices
    inner join relative_columns
        on
            relative_choices.table_id = relative_columns.table_id
            and relative_choices.source_column = relative_columns.source_column
    where
        relative_choices.choice = 1
        and (
            relative_choices.n_alike = 1
            or relative_choices.is_as_long
            or relative_choices.is_of_its_year
            or relative_choices.is_beside
        )

),

header_scales as (

    select
        table_id,
        max(cast(value as decimal(18, 4))) as scale
    from header_words
    where class = 'scale'
    group by table_id

),

all_columns as (

    select
        table_id,
        source_column,
        column_role,
        is_percent,
        entity,
        scale,
        currency,
        period_rule,
        end_date,
        months,
        weeks
    from dated
    union all
    select
        figure_columns.table_id,
        figure_columns.source_column,
        figure_columns.column_role,
        true as is_percent,
        cast(null as varchar) as entity,
        cast(null as integer) as scale,
        cast(null as varchar) as currency,
        'amounts beside it' as period_rule,
        relative_chosen.end_date,
        relative_chosen.months,
        relative_chosen.weeks
    from figure_columns
    left join relative_chosen
        on
            figure_columns.table_id = relative_chosen.table_id
            and figure_columns.source_column = relative_chosen.source_column
            and relative_chosen.n_of_period = 1
    where figure_columns.column_role in ('change', 'share')
    union all
    select
        table_id,
        source_column,
        column_role,
        false as is_percent,
        cast(null as varchar) as entity,
        cast(null as integer) as scale,
        cast(null as varchar) as currency,
        'no period' as period_rule,
        cast(null as date) as end_date,
        cast(null as integer) as months,
        cast(null as integer) as weeks
    from figure_columns
    where column_role in ('note_reference', 'other_basis')

),

-- Years that end 364 or 371 days apart are counted in weeks, whatever the headers call their parts. The filing may say
-- how many its own quarter has.
years_of_weeks as (

    select
        later.table_id,
        later.source_column,
        min({{ dbt.datediff('earlier.end_date', 'later.end_date', 'day') }}) as n_days
    from dated as later
    inner join dated as earlier
        on
            later.table_id = earlier.table_id
            and later.months = earlier.months
            and later.currency = earlier.currency
            and {{ dbt.datediff('earlier.end_date', 'later.end_date', 'day') }}
            in (364, 371)
    group by later.table_id, later.source_column

),

filings_in_weeks as (

    select distinct tables.filing_id
    from years_of_weeks
    inner join tables on years_of_weeks.table_id = tables.table_id

),

in_weeks as (

    select
        all_columns.*,
        case
            when all_columns.weeks is not null or filings_in_weeks.filing_id is null then all_columns.weeks
            when all_columns.months = 12 then cast(coalesce(years_of_weeks.n_days, 364) / 7 as integer)
            when
                all_columns.months = 3
                and filings.quarter_weeks between 12 and 17
                and abs({{ dbt.datediff('all_columns.end_date', 'filings.period_end_date', 'day') }}) <= 7
                then filings.quarter_weeks
            when all_columns.months in (3, 6, 9) then cast(all_columns.months * 13 / 3 as integer)
        end as counted_weeks
    from all_columns
    inner join tables on all_columns.table_id = tables.table_id
    inner join filings on tables.filing_id = filings.filing_id
    left join filings_in_weeks on tables.filing_id = filings_in_weeks.filing_id
    left join years_of_weeks
        on
            all_columns.table_id = years_of_weeks.table_id
            and all_columns.source_column = years_of_weeks.source_column

),

-- The ends of years that a filing prints: the dates of its balances. Where it counts no weeks and those of the month
-- in which its years end are the last day of it, the year before ended on that day too; not where they fall on the
-- weekday on which its periods of weeks end: by chance they are the last day of the month. Of December they are not:
-- a calendar year that ends on its last day is one, whatever its quarters.
balance_days as (

    select distinct
        tables.filing_id,
        balances.end_date
    from dated as balances
    inner join tables on balances.table_id = tables.table_id
    where tables.period_type = 'instant' and balances.end_date is not null

),

filings_counting_weeks as (

    select distinct tables.filing_id
    from dated
    inner join tables on dated.table_id = tables.table_id
    where dated.weeks is not null

),

years_on_other_days as (

    select distinct balance_days.filing_id
    from balance_days
    inner join filings on balance_days.filing_id = filings.filing_id
    where
        extract(month from balance_days.end_date) = filings.fiscal_year_end_month
        and balance_days.end_date <> last_day(balance_days.end_date)

),

years_on_weekdays as (

    select distinct balance_days.filing_id
    from balance_days
    inner join filings on balance_days.filing_id = filings.filing_id
    inner join tables on balance_days.filing_id = tables.filing_id
    inner join years_of_weeks on tables.table_id = years_of_weeks.table_id
    inner join dated
        on
            years_of_weeks.table_id = dated.table_id
            and years_of_weeks.source_column = dated.source_column
    where
        extract(month from balance_days.end_date) = filings.fiscal_year_end_month
        and filings.fiscal_year_end_month <> 12
        and {{ dbt.datediff('balance_days.end_date', 'dated.end_date', 'day') }}
        % 7 = 0

),

printed_year_ends as (

    select
        filing_id,
        end_date
    from balance_days
    union
    select
        balance_days.filing_id,
        {{ year_earlier('balance_days.end_date') }} as end_date
    from balance_days
    inner join filings on balance_days.filing_id = filings.filing_id
    left join filings_counting_weeks on balance_days.filing_id = filings_counting_weeks.filing_id
    left join years_on_other_days on balance_days.filing_id = years_on_other_days.filing_id
    left join years_on_weekdays on balance_days.filing_id = years_on_weekdays.filing_id
    where
        filings_counting_weeks.filing_id is null
        and filings.period_weeks is null
        and extract(month from balance_days.end_date) = filings.fiscal_year_end_month
        and years_on_other_days.filing_id is null
        and years_on_weekdays.filing_id is null

),

-- A period of the weeks of a year begins on the day after the year's end, where one lies within days of it and no
-- weeks are counted: some years end on a fixed day and their quarters on a weekday.
year_ends as (

    select
        in_weeks.table_id,
        in_weeks.source_column,
        max(printed_year_ends.end_date) as end_date
    from in_weeks
    inner join tables on in_weeks.table_id = tables.table_id
    inner join printed_year_ends on tables.filing_id = printed_year_ends.filing_id
    where
        tables.period_type = 'duration'
        and in_weeks.weeks is null
        and abs(
            {{ dbt.datediff('printed_year_ends.end_date', 'in_weeks.end_date', 'day') }}
            - in_weeks.counted_weeks * 7
        ) between 1 and 6
    group by in_weeks.table_id, in_weeks.source_column

),

final as (

    select
        tables.filing_id,
        all_columns.table_id,
        all_columns.source_column,
        all_columns.column_role,
        all_columns.is_percent,
        coalesce(all_columns.entity, tables.entity) as entity,
        all_columns.currency,
        coalesce(all_columns.scale, header_scales.scale, tables.scale) as scale,
        all_columns.period_rule,
        case
            when tables.period_type = 'duration' and year_ends.end_date is not null
                then cast(year_ends.end_date + {{ days(1) }} as date)
            when tables.period_type = 'duration'
                then {{ period_start('all_columns.end_date', 'all_columns.months', 'all_columns.counted_weeks') }}
        end as start_date,
        -- of a table of no known kind whose header says neither, it is not known what its dates are dates of
        cast(case when tables.period_type is not null then all_columns.end_date end as date) as end_date
    from in_weeks as all_columns
    inner join tables on all_columns.table_id = tables.table_id
    left join header_scales on all_columns.table_id = header_scales.table_id
    left join year_ends
        on
            all_columns.table_id = year_ends.table_id
            and all_columns.source_column = year_ends.source_column

)

select * from final
