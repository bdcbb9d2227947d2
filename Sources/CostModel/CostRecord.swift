/// One row of an export, typed: the shape that every kind shares, of fixed size and without heap storage.
///
/// Domain section 4 gives money records their common fields; the row path wants them small. So a record of any kind
/// is this struct. Set-up kinds have typed views with the field's own names (`Account`, `BudgetLine`, `CrewDeal`, …) in `Setup.swift`.
package struct CostRecord: Hashable, Sendable {
    package var kind: RecordKind
    package var status: RecordStatus = .open
    /// A row can post to several accounts (gross and fringe): 0 for the first, 1 for the next.
    package var leg: UInt8 = 0
    package var currency: Currency

    /// The posting date: what decides the period. Work date of a timecard, run date of a register.
    package var date: Day = .none
    /// The week of service that a timecard or a payroll line belongs to.
    package var weekEnding: Day = .none

    package var account: TextID = .empty
    /// Vendor, worker, payee or merchant.
    package var party: TextID = .empty
    /// The document's own number: invoice, PO, envelope, card reference, transfer.
    package var reference: TextID = .empty
    /// The purchase order that the document cites.
    package var order: TextID = .empty
    package var details: TextID = .empty
    package var department: TextID = .empty
    /// Card member, petty-cash custodian, or a worker's occupation.
    package var holder: TextID = .empty
    /// Transaction type, earnings type, unit, method: a word from the source that rules may look at.
    package var type: TextID = .empty
    package var set: TextID = .empty
    package var tag: TextID = .empty

    /// Minor units of `currency`.
    package var amountMinor: Int64 = 0
    /// 1/10,000 of the main unit an hour, day or piece; of an exchange rate 10^-8 (`RecordKind.rateDigits`).
    package var rate: Rate = Rate(tenThousandths: 0)
    /// Hundredths: hours at straight time, or a quantity.
    package var quantity: Int32 = 0
    /// Hundredths of hours at time and a half, and at double time.
    package var hours15: Int32 = 0
    package var hours20: Int32 = 0

    package init(kind: RecordKind, currency: Currency) {
        self.kind = kind
        self.currency = currency
    }

    /// `quantity` of a forecast whose units are left blank: count them from the schedule.
    package static let notGiven = Int32.min

    package var amount: Money { Money(amountMinor, currency) }

    /// The fingerprint of all that the row says. `texts` must be the pool of the record's ids.
    package func fingerprint(in texts: Texts) -> Fingerprint {
        var builder = Fingerprint.Builder()
        for id in [account, party, reference, order, details, department, holder, type, set, tag] {
            texts.withBytes(of: id) { builder.add($0) }
        }
        builder.add(
            Int64(kind.rawValue) | Int64(status.rawValue) << 8 | Int64(leg) << 16 | Int64(currency.packed) << 24)
        builder.add(Int64(date.number) << 32 | Int64(UInt32(bitPattern: weekEnding.number)))
        builder.add(amountMinor)
        builder.add(rate.tenThousandths)
        builder.add(Int64(quantity) << 32 | Int64(UInt32(bitPattern: hours15)))
        builder.add(Int64(hours20))
        return builder.fingerprint
    }
}

/// The fields of a record, as profiles name them.
package enum Field: String, Sendable, CaseIterable {
    case date, weekEnding, account, party, reference, order, details, department, holder, type, set, tag
    case amount, rate, percent, quantity, hours15, hours20, status
    /// Words of the tag (`Dimension`): a record has no field for them.
    case episode, location, unit, tax

    /// The dimension of which the field is a word of the tag.
    package var word: Dimension? {
        switch self {
        case .episode: .episode
        case .location: .location
        case .unit: .unit
        case .tax: .tax
        default: nil
        }
    }
}
