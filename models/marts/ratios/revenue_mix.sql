-- What revenues are made of.
-- Grain: issuer × entity × period × revenue line.
with

{{ parts_of_a_total('mix') }},

final as (

    select
        issuer_id,
        entity,
        period_id,
        start_date,
        end_date,
        line_item_id,
        label,
        currency,
        value,
        total_value,
        share,
        is_complete,
        basis,
        reason
    from parts

)

select * from final
