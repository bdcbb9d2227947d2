import CostModel
import Settings
import TestSupport
import Testing

struct MailSettingsTests {
    private static let base = """
        title: A
        company: B
        currency: USD
        week_ends: saturday
        first_week: 2026-04-11
        variance: over_positive
        sections: [Production]
        feeds: []

        """

    private static let mail = """
        mail:
          from: Office <office@example.com>
          accountant: acc@example.com
          smtp: { host: smtp.example.com, security: starttls, user: u, password_env: PASSWORD }
          subject: "{{show}} {{ period }}"
          recipients:
            - { to: [a@example.com], cc: [b@example.com], reports: [weekly-cost] }

        """

    private static func read(_ text: String) throws -> MailSettings? {
        try ProductionFile.read(YAMLMapping.parse(base + text, path: "production.yaml")).mail
    }

    @Test func `what is left out has its standard`() throws {
        #expect(try Self.read("") == nil)
        let mail = try #require(try Self.read(Self.mail))
        guard case .smtp(let server) = mail.transport else { return #expect(Bool(false)) }
        #expect(server.port == 587 && server.timeout == 60 && server.finalTimeout == 600)
        #expect(mail.attachmentLimit == 20_000_000)
        #expect(mail.accountant.map(\.address) == ["acc@example.com"])
        #expect(mail.recipients[0].reports == ["weekly-cost"])
        #expect(mail.subject?.text { $0.rawValue } == "show period")
    }

    @Test(arguments: [
        ("user: u", "password: x, user: u", "does not belong into this file", "password_file"),
        ("password_env: PASSWORD", "user_name: x", "has no password", "password_file"),
        ("password_env: PASSWORD", "password_env: A=B", "must be a name", ""),
        ("user: u, ", "", "is missing: there is a password", ""),
        ("security: starttls", "security: none", "in clear text", "starttls"),
        ("security: starttls", "security: ssl", "is none of the choices", "starttls"),
        ("host: smtp.example.com", "host: a/b", "is no name of a host", ""),
        ("user: u", "user: u, port: 0", "is no whole number from 1 to 65535", ""),
        ("user: u", "user: u, verify: no", "unknown key \"verify\"", ""),
        ("{{show}}", "{{shows}}", "{{shows}} is no placeholder", "did you mean \"show\"?"),
        ("{{show}}", "{{show", "is no placeholder", ""),
        ("{{ period }}\"", "{{ period\"", "is not closed", ""),
        ("{{show}} {{ period }}", "A\\r\\nBcc: x@example.com", "must be one line", ""),
        ("a@example.com", "a@example", "", ""),
        ("[a@example.com]", "[\"a@example.com\\nBcc: x@example.com\"]", "is no mail address", "someone@example.com"),
        ("[a@example.com]", "[\"a b@example.com\"]", "is no mail address", ""),
        ("[a@example.com]", "[a@example.com, A@example.com]", "is there twice", ""),
        ("[a@example.com]", "[]", "\"to\" is missing", ""),
        ("from: Office", "from: \"Off\\0ice\"", "", ""),
        ("accountant: acc@example.com", "attachment_limit: 1 MB", "\"accountant\" is missing", ""),
        ("accountant: acc@example.com", "accountant: acc@example.com\n  attachment_limit: 1 GB", "is no size", "20 MB"),
        ("accountant: acc@example.com", "accountant: acc@example.com\n  sendmail: /bin/x", "and not both", ""),
        ("reports: [weekly-cost]", "report: [weekly-cost]", "unknown key \"report\"", "reports"),
    ])
    func `a wrong setting is located, and what is right is named`(
        _ part: String, _ by: String, _ message: String, _ hint: String
    ) throws {
        #expect(Self.mail.contains(part))
        // A host without a dot is an address on a network of one's own.
        if message.isEmpty, by.hasPrefix("a@") {
            return #expect(try Self.read(Self.mail.replacing(part, with: by)) != nil)
        }
        let failure = #expect(throws: SettingsFailure.self) { try Self.read(Self.mail.replacing(part, with: by)) }
        #expect(failure?.message.contains(message) == true, "\(failure?.description ?? "")")
        #expect(failure?.hint.contains(hint) == true, "\(failure?.description ?? "")")
        #expect((failure?.line ?? 0) > 8 || by.contains("\\0"))
    }
}
