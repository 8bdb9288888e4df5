-- Figures in rows whose label names no line item, or several at once (a merged row claims each of them).
-- Grain: source line × column × claimed line item (NULL where the label is unknown).
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

row_labels as (

    select distinct
        table_id,
        source_line
    from {{ ref('stg_filings__row_labels') }}

),

merged_labels as (

    select * from {{ ref('stg_filings__merged_labels') }}

),

final as (

    select
        cells.filing_id,
        cells.table_id,
        tables.root_table_id,
        cells.source_line,
        cells.source_column,
        merged_labels.line_item_id,
        columns.start_date,
        columns.end_date,
        columns.currency
    from cells
    inner join tables on cells.table_id = tables.table_id
    inner join columns
        on cells.table_id = columns.table_id and cells.source_column = columns.source_column
    left join row_labels
        on cells.table_id = row_labels.table_id and cells.source_line = row_labels.source_line
    left join merged_labels
        on cells.table_id = merged_labels.table_id and cells.source_line = merged_labels.source_line
    where
        cells.row_role = 'data'
        and cells.has_digit
        and columns.column_role = 'amount'
        and row_labels.table_id is null

)

select * from final
