package import CostModel

/// One week of work: what the register says, and what timecards say where no register has come yet.
package struct PayrollWeek: Hashable, Sendable {
    package var weekEnding: Day
    package var workers: Int
    /// Hundredths of hours: of the register, and of timecards that it does not supersede.
    package var straight: Int64
    package var half: Int64
    package var double: Int64
    /// Gross and fringe.
    package var cost: Money
    package var accrued: Money

    /// In order of week.
    package static func all(_ snapshot: Snapshot, _ findings: Findings) -> [PayrollWeek] {
        var weeks = Weeks(snapshot, findings)
        findings.forEachCost(in: snapshot) { _, entry, _ in
            guard entry.record.kind == .payrollLine else { return }
            let sign: Int64 = entry.isReversal ? -1 : 1
            weeks.add(entry.record, sign: entry.record.leg == 0 ? sign : 0) { $0.cost.minorUnits += entry.signedMinor }
        }
        for accrual in findings.accruals where !accrual.isSuperseded {
            weeks.add(snapshot.entries[accrual.entry].record, sign: 1) { $0.accrued += accrual.amount }
        }
        return weeks.all
    }

    private struct Weeks {
        private let findings: Findings
        private var groups: ExpenseGroups
        private var weeks: [Day: PayrollWeek] = [:]
        /// Rows of each worker; those of a row and of its reversal cancel.
        private var workers: [Day: [Int: Int64]] = [:]

        init(_ snapshot: Snapshot, _ findings: Findings) {
            self.findings = findings
            groups = ExpenseGroups(snapshot.texts, key: Labour.workerKey)
        }

        /// `sign` is 0 for a row whose hours another leg counts.
        mutating func add(_ record: CostRecord, sign: Int64, _ money: (inout PayrollWeek) -> Void) {
            let zero = Money.zero(findings.production.currency)
            let day = findings.serviceWeek(record)
            var week = weeks[day] ?? PayrollWeek(
                weekEnding: day, workers: 0, straight: 0, half: 0, double: 0, cost: zero, accrued: zero)
            week.straight += sign * Int64(record.quantity)
            week.half += sign * Int64(record.hours15)
            week.double += sign * Int64(record.hours20)
            money(&week)
            weeks[day] = week
            workers[day, default: [:]][groups.place(record.party), default: 0] += sign
        }

        var all: [PayrollWeek] {
            weeks.values.map { week in
                var week = week
                week.workers = workers[week.weekEnding]!.values.count { $0 > 0 }
                return week
            }
            .filter { $0.workers > 0 || !$0.cost.isZero || !$0.accrued.isZero }
            .sorted { $0.weekEnding < $1.weekEnding }
        }
    }
}
