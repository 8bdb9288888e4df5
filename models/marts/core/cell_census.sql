-- Every numeric cell of every table and its fate: no number is left unaccounted for.
-- A numeric cell holds a digit, or a nil mark in a column of figures; a blank cell is one where a figure
-- that the text lost was recovered for it.
-- Grain: filing × source line × source column.
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

withheld as (

    select * from {{ ref('figures_withheld') }}

),

used as (

    select
        cells_used.filing_id,
        cells_used.source_line,
        cells_used.source_column,
        cells_used.fact_id,
        case when withheld.fact_id is null then cells_used.evidence else 'unresolved' end as evidence,
        coalesce(withheld.reason, cells_used.evidence_rules) as evidence_rules
    from {{ ref('int_cells_used') }} as cells_used
    left join withheld on cells_used.fact_id = withheld.fact_id

),

facts as (

    select
        filing_id,
        source_line,
        source_column,
        fact_id,
        evidence = 'unresolved' as is_unresolved,
        -- a cell that holds a readable figure is no unresolved one
        min(case evidence when 'unresolved' then 1 else 0 end) over (
            partition by filing_id, source_line, source_column
        ) = 1 as only_unresolved,
        row_number() over (
            partition by filing_id, source_line, source_column, evidence = 'unresolved' order by fact_id
        ) as place,
        evidence_rules
    from used

),

cells_used as (

    select
        filing_id,
        source_line,
        source_column,
        only_unresolved,
        min(evidence_rules) as evidence_rules,
        {{ listed_by_place('fact_id', 'place') }} as fact_ids
    from facts
    where is_unresolved = only_unresolved
    group by filing_id, source_line, source_column, only_unresolved

),

ghosts as (

    select * from {{ ref('int_ghosts') }}

),

row_labels as (

    select distinct
        table_id,
        source_line
    from {{ ref('stg_filings__row_labels') }}

),

merged_labels as (

    select distinct
        table_id,
        source_line
    from {{ ref('stg_filings__merged_labels') }}

),

tables_dated as (

    select distinct table_id
    from columns
    where end_date is not null

),

released as (

    select * from {{ ref('filings_released') }}

),

numeric_cells as (

    select
        cells.*,
        tables.table_kind,
        columns.column_role,
        columns.end_date,
        cells_used.filing_id is not null as is_used,
        cells_used.only_unresolved,
        cells_used.evidence_rules,
        cells_used.fact_ids
    from cells
    inner join released on cells.filing_id = released.filing_id
    inner join tables on cells.table_id = tables.table_id
    left join columns
        on cells.table_id = columns.table_id and cells.source_column = columns.source_column
    left join cells_used
        on
            cells.filing_id = cells_used.filing_id
            and cells.source_line = cells_used.source_line
            and cells.source_column = cells_used.source_column
    where
        cells.has_digit
        or cells_used.filing_id is not null
        or (cells.figure_kind = 'nil' and cells.row_role = 'data' and columns.source_column is not null)

),

final as (

    select
        numeric_cells.filing_id,
        numeric_cells.table_id,
        numeric_cells.source_line,
        numeric_cells.source_column,
        numeric_cells.cell_text,
        numeric_cells.cell_place,
        case
            when numeric_cells.only_unresolved then 'unresolved'
            when numeric_cells.is_used then 'fact'
            when numeric_cells.table_kind = 'cover' then 'cover'
            when numeric_cells.is_label then 'label'
            when numeric_cells.row_role in ('header', 'caption') then 'header'
            when numeric_cells.column_role in ('note_reference', 'share', 'change', 'other_basis')
                then numeric_cells.column_role
            else coalesce(ghosts.fate, 'unresolved')
        end as fate,
        case
            when numeric_cells.is_used then numeric_cells.evidence_rules
            when numeric_cells.table_kind = 'cover' then 'the table is part of the cover'
            when numeric_cells.is_label then 'the digits are part of a label'
            when numeric_cells.row_role in ('header', 'caption') then 'the cell is part of a header'
            when numeric_cells.column_role = 'note_reference' then 'the column refers to notes'
            when numeric_cells.column_role = 'share'
                then 'the column gives shares of a total, and no line item takes this one'
            when numeric_cells.column_role = 'change'
                then 'the column gives changes, and no line item takes this one'
            when numeric_cells.column_role = 'other_basis'
                then 'the column gives a part of the period''s figure, or the figure on another basis'
            when ghosts.reason is not null then ghosts.reason
            when
                tables_dated.table_id is null
                or (numeric_cells.column_role is not null and numeric_cells.end_date is null)
                then 'no period is known for the figure: its table''s header gives none'
            when numeric_cells.table_kind = 'unknown' then 'the table is of no known kind'
            when merged_labels.table_id is not null then 'the label holds several labels'
            when row_labels.table_id is not null and numeric_cells.column_role is null
                then 'the cell stands in no column of figures'
            when row_labels.table_id is not null then 'the label names no line item for this column'
            when numeric_cells.row_label = '' then 'the row has no label'
            else 'the label names no line item'
        end as reason,
        numeric_cells.fact_ids
    from numeric_cells
    left join ghosts
        on
            numeric_cells.filing_id = ghosts.filing_id
            and numeric_cells.source_line = ghosts.source_line
            and numeric_cells.source_column = ghosts.source_column
    left join row_labels
        on
            numeric_cells.table_id = row_labels.table_id
            and numeric_cells.source_line = row_labels.source_line
    left join tables_dated on numeric_cells.table_id = tables_dated.table_id
    left join merged_labels
        on
            numeric_cells.table_id = merged_labels.table_id
            and numeric_cells.source_line = merged_labels.source_line

)

select * from final
