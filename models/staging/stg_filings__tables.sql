-- Tables with their kind (by the labels they print, then by caption), scale and reporting entity.
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
{% set n_leading = 'least(length(part_figures.digits), length(whole_figures.digits)) - 1' -%}
{% set whole_pattern = '(^|[^a-z])(consolidated|group)([^a-z]|$)' -%}
{% set whole_units_pattern = '(^units? |^in whole units$)' -%}
{% set closing_pattern = '^(about |forward[- ]looking|safe harbou?r|conference call|contacts?$)' -%}
-- the heading of a text about measures or what is ahead, which may be the last one above a statement without a title
{% set measures_pattern = '^([^a-z]*|.{0,40}[^a-z])(non-?(gaap|ifrs|hkfrs)( financial)? (measures?|metrics|information)'
    ~ '|outlook|guidance)[^a-z]*$' -%}
{% set bridge_pattern = '(reconcil|non-?(gaap|ifrs|hkfrs)|adjusted)' -%}
-- what a title says of its period
{% set period_pattern = '((three|six|nine|twelve|first|second|third|fourth|quarter|half|year|month|week|'
    ~ '(19|20)[0-9]{2}).*)$' -%}
with

tables as (

    select * from {{ ref('raw_tables') }}

),

label_candidates as (

    select * from {{ ref('stg_filings__label_candidates') }}

),

sections as (

    select * from {{ ref('sections') }}

),

row_sections as (

    select * from {{ ref('stg_filings__row_sections') }}

),

