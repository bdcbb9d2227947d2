import CLibcrypto
import CostModel
import Glibc

/// The bytes of one source file as they were at one moment, and their SHA-256.
package struct SourceBytes: Sendable {
    /// As it was given: absolute, relative or only a name.
    package let path: String
    package let bytes: [UInt8]
    /// 64 lower-case hex digits.
    package let sha256: String

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        sha256 = SourceBytes.sha256(of: bytes)
    }

    /// Reads a regular file whole.
    ///
    /// Links, pipes, devices and folders are refused without being read: whoever may drop files must not make us follow them.
    /// A file that grows or is replaced meanwhile is refused as well; it will be whole at the next run.
    package static func read(_ path: String, limit: Int = Limits.fileBytesMax) throws(SourceFailure) -> SourceBytes {
        let file = try OpenFile(path: path)
        let before = try file.status()
        guard before.st_mode & S_IFMT == S_IFREG else {
            throw SourceFailure(path: path, .notRegular(kind(of: before.st_mode)))
        }
        guard before.st_size <= limit else {
            throw SourceFailure(path: path, .tooLarge(bytes: Int(before.st_size), limit: limit))
        }
        let bytes = try file.bytes(upTo: Int(before.st_size))
        let after = try file.status()
        // The name may lead to another file by now.
        var named = stat()
        let isThere = lstat(path, &named) == 0
        guard isThere, bytes.count == Int(before.st_size), same(before, after), same(before, named) else {
            throw SourceFailure(path: path, .stillBeingWritten)
        }
        return SourceBytes(path: path, bytes: bytes)
    }

    /// 64 lower-case hex digits.
    package static func sha256(of bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let status = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, nil, EVP_sha256(), nil) }
        precondition(status == 1, "libcrypto has no SHA-256")
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func same(_ left: stat, _ right: stat) -> Bool {
        left.st_ino == right.st_ino && left.st_dev == right.st_dev && left.st_size == right.st_size
            && left.st_mtim.tv_sec == right.st_mtim.tv_sec && left.st_mtim.tv_nsec == right.st_mtim.tv_nsec
    }

    private static func kind(of mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }
}

/// Why a source file could not be read. Nothing of it was used.
package struct SourceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case missing
        case isLink
        /// What it is in place of a file: `a folder`, `a pipe`.
        case notRegular(String)
        case tooLarge(bytes: Int, limit: Int)
        /// Its size, time or identity changed while it was read: try again later.
        case stillBeingWritten
        /// The system's `errno`.
        case system(Int32)
    }

    package var path: String
    package var reason: Reason

    package init(path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    static func message(of code: Int32) -> String { String(cString: strerror(code)) }

    package var description: String { "\(path): error: \(Diagnostic(self, file: path).message)" }
}

/// An open file descriptor, closed exactly once.
private struct OpenFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    init(path: String) throws(SourceFailure) {
        // Without O_NONBLOCK the opening of a pipe would wait for its writer.
        descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: throw SourceFailure(path: path, .missing)
            case ELOOP: throw SourceFailure(path: path, .isLink)
            case ENXIO: throw SourceFailure(path: path, .notRegular("a socket"))
            default: throw SourceFailure(path: path, .system(errno))
            }
        }
    }

    func status() throws(SourceFailure) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SourceFailure(path: path, .system(errno)) }
        return status
    }

    /// The first `size` bytes; one more than that when the file has grown, fewer when it has shrunk.
    func bytes(upTo size: Int) throws(SourceFailure) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            while count < size + 1 {
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, size + 1 - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw SourceFailure(path: path, .system(failure)) }
        return bytes
    }

    deinit { close(descriptor) }
}
