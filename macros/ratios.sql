{#- Names in a list, one a line: ratio ids as literals, or as columns. -#}
{% macro listed(names, quote="'") -%}
    {%- for name in names -%}
        {{ quote }}{{ name }}{{ quote }}{{ ",\n        " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#- One column a ratio, of rows of `ratios`; of an amount its exact sum. `named_by` is the column that says which it is. -#}
{% macro ratio_columns(ratio_ids, column='value', named_by='ratio_id') -%}
    {%- for ratio_id in ratio_ids -%}
        max(case when {{ named_by }} = '{{ ratio_id }}' then {{ column }} end) as {{ ratio_id }}{{ ",\n        " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#- `derived` when an operand of any of the rows is, else `reported`. -#}
{% macro joint_basis() -%}
    case when max(case when basis = 'derived' then 1 else 0 end) = 1 then 'derived' else 'reported' end as basis
{%- endmacro %}

{#- The lines that make up a total, with the share of each: the ratios of a category that have one line for
    numerator. A line stands there where it is printed, readable or not. Closes with a CTE named `parts`. -#}
{% macro parts_of_a_total(category) -%}
ratios as (

    select * from {{ ref('ratios') }}
    where category = '{{ category }}'

),

operands as (

    select * from {{ ref('ratio_operands') }}
    where role = 'numerator'

),

line_items as (

    select * from {{ ref('dim_line_item') }}

),

single_lines as (

    select
        issuer_id,
        entity,
        ratio_id,
        period_id,
        max(line_item_id) as line_item_id,
        max(state) as state
    from operands
    group by issuer_id, entity, ratio_id, period_id
    having count(*) = 1

),

parts as (

    select
        ratios.issuer_id,
        ratios.entity,
        ratios.ratio_id,
        ratios.period_id,
        ratios.start_date,
        ratios.end_date,
        ratios.currency,
        ratios.basis,
        single_lines.line_item_id,
        line_items.section,
        line_items.label,
        ratios.numerator as value,
        ratios.denominator as total_value,
        ratios.value as share,
        coalesce(
            sum(ratios.numerator) over (
                partition by ratios.issuer_id, ratios.entity, ratios.period_id, line_items.section
            ) = ratios.denominator,
            false
        ) as is_complete,
        ratios.reason
    from ratios
    inner join single_lines
        on
            ratios.issuer_id = single_lines.issuer_id
            and ratios.entity = single_lines.entity
            and ratios.ratio_id = single_lines.ratio_id
            and ratios.period_id = single_lines.period_id
    inner join line_items on single_lines.line_item_id = line_items.line_item_id
    where single_lines.state <> 'not printed'

)
{%- endmacro %}

{#- A margin of `placed` with its change against `yoy` and `qoq`, in percentage points. -#}
{% macro with_changes(margins) -%}
    {%- for margin in margins -%}
        placed.{{ margin }},
        (placed.{{ margin }} - yoy.{{ margin }}) * 100 as {{ margin }}_yoy_pp,
        (placed.{{ margin }} - qoq.{{ margin }}) * 100 as {{ margin }}_qoq_pp{{ ",\n        " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
