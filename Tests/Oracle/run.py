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
        """In one go; or, shuffled, file by file in any order, with exports of earlier weeks once more between them."""
        inbox = self.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        if not self.shuffle:
            for path in paths:
                shutil.copy(path, inbox / path.name)
            return
        arriving = self.dice.shuffled(paths + self.dice.sample(self.dropped, 3))
        half = self.dice.int(0, len(arriving))
        for part in (arriving[:half], arriving[half:]):
            for path in part:
                shutil.copy(path, inbox / path.name)
            if part is not arriving[half:]:
                self.program(week)
        self.dropped += paths

    def program(self, week):
        result = subprocess.run([self.costreport, "run", str(self.folder), "--as-of", str(self.weeks.end(week)), "--json"],
                                capture_output=True, text=True)
        if result.returncode > 1 or not result.stdout:
            first = [line for line in result.stderr.splitlines() if line.strip()][:3]
            raise Stopped(f"seed {self.seed} week {week}: exit {result.returncode}: {' | '.join(first)}")
        return json.loads(result.stdout)

    def minor(self, text):
        value = Fraction(text.replace(",", "")) * 10 ** self.currency.digits
        assert value.denominator == 1, text
        return value.numerator

    def differ(self, week, account, column, expected, got):
        self.differences.append(f"seed {self.seed} week {week} {account} {column}: expected {expected}, got {got}")

    def compare(self, week, printed):
        report = printed["report"]
        got = {self.oracle.normal(line["account"]): line for line in report["accounts"]}
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
    parser.add_argument("--keep", help="leave the productions below this folder")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("..")
    begun, weeks, cells, differences = time.monotonic(), 0, 0, []
    seeds = range(int(first), int(last or first) + 1)
    for seed in seeds:
        folder = Path(options.keep or tempfile.mkdtemp(prefix="oracle-")) / str(seed)
        shutil.rmtree(folder, ignore_errors=True)
        run = Run(options.costreport, seed, options.shuffle, folder).all()
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
