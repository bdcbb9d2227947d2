import Foundation
import TestSupport
import Testing

/// What is queued, for whom, and what is in it.
struct MailingTests {
    private static func read(_ path: String) throws -> [String: Any] {
        let result = try shell("/usr/bin/python3", ["\(repositoryRoot)/Tests/Tools/read_mail.py", path])
        try #require(result.status == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private static func eml(_ show: MailingProduction, _ index: Int = 0) throws -> String {
        let id = try #require(try show.messages()[index]["id"] as? String)
        return "\(show.folder)/outbox/\(id).eml"
    }

    @Test func `a report's message has figures, hashes and the workbook byte by byte, whenever it is made`() throws {
        let show = try MailingProduction(nil)
        defer { show.remove() }
        #expect(try show.queue().status == 0)
        let mail = try Self.read(Self.eml(show))
        let form = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html"]
        #expect((mail["parts"] as? [String])?.prefix(4) == form[...])
        let text = try #require(mail["text"] as? String)
        let attachment = try #require((mail["attachments"] as? [[String]])?.first)
        let book = "\(show.folder)/reports/2026-05-16/Cost Report.xlsx"
        let hash = try shell("/usr/bin/sha256sum", [book]).output.prefix(64)
        #expect(attachment == ["Cost Report.xlsx", String(hash)])
        #expect(text.contains(hash) && text.contains("741,000.00 USD"))
        #expect(mail["to"] as? [String] == ["pat@example.com", "lee@example.com"])

        let other = try MailingProduction(nil)
        defer { other.remove() }
        _ = try run(
            ["run", other.folder, "--as-of", MailingProduction.week], environment: ["TZ": "Asia/Tokyo", "LC_ALL": "C"])
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: Self.eml(show)))
                == Data(contentsOf: URL(fileURLWithPath: Self.eml(other))))
    }

    @Test func `running again queues nothing, and other figures are another version`() throws {
        let show = try MailingProduction(nil)
        defer { show.remove() }
        for _ in 1...3 { _ = try show.queue() }
        #expect(try show.states() == ["queued"])
        try show.edit("forecast.csv") { $0 + "2026-05-11,2000-10,manual,,,,,,70000.00,R. Okafor,Longer\n" }
        _ = try show.queue()
        #expect(try show.states() == ["superseded", "queued"])
        let mail = try Self.read(Self.eml(show, 1))
        let (subject, id) = (mail["subject"] as? String ?? "", mail["id"] as? String ?? "")
        // Nobody has got the first one, so that the second is not called an update.
        #expect(subject.hasSuffix("week ending 2026-05-16"), "\(subject)")
        #expect(id.contains(".v2."))
    }

    @Test func `a draft is mailed to the accountant alone, with the file and without the value`() throws {
        let server = try FaultServer("none")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        try "Date,Card Member,Merchant,Amount,Account,Amex Ref\n5/12/26,A. Holder,Otto,12x4.00,3200-05,R1\n"
            .write(toFile: "\(show.folder)/inbox/log.csv", atomically: true, encoding: .utf8)
        #expect(try show.queue("--send").status == 1)
        #expect(server.addressees == ["accountant@example.com"])
        let mail = try Self.read("\(server.folder)/kept/0001.eml")
        let text = try #require(mail["text"] as? String)
        #expect(text.contains("inbox/log.csv:2") && !text.contains("12x4.00"), "\(text)")
        #expect((mail["subject"] as? String)?.hasPrefix("DRAFT") == true)
    }

    @Test func `what is above the limit is left out, and its place named`() throws {
        let show = try MailingProduction(
            nil, mail: MailingProduction.standard + "  attachment_limit: 1 kB\n")
        defer { show.remove() }
        _ = try show.queue()
        let mail = try Self.read(Self.eml(show))
        #expect((mail["attachments"] as? [[String]])?.isEmpty == true)
        #expect((mail["text"] as? String)?.contains("reports/2026-05-16/Cost Report.xlsx") == true)
    }

    @Test func `a password is in no argument, file or talk, and a file that others read is refused`() throws {
        let server = try FaultServer("none")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        chmod("\(show.folder)/password", 0o644)
        let refused = try show.send()
        #expect(
            refused.status == 64 && refused.errors.contains("chmod 600") && server.kept.isEmpty, "\(refused.errors)")
        #expect(try show.states() == ["queued"])
        chmod("\(show.folder)/password", 0o600)
        let sent = try show.send("--json")
        #expect(sent.status == 0)
        let found = try shell(
            "/bin/grep", ["-rlE", "s3cret|\(Data("\0costs\0s3cret".utf8).base64EncodedString())", show.folder])
        #expect(found.output == "\(show.folder)/password\n")
        #expect(!(sent.output + sent.errors).contains("s3cret") && !sent.output.contains("pat@example.com"))
    }

    @Test func `a dry run shows the mail and changes nothing`() throws {
        let server = try FaultServer("none")
        let show = try MailingProduction(server)
        defer { show.remove() }
        _ = try show.queue()
        let before = try shell("/usr/bin/find", [show.folder, "-type", "f", "-printf", "%p %T@ %s\n"]).output
        let shown = try show.send("--dry-run")
        #expect(shown.status == 0 && shown.output.contains("To: Pat Moran <pat@example.com>, lee@example.com"))
        #expect(shown.output.contains("741,000.00 USD"))
        #expect(try shell("/usr/bin/find", [show.folder, "-type", "f", "-printf", "%p %T@ %s\n"]).output == before)
        #expect(server.kept.isEmpty)
    }

    @Test(arguments: [(0, 0, "accepted"), (75, 75, "retry-at"), (67, 69, "rejected")] as [(Int, Int32, String)])
    func `a sendmail program gets arguments without a shell, and the message`(
        _ code: Int, _ status: Int32, _ state: String
    ) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let program = "\(folder)/send mail; true"
        try writeProgram(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" > '\(folder)/arguments'\ncat > '\(folder)/message'\nexit \(code)\n",
            at: program)
        let show = try MailingProduction(
            nil,
            mail: """
                  from: office@piernine.example.com
                  accountant: [accountant@example.com]
                  sendmail: "\(program)"
                  recipients: [{ to: [pat@example.com, "o'neil@example.com"], reports: [weekly-cost] }]

                """)
        defer { show.remove() }
        _ = try show.queue()
        let sent = try show.send()
        #expect(sent.status == status, "\(sent.errors)")
        #expect(try show.states() == [state])
        let arguments = try String(contentsOfFile: "\(folder)/arguments", encoding: .utf8)
        #expect(arguments == "-i\n-f\noffice@piernine.example.com\n--\npat@example.com\no'neil@example.com\n")
        let mail = try Self.read("\(folder)/message")
        let queued = try Self.read(Self.eml(show))
        #expect(mail["attachments"] as? [[String]] == queued["attachments"] as? [[String]])
    }
}
