{#- Fails for every rule of a severity that Great Expectations did not pass. -#}
{% test gate_holds(model, rule_severity) %}
select
    identity_id,
    name,
    n_failed,
    failing_rows
from {{ model }}
where severity = '{{ rule_severity }}' and not coalesce(success, false)
{% endtest %}
