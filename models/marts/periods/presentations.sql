-- What tells two printings of a line apart that are not one presentation of it. Printings belong together when no
-- cause gives them different marks; a printing without a mark agrees with all as to that cause.
-- A cause is another line of a sum that stands apart in one filing (`apart`) and is part of other lines in another
-- (`inside`); no mark where that line is printed nil for the period, for then both are the same. Or it is an amount
-- printed anew with another value that no such line explains: the presentation changed after the filing that
-- printed the old one and not later than the one that printed the new one (`before`, `after`, or the filing between).
-- Grain: printing × cause.
with

printings as (

    select * from {{ ref('printings') }}
    where start_date is not null and not is_convenience and unit = 'currency'

),

line_items as (

    select * from {{ ref('dim_line_item') }}
    where is_additive

),

facts as (

    select * from {{ ref('fct_reported_facts') }}
    where start_date is not null and not is_convenience and unit = 'currency'

),

filings as (

    select * from {{ ref('dim_filing') }}

),

identities as (

    select * from {{ ref('identities') }}
    where rule_type = 'sum' and family = 'F'

),

identity_terms as (

    select * from {{ ref('identity_terms') }}
    where role = 'term' and period_relation = 'same'

),

-- the face of a statement, not a note or a bridge
table_kinds as (

    select * from {{ ref('table_kinds') }}
    where table_kind = statement

),

additive_printings as (

    select printings.*
    from printings
    inner join line_items on printings.line_item_id = line_items.line_item_id

),

filing_order as (

    select
        filing_id,
        row_number() over (partition by issuer_id order by announced_on asc nulls last, filing_id asc) as filing_number
    from filings

),

siblings as (

    select distinct
        lines.line_item_id,
        others.line_item_id as sibling_id,
        others.is_required,
        identities.table_kind
    from identities
    inner join table_kinds on identities.table_kind = table_kinds.table_kind
    inner join identity_terms as lines on identities.identity_id = lines.identity_id
    inner join identity_terms as others
        on lines.identity_id = others.identity_id and lines.line_item_id <> others.line_item_id

),

lines_on_face as (

    select distinct
        facts.issuer_id,
        facts.entity,
        facts.filing_id,
        facts.table_kind,
        facts.line_item_id
    from facts
    inner join table_kinds on facts.table_kind = table_kinds.table_kind

),

faces as (

    select distinct
        issuer_id,
        entity,
        filing_id,
        table_kind
    from lines_on_face

),

printed_lines as (

    select distinct
        issuer_id,
        entity,
        filing_id,
        line_item_id
    from additive_printings

),

sibling_places as (

    select
        printed_lines.issuer_id,
        printed_lines.entity,
        printed_lines.filing_id,
        printed_lines.line_item_id,
        siblings.sibling_id,
        max(case when lines_on_face.line_item_id is not null then 1 else 0 end) as is_apart,
        max(case when faces.filing_id is not null or not siblings.is_required then 1 else 0 end) as is_known
    from printed_lines
    inner join siblings on printed_lines.line_item_id = siblings.line_item_id
    left join faces
        on
            printed_lines.entity = faces.entity
            and printed_lines.filing_id = faces.filing_id
            and siblings.table_kind = faces.table_kind
    left join lines_on_face
        on
            printed_lines.entity = lines_on_face.entity
            and printed_lines.filing_id = lines_on_face.filing_id
            and siblings.table_kind = lines_on_face.table_kind
            and siblings.sibling_id = lines_on_face.line_item_id
    group by
        printed_lines.issuer_id, printed_lines.entity, printed_lines.filing_id, printed_lines.line_item_id,
        siblings.sibling_id

),

moving_siblings as (

    select
        issuer_id,
        entity,
        line_item_id,
        sibling_id
    from sibling_places
    where is_known = 1
    group by issuer_id, entity, line_item_id, sibling_id
    having min(is_apart) < max(is_apart)

),

nil_lines as (

    select
        issuer_id,
        entity,
        line_item_id,
        period_id,
        currency
    from printings
    group by issuer_id, entity, line_item_id, period_id, currency
    having max(abs(value)) = 0

),

line_marks as (

    select
        additive_printings.fact_id,
        'line' as cause_kind,
        sibling_places.sibling_id as cause,
        case sibling_places.is_apart when 1 then 'apart' else 'inside' end as mark
    from additive_printings
    inner join sibling_places
        on
            additive_printings.entity = sibling_places.entity
            and additive_printings.filing_id = sibling_places.filing_id
            and additive_printings.line_item_id = sibling_places.line_item_id
            and sibling_places.is_known = 1
    inner join moving_siblings
        on
            sibling_places.issuer_id = moving_siblings.issuer_id
            and sibling_places.entity = moving_siblings.entity
            and sibling_places.line_item_id = moving_siblings.line_item_id
            and sibling_places.sibling_id = moving_siblings.sibling_id
    left join nil_lines
        on
            additive_printings.issuer_id = nil_lines.issuer_id
            and additive_printings.entity = nil_lines.entity
            and sibling_places.sibling_id = nil_lines.line_item_id
            and additive_printings.period_id = nil_lines.period_id
            and additive_printings.currency = nil_lines.currency
    where nil_lines.line_item_id is null

),

in_order as (

    select
        additive_printings.*,
        filing_order.filing_number,
        lag(additive_printings.fact_id) over (
            partition by
                additive_printings.issuer_id, additive_printings.entity, additive_printings.line_item_id,
                additive_printings.period_id, additive_printings.currency
            order by filing_order.filing_number asc
        ) as earlier_fact_id
    from additive_printings
    inner join filing_order on additive_printings.filing_id = filing_order.filing_id

),

changes as (

    select
        later.issuer_id,
        later.entity,
        later.line_item_id,
        later.currency,
        later.period_id || ' in ' || later.filing_id as cause,
        later.fact_id,
        earlier.fact_id as earlier_fact_id,
        earlier.filing_number as last_before,
        later.filing_number as first_after
    from in_order as later
    inner join in_order as earlier on later.earlier_fact_id = earlier.fact_id
    where abs(later.value - earlier.value) > greatest(later.printed_unit, earlier.printed_unit)

),

explained as (

    select distinct changes.fact_id
    from changes
    inner join line_marks as later on changes.fact_id = later.fact_id
    inner join line_marks as earlier
        on
            changes.earlier_fact_id = earlier.fact_id
            and later.cause = earlier.cause
            and later.mark <> earlier.mark

),

amount_marks as (

    select
        in_order.fact_id,
        'amount' as cause_kind,
        changes.cause,
        case
            when in_order.filing_number <= changes.last_before then 'before'
            when in_order.filing_number >= changes.first_after then 'after'
            else in_order.filing_id
        end as mark
    from changes
    inner join in_order
        on
            changes.issuer_id = in_order.issuer_id
            and changes.entity = in_order.entity
            and changes.line_item_id = in_order.line_item_id
            and changes.currency = in_order.currency
    where changes.fact_id not in (select explained.fact_id from explained)

),

marks as (

    select * from line_marks
    union all
    select * from amount_marks

),

final as (

    select
        marks.fact_id,
        marks.cause_kind,
        marks.cause,
        marks.mark,
        printings.issuer_id,
        printings.entity,
        printings.line_item_id,
        printings.period_id,
        printings.currency,
        printings.filing_id
    from marks
    inner join printings on marks.fact_id = printings.fact_id

)

select * from final
