-- The readable figures of filings in which an identity fails.
-- Grain: fact.
with

facts as (

    select * from {{ ref('int_facts_resolved') }}
    where evidence <> 'unresolved'

),

line_items as (

    select * from {{ ref('stg_line_items') }}

),

filings as (

    select distinct filing_id
    from {{ ref('int_gaps_open') }}

),

final as (

    select
        facts.fact_id,
        facts.filing_id,
        facts.entity,
        facts.line_item_id,
        facts.source_line,
        line_items.label as printed_label,
        facts.start_date,
        facts.end_date,
        facts.currency,
        facts.value,
        facts.printed_unit,
        facts.scale,
        facts.printed_sign as decided_sign
    from facts
    inner join filings on facts.filing_id = filings.filing_id
    inner join line_items on facts.line_item_id = line_items.line_item_id

)

select * from final
