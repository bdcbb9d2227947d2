import CostModel

/// Bills that look as if they had been entered twice. Grouped by hash: no bill is compared with all others.
struct Duplicates {
    private(set) var pairs: [PurchasePair] = []

    private let documents: PurchaseDocuments
    private let books: Books
    private let denied: DeniedPairs
    private let bills: [Int]
    /// Bills that are flagged already: the strongest reason is enough.
    private var flagged: Set<Int> = []
    private var rows: [Int: [Int]] = [:]

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

    /// Bills with the same key, earlier ones first; those without a fellow are left out.
    private func groups(_ key: (PurchaseDocument, Texts) -> UInt64?) -> [[Int]] {
        let texts = books.texts
        return HashedGroup.all(bills) { key(documents.all[$0], texts) }.map { $0.sorted(by: precedes) }
    }

    // MARK: Numbers

    /// The same vendor and number, as written or re-typed.
    private mutating func findNumbers() {
        let several = groups { bill, texts in
            guard let number = texts.withBytes(of: bill.reference, InvoiceNumbers.hash) else { return nil }
            return HashedGroup.key(UInt64(bill.vendor), number, bill.amount < 0 ? 1 : 0)
        }
        rows = documents.rows(of: Set(several.joined()))
        for group in several {
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
        let pairs = groups { bill, texts in
            guard let number = texts.withBytes(of: bill.reference, InvoiceNumbers.swappedHash) else { return nil }
            return HashedGroup.key(UInt64(bill.vendor), number, UInt64(bitPattern: bill.amount))
        }
        for group in pairs {
            for (left, right) in zip(group, group.dropFirst()) {
                let (one, other) = (documents.all[left], documents.all[right])
                let isOther =
                    InvoiceNumbers.canonical(books.texts[one.reference])
                    != InvoiceNumbers.canonical(books.texts[other.reference])
                if isOther, other.date - one.date <= Self.swappedDays { flag(left, right, .retyped) }
            }
        }
    }

    /// The same vendor and amount, within the days of the policy.
    private mutating func findNear() {
        let policies = books.snapshot.production.policies.matching
        let near = groups { bill, _ in
            guard !bill.date.isNone, abs(bill.amount) >= policies.duplicateFrom else { return nil }
            return HashedGroup.key(UInt64(bill.vendor), UInt64(bitPattern: bill.amount), 0)
        }
        for group in near {
            for (left, right) in zip(group, group.dropFirst()) {
                let (one, other) = (documents.all[left], documents.all[right])
                guard other.date - one.date <= policies.duplicateDays else { continue }
                flag(left, right, .nearDate)
            }
        }
    }
}

/// Grouping by a hash of 64 bits, as a sort of whole numbers: nearly all groups have one member, and are never made.
enum HashedGroup {
    private struct Keyed { var key: UInt64; var place: Int32 }

    static func key(_ parts: UInt64...) -> UInt64 {
        var key: UInt64 = 0
        for part in parts {
            key = (key ^ part) &* 0x9E37_79B9_7F4A_7C15
            key ^= key >> 29
        }
        return key
    }

    static func all(_ places: [Int], _ key: (Int) -> UInt64?) -> [[Int]] {
        var keyed: [Keyed] = []
        keyed.reserveCapacity(places.count)
        for place in places { if let key = key(place) { keyed.append(Keyed(key: key, place: Int32(place))) } }
        keyed.sort { ($0.key, $0.place) < ($1.key, $1.place) }
        var groups: [[Int]] = []
        var start = 0
        while start < keyed.count {
            var end = start + 1
            while end < keyed.count, keyed[end].key == keyed[start].key { end += 1 }
            if end - start > 1 { groups.append(keyed[start..<end].map { Int($0.place) }) }
            start = end
        }
        return groups
    }
}
