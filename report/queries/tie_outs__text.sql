select
    ties.tie_out_id,
    ties.filing_id,
    ties.source_line,
    ties.figure_text,
    ties.subject,
    ties.measure_id,
    ties.period_id,
    ties.printed_value,
    ties.printed_unit,
    ties.computed_value,
    ties.difference,
    ties.verdict,
    ties.reason,
    ties.input_fact_ids
from marts.tie_outs as ties
inner join marts.dim_filing as filings using (filing_id)
where ties.issuer_id = $issuer_id and ties.what = 'prose'
order by filings.announced_on, ties.filing_id, ties.source_line, ties.tie_out_id
