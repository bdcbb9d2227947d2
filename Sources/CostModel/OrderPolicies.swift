/// Purchase orders: how old an open one may get, which numbers have to be there, and what may be bought without one.
package struct OrderPolicies: Hashable, Sendable {
    /// Days without a bill after which an open order is stale; nil looks at none.
    package var staleAfterDays: Int?
    /// Numbers that are missing between two that are there are named.
    package var findsNumberGaps = false
    /// The books of numbers that were given out; empty: every prefix of the log is a book of its own.
    package var books: [NumberBook] = []
    /// Minor units: a bill of more than this has to cite an order. nil asks for none.
    package var requiredAbove: Int64?
    /// Kinds of cost that need no order.
    package var exemptKinds: [RecordKind] = [.payrollLine, .pettyCashLine, .cardCoding]
    /// Accounts, as normalised, whose cost needs no order.
    package var exemptAccounts: [String] = []
    /// Vendors, as written, whose bills need no order.
    package var exemptVendors: [String] = []

    package init() {}

    /// `{ prefix: "", from: 1001, to: 1999 }`: all from the first one up to the highest that is used.
    package struct NumberBook: Hashable, Sendable {
        package var prefix: String
        package var from: Int
        package var to: Int

        package init(prefix: String, from: Int, to: Int) {
            (self.prefix, self.from, self.to) = (prefix, from, to)
        }
    }
}
