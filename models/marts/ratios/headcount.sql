-- Employees by function, and how each function changed since the date before that prints it.
-- Grain: issuer × entity × date × function.
with

{{ parts_of_a_total('headcount') }},

moved as (

    select
        *,
        lag(period_id) over (
            partition by issuer_id, entity, line_item_id, value is null
            order by end_date
        ) as prior_period_id,
        lag(value) over (
            partition by issuer_id, entity, line_item_id, value is null
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
        line_item_id,
        label,
        cast(value as bigint) as persons,
        cast(total_value as bigint) as total_persons,
        share,
        is_complete,
        case when value is not null then prior_period_id end as prior_period_id,
        cast(value - prior_value as bigint) as change,
        basis,
        reason
    from moved

)

select * from final
