-- Which of the lines that its label may mean a row claims beside the other rows of its statement: a weaker label yields
-- to a stronger one, a part or a rate is no total, operating income above all costs is revenue, no tax of the result
-- stands above it where one stands below, and no other comprehensive income above net income.
-- Grain: table × source line × column role × matched label × line item.
with

cells as (

    select * from {{ ref('stg_filings__cells') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

labels as (

    select * from {{ ref('stg_filings__labels') }}

),

label_matches as (

    select * from {{ ref('stg_filings__label_matches') }}

),

section_totals as (

    select * from {{ ref('section_totals') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

-- What a row may mean, in the statement that its table is a page of.
meanings as (

    select
        label_matches.*,
        tables.filing_id,
        tables.root_table_id,
        tables.statement
    from label_matches
    inner join tables on label_matches.table_id = tables.table_id

),

-- Operating income above all costs of the statement is what is earned before them, as in India and China: revenue.
first_costs as (

    select
        labels.root_table_id,
        min(labels.source_line) as source_line
    from labels
    left join meanings
        on labels.table_id = meanings.table_id and labels.source_line = meanings.source_line
    left join line_items on meanings.line_item_id = line_items.line_item_id
    where
        labels.table_kind = 'income_statement'
        and labels.candidate_rank = 3
        and (
            {{ matches('labels.label', '^(total )?(operating )?(costs?|expenses|costs and expenses)$') }}
            or meanings.line_item_id = 'cost_of_revenues'
            or line_items.section = 'operating_expenses'
        )
    group by labels.root_table_id

),

last_results as (

    select
        root_table_id,
        max(source_line) as source_line
    from meanings
    where line_item_id in ('income_before_income_taxes', 'net_income')
    group by root_table_id

),

incomes_above_costs as (

    select
        meanings.root_table_id,
        meanings.table_id,
        meanings.source_line
    from meanings
    inner join first_costs
        on meanings.root_table_id = first_costs.root_table_id and meanings.source_line < first_costs.source_line
    inner join last_results
        on meanings.root_table_id = last_results.root_table_id and first_costs.source_line < last_results.source_line
    where meanings.line_item_id = 'operating_income' and meanings.column_role = 'amount'

),

figures as (

    select
        table_id,
        source_line,
        source_column,
        printed_value
    from cells
    where not is_label and printed_value is not null

),

-- In each column less than a line between it and the first cost, and nearer than that cost to the result before tax:
-- the costs below are in it already.
results_above_parts as (

    select
        incomes_above_costs.table_id,
        incomes_above_costs.source_line,
        incomes.source_column,
        max(case when parts.printed_value > incomes.printed_value then 1 else 0 end) as has_larger_part,
        max(case when abs(incomes.printed_value - results.printed_value) < abs(costs.printed_value) then 1 else 0 end)
            as is_near_result
    from incomes_above_costs
    inner join first_costs on incomes_above_costs.root_table_id = first_costs.root_table_id
    inner join meanings
        on
            incomes_above_costs.table_id = meanings.table_id
            and first_costs.source_line < meanings.source_line
            and meanings.line_item_id = 'income_before_income_taxes'
    inner join figures as incomes
        on
            incomes_above_costs.table_id = incomes.table_id
            and incomes_above_costs.source_line = incomes.source_line
    inner join figures as costs
        on
            incomes_above_costs.table_id = costs.table_id
            and first_costs.source_line = costs.source_line
            and incomes.source_column = costs.source_column
    inner join figures as results
        on
            meanings.table_id = results.table_id
            and meanings.source_line = results.source_line
            and incomes.source_column = results.source_column
    inner join figures as parts
        on
            incomes_above_costs.table_id = parts.table_id
            and incomes.source_column = parts.source_column
            and incomes_above_costs.source_line < parts.source_line
            and first_costs.source_line > parts.source_line
    group by incomes_above_costs.table_id, incomes_above_costs.source_line, incomes.source_column

),

-- Less than the revenue above it, it is what the costs below leave of that: a result printed first.
results_printed_first as (

    select distinct
        incomes_above_costs.table_id,
        incomes_above_costs.source_line
    from incomes_above_costs
    inner join meanings
        on
            incomes_above_costs.table_id = meanings.table_id
            and incomes_above_costs.source_line > meanings.source_line
            and meanings.line_item_id = 'total_revenues'
    inner join cells as incomes
        on
            incomes_above_costs.table_id = incomes.table_id
            and incomes_above_costs.source_line = incomes.source_line
            and not incomes.is_label
    inner join cells as revenues
        on
            meanings.table_id = revenues.table_id
            and meanings.source_line = revenues.source_line
            and incomes.source_column = revenues.source_column
            and not revenues.is_label
    where incomes.printed_value < revenues.printed_value
    union
    select
        table_id,
        source_line
    from results_above_parts
    group by table_id, source_line
    having min(has_larger_part) = 1 and min(is_near_result) = 1

),

placed as (

    select
        meanings.filing_id,
        meanings.root_table_id,
        meanings.table_id,
        meanings.statement,
        meanings.source_line,
        meanings.column_role,
        case when incomes.table_id is null then meanings.line_item_id else 'total_revenues' end as line_item_id,
        meanings.matched_label,
        meanings.section_id,
        meanings.printed_sign,
        meanings.is_sign_open,
        meanings.decided_by,
        case when incomes.table_id is null then meanings.precedence else 2 end as precedence,
        meanings.printed_rank,
        meanings.match_rule
    from meanings
    left join results_printed_first
        on
            meanings.table_id = results_printed_first.table_id
            and meanings.source_line = results_printed_first.source_line
    left join incomes_above_costs as incomes
        on
            case
                when meanings.line_item_id = 'operating_income' and results_printed_first.table_id is null
                    then meanings.table_id
            end = incomes.table_id
            and meanings.source_line = incomes.source_line

),

-- A row above what has been written off it is a cost, not what remains; the cost of services beside that of goods is a
-- part of all costs, and a total that adds finance costs to the operating expenses above is more than these.
labels_in_order as (

    select
        table_id,
        source_line,
        label,
        table_kind,
        lag(label) over (partition by table_id order by source_line) as label_above,
        lag(label, 2) over (partition by table_id order by source_line) as label_above_that,
        lead(label) over (partition by table_id order by source_line) as next_label
    from labels
    where candidate_rank = 3

),

costs as (

    select
        table_id,
        source_line
    from labels_in_order
    where
        (table_kind = 'balance_sheet' and label not like '% net' and {{ is_written_off('next_label') }})
        or (
            table_kind = 'income_statement'
            and {{ matches('label', '^costs? of (goods|products|services)( sold)?$') }}
            and (
                {{ matches('next_label', '^costs? of ') }}
                or (label like '% services' and {{ matches('label_above', '^costs? of ') }})
            )
        )
        or (
            table_kind = 'income_statement'
            and label = 'total operating expenses'
            and {{ matches('label_above', '^(net )?(interest|finance|financing|financial) (costs?|expenses|charges)') }}
            and label_above_that = 'operating expenses'
        )

),

-- Net revenue below nothing but revenue and costs is what these leave of it: a result, as gross profit is. Below
-- excise duties or interest it is the revenue.
lines_of_income as (

    select
        table_id,
        source_line,
        label,
        case when label in ('revenue', 'total revenue') then source_line end as revenue_line,
        case when label <> 'net revenue' and not {{ matches('label', '(^| )costs?( |$)') }} then source_line end
            as other_line
    from labels
    where candidate_rank = 3 and table_kind = 'income_statement'

),

revenue_and_costs as (

    select
        table_id,
        source_line,
        label,
        max(revenue_line) over (partition by table_id order by source_line) as revenue_line,
        max(other_line) over (partition by table_id order by source_line) as other_line,
        lag(source_line) over (partition by table_id order by source_line) as line_above
    from lines_of_income

),

net_of_costs as (

    select
        table_id,
        source_line
    from revenue_and_costs
    where label = 'net revenue' and revenue_line = other_line and revenue_line < line_above

),

-- Of two results before tax that which the tax leaves far from the net income, and the one below it near, is one before
-- a share of associates or exceptional items.
results_and_tax as (

    select
        placed.table_id,
        placed.source_line,
        placed.line_item_id,
        cells.source_column,
        cells.printed_value
    from placed
    inner join cells
        on placed.table_id = cells.table_id and placed.source_line = cells.source_line and not cells.is_label
    where
        placed.column_role = 'amount'
        and placed.line_item_id in ('income_before_income_taxes', 'income_tax_expense', 'net_income')
        and cells.figure_kind = 'number'

),

results_left_by_tax as (

    select
        earlier.table_id,
        earlier.source_line
    from results_and_tax as earlier
    inner join results_and_tax as later
        on
            earlier.table_id = later.table_id
            and earlier.source_column = later.source_column
            and earlier.line_item_id = later.line_item_id
            and earlier.source_line < later.source_line
    inner join results_and_tax as taxes
        on
            later.table_id = taxes.table_id
            and later.source_column = taxes.source_column
            and later.source_line < taxes.source_line
            and taxes.line_item_id = 'income_tax_expense'
    inner join results_and_tax as results
        on
            taxes.table_id = results.table_id
            and taxes.source_column = results.source_column
            and taxes.source_line < results.source_line
            and results.line_item_id = 'net_income'
    where earlier.line_item_id = 'income_before_income_taxes' and earlier.printed_value <> later.printed_value
    group by earlier.table_id, earlier.source_line, later.source_line, taxes.source_line, results.source_line
    having
        min(
            case
                when
                    least(
                        abs(later.printed_value - taxes.printed_value - results.printed_value),
                        abs(later.printed_value + taxes.printed_value - results.printed_value)
                    ) * 10
                    <= least(
                        abs(earlier.printed_value - taxes.printed_value - results.printed_value),
                        abs(earlier.printed_value + taxes.printed_value - results.printed_value)
                    )
                    then 1
                else 0
            end
        ) = 1

),

results_taxed_later as (

    select distinct
        table_id,
        source_line
    from results_left_by_tax

),

-- Rows that say only that they are the total of their section.
bare_totals as (

    select
        labels.table_id,
        section_totals.line_item_id,
        labels.section_id,
        max(labels.source_line) as source_line
    from labels
    inner join section_totals
        on labels.table_kind = section_totals.table_kind and labels.section_id = section_totals.section_id
    where labels.candidate_rank = 3 and labels.label = 'total'
    group by labels.table_id, section_totals.line_item_id, labels.section_id

),

-- Shareholders' equity above the accumulated other comprehensive income holds none of it: it is a part of the parent's.
gains_outside_equity as (

    select
        labels.root_table_id,
        min(labels.source_line) as source_line
    from labels
    where
        labels.table_kind = 'balance_sheet'
        and labels.candidate_rank = 3
        and {{ matches('labels.label', '^(total )?accumulated other comprehensive income$') }}
    group by labels.root_table_id

),

-- Other comprehensive income stands below the result: what is above it, such as exchange differences, is a part of it.
first_results as (

    select
        root_table_id,
        min(source_line) as source_line
    from meanings
    where line_item_id = 'net_income' and column_role = 'amount'
    group by root_table_id

),

-- Income tax is taken from the result before it: where one stands below that, one above it is of a part, such as
-- exceptional items.
results_before_tax as (

    select
        root_table_id,
        min(source_line) as source_line
    from meanings
    where line_item_id = 'income_before_income_taxes' and column_role = 'amount'
    group by root_table_id

),

results_taxed as (

    select
        results_before_tax.root_table_id,
        results_before_tax.source_line
    from results_before_tax
    inner join meanings
        on
            results_before_tax.root_table_id = meanings.root_table_id
            and results_before_tax.source_line < meanings.source_line
    where meanings.line_item_id = 'income_tax_expense' and meanings.column_role = 'amount'
    group by results_before_tax.root_table_id, results_before_tax.source_line

),

-- Where flows of discontinued operations are printed, those of continuing ones are a part.
statements_parted as (

    select distinct labels.root_table_id
    from labels
    where labels.table_kind = 'cash_flow_statement' and {{ matches('labels.label', '(^| )discontinued ') }}

),

-- A row of percentages in columns where others print amounts is a rate: the gross margin is no gross profit there.
columns_of_amounts as (

    select distinct
        table_id,
        source_column
    from cells
    where row_role = 'data' and not is_label and figure_kind = 'number'

),

rows_of_rates as (

    select
        cells.table_id,
        cells.source_line
    from cells
    inner join columns_of_amounts
        on cells.table_id = columns_of_amounts.table_id and cells.source_column = columns_of_amounts.source_column
    where cells.row_role = 'data' and not cells.is_label and cells.figure_kind in ('number', 'percent', 'damaged')
    group by cells.table_id, cells.source_line
    having min(case when cells.figure_kind = 'percent' then 1 else 0 end) = 1

),

-- Figures of a row as one text: two rows that print the same figures do not contradict each other.
row_figures as (

    select
        table_id,
        source_line,
        {{ dbt.listagg("coalesce(cast(printed_value as string), '-')", "' '", "order by source_column") }} as figures,
        sum(case when figure_kind = 'damaged' then 1 else 0 end) as n_damaged,
        sum(case when figure_kind = 'number' then 1 else 0 end) as n_numbers
    from cells
    where row_role = 'data' and not is_label and figure_kind in ('number', 'percent', 'nil', 'damaged')
    group by table_id, source_line

),

-- A weaker label yields where a stronger one of the same line stands in the statement, or a row below it that is the
-- total of its section: net sales beside total revenue are not the total. A line that has its home in another
-- statement yields to it in the whole filing.
claims as (

    select
        placed.*,
        case
            when coalesce(line_items.statement = placed.statement, true)
                then min(placed.precedence) over (
                        partition by placed.root_table_id, placed.column_role, placed.line_item_id
                    )
            else min(placed.precedence) over (
                    partition by placed.filing_id, placed.column_role, placed.line_item_id
                )
        end as strongest,
        row_figures.figures,
        row_figures.n_damaged,
        row_figures.n_numbers
    from placed
    left join line_items on placed.line_item_id = line_items.line_item_id
    left join bare_totals
        on
            placed.table_id = bare_totals.table_id
            and placed.section_id = bare_totals.section_id
            and placed.line_item_id = bare_totals.line_item_id
            and placed.source_line < bare_totals.source_line
    left join costs on placed.table_id = costs.table_id and placed.source_line = costs.source_line
    left join rows_of_rates
        on
            case when placed.column_role = 'amount' and line_items.unit = 'currency' then placed.table_id end
            = rows_of_rates.table_id
            and placed.source_line = rows_of_rates.source_line
    left join gains_outside_equity
        on
            case
                when
                    placed.line_item_id in ('total_equity', 'total_equity_attributable_to_parent')
                    and {{ matches('placed.matched_label', '(^| )shareholders equity$') }}
                    then placed.root_table_id
            end = gains_outside_equity.root_table_id
            and placed.source_line < gains_outside_equity.source_line
    left join first_results
        on
            case when placed.line_item_id like 'other_comprehensive_income_%' then placed.root_table_id end
            = first_results.root_table_id
            and placed.source_line < first_results.source_line
    left join results_taxed
        on
            case
                when placed.line_item_id = 'income_tax_expense' and placed.statement = 'income_statement'
                    then placed.root_table_id
            end = results_taxed.root_table_id
            and placed.source_line < results_taxed.source_line
    left join statements_parted
        on
            case when placed.matched_label like 'net cash from continuing %' then placed.root_table_id end
            = statements_parted.root_table_id
    left join row_figures
        on placed.table_id = row_figures.table_id and placed.source_line = row_figures.source_line
    left join net_of_costs
        on
            case when placed.line_item_id = 'total_revenues' then placed.table_id end = net_of_costs.table_id
            and placed.source_line = net_of_costs.source_line
    left join results_taxed_later
        on
            case when placed.line_item_id = 'income_before_income_taxes' then placed.table_id end
            = results_taxed_later.table_id
            and placed.source_line = results_taxed_later.source_line
    where
        gains_outside_equity.root_table_id is null
        and net_of_costs.table_id is null
        and results_taxed_later.table_id is null
        and first_results.root_table_id is null
        and results_taxed.root_table_id is null
        and statements_parted.root_table_id is null
        and (placed.precedence <= 2 or bare_totals.table_id is null)
        and costs.table_id is null
        and rows_of_rates.table_id is null

),

-- Of the lines that a row may still mean, the one it means first.
meant as (

    select
        *,
        dense_rank() over (partition by table_id, source_line, column_role order by precedence asc) as meaning
    from claims
    where precedence = strongest

),

meant_first as (

    select *
    from meant
    where meaning = 1

),

-- A weaker label does not yield to a stronger one whose figures it repeats, if it means nothing else: net assets above
-- total equity.
repetitions as (

    select distinct
        claims.*,
        1 as meaning
    from claims
    inner join meant_first as stronger
        on
            claims.root_table_id = stronger.root_table_id
            and claims.column_role = stronger.column_role
            and claims.line_item_id = stronger.line_item_id
            and claims.figures = stronger.figures
    left join meant_first as own
        on
            claims.table_id = own.table_id
            and claims.source_line = own.source_line
            and claims.column_role = own.column_role
    where
        own.table_id is null
        and claims.decided_by is null
        and claims.n_numbers > 0
        and claims.n_damaged = 0

),

kept as (

    select * from meant_first
    union all
    select * from repetitions

),

final as (

    select
        filing_id,
        root_table_id,
        table_id,
        source_line,
        column_role,
        line_item_id,
        matched_label,
        section_id,
        printed_sign,
        is_sign_open,
        decided_by,
        precedence,
        printed_rank,
        match_rule,
        figures
    from kept

)

select * from final
