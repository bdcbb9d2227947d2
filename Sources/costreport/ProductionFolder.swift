import CostModel
import Foundation
import Glibc
import Intake
import Ledger
import Settings

/// A production on disk: where its files are, and which feed each of them belongs to.
struct ProductionFolder {
    let path: String
    let production: Production

    init(path: String) throws(SettingsFailure) {
        self.path = path
        let file = "\(path)/\(ProductionFile.name)"
        guard FileManager.default.fileExists(atPath: file) else {
            throw SettingsFailure(
                path: path, "no production here: \(ProductionFile.name) is missing",
                hint: "`costreport init \(path)` makes a new one")
        }
        var production = try ProductionFile.load(path: file)
        let coding = "\(path)/\(CodingFile.name)"
        if FileManager.default.fileExists(atPath: coding) {
            production.coding = try CodingFile.load(path: coding, currency: production.currency)
        }
        let policies = "\(path)/\(PoliciesFile.name)"
        if FileManager.default.fileExists(atPath: policies) {
            production.policies = try PoliciesFile.load(path: policies, currency: production.currency)
        }
        let labour = "\(path)/\(LabourFile.name)"
        if FileManager.default.fileExists(atPath: labour) {
            production.labour = try LabourFile.load(path: labour, currency: production.currency)
        }
        self.production = production
    }

    /// A rule for a feed that is not there would never code anything.
    func checkCoding(_ profiles: ProfileSet) throws(SettingsFailure) {
        let known = production.feeds.map(\.name) + profiles.names
        for rule in production.coding?.rules ?? [] {
            guard let unknown = rule.feeds.first(where: { !known.contains($0) }) else { continue }
            throw SettingsFailure(
                path: "\(path)/\(CodingFile.name)", line: rule.line, column: 1,
                "the rule \"\(rule.name)\" names the feed \"\(unknown)\", which is not there",
                hint: Suggestion.text(for: unknown, among: production.feeds.map(\.name)))
        }
    }

    var ledgerPath: String { "\(path)/ledger.sqlite" }
    func reportFolder(_ period: Day) -> String { "\(path)/reports/\(period)" }

    /// The folders in which profiles are looked for, the production's own first.
    func profileFolders(_ shared: String?) -> [String] {
        ["\(path)/profiles"] + [shared].compactMap { $0 }
    }

    /// A file of the production and the feed that claims it; nil when none does.
    struct Claim {
        /// Path below the production folder.
        var name: String
        var feed: Feed?
    }

    /// Every file that a feed's pattern names, and every other file of the inbox.
    func claims() throws(SettingsFailure) -> [Claim] {
        var claims: [Claim] = []
        for name in try files() {
            let feeds = production.feeds.filter { fnmatch($0.files, name, FNM_PATHNAME | FNM_PERIOD) == 0 }
            guard feeds.count <= 1 else {
                throw SettingsFailure(
                    path: "\(path)/\(ProductionFile.name)",
                    "two feeds claim \(name): \(feeds.map { "\"\($0.name)\" (\($0.files))" }.joined(separator: " and "))",
                    hint: "narrow one of the two `files` patterns")
            }
            if let feed = feeds.first {
                claims.append(Claim(name: name, feed: feed))
            } else if name.hasPrefix("inbox/") {
                claims.append(Claim(name: name, feed: nil))
            }
        }
        return claims
    }

    /// Files below the production that could be sources, in order of name: not what the program itself writes,
    /// not hidden files, not the lock files of open spreadsheets.
    private func files() throws(SettingsFailure) -> [String] {
        try checkInbox()
        try checkReadable(path)
        guard let walk = FileManager.default.enumerator(atPath: path) else { return [] }
        var names: [String] = []
        while let name = walk.nextObject() as? String {
            let last = name.split(separator: "/").last ?? ""
            let isFolder = (walk.fileAttributes?[.type] as? FileAttributeType) == .typeDirectory
            if isFolder {
                if ["reports", "outbox", "profiles", "layouts", LedgerBackups.folder].contains(name)
                    || last.hasPrefix(".")
                {
                    walk.skipDescendants()
                } else {
                    try checkReadable("\(path)/\(name)")
                }
                continue
            }
            if last.hasPrefix(".") || last.hasPrefix("~$") || name.hasPrefix("ledger.sqlite") { continue }
            names.append(name)
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// A folder that cannot be listed looks empty, and a week without its files is a wrong report.
    private func checkReadable(_ folder: String) throws(SettingsFailure) {
        guard let listing = opendir(folder) else {
            throw SettingsFailure(
                path: folder, "cannot be read: \(String(cString: strerror(errno)))",
                hint: "nothing was imported or reported; give the program's user the right to read it")
        }
        closedir(listing)
    }

    /// An inbox that was there for earlier reports and is gone is a disk that is not mounted, or a slip.
    private func checkInbox() throws(SettingsFailure) {
        let files = FileManager.default
        guard !files.fileExists(atPath: "\(path)/inbox"),
            let reports = try? files.contentsOfDirectory(atPath: "\(path)/reports"),
            reports.contains(where: { Day(iso: $0) != nil })
        else { return }
        throw SettingsFailure(
            path: "\(path)/inbox", "is gone, and the production has been reported before",
            hint: "is its disk mounted? An empty folder of that name says that nothing has come")
    }
}

/// Data that people edit without compiling: found at run time.
enum SharedData {
    /// `given`, else `./name` (but not that of a production, which has folders of these names), else `<executable>/../share/costreport/name`, where `make install` puts it.
    static func folder(_ name: String, given: String?) throws(SettingsFailure) -> String {
        if let given {
            guard isFolder(given) else { throw SettingsFailure(path: given, "is not a folder") }
            return given
        }
        if isFolder(name), !FileManager.default.fileExists(atPath: ProductionFile.name) { return name }
        let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let shared = URL(fileURLWithPath: executable).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("share/costreport/\(name)").path
        guard isFolder(shared) else {
            throw SettingsFailure(
                path: name, "the shipped \(name) are neither here nor in \(shared)",
                hint: "name their folder with --\(name)")
        }
        return shared
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
