-- One row a figure, judged by its own text, row and column: its value, or why it has none.
-- Grain: fact (filing × source line × source column × line item).
with

figures as (

    select * from {{ ref('int_figures_read') }}

),

meanings as (

    select * from {{ ref('int_meanings_decided') }}

),

-- Where a label has two meanings and none is decided, the row is kept under the first, unresolved.
undecided_rows as (

    select
        table_id,
        source_line,
        min(line_item_id) as line_item_id
    from meanings
    group by table_id, source_line
    having max(case when is_meant then 1 else 0 end) = 0

),

meant as (

    select
        figures.*,
        coalesce(figures.printed_sign, meanings.printed_sign) as decided_sign,
        undecided_rows.table_id is not null as is_undecided
    from figures
    left join meanings
        on
            figures.table_id = meanings.table_id
            and figures.source_line = meanings.source_line
            and figures.line_item_id = meanings.line_item_id
    left join undecided_rows
        on
            figures.table_id = undecided_rows.table_id
            and figures.source_line = undecided_rows.source_line
            and figures.line_item_id = undecided_rows.line_item_id
    where coalesce(meanings.is_meant, true) or undecided_rows.table_id is not null

),

claims_counted as (

    select
        *,
        count(*) over (
            partition by root_table_id, line_item_id, start_date, end_date, currency, source_column
        ) as n_claims,
        count(case when damage is null and decided_sign is not null then printed_value end) over (
            partition by root_table_id, line_item_id, start_date, end_date, currency, source_column
        ) as n_clean,
        max(printed_value * decided_sign) over (
            partition by root_table_id, line_item_id, start_date, end_date, currency, source_column
        ) as largest,
        min(printed_value * decided_sign) over (
            partition by root_table_id, line_item_id, start_date, end_date, currency, source_column
        ) as smallest
    from meant

),

-- A nil cannot translate an amount that is worth at least one printed unit; of an amount that cannot be read it
-- is not known whether it does.
presentation_amounts as (

    select
        table_id,
        source_line,
        start_date,
        end_date,
        max(case when damage is null then abs(printed_value) else convenience_rate end) as amount
    from meant
    where currency = presentation_currency and (damage is null or figure_kind = 'damaged')
    group by table_id, source_line, start_date, end_date

),

judged as (

    select
        claims_counted.*,
        case
            when claims_counted.damage is not null then claims_counted.damage
            when claims_counted.is_undecided then 'the label has two meanings and no identity decides between them'
            when
                claims_counted.decided_sign is null
                then 'the sign of the note does not tie to the face of the statement'
            -- a total printed again below its shares, or above what follows from it, is the same figure
            when
                claims_counted.n_claims > 1
                and (
                    claims_counted.n_clean < claims_counted.n_claims
                    or claims_counted.largest <> claims_counted.smallest
                )
                then 'two rows of the statement claim the same line'
            when
                claims_counted.figure_kind = 'nil'
                and claims_counted.currency <> claims_counted.presentation_currency
                and presentation_amounts.amount >= claims_counted.convenience_rate
                then 'a nil stands where the amount in the presentation currency is not nil'
        end as contradiction
    from claims_counted
    left join presentation_amounts
        on
            claims_counted.table_id = presentation_amounts.table_id
            and claims_counted.source_line = presentation_amounts.source_line
            and claims_counted.start_date is not distinct from presentation_amounts.start_date
            and claims_counted.end_date = presentation_amounts.end_date

),

final as (

    select
        fact_id,
        filing_id,
        issuer_id,
        entity,
        announced_on,
        table_id,
        root_table_id,
        table_kind,
        statement,
        source_line,
        source_column,
        cell_text,
        printed_label,
        figure_kind,
        match_rule,
        label_number,
        is_undecided,
        line_item_id,
        {{ period_id('start_date', 'end_date') }} as period_id,
        start_date,
        end_date,
        instant_date,
        currency,
        currency is not null and currency <> presentation_currency as is_convenience,
        unit,
        scale,
        convenience_rate,
        decided_sign,
        cast(printed_value as {{ money() }}) as printed_value,
        cast(printed_value * scale * decided_sign as {{ money() }}) as value,
        {{ printed_unit('scale', 'case when damage is null then printed_decimals else statement_decimals end') }}
            as printed_unit,
        contradiction
    from judged

)

select * from final
