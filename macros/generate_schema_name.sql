{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- Schemas are public names of the published file (raw, reference, marts, ...), so no prefix. -#}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
