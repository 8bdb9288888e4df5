{#- For a model of evidence (fact × candidate × rule). Fails for every recovered fact without exactly one chosen
    candidate, of its value, that at least two rules satisfy and none breaks; for every other fact of which a
    candidate is chosen; and for evidence of a figure that was taken as printed. -#}
{% test evidence_decides(model, facts) %}
with

candidates as (

    select
        fact_id,
        candidate_value,
        max(case when chosen then 1 else 0 end) as is_chosen,
        sum(case when satisfied then 1 else 0 end) as n_satisfied,
        sum(case when satisfied then 0 else 1 end) as n_broken
    from {{ model }}
    group by fact_id, candidate_value

),

evidence as (

    select
        fact_id,
        sum(is_chosen) as n_chosen,
        max(case when is_chosen = 1 then candidate_value end) as chosen_value,
        sum(case when is_chosen = 1 then n_satisfied else 0 end) as n_satisfied,
        sum(case when is_chosen = 1 then n_broken else 0 end) as n_broken
    from candidates
    group by fact_id

),

judged as (

    select
        facts.fact_id,
        evidence.chosen_value,
        case
            when facts.evidence is distinct from 'recovered'
                then
                    case
                        when evidence.n_chosen > 0 then 'a candidate of a fact that is not recovered is chosen'
                        when facts.evidence = 'printed' and evidence.fact_id is not null
                            then 'there is evidence of a figure that was taken as printed'
                    end
            when coalesce(evidence.n_chosen, 0) = 0 then 'no candidate of a recovered fact is chosen'
            when evidence.n_chosen > 1 then 'several candidates of one fact are chosen'
            when evidence.chosen_value is distinct from facts.value then 'another value is chosen'
            when evidence.n_satisfied < 2 then 'fewer than two rules speak for the chosen value'
            when evidence.n_broken > 0 then 'a rule speaks against the chosen value'
        end as failed_check
    from {{ facts }} as facts
    left join evidence on facts.fact_id = evidence.fact_id

)

select
    failed_check,
    fact_id,
    chosen_value
from judged
where failed_check is not null
{% endtest %}
