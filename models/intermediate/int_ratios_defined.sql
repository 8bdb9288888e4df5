-- The lines of every ratio as it holds for each issuer: the issuer's own definition where it has one, else the
-- common one.
-- Grain: issuer × ratio × role × line item.
with

issuers as (

    select * from {{ ref('issuers') }}

),

definitions as (

    select * from {{ ref('ratio_definitions') }}

),

terms as (

    select * from {{ ref('ratio_terms') }}

),

choices as (

    select
        issuers.issuer_id,
        definitions.issuer_id as defined_by,
        definitions.ratio_id,
        definitions.category,
        definitions.unit,
        definitions.period_basis,
        definitions.printed_line_item_id,
        row_number() over (
            partition by issuers.issuer_id, definitions.ratio_id
            order by definitions.issuer_id asc nulls last
        ) as choice
    from issuers
    inner join definitions on issuers.issuer_id = definitions.issuer_id or definitions.issuer_id is null

),

chosen as (

    select * from choices
    where choice = 1

),

final as (

    select
        chosen.issuer_id,
        chosen.defined_by,
        chosen.ratio_id,
        chosen.category,
        chosen.unit,
        chosen.period_basis,
        terms.side as role,
        terms.line_item_id,
        terms.weight,
        terms.is_required
    from chosen
    inner join terms
        on chosen.ratio_id = terms.ratio_id and chosen.defined_by is not distinct from terms.issuer_id
    union all
    select
        chosen.issuer_id,
        chosen.defined_by,
        chosen.ratio_id,
        chosen.category,
        chosen.unit,
        chosen.period_basis,
        'total' as role,
        chosen.printed_line_item_id as line_item_id,
        1 as weight,
        true as is_required
    from chosen
    where chosen.printed_line_item_id is not null

)

select * from final
