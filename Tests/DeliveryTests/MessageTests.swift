import CostModel
import Delivery
import Foundation
import TestSupport
import Testing

/// The bytes of a mail, and what a parser that is not ours makes of them.
struct MessageTests {
    private static func message(
        subject: String = "Report", name: String = "", attachments: [MailMessage.Attachment] = [],
        text: String = "Hello"
    ) -> MailMessage {
        var from = MailAddress("office@example.com")!
        from.name = name
        return MailMessage(
            from: from, to: [MailAddress("Pat Moran <pat@example.com>")!, MailAddress("lee@example.com")!],
            subject: subject,
            date: Day(iso: "2026-05-16")!, messageID: "show.2026-05-16.v1.0123@example.com", text: text,
            html: "<p>\(text)</p>", attachments: attachments)
    }

    /// Subject, sender's name, text, and for each attachment its name and sha256, as Python's `email` reads them.
    private static func parsed(_ message: MailMessage) throws -> [String] {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(try message.bytes()).write(to: URL(fileURLWithPath: "\(folder)/mail.eml"))
        let result = try shell(
            "/usr/bin/python3", ["\(repositoryRoot)/Tests/Tools/read_mail.py", "\(folder)/mail.eml"])
        try #require(result.status == 0, "\(result.errors)")
        let read = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let attachments = read["attachments"] as? [[String]] ?? []
        return ["\(read["subject"]!)", "\(read["from"]!)", "\(read["text"]!)"] + attachments.flatMap { $0 }
    }

    @Test(arguments: [
        "Harbor Lights: cost report no. 6, week ending 2026-05-16",
        "A title that is much longer than a line of a header may be, so that it has to be folded somewhere, and once more",
        "Été à Besançon ☂ 夜の港 " + String(repeating: "é", count: 100),
        "two  blanks", " blank first", "=?UTF-8?B?AAAA?= is no word", String(repeating: "x", count: 200), "",
        "a\u{301}",
    ])
    func `a subject comes back as it was, on lines that are not too long`(_ subject: String) throws {
        let message = Self.message(subject: subject, name: "Ö \"ffice\" \(subject.prefix(20))")
        let bytes = try message.bytes()
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
            #expect(line.last == 13 && line.count <= 79 && !line.dropLast().contains(13))
            #expect(line.allSatisfy { $0 < 127 })
        }
        let read = try Self.parsed(message)
        #expect(read[0] == subject)
        #expect(read[1] == "Ö \"ffice\" \(subject.prefix(20))".trimmingCharacters(in: .whitespaces))
    }

    @Test(arguments: [
        "Cost Report.xlsx", "Kosten – Übersicht.xlsx", "a\"b\\c%d.pdf", String(repeating: "lang ", count: 30) + ".csv",
        String(repeating: "夜", count: 60) + ".xlsx", "x;y=z.csv", "'quoted'.json",
    ])
    func `an attachment comes back byte by byte, under its name`(_ name: String) throws {
        var random = SeededGenerator(seed: 7)
        for count in [0, 1, 2, 3, 56, 57, 58, 5000] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let read = try Self.parsed(Self.message(attachments: [.init(name: name, bytes: bytes)]))
            #expect(read[3] == name)
            #expect(read[4] == Digest.sha256(bytes))
        }
    }

    @Test func `a text keeps its lines, dots and letters`() throws {
        let text = "One\n.\n..two\nFrom me\n" + String(repeating: "long ", count: 400) + "\né☂"
        #expect(try Self.parsed(Self.message(text: text))[2] == text)
    }

    @Test(arguments: ["\r\nBcc: x@example.com", "a\nb", "a\rb", "a\0b", "a\u{7F}b", "a\u{2028}b", "a\u{85}b"])
    func `a line break cannot come into a header`(_ text: String) {
        #expect(throws: HeaderFailure.self) { try Self.message(subject: text).bytes() }
        #expect(throws: HeaderFailure.self) { try Self.message(name: text).bytes() }
        #expect(throws: HeaderFailure.self) { try Self.message(attachments: [.init(name: text, bytes: [])]).bytes() }
        #expect(MailAddress("a\(text)@example.com") == nil)
        #expect(MailAddress("\(text) <a@example.com>") == nil)
    }

    @Test func `the same message has the same bytes, and says that a program sent it`() throws {
        let message = Self.message(attachments: [.init(name: "a.csv", bytes: [1, 2, 3])])
        let bytes = try message.bytes()
        #expect(try message.bytes() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("Date: Sat, 16 May 2026 12:00:00 +0000\r\nFrom: office@example.com\r\n"))
        #expect(text.contains("\r\nAuto-Submitted: auto-generated\r\n"))
        #expect(text.contains("\r\nMessage-ID: <show.2026-05-16.v1.0123@example.com>\r\n"))
    }

    @Test(arguments: [
        "Short", String(repeating: "long title ", count: 20), "Übersicht " + String(repeating: "é", count: 90),
    ])
    func `a message that is sent again differs in its subject alone`(_ subject: String) throws {
        let first = try Self.message(subject: subject).bytes()
        let again = try MailMessage.replacing(subject: subject + " (resent)", in: first)
        let wanted = try Self.message(subject: subject + " (resent)").bytes()
        #expect(again == wanted)
    }

    @Test(arguments: [
        ("550 5.1.1 <pat@example.com>: user unknown", "550 5.1.1 <p***@example.com>: user unknown"),
        ("no address @ all", "no address @ all"), ("a.b+c@example.com", "a***@example.com"),
    ])
    func `an address is masked wherever it stands`(_ text: String, _ masked: String) {
        #expect(Masking.maskAddresses(in: text) == masked)
    }
}
