import CostModel

extension ProductionFile {
    /// `formats: [xlsx, csv]`: what `run` writes. The workbook is always among them, since the others are copies of it.
    static func formats(_ map: YAMLMapping) throws(SettingsFailure) -> [ReportFormat] {
        let names = try map.strings("formats")
        guard !names.isEmpty else { return [.xlsx] }
        var formats: [ReportFormat] = []
        for name in names {
            guard let format = ReportFormat(rawValue: name) else {
                throw map.failure(
                    "formats", "\"\(name)\" is none of the choices",
                    hint: Suggestion.text(for: name, among: ReportFormat.allCases.map(\.rawValue)))
            }
            guard !formats.contains(format) else { throw map.failure("formats", "\"\(name)\" is there twice") }
            formats.append(format)
        }
        guard formats.contains(.xlsx) else {
            throw map.failure(
                "formats", "xlsx is missing",
                hint: "the workbook is always written: [xlsx, \(names.joined(separator: ", "))]")
        }
        return formats
    }
}
