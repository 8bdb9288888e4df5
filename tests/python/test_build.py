"""The whole build on the committed filings: what is published, and what it must say."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from warehouse import NO_SHARED, ROOT, SHARED, Project, text_of

STATEMENTS = ("income_statement", "balance_sheet", "cash_flow_statement", "non_gaap_reconciliation")
TRUTH = SHARED / "truth" / "kc-2024-q2-results.figures.csv"


def assert_golden(name: str, rows: list[tuple[Any, ...]]) -> None:
    """The rows are those of a golden file, in any order."""
    got = [[str(value) for value in row] for row in rows]
    with (ROOT / f"tests/golden/{name}.csv").open(newline="") as file:
        expected = list(csv.reader(file))[1:]
    missing = [row for row in expected if row not in got]
    unexpected = [row for row in got if row not in expected]
    assert not missing, f"no longer read: {missing[:5]}"
    assert not unexpected, f"newly read: {unexpected[:5]}"
    assert len(got) == len(expected)


def test_every_unit_test_of_sql_passed(built: Project) -> None:
    """Here and in no other build of the tests."""
    results = json.loads((built.folder / "target/run_results.json").read_text())["results"]
    passed = {r["unique_id"] for r in results if r["status"] == "pass"}
    manifest = json.loads((built.folder / "target/manifest.json").read_text())
    assert len(manifest["unit_tests"]) > 40 and manifest["unit_tests"].keys() <= passed


def test_labels_mean_what_they_meant(built: Project) -> None:
    """Every label of the filings, its line item, its sign and how many figures it gave.

    The golden file holds labels and counts, no figure. A changed synonym, section, macro or header
    rule shows here as a changed line; when the change is meant, regenerate the file with the query.
    """
    rows = built.query(
        """
        select filing_id, table_kind, printed_label, line_item_id, unit, evidence,
            max(cast(sign(value) * sign(printed_value) as integer)) as sign,
            string_agg(distinct period_id, ' ' order by period_id) as periods, count(*) as figures
        from marts.fct_reported_facts group by all order by all
        """
    )
    assert_golden("labels", rows)


def test_identities_say_what_they_said(built: Project) -> None:
    """Every rule with its words, severity and verdicts on the filings; counts, no figures."""
    rows = built.query(
        "select identity_id, family, name, severity, coalesce(statement, '') as statement, filing_id,"
        " verdict, count(*) as results from marts.fct_identity_results group by all order by all"
    )
    assert_golden("identities", rows)


def test_opening_and_closing_cash_know_their_dates(built: Project) -> None:
    assert built.query(
        """
        select line_item_id, count(*) filter (where instant_date = end_date),
            count(*) filter (where instant_date = start_date - 1), count(*)
        from marts.fct_facts where instant_date is not null group by 1 order by 1
        """
    ) == [("cash_at_beginning_of_period", 0, 10, 10), ("cash_at_end_of_period", 10, 0, 10)]


def test_rows_that_nothing_maps_are_the_known_ones(built: Project) -> None:
    rows = built.query(
        "select filing_id, table_kind, coalesce(printed_label, ''), reason, n_cells,"
        " coalesce(line_item_id, '') as line_item_id, coalesce(row_to_add, '') as row_to_add"
        " from marts.unmapped_labels order by all"
    )
    assert_golden("unmapped", rows)


@pytest.mark.skipif(not TRUTH.exists(), reason=NO_SHARED)
def test_facts_equal_the_transcription(built: Project) -> None:
    """Every figure of the filing as a person reads it, the recovered ones among them, and no other."""
    facts: dict[tuple[int, str, str, str], list[tuple[Decimal, str]]] = {}
    for line, start, end, unit, currency, value, text in built.query(
        "select source_line, start_date, end_date, unit, coalesce(currency, ''), printed_value, cell_text"
        " from marts.fct_reported_facts where filing_id = ? and value is not null",
        TRUTH.name.split(".")[0],
    ):
        period = f"{start}/{end}" if start else str(end)
        facts.setdefault((line, period, unit, currency), []).append((value, text))
    seen = set()
    with TRUTH.open(newline="") as file:
        for row in csv.DictReader(file):
            key = (int(row["source_line"]), row["period"], row["unit"], row["currency"])
            wanted = (Decimal(row["printed_value"]), row["cell_text"])
            assert wanted in facts.get(key, []), row
            seen.add((key, wanted[0]))
    invented = [(k, v) for k, found in facts.items() for v, _ in found if (k, v) not in seen]
    assert not invented, "facts that the filing does not print"


def test_every_line_with_a_digit_is_in_the_census(built: Project) -> None:
    missing = built.query(
        """
        select c.filing_id, c.source_line
        from raw.raw_cells as c
        left join marts.cell_census as k
            on c.filing_id = k.filing_id and cast(c.source_line as integer) = k.source_line
                and cast(c.source_column as integer) = k.source_column
        where regexp_matches(c.cell_text, '[0-9]') and k.filing_id is null
        """
    )
    assert not missing


def test_census_and_facts_agree_both_ways(built: Project) -> None:
    """A cell of a fact is the fact's own, or the one from which its figure moved; no other is one."""
    cells = "select filing_id, source_line, source_column from marts.cell_census where fate = 'fact'"
    own = "select filing_id, source_line, source_column from marts.fct_reported_facts where value is not null"
    moved = (
        "select filing_id, shown_line, shown_column from marts.fact_evidence"
        " where chosen and shown_line is not null"
    )
    assert not built.query(f"({cells}) except ({own} union {moved})")
    assert not built.query(f"({own} union {moved}) except ({cells})")


