{#- The header of a column with its short forms spelled out: years of two digits, fiscal codes, ranges of
    quarters, of months and of days, so that each word says one thing. A range of days keeps its last one. -#}
{% macro spelled_header(text) -%}
    {%- set month = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)' -%}
    {%- set code = '(q[1-4]|[1-4]q|h[12]|[12]h|3m|6m|9m|12m|fy|cy|ltm|ttm|ytd)' -%}
    {%- set year_of_two = '([0-4][0-9])' -%}
    {#- of months without days; what may be the last day of one is no year -#}
    {%- set no_last_day = '([01][0-9]|2[0-7]|3[2-9]|4[0-9])' -%}
    {%- set dashes = "replace(replace(" ~ years_closed("lower(" ~ plain_text(text) ~ ")") ~ ", chr(8211), '-'), chr(8212), '-')" -%}
    {%- set short_date = ('(^|[^0-9])([0-9]{1,2})([./-])([0-9]{1,2})[./-]([0-4][0-9])($|[^0-9./])', '\\1\\2\\3\\4\\3' ~ '20\\5\\6') -%}
    {%- set steps = [
        ('([0-9]) ?(thru|~) ?([a-z0-9])', '\\1 to \\3'),
        ('(^|[^0-9./])([0-9]{1,2} ?- ?[0-9]{1,2}) ?/ ?([0-4][0-9])($|[^0-9./])', '\\1\\2/20\\3\\4'),
        ('(last|rolling|trailing|moving|past) (12|twelve)[ -]months?', 'ltm'),
        ('year[ -]to[ -]date', 'ytd'),
        (
            "(months?|weeks?|individual)( .*)? (preceding|previous|prior|last) year(''s|s'')? corresponding period",
            '\\1\\2 corresponding period'
        ),
        ("(preceding|previous|prior|last) year(''s|s'')? corresponding period", 'corresponding ytd'),
        ('(two|2) quarters', 'six months'),
        ('(three|3) quarters', 'nine months'),
        ('(four|4) quarters', 'twelve months'),
        ('(^|[^a-z0-9])f(q[1-4]|[1-4]q)', '\\1\\2'),
        ('(^|[^a-z0-9])([1-4])q? ?(-|[+]|to|through|and|&) ?([1-4])q', '\\1q\\2-q\\4'),
        ('q1 ?(-|[+]|to|through|and|&) ?q?2($|[^0-9])', 'h1\\2'),
        ('q1 ?(-|to|through) ?q?3($|[^0-9])', '9m\\2'),
        ('q1 ?(-|to|through) ?q?4($|[^0-9])', '12m\\2'),
        ('q3 ?(-|[+]|to|through|and|&) ?q?4($|[^0-9])', 'h2\\2'),
        ('(^|[^a-z0-9])([fh])([2-4][0-9])($|[^0-9a-z])', '\\1\\2y\\3\\4'),
        ('(^|[^a-z0-9])hy ?([12])($|[^0-9])', '\\1h\\2\\3'),
        ('(^|[^a-z0-9])hy[ /' ~ "''" ~ '-]?((20)?[0-4][0-9])($|[^0-9])', '\\1h1 \\2\\4'),
        ('(^|[^a-z0-9])([fc]y)[ ' ~ "''" ~ '-]?(20)?([0-4][0-9])[ -]?(q[1-4]|[1-4]q|h[12]|[12]h|9m)($|[^0-9a-z])', '\\1\\2 20\\4 \\5\\6'),
        ('(^|[^a-z0-9])' ~ code ~ ' ?([0-4][0-9]/[0-4][0-9])($|[^0-9/])', '\\1\\2 20\\3\\4'),
        ('(q[1-4]|[1-4]q|quarter) ?[(]?cum(ulative|[.]|$| )', '\\1 ytd '),
        ('([0-9mqh])[- ]?fy', '\\1 fy'),
        ('(^|[^a-z0-9])' ~ code ~ '[/' ~ "''" ~ '-]?([0-4][0-9])($|[^0-9a-z])', '\\1\\2 20\\3\\4'),
        ('(^|[^a-z0-9])' ~ code ~ ' ([0-3]?[0-9]/[01]?[0-9]/)', '\\1\\2 ended \\3'),
        ('(^|[^a-z0-9])' ~ code ~ ' ' ~ "''" ~ '?([0-4][0-9])( /|/|$)', '\\1\\2 20\\3\\4'),
        (month ~ '([a-z]*)[.]? (19|20)[0-9]{2} ?(-|to) ?' ~ month, '\\1\\2 - \\5'),
        ('([0-9])[.-] ?' ~ month, '\\1 \\2'),
        (month ~ '([a-z]*[.]?)-([0-9]{1,2} ?' ~ month ~ "[a-z]*)($|[^a-z0-9/''-])", '\\1\\2 - \\3\\5'),
        (month ~ "([a-z]*)[.]? ?''" ~ year_of_two ~ "($|[^0-9a-z])", '\\1\\2 20\\3\\4'),
        ('^([^0-9]*' ~ month ~ '[a-z]*[.]? ?- ?' ~ month ~ '[a-z]*[.]?) ' ~ no_last_day ~ '([^0-9]*)$', '\\1 20\\4\\5'),
        (month ~ '([a-z]*)[.]? ?- ?' ~ month, '\\1\\2 \\3'),
        (month ~ '([a-z]*)[.]? -' ~ year_of_two ~ '( ?/|$)', '\\1\\2 20\\3\\4'),
        (month ~ '([a-z]*)[.]?[/' ~ "''" ~ '-]([0-4][0-9])($|[^0-9a-z])', '\\1\\2 20\\3\\4'),
        ('(^|[^0-9])([0-9]{1,2}) ' ~ month ~ '([a-z]*)[.,]? ?' ~ "''" ~ '?([0-4][0-9])($|[^0-9a-z])', '\\1\\2 \\3\\4 20\\5\\6'),
        (month ~ '([a-z]*)[.]? ([0-9]{1,2}), ?' ~ "''" ~ '?([0-4][0-9])( ?[/(]|$)', '\\1\\2 \\3 20\\4\\5'),
        ('(19|20)[0-9]{2},? ?(-|to|until|through) ?(/ )?([0-9]{0,2} ?)' ~ month, ' - \\4\\5'),
        ('(^|[^0-9./])((19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})', '\\1\\5.\\4.\\2'),
        short_date,
        short_date,
    ] -%}
    {%- set spelled = namespace(text=dashes) -%}
    {%- for pattern, replacement in steps -%}
        {%- set spelled.text = replace_all(spelled.text, pattern, replacement) -%}
    {%- endfor -%}
    {{ spelled.text }}
{%- endmacro %}

{#- The first day of a range in numbers, up to the dash: "01.01.-", "1/7/2030 to". -#}
{% macro range_start_pattern() -%}
    ([0-9]{1,2})[./]([0-9]{1,2})[./]?((19|20)[0-9]{2})? ?(-+|to) ?
{%- endmacro %}

{#- A day in numbers, with the year last. -#}
{% macro number_date_pattern() -%}
    ([0-9]{1,2})([./-])([0-9]{1,2})[./-]((19|20)[0-9]{2})
{%- endmacro %}

{#- "+/-", "+/(-)", "(+)/(-)", "Δ". -#}
{% macro change_sign_pattern() -%}
    ([(]?[+][)]? ?/ ?[(]?[-−–][)]?|[(]?[-−–][)]? ?/ ?[(]?[+]|[Δ∆])
{%- endmacro %}

{#- A header in words that names two days and last a year. Groups: the first day, its year, the second day with its
    blank (empty where it is the first one's), its year, the last year. -#}
{% macro two_days_pattern() -%}
    {%- set year = '((?:19|20)[0-9]{2})' -%}
    {%- set day = '(?:[a-z]{3,9} [0-9]{1,2}|[0-9]{1,2} [a-z]{3,9})' -%}
    ^(?:(?:[^ 0-9][^ ]*|[0-9]{1,2}) )*({{ day }}) {{ year }} and ((?:{{ day }} )?){{ year }}(?: [^ 0-9][^ ]*| [0-9]{1,3})* {{ year }}$
{%- endmacro %}
