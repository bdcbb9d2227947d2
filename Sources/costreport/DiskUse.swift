import CostModel
import Foundation
import Glibc

/// What a production's folder takes, in bytes.
struct DiskUse {
    /// In the order in which they are shown.
    static let parts = ["ledger", "backups", "inbox", "reports", "outbox", "other"]

    private(set) var bytes: [String: Int] = [:]

    var total: Int { Self.parts.reduce(0) { $0 + self[$1] } }
    subscript(part: String) -> Int { bytes[part] ?? 0 }

    init(of folder: String) {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return }
        while let name = walk.nextObject() as? String {
            var status = stat()
            // Blocks, not lengths: what the disk has given up for it.
            guard lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            bytes[Self.part(name), default: 0] += Int(status.st_blocks) * 512
        }
    }

    private static func part(_ name: String) -> String {
        if name.hasPrefix("ledger.sqlite") { return "ledger" }
        let first = name.split(separator: "/").first.map(String.init) ?? ""
        return parts.contains(first) && first != "ledger" && first != "other" ? first : "other"
    }

    /// Bytes that are free for this user on the disk of a folder; nil where that cannot be told.
    static func free(at folder: String) -> Int? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }

    /// `12.3 MB`; whole numbers below a thousand bytes.
    static func text(_ bytes: Int) -> String {
        var (value, unit) = (bytes, 0)
        let units = ["bytes", "kB", "MB", "GB", "TB"]
        var rest = 0
        while value >= 1000, unit < units.count - 1 {
            (rest, value, unit) = (value % 1000 / 100, value / 1000, unit + 1)
        }
        return unit == 0 ? "\(value) bytes" : "\(value).\(rest) \(units[unit])"
    }
}

/// What a run needs before it begins: half a report is worth nothing.
struct DiskNeed {
    /// Room for the journal of the ledger and what else is small.
    static let base = 16 << 20
    /// A row of an export is kept as it was, posted as an entry, and goes through the journal.
    static let timesNewBytes = 5

    var bytes: Int

    /// - Parameters:
    ///   - newBytes: of the files that are to be imported
    ///   - ledger: the ledger's size, which its backup takes again; 0 where none is made
    ///   - report: the size of the last report's folder; the next is about as large, and stands beside the old one until it is whole
    ///   - weeks: how many reports are to be made
    init(newBytes: Int, ledger: Int, report: Int, weeks: Int) {
        bytes = Self.base + newBytes * Self.timesNewBytes + ledger + report * (weeks + 1)
    }

    func check(at folder: String) throws {
        guard let free = DiskUse.free(at: folder), free < bytes else { return }
        throw NoRoom(folder: folder, free: free, needed: bytes)
    }
}

/// A run that would fill the disk is not begun.
struct NoRoom: Error, CustomStringConvertible {
    var folder: String, free: Int, needed: Int

    var description: String {
        """
        \(folder): error: \(DiskUse.text(free)) are free, and this run needs up to \(DiskUse.text(needed)); nothing was done
          hint: `costreport doctor \(folder)` shows what the folder takes
        """
    }
}
