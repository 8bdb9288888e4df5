{#- The form in which labels of statements are compared: what issuers write in several ways and mean alike is one.
    Synonyms and headings are kept in this form, and a test holds them to it. It is grammar (marks, brackets, dates),
    not vocabulary: which line a label means, and that a loss is a profit below nil, is said by the synonyms. -#}

{#- A label in that form: "(Loss)/Profit for the financial year (Note 3)" is "profit for period". -#}
{% macro statement_label(text) -%}
    {%- set form = namespace(text=latin_letters("lower(" ~ plain_text(text) ~ ")")) -%}
    {%- for pattern, replacement in label_marks() + label_spelling() + label_alternatives() + label_periods() + label_phrases() -%}
        {%- set form.text = replace_all(form.text, pattern, replacement) -%}
    {%- endfor -%}
    trim({{ form.text }})
{%- endmacro %}

{#- A bilingual label is its Latin half; a label without Latin letters stays as it is. -#}
{% macro latin_letters(text) -%}
    case
        when {{ matches(text, '[a-z]') }}
            then {{ replace_all("translate(" ~ text ~ ", '（）／，：；', '()/,:;')", '[　-鿿가-힯豈-﫿＀-￯]+', ' ') }}
        else {{ text }}
    end
{%- endmacro %}

{#- Remarks, footnote marks, par values, dot leaders, bullets, dashes, apostrophes and stops. -#}
{% macro label_marks() -%}
    {{ return([
        [' *[(]((un)?audited|(as )?restated|non-(gaap|ifrs|hkfrs)( financial)?( measures?)?|(see )?notes?[ .][^)]*)[)]', ''],
        [' *([(]([0-9]{1,2}|[ivx]+|[a-h])[)]|[[][^]]{1,8}[]]|[†‡§¹²³⁰⁴-⁹]+)', ''],
        ['[,(;] ?[^,(;]*(par|nominal) value.*$', ''],
        ['(cost of (sales|revenues?|goods sold|services))[ ,(]+(including|inclusive of|exclusive of|excluding) .*$', '\\1'],
        [',? (net of|less) (an )?(allowances?|provisions?)( for)?.*$', ', net'],
        [' [(](ebit|loss before tax|lbt)[)]$', ''],
        ['[ .…]+$', ''],
        ['(^| )non[-‐‑– ]+', '\\1non'],
        ['[-‐‑–—−•·●_,:;]+', ' '],
        ['&', ' and '],
        ["[''´`]s( |$)", '\\1'],
        ["[''´`]", ''],
        ['[.]( |$)', '\\1'],
        [' +', ' '],
        ['^ | $', ''],
    ]) }}
{%- endmacro %}

{#- Articles, and words of one meaning. -#}
{% macro label_spelling() -%}
    {{ return([
        ['\\b(the|our) ', ''],
        ['\\b(?:share|stock)(?:holder|owner)s?\\b', 'shareholders'],
        ['\\b(?:minority|noncontrolling) (?:interests?|shareholders)(?: shareholders)?\\b', 'noncontrolling interests'],
        ['\\btax(ation|es)\\b', 'tax'],
        ['\\brevenues\\b', 'revenue'],
        ['\\b(effects?|impacts?) (of|from)\\b', 'effect of'],
        ['isation\\b', 'ization'],
    ]) }}
{%- endmacro %}

{#- Of "profit/(loss)", "(loss) profit" and "profit/loss" what stands outside the brackets, or first: its sign is the
    printed one. A word in brackets by itself loses them. Net interest is neither income nor expense. -#}
{% macro label_alternatives() -%}
    {%- set result = '(accumulated (?:deficits?|loss(?:es)?)|retained (?:earnings|profits?)|(?:provision|benefit) (?:from|for)|provision'
        ~ '|loss(?:es)?|incomes?|profits?|earnings|gains?|expenses?|benefits?|credits?|charges?|increases?|decreases?'
        ~ '|deficits?|equity|recover(?:y|ies))' -%}
    {%- set flow = '((?:provided|generated|used|utili[sz]ed|absorbed|arising) (?:by|from|in|for)|(?:in|out)flows?|from)' -%}
    {%- set both = '(?:incomes?|expenses?|costs?)' -%}
    {%- set steps = [[
        '\\b(interest|finance|financial) (?:' ~ both ~ ' ?/? ?[(]' ~ both ~ '[)]|[(]' ~ both ~ '[)] ?/? ?' ~ both
        ~ '|' ~ both ~ ' ?/ ?' ~ both ~ ')', '\\1 income or expense'
    ]] -%}
    {%- for word in [result, flow] -%}
        {%- do steps.extend([
            ['\\b' ~ word ~ ' ?/? ?[(]' ~ word ~ '[)]', '\\1 '],
            ['[(]' ~ word ~ '[)] ?/? ?' ~ word ~ '\\b', '\\2'],
            ['\\b' ~ word ~ ' ?/ ?' ~ word ~ '\\b', '\\1'],
            ['[(]' ~ word ~ '[)]', '\\1'],
        ]) -%}
    {%- endfor -%}
    {{ return(steps) }}
{%- endmacro %}

{#- The year, quarter or half is the period of the column; a first or last day of a month, without its year, is its
    start or end. What a statement of cash flows counts as cash beside cash itself is no part of the concept where the
    label says how it changes or when it is held. -#}
{% macro label_periods() -%}
    {%- set month = '(?:january|february|march|april|may|june|july|august|september|october|november|december)' -%}
    {%- set last = '(?:2[89]|3[01])' -%}
    {%- set cash = 'cash(?: (?:and )?(?:restricted cash equivalents|restricted cash|restricted deposits|cash equivalents'
        ~ '|bank overdrafts|bank balances|cash))*' -%}
    {{ return([
        [' +', ' '],
        ['\\b(for|of|at|during) (?:(?:financial|fiscal|interim|reporting|current) )?(?:year|period|quarter|half year|half)\\b', '\\1 period'],
        ['\\b(?:year|quarter) end\\b', 'period end'],
        ['\\b(?:as )?(?:at|of|on) (?:1 ' ~ month ~ '|' ~ month ~ ' 1)( (19|20)[0-9]{2})?$', 'at beginning of period'],
        ['\\b(?:as )?(?:at|of|on) (?:' ~ last ~ ' ' ~ month ~ '|' ~ month ~ ' ' ~ last ~ ')$', 'at end of period'],
        ['\\b(in|on) ' ~ cash ~ '(?: held)?(?: in foreign currenc(?:y|ies))?\\b', '\\1 cash'],
        ['\\bin cash (?:for|during) period$', 'in cash'],
        ['^(opening|beginning|closing|ending) ' ~ cash ~ '$', '\\1 cash'],
        ['^' ~ cash ~ ' (beginning|ending) balances?$', '\\1 cash'],
        ['^' ~ cash ~ '(?: as)?(?: (?:at|of))? (beginning|start|end) of period\\b', 'cash at \\1 of period'],
        ['^' ~ cash ~ '(?: at)? period end\\b', 'cash at end of period'],
        [' +', ' '],
    ]) }}
{%- endmacro %}

{#- Phrases in which issuers say one thing in many ways: whose share a result is, cash flows, results per share. -#}
{% macro label_phrases() -%}
    {%- set owners = '(?:equity )?(?:shareholders|holders|owners|members)' -%}
    {%- set parent = '(?:(?:ultimate )?parent company|parent|company)' -%}
    {{ return([
        ['\\b(?:total )?comprehensive (income|loss|expense|earnings)(?: for period)?\\b', 'comprehensive \\1'],
        ['\\bfor period attribut(?:able|ed)\\b', 'attributable'],
        ['(^|\\battributable to )(?:' ~ owners ~ '(?: of ' ~ parent ~ ')?|' ~ parent ~ '(?: ' ~ owners ~ ')?)$', '\\1parent'],
        ['\\bnet cash (?:in|out)?flows? ', 'net cash '],
        ['\\bcash flows\\b', 'cash flow'],
        ['\\b(?:net )?(?:loss|income|earnings|profit) per share\\b', 'earnings per share'],
    ]) }}
{%- endmacro %}

{#- Whether a section is one of the four parts of a balance sheet by currency of assets and liabilities. -#}
{% macro is_part_of_balance(section) -%}
    {{ section }} in ('current_assets', 'noncurrent_assets', 'current_liabilities', 'noncurrent_liabilities')
{%- endmacro %}

{#- How alike two labels are, from 0 to 1: the share of the longer one's characters that need no edit to make it the
    other. DuckDB counts edits slowly and knows a quick bound: less than that by Jaro and Winkler is less than that by edits. -#}
{% macro label_likeness(label, other) -%}
    {{ return(adapter.dispatch('label_likeness')(label, other)) }}
{%- endmacro %}

{% macro duckdb__label_likeness(label, other) -%}
    case
        when jaro_winkler_similarity({{ label }}, {{ other }}) >= {{ label_is_near() }}
            then {{ default__label_likeness(label, other) }}
        else cast(0 as double)
    end
{%- endmacro %}

{% macro default__label_likeness(label, other) -%}
    round(1 - cast(levenshtein({{ label }}, {{ other }}) as double) / nullif(greatest(length({{ label }}), length({{ other }})), 0), 3)
{%- endmacro %}

{#- From where on a label is near enough to be shown: below it most labels that look alike are of other lines. -#}
{% macro label_is_near() -%}
    0.65
{%- endmacro %}

{% macro has_word(label, word) -%}
    position(' ' || {{ word }} || ' ' in ' ' || {{ label }} || ' ') > 0
{%- endmacro %}

{#- A text as a field of a CSV file. -#}
{% macro csv_field(text) -%}
    case
        when {{ matches(text, '[,"\\n]') }} then '"' || replace({{ text }}, '"', '""') || '"'
        else {{ text }}
    end
{%- endmacro %}
