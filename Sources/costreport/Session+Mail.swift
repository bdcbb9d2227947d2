import CostModel
import Delivery
import Foundation
import Forms
import Reconcile
import Reports
import Settings
import Tables

/// What a run has put into the outbox.
struct MailOutcome {
    var queued: [OutboxMessage] = []
    var superseded: [OutboxMessage] = []
    /// What was sent at once; nil where the run did not send.
    var round: SendOutcome?

    func print(on console: Console) {
        for message in queued {
            let count = message.recipients.count
            console.say("mail \(message.id): queued for \(count) recipient\(count == 1 ? "" : "s")")
        }
        for message in superseded { console.say("mail \(message.id): out of date, and will not be sent") }
    }
}

extension Session {
    /// Before anything is written: a report or an outbox that is not there would be found out when it is too late.
    func checkMail(isSending: Bool) throws {
        guard let mail = folder.production.mail else {
            guard !isSending else { throw folder.mailIsMissing() }
            return
        }
        let names = try definitions([]).map(\.name)
        let departments = folder.production.reports.departments.map(\.name)
        for recipients in mail.recipients {
            guard recipients.department.isEmpty || departments.contains(recipients.department) else {
                throw SettingsFailure(
                    path: "\(folder.path)/\(ProductionFile.name)", line: recipients.line, column: 1,
                    "department: no department is named \"\(recipients.department)\"",
                    hint: Suggestion.text(for: recipients.department, among: departments))
            }
            guard let unknown = recipients.reports.first(where: { !names.contains($0) }) else { continue }
            throw SettingsFailure(
                path: "\(folder.path)/\(ProductionFile.name)", line: recipients.line, column: 1,
                "reports: no report is named \"\(unknown)\"", hint: Suggestion.text(for: unknown, among: names))
        }
    }

    /// Queues the mails of a report. A DRAFT goes to the accountant alone.
    func queueMail(_ outcome: Outcome) throws -> MailOutcome? {
        guard let settings = folder.production.mail, let findings = outcome.findings else { return nil }
        let files = try outcome.workbooks.filter { $0.hasSuffix(".xlsx") }.map(mailFile)
        let page = try summary(HTMLPage.fileName, outcome), pageText = try summary(TextPage.fileName, outcome)
        var drafts: [Outbox.Draft] = []
        if findings.isDraft {
            drafts.append(
                draft(MailLetter(kind: "draft", to: settings.accountant), findings, settings, files, page, pageText))
        } else {
            for recipients in settings.recipients {
                let letter = MailLetter(recipients)
                let chosen = try letter.files(of: files, definitions: definitions(recipients.reports))
                if chosen.isEmpty, !recipients.reports.isEmpty || !recipients.department.isEmpty {
                    console.say(
                        "mail: nothing for \(letter.addressees) of \(ProductionFile.name):\(recipients.line): "
                            + "none of its reports was written")
                    continue
                }
                drafts.append(draft(letter, findings, settings, chosen, page, pageText))
            }
        }
        let result = try Outbox(production: folder.path).queue(drafts, period: findings.period)
        let outcome = MailOutcome(queued: result.queued, superseded: result.superseded)
        outcome.print(on: console)
        return outcome
    }

    /// What the outbox holds, of this run and of earlier ones.
    func sendMail(_ outcome: inout Outcome, now: String?) throws {
        guard let settings = folder.production.mail else { throw folder.mailIsMissing() }
        let postman = Postman(
            outbox: Outbox(production: folder.path), settings: settings, folder: folder.path,
            now: now.flatMap { Moment($0) } ?? .now)
        var mail = outcome.mail ?? MailOutcome()
        mail.round = SendOutcome(round: try postman.deliver { SendOutcome.print($0, on: console) })
        mail.round?.printRest(on: console)
        log.sent(mail.round)
        outcome.mail = mail
    }

