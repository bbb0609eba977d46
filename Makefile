# Everything one does with Kreisrund from the command line; `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PORT ?= 8080
DATA ?= ./data
# `demo` writes into DATA only what belongs to the demonstration county.
TARGET := $(or $(CARGO_TARGET_DIR),target)

.PHONY: help run build frontend test check bench bench-large search-quality browser-tests api-check lighthouse screens clean tools

help: ## list the targets
	@echo "Kreisrund. Targets:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r target text; do printf '%-22s %s\n' "$$target" "$$text"; done

run: build ## start the demonstration county (PORT=8080 DATA=./data)
	@exec "$(TARGET)/release/kreisrund" demo --data "$(DATA)" --listen "127.0.0.1:$(PORT)"

build: frontend ## build the release binary
	@cargo build --release --locked --package kreisrund

frontend: tools ## build style sheets, scripts and fonts where their sources have changed
	@scripts/build-frontend

test: ## run everything that is tested: formatting, lints, Rust tests on both databases, browser
	@scripts/test

check: frontend ## quick look before a commit: formatting and lints
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets --locked -- -D warnings

bench: frontend ## measure what has to be quick, each figure beside a baseline of the same run
	@cargo bench --locked --package kreisrund-areas --bench lookup
	@cargo bench --locked --package kreisrund-schedule --bench expansion
	@cargo bench --locked --package kreisrund-offers --bench import
	@cargo build --release --locked --package kreisrund --package kreisrund-speed
	@"$(TARGET)/release/kreisrund-speed" --folder "$(TARGET)/speed" --program "$(TARGET)/release/kreisrund"

bench-large: frontend ## the import of 20,000 events and 100,000 generated offers, on both databases; serving 1,000,000 offers
	@scripts/with-postgres cargo bench --locked --package kreisrund-offers --bench import -- 20000 100000
	@cargo build --release --locked --package kreisrund --package kreisrund-speed
	@"$(TARGET)/release/kreisrund-speed" 1000000 --folder "$(TARGET)/speed" --program "$(TARGET)/release/kreisrund"

search-quality: frontend ## how well the search finds what people mean, beside three others (WRITE=1 writes quality/search/results.md)
	@scripts/search-quality measure $(if $(WRITE),--write)

browser-tests: frontend ## the browser tests alone, against a fresh demonstration county
	@cargo build --locked --package kreisrund
	@scripts/require-packages chromium
	@scripts/browser-tests "$(TARGET)/debug/kreisrund"

api-check: frontend ## schemathesis asks the interface for programs whatever its document allows, and what it doesn't (BASE_URL=… asks another)
	@cargo build --locked --package kreisrund
	@scripts/require-packages python3-venv
	@scripts/check-api "$(TARGET)/debug/kreisrund"

lighthouse: frontend ## accessibility, best practices and findability as Lighthouse counts them: each has to be 100
	@cargo build --locked --package kreisrund
	@scripts/require-packages chromium
	@scripts/browser-tests "$(TARGET)/debug/kreisrund" lighthouse

screens: build ## take the pictures in docs/screens anew
	@scripts/require-packages chromium
	@scripts/browser-tests "$(TARGET)/release/kreisrund" screens

clean: ## remove what was built (not the data)
	@rm -rf "$(TARGET)" crates/platform/web/assets frontend/node_modules browser-tests/node_modules quality/search/minisearch/node_modules
	@echo "Removed what was built; the data folder is untouched."

tools:
	@scripts/require-tools