def test_damaged_figures_are_recovered_or_say_why_not(built: Project) -> None:
    facts = built.query("select evidence, count(*) from marts.fct_reported_facts group by 1 order by 1")
    assert facts == [("printed", 1351), ("recovered", 106), ("unresolved", 2)]
    unexplained = "select fact_id from marts.fct_reported_facts where coalesce(evidence_rules, '') = ''"
    assert not built.query(unexplained)
    assert built.query("select count(distinct fact_id) from marts.fact_evidence where chosen") == [(106,)]
    fates = dict(built.query("select fate, count(*) from marts.cell_census group by 1"))
    assert fates["ghost"] == 49 and fates["rule"] == 4 and fates["unresolved"] == 2


def test_every_way_to_show_a_value_has_a_sentence() -> None:
    """The ways that resolution names are the rows of `reference.evidence_kinds`."""
    with (ROOT / "seeds/reference/evidence_kinds.csv").open(newline="") as file:
        known = {row["rule_id"] for row in csv.DictReader(file)}
    code = "".join((ROOT / "plugins/resolution" / f"{name}.py").read_text() for name in ("filing", "figures"))
    returned = set(re.findall(r'return [(]?"([a-z -]+)"', code))
    assert len(returned) > 8 and returned <= known
    assert {kind for kind in known if f'"{kind}"' not in code} <= {"T01"}


def test_identities_are_exact_in_the_presentation_currency(built: Project) -> None:
    """Columns are made to foot; a tie between statements may round, and none may fail."""
    verdicts = {
        (family, verdict): count
        for family, verdict, count in built.query(
            "select family, verdict, count(*) from marts.fct_identity_results"
            " where severity = 'error' group by all"
        )
    }
    assert sum(count for (_, verdict), count in verdicts.items() if verdict == "EXACT") > 300
    assert not [family for family, verdict in verdicts if verdict == "FAIL"]
    assert [family for family, verdict in verdicts if verdict == "ROUNDING"] == ["X"]


