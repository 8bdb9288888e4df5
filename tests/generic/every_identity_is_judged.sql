{#- Fails for every identity of the catalogue that the gate says nothing of. -#}
{% test every_identity_is_judged(model) %}
select identities.identity_id
from {{ ref('identities') }} as identities
left join {{ model }} as gate on identities.identity_id = gate.identity_id
where gate.identity_id is null
{% endtest %}
