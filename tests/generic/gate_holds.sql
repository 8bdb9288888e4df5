{#- Fails for every rule of a severity that Great Expectations did not pass. Where filings are quarantined, a broken
    blocking rule is a warning: `filings_released` keeps the filings that break it out of every mart. -#}
{% test gate_holds(model, rule_severity) %}
{%- if rule_severity == 'error' -%}
    {{ config(severity='error' if on_identity_failure() == 'stop' else 'warn') }}
{%- endif %}
select
    identity_id,
    name,
    n_failed,
    failing_rows
from {{ model }}
where severity = '{{ rule_severity }}' and not coalesce(success, false)
{% endtest %}
