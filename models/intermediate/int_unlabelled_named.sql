-- Rows without a label that arithmetic proves to be a standard line: the total of the section whose lines they add up,
-- or the one line in their place that a declared sum lacks.
-- Grain: table × source line × line item.
with

lines_summed as (

    select * from {{ ref('int_lines_summed') }}

),

terms_lacking as (

    select * from {{ ref('int_terms_lacking') }}
    where is_only_in_place

),

label_candidates as (

    select * from {{ ref('stg_filings__label_candidates') }}
    where candidate_rank = 3

),

section_totals as (

    select * from {{ ref('section_totals') }}

),

proven_totals as (

    select distinct
        root_table_id,
        table_id,
        table_kind,
        source_line
    from lines_summed
    where role = 'total' and label = '' and found_as <> 'expected'

),

-- All lines of the sum stand under one heading.
sections_summed as (

    select
        proven_totals.root_table_id,
        proven_totals.table_id,
        proven_totals.table_kind,
        proven_totals.source_line,
        min(label_candidates.section_id) as section_id
    from proven_totals
    inner join lines_summed as totals
        on
            proven_totals.root_table_id = totals.root_table_id
            and proven_totals.source_line = totals.source_line
            and totals.role = 'total'
    inner join lines_summed as terms
        on
            totals.root_table_id = terms.root_table_id
            and totals.sum_number = terms.sum_number
            and terms.role = 'term'
    left join label_candidates
        on terms.table_id = label_candidates.table_id and terms.source_line = label_candidates.source_line
    group by
        proven_totals.root_table_id, proven_totals.table_id, proven_totals.table_kind, proven_totals.source_line
    having
        count(*) = count(label_candidates.section_id)
        and min(label_candidates.section_id) = max(label_candidates.section_id)

),

by_section as (

    select
        sections_summed.root_table_id,
        sections_summed.table_id,
        sections_summed.source_line,
        section_totals.line_item_id
    from sections_summed
    inner join section_totals
        on
            sections_summed.table_kind = section_totals.table_kind
            and sections_summed.section_id = section_totals.section_id

),

unlabelled_lines as (

    select
        *,
        count(*) over (partition by root_table_id, sum_number, role, direction) as n_alike
    from lines_summed
    where label = ''

),

by_identity as (

    select
        unlabelled_lines.root_table_id,
        unlabelled_lines.table_id,
        unlabelled_lines.source_line,
        terms_lacking.line_item_id
    from unlabelled_lines
    inner join terms_lacking
        on
            unlabelled_lines.root_table_id = terms_lacking.root_table_id
            and unlabelled_lines.sum_number = terms_lacking.sum_number
            and unlabelled_lines.role = terms_lacking.role
            and unlabelled_lines.direction is not distinct from terms_lacking.direction
    where unlabelled_lines.n_alike = 1

),

final as (

    select
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from by_section
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from by_identity

)

select * from final
