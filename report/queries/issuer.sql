select
    issuer_id,
    name,
    tickers,
    reporting_currency,
    convenience_currency,
    fiscal_year_end_month,
    fiscal_year_end_day
from marts.dim_issuer
where issuer_id = $issuer_id
