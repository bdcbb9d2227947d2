import CostModel
import Reconcile
import TestSupport
import Testing

private func exceptions(
    petty: (inout PurchasePolicies) -> Void = { _ in }, cards: (inout PurchasePolicies) -> Void = { _ in },
    envelopeCap: Int64? = nil, _ fill: (inout SnapshotBuilder) -> Void
) -> (rows: [String], findings: Findings) {
    var builder = SnapshotBuilder()
    builder.account("2000", "Grip")
    builder.account("1100", "Story")
    petty(&builder.snapshot.production.policies.pettyCash.purchases)
    cards(&builder.snapshot.production.policies.cards.purchases)
    builder.snapshot.production.policies.pettyCash.envelopeCap = envelopeCap
    fill(&builder)
    let findings = Reconcile.findings(of: builder.snapshot)
    let rows = findings.cash.exceptions.map { exception in
        let line = builder.snapshot.entries[exception.entry].origin.line
        return
            "\(line) \(exception.code.rawValue) \(exception.policy) \(exception.amount.minorUnits) [\(exception.limit)]"
    }
    return (rows, findings)
}

/// Lines: the two accounts stand on 2 and 3, so that the first purchase stands on 4.
@Test func `nothing is flagged where no policy is set`() {
    let got = exceptions { $0.receipt(9_999_00, number: "", details: "gift card") }
    #expect(got.rows.isEmpty)
    #expect(got.findings.diagnostics.isEmpty)
}

@Test func `caps are broken by what is above them, a day by its total, an envelope by its lines`() {
    let got = exceptions(
        petty: { ($0.singlePurchaseCap, $0.dailyCap) = (200_00, 300_00) }, envelopeCap: 500_00
    ) {
        $0.receipt(200_00, on: "2026-05-11")
        $0.receipt(200_01, on: "2026-05-12")
        $0.receipt(100_00, on: "2026-05-12", vendor: "Other")
        $0.receipt(99_99, on: "2026-05-13")
        $0.receipt(-60_00, on: "2026-05-12")
        $0.receipt(250_00, on: "2026-05-12", envelope: "BM01", custodian: "Bo Marsh")
    }
    #expect(
        got.rows == [
            "5 policy-cap single_purchase_cap 20001 [200.00]", "9 policy-cap single_purchase_cap 25000 [200.00]",
            "4 policy-cap envelope_cap 54000 [500.00]",
        ])
    #expect(got.findings.diagnostics.map(\.line) == [4, 5, 9])
    let day = exceptions(petty: { $0.dailyCap = 300_00 }) {
        $0.receipt(200_00)
        $0.receipt(100_01, vendor: "Other")
    }
    #expect(day.rows == ["5 policy-cap daily_cap 30001 [300.00]"])
    #expect(day.findings.cash.exceptions[0].others == "inbox/test.csv:4")
}

@Test(
    arguments: [
        ("Harbor Liquors", "Tape", "2000", "policy-banned banned_merchants", "liquor"),
        ("Corner Shop", "Alcohol for the wrap", "2000", "policy-banned banned_categories", "alcohol"),
        ("Corner Shop", "Tape", "1100", "policy-banned banned_accounts", "11"),
        ("Corner Shop", "2 Gift-Cards", "2000", "policy-gift-card gift_cards", "gift card"),
        ("Corner Shop", "Parking fine", "2000", "policy-banned personal_items", "parking fine"),
        ("Bo", "Day labor, strike", "2000", "policy-labour-in-cash labour_in_cash", "labor"),
    ])
func `words and accounts that are banned are found, and cited`(
    vendor: String, details: String, account: String, wanted: String, limit: String
) {
    let got = exceptions(petty: {
        $0.bannedMerchants = ["liquor"]
        $0.bannedCategories = ["alcohol"]
        $0.bannedAccounts = ["11"]
        $0.giftCards = ["gift card"]
        $0.personalItems = ["parking fine"]
        $0.labourWords = ["labor"]
    }) {
        $0.receipt(10_00, vendor: vendor, details: details, account: account)
        $0.receipt(10_00, vendor: "Laboratory supplies", details: "Gifts, cards", account: "2000")
    }
    #expect(got.rows == ["4 \(wanted) 1000 [\(limit)]"])
}

@Test func `a merchant category of the statement is banned by word or by number`() {
    let got = exceptions(cards: { $0.bannedCategories = ["5813", "spirits"] }) {
        $0.charge(10_00, merchant: "A", category: "5813 Bars")
        $0.charge(11_00, merchant: "B", category: "Wine & Spirits")
        $0.charge(12_00, merchant: "C", category: "58130")
    }
    #expect(
        got.rows == [
            "4 policy-banned banned_categories 1000 [5813]", "5 policy-banned banned_categories 1100 [spirits]",
        ])
}

