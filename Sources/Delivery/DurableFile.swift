import Foundation
import Glibc

/// A file that is there whole or not at all: written beside itself, synced, renamed, and the folder synced.
enum DurableFile {
    static func write(_ bytes: [UInt8], to path: String) throws(DeliveryFailure) {
        let folder = (path as NSString).deletingLastPathComponent
        let temporary = "\(folder)/.\((path as NSString).lastPathComponent).tmp"
        // Addresses and payroll data: for the owner only.
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        var isOpen = true
        defer {
            if isOpen { Glibc.close(descriptor) }
        }
        var left = ArraySlice(bytes)
        while !left.isEmpty {
            let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            left = left.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw failure(path) }
        isOpen = false
        guard Glibc.close(descriptor) == 0, rename(temporary, path) == 0 else { throw failure(path) }
        try syncFolder(folder)
    }

    static func read(_ path: String) throws(DeliveryFailure) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw DeliveryFailure(path: path, "cannot be read")
        }
        return Array(data)
    }

    private static func syncFolder(_ folder: String) throws(DeliveryFailure) {
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure(folder) }
        defer { Glibc.close(directory) }
        guard fsync(directory) == 0 else { throw failure(folder) }
    }

    private static func failure(_ path: String) -> DeliveryFailure {
        DeliveryFailure(path: path, "cannot be written: \(String(cString: strerror(errno)))")
    }
}
