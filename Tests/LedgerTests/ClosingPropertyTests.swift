import CostModel
import Foundation
import Ledger
import Reconcile
import TestSupport
import Testing

/// Weeks are closed while exports come in, in any order and overlapping: what is closed stands, and what differs is adjusted.
private struct Run {
    let ledger: Ledger
    /// By closed week: cost to date as it was closed.
    var closed: [Day: Int64] = [:]
    /// By reported week.
    var adjustments: [Day: Int64] = [:]

    func findings(_ period: Day) throws -> Findings {
        Reconcile.findings(of: try ledger.snapshot(of: production, period: period))
    }

    static func toDate(_ findings: Findings) -> Int64 { findings.lines.reduce(0) { $0 + $1.toDate.minorUnits } }

    /// What a closed report consists of.
    func fixed(_ period: Day) throws -> [CostLine] { try findings(period).lines }
}

private func weekEnding(_ number: Int) -> Day { calendar.firstWeek + 7 * number }

/// A row is added, changed or struck now and then, whatever its week.
private func exports(_ random: inout SeededGenerator, weeks: Int, isKeyed: Bool) -> [[MadeRow]] {
    var rows: [MadeRow] = []
    return (0..<weeks).map { week in
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            rows.append(
                MadeRow(
                    day: Int32.random(in: 0...Int32(week * 7 + 3), using: &random),
                    cents: .random(in: -300...900, using: &random), key: Int64(rows.count + week * 100)))
        }
        if rows.count > 2, Bool.random(using: &random) { rows.remove(at: .random(in: 0..<rows.count, using: &random)) }
        if Bool.random(using: &random) { rows[.random(in: 0..<rows.count, using: &random)].cents += 10 }
        rows.append(MadeRow(day: Int32(week * 7 + 4), cents: 1, key: Int64(week * 100 + 99)))
        return rows
    }
}

@Test(arguments: [false, true])
func `closed weeks stand and the adjustments sum to what differs`(isKeyed: Bool) throws {
    try forAll(cases: 20) { random in
        try withLedger { ledger, _ in
            var texts = Texts()
            let weeks = exports(&random, weeks: 6, isKeyed: isKeyed)
            var run = Run(ledger: ledger)
            var kept: [Day: [CostLine]] = [:]
            var posted: [FileReading] = []
            for (week, rows) in weeks.enumerated() {
                let made = reading(rows, name: "w\(week).csv", coverage: .all, isKeyed: isKeyed, texts: &texts)
                // Now and then an older export comes again, or the same one.
                let again = posted.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
                posted.append(made)
                for reading in again + [made] {
                    _ = try ledger.post(reading, texts: texts, asOf: weekEnding(week), calendar: calendar)
                }
                let findings = try run.findings(weekEnding(week))
                guard findings.tieOuts.allSatisfy(\.passes) else { return false }
                run.adjustments[weekEnding(week)] = findings.closedChanges.reduce(0) { $0 + $1.difference.minorUnits }
                if Bool.random(using: &random) {
                    try close(ledger, weekEnding(week), lines: findings.figures.lines)
                    run.closed[weekEnding(week)] = Run.toDate(findings)
                    kept[weekEnding(week)] = findings.lines
                } else {
                    try ledger.keep(findings.figures)
                }
            }
            for (week, lines) in kept where try run.fixed(week) != lines { return false }
            // Of the last closed week: what is in force now of days up to it, against what was closed.
            guard let last = run.closed.keys.max() else { return true }
            let now = weeks.last!.filter { calendar.ownWeek(of: Day(number: 20_550 + $0.day)) <= last }
                .reduce(0) { $0 + $1.cents }
            let adjusted = run.adjustments.filter { $0.key > last }.reduce(0) { $0 + $1.value }
            return now == run.closed[last]! + adjusted
        }
    }
}

@Test(arguments: [FileReading.Coverage.dates, .all], [false, true])
func `cost to date does not depend on the order in which exports come after a closing`(
    coverage: FileReading.Coverage, isKeyed: Bool
) throws {
    try forAll(cases: 15) { random in
        var texts = Texts()
        let weeks = exports(&random, weeks: 5, isKeyed: isKeyed)
        let closedAfter = Int.random(in: 0..<3, using: &random)
        let readings = weeks.enumerated().map {
            reading($1, name: "w\($0).csv", coverage: coverage, isKeyed: isKeyed, texts: &texts)
        }
        let later = Array(readings[(closedAfter + 1)...])
        let repeated = (later + later.filter { _ in Bool.random(using: &random) }).shuffled(using: &random)
        func toDate(_ order: [FileReading]) throws -> [Int64] {
            try withLedger { ledger, _ in
                let run = Run(ledger: ledger)
                for reading in readings[...closedAfter] {
                    _ = try ledger.post(reading, texts: texts, asOf: weekEnding(closedAfter), calendar: calendar)
                }
                let closed = try run.findings(weekEnding(closedAfter))
                try close(ledger, weekEnding(closedAfter), lines: closed.figures.lines)
                for reading in order {
                    _ = try ledger.post(reading, texts: texts, asOf: weekEnding(6), calendar: calendar)
                }
                let last = try run.findings(weekEnding(6))
                #expect(try run.fixed(weekEnding(closedAfter)) == closed.lines)
                let isTied = last.tieOuts.allSatisfy(\.passes)
                #expect(isTied)
                return [Run.toDate(last), last.closedChanges.reduce(0) { $0 + $1.difference.minorUnits }]
            }
        }
        return try toDate(later) == toDate(repeated)
    }
}
