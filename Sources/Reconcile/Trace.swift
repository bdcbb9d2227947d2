package import CostModel

/// A figure, down to the records, files and rows behind it (invariant 5), for one account.
package struct Trace: Sendable {
    package var line: CostLine
    package var rule: Rule
    /// nil for the first report.
    package var bridge: Bridge.Line?
    package var items: [Item]

    /// How the rest is estimated, and where that is said.
    package struct Rule: Hashable, Sendable {
        package var method: String
        /// `20 shoot days x 2,350.00`, and what comes on top or is taken off.
        package var words: String
        package var note: String
        package var author: String
        /// Empty where no forecast row says so.
        package var file = ""
        package var line = 0
        package var sha256 = ""
    }

    /// A record that goes into one of the account's columns.
    package struct Item: Hashable, Sendable {
        package enum Column: String, Sendable, CaseIterable {
            case toDate = "to-date"
            case openOrders = "open-orders"
            case accruals
            case budget
            case overages
            case transfers
            case forecast
            case deals
            case expected
        }

        package var column: Column
        package var date: Day
        package var period: Day
        package var kind: String
        package var party: String
        package var reference: String
        package var details: String
        /// What it adds to the column.
        package var amount: Money
        package var file: String
        package var line: Int
        package var sha256: String
        /// The rule of `coding.yaml` that coded it; empty where its source did.
        package var codedBy: String
        package var isReversal: Bool
        /// The document's own amount, where it is in another currency, and the rate that was used.
        package var foreign: Money?
        package var exchangeRate: ConversionRate?
    }

    /// The items of one column sum to its figure; `TraceTests` holds that for every account.
    package func sum(_ column: Item.Column) -> Money {
        items.filter { $0.column == column }.reduce(.zero(line.toDate.currency)) { $0 + $1.amount }
    }
}

extension Trace {
    /// nil when the report has no such account; then `nearest` of the account list helps.
    package init?(account: String, snapshot: Snapshot, findings: Findings) {
        let production = snapshot.production
        let code = production.normalized(account: account)
        guard let place = findings.lines.firstIndex(where: { production.normalized(account: $0.account.code) == code })
        else { return nil }
        line = findings.lines[place]
        items = []
        bridge = findings.bridge.lines.isEmpty ? nil : findings.bridge.lines[place]
        let finder = ItemFinder(snapshot: snapshot, code: code)
        rule = finder.rule(findings.lines[place], findings.production)
        for (index, entry) in snapshot.entries.enumerated() where findings.lineOfEntry[index] == Int32(place) {
            items.append(finder.item(.toDate, entry, amount: Money(entry.signedMinor, production.currency)))
        }
        for order in findings.orders where production.normalized(account: order.account) == code && !order.open.isZero {
            items.append(finder.item(order))
        }
        for accrual in findings.accruals where !accrual.isSuperseded && !accrual.amount.isZero {
            let entry = snapshot.entries[accrual.entry]
            if accrual.account.isEmpty
                ? finder.isAccount(entry) : production.normalized(account: accrual.account) == code
            {
                items.append(finder.item(.accruals, entry, amount: accrual.amount))
            }
        }
        items += finder.setUp()
    }
}

private struct ItemFinder {
    let snapshot: Snapshot
    let code: String

    func isAccount(_ entry: Entry) -> Bool {
        snapshot.production.normalized(account: snapshot.texts[entry.record.account]) == code
    }

    func rule(_ line: CostLine, _ production: Production) -> Trace.Rule {
        let forecast = line.forecast
        var rule = Trace.Rule(
            method: forecast.method.title, words: Self.words(line, production), note: forecast.note,
            author: forecast.author)
        if let entry = forecast.entry {
            let origin = snapshot.entries[entry].origin
            let file = source(origin)
            (rule.file, rule.line, rule.sha256) = (file?.name ?? "", Int(origin.line), file?.sha256 ?? "")
        }
        return rule
    }

