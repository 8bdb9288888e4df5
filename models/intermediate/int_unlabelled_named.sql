-- Rows without a label that arithmetic proves to be a standard line: the total of the section whose lines they add up,
-- or the one line in their place that a declared sum lacks, also once the totals of sections are named.
-- Grain: table × source line × line item.
with

lines_summed as (

    select * from {{ ref('int_lines_summed') }}

),

terms_lacking as (

    select * from {{ ref('int_terms_lacking') }}
    where is_only_in_place or (is_only_one and role = 'total')

),

structure_figures as (

    select * from {{ ref('int_structure_rows') }}

),

identities as (

    select * from {{ ref('identities') }}
    where rule_type = 'sum'

),

identity_terms as (

    select * from {{ ref('identity_terms') }}
    where period_relation = 'same'

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

headings as (

    select
        root_table_id,
        source_line,
        max(section) as heading
    from structure_figures
    group by root_table_id, source_line

),

-- A total without a label that adds nothing but lines of the same heading to another one is that of all of them.
subtotals as (

    select
        parts.root_table_id,
        parts.source_line,
        wholes.source_line as whole_line,
        min(case when {{ matches('others.label', '(^| )held for sale( |$)') }} then 1 else 0 end) = 1 as is_before_sales
    from proven_totals
    inner join lines_summed as parts
        on
            proven_totals.root_table_id = parts.root_table_id
            and proven_totals.source_line = parts.source_line
            and parts.role = 'term'
    inner join lines_summed as wholes
        on
            parts.root_table_id = wholes.root_table_id
            and parts.sum_number = wholes.sum_number
            and wholes.role = 'total'
            and wholes.label = ''
            and wholes.found_as not in ('expected', 'equal')
    inner join lines_summed as others
        on
            parts.root_table_id = others.root_table_id
            and parts.sum_number = others.sum_number
            and others.role = 'term'
            and parts.source_line <> others.source_line
    inner join headings
        on parts.root_table_id = headings.root_table_id and parts.source_line = headings.source_line
    inner join headings as other_headings
        on others.root_table_id = other_headings.root_table_id and others.source_line = other_headings.source_line
    group by parts.root_table_id, parts.source_line, wholes.source_line
    having
        min(case when others.label <> '' and headings.heading = other_headings.heading then 1 else 0 end) = 1

),

-- The total of current assets includes those held for sale below it. Below some of what is noncurrent, such as fixed
-- assets, the rest of it, or all other assets, go on.
by_section as (

    select
        sections_summed.root_table_id,
        sections_summed.table_id,
        coalesce(subtotals.whole_line, sections_summed.source_line) as source_line,
        section_totals.line_item_id
    from sections_summed
    inner join section_totals
        on
            sections_summed.table_kind = section_totals.table_kind
            and sections_summed.section_id = section_totals.section_id
    left join subtotals
        on
            sections_summed.root_table_id = subtotals.root_table_id
            and sections_summed.source_line = subtotals.source_line
            and (subtotals.is_before_sales or sections_summed.section_id like 'noncurrent%')
    where subtotals.whole_line is null or subtotals.is_before_sales

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
    left join by_section
        on
            unlabelled_lines.table_id = by_section.table_id
            and unlabelled_lines.source_line = by_section.source_line
    where unlabelled_lines.n_alike = 1 and (by_section.source_line is null or terms_lacking.is_only_one)

),

lines_named as (

    select
        lines_summed.root_table_id,
        lines_summed.sum_number,
        lines_summed.table_id,
        lines_summed.table_kind,
        lines_summed.source_line,
        lines_summed.role,
        lines_summed.n_lines,
        coalesce(lines_summed.line_item_id, by_section.line_item_id) as line_item_id
    from lines_summed
    left join by_section
        on
            lines_summed.table_id = by_section.table_id
            and lines_summed.source_line = by_section.source_line
            and lines_summed.label = ''

),

declared_sums as (

    select
        identities.identity_id,
        identities.table_kind,
        count(*) as n_lines
    from identities
    inner join identity_terms on identities.identity_id = identity_terms.identity_id
    group by identities.identity_id, identities.table_kind

),

sums_named as (

    select
        lines_named.root_table_id,
        lines_named.sum_number,
        declared_sums.identity_id,
        max(case when lines_named.line_item_id is null then lines_named.source_line end) as source_line
    from lines_named
    inner join declared_sums
        on
            lines_named.table_kind = declared_sums.table_kind
            and lines_named.n_lines = declared_sums.n_lines
    left join identity_terms
        on
            declared_sums.identity_id = identity_terms.identity_id
            and lines_named.line_item_id = identity_terms.line_item_id
            and lines_named.role = identity_terms.role
    group by
        lines_named.root_table_id, lines_named.sum_number, declared_sums.identity_id, declared_sums.n_lines
    having
        count(distinct lines_named.source_line) - count(distinct identity_terms.line_item_id) = 1
        and count(distinct case when lines_named.line_item_id is null then lines_named.source_line end) = 1
        and count(distinct lines_named.line_item_id) = count(distinct identity_terms.line_item_id)

),

-- Of a declared sum whose other lines have names or are totals of sections, the one left.
by_rest as (

    select
        unlabelled_lines.root_table_id,
        unlabelled_lines.table_id,
        unlabelled_lines.source_line,
        identity_terms.line_item_id
    from sums_named
    inner join unlabelled_lines
        on
            sums_named.root_table_id = unlabelled_lines.root_table_id
            and sums_named.sum_number = unlabelled_lines.sum_number
            and sums_named.source_line = unlabelled_lines.source_line
    inner join identity_terms
        on sums_named.identity_id = identity_terms.identity_id and unlabelled_lines.role = identity_terms.role
    left join lines_named as others
        on
            sums_named.root_table_id = others.root_table_id
            and sums_named.sum_number = others.sum_number
            and identity_terms.line_item_id = others.line_item_id
    where others.line_item_id is null

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
    union
    select
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from by_rest

)

select * from final
