select
    ratio_id,
    period_id,
    value,
    basis
from marts.ratios
where
    issuer_id = $issuer_id
    and entity = 'consolidated'
    and ratio_id in ('gross_margin', 'operating_margin', 'net_margin', 'adjusted_ebitda_margin')
    and value is not null
order by
    end_date, period_id,
    case ratio_id when 'gross_margin' then 1 when 'operating_margin' then 2 when 'net_margin' then 3 else 4 end
