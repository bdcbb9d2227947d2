import CostModel

/// What may be one purchase and does not say so: an order and a bill without its number, a bill and a charge or a payment.
/// The same vendor, an amount and a time within the policy's tolerances. To confirm or deny; no figure knows of it.
struct Proposals {
    private(set) var pairs: [PurchasePair] = []

    private let documents: PurchaseDocuments
    private let books: Books
    private let denied: DeniedPairs
    private let policies: MatchingPolicies

    /// Of a vendor's bills of about one amount no more than these are looked at for one charge.
    private static let candidatesMax = 64

    init(_ documents: PurchaseDocuments, _ orders: [OrderLine], known: Set<Int>, _ books: Books) {
        (self.documents, self.books) = (documents, books)
        denied = DeniedPairs(books)
        policies = books.snapshot.production.policies.matching
        proposeOrders(orders)
        proposeBills(known)
        pairs.sort {
            ($0.right.date, $0.right.file, $0.right.line, $0.left.name) < (
                $1.right.date, $1.right.file, $1.right.line, $1.left.name
            )
        }
    }

    /// Something that an other document may be matched with.
    private struct Candidate {
        var amount: Int64
        var date: Day
        var place: Int
    }

    private mutating func add(_ kind: String, _ left: PurchaseView, _ right: PurchaseView) -> Bool {
        guard !denied.contains(left, right, books) else { return false }
        pairs.append(PurchasePair(kind: kind, reason: .proposed, left: left, right: right))
        return true
    }

    // MARK: Orders

    private mutating func proposeOrders(_ orders: [OrderLine]) {
        var open: [(line: OrderLine, amount: Int64)] = []
        for line in orders where !line.open.isZero {
            if let last = open.last, OrderNumbers.normalized(last.line.number) == OrderNumbers.normalized(line.number) {
                open[open.count - 1].amount += line.open.minorUnits
            } else {
                open.append((line, line.open.minorUnits))
            }
        }
        var byVendor: [Int32: [Candidate]] = [:]
        for (place, order) in open.enumerated() {
            guard let vendor = documents.vendor(named: order.line.vendor) else { continue }
            byVendor[vendor, default: []].append(Candidate(amount: order.amount, date: order.line.date, place: place))
        }
        guard !byVendor.isEmpty else { return }
        sort(&byVendor)
        for document in documents.all where document.role != .payment && document.order.isEmpty && document.amount > 0 {
            guard let candidates = byVendor[document.vendor] else { continue }
            for found in near(document, candidates, days: -policies.days...policies.orderDays) {
                let left = PurchaseView(open[found].line, open: Money(open[found].amount, books.currency), books)
                if add("order", left, PurchaseView(document, books)) { break }
            }
        }
    }

    // MARK: Bills

    /// `known` documents are settled with a bill already.
    private mutating func proposeBills(_ known: Set<Int>) {
        var byVendor: [Int32: [Candidate]] = [:]
        for (place, bill) in documents.all.enumerated()
        where bill.role == .bill && bill.stem >= 0 && !known.contains(place) {
            byVendor[bill.stem, default: []].append(Candidate(amount: bill.amount, date: bill.date, place: place))
        }
        guard !byVendor.isEmpty else { return }
        sort(&byVendor)
        var used: Set<Int> = []
        for (place, document) in documents.all.enumerated() where document.role != .bill && !known.contains(place) {
            guard document.amount != 0, let candidates = byVendor[document.stem] else { continue }
            let days = document.role == .payment ? policies.orderDays : policies.days
            for found in near(document, candidates, days: -policies.days...days) where !used.contains(found) {
                let kind = document.role == .payment ? "payment" : "purchase"
                if add(kind, PurchaseView(documents.all[found], books), PurchaseView(document, books)) {
                    used.insert(found)
                    break
                }
            }
        }
    }

    private func sort(_ candidates: inout [Int32: [Candidate]]) {
        for key in candidates.keys {
            candidates[key]!.sort { ($0.amount, $0.date, $0.place) < ($1.amount, $1.date, $1.place) }
        }
    }

    /// Places of candidates within the tolerances, the nearest in amount first, then in time. `days`: from the candidate's date to
    /// the document's.
    private func near(_ document: PurchaseDocument, _ candidates: [Candidate], days: ClosedRange<Int>) -> [Int] {
        let tolerance = policies.tolerance(of: document.amount)
        var (low, high) = (0, candidates.count)
        while low < high {
            let middle = (low + high) / 2
            if candidates[middle].amount < document.amount - tolerance { low = middle + 1 } else { high = middle }
        }
        var found: [Candidate] = []
        for candidate in candidates[low...].prefix(Self.candidatesMax) {
            guard candidate.amount <= document.amount + tolerance else { break }
            if !candidate.date.isNone, !document.date.isNone, days.contains(document.date - candidate.date) {
                found.append(candidate)
            }
        }
        func distance(_ candidate: Candidate) -> (Int64, Int, Int) {
            (abs(candidate.amount - document.amount), abs(document.date - candidate.date), candidate.place)
        }
        return found.sorted { distance($0) < distance($1) }.map(\.place)
    }
}
