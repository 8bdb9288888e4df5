-- What stands in the cells of figure columns, blank by blank: a merged cell holds several figures.
-- Grain: source line × source column × token.
with

cells as (

    select * from {{ ref('stg_filings__cells') }}
    where row_role = 'data' and figure_kind <> 'empty'

),

columns as (

    select * from {{ ref('stg_filings__columns') }}
    where column_role in ('amount', 'persons')

),

numbers as (

    {{ numbers(12) }}

),

tokens as (

    select
        cells.filing_id,
        cells.table_id,
        cells.source_line,
        cells.source_column,
        cast(numbers.n as integer) as token_number,
        case
            when cells.figure_kind in ('number', 'percent') then cells.plain_text
            else {{ dbt.split_part('cells.plain_text', "' '", 'numbers.n') }}
        end as token_text
    from cells
    inner join columns
        on cells.table_id = columns.table_id and cells.source_column = columns.source_column
    inner join numbers
        on
            numbers.n = 1
            or (
                cells.figure_kind = 'damaged'
                and numbers.n <= 1 + length(cells.plain_text) - length(replace(cells.plain_text, ' ', ''))
            )

),

grammars as (

    select
        *,
        {{ figure_kind('token_text', 'token_text') }} as grammar
    from tokens

),

-- Of the cells without text only the underlined ones, which are nil marks, are here.
kinds as (

    select
        *,
        case grammar when 'empty' then 'nil' else grammar end as token_kind
    from grammars

),

final as (

    select
        filing_id,
        table_id,
        source_line,
        source_column,
        token_number,
        token_text,
        token_kind,
        {{ printed_value('token_text', 'token_kind') }} as printed_value
    from kinds
    where token_kind in ('number', 'percent', 'nil', 'damaged') or token_number = 1

)

select * from final
