{#- What names a test: identity, filing, table, line, period, currency and entity. -#}
{% macro result_id(identity_id, test) -%}
    {{ identity_id }} || ':' || {{ test }}.filing_id || ':' || coalesce({{ test }}.table_id, '') || ':'
    || coalesce({{ test }}.line_item_id, '') || ':' || coalesce({{ test }}.period_id, '') || ':'
    || coalesce({{ test }}.currency, '') || ':' || {{ test }}.entity
{%- endmacro %}

{#- The columns that every test has, of one relation. -#}
{% macro test_columns(test) -%}
    {%- for column in [
        'result_id', 'identity_id', 'filing_id', 'issuer_id', 'entity', 'table_id', 'line_item_id', 'period_id',
        'start_date', 'end_date', 'currency', 'is_convenience',
    ] -%}
        {{ test }}.{{ column }}{{ ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#- A quotient of whole numbers, rounded half away from zero without leaving whole numbers; NULL over 0. -#}
{% macro rounded_quotient(numerator, denominator) -%}
    {{ return(adapter.dispatch('rounded_quotient')(numerator, denominator)) }}
{%- endmacro %}

{% macro duckdb__rounded_quotient(numerator, denominator) -%}
    sign({{ numerator }}) * sign({{ denominator }})
    * ((2 * abs({{ numerator }}) + abs({{ denominator }})) // nullif(2 * abs({{ denominator }}), 0))
{%- endmacro %}

{% macro default__rounded_quotient(numerator, denominator) -%}
    sign({{ numerator }}) * sign({{ denominator }})
    * ((2 * abs({{ numerator }}) + abs({{ denominator }})) div nullif(2 * abs({{ denominator }}), 0))
{%- endmacro %}

{#- An amount, rate or unit as a whole number of millionths. -#}
{% macro millionths(amount) -%}
    {{ return(adapter.dispatch('millionths')(amount)) }}
{%- endmacro %}

{% macro duckdb__millionths(amount) -%}
    cast(cast({{ amount }} as {{ money() }}) * 1000000 as hugeint)
{%- endmacro %}

{% macro default__millionths(amount) -%}
    cast(cast({{ amount }} as {{ money() }}) * 1000000 as decimal(38, 0))
{%- endmacro %}

{#- Growth in percent between two amounts of one sign; NULL where the signs differ or one is nil. -#}
{% macro growth_in_percent(current_value, prior_value) -%}
    case
        when sign({{ current_value }}) * sign({{ prior_value }}) > 0
            then 100 * ({{ current_value }} / {{ prior_value }} - 1)
    end
{%- endmacro %}

{#- The key of a column of a table for the day on which its period ends; one column may hold several, each for its rows. -#}
{% macro column_for_day(facts) -%}
    {{ facts }}.root_table_id || ':' || cast({{ facts }}.source_column as string) || ':'
    || cast({{ facts }}.end_date as string)
{%- endmacro %}
