"""The extractor: results announcements as text in, raw tables as dbt seeds out.

It answers one question, "what stands on the page, and where?". It never interprets a
number, a period or a sign; that is the work of `models/staging/`.
"""
