# Each target works alone on a fresh clone: it makes the virtual environment that it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -q

.PHONY: demo test check quality bench train format clean help

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("expected Python 3.11 or newer, saw %d.%d: make PYTHON=python3.11 ..." % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(BIN)/python pyproject.toml hatch_build.py
	$(PIP) -e .
	@touch $@

$(VENV)/.tests: $(VENV)/.runtime
	$(PIP) -e '.[test]'
	@touch $@

$(VENV)/.training: $(VENV)/.tests
	$(PIP) -e '.[train,teacher]'
	@touch $@

demo: $(VENV)/.runtime ## the brief of the sample reports
	@$(BIN)/dragoman brief samples

test: $(VENV)/.tests ## every test
	$(BIN)/python -m pytest

check: $(VENV)/.tests ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.tests ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

quality: $(VENV)/.tests ## score the reader and the ledger; fails below quality/floors.json
	$(BIN)/python -m quality

bench: $(VENV)/.tests ## sentences a second and peak memory of the reader, start-up times
	$(BIN)/python -m quality.bench

train: $(VENV)/.training ## train a teacher and the reader that learns from it (over two hours on two cores), and export the reader into the package
	$(BIN)/python -m training.train --out runs/teacher --encoder mpnet --frozen 6 --epochs 9 --rate 8e-5
	$(BIN)/python -m training.distil runs/teacher runs/taught.pickle
	$(BIN)/python -m training.train --out runs/reader --taught runs/taught.pickle
	$(BIN)/python -m training.export runs/reader
	$(BIN)/python -m training.calibrate src/dragoman/neural/model

clean: ## remove what the targets above made
	rm -rf $(VENV) runs build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
