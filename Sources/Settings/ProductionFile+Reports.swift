package import CostModel

/// What `production.yaml` says about the workbooks: layout, paper, logo, notes, names for the cover, departments.
extension ProductionFile {
    static func reports(_ map: YAMLMapping) throws(SettingsFailure) -> ReportSettings {
        var settings = ReportSettings()
        let layouts = try map.strings("layout")
        if !layouts.isEmpty { settings.layouts = layouts }
        settings.paper = try paper(map)
        settings.logo = try PictureFile.read("logo", map, in: [folder(of: map)])
        settings.notes = try notes(map)
        settings.preparedBy = try line("prepared_by", map)
        settings.reviewedBy = try line("reviewed_by", map)
        settings.distribution = try lines("distribution", map)
        if map.has("sign_off") { settings.signOff = try lines("sign_off", map) }
        settings.departments = try departments(map)
        return settings
    }

    static func folder(of map: YAMLMapping) -> String {
        map.path.lastIndex(of: "/").map { String(map.path[..<$0]) } ?? "."
    }

    /// Also a key of report definitions; nil where it is absent.
    package static func paper(_ map: YAMLMapping) throws(SettingsFailure) -> PaperSize? {
        guard try map.optionalString("paper") != nil else { return nil }
        return try map.choice("paper") as PaperSize
    }

    /// `notes: { over: 5000, percent: 10, when: both, side: over }`; also a key of report definitions.
    package static func notes(_ map: YAMLMapping) throws(SettingsFailure) -> NoteThreshold? {
        guard let section = try map.mapping("notes") else { return nil }
        var over: Int64?
        if let text = try section.optionalString("over") {
            over = Decimals.minorUnits(text, digits: 4)
            guard let over, over >= 0 else {
                throw section.failure("over", "\"\(text)\" is not an amount", hint: "plain digits, such as 5000")
            }
        }
        let percent = try section.optionalString("percent") != nil ? try PolicyValue.percent("percent", section) : nil
        guard over != nil || percent != nil else {
            throw section.missing("over", hint: "an amount, or `percent`, or both: notes: { over: 5000, percent: 10 }")
        }
        let threshold = NoteThreshold(
            over: over, percent: percent, when: try section.choice("when", default: .both),
            side: try section.choice("side", default: .both))
        try section.finish()
        return threshold
    }

    private static func departments(_ map: YAMLMapping) throws(SettingsFailure) -> [DepartmentAccounts] {
        var departments: [DepartmentAccounts] = []
        for entry in try map.mappings("departments") {
            let name = try entry.string("name")
            guard !hasControls(name), !name.contains("/"), !name.hasPrefix("."), name.utf8.count <= 60 else {
                throw entry.failure("name", "must be a short name that can stand in a file's name", hint: "Camera")
            }
            guard !departments.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
                throw entry.failure("name", "two departments are named \"\(name)\"")
            }
            let accounts = try entry.strings("accounts")
            guard !accounts.isEmpty, accounts.allSatisfy({ $0.contains { !"* ".contains($0) } }) else {
                throw entry.has("accounts")
                    ? entry.failure("accounts", "must be codes, of which a part may be *", hint: "[\"3200\", \"33*\"]")
                    : entry.missing("accounts", hint: "codes of accounts or categories: [\"3200\", \"33*\"]")
            }
            departments.append(
                DepartmentAccounts(name: name, accounts: accounts, reports: try entry.strings("reports")))
            try entry.finish()
        }
        return departments
    }

    private static func lines(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> [String] {
        let lines = try map.strings(key)
        guard lines.allSatisfy({ !hasControls($0) && !$0.isEmpty }) else {
            throw map.failure(key, "must be a list of lines without control characters")
        }
        return lines
    }

    private static func line(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> String {
        let text = try map.optionalString(key) ?? ""
        guard !hasControls(text) else { throw map.failure(key, "must be one line without control characters") }
        return text
    }

    private static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
