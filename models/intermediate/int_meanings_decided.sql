-- Rows whose label leaves something open, decided by arithmetic: which of two line items a label means
-- (the one whose identity closes) and which sign a note prints (the one that ties to the statement's face).
-- Grain: table × source line × line item.
with

figures as (

    select * from {{ ref('int_figures_read') }}

),

identity_terms as (

    select * from {{ ref('identity_terms') }}

),

tables as (

    select * from {{ ref('stg_filings__tables') }}

),

label_candidates as (

    select * from {{ ref('stg_filings__label_candidates') }}

),

vague_labels as (

    select * from {{ ref('vague_labels') }}
    where line_item_id = 'effect_of_exchange_rate_on_cash'

),

clean as (

    select
        *,
        cast(printed_value * scale as {{ money() }}) as unsigned_value
    from figures
    where damage is null

),

open_meanings as (

    select * from clean
    where decided_by is not null

),

required_terms as (

    select
        identity_id,
        count(*) as n_required
    from identity_terms
    where role = 'term' and is_required
    group by identity_id

),

-- A line that a statement prints again, in a reconciliation below it, enters a sum once.
operands as (

    select
        root_table_id,
        entity,
        start_date,
        end_date,
        currency,
        line_item_id,
        max(unsigned_value * printed_sign) as value
    from clean
    where decided_by is null
    group by root_table_id, entity, start_date, end_date, currency, line_item_id
    having min(unsigned_value * printed_sign) = max(unsigned_value * printed_sign)

),

-- The other terms of the deciding identity in the same statement and column; without one that it requires
-- it cannot close.
closings as (

    select
        open_meanings.table_id,
        open_meanings.source_line,
        open_meanings.line_item_id,
        open_meanings.fact_id,
        max(open_meanings.unsigned_value * open_meanings.printed_sign) as reported_value,
        sum(operands.value * identity_terms.weight) as calculated_value
    from open_meanings
    inner join identity_terms
        on
            open_meanings.decided_by = identity_terms.identity_id
            and identity_terms.role = 'term'
    inner join operands
        on
            identity_terms.line_item_id = operands.line_item_id
            and open_meanings.root_table_id = operands.root_table_id
            and open_meanings.entity = operands.entity
            and open_meanings.start_date is not distinct from operands.start_date
            and open_meanings.end_date = operands.end_date
            and open_meanings.currency = operands.currency
    left join required_terms on open_meanings.decided_by = required_terms.identity_id
    group by
        open_meanings.table_id, open_meanings.source_line, open_meanings.line_item_id, open_meanings.fact_id
    having
        count(distinct case when identity_terms.is_required then identity_terms.line_item_id end)
        = coalesce(max(required_terms.n_required), 0)

),

closings_counted as (

    select
        table_id,
        source_line,
        line_item_id,
        sum(case when reported_value = calculated_value then 1 else 0 end) as n_closed
    from closings
    group by table_id, source_line, line_item_id

),

closings_ranked as (

    select
        *,
        max(n_closed) over (partition by table_id, source_line) as most_closed,
        count(*) over (partition by table_id, source_line, n_closed) as n_as_many
    from closings_counted

),

-- Only one meaning has figures of its unit: a margin in percent is no gross profit.
readable_meanings as (

    select
        table_id,
        source_line,
        min(line_item_id) as line_item_id
    from open_meanings
    group by table_id, source_line
    having count(distinct line_item_id) = 1

),

with_exchange_effect as (

    select distinct root_table_id
    from figures
    where line_item_id = 'effect_of_exchange_rate_on_cash'

),

-- How far the cash at the end of a period is from that at the beginning.
cash_moved as (

    select
        root_table_id,
        entity,
        start_date,
        end_date,
        currency,
        max(case when line_item_id = 'cash_at_end_of_period' then value end)
        - max(case when line_item_id = 'cash_at_beginning_of_period' then value end) as value,
        max(case when line_item_id = 'effect_of_exchange_rate_on_cash' then value end) as exchange_effect
    from operands
    group by root_table_id, entity, start_date, end_date, currency

),

-- What a change in cash leaves between the cash at the beginning and that at the end.
balances_around as (

    select
        open_meanings.table_id,
        open_meanings.source_line,
        open_meanings.line_item_id,
        cash_moved.value - open_meanings.unsigned_value * open_meanings.printed_sign as gap,
        cash_moved.exchange_effect
    from open_meanings
    inner join cash_moved
        on
            open_meanings.root_table_id = cash_moved.root_table_id
            and open_meanings.entity = cash_moved.entity
            and open_meanings.start_date is not distinct from cash_moved.start_date
            and open_meanings.end_date = cash_moved.end_date
            and open_meanings.currency = cash_moved.currency
            and cash_moved.value is not null
    where open_meanings.line_item_id = 'net_change_in_cash'

),

-- Where neither meaning closes, a line that the rules do not know may stand between: the change that leads from the
-- cash at the beginning to that at the end, in every column, is the change with all that moved it. Where figures are
-- rounded it may miss in some columns, if it would miss by more without the exchange effect.
changes_between_balances as (

    select
        balances_around.table_id,
        balances_around.source_line,
        balances_around.line_item_id
    from balances_around
    left join closings_counted
        on
            balances_around.table_id = closings_counted.table_id
            and balances_around.source_line = closings_counted.source_line
            and closings_counted.n_closed > 0
    where closings_counted.table_id is null
    group by balances_around.table_id, balances_around.source_line, balances_around.line_item_id
    having
        max(case when balances_around.gap = 0 then 1 else 0 end) = 1
        and min(
            case
                when balances_around.gap = 0 then 1
                when abs(balances_around.gap) < abs(balances_around.gap - balances_around.exchange_effect) then 1
                else 0
            end
        ) = 1

),

-- Where no sum closes with a change, because a statement prints not all flows or others too, the change that leads with
-- the exchange effect from the cash at the beginning to that at the end, in every column, is the one before it.
changes_before_effect as (

    select
        balances_around.table_id,
        balances_around.source_line,
        'net_change_in_cash_before_exchange_effect' as line_item_id
    from balances_around
    left join closings_counted
        on
            balances_around.table_id = closings_counted.table_id
            and balances_around.source_line = closings_counted.source_line
            and closings_counted.n_closed > 0
    where closings_counted.table_id is null
    group by balances_around.table_id, balances_around.source_line
    having
        min(case when balances_around.gap = balances_around.exchange_effect then 1 else 0 end) = 1
        and max(case when balances_around.gap <> 0 then 1 else 0 end) = 1

),

changes_by_balances as (

    select * from changes_between_balances
    union all
    select * from changes_before_effect

),

-- Lines with a label that an exchange effect may bear.
effects_possible as (

    select distinct
        tables.root_table_id,
        label_candidates.source_line
    from label_candidates
    inner join tables on label_candidates.table_id = tables.table_id
    left join vague_labels
        on tables.table_kind = vague_labels.table_kind and label_candidates.label = vague_labels.label
    where vague_labels.label is not null or {{ has_word('label_candidates.label', "'exchange'") }}

),

closing_lines as (

    select distinct
        root_table_id,
        source_line
    from figures
    where line_item_id = 'cash_at_end_of_period'

),

-- Changes with such a line below them, before any cash at the end.
changes_above_effect as (

    select distinct
        open_meanings.table_id,
        open_meanings.source_line
    from open_meanings
    inner join effects_possible
        on
            open_meanings.root_table_id = effects_possible.root_table_id
            and open_meanings.source_line < effects_possible.source_line
    left join closing_lines
        on
            open_meanings.root_table_id = closing_lines.root_table_id
            and open_meanings.source_line < closing_lines.source_line
            and effects_possible.source_line > closing_lines.source_line
    where open_meanings.line_item_id = 'net_change_in_cash' and closing_lines.root_table_id is null

),

-- Where a statement prints no exchange effect, the change in cash is the change, unless a line below may be that effect
-- or the change leads in no column from the cash at the beginning to that at the end: then the effect stands between by
-- another name.
changes_between_none as (

    select
        table_id,
        source_line
    from balances_around
    group by table_id, source_line
    having max(case when gap = 0 then 1 else 0 end) = 0

),

changes_without_effect as (

    select distinct
        open_meanings.table_id,
        open_meanings.source_line
    from open_meanings
    left join with_exchange_effect on open_meanings.root_table_id = with_exchange_effect.root_table_id
    left join changes_between_none
        on
            open_meanings.table_id = changes_between_none.table_id
            and open_meanings.source_line = changes_between_none.source_line
    left join changes_above_effect
        on
            open_meanings.table_id = changes_above_effect.table_id
            and open_meanings.source_line = changes_above_effect.source_line
    where
        open_meanings.line_item_id = 'net_change_in_cash'
        and with_exchange_effect.root_table_id is null
        and changes_between_none.table_id is null
        and changes_above_effect.table_id is null

),

-- Where the effect is nil in every column both meanings close: below it stands the change with it.
changes_below_nil_effect as (

    select
        open_meanings.table_id,
        open_meanings.source_line,
        open_meanings.line_item_id
    from open_meanings
    inner join closings_ranked
        on
            open_meanings.table_id = closings_ranked.table_id
            and open_meanings.source_line = closings_ranked.source_line
            and open_meanings.line_item_id = closings_ranked.line_item_id
    inner join clean as effects
        on
            open_meanings.root_table_id = effects.root_table_id
            and effects.line_item_id = 'effect_of_exchange_rate_on_cash'
    where
        open_meanings.line_item_id = 'net_change_in_cash'
        and closings_ranked.n_closed > 0
        and closings_ranked.n_closed = closings_ranked.most_closed
        and closings_ranked.n_as_many > 1
    group by open_meanings.table_id, open_meanings.source_line, open_meanings.line_item_id
    having
        max(effects.source_line) < open_meanings.source_line
        and min(effects.unsigned_value) = 0
        and max(effects.unsigned_value) = 0

),

open_signs as (

    select * from clean
    where printed_sign is null

),

-- The same line on the face of a statement of the same filing, where its sign is known.
face_ties as (

    select
        open_signs.table_id,
        sum(case when open_signs.unsigned_value = face.unsigned_value * face.printed_sign then 1 else 0 end) as n_plus,
        sum(case when -open_signs.unsigned_value = face.unsigned_value * face.printed_sign then 1 else 0 end) as n_minus
    from open_signs
    inner join clean as face
        on
            open_signs.filing_id = face.filing_id
            and open_signs.entity = face.entity
            and open_signs.line_item_id = face.line_item_id
            and open_signs.start_date is not distinct from face.start_date
            and open_signs.end_date = face.end_date
            and open_signs.currency = face.currency
            and face.printed_sign is not null
    group by open_signs.table_id

),

open_rows as (

    select distinct
        table_id,
        source_line,
        line_item_id,
        printed_sign,
        decided_by
    from figures
    where decided_by is not null or printed_sign is null

),

final as (

    select
        open_rows.table_id,
        open_rows.source_line,
        open_rows.line_item_id,
        open_rows.decided_by is null
        or case
            when changes_without_effect.table_id is not null then open_rows.line_item_id = 'net_change_in_cash'
            else coalesce(readable_meanings.line_item_id = open_rows.line_item_id, false)
        end
        or (changes_without_effect.table_id is null and coalesce(
            closings_ranked.n_closed > 0
            and closings_ranked.n_closed = closings_ranked.most_closed
            and closings_ranked.n_as_many = 1,
            false
        ))
        or changes_below_nil_effect.table_id is not null
        or changes_by_balances.table_id is not null as is_meant,
        coalesce(
            open_rows.printed_sign,
            case
                when face_ties.n_plus > face_ties.n_minus then 1
                when face_ties.n_minus > face_ties.n_plus then -1
            end
        ) as printed_sign
    from open_rows
    left join closings_ranked
        on
            open_rows.table_id = closings_ranked.table_id
            and open_rows.source_line = closings_ranked.source_line
            and open_rows.line_item_id = closings_ranked.line_item_id
    left join readable_meanings
        on
            open_rows.table_id = readable_meanings.table_id
            and open_rows.source_line = readable_meanings.source_line
    left join changes_without_effect
        on
            open_rows.table_id = changes_without_effect.table_id
            and open_rows.source_line = changes_without_effect.source_line
    left join changes_by_balances
        on
            open_rows.table_id = changes_by_balances.table_id
            and open_rows.source_line = changes_by_balances.source_line
            and open_rows.line_item_id = changes_by_balances.line_item_id
    left join changes_below_nil_effect
        on
            open_rows.table_id = changes_below_nil_effect.table_id
            and open_rows.source_line = changes_below_nil_effect.source_line
            and open_rows.line_item_id = changes_below_nil_effect.line_item_id
    left join face_ties on open_rows.table_id = face_ties.table_id

)

select * from final
