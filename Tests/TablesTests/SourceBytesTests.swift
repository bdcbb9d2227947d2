import CostModel
import Foundation
import Tables
import Testing

private final class Folder {
    let path = NSTemporaryDirectory() + "tables-\(UUID().uuidString)"
    init() { try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Test func `a file is read whole, with its SHA-256`() throws {
    let folder = Folder()
    let path = folder.path + "/a.csv"
    for size in [0, 3, 100_000] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(try SourceBytes.read(path).bytes == bytes)
    }
    try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
    #expect(
        try SourceBytes.read(path).sha256
            == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
}

@Test func `what is no plain file is refused without being read`() throws {
    let folder = Folder()
    let file = folder.path + "/file"
    try Data("12345".utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: file)
    mkfifo(folder.path + "/pipe", 0o600)
    for (name, reason) in [
        ("link", SourceFailure.Reason.isLink), ("pipe", .notRegular("a pipe")), ("", .notRegular("a folder")),
        ("gone", .missing),
    ] {
        let path = folder.path + "/" + name
        #expect(throws: SourceFailure(path: path, reason)) { try SourceBytes.read(path) }
    }
    #expect(throws: SourceFailure(path: "/dev/zero", .notRegular("a device"))) {
        try SourceBytes.read("/dev/zero")
    }
    #expect(throws: SourceFailure(path: file, .tooLarge(bytes: 5, limit: 4))) {
        try SourceBytes.read(file, limit: 4)
    }
}
