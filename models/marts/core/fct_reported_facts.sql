-- Every figure printed in a cell of a filing's tables, with where it stands and what it means.
-- Grain: fact (filing × source line × source column × line item).
{{ config(post_hook=create_as_known_on()) }}
with

facts as (

    select * from {{ ref('int_facts') }}

),

released as (

    select * from {{ ref('filings_released') }}

),

final as (

    select
        fact_id,
        filing_id,
        issuer_id,
        entity,
        announced_on,
        table_id,
        source_line,
        source_column,
        cell_text,
        printed_label,
        statement,
        table_kind,
        line_item_id,
        period_id,
        start_date,
        end_date,
        instant_date,
        currency,
        is_convenience,
        unit,
        scale,
        printed_value,
        printed_unit,
        value,
        evidence,
        evidence_rules
    from facts
    where filing_id in (select released.filing_id from released)

)

select * from final
