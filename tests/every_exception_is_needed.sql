-- Fails for every recorded exception that excuses nothing: its gap has changed or is gone.
select
    exceptions.identity_id,
    exceptions.filing_id,
    exceptions.period_id,
    exceptions.currency,
    exceptions.gap
from {{ ref('identity_exceptions') }} as exceptions
left join {{ ref('int_identities_judged') }} as judged
    on
        exceptions.identity_id = judged.identity_id
        and exceptions.filing_id = judged.filing_id
        and exceptions.period_id = judged.period_id
        and exceptions.currency is not distinct from judged.currency
        and judged.is_excepted
where judged.identity_id is null
