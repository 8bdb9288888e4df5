-- Totals that no filing of the issuer prints for a period, from the terms that one table of the face prints for it.
-- Only where nothing can be missing: every required term stands in the table readably, no figure of the table is
-- unread, and no line stands between the terms that is not part of them. A term is never derived so, for what is
-- left of a total may be several lines.
-- Grain: issuer × entity × line item × period × currency.
with

facts as (

    select * from {{ ref('fct_reported_facts') }}
    where start_date is not null and not is_convenience and unit = 'currency'

),

line_items as (

    select * from {{ ref('dim_line_item') }}
    where is_additive

),

census as (

    select * from {{ ref('cell_census') }}
    where fate = 'unresolved'

),

identity_terms as (

    select * from {{ ref('identity_terms') }}
    where period_relation = 'same'

),

-- the face of a statement, not a note or a bridge
table_kinds as (

    select * from {{ ref('table_kinds') }}
    where table_kind = statement

),

sums as (

    select
        identities.identity_id,
        identities.table_kind,
        totals.line_item_id as total_id
    from {{ ref('identities') }} as identities
    inner join table_kinds on identities.table_kind = table_kinds.table_kind
    inner join identity_terms as totals on identities.identity_id = totals.identity_id and totals.role = 'total'
    inner join line_items on totals.line_item_id = line_items.line_item_id
    where identities.rule_type = 'sum' and identities.family = 'F' and identities.severity = 'error'

),

terms as (

    select
        sums.identity_id,
        sums.table_kind,
        sums.total_id,
        identity_terms.line_item_id,
        identity_terms.weight,
        identity_terms.is_required
    from sums
    inner join identity_terms on sums.identity_id = identity_terms.identity_id and identity_terms.role = 'term'

),

-- Sums that the terms of a sum hold in whole: their totals may stand between its terms.
subtotals as (

    select
        wholes.identity_id,
        parts.total_id as line_item_id
    from sums as wholes
    inner join terms as parts on wholes.table_kind = parts.table_kind and wholes.identity_id <> parts.identity_id
    left join terms as held
        on wholes.identity_id = held.identity_id and parts.line_item_id = held.line_item_id
    group by wholes.identity_id, parts.identity_id, parts.total_id
    having count(*) = count(held.line_item_id)

),

lines_between as (

    select
        identity_id,
        line_item_id
    from terms
    union distinct
    select
        terms.identity_id,
        details.line_item_id
    from terms
    inner join terms as details on terms.line_item_id = details.total_id and terms.table_kind = details.table_kind
    union distinct
    select
        identity_id,
        line_item_id
    from subtotals

),

operands as (

    select
        terms.identity_id,
        terms.total_id,
        terms.weight,
        terms.is_required,
        facts.table_id,
        facts.filing_id,
        facts.announced_on,
        facts.issuer_id,
        facts.entity,
        facts.period_id,
        facts.start_date,
        facts.end_date,
        facts.currency,
        min(facts.fact_id) as fact_id,
        min(facts.value) as value,
        min(facts.source_line) as first_line,
        max(facts.source_line) as last_line,
        max(case when facts.value is null then 1 else 0 end) as is_unread,
        coalesce(min(facts.value) < max(facts.value), false) as is_contradicted
    from terms
    inner join facts on terms.line_item_id = facts.line_item_id and terms.table_kind = facts.table_kind
    group by
        terms.identity_id, terms.total_id, terms.line_item_id, terms.weight, terms.is_required, facts.table_id,
        facts.filing_id, facts.announced_on, facts.issuer_id, facts.entity, facts.period_id, facts.start_date,
        facts.end_date, facts.currency

),

needed as (

    select
        identity_id,
        sum(case when is_required then 1 else 0 end) as n_required
    from terms
    group by identity_id

),

calculated as (

    select
        operands.identity_id,
        operands.total_id as line_item_id,
        operands.table_id,
        operands.filing_id,
        operands.announced_on,
        operands.issuer_id,
        operands.entity,
        operands.period_id,
        operands.start_date,
        operands.end_date,
        operands.currency,
        cast(sum(operands.weight * operands.value) as {{ money() }}) as value,
        {{ dbt.listagg("operands.fact_id", "' '", "order by operands.first_line, operands.fact_id") }}
            as input_fact_ids,
        min(operands.first_line) as first_line,
        max(operands.last_line) as last_line
    from operands
    inner join needed on operands.identity_id = needed.identity_id
    group by
        operands.identity_id, operands.total_id, operands.table_id, operands.filing_id, operands.announced_on,
        operands.issuer_id, operands.entity, operands.period_id, operands.start_date, operands.end_date,
        operands.currency, needed.n_required
    having
        sum(case when operands.is_required then 1 else 0 end) = needed.n_required
        and max(case when operands.is_unread = 1 or operands.is_contradicted then 1 else 0 end) = 0

),

strangers as (

    select distinct
        calculated.identity_id,
        calculated.table_id
    from calculated
    inner join facts
        on
            calculated.table_id = facts.table_id
            and facts.source_line between calculated.first_line and calculated.last_line
    left join lines_between
        on calculated.identity_id = lines_between.identity_id and facts.line_item_id = lines_between.line_item_id
    where lines_between.line_item_id is null

),

derivable as (

    select
        calculated.*,
        row_number() over (
            partition by
                calculated.issuer_id, calculated.entity, calculated.line_item_id, calculated.period_id,
                calculated.currency
            order by
                calculated.announced_on desc nulls last, calculated.filing_id desc, calculated.table_id asc,
                calculated.identity_id asc
        ) as choice
    from calculated
    left join strangers
        on calculated.identity_id = strangers.identity_id and calculated.table_id = strangers.table_id
    left join facts as printed
        on
            calculated.issuer_id = printed.issuer_id
            and calculated.entity = printed.entity
            and calculated.line_item_id = printed.line_item_id
            and calculated.period_id = printed.period_id
            and calculated.currency = printed.currency
    where
        strangers.table_id is null
        and printed.fact_id is null
        and calculated.table_id not in (select census.table_id from census)

),

final as (

    select
        issuer_id || ':' || entity || ':' || line_item_id || ':' || period_id || ':' || currency as fact_key,
        issuer_id,
        entity,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        'currency' as unit,
        identity_id,
        value,
        input_fact_ids,
        filing_id,
        announced_on
    from derivable
    where choice = 1

)

select * from final
