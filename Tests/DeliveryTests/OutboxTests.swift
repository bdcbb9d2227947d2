import CostModel
import Delivery
import Foundation
import TestSupport
import Testing

/// What is queued when, and what takes whose place.
struct OutboxTests {
    private static let week = Day(iso: "2026-05-16")!

    private static func draft(
        _ content: String, key: String = "aa", topic: String? = nil, week: Day = week, to: [String] = ["b@example.com"]
    ) -> Outbox.Draft {
        Outbox.Draft(period: week, key: key, topic: topic ?? key, content: content) { version, isUpdate in
            MailMessage(
                from: MailAddress("a@example.com")!, to: to.map { MailAddress($0)! },
                subject: !isUpdate ? content : "\(content) (update, version \(version))", date: week,
                messageID: "v\(version).\(key)@example.com", text: content, html: content)
        }
    }

    private static func withOutbox(_ body: (Outbox) throws -> Void) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(Outbox(production: folder))
    }

    private static func states(_ outbox: Outbox) throws -> [String] {
        try outbox.messages().map { "\($0.key) v\($0.version) \($0.state.rawValue)" }
    }

    private static func set(_ outbox: Outbox, _ index: Int, _ state: OutboxMessage.State) throws {
        var message = try outbox.messages()[index]
        message.state = state
        if state == .accepted { message = message.arrived() }
        try outbox.save(message)
    }

    @Test func `the same content is queued once, other content is the next version`() throws {
        try Self.withOutbox { outbox in
            #expect(try outbox.queue([Self.draft("one")], period: Self.week).queued.count == 1)
            #expect(try outbox.queue([Self.draft("one")], period: Self.week).unchanged == 1)
            let second = try outbox.queue([Self.draft("two")], period: Self.week)
            // Nobody has got the first: this one is no update.
            #expect(second.queued.map(\.subject) == ["two"])
            #expect(second.superseded.map(\.version) == [1])
            #expect(try Self.states(outbox) == ["aa v1 superseded", "aa v2 queued"])
            // A list of its own, and another week, have versions of their own.
            #expect(
                try outbox.queue([Self.draft("two"), Self.draft("one", key: "bb")], period: Self.week).queued.count == 1
            )
            let later = Self.week + 7
            _ = try outbox.queue([Self.draft("one", week: later)], period: later)
            #expect(
                try Self.states(outbox) == ["aa v1 superseded", "bb v1 queued", "aa v2 queued", "aa v1 queued"])
        }
    }

    @Test func `a list that grows mails the new address alone, and an update is one for whoever had the first`() throws
    {
        try Self.withOutbox { outbox in
            let both = ["b@example.com", "c@example.com"]
            _ = try outbox.queue([Self.draft("one", key: "aa", topic: "t")], period: Self.week)
            try Self.set(outbox, 0, .accepted)
            let grown = try outbox.queue([Self.draft("one", key: "bb", topic: "t", to: both)], period: Self.week)
            #expect(grown.queued.map { $0.recipients.map(\.address) } == [["c@example.com"]])
            #expect(grown.queued.map(\.subject) == ["one"])
            try Self.set(outbox, 1, .accepted)
            // Back to the first list, with the same figures: everybody has them.
            #expect(try outbox.queue([Self.draft("one", key: "aa", topic: "t")], period: Self.week).queued.isEmpty)
            #expect(
                try outbox.queue([Self.draft("one", key: "cc", topic: "t", to: both)], period: Self.week).queued.isEmpty
            )
            // Other figures go to all, as an update, under whatever list.
            let update = try outbox.queue([Self.draft("two", key: "dd", topic: "t", to: both)], period: Self.week)
            #expect(update.queued.map(\.subject) == ["two (update, version 2)"])
            #expect(update.queued.map { $0.recipients.map(\.address) } == [both])
            // Another report to the same person is no update of this one.
            let other = try outbox.queue([Self.draft("one", key: "ee", topic: "u")], period: Self.week)
            #expect(other.queued.map(\.subject) == ["one"])
        }
    }

    @Test func `what somebody has got, or may have, is never put aside`() throws {
        for state in [OutboxMessage.State.accepted, .unknown, .rejected] {
            try Self.withOutbox { outbox in
                _ = try outbox.queue([Self.draft("one")], period: Self.week)
                try Self.set(outbox, 0, state)
                _ = try outbox.queue([Self.draft("two")], period: Self.week)
                #expect(try Self.states(outbox) == ["aa v1 \(state.rawValue)", "aa v2 queued"])
                // Back to what was sent: nothing is new, and nothing else goes.
                _ = try outbox.queue([Self.draft("one")], period: Self.week)
                #expect(try Self.states(outbox) == ["aa v1 \(state.rawValue)", "aa v2 superseded"])
                _ = try outbox.queue([Self.draft("three")], period: Self.week)
                #expect(try Self.states(outbox).last == "aa v3 queued")
            }
        }
    }

    @Test func `a list that gets nothing any more does not get what waits for it`() throws {
        try Self.withOutbox { outbox in
            _ = try outbox.queue([Self.draft("one"), Self.draft("one", key: "bb")], period: Self.week)
            let draft = try outbox.queue([Self.draft("wrong", key: "cc")], period: Self.week)
            #expect(draft.superseded.map(\.key) == ["aa", "bb"])
            #expect(try Self.states(outbox) == ["aa v1 superseded", "bb v1 superseded", "cc v1 queued"])
        }
    }

    @Test func `what a stop has left between two files is made good`() throws {
        try Self.withOutbox { outbox in
            _ = try outbox.queue([Self.draft("one")], period: Self.week)
            let old = try outbox.messages()[0]
            _ = try outbox.queue([Self.draft("two")], period: Self.week)
            // Stopped before the first version was put aside.
            try outbox.save(old)
            #expect(try Self.states(outbox) == ["aa v1 queued", "aa v2 queued"])
            _ = try outbox.queue([Self.draft("two")], period: Self.week)
            #expect(try Self.states(outbox) == ["aa v1 superseded", "aa v2 queued"])
            // Stopped before the state was written: the message alone is nothing.
            let new = try outbox.messages()[1]
            unlink("\(outbox.path)/\(new.id).json")
            _ = try outbox.queue([Self.draft("two")], period: Self.week)
            #expect(try Self.states(outbox) == ["aa v1 superseded", "aa v2 queued"])
            let again = try outbox.messages()[1]
            #expect(outbox.bytes(of: again) != nil && again == new)
        }
    }

    @Test func `files of the outbox are for their owner`() throws {
        try Self.withOutbox { outbox in
            _ = try outbox.queue([Self.draft("one")], period: Self.week)
            for name in try FileManager.default.contentsOfDirectory(atPath: outbox.path) {
                let mode = try FileManager.default.attributesOfItem(atPath: "\(outbox.path)/\(name)")[.posixPermissions]
                #expect(mode as? Int == 0o600, "\(name)")
            }
        }
    }
}
