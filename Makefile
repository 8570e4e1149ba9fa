# What people run. Every command does its own set-up and says what it is doing.

.DEFAULT_GOAL := help
.PHONY: help demo test test-long web docs bench bench-decisions fuzz mutants fmt clean-postgres

# Passed on: make demo ARGS=--exit
ARGS ?=

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 18

demo: ## Watch shipments go all the way, against an authority of our own (ARGS=--exit ends it)
	@scripts/prerequisites.sh
	cargo run --locked --package cas-server -- demo $(ARGS)

test: ## Check everything: format, lints, licences, tests on both stores, the demo
	@scripts/test.sh

test-long: ## Replay every published conversation with crashes; analyse many random tables (many minutes)
	CAS_TEST_LONG=1 cargo nextest run --locked --package cas-testkit --test conversations
	CAS_TEST_LONG=1 cargo nextest run --locked --package cas-decision --test decision certain

web: ## Build the screens anew into web/dist, which the server has inside
	@scripts/web.sh build

docs: ## Write the generated documents anew: lifecycle, rules, findings, OpenAPI, coverage, corrections
	UPDATE_DOCS=1 cargo test --locked --package cas-model --package cas-rules --package cas-api
	UPDATE_DOCS=1 cargo test --locked --package cas-systems --test systems coverage
	CAS_TEST_POSTGRES=skip UPDATE_DOCS=1 cargo test --locked --package cas-testkit --test corrections

bench: ## Measure the whole way (ARGS="--shipments 1000 --items 5 --store embedded")
	@scripts/prerequisites.sh
	cargo run --release --locked --package cas-server -- bench pipeline $(ARGS)

bench-decisions: ## Measure decision tables beside another engine; builds that engine first
	@scripts/prerequisites.sh
	cd bench/decision && cargo bench --locked

fuzz: ## Look for cells that panic the parser and tables where scan and index differ
	@scripts/fuzz.sh

mutants: ## Seed faults into what decides; how many do the tests notice? (an hour; SEED=1)
	@scripts/mutants.sh

fmt: ## Format the code
	cargo fmt --all

clean-postgres: ## Stop the tests' PostgreSQL and delete its data
	@scripts/test-database.sh delete