def test_the_results_page_tells_what_the_gate_found(built: Project) -> None:
    """Every rule, the gate's counts, and the issuer's own error: a figure copied from another row."""
    page = built.results_page
    text = text_of(page)
    assert "The gate is open." in text
    assert "http" not in page and "<script" not in page
    assert 'href="results.html"' in (built.folder / "build/data_docs/index.html").read_text()
    for (sentence,) in built.query("select name from reference.identities"):
        assert sentence in text
    [(filing_id, label, cell, why)] = built.query(
        """
        select r.filing_id, f.printed_label, f.cell_text, r.explanation
        from marts.fct_identity_results as r
        join marts.fct_reported_facts as f on f.fact_id = split_part(r.input_fact_ids, ' ', 1)
        where r.verdict = 'FAIL' and r.identity_id = 'T01' and r.explanation_kind = 'copied'
        """
    )
    assert "prints the figure of line" in why
    failed = text[text.index("rounding explains") :]
    assert f"{label} {cell}" in failed and why[1:] in failed and filing_id in text
    [counts] = built.query(
        """
        select count(*) filter (where verdict in ('EXACT', 'ROUNDING', 'FAIL')),
            count(*) filter (where verdict = 'EXACT'), count(*) filter (where verdict = 'ROUNDING'),
            count(*) filter (where verdict = 'FAIL')
        from marts.fct_identity_results
        """
    )
    names = ("tests", "exact", "rounding", "failed")
    assert " ".join(f"{name} {n:,}" for name, n in zip(names, counts, strict=True)) in text


def test_restatements_are_the_known_ones(built: Project) -> None:
    """And the net change in cash, with the exchange effect in one filing and without in two, is none."""
    kinds = built.query(
        "select line_item_id, period_id, kind from marts.restatements where currency = 'CNY' order by all"
    )
    assert kinds == [
        ("comprehensive_income_attributable_to_noncontrolling_interests", "2023H1", "rounding"),
        ("comprehensive_income_attributable_to_parent", "2023H1", "rounding"),
        ("general_and_administrative_expenses", "2023H1", "reclassified"),
        ("retained_earnings", "2023-12-31", "reclassified"),
        ("statutory_reserves", "2023-12-31", "sign_corrected"),
    ]
    restated = built.query(
        "select line_item_id from marts.fct_facts where is_restated and not is_convenience order by all"
    )
    assert restated == [(line,) for line, _, _ in kinds]
    meanings = built.query(
        "select distinct line_item_id, decided_by from reference.label_synonyms"
        " where decided_by like 'F22%' order by 1"
    )
    assert meanings == [("net_change_in_cash", "F22b"), ("net_change_in_cash_before_exchange_effect", "F22a")]
    assert all(
        built.query(f"select count(*) from marts.fct_facts where line_item_id = '{line}'") > [(0,)]
        for line, _ in meanings
    )


def test_a_line_is_derived_from_one_presentation(built: Project) -> None:
    """The newest filing takes an impairment out of a line that the first one prints with it."""
    [(rule, derived, year, half)] = built.query(
        """
        select d.rule, d.value, y.value, h.value
        from marts.derivations as d
        join marts.fct_reported_facts as y
            on y.fact_id = split_part(d.input_fact_ids, ' ', 1) and y.period_id = '2023FY'
        join marts.printings as h
            on h.fact_id = split_part(d.input_fact_ids, ' ', 2)
            and h.period_id = '2023H1' and h.first_rank = 2
        where d.line_item_id = 'general_and_administrative_expenses' and d.period_id = '2023H2'
        """
    )
    assert rule == "2023FY - 2023H1" and derived == year - half
    ways = built.query(
        "select distinct period_id, rule from marts.derivations where value is not null order by all"
    )
    assert ways == [
        ("2022H2", "2022FY - 2022H1"),
        ("2023-06TTM", "2022FY - 2022H1 + 2023H1"),
        ("2023H2", "2023FY - 2023H1"),
        ("2023Q1", "2023H1 - 2023Q2"),
        ("2024-03TTM", "2023FY - 2023H1 + 2023Q2 + 2024Q1"),
        ("2024-06TTM", "2023FY - 2023H1 + 2024H1"),
        ("2024-06TTM", "2023FY - 2023H1 + 2024Q1 + 2024Q2"),
        ("2024H1", "2024Q1 + 2024Q2"),
    ]


