-- The steps from a result to an adjusted result: from net income to adjusted net income, from there to adjusted EBITDA.
-- Only bridges whose required figures are all known; an adjustment that is not printed has no step.
-- Grain: issuer × entity × period × currency × measure (the adjusted result) × step.
with

facts as (

    select * from {{ ref('fct_facts') }}

),

identities as (

    select * from {{ ref('identities') }}
    where rule_type = 'sum' and table_kind like 'non_gaap_%'

),

terms as (

    select * from {{ ref('identity_terms') }}

),

line_items as (

    select * from {{ ref('dim_line_item') }}

),

-- The result that a bridge starts from is the term that is a result itself.
steps as (

    select
        identities.identity_id,
        totals.line_item_id as measure_id,
        terms.line_item_id,
        line_items.label,
        case
            when terms.role = 'total' then 'total' when line_items.is_result then 'start' else 'adjustment'
        end as role,
        terms.weight,
        terms.is_required,
        count(case when terms.is_required then 1 end) over (partition by identities.identity_id) as n_required,
        row_number() over (
            partition by identities.identity_id
            order by
                case when terms.role = 'total' then 2 when line_items.is_result then 0 else 1 end,
                line_items.display_order,
                terms.line_item_id
        ) as step
    from identities
    inner join terms on identities.identity_id = terms.identity_id
    inner join terms as totals on identities.identity_id = totals.identity_id and totals.role = 'total'
    inner join line_items on terms.line_item_id = line_items.line_item_id

),

known as (

    select
        facts.issuer_id,
        facts.entity,
        facts.period_id,
        facts.start_date,
        facts.end_date,
        facts.currency,
        facts.is_convenience,
        steps.measure_id,
        steps.identity_id,
        steps.step,
        steps.role,
        steps.line_item_id,
        steps.label,
        facts.value,
        cast(steps.weight as {{ money() }}) * facts.value as effect,
        facts.basis,
        facts.fact_key,
        steps.is_required,
        steps.n_required
    from steps
    inner join facts on steps.line_item_id = facts.line_item_id and facts.value is not null

),

bridges as (

    select
        issuer_id,
        entity,
        period_id,
        currency,
        identity_id,
        sum(case role when 'total' then effect else -effect end) as gap
    from known
    group by issuer_id, entity, period_id, currency, identity_id, n_required
    having count(case when is_required then 1 end) = n_required

),

final as (

    select
        known.issuer_id,
        known.entity,
        known.period_id,
        known.start_date,
        known.end_date,
        known.currency,
        known.is_convenience,
        known.measure_id,
        known.identity_id,
        cast(known.step as integer) as step,
        known.role,
        known.line_item_id,
        known.label,
        known.value,
        cast(known.effect as {{ money() }}) as effect,
        cast(bridges.gap as {{ money() }}) as gap,
        known.basis,
        known.fact_key
    from known
    inner join bridges
        on
            known.issuer_id = bridges.issuer_id
            and known.entity = bridges.entity
            and known.period_id = bridges.period_id
            and known.currency = bridges.currency
            and known.identity_id = bridges.identity_id

)

select * from final
