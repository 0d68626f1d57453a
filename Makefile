# rasoat: see README.md. Every target below says what it does; `make` alone prints them.

GO       ?= go
TAGS     := sqlite_fts5
BIN      := bin/rasoat
FUZZTIME ?= 20s
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null)
SAMPLES  := testdata/samples

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# The list that the demonstration compares with, and a day on which it was the newest.
DEMO_FILES := bc-de-xuat-chu-truong-chinh-quyen-so-phu-tho.docx \
              cv-su-dung-he-thong-khen-thuong-son-la.odt \
              bao-cao-ktkt-theo-doi-von-dau-tu-quang-tri.pdf

export CGO_ENABLED := 1

.DEFAULT_GOAL := help
.PHONY: help needs build demo test check fmt vet staticcheck tidy layers slow gate bench eval fuzz golden clean

help: ## print what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

needs: ## say what is missing to build: Go 1.26 or newer and a C compiler (SQLite is C)
	@command -v $(GO) >/dev/null 2>&1 || { \
	  echo "make: Go is not installed. Get Go 1.26 or newer from https://go.dev/dl/" >&2; exit 1; }
	@version=$$($(GO) env GOVERSION); minor=$$(echo "$$version" | sed -n 's/^go1\.\([0-9]*\).*/\1/p'); \
	  [ -z "$$minor" ] || [ "$$minor" -ge 26 ] || { \
	  echo "make: $$version is too old, rasoat needs Go 1.26 or newer: https://go.dev/dl/" >&2; exit 1; }
	@cc=$$($(GO) env CC); command -v $${cc%% *} >/dev/null 2>&1 || { \
	  echo "make: the C compiler \"$$cc\" is not installed. rasoat needs one, because its database (SQLite) is C." >&2; \
	  echo "make: on Debian or Ubuntu: sudo apt-get install gcc libc6-dev; on Fedora: sudo dnf install gcc; on macOS: xcode-select --install" >&2; \
	  echo "make: with another compiler: make CC=clang" >&2; exit 1; }

build: needs ## build bin/rasoat
	$(GO) build -trimpath -tags $(TAGS) -ldflags "-X main.buildVersion=$(VERSION)" -o $(BIN) ./cmd/rasoat

demo: build ## build, then check three real example files against the embedded list and print the results
	@for f in $(DEMO_FILES); do \
	  echo; echo "\$$ $(BIN) check $(SAMPLES)/$$f"; echo; \
	  $(BIN) check $(SAMPLES)/$$f; status=$$?; \
	  case $$status in 0|4) echo "(exit status $$status)";; *) exit $$status;; esac; \
	done

test: needs ## run every test with the race detector, and the command scripts that it would make take minutes without it
	$(GO) test -race -timeout 30m -tags $(TAGS) ./...
	$(GO) test -tags $(TAGS) -run TestScripts ./cmd/rasoat

check: needs fmt vet staticcheck tidy layers slow gate ## run every check that is not a test: format, vet, staticcheck, tidiness, layers, quality gate

fmt:
	@echo "gofmt"; bad=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); [ -z "$$bad" ] || { \
	  echo "make: not formatted, run gofmt -w on:" >&2; echo "$$bad" >&2; exit 1; }

vet:
	$(GO) vet -tags $(TAGS) ./...

staticcheck:
	GOFLAGS= $(GO) run $(STATICCHECK) -tags $(TAGS) ./...

tidy:
	$(GO) mod tidy -diff
	$(GO) mod verify

layers:
	$(GO) test -count=1 ./internal/layers

slow: ## the tests that the race detector would make take minutes, or falsify
	$(GO) test -count=1 -tags $(TAGS) -run 'SurvivesKill|GoesOnAfterKill|TestFullDisk' ./cmd/rasoat
	$(GO) test -count=1 -tags $(TAGS) -run 'TestBatchPage_|TestPassword|TestMemory|_Alloc' ./internal/report ./internal/evidence ./internal/document ./index

gate: build ## fail when matching quality falls below the accepted figures
	$(BIN) eval --labels testdata/eval/proposals_dev.jsonl --assume-operating --gate testdata/eval/accepted.json

BENCH_SHORT := ^Benchmark(Normalize|CandidatesAgainstBleve|Open|Check|Title)$$
BENCH_LONG  := ^Benchmark(Cluster|ClusterHotTopics|ClusterMillion|BatchWorkbook|Import10000|CommandsMillion|EvidenceThousand)$$

bench: needs ## run the benchmarks that have a peer and print one table (minutes); docs/performance.md says what the rows mean
	@mkdir -p bin; \
	{ $(GO) test -p 1 -tags $(TAGS) -run '^$$' -bench '$(BENCH_SHORT)' ./internal/viet ./index ./engine && \
	  $(GO) test -p 1 -timeout 60m -tags $(TAGS) -run '^$$' -bench '$(BENCH_LONG)' -benchtime 2x ./engine ./cmd/rasoat; } > bin/bench.txt || \
	  { cat bin/bench.txt >&2; exit 1; }
	@awk -f docs/bench.awk bin/bench.txt

eval: build ## measure matching quality on the labelled items and write docs/quality.md
	$(BIN) eval --labels testdata/eval/proposals_dev.jsonl --assume-operating --report docs/quality.md

fuzz: needs ## fuzz every fuzz target in turn, FUZZTIME (20s) each
	@grep -rn --include='*_test.go' -o '^func Fuzz[A-Za-z0-9_]*' . | sed 's|^\./||; s|/[^/]*:[0-9]*:func | |' | sort -u | \
	while read -r dir target; do \
	  echo "$$dir $$target"; \
	  $(GO) test -tags $(TAGS) -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x "./$$dir" || exit 1; \
	done

golden: needs ## rewrite the golden files of the tests that have them; review the difference before committing it
	@grep -rlE --include='*_test.go' 'flag\.Bool\("update"' . | xargs -n 1 dirname | sort -u | \
	while read -r dir; do $(GO) test -tags $(TAGS) "$$dir" -update || exit 1; done
	@git --no-pager diff --stat -- '*testdata*'

clean: ## remove what make has built
	rm -rf bin
