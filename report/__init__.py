"""The report: one HTML file per issuer and an index, from the marts of the published file alone."""
