-- Totals without a label that the equations of a statement tell from the lines they add up: both sides of a balance
-- sheet, what is owned and owed above net assets, all debts beside equity, all of equity, a cost less what is written
-- off, income before the tax that follows it, revenues less all operating expenses, and what leads from opening to
-- closing cash.
-- Grain: table × source line × line item.
with

lines_summed as (

    select * from {{ ref('int_lines_summed') }}

),

structure as (

    select * from {{ ref('int_structure_found') }}

),

lines_of_totals as (

    select * from structure
    where role = 'within'

),

label_candidates as (

    select * from {{ ref('stg_filings__label_candidates') }}
    where candidate_rank = 3

),

labels_of_cost as (

    select * from {{ ref('label_synonyms') }}
    where line_item_id in ('property_and_equipment_net', 'intangible_assets_net')

),

line_items as (

    select * from {{ ref('line_items') }}

),

lines as (

    select
        lines_summed.root_table_id,
        lines_summed.sum_number,
        lines_summed.found_as,
        lines_summed.role,
        lines_summed.table_id,
        lines_summed.table_kind,
        lines_summed.source_line,
        lines_summed.label,
        lines_summed.line_item_id,
        lines_summed.n_lines,
        label_candidates.section_id,
        -- what an item or, without one, a heading or a name says of the side of the balance sheet
        case
            when line_items.section in ('current_assets', 'noncurrent_assets', 'assets') then 'owned'
            when line_items.section in ('current_liabilities', 'noncurrent_liabilities', 'liabilities') then 'owed'
            when line_items.section = 'equity' then 'equity'
            when {{ matches('lines_summed.label', '(^| )(liabilities|payables?|creditors|borrowings)( |$)') }}
                then 'owed'
            when label_candidates.section_id in ('current_liabilities', 'noncurrent_liabilities', 'liabilities')
                then 'owed'
            when label_candidates.section_id = 'equity' then 'equity'
        end as side
    from lines_summed
    left join label_candidates
        on
            lines_summed.table_id = label_candidates.table_id
            and lines_summed.source_line = label_candidates.source_line
    left join line_items on lines_summed.line_item_id = line_items.line_item_id

),

-- Each line of a sum beside the total of it.
terms as (

    select
        totals.root_table_id,
        totals.sum_number,
        totals.found_as,
        totals.n_lines,
        totals.table_id,
        totals.table_kind,
        totals.source_line as total_line,
        totals.label as total_label,
        totals.line_item_id as total_line_item_id,
        terms.source_line,
        terms.label,
        terms.line_item_id,
        terms.section_id,
        terms.side
    from lines as totals
    inner join lines as terms
        on
            totals.root_table_id = terms.root_table_id
            and totals.sum_number = terms.sum_number
    where totals.role = 'total' and terms.role = 'term'

),

proven_terms as (

    select * from terms
    where found_as not in ('expected', 'equal')

),

unlabelled_terms as (

    select * from proven_terms
    where total_label = ''

),

-- The lines of a total and, where a line is a total, those that it adds up in turn.
lines_within as (

    select
        root_table_id,
        table_id,
        total_line,
        total_label,
        source_line
    from proven_terms
    union
    select
        proven_terms.root_table_id,
        proven_terms.table_id,
        proven_terms.total_line,
        proven_terms.total_label,
        lines_of_totals.source_line
    from proven_terms
    inner join lines_of_totals
        on
            proven_terms.root_table_id = lines_of_totals.root_table_id
            and proven_terms.source_line = lines_of_totals.of_line

),

sides as (

    select
        lines_within.root_table_id,
        lines_within.table_id,
        lines_within.total_line,
        lines_within.total_label,
        case
            when min(lines.side) = max(lines.side) then min(lines.side)
            when min(lines.side) = 'equity' and max(lines.side) = 'owed' then 'owed and equity'
        end as side,
        count(*) = count(lines.side) as is_of_known_lines
    from lines_within
    inner join lines
        on
            lines_within.root_table_id = lines.root_table_id
            and lines_within.source_line = lines.source_line
    where lines.table_kind = 'balance_sheet'
    group by
        lines_within.root_table_id, lines_within.table_id, lines_within.total_line, lines_within.total_label

),

