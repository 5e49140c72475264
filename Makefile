# The commands of README.md; each runs in an environment made from the pinned locks.
# Paths are relative to this folder, so it may lie below a name with spaces.

.PHONY: run dev seed test check lock bench bench-people screens docs messages environment test-environment
.DEFAULT_GOAL := run
.SILENT:
.ONESHELL:
.SHELLFLAGS := -euc
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
SERVE := $(PY) -m jombang_umkm.serve
# The data of the tests, apart from those of `make run`.
TEST_VAR ?= var/test
TESTING := env JOMBANG_VAR="$(TEST_VAR)" $(SERVE) exec --volatile --

run: environment
	exec $(SERVE) run --end-with-parent

# Restarts at each change of a source file, its worker too; shows the statements of each page.
dev: test-environment
	export DEBUG=1
	exec $(SERVE) exec --jobs -- $(PY) manage.py runserver "127.0.0.1:$${PORT:-8000}"

# make seed, or make seed PASSWORD=...
seed: environment
	exec $(SERVE) exec -- sh -c '$(PY) manage.py prepare && \
	  exec $(PY) manage.py seed $${PASSWORD:+--password "$$PASSWORD"}'

# PYTEST= adds options or names tests: make test PYTEST="-k sheet". All tests of a file
# run on one worker, so that they may share what is slow to start.
test: check
	echo "Tests"
	exec $(TESTING) $(PY) -m pytest -n 2 --dist loadfile -q $(PYTEST)

check: test-environment
	echo "Format"
	$(PY) -m ruff format --check --quiet .
	echo "Lint"
	$(PY) -m ruff check --quiet .
	echo "Templates"
	find . -path './.*' -prune -o -path ./var -prune -o -path '*/templates/*' -name '*.html' -print0 |
	  xargs -0 .venv/bin/djade --check --target-version 5.2
	echo "Types"
	$(PY) -m mypy --no-error-summary .
	echo "Imports"
	$(PY) -c 'from importlinter.cli import lint_imports_command as lint; lint()' >.venv/imports.log || {
	  cat .venv/imports.log; exit 1; }
	echo "Migrations"
	$(TESTING) $(PY) manage.py makemigrations --check --dry-run --verbosity 1

# Measures pages and statements; prints, and asserts nothing about time.
bench: test-environment
	exec $(TESTING) $(PY) -m tests.benchmarks

# The same for the list of people, with 300,000 in the database: takes minutes.
bench-people: test-environment
	exec $(TESTING) $(PY) -m tests.benchmarks people

# Writes every screen at both widths to var/screens/.
screens: test-environment
	exec $(TESTING) $(PY) -m pytest -q -n 2 tests/browser/test_screens*.py --screens var/screens

# Draws the state machines, what follows a stay and what goes along in a merging, for docs/.
docs: environment
	$(PY) manage.py draw_docs

# Collects the texts to translate and compiles the translations (needs gettext).
messages: test-environment
	$(PY) manage.py messages

# Renews both locks. uv does not read pip's settings, so no address of an index gets in.
lock: test-environment
	export UV_CUSTOM_COMPILE_COMMAND="make lock"
	compile="$(PY) -m uv pip compile --quiet --no-config --universal --python-version 3.11 --upgrade --generate-hashes"
	$$compile pyproject.toml --output-file requirements.txt
	$$compile --group test --constraint requirements.txt --output-file tests/requirements.txt
	echo "Renewed requirements.txt and tests/requirements.txt"

environment:
	$(call install,run,requirements.txt)

test-environment:
	$(call install,test,requirements.txt tests/requirements.txt)

# Installs the given locks into .venv, unless exactly they were installed before.
# The stamps are gone while it works: after an interruption the next run begins anew.
define install
	stamp=.venv/installed-$(1)
	key=$$(cat $(2) | sha256sum)
	exec 9<requirements.txt
	flock 9
	if test "$$(cat $$stamp 2>/dev/null)" = "$$key" && $(PY) -c '' 2>/dev/null; then exit; fi
	$(find_python)
	if ! ls .venv/installed-* >/dev/null 2>&1 || ! $(PY) -c 'import pip' 2>/dev/null; then
	  echo "Making the environment in .venv"
	  "$$python" -m venv --clear .venv
	fi
	rm -f .venv/installed-*
	echo "Installing $(2)"
	$(PY) -m pip install -qq --disable-pip-version-check --require-hashes $(addprefix -r ,$(2))
	echo "$$key" >$$stamp
endef

# Sets $$python to the one of PYTHON=, else to the first that is new enough.
define find_python
	for python in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi
	  python=
	done
	if test -z "$$python"; then
	  echo "Python 3.11 or newer is needed (here: $$(python3 -V 2>/dev/null || echo none)):" \
	    "sudo apt install python3 python3-venv, or make PYTHON=/path/to/python3" >&2
	  exit 1
	fi
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
	  echo "Python's venv module is missing: sudo apt install" \
	    "$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2
	  exit 1
	fi
endef
