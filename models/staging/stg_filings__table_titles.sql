-- Of the headings above a table the one that is its title, and whose table they say it is.
-- Grain: table.
{% set statement_pattern = '(statements?|accounts?|balance|income|results?|profit|position|cash)' -%}
-- "unconsolidated affiliates" are not the company
{% set alone_pattern = '(^|[^a-z])(non[- ]?|un)consolidated( *$| *[^a-z ]|'
    ~ ' (interim |condensed |quarterly |financial )*' ~ statement_pattern ~ ')' -%}
{% set parent_pattern = '(standalone|parent[ -]company|company[ -]only|parent[ -]only|' ~ alone_pattern
    ~ '|(^|[^a-z])(separate|individual) (interim |condensed |financial )*' ~ statement_pattern
    ~ '|(statements?|sheets?|position|information) of the company)' -%}
{% set company_pattern = '(^company(''|’)?s? (unaudited |audited |interim |condensed |separate )*'
    ~ '(statements?|balance sheets?|income statements?|cash ?flow statements?)'
    ~ '|[-–—(:] *(the )?company[ )]*$)' -%}
{% set whole_pattern = '(^|[^a-z])(consolidated|group)([^a-z]|$)' -%}
{% set closing_pattern = '^(about |forward[- ]looking|safe harbou?r|conference call|contacts?$)' -%}
with

tables as (

    select
        table_id,
        filing_id,
        lower(coalesce(caption, '')) as caption,
        lower(coalesce(above, '')) as above
    from {{ ref('raw_tables') }}

),

table_kinds as (

    select * from {{ ref('table_kinds') }}

),

numbers as (

    {{ numbers(6) }}

),

lines_above as (

    select
        table_id,
        7 as heading_number,
        caption as heading
    from tables
    where caption <> ''
    union all
    select
        tables.table_id,
        numbers.n as heading_number,
        {{ dbt.split_part('tables.above', "' / '", 'numbers.n') }} as heading
    from tables
    cross join numbers
    where {{ dbt.split_part('tables.above', "' / '", 'numbers.n') }} <> ''

),

-- What every announcement ends its text with heads no table: the headings above it are those of that text.
headings as (

    select
        lines_above.table_id,
        lines_above.heading_number,
        lines_above.heading
    from lines_above
    left join lines_above as closing
        on
            lines_above.table_id = closing.table_id
            and lines_above.heading_number <= closing.heading_number
            and {{ matches('closing.heading', closing_pattern) }}
    where closing.table_id is null

),

-- Of the lines above a table the last that names a kind or rules one out is its title.
titles_ranked as (

    select
        headings.table_id,
        headings.heading as title,
        row_number() over (partition by headings.table_id order by headings.heading_number desc) as choice
    from headings
    inner join table_kinds
        on
            table_kinds.caption_pattern is not null
            and (
                {{ matches_column('headings.heading', 'table_kinds.caption_pattern') }}
                or {{ matches_column('headings.heading', "coalesce(table_kinds.caption_exclusion, '^$')") }}
            )

),

titles as (

    select
        tables.table_id,
        tables.filing_id,
        tables.caption,
        tables.above,
        titles_ranked.title,
        coalesce({{ matches('titles_ranked.title', whole_pattern) }}, false) as is_called_consolidated,
        coalesce({{ matches('titles_ranked.title', company_pattern) }}, false) as is_called_companys
    from tables
    left join titles_ranked on tables.table_id = titles_ranked.table_id and titles_ranked.choice = 1

),

-- Where the filing has statements of the group, those called the company's are of the parent alone.
titles_of_company as (

    select
        *,
        is_called_companys
        and not is_called_consolidated
        and max(case when is_called_consolidated then 1 else 0 end) over (partition by filing_id) = 1 as is_of_company
    from titles

),

final as (

    select
        table_id,
        filing_id,
        title,
        is_called_consolidated,
        case
            when title is not null then {{ matches('title', parent_pattern) }} or is_of_company
            else {{ matches('caption', parent_pattern) }} or {{ matches('above', parent_pattern) }}
        end as is_called_parents,
        -- "consolidated" in a caption outweighs the company's name; between the title and the table a day, the unit and
        -- who prepared it may stand
        case
            when {{ matches('caption', alone_pattern) }} then 'parent'
            when {{ matches('caption', '(^|[^a-z])consolidated') }} then 'consolidated'
            when
                is_of_company
                or {{ matches('caption', parent_pattern) }}
                or {{ matches('above', parent_pattern ~ '[^/]*(/[^/]*)?$') }}
                or {{ matches('title', alone_pattern) }}
                or ({{ matches('title', parent_pattern) }} and not is_called_consolidated)
                then 'parent'
            else 'consolidated'
        end as entity
    from titles_of_company

)

select * from final
