-- What the header of one column says by itself: date, length, currency. A quarter or half named by its number
-- ends where the issuer's fiscal year says.
-- Grain: table × source column.
with

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

header_words as (

    select * from {{ ref('header_words') }}

),

numbers as (

    {{ numbers(40) }}

),

headers as (

    select
        filing_id,
        table_id,
        source_column,
        max({{ header_text('column_header') }}) as words,
        max(regexp_extract(column_header, '([0-9]{1,2})[./]([0-9]{1,2})[./](19|20)[0-9]{2}', 1)) as number_1,
        max(regexp_extract(column_header, '([0-9]{1,2})[./]([0-9]{1,2})[./](19|20)[0-9]{2}', 2)) as number_2,
        max(regexp_extract(column_header, '((19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})', 1)) as iso_date
    from cells
    where coalesce(column_header, '') <> ''
    group by filing_id, table_id, source_column

),

words as (

    select
        headers.filing_id,
        headers.table_id,
        headers.source_column,
        numbers.n as word_number,
        {{ dbt.split_part('headers.words', "' '", 'numbers.n') }} as word
    from headers
    cross join numbers
    where {{ dbt.split_part('headers.words', "' '", 'numbers.n') }} <> ''

),

classed as (

    select
        words.filing_id,
        words.table_id,
        words.source_column,
        words.word_number,
        words.word,
        case when {{ matches('words.word', '^(19|20)[0-9]{2}$') }} then 'year' else header_words.class end as class,
        case when {{ matches('words.word', '^(19|20)[0-9]{2}$') }} then words.word else header_words.value end as value,
        lead(words.word) over (
            partition by words.table_id, words.source_column
            order by words.word_number
        ) as next_word,
        lag(words.word) over (
            partition by words.table_id, words.source_column
            order by words.word_number
        ) as previous_word
    from words
    left join header_words on words.word = header_words.word

),

parts as (

    select
        *,
        lag(class) over (partition by table_id, source_column order by word_number) as previous_class,
        lag(value) over (partition by table_id, source_column order by word_number) as previous_value,
        case
            when class = 'month'
                then
                    cast(
                        case
                            when {{ matches('next_word', '^[0-9]{1,2}$') }} then next_word
                            when {{ matches('previous_word', '^[0-9]{1,2}$') }} then previous_word
                        end as integer
                    )
        end as day_number,
        row_number() over (
            partition by table_id, source_column, class
            order by word_number desc
        ) as from_last
    from classed

),

-- "30/06/2024", "30.06.2024", "06/30/2024", "2024-06-30". Of two numbers that could both be months the first is
-- the day.
numeric_dates as (

    select
        table_id,
        source_column,
        case
            when iso_date <> '' then cast(substr(iso_date, 6, 2) as integer)
            when cast(number_2 as integer) > 12 then cast(number_1 as integer)
            else cast(number_2 as integer)
        end as month_number,
        case
            when iso_date <> '' then cast(substr(iso_date, 9, 2) as integer)
            when cast(number_2 as integer) > 12 then cast(number_2 as integer)
            else cast(number_1 as integer)
        end as day_number
    from headers
    where iso_date <> '' or number_1 <> ''

),

columns_read as (

    select
        filing_id,
        table_id,
        source_column,
        max(case when class = 'year' then cast(value as integer) end) as year_number,
        count(distinct case when class = 'year' then value end) as n_years,
        max(case when class = 'month' and from_last = 1 then cast(value as integer) end) as month_number,
        max(case when class = 'month' and from_last = 1 then day_number end) as day_number,
        max(case when class = 'month' and from_last = 2 then cast(value as integer) end) as first_month_number,
        max(case when class = 'month' and from_last = 2 then day_number end) as first_day_number,
        min(
            case class
                when 'months' then cast(value as integer)
                when 'quarter' then 3
                when 'half' then 6
            end
        ) as months,
        max(
            case
                when class = 'weeks' and {{ matches('previous_word', '^[0-9]{1,2}$') }}
                    then cast(previous_word as integer)
                when class = 'weeks' and previous_class in ('count', 'months') then cast(previous_value as integer)
            end
        ) as weeks,
        min(case when class = 'entity' then value end) as entity,
        max(
            case class
                when 'quarter' then 3 * cast(value as integer)
                when 'half' then 6 * cast(value as integer)
            end
        ) as months_of_year,
        max(case when class = 'ordinal' then cast(value as integer) end) as ordinal,
        count(distinct case when class = 'currency' then value end) as n_currencies,
        max(case when class = 'currency' then value end) as currency
    from parts
    group by filing_id, table_id, source_column

),

-- "Jan 1 - Sep 30, 2024": from the first day of one month to the last month.
dated as (

    select
        columns_read.filing_id,
        columns_read.table_id,
        columns_read.source_column,
        columns_read.year_number,
        columns_read.n_years,
        coalesce(columns_read.month_number, numeric_dates.month_number) as month_number,
        coalesce(columns_read.day_number, numeric_dates.day_number) as day_number,
        coalesce(
            columns_read.months,
            case
                when columns_read.first_day_number = 1
                    then (columns_read.month_number - columns_read.first_month_number + 12) % 12 + 1
            end
        ) as months,
        columns_read.weeks,
        columns_read.entity,
        columns_read.n_currencies,
        columns_read.currency,
        coalesce(columns_read.months_of_year, columns_read.months * columns_read.ordinal) as fiscal_months
    from columns_read
    left join numeric_dates
        on
            columns_read.table_id = numeric_dates.table_id
            and columns_read.source_column = numeric_dates.source_column

),

final as (

    select
        dated.table_id,
        dated.source_column,
        case when dated.weeks is null then dated.months end as months,
        dated.weeks,
        dated.entity,
        case when dated.n_currencies = 1 then dated.currency end as currency,
        case when dated.n_years = 1 then dated.year_number end as year_number,
        cast(
            case
                when dated.n_years <> 1 then null
                when dated.month_number = 2 and coalesce(dated.day_number, 28) in (28, 29)
                    then last_day(make_date(dated.year_number, 2, 1))
                when dated.month_number between 1 and 12 and dated.day_number is null
                    then last_day(make_date(dated.year_number, dated.month_number, 1))
                when
                    dated.month_number between 1 and 12
                    and dated.day_number between 1 and extract(
                        day from last_day(make_date(dated.year_number, dated.month_number, 1))
                    )
                    then make_date(dated.year_number, dated.month_number, dated.day_number)
                when
                    dated.month_number is null
                    and coalesce(dated.fiscal_months, case when dated.months = 12 then 12 end) between 1 and 12
                    and filings.fiscal_year_end_month is not null
                    then
                        last_day(
                            cast(
                                make_date(dated.year_number, filings.fiscal_year_end_month, 1)
                                - {{ months_interval('cast(12 - coalesce(dated.fiscal_months, 12) as integer)') }}
                                as date
                            )
                        )
            end as date
        ) as end_date
    from dated
    inner join filings on dated.filing_id = filings.filing_id

)

select * from final
