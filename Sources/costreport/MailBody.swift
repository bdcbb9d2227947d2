import CostModel
import Delivery
import Foundation
import Reconcile
import Settings

/// A file of the week as a mail names it.
struct MailFile {
    var name: String
    var bytes: [UInt8]
    var sha256: String
    /// Below the production's folder.
    var path: String
}

/// What a mail says, beside what is attached: a text that stands by itself, and the same as HTML.
struct MailBody {
    let findings: Findings
    let settings: MailSettings
    /// Empty for the whole show.
    var department = ""
    /// For the accountant alone.
    var isDraft: Bool { findings.isDraft }
    var attached: [MailFile] = []
    /// What the limit leaves out.
    var leftOut: [MailFile] = []
    /// The report's summary as a page and as text, for who may see the whole show; empty where there is none.
    var page = ""
    var pageText = ""

    private var production: Production { findings.production }

    private func sum(_ column: (CostLine) -> Money) -> String {
        findings.lines.reduce(.zero(production.currency)) { $0 + column($1) }.grouped
    }

    func value(_ placeholder: MailTemplate.Placeholder) -> String {
        guard department.isEmpty || !placeholder.isOfTheShow else { return "" }
        switch placeholder {
        case .show: return production.title
        case .company: return production.company
        case .number: return findings.numberText
        case .period: return findings.period.description
        case .week: return findings.period.spelled
        case .currency: return production.currency.description
        case .department: return department
        case .thisPeriod: return sum(\.thisPeriod)
        case .toDate: return sum(\.toDate)
        case .finalCost: return sum(\.finalCost)
        case .budget: return sum(\.workingBudget)
        case .variance: return sum { $0.variance(production.variance) }
        case .shootDays: return "\(findings.schedule.done) of \(findings.schedule.total)"
        case .status: return isDraft ? "DRAFT" : findings.edition.isFinal ? "final" : "in order"
        }
    }

    /// The first version's; a later one says that it is an update.
    func subject(version: Int) -> String {
        let standard = "\(production.title): cost report no. \(findings.numberText), week ending \(findings.period)"
        let own = settings.subject?.text(value) ?? standard + (department.isEmpty ? "" : ", \(department)")
        let update = version > 1 ? " (update, version \(version))" : ""
        return (isDraft ? "DRAFT, not sent on: " : "") + own + update
    }

    // MARK: Text

