/// How far two records may lie apart and still be proposed as one purchase, or be taken for one bill entered twice.
package struct MatchingPolicies: Hashable, Sendable {
    /// Minor units by which two amounts may differ.
    package var amount: Int64 = 0
    /// Millionths of the larger amount by which they may differ; the wider of the two tolerances holds.
    package var percent = Percent(millionths: 0)
    /// Days between two costs, or a cost and its payment, that may be one purchase.
    package var days = 10
    /// Days from an order to the bill that may belong to it.
    package var orderDays = 60
    /// Days between two bills of one vendor and one amount that may be one bill.
    package var duplicateDays = 3
    /// Minor units below which two bills with nothing but vendor, amount and time in common are not looked at.
    package var duplicateFrom: Int64 = 10_00

    package init() {}

    /// How far `other` may lie from `minorUnits`.
    package func tolerance(of minorUnits: Int64) -> Int64 {
        max(amount, percent.millionths == 0 ? 0 : percent.of(Money(abs(minorUnits), .usd)).minorUnits)
    }
}
