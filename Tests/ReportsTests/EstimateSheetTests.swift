import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

private func estimates(_ basis: ETCBasis = .totalCosts) throws -> Sheet {
    try Fixture.workbook("weekly-cost", Fixture.snapshot(.overPositive, basis)).sheet("Cost to Complete")
}

@Test(
    arguments: [
        ("2000-10", "rate × units", "MAX(0,ROUND(D6*F6,2))", "MAX(0,ROUND(D6*F6,2))+'Cost Report'!E7"),
        (
            "3500-80", "rate × units", "MAX(0,ROUND(D13*F13,2)-'Cost Report'!E17)",
            "MAX(0,ROUND(D13*F13,2)-'Cost Report'!E17)+'Cost Report'!E17"
        ),
        (
            "3510-20", "budget remaining", "MAX(0,ROUND('Cost Report'!L14-'Cost Report'!F14,2))",
            "MAX(0,ROUND('Cost Report'!L14-'Cost Report'!F14,2))+'Cost Report'!E14"
        ),
        (
            "2000-99", "percent of", "ROUND(ROUND(D7/100*SUM('Cost Report'!H7),2)-'Cost Report'!F8,2)",
            "ROUND(ROUND(D7/100*SUM('Cost Report'!H7),2)-'Cost Report'!D8,2)"
        ),
        ("3200-05", "manual", nil, nil), ("4500-10", "none", nil, nil), ("8100-00", "percent of", nil, nil),
    ] as [(String, String, String?, String?)])
func `an estimate is a formula where that gives it exactly`(
    account: String, method: String, formula: String?, onActuals: String?
) throws {
    for (basis, wanted) in [(ETCBasis.totalCosts, formula), (.actuals, onActuals)] {
        let sheet = try estimates(basis)
        let line = sheet.line(where: "Account", is: account)
        #expect(sheet.cell(line, "Method") == .text(method, .input))
        #expect(sheet.figure(line, "Estimate to complete") != nil)
        #expect(sheet.figure(line, "Estimate to complete")?.formula == wanted)
    }
}

@Test func `only what is the reader's to change is an input`() throws {
    let sheet = try estimates()
    for line in sheet.lines where line.kind == .detail {
        let inputs = zip(sheet.columns, line.cells).filter { $1.role == .input }.map(\.0.heading)
        #expect(inputs == ["Method", "Units left or %", "Rate", "Estimate to complete", "New EFC", "Note"])
    }
    #expect(sheet.footnotes.contains { $0.contains("Shaded cells are yours to change") })
    #expect(sheet.cell(sheet.line(where: "Account", is: "3200-05"), "Note") == .text("B camera for 5 days", .input))
}

@Test func `the account column holds accounts and nothing else`() throws {
    let sheet = try estimates()
    let accounts = sheet.lines.compactMap { line -> String? in
        if case .text(let text) = line.cells[0].value { text } else { nil }
    }
    #expect(accounts == ["2000-10", "2000-99", "3200-05", "3510-20", "3500-80", "4500-10", "8100-00", "8200-00"])
}

@Test func `an estimate that is changed in the workbook moves fringes, bond and grand total`() throws {
    var workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot())
    let index = workbook.sheets.firstIndex { $0.name == "Cost to Complete" }!
    let row = workbook.sheets[index].lines.firstIndex { $0.cells[0].value == .text("2000-10") }!
    let top = workbook.sheet("Topsheet")
    let grand = top.firstLineRow + top.lines.firstIndex { $0.kind == .grand }!
    let efc = Evaluator.Address(row: grand, column: 7)

    var before = Evaluator(workbook)
    let was = try before.value(efc, on: "Topsheet")
    // From 9.5 to 10.5 weeks at 3,001.125: 3,001.12 more after rounding, with 22.5 % fringes and 1.75 % bond on both.
    workbook.sheets[index].lines[row].cells[3] = Cell(.number(1050, digits: 2), .input)
    var after = Evaluator(workbook)
    let moved = try after.value(efc, on: "Topsheet") - was
    #expect(abs(moved - 3_001.12 * 1.225 * 1.0175) < 0.03)
}

