import CostModel
import Delivery
import Foundation
import Glibc

extension Doctor {
    /// Whether a mail could go: the password can be read, the program or the server is there, and nothing waits for a person.
    mutating func mail(_ folder: ProductionFolder) {
        guard let settings = folder.production.mail else { return ok("mail", "there is no `mail:`: nothing is sent") }
        switch settings.transport {
        case .sendmail(let program):
            if access(program, X_OK) == 0 {
                ok("mail", "by \(program)")
            } else {
                fail("mail", "\(program) cannot be run", "install it, or correct `sendmail:` in production.yaml")
            }
        case .smtp(let server):
            smtp(server, folder)
        }
        outbox(folder)
    }

    private mutating func smtp(_ server: MailServer, _ folder: ProductionFolder) {
        let authorities =
            server.authorities.hasPrefix("/") ? server.authorities : "\(folder.path)/\(server.authorities)"
        if !server.authorities.isEmpty, access(authorities, R_OK) != 0 {
            return fail("mail", "\(authorities): the certificates of `ca_file` cannot be read", "is the path right?")
        }
        if let password = server.password {
            if case .credential(let name) = password, getenv("CREDENTIALS_DIRECTORY") == nil {
                warn(
                    "mail", "the password \"\(name)\" is there only inside the unit, and was not looked at",
                    "LoadCredential=\(name):PATH in the unit; `systemctl start` it to see")
            } else {
                do {
                    _ = try Secret.read(password, below: folder.path)
                } catch {
                    return fail("mail", "\(error.place): \(error.message)", error.hint)
                }
            }
        }
        guard isConnecting else {
            return ok("mail", "by \(server.host):\(server.port), not called: --connect does")
        }
        if let problem = MailHost.problem(server) {
            fail(
                "mail", "\(server.host):\(server.port): \(problem)",
                "is `smtp:` right, and does a firewall let it through?")
        } else {
            ok("mail", "\(server.host):\(server.port) answers")
        }
    }

    private mutating func outbox(_ folder: ProductionFolder) {
        do {
            let messages = try Outbox(production: folder.path).messages()
            func count(_ states: OutboxMessage.State...) -> Int { messages.count { states.contains($0.state) } }
            let waiting = count(.queued, .retryAt)
            let lost = count(.unknown, .sending)
            if lost > 0 {
                warn(
                    "outbox", "of \(lost) mail\(lost == 1 ? "" : "s") nobody knows whether it arrived",
                    "costreport send \(folder.path) --list; then --arrived ID, or --resend ID --confirm")
            }
            if waiting > 0 {
                warn("outbox", "\(waiting) mail\(waiting == 1 ? " waits" : "s wait")", "costreport send \(folder.path)")
            }
            if lost + waiting == 0 { ok("outbox", "nothing waits; \(count(.accepted)) sent") }
        } catch {
            fail("outbox", error.description, "see that the files of outbox/ are whole and readable")
        }
    }
}

/// A call to a mail server that says nothing: is it there at all?
private enum MailHost {
    private static let seconds = 10

    /// nil where it answers: with a greeting, or, where TLS comes first, by taking the connection.
    static func problem(_ server: MailServer) -> String? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(server.host, "\(server.port)", &hints, &list)
        guard code == 0 else { return String(cString: gai_strerror(code)) }
        defer { freeaddrinfo(list) }
        var problem = "has no address"
        var next = list
        while let address = next {
            guard let trouble = call(address.pointee, isSilent: server.security == .tls) else { return nil }
            (problem, next) = (trouble, address.pointee.ai_next)
        }
        return problem
    }

    private static func call(_ address: addrinfo, isSilent: Bool) -> String? {
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else {
            return errno == EINPROGRESS ? "does not answer" : String(cString: strerror(errno))
        }
        if isSilent { return nil }
        var greeting = [UInt8](repeating: 0, count: 3)
        guard recv(descriptor, &greeting, 3, Int32(MSG_WAITALL)) == 3 else { return "says nothing" }
        let text = String(decoding: greeting, as: UTF8.self)
        return text == "220" ? nil : "does not greet as a mail server does (\(Diagnostic.printable(text)))"
    }
}
