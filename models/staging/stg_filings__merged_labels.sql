-- Line items that a row claims whose label holds several known labels, in the order in which it names them:
-- no figure in it, nor a second row with one of those labels, can be read without further evidence.
-- Grain: table × source line × line item.
with

labels as (

    select * from {{ ref('stg_filings__labels') }}

),

damaged_filings as (

    select * from {{ ref('stg_filings__damaged_filings') }}

),

row_labels as (

    select * from {{ ref('stg_filings__row_labels') }}

),

label_synonyms as (

    select
        *,
        min(precedence) over (partition by table_kind, section_id, column_role, label) as first_meaning
    from {{ ref('label_synonyms') }}

),

matched as (

    select distinct
        table_id,
        source_line
    from row_labels

),

unmatched as (

    select
        labels.table_id,
        labels.source_line,
        labels.label,
        labels.section_id,
        labels.table_kind
    from labels
    inner join damaged_filings on labels.filing_id = damaged_filings.filing_id
    left join matched on labels.table_id = matched.table_id and labels.source_line = matched.source_line
    -- elsewhere labels are whole
    where labels.candidate_rank = 3 and matched.table_id is null

),

contained as (

    select
        unmatched.table_id,
        unmatched.source_line,
        unmatched.label as row_label,
        label_synonyms.label,
        label_synonyms.line_item_id,
        label_synonyms.printed_sign,
        label_synonyms.decided_by
    from unmatched
    inner join label_synonyms
        on
            unmatched.table_kind = label_synonyms.table_kind
            and label_synonyms.column_role = 'amount'
            and label_synonyms.label <> '(none)'
            and label_synonyms.precedence = label_synonyms.first_meaning
            and coalesce(label_synonyms.section_id, unmatched.section_id, '') = coalesce(unmatched.section_id, '')
            and unmatched.label <> label_synonyms.label
            and position(' ' || label_synonyms.label || ' ' in ' ' || unmatched.label || ' ') > 0

),

-- "income tax expense" inside "deferred income tax expense" is no label of its own.
inside_others as (

    select distinct
        contained.table_id,
        contained.source_line,
        contained.label
    from contained
    inner join contained as longer
        on
            contained.table_id = longer.table_id
            and contained.source_line = longer.source_line
            and length(longer.label) > length(contained.label)
            and position(contained.label in longer.label) > 0

),

whole_labels as (

    select contained.*
    from contained
    left join inside_others
        on
            contained.table_id = inside_others.table_id
            and contained.source_line = inside_others.source_line
            and contained.label = inside_others.label
    where inside_others.table_id is null

),

merged as (

    select
        table_id,
        source_line
    from whole_labels
    group by table_id, source_line
    -- the labels are the row's: what stands between them is little
    having
        count(distinct label) > 1
        and sum(length(label)) * 5 >= max(length(row_label)) * 4

),

final as (

    select
        whole_labels.table_id,
        whole_labels.source_line,
        whole_labels.line_item_id,
        whole_labels.label,
        whole_labels.printed_sign,
        whole_labels.decided_by,
        cast(
            dense_rank() over (
                partition by whole_labels.table_id, whole_labels.source_line
                order by position(' ' || whole_labels.label || ' ' in ' ' || whole_labels.row_label || ' ')
            ) as integer
        ) as label_number
    from whole_labels
    inner join merged
        on whole_labels.table_id = merged.table_id and whole_labels.source_line = merged.source_line

)

select * from final
