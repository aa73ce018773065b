# Each target works alone on a fresh clone: it makes the virtual environment that it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -q

.PHONY: demo serve web browser test check quality bench train further format clean help

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

$(VENV)/.serving: $(VENV)/.runtime
	$(PIP) -e '.[serve]'
	@touch $@

# The page is built where Node 20 or newer and npm are there, and is not needed for anything but seeing it.
STATIC := src/dragoman/publish/web/static
NODE := $(shell command -v node 2>/dev/null && command -v npm >/dev/null 2>&1 && node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null && echo yes)

$(STATIC)/index.html: $(shell find web -type f -not -path 'web/node_modules/*' 2>/dev/null)
ifeq ($(lastword $(NODE)),yes)
	cd web && npm ci --silent && npm run --silent build
else
	@echo 'the page is not built: it needs Node 20 or newer with npm (apt-get install nodejs npm); all else works without it' >&2
endif

$(VENV)/.training: $(VENV)/.tests
	$(PIP) -e '.[train,teacher]'
	@touch $@

demo: $(VENV)/.runtime ## the brief of the sample reports
	@$(BIN)/dragoman brief samples

$(VENV)/.browser: $(VENV)/.tests
	$(PIP) -e '.[browser]'
	@touch $@

browser: $(VENV)/.browser ## what tests of the page in a browser need beside Chromium

web: $(STATIC)/index.html ## build the page (needs Node 20 or newer)

LEDGER ?= build/samples.db
PORT ?= 8000

build/samples.db: $(VENV)/.runtime
	@mkdir -p build
	@$(BIN)/dragoman add samples --ledger $@

serve: $(VENV)/.serving $(STATIC)/index.html $(LEDGER) ## the page and the interface of a ledger: make serve LEDGER=FILE PORT=N
	@$(BIN)/dragoman serve --ledger $(LEDGER) --port $(PORT)

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
	$(BIN)/python -m training.train --out runs/teacher --encoder mpnet --frozen 6 --epochs 7 --rate 8e-5
	$(BIN)/python -m training.distil runs/teacher runs/taught.pt
	$(BIN)/python -m training.train --out runs/student --taught runs/taught.pt --epochs 10
	$(BIN)/python -m training.train --out runs/reader --start runs/student --epochs 3 --rate 6e-5
	$(BIN)/python -m training.export runs/reader
	$(BIN)/python -m training.calibrate src/dragoman/neural/model

further: $(VENV)/.training ## go on from the shipped model with all annotations there are (two hours), much as versions 4 and 5 were made
	$(BIN)/python -m training.recover runs/shipped
	$(BIN)/python -m training.train --out runs/before --start runs/shipped --parts 2 --epochs 7 --vary 0.35 --rate 1.2e-4 --seed 11
	$(BIN)/python -m training.blend runs/begun runs/before runs/shipped
	$(BIN)/python -m training.train --out runs/further --start runs/begun --parts 2 --epochs 12 --vary 0.3 --rate 1.3e-4 --seed 21
	$(BIN)/python -m training.train --out runs/anew --start runs/begun --parts 3 --epochs 12 --vary 0.3 --rate 1.2e-4 --seed 41
	$(BIN)/python -m training.blend runs/reader runs/further runs/anew
	$(BIN)/python -m training.export runs/reader
	$(BIN)/python -m training.calibrate src/dragoman/neural/model

clean: ## remove what the targets above made
	rm -rf $(VENV) runs build dist web/node_modules $(STATIC) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
