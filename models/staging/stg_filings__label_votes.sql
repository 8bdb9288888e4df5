-- What the labels of a statement, over all its pages, say of its kind.
-- Grain: root table × table kind.
with

known_rows as (

    select * from {{ ref('stg_filings__known_rows') }}

),

pages as (

    select * from {{ ref('stg_filings__table_pages') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

counted as (

    select
        pages.filing_id,
        pages.root_table_id,
        known_rows.table_kind,
        count(distinct known_rows.source_line) as votes,
        max(
            case
                when
                    line_items.is_total
                    and line_items.unit = 'currency'
                    and line_items.statement = known_rows.table_kind
                    then 1
                else 0
            end
        ) as has_total,
        count(
            distinct case
                when
                    known_rows.table_kind = 'cash_flow_statement'
                    and known_rows.line_item_id in (
                        'net_cash_from_operating_activities',
                        'net_cash_from_investing_activities',
                        'net_cash_from_financing_activities',
                        'cash_at_end_of_period'
                    )
                    then known_rows.line_item_id
            end
        ) as n_cash_flows,
        count(
            distinct case
                when
                    known_rows.table_kind = 'balance_sheet'
                    and known_rows.line_item_id in ('total_assets', 'total_liabilities_and_equity')
                    then known_rows.line_item_id
            end
        ) as n_balance_totals,
        max(
            case when line_items.statement in ('non_gaap_reconciliation', 'ratios') then 1 else 0 end
        ) as has_bridge
    from known_rows
    inner join pages on known_rows.table_id = pages.table_id
    left join line_items on known_rows.line_item_id = line_items.line_item_id
    group by pages.filing_id, pages.root_table_id, known_rows.table_kind

),

balance_sheets_counted as (

    select
        *,
        sum(case when n_balance_totals = 2 then 1 else 0 end) over (partition by filing_id) as n_balance_sheets
    from counted

),

final as (

    select
        root_table_id,
        table_kind,
        votes,
        -- what is discontinued has the flows of all three activities too, but no cash of its own
        has_total = 1 or n_cash_flows = 4 as prints_total,
        has_bridge = 1 as prints_bridge,
        n_balance_totals = 2 and n_balance_sheets = 1 as is_only_balance_sheet
    from balance_sheets_counted

)

select * from final
