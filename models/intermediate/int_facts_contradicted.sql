-- Figures that look clean but cannot be right: the one operand of a broken sum whose convenience
-- translation does not agree with it. Two independent pieces of evidence speak against such a figure;
-- where no operand or more than one disagrees, the sum stays broken and the gate says so.
-- Grain: fact.
with

judged as (

    select * from {{ ref('int_facts_judged') }}
    where unit = 'currency'

),

readable as (

    select * from judged
    where contradiction is null

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

-- A sum that lacks an operand is broken by that, and says nothing of the others.
lacking as (

    select distinct
        identity_terms.identity_id,
        judged.root_table_id,
        judged.start_date,
        judged.end_date
    from judged
    inner join identity_terms on judged.line_item_id = identity_terms.line_item_id
    where judged.contradiction is not null and not judged.is_convenience

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

-- One unit of the convenience currency is the issuer's adjustment to make its column foot.
mistranslated as (

    select distinct
        amounts.fact_id,
        amounts.line_item_id,
        amounts.root_table_id,
        amounts.start_date,
        amounts.end_date
    from amounts
    inner join readable as translations
        on
            translations.is_convenience
            and amounts.table_id = translations.table_id
            and amounts.source_line = translations.source_line
            and amounts.line_item_id = translations.line_item_id
            and amounts.start_date is not distinct from translations.start_date
            and amounts.end_date = translations.end_date
    where
        abs(amounts.value - translations.value * amounts.convenience_rate)
        > amounts.printed_unit / 2 + translations.printed_unit * amounts.convenience_rate * 3 / 2

),

suspects as (

    select
        sums.identity_id,
        sums.root_table_id,
        mistranslated.fact_id,
        count(*) over (
            partition by sums.identity_id, sums.root_table_id, sums.start_date, sums.end_date
        ) as n_suspects
    from sums
    inner join identity_terms on sums.identity_id = identity_terms.identity_id
    inner join mistranslated
        on
            sums.root_table_id = mistranslated.root_table_id
            and identity_terms.line_item_id = mistranslated.line_item_id
            and sums.start_date is not distinct from mistranslated.start_date
            and sums.end_date = mistranslated.end_date
    left join lacking
        on
            sums.identity_id = lacking.identity_id
            and sums.root_table_id = lacking.root_table_id
            and sums.start_date is not distinct from lacking.start_date
            and sums.end_date = lacking.end_date
    where abs(sums.gap) > sums.tolerance and lacking.identity_id is null

),

final as (

    select
        fact_id,
        min(identity_id) as identity_id
    from suspects
    where n_suspects = 1
    group by fact_id

)

select * from final
