-- Figures in running text, read: value, unit and currency, what role the figure plays in its sentence, and
-- its words as they are compared.
-- Grain: filing × source line × figure number.
with

figures as (

    select * from {{ ref('raw_prose_figures') }}

),

prose_words as (

    select * from {{ ref('prose_words') }}

),

header_words as (

    select * from {{ ref('header_words') }}

),

periods as (

    select * from {{ ref('stg_filings__prose_periods') }}

),

numbers as (

    {{ numbers(8) }}

),

tying_words as (

    select
        figures.filing_id,
        figures.source_line,
        figures.figure_number,
        numbers.n as word_number,
        prose_words.class,
        prose_words.value
    from figures
    cross join numbers
    inner join prose_words
        on {{ dbt.split_part('figures.relation', "'; '", 'numbers.n') }} = prose_words.phrase

),

-- What ties the figure to its subject: the last word of direction, and whether a prior figure follows.
ties as (

    select
        filing_id,
        source_line,
        figure_number,
        max(case when class = 'prior' then 1 else 0 end) as has_prior,
        max(case when class = 'share' then 1 else 0 end) as has_share,
        max(case when class = 'equivalent' then 1 else 0 end) as is_equivalent,
        max(case when class = 'direction' then 1 else 0 end) as has_direction,
        max(case when class = 'direction' and value = 'up' then 1 else 0 end) as has_up,
        max(case when class = 'direction' and value = 'down' then 1 else 0 end) as has_down
    from tying_words
    group by filing_id, source_line, figure_number

),

comparisons as (

    select
        phrase,
        value
    from prose_words
    where class = 'comparison'

),

currencies as (

    select
        word,
        value
    from header_words
    where class = 'currency'

),

scales as (

    select
        word,
        cast(value as {{ money() }}) as scale
    from header_words
    where class = 'scale'

),

numbered as (

    select
        figures.*,
        regexp_extract(figures.figure_text, '([0-9][0-9,]*([.][0-9]+)?)', 1) as number_text,
        lower(regexp_extract(figures.figure_text, '(RMB|CNY|US[$]|HK[$]|USD|HKD|EUR|GBP|€|£)', 1)) as currency_sign,
        lower(regexp_extract(figures.figure_text, '(thousand|million|billion)s?$', 1)) as scale_word
    from figures

),

final as (

    select
        numbered.filing_id,
        cast(numbered.source_line as integer) as source_line,
        cast(numbered.figure_number as integer) as figure_number,
        cast(numbered.sentence_number as integer) as sentence_number,
        numbered.figure_kind,
        numbered.figure_text,
        numbered.subject,
        {{ prose_text('numbered.subject') }} as subject_text,
        {{ prose_text('numbered.described_as') }} as described_as_text,
        {{ prose_text('numbered.share_of') }} as share_of_text,
        {{ prose_text('numbered.counted') }} as counted_text,
        numbered.relation,
        case
            when numbered.relation = '(' then 'bracket'
            when coalesce(ties.is_equivalent, 0) = 1 then 'equivalent'
            when coalesce(ties.has_prior, 0) = 1 then 'prior'
            when
                coalesce(ties.has_direction, 0) = 1 and not {{ matches('numbered.relation', '(^|; )to$') }}
                then 'change'
            else 'level'
        end as role,
        case when ties.has_up = 1 and ties.has_down = 0 then 1 when ties.has_down = 1 and ties.has_up = 0 then -1 end
            as direction,
        comparisons.value as comparison,
        currencies.value as currency,
        case numbered.figure_kind
            when 'nil' then cast(0 as {{ money() }})
            else
                cast(replace(numbered.number_text, ',', '') as {{ money() }})
                * case when {{ matches('numbered.figure_text', '(^(negative|minus) )|[(−-]') }} then -1 else 1 end
        end as printed_value,
        length(regexp_extract(numbered.number_text, '[.]([0-9]+)', 1)) as printed_decimals,
        case
            when numbered.figure_kind = 'points' and {{ matches('lower(numbered.figure_text)', 'bps|basis') }}
                then cast(0.01 as {{ money() }})
            else coalesce(scales.scale, cast(1 as {{ money() }}))
        end as scale,
        scales.scale is not null as is_scaled,
        numbered.period_words,
        periods.period_rule,
        periods.start_date,
        periods.end_date
    from numbered
    left join ties
        on
            numbered.filing_id = ties.filing_id
            and numbered.source_line = ties.source_line
            and numbered.figure_number = ties.figure_number
    left join comparisons on lower(numbered.comparison) = comparisons.phrase
    left join currencies on numbered.currency_sign = currencies.word
    left join scales on numbered.scale_word = scales.word
    left join periods
        on numbered.filing_id = periods.filing_id and numbered.period_words = periods.period_words

)

select * from final
