{#- A table made in its own place, in one transaction: a model that fails leaves its old table. dbt-duckdb's own makes
    it under another name, renames twice, and asks for indexes and foreign keys, which no table here has; that is a
    quarter of a build's statements. Nobody reads the build file meanwhile. A Python model writes through a connection
    of its own, which does not see what is dropped but not yet committed, so there the drop comes first. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set language = model['language'] -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks) }}
    {%- if existing is not none -%}
        {%- call statement('drop', auto_begin=(language == 'sql')) -%}
            drop {{ existing.type }} if exists {{ existing }}
        {%- endcall -%}
    {%- endif -%}
    {%- call statement('main', language=language) -%}
        {{- create_table_as(False, target, compiled_code, language) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do persist_docs(target, model) -%}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
