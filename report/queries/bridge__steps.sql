-- From the result that the reconciliation starts with to adjusted EBITDA: the bridge to the result in between, where
-- there is one, comes first. `bar_from` and `bar_to` place the bars.
with

bridges as (

    select * from marts.non_gaap_bridges
    where issuer_id = $issuer_id and entity = 'consolidated'

),

last_part as (

    select * from bridges
    where measure_id = 'adjusted_ebitda'

),

first_part as (

    select bridges.* from bridges
    inner join last_part
        on
            bridges.measure_id = last_part.line_item_id
            and bridges.period_id = last_part.period_id
            and bridges.currency = last_part.currency
    where last_part.role = 'start'

),

steps as (

    select
        1 as part,
        * replace (case role when 'total' then 'subtotal' else role end as role)
    from first_part
    union all
    select
        2 as part,
        last_part.*
    from last_part
    where
        last_part.role <> 'start'
        or not exists (
            select 1 from first_part
            where first_part.period_id = last_part.period_id and first_part.currency = last_part.currency
        )

),

running as (

    select
        *,
        sum(case when role in ('start', 'adjustment') then effect else 0 end) over (
            partition by period_id, currency
            order by part, step
        ) as reached
    from steps

)

select
    period_id,
    currency,
    label,
    role,
    effect,
    basis,
    case role when 'adjustment' then reached - effect else 0 end as bar_from,
    case role when 'adjustment' then reached else effect end as bar_to
from running
order by period_id, currency, part, step
