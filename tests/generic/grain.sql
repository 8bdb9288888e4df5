{#- Fails when a key of the grain is NULL or stands twice. Failing rows carry the key and how often. -#}
{% test grain(model, columns) %}
select
    {% for column in columns -%}
    {{ column }},
    {% endfor -%}
    count(*) as n_rows
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {% for column in columns -%}
    or {{ column }} is null
    {% endfor %}
{% endtest %}
