-- Fails when a synonym or a heading is not in the form in which labels are compared: it would never match.
with

names as (

    select
        issuer_id,
        name
    from {{ ref('issuer_names') }}
    where false

),

words_of_labels as (

    select label from {{ ref('label_synonyms') }}

),

texts as (

    select
        '' as issuer_id,
        label as text
    from {{ ref('label_synonyms') }}
    where label <> '(none)'
    union
    select
        '' as issuer_id,
        heading as text
    from {{ ref('sections') }}

),

{{ label_forms() }}

select
    text,
    form
from forms
where text is distinct from form
