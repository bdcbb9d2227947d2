"""edit_estimates.py REPORT FILE set EDITOR ACCOUNT COLUMN VALUE …: the cells of accounts as named, saved as FILE.
edit_estimates.py REPORT OUT SEED…: people's edits of a cost report, at random, and what has to come back of them.

Writes OUT/edited/SEED.xlsx and, beside it, SEED.json: the changes that the forecast must get, and the cells that must be
reported. With LibreOffice all of them are saved by it, into OUT/saved. The rules here are the manual's (docs/round-trip.md),
written a second time: nothing is shared with the program.
"""
import copy
import json
import os
import random
import subprocess
import sys

import openpyxl
from openpyxl.formula.translate import Translator

SHEET = "Cost to Complete"
INPUTS = {"method": "Method", "units": "Units left or %", "rate": "Rate", "etc": "Estimate to complete",
          "new_efc": "New EFC", "note": "Note"}
LOCKED = ["Description", "Unit", "Estimated final cost", "Working budget", "Over/(Under)"]
PARTS = {"manual": ["amount"], "hold_etc": ["amount"], "hold_efc": ["amount"], "percent_of": ["percent", "of"],
         "rate_x_units": ["unit", "units", "rate", "shooting_unit", "overtime", "fringe", "allowances"]}
WORDS = ["Two more nights", "Rain, \"cover\" set", "Geändert: größere Fähre", "=not a sum", "ends, with a comma;", "  second line\nbelow"]


def hidden(book):
    """Base values and forecast rows by key, from the hidden sheet."""
    names, fields, shown, rows = [], [], {}, {}
    for row in book["_estimates"].iter_rows(values_only=True):
        kind, key, values = row[0], row[1], ["" if value is None else value for value in row[2:]]
        if kind == "column" and key == "names":
            names = values
        elif kind == "column" and key == "forecast":
            fields = values
        elif kind == "shown":
            shown[key] = dict(zip(names, values))
        elif kind == "forecast":
            rows[key] = dict(zip(fields, values))
    return shown, rows


class Form:
    """The sheet of estimates of an edited workbook."""

    def __init__(self, book, chance):
        self.sheet, self.chance = book[SHEET], chance
        self.top = next(row for row in range(1, 20) if any(cell.value == "Key" for cell in self.sheet[row]))
        self.locate()

    def locate(self):
        self.columns = {cell.value: cell.column for cell in self.sheet[self.top] if cell.value}
        key = self.columns["Key"]
        self.rows = {self.sheet.cell(row, key).value: row for row in range(self.top + 1, self.sheet.max_row + 1)
                     if self.sheet.cell(row, key).value}

    def cell(self, account, heading):
        return self.sheet.cell(self.rows[account], self.columns[heading])

    def address(self, account, heading):
        return f"{SHEET}!{self.cell(account, heading).coordinate}"

    def shuffle_rows(self):
        """As if somebody had sorted each category: formulas go with their rows."""
        groups, last = [[]], None
        for account, row in sorted(self.rows.items(), key=lambda item: item[1]):
            if last is not None and row != last + 1:
                groups.append([])
            groups[-1].append(row)
            last = row
        for rows in groups:
            order = rows[:]
            self.chance.shuffle(order)
            self.place({to: self.take(row) for to, row in zip(rows, order)})
        self.locate()

    def take(self, row):
        return [(cell.value, copy.copy(cell._style), cell.coordinate, cell.hyperlink) for cell in self.sheet[row]]

    def place(self, rows):
        for row, cells in rows.items():
            for column, (value, style, origin, _) in enumerate(cells, 1):
                cell = self.sheet.cell(row, column)
                if isinstance(value, str) and value.startswith("=") and cell.coordinate != origin:
                    value = Translator(value, origin=origin).translate_formula(cell.coordinate)
                cell.value, cell._style = value, style

    def swap_columns(self):
        """Note and method trade places."""
        left, right = self.columns["Method"], self.columns["Note"]
        for row in range(self.top, self.sheet.max_row + 1):
            one, two = self.sheet.cell(row, left), self.sheet.cell(row, right)
            one.value, two.value = two.value, one.value
            one._style, two._style = copy.copy(two._style), copy.copy(one._style)
        self.sheet.data_validations.dataValidation = []
        self.locate()

    def insert_row(self, expected):
        """A row between two accounts of a category, with an estimate on it; below it all is moved down by one."""
        pairs = [row for row in self.rows.values() if row + 1 in self.rows.values()]
        at = self.chance.choice(pairs) + 1
        rows = {row + 1: self.take(row) for row in range(at, self.sheet.max_row + 1)}
        blank = [(None, copy.copy(cell._style), cell.coordinate, None) for cell in self.sheet[at]]
        merged = [area for area in self.sheet.merged_cells.ranges if area.min_row >= at]
        for area in merged:
            self.sheet.unmerge_cells(str(area))
        self.place({**rows, at: blank})
        self.locate()
        cell = self.sheet.cell(at, self.columns[INPUTS["etc"]])
        cell.value = 1234
        expected["remarks"].append(["estimate-cell", f"{SHEET}!{cell.coordinate}"])


