{#- Loads a seed with its dialect spelled out. dbt-duckdb leaves quotes and line ends to DuckDB's
    sniffer, which takes an apostrophe in a cell for a quote. An empty field is NULL. -#}
{% macro duckdb__load_csv_rows(model, agate_table) -%}
    {%- set sql -%}
        copy {{ this.render() }} from '{{ adapter.get_seed_file_path(model) | replace("'", "''") }}'
        (format csv, header true, delimiter ',', quote '"', escape '"', nullstr '', auto_detect false)
    {%- endset -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{ return(sql) }}
{%- endmacro %}