    func text(version: Int) -> String {
        var parts = intro(version)
        if isDraft { parts.append(troubles) }
        if department.isEmpty {
            parts.append(figures.map { Self.row($0.0, $0.1) }.joined(separator: "\n"))
            if !pageText.isEmpty { parts.append(pageText) }
        }
        parts += fileParts
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func intro(_ version: Int) -> [String] {
        var parts: [String] = []
        let name = department.isEmpty ? "" : "\(department), "
        parts.append(
            "\(production.title)\n\(name)cost report no. \(findings.numberText), week ending \(findings.period.spelled)"
        )
        if version > 1 { parts.append("This is version \(version) of the week's mail; it replaces the earlier ones.") }
        if isDraft {
            parts.append(
                "This report is a DRAFT: it has errors, and was mailed to nobody else. What is wrong is listed below;\n"
                    + "when it is mended, the next run sends the report to everybody.")
        }
        if let text = settings.text, !isDraft { parts.append(text.text(value)) }
        return parts
    }

    private var figures: [(String, String)] {
        let currency = production.currency.description
        var rows = [
            ("This period", value(.thisPeriod)), ("Cost to date", value(.toDate)),
            ("Estimated final cost", value(.finalCost)), ("Working budget", value(.budget)),
            (production.variance.heading, value(.variance)),
        ].map { ($0.0, "\($0.1) \(currency)") }
        if findings.schedule.total > 0 { rows.append(("Shoot days", value(.shootDays))) }
        return rows
    }

    private static func row(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 24 - name.count))
            + String(repeating: " ", count: max(0, 20 - value.count)) + value
    }

    /// Which figure and which file; without values, which may be somebody's wages.
    private var troubles: String {
        let failed = findings.tieOuts.filter { !$0.passes }.map { tieOut in
            "  \(tieOut.name): \(tieOut.left.grouped) \(tieOut.leftName), \(tieOut.right.grouped) \(tieOut.rightName); "
                + "they differ by \((tieOut.left - tieOut.right).grouped)"
                + (tieOut.remedy.isEmpty ? "" : "\n    \(tieOut.remedy)")
        }
        let errors = findings.diagnostics.filter { $0.severity == .error }
        var lines: [String] = []
        if !failed.isEmpty { lines += ["Figures that do not tie out:"] + failed }
        if !errors.isEmpty { lines.append("Errors in the data:") }
        for error in errors.prefix(Self.errorsMax) {
            var quiet = error
            quiet.value = ""
            lines.append("  \(quiet.headline)")
            if !error.hint.isEmpty { lines.append("    \(Diagnostic.printable(error.hint))") }
        }
        if errors.count > Self.errorsMax {
            lines.append("  and \(errors.count - Self.errorsMax) more: see the sheet Exceptions")
        }
        return lines.joined(separator: "\n")
    }

    private static let errorsMax = 20

    private var fileParts: [String] {
        func lines(_ files: [MailFile], _ place: (MailFile) -> String) -> String {
            files.map {
                "  \(place($0))\n    \(Decimals.grouped(UInt64($0.bytes.count), digits: 0)) bytes, sha256 \($0.sha256)"
            }.joined(separator: "\n")
        }
        var parts: [String] = []
        if !attached.isEmpty { parts.append("Attached:\n" + lines(attached, \.name)) }
        if !leftOut.isEmpty {
            let limit = Decimals.grouped(UInt64(settings.attachmentLimit), digits: 0)
            parts.append(
                "Not attached, because the attachments of a mail are limited to \(limit) bytes; in the production's folder:\n"
                    + lines(leftOut, \.path))
        }
        return parts
    }

    // MARK: HTML

    /// No script, no style sheet, nothing from outside.
    func html(version: Int) -> String {
        if department.isEmpty, let page = summaryPage(version) { return page }
        var parts = intro(version).enumerated().map { index, text in
            index == 0
                ? "<h1 style=\"font-size:1.2em\">\(Self.escaped(text).replacing("\n", with: "<br>"))</h1>"
                : "<p style=\"white-space:pre-line\">\(Self.escaped(text))</p>"
        }
        if isDraft { parts.append("<pre style=\"white-space:pre-wrap\">\(Self.escaped(troubles))</pre>") }
        if department.isEmpty {
            let rows = figures.map {
                "<tr><th style=\"text-align:left;font-weight:normal;padding-right:2em\">\(Self.escaped($0.0))</th>"
                    + "<td style=\"text-align:right\">\(Self.escaped($0.1))</td></tr>"
            }
            parts.append("<table>\(rows.joined())</table>")
        }
        return Self.page(production.title, parts + filesHTML)
    }

    /// The summary, with what the mail has to say above it, and what is attached below it.
    private func summaryPage(_ version: Int) -> String? {
        var whole = page
        guard let end = whole.range(of: "</body>", options: .backwards) else { return nil }
        let below = (isDraft ? ["<pre style=\"white-space:pre-wrap\">\(Self.escaped(troubles))</pre>"] : []) + filesHTML
        whole.insert(contentsOf: below.joined(separator: "\n") + "\n", at: end.lowerBound)
        guard let open = whole.range(of: "<body"),
            let start = whole[open.upperBound...].firstIndex(of: ">").map({ whole.index(after: $0) })
        else { return nil }
        let above = intro(version).dropFirst().map {
            "<p style=\"white-space:pre-line;max-width:40em;margin:1em auto\">\(Self.escaped($0))</p>"
        }
        whole.insert(contentsOf: "\n" + above.joined(separator: "\n"), at: start)
        return whole
    }

    private var filesHTML: [String] {
        fileParts.map { "<pre style=\"white-space:pre-wrap;font-size:0.85em\">\(Self.escaped($0))</pre>" }
    }

    private static func page(_ title: String, _ parts: [String]) -> String {
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>\(escaped(title))</title></head>\n"
            + "<body style=\"font-family:sans-serif;max-width:40em;margin:1em\">\n\(parts.joined(separator: "\n"))\n</body></html>\n"
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
