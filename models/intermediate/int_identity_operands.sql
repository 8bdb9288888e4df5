-- The terms of every sum identity in every period and currency of every statement it applies to, each
-- with the figure it takes; a term without a figure is there with a NULL fact.
-- Grain: identity × statement (root table) × period × currency × line item.
with

facts as (

    select * from {{ ref('int_facts_resolved') }}
    where unit in ('currency', 'persons')

),

merged_figures as (

    select * from {{ ref('int_rows_unread') }}
    where line_item_id is not null

),

identities as (

    select * from {{ ref('identities') }}
    where rule_type = 'sum'

),

identity_terms as (

    select * from {{ ref('identity_terms') }}

),

-- The columns of a statement. A column counts when it holds a figure, resolved or not.
spine as (

    select distinct
        filing_id,
        issuer_id,
        entity,
        root_table_id,
        table_kind,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience
    from facts

),

wanted as (

    select
        identities.identity_id,
        spine.filing_id,
        spine.issuer_id,
        spine.entity,
        spine.root_table_id,
        spine.period_id,
        spine.start_date,
        spine.end_date,
        spine.currency,
        spine.is_convenience,
        identity_terms.line_item_id,
        identity_terms.role,
        identity_terms.weight,
        identity_terms.is_required,
        -- where the term is looked for; as keys, so that both joins below are hash joins
        case when identity_terms.period_relation = 'same' then spine.root_table_id end as term_table_id,
        case when identity_terms.period_relation <> 'same' then spine.filing_id end as term_filing_id,
        case identity_terms.period_relation
            when 'same' then spine.start_date
        end as term_start_date,
        case identity_terms.period_relation
            when 'instant_start' then cast(spine.start_date - {{ days(1) }} as date)
            else spine.end_date
        end as term_end_date
    from identities
    inner join spine on identities.table_kind = spine.table_kind
    inner join identity_terms on identities.identity_id = identity_terms.identity_id

),

-- A row with merged labels prints its lines, but says no figure of any of them.
statement_figures as (

    select
        root_table_id,
        line_item_id,
        start_date,
        end_date,
        currency,
        fact_id,
        source_line,
        value,
        printed_unit
    from facts
    union all
    select
        root_table_id,
        line_item_id,
        start_date,
        end_date,
        currency,
        cast(null as varchar) as fact_id,
        source_line,
        cast(null as {{ money() }}) as value,
        cast(null as {{ money() }}) as printed_unit
    from merged_figures

),

-- Several readings of one line in one column contradict each other unless they are equal.
by_statement as (

    select
        root_table_id,
        line_item_id,
        start_date,
        end_date,
        currency,
        max(value) as value,
        max(printed_unit) as printed_unit,
        min(fact_id) as fact_id,
        min(source_line) as source_line,
        max(case when value is null then 1 else 0 end) as is_unresolved,
        case when min(value) <> max(value) then 1 else 0 end as is_contradicted
    from statement_figures
    group by root_table_id, line_item_id, start_date, end_date, currency

),

by_filing as (

    select
        filing_id,
        entity,
        line_item_id,
        start_date,
        end_date,
        currency,
        max(value) as value,
        max(printed_unit) as printed_unit,
        min(case when value is not null then fact_id end) as fact_id,
        min(case when value is null then 1 else 0 end) as is_unresolved,
        case when min(value) <> max(value) then 1 else 0 end as is_contradicted
    from facts
    group by filing_id, entity, line_item_id, start_date, end_date, currency

),

final as (

    select
        wanted.identity_id,
        wanted.filing_id,
        wanted.issuer_id,
        wanted.entity,
        wanted.root_table_id,
        wanted.period_id,
        wanted.start_date,
        wanted.end_date,
        wanted.currency,
        wanted.is_convenience,
        wanted.line_item_id,
        wanted.role,
        wanted.weight,
        wanted.is_required,
        coalesce(by_statement.fact_id, by_filing.fact_id) as fact_id,
        coalesce(by_statement.value, by_filing.value) as value,
        coalesce(by_statement.printed_unit, by_filing.printed_unit) as printed_unit,
        by_statement.source_line,
        by_statement.line_item_id is not null or by_filing.line_item_id is not null as is_printed,
        coalesce(by_statement.is_unresolved, by_filing.is_unresolved, 0) = 1 as is_unresolved,
        coalesce(by_statement.is_contradicted, by_filing.is_contradicted, 0) = 1 as is_contradicted
    from wanted
    left join by_statement
        on
            wanted.term_table_id = by_statement.root_table_id
            and wanted.line_item_id = by_statement.line_item_id
            and wanted.term_start_date is not distinct from by_statement.start_date
            and wanted.term_end_date = by_statement.end_date
            and wanted.currency is not distinct from by_statement.currency
    left join by_filing
        on
            wanted.term_filing_id = by_filing.filing_id
            and wanted.entity = by_filing.entity
            and wanted.line_item_id = by_filing.line_item_id
            and wanted.term_start_date is not distinct from by_filing.start_date
            and wanted.term_end_date = by_filing.end_date
            and wanted.currency is not distinct from by_filing.currency

)

select * from final
