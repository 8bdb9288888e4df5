-- The operands of the tests that evidence may rest on: all but those of sums which a printed line that the rule does
-- not know may enter. Where the sum closes without it in another column of the statement, it does not enter.
-- Grain: test × operand line × role × date × fact.
with

operands as (

    select * from {{ ref('int_identity_operands') }}

),

doubtful_sums as (

    select distinct result_id
    from {{ ref('int_sums_others') }}

),

judged as (

    select * from {{ ref('int_facts_judged') }}

),

lines as (

    select
        operands.result_id,
        operands.identity_id,
        operands.table_id,
        operands.role,
        operands.weight,
        operands.operand_line_item_id,
        operands.operand_end_date,
        max(case when judged.contradiction is null then judged.value end) as value,
        max(case when judged.contradiction is null then 0 else 1 end) as is_unclear
    from operands
    inner join doubtful_sums on operands.result_id = doubtful_sums.result_id
    inner join judged on operands.fact_id = judged.fact_id
    group by
        operands.result_id, operands.identity_id, operands.table_id, operands.role, operands.weight,
        operands.operand_line_item_id, operands.operand_end_date

),

sums_closing as (

    select
        result_id,
        identity_id,
        table_id
    from lines
    group by result_id, identity_id, table_id
    having
        sum(is_unclear) = 0
        and count(case when role = 'total' then 1 end) = 1
        and count(*) > 1
        and sum(case when role = 'total' then value else -weight * value end) = 0
        and max(abs(value)) > 0

),

closing as (

    select distinct
        identity_id,
        table_id
    from sums_closing

),

final as (

    select
        operands.result_id,
        operands.identity_id,
        operands.family,
        operands.rule_type,
        operands.filing_id,
        operands.issuer_id,
        operands.entity,
        operands.table_id,
        operands.line_item_id,
        operands.period_id,
        operands.start_date,
        operands.end_date,
        operands.currency,
        operands.is_convenience,
        operands.convenience_rate,
        operands.operand_line_item_id,
        operands.role,
        operands.weight,
        operands.is_required,
        operands.scope,
        operands.operand_start_date,
        operands.operand_end_date,
        operands.fact_id,
        operands.source_line
    from operands
    left join doubtful_sums on operands.result_id = doubtful_sums.result_id
    left join closing
        on operands.identity_id = closing.identity_id and operands.table_id = closing.table_id
    where doubtful_sums.result_id is null or closing.identity_id is not null

)

select * from final
