import CostModel
import Foundation
import Forms
import Reconcile
import Reports
import Sheets
import XLSX

extension Session {
    /// Writes a workbook in the forms asked for, as `file` in the folder `target`; returns the paths.
    func write(
        _ workbook: Workbook, named file: String, _ facts: FormFacts, in target: String, formats: [ReportFormat]
    ) throws -> [String] {
        var paths: [String] = []
        if formats.contains(.xlsx) {
            let path = "\(target)/\(file).xlsx"
            try XLSXWriter.write(workbook, to: path)
            paths.append(path)
        }
        if formats.contains(.pdf) {
            paths += try print(workbook, named: file, in: target, isWritten: formats.contains(.xlsx))
        }
        if formats.contains(.csv) { paths += try CSVForm.write(workbook, named: file, in: target) }
        if formats.contains(.json) {
            let path = "\(target)/\(file).json"
            try JSONForm.write(workbook, facts, to: path)
            paths.append(path)
        }
        return paths
    }

    /// Writes the summary of the week as a page and as text; returns the paths.
    func writeSummary(
        _ snapshot: Snapshot, _ findings: Findings, in target: String
    ) throws -> [String] {
        let all = try definitions([])
        let main = all.first { $0.name == "weekly-cost" } ?? all.first { $0.sheets.contains { $0.rows == .accounts } }
        let subtitle = (main ?? all.first)?.subtitle(findings) ?? ""
        let summary = Reports.summary(snapshot, findings, subtitle: subtitle)
        // Of the whole report, whatever was asked for this time.
        let ordered = all.filter { $0.name == main?.name } + all.filter { $0.name != main?.name }
        let books = ordered.filter { Reports.isWorthwhile($0, snapshot: snapshot, findings: findings) }
            .map { "\($0.file).xlsx" }
        let (page, text) = ("\(target)/\(HTMLPage.fileName)", "\(target)/\(TextPage.fileName)")
        try FormFiles.write(HTMLPage.render(summary, workbooks: books), to: page)
        try FormFiles.write(TextPage.render(summary, workbooks: books), to: text)
        return [page, text]
    }

    /// A PDF that could not be made stops nothing: the other forms are written, and the run says it and ends with an error.
    private func print(
        _ workbook: Workbook, named file: String, in target: String, isWritten: Bool
    ) throws -> [String] {
        let path = "\(target)/\(file).pdf"
        var book = "\(target)/\(file).xlsx"
        if !isWritten {
            // Only the PDF was asked for: the workbook that it is printed from goes again.
            book = "\(target)/.\(file)\(FormFiles.mark)\(getpid()).xlsx"
            try XLSXWriter.write(workbook, to: book)
        }
        defer { if !isWritten { unlink(book) } }
        do {
            try PDFForm.write(book, to: path, date: workbook.date)
            return [path]
        } catch {
            // One that is older would say something else.
            unlink(path)
            failures.append(error)
            return []
        }
    }

    /// Says which forms are missing; the rest is written.
    func sayFailures() -> Bool {
        for failure in failures { console.complain(failure.description) }
        return !failures.isEmpty
    }

    func removeLeftovers(in target: String) {
        XLSXWriter.removeLeftovers(in: target)
        FormFiles.removeLeftovers(in: target)
        FormFiles.removeLeftovers(in: "\(target)/\(CSVForm.folder)")
    }
}

extension FormFacts {
    init(_ definition: ReportDefinition, _ findings: Findings) {
        let production = findings.production
        self.init(
            report: definition.name, number: findings.numberText, period: findings.period,
            currency: production.currency, variance: production.variance, basis: production.etcBasis,
            isDraft: findings.isDraft)
    }
}

/// The names of the files in the folder of a period.
enum ReportFiles {
    /// What a file is by its name; nil for what is no form of a report.
    static func format(of name: String) -> ReportFormat? {
        guard !name.hasPrefix(".") else { return nil }
        if name.hasPrefix(CSVForm.folder + "/") { return name.hasSuffix(".csv") ? .csv : nil }
        if name == TextPage.fileName { return .html }
        guard name != Closing.manifestName, let point = name.lastIndex(of: ".") else { return nil }
        return ReportFormat(rawValue: String(name[name.index(after: point)...]))
    }

    /// Whether a file is of the report whose workbook is `file`, or of a part of it.
    static func isPart(_ name: String, of file: String) -> Bool {
        let stem = name.hasPrefix(CSVForm.folder + "/") ? name.dropFirst(CSVForm.folder.count + 1) : name[...]
        return stem.hasPrefix("\(file) - ")
            || (stem.hasPrefix("\(file).") && !stem.dropFirst(file.count + 1).contains("."))
    }

    /// Removes the copies of reports that a run has not made anew: they would go on saying what was before. Workbooks stay.
    static func removeCopies(besides paths: [String], of definitions: [ReportDefinition], in target: String) {
        let kept = Set(paths)
        let files = FileManager.default
        let names =
            ((try? files.contentsOfDirectory(atPath: target)) ?? [])
            + ((try? files.contentsOfDirectory(atPath: "\(target)/\(CSVForm.folder)")) ?? []).map {
                "\(CSVForm.folder)/\($0)"
            }
        for name in names where !kept.contains("\(target)/\(name)") {
            guard let format = format(of: name), [.csv, .json, .pdf].contains(format),
                definitions.contains(where: { isPart(name, of: $0.file) })
            else { continue }
            unlink("\(target)/\(name)")
        }
        rmdir("\(target)/\(CSVForm.folder)")
    }
}
