-- Rows printed without a label that arithmetic proves to be totals, and the standard line they are: the total of the
-- section whose lines they add up, or the one line of a declared sum that the statement prints without a label. A
-- proven total of neither kind is a line of the issuer.
-- Grain: table × source line.
with

structure as (

    select * from {{ ref('int_structure_found') }}
    where role in ('total', 'term')

),

structure_rows as (

    select distinct
        filing_id,
        root_table_id,
        table_id,
        source_line,
        label
    from {{ ref('int_structure_rows') }}

),

label_candidates as (

    select * from {{ ref('stg_filings__label_candidates') }}
    where candidate_rank = 3

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

row_labels as (

    select * from {{ ref('stg_filings__row_labels') }}
    where column_role = 'amount'

),

section_totals as (

    select * from {{ ref('section_totals') }}

),

identities as (

    select * from {{ ref('identities') }}
    where rule_type = 'sum'

),

identity_terms as (

    select * from {{ ref('identity_terms') }}
    where period_relation = 'same'

),

line_items as (

    select * from {{ ref('line_items') }}

),

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

printed_lines as (

    select distinct
        tables.root_table_id,
        row_labels.line_item_id
    from row_labels
    inner join tables on row_labels.table_id = tables.table_id

),

-- Totals proven by their lines, and lines that a proven sum needs, printed without a label.
proven as (

    select distinct
        structure.root_table_id,
        structure_rows.table_id,
        structure.source_line
    from structure
    inner join structure_rows
        on
            structure.root_table_id = structure_rows.root_table_id
            and structure.source_line = structure_rows.source_line
    where structure.role = 'total' and structure_rows.label = '' and structure.found_as <> 'expected'

),

-- All lines of the sum stand under one heading.
by_section as (

    select
        proven.root_table_id,
        proven.table_id,
        proven.source_line,
        min(tables.table_kind) as table_kind,
        min(label_candidates.section_id) as section_id
    from proven
    inner join tables on proven.table_id = tables.table_id
    inner join structure as totals
        on
            proven.root_table_id = totals.root_table_id
            and proven.source_line = totals.source_line
            and totals.role = 'total'
    inner join structure as terms
        on
            totals.root_table_id = terms.root_table_id
            and totals.sum_number = terms.sum_number
            and terms.role = 'term'
    left join structure_rows
        on terms.root_table_id = structure_rows.root_table_id and terms.source_line = structure_rows.source_line
    left join label_candidates
        on
            structure_rows.table_id = label_candidates.table_id
            and structure_rows.source_line = label_candidates.source_line
    group by proven.root_table_id, proven.table_id, proven.source_line
    having
        count(*) = count(label_candidates.section_id)
        and min(label_candidates.section_id) = max(label_candidates.section_id)

),

sections_known as (

    select
        by_section.root_table_id,
        by_section.table_id,
        by_section.source_line,
        section_totals.line_item_id
    from by_section
    inner join section_totals
        on
            by_section.table_kind = section_totals.table_kind
            and by_section.section_id = section_totals.section_id

),

-- A sum with one line that has no label: the standard lines of its others, with their weights.
lines_of_sums as (

    select
        structure.root_table_id,
        structure.sum_number,
        structure.role,
        structure.weight,
        structure_rows.table_id,
        structure.source_line,
        structure_rows.label,
        row_labels.line_item_id
    from structure
    inner join structure_rows
        on
            structure.root_table_id = structure_rows.root_table_id
            and structure.source_line = structure_rows.source_line
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
        count(distinct case when label = '' then source_line end) as n_unlabelled,
        count(distinct line_item_id) as n_standard
    from lines_of_sums
    group by root_table_id, sum_number

),

identities_counted as (

    select
        identity_id,
        count(*) as n_terms
    from identity_terms
    group by identity_id

),

by_identity as (

    select
        unlabelled.root_table_id,
        unlabelled.table_id,
        unlabelled.source_line,
        missing.line_item_id,
        count(distinct known.line_item_id) as n_known,
        max(sums_counted.n_lines) as n_lines
    from lines_of_sums as unlabelled
    inner join sums_counted
        on
            unlabelled.root_table_id = sums_counted.root_table_id
            and unlabelled.sum_number = sums_counted.sum_number
            and sums_counted.n_unlabelled = 1
            and sums_counted.n_standard = sums_counted.n_lines - 1
    inner join tables on unlabelled.table_id = tables.table_id
    inner join identities on tables.table_kind = identities.table_kind
    inner join identities_counted
        on identities.identity_id = identities_counted.identity_id and identities_counted.n_terms = sums_counted.n_lines
    inner join identity_terms as missing
        on identities.identity_id = missing.identity_id and unlabelled.role = missing.role
    inner join lines_of_sums as known
        on
            unlabelled.root_table_id = known.root_table_id
            and unlabelled.sum_number = known.sum_number
            and known.label <> ''
    inner join identity_terms as known_terms
        on
            identities.identity_id = known_terms.identity_id
            and known.line_item_id = known_terms.line_item_id
            and known.role = known_terms.role
    where unlabelled.label = '' and missing.line_item_id <> known_terms.line_item_id
    group by
        unlabelled.root_table_id, unlabelled.table_id, unlabelled.source_line, unlabelled.sum_number,
        identities.identity_id, missing.line_item_id
    having count(distinct known.line_item_id) = max(sums_counted.n_lines) - 1

),

choices as (

    select
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from sections_known
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from by_identity

),

-- One line a row and one row a line, and none that a label already names.
decided as (

    select
        choices.*,
        count(*) over (partition by choices.table_id, choices.source_line) as n_lines,
        count(*) over (partition by choices.root_table_id, choices.line_item_id) as n_rows
    from choices
    left join printed_lines
        on
            choices.root_table_id = printed_lines.root_table_id
            and choices.line_item_id = printed_lines.line_item_id
    where printed_lines.line_item_id is null

),

-- A cost whose total is printed in parentheses is positive all the same.
signs as (

    select
        decided.table_id,
        decided.source_line,
        case when line_items.balance = 'debit' and max(cells.printed_value) <= 0 then -1 else 1 end as printed_sign
    from decided
    inner join line_items on decided.line_item_id = line_items.line_item_id
    inner join cells
        on decided.table_id = cells.table_id and decided.source_line = cells.source_line
    where decided.n_lines = 1 and decided.n_rows = 1 and cells.figure_kind = 'number' and line_items.statement <> 'balance_sheet'
    group by decided.table_id, decided.source_line, line_items.balance

),

final as (

    select
        decided.table_id,
        decided.source_line,
        decided.line_item_id,
        tables.table_kind,
        coalesce(signs.printed_sign, 1) as printed_sign
    from decided
    inner join tables on decided.table_id = tables.table_id
    left join signs on decided.table_id = signs.table_id and decided.source_line = signs.source_line
    where decided.n_lines = 1 and decided.n_rows = 1

)

select * from final
