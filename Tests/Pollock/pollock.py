"""How well a spoiled file is read without any configuration: `make pollock`.

    python3 Tests/Pollock/pollock.py --costreport .build/debug/costreport [--only NAME] [--show N]

Each file is read by `costreport inspect` with no profiles. Ten measures are taken, from 0 to 1, and added up: success, and
precision, recall and F1 of the header's cells, of the records and of all cells, each as multisets. A record is its cells run
together. `simple` is the mean over all files, `weighted` the mean by how often a kind of pollution was met in real files, with the
weights that the authors of the benchmark counted. Names of columns that were made up for a file without a header are no header.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from pollution import cases

BATCH = 120


def measures(wanted, found):
    if not wanted:
        return [1.0, 1.0, 1.0]
    common = sum((collections.Counter(wanted) & collections.Counter(found)).values())
    if not common:
        return [0.0, 0.0, 0.0]
    precision, recall = common / len(wanted), common / len(found)
    return [precision, recall, 2 * precision * recall / (precision + recall)]


def score(case, found):
    """Both tables as the benchmark compares them: the first row is the header, whatever it is."""
    wanted = ([case.header] if case.header else []) + case.records
    rows = ([found["columns"]] if found["dialect"]["header"] else []) + found["rows"]
    rows = [row for row in rows if row]
    if not wanted:
        return 10.0
    parts = [1.0]
    parts += measures(wanted[0], rows[0] if rows else [])
    parts += measures(["".join(row) for row in wanted[1:]], ["".join(row) for row in rows[1:]])
    parts += measures([cell for row in wanted for cell in row], [cell for row in rows for cell in row])
    return sum(parts)


def read(costreport, folder, paths):
    """What `inspect` makes of the files: one object each; nothing for those that it could not take."""
    command = [costreport, "inspect", "--json", "--profiles", str(folder), *map(str, paths)]
    run = subprocess.run(command, capture_output=True)
    text, decoder, at, objects = run.stdout.decode(), json.JSONDecoder(), 0, []
    while at < len(text):
        found, at = decoder.raw_decode(text, at)
        objects.append(found)
        while at < len(text) and text[at].isspace():
            at += 1
    return {found["file"]: found for found in objects}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--costreport", required=True)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--show", type=int, default=10)
    arguments.add_argument("--keep", help="a folder in which the files stay")
    options = arguments.parse_args()
    every = [case for case in cases() if options.only in case.name]
    scores = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.keep or temporary)
        none = folder / "no-profiles"
        none.mkdir(parents=True, exist_ok=True)
        for first in range(0, len(every), BATCH):
            batch = {str(folder / f"{case.name}.csv"): case for case in every[first:first + BATCH]}
            for path, case in batch.items():
                pathlib.Path(path).write_bytes(case.text.encode())
            found = read(options.costreport, none, batch)
            for path, case in batch.items():
                scores[case.name] = score(case, found[path]) if path in found else 0.0
    show(every, scores, options.show)


def show(every, scores, count):
    kinds = collections.defaultdict(list)
    for case in every:
        kinds[case.kind].append(scores[case.name])
    for kind, values in kinds.items():
        print(f"{kind:16} {len(values):5} files  {sum(values) / len(values):7.4f}")
    weight = sum(case.weight for case in every)
    print(f"simple    {sum(scores.values()) / len(scores):.3f}  over {len(scores)} files")
    print(f"weighted  {sum(scores[case.name] * case.weight for case in every) / weight:.3f}")
    for value, name in sorted((value, name) for name, value in scores.items())[:count]:
        if value < 9.99995:
            print(f"  {value:7.4f}  {name}")


if __name__ == "__main__":
    sys.exit(main())
