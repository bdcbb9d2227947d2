import CostModel

/// A charge, a receipt or a ledger row that cites a bill of the same vendor and amount: both are cost, and one of them should not be.
struct DoubleCounts {
    private(set) var pairs: [PurchasePair] = []
    /// Payments that cite a bill: settlement, as it should be.
    private(set) var payments: [(bill: Int, payment: Int)] = []

    private let documents: PurchaseDocuments
    private let books: Books
    private var byNumber: [Key: [Int]] = [:]
    private var numbers: [String: Int32] = [:]
    private var cited: [TextID: [Int32]] = [:]

    private struct Key: Hashable { var stem: Int32; var number: Int32; var amount: Int64 }

    init(_ documents: PurchaseDocuments, _ books: Books, _ denied: DeniedPairs) {
        (self.documents, self.books) = (documents, books)
        guard documents.all.contains(where: { $0.role != .bill }) else { return }
        for (place, bill) in documents.all.enumerated() where bill.role == .bill && bill.vendor >= 0 && bill.amount != 0
        {
            guard let number = InvoiceNumbers.canonical(books.texts[bill.reference]), number.utf8.count >= 3 else {
                continue
            }
            let index = numbers[number] ?? Int32(numbers.count)
            numbers[number] = index
            byNumber[Key(stem: bill.stem, number: index, amount: bill.amount), default: []].append(place)
        }
        guard !numbers.isEmpty else { return }
        for (place, document) in documents.all.enumerated() where document.role != .bill && document.vendor >= 0 {
            guard let bill = bill(citedBy: document) else { continue }
            if document.role == .payment {
                payments.append((bill, place))
                continue
            }
            let views = (PurchaseView(documents.all[bill], books), PurchaseView(document, books))
            guard !denied.contains(views.0, views.1, books) else { continue }
            pairs.append(PurchasePair(kind: "purchase", reason: .citedNumber, left: views.0, right: views.1))
        }
        pairs.sort { ($0.right.file, $0.right.line) < ($1.right.file, $1.right.line) }
    }

    /// By its number or its text; the amount has to be the same.
    private mutating func bill(citedBy document: PurchaseDocument) -> Int? {
        for id in [document.reference, books.record(document.first).details] where !id.isEmpty {
            for number in numbersCited(in: id) {
                let key = Key(stem: document.stem, number: number, amount: document.amount)
                if let bill = byNumber[key]?.first { return bill }
            }
        }
        return nil
    }

    private mutating func numbersCited(in id: TextID) -> [Int32] {
        if let known = cited[id] { return known }
        let found = InvoiceNumbers.cited(in: books.texts[id]).compactMap { numbers[$0] }
        cited[id] = found
        return found
    }
}