def test_derived_statements_foot_as_printed_ones_do(built: Project) -> None:
    """No identity looks at derived periods; each subtraction of statements that foot must foot."""
    gaps = built.query(
        """
        select i.identity_id, f.period_id,
            sum(case role when 'total' then f.value else -f.value * t.weight end) as gap
        from marts.fct_facts as f
        join reference.identity_terms as t using (line_item_id)
        join reference.identities as i using (identity_id)
        where i.family = 'F' and i.table_kind in ('income_statement', 'cash_flow_statement')
            and f.period_id in (select period_id from marts.derivations where rule like '%-%')
            and f.basis = 'derived'
        group by all having max(case role when 'total' then 1 else 0 end) = 1
        """
    )
    assert len(gaps) > 50 and not [row for row in gaps if row[-1]]


def test_growth_has_a_rate_a_class_and_both_sides(built: Project) -> None:
    """As the interim filing prints it, the loss of the half narrowed by 18.9 %, revenues fell by 9.3 %."""
    rates = dict(
        built.query(
            "select line_item_id, round(growth_rate, 3) from marts.growth"
            " where period_id = '2023H1' and comparison = 'yoy'"
            " and line_item_id in ('net_income', 'total_revenues')"
        )
    )
    assert rates == {"net_income": -0.189, "total_revenues": -0.093}
    counts = dict(built.query("select comparison, count(*) from marts.growth group by 1"))
    assert counts.keys() == {"yoy", "qoq", "hoh"} and sum(counts.values()) > 500
    assert not built.query("select * from marts.growth where currency <> 'CNY'")


def test_nothing_is_known_before_it_is_announced(built: Project) -> None:
    """On each day a filing is announced, what is known is the newest printing of each fact until then."""
    fact = "issuer_id, entity, line_item_id, period_id, currency"
    for (day,) in built.query("select announced_on from marts.dim_filing union select date '2024-03-31'"):
        [(latest, facts)] = built.query(f"select max(announced_on), count(*) from marts.as_known_on('{day}')")
        assert str(latest) <= str(day) and facts > 0
        differs = f"""
            with printed as (
                select {fact}, value, announced_on as printed_on
                from marts.printings where announced_on <= '{day}'
            ), newest as (
                select {fact}, arg_max(value, printed_on) as value from printed group by all
            )
            (from newest except select {fact}, value from marts.as_known_on('{day}'))
            union all
            (select {fact}, value from marts.as_known_on('{day}') except from newest)
        """
        assert not built.query(differs)
    assert built.query("select count(*) from marts.as_known_on('1999-01-01')") == [(0,)]
    first_day = "(select min(announced_on) from marts.dim_filing)"
    assert not built.query(
        f"select {fact}, value from marts.as_known_on({first_day})"
        f" except select {fact}, value from marts.fct_facts_first_reported"
    )


def test_marts_are_tables_with_comments_on_every_column(built: Project) -> None:
    assert not built.query("select view_name from duckdb_views() where not internal")
    bare = "schema_name = 'marts' and coalesce(trim(comment), '') = ''"
    assert not built.query(f"select table_name from duckdb_tables() where {bare}")
    assert not built.query(f"select table_name, column_name from duckdb_columns() where {bare}")


