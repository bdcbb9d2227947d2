import CostModel
import Foundation
import Glibc
import Intake
import Ledger
import Settings

extension ProductionFolder {
    /// Every feed's profile has to be there before the first file is read.
    func checkProfiles(_ profiles: ProfileSet) throws(SettingsFailure) {
        for feed in production.feeds where profiles[feed.profile] == nil {
            throw SettingsFailure(
                path: "\(path)/\(ProductionFile.name)",
                "the feed \"\(feed.name)\" names the profile \"\(feed.profile)\", which is not there",
                hint: Suggestion.text(for: feed.profile, among: profiles.names))
        }
    }

    /// A ledger that has gone is not begun anew: reports say that there was one.
    func checkLedgerIsThere() throws(LedgerFailure) {
        let files = FileManager.default
        guard !files.fileExists(atPath: ledgerPath),
            let periods = try? files.contentsOfDirectory(atPath: "\(path)/reports"),
            periods.contains(where: { Day(iso: $0) != nil })
        else { return }
        throw LedgerFailure.missing(ledgerPath)
    }
}

extension Array where Element: Hashable {
    /// Each element once, in order of first appearance.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

/// Seconds of each stage, for `make bench`; it ends in no report.
struct Stopwatch {
    let isShown: Bool
    private var last = Self.now()

    init(isShown: Bool) { self.isShown = isShown }

    mutating func lap(_ stage: String, rows: Int) {
        let now = Self.now()
        if isShown {
            let milliseconds = Int64((now - last) * 1000)
            FileHandle.standardError.write(
                Data("stage \(stage) \(Decimals.text(milliseconds, digits: 3)) \(rows)\n".utf8))
        }
        last = now
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
