import CostModel
import Foundation
import Glibc
import Intake
import Ledger
import Reports
import Settings

/// `costreport doctor`: whether a run by itself would work, and what to do where it would not. Nothing is changed.
struct Doctor {
    enum Status: String, Encodable, CaseIterable {
        case ok = "OK"
        /// A run works, and something is to be looked at.
        case warn = "WARN"
        /// A run would not work, or not do what is meant.
        case fail = "FAIL"
    }

    struct Check: Encodable {
        var name: String, status: Status, message: String
        /// What to do; empty where there is nothing to be done.
        var advice: String
    }

    let options: ProductionOptions
    /// Whether the mail server is called.
    let isConnecting: Bool
    /// The day against which the last report is held: `--as-of`, else the clock's. It ends in no report.
    let today: Day
    private(set) var checks: [Check] = []
    /// Wrong configuration, for the exit code.
    private(set) var isMisconfigured = false

    init(_ options: ProductionOptions, isConnecting: Bool) {
        (self.options, self.isConnecting) = (options, isConnecting)
        today = options.asOf ?? Self.clockDay()
        let folder = configuration()
        machine()
        guard let folder else { return }
        inbox(folder)
        ledger(folder)
        mail(folder)
        disk(folder)
        schedule(folder)
    }

    mutating func ok(_ name: String, _ message: String) { add(name, .ok, message, "") }
    mutating func warn(_ name: String, _ message: String, _ advice: String) { add(name, .warn, message, advice) }
    mutating func fail(_ name: String, _ message: String, _ advice: String) { add(name, .fail, message, advice) }

    mutating func fail(_ name: String, _ failure: SettingsFailure) {
        isMisconfigured = true
        let place = failure.line > 0 ? "\(failure.path):\(failure.line):\(failure.column)" : failure.path
        fail(name, "\(place): \(failure.message)", failure.hint)
    }

    private mutating func add(_ name: String, _ status: Status, _ message: String, _ advice: String) {
        checks.append(Check(name: name, status: status, message: message, advice: advice))
    }

    /// The clock's day where the machine is: a week has ended when it has there.
    private static func clockDay() -> Day {
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return Day(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday)) ?? .none
    }

    // MARK: Configuration

    /// Every file is loaded, whatever is wrong with the one before.
    private mutating func configuration() -> ProductionFolder? {
        let path = options.folder
        guard FileManager.default.fileExists(atPath: "\(path)/\(ProductionFile.name)") else {
            isMisconfigured = true
            fail("production", "\(path): no production here", "`costreport init \(path)` makes a new one")
            return nil
        }
        let production = attempt("production") { () throws(SettingsFailure) in
            try ProductionFile.load(path: "\(path)/\(ProductionFile.name)")
        }
        guard let production else { return nil }
        ok(
            "production",
            "\(production.title), weeks end on \(production.calendar.weekEnds.name), \(production.currency)")
        settings(CodingFile.name) { file throws(SettingsFailure) in
            _ = try CodingFile.load(path: file, currency: production.currency)
        }
        settings(PoliciesFile.name) { file throws(SettingsFailure) in
            _ = try PoliciesFile.load(path: file, currency: production.currency)
        }
        settings(LabourFile.name) { file throws(SettingsFailure) in
            _ = try LabourFile.load(path: file, currency: production.currency)
        }
        guard !isMisconfigured, let folder = try? ProductionFolder(path: path) else { return nil }
        profiles(folder)
        definitions()
        return folder
    }

    private mutating func settings(_ name: String, _ load: (String) throws(SettingsFailure) -> Void) {
        let file = "\(options.folder)/\(name)"
        guard FileManager.default.fileExists(atPath: file) else { return }
        if attempt(name, { () throws(SettingsFailure) in try load(file) }) != nil { ok(name, "is in order") }
    }

    /// nil where the body failed, which is then one of the checks.
    private mutating func attempt<Value>(_ name: String, _ body: () throws(SettingsFailure) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            fail(name, error)
            return nil
        }
    }

    private mutating func profiles(_ folder: ProductionFolder) {
        let options = options
        let loaded = attempt("profiles") { () throws(SettingsFailure) in
            let shared = try SharedData.folder("profiles", given: options.profiles)
            let set = try ProfileSet.load(folder.profileFolders(shared))
            try folder.checkProfiles(set)
            try folder.checkCoding(set)
            return (shared, set.names.count)
        }
        if let (shared, count) = loaded { ok("profiles", "\(count), shipped in \(shared)") }
    }

    private mutating func definitions() {
        let options = options
        let loaded = attempt("reports") { () throws(SettingsFailure) in
            let shared = try SharedData.folder("reports", given: options.reports)
            return (shared, try ReportDefinition.all(in: shared).count)
        }
        if let (shared, count) = loaded { ok("reports", "\(count) definitions in \(shared)") }
    }
}