net_assets as (

    select distinct
        root_table_id,
        sum_number
    from proven_terms
    where n_lines = 3 and {{ matches('total_label', '^(total )?net assets$') }}

),

-- What stands against each other: what is owned, and what is owed with the equity, which have one figure; or what is
-- owned, and all that is owed, of which one less the other is net assets.
sides_of_sums as (

    select
        sides.root_table_id,
        lines.sum_number,
        sides.table_id,
        sides.total_line,
        sides.total_label,
        sides.side
    from sides
    inner join lines
        on sides.root_table_id = lines.root_table_id and sides.total_line = lines.source_line
    left join net_assets
        on lines.root_table_id = net_assets.root_table_id and lines.sum_number = net_assets.sum_number
    where
        (lines.found_as = 'equal' and sides.side in ('owned', 'owed and equity'))
        or (net_assets.sum_number is not null and sides.side in ('owned', 'owed'))

),

opposites as (

    select
        totals.root_table_id,
        totals.table_id,
        totals.total_line,
        totals.total_label,
        totals.side
    from sides_of_sums as totals
    inner join sides_of_sums as others
        on
            totals.root_table_id = others.root_table_id
            and totals.sum_number = others.sum_number
            and totals.side <> others.side

),

by_opposite as (

    select
        root_table_id,
        table_id,
        total_line,
        case side
            when 'owned' then 'total_assets'
            when 'owed' then 'total_liabilities'
            else 'total_liabilities_and_equity'
        end as line_item_id
    from opposites
    where total_label = ''

),

-- Of what makes up the side opposite to all that is owned the one line that is not owed.
equity_beside_debts as (

    select
        proven_terms.root_table_id,
        max(proven_terms.source_line) as source_line
    from opposites
    inner join proven_terms
        on
            opposites.root_table_id = proven_terms.root_table_id
            and opposites.total_line = proven_terms.total_line
            and coalesce(proven_terms.side, '') <> 'owed'
    group by proven_terms.root_table_id, proven_terms.total_line
    having count(distinct proven_terms.source_line) = 1 and max(proven_terms.side) = 'equity'

),

-- All else on that side, where it is one line that adds up nothing but debts, is all of them.
debts_beside_equity as (

    select
        proven_terms.root_table_id,
        debts.table_id,
        debts.total_line,
        'total_liabilities' as line_item_id
    from opposites
    inner join proven_terms
        on
            opposites.root_table_id = proven_terms.root_table_id
            and opposites.total_line = proven_terms.total_line
    inner join equity_beside_debts
        on
            proven_terms.root_table_id = equity_beside_debts.root_table_id
            and proven_terms.source_line <> equity_beside_debts.source_line
    inner join proven_terms as beside
        on
            proven_terms.root_table_id = beside.root_table_id
            and proven_terms.sum_number = beside.sum_number
            and equity_beside_debts.source_line = beside.source_line
    inner join sides as debts
        on proven_terms.root_table_id = debts.root_table_id and proven_terms.source_line = debts.total_line
    where
        opposites.side = 'owed and equity'
        and proven_terms.n_lines = 3
        and debts.total_label = ''
        and debts.side = 'owed'
        and debts.is_of_known_lines

),

-- What lines of equity alone add up to is all of it where the interests of others are one of them, or all else on its
-- side of the balance sheet is owed.
by_equity as (

    select
        unlabelled_terms.root_table_id,
        unlabelled_terms.table_id,
        unlabelled_terms.total_line,
        'total_equity' as line_item_id
    from unlabelled_terms
    left join equity_beside_debts
        on
            unlabelled_terms.root_table_id = equity_beside_debts.root_table_id
            and unlabelled_terms.total_line = equity_beside_debts.source_line
    where unlabelled_terms.table_kind = 'balance_sheet'
    group by unlabelled_terms.root_table_id, unlabelled_terms.table_id, unlabelled_terms.total_line
    having
        count(*) = count(case when unlabelled_terms.section_id = 'equity' then 1 end)
        and (
            max(equity_beside_debts.source_line) is not null
            or (
                count(case when unlabelled_terms.line_item_id = 'noncontrolling_interests' then 1 end) > 0
                and count(*) = count(case when unlabelled_terms.side = 'equity' then 1 end)
            )
        )

),

