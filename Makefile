# Evenhand. `make help` lists what can be made; everything else says what it does as it goes.
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo
EDITION := ice-2011-11-17
DAY := 2012-01-13

.DEFAULT_GOAL := help
.PHONY: help setup demo check test test-release bench pins clean

help: ## List what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | sort | expand -t 16

setup: .venv/ready ## Make .venv with all that is needed

.venv/ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Evenhand needs Python 3.11 or later; say make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready

demo: setup ## Make the pilot docket, screen it, explain a case; then a small folder in the courts' public format
	@BIN=$(BIN) sh scripts/demo.sh $(DEMO) $(EDITION) $(DAY)

check: setup ## Format, lint, types, import contracts and fast tests: a minute
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -q -n auto -m "not slow"

test: setup ## Every proof once: about 15 minutes on 2 cores
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -q -n auto --cov --cov-report=term --cov-fail-under=95

test-release: setup ## Every proof in full: within 90 minutes
	EVENHAND_PROFILE=release $(MAKE) test

bench: setup .venv-bench/ready ## Measure speed against named rivals and limits, and rewrite docs/benchmarks.md
	$(BIN)/python -m benchmarks.screening --write docs/benchmarks.md

.venv-bench/ready: requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/bench.txt
	@touch .venv-bench/ready

pins: setup ## Compile requirements/*.txt anew from pyproject.toml, with hashes
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --output-file requirements/dev.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra bench --output-file requirements/bench.txt pyproject.toml

clean: ## Remove what was made, and the environments
	rm -rf .venv .venv-bench $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
