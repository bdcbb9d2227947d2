import CostModel
import Foundation
import TestSupport
import Testing

@testable import costreport

/// A timer that did not fire: each missed week is reported once, in order, as if it had fired.
struct CatchUpTests {
    private static let weeks = HarborLightsTests.weeks

    /// The sample with its drops up to a week, reported in the weeks of `runs`.
    private static func live(through count: Int, runs: Set<Int>) throws -> (folder: String, last: String, status: Int32)
    {
        let folder = try copyOfSample("harbor-lights")
        var last = ("", Int32(0))
        for (index, week) in weeks.prefix(count).enumerated() {
            try drop(week, of: "harbor-lights", into: folder)
            guard runs.contains(index + 1) else { continue }
            let result = try run(["run", folder, "--as-of", week])
            try #require(result.status <= 1, "\(week): \(result.errors)")
            last = (result.errors, result.status)
        }
        return (folder, last.0, last.1)
    }

    /// Path below the reports, and bytes.
    private static func reports(_ folder: String) -> [String: Data] {
        var found: [String: Data] = [:]
        let root = "\(folder)/reports"
        for name in (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []) {
            if let data = FileManager.default.contents(atPath: "\(root)/\(name)") { found[name] = data }
        }
        return found
    }

    @Test func `after two missed weeks the reports are byte for byte those of a production that missed none`() throws {
        let steady = try Self.live(through: 5, runs: [1, 2, 3, 4, 5])
        let late = try Self.live(through: 5, runs: [1, 2, 5])
        defer { for folder in [steady.folder, late.folder] { try? FileManager.default.removeItem(atPath: folder) } }
        #expect(late.last.contains("missed weeks: 2026-04-25, 2026-05-02; reported first"), "\(late.last)")
        let headings = late.last.split(separator: "\n").filter { $0.hasPrefix("report ") }.map { String($0.prefix(32)) }
        #expect(headings == (3...5).map { "report \($0), week ending \(Self.weeks[$0 - 1])" })
        let wanted = Self.reports(steady.folder)
        #expect(Set(wanted.keys.map { $0.prefix(10) }) == Set(Self.weeks.prefix(5).map { $0.prefix(10) }))
        let got = Self.reports(late.folder)
        #expect(got.keys.sorted() == wanted.keys.sorted())
        #expect(wanted.keys.filter { got[$0] != wanted[$0] }.sorted() == [])

        // Again, with nothing new: nothing is missed, and nothing changes.
        let again = try run(["run", late.folder, "--as-of", Self.weeks[4]])
        #expect(!again.errors.contains("missed"), "\(again.errors)")
        #expect(Self.reports(late.folder) == got)
        let periods = try run(["periods", late.folder])
        #expect(periods.output.split(separator: "\n").count { $0.contains("reported") } == 5, "\(periods.output)")
    }

    @Test func `a run that is killed while it catches up is finished by the next, to the same bytes`() throws {
        let steady = try Self.live(through: 4, runs: [1, 2, 3, 4])
        defer { try? FileManager.default.removeItem(atPath: steady.folder) }
        let wanted = Self.reports(steady.folder)
        // At the moment in which a file appears: amid the imports of the first missed week, amid its reports, and in the next.
        let moments = [
            "backups", "reports/2026-04-18/Commitments.xlsx", "reports/2026-04-25/By Episode and Tag.xlsx",
            "reports/2026-04-25/Ledger Reports.xlsx",
        ]
        for moment in moments {
            let (folder, _, _) = try Self.live(through: 4, runs: [1])
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let script = """
                '\(costreport)' run '\(folder)' --as-of \(Self.weeks[3]) >/dev/null 2>&1 & run=$!
                while kill -0 $run 2>/dev/null && [ ! -e '\(folder)/\(moment)' ]; do sleep 0.002; done
                kill -9 $run; wait $run; [ $? = 137 ]
                """
            let killed = try shell("/bin/bash", ["-c", script], folder: repositoryRoot)
            #expect(killed.status == 0, "\(moment): the run had ended")
            let result = try run(["run", folder, "--as-of", Self.weeks[3]])
            #expect(result.status <= 1, "\(result.errors)")
            let got = Self.reports(folder)
            #expect(got.keys.sorted() == wanted.keys.sorted(), "\(moment)")
            #expect(wanted.keys.filter { got[$0] != wanted[$0] }.sorted() == [], "\(moment)")
        }
    }

