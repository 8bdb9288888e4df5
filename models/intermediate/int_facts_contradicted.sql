-- Figures that look clean but cannot be right: the one operand of a broken sum whose convenience
-- translation disagrees with it and closes the sum. Two independent pieces of evidence speak against such
-- a figure; where no operand or more than one is so placed, the sum stays broken and the gate says so.
-- Grain: fact.
with

readable as (

    select * from {{ ref('int_facts_judged') }}
    where contradiction is null and unit = 'currency'

),

identity_terms as (

    select * from {{ ref('identity_terms') }}
    where period_relation = 'same'

),

identities as (

    select * from {{ ref('identities') }}
    where rule_type = 'sum' and family = 'F'

),

amounts as (

    select * from readable
    where not is_convenience

),

sums as (

    select
        identity_terms.identity_id,
        amounts.root_table_id,
        amounts.start_date,
        amounts.end_date,
        sum(amounts.value * case identity_terms.role when 'total' then 1 else -identity_terms.weight end) as gap,
        sum(amounts.printed_unit * abs(identity_terms.weight)) / 2 as tolerance
    from amounts
    inner join identities on amounts.table_kind = identities.table_kind
    inner join identity_terms
        on
            identities.identity_id = identity_terms.identity_id
            and amounts.line_item_id = identity_terms.line_item_id
    group by identity_terms.identity_id, amounts.root_table_id, amounts.start_date, amounts.end_date
    having
        max(case when identity_terms.role = 'total' then 1 else 0 end) = 1
        and max(case when identity_terms.role = 'term' then 1 else 0 end) = 1

),

-- How far a figure lies from its own translation. One unit of the convenience currency is the issuer's
-- adjustment to make its column foot.
translated as (

    select
        amounts.fact_id,
        amounts.line_item_id,
        amounts.root_table_id,
        amounts.start_date,
        amounts.end_date,
        amounts.value - translations.value * amounts.convenience_rate as excess,
        amounts.printed_unit / 2 + translations.printed_unit * amounts.convenience_rate * 3 / 2 as allowance
    from amounts
    inner join readable as translations
        on
            translations.is_convenience
            and amounts.table_id = translations.table_id
            and amounts.source_line = translations.source_line
            and amounts.line_item_id = translations.line_item_id
            and amounts.start_date is not distinct from translations.start_date
            and amounts.end_date = translations.end_date

),

-- The sum closes with the translation in place of the figure.
suspects as (

    select distinct
        sums.identity_id,
        sums.root_table_id,
        sums.start_date,
        sums.end_date,
        translated.fact_id
    from sums
    inner join identity_terms on sums.identity_id = identity_terms.identity_id
    inner join translated
        on
            sums.root_table_id = translated.root_table_id
            and identity_terms.line_item_id = translated.line_item_id
            and sums.start_date is not distinct from translated.start_date
            and sums.end_date = translated.end_date
    where
        abs(sums.gap) > sums.tolerance
        and abs(translated.excess) > translated.allowance
        and abs(
            sums.gap - translated.excess * case identity_terms.role when 'total' then 1 else -identity_terms.weight end
        ) <= sums.tolerance + translated.allowance

),

suspects_counted as (

    select
        identity_id,
        fact_id,
        count(*) over (partition by identity_id, root_table_id, start_date, end_date) as n_suspects
    from suspects

),

final as (

    select
        fact_id,
        min(identity_id) as identity_id
    from suspects_counted
    where n_suspects = 1
    group by fact_id

)

select * from final
