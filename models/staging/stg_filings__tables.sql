-- Tables with their kind, the type of their period, their scale and reporting entity.
-- Grain: table.
with

tables as (

    select * from {{ ref('raw_tables') }}

),

pages as (

    select * from {{ ref('stg_filings__table_pages') }}

),

kinds as (

    select * from {{ ref('stg_filings__table_kinds') }}

),

titles as (

    select * from {{ ref('stg_filings__table_titles') }}

),

table_units as (

    select * from {{ ref('stg_filings__table_units') }}

),

table_kinds as (

    select * from {{ ref('table_kinds') }}

),

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

phrases as (

    select * from {{ ref('stg_filings__phrases') }}
    where phrase = 'table'

),

header_words as (

    select * from {{ ref('stg_filings__header_words') }}

),

own_headers as (

    select * from {{ ref('stg_filings__own_headers') }}

),

header_ends as (

    select * from {{ ref('stg_filings__header_ends') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

figures as (

    select
        table_id,
        max(case when row_role = 'data' and has_digit then 1 else 0 end) as has_data
    from cells
    group by table_id

),

-- A table of no known kind is of the kind of period that its header speaks of.
header_durations as (

    select table_id
    from header_words
    where class in ('months', 'weeks')
    union
    select table_id
    from own_headers
    where months is not null or weeks is not null

),

-- Months alone, each that in which the filing's own part of a year ends, are compared as amounts of such parts are:
-- balances are compared with those of the last fiscal year.
months_alone as (

    select header_ends.table_id
    from header_ends
    inner join filings on header_ends.filing_id = filings.filing_id
    where filings.period_months < 12
    group by header_ends.table_id
    having
        count(distinct header_ends.year_number) > 1
        and min(
            case
                when
                    header_ends.has_no_day
                    and extract(month from header_ends.nominal_end) = extract(month from filings.period_end_date)
                    then 1
                else 0
            end
        ) = 1

),

-- A header that names days and no duration stands over balances.
header_instants as (

    select days.table_id
    from (
        select table_id
        from header_words
        where class = 'month'
        union
        select table_id
        from own_headers
        where end_date is not null and months is null and weeks is null
    ) as days
    left join months_alone on days.table_id = months_alone.table_id
    where months_alone.table_id is null

),

-- Of highlights, the part that stands "as at" days and names no duration is one of balances.
balances_named as (

    select distinct table_id
    from cells
    where row_role = 'header' and {{ matches('lower(plain_text)', '(^|[^a-z])as (at|of)([^a-z]|$)') }}

),

final as (

    select
        tables.table_id,
        tables.filing_id,
        cast(tables.table_number as integer) as table_number,
        pages.root_table_id,
        pages.opening_section_id,
        tables.caption,
        tables.units_text,
        cast(tables.first_line as integer) as first_line,
        cast(tables.last_line as integer) as last_line,
        coalesce(
            table_kinds.table_kind,
            case when figures.has_data = 1 then 'unknown' else 'cover' end
        ) as table_kind,
        table_kinds.statement,
        case
            when
                table_kinds.table_kind = 'financial_highlights'
                and balances_named.table_id is not null
                and header_durations.table_id is null
                then 'instant'
            when table_kinds.period_type is not null then table_kinds.period_type
            when header_durations.table_id is not null or phrases.months is not null or phrases.weeks is not null
                then 'duration'
            when header_instants.table_id is not null or phrases.phrase_date is not null then 'instant'
        end as period_type,
        titles.entity,
        table_units.scale,
        table_units.is_stated as is_scale_stated
    from tables
    inner join pages on tables.table_id = pages.table_id
    -- a later page has no caption of its own
    inner join titles on pages.root_table_id = titles.table_id
    inner join table_units on tables.table_id = table_units.table_id
    inner join figures on tables.table_id = figures.table_id
    left join kinds on pages.root_table_id = kinds.root_table_id
    left join table_kinds on kinds.table_kind = table_kinds.table_kind
    left join header_durations on tables.table_id = header_durations.table_id
    left join header_instants on tables.table_id = header_instants.table_id
    left join balances_named on tables.table_id = balances_named.table_id
    left join phrases on tables.table_id = phrases.printed_in

)

select * from final
