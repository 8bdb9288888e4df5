select
    fact_id,
    filing_id,
    source_line,
    source_column,
    cell_place,
    printed_label,
    cell_text,
    line_item_id,
    period_id,
    currency,
    unit,
    value,
    evidence,
    evidence_rules
from marts.fct_reported_facts
where issuer_id = $issuer_id
order by announced_on, filing_id, source_line, source_column, fact_id
