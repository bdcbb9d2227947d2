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
APT_TEST := python3 python3-venv libreoffice-calc-nogui fonts-crosextra-carlito openssl exim4-daemon-light strace
PIP_TEST := openpyxl==3.1.5 python-calamine==0.3.1 XlsxWriter==3.2.0

.PHONY: help build run test lint format golden bench install clean setup setup-test pollock

help:
	@echo "make run      set up, build and report six weeks of the sample production"
	@echo "make test     set up and run every test"
	@echo "make build    the release binary, $(RELEASE)"
	@echo "make lint     formatting, and the rules of the source text"
	@echo "make golden   record the golden files again; read their diff before you commit it"
	@echo "make bench    10k, 100k and 1M rows: seconds, rows a second, memory, file size (SIZES=…)"
	@echo "make pollock  how well files are read that are spoiled in 2,290 ways, without any configuration"
	@echo "make install  to \$$(DESTDIR)\$$(PREFIX) (now $(DESTDIR)$(PREFIX))"
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
	install -D -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/costreport
	for folder in profiles reports; do \
	  install -d $(DESTDIR)$(PREFIX)/share/costreport/$$folder; \
	  install -m 644 $$folder/*.yaml $(DESTDIR)$(PREFIX)/share/costreport/$$folder/; done

clean:
	rm -rf .build $(VENV) reports/out
