-- One row a figure: its value as printed, or NULL with the reason, when something contradicts it.
-- Grain: fact (filing × source line × source column × line item).
with

judged as (

    select * from {{ ref('int_facts_judged') }}

),

contradicted as (

    select * from {{ ref('int_facts_contradicted') }}

),

reasons as (

    select
        judged.*,
        coalesce(
            judged.contradiction,
            'breaks ' || contradicted.identity_id || ' and its own convenience translation'
        ) as reason
    from judged
    left join contradicted on judged.fact_id = contradicted.fact_id

),

final as (

    select
        fact_id,
        filing_id,
        issuer_id,
        entity,
        announced_on,
        table_id,
        root_table_id,
        table_kind,
        statement,
        source_line,
        source_column,
        cell_text,
        printed_label,
        line_item_id,
        period_id,
        start_date,
        end_date,
        instant_date,
        currency,
        is_convenience,
        unit,
        scale,
        case when reason is null then printed_value end as printed_value,
        case when reason is null then value end as value,
        case when reason is null then printed_unit end as printed_unit,
        case when reason is null then 'printed' else 'unresolved' end as evidence,
        coalesce(reason, match_rule) as evidence_rules
    from reasons

)

select * from final
