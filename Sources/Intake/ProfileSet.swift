import CostModel
import Foundation
package import Settings
import Tables

/// All profiles in reach: those of the production before the shipped ones of the same name.
package struct ProfileSet: Sendable {
    package private(set) var profiles: [String: Profile] = [:]

    /// Reads `*.yaml` of every folder that is there; a name in an earlier folder hides the same name in a later one.
    package static func load(_ folders: [String]) throws(SettingsFailure) -> ProfileSet {
        var set = ProfileSet()
        for folder in folders {
            guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else { continue }
            for file in files.sorted() where file.hasSuffix(".yaml") && !file.hasPrefix(".") {
                let name = String(file.dropLast(".yaml".count))
                guard set.profiles[name] == nil else { continue }
                set.profiles[name] = try ProfileFile.load(path: "\(folder)/\(file)", name: name)
            }
        }
        return set
    }

    package init() {}

    package subscript(name: String) -> Profile? { profiles[name] }
    package var names: [String] { profiles.keys.sorted() }

    /// How well each profile fits a file, the best first.
    package enum Choice: Sendable {
        case one(String)
        /// Several fit equally well.
        case tie([String])
        /// None fits; the nearest and the headings that it lacks.
        case none(nearest: String?, missing: [String])
    }

    /// One profile's fit, for `inspect`.
    package struct Fit: Hashable, Sendable {
        package var name: String
        package var missing: [String]
    }

    /// The profile whose headings the file has; of several the one with most of them.
    package func choose(for bytes: [UInt8], file: String) -> (choice: Choice, fits: [Fit]) {
        var unused = Diagnostics()
        guard let table = TextTable.read(bytes, profile: nil, file: file, into: &unused) else {
            return (.none(nearest: nil, missing: []), [])
        }
        return choose(for: table)
    }

    func choose(for table: Table) -> (choice: Choice, fits: [Fit]) {
        let search = HeaderSearch(table)
        var scores: [(name: String, score: Int)] = []
        var fits: [Fit] = []
        var nearest: (name: String, miss: HeaderSearch.Miss)?
        for name in names {
            let profile = profiles[name]!
            if let match = search.find(profile) {
                scores.append((name, match.score))
                fits.append(Fit(name: name, missing: []))
                continue
            }
            let miss = search.nearest(profile)
            if miss.found > 0 { fits.append(Fit(name: name, missing: miss.missing)) }
            let isNearer = nearest.map { (miss.missing.count, -miss.found) < ($0.miss.missing.count, -$0.miss.found) }
            if miss.found > 0, isNearer ?? true { nearest = (name, miss) }
        }
        fits.sort { ($0.missing.count, $0.name) < ($1.missing.count, $1.name) }
        let best = scores.map(\.score).max()
        let winners = scores.filter { $0.score == best }.map(\.name)
        if winners.count == 1 { return (.one(winners[0]), fits) }
        if winners.count > 1 { return (.tie(winners), fits) }
        return (.none(nearest: nearest?.name, missing: nearest?.miss.missing ?? []), fits)
    }
}
