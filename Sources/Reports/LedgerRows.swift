import CostModel
import Reconcile
import Sheets

/// Episode, location, unit, tag and tax tag of each tag text, as texts of a pool.
struct DimensionLabels: Sendable {
    /// For tags that are more than one free tag: a text for each of `columns`.
    private var values: [TextID: [TextID]] = [:]
    private static let columns: [Dimension] = Dimension.words + [.tag]

    init(_ snapshot: Snapshot, into texts: inout Texts) {
        for tag in Self.tags(snapshot) {
            let words = TagWords(snapshot.texts[tag])
            values[tag] = Self.columns.map { texts.intern(words[$0]) }
        }
    }

    func value(_ dimension: Dimension, of record: CostRecord) -> TextID {
        if dimension == .set { return record.set }
        guard let values = values[record.tag] else { return dimension == .tag ? record.tag : .empty }
        return values[Self.columns.firstIndex(of: dimension)!]
    }

    /// All that `init` interns.
    static func texts(_ snapshot: Snapshot) -> [String] {
        tags(snapshot).flatMap { tag in
            let words = TagWords(snapshot.texts[tag])
            return columns.map { words[$0] }
        }
    }

    /// Tags that have words, in order of appearance.
    private static func tags(_ snapshot: Snapshot) -> [TextID] {
        var isSeen = [Bool](repeating: false, count: snapshot.texts.count)
        var tags: [TextID] = []
        for entry in snapshot.entries where !entry.record.tag.isEmpty && !isSeen[Int(entry.record.tag.index)] {
            let tag = entry.record.tag
            isSeen[Int(tag.index)] = true
            if snapshot.texts.withBytes(of: tag, TagWords.isNeeded) { tags.append(tag) }
        }
        return tags
    }
}

/// The rows of the ledger's detail on demand: what is kept a row is its place in the order.
struct LedgerRows: DetailRows {
    let texts: Texts
    private let snapshot: Snapshot
    private let lineOfEntry: [Int32]
    private let columns: [LedgerColumn]
    private let index: TransactionIndex
    private let labels: TransactionLabels
    private let dimensions: DimensionLabels
    /// Sum of the rows before each `step`-th one.
    private let sums: [Int64]
    private static let step = 1_024

    init(_ context: Context, _ columns: [LedgerColumn]) {
        guard let plan = context.transactions else { preconditionFailure("a sheet of postings has a plan") }
        snapshot = context.snapshot
        lineOfEntry = context.findings.lineOfEntry
        self.columns = columns
        index = plan.index
        labels = plan.labels
        var texts = plan.labels.texts
        dimensions = DimensionLabels(snapshot, into: &texts)
        self.texts = texts
        var sums: [Int64] = []
        var sum: Int64 = 0
        for (place, entry) in plan.index.all.enumerated() {
            if place % Self.step == 0 { sums.append(sum) }
            sum += snapshot.entries[Int(entry)].signedMinor
        }
        self.sums = sums
    }

    var count: Int { index.all.count }

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        guard let first = range.first else { return }
        var line = Int(lineOfEntry[Int(index.all[first])])
        var running = sum(before: first) - sum(before: index.starts[line])
        for place in range {
            let number = Int(index.all[place])
            let entry = snapshot.entries[number]
            if Int(lineOfEntry[number]) != line { (line, running) = (Int(lineOfEntry[number]), 0) }
            running += entry.signedMinor
            let isLast = place + 1 == index.starts[line + 1]
            for column in columns { write(column, entry, line, running, isLast, to: &sink) }
            sink.endRow()
        }
    }

    private func sum(before place: Int) -> Int64 {
        guard place < count else { return 0 }
        let start = place / Self.step
        return (start * Self.step..<place).reduce(sums[start]) { $0 + snapshot.entries[Int(index.all[$1])].signedMinor }
    }

    private func write(
        _ column: LedgerColumn, _ entry: Entry, _ line: Int, _ running: Int64, _ isLast: Bool,
        to sink: inout some DetailSink
    ) {
        let record = entry.record
        switch column {
        case .account: shared(labels.accounts[line], to: &sink)
        case .accountName: shared(labels.accountNames[line], to: &sink)
        case .date: if record.date.isNone { sink.blank() } else { sink.day(record.date) }
        case .week: if entry.period.isNone { sink.blank() } else { sink.day(entry.period) }
        case .kind: sink.shared(labels.kinds[Int(record.kind.rawValue)])
        case .reference: text(record.reference, to: &sink)
        case .party: shared(record.party, to: &sink)
        case .order: shared(record.order, to: &sink)
        case .description: text(record.details, to: &sink)
        case .department: shared(record.department, to: &sink)
        case .episode, .location, .set, .unit, .tag, .tax:
            shared(dimensions.value(column.dimension!, of: record), to: &sink)
        case .thisPeriod:
            if snapshot.isThisPeriod(entry) { money(entry.signedMinor, to: &sink) } else { sink.blank() }
        case .amount: money(entry.signedMinor, to: &sink)
        case .balance: money(running, to: &sink)
        case .accountTotal: if isLast { money(running, to: &sink) } else { sink.blank() }
        case .file: shared(labels.files[Int(entry.origin.sourceID)], to: &sink)
        case .row: sink.number(Int64(SourceLine(raw: entry.origin.line).number), digits: 0)
        }
    }

    private func money(_ minor: Int64, to sink: inout some DetailSink) {
        sink.money(Money(minor, snapshot.production.currency))
    }

    private func shared(_ id: TextID, to sink: inout some DetailSink) {
        if id.isEmpty { sink.blank() } else { sink.shared(id) }
    }

    private func text(_ id: TextID, to sink: inout some DetailSink) {
        if id.isEmpty { sink.blank() } else { sink.text(id) }
    }
}
