{#- Fails for every row in which a check is not true; an unknown (NULL) check fails too.
    `checks` maps a sentence to an SQL expression; failing rows carry the sentence and `keys`. -#}
{% test row_checks(model, checks, keys) %}
{% for sentence, expression in checks.items() -%}
select
    '{{ sentence | replace("'", "''") }}' as failed_check,
    {% for key in keys -%}
    cast({{ key }} as varchar) as {{ key }}{{ "," if not loop.last }}
    {% endfor %}
from {{ model }}
where not coalesce({{ expression }}, false)
{% if not loop.last -%}
union all
{% endif -%}
{% endfor %}
{% endtest %}
