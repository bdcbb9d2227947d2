import CostModel
import Intake
import Tables
import TestSupport
import Testing

private let bills = """
    title: Bills
    kind: invoice-line
    match: [Date, Vendor]
    day: yyyy-MM-dd
    columns:
      date: Date
      party: Vendor
      account: Account
      rate: { heading: Rate, optional: yes }
    amount: "Amount (*)"
    currency: [Currency, Curr]
    totals:
      - { column: Vendor, equals: Total }

    """

private func read(_ text: String, _ currencies: String...) throws -> FileReading {
    var texts = Texts()
    let profile = try ProfileFile.parse(bills, name: "bills", path: "bills.yaml")
    return Intake.read(
        SourceBytes(path: "bills.csv", bytes: Array(text.utf8)), named: "bills.csv", feed: "", profile: profile,
        currency: .usd, currencies: currencies.map { Currency(code: $0)! }, texts: &texts)
}

private let head = "Date,Vendor,Account,Amount,Currency\n"

@Test(
    arguments: [
        ("2026-05-04,A,1,12.50,EUR", "EUR", 12_50), ("2026-05-04,A,1,12.50,eur", "EUR", 12_50),
        ("2026-05-04,A,1,12.50,Euro - EUR", "EUR", 12_50), ("2026-05-04,A,1,12.50,€", "EUR", 12_50),
        ("2026-05-04,A,1,12.50,$", "USD", 12_50),
        ("2026-05-04,A,1,€12.50,", "EUR", 12_50),
        ("2026-05-04,A,1,(€12.50),", "EUR", -12_50), ("2026-05-04,A,1,12.50 EUR,EUR", "EUR", 12_50),
        ("2026-05-04,A,1,\"1,250\",JPY", "JPY", 1_250), ("2026-05-04,A,1,¥1250,", "JPY", 1_250),
        ("2026-05-04,A,1,12.345,KWD", "KWD", 12_345), ("2026-05-04,A,1,12.50,", "USD", 12_50),
        ("2026-05-04,A,1,$12.50,USD", "USD", 12_50),
    ] as [(String, String, Int64)])
func `a row is in the currency that it names, with that currency's decimals`(
    row: String, code: String, minor: Int64
) throws {
    let reading = try read(head + row + "\n", "EUR", "JPY", "KWD")
    #expect(reading.diagnostics.all.isEmpty)
    #expect(reading.rows.map(\.record.amount) == [Money(minor, Currency(code: code)!)])
    #expect(reading.count.centsRead == minor)
}

@Test(
    arguments: [
        ("2026-05-04,A,1,12.50,GBP", "is not USD"), ("2026-05-04,A,1,£12.50,", "is in another currency"),
        ("2026-05-04,A,1,£12.50,EUR", "is in another currency"), ("2026-05-04,A,1,12.50,JPY", "decimals"),
    ])
func `what is not declared, or contradicts itself, is refused`(row: String, message: String) throws {
    let reading = try read(head + row + "\n", "EUR", "JPY")
    #expect(reading.rows.isEmpty)
    #expect(reading.count.rowsRefused == 1)
    #expect(reading.diagnostics.all.count == 1)
    #expect(reading.diagnostics.all.first?.message.contains(message) == true)
    // Without a declaration the row is refused all the same.
    #expect(try read(head + row + "\n").rows.isEmpty)
}

@Test func `a heading names the currency of its amounts`() throws {
    let reading = try read("Date,Vendor,Account,Amount (EUR)\n2026-05-04,A,1,12.50\n", "EUR")
    #expect(reading.rows.map(\.record.amount) == [Money(12_50, Currency(code: "EUR")!)])
    let refused = try read("Date,Vendor,Account,Amount (EUR),Curr\n2026-05-04,A,1,12.50,USD\n", "EUR")
    #expect(refused.rows.isEmpty)
    #expect(refused.diagnostics.all.map(\.code) == [.currencyForeign])
}

@Test func `the price of a unit may have the row's sign`() throws {
    let reading = try read(
        "Date,Vendor,Account,Amount,Currency,Rate\n2026-05-04,A,1,12.50,EUR,€6.25\n", "EUR")
    #expect(reading.diagnostics.all.isEmpty)
    #expect(reading.rows.first?.record.rate == Rate(tenThousandths: 6_2500))
}

@Test func `a total of one foreign currency is compared, one of several is not, and that is said`() throws {
    let yen = head + "2026-05-04,A,1,1250,JPY\n2026-05-04,B,1,750,JPY\n"
    #expect(try read(yen + ",Total,,2000,\n", "JPY").diagnostics.all.isEmpty)
    #expect(try read(yen + ",Total,,2001,\n", "JPY").diagnostics.all.map(\.code) == [.totalDiffers])
    let mixed = try read(yen + "2026-05-04,C,1,7.50,USD\n,Total,,20.07,\n", "JPY")
    #expect(mixed.diagnostics.all.map(\.code) == [.totalUnchecked])
    #expect(mixed.rows.count == 3)
    #expect(mixed.count.centsRead == mixed.rows.reduce(0) { $0 + $1.record.amountMinor } + mixed.count.centsIgnored)
}

@Test func `an exchange rate has eight decimals and no more`() throws {
    let profile = try #require(shipped["exchange-rates"])
    func rates(_ cell: String) -> [Int64] {
        var texts = Texts()
        let text = "Date,Currency,Rate,Kind\n2026-05-04,EUR,\(cell),daily\n"
        return Intake.read(
            SourceBytes(path: "rates.csv", bytes: Array(text.utf8)), named: "rates.csv", feed: "", profile: profile,
            currency: .usd, texts: &texts
        ).rows.map(\.record.rate.tenThousandths)
    }
    #expect(rates("1.08345678") == [108_345_678])
    #expect(rates("0.00003941") == [3_941])
    #expect(rates("\"84,990.12345678\"") == [8_499_012_345_678])
    #expect(rates("1.083456789") == [])
    #expect(rates("9999999999999") == [])
    #expect(rates("99999999999999999999") == [])
}
