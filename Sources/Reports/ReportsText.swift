import CostModel

/// The list of reports as `reports/README.md` holds it; a test keeps the two alike.
package enum ReportsText {
    /// Lines of a picture that the list shows; the rest stands in the file beside the definition.
    private static let lineCount = 18

    /// `comment` and `picture` are those of a definition by name: the words above its YAML, and its text picture.
    package static func markdown(
        _ definitions: [ReportDefinition], comment: (String) -> String, picture: (String) -> String
    ) -> String {
        var text = "| report | workbook | layout |\n|---|---|---|\n"
        for report in definitions {
            let layout = report.layouts.isEmpty ? "every" : report.layouts.joined(separator: ", ")
            text += "| [`\(report.name)`](#\(report.name)) | `\(report.file).xlsx` | \(layout) |\n"
        }
        for report in definitions {
            text += "\n### \(report.name)\n\n\(comment(report.name))\n\n| sheet | rows |\n|---|---|\n"
            for sheet in report.sheets {
                let by = sheet.by.map { " by \($0.rawValue)" } ?? ""
                text += "| \(sheet.name) | `\(sheet.rows.rawValue)`\(by) |\n"
            }
            let lines = picture(report.name).split(separator: "\n", omittingEmptySubsequences: false)
            text += "\nThe picture: [`\(report.name).txt`](\(report.name).txt). It begins:\n\n```\n"
            text += lines.prefix(lineCount).joined(separator: "\n") + "\n```\n"
        }
        return text
    }

    /// The facts of a header block.
    package static var facts: String {
        "| fact | what it says |\n|---|---|\n"
            + HeaderFact.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |\n" }.joined()
    }
}

extension HeaderFact {
    fileprivate var meaning: String {
        switch self {
        case .show: "the production's title"
        case .company: "the production company"
        case .report: "the report's title"
        case .reportLine: "title, number and week; of a revision its reason"
        case .subtitle: "the definition's `subtitle`"
        case .number: "`Report no. 6`, `Report no. 6r1` for a revision"
        case .revision: "of a revision: its number and reason"
        case .weekEnding: "the last day of the week, spelled out"
        case .period: "the first and the last day of the week"
        case .phase: "preparation, principal photography, or wrap and post-production, by the schedule"
        case .currency: "the production's currency"
        case .shootDay: "shoot days done and scheduled"
        case .aheadBehind: "shoot days left against the schedule of the first report"
        case .basis: "what the estimate to complete is counted from"
        case .sign: "which side of the budget is positive"
        case .preparedBy: "`prepared_by` of production.yaml"
        case .reviewedBy: "`reviewed_by` of production.yaml"
        }
    }
}
