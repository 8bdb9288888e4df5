-- Rows whose figures stand a column off: the sum that they enter closes in every column once they are moved back.
-- Grain: table × source line.
with

structure as (

    select * from {{ ref('int_structure_found') }}
    where role = 'displaced'

),

rows_read as (

    select distinct
        root_table_id,
        table_id,
        source_line
    from {{ ref('int_structure_rows') }}

),

final as (

    select
        rows_read.table_id,
        rows_read.source_line,
        min(structure.weight) as shift,
        'the figures of the row stand in each other''s columns: a sum closes once they are moved' as reason
    from structure
    inner join rows_read
        on structure.root_table_id = rows_read.root_table_id and structure.source_line = rows_read.source_line
    group by rows_read.table_id, rows_read.source_line

)

select * from final
