select
    fiscal.period_id,
    fiscal.fiscal_year,
    fiscal.fiscal_period,
    fiscal.period_kind,
    periods.start_date,
    periods.end_date
from marts.dim_fiscal_period as fiscal
inner join marts.dim_period as periods using (period_id)
where fiscal.issuer_id = $issuer_id
order by periods.end_date, periods.start_date desc nulls last, fiscal.period_id
