# Two commands do all the set-up: `make run` and `make test`. `make help` lists the others.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DEV ?=
PYTEST_WORKERS ?= auto
# See tests/handing_out.py.
BY_FILE := --dist loadfile
# A browser has moments of its own. One that fails twice has failed; one that failed once is named at the end of the run.
ONCE_MORE := --reruns 1 -rfER
# Each has a site of its own beside it.
BROWSERS ?= 2
ADDRESS := http://$(HOST):$(PORT)
export HOST PORT

VENV := .venv
PY := $(VENV)/bin/python
STEP := @tools/step.sh
PRODUCTION := DJANGO_SETTINGS_MODULE=mimi.settings.production

# Debian's dictionaries, by the packages that hold them.
SPELLING := hunspell hunspell-en-gb hunspell-no hunspell-de-at hunspell-el

# What WeasyPrint lays text out with.
PDF := libpangoft2-1.0-0

# A step is done again when what it depends on has changed: the name of its stamp holds a hash of that.
hash_of = $(shell cat $(1) 2>/dev/null | sha256sum | cut -c1-16)
hash_under = $(shell find $(1) -type f 2>/dev/null | LC_ALL=C sort | xargs -r -d '\n' sha256sum | sha256sum | cut -c1-16)
BASE_INSTALLED := $(VENV)/.base-$(call hash_of,requirements/base.txt)
DEV_INSTALLED := $(VENV)/.dev-$(call hash_of,requirements/dev.txt)
NODE_HASH := $(call hash_of,package.json package-lock.json)
NODE_INSTALLED := node_modules/.site-$(NODE_HASH)
NODE_TEST_INSTALLED := node_modules/.test-$(NODE_HASH)
STATIC_COLLECTED = var/stamps/static-$(call hash_of,requirements/base.txt package-lock.json site/mimi/operations/storage.py)-$(call hash_under,site/mimi/static)

##@ Everyday

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: ## Install what is needed and serve the site (PORT=8000; DEV=1 for the reloading development server)
	@$(MAKE) $(if $(filter-out 0,$(DEV)),run-development,run-production)

.PHONY: editor
editor: $(BASE_INSTALLED) ## Make an account that may edit everything
	@$(PRODUCTION) $(PY) manage.py createsuperuser

.PHONY: test
test: $(DEV_INSTALLED) $(NODE_TEST_INSTALLED) catalogues debian-for-tests ## Run all tests: on SQLite, on PostgreSQL, and in a browser
	@echo "On SQLite"
	@$(PY) -m pytest -q -n $(PYTEST_WORKERS) $(BY_FILE)
	@echo "On PostgreSQL"
	@$(PY) -m tools.with_postgres $(PY) -m pytest -q -n $(PYTEST_WORKERS) $(BY_FILE)
	@echo "In a browser"
	@$(PY) -m pytest -q -m e2e -n $(BROWSERS) --dist worksteal $(ONCE_MORE)

.PHONY: check
check: $(DEV_INSTALLED) $(NODE_TEST_INSTALLED) catalogues ## Lint, types, formats, catalogues, migrations; says all that is wrong
	$(STEP) "Debian packages: gettext, dictionaries" tools/ensure_debian.sh gettext $(SPELLING)
	@$(MAKE) --keep-going $(CHECKS)

.PHONY: bench
bench: $(DEV_INSTALLED) $(NODE_INSTALLED) catalogues ## Measure how fast pages are, against a bare view
	$(STEP) "Debian packages: wrk" tools/ensure_debian.sh wrk
	@$(PY) -m tools.bench

##@ Now and then

.PHONY: format
format: $(DEV_INSTALLED) ## Format the code, and mend what the linter can mend
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

.PHONY: messages
messages: $(DEV_INSTALLED) ## Gather the interface's texts into the catalogues, and compile them
	$(STEP) "Debian packages: gettext" tools/ensure_debian.sh gettext
	@$(PY) -m tools.check_catalogues --gather
	@$(PY) -m tools.compile_catalogues

