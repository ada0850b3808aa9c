# The commands of the project; each works from a bare checkout with Python 3.11 or newer.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run dev test assure check bench bench-xl screenshots assets format lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## everything, then the portal on http://localhost:8000/ (another port: PORT=8001 make run)
	@exec $(PYTHON) bin/setup run

dev: ## the same with reload and debug pages
	@exec $(PYTHON) bin/setup dev

test: tools ## the whole suite on SQLite and PostgreSQL, with a browser (half an hour on 2 cores)
	@exec .venv/bin/python bin/test

assure: tools ## the full numbers of every promise on both databases (an hour and a quarter on 2 cores)
	@exec .venv/bin/python bin/test --assure

check: tools ## formatters, linters, types, architecture tests
	@exec bin/check

bench: tools ## how quick it is: sizes S to L, results in bench/results.md
	@exec .venv/bin/python -m bench

bench-xl: tools ## how it grows: size XL and the exponents
	@exec .venv/bin/python -m bench --xl

screenshots: tools ## each page in its states, into docs/ and var/screenshots/
	@exec .venv/bin/python -m tests.screenshots

assets: tools ## style sheets and script anew after a change (make dev does not watch them)

format: tools ## put the Python code into its usual form
	@.venv/bin/ruff check --fix --select I .
	@.venv/bin/ruff format .

lock: tools ## write the lock files anew from the direct pins
	@exec bin/lock

clean: ## remove what was built (not var/, where the data is)
	rm -rf .venv node_modules static/build var/test

.PHONY: tools
tools:
	@$(PYTHON) bin/setup tools
