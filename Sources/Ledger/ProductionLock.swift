import Glibc

/// Held for a whole run: two runs on one production exclude each other. The lock is the kernel's and ends with the process,
/// however that ends; the file only says who holds it.
package final class ProductionLock {
    package struct Held: Error, Hashable, Sendable, CustomStringConvertible {
        package var path: String
        package var holder: String
        package var description: String {
            "\(path): error: another run holds this production (process \(holder)); try again when it has finished"
        }
    }

    private let descriptor: Int32

    package init(path: String) throws(Held) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Held(path: path, holder: "unknown: the lock file cannot be opened") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var buffer = [UInt8](repeating: 0, count: 32)
            let count = pread(descriptor, &buffer, buffer.count, 0)
            close(descriptor)
            let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
            throw Held(path: path, holder: text.split(separator: "\n").first.map(String.init) ?? "unknown")
        }
        ftruncate(descriptor, 0)
        let pid = Array("\(getpid())\n".utf8)
        _ = pwrite(descriptor, pid, pid.count, 0)
    }

    deinit { close(descriptor) }
}
