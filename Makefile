# vitrine: see CONTRIBUTING.md. `make help` lists the targets.

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
BUILD   ?= build
VERSION := 1.0.0

PACKAGES      := libcurl libxml-2.0 libxslt libexslt libpcre2-8 glib-2.0 gio-2.0 json-glib-1.0 libfyaml sqlite3 libpsl
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
link     = $(CC) $(HARDEN) -pie $(CFLAGS) $(EXTRA_CFLAGS) $(LDFLAGS) -Wl,-z,relro,-z,now

LIBRARY_SOURCES := $(shell find crawler rules reports audit -name '*.c' ! -path audit/main.c | LC_ALL=C sort)
LIBRARY_OBJECTS := $(LIBRARY_SOURCES:%.c=$(BUILD)/%.o)
UNIT_SOURCES    := $(shell find tests/unit -name '*_test.c' 2>/dev/null | LC_ALL=C sort)
UNIT_TESTS      := $(UNIT_SOURCES:%.c=$(BUILD)/%)
SUPPORT_SOURCES := $(shell find tests/support -name '*.c' 2>/dev/null | LC_ALL=C sort)
SUPPORT_OBJECTS := $(SUPPORT_SOURCES:%.c=$(BUILD)/%.o)
FUZZ_SOURCES    := $(shell find tests/fuzz -name '*_fuzz.c' 2>/dev/null | LC_ALL=C sort)
FUZZ_REPLAYS    := $(FUZZ_SOURCES:%.c=$(BUILD)/%_replay)
BENCH_SOURCES   := $(shell find tests/bench -name '*_bench.c' 2>/dev/null | LC_ALL=C sort)
BENCHES         := $(BENCH_SOURCES:%.c=$(BUILD)/%)

.DEFAULT_GOAL := all
.SECONDARY:

all: $(BUILD)/vitrine ## build the program

$(BUILD)/vitrine: $(BUILD)/audit/main.o $(BUILD)/libvitrine.a
	$(link) -o $@ $^ $(lib_libs)

$(BUILD)/libvitrine.a: $(LIBRARY_OBJECTS)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(compile) $(lib_cflags) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(compile) $(lib_cflags) $(test_cflags) -MMD -MP -c -o $@ $<

$(BUILD)/tests/unit/%_test: $(BUILD)/tests/unit/%_test.o $(SUPPORT_OBJECTS) $(BUILD)/libvitrine.a
	$(link) -o $@ $^ $(test_libs) $(lib_libs)

$(BUILD)/tests/fuzz/%_fuzz_replay: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/tests/fuzz/replay.o $(BUILD)/libvitrine.a
	$(link) -o $@ $^ $(lib_libs)

$(BUILD)/tests/bench/%_bench: $(BUILD)/tests/bench/%_bench.o $(SUPPORT_OBJECTS) $(BUILD)/libvitrine.a
	$(link) -o $@ $^ $(test_libs) $(lib_libs)

$(BUILD)/tests/tools/%: $(BUILD)/tests/tools/%_main.o $(SUPPORT_OBJECTS) $(BUILD)/libvitrine.a
	$(link) -o $@ $^ $(test_libs) $(lib_libs)

unit: $(UNIT_TESTS) ## the unit tests alone (ONLY=name runs one)
	@set -e; for t in $(filter %$(ONLY)_test,$(UNIT_TESTS)); do $(RUNNER) $$t; done

replay: $(FUZZ_REPLAYS) ## replay every fuzz corpus
	@set -e; for r in $(FUZZ_REPLAYS); do n=$$(basename $$r _fuzz_replay); $(RUNNER) $$r tests/fuzz/corpus/$$n; done

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean: ## remove what was built
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

.PHONY: all unit replay help clean
