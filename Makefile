# make build: install, run dbt build, publish tieout.duckdb, write the report.   make test: install what tests need, run them all.
# The unit tests of SQL test the code and not the data: make test runs them, make build does not.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: build report test lint lint-python lint-sql docs questions bench mutate lock clean

build: .venv/.installed
	$(BIN)/dbt build --exclude-resource-type unit_test
	$(BIN)/python -m report

report: .venv/.installed
	$(BIN)/python -m report

test: .venv/.installed-dev
	$(MAKE) -j 2 lint
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: lint-python lint-sql

lint-python: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lint-sql: .venv/.installed-dev
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 models

# One file, opened by double click: target/static_index.html
docs: .venv/.installed
	$(BIN)/dbt docs generate --static

# Rewrite the outputs of the queries in README.md and docs/questions.md from the published file.
questions: .venv/.installed
	$(BIN)/python tests/python/examples.py

bench: .venv/.installed
	$(BIN)/python tests/bench/build_time.py

mutate: .venv/.installed
	$(BIN)/python tests/bench/mutate.py

# Resolve the pinned versions anew; the files hold versions and hashes, no addresses.
lock: .venv/.installed-dev
	for group in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras \
			--generate-hashes --no-emit-index-url --no-header --upgrade $$group.in -o $$group.txt || exit 1; \
	done

clean:
	rm -rf build target logs tieout.duckdb tieout.duckdb.wal

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "error: no python3.11 or python3 on this machine; install Python 3.11" >&2; exit 1; }
	"$(PYTHON)" -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	$(PIP) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(PIP) -r requirements-dev.txt
	@touch $@
