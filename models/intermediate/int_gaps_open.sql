-- The operands of identities that fail, for the one who looks for a reason.
-- Grain: failed result × operand.
with

operands as (

    select * from {{ ref('int_identity_operands') }}

),

failed as (

    select result_id
    from {{ ref('int_identities_tested') }}
    where verdict = 'FAIL'

),

final as (

    select
        operands.result_id,
        operands.identity_id,
        operands.family,
        operands.rule_type,
        operands.filing_id,
        operands.operand_line_item_id,
        operands.operand_end_date,
        operands.scope,
        operands.role,
        operands.weight,
        operands.is_required,
        operands.convenience_rate,
        operands.fact_id
    from operands
    inner join failed on operands.result_id = failed.result_id

)

select * from final
