import CostModel
import Delivery
import Foundation
import TestSupport
import Testing

struct SecretTests {
    private static func withFile(_ text: String, mode: mode_t, _ body: (String, String) throws -> Void) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try text.write(toFile: "\(folder)/password", atomically: false, encoding: .utf8)
        chmod("\(folder)/password", mode)
        try body(folder, "\(folder)/password")
    }

    @Test(arguments: [
        ("s3cret\n", "s3cret"), ("s3cret", "s3cret"), ("with blank \n", "with blank "), ("pä§\r\n", "pä§"),
    ])
    func `a password is one line of a file of one's own`(_ text: String, _ password: String) throws {
        try Self.withFile(text, mode: 0o600) { folder, path in
            let (whole, relative) = (
                try Secret.read(.file(path), below: "/"), try Secret.read(.file("password"), below: folder)
            )
            #expect(whole == password && relative == password)
        }
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o660, 0o601] as [mode_t])
    func `a file that others may read is refused, with what to do`(_ mode: mode_t) throws {
        try Self.withFile("s3cret", mode: mode) { _, path in
            let failure = #expect(throws: SecretFailure.self) { try Secret.read(.file(path), below: "/") }
            #expect(failure?.hint == "chmod 600 \(path)" && failure?.description.contains("s3cret") == false)
        }
    }

    @Test(arguments: ["", "\n", "two\nlines", "nul\0", String(repeating: "x", count: 5000)])
    func `what is no password is refused`(_ text: String) throws {
        try Self.withFile(text, mode: 0o600) { _, path in
            #expect(throws: SecretFailure.self) { try Secret.read(.file(path), below: "/") }
        }
    }

    @Test func `a folder, a pipe and nothing are no files with a password`() throws {
        try Self.withFile("x", mode: 0o600) { folder, _ in
            mkfifo("\(folder)/pipe", 0o600)
            for name in ["\(folder)/pipe", folder, "\(folder)/none"] {
                #expect(throws: SecretFailure.self) { try Secret.read(.file(name), below: "/") }
            }
        }
    }
}
