import CostModel
import Foundation
package import Settings

extension ReportDefinition {
    /// `besides` are further folders in which a logo may be.
    package static func load(path: String, besides: [String] = []) throws(SettingsFailure) -> ReportDefinition {
        try read(YAMLMapping.load(path: path), besides: besides)
    }

    /// Every definition of a folder, in order of name: the folder is the registry.
    package static func all(in folder: String) throws(SettingsFailure) -> [ReportDefinition] {
        try all(in: [folder], besides: [])
    }

    /// The definitions of several folders, in order of name; of one name the one in the earlier folder counts.
    package static func all(in folders: [String], besides: [String]) throws(SettingsFailure) -> [ReportDefinition] {
        var paths: [String: String] = [:]
        for folder in folders.reversed() {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
                throw SettingsFailure(path: folder, "cannot be read", hint: "is it there, and may you read it?")
            }
            for name in names where name.hasSuffix(".yaml") && !name.hasPrefix(".") {
                paths[name] = "\(folder)/\(name)"
            }
        }
        var definitions: [ReportDefinition] = []
        for (_, path) in paths.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            let definition = try load(path: path, besides: besides)
            if let other = definitions.first(where: { $0.file.lowercased() == definition.file.lowercased() }) {
                throw SettingsFailure(
                    path: path, "\"\(definition.file)\" is also the file of \(other.name).yaml",
                    hint: "each report writes a workbook of its own")
            }
            definitions.append(definition)
        }
        return definitions
    }

    package static func read(_ map: YAMLMapping, besides: [String] = []) throws(SettingsFailure) -> ReportDefinition {
        let title = try map.string("title")
        let file = try map.string("file")
        guard !file.hasPrefix("."), !file.contains("/"), !hasControls(file) else {
            throw map.failure(
                "file", "must be a plain file name", hint: "the workbook's name without .xlsx: Cost Report")
        }
        var sheets: [SheetDefinition] = []
        for entry in try map.mappings("sheets") {
            let sheet = try SheetDefinition.read(entry)
            guard !sheets.contains(where: { $0.name.lowercased() == sheet.name.lowercased() }) else {
                throw entry.failure("name", "two sheets are named \"\(sheet.name)\"", hint: "Excel does not tell case")
            }
            sheets.append(sheet)
        }
        guard !sheets.isEmpty else { throw map.missing("sheets", hint: "a list of `{ name, rows, columns }`") }
        let optional = try map.optionalString("optional") ?? "no"
        guard optional == "yes" || optional == "no" else { throw map.failure("optional", "must be yes or no") }
        let stem = map.path.split(separator: "/").last.map(String.init) ?? map.path
        var definition = ReportDefinition(
            name: stem.hasSuffix(".yaml") ? String(stem.dropLast(5)) : stem, title: title, file: file, sheets: sheets,
            isOptional: optional == "yes")
        try definition.readLook(map, besides)
        try map.finish()
        return definition
    }

    /// Layouts, subtitle, header block, logo, paper and thresholds: all optional.
    private mutating func readLook(_ map: YAMLMapping, _ besides: [String]) throws(SettingsFailure) {
        layouts = try map.strings("layout")
        subtitle = try map.optionalString("subtitle") ?? ""
        guard !Self.hasControls(subtitle), !Self.hasControls(title) else {
            throw map.failure("title", "title and subtitle must be one line without control characters")
        }
        if let block = try map.mapping("header") { header = try HeaderDefinition.read(block) }
        let home = map.path.lastIndex(of: "/").map { String(map.path[..<$0]) } ?? "."
        logo = try PictureFile.read("logo", map, in: [home] + besides)
        paper = try ProductionFile.paper(map)
        notes = try ProductionFile.notes(map)
    }

    static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}

extension HeaderDefinition {
    fileprivate static func read(_ map: YAMLMapping) throws(SettingsFailure) -> HeaderDefinition {
        let header = HeaderDefinition(left: try parts("left", map), right: try parts("right", map))
        try map.finish()
        guard !header.left.isEmpty else { throw map.missing("left", hint: "left: [show, report_line]") }
        return header
    }

    /// Names of facts, or `{ text: Confidential }`.
    private static func parts(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> [Part] {
        var parts: [Part] = []
        for item in try map.items(key) {
            switch item {
            case .text(let name):
                guard let fact = HeaderFact(rawValue: name) else {
                    throw map.failure(
                        key, "\"\(name)\" is no fact of a report",
                        hint: Suggestion.text(for: name, among: HeaderFact.allCases.map(\.rawValue))
                            + ", or { text: own words }")
                }
                parts.append(.fact(fact))
            case .mapping(let own):
                let text = try own.string("text")
                guard !ReportDefinition.hasControls(text) else {
                    throw own.failure("text", "must be one line without control characters")
                }
                parts.append(.text(text))
                try own.finish()
            }
        }
        return parts
    }
}
