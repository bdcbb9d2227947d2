import CostModel
import Foundation
import Intake
import Settings
import Tables
import TestSupport
import Testing

/// `samples/messy-week` read as a run would read it: every file of the feeds under its profile, and what no feed claims
/// as `inspect` shows it.
private struct MessyWeek {
    static let folder = repositoryRoot + "/samples/messy-week"
    var readings: [(reading: FileReading, texts: Texts)] = []
    var unclaimed: [Inspection] = []

    init() throws {
        let production = try ProductionFile.load(path: Self.folder + "/production.yaml")
        let library = try ProfileSet.load([Self.folder + "/profiles", repositoryRoot + "/profiles"])
        let files = try ["budget", "inbox"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(folder)").sorted().map {
                "\(folder)/\($0)"
            }
        }
        for file in files {
            let source = SourceBytes(path: file, bytes: try SourceBytes.read(Self.folder + "/" + file).bytes)
            guard let feed = production.feeds.first(where: { fnmatch($0.files, file, 0) == 0 }) else {
                unclaimed.append(
                    Intake.inspect(source, profiles: library, currency: production.currency))
                continue
            }
            let profile = try #require(library[feed.profile])
            var texts = Texts()
            let reading = Intake.read(
                source, named: file, feed: feed.name, profile: profile, currency: production.currency, texts: &texts)
            readings.append((reading, texts))
        }
    }
}

@Test func `nothing that is wrong in the messy week passes in silence`() throws {
    let week = try MessyWeek()
    let diagnostics = week.readings.flatMap(\.reading.diagnostics.all) + week.unclaimed.flatMap(\.diagnostics)
    let text = diagnostics.map { $0.headline + "\n" + ($0.hint.isEmpty ? "" : "  hint: \($0.hint)\n") }.joined()
    try expectGolden(text, at: MessyWeek.folder + "/expected/diagnostics.txt")
}

@Test func `every row and cent of the messy week is accounted for`() throws {
    var text = ""
    for (reading, texts) in try MessyWeek().readings {
        expectAccounted(reading)
        let count = reading.count
        let records = reading.rows.count { $0.record.leg == 0 }
        let cents = reading.rows.reduce(Int64(0)) { $0 + $1.record.amountMinor }
        text += "\(reading.name) [\(reading.profile)]"
        text += reading.stamp.isNone ? "\n" : " as of \(reading.stamp)\n"
        text +=
            "  rows \(count.rowsRead) = \(records) records + \(count.rowsRefused) refused + \(count.rowsIgnored) ignored\n"
        text += "  cents \(count.centsRead) = \(cents) + \(count.centsRefused) + \(count.centsIgnored)\n"
        for row in reading.rows {
            let record = row.record
            let words = [record.account, record.party, record.reference, record.order, record.holder].map { texts[$0] }
            text += "  \(row.line): \(record.date) \(words.map { $0.isEmpty ? "-" : $0 }.joined(separator: " | ")) "
            text += "\(record.amount)\(record.status == .open ? "" : " " + record.status.name)\n"
        }
    }
    try expectGolden(
        Diagnostic.printable(text.replacing("\n", with: "\u{2028}")).replacing("\u{2028}", with: "\n"),
        at: MessyWeek.folder + "/expected/records.txt")
}

@Test func `the shipped profiles know the files of the messy week that are whole`() throws {
    let library = try ProfileSet.load([MessyWeek.folder + "/profiles", repositoryRoot + "/profiles"])
    for (reading, _) in try MessyWeek().readings where !reading.rows.isEmpty {
        let inspection = Intake.inspect(
            SourceBytes(path: reading.name, bytes: reading.bytes), profiles: library, currency: nil)
        #expect(inspection.profile == reading.profile, "\(reading.name)")
    }
}
