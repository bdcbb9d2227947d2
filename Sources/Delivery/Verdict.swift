/// What became of one try to send a message.
package enum Verdict: Hashable, Sendable {
    /// The server has taken the message, and is now responsible for it.
    case accepted
    /// Not taken, and may be another time.
    case deferred
    /// Not taken, and never will be as it is.
    case rejected
    /// Given, and not answered: it may have been taken.
    case unknown
}

/// A server's answer to one recipient.
package struct RecipientAnswer: Hashable, Sendable {
    package var address: String
    package var code: Int
    package var text: String
}

package struct DeliveryResult: Hashable, Sendable {
    package var verdict: Verdict
    /// The last answer, or why there was none; one line.
    package var reply: String
    /// Of recipients that the server would not have; the others have the message's verdict.
    package var refused: [RecipientAnswer] = []
}

/// Separates the states of RFC 5321: what was answered last, and to what.
enum SMTPVerdict {
    /// Faults of the set-up rather than of the moment: no later try can mend them.
    private static let settings: Set<UInt32> = [
        1, 2, 3, 4, 27, 43, 48,  // libcurl itself: protocol, address or option that it does not have
        53, 58, 59, 66, 77, 82, 83, 98,  // TLS: engine, certificates, cipher, authorities, issuer
        60, 90, 91,  // the certificate is not the server's, or nobody whom we trust has signed it
        64,  // TLS was asked for, and the server has none
        67,  // the login was refused
    ]

    static func verdict(curl code: UInt32, _ dialogue: SMTPDialogue) -> Verdict {
        if let final = dialogue.finalReply {
            return final.code / 100 == 2 ? .accepted : final.code / 100 == 4 ? .deferred : .rejected
        }
        if code == 0 { return .accepted }
        // From here to the answer the message may be taken without our knowing.
        if dialogue.isDataBegun { return .unknown }
        if dialogue.lastCode / 100 == 4 { return .deferred }
        if dialogue.lastCode / 100 == 5 { return .rejected }
        return settings.contains(code) ? .rejected : .deferred
    }
}

/// What was said between us and the server: verbs and answers, never an argument of AUTH.
struct SMTPDialogue: Sendable {
    struct Reply: Hashable, Sendable {
        var code: Int
        var text: String
    }

    private(set) var verb = ""
    private(set) var recipients = 0
    private(set) var lastCode = 0
    private(set) var lastReply = ""
    /// 354 has come: the message is on its way.
    private(set) var isDataBegun = false
    private(set) var finalReply: Reply?
    /// By the place of the recipient.
    private(set) var refused: [Int: Reply] = [:]
    private var isQuit = false

    private static let verbs = ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "QUIT", "RSET"]

    mutating func sent(_ bytes: [UInt8]) {
        // A line in answer to a challenge is a secret, and is no verb.
        let word = String(decoding: bytes.prefix { $0 > 32 }, as: UTF8.self).uppercased()
        guard SMTPDialogue.verbs.contains(word), verb != "AUTH" || word != "AUTH" else { return }
        verb = word
        if word == "RCPT" { recipients += 1 }
        if word == "QUIT" { isQuit = true }
    }

    mutating func received(_ bytes: [UInt8]) {
        for line in bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }) { receive(line: line) }
    }

    private mutating func receive(line: ArraySlice<UInt8>) {
        let digits = line.prefix(3)
        let isLast = line.count == 3 || line.dropFirst(3).first == 32
        guard !isQuit, isLast, digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }) else { return }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        let reply = Reply(code: code, text: SMTPDialogue.printable(line))
        (lastCode, lastReply) = (code, reply.text)
        if verb == "RCPT", code / 100 != 2 { refused[recipients - 1] = reply }
        if verb == "DATA" {
            if isDataBegun {
                finalReply = finalReply ?? reply
            } else if code == 354 {
                isDataBegun = true
            }
        }
    }

    /// A server may answer with anything.
    private static func printable(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.prefix(300), as: UTF8.self).unicodeScalars.map {
            $0.properties.generalCategory == .control ? "?" : String($0)
        }.joined()
    }
}
