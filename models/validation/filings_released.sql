-- Filings that may be published: those without a failed blocking identity. Every mart takes what it says of filings
-- from these alone. A failure that can be laid to no filing, or a gate that counts another number of failures than
-- stand here, releases none.
-- Grain: released filing.
with

gate as (

    select * from {{ ref('identity_gate') }}

),

judged as (

    select * from {{ ref('int_identities_judged') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

failures as (

    select
        judged.filing_id,
        count(*) as n_failed
    from judged
    where {{ fails_the_gate('judged') }}
    group by judged.filing_id

),

filings_with_failures as (

    select
        filings.filing_id,
        coalesce(failures.n_failed, 0) as n_failed
    from filings
    left join failures on filings.filing_id = failures.filing_id

),

failures_counted as (

    select sum(n_failed) as n_failed
    from gate
    where severity = 'error'

),

failures_placed as (

    select sum(n_failed) as n_failed
    from filings_with_failures

),

final as (

    select filings_with_failures.filing_id
    from filings_with_failures
    cross join failures_counted
    cross join failures_placed
    where filings_with_failures.n_failed = 0 and failures_counted.n_failed = failures_placed.n_failed

)

select * from final
