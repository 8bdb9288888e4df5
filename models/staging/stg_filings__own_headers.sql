-- What the header of one column says by itself: date, length, currency. A quarter or half named by its number
-- ends where the issuer's fiscal year says; in a filing that counts weeks it is the filing's own, or that of the year
-- before on the day that another header prints.
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

-- The year that names a fiscal year is not the one of a day beside it: "FY2032 / March 31, 2032".
named_years as (

    select
        *,
        class = 'year'
        and coalesce(previous_word in ('fy', 'fiscal'), false)
        and max(case when class = 'month' then 1 else 0 end) over (partition by table_id, source_column) = 1
        and max(case when class = 'year' and not coalesce(previous_word in ('fy', 'fiscal'), false) then 1 else 0 end)
            over (partition by table_id, source_column)
        = 1 as is_name
    from parts

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
        columns_read.year_number,
        columns_read.n_years,
        columns_read.weeks,
        columns_read.entity,
        columns_read.n_currencies,
        columns_read.currency,
        case when columns_read.n_scales = 1 then columns_read.scale end as scale,
        columns_read.rolling_months,
        columns_read.is_since_year_end,
        filings.fiscal_year_end_month,
        filings.announced_on,
        filings.period_end_date,
        filings.period_weeks,
        filings.weeks_to_date,
        header_texts.has_numbers and header_texts.month_number is null as is_ambiguous,
        coalesce(columns_read.month_number, header_texts.month_number) as month_number,
        coalesce(columns_read.day_number, header_texts.day_number) as day_number,
        coalesce(
            columns_read.rolling_months,
            columns_read.months,
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
            end
        ) as months,
        coalesce(columns_read.months_of_year, columns_read.months * columns_read.ordinal) as fiscal_months
    from columns_read
    inner join filings on columns_read.filing_id = filings.filing_id
    inner join header_texts
        on
            columns_read.table_id = header_texts.table_id
            and columns_read.source_column = header_texts.source_column

),

