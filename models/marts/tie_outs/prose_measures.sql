-- What the statements say of each figure of running text: the value of its line item or ratio at its period and,
-- for a change, at the period it starts from; for a ratio that the balance sheet only bounds, both bounds.
-- Grain: figure of running text × slot.
with

figures as (

    select * from {{ ref('prose_figures') }}

),

filings as (

    select * from {{ ref('dim_filing') }}

),

line_items as (

    select * from {{ ref('dim_line_item') }}

),

printings as (

    select * from {{ ref('printings') }}

),

derived as (

    select * from {{ ref('fct_facts') }}
    where basis = 'derived'

),

facts as (

    select * from {{ ref('fct_reported_facts') }}

),

translations as (

    select * from {{ ref('fct_identity_results') }}
    where family = 'T' and line_item_id is not null

),

ratios as (

    select * from {{ ref('int_ratios_defined') }}

),

-- A line may be translated in several tables; the one that keeps to the rate speaks for it.
translated as (

    select
        filing_id,
        line_item_id,
        period_id,
        currency,
        reported_value,
        verdict,
        row_number() over (
            partition by filing_id, line_item_id, period_id, currency
            order by case verdict when 'EXACT' then 0 when 'ROUNDING' then 1 else 2 end asc, result_id asc
        ) as choice
    from translations

),

-- A percentage that issuers print as a line is a ratio of other lines.
printed_ratios as (

    select
        issuer_id,
        line_item_id,
        max(ratio_id) as ratio_id
    from ratios
    where role = 'total'
    group by issuer_id, line_item_id

),

-- A growth is asked of the line itself, a margin of its ratio.
asked as (

    select
        figures.*,
        filings.presentation_currency,
        filings.convenience_currency,
        line_items.unit as line_unit,
        case
            when figures.ratio_id is not null then figures.ratio_id
            when line_items.unit = 'percent' then printed_ratios.ratio_id
        end as asked_ratio_id
    from figures
    inner join filings on figures.filing_id = filings.filing_id
    left join line_items on figures.line_item_id = line_items.line_item_id
    left join printed_ratios
        on figures.issuer_id = printed_ratios.issuer_id and figures.line_item_id = printed_ratios.line_item_id

),

terms as (

    select
        asked.prose_figure_id,
        'numerator' as side,
        asked.line_item_id,
        1 as weight,
        true as is_required
    from asked
    where asked.line_item_id is not null and asked.asked_ratio_id is null and asked.line_unit <> 'percent'
    union all
    select
        asked.prose_figure_id,
        'denominator' as side,
        asked.share_of_line_item_id as line_item_id,
        1 as weight,
        true as is_required
    from asked
    where
        asked.share_of_line_item_id is not null and asked.line_item_id is not null
        and asked.figure_kind = 'percent' and asked.role in ('level', 'prior')
    union all
    select
        asked.prose_figure_id,
        ratios.role as side,
        ratios.line_item_id,
        ratios.weight,
        ratios.is_required
    from asked
    inner join ratios on asked.issuer_id = ratios.issuer_id and asked.asked_ratio_id = ratios.ratio_id
    where ratios.role <> 'total'

),

-- A ratio that the statements only bound: its definition has a lower and an upper form.
bounds as (

    select
        asked.prose_figure_id,
        case when ratios.ratio_id like '%_min' then 'lower' else 'upper' end as slot,
        ratios.role as side,
        ratios.line_item_id,
        ratios.weight,
        ratios.is_required
    from asked
    inner join ratios
        on
            asked.issuer_id = ratios.issuer_id
            and ratios.ratio_id in (asked.line_item_id || '_min', asked.line_item_id || '_max')
    where asked.asked_ratio_id is null and asked.line_unit = 'percent' and ratios.role <> 'total'

),

-- Each term at the date of the figure and, for a change, at the date it starts from.
wanted as (

    select
        asked.prose_figure_id,
        asked.filing_id,
        asked.issuer_id,
        asked.announced_on,
        asked.presentation_currency,
        'current' as slot,
        terms.side,
        terms.line_item_id,
        terms.weight,
        terms.is_required,
        asked.start_date,
        asked.end_date
    from asked
    inner join terms on asked.prose_figure_id = terms.prose_figure_id
    union all
    select
        asked.prose_figure_id,
        asked.filing_id,
        asked.issuer_id,
        asked.announced_on,
        asked.presentation_currency,
        'base' as slot,
        terms.side,
        terms.line_item_id,
        terms.weight,
        terms.is_required,
        asked.base_start_date as start_date,
        asked.base_end_date as end_date
    from asked
    inner join terms on asked.prose_figure_id = terms.prose_figure_id
    where asked.role = 'change'
    union all
    select
        asked.prose_figure_id,
        asked.filing_id,
        asked.issuer_id,
        asked.announced_on,
        asked.presentation_currency,
        bounds.slot,
        bounds.side,
        bounds.line_item_id,
        bounds.weight,
        bounds.is_required,
        asked.start_date,
        asked.end_date
    from asked
    inner join bounds on asked.prose_figure_id = bounds.prose_figure_id

),

