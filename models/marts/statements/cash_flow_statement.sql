-- The cash flow statement, one column a line item, as latest known.
-- Grain: issuer × entity × period × currency.
{{ wide_statement('cash_flow_statement', [
    'net_cash_from_operating_activities',
    'net_cash_from_investing_activities',
    'net_cash_from_financing_activities',
    'effect_of_exchange_rate_on_cash',
    'net_change_in_cash_before_exchange_effect',
    'net_change_in_cash',
    'cash_at_beginning_of_period',
    'cash_at_end_of_period',
]) }}
