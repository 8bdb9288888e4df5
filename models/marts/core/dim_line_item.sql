-- The chart of accounts: every standard line item a label can mean, and the lines that issuers print beside them.
-- Grain: line item.
with

line_items as (

    select * from {{ ref('stg_line_items') }}

),

facts as (

    select * from {{ ref('int_issuer_facts') }}

),

released as (

    select * from {{ ref('filings_released') }}

),

-- What only a withheld filing prints is in no mart.
printed as (

    select distinct facts.line_item_id
    from facts
    inner join released on facts.filing_id = released.filing_id

),

final as (

    select
        line_items.line_item_id,
        line_items.issuer_id as line_issuer_id,
        line_items.statement,
        line_items.section,
        line_items.label,
        line_items.period_type,
        line_items.balance,
        line_items.unit,
        line_items.us_gaap_element,
        line_items.balance_at,
        line_items.is_total,
        line_items.is_additive,
        line_items.is_result,
        line_items.display_order
    from line_items
    left join printed on line_items.line_item_id = printed.line_item_id
    where line_items.issuer_id is null or printed.line_item_id is not null

)

select * from final
