import Foundation
import TestSupport
import Testing

/// What a mail server can do to a message, one fault at a time: which state it comes to, and how many the server kept.
struct SendingTests {
    struct Trial: CustomTestStringConvertible, Sendable {
        var fault: String, status: Int32, state: String, kept = 0
        var names = "DNS:localhost,IP:127.0.0.1"
        var mail: [String: String] = [:]
        var testDescription: String {
            ([fault] + mail.values.sorted() + (names.contains("localhost") ? [] : [names])).joined(separator: " ")
        }
    }

    static let trials = [
        Trial(fault: "none", status: 0, state: "accepted", kept: 1),
        Trial(fault: "no-auth", status: 0, state: "accepted", kept: 1),
        Trial(fault: "quit-silent", status: 0, state: "accepted", kept: 1),
        // Nothing can have been taken: another time.
        Trial(fault: "connect:421", status: 75, state: "retry-at"),
        Trial(fault: "hang-up", status: 75, state: "retry-at"),
        Trial(fault: "silent", status: 75, state: "retry-at"),
        Trial(fault: "auth:454", status: 75, state: "retry-at"),
        Trial(fault: "mail:451", status: 75, state: "retry-at"),
        Trial(fault: "rcpt:450", status: 75, state: "retry-at"),
        Trial(fault: "drop-data", status: 75, state: "retry-at"),
        Trial(fault: "data:451", status: 75, state: "retry-at"),
        Trial(fault: "final:451", status: 75, state: "retry-at"),
        Trial(fault: "final:452", status: 75, state: "retry-at"),
        Trial(fault: "nobody listens", status: 75, state: "retry-at"),
        // Refused for good, or set up wrong.
        Trial(fault: "connect:554", status: 69, state: "rejected"),
        Trial(fault: "auth:535", status: 69, state: "rejected"),
        Trial(fault: "none", status: 69, state: "rejected", mail: ["user: costs": "user: somebody"]),
        Trial(fault: "mail:550", status: 69, state: "rejected"),
        Trial(fault: "rcpt:550", status: 69, state: "rejected"),
        Trial(fault: "data:554", status: 69, state: "rejected"),
        Trial(fault: "final:554", status: 69, state: "rejected"),
        Trial(fault: "size:1000", status: 69, state: "rejected"),
        Trial(fault: "no-tls", status: 69, state: "rejected"),
        Trial(fault: "clear-auth", status: 69, state: "rejected"),
        Trial(fault: "none", status: 69, state: "rejected", names: "DNS:mail.example.com"),
        Trial(fault: "none", status: 69, state: "rejected", mail: ["    ca_file: \"{ca}\"\n": ""]),
        // Given, and not answered.
        Trial(fault: "drop-body:1000", status: 74, state: "unknown"),
        Trial(fault: "keep-then-drop", status: 74, state: "unknown", kept: 1),
        Trial(fault: "keep-then-wait", status: 74, state: "unknown", kept: 1),
    ]

    @Test(arguments: trials) func `every fault has its state, and nothing goes twice by itself`(_ trial: Trial) throws {
        let server = try FaultServer(trial.fault, names: trial.names)
        var mail = MailingProduction.standard
        for (part, by) in trial.mail { mail = mail.replacing(part, with: by) }
        if trial.fault == "nobody listens" { mail = mail.replacing("{port}", with: "1") }
        let show = try MailingProduction(server, mail: mail)
        defer { show.remove() }
        #expect(try show.queue().status == 0)
        #expect(try show.states() == ["queued"])
        let sent = try show.send("--now", "2026-05-18T06:00:00Z")
        #expect(sent.status == trial.status, "\(sent.errors)")
        #expect(try show.states() == [trial.state], "\(sent.errors)")
        #expect(server.kept.count == trial.kept)
        // Whatever has happened, the next minute does nothing by itself.
        let again = try show.send("--now", "2026-05-18T06:00:30Z")
        let rest: [String: Int32] = ["accepted": 0, "rejected": 0, "retry-at": 75, "unknown": 74]
        #expect(again.status == rest[trial.state], "\(again.errors)")
        #expect(server.kept.count == trial.kept)
        for talk in [sent.errors, again.errors] {
            #expect(!talk.contains("s3cret") && !talk.contains("pat@example.com"), "\(talk)")
        }
    }

    @Test func `TLS from the first byte works as well`() throws {
        let server = try FaultServer("none", isTLS: true)
        let show = try MailingProduction(
            server, mail: MailingProduction.standard.replacing("security: starttls", with: "security: tls"))
        defer { show.remove() }
        _ = try show.queue()
        #expect(try show.send().status == 0)
        #expect(server.kept.count == 1)
    }

    @Test func `a login on loopback may be in clear text, where that is said`() throws {
        let server = try FaultServer("clear-auth")
        let show = try MailingProduction(
            server, mail: MailingProduction.standard.replacing("security: starttls", with: "security: none"))
        defer { show.remove() }
        _ = try show.queue()
        #expect(try show.send().status == 0)
        #expect(server.kept.count == 1)
    }

