-- Fails for a mix whose known parts add up to their total while their shares do not add up to 1, or that says of itself
-- both that it is complete and that it is not.
{%- set mixes = {
    'revenue_mix': "'revenues'",
    'ageing': 'balance',
    'headcount': "'employees'",
} %}
{% for model, total in mixes.items() %}
select
    '{{ model }}' as model_name,
    issuer_id,
    entity,
    period_id,
    {{ total }} as total,
    sum(share) as sum_of_shares
from {{ ref(model) }}
group by issuer_id, entity, period_id, {{ total }}
having
    max(case when is_complete then 1 else 0 end) <> min(case when is_complete then 1 else 0 end)
    or (
        max(case when is_complete then 1 else 0 end) = 1
        and max(total_{{ 'persons' if model == 'headcount' else 'value' }}) > 0
        and not coalesce(abs(sum(share) - 1) <= 1e-9, false)
    )
{{ "union all" if not loop.last }}
{% endfor %}