def money(value):
    return f"{value:.2f}"


def same(left, right):
    try:
        return float(left) == float(right)
    except ValueError:
        return left == right


def method_change(base, method, **fields):
    """A method, and what it has no use for goes."""
    change = {"method": method, **fields}
    kept = PARTS.get(method, [])
    for name in ["unit", "units", "rate", "percent", "of", "amount", "shooting_unit", "overtime", "fringe", "allowances"]:
        if name not in kept and base.get(name):
            change[name] = ""
    return change


def edit(form, account, shown, base, expected):
    """One sensible edit of an account's input cells."""
    chance, method = form.chance, base["method"]
    cost, left = float(shown["cost"] or 0), float(shown["etc"] or 0)
    ways = ["etc", "new_efc", "note", "method"]
    ways += ["units", "rate", "both"] if method == "rate_x_units" else ["percent"] if method == "percent_of" else []
    way = chance.choice(ways)
    change = {}
    if way == "etc":
        value = chance.randint(0, 9_999_999) / 100
        form.cell(account, INPUTS["etc"]).value = value
        change = method_change(base, "hold_etc" if method == "hold_etc" else "manual", amount=money(value))
    elif way == "new_efc":
        value = chance.randint(0, 99_999_999) / 100
        form.cell(account, INPUTS["new_efc"]).value = value
        change = method_change(base, "hold_efc", amount=money(value))
    elif way == "method":
        wanted = chance.choice(["budget_remaining", "none", "hold_budget", "hold_efc", "dated_items"])
        form.cell(account, INPUTS["method"]).value = {
            "budget_remaining": "budget remaining", "hold_budget": "hold budget", "hold_efc": "hold EFC",
            "dated_items": "dated items"}.get(wanted, wanted)
        if wanted != method:
            held = {"amount": money(cost + left)} if wanted == "hold_efc" else {}
            change = method_change(base, wanted, **held)
    if way in ("units", "both"):
        value = chance.choice([0.5, 3, 12.25, 40, 7])
        form.cell(account, INPUTS["units"]).value = value
        change["units"] = f"{value}"
    if way in ("rate", "both"):
        value = chance.choice([1999, 250.5, 1633.33])
        form.cell(account, INPUTS["rate"]).value = value
        change["rate"] = f"{value}"
    if way == "percent":
        value = chance.choice([0.65, 19.5, 22.25, 3])
        form.cell(account, INPUTS["units"]).value = value
        change["percent"] = f"{value}"
    if way == "note" or chance.random() < 0.4:
        note = f"{chance.choice(WORDS)} {chance.randint(1, 999)}"
        cell = form.cell(account, INPUTS["note"])
        cell.value, cell.data_type = note, "s"
        if not change and method == "manual":
            change = method_change(base, "hold_efc", amount=money(cost + left))
        change["note"] = note.strip()
    # What is typed over with what stood there is no edit.
    change = {name: text for name, text in change.items() if not same(text, base.get(name, ""))}
    if way in ("units", "both") and same(change.get("units", ""), shown.get("units", "")):
        change.pop("units", None)
    if change:
        expected["changes"][account] = change


