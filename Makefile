# vitrine: see CONTRIBUTING.md. `make help` lists the targets.

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
BUILD   ?= build
VERSION := 1.0.0

PACKAGES      := libcurl libxml-2.0 libxslt libpcre2-8 glib-2.0 gio-2.0 json-glib-1.0 libfyaml sqlite3 libpsl
TEST_PACKAGES := cmocka libmicrohttpd
PKG_CONFIG    ?= pkg-config

# Found at first use, so that `make deps` can run before anything is installed.
lib_cflags  = $(eval lib_cflags := $$(shell $(PKG_CONFIG) --cflags $(PACKAGES)))$(lib_cflags)
lib_libs    = $(eval lib_libs := $$(shell $(PKG_CONFIG) --libs $(PACKAGES)))$(lib_libs)
test_cflags = $(eval test_cflags := $$(shell $(PKG_CONFIG) --cflags $(TEST_PACKAGES)))$(test_cflags)
test_libs   = $(eval test_libs := $$(shell $(PKG_CONFIG) --libs $(TEST_PACKAGES)))$(test_libs)

CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2 -Wundef
DEFINES := -D_GNU_SOURCE -DVITRINE_VERSION='"$(VERSION)"' -DVITRINE_DATADIR='"$(PREFIX)/share/vitrine"'
HARDEN  := -fstack-protector-strong -fPIE
compile  = $(CC) -std=gnu17 -I. $(DEFINES) $(WARN) $(HARDEN) $(CFLAGS) $(EXTRA_CFLAGS)
link     = $(CC) $(HARDEN) -pie $(CFLAGS) $(EXTRA_CFLAGS) $(LDFLAGS) -Wl,--as-needed,-z,relro,-z,now

LIBRARY_SOURCES := $(shell find crawler rules reports audit -name '*.c' ! -path audit/main.c | LC_ALL=C sort)
LIBRARY_OBJECTS := $(LIBRARY_SOURCES:%.c=$(BUILD)/%.o)
UNIT_SOURCES    := $(shell find tests/unit -name '*_test.c' 2>/dev/null | LC_ALL=C sort)
UNIT_TESTS      := $(UNIT_SOURCES:%.c=$(BUILD)/%)
INTEGRATION_SOURCES := $(shell find tests/integration -name '*_test.c' 2>/dev/null | LC_ALL=C sort)
INTEGRATION_TESTS   := $(INTEGRATION_SOURCES:%.c=$(BUILD)/%)
SUPPORT_SOURCES := $(shell find tests/support -name '*.c' 2>/dev/null | LC_ALL=C sort)
SUPPORT_OBJECTS := $(SUPPORT_SOURCES:%.c=$(BUILD)/%.o)
FUZZ_SOURCES    := $(shell find tests/fuzz -name '*_fuzz.c' 2>/dev/null | LC_ALL=C sort)
FUZZERS         := $(FUZZ_SOURCES:%.c=$(BUILD)/%)
FUZZ_REPLAYS    := $(FUZZ_SOURCES:%.c=$(BUILD)/%_replay)
BENCH_SOURCES   := $(shell find tests/bench -name '*_bench.c' 2>/dev/null | LC_ALL=C sort)
BENCHES         := $(BENCH_SOURCES:%.c=$(BUILD)/%)

DATA := $(shell find rules reports \( -name '*.yaml' -o -name '*.txt' -o -name '*.xsl' -o -name '*.css' -o -name '*.js' -o -name '*.xml' -o -name '*.json' \) | LC_ALL=C sort)

.DEFAULT_GOAL := all
.SECONDARY:

all: $(BUILD)/vitrine ## build the program

$(BUILD)/vitrine: $(BUILD)/audit/main.o $(BUILD)/packaging/known_bytes.o $(BUILD)/libvitrine.a
	@echo "  LINK  $@"
	@$(link) -o $@ $^ $(lib_libs)

