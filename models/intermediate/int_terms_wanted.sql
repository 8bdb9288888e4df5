-- Rules with terms (sums and ratios) in every place where a filing's lines allow a test: which line each
-- term takes, of which period and currency, and where it is looked for. No value is read here.
-- Grain: test × line item × role × date.
with

slots as (

    select * from {{ ref('int_facts_judged') }}

),

filings as (

    select * from {{ ref('stg_filings__filings') }}

),

identities as (

    select * from {{ ref('identities') }}

),

identity_terms as (

    select * from {{ ref('identity_terms') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

totals as (

    select
        identity_terms.identity_id,
        identity_terms.line_item_id
    from identity_terms
    where identity_terms.role = 'total'

),

-- A sum is tested in every column of a statement of its kind, whether or not its lines are there.
statement_columns as (

    select distinct
        filing_id,
        issuer_id,
        entity,
        root_table_id as table_id,
        table_kind,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience
    from slots
    where unit in ('currency', 'persons')

),

sum_tests as (

    select
        identities.identity_id,
        totals.line_item_id,
        statement_columns.filing_id,
        statement_columns.issuer_id,
        statement_columns.entity,
        statement_columns.table_id,
        statement_columns.period_id,
        statement_columns.start_date,
        statement_columns.end_date,
        statement_columns.currency,
        statement_columns.is_convenience
    from identities
    inner join statement_columns on identities.table_kind = statement_columns.table_kind
    inner join totals on identities.identity_id = totals.identity_id
    where identities.rule_type = 'sum'

),

-- A ratio is tested once for every period in which a filing prints it.
ratio_tests as (

    select distinct
        identities.identity_id,
        totals.line_item_id,
        slots.filing_id,
        slots.issuer_id,
        slots.entity,
        cast(null as varchar) as table_id,
        slots.period_id,
        slots.start_date,
        slots.end_date,
        slots.currency,
        slots.is_convenience
    from identities
    inner join totals on identities.identity_id = totals.identity_id
    inner join slots on totals.line_item_id = slots.line_item_id
    where identities.rule_type in ('ratio', 'growth')

),

tests as (

    select
        identity_id,
        line_item_id,
        filing_id,
        issuer_id,
        entity,
        table_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience
    from sum_tests
    union all
    select
        identity_id,
        line_item_id,
        filing_id,
        issuer_id,
        entity,
        table_id,
        period_id,
        start_date,
        end_date,
        currency,
        is_convenience
    from ratio_tests

),

final as (

    select
        {{ result_id('tests.identity_id', 'tests') }} as result_id,
        tests.identity_id,
        tests.filing_id,
        tests.issuer_id,
        tests.entity,
        tests.table_id,
        tests.line_item_id,
        tests.period_id,
        tests.start_date,
        tests.end_date,
        tests.currency,
        tests.is_convenience,
        identity_terms.line_item_id as operand_line_item_id,
        identity_terms.role,
        identity_terms.weight,
        identity_terms.is_required,
        case
            when tests.table_id is not null and identity_terms.period_relation = 'same' then 'statement'
            else 'filing'
        end as scope,
        case
            when tests.table_id is not null and identity_terms.period_relation = 'same' then tests.table_id
            else tests.filing_id || ':' || tests.entity
        end as scope_key,
        cast(
            case identity_terms.period_relation
                when 'same' then tests.start_date
                when 'year_earlier' then {{ year_earlier('(tests.start_date - ' ~ days(1) ~ ')') }} + {{ days(1) }}
            end as date
        ) as operand_start_date,
        case identity_terms.period_relation
            when 'instant_start' then cast(tests.start_date - {{ days(1) }} as date)
            when 'year_earlier' then {{ year_earlier('tests.end_date') }}
            else tests.end_date
        end as operand_end_date,
        case
            when line_items.unit in ('currency', 'per_share')
                then coalesce(tests.currency, filings.presentation_currency)
        end as operand_currency
    from tests
    inner join identity_terms on tests.identity_id = identity_terms.identity_id
    inner join line_items on identity_terms.line_item_id = line_items.line_item_id
    inner join filings on tests.filing_id = filings.filing_id

)

select * from final
