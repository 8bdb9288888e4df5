-- Receivables and payables by age, and how each class moved since the balance date before that prints it.
-- Grain: issuer × entity × date × age class.
with

{{ parts_of_a_total('ageing') }},

moved as (

    select
        *,
        lag(period_id) over (
            partition by issuer_id, entity, line_item_id, currency, value is null
            order by end_date
        ) as prior_period_id,
        lag(value) over (
            partition by issuer_id, entity, line_item_id, currency, value is null
            order by end_date
        ) as prior_value
    from parts

),

final as (

    select
        issuer_id,
        entity,
        period_id,
        end_date,
        replace(section, '_ageing', '') as balance,
        line_item_id,
        label,
        currency,
        value,
        total_value,
        share,
        is_complete,
        case when value is not null then prior_period_id end as prior_period_id,
        prior_value,
        cast(value - prior_value as {{ money() }}) as change,
        basis,
        reason
    from moved

)

select * from final
