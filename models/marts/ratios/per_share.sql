-- Earnings per share as printed and as the parent's net income over the weighted shares gives them, also for the
-- depositary share, of which the issuer says how many ordinary shares it stands for.
-- Grain: issuer × entity × period.
with

ratios as (

    select * from {{ ref('ratios') }}
    where category = 'per_share'

),

facts as (

    select * from {{ ref('fct_facts') }}
    where not is_convenience

),

issuers as (

    select * from {{ ref('dim_issuer') }}

),

reported as (

    select * from facts
    where line_item_id = 'earnings_per_share_basic_and_diluted'

),

computed as (

    select
        ratios.*,
        reported.value as reported_value
    from ratios
    left join reported
        on
            ratios.issuer_id = reported.issuer_id
            and ratios.entity = reported.entity
            and ratios.period_id = reported.period_id
            and ratios.currency = reported.currency
    where ratios.ratio_id = 'earnings_per_share_basic_and_diluted'

),

final as (

    select
        computed.issuer_id,
        computed.entity,
        computed.period_id,
        computed.start_date,
        computed.end_date,
        computed.currency,
        computed.numerator as net_income_attributable_to_parent,
        computed.denominator as weighted_average_shares,
        computed.reported_value as earnings_per_share_reported,
        computed.value as earnings_per_share_recomputed,
        issuers.shares_per_ads,
        cast(computed.denominator as double) / nullif(cast(issuers.shares_per_ads as double), 0)
            as weighted_average_ads,
        cast(cast(computed.reported_value as decimal(18, 6)) * issuers.shares_per_ads as {{ money() }})
            as earnings_per_ads,
        computed.value * cast(issuers.shares_per_ads as double) as earnings_per_ads_recomputed,
        computed.basis,
        computed.reason
    from computed
    inner join issuers on computed.issuer_id = issuers.issuer_id
    where computed.denominator is not null or computed.reported_value is not null

)

select * from final
