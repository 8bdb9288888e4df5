"""A synthetic corpus of results announcements of invented issuers, whose statements foot."""

from synthetic.corpus import SyntheticFiling, filings_of_issuer, plan, synthetic

__all__ = ["SyntheticFiling", "filings_of_issuer", "plan", "synthetic"]
