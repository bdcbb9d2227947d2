import Foundation
import TestSupport
import Testing

/// SIGKILL at every call that changes something, while mail is queued and sent: nothing arrives twice by itself, and what does not arrive is
/// known not to have, or asked about.
struct MailCrashTests {
    /// Runs the program until the `number`th of the calls of one kind; true when it got to its end.
    private static func stop(_ call: String, at number: Int, _ arguments: [String]) throws -> Bool {
        let result = try shell(
            "/usr/bin/strace",
            [
                "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):signal=SIGKILL:when=\(number)",
                costreport,
            ] + arguments, folder: repositoryRoot)
        return ![9, 137].contains(result.status)
    }

    @Test(arguments: ["write", "fsync", "rename", "sendto"])
    func `a sending that is killed anywhere sends nothing twice`(_ call: String) throws {
        let server = try FaultServer("none")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        let fresh = "\(show.folder)/fresh"
        try FileManager.default.copyItem(atPath: "\(show.folder)/outbox", toPath: fresh)
        var kept = 0
        for number in 1...200 {
            try FileManager.default.removeItem(atPath: "\(show.folder)/outbox")
            try FileManager.default.copyItem(atPath: fresh, toPath: "\(show.folder)/outbox")
            let isWhole = try Self.stop(call, at: number, ["send", show.folder])
            let again = try show.send()
            let came = server.kept.count - kept
            kept = server.kept.count
            let state = try show.states()
            #expect(came <= 1, "\(call) \(number)")
            #expect(
                state == ["unknown"] || (state == ["accepted"] && came == 1),
                "\(call) \(number): \(state), \(came) came")
            #expect(again.status == (state == ["unknown"] ? 74 : 0))
            if isWhole { return }
        }
        Issue.record("\(call): no end")
    }

    @Test(arguments: ["fsync", "rename"])
    func `a queueing that is killed anywhere queues once in the end`(_ call: String) throws {
        let show = try MailingProduction(nil)
        defer { show.remove() }
        _ = try show.queue()
        let wanted = try show.messages()[0]["sha256"] as? String
        for number in stride(from: 1, to: 400, by: 1) {
            try FileManager.default.removeItem(atPath: "\(show.folder)/outbox")
            let isWhole = try Self.stop(call, at: number, ["run", show.folder, "--as-of", MailingProduction.week])
            #expect(try show.queue().status == 0)
            let messages = try show.messages()
            #expect(messages.count == 1 && messages[0]["sha256"] as? String == wanted, "\(call) \(number)")
            if isWhole { return }
        }
        Issue.record("\(call): no end")
    }
}
