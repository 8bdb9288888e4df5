-- The columns of tables in which bare years stand beside codes of parts of years: "2031 3Q | 2030 | 2029". A bare year
-- is the whole one, or its end in a balance sheet, never the same part of it. The code of a quarter may then be of the
-- year up to its end, as Korean reports use it; where the figures do not prove which, its period is unknown.
-- Grain: table × source column, of such tables.
-- As few lines as these may be small beside the year's by chance.
{%- set least = 5 %}
{%- set code = '(q[1-4]|[1-4]q|h[12]|[12]h|[369]m)' %}
{%- set code_first = "(^|[^a-z0-9])" ~ code ~ "([ ’/-]| ?''|[ ’]?fy ?)?(20)?[0-9]{2}($|[^0-9a-z])" %}
{%- set year_first = "(^|[^a-z0-9])20[0-9]{2}[ /-]?" ~ code ~ "($|[^a-z0-9])" %}
with

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

header_parts as (

    select * from {{ ref('stg_filings__header_parts') }}

),

own_headers as (

    select * from {{ ref('stg_filings__own_headers') }}

),

phrases as (

    select * from {{ ref('stg_filings__phrases') }}
    where phrase = 'table'

),

amount_columns as (

    select * from {{ ref('stg_filings__figure_columns') }}
    where column_role in ('amount', 'persons') and not is_percent

),

headers as (

    select
        table_id,
        source_column,
        max(lower(column_header)) as header
    from cells
    group by table_id, source_column

),

-- A code has its year in the same line of the header: a "Q3" above two years is of both.
columns_read as (

    select
        amount_columns.filing_id,
        amount_columns.table_id,
        amount_columns.source_column,
        amount_columns.period_type,
        amount_columns.currency,
        tables.table_kind,
        filings.fiscal_year_end_month,
        own_headers.year_number,
        own_headers.months,
        header_parts.fiscal_months,
        own_headers.end_date,
        coalesce(
            own_headers.is_named
            and own_headers.months < 12
            and own_headers.weeks is null
            and own_headers.end_date = last_day(own_headers.end_date)
            and (
                {{ matches('headers.header', code_first) }}
                or {{ matches('headers.header', year_first) }}
            ),
            false
        ) as is_part,
        coalesce(
            own_headers.year_number is not null
            and own_headers.end_date is null
            and own_headers.months is null
            and own_headers.weeks is null
            and not own_headers.is_ambiguous,
            false
        ) as is_bare
    from amount_columns
    inner join tables on amount_columns.table_id = tables.table_id
    inner join filings on amount_columns.filing_id = filings.filing_id
    left join headers
        on amount_columns.table_id = headers.table_id and amount_columns.source_column = headers.source_column
    left join own_headers
        on
            amount_columns.table_id = own_headers.table_id
            and amount_columns.source_column = own_headers.source_column
    left join header_parts
        on
            amount_columns.table_id = header_parts.table_id
            and amount_columns.source_column = header_parts.source_column
    left join phrases on amount_columns.table_id = phrases.printed_in
    where phrases.printed_in is null and filings.period_weeks is null

),

-- Fiscal years may have the name of the year in which they begin: then bare years are not known to end in theirs.
in_tables as (

    select
        *,
        max(case when is_part then end_date end) over (partition by table_id) as latest_end,
        case
            when is_bare and fiscal_year_end_month is not null
                then last_day(make_date(year_number, fiscal_year_end_month, 1))
        end as year_end,
        max(
            case
                when
                    is_part
                    and extract(year from end_date) - year_number
                    <> case when fiscal_months <= 12 - fiscal_year_end_month then -1 else 0 end
                    then 1
                else 0
            end
        ) over (partition by table_id)
        = 1 as is_moved,
        min(case when is_bare then year_number end) over (partition by table_id) as first_bare_year,
        max(case when is_bare then year_number end) over (partition by table_id) as last_bare_year
    from columns_read

),

-- A part and the whole of one year.
pairs as (

    select
        parts.filing_id,
        parts.table_id,
        parts.table_kind,
        parts.months,
        parts.fiscal_months,
        parts.source_column as part_column,
        years.source_column as year_column
    from in_tables as parts
    inner join in_tables as years
        on
            parts.table_id = years.table_id
            and parts.year_number = years.year_number
            and parts.currency is not distinct from years.currency
    where parts.is_part and years.is_bare

),

-- Whether most lines are nearer to the year so far than to a quarter of the year.
lines_weighed as (

    select
        pairs.filing_id,
        pairs.fiscal_months,
        case
            when abs(in_part.printed_value) * 24 > abs(in_year.printed_value) * (3 + pairs.fiscal_months) then 1
            else 0
        end as is_long
    from pairs
    inner join cells as in_part
        on pairs.table_id = in_part.table_id and pairs.part_column = in_part.source_column
    inner join cells as in_year
        on
            pairs.table_id = in_year.table_id
            and pairs.year_column = in_year.source_column
            and in_part.source_line = in_year.source_line
    where
        pairs.table_kind in ('income_statement', 'cash_flow_statement')
        and pairs.months = 3
        and pairs.fiscal_months between 6 and 9
        and in_part.row_role = 'data'
        and in_part.figure_kind = 'number'
        and in_year.figure_kind = 'number'
        and in_part.printed_value * in_year.printed_value > 0

),

-- A code means the same throughout a filing.
lengths as (

    select
        filing_id,
        fiscal_months,
        case
            when sum(is_long) * 5 >= count(*) * 4 then fiscal_months
            when sum(is_long) * 5 <= count(*) then 3
        end as months
    from lines_weighed
    group by filing_id, fiscal_months
    having count(*) >= {{ least }}

),

-- A table with parts of two lengths, or with a fourth quarter and its year, has quarters; so has one with several
-- quarters of a year, if nothing proves otherwise.
quarters as (

    select
        in_tables.table_id,
        min(in_tables.months) < max(in_tables.months)
        or coalesce(max(pairs.fiscal_months) = 12, false) as is_sure,
        min(in_tables.fiscal_months) < max(in_tables.fiscal_months) as has_several,
        count(pairs.table_id) > 0 as has_pair
    from in_tables
    left join pairs on in_tables.table_id = pairs.table_id
    where in_tables.is_part
    group by in_tables.table_id

),

told as (

    select
        in_tables.*,
        quarters.has_pair,
        case
            when in_tables.is_bare or in_tables.months <> 3 or in_tables.fiscal_months = 3 or quarters.is_sure
                then in_tables.months
            when lengths.months is not null then lengths.months
            when quarters.has_several then 3
        end as months_told
    from in_tables
    inner join quarters on in_tables.table_id = quarters.table_id
    left join lengths
        on in_tables.filing_id = lengths.filing_id and in_tables.fiscal_months = lengths.fiscal_months
    where in_tables.last_bare_year is not null and (in_tables.is_part or in_tables.is_bare)

),

-- One bare year beside one part could yet be the same part of the year before, but for a balance sheet.
final as (

    select
        table_id,
        source_column,
        case when period_type = 'duration' then case when is_bare then 12 else months_told end end as months,
        case
            when
                is_bare
                and year_end <= latest_end
                and not is_moved
                and (period_type = 'instant' or first_bare_year < last_bare_year or has_pair)
                then year_end
            when is_part and (period_type = 'instant' or months_told is not null) then end_date
        end as end_date
    from told

)

select * from final
