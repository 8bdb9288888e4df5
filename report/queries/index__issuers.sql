select
    issuers.issuer_id,
    issuers.name,
    issuers.tickers,
    count(distinct filings.filing_id) as filings,
    max(filings.announced_on) as announced_on,
    coalesce(max(results.exact), 0) as identities_exact,
    coalesce(max(results.rounding), 0) as identities_rounding,
    coalesce(max(results.failed), 0) as identities_failed,
    coalesce(max(results.untested), 0) as identities_untested
from marts.dim_issuer as issuers
inner join marts.dim_filing as filings using (issuer_id)
left join (
    select
        issuer_id,
        count(case when verdict = 'EXACT' then 1 end) as exact,
        count(case when verdict = 'ROUNDING' then 1 end) as rounding,
        count(case when verdict = 'FAIL' then 1 end) as failed,
        count(case when verdict in ('BLOCKED', 'NOT_TESTABLE') then 1 end) as untested
    from marts.fct_identity_results
    group by issuer_id
) as results using (issuer_id)
group by issuers.issuer_id, issuers.name, issuers.tickers
order by issuers.name, issuers.issuer_id
