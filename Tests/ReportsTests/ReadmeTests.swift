import CostModel
import Foundation
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

/// `reports/README.md` and the pictures of those reports that the sample productions have nothing for.
@Suite(.serialized) struct ReadmeTests {
    private static let folder = "\(repositoryRoot)/reports"

    @Test(arguments: ["cash", "petty-cash-and-cards", "currencies", "production-office", "closed-periods"])
    func `a report that no sample production feeds has its picture of a show of ours`(name: String) throws {
        let snapshot =
            switch name {
            case "currencies": currencyShow()
            case "production-office": paperOffice().snapshot
            case "closed-periods": closedShow
            default: cashOffice()
            }
        let workbook = try Fixture.workbook(name, snapshot)
        try expectGolden(TextRenderer.render(workbook), at: "\(Self.folder)/\(name).txt")
    }

    @Test func `the list of reports in the README is the one in the folder, with a picture of each`() throws {
        let text = ReportsText.markdown(
            try ReportDefinition.all(in: Self.folder),
            comment: { Self.comment($0) },
            picture: { (try? String(contentsOfFile: "\(Self.folder)/\($0).txt", encoding: .utf8)) ?? "" })
        try expectPart("reports", text)
        for definition in try ReportDefinition.all(in: Self.folder) {
            #expect(
                FileManager.default.fileExists(atPath: "\(Self.folder)/\(definition.name).txt"),
                "\(definition.name) has no picture")
        }
    }

    @Test func `the facts of a header block in the README are those in the code`() throws {
        try expectPart("facts", ReportsText.facts)
    }

    @Test func `the catalogue in the README is the one in the code`() throws {
        try expectPart("catalogue", CatalogueText.markdown.trimmingCharacters(in: .newlines) + "\n")
    }

    /// The comment above the YAML, as one paragraph.
    private static func comment(_ name: String) -> String {
        let text = (try? String(contentsOfFile: "\(folder)/\(name).yaml", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").prefix { $0.hasPrefix("#") }.map { $0.dropFirst(2) }
            .joined(separator: " ")
    }

    /// What stands between `<!-- name: written by … -->` and `<!-- end of the name -->`.
    private func expectPart(_ name: String, _ part: String) throws {
        let path = "\(Self.folder)/README.md"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let begin = try #require(text.range(of: "<!-- \(name): written by `make golden` -->\n"))
        let end = try #require(text.range(of: "<!-- end of the \(name) -->"))
        try expectGolden(text[..<begin.upperBound] + "\n" + part + "\n" + text[end.lowerBound...], at: path)
    }
}
