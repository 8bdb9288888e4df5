-- Rows without a label, or with one that several lines bear, that arithmetic proves to be a standard line: one line a
-- row and one row a line, or several with the same figures. A proven total of neither kind is a line of the issuer.
-- Grain: table × source line.
with

unlabelled as (

    select * from {{ ref('int_unlabelled_named') }}
    union
    select * from {{ ref('int_headed_named') }}

),

totals_told as (

    select * from {{ ref('int_totals_told') }}

),

revenue_summed as (

    select * from {{ ref('int_revenue_summed') }}

),

vague as (

    select * from {{ ref('int_vague_named') }}
    union
    select * from {{ ref('int_cash_named') }}

),

structure as (

    select * from {{ ref('int_structure_found') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

row_labels as (

    select * from {{ ref('stg_filings__row_labels') }}
    where column_role = 'amount'

),

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

columns as (

    select * from {{ ref('stg_filings__columns') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

-- Liabilities and equity add up to the figure of total assets, but are the other side of it where what is owned adds
-- up to it above them.
choices as (

    select
        unlabelled.root_table_id,
        unlabelled.table_id,
        unlabelled.source_line,
        unlabelled.line_item_id,
        false as is_labelled
    from unlabelled
    left join totals_told
        on
            case when unlabelled.line_item_id = 'total_assets' then unlabelled.table_id end = totals_told.table_id
            and unlabelled.source_line = totals_told.source_line
            and totals_told.line_item_id = 'total_liabilities_and_equity'
    where totals_told.line_item_id is null
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id,
        false as is_labelled
    from totals_told
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id,
        true as is_labelled
    from vague
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id,
        is_labelled
    from revenue_summed

),

row_figures as (

    select
        table_id,
        source_line,
        {{ dbt.listagg("coalesce(cast(printed_value as string), '-')", "' '", "order by source_column") }} as figures
    from cells
    where not is_label and figure_kind in ('number', 'nil', 'damaged')
    group by table_id, source_line
    having sum(case when figure_kind = 'number' then 1 else 0 end) > 0

),

-- A label of two meanings, which a sum decides, prints neither line for certain.
labels_open as (

    select
        table_id,
        source_line
    from row_labels
    group by table_id, source_line
    having count(distinct line_item_id) > 1 and count(decided_by) = count(*)

),

-- A heading with no more than the number of a note prints no line.
printed_lines as (

    select
        tables.root_table_id,
        row_labels.line_item_id,
        min(coalesce(row_figures.figures, '')) as least_figures,
        max(coalesce(row_figures.figures, '')) as most_figures
    from row_labels
    inner join tables on row_labels.table_id = tables.table_id
    inner join cells
        on row_labels.table_id = cells.table_id and row_labels.source_line = cells.source_line
    inner join columns
        on cells.table_id = columns.table_id and cells.source_column = columns.source_column
    left join row_figures
        on row_labels.table_id = row_figures.table_id and row_labels.source_line = row_figures.source_line
    left join labels_open
        on row_labels.table_id = labels_open.table_id and row_labels.source_line = labels_open.source_line
    where
        columns.column_role = 'amount'
        and not cells.is_label
        and cells.figure_kind <> 'empty'
        and labels_open.table_id is null
    group by tables.root_table_id, row_labels.line_item_id

),

-- One line a row and one row a line, and none that a label already names; a line may be printed again with the same
-- figures.
choices_counted as (

    select
        choices.*,
        count(*) over (partition by choices.table_id, choices.source_line) as n_lines,
        count(*) over (partition by choices.root_table_id, choices.line_item_id) = 1
        or (
            count(row_figures.figures) over (partition by choices.root_table_id, choices.line_item_id)
            = count(*) over (partition by choices.root_table_id, choices.line_item_id)
            and min(row_figures.figures) over (partition by choices.root_table_id, choices.line_item_id)
            = max(row_figures.figures) over (partition by choices.root_table_id, choices.line_item_id)
        ) as is_one
    from choices
    left join row_figures
        on choices.table_id = row_figures.table_id and choices.source_line = row_figures.source_line
    left join printed_lines
        on
            choices.root_table_id = printed_lines.root_table_id
            and choices.line_item_id = printed_lines.line_item_id
    left join row_labels
        on
            choices.table_id = row_labels.table_id
            and choices.source_line = row_labels.source_line
            and choices.line_item_id = row_labels.line_item_id
    where
        row_labels.line_item_id is null
        and (
            printed_lines.line_item_id is null
            or (
                row_figures.figures = printed_lines.least_figures
                and row_figures.figures = printed_lines.most_figures
            )
        )

),

decided as (

    select
        table_id,
        source_line,
        line_item_id,
        is_labelled
    from choices_counted
    where n_lines = 1 and is_one

),

-- What is taken away before the parent's share is left is the share of others in a profit, in parentheses or not.
shares_deducted as (

    select
        terms.root_table_id,
        terms.source_line,
        -max(terms.weight) as printed_sign
    from structure as terms
    inner join structure as totals
        on
            terms.root_table_id = totals.root_table_id
            and terms.sum_number = totals.sum_number
            and totals.role = 'total'
    inner join tables on totals.root_table_id = tables.root_table_id
    inner join row_labels
        on
            tables.table_id = row_labels.table_id
            and totals.source_line = row_labels.source_line
            and row_labels.line_item_id like '%_attributable_to_parent'
    where terms.role = 'term' and terms.found_as <> 'expected'
    group by terms.root_table_id, terms.source_line
    having min(terms.weight) = max(terms.weight)

),

-- A cost, or a liability, whose total is printed in parentheses is positive all the same.
signs as (

    select
        decided.table_id,
        decided.source_line,
        case
            when
                decided.line_item_id like '%_attributable_to_noncontrolling_interests'
                and shares_deducted.printed_sign is not null
                then shares_deducted.printed_sign
            when
                max(cells.printed_value) <= 0
                and (
                    (line_items.balance = 'debit' and line_items.statement = 'income_statement')
                    or line_items.section in ('current_liabilities', 'noncurrent_liabilities', 'liabilities')
                )
                then -1
            else 1
        end as printed_sign
    from decided
    inner join line_items on decided.line_item_id = line_items.line_item_id
    inner join cells
        on decided.table_id = cells.table_id and decided.source_line = cells.source_line
    inner join tables on decided.table_id = tables.table_id
    left join shares_deducted
        on
            tables.root_table_id = shares_deducted.root_table_id
            and decided.source_line = shares_deducted.source_line
    where cells.figure_kind = 'number'
    group by
        decided.table_id, decided.source_line, decided.line_item_id, line_items.balance, line_items.statement,
        line_items.section, shares_deducted.printed_sign

),

final as (

    select
        decided.table_id,
        decided.source_line,
        decided.line_item_id,
        decided.is_labelled,
        tables.table_kind,
        coalesce(signs.printed_sign, 1) as printed_sign
    from decided
    inner join tables on decided.table_id = tables.table_id
    left join signs on decided.table_id = signs.table_id and decided.source_line = signs.source_line

)

select * from final
