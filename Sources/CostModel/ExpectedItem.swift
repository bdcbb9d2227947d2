/// Something that will be spent and is neither ordered nor billed: a location fee, a trip, a delivery. Fields: account, date,
/// amount, details = what, party = vendor, order = the purchase order that it became, reference = the bill that it became,
/// holder = author, tag = note; status closed: it is spent or will not be.
package struct ExpectedItem: Hashable, Sendable {
    package var account: String
    package var date: Day
    package var amount: Money
    package var details: String
    package var vendor: String
    package var order: String
    package var invoice: String
    package var author: String
    package var note: String
    package var isClosed: Bool

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .expectedItem)
        account = texts[record.account]
        date = record.date
        amount = record.amount
        details = texts[record.details]
        vendor = texts[record.party]
        order = texts[record.order]
        invoice = texts[record.reference]
        author = texts[record.holder]
        note = texts[record.tag]
        isClosed = record.status != .open
    }
}