    /// The text of a form of the summary that the run has written.
    private func summary(_ name: String, _ outcome: Outcome) throws -> String {
        guard let path = outcome.workbooks.first(where: { $0.hasSuffix("/\(name)") }) else { return "" }
        return String(decoding: try SourceBytes.read(path).bytes, as: UTF8.self)
    }

    private func mailFile(_ path: String) throws -> MailFile {
        let source = try SourceBytes.read(path)
        let below = path.hasPrefix(folder.path + "/") ? String(path.dropFirst(folder.path.count + 1)) : path
        return MailFile(
            name: (path as NSString).lastPathComponent, bytes: source.bytes, sha256: source.sha256, path: below)
    }

    private func draft(
        _ letter: MailLetter, _ findings: Findings, _ settings: MailSettings, _ files: [MailFile], _ page: String,
        _ pageText: String
    ) -> Outbox.Draft {
        var body = MailBody(findings: findings, settings: settings, department: letter.department)
        (body.page, body.pageText) = (page, pageText)
        var room = settings.attachmentLimit
        for file in files {
            if file.bytes.count <= room {
                room -= file.bytes.count
                body.attached.append(file)
            } else {
                body.leftOut.append(file)
            }
        }
        let key = letter.key(findings.production)
        let content = Digest.sha256(
            of: [body.subject(version: 1), body.text(version: 1), body.html(version: 1), settings.from.description]
                + files.flatMap { [$0.name, $0.sha256] })
        let slug = MailLetter.slug(findings.production.title)
        let date = options.asOf ?? findings.period
        return Outbox.Draft(period: findings.period, key: key, topic: letter.topic, content: content) {
            [body] version, isUpdate in
            let shown = isUpdate ? version : 1
            return MailMessage(
                from: settings.from, replyTo: settings.replyTo, to: letter.to, cc: letter.cc,
                subject: body.subject(version: shown), date: date,
                messageID: "\(slug).\(findings.period).v\(version).\(key)@\(settings.from.domain)",
                text: body.text(version: shown), html: body.html(version: shown),
                attachments: body.attached.map { MailMessage.Attachment(name: $0.name, bytes: $0.bytes) })
        }
    }
}

/// One list of recipients, and what it is for.
struct MailLetter {
    var kind = "report"
    var to: [MailAddress]
    var cc: [MailAddress] = []
    var reports: [String] = []
    var department = ""

    init(kind: String, to: [MailAddress]) { (self.kind, self.to) = (kind, to) }

    init(_ recipients: MailRecipients) {
        (to, cc, reports, department) = (recipients.to, recipients.cc, recipients.reports, recipients.department)
    }

    /// Without addresses: it stands in logs.
    var addressees: String {
        let count = to.count + cc.count
        return "\(count) recipient\(count == 1 ? "" : "s")"
    }

    /// Twelve digits that stand for production, list and choice: an address added is another list.
    func key(_ production: Production) -> String {
        let lists = [to.map { $0.address.lowercased() }, cc.map { $0.address.lowercased() }, reports]
        let parts = [kind, production.title, production.company, department] + lists.map { Digest.sha256(of: $0) }
        return String(Digest.sha256(of: parts).prefix(12))
    }

    /// What it is about, whoever gets it.
    var topic: String {
        String(Digest.sha256(of: [kind, department] + reports).prefix(12))
    }

    /// The workbooks of the named reports, in their order; of a department its cuts.
    func files(of files: [MailFile], definitions: [ReportDefinition]) -> [MailFile] {
        let ending = department.isEmpty ? ".xlsx" : " - \(department).xlsx"
        return definitions.compactMap { definition in files.first { $0.name == definition.file + ending } }
    }

    /// Of a title, for a Message-ID: small letters, digits and hyphens.
    static func slug(_ title: String) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "production" : words.joined(separator: "-")
    }
}

extension ProductionFolder {
    func mailIsMissing() -> SettingsFailure {
        SettingsFailure(
            path: "\(path)/\(ProductionFile.name)", "there is no `mail:`, so there is nobody to send to",
            hint: "docs/mail.md shows one")
    }
}
