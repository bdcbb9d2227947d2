package import CostModel

/// One petty-cash envelope: the receipts that were coded, and what they come to.
package struct EnvelopeExpense: Hashable, Sendable {
    package var custodian: String
    package var envelope: String
    /// Date of the first receipt.
    package var first: Day
    /// Receipt lines, less those that were taken back.
    package var lines: Int
    package var thisPeriod: Money
    package var toDate: Money

    /// In order of custodian, then of envelope.
    package static func all(_ snapshot: Snapshot, _ findings: Findings) -> [EnvelopeExpense] {
        let zero = Money.zero(findings.production.currency)
        var custodians = ExpenseGroups(snapshot.texts)
        var references = ExpenseGroups(snapshot.texts)
        var envelopes: [[Int]: EnvelopeExpense] = [:]
        findings.forEachCost(in: snapshot) { _, entry, _ in
            guard entry.record.kind == .pettyCashLine else { return }
            let key = [custodians.place(entry.record.holder), references.place(entry.record.reference)]
            var envelope =
                envelopes[key]
                ?? EnvelopeExpense(
                    custodian: custodians.names[key[0]], envelope: references.names[key[1]], first: .none, lines: 0,
                    thisPeriod: zero, toDate: zero)
            let date = entry.record.date
            if !date.isNone, envelope.first.isNone || date < envelope.first { envelope.first = date }
            envelope.lines += entry.isReversal ? -1 : 1
            envelope.toDate.minorUnits += entry.signedMinor
            if snapshot.isThisPeriod(entry) { envelope.thisPeriod.minorUnits += entry.signedMinor }
            envelopes[key] = envelope
        }
        return envelopes.values.filter { $0.lines != 0 || !$0.toDate.isZero || !$0.thisPeriod.isZero }.sorted {
            $0.custodian == $1.custodian
                ? Findings.precedes($0.envelope, $1.envelope) : Findings.precedes($0.custodian, $1.custodian)
        }
    }
}
