select
    period_id,
    gearing_ratio_min,
    gearing_ratio_max,
    gearing_ratio_reported,
    gearing_ratio_printed_unit,
    debt_to_equity,
    basis
from marts.leverage
where issuer_id = $issuer_id and entity = 'consolidated'
order by end_date
