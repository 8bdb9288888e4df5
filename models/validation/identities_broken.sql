-- Results that the gate counts as failed and blocking, with how much of their filing each withholds: the figures that
-- it casts doubt on, or the whole filing where it rests on no figure, or where no fewer results fail than hold.
-- Grain: identity result (`result_id`).
with

judged as (

    select * from {{ ref('int_identities_judged') }}

),

operands as (

    select * from {{ ref('int_identity_operands') }}

),

facts as (

    select * from {{ ref('int_facts') }}
    where value is not null

),

failures as (

    select * from judged
    where {{ fails_the_gate('judged') }}

),

resting as (

    select distinct operands.result_id
    from operands
    inner join facts on operands.fact_id = facts.fact_id

),

filings_judged as (

    select
        filing_id,
        count(*) as n_holding
    from judged
    where severity = 'error' and verdict = 'EXACT' and identity_id is not null
    group by filing_id

),

failures_counted as (

    select
        failures.filing_id,
        count(*) as n_failed,
        count(resting.result_id) as n_resting
    from failures
    left join resting on case when failures.verdict = 'FAIL' then failures.result_id end = resting.result_id
    group by failures.filing_id

),

final as (

    select
        failures.result_id,
        failures.identity_id,
        failures.filing_id,
        failures.issuer_id,
        case
            when
                failures_counted.n_resting = failures_counted.n_failed
                and failures_counted.n_failed < coalesce(filings_judged.n_holding, 0)
                then 'figures'
            else 'filing'
        end as withholds
    from failures
    left join failures_counted on failures.filing_id = failures_counted.filing_id
    left join filings_judged on failures.filing_id = filings_judged.filing_id

)

select * from final
