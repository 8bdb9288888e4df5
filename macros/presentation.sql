{#- Why figures are not of one presentation, from the cause that tells them apart (model `presentations`). -#}
{% macro several_presentations(cause_kind, cause) -%}
    case {{ cause_kind }}
        when 'line' then {{ cause }} || ' stands apart in one of the filings and inside another line in another'
        else 'the line is printed anew with another amount, for ' || {{ cause }}
    end
{%- endmacro %}
