-- The figures that discovered sums rest on, in every column of their statement: a total and the lines that the
-- statement's own arithmetic adds up to it. A sum that a declared rule tests with the same lines is left to it.
-- Grain: test (`result_id`) × line.
with

structure as (

    select * from {{ ref('int_structure_found') }}
    where role in ('total', 'term')

),

facts as (

    select * from {{ ref('int_facts') }}
    where unit = 'currency'

),

declared as (

    select * from {{ ref('int_identity_operands') }}
    where rule_type = 'sum' and scope = 'statement' and fact_id is not null

),

-- One figure a line and column: what the line holds besides (a growth, a share) is none of it.
operands as (

    select
        structure.root_table_id,
        structure.sum_number,
        structure.role,
        structure.weight,
        structure.found_as,
        facts.fact_id,
        facts.filing_id,
        facts.issuer_id,
        facts.entity,
        facts.statement,
        facts.line_item_id,
        facts.source_line,
        facts.start_date,
        facts.end_date,
        facts.period_id,
        facts.currency,
        facts.is_convenience,
        cast(facts.printed_value * facts.scale as {{ money() }}) as value,
        facts.printed_unit
    from structure
    inner join facts
        on structure.root_table_id = facts.root_table_id and structure.source_line = facts.source_line

),

totals as (

    select * from operands
    where role = 'total'

),

term_counts as (

    select
        root_table_id,
        sum_number,
        count(*) as n_terms
    from structure
    where role = 'term'
    group by root_table_id, sum_number

),

tests as (

    select
        totals.root_table_id,
        totals.sum_number,
        totals.fact_id as total_fact_id,
        totals.filing_id,
        totals.issuer_id,
        totals.entity,
        totals.statement,
        totals.line_item_id,
        totals.period_id,
        totals.start_date,
        totals.end_date,
        totals.currency,
        totals.is_convenience,
        totals.found_as,
        term_counts.n_terms as n_wanted
    from totals
    inner join term_counts
        on totals.root_table_id = term_counts.root_table_id and totals.sum_number = term_counts.sum_number

),

with_operands as (

    select
        tests.*,
        operands.role,
        operands.weight,
        operands.fact_id,
        operands.source_line,
        operands.value,
        operands.printed_unit
    from tests
    inner join operands
        on
            tests.root_table_id = operands.root_table_id
            and tests.sum_number = operands.sum_number
            and tests.entity = operands.entity
            and tests.end_date = operands.end_date
            and tests.start_date is not distinct from operands.start_date
            and tests.currency = operands.currency
    where operands.role = 'term' or operands.fact_id = tests.total_fact_id

),

declared_tests as (

    select
        result_id,
        count(*) as n_operands
    from declared
    group by result_id

),

-- Declared sums over all the figures of a test. Counts are no keys of a join: as many figures have most tests.
matched as (

    select
        with_operands.total_fact_id,
        with_operands.sum_number,
        declared.result_id,
        count(*) as n_shared
    from with_operands
    inner join declared on with_operands.fact_id = declared.fact_id and with_operands.role = declared.role
    group by
        with_operands.total_fact_id, with_operands.sum_number, with_operands.n_wanted, declared.result_id
    having count(*) = with_operands.n_wanted + 1

),

covered as (

    select distinct
        matched.total_fact_id,
        matched.sum_number
    from matched
    inner join declared_tests on matched.result_id = declared_tests.result_id
    where matched.n_shared = declared_tests.n_operands

),

final as (

    select
        'D01:' || with_operands.total_fact_id || ':' || cast(with_operands.sum_number as string) as result_id,
        'D01' as identity_id,
        with_operands.filing_id,
        with_operands.issuer_id,
        with_operands.entity,
        with_operands.root_table_id as table_id,
        with_operands.statement,
        with_operands.line_item_id,
        with_operands.period_id,
        with_operands.start_date,
        with_operands.end_date,
        with_operands.currency,
        with_operands.is_convenience,
        with_operands.found_as,
        cast(with_operands.n_wanted as integer) as n_wanted,
        with_operands.role,
        with_operands.weight,
        with_operands.fact_id,
        with_operands.source_line,
        with_operands.value,
        with_operands.printed_unit
    from with_operands
    left join covered
        on
            with_operands.total_fact_id = covered.total_fact_id
            and with_operands.sum_number = covered.sum_number
    where covered.total_fact_id is null

)

select * from final
