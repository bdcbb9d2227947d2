import CostModel

extension ProductionFile {
    /// More copies of the ledger than this are an archive, and no business of a run.
    private static let backupsMax = 1000

    /// `backups: 3`: how many copies of the ledger are kept; 0 makes none.
    static func backups(_ map: YAMLMapping) throws(SettingsFailure) -> Int {
        guard let text = try map.optionalString("backups") else { return Production.backupsStandard }
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(text), count <= backupsMax else {
            throw map.failure("backups", "\"\(text)\" is no number of backups", hint: "0 to \(backupsMax)")
        }
        return count
    }
}
