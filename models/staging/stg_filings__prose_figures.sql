-- Figures in running text, read: value, unit and currency, what role the figure plays in its sentence, and
-- its words as they are compared.
-- Grain: filing × source line × figure number.
with

raw_figures as (

    select * from {{ ref('raw_prose_figures') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

prose_words as (

    select * from {{ ref('prose_words') }}

),

periods as (

    select * from {{ ref('stg_filings__prose_periods') }}

),

numbers as (

    {{ numbers(8) }}

),

figures as (

    select
        raw_figures.*,
        {{ western_figure('raw_figures.figure_text', 'filings.number_format') }} as western_text
    from raw_figures
    left join filings on raw_figures.filing_id = filings.filing_id

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

-- What ties the figure to its subject.
ties as (

    select
        filing_id,
        source_line,
        figure_number,
        max(case when class = 'prior' then 1 else 0 end) as has_prior,
        max(case when class = 'equivalent' then 1 else 0 end) as is_equivalent,
        max(case when class = 'outlook' then 1 else 0 end) as is_outlook,
        max(case when class = 'basis' then 1 else 0 end) as is_on_other_basis,
        max(case when class = 'direction' then 1 else 0 end) as has_direction,
        max(case when class = 'difference' then 1 else 0 end) as has_difference,
        max(case when class in ('direction', 'difference') and value = 'up' then 1 else 0 end) as has_up,
        max(case when class in ('direction', 'difference') and value = 'down' then 1 else 0 end) as has_down
    from tying_words
    group by filing_id, source_line, figure_number

),

currencies as (

    select
        phrase,
        value
    from prose_words
    where class = 'currency'

),

scales as (

    select
        phrase,
        cast(value as {{ money() }}) as scale
    from prose_words
    where class = 'scale'

),

-- Of an exchange rate the side that is not 1; every figure in lower case.
cores as (

    select
        *,
        case
            when figure_kind = 'rate' and {{ matches('western_text', '^[^0-9]*1([.]0+)? ?(to|per|=|equals) ') }}
                then lower(regexp_extract(western_text, '(to|per|=|equals) (.*)$', 2))
            else lower(western_text)
        end as core
    from figures

),

numbered as (

    select
        *,
        regexp_extract(core, '([0-9][0-9,]*([.][0-9]+)?)', 1) as number_text,
        trim(regexp_extract(core, '^((negative|minus) )?[-−+]?([^-−+(0-9]*)[-−+(]?[0-9]', 3)) as sign_before,
        regexp_extract(core, '[0-9][^a-z]*([a-z]+)', 1) as scale_word,
        regexp_extract(core, '[0-9][^a-z]*[a-z]+ ([a-z. ]+)$', 1) as sign_behind
    from cores

),

-- An earlier figure without a date of its own is of the time its change is measured against.
told as (

    select
        figures.filing_id,
        figures.source_line,
        figures.figure_number,
        periods.period_rule,
        periods.months_named,
        periods.year_named,
        periods.start_date,
        periods.end_date,
        sections.start_date as section_start_date,
        sections.end_date as section_end_date,
        {{ whole_months('sections.start_date', 'sections.end_date') }} as section_months
    from figures
    left join ties
        on
            figures.filing_id = ties.filing_id
            and figures.source_line = ties.source_line
            and figures.figure_number = ties.figure_number
    left join periods
        on
            figures.filing_id = periods.filing_id
            and coalesce(figures.period_words, case when ties.has_prior = 1 then figures.comparison end)
            = periods.period_words
    left join periods as sections
        on figures.filing_id = sections.filing_id and figures.section_period = sections.period_words

),

-- "The same period of 2030", "last quarter": seen from the section where its heading says when, as in a release of
-- the fourth quarter and the year.
seated as (

    select
        *,
        coalesce(section_months is not null and period_rule in ('year_earlier', 'before', 'same_in_year', 'own'), false)
            as is_of_section,
        case
            when period_rule = 'own' then 0
            when period_rule = 'before' then coalesce(months_named, section_months)
            else 12 * coalesce(cast(extract(year from section_end_date) as integer) - year_named, 1)
        end as months_back,
        -- "last year" in a section about a quarter is that quarter a year before
        case when months_named < 12 then months_named else section_months end as months_seen
    from told

),

pointed as (

    select
        *,
        {{ months_earlier('section_end_date', 'months_back') }} as section_seen_end
    from seated

),

timed as (

    select
        filing_id,
        source_line,
        figure_number,
        period_rule,
        months_named,
        year_named,
        section_start_date,
        section_end_date,
        case
            when is_of_section
                then
                    {{ period_start('section_seen_end', 'months_seen', 'cast(null as integer)') }}
            else start_date
        end as start_date,
        case when is_of_section then section_seen_end else end_date end as end_date
    from pointed

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
            when coalesce(ties.is_outlook, 0) = 1 then 'outlook'
            when coalesce(ties.is_on_other_basis, 0) = 1 then 'other_basis'
            -- "(+10% year-over-year)" is a change, "(2023: 10%)" is not
            when
                {{ matches('numbered.relation', '^[(]') }}
                and numbered.figure_kind in ('percent', 'points') and numbered.comparison is not null
                then 'change'
            when {{ matches('numbered.relation', '^[(]') }} then 'bracket'
            when coalesce(ties.is_equivalent, 0) = 1 then 'equivalent'
            when coalesce(ties.has_difference, 0) = 1 then 'change'
            when coalesce(ties.has_prior, 0) = 1 then 'prior'
            when
                coalesce(ties.has_direction, 0) = 1 and not {{ matches('numbered.relation', '(^|; )to$') }}
                then 'change'
            else 'level'
        end as role,
        case when ties.has_up = 1 and ties.has_down = 0 then 1 when ties.has_down = 1 and ties.has_up = 0 then -1 end
            as direction,
        bases.comparison,
        case
            when numbered.figure_kind in ('amount', 'rate') then coalesce(currencies.value, currencies_behind.value)
        end as currency,
        case numbered.figure_kind
            when 'nil' then cast(0 as {{ money() }})
            else
                cast(replace(numbered.number_text, ',', '') as {{ money() }})
                * case when {{ matches('numbered.core', '^((negative|minus) |[^0-9]*[(−-])') }} then -1 else 1 end
        end as printed_value,
        length(regexp_extract(numbered.number_text, '[.]([0-9]+)', 1)) as printed_decimals,
        case
            when numbered.figure_kind = 'points' and {{ matches('numbered.core', 'bps?$|basis') }}
                then cast(0.01 as {{ money() }})
            else coalesce(scales.scale, cast(1 as {{ money() }}))
        end as scale,
        scales.scale is not null as is_scaled,
        numbered.period_words,
        timed.period_rule,
        timed.months_named,
        timed.year_named,
        timed.start_date,
        timed.end_date,
        timed.section_start_date,
        timed.section_end_date
    from numbered
    left join ties
        on
            numbered.filing_id = ties.filing_id
            and numbered.source_line = ties.source_line
            and numbered.figure_number = ties.figure_number
    left join currencies on numbered.sign_before = currencies.phrase
    left join currencies as currencies_behind on numbered.sign_behind = currencies_behind.phrase
    left join scales on numbered.scale_word = scales.phrase
    left join timed
        on
            numbered.filing_id = timed.filing_id
            and numbered.source_line = timed.source_line
            and numbered.figure_number = timed.figure_number
    left join periods as bases
        on numbered.filing_id = bases.filing_id and numbered.comparison = bases.period_words

)

select * from final
