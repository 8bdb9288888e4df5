-- The periods of columns whose headers name them by their place, counted from a column with a period of its own on
-- their left, from what stands above the table or from the filing's own period. That one is the current period only
-- where it begins with the fiscal year, or where the table sets it beside the year to date. Years of weeks end on
-- another day each year: of theirs it is not known when the others end.
-- Grain: table × source column, of tables in which each column of amounts has a period and no two have the same.
{%- set to_date_pattern = 'beginning of (the )?(financial |fiscal )?year to (the )?end of (the )?'
    ~ '(reporting |current )?period' %}
with

relative_headers as (

    select * from {{ ref('stg_filings__relative_headers') }}

),

own_headers as (

    select * from {{ ref('stg_filings__own_headers') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

raw_tables as (

    select * from {{ ref('raw_tables') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

phrases as (

    select * from {{ ref('stg_filings__phrases') }}
    where phrase in ('table', 'above')

),

amount_columns as (

    select * from {{ ref('stg_filings__figure_columns') }}
    where column_role in ('amount', 'persons') and not is_percent

),

weeks_counted as (

    select distinct tables.filing_id
    from own_headers
    inner join tables on own_headers.table_id = tables.table_id
    where own_headers.weeks is not null

),

-- Of the lines above, a day that ends no month, or is after the filing's own period, is none of a statement.
days_above as (

    select
        tables.table_id,
        case
            when phrases.phrase_date is not null then phrases.phrase_date
            when phrases.months between 1 and 12 and phrases.month_number is not null
                then last_day(make_date(phrases.year_number, phrases.month_number, 1))
        end as end_date,
        case when phrases.phrase_date is null then phrases.months end as months
    from tables
    inner join phrases on tables.table_id = phrases.printed_in and phrases.phrase = 'above'

),

ends_above as (

    select days_above.*
    from days_above
    inner join tables on days_above.table_id = tables.table_id
    inner join filings on tables.filing_id = filings.filing_id
    where
        days_above.end_date = last_day(days_above.end_date)
        and (filings.period_end_date is null or filings.period_end_date >= days_above.end_date)

),

ends as (

    select
        tables.table_id,
        tables.table_kind,
        tables.period_type,
        filings.period_end_date,
        filings.period_months,
        filings.fiscal_year_end_month,
        coalesce(phrases.phrase_date, ends_above.end_date, filings.period_end_date) as end_date,
        case when phrases.phrase_date is not null then phrases.months else ends_above.months end as months_stated,
        phrases.months is not null and phrases.phrase_date is null as is_length_alone,
        {{ matches("lower(coalesce(raw_tables.above, ''))", to_date_pattern) }} as is_to_date
    from tables
    inner join filings on tables.filing_id = filings.filing_id
    inner join raw_tables on tables.table_id = raw_tables.table_id
    left join phrases on tables.table_id = phrases.printed_in and phrases.phrase = 'table'
    left join ends_above on tables.table_id = ends_above.table_id
    left join weeks_counted on tables.filing_id = weeks_counted.filing_id
    where
        filings.fiscal_year_end_month is not null
        and coalesce(filings.period_weeks, filings.quarter_weeks, filings.weeks_to_date, phrases.weeks) is null
        and weeks_counted.filing_id is null

),

-- Months of the fiscal year up to the end of the period.
anchors as (

    select
        *,
        cast((extract(month from end_date) - fiscal_year_end_month + 11) % 12 as integer) + 1 as months_to_date
    from ends
    where end_date = last_day(end_date)

),

columns_read as (

    select
        amount_columns.table_id,
        amount_columns.source_column,
        anchors.table_kind,
        coalesce(own_headers.currency, amount_columns.currency) as currency,
        own_headers.entity,
        own_headers.scale,
        anchors.end_date as anchor_date,
        anchors.months_to_date,
        anchors.fiscal_year_end_month,
        case
            when anchors.is_to_date then anchors.months_to_date
            when anchors.months_stated is not null then anchors.months_stated
            when anchors.is_length_alone or anchors.end_date <> anchors.period_end_date then null
            when anchors.period_months = anchors.months_to_date then anchors.period_months
            -- "the reporting period" beside "from the beginning of the year to the end of the reporting period"
            when
                max(case when relative_headers.place = 'to date' then 1 else 0 end)
                    over (partition by amount_columns.table_id)
                = 1
                then anchors.period_months
        end as anchor_months,
        own_headers.end_date as own_date,
        own_headers.months as own_months,
        case when own_headers.end_date is null then relative_headers.place else 'dated' end as place,
        relative_headers.length,
        -- a table of no known kind holds what its headers say
        anchors.period_type = 'instant' and anchors.table_kind <> 'unknown' as is_of_instants,
        anchors.period_type = 'duration' and anchors.table_kind not in ('unknown', 'financial_highlights')
            as is_of_durations
    from amount_columns
    inner join anchors on amount_columns.table_id = anchors.table_id
    left join own_headers
        on
            amount_columns.table_id = own_headers.table_id
            and amount_columns.source_column = own_headers.source_column
    left join relative_headers
        on
            amount_columns.table_id = relative_headers.table_id
            and amount_columns.source_column = relative_headers.source_column

),

-- A column of a period of its own, the current one and the year to date; the day on which they end.
currents as (

    select
        *,
        case
            when place = 'dated' then own_date
            when place = 'end'
                then
                    case
                        when is_of_durations then null
                        when length = 'year' and months_to_date <> 12 then null
                        when length = 'half' and months_to_date not in (6, 12) then null
                        when length = 'quarter' and months_to_date % 3 <> 0 then null
                        else anchor_date
                    end
            when place in ('current', 'to date') and is_of_instants
                then
                    case
                        when anchor_months = 12 and months_to_date = 12 and length in ('year', 'period')
                            then anchor_date
                    end
            when place = 'to date' then anchor_date
            when place = 'current'
                then
                    case
                        when length = 'year' and (months_to_date <> 12 or coalesce(anchor_months, 12) <> 12) then null
                        when length = 'half' and (months_to_date <> 6 or coalesce(anchor_months, 6) <> 6) then null
                        when length = 'quarter' and months_to_date % 3 <> 0 then null
                        else anchor_date
                    end
        end as current_date_of,
        case
            when is_of_instants or place = 'end' then null
            when place = 'dated' then own_months
            when place = 'to date' then months_to_date
            when place = 'current'
                then
                    case length
                        when 'quarter' then 3
                        when 'half' then 6
                        when 'year' then 12
                        else anchor_months
                    end
        end as current_months
    from columns_read

),

-- A comparative is that of the last such column on its left, or of what stands above the table.
beside as (

    select
        *,
        coalesce(
            {{ last_known("current_date_of") }} over (
                partition by table_id
                order by source_column
            ),
            anchor_date
        ) as base_date,
        coalesce(
            {{ last_known("current_months") }} over (
                partition by table_id
                order by source_column
            ),
            anchor_months
        ) as base_months
    from currents

),

compared as (

    select
        *,
        cast((extract(month from base_date) - fiscal_year_end_month + 11) % 12 as integer) + 1 as base_months_to_date,
        {{ year_earlier('base_date') }} as year_earlier
    from beside
    where base_date = last_day(base_date)

),

resolved as (

    select
        table_id,
        source_column,
        currency,
        entity,
        scale,
        place,
        is_of_instants or place in ('end', 'end of the year before', 'end a year earlier', 'beginning') as is_instant,
        case
            when place in ('dated', 'end', 'current', 'to date') then current_date_of
            when place in ('end of the year before', 'end a year earlier', 'beginning') and is_of_durations then null
            when place = 'end a year earlier' then year_earlier
            when
                place = 'end of the year before'
                or (
                    place = 'beginning'
                    and case
                        when length = 'year' then true
                        when length is null and table_kind = 'balance_sheet' then true
                        when length is null or length = 'period' then coalesce(anchor_months = months_to_date, false)
                        else false
                    end
                )
                then last_day(cast(base_date - {{ months_interval('base_months_to_date') }} as date))
            when is_of_instants
                then
                    case
                        when
                            place in ('a year earlier', 'before')
                            and length in ('year', 'period')
                            and anchor_months = 12
                            and months_to_date = 12
                            then year_earlier
                    end
            when place = 'to date a year earlier' then {{ year_earlier('anchor_date') }}
            when place = 'a year earlier'
                then
                    case
                        when length = 'quarter' and base_months <> 3 then null
                        when length = 'half' and base_months <> 6 then null
                        when length = 'year' and base_months <> 12 then null
                        else year_earlier
                    end
            -- statements print the comparative of a year earlier; elsewhere "the previous period" may be the last one
            when
                place = 'before'
                and (
                    (base_months = 12 and length in ('year', 'period'))
                    or (length = 'period' and table_kind in ('income_statement', 'cash_flow_statement'))
                )
                then year_earlier
        end as end_date,
        case
            when is_of_instants or place in ('end', 'end of the year before', 'end a year earlier', 'beginning')
                then null
            when place in ('dated', 'current', 'to date') then current_months
            when place = 'to date a year earlier' then months_to_date
            else base_months
        end as months
    from compared

),

counted as (

    select
        *,
        count(*) over (partition by table_id, entity, currency, end_date, months) as n_alike
    from resolved

),

tables_read as (

    select amount_columns.table_id
    from amount_columns
    left join counted
        on amount_columns.table_id = counted.table_id and amount_columns.source_column = counted.source_column
    group by amount_columns.table_id
    having
        count(*) = count(counted.end_date)
        and min(case when counted.is_instant or counted.months is not null then 1 else 0 end) = 1
        and max(counted.n_alike) = 1
        and max(case when counted.place <> 'dated' then 1 else 0 end) = 1

),

final as (

    select
        counted.table_id,
        counted.source_column,
        counted.currency,
        counted.entity,
        counted.scale,
        counted.end_date,
        counted.months
    from counted
    inner join tables_read on counted.table_id = tables_read.table_id

)

select * from final
