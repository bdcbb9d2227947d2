import CostModel
import Foundation
import Intake
import Settings
import Tables
import TestSupport
import Testing

private let shipped = try! ProfileSet.load([repositoryRoot + "/profiles"])

private let root = repositoryRoot + "/samples/exports"

private let folders = try! FileManager.default.contentsOfDirectory(atPath: root).sorted()

/// One export of each tool, in the folder of its profile: what is read of it stands in `expected.txt`, record by record.
struct ExportSamplesTests {
    @Test(arguments: folders)
    func `a sample is read as its golden text says`(folder: String) throws {
        let profile = try #require(shipped[folder], "the folder has the name of a profile")
        var text = ""
        for file in try files(of: folder) {
            text += try rendered(file, of: folder, profile)
        }
        #expect(!text.isEmpty)
        try expectGolden(text, at: "\(root)/\(folder)/expected.txt")
    }

    @Test(arguments: folders)
    func `a sample is known by its content, and by no other profile`(folder: String) throws {
        let profile = try #require(shipped[folder])
        for file in try files(of: folder) {
            let inspection = Intake.inspect(
                try source(file, of: folder), profiles: shipped, currency: try currency(of: folder))
            #expect(inspection.profile == (profile.isByName ? nil : folder), "\(file)")
        }
    }

    /// The exports in the folder. `currency.txt` names the production's currency where it is not the dollar.
    private func files(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)").sorted().filter {
            $0 != "expected.txt" && $0 != "currency.txt"
        }
    }

    private func currency(of folder: String) throws -> Currency {
        let path = "\(root)/\(folder)/currency.txt"
        guard FileManager.default.fileExists(atPath: path) else { return .usd }
        let code = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return try #require(Currency(code: code))
    }

    /// Messages name the file as it is in its folder, wherever the repository is.
    private func source(_ file: String, of folder: String) throws -> SourceBytes {
        SourceBytes(path: file, bytes: try SourceBytes.read("\(root)/\(folder)/\(file)").bytes)
    }

    private func rendered(_ file: String, of folder: String, _ profile: Profile) throws -> String {
        let source = try source(file, of: folder)
        let currency = try currency(of: folder)
        var texts = Texts()
        let reading = Intake.read(
            source, named: file, feed: folder, profile: profile, currency: currency, texts: &texts)
        let count = reading.count
        let records = reading.rows.count { $0.record.leg == 0 }
        #expect(count.rowsRead == records + count.rowsRefused + count.rowsIgnored, "every row is accounted for")
        let cents = reading.rows.reduce(Int64(0)) { $0 + $1.record.amountMinor }
        #expect(count.centsRead == cents + count.centsRefused + count.centsIgnored, "every cent is")
        var text = "\(file): \(profile.kind.name)"
        text += reading.stamp.isNone ? "\n" : ", as of \(reading.stamp)\n"
        for row in reading.rows { text += "  \(line(row, texts))\n" }
        text += "  sum \(Money(cents, currency).grouped)"
        text += ", refused \(Money(count.centsRefused, currency).grouped)\n"
        text +=
            "  \(count.rowsRead) rows: \(records) used, \(count.rowsRefused) refused, \(count.rowsIgnored) ignored\n"
        text += ignored(source, currency, profile)
        for diagnostic in reading.diagnostics.all { text += "  \(diagnostic.headline)\n" }
        return text
    }

    /// `5: 2026-04-02 4,250.00 account 3300-30, party Otto Rentals`: line, day, amount, and whatever else is said.
    private func line(_ row: FileReading.Row, _ texts: Texts) -> String {
        let record = row.record
        var words = ["\(row.line):", record.date.isNone ? "no day" : "\(record.date)"]
        if record.amountMinor != 0 || record.kind.costClass != .none { words.append(record.amount.grouped) }
        if record.status != .open { words.append(record.status.name.uppercased()) }
        var parts: [String] = []
        if !record.weekEnding.isNone { parts.append("weekEnding \(record.weekEnding)") }
        let fields: [(Field, TextID)] = [
            (.account, record.account), (.party, record.party), (.reference, record.reference), (.order, record.order),
            (.details, record.details), (.department, record.department), (.holder, record.holder),
            (.type, record.type), (.set, record.set), (.tag, record.tag),
        ]
        for (field, id) in fields where !id.isEmpty {
            parts.append("\(field.rawValue) \(texts[id].replacing("\r", with: "").replacing("\n", with: "⏎"))")
        }
        if record.rate.tenThousandths != 0 { parts.append("rate \(decimal(record.rate.tenThousandths, 4))") }
        for (field, value) in [
            (Field.quantity, record.quantity), (.hours15, record.hours15), (.hours20, record.hours20),
        ] where value != 0 && value != CostRecord.notGiven {
            parts.append("\(field.rawValue) \(decimal(Int64(value), 2))")
        }
        return words.joined(separator: " ") + (parts.isEmpty ? "" : " | " + parts.joined(separator: ", "))
    }

    private func decimal(_ value: Int64, _ digits: Int) -> String {
        let text = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        return (value < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
    }

    /// Each reason with the lines that it left out.
    private func ignored(_ source: SourceBytes, _ currency: Currency, _ profile: Profile) -> String {
        let inspection = Intake.inspect(source, profiles: shipped, currency: currency, profile: profile)
        let byReason = Dictionary(grouping: inspection.ignored, by: \.reason)
        return byReason.sorted { ($0.value[0].line, $0.key) < ($1.value[0].line, $1.key) }.map { reason, rows in
            "  ignored as \(reason): line \(rows.map { String($0.line) }.joined(separator: ", "))\n"
        }.joined()
    }
}
