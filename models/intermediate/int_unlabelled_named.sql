-- Rows without a label that arithmetic proves to be a standard line: the total of the section whose lines they add up,
-- the one line in their place that a declared sum lacks, also once the totals of sections are named, the total of a
-- declared sum that is printed again below its lines, the two sides of what is owned, or what net current, or net
-- noncurrent, assets are left of.
-- Grain: table × source line × line item.
{% set net_pattern = '^(total )?net (non)?current (assets|liabilities)' -%}
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

totals_told as (

    select * from {{ ref('int_totals_told') }}

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

-- Each line of a sum beside the total of it.
terms as (

    select
        totals.root_table_id,
        totals.sum_number,
        totals.table_id as total_table_id,
        totals.table_kind,
        totals.source_line as total_line,
        totals.label as total_label,
        totals.line_item_id as total_line_item_id,
        terms.table_id,
        terms.source_line,
        terms.label,
        terms.direction,
        terms.line_item_id
    from lines_summed as totals
    inner join lines_summed as terms
        on
            totals.root_table_id = terms.root_table_id
            and totals.sum_number = terms.sum_number
    where totals.role = 'total' and terms.role = 'term' and totals.found_as <> 'expected'

),

unlabelled_terms as (

    select * from terms
    where total_label = ''

),

-- All lines of the sum stand under one heading.
sections_summed as (

    select
        unlabelled_terms.root_table_id,
        unlabelled_terms.total_table_id,
        unlabelled_terms.table_kind,
        unlabelled_terms.total_line,
        min(label_candidates.section_id) as section_id
    from unlabelled_terms
    left join label_candidates
        on
            unlabelled_terms.table_id = label_candidates.table_id
            and unlabelled_terms.source_line = label_candidates.source_line
    group by
        unlabelled_terms.root_table_id, unlabelled_terms.total_table_id, unlabelled_terms.table_kind,
        unlabelled_terms.total_line
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
        parts.total_line as whole_line,
        min(case when {{ matches('others.label', '(^| )held for sale( |$)') }} then 1 else 0 end) = 1 as is_before_sales
    from unlabelled_terms as parts
    inner join unlabelled_terms as others
        on
            parts.root_table_id = others.root_table_id
            and parts.sum_number = others.sum_number
            and parts.source_line <> others.source_line
    inner join headings
        on parts.root_table_id = headings.root_table_id and parts.source_line = headings.source_line
    inner join headings as other_headings
        on others.root_table_id = other_headings.root_table_id and others.source_line = other_headings.source_line
    group by parts.root_table_id, parts.source_line, parts.total_line
    having
        min(case when others.label <> '' and headings.heading = other_headings.heading then 1 else 0 end) = 1

),

-- The total of current assets includes those held for sale below it. Below some of what is noncurrent, such as fixed
-- assets, the rest of it, or all other assets, go on.
totals_of_sections as (

    select
        sections_summed.root_table_id,
        sections_summed.total_table_id as table_id,
        coalesce(subtotals.whole_line, sections_summed.total_line) as source_line,
        subtotals.source_line as part_line,
        section_totals.line_item_id
    from sections_summed
    inner join section_totals
        on
            sections_summed.table_kind = section_totals.table_kind
            and sections_summed.section_id = section_totals.section_id
    left join subtotals
        on
            sections_summed.root_table_id = subtotals.root_table_id
            and sections_summed.total_line = subtotals.source_line
            and case when subtotals.is_before_sales then 1 else 0 end
            >= case when sections_summed.section_id like 'noncurrent%' then 0 else 1 end
    where subtotals.whole_line is null or subtotals.is_before_sales

),

by_section as (

    select distinct
        root_table_id,
        table_id,
        source_line,
        line_item_id
    from totals_of_sections
    where
        not exists (
            select 1
            from lines_summed
            where
                lines_summed.root_table_id = totals_of_sections.root_table_id
                and lines_summed.line_item_id = totals_of_sections.line_item_id
                and lines_summed.label <> ''
        )

),

-- What is before the assets held for sale is not all that is current.
parts_of_totals as (

    select distinct
        table_id,
        part_line as source_line
    from totals_of_sections
    where part_line is not null

),

unlabelled_lines as (

    select
        *,
        count(*) over (partition by root_table_id, sum_number, role, direction) as n_alike
    from lines_summed
    where label = ''

),

-- A sum that holds the total of a section which the declared one has not is another: equity and what is owed for long
-- are not all assets.
sums_of_others as (

    select distinct
        terms_lacking.root_table_id,
        terms_lacking.sum_number,
        terms_lacking.identity_id
    from terms_lacking
    inner join unlabelled_lines
        on
            terms_lacking.root_table_id = unlabelled_lines.root_table_id
            and terms_lacking.sum_number = unlabelled_lines.sum_number
    inner join by_section
        on
            unlabelled_lines.table_id = by_section.table_id
            and unlabelled_lines.source_line = by_section.source_line
    left join identity_terms
        on
            terms_lacking.identity_id = identity_terms.identity_id
            and by_section.line_item_id = identity_terms.line_item_id
    where identity_terms.line_item_id is null and not terms_lacking.is_only_one

),

-- What adds up nothing but lines that add: of revenue it is no gross profit.
sums_adding as (

    select
        root_table_id,
        sum_number,
        total_line
    from unlabelled_terms
    group by root_table_id, sum_number, total_line
    having min(direction) > 0 and count(distinct source_line) > 1

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
    left join parts_of_totals
        on
            unlabelled_lines.table_id = parts_of_totals.table_id
            and unlabelled_lines.source_line = parts_of_totals.source_line
    left join sums_of_others
        on
            terms_lacking.root_table_id = sums_of_others.root_table_id
            and terms_lacking.sum_number = sums_of_others.sum_number
            and terms_lacking.identity_id = sums_of_others.identity_id
    where
        unlabelled_lines.n_alike = 1
        and (by_section.source_line is null or terms_lacking.is_only_one)
        and parts_of_totals.source_line is null
        and sums_of_others.identity_id is null

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
        -- a label may have another meaning beside
        and count(distinct case when lines_named.line_item_id is not null then lines_named.source_line end)
        = count(distinct identity_terms.line_item_id)

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

by_sum as (

    select * from by_identity
    union
    select * from by_rest

),

-- What only adds is no gross profit, whatever a declared sum lacks.
by_declared_sum as (

    select
        by_sum.root_table_id,
        by_sum.table_id,
        by_sum.source_line,
        by_sum.line_item_id
    from by_sum
    left join sums_adding
        on
            case when by_sum.line_item_id = 'gross_profit' then by_sum.root_table_id end = sums_adding.root_table_id
            and by_sum.source_line = sums_adding.total_line
    where sums_adding.total_line is null

),

-- Below the shares of a result the result again: its declared terms, all of them, add up to what repeats its figures.
-- Of a result others may have shares too, such as holders of perpetual securities.
by_repetition as (

    select
        unlabelled_terms.root_table_id,
        unlabelled_terms.total_table_id as table_id,
        unlabelled_terms.total_line as source_line,
        unlabelled_terms.total_line_item_id as line_item_id
    from unlabelled_terms
    inner join identities on unlabelled_terms.table_kind = identities.table_kind
    inner join identity_terms as wholes
        on
            identities.identity_id = wholes.identity_id
            and wholes.role = 'total'
            and unlabelled_terms.total_line_item_id = wholes.line_item_id
    left join identity_terms as parts
        on
            identities.identity_id = parts.identity_id
            and parts.role = 'term'
            and unlabelled_terms.line_item_id = parts.line_item_id
    group by
        unlabelled_terms.root_table_id, unlabelled_terms.total_table_id, unlabelled_terms.total_line,
        unlabelled_terms.total_line_item_id, unlabelled_terms.sum_number, identities.identity_id
    having
        count(distinct unlabelled_terms.source_line) > 1
        and count(parts.line_item_id) > 0
        and count(parts.line_item_id) = case
            when unlabelled_terms.total_line_item_id in ('net_income', 'comprehensive_income')
                then count(unlabelled_terms.line_item_id)
            else count(distinct unlabelled_terms.source_line)
        end

),

-- What is owned less what is owed, and below it the equity that has the same figures.
by_equity as (

    select
        copies.root_table_id,
        copies.table_id,
        copies.source_line,
        by_rest.line_item_id
    from unlabelled_lines as copies
    inner join unlabelled_lines as equals
        on
            copies.root_table_id = equals.root_table_id
            and copies.sum_number = equals.sum_number
            and copies.source_line < equals.source_line
    inner join by_rest on equals.table_id = by_rest.table_id and equals.source_line = by_rest.source_line
    inner join unlabelled_terms
        on copies.root_table_id = unlabelled_terms.root_table_id and copies.source_line = unlabelled_terms.total_line
    where copies.found_as = 'equal' and equals.found_as = 'equal' and by_rest.line_item_id = 'total_equity'

),

-- What is current, or noncurrent, net: a total of what is owned less one of what is owed.
by_net as (

    select
        unlabelled_lines.root_table_id,
        unlabelled_lines.table_id,
        unlabelled_lines.source_line,
        case when totals.label like '%noncurrent%' then 'total_noncurrent_' else 'total_current_' end
        || case when unlabelled_lines.direction > 0 then 'assets' else 'liabilities' end as line_item_id
    from unlabelled_lines
    inner join lines_summed as totals
        on
            unlabelled_lines.root_table_id = totals.root_table_id
            and unlabelled_lines.sum_number = totals.sum_number
    inner join lines_summed as others
        on
            unlabelled_lines.root_table_id = others.root_table_id
            and unlabelled_lines.sum_number = others.sum_number
            and unlabelled_lines.direction = -others.direction
    where
        totals.role = 'total'
        and totals.found_as <> 'expected'
        and totals.n_lines = 3
        and totals.table_kind = 'balance_sheet'
        and {{ matches('totals.label', net_pattern) }}
        and unlabelled_lines.direction <> 0

),

-- The two sides of what is owned: all liabilities, and the equity whose lines stand under its heading.
sides as (

    select
        lines_summed.root_table_id,
        lines_summed.table_id,
        lines_summed.source_line,
        sections_summed.total_line is not null as is_equity,
        count(*) over (partition by lines_summed.root_table_id, lines_summed.sum_number) as n_sides,
        count(sections_summed.total_line) over (partition by lines_summed.root_table_id, lines_summed.sum_number)
            as n_equities
    from lines_summed
    inner join lines_summed as totals
        on
            lines_summed.root_table_id = totals.root_table_id
            and lines_summed.sum_number = totals.sum_number
            and totals.role = 'total'
            and totals.n_lines = 3
    left join totals_told
        on totals.table_id = totals_told.table_id and totals.source_line = totals_told.source_line
    left join sections_summed
        on
            lines_summed.root_table_id = sections_summed.root_table_id
            and lines_summed.source_line = sections_summed.total_line
            and sections_summed.section_id = 'equity'
    where
        lines_summed.role = 'term'
        and lines_summed.label = ''
        and lines_summed.direction = 1
        and coalesce(totals.line_item_id, totals_told.line_item_id) = 'total_liabilities_and_equity'

),

by_sides as (

    select
        root_table_id,
        table_id,
        source_line,
        case when is_equity then 'total_equity' else 'total_liabilities' end as line_item_id
    from sides
    where n_sides = 2 and n_equities = 1

),

final as (

    select * from by_section
    union
    select * from by_sides
    union
    select * from by_declared_sum
    union
    select * from by_repetition
    union
    select * from by_equity
    union
    select * from by_net

)

select * from final
