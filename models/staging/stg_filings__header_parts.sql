-- The parts of one column's header: year, month, day, lengths, place in the fiscal year, currency, scale and entity.
-- Grain: table × source column.
with

header_texts as (

    select * from {{ ref('stg_filings__header_texts') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

header_words as (

    select * from {{ ref('header_words') }}

),

-- "Rs." of a filing in the rupees of another country than the word has by itself.
currency_namesakes as (

    select * from {{ ref('currency_namesakes') }}

),

header_phrases as (

    select * from {{ ref('header_phrases') }}
    where kind = 'other_basis'

),

-- A forecast is of a later period than the filing's own.
other_bases as (

    select distinct
        header_texts.table_id,
        header_texts.source_column
    from header_texts
    inner join header_phrases
        on position(' ' || header_phrases.phrase || ' ' in ' ' || header_texts.words || ' ') > 0

),

numbers as (

    {{ numbers(40) }}

),

words as (

    select
        header_texts.filing_id,
        header_texts.table_id,
        header_texts.source_column,
        numbers.n as word_number,
        {{ dbt.split_part('header_texts.words', "' '", 'numbers.n') }} as word
    from header_texts
    cross join numbers
    where {{ dbt.split_part('header_texts.words', "' '", 'numbers.n') }} <> ''

),

classed as (

    select
        words.filing_id,
        words.table_id,
        words.source_column,
        words.word_number,
        words.word,
        case when {{ matches('words.word', '^(19|20)[0-9]{2}$') }} then 'year' else header_words.class end as class,
        case
            when {{ matches('words.word', '^(19|20)[0-9]{2}$') }} then words.word
            else coalesce(currency_namesakes.currency, header_words.value)
        end as value,
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
    left join filings on words.filing_id = filings.filing_id
    left join currency_namesakes
        on
            filings.presentation_currency = currency_namesakes.currency
            and words.word = currency_namesakes.word

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

-- The year that names a fiscal year or a part of one is not the one of a day beside it: "FY2032 / March 31, 2032",
-- "June 30, 2031 (Q1-2032)".
years_told as (

    select
        *,
        class = 'year'
        and (
            coalesce(previous_word in ('fy', 'fiscal'), false)
            or coalesce(previous_class in ('quarter', 'half', 'to_date'), false)
        ) as is_behind_code
    from parts

),

named_years as (

    select
        *,
        is_behind_code
        and max(case when class = 'month' then 1 else 0 end) over (partition by table_id, source_column) = 1
        and max(case when class = 'year' and not is_behind_code then 1 else 0 end)
            over (partition by table_id, source_column)
        = 1 as is_name
    from years_told

),

columns_read as (

    select
        filing_id,
        table_id,
        source_column,
        max(case when class = 'year' and not is_name then cast(value as integer) end) as year_number,
        count(distinct case when class = 'year' and not is_name then value end) as n_years,
        count(distinct case when class = 'scale' then value end) as n_scales,
        max(case when class = 'scale' then cast(value as integer) end) as scale,
        max(case when class = 'month' and from_last = 1 then cast(value as integer) end) as month_number,
        max(case when class = 'month' and from_last = 1 then day_number end) as day_number,
        max(case when class = 'month' and from_last = 2 then cast(value as integer) end) as first_month_number,
        max(case when class = 'month' and from_last = 2 then day_number end) as first_day_number,
        min(
            case class
                when 'months' then cast(value as integer)
                when 'quarter' then 3
                when 'half' then 6
                when 'to_date' then cast(value as integer)
            end
        ) as months,
        -- "9 months"
        max(
            case
                when word in ('month', 'months', 'mos', 'mths') and {{ matches('previous_word', '^[0-9]{1,2}$') }}
                    then cast(previous_word as integer)
            end
        ) as months_counted,
        max(case when class = 'to_date' then cast(value as integer) end) as months_to_date,
        max(case when class = 'rolling' then cast(value as integer) end) as rolling_months,
        max(case when class = 'since' then 1 else 0 end) as is_since_year_end,
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
                when 'to_date' then cast(value as integer)
            end
        ) as months_of_year,
        -- "Q2 to Q4" is neither of the two
        count(
            distinct
            case class
                when 'quarter' then 3 * cast(value as integer)
                when 'half' then 6 * cast(value as integer)
                when 'to_date' then cast(value as integer)
            end
        ) as n_places,
        max(case when word in ('fy', 'fiscal') then 1 else 0 end) as says_fiscal,
        max(case when word = 'cy' then 1 else 0 end) as is_of_calendar,
        min(case when class = 'year' then case when previous_word in ('fy', 'fiscal') then 1 else 0 end end)
            as says_fiscal_year,
        max(case when class = 'ordinal' then cast(value as integer) end) as ordinal,
        count(distinct case when class = 'currency' then value end) as n_currencies,
        max(case when class = 'currency' then value end) as currency
    from named_years
    group by filing_id, table_id, source_column

),

-- "Jan 1 - Sep 30, 2024", "Jan - Sep 2024": from the first day of one month to the last month.
dated as (

    select
        columns_read.filing_id,
        columns_read.table_id,
        columns_read.source_column,
        columns_read.n_years,
        columns_read.weeks,
        columns_read.entity,
        columns_read.rolling_months,
        columns_read.is_since_year_end = 1 as is_since_year_end,
        case when columns_read.n_years = 1 then columns_read.year_number end as year_number,
        case when columns_read.n_currencies = 1 then columns_read.currency end as currency,
        case when columns_read.n_scales = 1 then columns_read.scale end as scale,
        case when columns_read.is_of_calendar = 1 then 12 else filings.fiscal_year_end_month end
            as fiscal_year_end_month,
        columns_read.is_of_calendar = 1 as is_of_calendar,
        position(' period ended ' in ' ' || header_texts.words || ' ') > 0 as is_of_period,
        -- "FY2031 (Apr-Sep)": the year is the fiscal one, so is the place of the month in it
        coalesce(
            columns_read.says_fiscal_year = 1
            and columns_read.month_number is not null
            and columns_read.day_number is null
            and filings.fiscal_year_end_month is not null,
            false
        ) as is_month_of_fiscal_year,
        filings.period_end_date,
        (header_texts.has_numbers and header_texts.month_number is null)
        or (
            columns_read.n_places > 1
            and columns_read.month_number is null
            and header_texts.month_number is null
        )
        -- "as of June 30, as of December 31, 2031": the days of two columns
        or (
            columns_read.first_day_number is not null
            and columns_read.day_number is not null
            and columns_read.first_month_number <> columns_read.month_number
            and {{ matches(
                'header_texts.words',
                '(^| )(of|at) ([a-z]+ [0-9]{1,2}|[0-9]{1,2} [a-z]+)( (19|20)[0-9]{2})? (as )?(of|at) '
            ) }}
        ) as is_ambiguous,
        coalesce(columns_read.month_number, header_texts.month_number) as month_number,
        coalesce(columns_read.day_number, header_texts.day_number) as day_number,
        coalesce(
            columns_read.rolling_months,
            -- "3Q (9 months)" and "Q3 / 9M" count from the start of the year
            case
                when coalesce(columns_read.months_counted, columns_read.months_to_date) = columns_read.months_of_year
                    then columns_read.months_of_year
            end,
            -- "3 months ended in the previous year" are no year
            case
                when columns_read.months = 12 and columns_read.months_counted < 12 then columns_read.months_counted
            end,
            -- "FY2031" is a year only where no part of it is named
            case when columns_read.says_fiscal = 0 or columns_read.months <> 12 then columns_read.months end,
            columns_read.months_counted,
            case
                when header_texts.first_month_number is not null
                    then (header_texts.month_number - header_texts.first_month_number + 12) % 12 + 1
                when columns_read.first_day_number = 1
                    or (
                        columns_read.first_day_number is null and columns_read.day_number is null
                        and columns_read.first_month_number <> columns_read.month_number
                    )
                    then (columns_read.month_number - columns_read.first_month_number + 12) % 12 + 1
            end,
            columns_read.months
        ) as months,
        coalesce(
            columns_read.months_of_year,
            columns_read.months * columns_read.ordinal,
            columns_read.months_counted * columns_read.ordinal,
            -- "nine months FY2031": a part of the year that is no quarter is counted from its start
            case
                when columns_read.says_fiscal = 1
                    and coalesce(columns_read.months_counted, columns_read.months) in (6, 9)
                    then coalesce(columns_read.months_counted, columns_read.months)
            end
        ) as fiscal_months
    from columns_read
    inner join filings on columns_read.filing_id = filings.filing_id
    inner join header_texts
        on
            columns_read.table_id = header_texts.table_id
            and columns_read.source_column = header_texts.source_column

),

beside_quarters as (

    select
        *,
        is_of_period and months is null and weeks is null and day_number is not null as is_of_period_alone,
        max(case when months = 3 and not is_of_period then 1 else 0 end)
            over (partition by table_id, year_number, month_number, day_number)
        = 1 as is_beside_quarter
    from dated

),

-- "Quarter ended December 31" and "Period ended December 31": the period is the year so far.
periods_to_date as (

    select
        *,
        is_of_period_alone
        and max(case when is_of_period_alone and is_beside_quarter then 1 else 0 end) over (partition by table_id) = 1
            as is_to_date
    from beside_quarters

),

final as (

    select
        dated.filing_id,
        dated.table_id,
        dated.source_column,
        dated.year_number,
        dated.n_years,
        case when not dated.is_month_of_fiscal_year then dated.month_number end as month_number,
        dated.day_number,
        case
            when dated.is_to_date then (dated.month_number - dated.fiscal_year_end_month + 11) % 12 + 1
            else dated.months
        end as months,
        dated.weeks,
        case
            when dated.is_month_of_fiscal_year
                then (dated.month_number - dated.fiscal_year_end_month + 11) % 12 + 1
            else dated.fiscal_months
        end as fiscal_months,
        dated.rolling_months,
        dated.is_since_year_end,
        dated.fiscal_year_end_month,
        dated.is_of_calendar,
        other_bases.table_id is not null as is_on_other_basis,
        dated.entity,
        dated.currency,
        dated.scale,
        -- only the filing's own period says whether such a year is named by its first or its last day
        dated.is_ambiguous
        or (
            dated.is_month_of_fiscal_year
            and dated.fiscal_year_end_month <> 12
            and dated.period_end_date is null
        ) as is_ambiguous
    from periods_to_date as dated
    left join other_bases on dated.table_id = other_bases.table_id and dated.source_column = other_bases.source_column

)

select * from final
