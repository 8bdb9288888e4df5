-- Figures of the operands of all results of a filing in which something is in doubt: a blocking identity breaks, in
-- quarantine also a discovered sum. With whether their result is broken, and whether the figure is proven.
-- Grain: identity result, fact.
with

broken as (

    select * from {{ ref('identities_broken') }}
    where withholds = 'figures'

),

withheld_whole as (

    select distinct filing_id
    from {{ ref('identities_broken') }}
    where withholds = 'filing'

),

discovered_judged as (

    select * from {{ ref('int_identities_judged') }}
    where family = 'D'

),

discovered_holding as (

    select distinct
        table_id,
        line_item_id
    from discovered_judged
    where verdict = 'EXACT'

),

-- Where a sum holds in no column, its statement does not show it. Of quarantine alone: such a sum stops no build.
discovered_broken as (

    select
        judged.result_id,
        judged.filing_id
    from discovered_judged as judged
    inner join discovered_holding
        on judged.table_id = discovered_holding.table_id and judged.line_item_id = discovered_holding.line_item_id
    left join withheld_whole on judged.filing_id = withheld_whole.filing_id
    where
        judged.verdict = 'FAIL'
        and withheld_whole.filing_id is null
        and '{{ on_identity_failure() }}' = 'quarantine'

),

filings as (

    select filing_id
    from broken
    union
    select filing_id
    from discovered_broken

),

results as (

    select judged.*
    from {{ ref('int_identities_judged') }} as judged
    inner join filings on judged.filing_id = filings.filing_id

),

facts as (

    select facts.*
    from {{ ref('int_facts') }} as facts
    inner join filings on facts.filing_id = filings.filing_id
    where facts.value is not null

),

all_operands as (

    select
        result_id,
        identity_id,
        rule_type,
        fact_id,
        role,
        weight
    from {{ ref('int_identity_operands') }}
    union all
    select
        result_id,
        identity_id,
        'discovered_sum' as rule_type,
        fact_id,
        role,
        weight
    from {{ ref('int_discovered_operands') }}

),

operands as (

    select
        all_operands.result_id,
        all_operands.identity_id,
        all_operands.rule_type,
        all_operands.fact_id,
        case all_operands.role when 'total' then 1 else -all_operands.weight end as signed_weight,
        results.verdict,
        results.family,
        -- what breaks in a translation of the same table breaks for the same reason, though it stops no build
        broken.result_id is not null
        or discovered_broken.result_id is not null
        or (results.verdict = 'FAIL' and results.is_convenience and results.family = 'F') as is_broken,
        facts.filing_id,
        facts.entity,
        facts.line_item_id,
        facts.period_id,
        facts.instant_date,
        facts.currency,
        facts.value,
        facts.printed_unit,
        facts.root_table_id,
        {{ column_for_day('facts') }} as column_id
    from all_operands
    inner join results on all_operands.result_id = results.result_id
    inner join facts on all_operands.fact_id = facts.fact_id
    left join broken on all_operands.result_id = broken.result_id
    left join discovered_broken on all_operands.result_id = discovered_broken.result_id

),

-- An exact sum proves its lines to each other, two tables with one figure prove it.
proving as (

    select result_id
    from operands
    where verdict = 'EXACT' and rule_type in ('sum', 'discovered_sum', 'period_sum', 'equal_printings')
    group by result_id
    having min(rule_type) <> 'equal_printings' or count(distinct root_table_id) > 1

),

proven as (

    select distinct operands.fact_id
    from operands
    inner join proving on operands.result_id = proving.result_id

),

final as (

    select
        operands.result_id,
        operands.identity_id,
        operands.family,
        operands.rule_type,
        operands.verdict,
        operands.is_broken,
        operands.fact_id,
        operands.signed_weight,
        operands.filing_id,
        operands.entity,
        operands.line_item_id,
        operands.period_id,
        operands.instant_date,
        operands.currency,
        operands.value,
        operands.printed_unit,
        operands.root_table_id,
        operands.column_id,
        proven.fact_id is not null as is_proven
    from operands
    left join proven on operands.fact_id = proven.fact_id

)

select * from final
