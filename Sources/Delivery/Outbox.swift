package import CostModel
import Foundation

/// The folder `outbox/` of a production: for each message its `.eml`, which never changes, and a small `.json` that says what became
/// of it. Who writes here holds the production's lock.
package struct Outbox {
    package let path: String

    package init(production: String) { path = "\(production)/outbox" }

    /// What is to be sent to one list of recipients for one period.
    package struct Draft: Sendable {
        package var period: Day
        /// What distinguishes its list of recipients from others of the production.
        package var key: String
        /// What it is about, whoever gets it: reports and department.
        package var topic: String
        /// Digest of all that is in the message, whatever its version.
        package var content: String
        /// The message in its version, which its Message-ID names; whether it says that it is an update, because somebody has got an
        /// earlier one.
        package var message: @Sendable (_ version: Int, _ isUpdate: Bool) -> MailMessage

        package init(
            period: Day, key: String, topic: String, content: String,
            message: @escaping @Sendable (_ version: Int, _ isUpdate: Bool) -> MailMessage
        ) {
            (self.period, self.key, self.topic) = (period, key, topic)
            (self.content, self.message) = (content, message)
        }
    }

    package struct Queued: Sendable {
        package var queued: [OutboxMessage] = []
        package var superseded: [OutboxMessage] = []
        /// Drafts whose latest version says the same already.
        package var unchanged = 0

        package init() {}
    }

    /// All messages, in the order in which they were due: by period, version and name. A file that cannot be read is an error: a message
    /// that is not understood must not be sent anew.
    package func messages() throws(DeliveryFailure) -> [OutboxMessage] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw DeliveryFailure(path: path, "cannot be read")
        }
        var all: [OutboxMessage] = []
        for name in names where name.hasSuffix(".json") && !name.hasPrefix(".") {
            let bytes = try DurableFile.read("\(path)/\(name)")
            guard let message = try? JSONDecoder().decode(OutboxMessage.self, from: Data(bytes)),
                "\(message.id).json" == name
            else {
                throw DeliveryFailure(
                    path: "\(path)/\(name)", "is not what costreport wrote; nothing is sent while it is here")
            }
            all.append(message)
        }
        return all.sorted { ($0.period, $0.version, $0.id) < ($1.period, $1.version, $1.id) }
    }

    /// Queues what is new. The same content for the same list and period is never queued twice; other content is the next version, and
    /// takes the place of every older one that nobody has got.
    package func queue(_ drafts: [Draft], period: Day) throws -> Queued {
        try makeFolder()
        let all = try messages()
        var result = Queued()
        for draft in drafts {
            let earlier = all.filter { $0.period == draft.period.description && $0.key == draft.key }
            if earlier.last(where: { $0.state != .superseded })?.content == draft.content {
                result.unchanged += 1
            } else if earlier.last(where: { !$0.isUnsent && $0.state != .superseded })?.content == draft.content {
                // Back to what was sent: what waits behind it is out of date.
                for older in earlier where older.isUnsent { result.superseded.append(try supersede(older)) }
                result.unchanged += 1
            } else if let message = try add(draft, version: (earlier.map(\.version).max() ?? 0) + 1, all) {
                result.queued.append(message)
            } else {
                result.unchanged += 1
            }
        }
        result.superseded += try supersedeOlder(keeping: Set(drafts.map(\.key)), period: period)
        return result
    }

    /// Puts aside what nobody has got and a newer version has replaced; of `period` also what goes to a list that gets nothing any more, as
    /// when the week has turned out to be a DRAFT. Done again by every run: one may have been stopped in between.
    @discardableResult
    package func supersedeOlder(keeping keys: Set<String>?, period: Day) throws(DeliveryFailure) -> [OutboxMessage] {
        let all = try messages()
        var superseded: [OutboxMessage] = []
        for message in all where message.isUnsent || message.state == .retryAt {
            let isReplaced = all.contains {
                $0.period == message.period && $0.key == message.key && $0.version > message.version
                    && $0.state != .superseded
            }
            let isDropped = keys.map { message.period == period.description && !$0.contains(message.key) } ?? false
            if isReplaced || isDropped { superseded.append(try supersede(message)) }
        }
        return superseded
    }

    private func supersede(_ message: OutboxMessage) throws(DeliveryFailure) -> OutboxMessage {
        var message = message
        message.endPending("a newer version has taken its place")
        try save(message)
        return message
    }

    /// nil where everybody has it already, under another list: an address that is added to a list gets the mail alone, and those who
    /// had an older one are told that it is an update.
    private func add(_ draft: Draft, version: Int, _ all: [OutboxMessage]) throws -> OutboxMessage? {
        let sent = all.filter { $0.period == draft.period.description && $0.topic == draft.topic && !$0.isUnsent }
            .filter { $0.state != .superseded && $0.state != .rejected }
        func hasBeenSent(_ address: MailAddress, _ message: OutboxMessage) -> Bool {
            message.recipients.contains {
                $0.address.lowercased() == address.address.lowercased() && $0.state != .refused
            }
        }
        func keep(_ addresses: inout [MailAddress]) {
            addresses.removeAll { address in
                sent.contains { $0.content == draft.content && hasBeenSent(address, $0) }
            }
        }
        var mail = draft.message(version, false)
        keep(&mail.to)
        keep(&mail.cc)
        let (to, cc) = mail.to.isEmpty ? (mail.cc, []) : (mail.to, mail.cc)
        guard !to.isEmpty else { return nil }
        let had = sent.filter { message in (to + cc).contains { hasBeenSent($0, message) } }
        let version = max(version, (had.map(\.version).max() ?? 0) + 1)
        mail = draft.message(version, !had.isEmpty)
        (mail.to, mail.cc) = (to, cc)
        let bytes = try mail.bytes()
        let id = "\(draft.period)-v\(version)-\(draft.key)"
        let message = OutboxMessage(
            id: id, period: draft.period.description, version: version, key: draft.key, topic: draft.topic,
            messageID: mail.messageID,
            subject: mail.subject, content: draft.content, sha256: Digest.sha256(bytes), byteCount: bytes.count,
            from: mail.from.address, recipients: (mail.to + mail.cc).map { .init(address: $0.address) }, state: .queued)
        // The message first: one without a state is nothing, and is written again.
        try DurableFile.write(bytes, to: emlPath(message))
        try save(message)
        return message
    }

    package func emlPath(_ message: OutboxMessage) -> String { "\(path)/\(message.id).eml" }

    /// The bytes to send; nil where the file is gone or is not the one that was queued.
    package func bytes(of message: OutboxMessage) -> [UInt8]? {
        guard let bytes = try? DurableFile.read(emlPath(message)), Digest.sha256(bytes) == message.sha256 else {
            return nil
        }
        return bytes
    }

    package func save(_ message: OutboxMessage) throws(DeliveryFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(message) else { preconditionFailure("a message has a JSON form") }
        try DurableFile.write(Array(data) + [10], to: "\(path)/\(message.id).json")
    }

    private func makeFolder() throws(DeliveryFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw DeliveryFailure(path: path, "cannot be made: \(error.localizedDescription)")
        }
    }
}
