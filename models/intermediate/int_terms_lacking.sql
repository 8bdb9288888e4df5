-- Lines of declared sums that a discovered sum of as many lines lacks: it names all others, or it names nothing that
-- the declared one has not, each in its role, and lacks one line alone that adds, that takes away or that is the total.
-- Grain: root table × sum number × identity × line item.
with

lines_summed as (

    select * from {{ ref('int_lines_summed') }}

),

identities as (

    select * from {{ ref('identities') }}
    where rule_type = 'sum'

),

terms as (

    select * from {{ ref('identity_terms') }}

),

-- Of a tie to balances of other days a column holds a part, and a part of a sum closes by chance.
ties as (

    select distinct identity_id
    from terms
    where period_relation <> 'same'

),

identity_terms as (

    select
        terms.identity_id,
        terms.line_item_id,
        terms.role,
        case when terms.role = 'term' then terms.weight end as direction
    from terms
    left join ties on terms.identity_id = ties.identity_id
    where ties.identity_id is null

),

declared_sums as (

    select
        identities.identity_id,
        identities.table_kind,
        count(*) as n_lines,
        sum(case when identity_terms.direction > 0 then 1 else 0 end) as n_adding
    from identities
    inner join identity_terms on identities.identity_id = identity_terms.identity_id
    group by identities.identity_id, identities.table_kind

),

sums_matched as (

    select
        lines_summed.root_table_id,
        lines_summed.sum_number,
        declared_sums.identity_id,
        declared_sums.n_lines - count(distinct lines_summed.line_item_id) as n_lacking,
        max(lines_summed.n_adding) = declared_sums.n_adding
        and max(lines_summed.n_named) > 0
        and max(lines_summed.n_named) = count(
            distinct case
                when not lines_summed.is_repetition and lines_summed.role = identity_terms.role
                    then lines_summed.line_item_id
            end
        ) as is_in_roles
    from lines_summed
    inner join declared_sums
        on
            lines_summed.table_kind = declared_sums.table_kind
            and lines_summed.n_lines = declared_sums.n_lines
    inner join identity_terms
        on
            declared_sums.identity_id = identity_terms.identity_id
            and lines_summed.line_item_id = identity_terms.line_item_id
    group by
        lines_summed.root_table_id, lines_summed.sum_number,
        declared_sums.identity_id, declared_sums.n_lines, declared_sums.n_adding

),

-- A line that a row without a label repeats is not the one lacking, but no label names it.
terms_unnamed as (

    select
        sums_matched.root_table_id,
        sums_matched.sum_number,
        sums_matched.identity_id,
        identity_terms.line_item_id,
        identity_terms.role,
        identity_terms.direction,
        sums_matched.is_in_roles,
        sums_matched.n_lacking = 1 and count(lines_summed.line_item_id) = 0 as is_only_one
    from sums_matched
    inner join identity_terms on sums_matched.identity_id = identity_terms.identity_id
    left join lines_summed
        on
            sums_matched.root_table_id = lines_summed.root_table_id
            and sums_matched.sum_number = lines_summed.sum_number
            and identity_terms.line_item_id = lines_summed.line_item_id
    group by
        sums_matched.root_table_id, sums_matched.sum_number, sums_matched.identity_id, sums_matched.is_in_roles,
        sums_matched.n_lacking, identity_terms.line_item_id, identity_terms.role, identity_terms.direction
    having count(case when not lines_summed.is_repetition then 1 end) = 0

),

terms_told as (

    select
        root_table_id,
        sum_number,
        identity_id,
        line_item_id,
        role,
        direction,
        is_only_one,
        is_in_roles
        and count(*) over (
            partition by root_table_id, sum_number, identity_id, role, direction
        ) = 1 as is_only_in_place
    from terms_unnamed

),

final as (

    select * from terms_told
    where is_only_in_place or is_only_one

)

select * from final
