package import CostModel

/// What one vendor was paid, payroll aside.
package struct VendorExpense: Hashable, Sendable {
    /// Empty where the records name nobody.
    package var vendor: String
    /// Postings, less those that were taken back.
    package var count: Int
    package var thisPeriod: Money
    package var toDate: Money
    /// What the vendor's purchase orders have still to come.
    package var openOrders: Money

    package init(vendor: String, count: Int, thisPeriod: Money, toDate: Money, openOrders: Money) {
        self.vendor = vendor
        self.count = count
        self.thisPeriod = thisPeriod
        self.toDate = toDate
        self.openOrders = openOrders
    }

    package static func + (left: VendorExpense, right: VendorExpense) -> VendorExpense {
        VendorExpense(
            vendor: left.vendor, count: left.count + right.count, thisPeriod: left.thisPeriod + right.thisPeriod,
            toDate: left.toDate + right.toDate, openOrders: left.openOrders + right.openOrders)
    }

    /// The dearest first, then by name.
    package static func all(_ snapshot: Snapshot, _ findings: Findings) -> [VendorExpense] {
        let zero = Money.zero(findings.production.currency)
        func empty(_ name: String) -> VendorExpense {
            VendorExpense(vendor: name, count: 0, thisPeriod: zero, toDate: zero, openOrders: zero)
        }
        var groups = ExpenseGroups(snapshot.texts)
        var vendors: [VendorExpense] = []
        findings.forEachCost(in: snapshot) { _, entry, _ in
            guard ExpenseKind(entry.record.kind) != .payroll else { return }
            let place = groups.place(entry.record.party)
            if place == vendors.count { vendors.append(empty(groups.names[place])) }
            vendors[place].count += entry.isReversal ? -1 : 1
            vendors[place].toDate.minorUnits += entry.signedMinor
            if snapshot.isThisPeriod(entry) { vendors[place].thisPeriod.minorUnits += entry.signedMinor }
        }
        for order in findings.orders where !order.open.isZero {
            let place = groups.place(order.vendor)
            if place == vendors.count { vendors.append(empty(groups.names[place])) }
            vendors[place].openOrders += order.open
        }
        return vendors.filter { $0.count != 0 || ![$0.thisPeriod, $0.toDate, $0.openOrders].allSatisfy(\.isZero) }
            .sorted {
                $0.toDate == $1.toDate ? Findings.precedes($0.vendor, $1.vendor) : $0.toDate > $1.toDate
            }
    }
}
