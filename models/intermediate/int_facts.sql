-- Every figure of the standard line items and of the issuers' own lines.
-- Grain: fact (filing × source line × source column × line item).
{% set columns = [
    'fact_id', 'filing_id', 'issuer_id', 'entity', 'announced_on', 'table_id', 'root_table_id', 'table_kind',
    'statement', 'source_line', 'source_column', 'cell_text', 'printed_label', 'line_item_id', 'period_id',
    'start_date', 'end_date', 'instant_date', 'currency', 'is_convenience', 'unit', 'scale', 'printed_sign',
    'printed_value', 'value', 'printed_unit', 'evidence', 'evidence_rules',
] -%}
with

standard_facts as (

    select * from {{ ref('int_facts_resolved') }}

),

issuer_facts as (

    select * from {{ ref('int_issuer_facts') }}

),

final as (

    select {{ columns | join(', ') }}
    from standard_facts
    union all
    select {{ columns | join(', ') }}
    from issuer_facts

)

select * from final
