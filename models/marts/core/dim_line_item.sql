-- The chart of accounts: every line item a label can mean.
-- Grain: line item.
-- depends_on: {{ ref('filings_released') }}
with

line_items as (

    select * from {{ ref('line_items') }}

),

final as (

    select
        line_item_id,
        statement,
        section,
        label,
        period_type,
        balance,
        unit,
        us_gaap_element,
        balance_at,
        is_total,
        is_additive,
        is_result,
        cast(display_order as integer) as display_order
    from line_items

)

select * from final
