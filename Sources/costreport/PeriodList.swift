import CostModel
import Foundation
import Ledger

/// Every week that has cost, was reported or was closed, with what became of it.
struct PeriodList: Encodable {
    struct File: Encodable { var path: String, sha256: String, intact: Bool }
    struct Period: Encodable {
        /// `edition` is `6r1` for the first revision of report 6.
        var period: String, reportNumber: Int, edition: String, state: String, reason: String
        var files: [File]
    }
    var periods: [Period] = []

    init(_ ledger: Ledger, _ folder: ProductionFolder) throws {
        let closings = Dictionary(grouping: try ledger.closings(), by: \.period)
        let reported = Set(try ledger.reportedPeriods())
        let weeks = reported.union(closings.keys).union(try ledger.costPeriods())
        for week in weeks.sorted() {
            let number = folder.production.calendar.number(of: week)
            guard let ofWeek = closings[week] else {
                periods.append(
                    Period(
                        period: week.description, reportNumber: number, edition: "\(number)",
                        state: reported.contains(week) ? "reported" : "open", reason: "", files: []))
                continue
            }
            for closing in ofWeek {
                let state = closing.revision > 0 ? "revision" : ofWeek.count > 1 ? "revised" : "closed"
                periods.append(
                    Period(
                        period: week.description,
                        reportNumber: number, edition: Closing.numberText(number, revision: closing.revision),
                        state: closing.isFinal ? "final, \(state)" : state, reason: closing.reason,
                        files: closing.files.map { file in
                            File(
                                path: ClosedFolder.path(closing, file, below: folder.path), sha256: file.sha256,
                                intact: ClosedFolder.isIntact(closing, file, below: folder.path))
                        }))
            }
        }
    }
}

extension Session {
    func printPeriods() throws {
        let list = try PeriodList(ledger, folder)
        if options.json { return console.data(try JSONText.of(list)) }
        for period in list.periods {
            let reason = period.reason.isEmpty ? "" : ": \(period.reason)"
            console.data("\(period.period)  report \(period.edition)  \(period.state)\(reason)")
            for file in period.files {
                console.data("  \(file.sha256)  \(file.path)\(file.intact ? "" : "  CHANGED OR MISSING")")
            }
        }
    }
}
