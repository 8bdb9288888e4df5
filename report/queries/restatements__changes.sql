select
    restatements.kind,
    items.label,
    restatements.period_id,
    restatements.currency,
    restatements.unit,
    restatements.first_filing_id,
    restatements.first_source_line,
    restatements.first_cell_text,
    restatements.first_value,
    restatements.later_filing_id,
    restatements.later_source_line,
    restatements.later_cell_text,
    restatements.later_value,
    restatements.change
from marts.restatements as restatements
inner join marts.dim_line_item as items using (line_item_id)
where restatements.issuer_id = $issuer_id
order by restatements.later_announced_on desc, items.display_order, restatements.period_id, restatements.currency
