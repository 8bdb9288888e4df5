-- Every line in the periods that no filing prints it for and that printed periods make up: by the first way whose
-- terms are all printed in one presentation of the line, else why by none.
-- Grain: issuer × entity × line item × period × currency.
with

printings as (

    select * from {{ ref('printings') }}
    -- a line of the issuer that one table prints as an amount may be a percentage in another
    where start_date is not null and not is_convenience and currency is not null

),

facts as (

    select * from {{ ref('fct_reported_facts') }}

),

line_items as (

    select * from {{ ref('dim_line_item') }}
    where is_additive

),

totals as (

    select * from {{ ref('derivations_by_identity') }}

),

period_paths as (

    select * from {{ ref('period_paths') }}

),

presentations as (

    select * from {{ ref('presentations') }}

),

paths as (

    select
        issuer_id,
        period_id,
        path_rank,
        start_date,
        end_date,
        rule,
        {{ dbt.listagg("term_period_id", "' '", "order by term_position") }} as terms,
        {{ dbt.listagg("cast(weight as string)", "' '", "order by term_position") }} as weights
    from period_paths
    group by issuer_id, period_id, path_rank, start_date, end_date, rule

),

-- Printings of the line, and the totals that one table's terms prove: a sum of differences is the difference of sums.
line_printings as (

    select
        printings.issuer_id || ':' || printings.entity || ':' || printings.line_item_id as line_key,
        printings.issuer_id,
        printings.entity,
        printings.line_item_id,
        printings.period_id,
        printings.currency,
        printings.unit,
        printings.fact_id,
        printings.fact_id as source_fact_ids,
        printings.filing_id,
        printings.announced_on,
        printings.value,
        printings.latest_rank
    from printings
    inner join line_items on printings.line_item_id = line_items.line_item_id
    union all
    select
        issuer_id || ':' || entity || ':' || line_item_id as line_key,
        issuer_id,
        entity,
        line_item_id,
        period_id,
        currency,
        unit,
        fact_key as fact_id,
        input_fact_ids as source_fact_ids,
        filing_id,
        announced_on,
        value,
        1 as latest_rank
    from totals

),

-- The latest printings of a line that a way meets; not where any filing prints the line for the period itself.
terms as (

    select
        latest.line_key || ':' || period_paths.period_id || ':' || latest.currency as fact_key,
        latest.line_key || ':' || period_paths.period_id || ':' || latest.currency
        || ':' || cast(period_paths.path_rank as string) as path_key,
        latest.line_key,
        period_paths.issuer_id,
        latest.entity,
        latest.line_item_id,
        period_paths.period_id,
        latest.currency,
        latest.unit,
        period_paths.path_rank,
        period_paths.n_terms,
        period_paths.term_position,
        period_paths.term_period_id,
        period_paths.weight,
        latest.fact_id,
        latest.source_fact_ids,
        latest.filing_id,
        latest.announced_on,
        latest.value,
        row_number() over (
            partition by
                latest.line_key, period_paths.period_id, latest.currency, period_paths.path_rank
            order by latest.announced_on desc nulls first, latest.filing_id desc, period_paths.term_position asc
        ) as recency
    from period_paths
    inner join line_printings as latest
        on
            period_paths.issuer_id = latest.issuer_id
            and period_paths.term_period_id = latest.period_id
            and latest.latest_rank = 1
    left join facts
        on
            latest.issuer_id = facts.issuer_id
            and latest.entity = facts.entity
            and latest.line_item_id = facts.line_item_id
            and period_paths.period_id = facts.period_id
            and latest.currency = facts.currency
    left join totals
        on
            latest.issuer_id = totals.issuer_id
            and latest.entity = totals.entity
            and latest.line_item_id = totals.line_item_id
            and period_paths.period_id = totals.period_id
            and latest.currency = totals.currency
    where facts.fact_id is null and totals.fact_key is null

),

ways as (

    select
        fact_key,
        path_key,
        issuer_id,
        entity,
        line_item_id,
        period_id,
        currency,
        unit,
        path_rank,
        n_terms,
        count(*) as n_printed,
        cast(sum(weight * value) as {{ money() }}) as value,
        max(case when recency = 1 then announced_on end) as announced_on,
        max(case when recency = 1 then filing_id end) as filing_id
    from terms
    group by
        fact_key, path_key, issuer_id, entity, line_item_id, period_id, currency, unit, path_rank, n_terms

),

