import ArgumentParser
import CostModel
import Delivery
import Ledger
import Settings

/// `costreport send DIR`
struct Send: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deliver the outbox.",
        discussion: """
            Exit codes: 0 everything is sent; 69 a mail was refused for good; 74 nobody knows whether a mail arrived; \
            75 a mail was put off.
            """)
    @Argument(help: "The production folder.") var folder = "."
    @Flag(name: .shortAndLong, help: "Say nothing when there is nothing to say.") var quiet = false
    @Flag(help: "Print what became of the messages as one JSON object.") var json = false
    @Flag(help: "Show the mails that would go, with their addresses; change nothing.") var dryRun = false
    @Flag(help: "Show the state of every message; change nothing.") var list = false
    @Option(help: ArgumentHelp("Send a message again whose fate is unknown, or that was refused.", valueName: "id"))
    var resend: String?
    @Flag(help: "With --resend: yes, although it may then arrive twice.") var confirm = false
    @Option(help: ArgumentHelp("A message whose fate was unknown has arrived.", valueName: "id")) var arrived: String?
    @Option(help: .hidden) var now: String?

    func validate() throws {
        guard [dryRun, list, resend != nil, arrived != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("Use one of --dry-run, --list, --resend and --arrived.")
        }
        guard !confirm || resend != nil else { throw ValidationError("--confirm belongs to --resend ID.") }
        if let now, Moment(now) == nil { throw ValidationError("--now is a moment such as 2026-05-18T06:00:00Z.") }
    }

    func run() throws {
        let console = Console(isQuiet: quiet || json)
        try guarded(console) {
            let production = try ProductionFolder(path: folder)
            guard let settings = production.production.mail else { throw production.mailIsMissing() }
            let postman = Postman(
                outbox: Outbox(production: folder), settings: settings, folder: folder,
                now: now.flatMap { Moment($0) } ?? .now)
            if dryRun || list { return try show(postman, console) }
            let lock = try ProductionLock(path: production.ledgerPath + ".lock")
            defer { withExtendedLifetime(lock) {} }
            if let resend { return try sendAgain(resend, postman, console) }
            if let arrived { return try settle(arrived, postman, console) }
            let outcome = SendOutcome(round: try postman.deliver { SendOutcome.print($0, on: console) })
            try finish(outcome, console)
        }
    }

    private func finish(_ outcome: SendOutcome, _ console: Console) throws {
        outcome.printRest(on: console)
        if json {
            let round = outcome.round
            console.data(
                try JSONText.of(
                    MailJSON.List(messages: (round.unknown + round.waiting + round.tried).map(MailJSON.init))))
        }
        if let code = outcome.exitCode { throw code }
    }

    /// Reads only; takes no lock, so that it can be asked at any time.
    private func show(_ postman: Postman, _ console: Console) throws {
        let messages = try postman.outbox.messages()
        let shown = list ? messages : messages.filter { $0.isDue(postman.now) }
        if json { return console.data(try JSONText.of(MailJSON.List(messages: shown.map(MailJSON.init)))) }
        if list {
            for message in shown {
                console.data(
                    "\(message.id)  \(message.state.rawValue)  \(message.recipients.count)  \(message.subject)")
            }
            return
        }
        for message in shown {
            guard let bytes = postman.outbox.bytes(of: message) else {
                console.complain("mail \(message.id): its file is gone, or is not the one that was queued")
                continue
            }
            console.data(MailPreview.text(message, bytes))
        }
        if shown.isEmpty { console.say("mail: nothing to send") }
    }

    private func find(_ id: String, _ postman: Postman) throws -> OutboxMessage {
        let messages = try postman.settle(postman.outbox.messages())
        guard let message = messages.first(where: { $0.id == id }) else {
            throw SettingsFailure(
                path: postman.outbox.path, "has no message \"\(id)\"",
                hint: Suggestion.text(for: id, among: messages.map(\.id)))
        }
        return message
    }

    private func sendAgain(_ id: String, _ postman: Postman, _ console: Console) throws {
        let message = try find(id, postman)
        guard message.state == .unknown || message.state == .rejected else {
            throw SettingsFailure(
                path: "\(postman.outbox.path)/\(id)", "is \(message.state.rawValue), and is not sent again",
                hint: "only what is unknown or was rejected is")
        }
        guard confirm else {
            throw SettingsFailure(
                path: "\(postman.outbox.path)/\(id)",
                message.state == .unknown
                    ? "may have arrived; sent again, it may be there twice" : "was refused: \(message.lastReply)",
                hint: "costreport send \(folder) --resend \(id) --confirm")
        }
        var round = Postman.Round()
        round.tried = [try postman.resend(message)]
        SendOutcome.print(round.tried[0], on: console)
        let outcome = SendOutcome(round: round)
        if json { console.data(try JSONText.of(MailJSON.List(messages: round.tried.map(MailJSON.init)))) }
        if let code = outcome.exitCode { throw code }
    }

    private func settle(_ id: String, _ postman: Postman, _ console: Console) throws {
        let message = try find(id, postman)
        guard message.state == .unknown else {
            throw SettingsFailure(
                path: "\(postman.outbox.path)/\(id)", "is \(message.state.rawValue): its fate is known")
        }
        try postman.outbox.save(message.arrived())
        console.say("mail \(id): has arrived")
    }
}
