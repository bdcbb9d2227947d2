import ArgumentParser
import CostModel
import Delivery
import Forms
import Glibc
import Intake
import Ledger
import Reconcile
import Settings
import Tables
import WrapBook
import XLSX

/// Runs a command's body and turns what it throws into a sentence and an exit code.
func guarded(_ console: Console, _ body: () throws -> Void) throws {
    do {
        try body()
    } catch let failure as SettingsFailure {
        console.complain(failure.description)
        throw ExitStatus.usage
    } catch let failure as ProductionLock.Held {
        console.complain(failure.description)
        throw ExitStatus.tryAgain
    } catch let failure as SourceFailure {
        console.complain(failure.description)
        throw failure.reason == .stillBeingWritten ? ExitStatus.tryAgain : ExitStatus.input
    } catch let failure as LedgerFailure {
        console.complain(failure.description)
        throw failure.reason == .busy ? ExitStatus.tryAgain : ExitStatus.inputOutput
    } catch let failure as NoRoom {
        console.complain(failure.description)
        throw ExitStatus.cannotCreate
    } catch let failure as ProductionFinished {
        console.complain(failure.description)
        throw ExitStatus.dataErrors
    } catch let failure as SecretFailure {
        console.complain(failure.description)
        throw ExitStatus.usage
    } catch let failure as DeliveryFailure {
        console.complain(failure.description)
        throw ExitStatus.inputOutput
    } catch let failure as HeaderFailure {
        console.complain(failure.description)
        throw ExitStatus.usage
    } catch let failure as XLSXFailure {
        console.complain(failure.description)
        if case .cannotCreate = failure.reason { throw ExitStatus.cannotCreate }
        throw ExitStatus.inputOutput
    } catch let failure as BundleFailure {
        console.complain(failure.description)
        switch failure.reason {
        case .cannotCreate: throw ExitStatus.cannotCreate
        case .cannotRead, .notAsKept: throw ExitStatus.input
        case .cannotWrite, .tooLarge: throw ExitStatus.inputOutput
        }
    } catch let failure as FormFailure {
        console.complain(failure.description)
        if case .cannotWrite = failure.reason { throw ExitStatus.inputOutput }
        throw ExitStatus.cannotCreate
    }
}

/// `costreport import DIR [FILE…]`
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Post what is new in the inbox.")
    @OptionGroup var options: ProductionOptions
    @Argument(help: "Only these files.") var files: [String] = []
    @Flag(help: "Post although the production has its final report; only a revision of that shows it.")
    var afterFinal = false

    func run() throws {
        try guarded(options) {
            let session = try Session(options)
            let (imports, period) = try session.importFiles(files, isAfterFinal: afterFinal)
            var outcome = Outcome(imports: imports)
            outcome.importDiagnostics = try session.findings(period: period).findings.diagnostics
            try outcome.print(on: session.console, asJSON: options.json)
            if outcome.hasErrors { throw ExitStatus.dataErrors }
        }
    }
}

/// `costreport check DIR`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Exceptions and tie-outs, without a workbook.")
    @OptionGroup var options: ProductionOptions
    @Option(help: ArgumentHelp("The week ending.", valueName: "YYYY-MM-DD")) var period: Day?

    func run() throws {
        try guarded(options) {
            let session = try Session(options)
            var findings = try session.findings(period: session.period(given: period)).findings
            findings.diagnostics = try session.changedFiles() + findings.diagnostics
            let outcome = Outcome(findings: findings)
            if !options.json {
                for tieOut in findings.tieOuts where !options.quiet {
                    session.console.data(
                        "\(tieOut.passes ? "PASS" : "FAIL")  \(tieOut.name): \(tieOut.left.grouped) \(tieOut.leftName), "
                            + "\(tieOut.right.grouped) \(tieOut.rightName)")
                }
            }
            if !options.json, !options.quiet {
                for use in findings.coded {
                    let count = use.records == 1 ? "1 record" : "\(use.records) records"
                    session.console.data("CODED \(use.rule): \(count), \(use.amount.grouped)")
                }
            }
            try outcome.print(on: session.console, asJSON: options.json)
            if outcome.hasErrors { throw ExitStatus.dataErrors }
        }
    }
}

/// `costreport report DIR`
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write the workbooks of a week.")
    @OptionGroup var options: ProductionOptions
    @Option(help: ArgumentHelp("The week ending.", valueName: "YYYY-MM-DD")) var period: Day?
    @Option(parsing: .upToNextOption, help: ArgumentHelp("Only these reports.", valueName: "name")) var only: [String] =
        []

    @Option(
        help: ArgumentHelp(
            "The forms to write, several with commas: xlsx, csv, json, pdf, html. Without it, those of production.yaml.",
            valueName: "form"))
    var format: [FormatList] = []

    @Flag(help: "Print the reports as text in place of writing workbooks.") var text = false
    @Option(help: ArgumentHelp("With --text: this department's cut of them.", valueName: "name"))
    var department: String?
    @Option(
        help: ArgumentHelp("Restate a closed week with what is known now, as a numbered revision.", valueName: "reason")
    )
    var revise: String?

    func validate() throws {
        try revise.map(RevisionReason.check)
        guard department == nil || text else { throw ValidationError("--department is for --text") }
    }

    func run() throws {
        try guarded(options) {
            let session = try Session(options)
            if text {
                for picture in try session.pictures(
                    period: session.period(given: period), only: only, department: department)
                {
                    session.console.data(picture)
                }
                return
            }
            if let revise {
                let outcome = try session.revise(period: session.period(given: period), reason: revise)
                try outcome.print(on: session.console, asJSON: options.json)
                if !outcome.isClosed { throw ExitStatus.dataErrors }
                return
            }
            let outcome = try session.report(period: session.period(given: period), only: only, formats: format.chosen)
            try outcome.print(on: session.console, asJSON: options.json)
            if session.sayFailures() { throw ExitStatus.cannotCreate }
            if outcome.hasErrors { throw ExitStatus.dataErrors }
        }
    }
}

/// `costreport run DIR`
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Import, check, report and queue mail: what cron calls.")
    @OptionGroup var options: ProductionOptions
    @Option(help: ArgumentHelp("The week ending.", valueName: "YYYY-MM-DD")) var period: Day?
    @Flag(help: "Deliver the outbox, too.") var send = false
    @Option(help: .hidden) var now: String?

    func run() throws {
        try guarded(options) {
            var options = options
            // A week that is named is the date of the import too.
            options.asOf = period ?? options.asOf
            let session = try Session(options)
            try session.checkMail(isSending: send)
            var outcome = try session.runWeeks(named: period)
            // What was reported is said, whatever becomes of the mail.
            let sent = Result { if send { try session.sendMail(&outcome, now: now) } }
            try outcome.print(on: session.console, asJSON: options.json)
            let isMissing = session.sayFailures()
            try sent.get()
            if let code = outcome.mail?.round?.exitCode { throw code }
            if isMissing { throw ExitStatus.cannotCreate }
            if outcome.hasErrors { throw ExitStatus.dataErrors }
        }
    }
}
