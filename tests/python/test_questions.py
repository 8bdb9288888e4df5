"""The queries of the pages print what the pages show."""

from __future__ import annotations

import csv
import re

import pytest
from examples import PAGES, ROOT, Example, examples, printed
from warehouse import Project

QUESTIONS = "docs/questions.md"
ALL = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.page}:{example.line}")
def test_a_query_prints_what_its_page_shows(built: Project, example: Example) -> None:
    assert printed(built.published, example.sql) == example.shown, "`make questions` rewrites the outputs"


def test_there_are_ten_questions_each_with_a_query() -> None:
    text = (ROOT / QUESTIONS).read_text(encoding="utf-8")
    parts = re.split(r"^## (\d+)\. ", text, flags=re.MULTILINE)
    numbers, answers = parts[1::2], parts[2::2]
    assert [int(number) for number in numbers] == list(range(1, 11))
    assert all("```sql\n" in answer for answer in answers)
    assert all(example.shown.count("\n") > 1 for example in ALL), "an answer without rows"


def test_questions_ask_marts_only_and_name_no_filing() -> None:
    with (ROOT / "seeds/filings/raw_filings.csv").open(newline="") as file:
        filings = [row["filing_id"] for row in csv.DictReader(file)]
    for sql in (example.sql for example in ALL if example.page == QUESTIONS):
        asked = re.findall(r"\b(?:from|join)\s+(\w+)\.", sql)
        assert asked and set(asked) == {"marts"}, sql
        assert not [filing for filing in filings if filing in sql], sql
