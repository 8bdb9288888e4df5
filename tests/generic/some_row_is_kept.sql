{#- Fails with one row when a model that keeps part of the rows of another keeps none, though there were some, and a
    build of changed issuers alone does not leave others published. -#}
{% test some_row_is_kept(model, source) %}
with

kept as (

    select count(*) as n_rows from {{ model }}

),

given as (

    select count(*) as n_rows from {{ source }}

)

select
    given.n_rows as n_given,
    kept.n_rows as n_kept
from given
cross join kept
where given.n_rows > 0 and kept.n_rows = 0 and not {{ others_stay_published() }}
{% endtest %}
