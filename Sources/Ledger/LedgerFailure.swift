import GRDB

/// Why the ledger cannot be used: the run stops, and the ledger is as it was.
package struct LedgerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case empty
        case notALedger
        case newer(version: Int)
        case busy
        case full
        case damaged(String)
        case other(String)
    }

    package var path: String
    package var reason: Reason

    package var description: String {
        switch reason {
        case .empty: "\(path): error: is empty; restore it from a backup, or remove it to begin a new ledger"
        case .notALedger: "\(path): error: is not a ledger of costreport; is the path right?"
        case .newer(let version): "\(path): error: was written by a newer costreport (schema \(version)); use that one"
        case .busy: "\(path): error: is in use by another program; try again later"
        case .full: "\(path): error: the disk is full; nothing was posted"
        case .damaged(let text): "\(path): error: is damaged (\(text)); restore it from a backup"
        case .other(let text): "\(path): error: \(text); nothing was posted"
        }
    }

    init(_ error: any Error, path: String) {
        self.path = path
        guard let error = error as? DatabaseError else {
            reason = (error as? LedgerFailure)?.reason ?? .other("\(error)")
            return
        }
        // Arguments stay out: they may be personal.
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: reason = .busy
        case .SQLITE_FULL: reason = .full
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: reason = .damaged(error.message ?? "malformed")
        default: reason = .other("\(error.message ?? "SQLite error") (SQLite \(error.extendedResultCode.rawValue))")
        }
    }

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

extension LedgerFailure {
    /// Reports exist and their ledger does not.
    package static func missing(_ path: String) -> LedgerFailure {
        LedgerFailure(
            path: path,
            reason: .other(
                "is missing, and there are reports made from it: restore it from a backup, or move reports/ away to begin anew"
            ))
    }
}
