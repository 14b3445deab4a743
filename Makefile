# Two commands do everything on a machine with Python 3.11-3.14, pip, make and git: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all:
SEED ?= 20261121

.PHONY: demo test check docs recording crash fuzz bench reliability format lock dist install-test lowest clean

demo: $(VENV)/runs
	@$(BIN)/python -m compileall -q src
	@sh scripts/demo.sh $(BIN)/selfcare

test: $(VENV)/tests
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# docs/reference, written from the code; `make test` fails where it is not what this gives.
docs: $(VENV)/tests
	@$(BIN)/python -m scripts.reference

# The two-minute reflection as it looks, in dist/recording.svg.
recording: $(VENV)/tests
	@$(BIN)/python -m scripts.recording

crash: $(VENV)/tests
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m pytest -m crash -n auto --kills 200 --seed $(SEED)

# 5,000 hostile files to each reader, with at most 2 GiB of memory and an hour of computing.
fuzz: $(VENV)/tests
	@ulimit -v 2097152; ulimit -t 3600; $(BIN)/python -m pytest -m fuzz -n auto --hypothesis-profile fuzz

# Whole commands beside jrnl's, which has an environment of its own, and what the identifier check finds: a quarter of an
# hour. It wants a quiet machine.
bench: $(VENV)/tests .bench/jrnl/bin/jrnl
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m benchmarks.commands
	@$(BIN)/python -m benchmarks.identify

# The same mishaps for selfcare and for jrnl. As root, and with strace, for all.
reliability: $(VENV)/tests .bench/jrnl/bin/jrnl
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m benchmarks.reliability --seed $(SEED)

.bench/jrnl/bin/jrnl:
	@$(PYTHON) -m venv .bench/jrnl
	@.bench/jrnl/bin/python -m pip install --quiet --disable-pip-version-check --no-input jrnl==4.6

format: $(VENV)/tests
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Wheel and source package, in dist/. Needs no network.
dist: $(VENV)/runs
	@$(BIN)/python -m hatchling build

# Both of them installed into fresh environments: without the extras, with each, and as docs/how-to/install.md says.
install-test: $(VENV)/tests
	@$(BIN)/python -m pytest -m install

# The suite with the lowest versions that pyproject.toml allows, in an environment of its own. Needs `uv`.
lowest:
	@mkdir -p .lowest
	uv pip compile --quiet --upgrade --resolution lowest-direct --python-version 3.11 --no-header --no-emit-index-url --no-annotate --only-binary :all: \
		pyproject.toml --extra pdf --extra docx --extra share --extra keyring --group build --group dev --output-file .lowest/requirements.txt
	uv venv --quiet --clear --seed --python 3.11 .lowest/venv
	uv pip install --quiet --python .lowest/venv --compile-bytecode --requirement .lowest/requirements.txt
	uv pip install --quiet --python .lowest/venv --no-deps --no-build-isolation --editable .
	@.lowest/venv/bin/python -m compileall -q src
	@.lowest/venv/bin/python -m pytest -n auto

# The locks are universal (every Python and system in `requires-python`) and name no index. Needs `uv`. The tests also
# run what needs an extra.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --only-binary :all: \
		pyproject.toml --group build --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --only-binary :all: \
		--constraint requirements.lock pyproject.toml --extra pdf --extra docx --extra share --extra keyring --group build --group dev --output-file requirements-dev.lock

# What running the program needs, and the program itself.
$(VENV)/runs: requirements.lock pyproject.toml
	@echo "Setting up .venv ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# What its tests need as well.
$(VENV)/tests: requirements-dev.lock $(VENV)/runs
	@echo "Setting up the test tools ..."
	@$(PIP) -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) .bench .lowest .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist demo-journal
