import CostModel

/// Bills that look as if they had been entered twice. Grouped by hash: no bill is compared with all others.
struct Duplicates {
    private(set) var pairs: [PurchasePair] = []

    private let documents: PurchaseDocuments
    private let books: Books
    private let denied: DeniedPairs
    private let bills: [Int]
    /// Index of the number as compared, of each text; -1 for no number.
    private var numberOfText: [TextID: Int32] = [:]
    private var numbers: [String] = []
    /// Bills that are flagged already: the strongest reason is enough.
    private var flagged: Set<Int> = []
    private var rows: [Int: [Int]] = [:]

    private struct NumberKey: Hashable { var vendor: Int32; var number: Int32; var isCredit: Bool }
    private struct AmountKey: Hashable { var vendor: Int32; var amount: Int64 }
    private struct SwapKey: Hashable { var vendor: Int32; var amount: Int64; var number: Int32 }

    /// A bill of the same amount with two digits in the other order, and this much later, is another one.
    private static let swappedDays = 60

    init(_ documents: PurchaseDocuments, _ books: Books, _ denied: DeniedPairs) {
        (self.documents, self.books, self.denied) = (documents, books, denied)
        bills = documents.all.indices.filter {
            documents.all[$0].role == .bill && documents.all[$0].amount != 0 && documents.all[$0].vendor >= 0
        }
        guard !bills.isEmpty else { return }
        findNumbers()
        findRows()
        findSwapped()
        findNear()
        pairs.sort { ($0.right.file, $0.right.line, $0.left.line) < ($1.right.file, $1.right.line, $1.left.line) }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let (one, other) = (documents.all[left], documents.all[right])
        return (one.date, one.first) < (other.date, other.first)
    }

    private mutating func flag(_ left: Int, _ right: Int, _ reason: PurchasePair.Reason) {
        guard !flagged.contains(right) else { return }
        let views = (PurchaseView(documents.all[left], books), PurchaseView(documents.all[right], books))
        guard !denied.contains(views.0, views.1, books) else { return }
        flagged.insert(right)
        pairs.append(PurchasePair(kind: "duplicate", reason: reason, left: views.0, right: views.1))
    }

    // MARK: Numbers

    private mutating func number(_ id: TextID) -> Int32 {
        if let known = numberOfText[id] { return known }
        var place: Int32 = -1
        if let text = InvoiceNumbers.canonical(books.texts[id]) {
            place = Int32(numbers.count)
            numbers.append(text)
        }
        numberOfText[id] = place
        return place
    }

    /// The same vendor and number, as written or re-typed.
    private mutating func findNumbers() {
        var groups: [NumberKey: [Int]] = [:]
        var sameNumber: [String: Int32] = [:]
        for place in bills {
            let bill = documents.all[place]
            let own = number(bill.reference)
            guard own >= 0 else { continue }
            let shared = sameNumber[numbers[Int(own)]] ?? own
            sameNumber[numbers[Int(own)]] = shared
            let key = NumberKey(vendor: bill.vendor, number: shared, isCredit: bill.amount < 0)
            groups[key, default: []].append(place)
        }
        let several = groups.values.filter { $0.count > 1 }
        rows = documents.rows(of: Set(several.joined()))
        for group in several {
            let group = group.sorted(by: precedes)
            for (offset, right) in group.enumerated().dropFirst() {
                // Against each one before it, since the nearest may be a further part of its own bill.
                if let left = group[..<offset].last(where: { !isOneBill($0, right) }) {
                    let isSame =
                        books.texts[documents.all[left].reference] == books.texts[documents.all[right].reference]
                    flag(left, right, isSame ? .sameNumber : .retyped)
                }
            }
        }
    }

    /// Rows of one feed under one number with other days are further lines of the bill, unless one of them is there already.
    private func isOneBill(_ left: Int, _ right: Int) -> Bool {
        let (one, other) = (documents.all[left], documents.all[right])
        guard one.feed == other.feed, one.kind == other.kind, one.reference == other.reference else { return false }
        guard one.amount != other.amount else { return false }
        let there = Set(rows[left]!.map { line($0) })
        return !rows[right]!.contains { there.contains(line($0)) }
    }

    private struct Line: Hashable { var account: TextID; var amount: Int64 }

    private func line(_ entry: Int) -> Line {
        Line(account: books.record(entry).account, amount: books.record(entry).amountMinor)
    }

    // MARK: Rows

    private struct Row: Hashable {
        var document: Int32
        var account: TextID
        var details: TextID
        var amount: Int64
        var leg: UInt8
    }

    /// A bill that holds the very same row twice.
    private mutating func findRows() {
        var seen: [Row: Int] = [:]
        var pairs: [(Int, Int)] = []
        for (entry, document) in zip(documents.entries, documents.documentOfEntry) {
            let bill = documents.all[Int(document)]
            guard bill.role == .bill, bill.vendor >= 0, !bill.reference.isEmpty, books.record(entry).amountMinor != 0,
                books.record(entry).leg == 0
            else { continue }
            let record = books.record(entry)
            let row = Row(
                document: document, account: record.account, details: record.details, amount: record.amountMinor,
                leg: record.leg)
            if let first = seen[row] { pairs.append((first, entry)) } else { seen[row] = entry }
        }
        for (first, entry) in pairs {
            let views = (PurchaseView(row: first, books), PurchaseView(row: entry, books))
            guard !denied.contains(views.0, views.1, books) else { continue }
            self.pairs.append(PurchasePair(kind: "duplicate", reason: .sameRow, left: views.0, right: views.1))
        }
    }

    // MARK: Amounts

    /// The same vendor and amount, and the last two characters of the number in the other order.
    private mutating func findSwapped() {
        var groups: [SwapKey: [Int]] = [:]
        var indexes: [String: Int32] = [:]
        for place in bills {
            let bill = documents.all[place]
            let own = number(bill.reference)
            guard own >= 0, let swapped = InvoiceNumbers.swapped(numbers[Int(own)]) else { continue }
            let index = indexes[swapped] ?? Int32(indexes.count)
            indexes[swapped] = index
            groups[SwapKey(vendor: bill.vendor, amount: bill.amount, number: index), default: []].append(place)
        }
        for group in groups.values where group.count > 1 {
            let group = group.sorted(by: precedes)
            for (left, right) in zip(group, group.dropFirst()) {
                let (one, other) = (documents.all[left], documents.all[right])
                let isOther = numbers[Int(number(one.reference))] != numbers[Int(number(other.reference))]
                if isOther, other.date - one.date <= Self.swappedDays { flag(left, right, .retyped) }
            }
        }
    }

    /// The same vendor and amount, within the days of the policy.
    private mutating func findNear() {
        let policies = books.snapshot.production.policies.matching
        var groups: [AmountKey: [Int]] = [:]
        for place in bills where !documents.all[place].date.isNone {
            let bill = documents.all[place]
            guard abs(bill.amount) >= policies.duplicateFrom else { continue }
            groups[AmountKey(vendor: bill.vendor, amount: bill.amount), default: []].append(place)
        }
        for group in groups.values where group.count > 1 {
            let group = group.sorted(by: precedes)
            for (left, right) in zip(group, group.dropFirst()) {
                let (one, other) = (documents.all[left], documents.all[right])
                guard other.date - one.date <= policies.duplicateDays else { continue }
                flag(left, right, .nearDate)
            }
        }
    }
}
