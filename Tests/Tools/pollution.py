"""How well a file is read that is not quite right: one table, spoiled in some 2,300 ways, read without any configuration.

The kinds of pollution and the measures are those of the Pollock benchmark (Vitagliano et al., "Pollock: A Data Loading Benchmark",
VLDB 2023); table and code are our own. Each file is read by `costreport inspect --csv` and compared with what a person would read:
success, and precision, recall and F1 of header, records and cells, ten measures of 0 to 1 each, added up. `simple` is their mean over all files, `weighted`
counts each kind by how often it was met in the wild: here, by the weight below.

    python3 Tests/Tools/pollution.py --costreport .build/release/costreport [--only KIND] [--show N]
"""

import argparse
import collections
import csv
import io
import pathlib
import subprocess
import sys
import tempfile

HEADER = ["DATE", "TIME", "Qty", "ITEM", "Price", "Kind", "Remark", "Link", "Notes"]
THINGS = ["Crate, large", "Sandbag", 'Pipe 48"', "Gaff tape", "Apple box, half", "C-stand 40\" kit", "Flag", "Dolly track", "Lamp, 2 kW"]
PROSE = [
    "Ready for the night exterior, with two spares in the truck.",
    "Worn; to be looked at by the key grip before Friday",
    "The rental house says that it's as good as new, and it is.",
    "Comes in three parts, each in its own case.",
    'The 8\'9" one, not the short one',
]
RECORDS, COLUMNS = 83, 9


def rows():
    out = []
    for i in range(RECORDS):
        out.append([
            f"{13 + i % 15}/{1 + i // 15:02}/2026", f"{i % 24:02}:{i * 15 % 60:02}", str(i * 7 % 40),
            f"{'ABCDEF'[i % 6]}{'XYZ'[i % 3]}-{1000 + i * 37}", f"${i * 13 % 97}.{i * 7 % 100:02}", THINGS[i % len(THINGS)],
            PROSE[i % len(PROSE)], f"https://www.example.com/item/{1000 + i}.html", "" if i % 4 else "none",
        ])
    return out


def cell(text, delimiter=",", quote='"', escape=None):
    escape = quote if escape is None else escape
    if any(mark in text for mark in (delimiter.strip() or " ", quote, "\n", "\r", " " if delimiter == " " else "\n")):
        return quote + text.replace(quote, escape + quote) + quote
    return text


def line(cells, delimiter=",", quote='"', escape=None):
    return delimiter.join(cell(c, delimiter, quote, escape) for c in cells)


class Case:
    def __init__(self, kind, name, text, header, records, weight):
        self.kind, self.name, self.text, self.header, self.records, self.weight = kind, name, text, header, records, weight


