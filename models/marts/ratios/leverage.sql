-- Debt and gearing at every balance date. The issuer's gearing counts loans from related parties, of which the balance
-- sheet prints only the amounts due that hold them: the ratio has two bounds, and a printed one implies the loans.
-- Grain: issuer × entity × balance date.
{%- set amounts = ['total_bank_loans', 'total_lease_liabilities', 'amounts_due_to_related_parties', 'net_debt'] %}
{%- set fractions = [
    'gearing_ratio_min', 'gearing_ratio_max', 'debt_to_equity', 'net_debt_to_equity', 'debt_to_capital',
    'net_debt_to_capital', 'liabilities_to_assets', 'liabilities_to_equity', 'equity_multiplier',
] %}
with

ratios as (

    select * from {{ ref('ratios') }}
    where
        ratio_id in (
            {{ listed(amounts + fractions) | indent(4) }}
        )

),

facts as (

    select * from {{ ref('fct_facts') }}

),

reported_facts as (

    select * from {{ ref('fct_reported_facts') }}

),

prose_figures as (

    select * from {{ ref('prose_figures') }}

),

-- Issuers print their gearing ratio in a table or, mostly, in the text.
printed_gearing as (

    select
        reported_facts.issuer_id,
        reported_facts.entity,
        reported_facts.end_date,
        reported_facts.value,
        reported_facts.printed_unit,
        reported_facts.filing_id,
        reported_facts.source_line,
        reported_facts.announced_on
    from reported_facts
    where reported_facts.line_item_id = 'gearing_ratio' and reported_facts.value is not null
    union all
    select
        prose_figures.issuer_id,
        'consolidated' as entity,
        prose_figures.end_date,
        cast(prose_figures.printed_value / 100 as {{ money() }}) as value,
        cast(power(10, -prose_figures.printed_decimals) / 100 as {{ money() }}) as printed_unit,
        prose_figures.filing_id,
        prose_figures.source_line,
        prose_figures.announced_on
    from prose_figures
    where
        prose_figures.line_item_id = 'gearing_ratio' and prose_figures.figure_kind = 'percent'
        and prose_figures.role in ('level', 'prior')

),

gearing_ranked as (

    select
        *,
        row_number() over (
            partition by issuer_id, entity, end_date
            order by announced_on desc nulls last, filing_id asc, source_line asc
        ) as choice
    from printed_gearing

),

reported_gearing as (

    select * from gearing_ranked
    where choice = 1

),

total_equity as (

    select * from facts
    where line_item_id = 'total_equity'

),

wide as (

    select
        issuer_id,
        entity,
        period_id,
        end_date,
        max(currency) as currency,
        {{ ratio_columns(amounts, 'numerator') }},
        {{ ratio_columns(fractions) }},
        {{ joint_basis() }}
    from ratios
    group by issuer_id, entity, period_id, end_date
    having count(value) > 0

),

joined as (

    select
        wide.*,
        total_equity.value as total_equity,
        reported_gearing.value as gearing_ratio_reported,
        reported_gearing.printed_unit as gearing_ratio_printed_unit,
        reported_gearing.filing_id as gearing_ratio_filing_id,
        reported_gearing.source_line as gearing_ratio_source_line,
        case when total_equity.value > 0 then total_equity.value end as positive_equity,
        cast(reported_gearing.value - reported_gearing.printed_unit / 2 as decimal(10, 6)) as reported_least,
        cast(reported_gearing.value + reported_gearing.printed_unit / 2 as decimal(10, 6)) as reported_most
    from wide
    left join total_equity
        on
            wide.issuer_id = total_equity.issuer_id
            and wide.entity = total_equity.entity
            and wide.period_id = total_equity.period_id
            and wide.currency = total_equity.currency
    left join reported_gearing
        on
            wide.issuer_id = reported_gearing.issuer_id
            and wide.entity = reported_gearing.entity
            and wide.end_date = reported_gearing.end_date

),

final as (

    select
        issuer_id,
        entity,
        period_id,
        end_date,
        currency,
        {{ listed(amounts, '') }},
        total_equity,
        gearing_ratio_reported,
        gearing_ratio_printed_unit,
        gearing_ratio_filing_id,
        gearing_ratio_source_line,
        {{ listed(fractions, '') }},
        cast(reported_least * positive_equity - total_bank_loans - total_lease_liabilities as {{ money() }})
            as implied_related_party_loans_min,
        cast(reported_most * positive_equity - total_bank_loans - total_lease_liabilities as {{ money() }})
            as implied_related_party_loans_max,
        basis
    from joined

)

select * from final