label_synonyms as (

    select * from {{ ref('label_synonyms') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

table_kinds as (

    select * from {{ ref('table_kinds') }}

),

header_words as (

    select * from {{ ref('header_words') }}

),

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

phrases as (

    select * from {{ ref('stg_filings__phrases') }}
    where phrase = 'table'

),

table_words as (

    select * from {{ ref('stg_filings__header_words') }}

),

own_headers as (

    select * from {{ ref('stg_filings__own_headers') }}

),

known_rows as (

    select distinct
        label_candidates.table_id,
        label_candidates.source_line,
        label_candidates.label,
        label_candidates.section_id,
        label_synonyms.table_kind,
        label_synonyms.line_item_id
    from label_candidates
    inner join label_synonyms
        on
            label_candidates.label = label_synonyms.label
            -- of whatever a table is, it may print the total, and what is left to it
            and label_synonyms.label not in ('(none)', 'total', 'others')

),

own_votes as (

    select
        table_id,
        table_kind,
        count(distinct source_line) as votes
    from known_rows
    group by table_id, table_kind

),

own_votes_ordered as (

    select
        *,
        row_number() over (partition by table_id order by votes desc, table_kind asc) as place
    from own_votes

),

own_kinds as (

    select
        own_votes.table_id,
        tables.filing_id,
        cast(tables.table_number as integer) as table_number,
        own_votes.table_kind
    from own_votes_ordered as own_votes
    inner join tables on own_votes.table_id = tables.table_id
    where own_votes.place = 1

),

-- The last heading of a page is the title of the next one's table.
captioned as (

    select
        tables.table_id,
        min(sections.section_id) as section_id
    from tables
    inner join sections
        on {{ replace_all("lower(coalesce(tables.caption, ''))", '^non[- ]', 'non') }} = sections.heading
    group by tables.table_id

),

header_periods as (

    select
        table_id,
        {{ dbt.listagg("distinct word", "' '", "order by word") }} as words
    from table_words
    where class in ('year', 'currency')
    group by table_id

),

numbers as (

    {{ numbers(6) }}

),

lines_above as (

    select
        table_id,
        7 as heading_number,
        lower(caption) as heading
    from tables
    where caption is not null
    union all
    select
        tables.table_id,
        numbers.n as heading_number,
        lower({{ dbt.split_part('tables.above', "' / '", 'numbers.n') }}) as heading
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
        headings.heading,
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
        table_id,
        heading
    from titles_ranked
    where choice = 1

),

-- The next page of a statement, where a running head or foot stands between the two: the same kind of
-- statement with the same years and currencies, and no line printed twice. A table whose title says that it is no
-- such statement (a reconciliation) has no next page of it, and one with the title of another statement is none.
next_pages as (

    select
        page.table_id,
        previous.table_id as continues_table_id
    from own_kinds as page
    inner join own_kinds as previous
        on
            page.filing_id = previous.filing_id
            and page.table_number = previous.table_number + 1
            and page.table_kind = previous.table_kind
    inner join table_kinds
        on page.table_kind = table_kinds.table_kind and table_kinds.statement = table_kinds.table_kind
    inner join header_periods as page_periods on page.table_id = page_periods.table_id
    inner join header_periods as previous_periods
        on previous.table_id = previous_periods.table_id and page_periods.words = previous_periods.words
    left join titles as previous_titles on previous.table_id = previous_titles.table_id
    left join titles as page_titles on page.table_id = page_titles.table_id
    where
        not exists (
            select 1
            from table_kinds as other_kinds
            where
                other_kinds.statement = other_kinds.table_kind
                and other_kinds.table_kind <> page.table_kind
                and {{ matches_column("coalesce(page_titles.heading, '')", 'other_kinds.caption_pattern') }}
                and not {{ matches_column("coalesce(page_titles.heading, '')", 'table_kinds.caption_pattern') }}
        )
        and (
            table_kinds.caption_exclusion is null
            or not {{ matches_column("coalesce(previous_titles.heading, '')", 'table_kinds.caption_exclusion') }}
        )
        and not exists (
            select 1
            from known_rows as one
            inner join known_rows as other
                on
                    one.label = other.label
                    and coalesce(one.section_id, other.section_id, '') = coalesce(other.section_id, one.section_id, '')
            where one.table_id = page.table_id and other.table_id = previous.table_id
        )
        -- nor is one with a title the next page of a table without, unless it says so
        and (
            not {{ matches_column("coalesce(page_titles.heading, '')", 'table_kinds.caption_pattern') }}
            or {{ matches_column("coalesce(previous_titles.heading, '')", 'table_kinds.caption_pattern') }}
            or {{ matches('page_titles.heading', 'continued') }}
        )

),

pages as (

    select
        tables.table_id,
        coalesce(nullif(tables.continues_table_id, ''), next_pages.continues_table_id) as continues_table_id
    from tables
    left join next_pages on tables.table_id = next_pages.table_id

),

sections_from_below as (

    select
        table_id,
        coalesce(opened_section_id, section_id) as section_id,
        row_number() over (partition by table_id order by source_line desc) as place
    from row_sections
    where opened_section_id is not null or section_id is not null

),

last_sections as (

    select
        table_id,
        section_id
    from sections_from_below
    where place = 1

),

-- A statement over several pages is one statement: its first table is the root of the chain.
-- Chains are short; six links are more pages than a statement runs over.
roots as (

    select
        t0.table_id,
        coalesce(
            t5.table_id, t4.table_id, t3.table_id, t2.table_id, t1.table_id, t0.table_id
        ) as root_table_id
    from pages as t0
    left join pages as t1 on t0.continues_table_id = t1.table_id
    left join pages as t2 on t1.continues_table_id = t2.table_id
    left join pages as t3 on t2.continues_table_id = t3.table_id
    left join pages as t4 on t3.continues_table_id = t4.table_id
    left join pages as t5 on t4.continues_table_id = t5.table_id

),

label_votes as (

    select
        roots.root_table_id,
        own_votes.table_kind,
        sum(own_votes.votes) as votes
    from own_votes
    inner join roots on own_votes.table_id = roots.table_id
    group by roots.root_table_id, own_votes.table_kind

),

caption_votes as (

    select
        titles.table_id as root_table_id,
        table_kinds.table_kind,
        2 as votes
    from titles
    inner join table_kinds
        on
            table_kinds.caption_pattern is not null
            and {{ matches_column('titles.heading', 'table_kinds.caption_pattern') }}

),

-- A table without the title of a statement is one where it prints a total of it, or of cash flows the three of all
-- activities and the cash that they lead to: what is discontinued has such flows too, but no cash of its own.
totals_printed as (

    select distinct
        roots.root_table_id,
        known_rows.table_kind
    from known_rows
    inner join roots on known_rows.table_id = roots.table_id
    inner join line_items on known_rows.line_item_id = line_items.line_item_id
    where line_items.is_total and line_items.unit = 'currency' and line_items.statement = known_rows.table_kind
    union
    select
        roots.root_table_id,
        known_rows.table_kind
    from known_rows
    inner join roots on known_rows.table_id = roots.table_id
    where
        known_rows.table_kind = 'cash_flow_statement'
        and known_rows.line_item_id in (
            'net_cash_from_operating_activities',
            'net_cash_from_investing_activities',
            'net_cash_from_financing_activities',
            'cash_at_end_of_period'
        )
    group by roots.root_table_id, known_rows.table_kind
    having count(distinct known_rows.line_item_id) = 4

),

-- A reconciliation is called so or prints a line of one: profits alone may be those of segments, or with those of a
-- business bought.
bridges_printed as (

    select distinct
        roots.root_table_id,
        known_rows.table_kind
    from known_rows
    inner join roots on known_rows.table_id = roots.table_id
    inner join line_items on known_rows.line_item_id = line_items.line_item_id
    where line_items.statement in ('non_gaap_reconciliation', 'ratios')

),

-- The only table of a filing with total assets and the total of what they are financed by is its balance sheet: the
-- heading of a text about measures or what is ahead above it is no title of it.
balances_whole as (

    select
        tables.filing_id,
        roots.root_table_id
    from known_rows
    inner join roots on known_rows.table_id = roots.table_id
    inner join tables on roots.root_table_id = tables.table_id
    where
        known_rows.table_kind = 'balance_sheet'
        and known_rows.line_item_id in ('total_assets', 'total_liabilities_and_equity')
    group by tables.filing_id, roots.root_table_id
    having count(distinct known_rows.line_item_id) = 2

),

balances_alone as (

    select max(root_table_id) as root_table_id
    from balances_whole
    group by filing_id
    having count(*) = 1

),

-- What the statement of units is not true of has a scale of its own.
tables_stated as (

    select
        table_id,
        {{ header_text(replace_all('lower(units_text)', ', (except|other than|excluding).*$', '')) }} as units
    from tables

),

-- Where the filing has statements of the group, those called the company's are of the parent alone.
statements_of_company as (

    select distinct company_titles.table_id
    from titles as company_titles
    inner join tables as company_tables on company_titles.table_id = company_tables.table_id
    inner join tables as group_tables on company_tables.filing_id = group_tables.filing_id
    inner join titles as group_titles on group_tables.table_id = group_titles.table_id
    where
        {{ matches('company_titles.heading', company_pattern) }}
        and not {{ matches('company_titles.heading', whole_pattern) }}
        and {{ matches('group_titles.heading', whole_pattern) }}

),

-- A scale alone ("thousands", "k") or glued to its currency ("TEUR", "SEKm", "t€").
scale_words as (

    select
        word,
        cast(value as decimal(18, 4)) as scale
    from header_words
    where class in ('scale', 'scale_affix')

),

glued_words as (

    select
        scale_words.word as scale_word,
        currencies.word as currency_word,
        currencies.value as currency,
        scale_words.scale
    from scale_words
    cross join header_words as currencies
    where currencies.class = 'currency' and position(' ' in currencies.word) = 0 and length(scale_words.word) <= 4

),

-- What a statement of units says: a scale, a currency, or both in one word.
unit_words as (

    select
        word,
        value as currency,
        cast(null as decimal(18, 4)) as scale
    from header_words
    where class = 'currency'
    union all
    select
        word,
        cast(null as string) as currency,
        scale
    from scale_words
    union all
    select
        scale_word || currency_word as word,
        currency,
        scale
    from glued_words
    union all
    select
        currency_word || scale_word as word,
        currency,
        scale
    from glued_words

),

unit_currencies as (

    select
        tables.table_id,
        max(unit_words.currency) as currency
    from tables_stated as tables
    inner join unit_words
        on position(' ' || unit_words.word || ' ' in ' ' || tables.units || ' ') > 0
    group by tables.table_id
    having count(distinct unit_words.currency) = 1

),

-- Statements with a title, each with the periods and the units that stand over its figures.
statements_titled as (

    select
        titles.table_id,
        tables.filing_id,
        table_kinds.table_kind,
        true as is_titled,
        {{ matches('titles.heading', whole_pattern) }} as says_whole,
        regexp_extract(titles.heading, '{{ period_pattern }}', 1) as title_period,
        coalesce(tables.period_text, '') as period_text,
        nullif(tables_stated.units, '') as units,
        unit_currencies.currency
    from titles
    inner join tables on titles.table_id = tables.table_id
    inner join tables_stated on titles.table_id = tables_stated.table_id
    left join unit_currencies on titles.table_id = unit_currencies.table_id
    inner join table_kinds
        on
            table_kinds.statement = table_kinds.table_kind
            and {{ matches_column('titles.heading', 'table_kinds.caption_pattern') }}
            and not {{ matches_column('titles.heading', "coalesce(table_kinds.caption_exclusion, '^$')") }}
    left join statements_of_company on titles.table_id = statements_of_company.table_id
    where not {{ matches('titles.heading', parent_pattern) }} and statements_of_company.table_id is null

),

-- So may be tables without one that print a total of a statement.
statements_untitled as (

    select
        tables.table_id,
        tables.filing_id,
        totals_printed.table_kind,
        false as is_titled,
        false as says_whole,
        regexp_extract(lower(coalesce(tables.caption, '')), '{{ period_pattern }}', 1) as title_period,
        coalesce(tables.period_text, '') as period_text,
        nullif(tables_stated.units, '') as units,
        unit_currencies.currency
    from totals_printed
    inner join tables on totals_printed.root_table_id = tables.table_id
    inner join tables_stated on tables.table_id = tables_stated.table_id
    left join unit_currencies on tables.table_id = unit_currencies.table_id
    left join titles on tables.table_id = titles.table_id
    where
        titles.table_id is null
        and not {{ matches("lower(coalesce(tables.caption, ''))", parent_pattern) }}
        and not {{ matches("lower(coalesce(tables.above, ''))", parent_pattern) }}

),

statements_beside as (

    select * from statements_titled
    union all
    select * from statements_untitled

),

-- The leading digits of a figure are those of the same figure in another scale.
figures_compared as (

    select distinct
        statements_beside.table_id,
        known_rows.label,
        cells.column_header,
        own_headers.months,
        own_headers.weeks,
        own_headers.end_date,
        coalesce(own_headers.currency, statements_beside.currency) as currency,
        {{ replace_all(replace_all('cells.plain_text', '[^0-9]', ''), '^0+', '') }} as digits
    from statements_beside
    inner join known_rows
        on
            statements_beside.table_id = known_rows.table_id
            and statements_beside.table_kind = known_rows.table_kind
    inner join cells
        on
            known_rows.table_id = cells.table_id
            and known_rows.source_line = cells.source_line
    left join own_headers
        on
            cells.table_id = own_headers.table_id
            and cells.source_column = own_headers.source_column
    -- shares of net income and of comprehensive income have the same labels
    where
        cells.figure_kind = 'number'
        and coalesce(cells.column_header, '') <> ''
        and not {{ matches('known_rows.label', '(^| )(parent|noncontrolling interests)$') }}
        and length({{ replace_all(replace_all('cells.plain_text', '[^0-9]', ''), '^0+', '') }}) >= 3

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
    from statements_beside as part
    inner join statements_titled as whole
        on
            part.filing_id = whole.filing_id
            and part.table_kind = whole.table_kind
    inner join figures_compared as part_figures on part.table_id = part_figures.table_id
    inner join figures_compared as whole_figures
        on
            whole.table_id = whole_figures.table_id
            and part_figures.label = whole_figures.label
    -- one that is called consolidated is like itself, whatever stands beside it
    where
        whole.says_whole
        and (
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

-- Beside the consolidated statement of the same columns, or one without a title of the same periods, a table that is
-- not called so and prints other figures for most of the same lines is of something else: a segment, a business, a
-- subsidiary, shares of revenues.
statements_of_parts as (

    select table_id
    from pairs_compared
    group by table_id
    having min(case when is_other then 1 else 0 end) = 1

),

all_votes as (

    select
        root_table_id,
        table_kind,
        votes
    from label_votes
    union all
    select
        root_table_id,
        table_kind,
        votes
    from caption_votes

),

-- Changes in equity, segments and reconciliations print the labels of a statement and are none. A region alone may
-- stand in a table of any measure.
votes as (

    select
        all_votes.root_table_id,
        all_votes.table_kind,
        sum(all_votes.votes) as votes
    from all_votes
    inner join table_kinds on all_votes.table_kind = table_kinds.table_kind
    left join titles on all_votes.root_table_id = titles.table_id
    left join totals_printed
        on
            all_votes.root_table_id = totals_printed.root_table_id
            and all_votes.table_kind = totals_printed.table_kind
    left join caption_votes
        on
            all_votes.root_table_id = caption_votes.root_table_id
            and all_votes.table_kind = caption_votes.table_kind
    left join bridges_printed
        on
            all_votes.root_table_id = bridges_printed.root_table_id
            and all_votes.table_kind = bridges_printed.table_kind
    left join balances_alone
        on
            all_votes.root_table_id = balances_alone.root_table_id
            and all_votes.table_kind = 'balance_sheet'
            and {{ matches('titles.heading', measures_pattern) }}
            and not {{ matches('titles.heading', '(reconcil|adjusted|supplement|balance|segment)') }}
    where
        (
            table_kinds.caption_exclusion is null
            or balances_alone.root_table_id is not null
            or not {{ matches_column("coalesce(titles.heading, '')", 'table_kinds.caption_exclusion') }}
        )
        and (
            table_kinds.statement <> table_kinds.table_kind
            or caption_votes.root_table_id is not null
            or totals_printed.root_table_id is not null
        )
        and (
            table_kinds.statement <> 'non_gaap_reconciliation'
            or bridges_printed.root_table_id is not null
            or {{ matches('titles.heading', bridge_pattern) }}
        )
        and (
            all_votes.table_kind <> 'income_before_tax_by_region'
            or all_votes.votes > 1
            or caption_votes.root_table_id is not null
        )
        and not exists (
            select 1
            from statements_of_parts
            where all_votes.root_table_id = statements_of_parts.table_id
        )
    group by all_votes.root_table_id, all_votes.table_kind

),

ranked as (

    select
        root_table_id,
        table_kind,
        row_number() over (partition by root_table_id order by votes desc, table_kind asc) as vote_rank
    from votes

),

figures as (

    select
        table_id,
        max(case when row_role = 'data' and has_digit then 1 else 0 end) as has_data
    from cells
    group by table_id

),

-- A table of no known kind is of the kind of period that its header speaks of.
header_durations as (

    select table_id
    from table_words
    where class in ('months', 'weeks')
    union
    select table_id
    from own_headers
    where months is not null or weeks is not null

),

-- A header that names days and no duration stands over balances.
header_instants as (

    select table_id
    from table_words
    where class = 'month'
    union
    select table_id
    from own_headers
    where end_date is not null and months is null and weeks is null

),

-- Of highlights, the part that stands "as at" days and names no duration is one of balances.
balances_named as (

    select distinct table_id
    from cells
    where row_role = 'header' and {{ matches('lower(plain_text)', '(^|[^a-z])as (at|of)([^a-z]|$)') }}

),

units as (

    select
        tables.table_id,
        max(unit_words.scale) as scale
    from tables_stated as tables
    inner join unit_words
        on position(' ' || unit_words.word || ' ' in ' ' || tables.units || ' ') > 0
    where unit_words.scale is not null
    group by tables.table_id
    union all
    -- a unit of money alone is the unit
    select
        tables.table_id,
        1 as scale
    from tables_stated as tables
    where
        {{ matches('tables.units', whole_units_pattern) }}
        and not exists (
            select 1
            from unit_words
            where
                unit_words.scale is not null
                and position(' ' || unit_words.word || ' ' in ' ' || tables.units || ' ') > 0
        )

),

-- Above the first statement of units a table is in the one scale that all later ones state.
filing_units as (

    select
        tables.filing_id,
        max(units.scale) as scale
    from units
    inner join tables on units.table_id = tables.table_id
    group by tables.filing_id
    having min(units.scale) = max(units.scale)

),

final as (

    select
        tables.table_id,
        tables.filing_id,
        cast(tables.table_number as integer) as table_number,
        roots.root_table_id,
        coalesce(captioned.section_id, last_sections.section_id) as opening_section_id,
        tables.caption,
        tables.units_text,
        cast(tables.first_line as integer) as first_line,
        cast(tables.last_line as integer) as last_line,
        coalesce(
            table_kinds.table_kind,
            case when figures.has_data = 1 then 'unknown' else 'cover' end
        ) as table_kind,
        table_kinds.statement,
        coalesce(
            case
                when
                    table_kinds.table_kind = 'financial_highlights'
                    and balances_named.table_id is not null
                    and header_durations.table_id is null
                    then 'instant'
            end,
            table_kinds.period_type,
            case
                when header_durations.table_id is not null or phrases.months is not null or phrases.weeks is not null
                    then 'duration'
                when header_instants.table_id is not null or phrases.phrase_date is not null then 'instant'
            end
        ) as period_type,
        -- a later page has no caption of its own; "consolidated" in a caption outweighs the company's name; the title
        -- may stand over more lines (a day, who prepared it, the unit) than the two above
        case
            when {{ matches("lower(coalesce(root_tables.caption, ''))", alone_pattern) }} then 'parent'
            when {{ matches("lower(coalesce(root_tables.caption, ''))", '(^|[^a-z])consolidated') }} then 'consolidated'
            when
                statements_of_company.table_id is not null
                or {{ matches("lower(coalesce(root_tables.caption, ''))", parent_pattern) }}
                or {{ matches("lower(coalesce(root_tables.above, ''))", parent_pattern ~ '[^/]*(/[^/]*)?$') }}
                or (
                    {{ matches("coalesce(root_titles.heading, '')", parent_pattern) }}
                    and not {{ matches("coalesce(root_titles.heading, '')", whole_pattern) }}
                )
                then 'parent'
            else 'consolidated'
        end as entity,
        coalesce(units.scale, filing_units.scale, 1) as scale
    from tables
    inner join roots on tables.table_id = roots.table_id
    inner join pages on tables.table_id = pages.table_id
    left join last_sections on pages.continues_table_id = last_sections.table_id
    left join captioned on tables.table_id = captioned.table_id
    inner join tables as root_tables on roots.root_table_id = root_tables.table_id
    inner join figures on tables.table_id = figures.table_id
    left join ranked on roots.root_table_id = ranked.root_table_id and ranked.vote_rank = 1
    left join table_kinds on ranked.table_kind = table_kinds.table_kind
    left join header_durations on tables.table_id = header_durations.table_id
    left join header_instants on tables.table_id = header_instants.table_id
    left join balances_named on tables.table_id = balances_named.table_id
    left join phrases on tables.table_id = phrases.printed_in
    left join units on tables.table_id = units.table_id
    left join statements_of_company on roots.root_table_id = statements_of_company.table_id
    left join titles as root_titles on roots.root_table_id = root_titles.table_id
    left join filing_units on tables.filing_id = filing_units.filing_id

)

select * from final
