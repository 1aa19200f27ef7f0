# Two commands do everything: `make run` starts the chat page, `make test` runs every test.
# On Linux without a GPU, `make run TORCH_INDEX=URL` takes PyTorch from its CPU-only index (README).

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint requirements.lock

.PHONY: run test lint eval clean help

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /'

run: $(VENV)/installed ## install what is needed, bring the index up to date, start the chat page
	@$(BIN)/ask97112 ingest
	@$(BIN)/python -m page.serve

test: $(VENV)/installed-dev ## the whole test suite
	@$(BIN)/python -m pytest

lint: $(VENV)/installed-dev ## style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

eval: $(VENV)/installed-dev ## run the evaluation sets and write evals/results
	@$(BIN)/ask97112 ingest
	@$(BIN)/ask97112 eval

clean: ## remove what was made: environment, index, caches
	rm -rf $(VENV) index-data .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=…"; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { echo "That Python cannot make environments: on Debian, apt install python3-venv"; exit 1; }

$(VENV)/installed: pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing the locked dependencies (minutes the first time)"
	@$(if $(TORCH_INDEX),$(PIP) torch --index-url $(TORCH_INDEX))
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing what the tests need"
	@$(PIP) --editable '.[dev]'
	@touch $@
