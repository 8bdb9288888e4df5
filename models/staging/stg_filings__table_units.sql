-- The unit of a table's amounts: the scale and the currency that stand above them.
-- Grain: table.
{% set whole_units_pattern = '(^units? |^in whole units$)' -%}
with

-- What the statement of units is not true of has a scale of its own.
tables as (

    select
        table_id,
        filing_id,
        {{ header_text(replace_all('lower(units_text)', ', (except|other than|excluding).*$', '')) }} as units
    from {{ ref('raw_tables') }}

),

header_words as (

    select * from {{ ref('header_words') }}

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
        filing_id,
        max(scale) as scale
    from units_stated
    group by filing_id
    having min(scale) = max(scale)

),

final as (

    select
        units_stated.table_id,
        nullif(units_stated.units, '') as units,
        units_stated.currency,
        coalesce(units_stated.scale, filing_scales.scale, 1) as scale
    from units_stated
    left join filing_scales on units_stated.filing_id = filing_scales.filing_id

)

select * from final
