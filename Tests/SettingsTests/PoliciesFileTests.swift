import CostModel
import Settings
import Testing

private func read(_ text: String) throws -> Policies {
    try PoliciesFile.read(YAMLMapping.parse(text, path: "policies.yaml"), currency: .usd)
}

@Test func `policies for petty cash, cards and documents are read`() throws {
    let policies = try read(
        """
        petty_cash:
          proof: required
          envelope_cap: 500.00
          single_purchase_cap: 200
          daily_cap: 400.00
          banned_merchants: [liquor, tobacco]
          banned_accounts: ["11"]
          receipt_required_above: 25.00
          receipt_max_age_days: 30
          split_purchases: { within_days: 2 }
          labour_in_cash: { words: [labor], accounts: ["2100"] }
          tips: { words: [tip], above_percent: 20 }
          within_employment: yes
        cards:
          split_purchases: { within_days: 1, cap: 90.00 }
          assets: { above: 300.00, accounts: ["22"] }
          duplicate_receipts: yes
        documents:
          required_for_payment: [insurance]
          required: [{ document: w9, above: 600.00, for: [invoice, order] }]
          tax_form_thresholds: [{ from: 2024-01-01, amount: 600.00 }, { from: 2026-01-01, amount: 2000.00 }]
        """)
    let petty = policies.pettyCash.purchases
    #expect(policies.pettyCash.proof == .required)
    #expect(policies.pettyCash.envelopeCap == 500_00)
    #expect([petty.singlePurchaseCap, petty.dailyCap, petty.splitCap] == [200_00, 400_00, 200_00])
    #expect([petty.receiptRequiredAbove, petty.receiptMaxAgeDays.map(Int64.init)] == [25_00, 30])
    #expect(petty.tipsAbove == Percent(millionths: 200_000))
    #expect(petty.labourAccounts == ["2100"])
    #expect(petty.flagsEmployment && !petty.flagsDuplicates)
    #expect(policies.cards.purchases.splitCap == 90_00)
    #expect(policies.cards.purchases.assetsAbove == 300_00)
    #expect(policies.documents.required.map(\.document) == ["insurance", "w9"])
    #expect(policies.documents.required[1].subjects == [.invoice, .order])
    let thresholds = [2023, 2024, 2025, 2026].map { policies.documents.threshold(ofYear: $0)?.amount }
    #expect(thresholds == [nil, 600_00, 600_00, 2_000_00])
}

@Test func `an empty file flags nothing`() throws {
    let policies = try read("cards:\n  duplicate_receipts: no\n")
    #expect(policies == Policies())
}

@Test(
    arguments: [
        ("petty_cash: { single_purchase_cap: \"20,00\" }", "is not an amount"),
        ("petty_cash: { single_purchase_cap: -5.00 }", "is not an amount"),
        ("petty_cash: { split_purchases: { within_days: 2 } }", "has no cap"),
        ("petty_cash: { split_purchases: { cap: 2.00 } }", "\"within_days\" is missing"),
        ("petty_cash: { tips: { above_percent: 20 } }", "\"words\" is missing"),
        ("petty_cash: { receipt_max_age_days: soon }", "is no number of days"),
        ("petty_cash: { banned_merchants: [\"--\"] }", "without a letter or a digit"),
        ("petty_cash: { proof: maybe }", "none of the choices"),
        ("cards: { envelope_cap: 5.00 }", "unknown key \"envelope_cap\""),
        ("cards: { labour_in_cash: { words: [labor] } }", "unknown key \"labour_in_cash\""),
        ("cards: { duplicate_receipts: true }", "must be yes or no"),
        ("documents: { required: [{ document: w9, for: [bill] }] }", "none of the choices"),
        ("documents: { tax_form_thresholds: [{ from: 2026, amount: 5.00 }] }", "is not a day"),
        ("documents: { tax_form_thresholds: [{ from: 2026-01-01 }] }", "\"amount\" is missing"),
        (
            "documents: { tax_form_thresholds: [{ from: 2026-01-01, amount: 1.00 }, { from: 2026-01-01, amount: 2.00 }] }",
            "is there twice"
        ),
    ])
func `a policy that cannot be meant is refused and located`(text: String, message: String) {
    let failure = #expect(throws: SettingsFailure.self) { try read(text) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
}
