import CostModel
import Reconcile

/// The JSON form of an outcome. Amounts are decimal texts, so that no reader rounds them.
struct JSONOutcome: Encodable {
    var imports: [Import]
    var report: JSONValue?
    var diagnostics: [JSONDiagnostic]
    var workbooks: [String]
    /// The same reports in other forms, where they were asked for.
    var copies: [String]?
    var closed: Closed?
    var mail: MailJSON.Run?
    /// Only where weeks were missed: what was made for each of them, in order.
    var caughtUp: [JSONOutcome]?

    /// Only where the period is closed: the figures are those that it was closed with.
    struct Closed: Encodable {
        var period: String, reportNumber: Int, manifest: String
    }

    init(_ outcome: Outcome) throws {
        imports = outcome.imports.map(Import.init)
        report = try outcome.findings.map { try JSONValue(Report($0)) } ?? outcome.closed?.report
        diagnostics = outcome.diagnostics.map(JSONDiagnostic.init)
        mail = outcome.mail.map(MailJSON.Run.init)
        caughtUp = outcome.caughtUp.isEmpty ? nil : try outcome.caughtUp.map(JSONOutcome.init)
        workbooks = outcome.workbooks.filter { $0.hasSuffix(".xlsx") }
        copies = workbooks.count == outcome.workbooks.count ? nil : outcome.workbooks.filter { !$0.hasSuffix(".xlsx") }
        closed = outcome.closed.map {
            Closed(period: $0.closing.period.description, reportNumber: $0.number, manifest: $0.manifestPath)
        }
    }

    struct Import: Encodable {
        var feed: String, profile: String
        var rowsRead: Int, rowsPosted: Int, rowsUnchanged: Int, rowsRefused: Int, rowsIgnored: Int
        var entriesReversed: Int

        init(_ summary: ImportSummary) {
            (feed, profile) = (summary.feed, summary.profile)
            (rowsRead, rowsPosted) = (summary.count.rowsRead, summary.count.rowsPosted)
            (rowsUnchanged, rowsRefused) = (summary.count.rowsUnchanged, summary.count.rowsRefused)
            (rowsIgnored, entriesReversed) = (summary.count.rowsIgnored, summary.count.entriesReversed)
        }
    }

    struct Report: Encodable {
        var number: Int, period: String, draft: Bool, currency: String
        var varianceSign: String, etcBasis: String
        var shootDaysDone: Int, shootDaysTotal: Int
        /// Where there are foreign amounts.
        var fxVariance: String?
        var accounts: [Line]
        /// Accounts whose EFC moved since the last report.
        var bridge: [Moved]
        var tieOuts: [Proof]
        var coded: [Use]

        init(_ findings: Findings) {
            (number, period, draft) = (findings.reportNumber, findings.period.description, findings.isDraft)
            currency = findings.production.currency.description
            (varianceSign, etcBasis) = (findings.production.variance.rawValue, findings.production.etcBasis.rawValue)
            (shootDaysDone, shootDaysTotal) = (findings.schedule.done, findings.schedule.total)
            accounts = findings.lines.filter { !$0.isEmpty }.map { Line($0, findings.production.variance) }
            bridge = findings.bridge.lines.filter { !$0.steps.allSatisfy(\.isZero) }.map { Moved($0, findings) }
            tieOuts = findings.tieOuts.map(Proof.init)
            fxVariance = findings.currencies.isEmpty ? nil : findings.fxVariance.description
            coded = findings.coded.map(Use.init)
        }
    }

    struct Line: Encodable {
        var account: String, description: String, suspense: Bool
        var thisPeriod: String, toDate: String, openOrders: String, accruals: String, totalCost: String
        var etc: String, efc: String, budget: String, overages: String, transfers: String, workingBudget: String
        var variance: String, previousEfc: String, efcChange: String, varianceChange: String, method: String
        var fxVariance: String?

        init(_ line: CostLine, _ sign: VarianceSign) {
            (account, description, suspense) = (line.account.code, line.account.name, line.isSuspense)
            (thisPeriod, toDate) = (line.thisPeriod.description, line.toDate.description)
            (openOrders, accruals) = (line.openOrders.description, line.accruals.description)
            (totalCost, etc, efc) = (line.totalCost.description, line.estimate.description, line.finalCost.description)
            (budget, overages) = (line.budget.description, line.overages.description)
            (transfers, workingBudget) = (line.transfers.description, line.workingBudget.description)
            variance = line.variance(sign).description
            (previousEfc, efcChange) = (line.previousFinalCost.description, line.finalCostChange.description)
            varianceChange = line.varianceChange(sign).description
            method = line.forecast.method.rawValue
            fxVariance = line.fxVariance.isZero ? nil : line.fxVariance.description
        }
    }

    /// Why an EFC is not what it was: the steps that moved it, by name.
    struct Moved: Encodable {
        var account: String, previousEfc: String, steps: [String: String], efc: String, why: String

        init(_ line: Bridge.Line, _ findings: Findings) {
            account = findings.lines[line.line].account.code
            (previousEfc, efc, why) = (line.previous.description, line.final.description, line.text)
            steps = [:]
            for step in Bridge.Step.allCases where !line[step].isZero { steps[step.name] = line[step].description }
        }
    }

    /// How often a rule of `coding.yaml` has coded.
    struct Use: Encodable {
        var rule: String, records: Int, amount: String

        init(_ use: RuleUse) { (rule, records, amount) = (use.rule, use.records, use.amount.description) }
    }

    struct Proof: Encodable {
        var name: String, leftName: String, left: String, rightName: String, right: String, passes: Bool

        init(_ tieOut: TieOut) {
            (name, passes) = (tieOut.name, tieOut.passes)
            (leftName, left) = (tieOut.leftName, tieOut.left.description)
            (rightName, right) = (tieOut.rightName, tieOut.right.description)
        }
    }
}

struct JSONDiagnostic: Encodable {
    var severity: String, code: String, file: String
    var line: Int, column: Int
    var field: String, value: String, message: String, hint: String

    init(_ diagnostic: Diagnostic) {
        (severity, code) = (diagnostic.severity.rawValue, diagnostic.code.rawValue)
        (file, line, column) = (diagnostic.file, diagnostic.line, diagnostic.column)
        (field, value) = (diagnostic.field, diagnostic.value)
        (message, hint) = (diagnostic.message, diagnostic.hint)
    }
}
