# Needs Python 3.11 or newer and make; nothing else. `make PYTHON=python3.13 serve` picks an interpreter.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PEERS := $(VENV)/peers
AUDIT := $(VENV)/audit
FUZZ := $(VENV)/fuzz
SECONDS ?= 600
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

.PHONY: help serve test lint types unit format gate speed peers load chaos soak fuzz conform sbom audit lock upgrade image clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

serve: $(VENV)/.run ## serve on 127.0.0.1:$(PORT)
	PORT=$(PORT) exec $(BIN)/python -m gunicorn --config service/gunicorn.conf.py service.wsgi:app

test: lint types unit ## every check

lint: $(VENV)/.test ## format, lint and spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/codespell *.md docs clients deploy benchmarks openapi.yaml

types: $(VENV)/.test ## strict types
	$(BIN)/mypy
	$(BIN)/mypy clients

unit: $(VENV)/.test ## the tests, on every processor
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

format: $(VENV)/.test ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# annotated pages are no part of the project; say so before anything is installed for them
ifneq ($(filter gate speed peers,$(MAKECMDGOALS)),)
ifndef DATA
$(error say DATA=folder, a folder of annotated pages (benchmarks/README.md tells their format))
endif
endif

gate: $(VENV)/.test ## quality floors on annotated pages: make gate DATA=folder
	$(BIN)/python -m benchmarks.gate --data $(DATA)

speed: $(PEERS)/.peers ## time it beside its peers: make speed DATA=folder
	$(PEERS)/bin/python -m benchmarks.speed --data $(DATA)

peers: $(PEERS)/.peers ## quality beside its peers: make peers DATA=folder
	$(PEERS)/bin/python -m benchmarks.peers --data $(DATA)

load: $(VENV)/.run ## requests per second by number of clients: make load [DATA=folder]
	$(BIN)/python -m benchmarks.load $(if $(DATA),--data $(DATA))

chaos: $(VENV)/.run ## right answers while pages, clients and signals do their worst: make chaos [DATA=folder]
	$(BIN)/python -m benchmarks.chaos $(if $(DATA),--data $(DATA))

soak: $(VENV)/.run ## memory over 20,000 pages: make soak [DATA=folder] [PAGES=20000]
	$(BIN)/python -m benchmarks.soak $(if $(DATA),--data $(DATA)) $(if $(PAGES),--pages $(PAGES))

fuzz: $(FUZZ)/.fuzz ## mutated pages for SECONDS through the text and the HTML path
	$(FUZZ)/bin/python -m benchmarks.fuzz text --seconds $(SECONDS)
	$(FUZZ)/bin/python -m benchmarks.fuzz html --seconds $(SECONDS)

conform: $(VENV)/.test ## 2,000 examples an operation and sequences of them against the contract
	HYPOTHESIS=searching EXAMPLES=2000 $(BIN)/python -m pytest --numprocesses auto tests/service/test_conformance.py

sbom: $(AUDIT)/.audit ## bill of materials of what the service runs with, as CycloneDX: sbom.json
	$(AUDIT)/bin/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml --output-format JSON --output-file sbom.json

audit: $(AUDIT)/.audit ## known vulnerabilities of what the service runs with
	$(AUDIT)/bin/pip-audit --require-hashes --disable-pip --requirement requirements/run.txt

lock: ## write the lock files anew, keeping what still fits (needs uv)
	$(LOCK) pyproject.toml --output-file requirements/run.txt
	$(LOCK) --extra otel pyproject.toml --output-file requirements/otel.txt
	$(LOCK) --extra otel pyproject.toml requirements/test.in --output-file requirements/test.txt
	$(LOCK) pyproject.toml requirements/peers.in --output-file requirements/peers.txt
	$(LOCK) pyproject.toml requirements/train.in --output-file requirements/train.txt
	$(LOCK) requirements/audit.in --output-file requirements/audit.txt
	$(LOCK) pyproject.toml requirements/fuzz.in --output-file requirements/fuzz.txt

upgrade: ## write the lock files anew with the newest versions (needs uv)
	$(LOCK) --upgrade pyproject.toml --output-file requirements/run.txt
	$(LOCK) --upgrade --extra otel pyproject.toml --output-file requirements/otel.txt
	$(LOCK) --upgrade --extra otel pyproject.toml requirements/test.in --output-file requirements/test.txt
	$(LOCK) --upgrade pyproject.toml requirements/peers.in --output-file requirements/peers.txt
	$(LOCK) --upgrade pyproject.toml requirements/train.in --output-file requirements/train.txt
	$(LOCK) --upgrade requirements/audit.in --output-file requirements/audit.txt
	$(LOCK) --upgrade pyproject.toml requirements/fuzz.in --output-file requirements/fuzz.txt

image: ## build the container image (needs docker); EXTRA=otel adds what traces need
	docker build --tag unchrome --build-arg REQUIREMENTS=$(or $(EXTRA),run) .

clean: ## remove what the targets above made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

# A stamp names the lock file that was installed last, so that a second run starts at once.
$(VENV)/.run: requirements/run.txt | $(VENV)/bin/python
	$(PIP_INSTALL) --requirement requirements/run.txt
	@touch $@

$(VENV)/.test: requirements/test.txt | $(VENV)/bin/python
	$(PIP_INSTALL) --requirement requirements/test.txt
	@touch $@ $(VENV)/.run

$(AUDIT)/.audit: requirements/audit.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/audit.txt
	@touch $@

$(FUZZ)/.fuzz: requirements/fuzz.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m venv $(FUZZ)
	$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/fuzz.txt
	@touch $@

# Peers live apart: some of them hold back libraries that the service uses newer. The lock names all that they need;
# older pips stumble over an extra that two of them ask for.
$(PEERS)/.peers: requirements/peers.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements/peers.txt
	@touch $@
