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


{#- Print the rows of a relation as an aligned table: every value as DuckDB writes it, cut at
    `width` characters, at most `limit` rows. Prints nothing for a relation that is none. -#}
{%- macro print_relation_rows(relation, limit=20, order_by=none, width=60) -%}
    {%- if execute and relation is not none -%}
        {%- set query -%}
            select
                {%- for column in adapter.get_columns_in_relation(relation) %}
                coalesce(cast({{ column.quoted }} as varchar), '') as {{ column.quoted }},
                {%- endfor %}
                count(*) over () as "publish: total"
            from {{ relation }}
            {%- if order_by %} order by {{ order_by }}{% endif %}
            limit {{ limit }}
        {%- endset -%}
        {%- set found = run_query(query) -%}
        {%- set names = found.column_names[:-1] -%}
        {%- set total = found.rows[0][-1] | int if found.rows | length else 0 -%}
        {%- set lines = [names] -%}
        {%- for row in found.rows -%}
            {%- set cells = [] -%}
            {%- for value in row.values()[:-1] -%}
                {%- set text = "" if value is none else value | string -%}
                {%- do cells.append(text.replace("\n", " ")[:width]) -%}
            {%- endfor -%}
            {%- do lines.append(cells) -%}
        {%- endfor -%}
        {%- set widths = [] -%}
        {%- for name in names -%}
            {%- do widths.append(lines | map(attribute=loop.index0) | map("length") | max) -%}
        {%- endfor -%}
        {%- do print(relation.schema ~ "." ~ relation.identifier ~ ": " ~ total ~ " row"
            ~ ("" if total == 1 else "s")) -%}
        {%- for cells in lines -%}
            {%- set padded = [] -%}
            {%- for cell in cells -%}
                {%- do padded.append(cell.ljust(widths[loop.index0])) -%}
            {%- endfor -%}
            {%- do print(("  " ~ padded | join("  ")).rstrip()) -%}
        {%- endfor -%}
        {%- if total > limit -%}
            {%- do print("  ... and " ~ (total - limit) ~ " more") -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro -%}