def test_money_is_decimal_everywhere(built: Project) -> None:
    """Only ratios, and what is recomputed by a division, may be DOUBLE."""
    ratios = {
        f"{ratio}{suffix}"
        for (ratio,) in built.query(
            "select ratio_id from reference.ratio_definitions where unit <> 'currency'"
        )
        for suffix in ("", "_yoy_pp", "_qoq_pp")
    }
    quotients = {
        ("growth", "growth_rate"),
        ("ratios", "value"),
        ("prose_measures", "measure"),
        ("prose_measures", "relative_margin"),
        ("per_share", "earnings_per_share_recomputed"),
        ("per_share", "earnings_per_ads_recomputed"),
        ("per_share", "weighted_average_ads"),
        *((table, f"score_{n}") for table in ("int_nearest_lines", "unmapped_labels") for n in (1, 2, 3)),
    }
    doubles = built.query(
        "select table_name, column_name from duckdb_columns()"
        " where schema_name in ('staging', 'intermediate', 'marts') and data_type in ('DOUBLE', 'FLOAT')"
    )
    others = {(table, column) for table, column in doubles if column not in {*ratios, "share"}}
    assert others == quotients


def test_documented_columns_are_the_actual_columns(built: Project) -> None:
    documented = {
        model["name"]: [column["name"] for column in model.get("columns", [])]
        for path in (ROOT / "models").rglob("*.yml")
        for model in yaml.safe_load(path.read_text()).get("models", [])
    }
    for path in (ROOT / "seeds").rglob("*.yml"):
        for seed in yaml.safe_load(path.read_text()).get("seeds", []):
            documented[seed["name"]] = [column["name"] for column in seed.get("columns", [])]
    actual: dict[str, list[str]] = {}
    for table, column in built.query(
        "select table_name, column_name from duckdb_columns() where not internal"
        " order by schema_name, table_name, column_index"
    ):
        actual.setdefault(table, []).append(column)
    assert documented.keys() == actual.keys()
    for table, columns in actual.items():
        assert sorted(documented[table]) == sorted(columns), table


def test_statements_have_the_line_items_of_the_chart(built: Project) -> None:
    chart: dict[str, list[str]] = {}
    for statement, line in built.query(
        "select statement, line_item_id from marts.dim_line_item order by display_order"
    ):
        chart.setdefault(statement, []).append(line)
    for statement in STATEMENTS:
        columns = [
            name
            for (name,) in built.query(
                "select column_name from duckdb_columns() where schema_name = 'marts' and table_name = ?"
                " order by column_index",
                statement,
            )
        ]
        assert set(chart[statement]) <= set(columns), statement


def test_the_page_of_layers_names_every_model() -> None:
    page = (ROOT / "docs/layers.md").read_text()
    models = {path.stem for path in (ROOT / "models").rglob("*.*") if path.suffix in {".sql", ".py"}}
    missing = {name for name in models if name not in page and not name.startswith("dim_")}
    assert models and not missing


def test_every_mart_waits_for_the_released_filings(built: Project) -> None:
    manifest = json.loads((built.folder / "target/manifest.json").read_text())
    parents = manifest["parent_map"]
    marts = [name for name, node in manifest["nodes"].items() if node["schema"] == "marts"]
    marts = [name for name in marts if name.startswith("model.")]
    for mart in marts:
        above, new = set(), {mart}
        while new:
            above |= new
            new = {parent for name in new for parent in parents.get(name, [])} - above
        assert "model.tieout.filings_released" in above, mart
    assert len(marts) > 10


def test_every_mart_with_a_filing_is_held_against_quarantine(built: Project) -> None:
    page = yaml.safe_load((ROOT / "models/marts/core/quarantine.yml").read_text())
    [arguments] = [
        test["withheld_filings_stay_out"]["arguments"]
        for test in page["models"][0]["data_tests"]
        if "withheld_filings_stay_out" in test
    ]
    with_filing = built.query(
        "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'filing_id'"
    )
    assert {name for (name,) in with_filing} == {*arguments["marts"], "quarantine"}
    assert arguments["marts"][0] == "dim_filing"


