-- Rows with a label that several lines bear that arithmetic proves to be one of them: the one line that a declared sum
-- lacks, the whole total where no term is printed, or the line of another statement that they repeat.
-- Grain: table × source line × line item.
with

lines_summed as (

    select * from {{ ref('int_lines_summed') }}

),

terms_lacking as (

    select * from {{ ref('int_terms_lacking') }}
    where is_only_one

),

structure_figures as (

    select * from {{ ref('int_structure_rows') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

row_labels as (

    select * from {{ ref('stg_filings__row_labels') }}
    where column_role = 'amount'

),

vague_labels as (

    select * from {{ ref('vague_labels') }}

),

identity_terms as (

    select * from {{ ref('identity_terms') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

-- A label that says which line it may be needs no sign: the sum of all other lines of the identity closes with it.
by_identity as (

    select
        lines_summed.root_table_id,
        lines_summed.table_id,
        lines_summed.source_line,
        vague_labels.line_item_id
    from lines_summed
    inner join vague_labels
        on lines_summed.table_kind = vague_labels.table_kind and lines_summed.label = vague_labels.label
    inner join terms_lacking
        on
            lines_summed.root_table_id = terms_lacking.root_table_id
            and lines_summed.sum_number = terms_lacking.sum_number
            and vague_labels.line_item_id = terms_lacking.line_item_id
    where lines_summed.line_item_id is null

),

vague_figures as (

    select
        structure_figures.filing_id,
        structure_figures.root_table_id,
        structure_figures.table_id,
        structure_figures.source_line,
        structure_figures.column_number,
        structure_figures.printed_value,
        vague_labels.table_kind,
        vague_labels.line_item_id,
        vague_labels.whole_identity_id
    from structure_figures
    inner join tables on structure_figures.table_id = tables.table_id
    inner join vague_labels
        on tables.table_kind = vague_labels.table_kind and structure_figures.label = vague_labels.label

),

standard_figures as (

    select
        structure_figures.filing_id,
        structure_figures.root_table_id,
        structure_figures.column_number,
        structure_figures.printed_value,
        tables.table_kind,
        row_labels.line_item_id
    from structure_figures
    inner join tables on structure_figures.table_id = tables.table_id
    inner join row_labels
        on
            structure_figures.table_id = row_labels.table_id
            and structure_figures.source_line = row_labels.source_line

),

identities_split as (

    select distinct
        tables.root_table_id,
        identity_terms.identity_id
    from row_labels
    inner join tables on row_labels.table_id = tables.table_id
    inner join identity_terms on row_labels.line_item_id = identity_terms.line_item_id
    where identity_terms.role = 'term'

),

-- Where no share of a result is printed the whole is the parent's: in every column the same figure.
by_whole as (

    select
        vague_figures.root_table_id,
        vague_figures.table_id,
        vague_figures.source_line,
        vague_figures.line_item_id
    from vague_figures
    inner join identity_terms as totals
        on vague_figures.whole_identity_id = totals.identity_id and totals.role = 'total'
    inner join standard_figures
        on
            vague_figures.root_table_id = standard_figures.root_table_id
            and vague_figures.column_number = standard_figures.column_number
            and totals.line_item_id = standard_figures.line_item_id
    left join identities_split
        on
            vague_figures.root_table_id = identities_split.root_table_id
            and vague_figures.whole_identity_id = identities_split.identity_id
    where identities_split.identity_id is null
    group by
        vague_figures.root_table_id, vague_figures.table_id, vague_figures.source_line, vague_figures.line_item_id
    having min(case when vague_figures.printed_value = standard_figures.printed_value then 1 else 0 end) = 1

),

faces as (

    select distinct
        standard_figures.filing_id,
        standard_figures.line_item_id,
        standard_figures.printed_value
    from standard_figures
    inner join line_items
        on
            standard_figures.line_item_id = line_items.line_item_id
            and standard_figures.table_kind = line_items.statement

),

-- Outside its own statement a vague label is the line whose figures it repeats, all of them.
by_repetition as (

    select
        vague_figures.root_table_id,
        vague_figures.table_id,
        vague_figures.source_line,
        vague_figures.line_item_id
    from vague_figures
    inner join line_items
        on
            vague_figures.line_item_id = line_items.line_item_id
            and vague_figures.table_kind <> line_items.statement
    left join faces
        on
            vague_figures.filing_id = faces.filing_id
            and vague_figures.line_item_id = faces.line_item_id
            and vague_figures.printed_value = faces.printed_value
    group by
        vague_figures.root_table_id, vague_figures.table_id, vague_figures.source_line, vague_figures.line_item_id
    having count(*) = count(faces.printed_value)

),

final as (

    select
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from by_identity
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from by_whole
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from by_repetition

)

select * from final
