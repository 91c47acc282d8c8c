# Kizashi: `make run` to see it, `make test` to check it. Both set themselves up.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SAMPLE := examples/pottery

.PHONY: run coach test test-slow lint format bench bench-replies bench-reading bench-governance bench-recall clean help

help:
	@echo "make run               start Kizashi on the sample business"
	@echo "make coach             open the terminal coach on it (in a second terminal)"
	@echo "make test              the whole suite, browser and terminal included"
	@echo "make test-slow         the slow suites (crashes, load)"
	@echo "make lint              formatting, style, types, floors of the house"
	@echo "make bench             speed, as a table and JSON"
	@echo "make bench-replies     are the replies worth signing?"
	@echo "make bench-reading     how well does the Listener read?"
	@echo "make bench-governance  what does the Reviewer catch, and what does it stop wrongly?"
	@echo "make bench-recall      does memory bring back the right lines?"

$(VENV)/run.done: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kizashi needs Python 3.11 or newer.")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.done: requirements-dev.lock $(VENV)/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

run: $(VENV)/run.done
	$(BIN)/kizashi --home $(SAMPLE) init --yes
	$(BIN)/kizashi --home $(SAMPLE) learn
	$(BIN)/kizashi --home $(SAMPLE) serve

coach: $(VENV)/run.done
	$(BIN)/kizashi --home $(SAMPLE) coach

test: $(VENV)/dev.done
	$(BIN)/python -m pytest -m "not slow"

test-slow: $(VENV)/dev.done
	$(BIN)/python -m pytest -m slow

lint: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.done
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.done
	$(BIN)/python -m bench.speed

bench-replies: $(VENV)/dev.done
	$(BIN)/python -m bench.replies

bench-reading: $(VENV)/dev.done
	$(BIN)/python -m bench.reading

bench-governance: $(VENV)/dev.done
	$(BIN)/python -m bench.governance

bench-recall: $(VENV)/dev.done
	$(BIN)/python -m bench.recall

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
