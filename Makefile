# All the work is in devtools/; `make help` lists what there is.
#
# PYTHON=...       the Python to use, 3.11 or 3.12
# ODOO_SOURCE=...  a checkout of Odoo 19.0 instead of Debian's package
# DB_HOST=... DB_PORT=... DB_USER=... DB_PASSWORD=...
#                  a PostgreSQL server instead of a private one
# PG_BINDIR=...    the PostgreSQL programs for the private server
# HTTP_PORT=...    the web client's port, 8069 if it is free
# ARGS="..."       more arguments for pytest (test-policy, test-odoo)
# N=1000,5000 SWEEP=... RULES=... REPEATS=...
# PARTS=sweep,ordering,latency,overhead,learning,check,replay
#                  how many rules to measure with, and what (bench-speed)
# DATA=... RESULTS=1
#                  a folder with demand sets; write benchmarks/RESULTS.md anew
#                  (bench-inventory)

SHELL := /bin/sh
.DEFAULT_GOAL := help

suitable = import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.12 python3.11 /usr/bin/python3; do \
	"$$python" -c '$(suitable)' 2>/dev/null && echo "$$python" && break; done)
endif

# Compiled Python belongs to what can be thrown away.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.jit/pycache
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME

define devtools
	@test -n '$(PYTHON)' && '$(PYTHON)' -c '$(suitable)' 2>/dev/null || { \
		echo "error: no Python 3.11 or 3.12 found (PYTHON='$(PYTHON)')." \
			"On Debian 12: apt-get install python3 python3-venv." \
			"Or name yours: make $@ PYTHON=/path/to/python3.12" >&2; exit 1; }
	@cd '$(CURDIR)' && exec '$(PYTHON)' -m devtools
endef

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile | while IFS=: read -r name text; do \
		printf '  make %-14s%s\n' "$$name" "$$text"; done
	@sed -n 's/^# \([A-Z_]*=.*\)/  \1/p; s/^#  \( .*\)/  \1/p' Makefile

.PHONY: setup
setup: ## fetch and build what the others need
	$(devtools) setup

.PHONY: demo
demo: ## real sales data, draft orders, web client (ONCE=1: only the orders; FRESH=1: anew)
	$(devtools) demo $(if $(ONCE),--once) $(if $(FRESH),--fresh)

.PHONY: demo-year
demo-year: ## the demo's year again, under hand-set and under learned numbers
	$(devtools) demo --year

.PHONY: test
test: ## everything: lint, policy, Odoo and browser, installation
	$(devtools) test

.PHONY: lint
lint: ## linters, formatters, the container files
	$(devtools) test lint

.PHONY: test-policy
test-policy: ## tests that need no Odoo, in seconds
	$(devtools) test policy --pytest='$(ARGS)'

.PHONY: test-odoo
test-odoo: ## tests on Odoo with pytest, browser included
	$(devtools) test commits odoo --pytest='$(ARGS)'

.PHONY: test-install
test-install: ## the addon's tests while installing it, no warning in the log
	$(devtools) test install

.PHONY: bench-speed
bench-speed: ## how fast it is beside core's scheduler; hours, unless N is small
	$(devtools) bench-speed $(if $(PARTS),--parts='$(PARTS)') \
		$(if $(N),--sizes='$(N)' --sweep-sizes='$(or $(SWEEP),$(N))') \
		$(if $(RULES),--rules='$(RULES)') $(if $(REPEATS),--repeats='$(REPEATS)')

.PHONY: chaos
chaos: ## kill workers, cut connections, fill the disk; KILLS=200 SEEDS=12
	$(devtools) chaos $(if $(KILLS),--kills=$(KILLS)) $(if $(SEEDS),--seeds=$(SEEDS))

.PHONY: bench-inventory
bench-inventory: ## the stock each method needs on real demand; DATA=FOLDER
	$(devtools) bench-inventory --data='$(DATA)' $(if $(RESULTS),--results)

.PHONY: bench-morning
bench-morning: ## a morning's clicks, with the addon and in Odoo alone
	$(devtools) bench-morning

.PHONY: bench-approve
bench-approve: ## how long Approve lets one wait, with 60 and 300 lines
	$(devtools) bench-approve

.PHONY: wheel
wheel: ## the addon as a wheel, in dist/
	$(devtools) wheel

.PHONY: pot
pot: ## export the addon's terms, bring translations up to them
	$(devtools) pot

.PHONY: screenshots
screenshots: ## take the pictures of the README anew
	$(devtools) screenshots

.PHONY: accessibility
accessibility: ## what axe-core says of every screen; ends with 1 if it is grave
	$(devtools) accessibility

.PHONY: clean
clean: ## stop the private server, remove .jit
	$(devtools) clean
