-- Discovered sums tested in every column: a total against the lines that the statement's arithmetic adds up to it.
-- Grain: test.
with

operands as (

    select
        *,
        row_number() over (partition by result_id order by role desc, source_line asc, fact_id asc) as place
    from {{ ref('int_discovered_operands') }}

),

sums as (

    select
        {{ test_columns('operands') }},
        operands.n_wanted,
        max(case when operands.role = 'total' then operands.value end) as reported_value,
        cast(
            sum(case when operands.role = 'term' then coalesce(operands.value, 0) * operands.weight else 0 end)
            as {{ money() }}
        ) as calculated_value,
        cast(sum(coalesce(operands.printed_unit, 0)) / 2 as {{ money() }}) as tolerance,
        min(operands.printed_unit) as printed_unit,
        cast(sum(case when operands.role = 'term' then 1 else 0 end) as integer) as n_terms,
        {{ listed_by_place('operands.fact_id', 'operands.place') }} as input_fact_ids,
        min(case when operands.value is null then operands.source_line end) as unresolved_line
    from operands
    group by {{ test_columns('operands') }}, operands.n_wanted

),

final as (

    select
        {{ test_columns('sums') }},
        sums.reported_value,
        sums.calculated_value,
        sums.tolerance,
        sums.printed_unit,
        sums.n_terms,
        sums.input_fact_ids,
        case
            when sums.unresolved_line is not null then 'BLOCKED'
            when sums.n_terms <> sums.n_wanted and coalesce(sums.reported_value <> sums.calculated_value, true)
                then 'BLOCKED'
        end as obstacle,
        case
            when sums.unresolved_line is not null
                then 'a figure is unresolved: line ' || cast(sums.unresolved_line as string)
            when sums.n_terms <> sums.n_wanted and coalesce(sums.reported_value <> sums.calculated_value, true)
                then 'a line of the sum has no figure in this column'
        end as reason
    from sums

)

select * from final
