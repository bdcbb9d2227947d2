import CostModel
import Foundation
import Reconcile
import Reports
import Settings
import Sheets

/// Which reports a production gets: those of its layouts, from the shipped folder and its own.
extension Session {
    /// Below the production folder: definitions and logos of its own, which go before the shipped ones of the same name.
    static let ownLayouts = "layouts"

    /// Where definitions are looked for, the production's own first.
    func definitionFolders() throws -> [String] {
        let own = "\(folder.path)/\(Self.ownLayouts)"
        let shared = try SharedData.folder("reports", given: options.reports)
        return FileManager.default.fileExists(atPath: own) ? [own, shared] : [shared]
    }

    /// The reports of the production's layouts; with `only` those of these names, whatever layout they belong to.
    func definitions(_ only: [String]) throws -> [ReportDefinition] {
        let folders = try definitionFolders()
        let all = try ReportDefinition.all(in: folders, besides: [folder.path])
        try checkLayouts(all)
        guard !only.isEmpty else { return all.filter { $0.belongs(to: folder.production.reports.layouts) } }
        return try only.map { name in
            guard let definition = all.first(where: { $0.name == name }) else {
                throw SettingsFailure(
                    path: folders.last!, "no report is named \"\(name)\"",
                    hint: Suggestion.text(for: name, among: all.map(\.name)))
            }
            return definition
        }
    }

    /// A layout without a report, and a department's report that is not there, would never be noticed.
    private func checkLayouts(_ all: [ReportDefinition]) throws(SettingsFailure) {
        let settings = folder.production.reports
        let known = all.flatMap(\.layouts).uniqued().sorted()
        if let unknown = settings.layouts.first(where: { !known.contains($0) }),
            unknown != ReportSettings.standardLayout
        {
            throw SettingsFailure(
                path: "\(folder.path)/\(ProductionFile.name)", "no report belongs to the layout \"\(unknown)\"",
                hint: Suggestion.text(for: unknown, among: known))
        }
        for department in settings.departments {
            guard let unknown = department.reports.first(where: { name in !all.contains { $0.name == name } }) else {
                continue
            }
            throw SettingsFailure(
                path: "\(folder.path)/\(ProductionFile.name)",
                "the department \"\(department.name)\" names the report \"\(unknown)\", which is not there",
                hint: Suggestion.text(for: unknown, among: all.map(\.name)))
        }
        for recipients in folder.production.mail?.recipients ?? [] where !recipients.department.isEmpty {
            let names = settings.departments.map(\.name)
            guard !names.contains(recipients.department) else { continue }
            throw SettingsFailure(
                path: "\(folder.path)/\(ProductionFile.name)", line: recipients.line, column: 1,
                "mail goes to the department \"\(recipients.department)\", which `departments:` does not name",
                hint: Suggestion.text(for: recipients.department, among: names))
        }
        for definition in all {
            for department in definition.departments(folder.production)
            where department.reports.contains(definition.name) && definition.cut(for: department.name) == nil {
                throw SettingsFailure(
                    path: "\(folder.path)/\(ProductionFile.name)",
                    "the report \"\(definition.name)\" cannot be cut to the department \"\(department.name)\"",
                    hint: "none of its sheets is of accounts, estimates, orders or postings")
            }
        }
    }

    /// The workbooks that a definition writes, departments' cuts included, without `.xlsx`.
    func workbookNames(of definition: ReportDefinition) -> [String] {
        [definition.file]
            + definition.departments(folder.production).compactMap { definition.cut(for: $0.name)?.file }
    }

    /// A department's cuts as text.
    func cuts(
        of name: String, _ only: [String], _ snapshot: Snapshot, _ findings: Findings
    ) throws -> [String] {
        let departments = folder.production.reports.departments
        guard let department = departments.first(where: { $0.name == name }) else {
            throw SettingsFailure(
                path: "\(folder.path)/\(ProductionFile.name)", "no department is named \"\(name)\"",
                hint: Suggestion.text(for: name, among: departments.map(\.name)))
        }
        return try definitions(only).filter { $0.departments(folder.production).contains(department) }.compactMap {
            Reports.build($0, for: department, snapshot: snapshot, findings: findings)
        }.map { TextRenderer.render($0.workbook) }
    }
}
