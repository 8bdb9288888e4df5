-- Every later printing of a fact that differs from its first one, and of what kind the difference is.
-- Grain: issuer × entity × line item × period × currency × later filing.
with

printings as (

    select * from {{ ref('printings') }}

),

facts as (

    select * from {{ ref('fct_reported_facts') }}

),

filings as (

    select * from {{ ref('dim_filing') }}

),

identities as (

    select * from {{ ref('identities') }}
    where rule_type = 'sum' and family = 'F'

),

identity_terms as (

    select * from {{ ref('identity_terms') }}
    where period_relation = 'same'

),

firsts as (

    select * from printings
    where first_rank = 1

),

differing as (

    select
        later.fact_id as later_fact_id,
        firsts.fact_id as first_fact_id,
        later.filing_id as later_filing_id,
        firsts.filing_id as first_filing_id,
        later.entity,
        later.line_item_id,
        later.period_id,
        later.currency,
        later.value - firsts.value as change,
        greatest(firsts.printed_unit, later.printed_unit) as coarser_unit
    from printings as later
    inner join firsts
        on
            later.issuer_id = firsts.issuer_id
            and later.entity = firsts.entity
            and later.line_item_id = firsts.line_item_id
            and later.period_id = firsts.period_id
            and later.currency is not distinct from firsts.currency
    where later.first_rank > 1 and later.value <> firsts.value

),

-- What a statement prints for a line: the value of its cells, none where one of them is unread.
lines_on_statement as (

    select
        filing_id,
        table_kind,
        entity,
        line_item_id,
        period_id,
        currency,
        case when count(*) = count(value) then min(value) end as value,
        max(printed_unit) as printed_unit,
        max(case when value is null then 1 else 0 end) as is_unread
    from facts
    group by filing_id, table_kind, entity, line_item_id, period_id, currency

),

-- The sums that a differing line is a term of, each line of them as both filings print it there. A line that one of
-- them does not print is inside another one and counts as nothing.
sums_compared as (

    select
        differing.later_fact_id,
        terms.identity_id,
        lines.line_item_id,
        lines.role,
        lines.weight,
        max(case when shown.filing_id = differing.first_filing_id then shown.value end) as first_value,
        max(case when shown.filing_id = differing.later_filing_id then shown.value end) as later_value,
        max(shown.printed_unit) as printed_unit,
        max(shown.is_unread) as is_unread
    from differing
    inner join identity_terms as terms on differing.line_item_id = terms.line_item_id and terms.role = 'term'
    inner join identities on terms.identity_id = identities.identity_id
    inner join identity_terms as lines on identities.identity_id = lines.identity_id
    inner join lines_on_statement as shown
        on
            shown.filing_id in (differing.first_filing_id, differing.later_filing_id)
            and identities.table_kind = shown.table_kind
            and differing.entity = shown.entity
            and lines.line_item_id = shown.line_item_id
            and differing.period_id = shown.period_id
            and differing.currency is not distinct from shown.currency
    group by differing.later_fact_id, terms.identity_id, lines.line_item_id, lines.role, lines.weight

),

-- Where the total stays and the changes of the terms cancel out, what one line lost others gained.
moved as (

    select
        later_fact_id,
        identity_id
    from sums_compared
    group by later_fact_id, identity_id
    having
        max(is_unread) = 0
        and max(case when role = 'total' then abs(later_value - first_value) end) <= max(printed_unit)
        and abs(
            sum(
                case
                    when role = 'term' then weight * (coalesce(later_value, 0) - coalesce(first_value, 0))
                    else 0
                end
            )
        ) <= sum(printed_unit) / 2

),

final as (

    select
        later.issuer_id || ':' || later.entity || ':' || later.line_item_id || ':' || later.period_id || ':'
        || coalesce(later.currency, '') as fact_key,
        later.issuer_id,
        later.entity,
        later.line_item_id,
        later.period_id,
        later.start_date,
        later.end_date,
        later.currency,
        later.is_convenience,
        later.unit,
        firsts.filing_id as first_filing_id,
        firsts.announced_on as first_announced_on,
        firsts.source_line as first_source_line,
        firsts.cell_text as first_cell_text,
        firsts.value as first_value,
        later.filing_id as later_filing_id,
        later.announced_on as later_announced_on,
        later.source_line as later_source_line,
        later.cell_text as later_cell_text,
        later.value as later_value,
        cast(differing.change as {{ money() }}) as change,
        case
            when
                (later.is_convenience or firsts.is_convenience)
                and coalesce(later_filings.convenience_rate <> first_filings.convenience_rate, true)
                then 'retranslated'
            when abs(differing.change) <= differing.coarser_unit then 'rounding'
            when later.value = -firsts.value then 'sign_corrected'
            when later.fact_id in (select moved.later_fact_id from moved) then 'reclassified'
            else 'restated'
        end as kind,
        firsts.fact_id as first_fact_id,
        later.fact_id as later_fact_id
    from differing
    inner join firsts on differing.first_fact_id = firsts.fact_id
    inner join printings as later on differing.later_fact_id = later.fact_id
    inner join filings as first_filings on firsts.filing_id = first_filings.filing_id
    inner join filings as later_filings on later.filing_id = later_filings.filing_id

)

select * from final
