# Ruimbaan. `make` prints what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
unexport PYTHONDONTWRITEBYTECODE # compiled modules are kept: a next start is a second quicker
PORT ?= 8000
BIN := .venv/bin
PYTHON := $(BIN)/python
# As a module, not by its script: that holds the path of the folder, and a folder may be moved.
FLASK := $(PYTHON) -m flask --app wsgi
PYTEST_ARGS ?=

.PHONY: help run serve test check format bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set everything up and serve the demo on http://127.0.0.1:8000 (PORT=8001 elsewhere)
	@tools/setup.sh run
	@export LMS_MODE=demo LMS_DATA_DIR="$${LMS_DATA_DIR:-var/demo}" LMS_PUBLIC_URL="http://127.0.0.1:$(PORT)"; \
	$(PYTHON) tools/port_is_free.py "$(PORT)" && $(FLASK) demo prepare && \
	exec tools/serve.sh $(PYTHON) "$(PORT)" 2 3

serve: ## Serve for real: settings from the environment, never demo data (docs/operating.md)
	@tools/setup.sh run
	@export LMS_MODE=production; $(PYTHON) tools/port_is_free.py "$(PORT)" serve && $(FLASK) db upgrade >/dev/null && \
	exec tools/serve.sh $(PYTHON) "$(PORT)" "$${WORKERS:-$$(nproc)}" 20

test: ## Run every test on both database engines and in a real browser
	@tools/setup.sh test
	$(PYTHON) -m pytest -n 2 --dist worksteal -q $(PYTEST_ARGS)

check: ## Run the linters, types, import contracts, template and course checks
	@tools/setup.sh test
	$(BIN)/ruff format --check lms tests tools wsgi.py
	$(BIN)/ruff check lms tests tools wsgi.py
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/deptry .
	$(BIN)/vulture
	LMS_MODE=test LMS_DATA_DIR=var/check $(FLASK) courses check

format: ## Put the code in its usual form
	$(BIN)/ruff format lms tests tools wsgi.py
	$(BIN)/ruff check --fix lms tests tools wsgi.py

bench: ## Print benchmark figures as ratios to a bare page; judges nothing
	@tools/setup.sh test
	$(PYTHON) -m tests.bench

lock: ## Renew the locked versions
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean: ## Remove what can be made again (not the data)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache var/check var/test