@Test(arguments: ETCBasis.allCases)
func `a new EFC that is typed in the workbook is the EFC of its row, and moves what hangs on it`(basis: ETCBasis) throws
{
    var workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot(.overPositive, basis))
    let index = workbook.sheets.firstIndex { $0.name == "Cost to Complete" }!
    let sheet = workbook.sheets[index]
    let row = sheet.lines.firstIndex { $0.cells[0].value == .text("2000-10") }!
    let total = sheet.firstLineRow + sheet.lines.firstIndex { $0.kind == .grand }!
    let places = ["Estimate to complete", "New EFC", "Estimated final cost"].map { heading in
        sheet.columns.firstIndex { $0.heading == heading }!
    }
    var before = Evaluator(workbook)
    let end = Evaluator.Address(row: sheet.firstLineRow + row, column: places[2])
    let was = try before.value(end, on: sheet.name)
    let left = try before.value(.init(row: total, column: places[0]), on: sheet.name)
    workbook.sheets[index].lines[row].cells[places[1]] = .money(Money(60_000_00, .usd), .input)
    var after = Evaluator(workbook)
    #expect(try after.value(end, on: sheet.name) == 60_000)
    let moved = try after.value(.init(row: total, column: places[0]), on: sheet.name) - left
    #expect(abs(moved - (60_000 - was) * 1.225 * 1.0175) < 0.03)
}

@Test func `the workbook carries what each cell went out as, on a sheet that nobody sees`() throws {
    let workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot())
    let form = try #require(workbook.sheets.last)
    #expect(form.name == EstimateForm.sheetName && form.isHidden)
    let rows = form.lines.map { line in line.cells.map { EstimateForm.text($0.value) } }
    func fact(_ name: String) -> String? { rows.first { $0[0] == "fact" && $0[1] == name }?[2] }
    #expect(fact("period") == "2026-05-16" && fact("sheet") == "Cost to Complete" && fact("version") == "1")
    let names = try #require(rows.first { $0[1] == "names" })
    let shown = try #require(rows.first { $0[0] == "shown" && $0[1] == "3200-05" })
    #expect(shown[try #require(names.firstIndex(of: "method"))] == "manual")
    #expect(shown[try #require(names.firstIndex(of: "note"))] == "B camera for 5 days")
    // Every account of the sheet, and in each of its rows the key.
    let sheet = workbook.sheet("Cost to Complete")
    let key = try #require(sheet.columns.last)
    #expect(key.heading == EstimateForm.keyHeading && key.isHidden)
    let keys = sheet.lines.compactMap { line -> String? in
        if case .text(let text) = line.cells.last?.value { text } else { nil }
    }
    #expect(keys == rows.filter { $0[0] == "shown" }.map { $0[1] } && keys.count == 8)
    #expect(!workbook.sheets.contains { !$0.isHidden && $0.name.hasPrefix("_") })
}

@Test func `shares of each other are no circle`() throws {
    var builder = SnapshotBuilder()
    for code in ["1", "2", "3"] {
        builder.account(code)
        builder.cost(code, 100_00, on: "2026-05-14")
    }
    builder.forecast("1", "percent_of", rate: 50_0000, of: "2")
    builder.forecast("2", "percent_of", rate: 50_0000, of: "1")
    builder.forecast("3", "percent_of", rate: 50_0000, of: "1 2")
    let workbook = try Fixture.workbook("weekly-cost", builder.snapshot)
    expectRecalculates(workbook)
    let sheet = workbook.sheet("Cost to Complete")
    let formulas = ["1", "2", "3"].map {
        sheet.figure(sheet.line(where: "Account", is: $0), "Estimate to complete")?.formula
    }
    #expect(formulas[0] == nil && formulas[1] == nil && formulas[2] != nil)
}

@Test(arguments: ETCBasis.allCases, AccrualColumn.allCases)
func `an account with orders and accruals takes off its orders alone`(
    basis: ETCBasis, accruals: AccrualColumn
) throws {
    var builder = SnapshotBuilder(basis: basis, accruals: accruals)
    builder.account("1")
    builder.forecast("1", "rate_x_units", unit: "week", units: 300, rate: 1_000_0000)
    builder.order("7", "1", 400_00, on: "2026-05-01")
    builder.add(.timecardDay) {
        $0.account = $1("1")
        $0.party = $1("Ruiz, Ana")
        $0.quantity = 800
        $0.rate = Rate(tenThousandths: 50_0000)
        $0.date = Day(iso: "2026-05-14")!
        $0.weekEnding = Day(iso: "2026-05-16")!
    }
    let workbook = try Fixture.workbook("weekly-cost", builder.snapshot)
    expectRecalculates(workbook)
    let sheet = workbook.sheet("Cost to Complete")
    let estimate = sheet.figure(sheet.line(where: "Account", is: "1"), "Estimate to complete")
    let cents: Int64 = basis == .actuals ? 3_400_00 : 2_600_00
    #expect(estimate?.cents == cents)
    let left = "MAX(0,ROUND(D6*F6,2)-\(accruals == .ownColumn ? "'Cost Report'!E7" : "400.00"))"
    let ordered = accruals == .ownColumn ? "+'Cost Report'!E7+'Cost Report'!F7" : "+'Cost Report'!E7"
    #expect(estimate?.formula == left + (basis == .actuals ? ordered : ""))
}
