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

section_totals as (

    select * from {{ ref('section_totals') }}

),

label_synonyms as (

    select * from {{ ref('label_synonyms') }}

),

table_rows as (

    select
        cells.filing_id,
        filings.issuer_id,
        cells.table_id,
        cells.source_line,
        cells.row_role,
        max(cells.section) as section,
        max(cells.row_label) as row_label,
        max(regexp_extract(cells.section, '([^>]*)$', 1)) as last_heading,
        max(
            case
                when not cells.is_label and cells.figure_kind in ('number', 'percent', 'nil', 'damaged') then 1
                else 0
            end
        ) as has_figures
    from cells
    inner join filings on cells.filing_id = filings.filing_id
    where cells.row_role in ('data', 'part', 'heading')
    group by cells.filing_id, filings.issuer_id, cells.table_id, cells.source_line, cells.row_role

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
            over (partition by table_id order by source_line) as below_1_is_part,
        lag(row_role = 'heading', 1, false) over (partition by table_id order by source_line) as above_1_is_heading
    from table_rows

),

own_candidates as (

    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        1 as candidate_rank,
        above_2 || ' ' || above_1 || ' ' || row_label as candidate
    from neighbours
    where has_figures = 1 and above_1_is_part and above_2_is_part
    union all
    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        2 as candidate_rank,
        above_1 || ' ' || row_label as candidate
    from neighbours
    where has_figures = 1 and above_1_is_part
    union all
    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        3 as candidate_rank,
        row_label as candidate
    from neighbours
    where has_figures = 1
    union all
    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        4 as candidate_rank,
        row_label || ' ' || below_1 as candidate
    from neighbours
    where has_figures = 1 and below_1_is_part
    union all
    -- what looks like a heading may be the first line of the label
    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        8 as candidate_rank,
        above_1 || ' ' || row_label as candidate
    from neighbours
    where has_figures = 1 and above_1_is_heading
    union all
    -- a row's number in the statement is none of its label
    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        9 as candidate_rank,
        regexp_extract(row_label, '^[0-9]{1,2} +(.*)$', 1) as candidate
    from neighbours
    where has_figures = 1 and {{ matches('row_label', '^[0-9]{1,2} +[A-Za-z]') }}

),

colons as (

    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        has_figures,
        regexp_extract(row_label, '^(.*): +[^:]+$', 1) as before_colon,
        regexp_extract(row_label, ': +([^:]+)$', 1) as after_colon
    from table_rows

),

names as (

    select
        issuer_id,
        name
    from issuer_names

),

words_of_labels as (

    select label
    from label_synonyms
    union
    select heading as label
    from sections

),

-- Every text that is compared, once.
texts as (

    select
        issuer_id,
        last_heading as text
    from table_rows
    union
    select
        issuer_id,
        row_label as text
    from table_rows
    union
    select
        issuer_id,
        before_colon as text
    from colons
    union
    select
        issuer_id,
        after_colon as text
    from colons
    union
    select
        issuer_id,
        candidate as text
    from own_candidates
    union
    select
        issuer_id,
        name as text
    from issuer_names

),

{{ label_forms() }},

rows_formed as (

    select
        table_rows.*,
        heading_forms.form as heading,
        label_forms.form as label
    from table_rows
    left join forms as heading_forms
        on table_rows.issuer_id = heading_forms.issuer_id and table_rows.last_heading = heading_forms.text
    left join forms as label_forms
        on table_rows.issuer_id = label_forms.issuer_id and table_rows.row_label = label_forms.text

),

colons_formed as (

    select
        colons.filing_id,
        colons.issuer_id,
        colons.table_id,
        colons.source_line,
        colons.has_figures,
        colons.after_colon,
        forms.form as before_colon
    from colons
    inner join forms on colons.issuer_id = forms.issuer_id and colons.before_colon = forms.text

),

-- "Attributable to:" goes on with the label of the figures above it.
figures_above as (

    select
        *,
        case when row_role = 'heading' and label = 'attributable to' then 1 else 0 end
            as is_attribution,
        max(case when has_figures = 1 then source_line end) over (partition by table_id order by source_line)
            as line_above
    from rows_formed

),

attributions as (

    select
        *,
        last_value(case when is_attribution = 1 then line_above end ignore nulls)
            over (partition by table_id order by source_line)
            as attributed_line
    from figures_above

),

headed_rows as (

    select
        attributions.table_id,
        attributions.source_line,
        attributions.section,
        case
            when attributions.heading = 'attributable to'
                then replace(attributed.label, 'income after income tax', 'net income') || ' attributable to'
            else attributions.heading
        end as heading
    from attributions
    left join rows_formed as attributed
        on
            attributions.table_id = attributed.table_id
            and attributions.attributed_line = attributed.source_line
            and attributed.has_figures = 1

),

headings as (

    select heading as text
    from headed_rows
    union
    select before_colon as text
    from colons_formed

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
        colons_formed.*,
        headings_known.section_id
    from colons_formed
    inner join headings_known on colons_formed.before_colon = headings_known.text

),

candidates as (

    select * from own_candidates
    union all
    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        5 as candidate_rank,
        after_colon as candidate
    from glued
    where has_figures = 1

),

named as (

    select
        candidates.filing_id,
        candidates.table_id,
        candidates.source_line,
        candidates.candidate_rank,
        {{ plain_text('candidates.candidate') }} as printed_label,
        coalesce(nullif(forms.form, ''), '(none)') as label
    from candidates
    inner join forms
        on candidates.issuer_id = forms.issuer_id and candidates.candidate is not distinct from forms.text

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

section_closers as (

    select distinct
        label_synonyms.label,
        section_totals.section_id
    from section_totals
    inner join label_synonyms
        on
            section_totals.table_kind = label_synonyms.table_kind
            and section_totals.line_item_id = label_synonyms.line_item_id

),

-- A section ends with its total; one without a label is told from a lost label where labels are whole.
closed as (

    select
        headed.table_id,
        headed.source_line,
        coalesce(
            max(
                case
                    when section_closers.section_id is not null then 1
                    when named.label = '(none)' and filings.source_format <> 'tabbed' then 1
                    else 0
                end
            ) over (
                partition by headed.table_id, headed.section
                order by headed.source_line
                rows between unbounded preceding and 1 preceding
            ), 0
        ) = 1 as is_closed
    from headed
    inner join named
        on
            headed.table_id = named.table_id
            and headed.source_line = named.source_line
            and named.candidate_rank = 3
    inner join filings on named.filing_id = filings.filing_id
    left join section_closers
        on named.label = section_closers.label and headed.section_id = section_closers.section_id

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
        case when coalesce(closed.is_closed, false) then null else row_sections.section_id end as section_id,
        coalesce(row_sections.is_headed, false) as is_headed,
        coalesce(closed.is_closed, false) as is_section_closed
    from named
    left join row_sections
        on
            named.table_id = row_sections.table_id
            and named.source_line = row_sections.source_line
    left join closed on named.table_id = closed.table_id and named.source_line = closed.source_line

)

select * from final
