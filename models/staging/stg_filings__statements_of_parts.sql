-- Statements of something else than the group: a segment, a business, a subsidiary, shares of revenues. Beside the
-- consolidated statement of the same columns, or one without a title of the same periods, such a table is not called
-- so and prints other figures for most of the same lines.
-- Grain: table.
{% set n_leading = 'least(length(part_figures.digits), length(whole_figures.digits)) - 1' -%}
-- what a title says of its period
{% set period_pattern = '((three|six|nine|twelve|first|second|third|fourth|quarter|half|year|month|week|'
    ~ '(19|20)[0-9]{2}).*)$' -%}
with

tables as (

    select * from {{ ref('raw_tables') }}

),

titles as (

    select * from {{ ref('stg_filings__table_titles') }}

),

table_units as (

    select * from {{ ref('stg_filings__table_units') }}

),

label_votes as (

    select * from {{ ref('stg_filings__label_votes') }}

),

known_rows as (

    select * from {{ ref('stg_filings__known_rows') }}

),

table_kinds as (

    select * from {{ ref('table_kinds') }}

),

cells as (

    select * from {{ ref('stg_filings__cells') }}
    where figure_kind = 'number' and column_header <> ''

),

own_headers as (

    select * from {{ ref('stg_filings__own_headers') }}

),

-- Statements have a title, or without one print a total.
statement_kinds as (

    select
        titles.table_id,
        table_kinds.table_kind
    from titles
    inner join table_kinds
        on
            table_kinds.statement = table_kinds.table_kind
            and {{ matches_column('titles.title', 'table_kinds.caption_pattern') }}
            and not {{ matches_column('titles.title', "coalesce(table_kinds.caption_exclusion, '^$')") }}
    union all
    select
        titles.table_id,
        label_votes.table_kind
    from titles
    inner join label_votes on titles.table_id = label_votes.root_table_id
    where titles.title is null and label_votes.prints_total

),

-- Each with the periods and the units that stand over its figures.
statements as (

    select
        statement_kinds.table_id,
        statement_kinds.table_kind,
        tables.filing_id,
        titles.title is not null as is_titled,
        titles.is_called_consolidated,
        regexp_extract(
            coalesce(titles.title, lower(tables.caption), ''), '{{ period_pattern }}', 1
        ) as title_period,
        coalesce(tables.period_text, '') as period_text,
        table_units.units,
        table_units.currency
    from statement_kinds
    inner join tables on statement_kinds.table_id = tables.table_id
    inner join titles on statement_kinds.table_id = titles.table_id
    inner join table_units on statement_kinds.table_id = table_units.table_id
    where not titles.is_called_parents

),

figures as (

    select
        statements.table_id,
        known_rows.label,
        -- the same words, wherever their lines break
        replace(cells.column_header, ' / ', ' ') as column_header,
        own_headers.months,
        own_headers.weeks,
        own_headers.end_date,
        coalesce(own_headers.currency, statements.currency) as currency,
        {{ replace_all(replace_all('cells.plain_text', '[^0-9]', ''), '^0+', '') }} as digits
    from statements
    inner join known_rows
        on statements.table_id = known_rows.table_id and statements.table_kind = known_rows.table_kind
    inner join cells on known_rows.table_id = cells.table_id and known_rows.source_line = cells.source_line
    left join own_headers
        on cells.table_id = own_headers.table_id and cells.source_column = own_headers.source_column
    -- shares of net income and of comprehensive income have the same labels
    where not {{ matches('known_rows.label', '(^| )(parent|noncontrolling interests)$') }}

),

-- The leading digits of a figure are those of the same figure in another scale.
figures_compared as (

    select distinct *
    from figures
    where length(digits) >= 3

),

figures_beside as (

    select
        part.table_id,
        part.is_titled,
        whole.table_id as whole_table_id,
        part_figures.label,
        part_figures.column_header,
        max(
            case
                when
                    substr(part_figures.digits, 1, {{ n_leading }}) = substr(whole_figures.digits, 1, {{ n_leading }})
                    then 1
                else 0
            end
        ) as is_alike
    from statements as part
    inner join statements as whole
        on
            part.filing_id = whole.filing_id
            and part.table_kind = whole.table_kind
            -- one that is called consolidated is like itself, whatever stands beside it
            and whole.is_called_consolidated
    inner join figures_compared as part_figures on part.table_id = part_figures.table_id
    inner join figures_compared as whole_figures
        on
            whole.table_id = whole_figures.table_id
            and part_figures.label = whole_figures.label
    where
        (
            part.title_period = whole.title_period
            and part.period_text = whole.period_text
            and coalesce(part.units, whole.units, '') = coalesce(whole.units, part.units, '')
            and part_figures.column_header = whole_figures.column_header
        )
        or (
            not part.is_titled
            and part_figures.end_date = whole_figures.end_date
            and (part_figures.months = whole_figures.months or part_figures.weeks = whole_figures.weeks)
            and coalesce(part_figures.currency, whole_figures.currency, '')
            = coalesce(whole_figures.currency, part_figures.currency, '')
        )
    group by part.table_id, part.is_titled, whole.table_id, part_figures.label, part_figures.column_header

),

pairs_compared as (

    select
        table_id,
        whole_table_id,
        2 * sum(is_alike) < count(*) as is_other
    from figures_beside
    group by table_id, whole_table_id, is_titled
    having count(*) >= case when is_titled then 3 else 2 end

),

final as (

    select table_id
    from pairs_compared
    group by table_id
    having min(case when is_other then 1 else 0 end) = 1

)

select * from final
