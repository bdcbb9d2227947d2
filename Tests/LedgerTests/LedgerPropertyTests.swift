import CostModel
import Foundation
import Ledger
import TestSupport
import Testing

let calendar = PeriodCalendar(weekEnds: .saturday, firstWeek: Day(iso: "2026-04-11")!)
let production = Production(
    title: "T", company: "T", currency: .usd, calendar: calendar, variance: .overPositive, etcBasis: .totalCosts,
    accrualsIn: .commitments, sections: ["Production"], contractual: "Contractual", accountIgnores: "", feeds: [])

/// A row of a made-up export: what it says, and its key.
struct MadeRow: Hashable {
    var day: Int32
    var cents: Int64
    var key: Int64
}

/// A reading as `Intake` would give it.
func reading(
    _ rows: [MadeRow], name: String, coverage: FileReading.Coverage, isKeyed: Bool = false, stamp: Int32? = nil,
    texts: inout Texts
) -> FileReading {
    let bytes = Array("\(name) \(rows)".utf8)
    var builder = Fingerprint.Builder()
    bytes.withUnsafeBytes { builder.add($0) }
    let sha = String(repeating: String(builder.fingerprint.high, radix: 16), count: 8).prefix(64)
    var reading = FileReading(
        feed: "feed", profile: "p", profileHash: "1", name: name,
        sha256: String(sha) + String(repeating: "0", count: 64 - sha.count), bytes: bytes, coverage: coverage)
    for (index, row) in rows.enumerated() {
        var record = CostRecord(kind: .ledgerLine, currency: .usd)
        record.date = Day(number: 20_550 + row.day)
        record.amountMinor = row.cents
        record.reference = texts.intern("\(row.key)")
        var key = Fingerprint.Builder()
        key.add(row.key)
        reading.rows.append(.init(record: record, line: Int32(index + 2), key: isKeyed ? key.fingerprint : nil))
        reading.count.centsRead += row.cents
    }
    reading.count.rowsRead = rows.count
    reading.stamp = stamp.map { Day(number: 20_550 + $0) } ?? reading.rows.map(\.record.date).max() ?? .none
    return reading
}

/// What is in force, as a multiset.
func inForce(_ ledger: Ledger) throws -> [MadeRow: Int] {
    let snapshot = try ledger.snapshot(of: production, period: Day(iso: "2030-01-05")!)
    var rows: [MadeRow: Int] = [:]
    for entry in snapshot.entries {
        let row = MadeRow(
            day: entry.record.date.number - 20_550, cents: entry.record.amountMinor,
            key: Int64(snapshot.texts[entry.record.reference])!)
        rows[row, default: 0] += entry.isReversal ? -1 : 1
    }
    return rows.filter { $0.value != 0 }
}

func withLedger<Value>(_ body: (Ledger, String) throws -> Value) throws -> Value {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let ledger = try Ledger(path: "\(folder)/ledger.sqlite")
    // Closed before its file goes: SQLite knows a file by its inode, and the next test's ledger may get the same one.
    defer { try? ledger.close() }
    return try body(ledger, "\(folder)/ledger.sqlite")
}

private func post(_ readings: [FileReading], _ texts: Texts) throws -> [MadeRow: Int] {
    try withLedger { ledger, _ in
        for reading in readings {
            if try ledger.isKnown(
                sha256: reading.sha256, feed: reading.feed, named: reading.name, profileHash: reading.profileHash)
            {
                continue
            }
            let summary = try ledger.post(reading, texts: texts, asOf: Day(iso: "2026-05-16")!, calendar: calendar)
            #expect(summary.count.rowsTie && summary.count.centsTie)
        }
        return try inForce(ledger)
    }
}

/// A growing history: rows are added, changed and taken away from week to week; each export shows what then is true.
private func history(_ random: inout SeededGenerator, isKeyed: Bool, weeks: Int) -> [[MadeRow]] {
    var rows: [MadeRow] = []
    var nextKey: Int64 = 0
    return (1...weeks).map { week in
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            nextKey += isKeyed ? 1 : Int64.random(in: 0...1, using: &random)
            rows.append(
                MadeRow(
                    day: Int32.random(in: 0..<Int32(week * 7), using: &random),
                    cents: .random(in: -3...3, using: &random), key: nextKey))
        }
        if Bool.random(using: &random) { rows[Int.random(in: 0..<rows.count, using: &random)].cents += 10 }
        if rows.count > 3, Bool.random(using: &random) { rows.remove(at: .random(in: 0..<rows.count, using: &random)) }
        // The export ends on the last day of its week, which therefore has a row.
        nextKey += 1
        rows.append(MadeRow(day: Int32(week * 7), cents: 1, key: nextKey))
        return rows
    }
}

@Test(arguments: [FileReading.Coverage.dates, .all], [false, true])
func `overlapping cumulative exports in any order end in the same ledger`(
    coverage: FileReading.Coverage, isKeyed: Bool
) throws {
    try forAll(cases: 60) { random in
        var texts = Texts()
        let weeks = history(&random, isKeyed: isKeyed, weeks: 4)
        let readings = weeks.enumerated().map { week, rows in
            // Some exports begin later than the first day: they speak for their own days only.
            let start = coverage == .dates ? Int32.random(in: 0...Int32(week * 5), using: &random) : 0
            return reading(
                rows.filter { $0.day >= start }, name: "w\(week).csv", coverage: coverage, isKeyed: isKeyed,
                texts: &texts)
        }
        let inOrder = try post(readings, texts)
        return try post(readings.shuffled(using: &random), texts) == inOrder
    }
}

@Test func `the newest full export is the truth`() throws {
    try forAll(cases: 60) { random in
        var texts = Texts()
        let weeks = history(&random, isKeyed: false, weeks: 4)
        let readings = weeks.enumerated().map { reading($1, name: "w\($0).csv", coverage: .all, texts: &texts) }
        let truth = Dictionary(grouping: weeks.last!, by: { $0 }).mapValues(\.count)
        return try post(readings.shuffled(using: &random), texts) == truth
    }
}

@Test func `files that only add may overlap, and equal rows of one file are all counted`() throws {
    try forAll(cases: 60) { random in
        var texts = Texts()
        let rows = history(&random, isKeyed: false, weeks: 3).last!
        let cut = Int.random(in: 0...rows.count, using: &random)
        let overlap = Int.random(in: 0...cut, using: &random)
        let files = [Array(rows[..<cut]), Array(rows[overlap...]), rows]
        let readings = files.enumerated().filter { !$0.element.isEmpty }
            .map { reading($1.shuffled(using: &random), name: "f\($0).csv", coverage: .additions, texts: &texts) }
        let truth = Dictionary(grouping: rows, by: { $0 }).mapValues(\.count)
        return try post(readings.shuffled(using: &random), texts) == truth
    }
}

@Test(arguments: [FileReading.Coverage.additions, .dates, .all])
func `importing twice, renamed or shuffled, is importing once`(coverage: FileReading.Coverage) throws {
    try forAll(cases: 40) { random in
        var texts = Texts()
        let rows = history(&random, isKeyed: false, weeks: 3).last!
        let first = reading(rows, name: "a.csv", coverage: coverage, texts: &texts)
        let again = reading(rows.shuffled(using: &random), name: "renamed.csv", coverage: coverage, texts: &texts)
        return try post([first, first, again], texts) == post([first], texts)
    }
}
