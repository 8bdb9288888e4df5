-- Facts that an exact sum proves: every operand of an identity that closes without a gap.
-- Grain: fact.
with

operands as (

    select * from {{ ref('int_identity_operands') }}

),

tested as (

    select * from {{ ref('int_identities_tested') }}
    where verdict = 'EXACT'

),

by_sum as (

    select operands.fact_id
    from operands
    inner join tested
        on
            operands.identity_id = tested.identity_id
            and operands.root_table_id = tested.table_id
            and operands.period_id = tested.period_id
            and operands.currency is not distinct from tested.currency

),

numbers as (

    {{ numbers(3) }}

),

by_period as (

    select {{ dbt.split_part('tested.input_fact_ids', "' '", 'numbers.n') }} as fact_id
    from tested
    cross join numbers
    where tested.family = 'P'

),

final as (

    select fact_id
    from by_sum
    where fact_id is not null
    union
    select fact_id
    from by_period
    where fact_id <> ''

)

select * from final
