import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

@Test func `the PO sheet lists what is open and what is over-billed, and sums it`() throws {
    let workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot())
    let sheet = workbook.sheet("Open POs")
    #expect(sheet.lines.dropLast().map { $0.cells[0].value } == ["1041", "1042", "1043", "1044"].map { .text($0) })
    let over = sheet.line(where: "PO", is: "1043")
    #expect(sheet.cell(over, "Status") == .text("over-billed", .alarm))
    #expect(sheet.figure(over, "Invoiced")?.cents == 41_300_00)
    #expect(sheet.figure(over, "Open")?.cents == 0)
    let open = sheet.line(where: "PO", is: "1041")
    #expect(sheet.figure(open, "Open")?.formula == "MAX(0,ROUND(F5-G5,2))")
    #expect(sheet.figure(open, "Open")?.cents == 29_999_81)
    #expect(sheet.cell(open, "Account")?.link == "'Cost Report'!A11")
    #expect(sheet.figure(sheet.lines.last, "Open")?.cents == 52_500_11)
}

@Test func `exceptions: counts first, then errors, warnings and notes`() throws {
    let sheet = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheet("Exceptions")
    #expect(sheet.lines[0].cells[0].value == .text("2 errors · 2 warnings · 0 notes"))
    let heading = sheet.lines.firstIndex { $0.kind == .category }!
    let severities = sheet.lines[(heading + 1)...].map { $0.cells[0].value }
    #expect(severities == ["error", "error", "warning", "warning"].map { .text($0) })
    let suspense = sheet.lines.last { $0.cells.count > 1 && $0.cells[1].value == .text("account-unknown") }
    #expect(sheet.cell(suspense, "Severity")?.role == .alarm)
    #expect(sheet.cell(suspense, "File")?.value == .text("inbox/test.csv"))
    #expect(sheet.cell(suspense, "Value")?.value == .text("9999-00"))
}

@Test func `nothing wrong is said in words`() throws {
    let sheet = try Fixture.workbook("weekly-cost", SnapshotBuilder().snapshot).sheet("Exceptions")
    #expect(sheet.lines.map(\.kind) == [.note])
}

@Test func `the proof shows both numbers, and a failure says where to look`() throws {
    let sheet = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheet("Proof")
    let failed = sheet.line(where: "Check", is: "Cost to date from the last report")
    #expect(sheet.cell(failed, "Result") == .text("FAIL", .alarm))
    #expect(sheet.figure(failed, "Difference")?.cents == -43_984_01)
    let place = sheet.lines.firstIndex(of: failed!)!
    #expect(sheet.lines[place + 1].cells[1].value == .text("Where to look"))
    #expect(sheet.cell(sheet.line(where: "Check", is: "Working budget"), "Result") == .text("PASS", .strong))
}

@Test func `the proof accounts for every row and cent of every file`() throws {
    var snapshot = Fixture.snapshot()
    snapshot.imports[1].count.rowsRefused = 1
    let sheet = try Fixture.workbook("weekly-cost", snapshot).sheet("Proof")
    let heading = sheet.lines.firstIndex { $0.kind == .category }!
    let files = sheet.lines[(heading + 1)...]
    #expect(files.map { $0.cells[0].value } == [.text("PASS"), .text("FAIL"), .blank])
    #expect(files.first?.cells[4].value == .text("abababababab"))
    let row = sheet.firstLineRow + heading + 2
    #expect(files.last?.cells[9].value == .formula("SUM(J\(row):J\(row + 1))", .number(17, digits: 0)))
    expectRecalculates(try Fixture.workbook("weekly-cost", snapshot))
}

@Test(
    arguments: [
        ("By Department", "Department", "Total", "Total"), ("By Vendor", "Vendor", "All posted cost", "To date"),
    ] as [(String, String, String, String)])
func `an expense sheet ties to cost to date`(name: String, column: String, row: String, heading: String) throws {
    let snapshot = Fixture.snapshot()
    let sheet = try Fixture.workbook("expense-report", snapshot).sheet(name)
    let toDate = Reconcile.findings(of: snapshot).lines.reduce(Int64(0)) { $0 + $1.toDate.minorUnits }
    let line = sheet.line(where: column, is: row)
    let place = sheet.columns.lastIndex { $0.heading == heading }!
    guard case .formula(_, .money(let amount)) = line?.cells[place].value else {
        Issue.record("no total on \(name)")
        return
    }
    #expect(amount.minorUnits == toDate)
}

@Test func `open card charges are listed below the card members`() throws {
    let sheet = try Fixture.workbook("expense-report", Fixture.snapshot()).sheet("Cards")
    let heading = sheet.lines.firstIndex { $0.kind == .category }!
    let charge = sheet.lines[heading + 1]
    #expect(sheet.cell(charge, "Merchant")?.value == .text("HARDWARE STORE"))
    #expect(sheet.cell(charge, "Not coded")?.role == .alarm)
    #expect(sheet.cell(charge, "Row")?.value == .number(95, digits: 0))
    #expect(sheet.figure(sheet.lines.last, "Not coded")?.cents == 99_95)
}

@Test func `each custodian's envelopes have a total`() throws {
    let sheet = try Fixture.workbook("expense-report", Fixture.snapshot()).sheet("Petty Cash")
    let total = sheet.line(where: "Custodian", is: "Total Sato, June")
    #expect(sheet.figure(total, "Total")?.cents == 137_10)
    #expect(sheet.figure(total, "Total")?.formula == "SUM(F5:F6)")
}
