package import CostModel

/// The payments in force, voids among them, and what each is for.
struct Payments {
    /// Entries in order of the ledger.
    private(set) var entries: [Int] = []
    /// Minor units of what counts, by purpose.
    private(set) var sums: [PaymentPurpose: Int64] = [:]

    init(_ books: Books) {
        for index in books.entries(.payment) {
            entries.append(index)
            let record = books.record(index)
            guard record.status != .void else { continue }
            sums[Self.purpose(record, books.texts), default: 0] += Self.out(record, books.texts)
        }
    }

    static func purpose(_ record: CostRecord, _ texts: Texts) -> PaymentPurpose {
        record.tag.isEmpty ? .vendor : PaymentPurpose(texts[record.tag])
    }

    /// Money out in minor units; negative for what comes in. Funding and an opening balance come in, however they are written.
    static func out(_ record: CostRecord, _ texts: Texts) -> Int64 {
        switch purpose(record, texts) {
        case .funding: -abs(record.amountMinor)
        case .opening: -record.amountMinor
        case .vendor, .payroll, .pettyCash, .card, .other: record.amountMinor
        }
    }

    /// A card settles with the vendor by itself: the card company files the form (domain 1.6).
    static func isCard(method: String) -> Bool {
        let words = PartyName.words(method)
        return words.contains("card") || words.contains("cards")
    }
}

/// What a vendor was paid in a calendar year, by the day of payment (domain 1.6, the 1099 report).
package struct VendorPayments: Hashable, Sendable {
    package enum Form: String, Sendable {
        /// The vendor list says that none is due.
        case none = "none"
        case below = "below threshold"
        case due = "due"
        /// Due, and the vendor's own form is not in.
        case missing = "W-9 missing"
        /// The vendor is on no list, or the list does not say.
        case unknown = "not on the vendor list"
    }

    package var vendor: String
    package var year: Int
    package var payments: Int
    package var paid: Money
    /// Paid by card: the card company reports it.
    package var byCard: Money
    package var form: Form
    package var box: String
    package var taxNumber: String
    package var taxClass: String
    package var state: String
    package var formReceived: Day
    /// In force for the year; nil where policies.yaml sets none.
    package var threshold: Money?
    /// The year's last payment.
    package var entry: Int

    /// What a form of the year would state.
    package var reportable: Money { form == .due || form == .missing ? paid : .zero(paid.currency) }
}

/// Vendor payments by vendor and year.
struct VendorPaymentList {
    private(set) var all: [VendorPayments] = []

    init(_ books: inout Books) {
        let vendors = books.entries(.vendor)
        guard !books.entries(.payment).isEmpty else { return }
        var names = ExpenseGroups(books.texts, key: PartyName.key)
        var profiles: [Int: VendorProfile] = [:]
        for index in vendors where books.record(index).status != .void {
            let place = names.place(books.record(index).party)
            if profiles[place] == nil { profiles[place] = VendorProfile(books.record(index), in: books.texts) }
        }
        let forms = Self.forms(books, &names)
        var places: [VendorYear: Int] = [:]
        var cards = TextMemo(books.texts, Payments.isCard)
        for index in books.entries(.payment) {
            let record = books.record(index)
            guard record.status != .void, Payments.purpose(record, books.texts) == .vendor else { continue }
            let vendor = names.place(record.party)
            let key = VendorYear(vendor: vendor, year: record.date.civil.year)
            let place = places[key] ?? all.count
            if place == all.count {
                places[key] = place
                all.append(.empty(names.names[vendor], year: key.year, profiles[vendor], books))
                if all[place].formReceived.isNone { all[place].formReceived = forms[vendor] ?? .none }
            }
            all[place].payments += 1
            if cards[record.type] {
                all[place].byCard += record.amount
            } else {
                all[place].paid += record.amount
            }
            all[place].entry = index
        }
        for (key, place) in places { judge(place, profiles[key.vendor], hasForm: forms[key.vendor] != nil) }
        all.sort {
            $0.year == $1.year ? Findings.precedes($0.vendor, $1.vendor) : $0.year > $1.year
        }
        for payments in all where payments.form == .missing { Self.report(payments, &books) }
    }

    private struct VendorYear: Hashable { var vendor: Int; var year: Int }

    /// Vendors whose W-9 the register of documents holds, with its day.
    private static func forms(_ books: Books, _ names: inout ExpenseGroups) -> [Int: Day] {
        var forms: [Int: Day] = [:]
        for index in books.entries(.document) where books.record(index).status != .void {
            let kind = PartyName.words(books.texts[books.record(index).type]).joined()
            if kind == "w9" { forms[names.place(books.record(index).party)] = books.record(index).date }
        }
        return forms
    }

    private mutating func judge(_ place: Int, _ profile: VendorProfile?, hasForm: Bool) {
        let payments = all[place]
        guard let needsForm = profile?.needsTaxForm else {
            all[place].form = .unknown
            return
        }
        guard needsForm else {
            all[place].form = .none
            return
        }
        guard !payments.paid.isZero, payments.threshold.map({ payments.paid >= $0 }) ?? true else {
            all[place].form = .below
            return
        }
        all[place].form = hasForm || !payments.formReceived.isNone ? .due : .missing
    }

    private static func report(_ payments: VendorPayments, _ books: inout Books) {
        books.report(
            .taxFormMissing, at: payments.entry, field: "Payee", value: payments.vendor,
            "was paid \(payments.paid.grouped) in \(payments.year) and their W-9 is not in",
            hint: "ask for it; enter the day in the vendor list or the form in the register of documents")
    }
}

extension VendorPayments {
    fileprivate static func empty(_ name: String, year: Int, _ profile: VendorProfile?, _ books: Books) -> Self {
        let threshold = books.snapshot.production.policies.documents.threshold(ofYear: year)
        return VendorPayments(
            vendor: name, year: year, payments: 0, paid: books.zero, byCard: books.zero, form: .unknown,
            box: profile?.box ?? "", taxNumber: profile?.taxNumber ?? "", taxClass: profile?.taxClass ?? "",
            state: profile?.state ?? "", formReceived: profile?.formReceived ?? .none,
            threshold: threshold.map { Money($0.amount, books.currency) }, entry: -1)
    }
}
