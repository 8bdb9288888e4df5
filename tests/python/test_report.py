"""The report in a real browser: what it shows, what it opens, what it loads, and what it may not run."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from examples import examples
from playwright.sync_api import Browser, Page, sync_playwright
from warehouse import ROOT, Project, run_report

from report import __main__ as command_line
from report import figures, proofs
from report.warehouse import QUERIES

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = ROOT / "build" / "test-artefacts" / "report"
"""Screenshots of the newest run, to be looked at."""

HOSTILE = (
    "<script>window.ran = 1</script>",
    "</script><img src=x onerror='window.ran = 1'>",
    "=1+1",
    "אבג 12 דהו (34)",
    "W" * 500,
    "a & b \" ' ` ${window.ran = 1}",
)


@pytest.fixture(scope="module")
def report(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report on the committed filings."""
    folder = tmp_path_factory.mktemp("report")
    done = run_report(built.published, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, started once."""
    if CHROMIUM is None:
        assert "TIEOUT_NEEDS_BROWSER" not in os.environ, "no Chromium on this machine"
        pytest.skip(
            "no Chromium on this machine: install it (Debian: apt-get install chromium) to test the report"
        )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield running
        running.close()


def test_every_family_of_identities_has_a_title() -> None:
    """Here and on the results page; the rules of the committed filings need not use them all."""
    with (ROOT / "seeds/reference/identities.csv").open(newline="") as file:
        families = {row["family"] for row in csv.DictReader(file)}
    assert families <= proofs.FAMILIES.keys()
    template = (ROOT / "plugins/results_page.html.j2").read_text(encoding="utf-8")
    assert families <= set(re.findall(r"^    '([A-Z])': \(", template, re.MULTILINE))


class Opened:
    """A page opened from disk without a network, and all it said and asked for."""

    def __init__(self, browser: Browser, file: Path, width: int = 1440, scheme: Any = "light") -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
        )
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())
        self.ready()

    def ready(self) -> None:
        """Wait until the charts of the newest pick are drawn."""
        self.page.wait_for_selector("html[data-ready], html:not(:has(script#data))", timeout=30_000)

    def pick(self, kind: str | None = None, currency: str | None = None, period: str | None = None) -> None:
        """Choose as a reader does."""
        for name, value in (("kind", kind), ("currency", currency)):
            if value is not None:
                self.page.check(f"input[name={name}][value={value}]", force=True)
        if period is not None:
            self.page.select_option("#pick-period", period)
        self.ready()

    def table(self, chart: str) -> list[list[str]]:
        """The figures below a chart: the head, then the rows."""
        rows: list[list[str]] = self.page.eval_on_selector(
            f"[data-chart={chart}] table",
            "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))",
        )
        return rows

    def close(self) -> None:
        """Close it; nothing may have been logged or asked for but the file itself."""
        self.page.context.close()
        assert self.said == []
        assert len(self.asked) == 1, self.asked


@pytest.fixture
def issuer_file(report: Path) -> Path:
    """The page of the only issuer."""
    return next(path for path in report.glob("*.html") if path.name != "index.html")


# What it shows


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (768, "dark"), (390, "light"), (390, "dark")])
def test_it_renders_at_any_width_without_an_error_or_a_request(
    browser: Browser, issuer_file: Path, width: int, scheme: str
) -> None:
    opened = Opened(browser, issuer_file, width, scheme)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.page.locator(".chart svg").count() == opened.page.locator(".chart").count()
    wider = opened.page.eval_on_selector_all(
        ".chart svg", "all => all.filter(svg => svg.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert wider == 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    opened.page.screenshot(path=PICTURES / f"issuer-{width}-{scheme}.png", full_page=True)
    opened.close()


def test_the_index_leads_to_the_issuer(browser: Browser, report: Path) -> None:
    opened = Opened(browser, report / "index.html")
    opened.page.screenshot(path=PICTURES / "index.png")
    assert opened.page.locator("tbody tr").count() == 1
    opened.page.click("tbody a")
    opened.page.wait_for_selector("html[data-ready]")
    assert opened.said == []
    opened.page.context.close()


def test_the_picks_choose_what_the_charts_show(browser: Browser, issuer_file: Path, built: Project) -> None:
    """Every combination of picks, each figure of three charts against the marts, written by this test."""
    opened = Opened(browser, issuer_file)
    seen = set()
    for kind, currency in product(("quarter", "half", "year", "trailing"), ("CNY", "USD")):
        opened.pick(kind=kind, currency=currency)
        shown = currency if currency in _revenue(built, kind) else "CNY"
        assert _cells(opened.table("revenue")) == _revenue(built, kind)[shown], (kind, currency)
        assert shown in opened.page.inner_text("[data-chart=revenue] .unit")
        assert (shown == currency) == (
            "Not presented in" not in opened.page.inner_text("[data-chart=revenue]")
        )
        assert _cells(opened.table("margins")) == _margins(built, kind)
        seen.add(opened.page.inner_html("[data-chart=revenue] .plot"))
    assert len(seen) >= 6
    opened.close()


def test_the_bridge_follows_the_period(browser: Browser, issuer_file: Path, built: Project) -> None:
    opened = Opened(browser, issuer_file)
    opened.pick(kind="half")
    for period in opened.page.eval_on_selector_all("#pick-period option", "all => all.map(one => one.value)"):
        opened.pick(period=period)
        steps = built.query(
            "select label, effect from marts.non_gaap_bridges where period_id = ? and currency = 'CNY' "
            "and measure_id in ('adjusted_net_income', 'adjusted_ebitda') "
            "and not (measure_id = 'adjusted_ebitda' and role = 'start') order by identity_id, step",
            period,
        )
        assert opened.table("bridge") == [[label, _millions(effect)] for label, effect in steps]
        assert len(steps) > 8
    opened.close()


def test_every_figure_of_the_statements_is_a_fact(
    browser: Browser, issuer_file: Path, built: Project
) -> None:
    facts = {
        (label, period, currency): _written(value, unit)
        for label, period, currency, value, unit in built.query(
            "select label, fiscal_period || ' ' || fiscal_year, currency, value, facts.unit "
            "from marts.fct_facts as facts join marts.dim_line_item using (line_item_id) "
            "join marts.dim_fiscal_period using (issuer_id, period_id) "
            "where start_date is not null and period_kind <> 'trailing' "
            "union all "
            "select label, period_id, currency, value, facts.unit "
            "from marts.fct_facts as facts join marts.dim_line_item using (line_item_id) "
            "where start_date is null"
        )
    }
    opened = Opened(browser, issuer_file)
    shown = 0
    for kind, currency in product(("quarter", "half", "year"), ("CNY", "USD")):
        opened.pick(kind=kind, currency=currency)
        for label, period, in_currency, text in opened.page.evaluate(SHOWN_CELLS):
            fact = facts.get((label, period, in_currency)) or facts.get((label, period, None))
            assert fact == text, (label, period, in_currency, text)
            shown += 1
    assert shown > 700
    opened.close()


def test_the_marks_are_the_verdicts_of_the_build(browser: Browser, issuer_file: Path, built: Project) -> None:
    counts = built.query(
        "select identities_exact, identities_rounding, identities_failed, "
        "identities_blocked + identities_not_testable from marts.build_info"
    )[0]
    text = dict(
        built.query("select verdict, count(*) from marts.tie_outs where what = 'prose' group by verdict")
    )
    opened = Opened(browser, issuer_file)
    for verdict, of_identities, of_text in zip(
        ("exact", "rounding", "failed", "untested"),
        counts,
        ("TIES", "ROUNDING", "DIFFERS", "NOT_COMPUTABLE"),
        strict=True,
    ):
        marks = opened.page.locator(f"#marks .mark.{verdict}").count()
        assert marks == of_identities + text.get(of_text, 0), verdict
    opened.close()


# What stands behind a figure


def test_a_figure_opens_the_cells_it_was_printed_in(
    browser: Browser, issuer_file: Path, built: Project
) -> None:
    value, cells = built.query(
        "select value, input_fact_ids from marts.fct_facts "
        "where line_item_id = 'total_revenues' and period_id = '2023H1' and currency = 'CNY'"
    )[0]
    printings = built.query(
        "select filing_id, source_line, source_column, cell_text from marts.fct_reported_facts "
        f"where fact_id in ({', '.join(['?'] * len(cells.split()))})",
        *cells.split(),
    )
    opened = Opened(browser, issuer_file)
    opened.pick(kind="half")
    button = opened.page.locator("tr:has(bdi:text-is('Total revenues')) button:visible").nth(2)
    button.focus()
    opened.page.keyboard.press("Enter")
    dialog = opened.page.locator("dialog[open]")
    said = dialog.inner_text()
    assert f"CNY {int(value):,}" in said
    for filing_id, line, column, cell_text in printings:
        row = dialog.locator("tbody tr", has_text=f"line {line}, cell {column}").first.inner_text()
        assert filing_id in row
        assert cell_text in row
    assert dialog.locator("tbody tr").count() == len(printings)
    opened.page.screenshot(path=PICTURES / "source.png")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("dialog[open]").count() == 0
    assert button.evaluate("button => button === document.activeElement")
    opened.close()


def test_a_mark_is_reached_and_opened_with_the_keyboard(browser: Browser, issuer_file: Path) -> None:
    opened = Opened(browser, issuer_file)
    row = opened.page.locator(".marks[aria-label$='Translation']").first
    assert row.locator("[tabindex='0']").count() == 1
    row.locator("[tabindex='0']").focus()
    opened.page.keyboard.press("End")
    opened.page.keyboard.press("Home")
    for _ in range(
        row.locator(".mark.failed").first.evaluate("mark => [...mark.parentNode.children].indexOf(mark)")
    ):
        opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("Enter")
    said = opened.page.locator("dialog[open]").inner_text()
    assert "does not tie" in said
    assert "gap" in said
    assert re.search(r"line \d+, cell \d+", said)
    opened.close()


# What it may not do


def test_text_of_a_filing_is_only_ever_text(built: Project, browser: Browser, tmp_path: Path) -> None:
    database = tmp_path / "hostile.duckdb"
    shutil.copy(built.published, database)
    with duckdb.connect(str(database)) as connection:
        texts = [("fct_reported_facts", "cell_text"), ("fct_reported_facts", "printed_label")]
        texts += [
            ("dim_filing", "title"),
            ("dim_filing", "form"),
            ("dim_issuer", "name"),
            ("dim_issuer", "tickers"),
        ]
        texts += [
            ("dim_line_item", "label"),
            ("fct_identity_results", "explanation"),
            ("fct_identity_results", "name"),
        ]
        texts += [("tie_outs", "subject"), ("tie_outs", "figure_text"), ("restatements", "first_cell_text")]
        texts += [("revenue_mix", "label"), ("ageing", "label"), ("non_gaap_bridges", "label")]
        connection.execute("create temp table hostile (place bigint, said varchar)")
        connection.executemany("insert into hostile values (?, ?)", list(enumerate(HOSTILE)))
        for table, column in texts:
            connection.execute(
                f"update marts.{table} set {column} = hostile.said || coalesce({column}, '') from hostile "
                f"where hostile.place = marts.{table}.rowid % {len(HOSTILE)}"
            )
    assert run_report(database, tmp_path / "report").returncode == 0
    for file in sorted((tmp_path / "report").glob("*.html")):
        opened = Opened(browser, file, width=390)
        assert opened.page.evaluate("window.ran") is None
        assert opened.page.locator("img").count() == 0
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
        if file.name != "index.html":
            page = opened.page.inner_text("body") + opened.page.evaluate("document.title")
            for text in HOSTILE[:1]:
                assert text in page
            opened.page.locator("table.figures button:visible").first.click()
            assert opened.page.locator("dialog[open]").evaluate(
                "one => one.scrollWidth <= one.clientWidth + 1"
            )
            opened.page.screenshot(path=PICTURES / "hostile.png")
        opened.close()


def test_no_script_runs_but_its_own(browser: Browser, issuer_file: Path, tmp_path: Path) -> None:
    """The content policy holds even where something were not escaped."""
    page = issuer_file.read_text().replace("<h2>Overview", "<script>window.ran = 1</script><h2>Overview", 1)
    (tmp_path / "tampered.html").write_text(page)
    opened = Opened(browser, tmp_path / "tampered.html")
    assert opened.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in said for said in opened.said)
    opened.page.context.close()


def test_it_prints(browser: Browser, issuer_file: Path) -> None:
    opened = Opened(browser, issuer_file)
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".picks").is_visible()
    assert opened.page.locator("[data-chart=revenue] svg").is_visible()
    PICTURES.mkdir(parents=True, exist_ok=True)
    printed = opened.page.pdf(path=PICTURES / "issuer.pdf", format="A4")
    assert 3 < len(re.findall(rb"/Type\s*/Page\b", printed)) < 40
    opened.close()


def test_colours_can_be_told_from_the_paper() -> None:
    """WCAG 2: text at 4.5 to 1, parts of charts at 3 to 1, in light and dark."""
    css = (ROOT / "report/templates/report.css").read_text()
    for scheme in re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]:
        colours = dict(re.findall(r"--([\w-]+): (#\w+)", scheme))
        for name in ("ink", "soft", "accent"):
            assert _contrast(colours[name], colours["paper"]) >= 4.5, name
            assert _contrast(colours[name], colours["band"]) >= 4.5, name
        for name in [key for key in colours if key.startswith("series")] + [
            "result",
            "adds",
            "deducts",
            "focus",
        ]:
            assert _contrast(colours[name], colours["paper"]) >= 3, name


# How it is made


@pytest.mark.parametrize("query", sorted(path.stem for path in QUERIES.glob("*.sql")))
def test_the_rows_of_a_query_have_one_order(built: Project, query: str) -> None:
    sql = (QUERIES / f"{query}.sql").read_text(encoding="utf-8")
    rows, _, order = sql.rpartition("\norder by")
    keys = re.sub(r" (desc|asc|nulls (first|last))\b", "", order)
    parameters = {"issuer_id": "kingsoft_cloud"} if "$issuer_id" in sql else None
    with duckdb.connect(str(built.published), read_only=True) as connection:
        if rows:
            tied = f"{rows}\nqualify count(*) over (partition by {keys}) > 1"
            assert connection.execute(tied, parameters).fetchall() == []
        else:
            assert len(connection.execute(sql, parameters).fetchall()) == 1


def test_the_same_file_gives_the_same_pages(built: Project, report: Path, tmp_path: Path) -> None:
    (tmp_path / "of_another_issuer.html").write_text("gone from the warehouse")
    assert run_report(built.published, tmp_path).returncode == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in report.iterdir()
    }
    assert all(path.stat().st_size < 1_000_000 for path in report.iterdir())


def test_what_cannot_be_read_or_written_leaves_the_old_report(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(database: Path, folder: Path) -> str:
        monkeypatch.setattr(sys, "argv", ["report", "--database", str(database), "--to", str(folder)])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        assert capsys.readouterr().out == ""
        said = str(ended.value.code)
        assert said.startswith("error: ")
        assert len(said.splitlines()) == 1
        return said

    old = tmp_path / "report" / "index.html"
    old.parent.mkdir()
    old.write_text("old")
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).close()
    text = tmp_path / "text.duckdb"
    text.write_text("no database")
    for database, why in (
        (tmp_path / "missing.duckdb", "does not exist; run `make build` first"),
        (other, "lacks what the report reads; run `make build` anew"),
        (text, "cannot be opened"),
    ):
        assert why in refused(database, old.parent)
    assert [path.name for path in old.parent.iterdir()] == ["index.html"]
    assert old.read_text() == "old"
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert str(blocked) in refused(built.published, blocked)


def test_a_page_reads_what_its_exposure_declares() -> None:
    declared = {
        exposure["name"]: {
            re.fullmatch(r"ref\('(\w+)'\)", needed)[1]  # type: ignore[index]
            for needed in exposure["depends_on"]
        }
        for exposure in yaml.safe_load((ROOT / "models/exposures.yml").read_text())["exposures"]
    }
    read: dict[str, set[str]] = {"superset_dashboard": declared["superset_dashboard"]}
    for query in sorted((ROOT / "report/queries").glob("*.sql")):
        page = query.stem.split("__")[0] if "__" in query.stem else "frame"
        read.setdefault(f"report_{page}", set()).update(_marts_read(query.read_text()))
    for example in examples("docs/questions.md"):
        read.setdefault("ten_questions", set()).update(_marts_read(example.sql))
    assert read == declared
    assert _marts_read("with a as (select 1) select * from a, marts.x where exists (from marts.y)") == {
        "x",
        "y",
    }
    for undeclared in ("select * from raw.raw_cells", "select * from raw_cells"):
        with pytest.raises(AssertionError, match="no mart"):
            _marts_read(undeclared)


def test_figures_are_written_as_statements_print_them() -> None:
    amounts = {
        ("1234567890", "currency"): "1,234.6",
        ("-1250000", "currency"): "(1.3)",
        ("0", "currency"): "–",
        ("-40000", "currency"): "(0.0)",
        ("-0.105", "per_share"): "(0.105)",
        ("12345", "persons"): "12,345",
        ("10", "count"): "10",
        ("2660", "per_unit"): "2,660.00",
        ("-1.314", "ratio"): "(1.31)",
        ("10.46", "count"): "10.5",
        ("-0.0935", "percent"): "−9.4%",
        ("3000000", "shares"): "3.0",
    }
    assert {key: figures.amount(Decimal(key[0]), key[1]) for key in amounts} == amounts
    assert figures.amount(None, "currency") == ""
    exact = {
        ("1891780000.000000", "currency", "CNY"): "CNY 1,891,780,000",
        ("-0.100000", "per_share", "CNY"): "CNY −0.1 per share",
        ("2660.500000", "per_unit", "USD"): "USD 2,660.5 a unit",
        ("100.000000", "shares", None): "100 shares",
        ("-0.093000", "percent", None): "−9.3000%",
    }
    assert {key: figures.exact(Decimal(key[0]), key[1], key[2]) for key in exact} == exact
    assert figures.exact(None, "currency", "CNY") == "no value"
    assert figures.percent(None) == ""


SHOWN_CELLS = """
() => [...document.querySelectorAll('table.figures')].filter(table => table.offsetParent).flatMap(table => {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows].filter(row => row.offsetParent && row.className !== 'section');
  return rows.flatMap(row =>
    [...row.cells].slice(1).map((cell, at) => [cell, heads[at + 1]])
      .filter(([cell]) => cell.offsetParent && cell.hasChildNodes())
      .map(([cell, head]) => [row.cells[0].textContent, head.firstChild.textContent, head.dataset.c,
        cell.firstChild.firstChild.textContent]));
})
"""


def _marts_read(sql: str) -> set[str]:
    parsed = duckdb.execute("select json_serialize_sql(?)", [sql]).fetchone()
    assert parsed is not None
    tree = json.loads(parsed[0])
    assert not tree["error"], tree
    steps = {entry["key"] for node in _nodes(tree) for entry in node.get("map", ())}
    found = set()
    for node in _nodes(tree):
        if node.get("type") == "BASE_TABLE" and (node["schema_name"] or node["table_name"] not in steps):
            assert node["schema_name"] == "marts", f"no mart: {node['schema_name']}.{node['table_name']}"
            found.add(node["table_name"])
    return found


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _nodes(value)


def _cells(table: list[list[str]]) -> dict[tuple[str, str], str]:
    """(row, column) of a table of figures -> text, without the blank ones."""
    head, *rows = table
    return {(row[0], x): text for row in rows for x, text in zip(head[1:], row[1:], strict=True) if text}


def _millions(value: Decimal) -> str:
    if value == 0:
        return "–"
    text = f"{(abs(value) / 1_000_000).quantize(Decimal('0.1'), ROUND_HALF_UP):,}"
    return f"({text})" if value < 0 else text


def _written(value: Decimal, unit: str) -> str:
    if unit == "per_share" and value:
        text = f"{abs(value).quantize(Decimal('0.001'), ROUND_HALF_UP)}"
        return f"({text})" if value < 0 else text
    return _millions(value)


LABEL = (
    "case fiscal.period_kind when 'trailing' then '12m to ' || strftime(facts.end_date, '%Y-%m') "
    "else fiscal.fiscal_period || ' ' || fiscal.fiscal_year end"
)


def _revenue(built: Project, kind: str) -> dict[str, dict[tuple[str, str], str]]:
    found: dict[str, dict[tuple[str, str], str]] = {}
    for currency, label, period, value in built.query(
        f"select facts.currency, items.label, {LABEL}, facts.value "
        "from marts.fct_facts as facts join marts.dim_line_item as items using (line_item_id) "
        "join marts.dim_fiscal_period as fiscal using (issuer_id, period_id) "
        "where items.section = 'revenues' and fiscal.period_kind = ?",
        kind,
    ):
        found.setdefault(currency, {})[label, period] = _millions(value)
    return found


def _margins(built: Project, kind: str) -> dict[tuple[str, str], str]:
    names = {
        "gross_margin": "Gross margin",
        "operating_margin": "Operating margin",
        "net_margin": "Net margin",
        "adjusted_ebitda_margin": "Adjusted EBITDA margin",
    }
    found = {}
    for period, *values in built.query(
        f"select {LABEL}, {', '.join(names)} from marts.margins as facts "
        "join marts.dim_fiscal_period as fiscal using (issuer_id, period_id) where fiscal.period_kind = ?",
        kind,
    ):
        for name, value in zip(names.values(), values, strict=True):
            percent = (Decimal(str(value)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
            found[name, period] = f"{percent}%".replace("-", "−")
    return found


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
