import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

@Test(arguments: VarianceSign.allCases, ETCBasis.allCases)
func `every formula recalculates to its cached value`(variance: VarianceSign, basis: ETCBasis) throws {
    for accruals in AccrualColumn.allCases {
        for suspense in [true, false] {
            let snapshot = Fixture.snapshot(variance, basis, accruals, suspense: suspense)
            #expect(expectRecalculates(try Fixture.workbook("weekly-cost", snapshot)) > 200)
            #expect(expectRecalculates(try Fixture.workbook("expense-report", snapshot)) > 50)
        }
    }
}

@Test func `the columns stand in the order of the field, under their bands`() throws {
    let sheet = try Fixture.workbook("weekly-cost", Fixture.snapshot(.underPositive)).sheet("Cost Report")
    #expect(
        sheet.columns.map { "\($0.band):\($0.heading)" } == [
            ":Account", ":Description", "COST:This period", "COST:To date", "COST:Commitments", "COST:Total cost",
            "FORECAST:Estimate to complete", "FORECAST:Estimated final cost", "BUDGET:Budget",
            "BUDGET:Approved overages",
            "BUDGET:Transfers", "BUDGET:Working budget", "VARIANCE:(Over)/Under", "VARIANCE:EFC change",
        ])
    #expect(sheet.columns.filter(\.isStrong).map(\.heading) == ["Estimated final cost"])
    #expect(sheet.columns[12].kind == .variance(.underPositive))
    #expect(sheet.frozenColumns == 2)
    let own = try Fixture.workbook("weekly-cost", Fixture.snapshot(.underPositive, .totalCosts, .ownColumn))
    #expect(own.sheet("Topsheet").columns.map(\.heading)[4...6] == ["Commitments", "Accruals", "Total cost"])
}

@Test func `the heading says show, report, week, company, shoot day, currency, basis and sign`() throws {
    let header = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheets[0].header
    #expect(header.title == "Worked Example")
    #expect(header.subtitle == "Weekly cost report no. 6 · week ending Saturday 16 May 2026")
    #expect(header.right == "Worked Example, LLC")
    #expect(header.rightBelow == "Shoot day 20 of 40 · USD · ETC on total costs · over budget is positive")
    #expect(header.isDraft)
}

@Test(
    arguments: [
        ("2000-10", "This period", nil, 2_640_00), ("2000-10", "Commitments", nil, 1_230_00),
        ("2000-10", "Total cost", "D7+E7", 6_510_00),
        (
            "2000-10", "Estimate to complete",
            "IF(ISNUMBER('Cost to Complete'!H6),ROUND('Cost to Complete'!H6-'Cost Report'!F7,2),'Cost to Complete'!G6)",
            28_510_69
        ),
        ("2000-10", "Estimated final cost", "F7+G7", 35_020_69), ("2000-10", "Working budget", "I7+J7+K7", 60_000_00),
        ("2000-10", "Over/(Under)", "ROUND(H7-L7,2)", -24_979_31),
        ("2000-10", "EFC change", "ROUND(H7-60000.00,2)", -24_979_31),
        ("3510-20", "EFC change", "ROUND(H14,2)", 128_000_00), ("3510-20", "This period", nil, -500_00),
    ] as [(String, String, String?, Int64)])
func `an account's row is values and formulas of its own cells`(
    account: String, heading: String, formula: String?, cents: Int64
) throws {
    let sheet = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheet("Cost Report")
    let figure = sheet.figure(sheet.line(where: "Account", is: account), heading)
    #expect(figure?.formula == formula)
    #expect(figure?.cents == cents)
}

@Test(
    arguments: [
        ("Cost Report", "Total category 2000", "To date", "SUM(D7:D8)", 6_468_00, Line.Kind.category),
        ("Cost Report", "Total production", "To date", "SUM(D9,D12,D15,D18)", 160_405_30, .section),
        ("Cost Report", "Total direct cost", "Over/(Under)", "ROUND(SUM(M19,M24,M28),2)", -17_943_51, .section),
        ("Cost Report", "Grand total", "Budget", "SUM(I30,I34)", 428_075_11, .grand),
        ("Topsheet", "Category 2000", "To date", "'Cost Report'!D9", 6_468_00, .detail),
        ("Topsheet", "Total production", "To date", "SUM(D6:D9)", 160_405_30, .section),
        ("Topsheet", "Completion bond", "Working budget", "'Cost Report'!L33", 7_000_00, .detail),
        ("Topsheet", "Grand total", "Transfers", "SUM(K17:K19)", 0, .grand),
        (
            "Topsheet", "Over/(Under) before contingency 5 % and completion bond", "Over/(Under)", "M17", -17_943_51,
            .detail
        ),
    ] as [(String, String, String, String, Int64, Line.Kind)])
