package import CostModel

/// What one worker has earned on the register, and on timecards that no register holds yet.
package struct WorkerExpense: Hashable, Sendable {
    /// As first met: `Ruiz, Ana` and `Ana RUIZ` are one person.
    package var worker: String
    /// Weeks of service on the register.
    package var weeks: Int
    /// Hundredths of hours on the register, at each rate.
    package var straight: Int64
    package var half: Int64
    package var double: Int64
    package var gross: Money
    /// Employer's cost on top: taxes, benefits, fee.
    package var fringe: Money
    /// Worked and not yet on a register.
    package var accrued: Money

    /// In order of name.
    package static func all(_ snapshot: Snapshot, _ findings: Findings) -> [WorkerExpense] {
        let zero = Money.zero(findings.production.currency)
        var groups = ExpenseGroups(snapshot.texts, key: Labour.workerKey)
        var workers: [WorkerExpense] = []
        var weeks: [[Day: Int]] = []
        func place(_ party: TextID) -> Int {
            let place = groups.place(party)
            if place == workers.count {
                workers.append(
                    WorkerExpense(
                        worker: groups.names[place], weeks: 0, straight: 0, half: 0, double: 0, gross: zero,
                        fringe: zero, accrued: zero))
                weeks.append([:])
            }
            return place
        }
        findings.forEachCost(in: snapshot) { _, entry, _ in
            guard entry.record.kind == .payrollLine else { return }
            let worker = place(entry.record.party)
            guard entry.record.leg == 0 else {
                workers[worker].fringe.minorUnits += entry.signedMinor
                return
            }
            let sign: Int64 = entry.isReversal ? -1 : 1
            workers[worker].gross.minorUnits += entry.signedMinor
            workers[worker].straight += sign * Int64(entry.record.quantity)
            workers[worker].half += sign * Int64(entry.record.hours15)
            workers[worker].double += sign * Int64(entry.record.hours20)
            weeks[worker][findings.serviceWeek(entry.record), default: 0] += Int(sign)
        }
        for accrual in findings.accruals where !accrual.isSuperseded {
            workers[place(snapshot.entries[accrual.entry].record.party)].accrued += accrual.amount
        }
        for worker in workers.indices { workers[worker].weeks = weeks[worker].values.count { $0 > 0 } }
        return workers.filter { worker in
            worker.weeks > 0 || ![worker.gross, worker.fringe, worker.accrued].allSatisfy(\.isZero)
        }.sorted { Findings.precedes($0.worker, $1.worker) }
    }
}
