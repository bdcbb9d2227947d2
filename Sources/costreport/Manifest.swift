import ArgumentParser
import CostModel
import Reconcile
import Tables

/// What a closed period consists of: `reports/<period>/manifest.json`, of which the ledger keeps a copy. The same ledger,
/// settings and date give the same bytes.
struct Manifest: Encodable {
    struct File: Encodable { var name: String, sha256: String, size: Int }
    struct Source: Encodable { var name: String, sha256: String, size: Int, feeds: [String] }
    struct Named: Encodable { var name: String, sha256: String }
    struct Inputs: Encodable {
        /// Every source file that the figures come from, as the ledger keeps it.
        var sources: [Source]
        /// `production.yaml`, `coding.yaml`, `policies.yaml` and whatever else is set there.
        var settings: [Named]
        /// Import profiles that the sources were read by, and report definitions.
        var profiles: [Named], definitions: [Named]
    }
    struct Acknowledged: Encodable { var account: String, estimate: String, by: String, note: String }
    struct Allowed: Encodable { var code: String, count: Int }
    struct Owed: Encodable {
        var name: String, account: String, reference: String, through: String, amount: String
    }
    /// How an account's estimate was made: what the columns of the report do not say.
    struct Forecast: Encodable {
        var account: String, method: String, unit: String, units: String, rate: String, percent: String, of: String
        var author: String, note: String, acknowledgedBy: String
        /// E on the basis of total costs, whatever the report's basis.
        var remaining: String, previousToDate: String, previousWorkingBudget: String
    }

    var program: String
    var title: String, company: String, currency: String, sign: String, basis: String, accrualsIn: String
    var period: String, number: Int, revision: Int, reportNumber: String, reason: String, final: Bool
    /// The date of closing that was given; blank where none was.
    var closedAsOf: String
    var totals: [String: String]
    /// Every column of every line, and the tie-outs, as `--json` prints them.
    var report: JSONOutcome.Report
    var forecasts: [Forecast]
    var acknowledged: [Acknowledged]
    /// What stood in the way and was allowed by the production's policy.
    var allowed: [Allowed]
    /// Accrued creditors; of a final report only.
    var creditors: [Owed]
    var inputs: Inputs
    var files: [File]

    init(
        _ findings: Findings, _ snapshot: Snapshot, creditors: AccruedCreditors?, inputs: Inputs, files: [Closing.File],
        asOf: Day
    ) {
        let production = findings.production
        program = CostReport.configuration.version
        (title, company, currency) = (production.title, production.company, production.currency.description)
        (sign, basis) = (production.variance.rawValue, production.etcBasis.rawValue)
        accrualsIn = production.accrualsIn.rawValue
        (period, number, revision) = (findings.period.description, findings.reportNumber, findings.edition.revision)
        (reportNumber, reason, final) = (findings.numberText, findings.edition.reason, findings.edition.isFinal)
        closedAsOf = asOf.description
        totals = Self.totals(findings)
        report = JSONOutcome.Report(findings)
        forecasts = findings.lines.filter { !$0.isEmpty }.map(Self.forecast)
        acknowledged = CloseCheck.acknowledged(findings).map {
            Acknowledged(
                account: $0.account.code, estimate: $0.remaining.description, by: $0.forecast.acknowledgedBy,
                note: $0.forecast.note)
        }
        allowed = production.policies.close.allowed.sorted().map { code in
            Allowed(code: code, count: findings.diagnostics.count { $0.code.rawValue == code })
        }
        self.creditors = (creditors?.rows ?? []).map {
            Owed(
                name: $0.creditor, account: $0.account, reference: $0.source == .timecards ? "timecards" : $0.reference,
                through: $0.through.description, amount: $0.amount.description)
        }
        self.inputs = inputs
        self.files = files.map { File(name: $0.name, sha256: $0.sha256, size: $0.byteCount) }
    }

    private static func totals(_ findings: Findings) -> [String: String] {
        let sign = findings.production.variance
        let columns: [(String, (CostLine) -> Money)] = [
            ("thisPeriod", \.thisPeriod), ("toDate", \.toDate), ("openOrders", \.openOrders), ("accruals", \.accruals),
            ("totalCost", \.totalCost), ("etc", \.estimate), ("efc", \.finalCost), ("budget", \.budget),
            ("overages", \.overages), ("transfers", \.transfers), ("workingBudget", \.workingBudget),
            ("previousEfc", \.previousFinalCost), ("efcChange", \.finalCostChange),
            ("variance", { $0.variance(sign) }), ("varianceChange", { $0.varianceChange(sign) }),
        ]
        let zero = Money.zero(findings.production.currency)
        return Dictionary(
            uniqueKeysWithValues: columns.map { name, column in
                (name, findings.lines.reduce(zero) { $0 + column($1) }.description)
            })
    }

    private static func forecast(_ line: CostLine) -> Forecast {
        let made = line.forecast
        return Forecast(
            account: line.account.code, method: made.method.rawValue, unit: made.unit?.rawValue ?? "",
            units: made.units.map { Decimals.text(Int64($0), digits: 2) } ?? "", rate: made.rate?.description ?? "",
            percent: made.percent?.description ?? "", of: made.of, author: made.author, note: made.note,
            acknowledgedBy: made.acknowledgedBy, remaining: line.remaining.description,
            previousToDate: line.previousToDate.description,
            previousWorkingBudget: line.previousWorkingBudget.description)
    }
}

extension Manifest.Inputs {
    init(
        _ snapshot: Snapshot, settings: [Manifest.Named], profiles: [Manifest.Named], definitions: [Manifest.Named]
    ) {
        var feeds: [Int32: Set<String>] = [:]
        for summary in snapshot.imports { feeds[summary.sourceID, default: []].insert(summary.feed) }
        sources = snapshot.files.filter { feeds[$0.id] != nil }.map {
            Manifest.Source(name: $0.name, sha256: $0.sha256, size: $0.byteCount, feeds: feeds[$0.id]!.sorted())
        }.sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
        self.settings = settings
        let used = Set(snapshot.imports.map(\.profile))
        self.profiles = profiles.filter { used.contains($0.name) }
        self.definitions = definitions
    }
}
