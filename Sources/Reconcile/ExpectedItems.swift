import CostModel

/// Expected items against orders and bills: an item leaves when the order or the bill that it names is there (domain 1.11,
/// `dated_items`). What merely looks alike is said and changes no figure.
struct ExpectedItems {
    /// Minor units by line.
    private(set) var unspent: [Int: Int64] = [:]
    private(set) var remarks: [EstimateRemark] = []

    private struct Open { var item: ExpectedItem; var line: Int; var entry: Int }
    private struct Likeness: Hashable { var line: Int; var amount: Int64 }

    /// `books` hold the items; orders and bills may be those of another week.
    init(_ books: Books, orders all: Orders, bills billed: Books, _ index: inout LineIndex) {
        let items = items(books, &index)
        guard !items.isEmpty else { return }
        let orders = Set(
            all.lines.filter { $0.status != .void }.map { OrderNumbers.normalized($0.number) })
        let bills = Bills(items.map(\.item.invoice), billed)
        for open in items {
            if !open.item.order.isEmpty, orders.contains(OrderNumbers.normalized(open.item.order)) { continue }
            if bills.has(open.item) { continue }
            unspent[open.line, default: 0] += open.item.amount.minorUnits
            report(open, books)
        }
        reportAlike(items.filter { $0.item.order.isEmpty && $0.item.invoice.isEmpty }, all, &index)
    }

    private mutating func items(_ books: Books, _ index: inout LineIndex) -> [Open] {
        var items: [Open] = []
        for entry in books.entries(.expectedItem) {
            let record = books.record(entry)
            let item = ExpectedItem(record, in: books.texts)
            guard !item.isClosed else { continue }
            guard let line = index.line(record.account, books.texts) else {
                remarks.append(
                    EstimateRemark(
                        code: .forecastUnusable, entry: entry, field: "Account", value: item.account,
                        message: "is no cost account of the chart: \(item.amount.grouped) is in no estimate",
                        hint: "add the account to the chart, or correct it"))
                continue
            }
            items.append(Open(item: item, line: line, entry: entry))
        }
        return items
    }

    private mutating func report(_ open: Open, _ books: Books) {
        guard open.item.date <= books.period else { return }
        remarks.append(
            EstimateRemark(
                code: .itemOverdue, entry: open.entry, field: "Date", value: open.item.date.description,
                message:
                    "\(open.item.amount.grouped) for \(open.item.details) was expected and is neither ordered nor billed; "
                    + "it is still in the estimate",
                hint: "name its order or bill, move the date, or close it"))
    }

    /// An order or a bill of the same account and amount is most likely the item: it would count twice.
    private mutating func reportAlike(_ items: [Open], _ orders: Orders, _ index: inout LineIndex) {
        guard !items.isEmpty else { return }
        let byLikeness = Dictionary(grouping: items) {
            Likeness(line: $0.line, amount: $0.item.amount.minorUnits)
        }
        for order in orders.lines where order.status == .open {
            guard let line = index.line(code: order.account),
                let open = byLikeness[Likeness(line: line, amount: order.amount.minorUnits)]?.first
            else { continue }
            remarks.append(
                EstimateRemark(
                    code: .itemPerhapsOrdered, entry: open.entry, field: "Amount", value: open.item.amount.description,
                    message: "is also the amount of order \(order.number) of \(order.vendor) on this account",
                    hint: "if it is the same purchase, write the order's number on the item: it counts twice until then"
                ))
        }
    }

    /// Which of a few bill numbers stand on posted bills. Texts are looked at once each, not once a row.
    private struct Bills {
        private var vendors: [String: Set<String>] = [:]

        init(_ wanted: [String], _ books: Books) {
            let wanted = Set(wanted.filter { !$0.isEmpty }.map(Self.key))
            guard !wanted.isEmpty else { return }
            var isWanted = [Int8](repeating: -1, count: books.texts.count)
            for index in books.entries(.invoiceLine) + books.entries(.ledgerLine) {
                let record = books.record(index)
                let slot = Int(record.reference.index)
                guard slot != 0 else { continue }
                if isWanted[slot] < 0 {
                    isWanted[slot] = wanted.contains(Self.key(books.texts[record.reference])) ? 1 : 0
                }
                guard isWanted[slot] == 1, record.status != .void else { continue }
                vendors[Self.key(books.texts[record.reference]), default: []].insert(
                    Self.key(books.texts[record.party]))
            }
        }

        func has(_ item: ExpectedItem) -> Bool {
            guard !item.invoice.isEmpty, let found = vendors[Self.key(item.invoice)] else { return false }
            return item.vendor.isEmpty || found.contains(Self.key(item.vendor))
        }

        private static func key(_ text: String) -> String {
            text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }
}
