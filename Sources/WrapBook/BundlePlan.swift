/// The wrap book of a production: everything that was reported and what it was made from, in one file that checks itself.
package struct BundlePlan {
    /// One file of the bundle.
    package struct Member {
        /// Path in the bundle, with `/`; see `MemberName`.
        package var name: String
        /// For the index: what it is.
        package var meaning: String
        package var content: Content

        package init(_ name: String, _ meaning: String = "", _ content: Content) {
            self.name = name
            self.meaning = meaning
            self.content = content
        }
    }

    package enum Content {
        case bytes([UInt8])
        /// A file on disk that must have this hash.
        case file(path: String, sha256: String)
        /// A file that was made for the bundle.
        case made(path: String)
        /// Read when it is its turn, so that not all of them are in memory.
        case load(sha256: String, () throws -> [UInt8])
    }

    /// What the index says of a period.
    package struct Period: Hashable, Sendable {
        package var period: String
        /// `6`, `6r1`
        package var number: String
        package var state: String
        package var folder: String

        package init(period: String, number: String, state: String, folder: String) {
            (self.period, self.number, self.state, self.folder) = (period, number, state, folder)
        }
    }

    package var title: String
    package var company: String
    package var currency: String
    package var program: String
    /// Closed periods and their revisions, in order.
    package var periods: [Period]
    /// Weeks with cost or a report that are not closed: they are not in the bundle.
    package var openWeeks: [String]
    /// In the order of the index; `index.html`, `index.txt` and `manifest.json` are added.
    package var members: [Member]

    package init(
        title: String, company: String, currency: String, program: String, periods: [Period], openWeeks: [String],
        members: [Member]
    ) {
        (self.title, self.company, self.currency, self.program) = (title, company, currency, program)
        (self.periods, self.openWeeks, self.members) = (periods, openWeeks, members)
    }

    package static let manifestName = "manifest.json"
    static let indexNames = ["index.html", "index.txt"]
}

/// Why there is no bundle.
package struct BundleFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case cannotCreate(String)
        case cannotWrite(String)
        case cannotRead(String)
        /// A member is not what it has to be.
        case notAsKept(String)
        /// What is beyond the limits of a zip file.
        case tooLarge(String)
    }

    package var path: String
    package var reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .cannotCreate(let text): "\(path): error: cannot be created: \(text)"
        case .cannotWrite(let text): "\(path): error: cannot be written: \(text)"
        case .cannotRead(let text): "\(path): error: cannot be read: \(text)"
        case .notAsKept(let text): "\(path): error: \(text)"
        case .tooLarge(let text): "\(path): error: \(text)"
        }
    }
}

/// What a bundle holds, member by member, as `manifest.json` says it.
struct BundleManifest: Codable {
    struct Member: Codable, Hashable {
        var name: String, sha256: String, size: Int
    }
    var format: Int
    var program: String
    var title: String, company: String, currency: String
    /// `2026-05-16`, `2026-05-16r1`
    var periods: [String]
    var openWeeks: [String]
    /// All but the manifest itself, in order of the bundle.
    var members: [Member]
}
