import CostModel
import Settings
import Sheets

extension SheetDefinition {
    static func read(_ map: YAMLMapping) throws(SettingsFailure) -> SheetDefinition {
        let name = try map.string("name")
        guard isSheetName(name) else {
            throw map.failure(
                "name", "\"\(name)\" cannot be a sheet's name",
                hint: "at most \(Limits.sheetNameLengthMax) characters, none of [ ] : * ? / \\, no ' at either end")
        }
        let rows: RowSource = try map.choice("rows")
        var sheet = SheetDefinition(name: name, rows: rows, page: try map.choice("page", default: .wide), columns: [])
        try sheet.readColumns(map)
        if rows.hasDimension { sheet.by = try map.choice("by") as CostModel.Dimension }
        if rows.hasTotals, map.has("totals") { sheet.totals = try totals(map) }
        if rows.hasTotals, map.has("group") { sheet.group = try map.choice("group") }
        try map.finish()
        return sheet
    }

    /// Names of the catalogue, or `{ name, heading, band, width }` where the definition has words of its own.
    private mutating func readColumns(_ map: YAMLMapping) throws(SettingsFailure) {
        let catalogue = rows.catalogue
        let known = catalogue.map(\.name)
        for item in try map.items("columns") {
            let name: String
            let own: YAMLMapping?
            switch item {
            case .text(let text): (name, own) = (text, nil)
            case .mapping(let entry): (name, own) = (try entry.string("name"), entry)
            }
            guard let entry = catalogue.first(where: { $0.name == name })?.entry else {
                throw (own ?? map).failure(
                    own == nil ? "columns" : "name", "\"\(name)\" is no column of \(rows.rawValue)",
                    hint: Suggestion.text(for: name, among: known))
            }
            guard !columns.contains(name) else {
                throw (own ?? map).failure(own == nil ? "columns" : "name", "\"\(name)\" is there twice")
            }
            columns.append(name)
            if let own { wording[name] = try ColumnWording.read(own, entry.column) }
        }
        guard !columns.isEmpty else {
            throw map.missing("columns", hint: "for \(rows.rawValue): " + known.joined(separator: ", "))
        }
    }

    private static func totals(_ map: YAMLMapping) throws(SettingsFailure) -> Set<Total> {
        var totals: Set<Total> = []
        for name in try map.strings("totals") {
            guard let total = Total(rawValue: name) else {
                throw map.failure(
                    "totals", "\"\(name)\" is none of the choices",
                    hint: Suggestion.text(for: name, among: Total.allCases.map(\.rawValue)))
            }
            totals.insert(total)
        }
        return totals
    }

    private static func isSheetName(_ name: String) -> Bool {
        name.utf16.count <= Limits.sheetNameLengthMax && !name.contains(where: { "[]:*?/\\".contains($0) })
            && !name.hasPrefix("'") && !name.hasSuffix("'") && !ReportDefinition.hasControls(name)
    }
}

extension ColumnWording {
    private static let widths: ClosedRange<Int64> = 20...1_200
    private static let lengthMax = 40

    fileprivate static func read(_ map: YAMLMapping, _ column: Column) throws(SettingsFailure) -> ColumnWording {
        var wording = ColumnWording()
        if map.has("heading") { wording.heading = try words("heading", map) }
        if let heading = wording.heading, case .variance = column.kind, heading.contains(where: { "()".contains($0) }) {
            throw map.failure(
                "heading", "brackets say which sign is over budget, and production.yaml decides that",
                hint: "leave them out: Over/(Under) or (Over)/Under is printed behind it")
        }
        if map.has("band") { wording.band = try words("band", map) }
        if let text = try map.optionalString("width") {
            guard let tenths = Decimals.minorUnits(text, digits: 1), widths.contains(tenths) else {
                throw map.failure("width", "\"\(text)\" is no width", hint: "characters, from 2 to 120")
            }
            wording.width = Double(tenths) / 10
        }
        try map.finish()
        return wording
    }

    private static func words(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> String {
        let text = try map.optionalString(key) ?? ""
        guard text.count <= lengthMax, !ReportDefinition.hasControls(text) else {
            throw map.failure(key, "must be one line of at most \(lengthMax) characters")
        }
        return text
    }
}
