# All that one does with Newsroom. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
DUMPS ?= tests/dumps/archive
HOST ?= 127.0.0.1
PORT ?= 8000
# A demo of other dumps is another newsroom, so each has a folder of its own.
DEMO := VAR_DIR="var/demo/$(notdir $(abspath $(DUMPS)))" SITE_NAME=云港新闻
SOURCES := newsroom articles people tests docs manage.py

.DEFAULT_GOAL := help
.PHONY: help setup demo worker test test-sqlite test-postgresql check format accuracy bench screenshots lock

help:  ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/dev  ## Make .venv with everything for work on Newsroom

demo: .venv/base  ## Import sample dumps and serve them; DUMPS=PATH takes others
	@$(DEMO) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO) $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@$(DEMO) $(BIN)/python manage.py createdemo "$(DUMPS)" --address http://$(HOST):$(PORT)
	@trap 'kill $$worker $$server 2>/dev/null' EXIT; trap exit INT TERM; \
	$(DEMO) $(BIN)/python manage.py worker >/dev/null & worker=$$!; \
	$(DEMO) $(BIN)/granian --interface wsgi --no-ws --blocking-threads 4 \
		--host $(HOST) --port $(PORT) newsroom.wsgi:application & server=$$!; \
	wait $$server

worker: .venv/base  ## Do what waits in the background: imports, undos, releases; several may run at once
	@exec $(BIN)/python manage.py worker

test: test-sqlite test-postgresql  ## Run all tests, on SQLite and on PostgreSQL

test-sqlite: .venv/dev  ## Run all tests on SQLite
	TEST_DATABASE=sqlite $(BIN)/pytest

test-postgresql: .venv/dev  ## Run all tests on PostgreSQL; TEST_DATABASE_URL names another server
	TEST_DATABASE=postgresql $(BIN)/pytest

check: .venv/dev  ## Check style, types, imports between rooms, migrations, deployment settings
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/dev  ## Put all Python into one form
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

accuracy: .venv/dev  ## Measure how well invented dumps are read; one set of them is held out
	$(BIN)/python -m tests.pagedump.accuracy practice rehearsal handwritten unseen

bench: .venv/dev  ## Measure parsing, importing, suggesting, listing and search; SCALE=N articles for search
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.search sqlite
	$(BIN)/python -m tests.bench.search postgresql

screenshots: .venv/dev  ## Take the README's pictures anew (needs Chromium)
	$(BIN)/python docs/screenshots.py

lock: .venv/dev  ## Pin the newest versions that requirements*.in allow, with hashes
	$(BIN)/pip-compile $(COMPILE) --output-file requirements.txt requirements.in
	$(BIN)/pip-compile $(COMPILE) --output-file requirements-dev.txt requirements-dev.in

# Nothing about where packages come from is written: that is each machine's own affair.
COMPILE := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Newsroom needs Python 3.11 or newer; name one with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/base: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/base