def test_code_knows_no_filing() -> None:
    """No filing id, issuer name or ticker stands in code or SQL."""
    with (ROOT / "seeds/filings/raw_filings.csv").open(newline="") as file:
        known = {row["filing_id"] for row in csv.DictReader(file)}
    with (ROOT / "seeds/reference/issuer_names.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            known |= {row["issuer_id"], row["name"]}
    code = [
        path
        for folder in ("ingest", "models", "macros", "plugins", "report")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".sql", ".yml", ".j2", ".js", ".css"}
    ]
    assert code
    found = [
        (str(path.relative_to(ROOT)), name)
        for path in code
        for name in known
        if name.lower() in path.read_text().lower()
    ]
    assert not found


def test_the_same_input_at_the_same_time_publishes_the_same_rows(built: Project) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built.published}' as one (read_only)")
        connection.execute(f"attach '{built.folder / 'first.duckdb'}' as other (read_only)")
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'one'"
        ).fetchall()
        differing = [
            table
            for (table,) in tables
            for one, other in (("one", "other"), ("other", "one"))
            if connection.execute(f"from {one}.{table} except all from {other}.{table}").fetchone()
        ]
    assert len(tables) > 60
    assert not differing
    assert built.query("select cast(built_at as varchar) from marts.build_info") == [("2031-08-20 08:00:00",)]


def test_the_build_tells_its_versions(built: Project) -> None:
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text())
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert project["vars"]["tieout_version"] == project["version"] == package
    versions = ("dbt-core", "duckdb", "great-expectations")
    assert built.query(
        "select tieout_version, dbt_version, ltrim(duckdb_version, 'v'), great_expectations_version "
        "from marts.build_info"
    ) == [(package, *map(metadata.version, versions))]


def test_the_published_file_opens_with_old_clients(built: Project) -> None:
    header = Path(built.published).read_bytes()[:16]
    assert header[8:12] == b"DUCK" and header[12] == 64


EQUAL_COLUMNS = re.compile(r"(?<![\w.])\w+ = \w+(?!\()")
JOINED_ROW_BY_ROW = "BLOCKWISE_NL_JOIN"


def _outer_joins_row_by_row(plan: dict[str, Any]) -> list[str]:
    """The conditions of the outer joins of a plan that compare all rows with all."""
    told = plan.get("extra_info", {})
    own = plan["name"].strip() == JOINED_ROW_BY_ROW and told.get("Join Type") != "INNER"
    return [
        *([str(told.get("Condition") or told.get("Conditions"))] if own else []),
        *(found for child in plan["children"] for found in _outer_joins_row_by_row(child)),
    ]


def _compared_in_full(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    told = connection.sql(f"explain (format json) {sql}").fetchall()[0][1]
    conditions = [found for plan in json.loads(told) for found in _outer_joins_row_by_row(plan)]
    return [condition for condition in conditions if EQUAL_COLUMNS.search(condition)]


def test_no_left_join_of_a_model_compares_all_rows_with_all(built: Project) -> None:
    """A condition on the left side alone, or one that is no comparison, and DuckDB drops the keys beside it.

    Such a join grows with the square of the filings; in an inner join the same condition does no harm.
    """
    with duckdb.connect() as connection:
        connection.execute("create table cloth (mill int, day int); create table yarn (mill int, day int)")
        join = "select * from cloth left join yarn on cloth.mill = yarn.mill"
        assert _compared_in_full(connection, f"{join} and (cloth.day is null or cloth.day > yarn.day)")
        assert not _compared_in_full(connection, f"{join} and cloth.day > yarn.day")
    models = sorted((built.folder / "target/compiled/tieout/models").rglob("*.sql"))
    models = [path for path in models if not path.parent.name.endswith(".yml")]
    assert len(models) > 100
    with duckdb.connect(built.published, read_only=True) as connection:
        found = {path.stem: _compared_in_full(connection, path.read_text()) for path in models}
    assert {model: conditions for model, conditions in found.items() if conditions} == {}