.PHONY: requirements
requirements: $(DEV_INSTALLED) ## Pin the newest allowed versions of everything, with hashes
	@for name in base dev; do \
		(cd requirements && CUSTOM_COMPILE_COMMAND="make requirements" ../$(VENV)/bin/pip-compile --quiet --upgrade \
		--allow-unsafe --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --output-file $$name.txt $$name.in) || exit 1; done
	@npm update --ignore-scripts

.PHONY: clean
clean: ## Remove what was installed and built; keeps the database, uploads and secrets
	rm -rf $(VENV) node_modules var/static var/stamps .mypy_cache .ruff_cache .pytest_cache
	find site -name '*.mo' -delete

# --- The steps behind them -------------------------------------------------------------------------------------------

.PHONY: run-production run-development
run-production: prepare static
	$(STEP) "Database and practice set" env $(PRODUCTION) $(PY) manage.py prepare_site
	@printf '\n  The site:    %s\n  The editors: %s/cms/   (first make an account: make editor)\n  Stop it:     Ctrl-C\n\n' \
		"$(ADDRESS)" "$(ADDRESS)"
	@exec tools/serve.sh

run-development: prepare
	$(STEP) "Database and practice set" $(PY) manage.py prepare_site
	@DEV=1 exec tools/serve.sh

.PHONY: prepare
prepare: $(BASE_INSTALLED) $(NODE_INSTALLED) catalogues
	$(STEP) "Debian packages: text layout for PDF" tools/ensure_debian.sh $(PDF)
	@$(PY) -m tools.make_secrets var/secrets.env

.PHONY: static
static: $(STATIC_COLLECTED)

$(STATIC_COLLECTED):
	@rm -f var/stamps/static-*
	$(STEP) "Static files, hashed and compressed" env $(PRODUCTION) $(PY) manage.py collectstatic --noinput --clear
	@mkdir -p var/stamps && touch $@

.PHONY: catalogues
catalogues: $(BASE_INSTALLED)
	$(STEP) "Translations of the interface" $(PY) -m tools.compile_catalogues

CHECKS := check-lint check-format check-types check-templates check-django check-migrations check-catalogues \
	check-packages check-addresses check-content
.PHONY: $(CHECKS)
check-lint:
	$(STEP) "ruff: lint" $(VENV)/bin/ruff check .
check-format:
	$(STEP) "ruff: format" $(VENV)/bin/ruff format --check .
check-types:
	$(STEP) "mypy: types" $(VENV)/bin/mypy manage.py site/mimi courses practices tools
check-templates:
	$(STEP) "djlint: templates" $(VENV)/bin/djlint --quiet --lint templates
check-django:
	$(STEP) "Django: system checks" $(PY) manage.py check --settings mimi.settings.test --fail-level WARNING
check-migrations:
	$(STEP) "Django: migrations" $(PY) manage.py makemigrations --settings mimi.settings.test --check --dry-run
check-catalogues:
	$(STEP) "Catalogues" $(PY) -m tools.check_catalogues
check-packages:
	$(STEP) "Installed packages fit together" $(PY) -m pip check
check-addresses:
	$(STEP) "No package index is named" $(PY) -m tools.check_addresses
check-content:
	$(STEP) "Content: spelling, language, typography" $(PY) -m tools.check_content

.PHONY: debian-for-tests
debian-for-tests:
	$(STEP) "Debian packages for tests" tools/ensure_debian.sh gettext postgresql chromium default-jre-headless $(PDF) $(SPELLING)

$(VENV)/bin/python:
	@tools/check_machine.sh $(PYTHON)
	$(STEP) "Python environment" $(PYTHON) -m venv $(VENV)

$(BASE_INSTALLED): | $(VENV)/bin/python
	@rm -f $(VENV)/.base-*
	$(STEP) "Python packages" $(PY) -m pip install --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(DEV_INSTALLED): | $(VENV)/bin/python
	@rm -f $(VENV)/.dev-*
	$(STEP) "Python packages, with those for development" \
		$(PY) -m pip install --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(BASE_INSTALLED)

$(NODE_INSTALLED):
	$(STEP) "Packages for the browser" npm ci --ignore-scripts --omit=dev
	@touch $@

$(NODE_TEST_INSTALLED):
	$(STEP) "Packages for the browser, with those for tests" npm ci --ignore-scripts
	@touch $@ $(NODE_INSTALLED)
