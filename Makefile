# All that one does with Newsroom. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
DUMPS ?= tests/dumps/archive
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
# A demo of other dumps is another newsroom, so each has a folder of its own.
DEMO := VAR_DIR="var/demo/$(notdir $(abspath $(DUMPS)))" SITE_NAME=云港新闻
SOURCES := newsroom articles people tests docs manage.py

.DEFAULT_GOAL := help
.PHONY: help setup demo serve worker test test-sqlite test-postgresql check audit format accuracy bench bench-wagtail screenshots lock

help:  ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/dev  ## Make .venv with everything for work on Newsroom

demo: .venv/base  ## Import sample dumps and serve them; DUMPS=PATH takes others
	@$(DEMO) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO) $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@$(DEMO) $(BIN)/python manage.py createdemo "$(DUMPS)" --address http://$(HOST):$(PORT)
	@trap 'kill $$worker $$server 2>/dev/null' EXIT; trap exit INT TERM; \
	$(DEMO) $(BIN)/python manage.py worker >/dev/null & worker=$$!; \
	$(DEMO) $(BIN)/granian --interface wsgi --no-ws --blocking-threads 2 \
		--host $(HOST) --port $(PORT) newsroom.wsgi:application & server=$$!; \
	wait $$server

serve: .venv/base  ## Serve the site as in production; WORKERS=N processes, HOST, PORT
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@exec $(BIN)/granian --interface wsgi --no-ws --workers $(WORKERS) --blocking-threads 2 --respawn-failed-workers \
		--host $(HOST) --port $(PORT) newsroom.wsgi:application

worker: .venv/base  ## Do what waits in the background: imports, undos, releases; several may run at once
	@exec $(BIN)/python manage.py worker

test: test-sqlite test-postgresql  ## Run all tests, on SQLite and on PostgreSQL

test-sqlite: .venv/dev  ## Run all tests on SQLite
	TEST_DATABASE=sqlite $(BIN)/pytest

test-postgresql: .venv/dev  ## Run all tests on PostgreSQL; TEST_DATABASE_URL names another server
	TEST_DATABASE=postgresql $(BIN)/pytest

check: .venv/dev  ## Check style, types, imports between rooms, safety, migrations, deployment settings
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	@# It warns of each line that says why it is as it is; what it finds it prints all the same.
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive newsroom articles people 2>/dev/null
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py lintmigrations --quiet ok ignore --settings tests.linting
	$(BIN)/python manage.py check --deploy --fail-level WARNING

audit: .venv/dev  ## Look for known faults in what is pinned; asks a service on the internet
	$(BIN)/pip-audit --strict --disable-pip --requirement requirements.txt

format: .venv/dev  ## Put all Python into one form
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

accuracy: .venv/dev  ## Measure how well invented dumps are read; one set of them is held out
	$(BIN)/python -m tests.pagedump.accuracy practice rehearsal handwritten unseen

bench: .venv/dev  ## Measure everything and write var/bench/report.md; SCALE=N articles; needs wrk and nginx
	@rm -rf var/bench
	@for part in $(BENCHES); do echo; $(BIN)/python -m tests.bench$${part%%/*} $${part#*/} || failed=1; done; \
	$(BIN)/python -m tests.bench.report; exit $${failed:-0}

bench-wagtail: .venv/dev var/wagtail/ready  ## Measure Wagtail too, in an environment of its own
	WAGTAIL=var/wagtail/bin/python $(BIN)/python -m tests.bench.served sqlite
	$(BIN)/python -m tests.bench.report

screenshots: .venv/dev  ## Take the README's pictures anew (needs Chromium)
	$(BIN)/python docs/screenshots.py

lock: .venv/dev  ## Pin the newest versions that requirements*.in allow, with hashes
	$(BIN)/pip-compile $(COMPILE) --output-file requirements.txt requirements.in
	$(BIN)/pip-compile $(COMPILE) --output-file requirements-dev.txt requirements-dev.in

# Nothing about where packages come from is written: that is each machine's own affair.
COMPILE := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

# Each benchmark with its database: a module of tests.bench, "/", what it is told.
BENCHES := / .archives/sqlite .archives/postgresql .desk/sqlite .desk/postgresql .growth/sqlite .growth/postgresql \
	.load/sqlite .load/postgresql .search/sqlite .search/postgresql .served/sqlite .served/postgresql \
	.sockets/sqlite .sockets/postgresql

var/wagtail/ready: tests/bench/wagtail/requirements.txt
	$(PYTHON) -m venv var/wagtail
	var/wagtail/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

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
