-- The texts a row's label may be: its own, joined with the wrapped parts above or below it.
-- Grain: table × source line × candidate rank (1 is tried first).
with

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

issuer_names as (

    select * from {{ ref('issuer_names') }}

),

sections as (

    select * from {{ ref('sections') }}

),

table_rows as (

    select
        filing_id,
        table_id,
        source_line,
        row_role,
        max(section) as section,
        max(row_label) as row_label,
        max({{ statement_label("regexp_extract(section, '([^>]*)$', 1)") }}) as heading,
        max(case when not is_label and figure_kind in ('number', 'percent', 'nil', 'damaged') then 1 else 0 end)
            as has_figures
    from cells
    where row_role in ('data', 'part', 'heading')
    group by filing_id, table_id, source_line, row_role

),

-- "Attributable to:" goes on with the label of the figures above it.
above_attributions as (

    select
        *,
        max(case when has_figures = 1 and heading <> 'attributable to' then source_line end)
            over (partition by table_id order by source_line)
            as line_above
    from table_rows

),

headed_rows as (

    select
        above_attributions.table_id,
        above_attributions.source_line,
        above_attributions.section,
        case
            when above_attributions.heading = 'attributable to'
                then {{ statement_label("above.row_label || ' attributable to'") }}
            else above_attributions.heading
        end as heading
    from above_attributions
    left join table_rows as above
        on above_attributions.table_id = above.table_id and above_attributions.line_above = above.source_line

),

neighbours as (

    select
        *,
        row_role = 'part' or (row_role = 'data' and has_figures = 0) as is_part,
        lag(row_label, 1) over (partition by table_id order by source_line) as above_1,
        lag(row_label, 2) over (partition by table_id order by source_line) as above_2,
        lead(row_label, 1) over (partition by table_id order by source_line) as below_1,
        lag(row_role = 'part' or (row_role = 'data' and has_figures = 0), 1, false)
            over (partition by table_id order by source_line) as above_1_is_part,
        lag(row_role = 'part' or (row_role = 'data' and has_figures = 0), 2, false)
            over (partition by table_id order by source_line) as above_2_is_part,
        lead(row_role = 'part' or (row_role = 'data' and has_figures = 0), 1, false)
            over (partition by table_id order by source_line) as below_1_is_part
    from table_rows

),

colons as (

    select
        filing_id,
        table_id,
        source_line,
        has_figures,
        {{ statement_label("regexp_extract(row_label, '^(.*): +[^:]+$', 1)") }} as before_colon,
        regexp_extract(row_label, ': +([^:]+)$', 1) as after_colon
    from table_rows

),

headings as (

    select heading as text
    from headed_rows
    union
    select before_colon as text
    from colons

),

-- A heading is known by its end, for a heading may be glued to the one above it.
headings_ranked as (

    select
        headings.text,
        sections.section_id,
        row_number() over (
            partition by headings.text
            order by length(sections.heading) desc, sections.section_id asc
        ) as choice
    from headings
    inner join sections
        on headings.text = sections.heading or headings.text like '% ' || sections.heading

),

headings_known as (

    select
        text,
        section_id
    from headings_ranked
    where choice = 1

),

-- A heading glued to the first label below it: "Non-current assets: Goodwill".
glued as (

    select
        colons.*,
        headings_known.section_id
    from colons
    inner join headings_known on colons.before_colon = headings_known.text

),

candidates as (

    select
        filing_id,
        table_id,
        source_line,
        1 as candidate_rank,
        above_2 || ' ' || above_1 || ' ' || row_label as candidate
    from neighbours
    where has_figures = 1 and above_1_is_part and above_2_is_part
    union all
    select
        filing_id,
        table_id,
        source_line,
        2 as candidate_rank,
        above_1 || ' ' || row_label as candidate
    from neighbours
    where has_figures = 1 and above_1_is_part
    union all
    select
        filing_id,
        table_id,
        source_line,
        3 as candidate_rank,
        row_label as candidate
    from neighbours
    where has_figures = 1
    union all
    select
        filing_id,
        table_id,
        source_line,
        4 as candidate_rank,
        row_label || ' ' || below_1 as candidate
    from neighbours
    where has_figures = 1 and below_1_is_part
    union all
    select
        filing_id,
        table_id,
        source_line,
        5 as candidate_rank,
        after_colon as candidate
    from glued
    where has_figures = 1

),

normalised as (

    select
        candidates.filing_id,
        candidates.table_id,
        candidates.source_line,
        candidates.candidate_rank,
        filings.issuer_id,
        {{ plain_text('candidates.candidate') }} as printed_label,
        coalesce(nullif({{ statement_label('candidates.candidate') }}, ''), '(none)') as label
    from candidates
    inner join filings on candidates.filing_id = filings.filing_id

),

names as (

    select
        issuer_id,
        {{ statement_label('name') }} as name
    from issuer_names

),

-- The issuer's own name in a label is no part of the concept; the longest of its names is taken out.
named as (

    select
        normalised.filing_id,
        normalised.table_id,
        normalised.source_line,
        normalised.candidate_rank,
        normalised.printed_label,
        case
            when names.name is null then normalised.label
            else trim(replace(' ' || normalised.label || ' ', ' ' || names.name || ' ', ' {issuer} '))
        end as label,
        row_number() over (
            partition by normalised.table_id, normalised.source_line, normalised.candidate_rank
            order by length(names.name) desc nulls last, names.name asc
        ) as name_rank
    from normalised
    left join names
        on
            normalised.issuer_id = names.issuer_id
            and position(' ' || names.name || ' ' in ' ' || normalised.label || ' ') > 0

),

headed as (

    select
        headed_rows.table_id,
        headed_rows.source_line,
        headed_rows.section,
        headings_known.section_id
    from headed_rows
    left join headings_known on headed_rows.heading = headings_known.text

),

-- What a glued heading opens goes on until the next heading.
row_sections as (

    select
        headed.table_id,
        headed.source_line,
        coalesce(
            last_value(glued.section_id ignore nulls) over (
                partition by headed.table_id, headed.section
                order by headed.source_line
            ),
            headed.section_id
        ) as section_id,
        coalesce(headed.section, '') <> '' or glued.section_id is not null as is_headed
    from headed
    left join glued on headed.table_id = glued.table_id and headed.source_line = glued.source_line

),

final as (

    select
        named.filing_id,
        named.table_id,
        named.source_line,
        named.candidate_rank,
        named.printed_label,
        named.label,
        row_sections.section_id,
        coalesce(row_sections.is_headed, false) as is_headed
    from named
    left join row_sections
        on
            named.table_id = row_sections.table_id
            and named.source_line = row_sections.source_line
    where named.name_rank = 1

)

select * from final
