-- The lines that every ratio of every period takes, with the figure of each or why there is none.
-- Grain: issuer × entity × ratio × period × role × line item.
with

definitions as (

    select * from {{ ref('int_ratios_defined') }}
    where role in ('numerator', 'denominator')

),

facts as (

    select * from {{ ref('fct_facts') }}
    where not is_convenience and instant_date is null

),

reported_facts as (

    select * from {{ ref('fct_reported_facts') }}

),

issuers as (

    select * from {{ ref('dim_issuer') }}

),

identity_results as (

    select * from {{ ref('fct_identity_results') }}

),

identity_terms as (

    select * from {{ ref('identity_terms') }}

),

unresolved as (

    select distinct
        issuer_id,
        entity,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        unit
    from reported_facts
    where evidence = 'unresolved' and not is_convenience and instant_date is null

),

figures as (

    select
        issuer_id,
        entity,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        unit,
        value,
        basis,
        fact_key
    from facts
    union all
    select
        unresolved.issuer_id,
        unresolved.entity,
        unresolved.line_item_id,
        unresolved.period_id,
        unresolved.start_date,
        unresolved.end_date,
        unresolved.currency,
        unresolved.unit,
        cast(null as {{ money() }}) as value,
        'unresolved' as basis,
        cast(null as string) as fact_key
    from unresolved
    left join facts
        on
            unresolved.issuer_id = facts.issuer_id
            and unresolved.entity = facts.entity
            and unresolved.line_item_id = facts.line_item_id
            and unresolved.period_id = facts.period_id
            and unresolved.currency is not distinct from facts.currency
    where facts.fact_key is null

),

-- A period that is presented in several currencies has its ratios in one, the issuer's reporting currency first.
currencies as (

    select
        presented.issuer_id,
        presented.entity,
        presented.period_id,
        presented.currency,
        row_number() over (
            partition by presented.issuer_id, presented.entity, presented.period_id
            order by
                case when presented.currency = issuers.reporting_currency then 0 else 1 end asc, presented.currency asc
        ) as choice
    from (
        select distinct
            figures.issuer_id,
            figures.entity,
            figures.period_id,
            figures.currency
        from figures
        where figures.currency is not null
    ) as presented
    inner join issuers on presented.issuer_id = issuers.issuer_id

),

lines as (

    select
        figures.*,
        currencies.currency as presented_in
    from figures
    left join currencies
        on
            figures.issuer_id = currencies.issuer_id
            and figures.entity = currencies.entity
            and figures.period_id = currencies.period_id
            and currencies.choice = 1
    where
        figures.currency = currencies.currency
        or (figures.currency is null and figures.unit not in ('currency', 'per_share'))

),

-- A ratio is asked for wherever one of its lines is known; one of days at the date of its balance.
asked as (

    select distinct
        definitions.issuer_id,
        lines.entity,
        definitions.ratio_id,
        definitions.period_basis,
        lines.period_id,
        lines.start_date,
        lines.end_date,
        lines.presented_in
    from definitions
    inner join lines
        on definitions.issuer_id = lines.issuer_id and definitions.line_item_id = lines.line_item_id
    where definitions.period_basis <> 'days' or definitions.role = 'numerator'

),

-- The flow that a balance is set against: the longest period of at most 53 weeks that ends on its date.
flows as (

    select
        asked.issuer_id,
        asked.entity,
        asked.ratio_id,
        asked.period_id,
        lines.period_id as flow_period_id,
        lines.start_date as flow_start_date,
        row_number() over (
            partition by asked.issuer_id, asked.entity, asked.ratio_id, asked.period_id
            order by lines.start_date asc, lines.line_item_id asc
        ) as choice
    from asked
    inner join definitions
        on
            asked.issuer_id = definitions.issuer_id
            and asked.ratio_id = definitions.ratio_id
            and definitions.role = 'denominator'
    inner join lines
        on
            asked.issuer_id = lines.issuer_id
            and asked.entity = lines.entity
            and definitions.line_item_id = lines.line_item_id
            and asked.end_date = lines.end_date
            and asked.presented_in is not distinct from lines.presented_in
    where
        asked.period_basis = 'days'
        and lines.value is not null
        and {{ dbt.datediff('lines.start_date', 'lines.end_date', 'day') }} < 53 * 7 -- noqa: LT05

),

-- What a statement does not print is nil where its total is printed and the lines foot without it.
nil_lines as (

    select distinct
        identity_results.issuer_id,
        identity_results.entity,
        identity_results.period_id,
        identity_results.currency,
        identity_terms.line_item_id
    from identity_results
    inner join identity_terms on identity_results.identity_id = identity_terms.identity_id
    where
        identity_results.family = 'F'
        and identity_results.verdict in ('EXACT', 'ROUNDING')
        and identity_terms.role = 'term'
        and identity_terms.period_relation = 'same'
        and not identity_terms.is_required

),

wanted as (

    select
        asked.*,
        definitions.role,
        definitions.line_item_id,
        definitions.weight,
        definitions.is_required,
        case
            when definitions.period_basis = 'days' and definitions.role = 'denominator' then flows.flow_period_id
            else asked.period_id
        end as operand_period_id,
        case
            when definitions.period_basis = 'days' and definitions.role = 'denominator' then flows.flow_start_date
            else asked.start_date
        end as operand_start_date
    from asked
    inner join definitions on asked.issuer_id = definitions.issuer_id and asked.ratio_id = definitions.ratio_id
    left join flows
        on
            asked.issuer_id = flows.issuer_id
            and asked.entity = flows.entity
            and asked.ratio_id = flows.ratio_id
            and asked.period_id = flows.period_id
            and flows.choice = 1

),

final as (

    select
        wanted.issuer_id,
        wanted.entity,
        wanted.ratio_id,
        wanted.period_id,
        wanted.start_date,
        wanted.end_date,
        wanted.role,
        wanted.line_item_id,
        wanted.weight,
        wanted.is_required,
        wanted.operand_period_id,
        wanted.operand_start_date,
        lines.currency,
        case when nil_lines.line_item_id is not null and lines.line_item_id is null then 0 else lines.value end
            as value,
        case
            when lines.line_item_id is not null then lines.basis
            when wanted.operand_period_id is null then 'no period'
            when nil_lines.line_item_id is not null then 'nil'
            else 'not printed'
        end as state,
        lines.fact_key
    from wanted
    left join lines
        on
            wanted.issuer_id = lines.issuer_id
            and wanted.entity = lines.entity
            and wanted.line_item_id = lines.line_item_id
            and wanted.operand_period_id = lines.period_id
    left join nil_lines
        on
            case when not wanted.is_required then wanted.issuer_id end = nil_lines.issuer_id
            and wanted.entity = nil_lines.entity
            and wanted.line_item_id = nil_lines.line_item_id
            and wanted.operand_period_id = nil_lines.period_id
            and wanted.presented_in = nil_lines.currency

)

select * from final
