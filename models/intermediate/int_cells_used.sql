-- Which cells the facts of a filing stand on: a fact's own cell, and the cell beside it that holds its figure
-- where the figure moved.
-- Grain: source line × source column × fact.
with

facts as (

    select * from {{ ref('int_facts_resolved') }}

),

evidence as (

    select distinct
        fact_id,
        shown_line,
        shown_column
    from {{ ref('int_evidence') }}
    where chosen and satisfied

),

own_cells as (

    select
        filing_id,
        table_id,
        source_line,
        source_column,
        fact_id,
        evidence,
        evidence_rules
    from facts

),

moved_cells as (

    select
        facts.filing_id,
        facts.table_id,
        cast(evidence.shown_line as integer) as source_line,
        cast(evidence.shown_column as integer) as source_column,
        facts.fact_id,
        facts.evidence,
        facts.evidence_rules
    from facts
    inner join evidence on facts.fact_id = evidence.fact_id
    where evidence.shown_line <> facts.source_line or evidence.shown_column <> facts.source_column

),

final as (

    select
        filing_id,
        table_id,
        source_line,
        source_column,
        fact_id,
        evidence,
        evidence_rules
    from own_cells
    union all
    select
        filing_id,
        table_id,
        source_line,
        source_column,
        fact_id,
        evidence,
        evidence_rules
    from moved_cells

)

select * from final
