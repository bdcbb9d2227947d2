import CostModel

/// Rows without an account, after coding: what was said of a row when its file was read is settled once a rule codes it.
struct MissingAccounts {
    private struct Place: Hashable { var file: String; var line: Int }

    private var missing: Set<Place> = []
    private var coded: Set<Place> = []

    init(_ snapshot: Snapshot) {
        let books = Books(snapshot)
        for kind in RecordKind.allCases where kind.isCoded && kind != .cardTransaction {
            for index in books.entries(kind) {
                let entry = books.entry(index)
                let isMissing = entry.record.account.isEmpty
                guard isMissing || !entry.codedBy.isEmpty else { continue }
                let (file, line) = books.place(index)
                if isMissing {
                    missing.insert(Place(file: file, line: line))
                } else {
                    coded.insert(Place(file: file, line: line))
                }
            }
        }
    }

    /// Without those that a rule has settled; the count of what was too much to name is made anew.
    func settled(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        guard !coded.isEmpty else { return diagnostics }
        let isSettled = { (found: Diagnostic) in
            let place = Place(file: found.file, line: found.line)
            return found.code == .accountMissing && coded.contains(place) && !missing.contains(place)
        }
        let kept = diagnostics.filter { !isSettled($0) }
        return kept.compactMap { found in
            guard found.code == .accountMissing, found.line == 0 else { return found }
            let named = kept.count { $0.code == .accountMissing && $0.file == found.file && $0.line > 0 }
            let more = missing.count { $0.file == found.file } - named
            guard more > 0 else { return nil }
            var found = found
            found.message = "and \(more) more like this"
            return found
        }
    }
}
