/// `mail:` of `production.yaml`: who gets the reports of a week, and by which way.
package struct MailSettings: Hashable, Sendable {
    package var from: MailAddress
    package var replyTo: MailAddress?
    /// Who gets a report that is a DRAFT, and nobody else then.
    package var accountant: [MailAddress]
    package var transport: MailTransport
    package var recipients: [MailRecipients]
    /// Templates with `{{placeholders}}`; nil for the standard subject, and for no text above the summary.
    package var subject: MailTemplate?
    package var text: MailTemplate?
    /// Bytes of all attachments of a message together; what does not fit is left out and named.
    package var attachmentLimit: Int

    package static let standardAttachmentLimit = 20_000_000
    package static let attachmentLimitMax = 100_000_000

    package init(
        from: MailAddress, replyTo: MailAddress?, accountant: [MailAddress], transport: MailTransport,
        recipients: [MailRecipients], subject: MailTemplate?, text: MailTemplate?, attachmentLimit: Int
    ) {
        (self.from, self.replyTo, self.accountant) = (from, replyTo, accountant)
        (self.transport, self.recipients) = (transport, recipients)
        (self.subject, self.text, self.attachmentLimit) = (subject, text, attachmentLimit)
    }
}

/// One message of a week: everybody in it sees the others.
package struct MailRecipients: Hashable, Sendable {
    package var to: [MailAddress]
    package var cc: [MailAddress]
    /// Names of report definitions; empty for every workbook of the week.
    package var reports: [String]
    /// The department whose cut is sent in place of the whole report; empty for none.
    package var department: String
    /// Of `production.yaml`, for what can only be checked later.
    package var line: Int

    package init(to: [MailAddress], cc: [MailAddress], reports: [String], department: String, line: Int) {
        (self.to, self.cc, self.reports, self.department, self.line) = (to, cc, reports, department, line)
    }
}

package enum MailTransport: Hashable, Sendable {
    case smtp(MailServer)
    /// The path of a program that takes `-i -f SENDER -- RECIPIENT…` and the message on its standard input.
    case sendmail(String)
}

package struct MailServer: Hashable, Sendable {
    package enum Security: String, Sendable, CaseIterable {
        /// Begins in clear text and goes on with TLS, or not at all.
        case starttls
        case tls
        case none

        package var standardPort: Int { self == .starttls ? 587 : self == .tls ? 465 : 25 }
    }

    package var host: String
    package var port: Int
    package var security: Security
    /// Empty for no login.
    package var user: String
    package var password: MailSecret?
    /// Seconds without any answer before a try is given up.
    package var timeout: Int
    /// Seconds for the answer to the end of a message; RFC 5321 asks for ten minutes, because giving up early makes duplicates.
    package var finalTimeout: Int
    /// A file of certificates to trust in place of the system's; empty for the system's.
    package var authorities: String

    package init(
        host: String, port: Int, security: Security, user: String = "", password: MailSecret? = nil, timeout: Int = 60,
        finalTimeout: Int = 600, authorities: String = ""
    ) {
        (self.host, self.port, self.security) = (host, port, security)
        (self.user, self.password) = (user, password)
        (self.timeout, self.finalTimeout, self.authorities) = (timeout, finalTimeout, authorities)
    }

    /// The one place where a login may go without TLS.
    package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

/// Where a password is; never the password itself.
package enum MailSecret: Hashable, Sendable {
    /// A file that only its owner can read.
    case file(String)
    /// A variable of the environment.
    case environment(String)
    /// A file of `$CREDENTIALS_DIRECTORY`, where systemd puts what LoadCredential= names.
    case credential(String)
}

/// `Name <someone@example.com>`, or the address alone.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    package var name: String
    /// ASCII, one `@`, no blanks, no control characters.
    package var address: String

    package var domain: String { String(address.split(separator: "@").last ?? "") }
    package var description: String { name.isEmpty ? address : "\(name) <\(address)>" }

    package init?(_ text: String) {
        let breaks: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
        guard !text.unicodeScalars.contains(where: { breaks.contains($0.properties.generalCategory) }) else {
            return nil
        }
        var (name, address) = (Substring(), Substring(text))
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            name = text[..<open]
            address = text[text.index(after: open)...].dropLast()
        }
        while name.last == " " { name.removeLast() }
        while name.first == " " { name.removeFirst() }
        if name.count >= 2, name.first == "\"", name.last == "\"" { name = name.dropFirst().dropLast() }
        guard MailAddress.isAddress(String(address)), !name.contains(where: { "<>\"\\".contains($0) }) else {
            return nil
        }
        (self.name, self.address) = (String(name), String(address))
    }

    /// The dot-atom form of RFC 5321, which every server takes; no quoted local parts, no literals in brackets.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, parts[0].utf8.count <= 64 else { return false }
        func isLetterOrDigit(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        let local = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let domain = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return local.allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
        }
            && parts[0].first != "-"
            && domain.allSatisfy { label in
                !label.isEmpty && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 45 } && label.first != "-"
                    && label.last != "-"
            }
    }
}