def cases():
    table = rows()
    lines = [line(HEADER)] + [line(r) for r in table]
    end = "\r\n"

    def whole(parts, end=end, last=True):
        return end.join(parts) + (end if last else "")

    def add(kind, name, text, header=HEADER, records=table, weight=1.0):
        return Case(kind, name, text, header, records, weight)

    yield add("standard", "source", whole(lines))
    yield add("file", "no_payload", "", [], [])
    yield add("file", "no_trailing_newline", whole(lines, last=False))
    yield add("file", "double_trailing_newline", whole(lines) + end)
    yield add("file", "no_header", whole(lines[1:]), [])
    for count in (2, 3):
        yield add("file", f"header_multirow_{count}", whole([lines[0]] * count + lines[1:]), [" ".join([h] * count) for h in HEADER])
    yield add("file", "preamble", whole(["Stock list", "made by the grip department", ""] + lines))
    small = [[f"{i}", f"word {i}", f"{i}.50"] for i in range(12)]
    yield add("file", "multitable_less", whole([line(["No", "Word", "Sum"])] + [line(r) for r in small] + [""] + lines))
    wide = [[str(i * j) for j in range(11)] for i in range(1, 6)]
    yield add("file", "multitable_more", whole([line([f"w{j}" for j in "abcdefghijk"])] + [line(r) for r in wide] + [""] + lines))
    same = [r[::-1] for r in table[:10]]
    yield add("file", "multitable_same", whole([line(HEADER[::-1])] + [line(r) for r in same] + [""] + lines))
    yield add("file", "header_only", whole(lines[:1]), records=[])
    yield add("file", "one_data_row", whole(lines[:2]), records=table[:1])
    for delimiter, name in ((" ", "space"), (", ", "comma_space"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")):
        yield add("dialect", f"delimiter_{name}", whole([line(r, delimiter) for r in [HEADER] + table]))
    yield add("dialect", "quote_apostrophe", whole([line(r, quote="'") for r in [HEADER] + table]))
    yield add("dialect", "escape_backslash", whole([line(r, escape="\\") for r in [HEADER] + table]))
    yield add("dialect", "escape_missing", whole([line(r, escape="") for r in [HEADER] + table]))
    yield add("dialect", "end_lf", whole(lines, "\n"))
    yield add("dialect", "end_cr", whole(lines, "\r"))

    written = [[cell(c) for c in r] for r in [HEADER] + table]
    for r in range(RECORDS + 1):
        for c in range(COLUMNS):
            if c:
                parts = written[r][:c - 1] + [written[r][c - 1] + written[r][c]] + written[r][c + 1:]
                values = ([HEADER] + table)[r]
                merged = values[:c - 1] + [values[c - 1] + values[c]] + values[c + 1:]
                yield changed("less_sep", r, c, lines, parts, merged, table)
            parts = written[r][:c] + [""] + written[r][c:]
            values = ([HEADER] + table)[r]
            yield changed("more_sep", r, c, lines, parts, values[:c] + [""] + values[c:], table)
            value = values[c]
            spoiled = written[r][:c] + [('""' + written[r][c][1:]) if written[r][c].startswith('"') else '"' + written[r][c]] + written[r][c + 1:]
            yield changed("extra_quote", r, c, lines, spoiled, values[:c] + ['"' + value] + values[c + 1:], table)
    for r in range(RECORDS + 1):
        values = ([HEADER] + table)[r]
        text = [*lines]
        text[r] = line(values, " ")
        yield Case("row_delimiter", f"row_delimiter_{r}", whole(text), values if r == 0 else HEADER, table, 1.0)


def changed(kind, r, c, lines, parts, values, table):
    text = [*lines]
    text[r] = ",".join(parts)
    header = values if r == 0 else HEADER
    records = table if r == 0 else table[:r - 1] + [values] + table[r:]
    return Case(kind, f"{kind}_{r}_{c}", "\r\n".join(text) + "\r\n", header, records, 1.0)


def measures(wanted, got):
    if not wanted:
        return (1.0, 1.0, 1.0)
    common = sum((collections.Counter(wanted) & collections.Counter(got)).values())
    if not common:
        return (0.0, 0.0, 0.0)
    precision, recall = common / len(wanted), common / len(got)
    return (precision, recall, 2 * precision * recall / (precision + recall))


def score(case, output, ok):
    if not ok:
        return 0.0
    got = list(csv.reader(io.StringIO(output, newline="")))
    header, records = (got[0], got[1:]) if got else ([], [])
    parts = [1.0]
    parts += measures(case.header, header)
    parts += measures(["".join(r) for r in case.records], ["".join(r) for r in records])
    parts += measures([c for r in case.records for c in r], [c for r in records for c in r])
    return sum(parts)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--costreport", required=True)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--show", type=int, default=12)
    options = arguments.parse_args()
    totals, worst = collections.defaultdict(list), []
    with tempfile.TemporaryDirectory() as folder:
        empty = pathlib.Path(folder, "no-profiles")
        empty.mkdir()
        for case in cases():
            if options.only and options.only not in case.name:
                continue
            path = pathlib.Path(folder, "in.csv")
            path.write_bytes(case.text.encode())
            run = subprocess.run(
                [options.costreport, "inspect", "--csv", "--profiles", str(empty), str(path)], capture_output=True)
            value = score(case, run.stdout.decode(), run.returncode in (0, 1))
            totals[case.kind].append(value)
            worst.append((value, case.name))
    every = [v for values in totals.values() for v in values]
    # Each named kind of file counts as one, however many rows and columns it was made for.
    kinds = [sum(v) / len(v) for k, v in totals.items() if v and k not in ("file", "dialect")]
    singles = totals["file"] + totals["dialect"]
    for kind, values in totals.items():
        if not values:
            continue
        print(f"{kind:14} {len(values):5} files  {sum(values) / len(values):7.4f}")
    print(f"simple   {sum(every) / len(every):.3f}  (mean over {len(every)} files)")
    if kinds or singles:
        print(f"by kind  {(sum(kinds) + sum(singles)) / (len(kinds) + len(singles)):.3f}  (each kind of pollution counts once)")
    for value, name in sorted(worst)[:options.show]:
        if value < 9.9995:
            print(f"  {value:7.4f} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
