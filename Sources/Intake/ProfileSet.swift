import CostModel
import Foundation
package import Settings
import Tables

/// All profiles in reach: the production's own before the shipped ones of the same name.
package struct ProfileSet: Sendable {
    private var byName: [String: Profile] = [:]

    package init(_ profiles: [Profile] = []) {
        for profile in profiles { byName[profile.name] = profile }
    }

    /// Reads every `*.yaml` of the folders; a name in an earlier folder hides the same name in a later one.
    /// A folder that is not there holds nothing.
    package static func load(_ folders: [String]) throws(SettingsFailure) -> ProfileSet {
        var set = ProfileSet()
        for folder in folders {
            let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
            for file in files where file.hasSuffix(".yaml") && !file.hasPrefix(".") {
                let name = String(file.dropLast(".yaml".count))
                guard set.byName[name] == nil else { continue }
                set.byName[name] = try ProfileFile.load(path: "\(folder)/\(file)", name: name)
            }
        }
        return set
    }

    package subscript(name: String) -> Profile? { byName[name] }

    package var names: [String] { byName.keys.sorted() }

    /// In order of their names.
    package var profiles: [Profile] { names.map { byName[$0]! } }

    /// Which profile a file is for.
    package enum Choice: Sendable {
        case one(String)
        /// Several fit equally well.
        case tie([String])
        /// None fits; the nearest and the headings that it lacks, each in quotes and with the heading of the file that is spelled
        /// most like it. No nearest when no profile knows any of the headings.
        case none(nearest: String?, missing: [String])
    }

    /// One profile's fit.
    package struct Fit: Hashable, Sendable {
        package var name: String
        package var missing: [String]
        /// How many of its needed headings are there.
        var found: Int
    }

    /// The profile whose headings the file has; of several the one with most of them. And the fit of every profile that
    /// knows at least one of the headings, the best first.
    package func choose(for bytes: [UInt8], file: String) -> (choice: Choice, fits: [Fit]) {
        choose(for: Table.read(bytes))
    }

    func choose(for table: Table) -> (choice: Choice, fits: [Fit]) {
        var fits: [Fit] = []
        var fitting: [(name: String, isPositional: Bool, headings: Int)] = []
        for profile in profiles where !profile.isByName {
            let found = Header.find(profile, in: table)
            let header = found ?? Header.nearest(to: profile, in: table)
            let needed = profile.neededHeadings
            let missing = header?.missing(needed, profile) ?? needed
            guard let header, missing.count < needed.count else { continue }
            fits.append(Fit(name: profile.name, missing: missing, found: needed.count - missing.count))
            if found != nil, missing.isEmpty, profile.hasDays(in: header), profile.isBegun(below: header, in: table) {
                fitting.append((profile.name, header.isPositional, profile.headingsFound(in: header)))
            }
        }
        // The nearest is the one of whose headings the greatest part is there.
        fits.sort {
            let (left, right) = ($0.found * ($1.found + $1.missing.count), $1.found * ($0.found + $0.missing.count))
            return (right, -$0.found, $0.name) < (left, -$1.found, $1.name)
        }
        // Headings say more than the look of some cells.
        if fitting.contains(where: { !$0.isPositional }) { fitting.removeAll { $0.isPositional } }
        let most = fitting.map(\.headings).max()
        let best = fitting.filter { $0.headings == most }.map(\.name)
        if best.count == 1 { return (.one(best[0]), fits) }
        if best.count > 1 { return (.tie(best), fits) }
        let nearest = fits.first
        let missing = nearest.map { explain($0, in: table) } ?? []
        return (.none(nearest: nearest?.name, missing: missing), fits)
    }

    /// `"Card Member" (is that "Cardmember"?)`
    private func explain(_ fit: Fit, in table: Table) -> [String] {
        guard let profile = byName[fit.name], let header = Header.nearest(to: profile, in: table) else {
            return fit.missing.map { "\"\($0)\"" }
        }
        let taken = Set(profile.neededHeadings.compactMap { header.column($0, profile) })
        let free = header.titles.enumerated().filter { !taken.contains($0.offset) && !$0.element.isEmpty }.map(
            \.element)
        return fit.missing.map { heading in
            let near = free.map { ($0, Spelling.distance($0.lowercased(), heading.lowercased())) }.min { $0.1 < $1.1 }
            guard let near, near.1 <= max(2, heading.count / 3) else { return "\"\(heading)\"" }
            return "\"\(heading)\" (is that \"\(near.0)\"?)"
        }
    }
}

extension Day {
    /// A year with all the days there are, for headings that write none.
    fileprivate static let leapDay = Day(year: 2000, month: 2, day: 29)!
}

extension Profile {
    /// A table with a column for each day has such a column; any other table needs none.
    fileprivate func hasDays(in header: Header) -> Bool {
        guard let wide else { return true }
        return !wide.days(in: header.titles, near: .leapDay).isEmpty
    }

    /// How many of its headings, optional ones included, `header` holds.
    fileprivate func headingsFound(in header: Header) -> Int {
        let named = columns.flatMap(\.source.headings)
        // What its first records must say makes a profile more special than one of the same headings.
        return Set(neededHeadings + named).count { header.column($0, self) != nil } + begins.count
    }
}
