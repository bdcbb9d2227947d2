import Foundation

/// The SMTP server of `Tests/Tools/fault_smtp.py` on a port of its own, and a certificate that was made for it.
package final class FaultServer {
    package let port: Int
    /// Where it keeps messages; and its certificate.
    package let folder: String
    package let certificate: String
    private let servant: Servant

    /// `names` are those of the certificate: `DNS:localhost,IP:127.0.0.1`.
    package init(_ fault: String, names: String = "DNS:localhost,IP:127.0.0.1", isTLS: Bool = false) throws {
        folder = try temporaryFolder()
        certificate = "\(folder)/cert.pem"
        let made = try shell(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650",
                "-subj", "/CN=test", "-addext", "subjectAltName=\(names)", "-keyout", "\(folder)/key.pem", "-out",
                certificate,
            ])
        precondition(made.status == 0, made.errors)
        servant = Servant(
            [
                "/usr/bin/python3", "\(repositoryRoot)/Tests/Tools/fault_smtp.py", "\(folder)/kept", fault, "--cert",
                certificate, "--key", "\(folder)/key.pem",
            ] + (isTLS ? ["--implicit-tls"] : []))
        port = Int(servant.line().dropFirst("port ".count)) ?? 0
        precondition(port > 0, "the server has not begun")
    }

    /// Message-IDs in the order in which they came.
    package var kept: [String] {
        let log = (try? String(contentsOfFile: "\(folder)/kept/log", encoding: .utf8)) ?? ""
        return log.split(separator: "\n").map { String($0.split(separator: " ")[0]) }
    }

    /// The recipients of each message.
    package var addressees: [String] {
        let log = (try? String(contentsOfFile: "\(folder)/kept/log", encoding: .utf8)) ?? ""
        return log.split(separator: "\n").map { String($0.split(separator: " ").last ?? "").replacing("to=", with: "") }
    }

    package func message(_ number: Int) throws -> String {
        let name = String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"
        return String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/kept/\(name).eml")), as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// A production that mails its report; the caller removes it.
package struct MailingProduction {
    package let folder: String
    package static let week = "2026-05-16"

    /// `mail` is the block of `production.yaml` without its first line, indented by two; `{port}` and `{ca}` are the server's.
    package init(_ server: FaultServer?, mail: String = MailingProduction.standard) throws {
        folder = try temporaryFolder()
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/inbox", withIntermediateDirectories: true)
        try "s3cret\n".write(toFile: "\(folder)/password", atomically: false, encoding: .utf8)
        chmod("\(folder)/password", 0o600)
        let settings = mail.replacing("{port}", with: "\(server?.port ?? 1)")
            .replacing("{ca}", with: server?.certificate ?? "/dev/null")
        try edit("production.yaml") { $0 + "mail:\n" + settings }
    }

    package static let standard = """
          from: Pier Nine Production <office@piernine.example.com>
          accountant: [accountant@example.com]
          smtp:
            host: localhost
            port: {port}
            security: starttls
            user: costs
            password_file: password
            ca_file: "{ca}"
            timeout: 2
            timeout_final: 2
          recipients:
            - { to: [Pat Moran <pat@example.com>, lee@example.com], reports: [weekly-cost] }

        """

    package func edit(_ name: String, _ change: (String) -> String) throws {
        let path = "\(folder)/\(name)"
        try change(String(contentsOfFile: path, encoding: .utf8)).write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// `costreport run`, which queues.
    package func queue(_ more: String...) throws -> (status: Int32, output: String, errors: String) {
        try run(["run", folder, "--as-of", MailingProduction.week] + more)
    }

    package func send(_ more: String...) throws -> (status: Int32, output: String, errors: String) {
        try run(["send", folder] + more)
    }

    /// The messages as the outbox has them, by name.
    package func messages() throws -> [[String: Any]] {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/outbox")
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/outbox/\(name)"))
            return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        }
    }

    package func states() throws -> [String] { try messages().map { $0["state"] as? String ?? "" } }

    package func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