causes as (

    select
        terms.path_key,
        presentations.cause_kind,
        presentations.cause
    from terms
    inner join presentations on terms.fact_id = presentations.fact_id
    group by terms.path_key, presentations.cause_kind, presentations.cause
    having min(presentations.mark) < max(presentations.mark)

),

mixed as (

    select
        path_key,
        min({{ several_presentations('cause_kind', 'cause') }}) as reason
    from causes
    group by path_key

),

-- Where the latest printings are of several presentations, a filing that prints all terms is one of its own.
own_terms as (

    select
        terms.path_key,
        own.filing_id,
        own.announced_on,
        cast(sum(terms.weight * own.value) as {{ money() }}) as value,
        {{ dbt.listagg("own.source_fact_ids", "' '", "order by terms.term_position") }} as input_fact_ids
    from terms
    inner join mixed on terms.path_key = mixed.path_key
    inner join line_printings as own
        on
            terms.line_key = own.line_key
            and terms.term_period_id = own.period_id
            and terms.currency = own.currency
    group by terms.path_key, own.filing_id, own.announced_on
    having count(*) = max(terms.n_terms)

),

single_filings as (

    select
        *,
        row_number() over (
            partition by path_key
            order by announced_on desc nulls last, filing_id desc
        ) as filing_rank
    from own_terms

),

judged as (

    select
        ways.*,
        mixed.reason as reason_if_mixed,
        single_filings.filing_id as single_filing_id,
        coalesce(single_filings.value, ways.value) as derived_value,
        single_filings.input_fact_ids as single_fact_ids,
        case when single_filings.path_key is null then ways.announced_on else single_filings.announced_on end
            as derivable_on,
        coalesce(single_filings.filing_id, ways.filing_id) as derivable_by,
        case
            when ways.n_printed < ways.n_terms then 'incomplete'
            when mixed.path_key is not null and single_filings.path_key is null then 'mixed'
            else 'derivable'
        end as outcome
    from ways
    left join mixed on ways.path_key = mixed.path_key
    left join single_filings on ways.path_key = single_filings.path_key and single_filings.filing_rank = 1

),

ranked as (

    select
        *,
        row_number() over (
            partition by fact_key
            order by
                case outcome when 'derivable' then 1 when 'mixed' then 2 else 3 end asc,
                n_terms - n_printed asc, path_rank asc
        ) as choice
    from judged

),

chosen as (

    select * from ranked
    where choice = 1

),

-- Of the ways that are chosen alone, for a line has several and the lists are long.
sources as (

    select
        chosen.path_key,
        {{ listed_by_place('terms.source_fact_ids', 'terms.term_position') }} as input_fact_ids
    from chosen
    inner join terms on chosen.path_key = terms.path_key and chosen.unit is not distinct from terms.unit
    where chosen.outcome = 'derivable'
    group by chosen.path_key

),

missing_terms as (

    select
        chosen.path_key,
        {{ dbt.listagg("period_paths.term_period_id", "', '", "order by period_paths.term_position") }} as periods
    from chosen
    inner join period_paths
        on
            chosen.issuer_id = period_paths.issuer_id
            and chosen.period_id = period_paths.period_id
            and chosen.path_rank = period_paths.path_rank
    left join terms
        on chosen.path_key = terms.path_key and period_paths.term_position = terms.term_position
    where chosen.outcome = 'incomplete' and terms.fact_id is null
    group by chosen.path_key

),

final as (

    select
        chosen.fact_key,
        chosen.issuer_id,
        chosen.entity,
        chosen.line_item_id,
        chosen.period_id,
        paths.start_date,
        paths.end_date,
        chosen.currency,
        chosen.unit,
        paths.rule,
        paths.terms,
        paths.weights,
        case when chosen.outcome = 'derivable' then chosen.derived_value end as value,
        case chosen.outcome
            when 'incomplete' then 'no readable figure for ' || missing_terms.periods
            when 'mixed' then chosen.reason_if_mixed
        end as reason,
        coalesce(chosen.single_fact_ids, sources.input_fact_ids) as input_fact_ids,
        case when chosen.outcome = 'derivable' then chosen.derivable_on end as announced_on,
        case when chosen.outcome = 'derivable' then chosen.derivable_by end as filing_id,
        chosen.single_filing_id is not null as is_of_single_filing
    from chosen
    inner join paths
        on
            chosen.issuer_id = paths.issuer_id
            and chosen.period_id = paths.period_id
            and chosen.path_rank = paths.path_rank
    left join sources on chosen.path_key = sources.path_key
    left join missing_terms on chosen.path_key = missing_terms.path_key

)

select * from final
