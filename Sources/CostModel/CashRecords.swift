/// Typed views of the records about cash: what the shared fields mean. The profiles `petty-cash-floats`, `check-register` and
/// `vendors` fill them so.

/// A movement of a petty-cash float, or what a count of it found. Fields: date, holder = custodian, type = kind, amount,
/// reference = envelope or cheque, details = note.
package enum FloatMovementKind: String, Sendable, CaseIterable {
    /// Cash given out. A negative amount takes an advance back that was entered too high.
    case advance
    /// Cash given out for an envelope that was accepted.
    case replenishment
    /// Cash brought back, however its sign is written.
    case returned
    /// Cash found when the float was counted.
    case counted
    /// Receipts that the custodian still holds on the day of a count.
    case receiptsInHand = "receipts in hand"
    /// An envelope handed in, with the total that it states: unposted until its receipts are in the ledger.
    case envelope = "unposted envelope"
}

/// What a payment is for. Fields of a payment: date, reference = number, party = payee, amount (money out is positive),
/// holder = bank account, type = method, order = the invoices it pays, tag = purpose, details = memo.
package enum PaymentPurpose: String, Sendable, CaseIterable {
    case vendor
    case payroll
    case pettyCash = "petty cash"
    case card
    /// Money of the financier that comes in, however its sign is written.
    case funding
    /// What was in the bank on that day, before anything else in the register.
    case opening
    case other

    package init(_ word: String) {
        self = PaymentPurpose(rawValue: word.lowercased()) ?? (word.isEmpty ? .vendor : .other)
    }
}

/// What the office knows of a vendor. Fields: party = vendor, type = yes|no (a tax form is due), reference = box,
/// tag = last four of the tax number, date = tax form received, set = state, details = tax class.
package struct VendorProfile: Hashable, Sendable {
    package var name: String
    /// nil where the list does not say.
    package var needsTaxForm: Bool?
    package var box: String
    /// The last four characters, whatever the list holds.
    package var taxNumber: String
    package var formReceived: Day
    package var state: String
    package var taxClass: String

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .vendor)
        name = texts[record.party]
        let word = texts[record.type].lowercased()
        needsTaxForm = word == "yes" ? true : word == "no" ? false : nil
        box = texts[record.reference]
        taxNumber = String(texts[record.tag].suffix(4))
        formReceived = record.date
        state = texts[record.set]
        taxClass = texts[record.details]
    }
}
