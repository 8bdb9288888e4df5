-- Rows whose label the reference knows, with each line of each kind of table that it may be.
-- Grain: table × source line × label × table kind × line item.
with

label_candidates as (

    select * from {{ ref('stg_filings__label_candidates') }}

),

label_synonyms as (

    select * from {{ ref('label_synonyms') }}
    -- of whatever a table is, it may print the total, and what is left to it
    where label not in ('(none)', 'total', 'others')

),

final as (

    select distinct
        label_candidates.table_id,
        label_candidates.source_line,
        label_candidates.label,
        label_candidates.section_id,
        label_synonyms.table_kind,
        label_synonyms.line_item_id
    from label_candidates
    inner join label_synonyms on label_candidates.label = label_synonyms.label

)

select * from final
