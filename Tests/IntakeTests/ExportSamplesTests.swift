import CostModel
import Foundation
import Intake
import Tables
import TestSupport
import Testing

/// The folders of samples/exports: one export of each tool in its true layout, and beside it what becomes of it.
private let folders = try! FileManager.default.contentsOfDirectory(atPath: repositoryRoot + "/samples/exports")
    .filter { !$0.hasPrefix(".") }.sorted()

@Test(arguments: folders) func `each export of the samples becomes the records beside it`(name: String) throws {
    let folder = "\(repositoryRoot)/samples/exports/\(name)"
    let profile = try #require(shipped[name])
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0 != "expected.txt" && $0 != "currency.txt" && !$0.hasPrefix(".") }.sorted()
    #expect(!files.isEmpty)
    let code = (try? String(contentsOfFile: "\(folder)/currency.txt", encoding: .utf8)) ?? "USD"
    let currency = try #require(Currency(code: code.trimmingCharacters(in: .whitespacesAndNewlines)))
    var text = ""
    for file in files {
        let source = SourceBytes(path: file, bytes: try SourceBytes.read("\(folder)/\(file)").bytes)
        let found = Intake.inspect(source, profiles: shipped, currency: currency)
        #expect(found.profile == (profile.isByName ? nil : name), "\(file): \(found.fits.prefix(3))")
        var texts = Texts()
        let reading = Intake.read(
            source, named: file, feed: name, profile: profile, currency: currency, texts: &texts)
        expectAccounted(reading)
        let inspection = Intake.inspect(source, profiles: shipped, currency: currency, profile: profile)
        text += picture(reading, texts) + picture(inspection.ignored)
    }
    try expectGolden(text, at: "\(folder)/expected.txt")
}

/// Counts, every record with what it says, and what is wrong.
private func picture(_ reading: FileReading, _ texts: Texts) -> String {
    let count = reading.count
    var text =
        "\(reading.name)\n  rows \(count.rowsRead) = \(reading.rows.count { $0.record.leg == 0 }) records + \(count.rowsRefused) refused + \(count.rowsIgnored) ignored\n"
    let cents = reading.rows.reduce(Int64(0)) { $0 + $1.record.amountMinor }
    if count.centsRead != 0 {
        let sums = [count.centsRead, cents, count.centsRefused, count.centsIgnored].map { Decimals.text($0, digits: 2) }
        text += "  amounts \(sums[0]) = \(sums[1]) records + \(sums[2]) refused + \(sums[3]) ignored\n"
    }
    for row in reading.rows { text += "  \(SourceLine(raw: row.line)): \(picture(row.record, texts))\n" }
    for diagnostic in reading.diagnostics.all { text += diagnostic.headline + "\n" }
    return text
}

/// Why lines are no records, and which.
private func picture(_ ignored: [Inspection.Ignored]) -> String {
    let byReason = Dictionary(grouping: ignored, by: \.reason)
    return byReason.sorted { ($0.value[0].line, $0.key) < ($1.value[0].line, $1.key) }.map { reason, lines in
        "  ignored as \(reason): \(lines.map { SourceLine(raw: Int32($0.line)).description }.joined(separator: ", "))\n"
    }.joined()
}

/// `field=value` for every field that says something.
private func picture(_ record: CostRecord, _ texts: Texts) -> String {
    var parts = [record.date.isNone ? "no day" : record.date.description, record.kind.name]
    if record.status != .open { parts.append(record.status.name) }
    let fields: [(String, TextID)] = [
        ("account", record.account), ("party", record.party), ("ref", record.reference), ("order", record.order),
        ("type", record.type), ("dept", record.department), ("holder", record.holder), ("set", record.set),
        ("tag", record.tag), ("details", record.details),
    ]
    for (name, id) in fields where !id.isEmpty {
        parts.append("\(name)=\(Diagnostic.printable(texts[id]))")
    }
    if !record.weekEnding.isNone { parts.append("until=\(record.weekEnding)") }
    if record.rate.tenThousandths != 0 {
        parts.append("rate=\(Decimals.text(record.rate.tenThousandths, digits: record.kind.rateDigits))")
    }
    for (name, hours) in [("qty", record.quantity), ("1.5x", record.hours15), ("2x", record.hours20)]
    where hours != 0 && hours != CostRecord.notGiven {
        parts.append("\(name)=\(Decimals.text(Int64(hours), digits: 2))")
    }
    if record.amountMinor != 0 { parts.append("\(record.amount)") }
    return parts.joined(separator: " | ")
}
