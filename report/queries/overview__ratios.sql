select
    ratio_id,
    period_id,
    value
from marts.ratios
where
    issuer_id = $issuer_id
    and entity = 'consolidated'
    and ratio_id in ('gross_margin', 'net_margin', 'adjusted_ebitda_margin')
    and value is not null
order by ratio_id, period_id
