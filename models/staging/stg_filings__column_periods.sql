-- The period of every column: of amounts as it was read, of changes and shares that of the amounts that they speak of,
-- of notes and of figures on another basis none.
-- Grain: table × source column.
with

figure_columns as (

    select * from {{ ref('stg_filings__figure_columns') }}

),

amount_periods as (

    select * from {{ ref('stg_filings__amount_periods') }}

),

own_headers as (

    select * from {{ ref('stg_filings__own_headers') }}

),

-- A column of changes or shares speaks of one period of the amounts beside it: that of the length and the year that
-- its own header says; of several such columns each of the latest one since the column of its kind before it, which
-- for a change has its comparative there too; else of the latest one.
relative_columns as (

    select
        figure_columns.table_id,
        figure_columns.source_column,
        figure_columns.column_role,
        own_headers.year_number,
        own_headers.months,
        own_headers.weeks,
        coalesce(
            lag(figure_columns.source_column) over (
                partition by figure_columns.table_id, figure_columns.column_role order by figure_columns.source_column
            ),
            -1
        ) as previous_column,
        count(*) over (partition by figure_columns.table_id, figure_columns.column_role) as n_alike
    from figure_columns
    left join own_headers
        on
            figure_columns.table_id = own_headers.table_id
            and figure_columns.source_column = own_headers.source_column
    where figure_columns.column_role in ('change', 'share')

),

relative_periods as (

    select
        relative_columns.table_id,
        relative_columns.source_column,
        relative_columns.n_alike,
        amount_periods.end_date,
        amount_periods.months,
        amount_periods.weeks,
        coalesce(
            relative_columns.months = amount_periods.months or relative_columns.weeks = amount_periods.weeks, false
        ) as is_as_long,
        coalesce(relative_columns.year_number = extract(year from amount_periods.end_date), false) as is_of_its_year,
        amount_periods.source_column between relative_columns.previous_column and relative_columns.source_column
        and (
            relative_columns.column_role = 'share'
            or max(
                case
                    when
                        comparatives.source_column > relative_columns.previous_column
                        and comparatives.source_column < relative_columns.source_column
                        then 1
                    else 0
                end
            ) = 1
        ) as is_beside,
        amount_periods.source_column as amount_column
    from relative_columns
    inner join amount_periods
        on relative_columns.table_id = amount_periods.table_id and amount_periods.is_presentation
    left join amount_periods as comparatives
        on
            amount_periods.table_id = comparatives.table_id
            and comparatives.is_presentation
            and comparatives.months is not distinct from amount_periods.months
            and comparatives.weeks is not distinct from amount_periods.weeks
            and comparatives.end_date between amount_periods.end_date - {{ days(380) }}
            and amount_periods.end_date - {{ days(350) }}
    group by
        relative_columns.table_id, relative_columns.source_column, relative_columns.column_role,
        relative_columns.year_number, relative_columns.months, relative_columns.weeks,
        relative_columns.previous_column, relative_columns.n_alike,
        amount_periods.source_column, amount_periods.end_date, amount_periods.months, amount_periods.weeks

),

relative_choices as (

    select
        *,
        row_number() over (
            partition by table_id, source_column
            order by
                case when is_as_long then 0 else 1 end asc,
                case when is_of_its_year then 0 else 1 end asc,
                case when is_beside and n_alike > 1 then 0 else 1 end asc,
                end_date desc nulls last, months desc nulls last, amount_column asc
        ) as choice
    from relative_periods

),

relative_chosen as (

    select
        relative_choices.table_id,
        relative_choices.source_column,
        relative_choices.end_date,
        relative_choices.months,
        relative_choices.weeks,
        -- two columns of one kind do not speak of one period: it is not known which of them does
        count(*) over (
            partition by
                relative_choices.table_id, relative_columns.column_role,
                relative_choices.end_date, relative_choices.months, relative_choices.weeks
        ) as n_of_period
    from relative_choices
    inner join relative_columns
        on
            relative_choices.table_id = relative_columns.table_id
            and relative_choices.source_column = relative_columns.source_column
    where
        relative_choices.choice = 1
        and (
            relative_choices.n_alike = 1
            or relative_choices.is_as_long
            or relative_choices.is_of_its_year
            or relative_choices.is_beside
        )

),

final as (

    select
        table_id,
        source_column,
        column_role,
        is_percent,
        entity,
        scale,
        currency,
        period_rule,
        end_date,
        months,
        weeks
    from amount_periods
    union all
    select
        figure_columns.table_id,
        figure_columns.source_column,
        figure_columns.column_role,
        true as is_percent,
        cast(null as string) as entity,
        cast(null as integer) as scale,
        cast(null as string) as currency,
        'amounts beside it' as period_rule,
        relative_chosen.end_date,
        relative_chosen.months,
        relative_chosen.weeks
    from figure_columns
    left join relative_chosen
        on
            figure_columns.table_id = relative_chosen.table_id
            and figure_columns.source_column = relative_chosen.source_column
            and relative_chosen.n_of_period = 1
    where figure_columns.column_role in ('change', 'share')
    union all
    select
        table_id,
        source_column,
        column_role,
        false as is_percent,
        cast(null as string) as entity,
        cast(null as integer) as scale,
        cast(null as string) as currency,
        'no period' as period_rule,
        cast(null as date) as end_date,
        cast(null as integer) as months,
        cast(null as integer) as weeks
    from figure_columns
    where column_role in ('note_reference', 'other_basis')

)

select * from final
