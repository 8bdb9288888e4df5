{#- Publish the warehouse after a complete, green `dbt build`, or say why it was not published.
    Call it last in on-run-end. `on_failure` is a macro; it gets the list of failed results
    (`.node`, `.status`, `.failures`) before the verdict is printed. -#}
{%- macro publish_warehouse(results, on_failure=none) -%}
    {%- if execute -%}
        {%- set failed = results
            | selectattr("status", "in", ["error", "fail", "runtime error", "partial success"])
            | list -%}
        {%- if failed and on_failure is not none -%}
            {%- do on_failure(failed) -%}
        {%- endif -%}
        {%- set report = {"results": results, "selected": selected_resources} -%}
        {%- do adapter.store_relation("publish", none, [], "", "duckdb", report) -%}
        {%- if report.failure -%}
            select error('{{ report.failure | replace("'", "''") }}')
        {%- endif -%}
    {%- endif -%}
{%- endmacro -%}
