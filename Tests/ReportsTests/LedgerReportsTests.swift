import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

/// The fixture with an episode and a tax tag on some postings.
private func tagged() -> Snapshot {
    var snapshot = Fixture.snapshot()
    let tags = ["episode 101; tax QW", "episode 102", "", "night"].map { snapshot.texts.intern($0) }
    for index in snapshot.entries.indices where snapshot.entries[index].record.kind.isCoded {
        let entry = snapshot.entries[index]
        // A reversal repeats what it takes back.
        let id = entry.isReversal ? entry.reverses : entry.id
        snapshot.entries[index].record.tag = tags[Int(id) % tags.count]
    }
    return snapshot
}

@Test(arguments: ["ledger", "dimensions"])
func `the ledger reports and the dimensions recalculate to what they hold`(_ name: String) throws {
    let workbook = try Fixture.workbook(name, tagged())
    expectRecalculates(workbook)
    #expect(
        workbook.sheets.map(\.name)
            == (name == "ledger"
                ? ["GL Detail", "Trial Balance", "Accrued Creditors"]
                : [
                    "By Episode", "Episode Accounts", "By Tag", "Tax Incentive", "Tax Accounts", "Tax Residency",
                    "Untagged",
                ]))
}

@Test func `every sheet by a dimension proves itself against the cost report`() throws {
    for sheet in try Fixture.workbook("dimensions", tagged()).sheets where sheet.name != "Untagged" {
        let difference = try #require(sheet.lines.last)
        for cell in difference.cells.dropFirst() {
            guard case .formula(_, .money(let amount)) = cell.value else { continue }
            #expect(amount.isZero, "\(sheet.name)\n\(sheet.picture)")
        }
    }
}

@Test func `the detail's balances run by account, from wherever the writer begins`() throws {
    let snapshot = tagged()
    let findings = Reconcile.findings(of: snapshot)
    let sheet = try Fixture.workbook("ledger", snapshot).sheet("GL Detail")
    let detail = try #require(sheet.detail)
    var whole = CellSink(detail.texts)
    detail.write(0..<detail.count, to: &whole)
    var parts: [[Cell.Value]] = []
    for place in 0..<detail.count {
        var sink = CellSink(detail.texts)
        detail.write(place..<place + 1, to: &sink)
        parts += sink.rows
    }
    #expect(parts == whole.rows)
    func place(_ heading: String) -> Int { sheet.columns.firstIndex { $0.heading == heading }! }
    let totals = whole.rows.filter { $0[place("Account total")] != .blank }
    let costs = findings.lines.enumerated().filter { line in findings.lineOfEntry.contains(Int32(line.offset)) }
    #expect(totals.map { $0[place("Account")] } == costs.map { .text($0.element.account.code) })
    #expect(totals.map { $0[place("Account total")] } == costs.map { .money($0.element.toDate) })
    #expect(sheet.columns.contains { $0.heading == "Episode" } && !sheet.columns.contains { $0.heading == "Location" })
    #expect(
        sheet.figure(sheet.lines[0], "This period")?.cents == findings.lines.reduce(0) { $0 + $1.thisPeriod.minorUnits }
    )
}

@Test func `without a tag there is no report by tag, without cost no ledger report`() throws {
    for (name, snapshot, isWritten) in [
        ("dimensions", Fixture.snapshot(), false), ("dimensions", tagged(), true), ("ledger", Fixture.snapshot(), true),
        ("ledger", SnapshotBuilder().snapshot, false),
    ] {
        let definition = try ReportDefinition.load(path: "\(repositoryRoot)/reports/\(name).yaml")
        let findings = Reconcile.findings(of: snapshot)
        #expect(Reports.isWorthwhile(definition, snapshot: snapshot, findings: findings) == isWritten, "\(name)")
    }
}
