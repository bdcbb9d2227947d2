import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

private let catering = DepartmentAccounts(name: "Catering", accounts: ["35*"])

private func cut(_ snapshot: Snapshot, _ department: DepartmentAccounts = catering) throws -> Workbook {
    let definition = try Fixture.definition("weekly-cost")
    let findings = Reconcile.findings(of: snapshot)
    return try #require(Reports.build(definition, for: department, snapshot: snapshot, findings: findings)).workbook
}

@Test func `a department's cut recalculates and totals what it shows`() throws {
    let snapshot = Fixture.snapshot()
    let book = try cut(snapshot)
    expectRecalculates(book)
    let sheet = book.sheet("Cost Report")
    let total = sheet.line(where: "Description", is: "Total Catering")
    #expect(sheet.line(where: "Description", is: "Grand total") == nil)
    let lines = Reconcile.findings(of: snapshot).lines.filter { ["3500-80", "3510-20"].contains($0.account.code) }
    for (heading, amount) in [
        ("To date", { $0.toDate }), ("Estimated final cost", { $0.finalCost }), ("Budget", { $0.budget }),
    ] as [(String, (CostLine) -> Money)] {
        #expect(sheet.figure(total, heading)?.cents == lines.reduce(0) { $0 + amount($1).minorUnits })
    }
    #expect(
        book.sheets.map(\.name) == [
            "Topsheet", "Cost Report", "Cost to Complete", "Bridge", "EFC Changes", "Open POs", "This Period",
            "Transactions", "_estimates",
        ])
    #expect(book.sheets.allSatisfy { $0.header.subtitle.hasSuffix(" · Catering only") })
    #expect(book.sheets.allSatisfy { $0.footnotes.last?.hasPrefix("Catering only: accounts 35*.") == true })
}

@Test func `nothing of another account is anywhere in a cut`() throws {
    let snapshot = Fixture.snapshot()
    let (texts, findings) = try {
        let findings = Reconcile.findings(of: snapshot)
        let cut = try #require(DepartmentCut.of(catering, snapshot, findings))
        return ((0..<cut.snapshot.texts.count).map { cut.snapshot.texts[TextID(index: UInt32($0))] }, cut.findings)
    }()
    let foreign = ["2000-10", "3200-05", "Camera package", "Ruiz", "Vendor of 3200-05", "9999-00", "4500-10", "MORROW"]
    for word in foreign {
        #expect(!texts.contains { $0.contains(word) }, "\(word) is in the texts")
        #expect(!"\(findings)".contains(word), "\(word) is in the findings")
        #expect(!TextRenderer.render(try cut(snapshot), rowLimit: 10_000).contains(word), "\(word) is printed")
    }
    #expect(findings.isDraft == Reconcile.findings(of: snapshot).isDraft)
}

@Test func `a category of which only a part is cut says so, and a percentage of others keeps its amount`() throws {
    let book = try cut(Fixture.snapshot(), DepartmentAccounts(name: "Fringes", accounts: ["2000-99"]))
    expectRecalculates(book)
    let sheet = book.sheet("Cost Report")
    #expect(sheet.line(where: "Description", is: "Total category 2000, these accounts") != nil)
    // What it is a percentage of stands nowhere, the hidden sheet included.
    #expect(!book.sheets.contains { $0.picture.contains("2000-10") })
    let form = book.sheet("_estimates")
    #expect(form.isHidden && form.picture.contains("2000-99"))
}

@Test(
    arguments: [
        ("3200", "3200-05", "3200", true), ("32*", "3200-05", "3200", true), ("*-99", "2000-99", "2000", true),
        ("3*5", "3200-05", "3200", true), ("33*", "3200-05", "3200", false), ("3200-0", "3200-05", "3200", false),
        ("D", "114", "D", true), ("1*", "114", "D", true), ("*", "114", "D", true), ("d", "114", "D", true),
        ("3*0*6", "3200-05", "3200", false), ("", "3200-05", "", false),
    ] as [(String, String, String, Bool)])
func `patterns are codes of accounts or categories`(pattern: String, code: String, category: String, holds: Bool) {
    let production = SnapshotBuilder().snapshot.production
    let account = Account(
        code: code, name: "", category: category, categoryName: "", section: "", accountClass: .cost, department: "")
    #expect(DepartmentAccounts(name: "X", accounts: [pattern]).holds(account, production) == holds)
}

@Test func `a pattern that no account fits is said, and a department without a figure has no workbook`() throws {
    var snapshot = Fixture.snapshot()
    let nobody = DepartmentAccounts(name: "Nobody", accounts: ["77*", "3500"])
    snapshot.production.reports.departments = [nobody]
    let findings = Reconcile.findings(of: snapshot)
    #expect(findings.diagnostics.filter { $0.code == .departmentAccountUnknown }.map(\.value) == ["77*"])
    let empty = DepartmentAccounts(name: "Empty", accounts: ["3200-06"])
    let definition = try Fixture.definition("weekly-cost")
    #expect(Reports.build(definition, for: empty, snapshot: snapshot, findings: findings) == nil)
}

@Test func `a report without sheets of accounts cannot be cut`() throws {
    #expect(try Fixture.definition("cash").cut(for: "Camera") == nil)
    #expect(try Fixture.definition("weekly-cost").cut(for: "Camera")?.file == "Cost Report - Camera")
}
