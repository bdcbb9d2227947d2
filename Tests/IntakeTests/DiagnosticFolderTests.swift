import CostModel
import Foundation
import Intake
import Tables
import TestSupport
import Testing

/// The folders below `Tests/Diagnostics` whose code is raised while a file is read: the smallest input that causes it, the
/// profile when it is not a shipped one, and what is said about it.
private let folders = [
    "account-missing", "amount-too-large", "amount-unreadable", "cell-error", "cell-missing", "container-limit",
    "container-refused", "currency-foreign",
    "day-order-unproved",
    "date-unreadable", "dialect-tie", "encoding-assumed", "encoding-invalid", "file-empty", "file-too-large",
    "file-truncated",
    "file-unreadable", "formula-uncomputed", "heading-missing", "id-shortened", "number-unreadable",
    "profile-ambiguous", "profile-unknown",
    "quote-stray", "quote-unclosed",
    "row-ragged", "table-limit", "total-differs", "total-unchecked", "word-unknown",
]

@Test(arguments: folders)
func `each diagnostic has a folder that shows it`(code: String) throws {
    let folder = repositoryRoot + "/Tests/Diagnostics/" + code
    let diagnostics = try diagnostics(of: folder)
    let text = diagnostics.map { $0.headline + "\n" + ($0.hint.isEmpty ? "" : "  hint: \($0.hint)\n") }.joined()
    #expect(diagnostics.contains { $0.code.rawValue == code })
    try expectGolden(text, at: folder + "/expected.txt")
}

private func diagnostics(of folder: String) throws -> [Diagnostic] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let input = try #require(files.first { $0.hasPrefix("input") })
    // A file of its real size would be too large for a repository: the limit is lowered.
    let limit = files.contains("limit.txt") ? try String(contentsOfFile: folder + "/limit.txt", encoding: .utf8) : ""
    var source: SourceBytes
    do {
        source = try SourceBytes.read(
            folder + "/" + input,
            limit: Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)) ?? Limits.fileBytesMax)
    } catch {
        return [Diagnostic(error, file: input)]
    }
    source = SourceBytes(path: input, bytes: source.bytes)
    let own = try ProfileSet.load([folder]).profiles
    if own.count == 1 {
        var texts = Texts()
        // Of the foreign currencies of `currencies.txt`, where there is one, rows are accepted.
        let codes = (try? String(contentsOfFile: folder + "/currencies.txt", encoding: .utf8)) ?? ""
        let currencies = codes.split(whereSeparator: \.isWhitespace).compactMap { Currency(code: $0) }
        return Intake.read(
            source, named: input, feed: "", profile: own[0], currency: .usd, currencies: currencies, texts: &texts
        ).diagnostics.all
    }
    return Intake.inspect(source, profiles: own.isEmpty ? shipped : ProfileSet(own), currency: .usd).diagnostics
}
