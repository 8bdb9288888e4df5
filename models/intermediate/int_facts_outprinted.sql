-- Figures of a table in which their line enters no sum, where another table of the filing prints a different figure
-- and adds up to it in the same column, or closes a declared sum with it: a measure of another kind under the same
-- label, or a misprint. Where both add up in different units, the coarser one that is less than one of its units off.
-- So is the parent's share under the name of the whole ("net income" of highlights), where another table prints both.
-- Grain: fact.
with

judged as (

    select * from {{ ref('int_facts_judged') }}
    where currency is not null

),

evidence as (

    select * from {{ ref('int_evidence') }}

),

structure as (

    select * from {{ ref('int_structure_found') }}

),

issuer_facts as (

    select * from {{ ref('int_issuer_facts') }}
    where evidence = 'printed'

),

declared as (

    select * from {{ ref('int_operands_trusted') }}
    where rule_type = 'sum' and scope = 'statement'

),

weighed as (

    select
        fact_id,
        max(case when chosen and satisfied then cast(candidate_value as {{ money() }}) end) as recovered_value,
        max(case when chosen and satisfied then cast(candidate_printed_value as {{ money() }}) end)
            as recovered_printed_value
    from evidence
    group by fact_id

),

-- As printed or as recovered; what the evidence doubts says nothing of other tables.
figures_known as (

    select
        judged.*,
        coalesce(weighed.recovered_value, judged.value) as known_value,
        coalesce(weighed.recovered_printed_value, judged.printed_value) * judged.scale as amount,
        weighed.recovered_value is not null as is_recovered
    from judged
    left join weighed on judged.fact_id = weighed.fact_id
    where weighed.recovered_value is not null or (judged.contradiction is null and weighed.fact_id is null)

),

amounts as (

    select
        root_table_id,
        source_line,
        entity,
        start_date,
        end_date,
        currency,
        amount,
        printed_unit
    from figures_known
    union
    select
        root_table_id,
        source_line,
        entity,
        start_date,
        end_date,
        currency,
        printed_value * scale as amount,
        printed_unit
    from issuer_facts
    where currency is not null

),

sums as (

    select distinct
        root_table_id,
        sum_number
    from structure
    where role in ('total', 'term') and found_as in ('run', 'running', 'parts', 'sparse')

),

-- A sum that the rows show, in each column: a misprint breaks it there and nowhere else.
sums_by_column as (

    select
        sums.root_table_id,
        sums.sum_number,
        amounts.entity,
        amounts.start_date,
        amounts.end_date,
        amounts.currency,
        abs(sum(case when structure.role = 'total' then amounts.amount else -structure.weight * amounts.amount end))
            as gap,
        sum(amounts.printed_unit) / 2 as tolerance,
        count(case when structure.role = 'total' then 1 end) as n_totals
    from sums
    inner join structure
        on
            sums.root_table_id = structure.root_table_id
            and sums.sum_number = structure.sum_number
            and structure.role in ('total', 'term')
    inner join amounts
        on structure.root_table_id = amounts.root_table_id and structure.source_line = amounts.source_line
    group by
        sums.root_table_id, sums.sum_number, amounts.entity, amounts.start_date, amounts.end_date, amounts.currency

),

rows_in_sums as (

    select
        structure.root_table_id,
        structure.source_line,
        sums_by_column.entity,
        sums_by_column.start_date,
        sums_by_column.end_date,
        sums_by_column.currency,
        min(
            case
                when sums_by_column.n_totals = 1 and sums_by_column.gap = 0 then 0
                when sums_by_column.n_totals = 1 and sums_by_column.gap <= sums_by_column.tolerance
                    then 2 * sums_by_column.tolerance
            end
        ) as slack
    from structure
    inner join sums_by_column
        on
            structure.root_table_id = sums_by_column.root_table_id
            and structure.sum_number = sums_by_column.sum_number
    where structure.role in ('total', 'term')
    group by
        structure.root_table_id, structure.source_line, sums_by_column.entity, sums_by_column.start_date,
        sums_by_column.end_date, sums_by_column.currency

),

-- Two lines and their total are too few for arithmetic to show a sum, but enough for a declared one that closes.
declared_sums as (

    select
        declared.result_id,
        abs(
            sum(
                case
                    when declared.role = 'total' then figures_known.known_value
                    else -declared.weight * figures_known.known_value
                end
            )
        ) as gap,
        sum(figures_known.printed_unit) / 2 as tolerance,
        count(case when declared.role = 'term' then figures_known.known_value end) as n_terms,
        min(abs(figures_known.known_value)) as least
    from declared
    left join figures_known on declared.fact_id = figures_known.fact_id
    group by declared.result_id
    having
        count(case when declared.role = 'total' then figures_known.known_value end) = 1
        and count(case when declared.role = 'term' then figures_known.known_value end) > 0
        and sum(case when declared.is_required and figures_known.known_value is null then 1 else 0 end) = 0
        and sum(
            case when declared.fact_id is not null and figures_known.known_value is null then 1 else 0 end
        ) = 0

),

rows_declared as (

    select distinct
        declared.table_id as root_table_id,
        declared.source_line
    from declared
    inner join declared_sums on declared.result_id = declared_sums.result_id
    where
        declared.source_line is not null
        and declared_sums.gap = 0
        and declared_sums.n_terms > 1
        and declared_sums.least > 0

),

