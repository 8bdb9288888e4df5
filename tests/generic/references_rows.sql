{#- Fails for every value of a column that is not NULL and has no row in the table it refers to.
    `columns` maps a column to [relation, column]; failing rows carry both names and the value. -#}
{% test references_rows(model, columns) %}
{% for column, target in columns.items() -%}
select distinct
    '{{ column }}' as column_name,
    '{{ target[0] }}.{{ target[1] }}' as refers_to,
    cast(child.{{ column }} as varchar) as orphan
from {{ model }} as child
left join {{ ref(target[0]) }} as parent
    on child.{{ column }} = parent.{{ target[1] }}
where child.{{ column }} is not null and parent.{{ target[1] }} is null
{% if not loop.last -%}
union all
{% endif -%}
{% endfor %}
{% endtest %}
