-- Lines of the sums that a statement's arithmetic shows: whether each adds or takes away, and its standard line, which
-- is its label's or, of a row without a label, that of the line whose figures it repeats in full.
-- Grain: root table × sum number × role × source line × line item.
with

structure as (

    select * from {{ ref('int_structure_found') }}
    where role in ('total', 'term')

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

structure_rows as (

    select
        root_table_id,
        table_id,
        source_line,
        label,
        sign(sum(sign(cast(printed_value as {{ money() }})))) as row_sign
    from structure_figures
    group by root_table_id, table_id, source_line, label

),

lines_of_sums as (

    select
        structure.root_table_id,
        structure.sum_number,
        structure.found_as,
        structure.role,
        case when structure.role = 'term' then structure.weight * structure_rows.row_sign end as direction,
        structure_rows.table_id,
        tables.table_kind,
        structure.source_line,
        structure_rows.label,
        row_labels.line_item_id
    from structure
    inner join structure_rows
        on
            structure.root_table_id = structure_rows.root_table_id
            and structure.source_line = structure_rows.source_line
    inner join tables on structure_rows.table_id = tables.table_id
    left join row_labels
        on
            structure_rows.table_id = row_labels.table_id
            and structure_rows.source_line = row_labels.source_line

),

sums_counted as (

    select
        root_table_id,
        sum_number,
        count(distinct source_line) as n_lines,
        count(distinct line_item_id) as n_named,
        count(distinct case when direction > 0 then source_line end) as n_adding
    from lines_of_sums
    group by root_table_id, sum_number

),

lines_repeated as (

    select
        copies.root_table_id,
        copies.source_line,
        min(others.line_item_id) as line_item_id
    from lines_of_sums as copies
    inner join lines_of_sums as others
        on
            copies.root_table_id = others.root_table_id
            and copies.sum_number = others.sum_number
            and copies.source_line <> others.source_line
    where copies.found_as = 'equal' and copies.label = '' and copies.line_item_id is null
    group by copies.root_table_id, copies.source_line
    having min(others.line_item_id) = max(others.line_item_id)

),

final as (

    select
        lines_of_sums.root_table_id,
        lines_of_sums.sum_number,
        lines_of_sums.found_as,
        lines_of_sums.role,
        lines_of_sums.direction,
        lines_of_sums.table_id,
        lines_of_sums.table_kind,
        lines_of_sums.source_line,
        lines_of_sums.label,
        coalesce(lines_of_sums.line_item_id, lines_repeated.line_item_id) as line_item_id,
        lines_repeated.line_item_id is not null as is_repetition,
        sums_counted.n_lines,
        sums_counted.n_named,
        sums_counted.n_adding
    from lines_of_sums
    inner join sums_counted
        on
            lines_of_sums.root_table_id = sums_counted.root_table_id
            and lines_of_sums.sum_number = sums_counted.sum_number
    left join lines_repeated
        on
            lines_of_sums.root_table_id = lines_repeated.root_table_id
            and lines_of_sums.source_line = lines_repeated.source_line

)

select * from final
