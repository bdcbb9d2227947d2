import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

/// Report week ending 2026-05-16.
func paperOffice() -> SnapshotBuilder {
    var books = SnapshotBuilder()
    func task(_ name: String, due: String?, done: Bool = false) {
        books.add(.task) {
            $0.details = $1(name)
            $0.date = due.flatMap(Day.init(iso:)) ?? .none
            if done { $0.status = .closed }
        }
    }
    task("next", due: "2026-05-20")
    task("late", due: "2026-05-01")
    task("finished", due: "2026-04-01", done: true)
    task("someday", due: nil)
    func paper(_ party: String, expires: String?) {
        books.add(.document) {
            $0.party = $1(party)
            $0.type = $1("W-9")
            $0.weekEnding = expires.flatMap(Day.init(iso:)) ?? .none
        }
    }
    paper("soon", expires: "2026-06-15")
    paper("gone", expires: "2026-05-15")
    paper("today", expires: "2026-05-16")
    paper("long", expires: "2026-06-16")
    paper("never", expires: nil)
    for (day, type) in [
        ("2026-05-14", "work"), ("2026-05-16", "hold"), ("2026-05-17", "work"), ("2026-05-18", "fitting"),
    ] {
        books.add(.doodDay) {
            $0.party = $1("GEORGE")
            $0.reference = $1("1")
            $0.date = Day(iso: day)!
            $0.type = $1(type)
        }
    }
    return books
}

@Test func `tasks and papers are judged at the report's date, and the days of people counted`() {
    let paperwork = Paperwork(paperOffice().snapshot, at: Day(iso: "2026-05-16")!)
    #expect(
        paperwork.tasks.map { "\($0.name) \($0.state)" } == ["late late", "next open", "someday open", "finished done"])
    #expect(
        paperwork.documents.map { "\($0.party) \($0.state)" } == [
            "gone expired", "today expiring", "soon expiring", "long valid", "never open",
        ])
    #expect(paperwork.people.count == 1)
    #expect(paperwork.people[0].done == PersonDays.Counts.of(work: 1, hold: 1))
    #expect(paperwork.people[0].left == PersonDays.Counts.of(work: 1, other: 1))
}

@Test func `a record that was taken back is on no list`() {
    var books = paperOffice()
    let id = books.add(.task) { $0.details = $1("gone") }
    books.add(.task, reverses: id) { $0.details = $1("gone") }
    let paperwork = Paperwork(books.snapshot, at: Day(iso: "2026-05-16")!)
    #expect(!paperwork.tasks.contains { $0.name == "gone" })
}

@Test func `the office's report is written only where there is something in it`() throws {
    let definition = try ReportDefinition.load(path: "\(repositoryRoot)/reports/production-office.yaml")
    let empty = SnapshotBuilder().snapshot
    #expect(!Reports.isWorthwhile(definition, snapshot: empty, findings: Reconcile.findings(of: empty)))
    let full = paperOffice().snapshot
    let findings = Reconcile.findings(of: full)
    #expect(Reports.isWorthwhile(definition, snapshot: full, findings: findings))
    let text = TextRenderer.render(Reports.build(definition, snapshot: full, findings: findings))
    for word in ["LATE", "EXPIRED", "GEORGE", "Total days"] { #expect(text.contains(word), "\(text)") }
}

extension PersonDays.Counts {
    fileprivate static func of(work: Int = 0, hold: Int = 0, other: Int = 0) -> PersonDays.Counts {
        var counts = PersonDays.Counts()
        (counts.work, counts.hold, counts.other) = (work, hold, other)
        return counts
    }
}
