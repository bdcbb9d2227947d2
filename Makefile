# costreport: everything that one runs, in one place. `make` alone says what there is.
# Two commands need no preparation on Debian 12 with Swift 6.3: `make run` and `make test`.

SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
VENV := .build-venv
FLAGS := --explicit-target-dependency-import-check error
RELEASE := .build/release/costreport

# What building needs, what running the tests needs besides, and the readers that the tests compare with.
APT_BUILD := pkg-config libcsv-dev libxlsxwriter-dev libexpat1-dev libzip-dev libical-dev libisal-dev libsqlite3-dev libssl-dev \
  libcurl4-openssl-dev
APT_TEST := python3 python3-venv libreoffice-calc-nogui fonts-crosextra-carlito openssl exim4-daemon-light strace mandoc patch
PIP_TEST := openpyxl==3.1.5 python-calamine==0.3.1 XlsxWriter==3.2.0

.PHONY: help build run test lint format golden bench install install-files uninstall clean setup setup-test pollock

help:
	@echo "make run      set up, build and report six weeks of the sample production"
	@echo "make test     set up and run every test"
	@echo "make build    the release binary, $(RELEASE)"
	@echo "make lint     formatting, and the rules of the source text"
	@echo "make golden   record the golden files again; read their diff before you commit it"
	@echo "make bench    10k, 100k and 1M rows: seconds, rows a second, memory, file size (SIZES=…)"
	@echo "make pollock  how well files are read that are spoiled in 2,290 ways, without any configuration"
	@echo "make install  to \$$(DESTDIR)\$$(PREFIX) (now $(DESTDIR)$(PREFIX)); uninstall takes it away"
	@echo "make clean    everything that was built"

# Installs the packages that are missing, by name; says nothing when none is.
define apt
	@command -v $(SWIFT) >/dev/null || { echo "Swift 6.3 is needed: https://swift.org/install" >&2; exit 1; }
	@missing=(); for package in $(1); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=($$package); done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  echo "installing: $${missing[*]}"; \
	  $(SUDO) apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $${missing[*]} >/dev/null; fi
endef

setup:
	$(call apt,$(APT_BUILD))

setup-test: setup
	$(call apt,$(APT_TEST))
	@[ -x $(VENV)/bin/python ] && $(VENV)/bin/python -c 'import openpyxl, python_calamine, xlsxwriter' 2>/dev/null || \
	  { python3 -m venv $(VENV) && $(VENV)/bin/pip install -q --disable-pip-version-check $(PIP_TEST); }

build: setup
	$(SWIFT) build -c release --product costreport $(FLAGS)

run: build
	@samples/run.sh $(RELEASE) samples/harbor-lights reports/out/harbor-lights

test: setup-test lint
	$(SWIFT) build --build-tests $(FLAGS)
	COSTREPORT_PYTHON=$(CURDIR)/$(VENV)/bin/python $(SWIFT) test --skip-build

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

golden: setup-test
	-RECORD=1 COSTREPORT_PYTHON=$(CURDIR)/$(VENV)/bin/python $(SWIFT) test
	git diff --stat

bench: build
	python3 Tests/Bench/bench.py --costreport $(RELEASE) $(SIZES)

pollock: build
	python3 Tests/Pollock/pollock.py --costreport $(RELEASE)

install: build
	@$(MAKE) --no-print-directory install-files BINARY=$(RELEASE)

# What is built already, to its places: BINARY is asked for its own manual pages and completions.
BINARY ?= $(RELEASE)
ROOT = $(DESTDIR)$(PREFIX)
SHARE = $(ROOT)/share
COMPLETIONS = $(SHARE)/bash-completion/completions/costreport $(SHARE)/zsh/site-functions/_costreport \
  $(SHARE)/fish/vendor_completions.d/costreport.fish
UNITS = costreport@.service costreport@.timer

install-files:
	install -D -m 755 $(BINARY) $(ROOT)/bin/costreport
	install -m 755 docs/unattended/costreport-weekly $(ROOT)/bin/
	for folder in profiles reports; do \
	  install -d $(SHARE)/costreport/$$folder && install -m 644 $$folder/*.yaml $(SHARE)/costreport/$$folder/ || exit; done
	install -d $(SHARE)/doc/costreport $(SHARE)/man/man1 $(dir $(COMPLETIONS)) $(ROOT)/lib/systemd/system
	install -m 644 docs/*.md $(SHARE)/doc/costreport/
	sed 's|@PREFIX@|$(PREFIX)|g' docs/unattended/crontab.example >$(SHARE)/doc/costreport/crontab.example
	for unit in $(UNITS); do \
	  sed 's|@PREFIX@|$(PREFIX)|g' docs/unattended/$$unit >$(ROOT)/lib/systemd/system/$$unit || exit; done
	$(BINARY) help-man $(SHARE)/man/man1
	set -e; for path in $(COMPLETIONS); do case $$path in *bash*) shell=bash;; *zsh*) shell=zsh;; *) shell=fish;; esac; \
	  $(BINARY) --generate-completion-script $$shell >$$path; done

uninstall:
	rm -f $(ROOT)/bin/costreport $(ROOT)/bin/costreport-weekly $(COMPLETIONS)
	rm -f $(SHARE)/man/man1/costreport.1 $(SHARE)/man/man1/costreport-*.1 $(addprefix $(ROOT)/lib/systemd/system/,$(UNITS))
	rm -rf $(SHARE)/costreport $(SHARE)/doc/costreport

clean:
	rm -rf .build $(VENV) reports/out
