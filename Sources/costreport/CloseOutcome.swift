import CostModel
import Foundation
import Reconcile

/// What came of a closing or a restatement.
struct CloseOutcome {
    var period: Day
    var number: Int
    var edition: Edition
    /// Empty when it was done.
    var reasons: [CloseReason]
    var folder = ""
    var files: [Closing.File] = []

    var isClosed: Bool { reasons.isEmpty }
    private var numberText: String { Closing.numberText(number, revision: edition.revision) }

    func print(on console: Console, asJSON: Bool) throws {
        if asJSON { return console.data(try JSONText.of(Form(self))) }
        let name = "\(edition.isFinal ? "final report" : "report") \(numberText), week ending \(period)"
        guard isClosed else {
            let verb = edition.revision == 0 ? "closed" : "restated"
            console.complain("\(name), cannot be \(verb); nothing was changed")
            for reason in reasons { complain(reason, on: console) }
            return
        }
        console.say("\(name), is \(edition.revision == 0 ? "closed" : "restated: \(edition.reason)")")
        for file in files where !console.isQuiet { console.data("\(folder)/\(file.name)") }
    }

    private func complain(_ reason: CloseReason, on console: Console) {
        let place = reason.file.isEmpty ? "" : "\(reason.file)\(reason.line > 0 ? ":\(reason.line)" : ""): "
        console.complain(Diagnostic.printable("\(place)error: \(reason.message) [\(reason.code)]"))
        if !reason.hint.isEmpty { console.complain("  hint: " + Diagnostic.printable(reason.hint)) }
    }

    private struct Form: Encodable {
        struct Reason: Encodable {
            var code: String, message: String, account: String, file: String, line: Int, hint: String
        }
        struct File: Encodable { var path: String, sha256: String }
        var closed: Bool, period: String, reportNumber: Int, revision: Int
        /// `6r1`
        var edition: String
        var final: Bool
        var reasons: [Reason]
        var files: [File]
        var manifest: String?

        init(_ outcome: CloseOutcome) {
            (closed, period, reportNumber) = (outcome.isClosed, outcome.period.description, outcome.number)
            edition = outcome.numberText
            (revision, final) = (outcome.edition.revision, outcome.edition.isFinal)
            reasons = outcome.reasons.map {
                Reason(
                    code: $0.code, message: $0.message, account: $0.account, file: $0.file, line: $0.line, hint: $0.hint
                )
            }
            files = outcome.files.map { File(path: "\(outcome.folder)/\($0.name)", sha256: $0.sha256) }
            manifest = outcome.isClosed ? "\(outcome.folder)/\(Closing.manifestName)" : nil
        }
    }
}
