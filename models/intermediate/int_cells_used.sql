-- Which cells the facts of a filing stand on: a fact's own cell, and the cell beside it that holds its figure
-- where the figure moved.
-- Grain: source line × source column × fact.
with

facts as (

    select * from {{ ref('int_facts') }}

),

evidence as (

    select * from {{ ref('int_evidence') }}
    where chosen and satisfied and shown_line is not null

),

places as (

    select
        fact_id,
        source_line,
        source_column
    from facts
    union
    select
        fact_id,
        cast(shown_line as integer) as source_line,
        cast(shown_column as integer) as source_column
    from evidence

),

final as (

    select
        facts.filing_id,
        facts.table_id,
        places.source_line,
        places.source_column,
        facts.fact_id,
        facts.evidence,
        facts.evidence_rules
    from facts
    inner join places on facts.fact_id = places.fact_id

)

select * from final
