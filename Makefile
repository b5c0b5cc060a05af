# One word for each job; people and .ci/run use the same ones. `make help` lists them.
#
#   make run ARGS="school-alarm --agents 200"     another scenario
#   make test ARGS="tests/world -k door"          some of the tests
#   make run PYTHON=python3.13                    another interpreter, before .venv exists

PYTHON ?= python3
VENV ?= .venv
# More than the two cores meant: there is always a worker who waits, for a window, a browser or the wall clock.
WORKERS ?= 3
ARGS ?=

BIN := $(VENV)/bin
PY := $(BIN)/python
OLDEST_PYTHON := 3.11

# A file stays with one worker, so that what its tests share is made once. In their order, for the longest, those of
# cli, come early and those of world, all short, come last.
SHARED_OUT := -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# Stamps: `run` needs only the package, the other words need the tools in the group `dev` as well.
MADE := $(VENV)/.made
READY_TO_RUN := $(VENV)/.ready-to-run
READY_TO_WORK := $(VENV)/.ready-to-work

ORACLE_VENV := .venv-oracle
ORACLE_READY := $(ORACLE_VENV)/.ready

# Every script, that is; what they share has no main. The oracle needs JuPedSim, and the table of alignment needs hours,
# hence words of their own.
BENCHMARKS = $(filter-out benchmarks/jupedsim_oracle.py benchmarks/alignment.py,$(shell grep -l __main__ benchmarks/*.py))

.DEFAULT_GOAL := help
.PHONY: help run test test-slow node ollama check lint types protos-check format protos bench verify alignment \
        alignment-small oracle fresh wheel clean

help: ## List these words
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-15s %s\n", $$1, $$2 }'

run: $(READY_TO_RUN) ## Set up .venv if needed, then run one episode (ARGS="SCENARIO --agents N ...")
	$(BIN)/muster run $(ARGS)

test: $(READY_TO_WORK) ## Set up .venv if needed, then run the default tests (ARGS="tests/house -k arrows")
	$(PY) -m pytest $(SHARED_OUT) $(ARGS)

test-slow: $(READY_TO_WORK) ## Run the tests that take minutes, too
	$(PY) -m pytest $(SHARED_OUT) -m "not oracle and not ollama" $(ARGS)

node: ## Install what the Node.js example needs (its tests skip without)
	npm ci --prefix examples/scene-client-node

# One after the other, for they measure; without a server they skip and say why, as .ci/ollama does.
ollama: $(READY_TO_WORK) ## Get an Ollama server (the first time: minutes), then run the tests that drive it
	-.ci/ollama $(PY)
	$(PY) -m pytest -m ollama -rs $(ARGS)

check: lint types protos-check test ## All that CI asks of a change: format, lint, types, generated code, tests

lint: $(READY_TO_WORK) ## Is everything formatted and free of lint?
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(READY_TO_WORK) ## Do the types hold (pyright, strict on our own code)?
	$(BIN)/pyright --pythonpath $(PY)

protos-check: $(READY_TO_WORK) ## Is the committed generated code what the .proto files say?
	$(PY) protos/generate.py --check

format: $(READY_TO_WORK) ## Format, and repair what lint can repair by itself
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

protos: $(READY_TO_WORK) ## Generate the code in protos/ from the .proto files
	$(PY) protos/generate.py

bench: $(READY_TO_WORK) ## Run every script in benchmarks/, one after the other
	@for script in $(BENCHMARKS); do echo "== $$script" && $(PY) $$script $(ARGS) || exit 1; done

# Exit code 1 says that a criterion fails, which the table then says, too.
verify: $(READY_TO_WORK) ## Run every test of the field's standards and write docs/verification.md (minutes)
	$(BIN)/muster verify --workers $(WORKERS) --into docs/verification.md $(ARGS) || test $$? -eq 1

alignment: $(READY_TO_WORK) ## Make docs/alignment.md: hours, once; stopped, it goes on (ARGS="--seeds 4 --predict ...")
	$(PY) benchmarks/alignment.py $(ARGS)

alignment-small: $(READY_TO_WORK) ## Make every part of that document once, below build/, in a minute
	rm -rf build/alignment
	$(PY) benchmarks/alignment.py --small $(ARGS)

oracle: $(ORACLE_READY) ## Ask JuPedSim, in .venv-oracle, for the numbers that tests compare our locomotion with
	$(ORACLE_VENV)/bin/python benchmarks/jupedsim_oracle.py $(ARGS)

fresh: ## Try both README commands in a clean clone of HEAD with an empty environment
	.ci/fresh "$(PYTHON)"

wheel: $(READY_TO_WORK) ## Build the wheel, install it elsewhere and run a drill from it
	.ci/wheel "$(PY)"

clean: ## Remove everything that these words have made
	rm -rf $(VENV) $(ORACLE_VENV) build dist .pytest_cache .ruff_cache .hypothesis .benchmarks
	find client server optimizer protos tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +

$(MADE):
	@echo "Making $(VENV) with $(PYTHON)"
	@command -v $(PYTHON) > /dev/null || { \
	    echo "muster: no '$(PYTHON)' here; name a Python >= $(OLDEST_PYTHON) with: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(OLDEST_PYTHON)".split("."))))' || { \
	    echo "muster: '$(PYTHON)' is $$($(PYTHON) --version 2>&1); at least $(OLDEST_PYTHON) is needed." \
	        "Name another with: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
	    echo "muster: '$(PYTHON)' cannot make virtual environments (no ensurepip or venv)." \
	        "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(READY_TO_RUN): pyproject.toml | $(MADE)
	@echo "Installing muster and what it needs into $(VENV) (once; a minute or two)"
	$(PY) -m pip install --editable .
	@touch $@

# Dependency groups need pip >= 25.1; the interpreters' own pip is often older.
$(READY_TO_WORK): pyproject.toml | $(READY_TO_RUN)
	@echo "Installing the tools for working on muster into $(VENV) (once; a minute or two)"
	$(PY) -m pip install --upgrade "pip>=25.1"
	$(PY) -m pip install --editable . --group dev
	@touch $@

# JuPedSim depends on 1.9 GB of GUI packages that a comparison never touches: hence --no-deps and its few real needs.
$(ORACLE_READY): pyproject.toml | $(READY_TO_RUN)
	@echo "Installing muster and JuPedSim without its GUI into $(ORACLE_VENV)"
	$(PY) -m venv $(ORACLE_VENV)
	$(ORACLE_VENV)/bin/python -m pip install --editable . shapely deprecated
	$(ORACLE_VENV)/bin/python -m pip install --no-deps "jupedsim==1.4.2"
	@touch $@