    private static func words(_ line: CostLine, _ production: Production) -> String {
        let forecast = line.forecast
        switch forecast.method {
        case .rateTimesUnits:
            var text = "\(Decimals.text(Int64(forecast.units ?? 0), digits: 2)) \(forecast.unit?.title ?? "units")"
            if let rate = forecast.rate { text += " x \(rate)" }
            if forecast.overtime != 0 { text += " + \(Decimals.text(Int64(forecast.overtime), digits: 2)) % overtime" }
            if forecast.fringe.millionths != 0 { text += " + \(forecast.fringe) % fringes" }
            if let allowances = forecast.allowances, !allowances.isZero {
                text += " + \(allowances.grouped) allowances"
            }
            if production.isNetOfCommitments, !line.openOrders.isZero {
                text += ", less \(line.openOrders.grouped) on order"
            }
            return text
        case .percentOf: return "\(forecast.percent?.description ?? "") % of \(forecast.of)"
        case .budgetRemaining: return "working budget less total cost, never below zero"
        case .holdBudget: return "working budget less total cost"
        case .deals: return "the deals of the account on the days that are left"
        case .fringes: return "fringes on wages accrued and to come"
        case .datedItems: return "expected items neither ordered nor billed"
        case .holdFinalCost, .holdEstimate, .manual, .noEstimate: return ""
        }
    }

    func item(_ column: Trace.Item.Column, _ entry: Entry, amount: Money) -> Trace.Item {
        let texts = snapshot.texts
        let file = source(entry.origin)
        let foreign = snapshot.foreign[entry.id]
        return Trace.Item(
            column: column, date: entry.record.date, period: entry.period, kind: entry.record.kind.title,
            party: texts[entry.record.party], reference: texts[entry.record.reference],
            details: texts[entry.record.details], amount: amount, file: file?.name ?? "",
            line: Int(entry.origin.line), sha256: file?.sha256 ?? "",
            codedBy: texts[entry.codedBy], isReversal: entry.isReversal,
            foreign: foreign.map { Money(entry.isReversal ? -$0.minorUnits : $0.minorUnits, $0.currency) },
            exchangeRate: foreign?.rate)
    }

    func item(_ order: OrderLine) -> Trace.Item {
        let file = source(order.origin)
        return Trace.Item(
            column: .openOrders, date: order.date, period: .none, kind: RecordKind.purchaseOrderLine.title,
            party: order.vendor, reference: order.number, details: order.details, amount: order.open,
            file: file?.name ?? "", line: Int(order.origin.line), sha256: file?.sha256 ?? "",
            codedBy: order.codedBy, isReversal: false, foreign: order.foreign?.open,
            exchangeRate: order.foreign?.rate)
    }

    /// Budget lines, changes in force and the forecast rows of the account.
    func setUp() -> [Trace.Item] {
        var items: [Trace.Item] = []
        let reversed = Set(snapshot.entries.filter(\.isReversal).map(\.reverses))
        for entry in snapshot.entries where !entry.isReversal && !reversed.contains(entry.id) {
            switch entry.record.kind {
            case .budgetLine where isAccount(entry):
                items.append(item(.budget, entry, amount: entry.record.amount))
            case .budgetChange where isAccount(entry) && entry.record.date <= snapshot.period:
                let change = BudgetChange(entry.record, in: snapshot.texts)
                guard change.kind != .pending else { continue }
                items.append(
                    item(change.kind == .overage ? .overages : .transfers, entry, amount: entry.record.amount))
            case .forecast where isAccount(entry):
                items.append(item(.forecast, entry, amount: entry.record.amount))
            case .crewDeal where isAccount(entry):
                items.append(item(.deals, entry, amount: entry.record.amount))
            case .expectedItem where isAccount(entry) && entry.record.status == .open:
                items.append(item(.expected, entry, amount: entry.record.amount))
            default: break
            }
        }
        return items
    }

    private func source(_ origin: Origin) -> SourceFile? { snapshot.files.first { $0.id == origin.sourceID } }
}
