-- Fails when a key of a model's grain in intermediate is NULL or stands twice; one test, for a node costs more than its query.
{%- set grains = {
    'int_figures_read': ['fact_id'],
    'int_meanings_decided': ['table_id', 'source_line', 'line_item_id'],
    'int_facts_judged': ['fact_id'],
    'int_facts_contradicted': ['fact_id'],
    'int_facts_resolved': ['fact_id'],
    'int_operands_valued': [
        'result_id', 'operand_line_item_id', 'role', "coalesce(operand_start_date, operand_end_date)", 'operand_end_date'
    ],
    'int_identities_judged': ['result_id'],
    'int_facts_proven': ['fact_id'],
} -%}
{{ broken_grains(grains) }}
