# make demo    the main job on an embedded PostgreSQL, from nothing; LLM=fake or LLM=claude: a model reads the events too
# make test    all tests
# make install the extension into the PostgreSQL of PG_CONFIG (PGXS)
EXTENSION = relationship_engine
EXTVERSION := $(shell sed -nE "s/^default_version = '(.*)'/\1/p" relationship_engine.control)
RELEASED := $(filter-out $(EXTVERSION),$(shell sed -E '/^(\#|$$)/d' sql/released.txt))
EXTSCRIPTS := build/$(EXTENSION)--$(EXTVERSION).sql $(RELEASED:%=build/$(EXTENSION)--%--$(EXTVERSION).sql)
SOURCES := $(shell find functions migrations sql -type f)

PYTHON3 ?= python3
# PGXS has a DATA of its own, and would install what ours names
LABELLED := $(DATA)
override DATA :=
unexport DATA
VENV := .venv
PY := $(VENV)/bin/python
PLAIN := python/relationship_engine/install.sql

all: build

.PHONY: all build setup demo test lint bench quality eval-llm
build: $(EXTSCRIPTS) $(PLAIN)

$(PLAIN): $(EXTSCRIPTS)
	cp build/install.sql $@

$(EXTSCRIPTS) &: $(SOURCES) relationship_engine.control
	sh sql/build.sh $(EXTVERSION) build

setup: $(VENV)/.done build

$(VENV)/.done: pyproject.toml
	$(PYTHON3) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[embedded,local,dev]'
	touch $@

demo: setup
	$(VENV)/bin/relationship-engine demo $(if $(LLM),--llm $(LLM))

test: setup
	$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder tests

lint: setup
	$(PY) tests/lint.py

# EDGES: of the large network, 1,000,000; 10000000 takes a quarter of an hour more
bench: setup
	PYTHONPATH=tests $(PY) -m bench $(if $(EDGES),--network $(EDGES))

# DATA: a folder of labelled data, ../shared/data if it is there
quality: setup
	PYTHONPATH=tests $(PY) -m quality $(if $(LABELLED),--data $(LABELLED))

# asks Claude itself: needs ANTHROPIC_API_KEY
eval-llm: setup
	$(PY) tests/eval_llm.py

# PGXS, where there is a server to install into: make install PG_CONFIG=…
DATA_built = $(EXTSCRIPTS)
EXTRA_CLEAN = build $(PLAIN)
PG_CONFIG ?= pg_config
PGXS := $(wildcard $(shell $(PG_CONFIG) --pgxs 2>/dev/null))
ifneq ($(PGXS),)
include $(PGXS)
endif
