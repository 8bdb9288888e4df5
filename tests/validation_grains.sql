-- Fails when a key of a model's grain in validation is NULL or stands twice; one test, for a node costs more than its query.
{%- set grains = {
    'operands_judged': ['result_id', 'fact_id'],
    'columns_doubted': ['column_id'],
    'definitions_differing': ['result_id'],
} -%}
{{ broken_grains(grains) }}
