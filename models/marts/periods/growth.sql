-- How each additive line grew over the year before (yoy), the quarter before (qoq) and the half before (hoh), printed
-- or derived. Both figures are of one presentation of the line: the latest ones where they agree in it, else those
-- that the newest filing with both of them prints, else no growth.
-- Grain: issuer × entity × line item × period × currency × comparison.
with

facts as (

    select * from {{ ref('fct_facts') }}
    where start_date is not null and not is_convenience

),

line_items as (

    select * from {{ ref('dim_line_item') }}
    where is_additive

),

printings as (

    select * from {{ ref('printings') }}

),

presentations as (

    select * from {{ ref('presentations') }}

),

-- A period has the length of the months between the month ends nearest to its own ends, so that years of 52 and of
-- 53 weeks are years.
measured as (

    select
        facts.fact_key,
        facts.issuer_id,
        facts.entity,
        facts.line_item_id,
        facts.period_id,
        facts.start_date,
        facts.end_date,
        facts.currency,
        facts.value,
        facts.basis,
        facts.announced_on,
        coalesce(facts.fact_id, facts.input_fact_ids) as inputs,
        line_items.balance,
        line_items.statement,
        line_items.is_result,
        {{ dbt.datediff('facts.start_date', 'facts.end_date', 'day') }} + 1 as days, -- noqa: LT05
        {{ month_number('facts.end_date') }} as end_month,
        {{ month_number('facts.end_date') }} - {{ month_number('facts.start_date - ' ~ days(1)) }} as months
    from facts
    inner join line_items on facts.line_item_id = line_items.line_item_id

),

-- Two periods of a line may end near one month end; the one that ends nearest to a year earlier is meant. Of two that
-- end on one day, as quarters of 12 and of 13 weeks may, it is the one of more nearly as many days.
year_earlier as (

    select
        later.fact_key,
        earlier.fact_key as prior_fact_key,
        'yoy' as comparison,
        row_number() over (
            partition by later.fact_key
            order by
                abs({{ dbt.datediff('earlier.end_date', 'later.end_date', 'day') }} - 365) asc, -- noqa: LT05
                abs(later.days - earlier.days) asc, earlier.fact_key asc
        ) as nearness
    from measured as later
    inner join measured as earlier
        on
            later.issuer_id = earlier.issuer_id
            and later.entity = earlier.entity
            and later.line_item_id = earlier.line_item_id
            and later.currency = earlier.currency
            and later.months = earlier.months
            and later.end_month = earlier.end_month + 12
    where later.months > 0

),

just_before as (

    select
        later.fact_key,
        earlier.fact_key as prior_fact_key,
        case later.months when 3 then 'qoq' else 'hoh' end as comparison,
        row_number() over (
            partition by later.fact_key
            order by abs(later.days - earlier.days) asc, earlier.fact_key asc
        ) as nearness
    from measured as later
    inner join measured as earlier
        on
            later.issuer_id = earlier.issuer_id
            and later.entity = earlier.entity
            and later.line_item_id = earlier.line_item_id
            and later.currency = earlier.currency
            and later.months = earlier.months
            and later.start_date = earlier.end_date + {{ days(1) }}
    where later.months in (3, 6)

),

pairs as (

    select
        fact_key || ':' || comparison as growth_key,
        fact_key,
        prior_fact_key,
        comparison
    from year_earlier
    where nearness = 1
    union all
    select
        fact_key || ':' || comparison as growth_key,
        fact_key,
        prior_fact_key,
        comparison
    from just_before
    where nearness = 1

),

numbers as (

    {{ numbers(12) }}

),

-- The printings that a figure rests on.
inputs as (

    select
        measured.fact_key,
        {{ dbt.split_part('measured.inputs', "' '", 'numbers.n') }} as fact_id
    from measured
    inner join numbers
        on numbers.n <= 1 + length(measured.inputs) - length(replace(measured.inputs, ' ', ''))

),

marks as (

    select
        inputs.fact_key,
        presentations.cause_kind,
        presentations.cause,
        presentations.mark
    from inputs
    inner join presentations on inputs.fact_id = presentations.fact_id

),

sides as (

    select
        growth_key,
        fact_key
    from pairs
    union all
    select
        growth_key,
        prior_fact_key as fact_key
    from pairs

),

