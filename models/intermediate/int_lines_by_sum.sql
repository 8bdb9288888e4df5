-- Rows without a label, or with one that several lines bear, that arithmetic proves to be a standard line: the total
-- of the section whose lines a row without a label adds up, or the one line that a declared sum lacks. A proven total
-- of neither kind is a line of the issuer.
-- Grain: table × source line.
with

structure as (

    select * from {{ ref('int_structure_found') }}
    where role in ('total', 'term')

),

structure_figures as (

    select * from {{ ref('int_structure_rows') }}

),

structure_rows as (

    select distinct
        filing_id,
        root_table_id,
        table_id,
        source_line,
        label
    from structure_figures

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

vague_labels as (

    select * from {{ ref('vague_labels') }}

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

-- The lines of each sum: their standard line where a label names it, and whether they add or take away.
row_signs as (

    select
        root_table_id,
        source_line,
        sign(sum(sign(cast(printed_value as {{ money() }})))) as row_sign
    from structure_figures
    group by root_table_id, source_line

),

lines_of_sums as (

    select distinct
        structure.root_table_id,
        structure.sum_number,
        structure.role,
        case when structure.role = 'term' then structure.weight * row_signs.row_sign end as direction,
        structure_rows.table_id,
        structure.source_line,
        structure_rows.label,
        row_labels.line_item_id
    from structure
    inner join structure_rows
        on
            structure.root_table_id = structure_rows.root_table_id
            and structure.source_line = structure_rows.source_line
    inner join row_signs
        on structure.root_table_id = row_signs.root_table_id and structure.source_line = row_signs.source_line
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
        count(distinct line_item_id) as n_standard,
        count(distinct case when direction > 0 then source_line end) as n_adding
    from lines_of_sums
    group by root_table_id, sum_number

),

identities_counted as (

    select
        identity_id,
        count(*) as n_lines,
        sum(case when role = 'term' and weight > 0 then 1 else 0 end) as n_adding
    from identity_terms
    group by identity_id

),

-- Declared sums of as many lines, added and deducted, that hold all standard ones of the sum, in their roles.
sums_matched as (

    select
        lines_of_sums.root_table_id,
        lines_of_sums.sum_number,
        identities.identity_id
    from lines_of_sums
    inner join sums_counted
        on
            lines_of_sums.root_table_id = sums_counted.root_table_id
            and lines_of_sums.sum_number = sums_counted.sum_number
    inner join tables on lines_of_sums.table_id = tables.table_id
    inner join identities on tables.table_kind = identities.table_kind
    inner join identities_counted
        on
            identities.identity_id = identities_counted.identity_id
            and sums_counted.n_lines = identities_counted.n_lines
            and sums_counted.n_adding = identities_counted.n_adding
    inner join identity_terms
        on
            identities.identity_id = identity_terms.identity_id
            and lines_of_sums.line_item_id = identity_terms.line_item_id
            and lines_of_sums.role = identity_terms.role
    group by lines_of_sums.root_table_id, lines_of_sums.sum_number, identities.identity_id
    having count(distinct lines_of_sums.line_item_id) = max(sums_counted.n_standard)

),

missing_terms as (

    select
        sums_matched.root_table_id,
        sums_matched.sum_number,
        sums_matched.identity_id,
        identity_terms.line_item_id,
        identity_terms.role,
        case when identity_terms.role = 'term' then identity_terms.weight end as direction,
        count(*) over (
            partition by
                sums_matched.root_table_id, sums_matched.sum_number, sums_matched.identity_id, identity_terms.role,
                case when identity_terms.role = 'term' then identity_terms.weight end
        ) as n_alike
    from sums_matched
    inner join identity_terms on sums_matched.identity_id = identity_terms.identity_id
    left join lines_of_sums
        on
            sums_matched.root_table_id = lines_of_sums.root_table_id
            and sums_matched.sum_number = lines_of_sums.sum_number
            and identity_terms.line_item_id = lines_of_sums.line_item_id
    where lines_of_sums.line_item_id is null

),

unlabelled_lines as (

    select
        *,
        count(*) over (partition by root_table_id, sum_number, role, direction) as n_alike
    from lines_of_sums
    where label = ''

),

by_identity as (

    select distinct
        unlabelled_lines.root_table_id,
        unlabelled_lines.table_id,
        unlabelled_lines.source_line,
        missing_terms.line_item_id
    from unlabelled_lines
    inner join missing_terms
        on
            unlabelled_lines.root_table_id = missing_terms.root_table_id
            and unlabelled_lines.sum_number = missing_terms.sum_number
            and unlabelled_lines.role = missing_terms.role
            and unlabelled_lines.direction is not distinct from missing_terms.direction
    where unlabelled_lines.n_alike = 1 and missing_terms.n_alike = 1

),

-- A row without a label may repeat a line in full.
repeated_lines as (

    select
        copies.root_table_id,
        copies.source_line,
        min(lines_of_sums.line_item_id) as line_item_id
    from structure as copies
    inner join lines_of_sums
        on
            copies.root_table_id = lines_of_sums.root_table_id
            and copies.sum_number = lines_of_sums.sum_number
            and copies.source_line <> lines_of_sums.source_line
    where copies.found_as = 'equal' and lines_of_sums.line_item_id is not null
    group by copies.root_table_id, copies.source_line
    having min(lines_of_sums.line_item_id) = max(lines_of_sums.line_item_id)

),

lines_named as (

    select
        lines_of_sums.root_table_id,
        lines_of_sums.sum_number,
        lines_of_sums.table_id,
        lines_of_sums.source_line,
        lines_of_sums.label,
        coalesce(
            lines_of_sums.line_item_id, case when lines_of_sums.label = '' then repeated_lines.line_item_id end
        ) as line_item_id
    from lines_of_sums
    left join repeated_lines
        on
            lines_of_sums.root_table_id = repeated_lines.root_table_id
            and lines_of_sums.source_line = repeated_lines.source_line

),

vague_sums as (

    select distinct
        lines_named.root_table_id,
        lines_named.sum_number,
        tables.table_kind
    from lines_named
    inner join tables on lines_named.table_id = tables.table_id
    inner join vague_labels
        on tables.table_kind = vague_labels.table_kind and lines_named.label = vague_labels.label
    where lines_named.line_item_id is null

),

-- A label that says which line it may be needs no sign: the sum of all other lines of the identity closes with it.
identities_lacking_one as (

    select
        lines_of_sums.root_table_id,
        lines_of_sums.sum_number,
        identities.identity_id
    from vague_sums
    inner join lines_named as lines_of_sums
        on
            vague_sums.root_table_id = lines_of_sums.root_table_id
            and vague_sums.sum_number = lines_of_sums.sum_number
    inner join sums_counted
        on
            vague_sums.root_table_id = sums_counted.root_table_id
            and vague_sums.sum_number = sums_counted.sum_number
    inner join identities on vague_sums.table_kind = identities.table_kind
    inner join identities_counted
        on
            identities.identity_id = identities_counted.identity_id
            and sums_counted.n_lines = identities_counted.n_lines
    inner join identity_terms
        on
            identities.identity_id = identity_terms.identity_id
            and lines_of_sums.line_item_id = identity_terms.line_item_id
    group by lines_of_sums.root_table_id, lines_of_sums.sum_number, identities.identity_id
    having count(distinct lines_of_sums.line_item_id) = max(sums_counted.n_lines) - 1

),

by_vague_label as (

    select distinct
        lines_of_sums.root_table_id,
        lines_of_sums.table_id,
        lines_of_sums.source_line,
        vague_labels.line_item_id
    from identities_lacking_one
    inner join identity_terms on identities_lacking_one.identity_id = identity_terms.identity_id
    inner join lines_named as lines_of_sums
        on
            identities_lacking_one.root_table_id = lines_of_sums.root_table_id
            and identities_lacking_one.sum_number = lines_of_sums.sum_number
            and lines_of_sums.line_item_id is null
    inner join tables on lines_of_sums.table_id = tables.table_id
    inner join vague_labels
        on
            tables.table_kind = vague_labels.table_kind
            and lines_of_sums.label = vague_labels.label
            and identity_terms.line_item_id = vague_labels.line_item_id
    left join lines_named as others
        on
            identities_lacking_one.root_table_id = others.root_table_id
            and identities_lacking_one.sum_number = others.sum_number
            and identity_terms.line_item_id = others.line_item_id
    where others.line_item_id is null

),

identities_split as (

    select distinct
        printed_lines.root_table_id,
        identity_terms.identity_id
    from printed_lines
    inner join identity_terms on printed_lines.line_item_id = identity_terms.line_item_id
    where identity_terms.role = 'term'

),

-- Where no share of a result is printed the whole is the parent's: in every column the same figure.
whole_results as (

    select
        shares.root_table_id,
        shares.table_id,
        shares.source_line,
        vague_labels.line_item_id
    from structure_figures as shares
    inner join tables on shares.table_id = tables.table_id
    inner join vague_labels
        on
            tables.table_kind = vague_labels.table_kind
            and shares.label = vague_labels.label
    inner join identity_terms as totals
        on vague_labels.whole_identity_id = totals.identity_id and totals.role = 'total'
    inner join structure_figures as results
        on shares.root_table_id = results.root_table_id and shares.column_number = results.column_number
    inner join row_labels
        on
            results.table_id = row_labels.table_id
            and results.source_line = row_labels.source_line
            and totals.line_item_id = row_labels.line_item_id
    left join identities_split
        on
            shares.root_table_id = identities_split.root_table_id
            and vague_labels.whole_identity_id = identities_split.identity_id
    where identities_split.identity_id is null
    group by shares.root_table_id, shares.table_id, shares.source_line, vague_labels.line_item_id
    having min(case when shares.printed_value = results.printed_value then 1 else 0 end) = 1

),

-- Outside its own statement a vague label is the line whose figures it repeats, all of them.
faces as (

    select distinct
        structure_figures.filing_id,
        row_labels.line_item_id,
        structure_figures.printed_value
    from structure_figures
    inner join row_labels
        on
            structure_figures.table_id = row_labels.table_id
            and structure_figures.source_line = row_labels.source_line
    inner join tables on structure_figures.table_id = tables.table_id
    inner join line_items
        on row_labels.line_item_id = line_items.line_item_id and tables.table_kind = line_items.statement

),

repeated_elsewhere as (

    select
        shares.root_table_id,
        shares.table_id,
        shares.source_line,
        vague_labels.line_item_id
    from structure_figures as shares
    inner join tables on shares.table_id = tables.table_id
    inner join vague_labels
        on tables.table_kind = vague_labels.table_kind and shares.label = vague_labels.label
    inner join line_items
        on
            vague_labels.line_item_id = line_items.line_item_id
            and vague_labels.table_kind <> line_items.statement
    left join faces
        on
            shares.filing_id = faces.filing_id
            and vague_labels.line_item_id = faces.line_item_id
            and shares.printed_value = faces.printed_value
    group by shares.root_table_id, shares.table_id, shares.source_line, vague_labels.line_item_id
    having count(*) = count(faces.printed_value)

),

choices as (

    select
        root_table_id,
        table_id,
        source_line,
        line_item_id,
        false as is_labelled
    from sections_known
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id,
        false as is_labelled
    from by_identity
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id,
        true as is_labelled
    from by_vague_label
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id,
        true as is_labelled
    from whole_results
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id,
        true as is_labelled
    from repeated_elsewhere

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

-- A cost, or a liability, whose total is printed in parentheses is positive all the same.
signs as (

    select
        decided.table_id,
        decided.source_line,
        case
            when
                max(cells.printed_value) <= 0
                and (
                    (line_items.balance = 'debit' and line_items.statement <> 'balance_sheet')
                    or line_items.section in ('current_liabilities', 'noncurrent_liabilities', 'liabilities')
                )
                then -1
            else 1
        end as printed_sign
    from decided
    inner join line_items on decided.line_item_id = line_items.line_item_id
    inner join cells
        on decided.table_id = cells.table_id and decided.source_line = cells.source_line
    where decided.n_lines = 1 and decided.n_rows = 1 and cells.figure_kind = 'number'
    group by
        decided.table_id, decided.source_line, line_items.balance, line_items.statement, line_items.section

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
    where decided.n_lines = 1 and decided.n_rows = 1

)

select * from final
