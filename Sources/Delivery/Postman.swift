package import CostModel

/// Gives away what is due, one message after the other. What it is about to do is on disk before it does it.
package struct Postman {
    package let outbox: Outbox
    package let settings: MailSettings
    /// The production's folder, for paths that are relative.
    package let folder: String
    package let now: Moment

    package init(outbox: Outbox, settings: MailSettings, folder: String, now: Moment) {
        (self.outbox, self.settings, self.folder, self.now) = (outbox, settings, folder, now)
    }

    /// What a run of `send` found and did; each list in the order of the outbox.
    package struct Round: Sendable {
        /// Tried now, as they are now.
        package var tried: [OutboxMessage] = []
        /// Put off earlier, and not due yet.
        package var waiting: [OutboxMessage] = []
        /// Of an unknown fate from an earlier run: somebody has to say what became of them.
        package var unknown: [OutboxMessage] = []

        package init() {}
    }

    /// Sends everything that is due.
    package func deliver(each report: (OutboxMessage) -> Void) throws -> Round {
        var round = Round()
        try outbox.supersedeOlder(keeping: nil, period: .none)
        let all = try settle(outbox.messages())
        round.unknown = all.filter { $0.state == .unknown }
        round.waiting = all.filter { $0.state == .retryAt && !$0.isDue(now) }
        let due = all.filter { $0.isDue(now) }
        guard !due.isEmpty else { return round }
        let password = try self.password()
        for message in due {
            let done = try deliver(message, password: password)
            round.tried.append(done)
            report(done)
        }
        return round
    }

    /// A message that a run was sending when it was stopped may have arrived.
    package func settle(_ messages: [OutboxMessage]) throws(DeliveryFailure) -> [OutboxMessage] {
        var settled: [OutboxMessage] = []
        for var message in messages {
            if message.state == .sending {
                message.state = .unknown
                message.lastReply = "the run that was sending it was stopped"
                try outbox.save(message)
            }
            settled.append(message)
        }
        return settled
    }

    /// Read once, and only when there is something to send.
    package func password() throws(SecretFailure) -> String? {
        guard case .smtp(let server) = settings.transport, let secret = server.password else { return nil }
        return try Secret.read(secret, below: folder)
    }

    /// Sends one again, because a person has said so: the same message with a word in its subject.
    package func resend(_ message: OutboxMessage) throws -> OutboxMessage {
        var message = message
        // A refusal for good was about the message as a whole, or the address is mended by now.
        if message.state == .rejected {
            for index in message.recipients.indices { message.recipients[index].state = .pending }
            message.firstTry = nil
        }
        message.resent += 1
        return try deliver(message, password: password())
    }

    private func deliver(_ message: OutboxMessage, password: String?) throws -> OutboxMessage {
        var message = message
        guard var bytes = outbox.bytes(of: message) else {
            message.state = .rejected
            message.lastReply = "the message's file is gone, or is not the one that was queued; nothing was sent"
            try outbox.save(message)
            return message
        }
        if message.resent > 0 { bytes = try MailMessage.replacing(subject: message.subject + " (resent)", in: bytes) }
        message.state = .sending
        message.attempts += 1
        message.firstTry = message.firstTry ?? now
        message.lastTry = now
        message.nextTry = nil
        try outbox.save(message)
        switch settings.transport {
        case .sendmail(let program):
            message.record(
                SendmailTransport.deliver(
                    program: program, message: bytes, from: message.from, to: message.pending), now: now)
            try outbox.save(message)
        case .smtp(let server):
            let transport = SMTPTransport(
                server, password: password, authorities: path(server.authorities), message: bytes,
                from: message.from, to: message.pending)
            message.record(transport.deliver(), now: now)
            try outbox.save(message)
            transport.close()
        }
        return message
    }

    private func path(_ path: String) -> String {
        path.isEmpty || path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }
}