facts_declared as (

    select
        declared.fact_id,
        min(case when declared_sums.gap > declared_sums.tolerance then 1 else 0 end) as is_broken
    from declared
    inner join declared_sums on declared.result_id = declared_sums.result_id
    where declared.fact_id is not null
    group by declared.fact_id

),

figures as (

    select
        figures_known.fact_id,
        figures_known.filing_id,
        figures_known.root_table_id,
        figures_known.entity,
        figures_known.line_item_id,
        figures_known.start_date,
        figures_known.end_date,
        figures_known.currency,
        figures_known.printed_unit,
        figures_known.known_value as value,
        figures_known.is_recovered,
        rows_in_sums.slack,
        rows_in_sums.slack is not null as is_added_up,
        rows_in_sums.source_line is not null as is_in_sums,
        rows_declared.source_line is not null as is_declared,
        rows_declared.source_line is not null and coalesce(facts_declared.is_broken, 0) = 0 as is_closing
    from figures_known
    left join rows_in_sums
        on
            figures_known.root_table_id = rows_in_sums.root_table_id
            and figures_known.source_line = rows_in_sums.source_line
            and figures_known.entity = rows_in_sums.entity
            and figures_known.start_date is not distinct from rows_in_sums.start_date
            and figures_known.end_date = rows_in_sums.end_date
            and figures_known.currency = rows_in_sums.currency
    left join rows_declared
        on
            figures_known.root_table_id = rows_declared.root_table_id
            and figures_known.source_line = rows_declared.source_line
    left join facts_declared on figures_known.fact_id = facts_declared.fact_id

),

printings as (

    select
        *,
        max(case when is_added_up then 1 else 0 end) over (
            partition by filing_id, entity, line_item_id, start_date, end_date, currency
        ) as has_added_up
    from figures

),

witnesses as (

    select
        *,
        min(printed_unit) over (
            partition by filing_id, entity, line_item_id, start_date, end_date, currency
        ) as finest_unit
    from printings
    where is_added_up or (is_closing and has_added_up = 0)

),

-- Of witnesses in several units the finest counts; a coarser one may be rounded so that its own column adds up.
added_up as (

    select
        filing_id,
        entity,
        line_item_id,
        start_date,
        end_date,
        currency,
        min(case when printed_unit = finest_unit then value end) as value,
        min(finest_unit) as printed_unit,
        min(case when printed_unit = finest_unit then coalesce(slack, 0) end) as slack,
        max(has_added_up) as has_added_up
    from witnesses
    group by filing_id, entity, line_item_id, start_date, end_date, currency
    having
        min(case when printed_unit = finest_unit then value end)
        = max(case when printed_unit = finest_unit then value end)
        and max(value) - min(value) < max(printed_unit)

),

-- Where one table prints for a period what the other prints for another, the header of one of them is misread.
periods_crossed as (

    select distinct figures.fact_id
    from figures
    inner join figures as others
        on
            figures.filing_id = others.filing_id
            and figures.entity = others.entity
            and figures.line_item_id = others.line_item_id
            and figures.currency = others.currency
            and figures.root_table_id <> others.root_table_id
            and figures.value = others.value
            and (
                figures.end_date <> others.end_date
                or figures.start_date is distinct from others.start_date
            )
    where figures.value <> 0

),

shares_of_parent as (

    select figures.fact_id
    from figures
    inner join figures as shares
        on
            figures.filing_id = shares.filing_id
            and figures.entity = shares.entity
            and figures.line_item_id || '_attributable_to_parent' = shares.line_item_id
            and figures.start_date is not distinct from shares.start_date
            and figures.end_date = shares.end_date
            and figures.currency = shares.currency
            and figures.root_table_id <> shares.root_table_id
            and figures.value = shares.value
    inner join figures as wholes
        on
            shares.root_table_id = wholes.root_table_id
            and figures.entity = wholes.entity
            and figures.line_item_id = wholes.line_item_id
            and figures.start_date is not distinct from wholes.start_date
            and figures.end_date = wholes.end_date
            and figures.currency = wholes.currency
            and figures.value <> wholes.value

),

final as (

    select fact_id from shares_of_parent
    union
    select figures.fact_id
    from figures
    inner join added_up
        on
            figures.filing_id = added_up.filing_id
            and figures.entity = added_up.entity
            and figures.line_item_id = added_up.line_item_id
            and figures.start_date is not distinct from added_up.start_date
            and figures.end_date = added_up.end_date
            and figures.currency = added_up.currency
    left join periods_crossed on figures.fact_id = periods_crossed.fact_id
    where
        (
            not figures.is_in_sums
            or (
                figures.printed_unit > added_up.printed_unit
                and abs(figures.value - added_up.value) < figures.printed_unit
            )
        )
        and periods_crossed.fact_id is null
        and (added_up.has_added_up = 1 or not figures.is_declared)
        and not figures.is_recovered
        -- a sum that closes by rounding would close with a figure near by as well
        and abs(figures.value - added_up.value) > added_up.slack
        -- two printings in one unit must be equal; a coarser printing stands for its interval
        and abs(figures.value - added_up.value)
        > case
            when figures.printed_unit = added_up.printed_unit then 0
            else (figures.printed_unit + added_up.printed_unit) / 2
        end

)

select * from final