func `totals are live`(
    name: String, description: String, heading: String, formula: String, cents: Int64, kind: Line.Kind
) throws {
    let sheet = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheet(name)
    let line = sheet.line(where: "Description", is: description)
    #expect(line?.kind == kind)
    #expect(sheet.figure(line, heading)?.formula == formula)
    #expect(sheet.figure(line, heading)?.cents == cents)
}

@Test func `suspense is a marked line of its own before the direct total, and part of it`() throws {
    for name in ["Topsheet", "Cost Report"] {
        let sheet = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheet(name)
        let titles = sheet.lines.map { $0.cells.count > 1 ? $0.cells[1] : .blank }
        let suspense = titles.firstIndex(of: .text("Suspense: not in the chart", .alarm))
        let direct = titles.firstIndex(of: .text("Total direct cost"))
        #expect(suspense != nil && direct != nil && suspense! < direct!)
    }
    let without = try Fixture.workbook("weekly-cost", Fixture.snapshot(suspense: false))
    #expect(without.sheet("Topsheet").line(where: "Description", is: "Suspense: not in the chart") == nil)
}

@Test func `accounts without a figure are left out`() throws {
    let sheet = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheet("Cost Report")
    #expect(sheet.line(where: "Account", is: "3200-05") != nil)
    #expect(sheet.line(where: "Account", is: "3200-06") == nil)
}

@Test func `accounts fold into their category, and the topsheet is one page`() throws {
    let workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot())
    #expect(workbook.sheet("Cost Report").lines.filter { $0.outline == 1 }.count == 9)
    #expect(workbook.sheet("Topsheet").lines.allSatisfy { $0.outline == 0 })
    if case .onePage = workbook.sheet("Topsheet").page {} else { Issue.record("the topsheet is one page") }
}

@Test func `without a schedule, and without anything at all, a report is still a report`() throws {
    let workbook = try Fixture.workbook("weekly-cost", SnapshotBuilder().snapshot)
    #expect(workbook.sheets[0].header.rightBelow == "USD · ETC on total costs · over budget is positive")
    let top = workbook.sheet("Topsheet")
    #expect(top.lines.map(\.kind) == [.section, .grand])
    #expect(top.footnotes[0].hasPrefix("Computed in cents"))
    #expect(top.figure(top.lines.last, "Estimated final cost")?.cents == 0)
    #expect(workbook.sheet("Transactions").detail?.count == 0)
    #expect(!workbook.sheet("Transactions").hasFilter)
    expectRecalculates(workbook)
    expectRecalculates(try Fixture.workbook("expense-report", SnapshotBuilder().snapshot))
}

@Test func `one account is enough`() throws {
    var builder = SnapshotBuilder()
    builder.account("1", "All of it")
    builder.budget("1", 100_00)
    builder.cost("1", 120_00, on: "2026-05-14")
    let workbook = try Fixture.workbook("weekly-cost", builder.snapshot)
    expectRecalculates(workbook)
    let top = workbook.sheet("Topsheet")
    #expect(top.figure(top.lines.last, "Over/(Under)")?.cents == 20_00)
}

@Test func `random shows recalculate, and the grand total is the sum of all lines`() throws {
    let definition = try Fixture.definition("weekly-cost")
    forAll(cases: 12) { random in
        let snapshot = randomSnapshot(&random, accounts: 200)
        let findings = Reconcile.findings(of: snapshot)
        let workbook = Reports.build(definition, snapshot: snapshot, findings: findings)
        expectRecalculates(workbook)
        for name in ["Topsheet", "Cost Report"] {
            let sheet = workbook.sheet(name)
            let grand = sheet.lines.first { $0.kind == .grand }
            let wanted: [(String, (CostLine) -> Money)] = [
                ("To date", \.toDate), ("Total cost", \.totalCost), ("Estimated final cost", \.finalCost),
                ("Working budget", \.workingBudget),
            ]
            // A first report has nothing to compare with.
            guard sheet.figure(grand, "EFC change") == nil else { return false }
            for (heading, column) in wanted {
                let sum = findings.lines.reduce(Int64(0)) { $0 + column($1).minorUnits }
                guard sheet.figure(grand, heading)?.cents == sum else { return false }
            }
        }
        return true
    }
}

