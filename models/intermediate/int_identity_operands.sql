-- Every test that the printed lines of a filing allow, with the figures it rests on: which figure of which
-- line plays which role. Structure only; no value is read here. A line that the filing does not print is
-- there with neither figure nor source line.
-- Grain: test (`result_id`) × line item × role × date × reading of the line.
with

slots as (

    select * from {{ ref('int_facts_judged') }}

),

columns as (

    select * from {{ ref('stg_filings__columns') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

identities as (

    select * from {{ ref('identities') }}

),

terms_wanted as (

    select * from {{ ref('int_terms_wanted') }}

),

comparisons_wanted as (

    select * from {{ ref('int_comparisons_wanted') }}

),

{% set wanted_columns = [
    'result_id', 'identity_id', 'filing_id', 'issuer_id', 'entity', 'table_id', 'line_item_id', 'period_id',
    'start_date', 'end_date', 'currency', 'is_convenience', 'operand_line_item_id', 'role', 'weight', 'is_required',
    'scope', 'scope_key', 'operand_start_date', 'operand_end_date', 'operand_currency',
] -%}
wanted as (

    select {{ wanted_columns | join(', ') }}
    from terms_wanted
    union all
    select {{ wanted_columns | join(', ') }}
    from comparisons_wanted

),

-- A figure is found by its statement, by its filing and, a share count, by the currency of its column.
readings as (

    select
        'statement' as scope,
        root_table_id as scope_key,
        entity,
        line_item_id,
        start_date,
        end_date,
        currency,
        fact_id,
        source_line
    from slots
    union all
    select
        'filing' as scope,
        filing_id || ':' || entity as scope_key,
        entity,
        line_item_id,
        start_date,
        end_date,
        currency,
        fact_id,
        source_line
    from slots
    union all
    select
        'columns' as scope,
        slots.root_table_id as scope_key,
        slots.entity,
        slots.line_item_id,
        slots.start_date,
        slots.end_date,
        columns.currency,
        slots.fact_id,
        slots.source_line
    from slots
    inner join columns
        on slots.table_id = columns.table_id and slots.source_column = columns.source_column
    where slots.unit = 'shares'

),

final as (

    select
        wanted.result_id,
        wanted.identity_id,
        identities.family,
        identities.rule_type,
        wanted.filing_id,
        wanted.issuer_id,
        wanted.entity,
        wanted.table_id,
        wanted.line_item_id,
        wanted.period_id,
        wanted.start_date,
        wanted.end_date,
        wanted.currency,
        wanted.is_convenience,
        filings.convenience_rate,
        wanted.operand_line_item_id,
        wanted.role,
        wanted.weight,
        wanted.is_required,
        wanted.scope,
        wanted.operand_start_date,
        wanted.operand_end_date,
        readings.fact_id,
        readings.source_line
    from wanted
    inner join identities on wanted.identity_id = identities.identity_id
    inner join filings on wanted.filing_id = filings.filing_id
    left join readings
        on
            wanted.scope = readings.scope
            and wanted.scope_key = readings.scope_key
            and wanted.entity = readings.entity
            and wanted.operand_line_item_id = readings.line_item_id
            and wanted.operand_start_date is not distinct from readings.start_date
            and wanted.operand_end_date = readings.end_date
            and wanted.operand_currency is not distinct from readings.currency

)

select * from final
