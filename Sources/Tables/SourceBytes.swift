import CLibcrypto
import CostModel
import Glibc

/// Why a file could not be read whole.
package struct SourceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case cannotOpen(String)
        case notAFile
        case tooLarge(Int)
        case stillBeingWritten
        case cannotRead(String)
    }

    package var path: String
    package var reason: Reason

    package var description: String {
        switch reason {
        case .cannotOpen(let error): "\(path): error: cannot be opened: \(error)"
        case .notAFile: "\(path): error: is no regular file"
        case .tooLarge(let size): "\(path): error: has \(size) bytes; the limit is \(Limits.fileBytesMax)"
        case .stillBeingWritten: "\(path): error: is still being written; try again later"
        case .cannotRead(let error): "\(path): error: cannot be read: \(error)"
        }
    }
}

/// The bytes of one export, read whole from a regular file that nobody wrote to meanwhile.
package struct SourceBytes: Sendable {
    package var path: String
    package var bytes: [UInt8]
    /// 64 hex digits.
    package var sha256: String

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        sha256 = Self.digest(bytes)
    }

    package static func read(_ path: String) throws(SourceFailure) -> SourceBytes {
        // Not following a link and not waiting for a pipe: an inbox is open to everybody.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw SourceFailure(path: path, reason: .cannotOpen(errorText())) }
        defer { close(descriptor) }
        let before = try status(descriptor, path)
        guard before.st_mode & S_IFMT == S_IFREG else { throw SourceFailure(path: path, reason: .notAFile) }
        let size = Int(before.st_size)
        guard size <= Limits.fileBytesMax else { throw SourceFailure(path: path, reason: .tooLarge(size)) }

        var failure: String?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errorText() }
                if got <= 0 { return }
                count += got
            }
        }
        if let failure { throw SourceFailure(path: path, reason: .cannotRead(failure)) }
        let after = try status(descriptor, path)
        guard bytes.count == size, after.st_size == before.st_size, after.st_mtim.tv_sec == before.st_mtim.tv_sec,
            after.st_mtim.tv_nsec == before.st_mtim.tv_nsec
        else { throw SourceFailure(path: path, reason: .stillBeingWritten) }
        return SourceBytes(path: path, bytes: bytes)
    }

    private static func status(_ descriptor: Int32, _ path: String) throws(SourceFailure) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SourceFailure(path: path, reason: .cannotRead(errorText())) }
        return status
    }

    private static func errorText() -> String { String(cString: strerror(errno)) }

    /// SHA-256 in hex.
    package static func digest(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let status = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, &length, EVP_sha256(), nil) }
        precondition(status == 1 && length == 32, "libcrypto has no SHA-256")
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
