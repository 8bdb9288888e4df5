-- Each figure of a labelled row in a dated column, once for each line item its label may mean.
-- Grain: filing × source line × source column × line item.
with

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

columns as (

    select * from {{ ref('stg_filings__columns') }}

),

row_labels as (

    select * from {{ ref('stg_filings__row_labels') }}

),

label_candidates as (

    select * from {{ ref('stg_filings__label_candidates') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

figures as (

    select
        cells.filing_id,
        filings.issuer_id,
        filings.announced_on,
        filings.presentation_currency,
        filings.convenience_rate,
        tables.entity,
        cells.table_id,
        tables.root_table_id,
        tables.table_kind,
        tables.statement,
        cells.source_line,
        cells.source_column,
        cells.cell_text,
        cells.figure_kind,
        cells.printed_value,
        cells.printed_decimals,
        label_candidates.printed_label,
        row_labels.match_rule,
        row_labels.line_item_id,
        row_labels.printed_sign,
        row_labels.decided_by,
        line_items.unit,
        line_items.period_type,
        case when line_items.unit in ('currency', 'per_share') then columns.currency end as currency,
        columns.currency as column_currency,
        cast(
            case line_items.unit
                when 'currency' then columns.scale
                when 'percent' then 0.01
                else 1
            end as decimal(18, 4)
        ) as scale,
        columns.is_percent,
        case when line_items.period_type = 'duration' or line_items.unit = 'percent' then columns.start_date end
            as start_date,
        columns.end_date,
        line_items.balance_at
    from cells
    inner join tables on cells.table_id = tables.table_id
    inner join filings on cells.filing_id = filings.filing_id
    inner join columns
        on cells.table_id = columns.table_id and cells.source_column = columns.source_column
    inner join row_labels
        on
            cells.table_id = row_labels.table_id
            and cells.source_line = row_labels.source_line
            and row_labels.column_role
            = case columns.column_role when 'persons' then 'amount' else columns.column_role end
    inner join line_items on row_labels.line_item_id = line_items.line_item_id
    left join label_candidates
        on
            row_labels.table_id = label_candidates.table_id
            and row_labels.source_line = label_candidates.source_line
            and row_labels.printed_rank = label_candidates.candidate_rank
    where
        cells.row_role = 'data'
        and cells.figure_kind in ('number', 'percent', 'nil', 'damaged')
        and columns.end_date is not null

),

-- How many decimals the figures of one unit print in one statement: the commonest number.
decimals_counted as (

    select
        root_table_id,
        unit,
        printed_decimals,
        row_number() over (
            partition by root_table_id, unit
            order by count(*) desc, printed_decimals asc
        ) as choice
    from figures
    where figure_kind in ('number', 'percent')
    group by root_table_id, unit, printed_decimals

),

final as (

    select
        figures.filing_id || ':' || cast(figures.source_line as varchar) || ':'
        || cast(figures.source_column as varchar) || ':' || figures.line_item_id as fact_id,
        figures.filing_id,
        figures.issuer_id,
        figures.announced_on,
        figures.presentation_currency,
        figures.convenience_rate,
        figures.entity,
        figures.table_id,
        figures.root_table_id,
        figures.table_kind,
        figures.statement,
        figures.source_line,
        figures.source_column,
        figures.cell_text,
        figures.figure_kind,
        figures.printed_label,
        figures.match_rule,
        figures.line_item_id,
        figures.printed_sign,
        figures.decided_by,
        figures.unit,
        figures.currency,
        figures.scale,
        figures.start_date,
        cast(figures.end_date as date) as end_date,
        cast(
            case figures.balance_at
                when 'start' then figures.start_date - {{ days(1) }}
                when 'end' then figures.end_date
            end as date
        ) as instant_date,
        figures.printed_decimals,
        case
            when figures.figure_kind = 'damaged' then 'the text is no well-formed figure'
            when figures.figure_kind = 'percent' and figures.unit <> 'percent'
                then 'a percentage stands where an amount belongs'
            when figures.figure_kind = 'number' and figures.unit = 'percent' and not figures.is_percent
                then 'an amount stands where a percentage belongs'
            when
                figures.figure_kind = 'number'
                and figures.unit in ('currency', 'shares', 'persons')
                and figures.printed_decimals <> decimals_counted.printed_decimals
                then 'the decimals differ from those of the statement'
        end as damage,
        figures.printed_value
    from figures
    left join decimals_counted
        on
            figures.root_table_id = decimals_counted.root_table_id
            and figures.unit = decimals_counted.unit
            and decimals_counted.choice = 1

)

select * from final
