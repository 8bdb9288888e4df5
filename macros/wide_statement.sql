{#- A statement as printed, with one column a line item. How many identities hold, round or fail stands beside them.
    `lines` are line item ids in display order; a column is NULL where the line is not known. -#}
{% macro wide_statement(statement, lines) -%}
with

facts as (

    select * from {{ ref('fct_facts') }}
    where basis = 'reported'

),

identity_results as (

    select * from {{ ref('fct_identity_results') }}

),

lines as (

    select
        issuer_id,
        entity,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience,
        {% for line in lines -%}
        max(case when line_item_id = '{{ line }}' then value end) as {{ line }}{{ "," if not loop.last }}
        {% endfor %}
    from facts
    where
        line_item_id in (
            {% for line in lines -%}
            '{{ line }}'{{ "," if not loop.last }}
            {% endfor %}
        )
        and unit <> 'shares'
    group by issuer_id, entity, period_id, start_date, end_date, currency, is_convenience

),

{% if 'weighted_average_shares_basic_and_diluted' in lines -%}
-- Share counts have no currency; they stand beside the figures of every currency.
share_counts as (

    select
        issuer_id,
        entity,
        period_id,
        value
    from facts
    where line_item_id = 'weighted_average_shares_basic_and_diluted'

),

{% endif -%}
verdicts as (

    select
        issuer_id,
        entity,
        period_id,
        currency,
        sum(case when verdict = 'EXACT' then 1 else 0 end) as identities_exact,
        sum(case when verdict = 'ROUNDING' then 1 else 0 end) as identities_rounding,
        sum(case when verdict = 'FAIL' then 1 else 0 end) as identities_failed
    from identity_results
    where statement = '{{ statement }}'
    group by issuer_id, entity, period_id, currency

),

final as (

    select
        lines.issuer_id,
        lines.entity,
        lines.period_id,
        {% if statement != 'balance_sheet' -%}
        lines.start_date,
        {% endif -%}
        lines.end_date,
        lines.currency,
        lines.is_convenience,
        {% for line in lines -%}
        {% if line == 'weighted_average_shares_basic_and_diluted' -%}
        share_counts.value as {{ line }},
        {% else -%}
        lines.{{ line }},
        {% endif -%}
        {% endfor -%}
        cast(coalesce(verdicts.identities_exact, 0) as integer) as identities_exact,
        cast(coalesce(verdicts.identities_rounding, 0) as integer) as identities_rounding,
        cast(coalesce(verdicts.identities_failed, 0) as integer) as identities_failed
    from lines
    {% if 'weighted_average_shares_basic_and_diluted' in lines -%}
    left join share_counts
        on
            lines.issuer_id = share_counts.issuer_id
            and lines.entity = share_counts.entity
            and lines.period_id = share_counts.period_id
    {% endif -%}
    left join verdicts
        on
            lines.issuer_id = verdicts.issuer_id
            and lines.entity = verdicts.entity
            and lines.period_id = verdicts.period_id
            and lines.currency = verdicts.currency

)

select * from final
{%- endmacro %}
