-- The unit of a table's amounts: the scale and the currency that stand above them. A statement of units goes on from
-- table to table, up to one whose figures are those of an earlier table a thousand or a million times over.
-- Grain: table.
-- As many lines, and no fewer, are no chance.
{% set n_alike = 2 -%}
{% set note_marks_pattern = '( *[(][0-9a-z]{1,2}[)])+$' -%}
{% set whole_units_pattern = '(^units? |^in whole units$)' -%}
with

-- What the statement of units is not true of has a scale of its own.
tables as (

    select
        table_id,
        filing_id,
        cast(first_line as integer) as first_line,
        cast(units_line as integer) as units_line,
        {{ header_text(replace_all('units_text', '(?i), (except|other than|excluding).*$', '')) }} as units
    from {{ ref('raw_tables') }}

),

header_words as (

    select * from {{ ref('header_words') }}

),

figures as (

    select
        filing_id,
        table_id,
        {{ replace_all('lower(row_label)', note_marks_pattern, '') }} as label,
        abs(printed_value) as value,
        printed_decimals
    from {{ ref('stg_filings__cells') }}
    where row_role = 'data' and figure_kind = 'number' and row_label <> ''

),

folds as (

    select powers.fold
    from (values (1000), (1000000)) as powers (fold)

),

-- A scale alone ("thousands", "k") or glued to its currency ("TEUR", "SEKm", "t€").
scale_words as (

    select
        word,
        cast(value as decimal(18, 4)) as scale
    from header_words
    where class in ('scale', 'scale_affix')

),

glued_words as (

    select
        scale_words.word as scale_word,
        currencies.word as currency_word,
        currencies.value as currency,
        scale_words.scale
    from scale_words
    cross join header_words as currencies
    where currencies.class = 'currency' and position(' ' in currencies.word) = 0 and length(scale_words.word) <= 4

),

-- What a statement of units says: a scale, a currency, or both in one word.
unit_words as (

    select
        word,
        value as currency,
        cast(null as decimal(18, 4)) as scale
    from header_words
    where class = 'currency'
    union all
    select
        word,
        cast(null as string) as currency,
        scale
    from scale_words
    union all
    select
        scale_word || currency_word as word,
        currency,
        scale
    from glued_words
    union all
    select
        currency_word || scale_word as word,
        currency,
        scale
    from glued_words

),

units_stated as (

    select
        tables.table_id,
        tables.filing_id,
        tables.units,
        case when count(distinct unit_words.currency) = 1 then max(unit_words.currency) end as currency,
        -- a unit of money alone is the unit
        coalesce(
            max(unit_words.scale), case when {{ matches('tables.units', whole_units_pattern) }} then 1 end
        ) as scale
    from tables
    left join unit_words on position(' ' || unit_words.word || ' ' in ' ' || tables.units || ' ') > 0
    group by tables.table_id, tables.filing_id, tables.units

),

-- Above the first statement of units a table is in the one scale that all later ones state.
filing_scales as (

    select
        units_stated.filing_id,
        max(units_stated.scale) as scale,
        min(tables.first_line) as first_line
    from units_stated
    inner join tables on units_stated.table_id = tables.table_id
    where units_stated.scale is not null
    group by units_stated.filing_id
    having min(units_stated.scale) = max(units_stated.scale)

),

-- Where most of what a table prints is ten times all that the later ones do, it is in full, and they are in short.
largest_stated as (

    select
        units_stated.filing_id,
        max(figures.value) as value
    from units_stated
    inner join figures on units_stated.table_id = figures.table_id
    where units_stated.scale is not null
    group by units_stated.filing_id

),

scales_from_below as (

    select
        tables.table_id,
        filing_scales.scale
    from tables
    inner join filing_scales
        on tables.filing_id = filing_scales.filing_id and tables.first_line < filing_scales.first_line
    left join largest_stated on tables.filing_id = largest_stated.filing_id
    left join figures on tables.table_id = figures.table_id
    group by tables.table_id, filing_scales.scale
    having
        filing_scales.scale = 1
        or 2 * sum(case when figures.value >= 10 * largest_stated.value then 1 else 0 end) <= count(*)

),

