{#- What a broken blocking identity does, from the variable `on_identity_failure`: `stop` the build before any
    mart, or `quarantine` the filing and go on with the others. -#}
{%- macro on_identity_failure() -%}
    {%- set action = var('on_identity_failure') -%}
    {%- if action not in ('stop', 'quarantine') -%}
        {%- do exceptions.raise_compiler_error(
            "the variable on_identity_failure is '" ~ action ~ "'; it must be 'stop' or 'quarantine'"
        ) -%}
    {%- endif -%}
    {{- return(action) -}}
{%- endmacro -%}

{#- Whether a result of an identity is one that the gate counts as failed and blocking: the rule of `outcomes` in
    plugins/gate.py in SQL. Null-safe: what is not known to hold fails. `filings_released` compares the counts. -#}
{%- macro fails_the_gate(result) -%}
    {{ result }}.severity is distinct from 'warn'
    and not coalesce(
        {{ result }}.identity_id is not null
        and case
            when {{ result }}.verdict = 'EXACT' then {{ result }}.gap_units = 0 and {{ result }}.excess_units = 0
            when {{ result }}.verdict = 'ROUNDING'
                then {{ result }}.gap_units is not null and {{ result }}.excess_units = 0
            when {{ result }}.verdict = 'FAIL'
                then {{ result }}.is_excepted and {{ result }}.gap_units is not null and {{ result }}.excess_units > 0
            when {{ result }}.verdict in ('BLOCKED', 'NOT_TESTABLE') then coalesce({{ result }}.excess_units, 0) = 0
        end,
        false
    )
{%- endmacro -%}

{#- After a red gate: print every broken identity with its filing, statement, period, lines and gap,
    for dbt itself prints only how many rules failed. Takes the failed results of the command. -#}
{%- macro print_broken_identities(failed) -%}
    {%- if failed | selectattr('node.name', 'equalto', 'error_identities_hold') | list -%}
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
            {%- if row['explanation'] -%}
                {%- do print('  likely     ' ~ row['explanation']) -%}
            {%- endif -%}
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
        judged.line_item_id || ' ' || cast(cast(judged.reported_value as decimal(28, 2)) as string) as reported,
        cast(cast(judged.calculated_value as decimal(28, 2)) as string) as calculated,
        cast(cast(judged.gap as decimal(28, 2)) as string) as gap,
        cast(cast(judged.tolerance as decimal(28, 2)) as string) as tolerance,
        judged.input_fact_ids,
        judged.explanation,
        {{ dbt.listagg(
            "case when operands.role = 'term' and operands.value is not null then case operands.weight when -1 then '- ' else '+ ' end || operands.operand_line_item_id || ' ' || cast(cast(operands.value as decimal(28, 2)) as string) end",
            "' '", "order by operands.operand_line_item_id"
        ) }} as terms
    from {{ judged }} as judged
    left join {{ operands }} as operands
        on
            judged.result_id = operands.result_id
    where {{ fails_the_gate('judged') }}
    group by
        judged.filing_id, judged.statement, judged.period_id, judged.currency, judged.identity_id,
        judged.name, judged.line_item_id, judged.reported_value, judged.calculated_value, judged.gap,
        judged.tolerance, judged.input_fact_ids, judged.explanation
    order by judged.filing_id, judged.identity_id, judged.period_id, judged.currency
{%- endmacro -%}

{#- After a build in which the gate withheld filings: print which, with the first identity that each breaks. The
    gate test is only a warning then, and a warning prints no more than how many rules failed. -#}
{%- macro print_withheld_filings(results) -%}
    {%- set warned = results
        | selectattr('status', 'equalto', 'warn')
        | selectattr('node.name', 'equalto', 'error_identities_hold')
        | list -%}
    {%- set told = results
        | selectattr('status', 'equalto', 'success')
        | selectattr('node.name', 'equalto', 'figures_withheld')
        | list -%}
    {%- if execute and told and on_identity_failure() == 'quarantine' -%}
        {%- set discovered = run_query(figures_of_unbroken_filings_query()).rows[0] -%}
        {%- if discovered['n_figures'] -%}
            {%- do print(
                '\nWithheld for a sum of their statement that breaks (D01): ' ~ discovered['n_figures']
                ~ ' figures of ' ~ discovered['n_filings'] ~ ' filings that break no blocking identity'
            ) -%}
        {%- endif -%}
    {%- endif -%}
    {%- if execute and warned and told -%}
        {%- set shown = 20 -%}
        {%- set broken = run_query(withheld_filings_query()).rows -%}
        {%- set withheld = broken | selectattr('is_whole') | list -%}
        {%- set total = run_query('select count(*) as n from staging.stg_filings__filings').rows[0]['n'] -%}
        {%- do print(
            '\nWithheld for breaking a blocking identity: ' ~ (withheld | length) ~ ' of ' ~ total ~ ' filings, '
            ~ (broken | sum(attribute='n_figures')) ~ ' figures of ' ~ (broken | length - withheld | length) ~ ' others'
        ) -%}
        {%- for row in broken[:shown] -%}
            {%- do print(
                '  ' ~ (row['filing_id'] or '(no filing)') ~ ': ' ~ row['n_broken'] ~ ' broken; '
                ~ (row['statement'] or 'whole filing') ~ ', ' ~ row['period_id']
                ~ (', ' ~ row['currency'] if row['currency'] else '') ~ ': ' ~ row['identity_id'] ~ ' ' ~ row['name']
                ~ ' Gap ' ~ row['gap']
                ~ ('' if row['is_whole'] else ', ' ~ row['n_figures'] ~ ' figures withheld')
            ) -%}
        {%- endfor -%}
        {%- if broken | length > shown -%}
            {%- do print('  and ' ~ (broken | length - shown) ~ ' more') -%}
        {%- endif -%}
        {%- set emptied = results
            | selectattr('status', 'equalto', 'fail')
            | selectattr('node.name', 'equalto', 'some_filing_is_released')
            | list -%}
        {%- if emptied -%}
            {%- do print('No filing is released: an empty warehouse does not replace the published one.\n') -%}
        {%- else -%}
            {%- do print(
                'Such filings are in no mart but marts.quarantine, which lists every broken identity;'
                ~ ' such figures have no value in any.\n'
            ) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro -%}

{%- macro withheld_filings_query() -%}
    with

    broken as (

        select
            filing_id,
            identity_id,
            name,
            statement,
            period_id,
            currency,
            cast(cast(gap as decimal(28, 2)) as string) as gap,
            count(*) over (partition by filing_id) as n_broken,
            row_number() over (partition by filing_id order by identity_id, period_id, currency, result_id) as place
        from intermediate.int_identities_judged
        where {{ fails_the_gate('int_identities_judged') }}

    ),

    withheld_whole as (

        select distinct filing_id
        from validation.identities_broken
        where withholds = 'filing'

    ),

    figures as (

        select
            filing_id,
            count(*) as n_figures
        from validation.figures_withheld
        group by filing_id

    )

    select
        broken.filing_id,
        broken.identity_id,
        broken.name,
        broken.statement,
        broken.period_id,
        broken.currency,
        broken.gap,
        broken.n_broken,
        withheld_whole.filing_id is not null or broken.filing_id is null as is_whole,
        coalesce(figures.n_figures, 0) as n_figures
    from broken
    left join withheld_whole on broken.filing_id = withheld_whole.filing_id
    left join figures on broken.filing_id = figures.filing_id
    where broken.place = 1
    order by broken.filing_id
{%- endmacro -%}

{%- macro figures_of_unbroken_filings_query() -%}
    select
        count(*) as n_figures,
        count(distinct figures.filing_id) as n_filings
    from validation.figures_withheld as figures
    left join (select distinct filing_id from validation.identities_broken) as broken
        on figures.filing_id = broken.filing_id
    where broken.filing_id is null
{%- endmacro -%}

{#- Whether the rows of other issuers than those of this build stay in the published file. -#}
{%- macro others_stay_published() -%}
    {%- if var('raw_layer', 'seeds') == 'parquet' and target.type == 'duckdb' -%}
        exists (
            select 1 from main.raw_layer_now as listed
            where
                listed.filing_id is not null
                and not exists (
                    select 1 from main.issuers_to_build as changed
                    where listed.issuer_id = changed.issuer_id
                )
        )
    {%- else -%}
        false
    {%- endif -%}
{%- endmacro -%}
