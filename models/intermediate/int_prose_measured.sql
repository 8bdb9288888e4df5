-- What each figure of running text measures, for when, and, where it states a change, since when: its line item or
-- ratio by the noun phrase, its period by the words beside it or by its neighbours in the sentence.
-- Grain: filing × source line × figure number.
{%- set end_date -%}
    case
        when dated.role in ('bracket', 'equivalent') then coalesce(dated.end_date, hosts.measured_end)
        else dated.measured_end
    end
{%- endset %}
with

figures as (

    select * from {{ ref('stg_filings__prose_figures') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

issuer_names as (

    select * from {{ ref('issuer_names') }}

),

synonyms as (

    select * from {{ ref('prose_synonyms') }}

),

line_items as (

    select * from {{ ref('stg_line_items') }}

),

ratio_definitions as (

    select * from {{ ref('ratio_definitions') }}

),

ratio_bases as (

    select
        ratio_id,
        max(period_basis) as period_basis
    from ratio_definitions
    group by ratio_id

),

own_periods as (

    select
        filing_id,
        issuer_id,
        presentation_currency,
        {{ period_start('period_end_date', 'period_months', 'period_weeks') }} as own_start,
        period_end_date as own_end
    from filings

),

phrases as (

    select
        filing_id,
        subject_text as phrase
    from figures
    where subject_text is not null
    union distinct
    select
        filing_id,
        counted_text as phrase
    from figures
    where counted_text is not null
    union distinct
    select
        filing_id,
        described_as_text as phrase
    from figures
    where described_as_text is not null
    union distinct
    select
        filing_id,
        share_of_text as phrase
    from figures
    where share_of_text is not null

),

names_in_phrases as (

    select
        phrases.filing_id,
        phrases.phrase,
        lower(issuer_names.name) as name,
        row_number() over (
            partition by phrases.filing_id, phrases.phrase
            order by length(issuer_names.name) desc, issuer_names.name asc
        ) as name_rank
    from phrases
    inner join own_periods on phrases.filing_id = own_periods.filing_id
    inner join issuer_names on own_periods.issuer_id = issuer_names.issuer_id
    where position(lower(issuer_names.name) in phrases.phrase) > 0

),

phrases_named as (

    select
        phrases.filing_id,
        phrases.phrase,
        case
            when names_in_phrases.name is null then phrases.phrase
            else replace(phrases.phrase, names_in_phrases.name, '{issuer}')
        end as named
    from phrases
    left join names_in_phrases
        on
            phrases.filing_id = names_in_phrases.filing_id
            and phrases.phrase = names_in_phrases.phrase
            and names_in_phrases.name_rank = 1

),

meanings as (

    select
        phrases_named.filing_id,
        phrases_named.phrase,
        synonyms.line_item_id,
        synonyms.ratio_id,
        synonyms.printed_sign,
        coalesce(line_items.period_type, ratio_bases.period_basis) as period_type
    from phrases_named
    inner join synonyms on phrases_named.named = synonyms.phrase
    left join line_items on synonyms.line_item_id = line_items.line_item_id
    left join ratio_bases on synonyms.ratio_id = ratio_bases.ratio_id

),

-- Figures in the order of their sentence; one in brackets belongs to the one before.
placed as (

    select
        figures.*,
        own_periods.issuer_id,
        own_periods.presentation_currency,
        -- the period of the section, where its heading names one, else of the filing
        coalesce(figures.section_start_date, own_periods.own_start) as own_start,
        case
            when figures.section_start_date is not null then figures.section_end_date
            else own_periods.own_end
        end as own_end,
        row_number() over (
            partition by figures.filing_id, figures.sentence_number
            order by figures.source_line, figures.figure_number
        ) as place
    from figures
    inner join own_periods on figures.filing_id = own_periods.filing_id

),

hosted as (

    select
        *,
        max(case when role not in ('bracket', 'equivalent') then place end) over (
            partition by filing_id, sentence_number
            order by place asc
            rows between unbounded preceding and 1 preceding
        ) as host_place
    from placed

),

-- What surrounds a figure in its sentence, of the same subject.
surroundings as (

    select
        hosted.filing_id,
        hosted.sentence_number,
        hosted.place,
        max(case when other.role = 'level' and other.place < hosted.place then other.place end) as level_before,
        min(case when other.role = 'level' and other.place > hosted.place then other.place end) as level_after,
        max(case when other.role = 'prior' and other.place < hosted.place then other.place end) as prior_before,
        min(case when other.role = 'prior' and other.place > hosted.place then other.place end) as prior_after,
        case
            when count(distinct case when other.role = 'change' then coalesce(other.comparison, '') end) = 1
                then max(case when other.role = 'change' then other.comparison end)
        end as comparison
    from hosted
    inner join hosted as other
        on
            hosted.filing_id = other.filing_id
            and hosted.sentence_number = other.sentence_number
            and hosted.subject_text is not distinct from other.subject_text
    group by hosted.filing_id, hosted.sentence_number, hosted.place

),

meant as (

    select
        hosted.*,
        coalesce(counted.line_item_id, subjects.line_item_id) as line_item_id,
        coalesce(counted.ratio_id, subjects.ratio_id) as ratio_id,
        coalesce(counted.period_type, subjects.period_type) as period_type,
        coalesce(described.printed_sign, counted.printed_sign, subjects.printed_sign, 1) as printed_sign,
        shares.line_item_id as share_of_line_item_id,
        -- the level whose period a change or a prior figure is seen from
        case
            when hosted.role = 'level' then hosted.place
            else coalesce(surroundings.level_before, surroundings.level_after)
        end as level_place,
        coalesce(surroundings.prior_after, surroundings.prior_before) as prior_place,
        coalesce(hosted.comparison, surroundings.comparison) as said_comparison
    from hosted
    inner join surroundings
        on
            hosted.filing_id = surroundings.filing_id
            and hosted.sentence_number = surroundings.sentence_number
            and hosted.place = surroundings.place
    left join meanings as subjects
        on hosted.filing_id = subjects.filing_id and hosted.subject_text = subjects.phrase
    left join meanings as counted
        on hosted.filing_id = counted.filing_id and hosted.counted_text = counted.phrase
    left join meanings as described
        on hosted.filing_id = described.filing_id and hosted.described_as_text = described.phrase
    left join meanings as shares
        on hosted.filing_id = shares.filing_id and hosted.share_of_text = shares.phrase

),

-- The period a figure is seen from: that of its level, else the filing's own.
seen_from as (

    select
        meant.*,
        case when levels.end_date is not null then levels.start_date else meant.own_start end as current_start,
        coalesce(levels.end_date, meant.own_end) as current_end,
        levels.start_date is not null as is_level_dated,
        priors.start_date as prior_start,
        priors.end_date as prior_end,
        priors.period_rule as prior_rule,
        priors.months_named as prior_months_named,
        priors.year_named as prior_year_named,
        levels.source_line as level_line,
        levels.figure_number as level_number,
        priors.source_line as prior_line,
        priors.figure_number as prior_number
    from meant
    left join hosted as levels
        on
            meant.filing_id = levels.filing_id
            and meant.sentence_number = levels.sentence_number
            and meant.level_place = levels.place
    left join hosted as priors
        on
            meant.filing_id = priors.filing_id
            and meant.sentence_number = priors.sentence_number
            and meant.prior_place = priors.place

),

compared as (

    select
        *,
        case said_comparison when 'yoy' then 12 when 'hoh' then 6 when 'qoq' then 3 end as months_back,
        -- "for the first half, 5, compared with 4 in the same period of 2030": the same as the level's
        case
            when role = 'prior' and is_level_dated and period_rule = 'year_earlier' and months_named is null
                then 12 * coalesce(cast(extract(year from current_end) as integer) - year_named, 1)
            when
                role = 'change' and is_level_dated and prior_rule = 'year_earlier' and prior_months_named is null
                then 12 * coalesce(cast(extract(year from current_end) as integer) - prior_year_named, 1)
        end as months_before_level
    from seen_from

),

dated as (

    select
        *,
        case
            when role = 'prior' and end_date is null and months_back is null then null
            when role = 'prior' and end_date is null then {{ months_earlier('current_start', 'months_back') }}
            when role = 'prior' and months_before_level is not null
                then {{ months_earlier('current_start', 'months_before_level') }}
            when role = 'prior' then start_date
            else current_start
        end as measured_start,
        case
            when role = 'prior' and end_date is null and months_back is null then null
            when role = 'prior' and end_date is null then {{ months_earlier('current_end', 'months_back') }}
            when role = 'prior' and months_before_level is not null
                then {{ months_earlier('current_end', 'months_before_level') }}
            when role = 'prior' then end_date
            else current_end
        end as measured_end,
        case
            when role <> 'change' then null
            when comparison is not null then {{ months_earlier('current_start', 'months_back') }}
            when months_before_level is not null then {{ months_earlier('current_start', 'months_before_level') }}
            when prior_end is not null then prior_start
            when months_back is not null then {{ months_earlier('current_start', 'months_back') }}
        end as base_start,
        case
            when role <> 'change' then null
            when comparison is not null then {{ months_earlier('current_end', 'months_back') }}
            when months_before_level is not null then {{ months_earlier('current_end', 'months_before_level') }}
            when prior_end is not null then prior_end
            when months_back is not null then {{ months_earlier('current_end', 'months_back') }}
        end as base_end
    from compared

),

final as (

    select
        dated.filing_id,
        dated.issuer_id,
        dated.source_line,
        dated.figure_number,
        dated.figure_kind,
        dated.figure_text,
        dated.subject,
        dated.relation,
        dated.period_words,
        case
            when dated.role <> 'bracket' then dated.role
            when
                dated.figure_kind = 'amount' and hosts.figure_kind = 'amount'
                and coalesce(dated.currency, '') <> coalesce(hosts.currency, '')
                then 'translation'
            when hosts.role is null then 'level'
            else hosts.role
        end as role,
        coalesce(dated.line_item_id, hosts.line_item_id) as line_item_id,
        coalesce(dated.ratio_id, hosts.ratio_id) as ratio_id,
        coalesce(dated.period_type, hosts.period_type) as period_type,
        case
            when dated.role in ('bracket', 'equivalent') then coalesce(hosts.printed_sign, 1)
            else dated.printed_sign
        end as printed_sign,
        dated.share_of_line_item_id,
        dated.direction,
        dated.currency,
        dated.presentation_currency,
        dated.printed_value,
        dated.printed_decimals,
        dated.scale,
        dated.is_scaled,
        -- a bracket with words of its own stands at its own date
        case
            when coalesce(dated.period_type, hosts.period_type) = 'instant' then null
            when dated.role = 'bracket' and dated.end_date is null then hosts.measured_start
            when dated.role = 'bracket' then dated.start_date
            else dated.measured_start
        end as start_date,
        {{ end_date }} as end_date,
        -- since when a figure has changed is known where it is known when it stands
        case
            when dated.base_end < {{ end_date }} and coalesce(dated.period_type <> 'instant', true)
                then dated.base_start
        end as base_start_date,
        case when dated.base_end < {{ end_date }} then dated.base_end end as base_end_date,
        hosts.source_line as host_line,
        hosts.figure_number as host_number,
        case when dated.role in ('change', 'prior') then dated.level_line end as level_line,
        case when dated.role in ('change', 'prior') then dated.level_number end as level_number,
        case when dated.role = 'change' then dated.prior_line end as prior_line,
        case when dated.role = 'change' then dated.prior_number end as prior_number
    from dated
    left join dated as hosts
        on
            case when dated.role in ('bracket', 'equivalent') then dated.filing_id end = hosts.filing_id
            and dated.sentence_number = hosts.sentence_number
            and dated.host_place = hosts.place

)

select * from final
