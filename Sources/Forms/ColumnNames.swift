import Sheets

/// The names by which programs know the columns of a sheet: those of the report's definition, which change with no heading.
enum ColumnNames {
    static func of(_ sheet: Sheet) -> [String] {
        var names: [String] = []
        for (index, column) in sheet.columns.enumerated() {
            let name = column.name.isEmpty ? plain(column.heading) : column.name
            // No name, or one that is there: its place makes it another.
            names.append(
                name.isEmpty || names.contains(name) ? "\(name)\(name.isEmpty ? "column" : "")_\(index + 1)" : name)
        }
        return names
    }

    /// `estimated_final_cost` for a heading that stands in no definition.
    private static func plain(_ heading: String) -> String {
        heading.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "_")
    }
}
