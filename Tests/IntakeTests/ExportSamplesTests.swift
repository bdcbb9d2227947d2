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
        if !profile.isByName {
            let found = Intake.inspect(source, profiles: shipped, currency: currency)
            #expect(found.profile == name, "\(file): \(found.fits.prefix(3))")
        }
        var texts = Texts()
        let reading = Intake.read(
            source, named: file, feed: name, profile: profile, currency: currency, texts: &texts)
        expectAccounted(reading)
        text += picture(reading, texts)
    }
    try expectGolden(text, at: "\(folder)/expected.txt")
}

/// Counts, every record with what it says, and what is wrong.
private func picture(_ reading: FileReading, _ texts: Texts) -> String {
    let count = reading.count
    var text =
        "\(reading.name)\n  rows \(count.rowsRead) = \(reading.rows.count { $0.record.leg == 0 }) records + \(count.rowsRefused) refused + \(count.rowsIgnored) ignored\n"
    for row in reading.rows { text += "  \(SourceLine(raw: row.line)): \(picture(row.record, texts))\n" }
    for diagnostic in reading.diagnostics.all { text += diagnostic.headline + "\n" }
    return text
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
    if record.rate.tenThousandths != 0 { parts.append("rate=\(Decimals.text(record.rate.tenThousandths, digits: 4))") }
    for (name, hours) in [("qty", record.quantity), ("1.5x", record.hours15), ("2x", record.hours20)]
    where hours != 0 && hours != CostRecord.notGiven {
        parts.append("\(name)=\(Decimals.text(Int64(hours), digits: 2))")
    }
    if record.amountMinor != 0 { parts.append("\(record.amount)") }
    return parts.joined(separator: " | ")
}
