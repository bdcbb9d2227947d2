import ArgumentParser
import CostModel
import Delivery

/// What a round of sending came to. Addresses are masked: what is printed here ends in cron's mail and in journals.
struct SendOutcome {
    var round: Postman.Round

    /// The gravest of all; nil when everything that there was is sent.
    var exitCode: ExitCode? {
        let tried = round.tried.map(\.state)
        if !round.unknown.isEmpty || tried.contains(.unknown) { return ExitStatus.inputOutput }
        if tried.contains(.rejected) || round.tried.contains(where: { !$0.refused.isEmpty }) {
            return ExitStatus.mailRefused
        }
        return !round.waiting.isEmpty || tried.contains(.retryAt) ? ExitStatus.tryAgain : nil
    }

    /// Said as soon as it is known.
    static func print(_ message: OutboxMessage, on console: Console) {
        let line = "mail \(message.id): \(sentence(message))"
        if message.state == .accepted, message.refused.isEmpty { console.say(line) } else { console.complain(line) }
        for recipient in message.refused {
            let reply = Masking.maskAddresses(in: recipient.reply ?? "")
            console.complain("  refused: \(Masking.mask(recipient.address)): \(Diagnostic.printable(reply))")
        }
    }

    private static func sentence(_ message: OutboxMessage) -> String {
        let count = message.recipients.count
        let reply = Diagnostic.printable(Masking.maskAddresses(in: message.lastReply))
        switch message.state {
        case .accepted:
            let accepted = message.recipients.count { $0.state == .accepted }
            return accepted == count
                ? "sent to \(count) recipient\(count == 1 ? "" : "s")" : "sent to \(accepted) of \(count) recipients"
        case .rejected: return "refused for good: \(reply)"
        case .retryAt: return "put off, next try from \(message.nextTry?.description ?? "now") on: \(reply)"
        case .unknown:
            return
                "nobody knows whether it arrived: \(reply)\n  hint: ask a recipient; then `costreport send --arrived "
                + "\(message.id)`, or `--resend \(message.id) --confirm`"
        case .queued, .sending, .superseded: return message.state.rawValue
        }
    }

    /// What earlier runs have left.
    func printRest(on console: Console) {
        for message in round.unknown { Self.print(message, on: console) }
        for message in round.waiting { Self.print(message, on: console) }
        if round.tried.isEmpty, round.unknown.isEmpty, round.waiting.isEmpty { console.say("mail: nothing to send") }
    }
}

/// The JSON form of a message: without addresses.
struct MailJSON: Encodable {
    var id: String, period: String, version: Int, state: String, subject: String, messageID: String
    var byteCount: Int, sha256: String
    var recipients: Int, refused: [String], attempts: Int, resent: Int
    var nextTry: String?, lastReply: String

    init(_ message: OutboxMessage) {
        (id, period, version) = (message.id, message.period, message.version)
        (state, subject, messageID) = (message.state.rawValue, message.subject, message.messageID)
        (byteCount, sha256) = (message.byteCount, message.sha256)
        (recipients, refused) = (message.recipients.count, message.refused.map { Masking.mask($0.address) })
        (attempts, resent) = (message.attempts, message.resent)
        (nextTry, lastReply) = (message.nextTry?.description, Masking.maskAddresses(in: message.lastReply))
    }

    struct List: Encodable { var messages: [MailJSON] }
    /// Of a run.
    struct Run: Encodable {
        var queued: [MailJSON], superseded: [MailJSON], sent: [MailJSON]

        init(_ outcome: MailOutcome) {
            (queued, superseded) = (outcome.queued.map(MailJSON.init), outcome.superseded.map(MailJSON.init))
            sent = (outcome.round?.round.tried ?? []).map(MailJSON.init)
        }
    }
}
