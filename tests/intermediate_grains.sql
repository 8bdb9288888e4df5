-- Fails when a key of a model's grain in intermediate is NULL or stands twice; one test, for a node costs more than its query.
{%- set grains = {
    'int_signs_decided': ['table_id', 'source_line', 'line_item_id'],
    'int_lost_labels': ['table_id', 'source_line'],
    'int_figures_read': ['fact_id'],
    'int_meanings_decided': ['table_id', 'source_line', 'line_item_id'],
    'int_facts_judged': ['fact_id'],
    'int_figure_tokens': ['filing_id', 'source_line', 'source_column', 'token_number'],
    'int_printings_elsewhere': ['fact_id', 'value'],
    'int_evidence': ['fact_id', 'candidate_value', 'rule_id'],
    'int_facts_outprinted': ['fact_id'],
    'int_facts_resolved': ['fact_id'],
    'int_operands_valued': [
        'result_id', 'operand_line_item_id', 'role', "coalesce(operand_start_date, operand_end_date)", 'operand_end_date'
    ],
    'int_cells_used': ['filing_id', 'source_line', 'source_column', 'fact_id'],
    'int_nearest_lines': ['table_id', 'source_line'],
    'int_rows_unread': ['filing_id', 'source_line', 'source_column'],
    'int_structure_rows': ['root_table_id', 'source_line', 'column_number'],
    'int_structure_found': ['root_table_id', 'sum_number', 'role', 'source_line', 'of_line'],
    'int_rows_displaced': ['table_id', 'source_line'],
    'int_lines_by_sum': ['table_id', 'source_line'],
    'int_issuer_facts': ['fact_id'],
    'int_facts': ['fact_id'],
    'int_discovered_operands': ['result_id', 'role', 'source_line', 'fact_id'],
    'int_discovered_tested': ['result_id'],
    'int_ghosts': ['filing_id', 'source_line', 'source_column'],
    'int_identities_judged': ['result_id'],
    'int_facts_proven': ['fact_id'],
    'int_ratios_defined': ['issuer_id', 'ratio_id', 'role', 'line_item_id'],
    'int_prose_measured': ['filing_id', 'source_line', 'figure_number'],
} -%}
{{ broken_grains(grains) }}