causes as (

    select
        sides.growth_key,
        marks.cause_kind,
        marks.cause
    from sides
    inner join marks on sides.fact_key = marks.fact_key
    group by sides.growth_key, marks.cause_kind, marks.cause
    having min(marks.mark) < max(marks.mark)

),

mixed as (

    select
        growth_key,
        min({{ several_presentations('cause_kind', 'cause') }}) as reason
    from causes
    group by growth_key

),

of_one_filing as (

    select
        mixed.growth_key,
        own.filing_id,
        own.value,
        own_prior.value as prior_value,
        row_number() over (
            partition by mixed.growth_key
            order by own.announced_on desc nulls last, own.filing_id desc
        ) as filing_rank
    from mixed
    inner join pairs on mixed.growth_key = pairs.growth_key
    inner join measured as later on pairs.fact_key = later.fact_key
    inner join measured as earlier on pairs.prior_fact_key = earlier.fact_key
    inner join printings as own
        on
            later.issuer_id = own.issuer_id
            and later.entity = own.entity
            and later.line_item_id = own.line_item_id
            and later.period_id = own.period_id
            and later.currency = own.currency
    inner join printings as own_prior
        on
            own.filing_id = own_prior.filing_id
            and earlier.entity = own_prior.entity
            and earlier.line_item_id = own_prior.line_item_id
            and earlier.period_id = own_prior.period_id
            and earlier.currency = own_prior.currency

),

compared as (

    select
        pairs.growth_key,
        pairs.fact_key,
        pairs.prior_fact_key,
        pairs.comparison,
        later.issuer_id,
        later.entity,
        later.line_item_id,
        later.period_id,
        later.start_date,
        later.end_date,
        later.currency,
        later.balance,
        later.statement,
        later.is_result,
        later.basis,
        later.days,
        earlier.period_id as prior_period_id,
        earlier.basis as prior_basis,
        earlier.days as prior_days,
        of_one_filing.filing_id as single_filing_id,
        coalesce(of_one_filing.value, later.value) as value,
        coalesce(of_one_filing.prior_value, earlier.value) as prior_value,
        case when of_one_filing.filing_id is null then mixed.reason end as reason,
        greatest(later.announced_on, earlier.announced_on) as announced_on
    from pairs
    inner join measured as later on pairs.fact_key = later.fact_key
    inner join measured as earlier on pairs.prior_fact_key = earlier.fact_key
    left join mixed on pairs.growth_key = mixed.growth_key
    left join of_one_filing on pairs.growth_key = of_one_filing.growth_key and of_one_filing.filing_rank = 1

),

changed as (

    select
        *,
        case when reason is null then cast(value - prior_value as {{ money() }}) end as change
    from compared

),

classed as (

    select
        *,
        case
            when change is null then null
            when value = 0 and prior_value = 0 then 'nil'
            when prior_value = 0 then 'from_zero'
            when value = 0 then 'to_zero'
            when change = 0 then 'unchanged'
            when value > 0 and prior_value > 0 then case when change > 0 then 'increase' else 'decrease' end
            when not is_result and sign(value) <> sign(prior_value) then 'sign_change'
            when not is_result then case when change > 0 then 'increase' else 'decrease' end
            when value < 0 and prior_value < 0 then case when change > 0 then 'loss_narrowed' else 'loss_widened' end
            when value < 0 then 'profit_to_loss'
            else 'loss_to_profit'
        end as change_class
    from changed

),

final as (

    select
        growth_key,
        issuer_id,
        entity,
        line_item_id,
        period_id,
        start_date,
        end_date,
        currency,
        comparison,
        value,
        prior_period_id,
        prior_value,
        change,
        case
            when change is not null and sign(value) = sign(prior_value)
                then cast(change as double) / nullif(cast(prior_value as double), 0)
        end as growth_rate,
        change_class,
        case
            when change = 0 or statement = 'cash_flow_statement' then null
            when balance = 'credit' then change > 0
            when balance = 'debit' then change < 0
        end as is_favourable,
        basis,
        prior_basis,
        cast(days as integer) as days,
        cast(prior_days as integer) as prior_days,
        reason,
        single_filing_id,
        announced_on,
        fact_key,
        prior_fact_key
    from classed

)

select * from final
