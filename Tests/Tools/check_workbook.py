#!/usr/bin/env python3
"""Look into a workbook with readers that are not ours.

    check_workbook.py WORKBOOK.xlsx [--no-recalculation]

openpyxl and python-calamine read it; LibreOffice recalculates every formula, whatever the file says its result is; each
formula cell's cached value must equal the recalculated one to the cent. Prints what differs; exit 1 when anything does.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import openpyxl
import python_calamine

HARD_RECALCULATION = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(path):
    """The workbook after LibreOffice has computed every formula anew."""
    folder = tempfile.mkdtemp()
    try:
        os.makedirs(f"{folder}/profile/user")
        with open(f"{folder}/profile/user/registrymodifications.xcu", "w") as settings:
            settings.write(HARD_RECALCULATION)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nolockcheck",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, path],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return openpyxl.load_workbook(f"{folder}/{os.path.basename(path)}", data_only=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def same(left, right):
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return round(left * 100) == round(right * 100)
    return (left or "") == (right or "")


def main():
    path = os.path.abspath(sys.argv[1])
    problems = []
    formulas = openpyxl.load_workbook(path)
    cached = openpyxl.load_workbook(path, data_only=True)
    names = python_calamine.CalamineWorkbook.from_path(path).sheet_names
    if names != formulas.sheetnames:
        problems.append(f"calamine sees the sheets {names}, openpyxl {formulas.sheetnames}")
    fresh = None if "--no-recalculation" in sys.argv else recalculated(path)
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "e":
                    problems.append(f"{sheet.title}!{cell.coordinate}: {cell.value}")
                if cell.data_type != "f":
                    continue
                count += 1
                kept = cached[sheet.title][cell.coordinate].value
                if kept is None:
                    problems.append(f"{sheet.title}!{cell.coordinate}: {cell.value} has no cached value")
                elif fresh is not None:
                    now = fresh[sheet.title][cell.coordinate].value
                    if not same(kept, now):
                        problems.append(f"{sheet.title}!{cell.coordinate}: {cell.value} holds {kept}, recalculated {now}")
    for problem in problems[:50]:
        print(problem)
    print(f"{os.path.basename(path)}: {len(formulas.sheetnames)} sheets, {count} formulas, {len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
