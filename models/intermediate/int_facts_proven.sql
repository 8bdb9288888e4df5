-- Facts that an exact sum proves: every operand of a sum of lines or of periods that closes without a gap.
-- Grain: fact.
with

operands as (

    select
        result_id,
        fact_id
    from {{ ref('int_identity_operands') }}
    where rule_type in ('sum', 'period_sum')
    union all
    select
        result_id,
        fact_id
    from {{ ref('int_discovered_operands') }}

),

facts as (

    select * from {{ ref('int_facts') }}
    where evidence <> 'unresolved'

),

tested as (

    select * from {{ ref('int_identities_tested') }}
    where verdict = 'EXACT'

),

final as (

    select distinct operands.fact_id
    from operands
    inner join tested on operands.result_id = tested.result_id
    inner join facts on operands.fact_id = facts.fact_id

)

select * from final
