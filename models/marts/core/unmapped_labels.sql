-- Rows with figures that no synonym maps to a line item: what a new label, table or issuer needs.
-- Grain: filing × source line.
with

census as (

    select * from {{ ref('cell_census') }}
    where fate = 'unresolved' and fact_ids is null

),

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

final as (

    select
        census.filing_id,
        census.table_id,
        tables.table_kind,
        census.source_line,
        max(cells.row_label) as printed_label,
        max(cells.section) as section,
        min(census.reason) as reason,
        cast(count(*) as integer) as n_cells
    from census
    inner join tables on census.table_id = tables.table_id
    inner join cells
        on
            census.filing_id = cells.filing_id
            and census.source_line = cells.source_line
            and census.source_column = cells.source_column
    group by census.filing_id, census.table_id, tables.table_kind, census.source_line

)

select * from final
