-- The periods of amount columns that need no order: what each column's own header says, and what it leaves out by what
-- stands above the table, by other headers of the filing, or by the filing's own period.
-- Grain: table × source column, of tables in which each column has a period and no two say the same.
{% set days_apart =
    'cast(extract(year from phrases.phrase_date) - own_headers.year_number as integer) * 365' -%}
with

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

phrases as (

    select * from {{ ref('stg_filings__phrases') }}
    where phrase = 'table'

),

own_headers as (

    select * from {{ ref('stg_filings__own_headers') }}

),

repeated_lengths as (

    select * from {{ ref('stg_filings__repeated_lengths') }}

),

years_beside_parts as (

    select * from {{ ref('stg_filings__years_beside_parts') }}

),

amount_columns as (

    select * from {{ ref('stg_filings__figure_columns') }}
    where column_role in ('amount', 'persons')

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
    where not own_headers.is_named and tables.period_type = 'duration'
    group by tables.filing_id, own_headers.months, own_headers.year_number
    having min(own_headers.end_date) = max(own_headers.end_date)

),

-- Three or more bare years one after the other, up to the last fiscal year that ended before the filing's own part of
-- a year, are full years: those of a five-year summary.
summaries as (

    select amount_columns.table_id
    from amount_columns
    inner join filings on amount_columns.filing_id = filings.filing_id
    left join own_headers
        on
            amount_columns.table_id = own_headers.table_id
            and amount_columns.source_column = own_headers.source_column
    left join phrases on amount_columns.table_id = phrases.printed_in
    where filings.period_months < 12 and filings.period_weeks is null
    group by amount_columns.table_id, filings.period_end_date, filings.fiscal_year_end_month
    having
        count(*) >= 3
        and count(distinct own_headers.year_number) = count(*)
        and max(own_headers.year_number) - min(own_headers.year_number) = count(*) - 1
        and count(own_headers.end_date) = 0
        and count(coalesce(own_headers.months, own_headers.weeks, phrases.months, phrases.weeks)) = 0
        and count(phrases.phrase_date) = 0
        and max(case when own_headers.is_ambiguous or amount_columns.is_percent then 1 else 0 end) = 0
        and max(own_headers.year_number) = extract(year from filings.period_end_date) - 1
        and filings.fiscal_year_end_month > extract(month from filings.period_end_date)

),

-- Bare years beside the last part of the same year are full years: "4Q31, 4Q30, 2031, 2030".
full_years as (

    select amount_columns.table_id
    from amount_columns
    inner join filings on amount_columns.filing_id = filings.filing_id
    inner join own_headers
        on
            amount_columns.table_id = own_headers.table_id
            and amount_columns.source_column = own_headers.source_column
    left join phrases on amount_columns.table_id = phrases.printed_in
    where
        amount_columns.period_type = 'duration'
        and phrases.printed_in is null
        and filings.period_months < 12
        and filings.fiscal_year_end_month = extract(month from filings.period_end_date)
        and own_headers.year_number = extract(year from filings.period_end_date)
        and not own_headers.is_ambiguous
    group by amount_columns.table_id
    having
        max(case when own_headers.months < 12 then 1 else 0 end) = 1
        and max(
            case
                when own_headers.months is null and own_headers.weeks is null and own_headers.end_date is null then 1
                else 0
            end
        ) = 1

),

-- A statement called one of the year that ends with the first half of a fiscal year, in the filing of that half, is of
-- the half: its title is that of the annual report. Not where the filing has another statement of its kind for it.
misnamed_halves as (

    select phrases.printed_in as table_id
    from phrases
    inner join tables on phrases.printed_in = tables.table_id
    inner join filings on tables.filing_id = filings.filing_id
    left join tables as others on tables.filing_id = others.filing_id and tables.table_kind = others.table_kind
    left join phrases as halves
        on
            others.table_id = halves.printed_in
            and filings.period_end_date = halves.phrase_date
            and halves.months = 6
    where
        phrases.is_year
        and phrases.phrase_date = filings.period_end_date
        and filings.period_months = 6
        and (extract(month from filings.period_end_date) - filings.fiscal_year_end_month + 12) % 12 = 6
        and tables.table_kind in ('income_statement', 'cash_flow_statement')
    group by phrases.printed_in
    having count(halves.printed_in) = 0

),

-- A year above a table is of the day that stands with it, not of the filing's own part of a year, to whose end a column
-- is.
lengths_of_others as (

    select
        own_headers.table_id,
        own_headers.source_column
    from own_headers
    inner join phrases on own_headers.table_id = phrases.printed_in
    inner join tables on own_headers.table_id = tables.table_id
    inner join filings on tables.filing_id = filings.filing_id
    where
        phrases.is_year
        and filings.period_months < 12
        and extract(month from own_headers.end_date) = extract(month from filings.period_end_date)
        and extract(month from own_headers.end_date) <> filings.fiscal_year_end_month
        and abs(extract(month from own_headers.end_date) - extract(month from phrases.phrase_date)) between 2 and 10

),

