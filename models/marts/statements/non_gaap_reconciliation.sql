-- The bridges from gross profit and net income to the adjusted figures, one column a line item.
-- Grain: issuer × entity × period × currency.
{{ wide_statement('non_gaap_reconciliation', [
    'gross_profit',
    'share_based_compensation_in_cost_of_revenues',
    'adjusted_gross_profit',
    'net_income',
    'share_based_compensation',
    'foreign_exchange_gain',
    'impairment_of_long_lived_assets',
    'adjusted_net_income',
    'interest_income',
    'interest_expense',
    'income_tax_expense',
    'depreciation_and_amortization',
    'adjusted_ebitda',
    'loss_on_disposal_of_property_and_equipment',
    'normalized_adjusted_ebitda',
]) }}
