import CostModel

/// A charge, a receipt or a ledger row that cites a bill of the same vendor and amount: both are cost, and one of them should not be.
struct DoubleCounts {
    private(set) var pairs: [PurchasePair] = []
    /// Payments that cite a bill: settlement, as it should be.
    private(set) var payments: [(bill: Int, payment: Int)] = []

    private let documents: PurchaseDocuments
    private let books: Books
    private var byNumber: [Key: Int] = [:]
    private var cited: [TextID: [UInt64]] = [:]

    private struct Price: Hashable { var stem: Int32; var amount: Int64 }
    private struct Key: Hashable { var price: Price; var number: UInt64 }

    init(_ documents: PurchaseDocuments, _ books: Books, _ denied: DeniedPairs) {
        (self.documents, self.books) = (documents, books)
        // Of a million bills only those that have the price of something else can be meant.
        var prices: Set<Price> = []
        for document in documents.all where document.role != .bill && document.vendor >= 0 && document.amount != 0 {
            prices.insert(Price(stem: document.stem, amount: document.amount))
        }
        guard !prices.isEmpty else { return }
        let texts = books.texts
        for (place, bill) in documents.all.enumerated() where bill.role == .bill && bill.vendor >= 0 {
            let price = Price(stem: bill.stem, amount: bill.amount)
            guard prices.contains(price), let number = texts.withBytes(of: bill.reference, InvoiceNumbers.hash) else {
                continue
            }
            let key = Key(price: price, number: number)
            byNumber[key] = byNumber[key] ?? place
        }
        guard !byNumber.isEmpty else { return }
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
        let price = Price(stem: document.stem, amount: document.amount)
        for id in [document.reference, books.record(document.first).details] where !id.isEmpty {
            for number in numbersCited(in: id) {
                if let bill = byNumber[Key(price: price, number: number)] { return bill }
            }
        }
        return nil
    }

    private mutating func numbersCited(in id: TextID) -> [UInt64] {
        if let known = cited[id] { return known }
        let found = InvoiceNumbers.cited(in: books.texts[id]).map { number in
            var copy = number
            return copy.withUTF8 { Fingerprint.hash64(UnsafeRawBufferPointer($0)) }
        }
        cited[id] = found
        return found
    }
}
