package import CostModel

/// An envelope against its top sheet (domain 1.7): the receipt lines are its total, and each has a receipt, a vendor and an account.
package struct EnvelopeProof: Hashable, Sendable {
    package var custodian: String
    package var envelope: String
    package var first: Day
    package var last: Day
    package var lines: Int
    package var receipts: Money
    /// The total of the top sheet; nil where no list states it.
    package var stated: Money?
    package var withoutReceipt: Int
    package var withoutVendor: Int
    package var withoutAccount: Int
    /// Above the production's cap for one envelope.
    package var overCap: Money
    /// Its first receipt line.
    package var entry: Int
    /// Where its total is stated; -1 where it is not.
    package var statedEntry: Int

    package var difference: Money { stated.map { $0 - receipts } ?? .zero(receipts.currency) }
    package var isWhole: Bool {
        difference.isZero && withoutReceipt == 0 && withoutVendor == 0 && withoutAccount == 0 && overCap.isZero
    }
}

/// The floats and the envelopes of all custodians.
struct PettyCash {
    private(set) var floats: [FloatProof] = []
    private(set) var envelopes: [EnvelopeProof] = []
    /// The day on which an envelope was handed in, by its key: that of its row in the list of floats, else its last receipt.
    private(set) var handedIn: [EnvelopeKey: Day] = [:]
    private(set) var custodians: ExpenseGroups
    private(set) var movements: FloatMovements

    struct EnvelopeKey: Hashable { var custodian: Int; var envelope: String }

    init(_ books: inout Books) {
        custodians = ExpenseGroups(books.texts, key: Labour.workerKey)
        movements = FloatMovements(&books, &custodians)
        proveEnvelopes(&books)
        proveFloats(&books)
    }

    private mutating func proveEnvelopes(_ books: inout Books) {
        var places: [EnvelopeKey: Int] = [:]
        var proofs: [EnvelopeProof] = []
        var keys = TextMemo(books.texts, ExpenseGroups.plainKey)
        var receipts = TextMemo(books.texts, Receipt.isThere)
        for index in books.entries(.pettyCashLine) {
            let record = books.record(index)
            guard record.status == .open || record.status == .closed else { continue }
            let key = EnvelopeKey(custodian: custodians.place(record.holder), envelope: keys[record.reference])
            let place = places[key] ?? proofs.count
            if place == proofs.count {
                places[key] = place
                proofs.append(.empty(custodians.names[key.custodian], books.texts[record.reference], index, books))
            }
            proofs[place].add(record, hasReceipt: receipts[record.type])
        }
        for movement in movements.all where movement.kind == .envelope {
            let key = EnvelopeKey(custodian: movement.custodian, envelope: movement.reference)
            guard let place = places[key], !movement.reference.isEmpty else { continue }
            proofs[place].stated = (proofs[place].stated ?? books.zero) + Money(movement.amount, books.currency)
            proofs[place].statedEntry = movement.entry
            handedIn[key] = max(handedIn[key] ?? movement.date, movement.date)
        }
        for (key, place) in places where handedIn[key] == nil { handedIn[key] = proofs[place].last }
        if let cap = books.snapshot.production.policies.pettyCash.envelopeCap {
            for place in proofs.indices {
                proofs[place].overCap.minorUnits = max(0, proofs[place].receipts.minorUnits - cap)
            }
        }
        envelopes = proofs.sorted {
            $0.custodian == $1.custodian
                ? Findings.precedes($0.envelope, $1.envelope) : Findings.precedes($0.custodian, $1.custodian)
        }
        for proof in envelopes where !proof.difference.isZero { Self.report(proof, &books) }
    }

    private mutating func proveFloats(_ books: inout Books) {
        var byCustodian: [[FloatMovement]] = Array(repeating: [], count: custodians.names.count)
        for movement in movements.all { byCustodian[movement.custodian].append(movement) }
        var receipts = [Int64](repeating: 0, count: custodians.names.count)
        var posted = [Set<String>](repeating: [], count: custodians.names.count)
        for proof in envelopes {
            let place = custodians.place(proof.custodian)
            receipts[place] += proof.receipts.minorUnits
            posted[place].insert(ExpenseGroups.plainKey(proof.envelope))
        }
        for (place, name) in custodians.names.enumerated() {
            floats.append(
                FloatProof(name, byCustodian[place], receipts: receipts[place], posted: posted[place], books))
        }
        floats.sort { Findings.precedes($0.custodian, $1.custodian) }
        let isRequired = books.snapshot.production.policies.pettyCash.proof == .required
        for proof in floats where proof.entry >= 0 && (proof.isCounted ? !proof.proves : isRequired) {
            Self.report(proof, &books)
        }
    }

    private static func report(_ proof: FloatProof, _ books: inout Books) {
        guard proof.isCounted else {
            guard !proof.outstanding.isZero else { return }
            books.report(
                .floatDiffers, at: proof.entry, field: "Custodian", value: proof.custodian,
                "has \(proof.outstanding.grouped) outstanding, and the float was never counted",
                hint: "count it, and enter the cash as a row of the kind counted")
            return
        }
        let side = proof.difference.isNegative ? "more" : "less"
        let size = Money(abs(proof.difference.minorUnits), books.currency)
        books.report(
            .floatDiffers, at: proof.entry, field: "Custodian", value: proof.custodian,
            "has \(proof.outstanding.grouped) outstanding; cash, receipts and envelopes come to "
                + "\(proof.accounted.grouped), \(size.grouped) \(side)",
            hint: "look for an envelope that is not posted, a receipt not counted, or a movement entered twice")
    }

    private static func report(_ proof: EnvelopeProof, _ books: inout Books) {
        books.report(
            .envelopeDiffers, at: proof.statedEntry, field: "Envelope", value: proof.envelope,
            "of \(proof.custodian) states \(proof.stated!.grouped); its receipts come to \(proof.receipts.grouped)",
            hint: "a receipt is missing, or the total was added up wrong")
    }
}

extension EnvelopeProof {
    fileprivate static func empty(_ custodian: String, _ envelope: String, _ entry: Int, _ books: Books) -> Self {
        EnvelopeProof(
            custodian: custodian, envelope: envelope, first: .none, last: .none, lines: 0, receipts: books.zero,
            stated: nil, withoutReceipt: 0, withoutVendor: 0, withoutAccount: 0, overCap: books.zero, entry: entry,
            statedEntry: -1)
    }

    fileprivate mutating func add(_ record: CostRecord, hasReceipt: Bool) {
        if !record.date.isNone, first.isNone || record.date < first { first = record.date }
        last = max(last, record.date)
        lines += 1
        receipts.minorUnits += record.amountMinor
        if !hasReceipt { withoutReceipt += 1 }
        if record.party.isEmpty { withoutVendor += 1 }
        if record.account.isEmpty { withoutAccount += 1 }
    }
}

/// What lists write where they say whether there is a receipt.
enum Receipt {
    private static let absent: Set<String> = [
        "n", "no", "none", "missing", "lost", "false", "0", "pending", "requested",
    ]

    /// A number, a file or a yes; blank and `no` are none.
    static func isThere(_ text: String) -> Bool {
        guard let first = PartyName.words(text).first else { return false }
        return !absent.contains(first)
    }
}
