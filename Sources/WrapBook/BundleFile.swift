import Foundation
import Glibc

/// The file of a bundle while it is written. It has no name until it is whole and on disk, so that a run that is killed leaves
/// nothing; where the file system knows no such files, a hidden name that the next run removes.
final class BundleFile {
    private let path: String
    private let folder: String
    private let temporary: String
    private let descriptor: Int32
    private let isNameless: Bool
    private(set) var offset = 0

    /// `O_TMPFILE`, which C has as a macro.
    private static let nameless = 0o20_000_000 | O_DIRECTORY

    init(path: String) throws(BundleFailure) {
        self.path = path
        let parent = (path as NSString).deletingLastPathComponent
        folder = parent.isEmpty ? "." : parent
        let stem = ".\((path as NSString).lastPathComponent).part-"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(stem) {
            unlink("\(folder)/\(name)")
        }
        temporary = "\(folder)/\(stem)\(getpid())"
        // Wages and source files are in it: nobody but the owner reads it.
        let first = open(folder, Self.nameless | O_RDWR | O_CLOEXEC, 0o600)
        isNameless = first >= 0
        descriptor = isNameless ? first : open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw BundleFailure(path: path, reason: .cannotCreate(String(cString: strerror(errno))))
        }
    }

    deinit {
        close(descriptor)
        unlink(temporary)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(BundleFailure) {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress! + written, min(bytes.count - written, 1 << 24))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            written += count
        }
        offset += bytes.count
    }

    func write(_ bytes: [UInt8]) throws(BundleFailure) {
        do { try bytes.withUnsafeBytes { try write($0) } } catch { throw error as! BundleFailure }
    }

    func publish() throws(BundleFailure) {
        guard fsync(descriptor) == 0 else { throw failure() }
        if isNameless {
            guard linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
                throw failure()
            }
        }
        guard rename(temporary, path) == 0 else { throw failure() }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure() }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure() }
    }

    private func failure() -> BundleFailure {
        BundleFailure(path: path, reason: .cannotWrite(String(cString: strerror(errno))))
    }
}
