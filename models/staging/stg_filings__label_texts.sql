-- The texts a row's label may be: its own, joined with the wrapped parts above or below it, or a part of it.
-- Grain: table × source line × candidate rank (1 is tried first).
with

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

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
        max(
            case
                when not cells.is_label and cells.figure_kind in ('number', 'percent', 'nil', 'damaged') then 1
                else 0
            end
        ) = 1 as has_figures
    from cells
    inner join filings on cells.filing_id = filings.filing_id
    where cells.row_role in ('data', 'part', 'heading')
    group by cells.filing_id, filings.issuer_id, cells.table_id, cells.source_line, cells.row_role

),

parts as (

    select
        *,
        regexp_extract(section, '([^>]*)$', 1) as last_heading,
        regexp_extract(row_label, '^(.*): +[^:]+$', 1) as before_colon,
        regexp_extract(row_label, ': +([^:]+)$', 1) as after_colon,
        row_role = 'part' or (row_role = 'data' and not has_figures) as is_part
    from table_rows

),

neighbours as (

    select
        *,
        lag(row_label, 1) over (partition by table_id order by source_line) as above_1,
        lag(row_label, 2) over (partition by table_id order by source_line) as above_2,
        lead(row_label, 1) over (partition by table_id order by source_line) as below_1,
        lag(is_part, 1, false) over (partition by table_id order by source_line) as above_1_is_part,
        lag(is_part, 2, false) over (partition by table_id order by source_line) as above_2_is_part,
        lead(is_part, 1, false) over (partition by table_id order by source_line) as below_1_is_part,
        lag(row_role = 'heading', 1, false) over (partition by table_id order by source_line) as above_1_is_heading
    from parts

),

numbers as (

    {{ numbers(10) }}

),

candidates as (

    select
        neighbours.*,
        numbers.n as candidate_rank,
        case
            when numbers.n = 3 then row_label
            when not has_figures then null
            when numbers.n = 1 and above_1_is_part and above_2_is_part
                then above_2 || ' ' || above_1 || ' ' || row_label
            when (numbers.n = 2 and above_1_is_part) or (numbers.n = 8 and above_1_is_heading)
                then above_1 || ' ' || row_label
            when numbers.n = 4 and below_1_is_part then row_label || ' ' || below_1
            when numbers.n = 5 then nullif(after_colon, '')
            when numbers.n = 9
                then nullif(regexp_extract(row_label, '^(?:[0-9]{1,2}|[IVX]{1,5}|[A-Z])[.)]? +([A-Za-z].*)$', 1), '')
            when numbers.n = 10 then nullif(regexp_extract(row_label, '^(.*[^ ]) / [^ (].*$', 1), '')
        end as text
    from neighbours
    cross join numbers

),

final as (

    select
        filing_id,
        issuer_id,
        table_id,
        source_line,
        row_role,
        section,
        has_figures,
        candidate_rank,
        text,
        last_heading,
        before_colon
    from candidates
    where text is not null

)

select * from final
