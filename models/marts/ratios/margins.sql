-- Margins and expense ratios, each with its change on the year and on the quarter before in percentage points.
-- Grain: issuer × entity × period.
{%- set margins = [
    'gross_margin', 'operating_margin', 'net_margin', 'net_parent_margin', 'adjusted_gross_margin',
    'adjusted_net_margin', 'adjusted_ebitda_margin', 'normalized_adjusted_ebitda_margin',
    'selling_and_marketing_to_revenue', 'general_and_administrative_to_revenue',
    'research_and_development_to_revenue', 'total_operating_expenses_to_revenue',
    'public_cloud_mix', 'enterprise_cloud_mix',
] %}
with

ratios as (

    select * from {{ ref('ratios') }}
    where
        value is not null
        and ratio_id in (
            {{ listed(margins) | indent(4) }}
        )

),

wide as (

    select
        issuer_id,
        entity,
        period_id,
        start_date,
        end_date,
        {{ ratio_columns(margins) }},
        {{ joint_basis() }}
    from ratios
    group by issuer_id, entity, period_id, start_date, end_date

),

-- A year of 52 or 53 weeks ends near a month end, so the nearest month end places a period.
placed as (

    select
        *,
        cast(date_trunc('month', end_date + {{ days(15) }}) - {{ days(1) }} as date) as month_end,
        {{ dbt.datediff('start_date', 'end_date', 'day') }} + 1 as days -- noqa: LT05
    from wide

),

-- As long means at most a week and a day of difference: a leap day, a 53rd week.
year_earlier as (

    select
        placed.issuer_id,
        placed.entity,
        placed.period_id,
        earlier.period_id as prior_period_id,
        row_number() over (
            partition by placed.issuer_id, placed.entity, placed.period_id
            order by abs(placed.days - earlier.days) asc, earlier.end_date desc, earlier.period_id asc
        ) as choice
    from placed
    inner join placed as earlier
        on
            placed.issuer_id = earlier.issuer_id
            and placed.entity = earlier.entity
            and {{ year_earlier('placed.month_end') }} = earlier.month_end
    where abs(placed.days - earlier.days) <= 8

),

quarter_before as (

    select
        placed.issuer_id,
        placed.entity,
        placed.period_id,
        earlier.period_id as prior_period_id,
        row_number() over (
            partition by placed.issuer_id, placed.entity, placed.period_id
            order by abs(placed.days - earlier.days) asc, earlier.period_id asc
        ) as choice
    from placed
    inner join placed as earlier
        on
            placed.issuer_id = earlier.issuer_id
            and placed.entity = earlier.entity
            and cast(placed.start_date - {{ days(1) }} as date) = earlier.end_date
    where placed.days between 80 and 100 and abs(placed.days - earlier.days) <= 8

),

final as (

    select
        placed.issuer_id,
        placed.entity,
        placed.period_id,
        placed.start_date,
        placed.end_date,
        {{ with_changes(margins) }},
        yoy.period_id as yoy_period_id,
        qoq.period_id as qoq_period_id,
        placed.basis
    from placed
    left join year_earlier
        on
            placed.issuer_id = year_earlier.issuer_id
            and placed.entity = year_earlier.entity
            and placed.period_id = year_earlier.period_id
            and year_earlier.choice = 1
    left join wide as yoy
        on
            year_earlier.issuer_id = yoy.issuer_id
            and year_earlier.entity = yoy.entity
            and year_earlier.prior_period_id = yoy.period_id
    left join quarter_before
        on
            placed.issuer_id = quarter_before.issuer_id
            and placed.entity = quarter_before.entity
            and placed.period_id = quarter_before.period_id
            and quarter_before.choice = 1
    left join wide as qoq
        on
            quarter_before.issuer_id = qoq.issuer_id
            and quarter_before.entity = qoq.entity
            and quarter_before.prior_period_id = qoq.period_id

)

select * from final