def spoil(form, account, expected):
    """What must be reported, and leaves the row as it was."""
    chance = form.chance
    kind = chance.choice(["text", "comma", "formula", "negative", "date", "truth", "method", "idle"])
    column = {"negative": "units", "method": "method"}.get(kind, chance.choice(["units", "rate", "etc", "new_efc"]))
    if kind == "idle":
        column = "rate"
    cell = form.cell(account, INPUTS[column])
    if kind == "date":
        import datetime
        cell.value, cell.number_format = datetime.date(2026, 3, 4), "yyyy-mm-dd"
    else:
        cell.value = {"text": "about 5000", "comma": "1.234,50", "formula": "=1000*2", "negative": -2, "truth": True,
                      "method": "by feeling", "idle": "n/a"}[kind]
    expected["remarks"].append(["estimate-cell", form.address(account, INPUTS[column])])


def lock_break(book, form, account, expected):
    """A cell that is not the reader's to change, on the row or on another sheet."""
    chance = form.chance
    if chance.random() < 0.6:
        heading = chance.choice(LOCKED)
        cell = form.cell(account, heading)
        cell.value = "Nobody" if heading in ("Description", "Unit") else 4711
        expected["remarks"].append(["cell-locked", form.address(account, heading)])
        return
    sheet = book[chance.choice(["Topsheet", "Cost Report", "Proof", "Exceptions"])]
    cells = [cell for row in sheet.iter_rows() for cell in row
             if cell.value is not None and type(cell).__name__ == "Cell" and not cell.hyperlink]
    cell = chance.choice(cells)
    if f"{sheet.title}!{cell.coordinate}" in [place for _, place in expected["remarks"]]:
        return
    cell.value = chance.choice([31337, "typed over", "=1+1"])
    expected["remarks"].append(["cell-locked", f"{sheet.title}!{cell.coordinate}"])


def write(report, out, seed):
    chance = random.Random(seed)
    book = openpyxl.load_workbook(report)
    shown, rows = hidden(book)
    form = Form(book, chance)
    expected = {"changes": {}, "remarks": [], "kind": "plain"}
    accounts = sorted(form.rows)
    chance.shuffle(accounts)
    kind = expected["kind"] = ["plain", "sorted", "columns", "inserted", "filtered"][seed % 5]
    if kind == "sorted":
        form.shuffle_rows()
    elif kind == "columns":
        form.swap_columns()
    elif kind == "inserted":
        form.insert_row(expected)
    count = chance.randint(1, 5)
    for account in accounts[:count]:
        edit(form, account, shown[account], rows[account], expected)
    for account in accounts[count:count + chance.randint(0, 2)]:
        spoil(form, account, expected)
    # Formulas of other sheets do not follow rows that were moved by hand: only where nothing was moved.
    for account in accounts[count + 2:count + 2 + chance.randint(0, 2)]:
        if kind in ("plain", "filtered"):
            lock_break(book, form, account, expected)
    if kind == "filtered":
        for row in chance.sample(sorted(form.rows.values()), 5):
            form.sheet.row_dimensions[row].hidden = True
    book.properties.lastModifiedBy = f"Editor {seed}"
    book.save(f"{out}/edited/{seed}.xlsx")
    with open(f"{out}/edited/{seed}.json", "w") as file:
        json.dump(expected, file)


def put(report, path, editor, cells):
    book = openpyxl.load_workbook(report)
    form = Form(book, random.Random(0))
    for account, column, value in zip(cells[::3], cells[1::3], cells[2::3]):
        cell = form.cell(account, INPUTS.get(column, column))
        cell.value = float(value) if column in ("units", "rate", "etc", "new_efc") else value
    book.properties.lastModifiedBy = editor
    book.save(path)


def main():
    report, out, seeds = sys.argv[1], sys.argv[2], sys.argv[3:]
    if seeds[0] == "set":
        return put(report, out, seeds[1], seeds[2:])
    os.makedirs(f"{out}/edited", exist_ok=True)
    for seed in seeds:
        write(report, out, int(seed))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless", "--norestore", "--nolockcheck",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{out}/saved"]
        + [f"{out}/edited/{seed}.xlsx" for seed in seeds],
        check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


main()
