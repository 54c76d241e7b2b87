# One command for all checks: `make check`. BIN is where the environment's programs are.
BIN ?= .venv/bin

.PHONY: check lint types generated test setup

check: lint types generated test

setup:
	python3 -m venv .venv
	$(BIN)/pip install -q -e ".[dev]"

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types:
	$(BIN)/mypy

# Files that a script makes from others must not drift from them.
generated:
	$(BIN)/python scripts/forms.py --check
	$(BIN)/python scripts/commands_doc.py --check
	$(BIN)/python scripts/questions_doc.py --check

test:
	$(BIN)/python -m pytest -q
