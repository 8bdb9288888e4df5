select
    filing_id,
    title,
    form,
    announced_on,
    period_end_date,
    source_file,
    source_sha256
from marts.dim_filing
where issuer_id = $issuer_id
order by announced_on, filing_id
