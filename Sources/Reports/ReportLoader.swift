import CostModel
import Foundation
package import Settings

extension ReportDefinition {
    package static func load(path: String) throws(SettingsFailure) -> ReportDefinition {
        try read(YAMLMapping.load(path: path))
    }

    /// Every definition of a folder, in order of name: the folder is the registry.
    package static func all(in folder: String) throws(SettingsFailure) -> [ReportDefinition] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw SettingsFailure(path: folder, "cannot be read", hint: "is it there, and may you read it?")
        }
        var definitions: [ReportDefinition] = []
        for name in names.filter({ $0.hasSuffix(".yaml") && !$0.hasPrefix(".") })
            .sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        {
            let definition = try load(path: "\(folder)/\(name)")
            if let other = definitions.first(where: { $0.file.lowercased() == definition.file.lowercased() }) {
                throw SettingsFailure(
                    path: "\(folder)/\(name)", "\"\(definition.file)\" is also the file of \(other.name).yaml",
                    hint: "each report writes a workbook of its own")
            }
            definitions.append(definition)
        }
        return definitions
    }

    package static func read(_ map: YAMLMapping) throws(SettingsFailure) -> ReportDefinition {
        let title = try map.string("title")
        let file = try map.string("file")
        guard !file.hasPrefix("."), !file.contains("/"), !hasControls(file) else {
            throw map.failure(
                "file", "must be a plain file name", hint: "the workbook's name without .xlsx: Cost Report")
        }
        var sheets: [SheetDefinition] = []
        for entry in try map.mappings("sheets") {
            let sheet = try self.sheet(entry)
            guard !sheets.contains(where: { $0.name.lowercased() == sheet.name.lowercased() }) else {
                throw entry.failure("name", "two sheets are named \"\(sheet.name)\"", hint: "Excel does not tell case")
            }
            sheets.append(sheet)
        }
        guard !sheets.isEmpty else { throw map.missing("sheets", hint: "a list of `{ name, rows, columns }`") }
        let optional = try map.optionalString("optional") ?? "no"
        guard optional == "yes" || optional == "no" else { throw map.failure("optional", "must be yes or no") }
        try map.finish()
        let stem = map.path.split(separator: "/").last.map(String.init) ?? map.path
        return ReportDefinition(
            name: stem.hasSuffix(".yaml") ? String(stem.dropLast(5)) : stem, title: title, file: file, sheets: sheets,
            isOptional: optional == "yes")
    }

    private static func sheet(_ map: YAMLMapping) throws(SettingsFailure) -> SheetDefinition {
        let name = try map.string("name")
        guard isSheetName(name) else {
            throw map.failure(
                "name", "\"\(name)\" cannot be a sheet's name",
                hint: "at most \(Limits.sheetNameLengthMax) characters, none of [ ] : * ? / \\, no ' at either end")
        }
        let rows: RowSource = try map.choice("rows")
        var sheet = SheetDefinition(
            name: name, rows: rows, page: try map.choice("page", default: .wide), columns: try columns(map, of: rows))
        if rows.hasDimension { sheet.by = try map.choice("by") as CostModel.Dimension }
        if rows.hasTotals, map.has("totals") { sheet.totals = try totals(map) }
        try map.finish()
        return sheet
    }

    private static func columns(_ map: YAMLMapping, of rows: RowSource) throws(SettingsFailure) -> [String] {
        let known = rows.catalogue.map(\.name)
        let names = try map.strings("columns")
        guard !names.isEmpty else {
            throw map.missing("columns", hint: "for \(rows.rawValue): " + known.joined(separator: ", "))
        }
        for (index, name) in names.enumerated() {
            guard known.contains(name) else {
                throw map.failure(
                    "columns", "\"\(name)\" is no column of \(rows.rawValue)",
                    hint: Suggestion.text(for: name, among: known))
            }
            guard !names[..<index].contains(name) else { throw map.failure("columns", "\"\(name)\" is there twice") }
        }
        return names
    }

    private static func totals(_ map: YAMLMapping) throws(SettingsFailure) -> Set<SheetDefinition.Total> {
        var totals: Set<SheetDefinition.Total> = []
        for name in try map.strings("totals") {
            guard let total = SheetDefinition.Total(rawValue: name) else {
                throw map.failure(
                    "totals", "\"\(name)\" is none of the choices",
                    hint: Suggestion.text(for: name, among: SheetDefinition.Total.allCases.map(\.rawValue)))
            }
            totals.insert(total)
        }
        return totals
    }

    private static func isSheetName(_ name: String) -> Bool {
        name.utf16.count <= Limits.sheetNameLengthMax && !name.contains(where: { "[]:*?/\\".contains($0) })
            && !name.hasPrefix("'") && !name.hasSuffix("'") && !hasControls(name)
    }

    private static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
