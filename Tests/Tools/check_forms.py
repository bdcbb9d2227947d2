"""Compares the CSV and JSON forms of reports with their workbooks, cell by cell: check_forms.py FOLDER.

Every cell of every sheet of every workbook has to be in both forms with the same value, and every row of the forms in the
workbook. Prints how much was compared; what differs, and status 1.
"""

import csv
import datetime
import io
import json
import pathlib
import sys
from decimal import Decimal

import openpyxl


def of_workbook(cell):
    """As the forms write it: days as ISO dates, figures as decimals, texts as they are."""
    value = cell.value
    # openpyxl gives a blank cell that is a link the link's own target.
    if value is None or value == "" or (cell.hyperlink and value == cell.hyperlink.location):
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # Excel keeps 15 digits; so does the shortest text of the float.
        return Decimal(repr(value))
    return value


def of_csv(text, is_figure):
    if text == "":
        return None
    if is_figure:
        return Decimal(text)
    stripped = text.lstrip("'")
    if text.startswith("'") and stripped[:1] in ("=", "+", "-", "@", "\t", "\r") and stripped:
        return text[1:]
    return text


def of_json(value, kind):
    """The value and whether it is a figure."""
    if value is None:
        return None, False
    if isinstance(value, dict):
        for name in ("text", "amount", "number", "day"):
            if name in value:
                return of_json(value[name], name)
    assert isinstance(value, str), value
    return (Decimal(value), True) if kind in ("amount", "number") else (value, False)


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


def check(path, errors):
    book = openpyxl.load_workbook(path, data_only=True)
    form = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"), parse_float=lambda text: 1 / 0)
    if [sheet["name"] for sheet in form["sheets"]] != book.sheetnames:
        errors.append(f"{path.name}: other sheets in the JSON")
        return 0
    cells = 0
    for said in form["sheets"]:
        sheet = book[said["name"]]
        place = f"{path.stem} - {said['name']}"
        raw = (path.parent / "csv" / f"{place}.csv").read_bytes()
        if raw.count(b"\n") and not raw.endswith(b"\r\n"):
            errors.append(f"{place}.csv: does not end with CR LF")
        table = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
        names = ["sheet_row", "row_kind"] + [column["name"] for column in said["columns"]]
        if table[0] != names or len(set(names)) != len(names):
            errors.append(f"{place}: columns {table[0]} and {names}")
        headings = [column["heading"] for column in said["columns"]]
        top = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True, max_col=len(headings), max_row=8)]
        # A sheet of tiles and small tables has headings among its lines.
        if any(headings) and headings not in top and not any(row["kind"] == "heading" for row in said["rows"]):
            errors.append(f"{place}: headings")
        if [row[:2] for row in table[1:]] != [[str(row["row"]), row["kind"]] for row in said["rows"]]:
            errors.append(f"{place}: the rows of CSV and JSON differ")
        seen = set()
        values = {number: row for number, row in enumerate(sheet.iter_rows(), 1)}
        for row, texts in zip(said["rows"], table[1:]):
            seen.add(row["row"])
            if len(row["cells"]) != len(said["columns"]) or len(texts) != len(names):
                errors.append(f"{place}:{row['row']}: the row is uneven")
            for index, column in enumerate(said["columns"]):
                want = of_workbook(values[row["row"]][index])
                got, is_figure = of_json(row["cells"][index], column["kind"])
                text = of_csv(texts[index + 2], is_figure)
                cells += 1
                if not lines(want) == lines(got) == lines(text):
                    errors.append(f"{place}:{row['row']}:{column['name']}: {want!r}, JSON {got!r}, CSV {text!r}")
        last = max(seen, default=0)
        first = min(seen, default=0)
        for number, row in values.items():
            if first <= number <= last and number not in seen and any(of_workbook(cell) is not None for cell in row):
                errors.append(f"{place}:{number}: is in the workbook alone")
            if number > last and seen and any(of_workbook(cell) is not None for cell in row):
                texts = [cell.value for cell in row if cell.value is not None]
                if len(texts) != 1 or texts[0] not in said["notes"]:
                    errors.append(f"{place}:{number}: {texts} below the last row")
    return cells


def main():
    errors = []
    books = sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx"))
    counts = [check(path, errors) for path in books]
    print(f"{len(books)} workbooks, {sum(counts)} cells")
    for error in errors[:20]:
        print(error)
    sys.exit(1 if errors or not sum(counts) else 0)


main()
