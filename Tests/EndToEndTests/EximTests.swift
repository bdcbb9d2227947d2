import Foundation
import TestSupport
import Testing

/// A real mail server: Debian's exim4, on loopback, with a configuration and a certificate of its own.
struct EximTests {
    static let exim = "/usr/sbin/exim4"

    /// A folder with configuration, certificate and spool; mail is delivered below `mail/`.
    private struct Post {
        let folder: String
        let port: Int

        init() throws {
            folder = try temporaryFolder()
            port = Int.random(in: 20_000...29_999)
            let made = try shell(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=localhost",
                    "-addext",
                    "subjectAltName=DNS:localhost", "-keyout", "\(folder)/key.pem", "-out", "\(folder)/cert.pem",
                ])
            try #require(made.status == 0, "\(made.errors)")
            try """
            primary_hostname = localhost
            local_interfaces = 127.0.0.1
            daemon_smtp_ports = \(port)
            spool_directory = \(folder)/spool
            log_file_path = \(folder)/spool/log-%slog
            pid_file_path = \(folder)/spool/exim.pid
            exim_user = Debian-exim
            exim_group = Debian-exim
            never_users =
            tls_advertise_hosts = *
            tls_certificate = \(folder)/cert.pem
            tls_privatekey = \(folder)/key.pem
            auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
            acl_smtp_rcpt = recipients
            keep_environment =
            begin acl
            recipients:
              accept authenticated = *
              deny message = log in first
            begin routers
            everybody:
              driver = accept
              transport = files
            begin transports
            files:
              driver = appendfile
              directory = \(folder)/mail
              maildir_format
              create_directory
              user = Debian-exim
              group = Debian-exim
            begin authenticators
            plain:
              driver = plaintext
              public_name = PLAIN
              server_prompts = :
              server_condition = ${if and{{eq{$auth2}{costs}}{eq{$auth3}{s3cret}}}}
              server_set_id = $auth2

            """.write(toFile: "\(folder)/exim.conf", atomically: false, encoding: .utf8)
            for part in ["spool", "mail"] {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
            }
            // exim takes no configuration of anybody but root, and writes as its own user.
            let own = ["spool", "mail", "key.pem", "cert.pem"].map { "\(folder)/\($0)" }
            _ = try shell("/bin/chown", ["-R", "Debian-exim:Debian-exim"] + own)
            chmod(folder, 0o755)
            // It reads its configuration again when it has given up being root.
            chmod("\(folder)/exim.conf", 0o644)
        }

        var letters: [String] {
            let new = "\(folder)/mail/new"
            return ((try? FileManager.default.contentsOfDirectory(atPath: new)) ?? []).sorted().map { "\(new)/\($0)" }
        }

        /// exim delivers in the background.
        func letter() -> String? {
            for _ in 0..<600 {
                if let first = letters.first { return first }
                usleep(50_000)
            }
            return nil
        }

        func remove() { try? FileManager.default.removeItem(atPath: folder) }
    }

    private static func check(_ letter: String, _ show: MailingProduction) throws {
        let result = try shell("/usr/bin/python3", ["\(repositoryRoot)/Tests/Tools/read_mail.py", letter])
        try #require(result.status == 0, "\(result.errors)")
        let mail = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let book = "\(show.folder)/reports/2026-05-16/Cost Report.xlsx"
        let hash = try shell("/usr/bin/sha256sum", [book]).output.prefix(64)
        #expect(mail["attachments"] as? [[String]] == [["Cost Report.xlsx", String(hash)]])
        #expect(mail["form"] as? String == "multipart/mixed")
        #expect((mail["text"] as? String)?.contains("741,000.00 USD") == true)
    }

    @Test(.enabled(if: getuid() == 0 && FileManager.default.fileExists(atPath: exim)))
    func `exim takes a report by STARTTLS and login, whole`() throws {
        let post = try Post()
        defer { post.remove() }
        let server = Servant([Self.exim, "-C", "\(post.folder)/exim.conf", "-bdf"])
        defer { withExtendedLifetime(server) {} }
        for _ in 0..<200 where !FileManager.default.fileExists(atPath: "\(post.folder)/spool/exim.pid") {
            usleep(50_000)
        }
        let mail = MailingProduction.standard.replacing("{port}", with: "\(post.port)")
            .replacing("{ca}", with: "\(post.folder)/cert.pem").replacing("timeout: 2", with: "timeout: 30")
            .replacing("timeout_final: 2", with: "timeout_final: 30")
        let show = try MailingProduction(nil, mail: mail)
        defer { show.remove() }
        _ = try show.queue()
        let sent = try show.send()
        #expect(sent.status == 0, "\(sent.errors)")
        try Self.check(#require(post.letter()), show)

        let stranger = try MailingProduction(nil, mail: mail.replacing("user: costs", with: "user: nobody"))
        defer { stranger.remove() }
        _ = try stranger.queue()
        #expect(try stranger.send().status == 69)
        let distrustful = try MailingProduction(
            nil, mail: mail.replacing("\(post.folder)/cert.pem", with: "/etc/ssl/certs/ca-certificates.crt"))
        defer { distrustful.remove() }
        _ = try distrustful.queue()
        #expect(try distrustful.send().status == 69)
    }

    @Test(.enabled(if: getuid() == 0 && FileManager.default.fileExists(atPath: exim)))
    func `exim's sendmail takes a report, whole`() throws {
        let post = try Post()
        defer { post.remove() }
        let program = "\(post.folder)/sendmail"
        try writeProgram("#!/bin/sh\nexec \(Self.exim) -C \(post.folder)/exim.conf \"$@\"\n", at: program)
        let show = try MailingProduction(
            nil,
            mail: """
                  from: office@piernine.example.com
                  accountant: [accountant@example.com]
                  sendmail: \(program)
                  recipients: [{ to: [pat@example.com], reports: [weekly-cost] }]

                """)
        defer { show.remove() }
        _ = try show.queue()
        let sent = try show.send()
        #expect(sent.status == 0, "\(sent.errors)")
        try Self.check(#require(post.letter()), show)
    }
}
