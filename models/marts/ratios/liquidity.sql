-- Liquidity, and how long receivables and payables stand, at every balance date.
-- Grain: issuer × entity × balance date.
{%- set ratio_ids = [
    'current_ratio', 'cash_ratio', 'days_sales_outstanding', 'days_payable_outstanding', 'past_due_share',
    'allowance_rate',
] %}
with

ratios as (

    select * from {{ ref('ratios') }}
    where
        ratio_id in (
            {{ listed(ratio_ids + ['net_current_assets']) | indent(4) }}
        )

),

final as (

    select
        issuer_id,
        entity,
        period_id,
        end_date,
        max(currency) as currency,
        {{ ratio_columns(ratio_ids) }},
        {{ ratio_columns(['net_current_assets'], 'numerator') }},
        max(case when ratio_id = 'days_sales_outstanding' then days_period_id end) as days_sales_period_id,
        max(case when ratio_id = 'days_payable_outstanding' then days_period_id end) as days_payable_period_id,
        {{ joint_basis() }}
    from ratios
    group by issuer_id, entity, period_id, end_date
    having count(value) > 0

)

select * from final
