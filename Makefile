# Brygga's doors: `make run` starts it beside its sandbox, `make test` proves it.

PYTHON := .venv/bin/python
MESSAGES := $(patsubst %.po,%.mo,$(wildcard src/brygga/locale/*/LC_MESSAGES/*.po))

.PHONY: run sandbox test check fix bench

run: .venv/run.stamp $(MESSAGES)
	@$(PYTHON) bin/run

sandbox: .venv/run.stamp
	@$(PYTHON) -m sandbox

test: .venv/check.stamp $(MESSAGES)
	$(PYTHON) bin/test

check: .venv/check.stamp $(MESSAGES)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/mypy --scripts-are-modules bin/run bin/test
	$(PYTHON) -m pytest tests/house

bench: .venv/check.stamp
	@$(PYTHON) -m benchmarks.sandbox
	@$(PYTHON) -m benchmarks.brygga

fix: .venv/check.stamp
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

.venv/run.stamp: requirements/run.txt pyproject.toml bin/install
	bin/install run

.venv/check.stamp: requirements/check.txt pyproject.toml bin/install
	bin/install check

%.mo: %.po .venv/run.stamp
	.venv/bin/pybabel compile --statistics --input-file $< --output-file $@