own_parts as (

    select
        amount_columns.table_id,
        amount_columns.source_column,
        amount_columns.period_type,
        amount_columns.is_percent,
        own_headers.entity,
        own_headers.scale,
        own_headers.year_number is null as says_nothing,
        own_headers.end_date is not null as says_day,
        coalesce(own_headers.currency, amount_columns.currency) as currency,
        coalesce(
            case when years_beside_parts.table_id is null then own_headers.end_date end,
            week_ends.end_date,
            month_ends.end_date,
            cast(
                case
                    when years_beside_parts.table_id is not null then years_beside_parts.end_date
                    when summaries.table_id is not null
                        then last_day(make_date(own_headers.year_number, filings.fiscal_year_end_month, 1))
                    when own_headers.is_ambiguous then null
                    when own_headers.year_number is null then phrases.phrase_date
                    -- a filing of a later year than the period that was found has another period
                    when phrases.phrase_date is null
                        and max(own_headers.year_number) over (partition by amount_columns.table_id)
                        > extract(year from filings.period_end_date)
                        then null
                    -- bare years without the one of a part of a year are no such parts, but for the year before alone
                    when phrases.phrase_date is null
                        and coalesce(own_headers.months, own_headers.weeks, phrases.months, phrases.weeks) is null
                        and max(own_headers.year_number) over (partition by amount_columns.table_id)
                        < extract(year from filings.period_end_date)
                        and min(own_headers.year_number) over (partition by amount_columns.table_id)
                        < extract(year from filings.period_end_date) - 1
                        and (filings.period_months < 12 or filings.period_weeks < 52)
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
            when amount_columns.period_type = 'instant' then null
            when years_beside_parts.table_id is not null then years_beside_parts.months
            when summaries.table_id is not null then 12
            when full_years.table_id is not null and own_headers.months is null and own_headers.weeks is null then 12
            when
                misnamed_halves.table_id is not null
                and own_headers.months is null
                and own_headers.weeks is null
                and coalesce(extract(month from own_headers.end_date), 0) <> filings.fiscal_year_end_month
                then 6
            -- what ends with the fiscal year, beside a half or nine months of which that is no end, is the year
            when
                own_headers.months is null
                and own_headers.weeks is null
                and phrases.weeks is null
                and coalesce(phrases.months, case when filings.period_weeks is null then filings.period_months end)
                between 6 and 11
                and own_headers.end_date = last_day(own_headers.end_date)
                and extract(month from own_headers.end_date) = filings.fiscal_year_end_month
                and extract(month from coalesce(phrases.phrase_date, filings.period_end_date))
                <> filings.fiscal_year_end_month
                then 12
            when own_headers.months is null and own_headers.weeks is null
                and (
                    (phrases.months is null and phrases.weeks is null)
                    or lengths_of_others.table_id is not null
                )
                then
                    case
                        when repeated_lengths.table_id is null then filings.period_months
                        else repeated_lengths.months
                    end
            else
                coalesce(
                    own_headers.months,
                    case when own_headers.weeks is null then phrases.months end
                )
        end as months,
        case
            when amount_columns.period_type = 'instant' or years_beside_parts.table_id is not null then null
            when own_headers.months is null and own_headers.weeks is null
                and (
                    (phrases.months is null and phrases.weeks is null)
                    or lengths_of_others.table_id is not null
                )
                then
                    case
                        when repeated_lengths.table_id is null then filings.period_weeks
                        else repeated_lengths.weeks
                    end
            else
                coalesce(
                    own_headers.weeks,
                    case when own_headers.months is null then phrases.weeks end
                )
        end as weeks
    from amount_columns
    inner join filings on amount_columns.filing_id = filings.filing_id
    left join own_headers
        on
            amount_columns.table_id = own_headers.table_id
            and amount_columns.source_column = own_headers.source_column
    left join phrases on amount_columns.table_id = phrases.printed_in
    left join lengths_of_others
        on
            amount_columns.table_id = lengths_of_others.table_id
            and amount_columns.source_column = lengths_of_others.source_column
    left join summaries on amount_columns.table_id = summaries.table_id
    left join full_years on amount_columns.table_id = full_years.table_id
    left join misnamed_halves on amount_columns.table_id = misnamed_halves.table_id
    left join years_beside_parts
        on
            amount_columns.table_id = years_beside_parts.table_id
            and amount_columns.source_column = years_beside_parts.source_column
    left join repeated_lengths on amount_columns.table_id = repeated_lengths.table_id
    left join week_ends
        on
            case
                when amount_columns.period_type = 'duration' and own_headers.months is null
                    then amount_columns.filing_id
            end = week_ends.filing_id
            and own_headers.year_number = week_ends.year_number
            and coalesce(own_headers.weeks, phrases.weeks, filings.period_weeks) = week_ends.weeks
    -- a bare year below a day that is no last one of a month takes the day of its own year
    left join month_ends
        on
            case
                when
                    amount_columns.period_type = 'duration'
                    and coalesce(own_headers.months, own_headers.weeks, phrases.weeks) is null
                    and phrases.phrase_date <> last_day(phrases.phrase_date)
                    and not own_headers.is_ambiguous
                    then amount_columns.filing_id
            end = month_ends.filing_id
            and own_headers.year_number = month_ends.year_number
            and phrases.months = month_ends.months
            and month_ends.end_date between phrases.phrase_date - {{ days(days_apart ~ ' + 8') }}
            and phrases.phrase_date - {{ days(days_apart ~ ' - 8') }}

),

-- A column of percentages beside amounts of its period and currency holds their shares; one without a date of its
-- own those of the amounts on its left.
own_counted as (

    select
        *,
        is_percent and says_nothing as is_undated,
        {{ last_known("case when not is_percent then end_date end") }} over (
            partition by table_id
            order by source_column
        ) as end_date_on_left,
        {{ last_known("case when not is_percent then months end") }} over (
            partition by table_id
            order by source_column
        ) as months_on_left,
        {{ last_known("case when not is_percent then weeks end") }} over (
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

final as (

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
        end as weeks,
        own_counted.says_day
    from own_counted
    inner join own_tables on own_counted.table_id = own_tables.table_id

)

select * from final
