select
    results.result_id,
    results.identity_id,
    results.family,
    results.name,
    results.severity,
    results.filing_id,
    results.table_id,
    results.line_item_id,
    results.period_id,
    results.currency,
    results.reported_value,
    results.calculated_value,
    results.gap,
    results.tolerance,
    results.verdict,
    results.is_excepted,
    results.reason,
    results.explanation,
    results.input_fact_ids
from marts.fct_identity_results as results
inner join marts.dim_filing as filings using (filing_id)
where filings.issuer_id = $issuer_id
order by
    filings.announced_on, results.filing_id, results.family, results.identity_id, results.table_id nulls first,
    results.period_id, results.currency, results.result_id
