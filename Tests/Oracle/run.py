"""Runs `costreport` over random productions week by week, and compares every column of every account with an independent
computation. `python3 Tests/Oracle/run.py --costreport BIN --seeds 1..100`; exit code 1 on any difference."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from basics import Dice                                     # noqa: E402
from exports import Exports                                 # noqa: E402
from oracle import COLUMNS, Oracle                          # noqa: E402
from story import Story                                     # noqa: E402


# Full lists without a date of their own: of two the one that comes later is the newer.
UNDATED = ("shoot-days", "card-coding")


class Stopped(Exception):
    """The program gave no report."""


class Run:
    def __init__(self, costreport, seed, shuffle, folder):
        self.costreport, self.seed, self.shuffle, self.folder = costreport, seed, shuffle, Path(folder)
        self.story = Story(seed)
        self.oracle = Oracle(self.story)
        self.office = Exports(self.story, folder)
        self.currency, self.weeks = self.story.production.currency, self.story.production.weeks
        self.dice = Dice(seed, "order")
        self.differences, self.cells, self.dropped = [], 0, []

    def all(self):
        try:
            for week in self.weeks.all():
                self.office.set_up(week)
                self.deliver(week, self.office.drop(week))
                self.compare(week, self.program(week))
        except Stopped as stopped:
            self.differences.append(str(stopped))
        return self

    def deliver(self, week, paths):
        """In one go; or, shuffled, in a random order and in several imports, with older exports once more between them."""
        if not self.shuffle:
            for path in paths:
                self.into_inbox(path, path.name)
            return
        names = [self.into_inbox(path, path.name) for path in paths]
        names += [self.again(path, week) for path in self.dice.sample(self.dropped, 4)]
        self.import_shuffled(week, names)
        self.dropped += [path for path in paths if not path.name.startswith(UNDATED)]

    def import_shuffled(self, week, names):
        names = self.dice.shuffled(names)
        while names:
            count = self.dice.int(1, 4)
            self.call("import", "--as-of", str(self.weeks.end(week)), "--quiet", files=names[:count])
            names = names[count:]

    def into_inbox(self, path, name, more=b""):
        inbox = self.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        (inbox / name).write_bytes(path.read_bytes() + more)
        return name

    def again(self, path, week):
        """An older export that somebody has made once more: the same rows in other bytes."""
        return self.into_inbox(path, f"{path.stem} again {week}{path.suffix}", b"\r\n" * week)

    def at_once(self):
        """All weeks' exports in any order before the first report: it has the cost, orders and accruals of the last week."""
        last = self.weeks.count
        names = []
        for week in self.weeks.all():
            for path in self.office.drop(week):
                if week == last or not path.name.startswith(UNDATED):
                    names.append(self.into_inbox(path, path.name))
        self.office.set_up(last)
        try:
            self.import_shuffled(last, names)
            got = self.by_code(self.program(last))
        except Stopped as stopped:
            self.differences.append(str(stopped))
            return self
        expected = self.oracle.expected(last)
        for code in sorted(set(got) | set(expected)):
            for column in ("toDate", "openOrders", "accruals", "budget", "overages", "transfers"):
                self.cells += 1
                wanted, value = expected.get(code, {}).get(column, 0), self.minor(got[code][column]) if code in got else 0
                if wanted != value:
                    self.differ(last, code, f"{column} [at once]", self.currency.plain(wanted), self.currency.plain(value))
        return self

    def call(self, command, *options, files=()):
        result = subprocess.run([self.costreport, command, str(self.folder), *options, *files], capture_output=True, text=True)
        if result.returncode not in (0, 1):
            first = [line for line in result.stderr.splitlines() if line.strip()][:3]
            raise Stopped(f"seed {self.seed}: {command} {options}: exit {result.returncode}: {' | '.join(first)}")
        return result.stdout

    def program(self, week):
        return json.loads(self.call("run", "--as-of", str(self.weeks.end(week)), "--json"))

    def by_code(self, printed):
        return {self.oracle.normal(line["account"]): line for line in printed["report"]["accounts"]}

    def minor(self, text):
        value = Fraction(text.replace(",", "")) * 10 ** self.currency.digits
        assert value.denominator == 1, text
        return value.numerator

    def differ(self, week, account, column, expected, got):
        self.differences.append(f"seed {self.seed} week {week} {account} {column}: expected {expected}, got {got}")

    def compare(self, week, printed):
        report = printed["report"]
        got = self.by_code(printed)
        expected = self.oracle.expected(week)
        if report["number"] != week:
            self.differ(week, "-", "number", week, report["number"])
        for code in sorted(set(got) | set(expected)):
            if code not in got or code not in expected:
                self.differ(week, code, "line", expected.get(code), got.get(code))
                continue
            line = got[code]
            for column in COLUMNS:
                self.cells += 1
                value = self.minor(line[column])
                if value != expected[code][column]:
                    self.differ(week, code, f"{column} [{line['method']}]", self.currency.plain(expected[code][column]), line[column])
            if line["suspense"] != (code not in self.oracle.chart):
                self.differ(week, code, "suspense", code not in self.oracle.chart, line["suspense"])
        for proof in report["tieOuts"]:
            if not proof["passes"]:
                self.differ(week, "-", "tie-out " + proof["name"], proof["left"], proof["right"])
        self.compare_bridge(week, report["bridge"], got, expected)

    def compare_bridge(self, week, bridge, got, expected):
        steps = {self.oracle.normal(line["account"]): sum(map(self.minor, line["steps"].values())) for line in bridge}
        for code, line in expected.items():
            change = line["efcChange"] if week > 1 else 0
            if code in got and steps.get(code, 0) != change:
                self.differ(week, code, "bridge", change, steps.get(code, 0))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--costreport", required=True)
    parser.add_argument("--seeds", required=True, help="A..B")
    parser.add_argument("--shuffle", action="store_true", help="files of a week in any order, earlier exports once more")
    parser.add_argument("--at-once", action="store_true", help="all exports in any order before the only report")
    parser.add_argument("--keep", help="leave the productions below this folder")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("..")
    begun, weeks, cells, differences = time.monotonic(), 0, 0, []
    seeds = range(int(first), int(last or first) + 1)
    for seed in seeds:
        folder = Path(options.keep or tempfile.mkdtemp(prefix="oracle-")) / str(seed)
        shutil.rmtree(folder, ignore_errors=True)
        run = Run(options.costreport, seed, options.shuffle, folder)
        run = run.at_once() if options.at_once else run.all()
        weeks += run.weeks.count
        cells += run.cells
        differences += run.differences
        for difference in run.differences:
            print(difference, flush=True)
        if not options.keep:
            shutil.rmtree(folder.parent)
    print(f"{len(seeds)} productions, {weeks} weeks, {cells} cells, {len(differences)} differences, {time.monotonic() - begun:.1f} s")
    raise SystemExit(1 if differences else 0)


if __name__ == "__main__":
    main()