private func randomSnapshot(_ random: inout SeededGenerator, accounts: Int) -> Snapshot {
    var builder = SnapshotBuilder(
        variance: VarianceSign.allCases.randomElement(using: &random)!,
        basis: ETCBasis.allCases.randomElement(using: &random)!,
        accruals: AccrualColumn.allCases.randomElement(using: &random)!)
    builder.shootDays(30, from: "2026-05-04")
    for number in 0..<accounts {
        let code = "\(1000 + number / 7)-\(number % 7)"
        let section = ["Production", "Post", "Elsewhere", "Contractual"][number * 4 / accounts]
        builder.account(code, "Account \(number)", category: "\(1000 + number / 7)", section: section)
        if Bool.random(using: &random) { builder.budget(code, .random(in: 0...9_999_999, using: &random)) }
        for day in ["2026-05-06", "2026-05-13"] where Bool.random(using: &random) {
            builder.cost(code, .random(in: -99_999...9_999_999, using: &random), on: day)
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            builder.order("\(number)", code, .random(in: 1...999_999, using: &random), on: "2026-05-04")
        }
        let methods = ["budget_remaining", "rate_x_units", "manual", "none", "percent_of"]
        if let method = methods.randomElement(using: &random), Bool.random(using: &random) {
            builder.forecast(
                code, method, unit: "shoot_day", units: .random(in: 0...5_000, using: &random),
                rate: .random(in: 0...50_000_000, using: &random) / (method == "percent_of" ? 100 : 1),
                of: ["\(1000 + number / 14)", "direct", "budget:direct"].randomElement(using: &random)!,
                cents: .random(in: 0...999_999, using: &random))
        }
    }
    return builder.snapshot
}

@Test func `sheets find each other under any name`() throws {
    var definition = try Fixture.definition("weekly-cost")
    for index in definition.sheets.indices { definition.sheets[index].name = "It's no. \(index)" }
    let snapshot = Fixture.snapshot()
    let workbook = Reports.build(definition, snapshot: snapshot, findings: Reconcile.findings(of: snapshot))
    expectRecalculates(workbook)
    let top = workbook.sheets[1]
    #expect(top.figure(top.line(where: "Account", is: "2000"), "To date")?.formula == "'It''s no. 2'!D9")
}

@Test(arguments: [["Topsheet"], ["Cost Report"], ["Cost to Complete"], ["Topsheet", "Cost to Complete"], ["Open POs"]])
func `a sheet alone holds what it would refer to`(names: [String]) throws {
    for basis in ETCBasis.allCases {
        var definition = try Fixture.definition("weekly-cost")
        definition.sheets = definition.sheets.filter { names.contains($0.name) }
        let snapshot = Fixture.snapshot(.overPositive, basis)
        let whole = try Fixture.workbook("weekly-cost", snapshot)
        let part = Reports.build(definition, snapshot: snapshot, findings: Reconcile.findings(of: snapshot))
        #expect(expectRecalculates(part) > 0)
        for name in names {
            #expect(figures(part.sheet(name)) == figures(whole.sheet(name)))
        }
    }
}

private func figures(_ sheet: Sheet) -> [[Money?]] {
    sheet.lines.map { line in
        line.cells.map { cell in
            switch cell.value {
            case .money(let amount), .formula(_, .money(let amount)): amount
            default: nil
            }
        }
    }
}

@Test func `totals that a definition leaves out are made up for by those above them`() throws {
    let all = SheetDefinition.Total.allCases
    for bits in 0..<16 {
        var definition = try Fixture.definition("weekly-cost")
        for index in 1...2 {
            definition.sheets[index].totals = Set(all.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
        }
        let snapshot = Fixture.snapshot()
        let workbook = Reports.build(definition, snapshot: snapshot, findings: Reconcile.findings(of: snapshot))
        expectRecalculates(workbook)
        let sheet = workbook.sheet("Cost Report")
        #expect(
            (sheet.line(where: "Description", is: "Grand total") != nil) == definition.sheets[2].totals.contains(.grand)
        )
    }
}
