-- Fails for a ratio that cannot be computed or is defined twice: its terms and its definition do not meet, it lacks a
-- side or has one too many, a side has the wrong kind of period, a rule tests it without a printed line, the terms of
-- a ratio rule also stand in `identity_terms`, or a line that is part of a mix has no share.
with

definitions as (

    select
        *,
        ratio_id || ':' || coalesce(issuer_id, '') as definition
    from {{ ref('ratio_definitions') }}

),

terms as (

    select
        ratio_terms.*,
        ratio_terms.ratio_id || ':' || coalesce(ratio_terms.issuer_id, '') as definition,
        line_items.period_type
    from {{ ref('ratio_terms') }} as ratio_terms
    left join {{ ref('line_items') }} as line_items on ratio_terms.line_item_id = line_items.line_item_id

),

sides as (

    select
        definition,
        sum(case when side = 'numerator' then 1 else 0 end) as n_numerators,
        sum(case when side = 'denominator' then 1 else 0 end) as n_denominators
    from terms
    group by definition

),

identities as (

    select * from {{ ref('identities') }}

)

select
    'the ratio has no numerator, or no denominator where its unit needs one, or one where it does not' as failed_check,
    definitions.definition as subject
from definitions
left join sides on definitions.definition = sides.definition
where
    coalesce(sides.n_numerators, 0) = 0
    or (coalesce(sides.n_denominators, 0) > 0) = (definitions.unit = 'currency')
union all
select
    'the terms belong to no definition' as failed_check,
    sides.definition as subject
from sides
left join definitions on sides.definition = definitions.definition
where definitions.definition is null
union all
select
    'the line is a balance where a flow is needed, or a flow where a balance is' as failed_check,
    terms.definition || ':' || terms.line_item_id as subject
from terms
inner join definitions on terms.definition = definitions.definition
where
    terms.period_type is distinct from case definitions.period_basis
        when 'days' then case terms.side when 'numerator' then 'instant' else 'duration' end
        else definitions.period_basis
    end
union all
select
    'the rule tests a ratio that issuers print in no line' as failed_check,
    identities.identity_id as subject
from identities
left join definitions
    on identities.ratio_id = definitions.ratio_id and definitions.printed_line_item_id is not null
where identities.ratio_id is not null and definitions.definition is null
union all
select
    'the terms of a ratio rule stand in identity_terms too' as failed_check,
    identities.identity_id as subject
from identities
inner join {{ ref('identity_terms') }} as identity_terms on identities.identity_id = identity_terms.identity_id
where identities.ratio_id is not null
union all
select
    'the line is part of a mix, but no ratio is its share' as failed_check,
    line_items.line_item_id as subject
from {{ ref('line_items') }} as line_items
left join terms
    on line_items.line_item_id = terms.line_item_id and terms.side = 'numerator'
left join sides on terms.definition = sides.definition and sides.n_numerators = 1
left join definitions
    on sides.definition = definitions.definition and definitions.category in ('mix', 'ageing', 'headcount')
where
    line_items.section in ('revenues', 'receivables_ageing', 'payables_ageing', 'employees')
    and line_items.unit in ('currency', 'persons')
    and not line_items.is_total
group by line_items.line_item_id
having count(distinct definitions.ratio_id) <> 1