    @Test func `what was put off is tried again when it is due, and given up after five days`() throws {
        let server = try FaultServer("mail:451")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        var tries: [String] = []
        for moment in [
            "05-18T06:00:00", "05-18T06:00:59", "05-18T06:01:00", "05-18T06:05:59", "05-18T06:06:00", "05-23T05:59:00",
        ] {
            #expect(try show.send("--now", "2026-\(moment)Z").status == 75)
            tries.append("\(try show.messages()[0]["attempts"] ?? 0) \(try show.messages()[0]["nextTry"] ?? "")")
        }
        #expect(
            tries == [
                "1 2026-05-18T06:01:00Z", "1 2026-05-18T06:01:00Z", "2 2026-05-18T06:06:00Z", "2 2026-05-18T06:06:00Z",
                "3 2026-05-18T06:21:00Z", "4 2026-05-23T06:59:00Z",
            ])
        let last = try show.send("--now", "2026-05-23T07:00:00Z")
        #expect(last.status == 69 && last.errors.contains("given up after 5 tries"), "\(last.errors)")
        #expect(try show.states() == ["rejected"])
    }

    @Test func `one recipient who is gone does not keep the report from the others`() throws {
        let server = try FaultServer("rcpt-of:pat@example.com:550")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        let sent = try show.send()
        #expect(sent.status == 69 && sent.errors.contains("refused: p***@example.com"), "\(sent.errors)")
        #expect(!sent.errors.contains("pat@example.com"))
        #expect(server.addressees == ["lee@example.com"])
        #expect(try show.states() == ["accepted"])
        #expect(try show.send().status == 0)
    }

    @Test func `one recipient who is put off is tried again, and the others are not`() throws {
        let server = try FaultServer("rcpt-of:pat@example.com:450")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        #expect(try show.send("--now", "2026-05-18T06:00:00Z").status == 75)
        #expect(server.addressees == ["lee@example.com"])
        #expect(try show.send("--now", "2026-05-18T07:00:00Z").status == 75)
        #expect(server.addressees == ["lee@example.com"])
        let better = try FaultServer("none")
        try show.edit("production.yaml") {
            $0.replacing("\(server.port)", with: "\(better.port)").replacing(
                server.certificate, with: better.certificate)
        }
        #expect(try show.send("--now", "2026-05-18T08:00:00Z").status == 0)
        #expect(better.addressees == ["pat@example.com"])
    }

    @Test func `an unknown one goes again only when a person says so, and says that it is there again`() throws {
        let server = try FaultServer("keep-then-drop")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        let unknown = try show.send()
        #expect(unknown.status == 74 && unknown.errors.contains("nobody knows whether it arrived"), "\(unknown.errors)")
        let id = try #require(try show.messages()[0]["id"] as? String)
        let asked = try show.send("--resend", id)
        #expect(asked.status == 64 && asked.errors.contains("may have arrived"), "\(asked.errors)")
        #expect(server.kept.count == 1)
        #expect(try show.send("--resend", id, "--confirm").status == 74)
        #expect(server.kept.count == 2 && Set(server.kept).count == 1, "the same Message-ID")
        #expect(try server.message(1).contains("week ending 2026-05-16\r\n"))
        #expect(try server.message(2).contains("2026-05-16 (resent)\r\n"))
        #expect(try show.send("--arrived", id).status == 0)
        #expect(try show.send().status == 0)
        #expect(try show.send("--resend", id, "--confirm").status == 64)
        #expect(try show.send("--resend", "2026-05-16-v1-nothing", "--confirm").errors.contains("has no message"))
        #expect(server.kept.count == 2)
    }

    @Test func `what was being sent when a run was stopped is unknown, not sent again`() throws {
        let server = try FaultServer("none")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        let id = try #require(try show.messages()[0]["id"] as? String)
        try show.edit("outbox/\(id).json") { $0.replacing("\"queued\"", with: "\"sending\"") }
        #expect(try show.send().status == 74)
        #expect(try show.states() == ["unknown"] && server.kept.isEmpty)
    }

    @Test func `a message that was changed on disk is not sent`() throws {
        let server = try FaultServer("none")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        let id = try #require(try show.messages()[0]["id"] as? String)
        try show.edit("outbox/\(id).eml") { $0.replacing("To: ", with: "To: other@example.com, ") }
        #expect(try show.send().status == 69)
        #expect(try show.states() == ["rejected"] && server.kept.isEmpty)
    }

    @Test func `a state that cannot be read stops everything`() throws {
        let show = try MailingProduction(nil)
        defer { show.remove() }
        _ = try show.queue()
        let id = try #require(try show.messages()[0]["id"] as? String)
        try show.edit("outbox/\(id).json") { String($0.prefix(40)) }
        for result in [try show.send(), try show.queue()] {
            #expect(
                result.status == 74 && result.errors.contains("nothing is sent while it is here"), "\(result.errors)")
        }
    }
}