-- A cost and, below it, what has been written off it.
by_cost as (

    select
        unlabelled_terms.root_table_id,
        unlabelled_terms.table_id,
        unlabelled_terms.total_line,
        min(labels_of_cost.line_item_id) as line_item_id
    from unlabelled_terms
    left join labels_of_cost
        on
            unlabelled_terms.table_kind = labels_of_cost.table_kind
            and unlabelled_terms.label = labels_of_cost.label
    where unlabelled_terms.n_lines = 3
    group by
        unlabelled_terms.root_table_id, unlabelled_terms.table_id, unlabelled_terms.total_line,
        unlabelled_terms.sum_number
    having
        count(distinct labels_of_cost.line_item_id) = 1
        and max(case when {{ is_written_off('unlabelled_terms.label') }} then 1 end) = 1

),

-- The tax on income follows the income before it, which begins with operating income.
by_tax as (

    select
        before_tax.root_table_id,
        before_tax.table_id,
        before_tax.total_line,
        'income_before_income_taxes' as line_item_id
    from unlabelled_terms as before_tax
    inner join terms as carried
        on
            before_tax.root_table_id = carried.root_table_id
            and before_tax.total_line = carried.source_line
            and carried.total_line_item_id = 'net_income'
    inner join terms as tax
        on
            carried.root_table_id = tax.root_table_id
            and carried.sum_number = tax.sum_number
            and tax.line_item_id = 'income_tax_expense'
    where before_tax.line_item_id = 'operating_income'

),

-- Revenues less operating expenses, all of both, where more follows before income before tax: those of an insurer are
-- all that it spends, and leave income before tax itself.
by_operations as (

    select
        operations.root_table_id,
        operations.table_id,
        operations.total_line,
        'operating_income' as line_item_id
    from unlabelled_terms as operations
    inner join terms as carried
        on
            operations.root_table_id = carried.root_table_id
            and operations.total_line = carried.source_line
            and carried.total_line_item_id = 'income_before_income_taxes'
    where operations.n_lines = 3
    group by
        operations.root_table_id, operations.table_id, operations.total_line, operations.sum_number,
        carried.sum_number
    having
        max(case when operations.line_item_id = 'total_revenues' then 1 end) = 1
        and max(case when operations.line_item_id = 'total_operating_expenses' then 1 end) = 1

),

-- What is added to the cash at the beginning to have that at the end, and nothing else.
by_cash as (

    select
        changes.root_table_id,
        lines.table_id,
        changes.source_line as total_line,
        'net_change_in_cash' as line_item_id
    from proven_terms as changes
    inner join lines
        on
            changes.root_table_id = lines.root_table_id
            and changes.sum_number = lines.sum_number
            and changes.source_line = lines.source_line
    inner join proven_terms as openings
        on
            changes.root_table_id = openings.root_table_id
            and changes.sum_number = openings.sum_number
            and openings.line_item_id = 'cash_at_beginning_of_period'
    inner join structure
        on
            changes.root_table_id = structure.root_table_id
            and changes.sum_number = structure.sum_number
            and changes.source_line = structure.source_line
            and structure.role = 'term'
            and structure.weight > 0
    where
        changes.label = ''
        and changes.n_lines = 3
        and changes.table_kind = 'cash_flow_statement'
        and changes.total_line_item_id = 'cash_at_end_of_period'
        and changes.source_line <> openings.source_line

),

final as (

    select * from by_opposite
    union
    select * from debts_beside_equity
    union
    select * from by_equity
    union
    select * from by_cost
    union
    select * from by_tax
    union
    select * from by_operations
    union
    select * from by_cash

)

select
    root_table_id,
    table_id,
    total_line as source_line,
    line_item_id
from final
