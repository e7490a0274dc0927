# Two commands on a fresh machine: `make run` and `make test`. Everything they need they bring along.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
SCREEN := $(or $(DISPLAY),$(WAYLAND_DISPLAY))

.DEFAULT_GOAL := run
.PHONY: run test lint bench bundle clean

run: $(READY)
ifeq ($(SCREEN),)
	@echo "沒有螢幕：把每一張表單與每一頁畫面輸出到 out/"
	@QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/show_without_screen.py out
else
	$(BIN)/isms-desktop practice
endif

test: lint
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

# The frozen program in dist/, checked and tested by itself; see packaging/README.md.
bundle: $(READY)
	$(BIN)/python packaging/bundle.py

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml packaging/system_libraries.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上：$$($(PYTHON) --version)"; exit 1; }
	bash packaging/system_libraries.sh
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $(READY)