stated as (

    select
        tables.table_id,
        tables.filing_id,
        tables.units_line,
        tables.first_line,
        units_stated.units,
        units_stated.currency,
        units_stated.scale as stated_scale,
        coalesce(units_stated.scale, scales_from_below.scale, 1) as scale,
        coalesce(units_stated.scale, scales_from_below.scale) is not null as is_stated
    from tables
    inner join units_stated on tables.table_id = units_stated.table_id
    left join scales_from_below on tables.table_id = scales_from_below.table_id

),

-- "Revenue 2,768" below "in thousands", and "Revenue 2,767,939" in a later table that says nothing of its units.
printed_again as (

    select
        later.table_id,
        folds.fold,
        figures.label,
        figures.value,
        min(earlier.first_line) as earlier_line
    from stated as later
    inner join figures on later.table_id = figures.table_id
    inner join stated as earlier
        on
            later.filing_id = earlier.filing_id
            and later.units_line = earlier.units_line
            and later.first_line > earlier.first_line
    inner join figures as in_short on earlier.table_id = in_short.table_id and figures.label = in_short.label
    inner join folds on later.stated_scale >= folds.fold
    where
        in_short.value * power(10, in_short.printed_decimals) >= 100
        and round(figures.value * power(10, in_short.printed_decimals) / folds.fold)
        = round(in_short.value * power(10, in_short.printed_decimals))
    group by later.table_id, folds.fold, figures.label, figures.value

),

in_full as (

    select
        table_id,
        fold,
        min(earlier_line) as earlier_line
    from printed_again
    group by table_id, fold
    having count(distinct label) >= {{ n_alike }}

),

first_in_full as (

    select
        stated.filing_id,
        stated.units_line,
        stated.first_line,
        in_full.fold,
        in_full.earlier_line,
        row_number() over (
            partition by stated.filing_id, stated.units_line order by stated.first_line, in_full.fold
        ) as place
    from stated
    inner join in_full on stated.table_id = in_full.table_id

),

largest as (

    select
        table_id,
        max(value) as value
    from figures
    group by table_id

),

largest_in_short as (

    select
        first_in_full.filing_id,
        first_in_full.units_line,
        max(largest.value) as value
    from first_in_full
    inner join stated
        on
            first_in_full.filing_id = stated.filing_id
            and first_in_full.units_line = stated.units_line
            and first_in_full.earlier_line = stated.first_line
    inner join largest on stated.table_id = largest.table_id
    where first_in_full.place = 1
    group by first_in_full.filing_id, first_in_full.units_line

),

-- What stands between the two is in full as well where its figures are of that size: most of them, not shares alone.
of_that_size as (

    select stated.table_id
    from stated
    inner join largest_in_short
        on stated.filing_id = largest_in_short.filing_id and stated.units_line = largest_in_short.units_line
    inner join figures on stated.table_id = figures.table_id
    group by stated.table_id, largest_in_short.value
    having
        max(figures.value) >= 1000 * largest_in_short.value
        and 2 * sum(case when figures.value >= 10 * largest_in_short.value then 1 else 0 end) > count(*)

),

final as (

    select
        stated.table_id,
        nullif(stated.units, '') as units,
        stated.currency,
        cast(
            case
                when
                    stated.first_line >= first_in_full.first_line
                    or of_that_size.table_id is not null
                    then stated.scale / first_in_full.fold
                else stated.scale
            end as decimal(18, 4)
        ) as scale,
        stated.is_stated
    from stated
    left join first_in_full
        on
            stated.filing_id = first_in_full.filing_id
            and stated.units_line = first_in_full.units_line
            and first_in_full.place = 1
    left join of_that_size on stated.table_id = of_that_size.table_id

)

select * from final
