/// What is known of a message of the outbox: the small file beside its `.eml`.
package struct OutboxMessage: Codable, Hashable, Sendable {
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Waits for its first try.
        case queued
        /// Is being given away. Found by another run, it means that a run was stopped in the middle: `unknown`.
        case sending
        case accepted
        case rejected
        /// Put off; `nextTry` says until when.
        case retryAt = "retry-at"
        /// Given, and not answered. Only a person may send it again.
        case unknown
        /// A newer version has taken its place before anybody got it.
        case superseded
    }

    package struct Recipient: Codable, Hashable, Sendable {
        package enum State: String, Codable, Sendable { case pending, accepted, refused }
        package var address: String
        package var state: State
        /// What the server said to this address, where it would not have it.
        package var reply: String?

        package init(address: String) {
            (self.address, state, reply) = (address, .pending, nil)
        }
    }

    /// The name of both files: `2026-05-16-v1-0123456789ab`.
    package var id: String
    /// The week's last day.
    package var period: String
    package var version: Int
    /// Of recipients and kind of message: versions count for each key and period.
    package var key: String
    /// What it is about, whoever gets it: the same for lists that somebody has changed since.
    package var topic: String
    package var messageID: String
    package var subject: String
    /// Digest of what is in the message, whatever its version.
    package var content: String
    /// Digest of the `.eml`.
    package var sha256: String
    package var byteCount: Int
    package var from: String
    package var recipients: [Recipient]
    package var state: State
    package var attempts = 0
    /// How often a person has sent it again.
    package var resent = 0
    package var firstTry: Moment?
    package var lastTry: Moment?
    package var nextTry: Moment?
    /// The server's last answer, or why there was none.
    package var lastReply = ""

    /// Nobody has it, and nobody can have it.
    package var isUnsent: Bool {
        (state == .queued || state == .retryAt) && !recipients.contains { $0.state == .accepted }
    }
    package var pending: [String] { recipients.filter { $0.state == .pending }.map(\.address) }
    package var refused: [Recipient] { recipients.filter { $0.state == .refused } }

    package func isDue(_ now: Moment) -> Bool {
        state == .queued || (state == .retryAt && (nextTry.map { $0 <= now } ?? true))
    }
}

extension OutboxMessage {
    /// A person has seen it where it should be.
    package func arrived() -> OutboxMessage {
        var message = self
        message.state = .accepted
        for index in message.recipients.indices where message.recipients[index].state == .pending {
            message.recipients[index].state = .accepted
        }
        message.lastReply = "somebody has said that it arrived"
        return message
    }

    /// Out of date: nobody gets it any more. Where somebody has got it already, it stays accepted, and the others are not served.
    mutating func endPending(_ reply: String) {
        nextTry = nil
        guard !isUnsent else {
            state = .superseded
            return
        }
        for address in pending { mark(address, .refused, reply) }
        state = .accepted
        lastReply = reply
    }

    /// Takes in what a try has come to.
    mutating func record(_ result: DeliveryResult, now: Moment) {
        lastReply = result.reply
        nextTry = nil
        for answer in result.refused where answer.code / 100 == 5 {
            mark(answer.address, .refused, answer.text)
        }
        let putOff = Set(result.refused.filter { $0.code / 100 != 5 }.map(\.address))
        switch result.verdict {
        case .accepted:
            for recipient in recipients where recipient.state == .pending && !putOff.contains(recipient.address) {
                mark(recipient.address, .accepted, nil)
            }
            if pending.isEmpty {
                state = .accepted
            } else {
                lastReply = result.refused.first { putOff.contains($0.address) }?.text ?? lastReply
                putOffUntilLater(now)
            }
        case .deferred: putOffUntilLater(now)
        // One refused for good, another put off: the last answer speaks only of one of them.
        case .rejected: if putOff.isEmpty { state = .rejected } else { putOffUntilLater(now) }
        case .unknown: state = .unknown
        }
    }

    private mutating func putOffUntilLater(_ now: Moment) {
        guard !pending.isEmpty, !BackOff.isOver(firstTry: firstTry ?? now, now: now) else {
            if !pending.isEmpty { lastReply = "given up after \(attempts) tries; \(lastReply)" }
            state = recipients.contains { $0.state == .accepted } ? .accepted : .rejected
            for address in pending { mark(address, .refused, lastReply) }
            return
        }
        state = .retryAt
        nextTry = now + BackOff.wait(after: attempts)
    }

    private mutating func mark(_ address: String, _ state: Recipient.State, _ reply: String?) {
        guard let index = recipients.firstIndex(where: { $0.address == address }) else { return }
        (recipients[index].state, recipients[index].reply) = (state, reply)
    }
}
