package import CostModel

/// A mail as a value; `bytes` is its one form.
package struct MailMessage: Hashable, Sendable {
    package struct Attachment: Hashable, Sendable {
        package var name: String
        package var bytes: [UInt8]
        /// As the catalogue of types says it; what it does not know is `application/octet-stream`.
        package var type: String

        package init(name: String, bytes: [UInt8]) {
            (self.name, self.bytes) = (name, bytes)
            let types = [
                ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("pdf", "application/pdf"), ("csv", "text/csv"), ("json", "application/json"), ("html", "text/html"),
            ]
            type = types.first { name.hasSuffix("." + $0.0) }?.1 ?? "application/octet-stream"
        }
    }

    package var from: MailAddress
    package var replyTo: MailAddress?
    package var to: [MailAddress]
    package var cc: [MailAddress]
    package var subject: String
    /// The report's date; its noon is the mail's. The clock is not asked.
    package var date: Day
    /// Without its brackets.
    package var messageID: String
    package var text: String
    package var html: String
    package var attachments: [Attachment]

    package init(
        from: MailAddress, replyTo: MailAddress? = nil, to: [MailAddress], cc: [MailAddress] = [], subject: String,
        date: Day, messageID: String, text: String, html: String, attachments: [Attachment] = []
    ) {
        (self.from, self.replyTo, self.to, self.cc) = (from, replyTo, to, cc)
        (self.subject, self.date, self.messageID) = (subject, date, messageID)
        (self.text, self.html, self.attachments) = (text, html, attachments)
    }

    /// RFC 5322 with MIME: mixed of an alternative (text, HTML) and the attachments. Every part is base64, so that no line is long and no
    /// part can hold a boundary, which has `_` in it.
    package func bytes() throws(HeaderFailure) -> [UInt8] {
        let mixed = boundary("mixed")
        let alternative = boundary("alternative")
        var output = Array(try headers(mixed).utf8)
        func line(_ text: String) { output += Array((text + "\r\n").utf8) }
        line("")
        line("--\(mixed)")
        line("Content-Type: multipart/alternative;\r\n boundary=\"\(alternative)\"")
        line("")
        for (type, body) in [("plain", text), ("html", html)] {
            line("--\(alternative)")
            line("Content-Type: text/\(type); charset=utf-8")
            line("Content-Transfer-Encoding: base64")
            line("")
            output += Base64.lines(Array(MailMessage.lineEnds(body).utf8))
        }
        line("--\(alternative)--")
        for attachment in attachments {
            line("--\(mixed)")
            line("Content-Type: \(attachment.type)")
            line("Content-Disposition: attachment" + (try HeaderText.parameter("filename", attachment.name)))
            line("Content-Transfer-Encoding: base64")
            line("")
            output += Base64.lines(attachment.bytes)
        }
        line("--\(mixed)--")
        return output
    }

    private func headers(_ mixed: String) throws(HeaderFailure) -> String {
        try HeaderText.refuseControls(messageID, in: "Message-ID")
        var text = "Date: \(MailMessage.date(date))\r\n"
        text += try HeaderText.addresses("From", [from])
        if let replyTo { text += try HeaderText.addresses("Reply-To", [replyTo]) }
        text += try HeaderText.addresses("To", to)
        if !cc.isEmpty { text += try HeaderText.addresses("Cc", cc) }
        text += try HeaderText.unstructured("Subject", subject)
        text += "Message-ID: <\(messageID)>\r\n"
        // RFC 3834: vacation programs and other robots do not answer.
        text += "Auto-Submitted: auto-generated\r\n"
        text += "MIME-Version: 1.0\r\n"
        return text + "Content-Type: multipart/mixed;\r\n boundary=\"\(mixed)\"\r\n"
    }

    private func boundary(_ part: String) -> String {
        "=_\(part)_" + Digest.sha256(of: [messageID, part]).prefix(24)
    }

    private static func date(_ day: Day) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (year, month, dayOfMonth) = day.civil
        return "\(day.weekday.name.prefix(3)), \(dayOfMonth) \(months[month - 1]) \(year) 12:00:00 +0000"
    }

    /// CRLF for every line end there is.
    private static func lineEnds(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n")
    }

    /// `message` with another subject, for one that is sent again: the header is replaced, and nothing else.
    package static func replacing(subject: String, in message: [UInt8]) throws(HeaderFailure) -> [UInt8] {
        let header = Array(try HeaderText.unstructured("Subject", subject).utf8)
        let name = Array("Subject: ".utf8)
        var start = 0
        while start < message.count, !(message[start...].starts(with: name)) { start = nextLine(message, start) }
        guard start < message.count else { return message }
        var end = nextLine(message, start)
        while end < message.count, message[end] == 32 || message[end] == 9 { end = nextLine(message, end) }
        return Array(message[..<start]) + header + Array(message[end...])
    }

    private static func nextLine(_ bytes: [UInt8], _ start: Int) -> Int {
        (bytes[start...].firstIndex(of: 10) ?? bytes.count - 1) + 1
    }
}
