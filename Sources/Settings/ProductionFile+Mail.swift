import CostModel

/// `mail:` of `production.yaml`.
extension ProductionFile {
    static func mail(_ map: YAMLMapping) throws(SettingsFailure) -> MailSettings? {
        guard let section = try map.mapping("mail") else { return nil }
        let settings = MailSettings(
            from: try address(section.string("from"), "from", section),
            replyTo: try section.optionalString("reply_to").map { text throws(SettingsFailure) in
                try address(text, "reply_to", section)
            },
            accountant: try addresses("accountant", section, isNeeded: true), transport: try transport(section),
            recipients: try recipients(section), subject: try template("subject", section, isOneLine: true),
            text: try template("text", section, isOneLine: false), attachmentLimit: try attachmentLimit(section))
        try section.finish()
        return settings
    }

    private static func transport(_ section: YAMLMapping) throws(SettingsFailure) -> MailTransport {
        let program = try section.optionalString("sendmail")
        let server = try section.mapping("smtp")
        guard (program == nil) != (server == nil) else {
            throw section.failure(
                program == nil ? "mail" : "sendmail", "needs one of `smtp:` and `sendmail:`, and not both",
                hint: "smtp: { host: smtp.example.com, security: starttls }, or sendmail: /usr/sbin/sendmail")
        }
        if let program {
            guard program.hasPrefix("/"), !program.utf8.contains(0) else {
                throw section.failure(
                    "sendmail", "must be the whole path of a program, without arguments", hint: "/usr/sbin/sendmail")
            }
            return .sendmail(program)
        }
        return .smtp(try self.server(server!))
    }

    private static func server(_ map: YAMLMapping) throws(SettingsFailure) -> MailServer {
        let host = try map.string("host")
        guard host.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !"/@?#\\%".utf8.contains($0) }) else {
            throw map.failure("host", "\"\(host)\" is no name of a host")
        }
        let security: MailServer.Security = try map.choice("security")
        guard !map.has("password") else {
            throw map.failure(
                "password", "a password does not belong into this file",
                hint: "password_file: a file of mode 0600, password_env: a variable, or password_credential: of systemd"
            )
        }
        let server = MailServer(
            host: host, port: try whole("port", security.standardPort, 1...65_535, map), security: security,
            user: try map.optionalString("user") ?? "", password: try secret(map),
            timeout: try whole("timeout", 60, 1...3600, map),
            finalTimeout: try whole("timeout_final", 600, 1...7200, map),
            authorities: try map.optionalString("ca_file") ?? "")
        try checkLogin(server, map)
        try map.finish()
        return server
    }

    private static func checkLogin(_ server: MailServer, _ map: YAMLMapping) throws(SettingsFailure) {
        guard !server.user.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw map.failure("user", "must be one line without control characters")
        }
        guard server.user.isEmpty == (server.password == nil) else {
            throw map.failure(
                "user", server.user.isEmpty ? "is missing: there is a password" : "has no password",
                hint: "password_file, password_env or password_credential says where it is")
        }
        guard server.user.isEmpty || server.security != .none || server.isLoopback else {
            throw map.failure(
                "security", "a password would go to \(server.host) in clear text", hint: "security: starttls, or tls")
        }
    }

    private static func secret(_ map: YAMLMapping) throws(SettingsFailure) -> MailSecret? {
        let keys = ["password_file", "password_env", "password_credential"]
        var found: [MailSecret] = []
        for key in keys {
            guard let text = try map.optionalString(key) else { continue }
            guard !text.isEmpty, !text.utf8.contains(0) else { throw map.failure(key, "must not be empty") }
            if key != keys[0], text.contains(where: { "/=".contains($0) }) {
                throw map.failure(key, "must be a name")
            }
            found.append(key == keys[0] ? .file(text) : key == keys[1] ? .environment(text) : .credential(text))
        }
        guard found.count <= 1 else {
            throw map.failure(
                keys.first { map.has($0) }!, "the password is in two places", hint: "keep one of the keys")
        }
        return found.first
    }

    private static func recipients(_ section: YAMLMapping) throws(SettingsFailure) -> [MailRecipients] {
        var all: [MailRecipients] = []
        for entry in try section.mappings("recipients") {
            let recipients = MailRecipients(
                to: try addresses("to", entry, isNeeded: true), cc: try addresses("cc", entry, isNeeded: false),
                reports: try entry.strings("reports"), department: try entry.optionalString("department") ?? "",
                line: entry.line)
            try entry.finish()
            var known: Set<String> = []
            for address in recipients.to + recipients.cc {
                guard known.insert(address.address.lowercased()).inserted else {
                    throw entry.failure("to", "\(address.address) is there twice")
                }
            }
            all.append(recipients)
        }
        guard !all.isEmpty else {
            throw section.missing(
                "recipients", hint: "recipients: [{ to: [someone@example.com], reports: [weekly-cost] }]")
        }
        return all
    }

    private static func addresses(
        _ key: String, _ map: YAMLMapping, isNeeded: Bool
    ) throws(SettingsFailure) -> [MailAddress] {
        var all: [MailAddress] = []
        for text in try map.strings(key) { all.append(try address(text, key, map)) }
        guard !all.isEmpty || !isNeeded else { throw map.missing(key, hint: "\(key): [someone@example.com]") }
        return all
    }

    private static func address(
        _ text: String, _ key: String, _ map: YAMLMapping
    ) throws(SettingsFailure) -> MailAddress {
        guard let address = MailAddress(text) else {
            let shown = text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : String($0) }
                .joined()
            throw map.failure(
                key, "\"\(shown)\" is no mail address", hint: "someone@example.com, or Some One <someone@example.com>")
        }
        return address
    }

    private static func template(
        _ key: String, _ map: YAMLMapping, isOneLine: Bool
    ) throws(SettingsFailure) -> MailTemplate? {
        guard let text = try map.optionalString(key) else { return nil }
        let controls = text.unicodeScalars.filter { $0.properties.generalCategory == .control }
        guard controls.allSatisfy({ !isOneLine && ($0 == "\n" || $0 == "\t") }) else {
            throw map.failure(key, "must \(isOneLine ? "be one line" : "be text") without control characters")
        }
        do {
            return try MailTemplate(text)
        } catch {
            let names = MailTemplate.Placeholder.allCases.map(\.rawValue)
            throw map.failure(
                key, error.isClosed ? "{{\(error.word)}} is no placeholder" : "{{\(error.word) is not closed by }}",
                hint: error.isClosed ? Suggestion.text(for: error.word, among: names) : "")
        }
    }

    /// `20 MB`, `500 kB` or a number of bytes.
    private static func attachmentLimit(_ map: YAMLMapping) throws(SettingsFailure) -> Int {
        guard let text = try map.optionalString("attachment_limit") else { return MailSettings.standardAttachmentLimit }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        let factors = ["": 1, "b": 1, "kb": 1000, "mb": 1_000_000]
        guard digits.count <= 9, let number = Int(digits), let factor = factors[unit],
            case let bytes = number * factor, bytes <= MailSettings.attachmentLimitMax
        else {
            throw map.failure(
                "attachment_limit", "\"\(text)\" is no size up to \(MailSettings.attachmentLimitMax / 1_000_000) MB",
                hint: "attachment_limit: 20 MB")
        }
        return bytes
    }

    private static func whole(
        _ key: String, _ standard: Int, _ range: ClosedRange<Int>, _ map: YAMLMapping
    ) throws(SettingsFailure) -> Int {
        guard let text = try map.optionalString(key) else { return standard }
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text), range.contains(number) else {
            throw map.failure(key, "\"\(text)\" is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