    @Test func `a week that is named is reported alone, and takes in what was missed`() throws {
        let (folder, _, _) = try Self.live(through: 4, runs: [1])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try run(["run", folder, "--period", Self.weeks[3]])
        #expect(!result.errors.contains("missed"), "\(result.errors)")
        #expect(
            Set(Self.reports(folder).keys.map { $0.prefix(10) }) == [
                Self.weeks[0].prefix(10), Self.weeks[3].prefix(10),
            ])
        // A week before the last report is not made up for: its cost has been counted.
        let next = try run(["run", folder, "--as-of", Self.weeks[3]])
        #expect(!next.errors.contains("missed"), "\(next.errors)")
    }

    @Test func `the first report of a production takes in all that came before it, without empty reports`() throws {
        let (folder, talk, _) = try Self.live(through: 3, runs: [3])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(talk.contains("report 3, week ending 2026-04-25"), "\(talk)")
        #expect(!talk.contains("missed"))
        #expect(Set(Self.reports(folder).keys.map { $0.prefix(10) }) == [Self.weeks[2].prefix(10)])
    }

    @Test func `a year that is mistyped makes no hundred reports`() throws {
        let (folder, _, _) = try Self.live(through: 1, runs: [1])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let before = Self.reports(folder)
        let result = try run(["run", folder, "--as-of", "2036-04-18"])
        #expect(result.status == 64)
        #expect(result.errors.contains("521 weeks were missed before 2036-04-12"), "\(result.errors)")
        #expect(Self.reports(folder) == before)
    }

    @Test func `in JSON the reports of missed weeks stand before the one asked for, in order`() throws {
        let (folder, _, _) = try Self.live(through: 4, runs: [1])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try run(["run", folder, "--as-of", Self.weeks[3], "--json"])
        struct Printed: Decodable {
            struct Report: Decodable { var period: String }
            var report: Report
            var workbooks: [String]
            var caughtUp: [Printed]?
        }
        let printed = try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
        #expect(printed.caughtUp?.map(\.report.period) == [Self.weeks[1], Self.weeks[2]])
        #expect(printed.report.period == Self.weeks[3])
        #expect(printed.caughtUp?.allSatisfy { !$0.workbooks.isEmpty } == true)
    }

    @Test func `a week takes the exports dated in it, and the next one of cost where it has none`() {
        func day(_ text: String) -> Day { Day(iso: text) ?? .none }
        func file(_ feed: String, _ date: String, isCost: Bool = true) -> Arrivals.File {
            Arrivals.File(feed: feed, name: "\(feed)-\(date)", day: day(date), isCost: isCost)
        }
        let files = [
            // Dated in each week; and a late one that speaks for an earlier week comes with it.
            file("bills", "2026-05-06"), file("bills", "2026-04-22"), file("bills", "2026-04-30"),
            file("bills", "2026-04-10"),
            // One export of the year to date; one that is made on the Tuesday after.
            file("ledger", "2026-05-08"), file("payroll", "2026-04-28"), file("payroll", "2026-05-05"),
            // A list that changed in the last week only, and one without a date.
            file("orders", "2026-05-07", isCost: false), file("chart", "", isCost: false),
        ]
        let calendar = PeriodCalendar(weekEnds: .saturday, firstWeek: day("2026-04-11"))
        let arrivals = Arrivals(files, missed: [day("2026-04-25"), day("2026-05-02")], calendar: calendar)
        #expect(arrivals.weeks == [[1, 3, 4, 5, 8], [2, 6], [0, 7]])
        // A run that was stopped behind the payroll of the first week does not take the next one's for it.
        let rest = files.enumerated().filter { $0.offset != 5 }.map(\.element)
        let resumed = Arrivals(
            rest, missed: [day("2026-04-25"), day("2026-05-02")], imported: [day("2026-04-25"): ["payroll"]],
            calendar: calendar)
        #expect(resumed.weeks == [[1, 3, 4, 7], [2, 5], [0, 6]])
    }
}
