#!/usr/bin/env python3
"""Measure costreport, and compare it with other programs where they are at hand.

    python3 bench.py [--costreport PATH] [--work DIR] [--rounds N] [SIZE...]

For each SIZE (10000 100000 1000000 when none is named) a production is made once and kept in the work folder, and each
round runs `costreport run` on a fresh copy of it: the first import, the ledger and every workbook. Printed are seconds
a stage, rows a second, peak memory, the size of the workbooks, and the median over the rounds.

With BENCH_PEERS (a folder with peer_polars.py) and BENCH_PYTHON (a Python that has polars and rustpy_xlsxwriter) in the
environment, the peer runs in turn with ours, three rounds when not told otherwise, and the ratio of the medians is
printed. Only ratios from one run mean anything on a shared machine. Standard library only.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from statistics import median

sys.dont_write_bytecode = True
import generate                                                   # noqa: E402  beside this script

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
STAGE = re.compile(r"^(?:stage\s+)?([A-Za-z][\w ./-]*?)\s+(\d+(?:\.\d+)?)s?\s+(\d[\d,]*)\s*$")


class Run:
    """One child process: wall seconds, peak memory in bytes, exit code and what it said."""

    def __init__(self, command, cwd=None):
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as printed:
            started = time.perf_counter()
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=printed, stderr=said, cwd=cwd)
            _, status, usage = os.wait4(child.pid, 0)
            self.seconds = time.perf_counter() - started
            child.returncode = self.code = os.waitstatus_to_exitcode(status)
            # Kilobytes on Linux, bytes on macOS. A child starts as a copy of this process: never less than its 17 MB or so.
            self.peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            self.processor = usage.ru_utime + usage.ru_stime
            self.stderr, self.stdout = text_of(said), text_of(printed)

    def stages(self):
        found = (STAGE.match(line) for line in self.stderr.splitlines())
        return [(match[1], float(match[2]), int(match[3].replace(",", ""))) for match in found if match]

    def last_words(self):
        return "\n".join(("    " + line) for line in (self.stderr + self.stdout).strip().splitlines()[-8:])


def text_of(file):
    file.seek(0)
    return file.read().decode("utf-8", "replace")


class Peer:
    """polars with the fastest workbook writer that keeps formats; None where it is not installed."""

    def __init__(self, folder, python):
        self.script, self.python = os.path.join(os.path.abspath(folder), "peer_polars.py"), python

    @staticmethod
    def find():
        folder, python = os.environ.get("BENCH_PEERS"), os.environ.get("BENCH_PYTHON")
        if not folder or not python:
            return None, "BENCH_PEERS and BENCH_PYTHON are not both set"
        if not os.path.exists(os.path.join(folder, "peer_polars.py")):
            return None, f"no peer_polars.py in BENCH_PEERS ({folder})"
        try:
            probe = subprocess.run([python, "-c", "import polars, rustpy_xlsxwriter"], capture_output=True, text=True)
        except OSError as trouble:
            return None, f"BENCH_PYTHON ({python}) does not start: {trouble.strerror}"
        if probe.returncode != 0:
            return None, "BENCH_PYTHON lacks polars or rustpy_xlsxwriter: " + probe.stderr.strip().splitlines()[-1]
        return Peer(folder, python), ""

    def run(self, data, output):
        return Run([self.python, self.script, data, output, "full", "rustpy"])


def data_folder(work, size):
    """The production of a size, made when it is not there yet or was made by another generate.py."""
    folder = os.path.join(work, "data", f"{size}-{generate.SEED}")
    stamp = os.path.join(folder, "made-by")
    with open(generate.__file__, encoding="utf-8") as file:
        source = file.read()
    if os.path.exists(stamp):
        with open(stamp, encoding="utf-8") as file:
            if file.read() == source:
                return folder
    shutil.rmtree(folder, ignore_errors=True)
    print(f"making {size:,} rows in {folder}", flush=True)
    generate.generate(folder, size)
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(source)
    return folder


def fresh_copy(data, target):
    """Only what costreport reads; true copies, so that nothing it does can reach the originals."""
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(os.path.join(target, "inbox"))
    for name in ("production.yaml", "accounts.csv", "budget.csv", "estimates.csv"):
        shutil.copyfile(os.path.join(data, name), os.path.join(target, name))
    for name in generate.TRANSACTION_FILES:
        shutil.copyfile(os.path.join(data, "inbox", name + ".csv"), os.path.join(target, "inbox", name + ".csv"))
    shutil.copytree(os.path.join(data, "profiles"), os.path.join(target, "profiles"))


def workbooks(folder):
    found = []
    for parent, _, names in os.walk(folder):
        found += [os.path.join(parent, name) for name in names if name.endswith(".xlsx")]
    return [(os.path.relpath(path, folder), os.path.getsize(path)) for path in sorted(found)]


def mb(count):
    return f"{count / 1e6:,.1f} MB"


def measure(size, options, peer):
    """All rounds of one size. True when every run ended well."""
    data = data_folder(options.work, size)
    target = os.path.join(options.work, "run")
    peer_output = os.path.join(options.work, "peer.xlsx")
    command = [options.costreport, "run", target, "--as-of", generate.AS_OF.isoformat(), "--timings"]
    ours, theirs = [], []
    print(f"\n{size:,} rows")
    for number in range(1, options.rounds + 1):
        fresh_copy(data, target)
        run = Run(command)
        if run.code not in (0, 1):                                # 1: done, and the data has findings
            print(f"  costreport ended with {run.code}:\n{run.last_words()}")
            return False
        ours.append(run)
        line = f"  round {number}: costreport {run.seconds:.3f} s" + (" (exit code 1: findings)" if run.code else "")
        if peer:
            if os.path.exists(peer_output):
                os.remove(peer_output)
            other = peer.run(data, peer_output)
            if other.code != 0:
                print(f"{line}\n  the peer ended with {other.code}:\n{other.last_words()}")
                return False
            theirs.append(other)
            line += f", polars + rustpy {other.seconds:.3f} s"
        print(line, flush=True)
    report(size, ours, theirs, target, peer_output)
    shutil.rmtree(target, ignore_errors=True)
    return True


def report(size, ours, theirs, target, peer_output):
    middle = sorted(ours, key=lambda run: run.seconds)[(len(ours) - 1) // 2]
    stages = middle.stages()
    if stages:
        width = max(len(name) for name, _, _ in stages)
        print(f"  stages of the round of {middle.seconds:.3f} s")
        for name, seconds, rows in stages:
            rate = f"{rows / seconds:14,.0f} rows/s" if rows and seconds else ""
            print(f"    {name:{width}}  {seconds:8.3f} s  {rows:12,} rows {rate}")
    else:
        print("  no stages: costreport printed none with --timings")
    wall = median(run.seconds for run in ours)
    print(f"  costreport: median {wall:.3f} s, {size / wall:,.0f} rows/s, processor {middle.processor:.3f} s, "
          f"peak memory {mb(max(run.peak for run in ours))}")
    for name, count in workbooks(target):
        print(f"    {name}: {mb(count)}")
    if theirs:
        other = median(run.seconds for run in theirs)
        print(f"  polars + rustpy: median {other:.3f} s, {size / other:,.0f} rows/s, "
              f"peak memory {mb(max(run.peak for run in theirs))}, workbook {mb(os.path.getsize(peer_output))}")
        print(f"  ratio: costreport takes {wall / other:.3f} x the time of polars + rustpy")


def main():
    parser = argparse.ArgumentParser(description="Measure costreport.")
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help="rows; 10000 100000 1000000 when none is named")
    parser.add_argument("--costreport", default=os.path.join(ROOT, ".build", "release", "costreport"))
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "costreport-bench"), help="folder for data and runs")
    parser.add_argument("--rounds", type=int, help="1 alone, 3 beside a peer")
    options = parser.parse_args()
    if not os.access(options.costreport, os.X_OK):
        sys.exit(f"{options.costreport} is not there: build it (swift build -c release), or name it with --costreport")
    options.costreport = os.path.abspath(options.costreport)
    peer, reason = Peer.find()
    if not peer:
        print(f"No peer to compare with: {reason}. Times below are costreport's alone.")
    options.rounds = options.rounds or (3 if peer else 1)
    os.makedirs(options.work, exist_ok=True)
    results = [measure(size, options, peer) for size in options.sizes or [10_000, 100_000, 1_000_000]]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
