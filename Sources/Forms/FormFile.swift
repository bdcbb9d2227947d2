import Foundation
import Glibc

/// A file in the making. It has its name only when it is whole and on disk; until then, and when anything fails, a file that
/// was there before is still there.
final class FormFile {
    let path: String
    private let folder: String
    private let temporary: String
    private let descriptor: Int32

    init(path: String) throws(FormFailure) {
        self.path = path
        let parent = (path as NSString).deletingLastPathComponent
        folder = parent.isEmpty ? "." : parent
        temporary = "\(folder)/.\((path as NSString).lastPathComponent)\(FormFiles.mark)\(getpid())"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw FormFailure(path: path, reason: .cannotCreate(String(cString: strerror(errno))))
        }
    }

    deinit {
        close(descriptor)
        unlink(temporary)
    }

    func write(_ bytes: [UInt8]) throws(FormFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            written += count
        }
    }

    /// On disk before it has its name, and the name on disk before we say so.
    func publish() throws(FormFailure) {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure() }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure() }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure() }
    }

    private func failure() -> FormFailure {
        FormFailure(path: path, reason: .cannotWrite(String(cString: strerror(errno))))
    }
}

package enum FormFiles {
    package static let mark = ".form-"

    /// Writes a small file at once.
    package static func write(_ text: String, to path: String) throws(FormFailure) {
        let file = try FormFile(path: path)
        try file.write(Array(text.utf8))
        try file.publish()
    }

    /// Removes what a killed run left half written. Only for who holds the production: nobody else writes there then.
    package static func removeLeftovers(in folder: String) {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: folder)) ?? []
        where name.hasPrefix(".") && name.contains(mark) {
            try? files.removeItem(atPath: "\(folder)/\(name)")
        }
    }
}
