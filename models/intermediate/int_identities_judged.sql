-- Identity results with recorded exceptions applied, and the likeliest reason of what fails. An exception holds
-- for exactly its gap.
-- Grain: identity result.
with

tested as (

    select * from {{ ref('int_identities_tested') }}

),

exceptions as (

    select * from {{ ref('identity_exceptions') }}

),

explained as (

    select * from {{ ref('int_gaps_explained') }}

),

final as (

    select
        tested.result_id,
        tested.identity_id,
        tested.family,
        tested.name,
        tested.statement,
        tested.filing_id,
        tested.issuer_id,
        tested.entity,
        tested.table_id,
        tested.line_item_id,
        tested.period_id,
        tested.start_date,
        tested.end_date,
        tested.currency,
        tested.is_convenience,
        tested.severity,
        tested.reported_value,
        tested.calculated_value,
        tested.gap,
        tested.tolerance,
        tested.gap_units,
        tested.excess_units,
        tested.n_terms,
        tested.verdict,
        exceptions.identity_id is not null as is_excepted,
        coalesce(exceptions.reason, tested.reason) as reason,
        tested.input_fact_ids,
        explained.explanation,
        explained.explanation_kind,
        explained.explained_fact_id,
        cast(explained.explained_value as {{ money() }}) as explained_value,
        explained.explained_by_fact_id
    from tested
    left join exceptions
        on
            case when tested.verdict = 'FAIL' then tested.identity_id end = exceptions.identity_id
            and tested.filing_id = exceptions.filing_id
            and tested.period_id = exceptions.period_id
            and tested.currency is not distinct from exceptions.currency
            and tested.gap = exceptions.gap
    left join explained on tested.result_id = explained.result_id

)

select * from final
