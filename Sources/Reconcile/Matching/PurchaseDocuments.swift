import CostModel

/// A bill, a receipt, a coded charge or a payment: the rows of one feed that have kind, party, number and day in common.
/// Rows without a number stand for themselves.
struct PurchaseDocument {
    enum Role { case bill, receipt, payment }

    var role: Role
    var kind: RecordKind
    var feed: Int32
    /// Index of the vendor's name as normalised, and of its first word; -1 where the record names nobody.
    var vendor: Int32
    var stem: Int32
    var party: TextID
    var reference: TextID
    var date: Day
    /// Minor units of all its rows.
    var amount: Int64 = 0
    /// The order that a row of it cites.
    var order: TextID = .empty
    /// The first of its rows, as an index into the snapshot's entries.
    var first: Int
}

/// The documents of some entries, grouped in one pass.
struct PurchaseDocuments {
    private(set) var all: [PurchaseDocument] = []
    /// The entries that were given, and the document of each.
    let entries: [Int]
    private(set) var documentOfEntry: [Int32] = []
    private var vendors: VendorIndex

    static let kinds: [RecordKind] = [.invoiceLine, .ledgerLine, .pettyCashLine, .cardCoding, .payment]

    private struct Key: Hashable {
        var kind: RecordKind
        var feed: Int32
        var date: Day
        var party: TextID
        var reference: TextID
        var type: TextID
        /// Tells rows without a number apart.
        var entry: Int
    }

    /// Of records in force that count: void rows and settlement are no purchases, payments always are.
    init(_ books: Books) {
        var entries: [Int] = []
        for kind in Self.kinds {
            for index in books.entries(kind) where Self.counts(books.record(index)) { entries.append(index) }
        }
        self.init(entries, books.snapshot)
    }

    init(_ entries: [Int], _ snapshot: Snapshot) {
        self.entries = entries
        vendors = VendorIndex(snapshot.texts.count)
        documentOfEntry.reserveCapacity(entries.count)
        all.reserveCapacity(entries.count / 2)
        var places: [Key: Int32] = [:]
        for index in entries {
            let entry = snapshot.entries[index]
            let record = entry.record
            let key = Key(
                kind: record.kind, feed: entry.feed, date: record.date, party: record.party,
                reference: record.reference, type: record.type, entry: record.reference.isEmpty ? index : 0)
            let place = places[key] ?? Int32(all.count)
            if place == Int32(all.count) {
                places[key] = place
                let vendor = vendors.index(of: record.party, snapshot.texts)
                all.append(
                    PurchaseDocument(
                        role: Self.role(record, snapshot.texts), kind: record.kind, feed: entry.feed,
                        vendor: vendor.name, stem: vendor.stem, party: record.party, reference: record.reference,
                        date: record.date, first: index))
            }
            documentOfEntry.append(place)
            all[Int(place)].amount += record.amountMinor
            if all[Int(place)].order.isEmpty { all[Int(place)].order = record.order }
        }
    }

    /// The rows of each document, for those that are asked for.
    func rows(of wanted: Set<Int>) -> [Int: [Int]] {
        var rows: [Int: [Int]] = [:]
        for (index, document) in zip(entries, documentOfEntry) where wanted.contains(Int(document)) {
            rows[Int(document), default: []].append(index)
        }
        return rows
    }

    func vendor(named name: String) -> Int32? { vendors.named(name) }
    func stem(named name: String) -> Int32? { vendors.stemmed(name) }

    static func counts(_ record: CostRecord) -> Bool {
        record.status == .open || record.status == .closed
            || (record.kind == .payment && record.status == .settlement)
    }

    /// A ledger holds bills, and what was bought without one.
    private static func role(_ record: CostRecord, _ texts: Texts) -> PurchaseDocument.Role {
        switch record.kind {
        case .invoiceLine: return .bill
        case .payment: return .payment
        case .ledgerLine:
            let type = texts[record.type].lowercased()
            let isBill = type.contains("bill") || type.contains("invoice") || type.contains("vendor credit")
            return isBill && !type.contains("payment") ? .bill : .receipt
        default: return .receipt
        }
    }
}

/// Names of vendors as whole numbers, each text normalised once.
struct VendorIndex {
    private var ofText: [Int32]
    private var names: [String: Int32] = [:]
    private var stems: [String: Int32] = [:]
    private var stemOfName: [Int32] = []

    init(_ textCount: Int) { ofText = Array(repeating: -2, count: textCount) }

    mutating func index(of party: TextID, _ texts: Texts) -> (name: Int32, stem: Int32) {
        let slot = Int(party.index)
        if ofText[slot] == -2 {
            let name = VendorNames.normalized(texts[party])
            ofText[slot] = name.isEmpty ? -1 : add(name)
        }
        return ofText[slot] < 0 ? (-1, -1) : (ofText[slot], stemOfName[Int(ofText[slot])])
    }

    func named(_ name: String) -> Int32? { names[VendorNames.normalized(name)] }
    func stemmed(_ name: String) -> Int32? { stems[VendorNames.stem(VendorNames.normalized(name))] }

    private mutating func add(_ name: String) -> Int32 {
        if let known = names[name] { return known }
        let stem = VendorNames.stem(name)
        let place = stems[stem] ?? Int32(stems.count)
        stems[stem] = place
        names[name] = Int32(stemOfName.count)
        stemOfName.append(place)
        return Int32(stemOfName.count - 1)
    }
}
