import CLibcurl
package import CostModel
import Foundation
import Glibc
import Synchronization

/// Gives one message to a server, by libcurl. A value of one use.
///
/// Certificates and the host's name are checked, always; where TLS is asked for, nothing but the greeting goes in clear text.
package final class SMTPTransport {
    private let server: MailServer
    private let handle: UnsafeMutableRawPointer
    private let conversation: SMTPConversation
    private let addresses: [String]
    private var list: UnsafeMutablePointer<curl_slist>?
    private var problem = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    private let watchdog: Thread

    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// `authorities` is the path of `server.authorities` as it is to be opened.
    package init(
        _ server: MailServer, password: String?, authorities: String, message: [UInt8], from: String, to: [String]
    ) {
        precondition(SMTPTransport.isReady && !to.isEmpty)
        guard let handle = curl_easy_init() else { preconditionFailure("libcurl gives no handle") }
        (self.server, self.handle, addresses) = (server, handle, to)
        let conversation = SMTPConversation(
            message: message, timeout: server.timeout, finalTimeout: server.finalTimeout)
        self.conversation = conversation
        watchdog = Thread { conversation.watch() }
        setServer(authorities)
        setEnvelope(from, to, size: message.count)
        setCallbacks()
        if let password {
            set(CURLOPT_USERNAME, server.user)
            set(CURLOPT_PASSWORD, password)
        }
    }

    private func set(_ option: CURLoption, _ value: String) { check(curl_set_text(handle, option, value)) }
    private func set(_ option: CURLoption, _ value: Int) { check(curl_set_long(handle, option, value)) }

    private func check(_ code: CURLcode) { precondition(code == CURLE_OK, "libcurl does not know an option") }

    private func setServer(_ authorities: String) {
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        set(CURLOPT_URL, "\(server.security == .tls ? "smtps" : "smtp")://\(host):\(server.port)")
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // Nothing of the environment or of ~/.netrc has a say.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_USE_SSL, Int((server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if !authorities.isEmpty { set(CURLOPT_CAINFO, authorities) }
        set(CURLOPT_CONNECTTIMEOUT, server.timeout)
        // The watchdog is first; this is for a libcurl that obeys.
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(server.timeout, server.finalTimeout) + 10)
    }

    private func setEnvelope(_ from: String, _ to: [String], size: Int) {
        set(CURLOPT_UPLOAD, 1)
        set(CURLOPT_MAIL_FROM, "<\(from)>")
        for address in to { list = curl_slist_append(list, "<\(address)>") }
        check(curl_set_list(handle, CURLOPT_MAIL_RCPT, list))
        // One address that is gone must not keep the report from the others.
        check(curl_allow_refused_recipients(handle))
        check(curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(size)))
    }

    private func setCallbacks() {
        let pointer = Unmanaged.passUnretained(conversation).toOpaque()
        check(
            curl_set_read(handle) { buffer, size, count, pointer in
                let room = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
                return SMTPTransport.conversation(pointer).read(into: room)
            })
        check(curl_set_pointer(handle, CURLOPT_READDATA, pointer))
        // The one way to hear what was said; what is heard is not printed.
        set(CURLOPT_VERBOSE, 1)
        check(
            curl_set_debug(handle) { _, kind, bytes, count, pointer in
                guard kind == CURLINFO_HEADER_IN || kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT else {
                    return 0
                }
                let kept = kind == CURLINFO_DATA_OUT ? 0 : count
                let heard = UnsafeRawBufferPointer(start: bytes, count: kept)
                SMTPTransport.conversation(pointer).heard(kind, Array(heard))
                return 0
            })
        check(curl_set_pointer(handle, CURLOPT_DEBUGDATA, pointer))
        check(
            curl_set_open_socket(handle) { pointer, _, address in
                guard let address else { return -1 }
                let made = socket(
                    address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
                    address.pointee.protocol)
                SMTPTransport.conversation(pointer).open(made)
                return made
            })
        check(curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, pointer))
        check(curl_set_close_socket(handle) { SMTPTransport.conversation($0).close($1) })
        check(curl_set_pointer(handle, CURLOPT_CLOSESOCKETDATA, pointer))
    }

    private static func conversation(_ pointer: UnsafeMutableRawPointer?) -> SMTPConversation {
        Unmanaged<SMTPConversation>.fromOpaque(pointer!).takeUnretainedValue()
    }

    /// Connects, and gives the message away. Call `close` when the result is safe: that is when the server hears goodbye.
    package func deliver() -> DeliveryResult {
        watchdog.start()
        let code = problem.withUnsafeMutableBufferPointer { buffer in
            check(curl_set_pointer(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress))
            let code = curl_easy_perform(handle)
            check(curl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil))
            return code
        }
        return conversation.state.withLock { state in
            let verdict = SMTPVerdict.verdict(curl: code.rawValue, state.dialogue)
            return DeliveryResult(
                verdict: verdict, reply: reply(verdict, code, state), refused: refused(state.dialogue))
        }
    }

    package func close() {
        curl_easy_cleanup(handle)
        curl_slist_free_all(list)
        list = nil
        conversation.state.withLock { $0.isOver = true }
        while !watchdog.isFinished, watchdog.isExecuting { usleep(1000) }
    }

    private func refused(_ dialogue: SMTPDialogue) -> [RecipientAnswer] {
        dialogue.refused.sorted { $0.key < $1.key }.filter { addresses.indices.contains($0.key) }.map {
            RecipientAnswer(address: addresses[$0.key], code: $0.value.code, text: $0.value.text)
        }
    }

    private func reply(_ verdict: Verdict, _ code: CURLcode, _ state: SMTPConversation.State) -> String {
        let dialogue = state.dialogue
        if let final = dialogue.finalReply { return final.text }
        if verdict == .accepted || dialogue.lastCode >= 400 { return dialogue.lastReply }
        let limit = state.isBodySent ? max(server.timeout, server.finalTimeout) : server.timeout
        var text = state.isTimedOut ? "no answer for \(limit) s" : ""
        if text.isEmpty { text = problem.withUnsafeBufferPointer { String(cString: $0.baseAddress!) } }
        if text.isEmpty { text = String(cString: curl_easy_strerror(code)) }
        let last = dialogue.lastReply.isEmpty ? "" : "; the last answer was \"\(dialogue.lastReply)\""
        return "\(text.split(separator: "\n").first ?? "")\(last)"
    }
}
