"""One clean table, and some 2,300 files that are that table spoiled in one place each.

The kinds of pollution are those of the Pollock benchmark (Vitagliano, Hameed, Jiang, Reisener, Wu, Naumann: "Pollock: A Data
Loading Benchmark", VLDB 2023), and so is what counts as the right reading of each. The table and the code are our own.
"""

import dataclasses

HEADER = ["DATE", "TIME", "Qty", "ITEMID", "Price", "Item", "Remark", "Link", "Notes"]
# Written with quotes whether they need them or not, as many programs do with texts.
ALWAYS_QUOTED = {6, 7}
ROWS = 83

ITEMS = [
    "Men's Rain Gear", "Crate, large", "Sandbag 25 lb.", 'Pipe 48"', "Gaff Tape", "Apple Box, half", "C-Stand 40\" Kit",
    "Grip Clip", "Dolly Track, curved", "9' Ladder", "Lamp, 2 kW", "Women's  Boots, 10\"", "Kids' Life Vest", "Flag/Cutter",
]
REMARKS = [
    "Ready for the night exterior, with two spares in the truck.",
    "To be looked at by the key grip before Friday",
    "The rental house says that it's as good as new, and it is: we'll see.",
    "Comes in three parts, each in its own case.",
    "The 8\\'9\" one, not the short one that we had in April.",
    "Keep it dry, cool and away from the generator; the last one didn't last.",
    "First choice of the crew, 50% lighter than what we had.",
    "Left of the door,\nbehind the tarpaulin",
]
NOTES = ["", "", "", "", "", "", "", "", "", "", "", "checked"]


def source():
    rows = []
    for i in range(ROWS):
        rows.append([
            f"{13 + i % 16}/{1 + i // 16:02}/2026", f"{i // 4 % 24:02}:{i % 4 * 15:02}", str(i * 7 % 34),
            f"{'ABCDEFGHKM'[i % 10]}{'NYZ'[i % 3]}-{1000 + i * 97}", f"${i * 13 % 97}.{i * 7 % 100:02}",
            ITEMS[i % len(ITEMS)], REMARKS[i * 5 % len(REMARKS)], f"https://www.example.com/item/{1000 + i * 97}.html",
            NOTES[i % len(NOTES)],
        ])
    return rows


@dataclasses.dataclass
class Dialect:
    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"


@dataclasses.dataclass
class Case:
    kind: str
    name: str
    text: str
    # What a person would read: None as header is a file that has none.
    header: list
    records: list
    weight: float


def cell(text, column, dialect):
    # Whether a cell is quoted was settled when the clean file was written: changing its delimiter does not change that.
    quotes = column in ALWAYS_QUOTED or any(mark in text for mark in ',"\n')
    # A quote within the text is escaped as ever, also where other quotes stand around the cell.
    inner = text.replace('"', (dialect.escape if dialect.escape is not None else "") + '"')
    return dialect.quote + inner + dialect.quote if quotes else inner


def written(rows, dialect):
    return [[cell(text, column, dialect) for column, text in enumerate(row)] for row in rows]


def join(rows, dialect, last=None):
    lines = [dialect.delimiter.join(row) for row in rows]
    return dialect.end.join(lines) + (dialect.end if last is None else last)


def cases():
    table, plain = source(), Dialect()
    rows = written([HEADER] + table, plain)
    yield Case("standard", "source", join(rows, plain), HEADER, table, 1)
    yield from whole_files(table, rows, plain)
    yield from dialects(table)
    for r in range(len(rows)):
        yield from spoiled(table, rows, plain, r)


def whole_files(table, rows, plain):
    text = join(rows, plain)

    def case(name, text, weight, header=HEADER, records=table):
        return Case("file", name, text, header, records, weight)

    width = len(HEADER)
    yield case("no_payload", "", 15, [], [])
    yield case("no_trailing_newline", join(rows, plain, ""), 184)
    yield case("double_trailing_newline", join(rows, plain, "\r\n\r\n"), 5)
    yield case("no_header", join(rows[1:], plain), 470, None)
    for count in (2, 3):
        again = join([rows[0]] * (count - 1), plain)
        yield case(f"header_multirow_{count}", again + text, 47, [" ".join([h] * count) for h in HEADER])
    yield case("preamble", join([["PREAMBLE"] + [""] * (width - 1), [""] * width], plain) + text, 282)
    # A second table without a gap, made of the first rows of the first.
    below = rows[:-1]
    yield case("multitable_less", text + join([r[:-1] for r in below], plain), 62.67)
    yield case("multitable_same", text + join(below, plain), 62.67)
    more = [r + [f"col{width + 1}" if i == 0 else r[-1]] for i, r in enumerate(below)]
    yield case("multitable_more", text + join(more, plain), 62.67)
    yield case("header_only", join(rows[:1], plain), 3, records=[])
    yield case("one_data_row", join(rows[:2], plain), 4, records=table[:1])


def dialects(table):
    ways = [
        ("delimiter_semicolon", 834, Dialect(delimiter=";")), ("delimiter_tab", 4, Dialect(delimiter="\t")),
        ("delimiter_space", 4, Dialect(delimiter=" ")), ("delimiter_comma_space", 101, Dialect(delimiter=", ")),
        ("quote_apostrophe", 11, Dialect(quote="'")), ("escape_backslash", 1, Dialect(escape="\\")),
        ("escape_none", 7, Dialect(escape=None)), ("end_lf", 1691, Dialect(end="\n")),
        ("end_cr", 7, Dialect(end="\r")),
    ]
    for name, weight, dialect in ways:
        rows = written([HEADER] + table, dialect)
        yield Case("dialect", name, join(rows, dialect), HEADER, table, weight)


def spoiled(table, rows, plain, r):
    """The files in which only row `r` is spoiled; 0 is the header."""

    def case(kind, name, line, row=None, weight=0.0):
        text = "".join(part + plain.end for part in [*map(plain.delimiter.join, rows[:r]), line,
                                                     *map(plain.delimiter.join, rows[r + 1:])])
        wanted = [HEADER] + table
        wanted[r] = row or wanted[r]
        return Case(kind, f"{kind}_{r}_{name}", text, wanted[0], wanted[1:], weight)

    values = ([HEADER] + table)[r]
    for c in range(len(HEADER)):
        before, after = rows[r][:c], rows[r][c:]
        if c > 0:
            line = ",".join(before) + ",".join(after)
            yield case("less_separators", c, line, weight=0.36775)
        yield case("more_separators", c, ",".join(before + [""] + after), weight=0.36775)
        own = rows[r][c]
        stray = '""' + own[1:] if own.startswith('"') else '"' + own
        line = ",".join(before + [stray] + rows[r][c + 1:])
        row = values[:c] + ['"' + values[c]] + values[c + 1:]
        yield case("extra_quote", c, line, row, weight=0.00926)
    yield case("space_delimited", "", " ".join(rows[r]), weight=0.14286)
