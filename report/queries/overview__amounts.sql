select
    facts.line_item_id,
    items.label,
    facts.period_id,
    facts.currency,
    facts.value,
    facts.basis,
    growth.growth_rate,
    growth.change_class
from marts.fct_facts as facts
inner join marts.dim_line_item as items using (line_item_id)
left join marts.growth as growth on facts.fact_key = growth.fact_key and growth.comparison = 'yoy'
where
    facts.issuer_id = $issuer_id
    and facts.entity = 'consolidated'
    and facts.start_date is not null
    and facts.line_item_id in ('total_revenues', 'gross_profit', 'net_income', 'adjusted_ebitda')
order by items.display_order, facts.period_id, facts.currency
