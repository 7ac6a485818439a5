# `make` lists what there is to do.

PYTHON ?= python3
PORT ?= 8080
# As many at once as the machine has cores, four at most; WORKERS=0 runs one test after the other.
WORKERS ?= auto
SOURCES = src tests scripts benchmarks conftest.py setup.py
MARKUP = src profiles

.DEFAULT_GOAL := help
.PHONY: help start production test thorough crawl unit format check bench messages pictures pins clean clean-data environment

help: ## list these targets
	@echo "make <target>, where the target is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "PYTHON=python3.12 names another Python (3.11 or newer), PORT=8090 another port."

start: ## portal with an invented school on http://localhost:8080, and its logins
	@$(python) exec $(PYTHON) scripts/start.py demonstration $(PORT)

production: ## the same without any demonstration data, for a real school
	@$(python) exec $(PYTHON) scripts/start.py production $(PORT)

test: environment ## all tests: unit, integration, functional, browser
	@exec .venv/bin/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

thorough: environment ## the same with many more examples and writers at once (takes long)
	@WELFAREFILES_THOROUGH=1 exec .venv/bin/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

crawl: environment ## ask every address there is as every role, and look for words that must not come out (takes long)
	@WELFAREFILES_CRAWL_ALL=1 exec .venv/bin/python -m pytest -s tests/crawl $(ARGS)

unit: environment ## unit tests only, without loading Plone
	@exec .venv/bin/python -m pytest -p no:plone -p no:zopelayer tests/unit $(ARGS)

format: environment ## put Python, ZCML, XML and templates into the agreed form
	@.venv/bin/ruff check --fix-only --quiet $(wildcard $(SOURCES))
	@.venv/bin/ruff format --quiet $(wildcard $(SOURCES))
	@.venv/bin/zpretty --inplace $(wildcard $(MARKUP))

check: environment ## say what `make format` would change, and what is wrong
	@.venv/bin/ruff check $(wildcard $(SOURCES))
	@.venv/bin/ruff format --check $(wildcard $(SOURCES))
	@.venv/bin/zpretty --check $(wildcard $(MARKUP))

bench: environment ## measure against stock Plone with the same content (takes minutes)
	@exec .venv/bin/python benchmarks/run.py $(ARGS)

messages: environment ## collect the texts on screen into locales/ for translators
	@.venv/bin/i18ndude rebuild-pot --create welfarefiles \
		--pot src/welfarefiles/locales/welfarefiles.pot src/welfarefiles profiles

pictures: environment ## photograph the running demonstration for the readme (needs Chromium)
	@.venv/bin/python scripts/pictures.py $(PORT)

pins: environment ## write requirements.txt anew (ARGS=--upgrade for the newest versions)
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras setup.py \
		--no-annotate --custom-compile-command "make pins" --output-file requirements.txt $(ARGS)

clean: ## remove everything generated except the data in instance/var
	@rm -rf .venv bin build dist instance/parts src/*.egg-info .pytest_cache .ruff_cache .hypothesis
	@find src tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

clean-data: ## remove the data in instance/var too, for good (it asks first)
	@printf 'Type "yes" to remove every file and record in instance/var: '; \
		read answer && [ "$$answer" = yes ] && rm -rf instance/var && echo "Removed."

environment:
	@$(python) $(PYTHON) scripts/environment.py

# Said here because without a Python 3 no script of ours can say it.
python = $(PYTHON) -c 'import sys; sys.exit(sys.version_info[0] < 3)' 2>/dev/null \
	|| { echo "There is no usable $(PYTHON) here: install Python 3.11 or newer, or name it with PYTHON=…"; exit 1; };
