package import CostModel

/// Bills that may have been entered twice, and purchases that may be counted twice: to look at, never a figure.
package struct PurchaseFindings: Hashable, Sendable {
    /// In order of file and line of the later document.
    package var duplicates: [PurchasePair] = []
    package var doubleCounts: [PurchasePair] = []

    package init() {}

    init(_ books: inout Books) {
        let documents = PurchaseDocuments(books)
        guard !documents.all.isEmpty else { return }
        let denied = DeniedPairs(books)
        duplicates = Duplicates(documents, books, denied).pairs
        doubleCounts = DoubleCounts(documents, books, denied).pairs
        for pair in duplicates { report(.invoiceDuplicate, pair, &books) }
        for pair in doubleCounts { report(.possibleDoubleCount, pair, &books) }
    }

    private func report(_ code: DiagnosticCode, _ pair: PurchasePair, _ books: inout Books) {
        let (left, right) = (pair.left, pair.right)
        let before = "\(left.place), \(left.amount.grouped) of \(left.date)"
        let message =
            code == .invoiceDuplicate
            ? "\(right.vendor), \(right.amount.grouped): \(pair.reason.sentence) as \(before)"
            : "\(right.vendor), \(right.amount.grouped): \(pair.reason.sentence) \(before); both count"
        books.report(
            code, at: right.entry, field: "Invoice", value: right.reference, message,
            hint: "void one of the two at its source; or decide in matches.csv: \(pair.row(on: books.period))")
    }
}

/// Two documents that may be one purchase: the earlier one on the left.
package struct PurchasePair: Hashable, Sendable {
    package enum Reason: String, Sendable, CaseIterable {
        case sameNumber = "same number"
        case retyped = "same number re-typed"
        case sameRow = "same row twice"
        case nearDate = "same amount, near date"
        case citedNumber = "cites the bill"
        case proposed = "vendor, amount and date"

        var sentence: String {
            switch self {
            case .sameNumber: "has the same vendor and number"
            case .retyped: "has the same vendor and a number that reads like the same"
            case .sameRow: "is the same row of the same bill"
            case .nearDate: "has the same vendor and amount, a few days apart,"
            case .citedNumber: "cites the bill"
            case .proposed: "has the same vendor, amount and time"
            }
        }
    }

    package var kind: String
    package var reason: Reason
    package var left: PurchaseView
    package var right: PurchaseView

    /// The row of `matches.csv` that confirms it.
    package func row(on day: Day) -> String {
        ([day.description, kind, left.name, right.name, "same"].map(Self.quoted) + ["", ""]).joined(separator: ",")
    }

    private static func quoted(_ text: String) -> String {
        text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
            ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}

/// A document or an order as people read it.
package struct PurchaseView: Hashable, Sendable {
    /// As `matches.csv` calls it.
    package var name: String
    package var kind: String
    package var vendor: String
    package var reference: String
    package var date: Day
    package var amount: Money
    package var file: String
    package var line: Int
    /// Index into the snapshot's entries.
    package var entry: Int

    package var place: String { "\(file):\(SourceLine(raw: Int32(clamping: line)))" }

    init(_ document: PurchaseDocument, _ books: Books) {
        self.init(document.first, MatchName.text(document, books.snapshot), document.amount, books)
    }

    init(_ entry: Int, _ name: String, _ amount: Int64, _ books: Books) {
        let record = books.record(entry)
        let (file, line) = books.place(entry)
        (self.name, self.file, self.line, self.entry) = (name, file, line, entry)
        kind = record.kind.title
        vendor = books.texts[record.party]
        reference = books.texts[record.reference]
        date = record.date
        self.amount = Money(amount, books.currency)
    }

    /// One row of a document, by its place.
    init(row entry: Int, _ books: Books) {
        let (file, line) = books.place(entry)
        self.init(entry, "\(file):\(line)", books.record(entry).amountMinor, books)
    }

    init(_ order: OrderLine, open: Money, _ books: Books) {
        self.init(order.entry, "PO \(OrderNumbers.normalized(order.number))", open.minorUnits, books)
    }
}

/// Pairs that somebody has found to be different purchases.
struct DeniedPairs {
    private var pairs: Set<[String]> = []

    init(_ books: Books) {
        for row in books.snapshot.matches.rows where row.state == .denied {
            let names = [row.left, row.right].map { Self.key(MatchName($0, books.snapshot.files)) }
            pairs.insert(names.sorted())
        }
    }

    func contains(_ left: PurchaseView, _ right: PurchaseView, _ books: Books) -> Bool {
        guard !pairs.isEmpty else { return false }
        for one in Self.keys(left, books) {
            for other in Self.keys(right, books) where pairs.contains([one, other].sorted()) { return true }
        }
        return false
    }

    private static func keys(_ view: PurchaseView, _ books: Books) -> [String] {
        let origin = books.entry(view.entry).origin
        return [
            key(MatchName(view.name, books.snapshot.files)), key(.row(sourceID: origin.sourceID, line: origin.line)),
        ]
    }

    private static func key(_ name: MatchName) -> String {
        switch name {
        case .order(let number): "PO \(number)"
        case .row(let sourceID, let line): "\(sourceID):\(line)"
        case .document(let key): key
        }
    }
}
