import CostModel
import Settings
import TestSupport
import Testing

private func policies(_ text: String) throws -> Policies {
    try PoliciesFile.read(YAMLMapping.parse(text, path: "policies.yaml"), currency: .usd)
}

@Test func `the policies of orders and matching are read, and what is left out flags nothing`() throws {
    let read = try policies(
        """
        orders:
          stale_after_days: 30
          number_gaps: yes
          numbers: [{ prefix: HL-, from: 1001, to: 1999 }, { from: 1 }]
          po_required_above: 500.00
          exempt: { kinds: [ledger-line], accounts: [6010], vendors: City of Newport }
        matching: { amount: 5, percent: 2.5, days: 4, order_days: 30, duplicate_days: 7, duplicate_from: 1.50 }
        """)
    #expect(read.orders.staleAfterDays == 30 && read.orders.findsNumberGaps)
    #expect(read.orders.books == [.init(prefix: "HL-", from: 1001, to: 1999), .init(prefix: "", from: 1, to: .max)])
    #expect(read.orders.requiredAbove == 500_00 && read.orders.exemptKinds == [.ledgerLine])
    #expect(read.orders.exemptAccounts == ["6010"] && read.orders.exemptVendors == ["City of Newport"])
    #expect(read.matching.amount == 5_00 && read.matching.percent.millionths == 25_000)
    #expect([read.matching.days, read.matching.orderDays, read.matching.duplicateDays] == [4, 30, 7])
    #expect(read.matching.duplicateFrom == 1_50)
    #expect(read.matching.tolerance(of: -1_000_00) == 25_00 && read.matching.tolerance(of: 10_00) == 5_00)
    #expect(try policies("orders: {}") == Policies())
}

@Test(
    arguments: [
        ("orders: { stale: 3 }", "unknown key \"stale\""), ("orders: { stale_after_days: x }", "is no whole number"),
        ("orders: { number_gaps: maybe }", "must be yes or no"),
        ("orders: { po_required_above: -1 }", "is not an amount"),
        ("orders: { exempt: { kinds: [invoise] } }", "is no kind of cost"),
        ("orders: { numbers: [{ to: 5 }] }", "\"from\" is missing"),
        ("orders: { numbers: [{ from: 9, to: 5 }] }", "is before the first number"),
        ("matching: { percent: 101 }", "is no share"), ("matching: { days: -1 }", "is no whole number"),
    ])
func `what is wrong in the policies of orders is named`(text: String, message: String) {
    let failure = #expect(throws: SettingsFailure.self) { try policies(text) }
    #expect(failure?.message.contains(message) == true, "\(failure.map { "\($0)" } ?? "")")
}
