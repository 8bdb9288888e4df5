-- provisional
with q as (with j as (select * from {{ ref('int_facts_judged') }}),
spine as (select distinct filing_id, entity, root_table_id, table_kind, period_id, start_date,end_date,currency from j where unit in ('currency','persons')),
w as (select i.identity_id||':'||s.filing_id||':'||s.root_table_id||':'||s.period_id||':'||coalesce(s.currency,'') result_id, i.identity_id, i.family, i.rule_type, s.*, t.line_item_id, t.role, t.weight, t.is_required, t.period_relation,
 case t.period_relation when 'same' then s.start_date end tsd,
 case t.period_relation when 'instant_start' then cast(s.start_date - interval 1 day as date) else s.end_date end ted
 from {{ ref('identities') }} i join spine s on i.table_kind=s.table_kind join {{ ref('identity_terms') }} t using(identity_id) where i.rule_type='sum'),
sums as (
select w.result_id, w.identity_id, w.family, w.rule_type, w.filing_id, w.role, w.weight, w.is_required, j.fact_id, w.line_item_id
from w left join j on ((w.period_relation='same' and j.root_table_id=w.root_table_id) or (w.period_relation<>'same' and j.filing_id=w.filing_id and j.entity=w.entity))
 and j.line_item_id=w.line_item_id and j.start_date is not distinct from w.tsd and j.end_date=w.ted and j.currency is not distinct from w.currency),
eq as (select 'X01:'||filing_id||':'||entity||':'||line_item_id||':'||period_id||':'||coalesce(currency,'') as result_id,'X01' identity_id,'X' as family,'equal_printings' rule_type, filing_id,'term' "role",1 weight,true is_required,fact_id,line_item_id, count(*) over (partition by filing_id,entity,line_item_id,period_id,currency) n from j),
tr as (select 'T01:'||u.fact_id result_id,'T01' identity_id,'T' as family,'translation' rule_type,u.filing_id, case when x.is_convenience then 'total' else 'term' end "role",1 weight,true is_required,x.fact_id,x.line_item_id
 from j u join j c on u.is_convenience and not c.is_convenience and u.unit='currency' and u.root_table_id=c.root_table_id and u.source_line=c.source_line and u.line_item_id=c.line_item_id and u.start_date is not distinct from c.start_date and u.end_date=c.end_date and u.entity=c.entity join j x on x.fact_id in (u.fact_id,c.fact_id)),
p as (select 'P01:'||w.filing_id||':'||w.fact_id||':'||a.fact_id||':'||b.fact_id result_id,'P01','P','period_sum',w.filing_id, x.role, x.weight, true, x.fid, w.line_item_id from j w join j a on w.filing_id=a.filing_id and w.entity=a.entity and w.line_item_id=a.line_item_id and w.currency=a.currency and w.start_date=a.start_date and w.end_date>a.end_date and w.root_table_id=a.root_table_id join j b on w.filing_id=b.filing_id and w.entity=b.entity and w.line_item_id=b.line_item_id and w.currency=b.currency and w.end_date=b.end_date and cast(a.end_date + interval 1 day as date)=b.start_date and w.root_table_id=b.root_table_id
 join {{ ref('line_items') }} li on li.line_item_id=w.line_item_id and li.is_additive and not w.is_convenience, lateral (select 'total' as role,1 as weight,w.fact_id fid union all select 'term',1,a.fact_id union all select 'term',1,b.fact_id) x)
select result_id,identity_id,family,rule_type,filing_id,role,weight,is_required,fact_id,line_item_id from sums
union all select result_id,identity_id,family,rule_type,filing_id,"role",weight,is_required,fact_id,line_item_id from eq where n>1
union all select * from tr
union all select * from p
) select q.*, r.convenience_rate from q left join (select filing_id, max(convenience_rate) convenience_rate from {{ ref('int_facts_judged') }} group by filing_id) r on q.filing_id=r.filing_id