known as (

    select
        fact_id,
        filing_id,
        issuer_id,
        entity,
        line_item_id,
        start_date,
        end_date,
        currency,
        printed_unit,
        value,
        announced_on
    from printings
    where entity = 'consolidated'
    union all
    select
        fact_key as fact_id,
        cast(null as string) as filing_id,
        issuer_id,
        entity,
        line_item_id,
        start_date,
        end_date,
        currency,
        cast(0 as {{ money() }}) as printed_unit,
        value,
        announced_on
    from derived
    where entity = 'consolidated'

),

-- The figure that the filing itself prints, else the last one known when it was announced. Text names periods by
-- months, and a fiscal period may end some days off.
matched as (

    select
        wanted.prose_figure_id,
        wanted.slot,
        wanted.side,
        wanted.line_item_id,
        known.fact_id,
        known.value,
        known.printed_unit,
        row_number() over (
            partition by wanted.prose_figure_id, wanted.slot, wanted.side, wanted.line_item_id
            order by
                case
                    when known.filing_id = wanted.filing_id then 0
                    when known.filing_id is not null then 1
                    else 2
                end asc,
                known.announced_on desc nulls last,
                known.fact_id asc
        ) as choice
    from wanted
    inner join known on wanted.issuer_id = known.issuer_id and wanted.line_item_id = known.line_item_id
    where
        wanted.presentation_currency = coalesce(known.currency, wanted.presentation_currency)
        and (wanted.filing_id = known.filing_id or wanted.announced_on >= known.announced_on)
        and (wanted.start_date is null) = (known.start_date is null)
        and abs({{ dbt.datediff('wanted.end_date', 'known.end_date', 'day') }}) <= 6
        and coalesce(abs({{ dbt.datediff('wanted.start_date', 'known.start_date', 'day') }}), 0) <= 6

),

found as (

    select
        wanted.prose_figure_id,
        wanted.slot,
        wanted.side,
        wanted.line_item_id,
        wanted.weight,
        wanted.is_required,
        matched.fact_id,
        matched.value,
        matched.printed_unit
    from wanted
    left join matched
        on
            wanted.prose_figure_id = matched.prose_figure_id
            and wanted.slot = matched.slot
            and wanted.side = matched.side
            and wanted.line_item_id = matched.line_item_id
            and matched.choice = 1

),

-- The same in the convenience columns.
convenience as (

    select
        found.prose_figure_id,
        found.slot,
        cast(sum(translated.reported_value * found.weight) as {{ money() }}) as convenience_value,
        max(case when translated.verdict in ('EXACT', 'ROUNDING') then 0 else 1 end) as is_off_the_rate,
        count(*) as n_terms
    from found
    inner join facts on found.fact_id = facts.fact_id
    inner join translated
        on
            facts.filing_id = translated.filing_id
            and facts.line_item_id = translated.line_item_id
            and facts.period_id = translated.period_id
            and translated.choice = 1
    group by found.prose_figure_id, found.slot

),

sides as (

    select
        prose_figure_id,
        slot,
        sum(case when side = 'numerator' then value * weight end) as numerator,
        sum(case when side = 'denominator' then value * weight end) as denominator,
        sum(case when side = 'numerator' then printed_unit end) / 2 as numerator_margin,
        sum(case when side = 'denominator' then printed_unit end) / 2 as denominator_margin,
        max(printed_unit) as printed_unit,
        count(*) as n_terms,
        max(case when side = 'denominator' then 1 else 0 end) as has_denominator,
        min(case when is_required and fact_id is null then line_item_id end) as missing_line,
        {{ dbt.listagg("fact_id", "' '", "order by side desc, line_item_id") }} as input_fact_ids
    from found
    group by prose_figure_id, slot

),

final as (

    select
        sides.prose_figure_id,
        sides.slot,
        asked.asked_ratio_id,
        asked.line_unit,
        sides.missing_line,
        sides.printed_unit,
        sides.input_fact_ids,
        cast(sides.numerator as {{ money() }}) as numerator,
        cast(sides.denominator as {{ money() }}) as denominator,
        -- half a printed unit of every line, relative to the measure
        case
            when sides.missing_line is not null or sides.numerator is null then null
            when sides.has_denominator = 0 then cast(sides.numerator as double)
            else cast(sides.numerator as double) / nullif(cast(sides.denominator as double), 0)
        end as measure,
        coalesce(cast(sides.numerator_margin as double) / nullif(abs(cast(sides.numerator as double)), 0), 0)
        + coalesce(cast(sides.denominator_margin as double) / nullif(abs(cast(sides.denominator as double)), 0), 0)
            as relative_margin,
        case
            when convenience.n_terms = sides.n_terms and convenience.is_off_the_rate = 0
                then convenience.convenience_value
        end as convenience_value,
        coalesce(convenience.is_off_the_rate = 1, false) as is_off_the_rate
    from sides
    inner join asked on sides.prose_figure_id = asked.prose_figure_id
    left join convenience on sides.prose_figure_id = convenience.prose_figure_id and sides.slot = convenience.slot

)

select * from final
