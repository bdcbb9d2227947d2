import CostModel
import Reconcile
import Sheets

/// The texts of transaction rows that are not in the records, each interned once.
struct TransactionLabels: Sendable {
    private(set) var texts: Texts
    /// By line of the report.
    private(set) var accounts: [TextID] = []
    private(set) var accountNames: [TextID] = []
    /// By `RecordKind.rawValue`.
    private(set) var kinds: [TextID]
    /// By `SourceFile.id`, which the ledger counts from 1.
    private(set) var files: [TextID]
    private(set) var currencies: [Currency: TextID] = [:]
    private(set) var reversal: TextID
    private(set) var late: TextID

    init(_ snapshot: Snapshot, _ findings: Findings) {
        texts = snapshot.texts
        kinds = Array(repeating: .empty, count: 256)
        for kind in RecordKind.allCases { kinds[Int(kind.rawValue)] = texts.intern(kind.title) }
        files = Array(repeating: .empty, count: Int(snapshot.files.map(\.id).max() ?? 0) + 1)
        for file in snapshot.files { files[Int(file.id)] = texts.intern(file.name) }
        reversal = texts.intern(Self.reversalMark)
        late = texts.intern(Self.lateMark)
        for currency in snapshot.production.currencies {
            currencies[currency] = texts.intern(currency.description)
        }
        for line in findings.lines {
            accounts.append(texts.intern(line.account.code))
            accountNames.append(texts.intern(line.account.name))
        }
    }

    private static let reversalMark = "reversal"
    private static let lateMark = "late"

    /// All that `init` looks for in the pool, and adds where it is not there.
    static func texts(_ snapshot: Snapshot, _ findings: Findings) -> [String] {
        RecordKind.allCases.map(\.title) + snapshot.files.map(\.name) + [reversalMark, lateMark]
            + snapshot.production.currencies.map(\.description)
            + findings.lines.flatMap { [$0.account.code, $0.account.name] }
    }
}

/// Transaction rows on demand: nothing is kept a row but its place in the order.
struct TransactionRows: DetailRows {
    private let entries: [Entry]
    private let lineOfEntry: [Int32]
    private let columns: [TransactionColumn]
    private let order: [Int32]
    private let labels: TransactionLabels
    private let calendar: PeriodCalendar
    private let foreign: [Int64: ForeignAmount]

    init(
        snapshot: Snapshot, lineOfEntry: [Int32], columns: [TransactionColumn], order: [Int32],
        labels: TransactionLabels
    ) {
        entries = snapshot.entries
        calendar = snapshot.production.calendar
        foreign = snapshot.foreign
        self.lineOfEntry = lineOfEntry
        self.columns = columns
        self.order = order
        self.labels = labels
    }

    var count: Int { order.count }
    var texts: Texts { labels.texts }

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        for place in range {
            let index = Int(order[place])
            let entry = entries[index]
            let line = Int(lineOfEntry[index])
            for column in columns { write(column, entry, line, to: &sink) }
            sink.endRow()
        }
    }

    private func write(_ column: TransactionColumn, _ entry: Entry, _ line: Int, to sink: inout some DetailSink) {
        let record = entry.record
        switch column {
        case .account: shared(labels.accounts[line], to: &sink)
        case .accountName: shared(labels.accountNames[line], to: &sink)
        case .date: day(record.date, to: &sink)
        case .week: day(entry.period, to: &sink)
        case .kind: sink.shared(labels.kinds[Int(record.kind.rawValue)])
        case .party: shared(record.party, to: &sink)
        case .reference: text(record.reference, to: &sink)
        case .order: shared(record.order, to: &sink)
        case .description: text(record.details, to: &sink)
        case .department: shared(record.department, to: &sink)
        case .set: shared(record.set, to: &sink)
        case .tag: shared(record.tag, to: &sink)
        case .holder: shared(record.holder, to: &sink)
        case .amount: sink.money(Money(entry.signedMinor, record.currency))
        case .mark: shared(mark(entry), to: &sink)
        case .codedBy: shared(entry.codedBy, to: &sink)
        case .file: shared(labels.files[Int(entry.origin.sourceID)], to: &sink)
        case .row: sink.number(Int64(SourceLine(raw: entry.origin.line).number), digits: 0)
        case .foreignAmount, .currency, .exchangeRate: writeForeign(column, entry, to: &sink)
        }
    }

    private func writeForeign(_ column: TransactionColumn, _ entry: Entry, to sink: inout some DetailSink) {
        guard let side = foreign[entry.id] else { return sink.blank() }
        switch column {
        case .foreignAmount:
            sink.number(
                entry.isReversal ? -side.minorUnits : side.minorUnits, digits: side.currency.minorDigits)
        case .currency: shared(labels.currencies[side.currency] ?? .empty, to: &sink)
        default:
            if let rate = side.rate {
                sink.number(rate.hundredMillionths, digits: ConversionRate.digits)
            } else {
                sink.blank()
            }
        }
    }

    private func mark(_ entry: Entry) -> TextID {
        if entry.isReversal { return labels.reversal }
        guard !entry.record.date.isNone, entry.period > calendar.period(of: entry.record.date) else { return .empty }
        return labels.late
    }

    private func shared(_ id: TextID, to sink: inout some DetailSink) {
        if id.isEmpty { sink.blank() } else { sink.shared(id) }
    }

    private func text(_ id: TextID, to sink: inout some DetailSink) {
        if id.isEmpty { sink.blank() } else { sink.text(id) }
    }

    private func day(_ day: Day, to sink: inout some DetailSink) {
        if day.isNone { sink.blank() } else { sink.day(day) }
    }
}
