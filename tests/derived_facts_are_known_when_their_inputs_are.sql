-- Fails for a derived fact with an input that is not there, or that was announced after the day from which the fact
-- is said to be known, and for one that is said to be known later than all its inputs. Where no day is known on which
-- one of them was announced, none is known for the fact.
with

derived as (

    select * from {{ ref('fct_facts') }}
    where basis = 'derived'

),

facts as (

    select * from {{ ref('fct_reported_facts') }}

),

numbers as (

    {{ numbers(24) }}

),

inputs as (

    select
        derived.fact_key,
        derived.announced_on,
        {{ dbt.split_part('derived.input_fact_ids', "' '", 'numbers.n') }} as fact_id
    from derived
    inner join numbers
        on numbers.n <= 1 + length(derived.input_fact_ids) - length(replace(derived.input_fact_ids, ' ', ''))

),

final as (

    select
        inputs.fact_key,
        inputs.announced_on,
        case when count(*) = count(facts.announced_on) then max(facts.announced_on) end as latest_input
    from inputs
    left join facts on inputs.fact_id = facts.fact_id
    group by inputs.fact_key, inputs.announced_on
    having
        count(*) > count(facts.value)
        or inputs.announced_on is distinct from
        case when count(*) = count(facts.announced_on) then max(facts.announced_on) end

)

select * from final
