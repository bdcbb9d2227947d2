package import CostModel

/// A payment, a bill or an order of a vendor who lacks a document that the policy asks for.
package struct DocumentException: Hashable, Sendable {
    package var subject: RequiredDocument.Subject
    /// Its first row.
    package var entry: Int
    package var party: String
    /// Its number; empty where it has none.
    package var reference: String
    package var date: Day
    package var amount: Money
    /// The kind of document.
    package var document: String
    /// The document that does not hold on the day; -1 where the vendor has none of the kind.
    package var documentEntry: Int
    package var issued: Day
    package var expires: Day

    package var isExpired: Bool { documentEntry >= 0 }
}

/// No payment without a valid document, as `documents` of policies.yaml asks.
///
/// A document with a last day covers the days from its first to that one; one without covers every day. A form that the vendor
/// list says is in counts as the document `w9`.
struct DocumentRules {
    private(set) var exceptions: [DocumentException] = []
    private var held: [Holding: [Held]] = [:]

    private struct Holding: Hashable { var party: Int; var document: String }
    private struct Number: Hashable { var party: Int; var reference: TextID }
    private struct Held { var entry: Int; var issued: Day; var expires: Day }
    /// A bill of several lines is one subject.
    private struct Paper {
        var subject: RequiredDocument.Subject; var entry: Int; var amount: Int64; var accounts: [TextID]
    }

    init(_ books: inout Books) {
        let rules = books.snapshot.production.policies.documents.required
        guard !rules.isEmpty else { return }
        var parties = ExpenseGroups(books.texts, key: PartyName.key)
        readDocuments(books, &parties)
        let papers = Self.papers(books, rules, &parties)
        for rule in rules {
            let prefixes = rule.accounts.map { books.snapshot.production.normalized(account: $0) }
            for paper in papers where rule.subjects.contains(paper.subject) && paper.amount > rule.above {
                guard prefixes.isEmpty || Self.touches(paper, prefixes, books) else { continue }
                check(paper, rule, books, &parties)
            }
        }
        exceptions.sort { Self.order($0) < Self.order($1) }
        for exception in exceptions { Self.report(exception, &books) }
    }

    private static func order(_ exception: DocumentException) -> (Day, Int, String) {
        (exception.date, exception.entry, exception.document)
    }

    private static func kind(_ document: String) -> String {
        let kind = PartyName.words(document).joined(separator: " ")
        return ["w 9", "w9"].contains(kind) ? "w9" : kind
    }

    private mutating func readDocuments(_ books: Books, _ parties: inout ExpenseGroups) {
        for index in books.entries(.document) {
            let record = books.record(index)
            guard record.status != .void else { continue }
            let holding = Holding(
                party: parties.place(record.party), document: Self.kind(books.texts[record.type]))
            held[holding, default: []].append(Held(entry: index, issued: record.date, expires: record.weekEnding))
        }
        for index in books.entries(.vendor) where !books.record(index).date.isNone {
            let holding = Holding(party: parties.place(books.record(index).party), document: "w9")
            held[holding, default: []].append(Held(entry: index, issued: .none, expires: .none))
        }
    }

    private static func papers(
        _ books: Books, _ rules: [RequiredDocument], _ parties: inout ExpenseGroups
    ) -> [Paper] {
        let kinds: [(RequiredDocument.Subject, RecordKind)] = [
            (.payment, .payment), (.invoice, .invoiceLine), (.order, .purchaseOrderLine),
        ]
        var papers: [Paper] = []
        for (subject, kind) in kinds where rules.contains(where: { $0.subjects.contains(subject) }) {
            var places: [Number: Int] = [:]
            for index in books.entries(kind) {
                let record = books.record(index)
                guard record.status == .open || record.status == .closed else { continue }
                // What is no vendor's payment needs no vendor's document.
                if kind == .payment, PaymentPurpose(books.texts[record.tag]) != .vendor { continue }
                let key = Number(party: parties.place(record.party), reference: record.reference)
                if !record.reference.isEmpty, let place = places[key] {
                    papers[place].amount += record.amountMinor
                    papers[place].accounts.append(record.account)
                    continue
                }
                places[key] = papers.count
                papers.append(
                    Paper(subject: subject, entry: index, amount: record.amountMinor, accounts: [record.account]))
            }
        }
        return papers
    }

    private static func touches(_ paper: Paper, _ prefixes: [String], _ books: Books) -> Bool {
        paper.accounts.contains { id in
            let code = books.snapshot.production.normalized(account: books.texts[id])
            return prefixes.contains { code.hasPrefix($0) }
        }
    }

    private mutating func check(
        _ paper: Paper, _ rule: RequiredDocument, _ books: Books, _ parties: inout ExpenseGroups
    ) {
        let record = books.record(paper.entry)
        let holding = Holding(party: parties.place(record.party), document: Self.kind(rule.document))
        let documents = held[holding] ?? []
        let isCovered = documents.contains {
            $0.expires.isNone
                || ($0.expires >= record.date && ($0.issued.isNone || $0.issued <= record.date))
        }
        guard !isCovered else { return }
        // The one to cite is the one that reaches furthest.
        let latest = documents.max { ($0.expires, $0.entry) < ($1.expires, $1.entry) }
        exceptions.append(
            DocumentException(
                subject: paper.subject, entry: paper.entry, party: books.texts[record.party],
                reference: books.texts[record.reference], date: record.date,
                amount: Money(paper.amount, books.currency), document: rule.document,
                documentEntry: latest?.entry ?? -1, issued: latest?.issued ?? .none,
                expires: latest?.expires ?? .none))
    }

    private static func report(_ exception: DocumentException, _ books: inout Books) {
        let what =
            switch exception.subject {
            case .payment: "was paid"
            case .invoice: "has billed"
            case .order: "has an order of"
            }
        let sentence = "\(what) \(exception.amount.grouped) on \(exception.date) "
        guard exception.isExpired else {
            books.report(
                .documentMissing, at: exception.entry, field: "Vendor", value: exception.party,
                sentence + "and the register holds no \(exception.document) of theirs",
                hint: "ask for it, and enter it in the register of documents")
            return
        }
        let (file, line) = books.place(exception.documentEntry)
        let span =
            exception.expires < exception.date ? "ended on \(exception.expires)" : "begins on \(exception.issued)"
        books.report(
            .documentExpired, at: exception.entry, field: "Vendor", value: exception.party,
            sentence + "and their \(exception.document) \(span) (\(file):\(SourceLine(raw: Int32(line))))",
            hint: "ask for a new one, and enter it in the register of documents")
    }
}
