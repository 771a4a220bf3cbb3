# Needs Python 3.11 or later, git and make. Everything is installed into .venv, from hashes only.
#   make demo    compare the sample corpus, then serve it    make test       install, and run all tests
#   make check   lint, format, types                         make test-long  the tests that take seconds or minutes
#   make bench   speed and memory, beside peers              make accuracy   links and duties scored, beside peers
#   make clean   remove .venv and what the tools leave       make screenshots  pictures of the pages into docs/pages
#   make mutants one-line mutants of alignment/: what lives
#   make fuzz    mutated inputs over readers and core      make kills     writers killed at random moments
#   make docs    the handbook into build/handbook          make release   wheel, sdist and SBOM into dist, licences

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Further arguments for the command that is run: make test ARGS="-k numerals"
ARGS ?=

# Tests start hundreds of processes; each would compile the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-long check lint layout types format bench accuracy mutants fuzz kills screenshots docs sbom licences release clean

help:
	@sed -n '2,8s/^# *//p' Makefile

# DEMO=once ends after the comparison, without serving pages.
DEMO ?=

demo: $(VENV)/.runtime
	$(BIN)/revtrack demo $(if $(filter once,$(DEMO)),,--serve) $(ARGS)

test: $(VENV)/.dev
	$(BIN)/pytest -n auto --dist loadgroup $(ARGS)

test-long: $(VENV)/.dev
	$(BIN)/pytest -n auto --dist loadgroup -m long --timeout 1800 $(ARGS)

check: $(VENV)/.dev
	@$(MAKE) --no-print-directory --keep-going lint layout types

lint: $(VENV)/.dev
	$(BIN)/ruff check .

layout: $(VENV)/.dev
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/basedpyright

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks $(ARGS)

mutants: $(VENV)/.dev
	$(BIN)/python -m tests.mutants $(ARGS)

fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.fuzz $(ARGS)

kills: $(VENV)/.dev
	$(BIN)/python -m tests.kills $(ARGS)

accuracy: $(VENV)/.bench
	$(BIN)/python -m benchmarks.accuracy $(ARGS)

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.web.screenshots $(ARGS)

# What is listed is an environment with the program and nothing else; what lists it stands in one of its own.
RELEASE := build/release
RUNTIME := build/runtime
HANDBOOK := build/handbook-tools

docs: $(HANDBOOK)/.made
	$(HANDBOOK)/bin/python docs/handbook/reference.py build/handbook-source
	for language in en zh; do \
	  $(HANDBOOK)/bin/sphinx-build -q -W --keep-going -c docs/handbook -D language=$$language \
	    build/handbook-source/$$language build/handbook/$$language || exit 1; \
	done

sbom: $(RELEASE)/.made $(RUNTIME)/.made
	mkdir -p dist
	$(RELEASE)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON \
	  -o dist/revtrack.cdx.json $(RUNTIME)/bin/python

licences: $(RELEASE)/.made $(RUNTIME)/.made
	$(RELEASE)/bin/pip-licenses --python $(RUNTIME)/bin/python --from mixed --order license --format markdown \
	  --ignore-packages revtrack hatchling pathspec pluggy tomlkit trove-classifiers --output-file docs/licences.md

release: sbom licences
	$(RELEASE)/bin/python -m build --outdir dist

clean:
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "revtrack needs Python 3.11 or later; name one: make PYTHON=python3.12 ..." >&2; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)

# A stamp is older than its lock file when the lock file changed: running a target again installs nothing.
# The project itself goes in without build isolation, with the build backend that the lock files pin.
define install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
endef

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	$(install)

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(install)
	touch $(VENV)/.runtime

define separate
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
endef

$(RELEASE)/.made: requirements-release.lock pyproject.toml
	$(separate)

$(RUNTIME)/.made: requirements.lock pyproject.toml
	$(separate)

$(HANDBOOK)/.made: requirements-docs.lock pyproject.toml
	$(separate)

$(VENV)/.bench: requirements-bench.lock pyproject.toml | $(BIN)/python
	$(install)
	touch $(VENV)/.runtime
