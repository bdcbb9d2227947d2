"""Writes budget/ and inbox/ of this folder: the same bytes whenever and wherever it runs. Python 3, standard library only."""
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, data):
    path = os.path.join(HERE, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def lines(*rows, end="\n"):
    return "".join(row + end for row in rows)


write("budget/accounts.csv", lines(
    "Account,Description,Category,Category Name,Section,Type,Department",
    "0100-10,Bank,0100,Balance sheet,,balance,",
    "1100-10,Writers,1100,Script,Above the line,cost,",
    "2210-10,Camera rentals,2210,Camera,Production,cost,Camera",
    "2210-99,Camera fringes,2210,Camera,Production,formula,Camera",
    "3510-10,Site fees,3510,Locations,Production,cost,Locations",
    "3600-40,Fuel,3600,Transportation,Production,cost,Transportation",
).encode())
write("budget/budget.csv", lines(
    "Account,Line,Quantity,Unit,X,Rate,Total",
    "1100-10,Rewrite,1,Allow,1,10000,10000.00",
    "2210-10,\"Body, lenses\",4,Weeks,1,4250,17000.00",
    "2210-99,Fringes,1,Allow,1,3000,3000.00",
    "3510-10,Pier,10,Days,1,900,9000.00",
    "3600-40,Fuel,6,Weeks,1,500,3000.00",
    ",TOTAL,,,,,\"$42,000.00\"",
).encode())

# 1. QuickBooks Online, opened in Excel and saved as "Unicode Text": UTF-16 with a mark, tabs, CRLF, dates re-formatted.
#    The total of 2210-10 is wrong, one row has lost its amount to a formula, one has a thousands group of two digits.
write("inbox/qbo-unicode-text.txt", ("\ufeff" + lines(
    "\"Paper Lanterns, LLC\"\t\t\t\t\t\t\t\t",
    "Transaction Detail by Account\t\t\t\t\t\t\t\t",
    "\"April 1 - 11, 2026\"\t\t\t\t\t\t\t\t",
    "\t\t\t\t\t\t\t\t",
    "\tDate\tTransaction Type\tNum\tName\tMemo/Description\tSplit\tAmount\tBalance",
    "2210-10 Camera rentals\t\t\t\t\t\t\t\t",
    "\tBeginning Balance\t\t\t\t\t\t\t\"1,200.00\"",
    "\t4/1/2026\tBill\t88121\tCafé Niño Rentals\tLens package, week 1\tAccounts Payable (A/P)\t\"4,250.00\"\t\"5,450.00\"",
    "\t4/2/2026\tVendor Credit\tCM-7\tCafé Niño Rentals\tReturn\tAccounts Payable (A/P)\t$(250.00)\t\"5,200.00\"",
    "\t4/3/2026\tExpense\t\tŁódź Optics\tFilters\tBank\t\"1\u00a0100.00\"\t\"6,300.00\"",
    "Total for 2210-10 Camera rentals\t\t\t\t\t\t\t\"$5,000.00\"\t",
    "3510-10 Site fees\t\t\t\t\t\t\t\t",
    "\t4/4/2026\tBill\t12\tPier 40\tPier, day 1\tA/P\t#REF!\t",
    "\t4/4/2026\tBill\t13\tPier 40\tPier, day 2\tA/P\t\"9,00.00\"\t",
    "\t4/31/2026\tBill\t14\tPier 40\tPier, day 3\tA/P\t900.00\t",
    "Total for 3510-10 Site fees\t\t\t\t\t\t\t\"$2,700.00\"\t",
    "TOTAL\t\t\t\t\t\t\t\"$7,800.00\"\t",
    "\t\t\t\t\t\t\t\t",
    "\"Saturday, Apr 11, 2026 06:12 PM GMT-7 - Accrual Basis\"\t\t\t\t\t\t\t\t",
    end="\r\n")).encode("utf-16-le"))

# 2. A European program's bills: Windows-1252, semicolons, decimal commas, trailing minus, blanks between thousands, a row in
#    euros, a row with a decimal point, and a day written the American way. The total is right but for the rows refused.
write("inbox/rechnungen-april.csv", lines(
    "Lieferant;Rechnung;Datum;Text;Konto;Betrag;",
    "Müller & Söhne GmbH;R-17;1.4.2026;\"Objektiv; 1 Woche\";2210-10;1.234,50;",
    "Café Zürich;R-18;02.04.2026;Verpflegung;3510-10;1\u00a0050,00 $;",
    "Müller & Söhne GmbH;G-3;3.4.2026;Gutschrift;2210-10;250,00-;",
    "Bäckerei Grün;R-19;3.4.2026;Brötchen;3510-10;48,- €;",
    "Müller & Söhne GmbH;R-20;04/05/2026;Stativ;2210-10;99,00;",
    "Müller & Söhne GmbH;R-21;4.4.2026;Filter;2210-10;1234.50;",
    "O’Neill “Taxi”;R-22;4.4.2026;Fahrt;;(12,80);",
    "Summe;;;;;2.021,70;",
    end="\r\n").encode("cp1252"))

# 3. The coding of card charges, kept on a Mac and saved as "CSV (Macintosh)": lone CR. Excel has made numbers of the references,
#    and an account has become a month.
write("inbox/card-coding-mac.csv", lines(
    "Date,Card Member,Merchant,Amount,Account,Set,Description,Receipt,PO #,Amex Ref",
    "4/5/26,Ana Ruiz,LAMP & COMPASS,$399.86,2210-10,004,Lamps,Y,,3.20262E+14",
    "4/6/26,Ana Ruiz,MARSH ROAD FUEL,$141.60,3600-40,007,Fuel,Y,1.0E+05,'320261830000002'",
    "13/4/26,Ben Chen,PARCEL GULL,67.31-,3600-40,007,\"Shipping, returned\",Y,,=\"00320261830000003\"",
    "4/7/26,Ben Chen,PARCEL GULL,12.10 CR,,007,Refund,,,320261830000004",
    "4/8/26,Ben Chen,PARCEL GULL,1E+05,3600-40,,,,,320261830000005",
    end="\r").encode())

# 4. The PO log with every kind of record end, VOID lines, dashes, suffixed numbers, blank records and a total that is wrong.
write("inbox/po-log-mixed.csv", (
    "PO LOG - PAPER LANTERNS - as of 4/11/26,,,,,,,,,,\r\n"
    "\r\n"
    "PO #,Date,Vendor,Dept,Account,Set,Description,PO Amount,Invoiced,Open,Status\r\n"
    "1041,4/1/26,O’Dell’s Lumber,CON,2210-10,015,\"Lens pkg (3 wks\n@ $1,500)\",\"$4,500.00\",\"$1,500.00\",\"$3,000.00\",\n"
    "1042-A,4/2/26,Pier 40,LOC,3510-10,,VOID,-,-,-,\r"
    "1042-B,4/2/26,Pier 40,LOC,3510-10,,VOID - not the pier,\"$900.00\",-,-,\r\n"
    ",,,,,,,,,,\r\n"
    "1043,4/3/26,“Gull” Catering,CAT,3510-10,,Breakfasts, - ,-,-,Closed\n"
    "1044,4/4/26,Marsh Road Fuel,TRN,3600-40,,Fuel,$1;000.00,,,\r\n"
    "1045,4/5/26,Marsh Road Fuel,TRN,3600-40,,Fuel,£400.00,,,\r\n"
    "1046,2026-04-06,Marsh Road Fuel,TRN,3600-40,,Fuel,400.00,,,\r\n"
    ",,,,,,TOTAL,\"$5,800.00\",\"$1,500.00\",\"$3,000.00\",\r\n"
).encode("cp1252"))

# 5. The card statement: mark, line ends within cells, references in apostrophes, text that a spreadsheet would run, and
#    control characters in a merchant's name.
write("inbox/amex-april.csv", b"\xef\xbb\xbf" + lines(
    "Date,Description,Card Member,Account #,Amount,Extended Details,Reference,Category",
    "04/05/2026,LAMP & COMPASS,ANA RUIZ,-61011,399.86,\"18132   LAMP & COMPASS\nFURNISHING\",'320261830000001',Merchandise",
    "04/06/2026,\"=HYPERLINK(\"\"http://example.com\"\",\"\"LAMP\"\")\",ANA RUIZ,-61011,141.60,@SUM(A1),'320261830000002',+1+cmd",
    "04/07/2026,GULL\x1b]0;owned\x07 PARCEL,BEN CHEN,-61029,-67.31,,'320261830000003',\t=1+1",
    "04/08/2026,AUTOPAY PAYMENT - THANK YOU,ANA RUIZ,-61011,\"-1,962.18\",,'320261830000009',",
    "04/09/2026,PARCEL GULL,BEN CHEN,-61029,(12.10,,'320261830000004',",
    "04/09/2026,PARCEL GULL,BEN CHEN,-61029,99999999999999999999,,'320261830000006',",
    "04/09/2026,PARCEL GULL,BEN CHEN,-61029,10.005,,'320261830000007',",
    "\x1b[2J04/09/2026,PARCEL GULL,BEN CHEN,-61029,5.00,,'320261830000008',",
    end="\r\n").encode())

# 6. A payroll register with a quote that is never closed, and one that consists of its header.
REGISTER = ("Worker,Type,Position,Department,Work Week Ending,Earnings Type,Hours ST,Hours 1.5x,Hours 2x,Rate,Gross,"
            "Employer Taxes,Benefits,Handling Fee,Total,Cost Code,Fringe Code,Run Date,Project")
write("inbox/payroll-register-open-quote.csv", lines(
    REGISTER,
    "\"Ruiz, Ana\",W-2,1st AC,Camera,04/04/2026,Salary,40.0,0.0,0.0,63.75,2550.00,228.23,229.50,28.05,3035.78,2210-10,2210-99,04/09/2026,PL",
    "\"Chen, Bo,W-2,2nd AC,Camera,04/04/2026,Salary,40.0,0.0,0.0,50.00,2000.00,179.00,180.00,22.00,2381.00,2210-10,2210-99,04/09/2026,PL",
    "TOTAL,,,,,,80.0,0.0,0.0,,4550.00,407.23,409.50,50.05,5416.78,,,,",
).encode())
write("inbox/payroll-register-header-only.csv", lines(REGISTER).encode())

# 7. Timecards printed page by page: the header again and again, rows without their tail, rows too long, broken formulas.
TIMECARDS = "W/E,Name,Dept,Occupation,Date,Call,M1 Out,M1 In,M2 Out,M2 In,Wrap,Hrs,1.0x,1.5x,2.0x,MP,Acct,Set,Ep"
write("inbox/timecards-pages.csv", lines(
    TIMECARDS,
    "04/11/2026,\"Ruiz, Ana\",Camera,1st AC,04/06/2026,7.0,13.0,13.5,,,20.2,12.7,8.0,4.0,0.7,1,2210-10,015,",
    "04/11/2026,\"Ruiz, Ana\",Camera,1st AC,04/07/2026,7.0,13.0,13.5,,,25.3,17.8,8.0,4.0,5.8,1,2210-10",
    TIMECARDS,
    "04/11/2026,Chen, Bo,Camera,2nd AC,04/06/2026,7.0,13.0,13.5,,,20.2,12.7,8.0,4.0,0.7,1,2210-10,015,",
    "04/11/2026,\"Chen, Bo\",Camera,2nd AC,04/07/2026,7.0,13.0,13.5,,,20.2,12.7,8.0,4.0,#DIV/0!,1,2210-10,015,",
    "11/04/2026,\"Chen, Bo\",Camera,2nd AC,13/04/2026,7.0,13.0,13.5,,,20.2,12:42,8:00,4.0,0.7,1,2210-10,015,",
    "04/11/2026,\"Chen, Bo\",Camera,2nd AC,04/09/2026,7.0",
    "",
    "04/11/2026,\"Chen, Bo\",Camera,2nd AC,04/10/2026,7.0,13.0,13.5,,,20.2,12.7,8.0,4.0,0.333,1,,015,",
    end="\r\n").encode())

# 8. Two petty-cash envelopes: commas missing at the ends of rows, a receipt in pounds, totals that are wrong, a dash for zero.
write("inbox/petty-cash-two.csv", lines(
    "PETTY CASH ENVELOPE",
    "Name:,Ana Ruiz,,Dept:,Camera,Env #:,12",
    "Advance:,$500.00",
    "#,Date,Paid To,Description,Acct,Set,Amount",
    "1,4/2/26,Home & Gull,\"Gaff tape, 2\"\"\",2210-10,015,$48.12",
    "2,4/3/26,Marsh Road Fuel,Van fuel,3600-40,,$61.00,",
    "3,4/3/26,Ferry,Tickets,3510-10,,£12.00",
    "4,4/3/26,Kiosk,Nothing,3510-10,,-",
    ",,,,,TOTAL,$121.12",
    ",,,,,Cash returned,$378.88",
    "",
    "PETTY CASH ENVELOPE,,,,,,",
    "Name:,,,Dept:,,Env #:,13",
    "#,Date,Paid To,Acct,Set,Amount",
    "1,4/4/26,Bakery,3510-10,,5.00",
    "2,4/5/26,Bakery",
    ",,,,TOTAL,7.50",
).encode())

# 9. The schedule, opened and saved in a spreadsheet: the days have lost their form, and a type is misspelt.
write("inbox/shoot-days-resaved.csv", lines(
    "Date,Unit,Day,Type,Location,Notes",
    "2026-04-20,Main,1,Shoot,Pier 40,",
    "4/21/2026,Main,2,Shoot,Pier 40,",
    "2026-04-22,Main,3,Shot,Pier 40,",
    "2026-02-30,Main,,Wrap,Pier 40,",
    end="\r\n").encode())

# 10. A copy that was interrupted, in the middle of its last row.
write("inbox/po-log-interrupted.csv", lines(
    "PO LOG - PAPER LANTERNS - as of 4/18/26,,,,,,,,,,",
    "PO #,Date,Vendor,Dept,Account,Set,Description,PO Amount,Invoiced,Open,Status",
    "1041,4/1/26,O’Dell’s Lumber,CON,2210-10,015,Lens pkg,\"$4,500.00\",\"$1,500.00\",\"$3,000.00\",",
    end="\r\n").encode("cp1252") + b"1047,4/12/26,Pier 40,LOC,3510-10,,Pi")

# 11. An export of another layout under the name of a known one; a file without a byte; a file of a tool that nobody knows.
write("inbox/amex-short.csv", lines("Date,Description,Amt", "04/05/2026,LAMP & COMPASS,399.86").encode())
write("inbox/card-coding-empty.csv", b"")
write("inbox/stripboard.csv", lines(
    "DAY OUT OF DAYS - PAPER LANTERNS,,,,,", "Month/Day,,04/20,04/21,04/22,Co.", "Day of Week,,Mon,Tue,Wed,Travel",
    "1.,GEORGE,SW,W,WF,", "2.,MARY,,SW,WF,").encode())