$(BUILD)/libvitrine.a: $(LIBRARY_OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

# What is known of the shipped patterns before the program runs (rules/known.h).
known := $(BUILD)/packaging/known

$(known): $(known).o $(BUILD)/libvitrine.a
	@echo "  LINK  $@"
	@$(link) -o $@ $^ $(lib_libs)

known_yaml := $(filter rules/%.yaml,$(DATA))

$(known).bytes: $(known) $(known_yaml)
	@echo "  KNOWN $@"
	@$< $@ rules $(known_yaml)

$(known)_bytes.o: packaging/known_bytes.S $(known).bytes
	@$(CC) -DKNOWN='"$(known).bytes"' -c -o $@ $<

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC    $@"
	@$(compile) $(lib_cflags) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	@echo "  CC    $@"
	@$(compile) $(lib_cflags) $(test_cflags) -MMD -MP -c -o $@ $<

$(BUILD)/tests/unit/%_test: $(BUILD)/tests/unit/%_test.o $(SUPPORT_OBJECTS) $(BUILD)/libvitrine.a
	@echo "  LINK  $@"
	@$(link) -o $@ $^ $(test_libs) $(lib_libs)

$(BUILD)/tests/fuzz/%_fuzz_replay: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/tests/fuzz/replay.o $(BUILD)/libvitrine.a
	@echo "  LINK  $@"
	@$(link) -o $@ $^ $(lib_libs)

$(BUILD)/tests/bench/%_bench: $(BUILD)/tests/bench/%_bench.o $(SUPPORT_OBJECTS) $(BUILD)/libvitrine.a
	@echo "  LINK  $@"
	@$(link) -o $@ $^ $(test_libs) $(lib_libs)

$(BUILD)/tests/integration/%_test: $(BUILD)/tests/integration/%_test.o $(SUPPORT_OBJECTS) $(BUILD)/libvitrine.a
	@echo "  LINK  $@"
	@$(link) -o $@ $^ $(test_libs) $(lib_libs)

$(BUILD)/tests/tools/%: $(BUILD)/tests/tools/%_main.o $(SUPPORT_OBJECTS) $(BUILD)/libvitrine.a
	@echo "  LINK  $@"
	@$(link) -o $@ $^ $(test_libs) $(lib_libs)

# What a compilation needs must be there before make looks for it: these targets install first, then call make again.
deps: ## install what is missing to build and test
	@packaging/deps build test

demo: ## audit one practice over real HTTP, and say where its report is
	@packaging/deps build test
	@$(MAKE) --no-print-directory $(BUILD)/vitrine $(BUILD)/tests/tools/site_server
	@packaging/demo $(BUILD)

test: ## unit and integration tests, fuzz corpora, the rules' own examples
	@packaging/deps build test
	@$(MAKE) --no-print-directory unit integration replay examples

$(BUILD)/tests/browser/render: $(BUILD)/tests/browser/render.o $(SUPPORT_OBJECTS) $(BUILD)/libvitrine.a
	$(link) -o $@ $^ $(test_libs) $(lib_libs)

# Two tests may run at a time (make -j2), each with its output in one piece. None is timed, but one that does not come back has failed.
MAKEFLAGS += --output-sync=target
run_test = VITRINE=$(BUILD)/vitrine timeout 600 $(RUNNER) $<

unit: $(addsuffix .run,$(filter %$(ONLY)_test,$(UNIT_TESTS))) ## the unit tests alone (ONLY=name runs one)

integration: $(addsuffix .run,$(filter %$(ONLY)_test,$(INTEGRATION_TESTS))) ## the program as people run it, against sites on loopback (ONLY=name runs one)

$(BUILD)/tests/unit/%_test.run: $(BUILD)/tests/unit/%_test
	@$(run_test)

$(BUILD)/tests/integration/%_test.run: $(BUILD)/tests/integration/%_test $(BUILD)/vitrine
	@$(run_test)

examples: $(BUILD)/vitrine
	@set -e; for p in rules/packs/*/; do $(BUILD)/vitrine rules check $$p; done

replay: $(addsuffix .run,$(FUZZ_REPLAYS)) ## replay every fuzz corpus

$(BUILD)/tests/fuzz/%_fuzz_replay.run: $(BUILD)/tests/fuzz/%_fuzz_replay
	@$(run_test) tests/fuzz/corpus/$*

check: ## lint, sanitizers, valgrind
	@packaging/deps build test check
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory BUILD=build/clang CC=clang EXTRA_CFLAGS=-Werror all
	@$(MAKE) --no-print-directory BUILD=build/asan EXTRA_CFLAGS='-Werror -O1 -fno-omit-frame-pointer $(SANITIZE)' unit integration replay examples
	@$(MAKE) --no-print-directory unit replay RUNNER='valgrind -q --error-exitcode=1 --leak-check=full --errors-for-leak-kinds=definite --suppressions=tests/valgrind.supp'

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
SOURCES  := $(shell find crawler rules reports audit packaging tests -name '*.c' | LC_ALL=C sort)
HEADERS  := $(shell find crawler rules reports audit tests -name '*.h' | LC_ALL=C sort)

lint: ## includes run one way, headers stand alone, format, cppcheck, clang-tidy
	@packaging/lint includes headers
	@clang-format --dry-run --Werror $(SOURCES) $(HEADERS)
	@cppcheck --quiet --enable=warning,performance,portability --error-exitcode=1 --inline-suppr --std=c11 --library=gtk \
	    --suppress=missingInclude --suppress=unknownMacro --suppress=varFuncNullUB --suppress=memleak -I. crawler rules reports audit packaging
	@printf '%s\n' $(LIBRARY_SOURCES) audit/main.c packaging/known.c | xargs -P 2 -n 1 packaging/lint tidy

format: ## put every source into its form
	@clang-format -i $(SOURCES) $(HEADERS)

bench: ## how fast: pages, patterns, start, a folder, a large site beside wget2
	@packaging/deps build test bench
	@$(MAKE) --no-print-directory $(BENCHES) $(BUILD)/vitrine
	@set -e; for b in $(BENCHES); do $$b; done
	@tests/bench/run $(BUILD)
	@tests/bench/large_site $(BUILD) 5001 1

FUZZ_SECONDS ?= 60
fuzz: ## run each fuzz target for FUZZ_SECONDS (ONLY=name runs one)
	@packaging/deps build test check
	@$(MAKE) --no-print-directory BUILD=build/fuzz CC=clang EXTRA_CFLAGS='-O1 -fsanitize=fuzzer-no-link,address,undefined' fuzzers

fuzzers: $(FUZZERS)
	@set -e; for f in $(filter %$(ONLY)_fuzz,$(FUZZERS)); do n=$$(basename $$f _fuzz); echo "== $$n"; \
	    mkdir -p $(BUILD)/corpus/$$n; $$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
	    $(BUILD)/corpus/$$n tests/fuzz/corpus/$$n >$(BUILD)/$$n.log 2>&1 || { tail -40 $(BUILD)/$$n.log; exit 1; }; \
	    grep -E 'number_of_executed|average_exec' $(BUILD)/$$n.log; done

$(BUILD)/tests/fuzz/%_fuzz: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/libvitrine.a
	@echo "  LINK  $@"
	@$(link) -fsanitize=fuzzer -o $@ $^ $(lib_libs)

coverage: ## what the tests reach, by file
	@packaging/deps build test
	@$(MAKE) --no-print-directory BUILD=build/coverage EXTRA_CFLAGS='-O0 --coverage' unit integration replay
	@packaging/coverage build/coverage

eval: $(BUILD)/vitrine ## accuracy on labelled sites: make eval SITES=dir LABELS=file
	@tests/eval/run $(BUILD)/vitrine "$(SITES)" "$(LABELS)"

install: all ## install below PREFIX (default /usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/vitrine $(DESTDIR)$(PREFIX)/share/doc/vitrine
	install -m 755 $(BUILD)/vitrine $(DESTDIR)$(PREFIX)/bin/vitrine
	@set -e; for f in $(DATA); do install -D -m 644 $$f $(DESTDIR)$(PREFIX)/share/vitrine/$$f; done
	install -m 644 README.md LICENSE $(wildcard docs/*.md) $(DESTDIR)$(PREFIX)/share/doc/vitrine

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/vitrine
	rm -rf $(DESTDIR)$(PREFIX)/share/vitrine $(DESTDIR)$(PREFIX)/share/doc/vitrine

dist: ## build/vitrine-VERSION.tar.gz of what is committed
	@mkdir -p build
	git archive --prefix=vitrine-$(VERSION)/ -o build/vitrine-$(VERSION).tar.gz HEAD
	@echo build/vitrine-$(VERSION).tar.gz

browser: $(BUILD)/tests/browser/render ## the reports in Chromium and against published schemas (needs chromium and npm)
	$< $(BUILD)/samples
	cd tests/browser && npm ci --no-audit --no-fund --ignore-scripts && SAMPLES=$(abspath $(BUILD)/samples) node --test

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean: ## remove what was built
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

.PHONY: all deps demo test unit integration examples replay check lint format bench browser fuzz fuzzers coverage eval install uninstall dist help clean
