-- Fails where the Parquet layer changed while its tables were loaded: the cells of a filing could be of another version
-- than its tables. The comments of the tables say of which files they are; tables of seeds have none.
{%- set relations = [ref('raw_filings'), ref('raw_tables'), ref('raw_cells'), ref('raw_prose_figures')] %}
with

comments as (

    select
        table_name,
        coalesce(comment, '') as comment
    from duckdb_tables()
    where
        database_name = '{{ relations[0].database }}' and schema_name = '{{ relations[0].schema }}'
        and table_name in ('{{ relations | map(attribute="identifier") | join("', '") }}')

)

select
    table_name,
    comment
from comments
where comment like '% to %' or (select count(distinct comment) from comments) > 1
