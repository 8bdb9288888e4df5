-- Figures in rows that claim no line item.
-- Grain: source line × column.
with

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

columns as (

    select * from {{ ref('stg_filings__columns') }}

),

claimed as (

    select distinct
        table_id,
        source_line
    from {{ ref('int_figures_read') }}

),

final as (

    select
        cells.filing_id,
        cells.table_id,
        tables.root_table_id,
        cells.source_line,
        cells.source_column,
        columns.start_date,
        columns.end_date,
        columns.currency
    from cells
    inner join tables on cells.table_id = tables.table_id
    inner join columns
        on cells.table_id = columns.table_id and cells.source_column = columns.source_column
    left join claimed
        on cells.table_id = claimed.table_id and cells.source_line = claimed.source_line
    where
        cells.row_role = 'data'
        and cells.has_digit
        and columns.column_role = 'amount'
        and claimed.table_id is null

)

select * from final
