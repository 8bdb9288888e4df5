-- Fails when a synonym or a heading is not in the form in which labels are compared: it would never match.
{%- set form = statement_label('label') %}
select
    table_kind || ': ' || label as text,
    {{ form }} as form
from {{ ref('label_synonyms') }}
where label not like '%{issuer}%' and label <> '(none)' and label is distinct from {{ form }}
union all
select
    heading as text,
    {{ statement_label('heading') }} as form
from {{ ref('sections') }}
where heading is distinct from {{ statement_label('heading') }}
