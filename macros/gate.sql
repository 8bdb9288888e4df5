{#- After a red gate: print every broken identity with its filing, statement, period, lines and gap,
    for dbt itself prints only how many rules failed. Takes the failed results of the command. -#}
{%- macro print_broken_identities(failed) -%}
    {%- set gate_tests = [] -%}
    {%- for result in failed if 'identity_gate' in (result.node.depends_on.nodes | join(' ')) -%}
        {%- do gate_tests.append(result.node.name) -%}
    {%- endfor -%}
    {%- if gate_tests -%}
        {%- set broken = run_query(broken_identities_query()) -%}
        {%- do print('\nThe gate is red: ' ~ (broken.rows | length) ~ ' broken identities.') -%}
        {%- for row in broken.rows -%}
            {%- do print(
                '\n' ~ row['filing_id'] ~ ', ' ~ (row['statement'] or 'whole filing') ~ ', ' ~ row['period_id']
                ~ (', ' ~ row['currency'] if row['currency'] else '') ~ ': ' ~ row['identity_id'] ~ ' ' ~ row['name']
            ) -%}
            {%- do print('  reported   ' ~ row['reported']) -%}
            {%- do print('  calculated ' ~ row['calculated'] ~ ' = ' ~ (row['terms'] or row['input_fact_ids'])) -%}
            {%- do print('  gap        ' ~ row['gap'] ~ ' (rounding explains ' ~ row['tolerance'] ~ ')') -%}
        {%- endfor -%}
        {%- do print('') -%}
    {%- endif -%}
{%- endmacro -%}

{%- macro broken_identities_query() -%}
    {%- set judged = 'intermediate.int_identities_judged' -%}
    {%- set operands = 'intermediate.int_operands_valued' -%}
    select
        judged.filing_id,
        judged.statement,
        judged.period_id,
        judged.currency,
        judged.identity_id,
        judged.name,
        judged.line_item_id || ' ' || cast(cast(judged.reported_value as decimal(28, 2)) as varchar) as reported,
        cast(cast(judged.calculated_value as decimal(28, 2)) as varchar) as calculated,
        cast(cast(judged.gap as decimal(28, 2)) as varchar) as gap,
        cast(cast(judged.tolerance as decimal(28, 2)) as varchar) as tolerance,
        judged.input_fact_ids,
        {{ dbt.listagg(
            "case when operands.role = 'term' and operands.value is not null then case operands.weight when -1 then '- ' else '+ ' end || operands.operand_line_item_id || ' ' || cast(cast(operands.value as decimal(28, 2)) as varchar) end",
            "' '", "order by operands.operand_line_item_id"
        ) }} as terms
    from {{ judged }} as judged
    left join {{ operands }} as operands
        on
            judged.result_id = operands.result_id
    where judged.verdict = 'FAIL' and judged.severity = 'error' and not judged.is_excepted
    group by
        judged.filing_id, judged.statement, judged.period_id, judged.currency, judged.identity_id,
        judged.name, judged.line_item_id, judged.reported_value, judged.calculated_value, judged.gap,
        judged.tolerance, judged.input_fact_ids
    order by judged.filing_id, judged.identity_id, judged.period_id, judged.currency
{%- endmacro -%}