ended as (

    select
        filing_id,
        period_end_date,
        period_weeks,
        weeks_to_date,
        table_id,
        source_column,
        weeks,
        entity,
        scale,
        is_ambiguous,
        rolling_months,
        n_years,
        announced_on,
        fiscal_year_end_month,
        is_since_year_end = 1 and n_years = 1 as is_year_to_date,
        month_number is null as is_fiscal,
        case when n_currencies = 1 then currency end as currency,
        case when n_years = 1 then year_number end as year_number,
        case
            when weeks is not null then null
            -- the year to date counts from the last day of the fiscal year
            when is_since_year_end = 1
                then
                    (coalesce(month_number, fiscal_year_end_month + fiscal_months) - fiscal_year_end_month + 11) % 12
                    + 1
            else months
        end as months,
        cast(
            case
                when n_years <> 1 then null
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
                    and coalesce(
                        fiscal_months, case when months = 12 and rolling_months is null then 12 end
                    ) between 1 and 12
                    and fiscal_year_end_month is not null
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
    from dated

),

quarters_named as (

    select
        ended.*,
        max(
            case
                when ended.is_fiscal and ended.months = 3 and other_bases.table_id is null then ended.end_date
            end
        ) over (partition by ended.filing_id) as latest_quarter
    from ended
    left join other_bases on ended.table_id = other_bases.table_id and ended.source_column = other_bases.source_column

),

-- In a filing that counts weeks, the year that a quarter or a year to date without a day is of: 0 the filing's own, 1
-- the one before. The latest quarter named is the filing's own, by whichever year it is named; one of other weeks than
-- thirteen may end weeks from the end of its months.
named_in_weeks as (

    select
        *,
        case
            when
                coalesce(period_weeks, 0) not between 11 and 17
                or not is_fiscal
                or n_years <> 1
                or weeks is not null
                or rolling_months is not null
                then null
            when is_year_to_date and (weeks_to_date is not null or period_weeks <> 13)
                then max(year_number) over (partition by filing_id, is_year_to_date) - year_number
            when is_year_to_date or months <> 3 or extract(month from end_date) <> extract(month from latest_quarter)
                then null
            when
                abs({{ dbt.datediff('latest_quarter', 'period_end_date', 'day') }}) <= 30
                or abs({{ dbt.datediff('latest_quarter', year_earlier('period_end_date'), 'day') }}) <= 30
                then extract(year from latest_quarter) - extract(year from end_date)
        end as years_back
    from quarters_named

),

-- The day 52 or 53 weeks before the end of the filing's period, where its headers print it.
ends_of_year_before as (

    select
        filing_id,
        max(end_date) as end_date
    from ended
    where
        not is_fiscal
        and {{ dbt.datediff('end_date', 'period_end_date', 'day') }}
        in (364, 371)
    group by filing_id
    having min(end_date) = max(end_date)

),

ended_in_weeks as (

    select
        named_in_weeks.filing_id,
        named_in_weeks.period_end_date,
        named_in_weeks.period_weeks,
        named_in_weeks.table_id,
        named_in_weeks.source_column,
        named_in_weeks.entity,
        named_in_weeks.scale,
        named_in_weeks.rolling_months,
        named_in_weeks.n_years,
        named_in_weeks.announced_on,
        named_in_weeks.fiscal_year_end_month,
        named_in_weeks.currency,
        named_in_weeks.year_number,
        named_in_weeks.is_year_to_date and named_in_weeks.years_back is null as is_year_to_date,
        named_in_weeks.is_fiscal and named_in_weeks.years_back is null as is_fiscal,
        case
            when named_in_weeks.years_back is null then named_in_weeks.weeks
            when named_in_weeks.is_year_to_date then named_in_weeks.weeks_to_date
            else named_in_weeks.period_weeks
        end as weeks,
        case when named_in_weeks.years_back is null then named_in_weeks.months end as months,
        case
            when named_in_weeks.years_back is null then named_in_weeks.end_date
            when named_in_weeks.is_year_to_date and named_in_weeks.weeks_to_date is null then null
            when named_in_weeks.years_back = 0 then named_in_weeks.period_end_date
            when named_in_weeks.years_back = 1 then ends_of_year_before.end_date
        end as end_date,
        named_in_weeks.is_ambiguous
        or coalesce(
            named_in_weeks.is_year_to_date
            and named_in_weeks.years_back >= 0
            and named_in_weeks.weeks_to_date is null,
            false
        )
        or coalesce(named_in_weeks.years_back = 1 and ends_of_year_before.end_date is null, false)
        or coalesce(named_in_weeks.years_back not in (0, 1), false) as is_ambiguous
    from named_in_weeks
    left join ends_of_year_before on named_in_weeks.filing_id = ends_of_year_before.filing_id

),

-- Some issuers name a fiscal year after the year in which it begins: then the latest period that a filing names is
-- the filing's own, a year on.
named as (

    select
        ended.*,
        max(case when ended.is_fiscal and other_bases.table_id is null then ended.end_date end)
            over (partition by ended.filing_id)
            as latest_named,
        max(case when ended.weeks is not null then 1 else 0 end) over (partition by ended.filing_id) as counts_weeks
    from ended_in_weeks as ended
    left join other_bases on ended.table_id = other_bases.table_id and ended.source_column = other_bases.source_column

),

moved as (

    select
        *,
        coalesce(
            is_fiscal
            and abs({{ dbt.datediff('latest_named', year_earlier('period_end_date'), 'day') }}) <= 10,
            false
        ) as is_named_early
    from named

),

-- "Rolling 12 months" end with the latest period beside them, a year to date without a day with the latest of its year;
-- where nothing beside it ends, with the filing's own period, if that is of the latest year of its table.
ends_beside as (

    select
        *,
        max(case when rolling_months is null then end_date end) over (partition by table_id) as latest_beside,
        coalesce(
            max(case when not is_year_to_date then end_date end) over (partition by table_id, year_number),
            case
                when
                    period_weeks is not null
                    or max(year_number) over (partition by table_id) <> extract(year from period_end_date)
                    then null
                when year_number = extract(year from period_end_date) then period_end_date
                when period_end_date = last_day(period_end_date)
                    then last_day(make_date(year_number, cast(extract(month from period_end_date) as integer), 1))
            end
        ) as latest_of_year
    from moved

),

final as (

    select
        table_id,
        source_column,
        case
            when is_year_to_date and end_date is null
                then
                    cast((extract(month from latest_of_year) - fiscal_year_end_month + 11) % 12 as integer) + 1
            else months
        end as months,
        weeks,
        entity,
        currency,
        scale,
        year_number,
        is_fiscal as is_named,
        is_ambiguous
        or (is_named_early and counts_weeks = 1)
        or (is_fiscal and coalesce(end_date > announced_on, false)) as is_ambiguous,
        case
            when is_fiscal and end_date > announced_on then null
            when is_named_early and counts_weeks = 1 then null
            when is_named_early
                then
                    last_day(
                        make_date(
                            cast(extract(year from end_date) as integer) + 1,
                            cast(extract(month from end_date) as integer),
                            1
                        )
                    )
            when end_date is null and rolling_months is not null and n_years = 0 then latest_beside
            when end_date is null and is_year_to_date then latest_of_year
            else end_date
        end as end_date
    from ends_beside

)

select * from final