@Test func `a receipt is required above the limit and has an age`() {
    let got = exceptions(
        petty: { ($0.receiptRequiredAbove, $0.receiptMaxAgeDays) = (25_00, 10) },
        cards: { ($0.receiptRequiredAbove, $0.receiptMaxAgeDays) = (25_00, 10) }
    ) {
        $0.receipt(25_00, number: "")
        $0.receipt(25_01, number: "none")
        $0.receipt(5_00, on: "2026-05-01", number: "3")
        $0.receipt(5_00, on: "2026-04-20", envelope: "JS02", number: "1")
        $0.receipt(6_00, on: "2026-04-20", envelope: "JS03", number: "1", period: "2026-05-16")
        $0.charge(80_00, reference: "1")
        $0.charge(90_00, on: "2026-05-01", reference: "2")
        $0.charge(95_00, on: "2026-05-01", reference: "3")
        $0.coding(80_00, reference: "1", receipt: "N")
        $0.coding(90_00, reference: "2", receipt: "")
    }
    // The envelope JS01 was handed in on 12 May, eleven days after 1 May; JS03 was posted late, in the week from 10 May.
    #expect(
        got.rows
            == [
                "8 policy-receipt-old receipt_max_age_days 600 [10 days]",
                "6 policy-receipt-old receipt_max_age_days 500 [10 days]",
                "10 policy-receipt-old receipt_max_age_days 9000 [10 days]",
                "10 policy-receipt-missing receipt_required_above 9000 [25.00]",
                "5 policy-receipt-missing receipt_required_above 2501 [25.00]",
                "9 policy-receipt-missing receipt_required_above 8000 [25.00]",
            ].sorted { order($0) < order($1) })
}

/// By day, then by line, then by policy, as the sheet has them.
private func order(_ row: String) -> (Int, Int, String) {
    let line = Int(row.prefix { $0 != " " })!
    let day = [8: 20, 6: 101, 10: 101, 11: 101][line] ?? 112
    return (day, line, row.split(separator: " ").map(String.init)[2])
}

@Test func `a purchase that was split is seen within its days, at one merchant, by one holder`() {
    let got = exceptions(petty: { ($0.splitWithinDays, $0.splitCap) = (2, 200_00) }) {
        $0.receipt(150_00, on: "2026-05-11", vendor: "Gull Point Hardware, Inc.")
        $0.receipt(60_00, on: "2026-05-13", vendor: "GULL POINT HARDWARE")
        $0.receipt(150_00, on: "2026-05-11", vendor: "Otto")
        $0.receipt(60_00, on: "2026-05-14", vendor: "Otto")
        $0.receipt(150_00, on: "2026-05-11", vendor: "Pier Paint")
        $0.receipt(60_00, on: "2026-05-11", vendor: "Pier Paint", custodian: "Bo Marsh")
        $0.receipt(250_00, on: "2026-05-11", vendor: "Dear")
        $0.receipt(60_00, on: "2026-05-11", vendor: "Dear")
    }
    #expect(got.rows == ["5 policy-split split_purchases 21000 [200.00]"])
    #expect(got.findings.cash.exceptions[0].others == "inbox/test.csv:4")
}

@Test func `a receipt is handed in once, in cash or on a card; two charges with references are two`() {
    let got = exceptions(
        petty: { $0.flagsDuplicates = true }, cards: { $0.flagsDuplicates = true }
    ) {
        $0.receipt(31_00, envelope: "JS01", vendor: "Corner Shop", number: "1")
        $0.receipt(31_00, envelope: "BM07", vendor: "CORNER SHOP", number: "4", custodian: "Bo Marsh")
        $0.receipt(12_00, envelope: "JS01", vendor: "Pier Paint", number: "2")
        $0.receipt(12_00, envelope: "JS01", vendor: "Pier Paint", number: "2", account: "1100")
        $0.charge(31_00, reference: "9", merchant: "Corner Shop")
        $0.charge(8_00, reference: "10", merchant: "Ferry")
        $0.charge(8_00, reference: "11", merchant: "Ferry")
    }
    #expect(
        got.rows == [
            "5 policy-duplicate-receipt duplicate_receipts 3100 [once]",
            "8 policy-duplicate-receipt duplicate_receipts 3100 [once]",
        ])
}

@Test func `tips, assets and days outside the deal`() {
    let got = exceptions(petty: {
        ($0.tipWords, $0.tipsAbove) = (["tip"], Percent(millionths: 200_000))
        ($0.assetsAbove, $0.assetAccounts) = (100_00, ["11"])
        $0.flagsEmployment = true
    }) {
        $0.receipt(100_00, vendor: "Cafe")
        $0.receipt(20_00, vendor: "Cafe", details: "Tip")
        $0.receipt(100_00, on: "2026-05-13", vendor: "Cafe")
        $0.receipt(20_01, on: "2026-05-13", vendor: "Cafe", details: "Tip")
        $0.receipt(150_00, account: "1100")
        $0.receipt(150_00, account: "2000")
        $0.receipt(1_00, on: "2026-05-15")
        $0.add(.crewDeal) {
            $0.party = $1("Sato, June")
            $0.rate = Rate(tenThousandths: 1)
            $0.type = $1("day")
            $0.account = $1("2000")
            $0.date = Day(iso: "2026-05-01")!
            $0.weekEnding = Day(iso: "2026-05-14")!
        }
    }
    #expect(
        got.rows == [
            "8 policy-asset assets 15000 [100.00]", "7 policy-tip tips 2001 [20.0000]",
            "10 policy-employment within_employment 100 [2026-05-01 to 2026-05-14]",
        ])
}

@Test func `a disputed part of a charge was bought by nobody`() {
    let got = exceptions(cards: { $0.singlePurchaseCap = 50_00 }) {
        $0.charge(100_00, reference: "1")
        $0.charge(70_00, reference: "2")
        $0.coding(60_00, reference: "1", isDisputed: true)
        $0.coding(40_00, reference: "1")
        $0.coding(70_00, reference: "2", isDisputed: true)
    }
    #expect(got.rows.isEmpty)
}
