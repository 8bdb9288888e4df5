-- One row a figure: its value as printed, or recovered by evidence, or NULL with the reason. A cell that only
-- repeats a line which another cell of its statement holds is no figure of that line, nor is a blank cell
-- that nothing fills. A figure that another table's sums gainsay is no figure of the line.
-- Grain: fact (filing × source line × source column × line item).
with

judged as (

    select * from {{ ref('int_facts_judged') }}

),

evidence as (

    select * from {{ ref('int_evidence') }}
    where chosen and satisfied

),

recovered as (

    select
        fact_id,
        cast(max(candidate_value) as {{ money() }}) as value,
        cast(max(candidate_printed_value) as {{ money() }}) as printed_value,
        {{ dbt.listagg("rule_id", "', '", "order by rule_id") }} as evidence_rules
    from evidence
    group by fact_id

),

-- Figures that look clean, which the evidence doubts without giving another value.
doubted as (

    select fact_id
    from {{ ref('int_evidence') }}
    group by fact_id
    having max(case when chosen then 1 else 0 end) = 0

),

outprinted as (

    select * from {{ ref('int_facts_outprinted') }}

),

lines as (

    select
        judged.*,
        coalesce(
            judged.contradiction,
            case when doubted.fact_id is not null then 'repeats the figure beside it and breaks what it enters' end,
            case when outprinted.fact_id is not null then 'another table adds up to another figure of the line' end
        ) as objection,
        recovered.fact_id is not null as is_recovered,
        recovered.value as recovered_value,
        recovered.printed_value as recovered_printed_value,
        recovered.evidence_rules as recovered_by,
        max(case when recovered.fact_id is null then 0 else 1 end) over (
            partition by
                judged.root_table_id, judged.entity, judged.line_item_id, judged.start_date, judged.end_date,
                judged.currency,
                case when judged.currency is null then judged.source_column end
        ) as line_recovered
    from judged
    left join recovered on judged.fact_id = recovered.fact_id
    left join doubted on judged.fact_id = doubted.fact_id
    left join outprinted on judged.fact_id = outprinted.fact_id

),

final as (

    select
        fact_id,
        filing_id,
        issuer_id,
        entity,
        announced_on,
        table_id,
        root_table_id,
        table_kind,
        statement,
        source_line,
        source_column,
        cell_text,
        printed_label,
        line_item_id,
        period_id,
        start_date,
        end_date,
        instant_date,
        currency,
        is_convenience,
        unit,
        scale,
        decided_sign as printed_sign,
        case when is_recovered then recovered_printed_value when objection is null then printed_value end
            as printed_value,
        case when is_recovered then recovered_value when objection is null then value end as value,
        case when is_recovered or objection is null then printed_unit end as printed_unit,
        case when is_recovered then 'recovered' when objection is null then 'printed' else 'unresolved' end
            as evidence,
        case when is_recovered then recovered_by when objection is null then match_rule else objection end
            as evidence_rules
    from lines
    where is_recovered or (line_recovered = 0 and figure_kind in ('number', 'percent', 'nil', 'damaged'))

)

select * from final
