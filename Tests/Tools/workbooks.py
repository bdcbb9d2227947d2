"""Writes the same table with the libraries that most exports in .xlsx come from: workbooks.py FOLDER."""

import datetime
import sys

import openpyxl
import xlsxwriter

HEADINGS = ["Date", "Vendor", "Amount", "Start", "Hours", "Paid", "Id", "Share"]
ROWS = [
    (datetime.date(2026, 3, 2), "Otto Rentals", 1234.5, datetime.time(7, 0), 1.0833333333333333, True, 12345678901234, 0.125),
    (datetime.datetime(2026, 3, 3, 18, 30), "Café <Łódź> & Sons", -0.1 - 0.2, datetime.time(18, 45), 0.5, False, 1208800011112222, 1),
    (datetime.date(2024, 2, 29), "  two\nlines  ", 0, datetime.time(0, 30), 5, True, 7, 0.5),
]


def with_openpyxl(path):
    book = openpyxl.Workbook()
    for name in ["March", "April"]:
        sheet = book.create_sheet(name)
        sheet.append(["Report of " + name])
        sheet.append([])
        sheet.append(HEADINGS)
        for row in ROWS:
            sheet.append(row)
            sheet.cell(sheet.max_row, 5).number_format = "[h]:mm"
            sheet.cell(sheet.max_row, 8).number_format = "0.0%"
        sheet.merge_cells("A1:C1")
    book.remove(book["Sheet"])
    book["April"].sheet_state = "hidden"
    book.create_sheet("Lists").sheet_state = "veryHidden"
    book["Lists"]["A1"] = "not of the export"
    book.save(path)


def with_xlsxwriter(path, options):
    book = xlsxwriter.Workbook(path, options)
    form = {key: book.add_format({"num_format": code}) for key, code in {
        "day": "d mmm yyyy", "moment": "m/d/yy h:mm", "time": "h:mm AM/PM", "hours": "[h]:mm", "share": "0.0%"}.items()}
    for name in ["March", "April"]:
        sheet = book.add_worksheet(name)
        sheet.merge_range("A1:C1", "Report of " + name)
        sheet.write_row(2, 0, HEADINGS)
        for index, row in enumerate(ROWS, 3):
            is_moment = isinstance(row[0], datetime.datetime)
            sheet.write_datetime(index, 0, row[0], form["moment" if is_moment else "day"])
            sheet.write_string(index, 1, row[1])
            sheet.write_formula(index, 2, "=1*1", None, row[2]) if row[2] else sheet.write_number(index, 2, 0)
            sheet.write_datetime(index, 3, row[3], form["time"])
            sheet.write_number(index, 4, row[4], form["hours"])
            sheet.write_boolean(index, 5, row[5])
            sheet.write_number(index, 6, row[6])
            sheet.write_number(index, 7, row[7], form["share"])
    book.close()


def main():
    folder = sys.argv[1]
    with_openpyxl(folder + "/openpyxl.xlsx")
    with_xlsxwriter(folder + "/xlsxwriter.xlsx", {})
    with_xlsxwriter(folder + "/streamed.xlsx", {"constant_memory": True})
    with_xlsxwriter(folder + "/from-1904.xlsx", {"date_1904": True})


main()
