import CostModel
import Intake
import TestSupport
import Testing

private func read(_ text: String, _ reader: NumberReader) -> NumberCell {
    Array(text.utf8).withUnsafeBytes { reader.read($0) }
}

private let dollars = NumberReader.money(.usd, mark: .point)
private let euros = NumberReader.money(Currency(code: "EUR"), mark: .comma)
private let pounds = NumberReader.money(Currency(code: "GBP"), mark: .point)
private let francs = NumberReader.money(Currency(code: "CHF"), mark: .point)
private let yen = NumberReader.money(Currency(code: "JPY"), mark: .point)
private let any = NumberReader.money(nil, mark: .point)

@Test(arguments: [
    ("0", 0), ("1", 100), ("1.5", 150), ("1234.56", 123_456), ("-1234.56", -123_456), ("+7", 700), (".50", 50),
    ("-.50", -50), ("0012.00", 1_200), ("1.500", 150), ("12.34000", 1_234), (" 5.00\t", 500),
    ("1,234.50", 123_450), ("12,345,678.90", 1_234_567_890), ("$1,234.50", 123_450), ("$ 1,234.50", 123_450),
    ("-$1", -100), ("$-1", -100), ("- $220.00", -22_000), ("-$1,001.49", -100_149), ("(1.00)", -100),
    ("$(250.00)", -25_000),
    ("$ (250.00)", -25_000), ("($400.00)", -40_000), ("( 1,234 )", -123_400), ("(552546.37)", -55_254_637),
    ("1-", -100), ("250.00-", -25_000), ("250.00 -", -25_000), ("250.00 CR", -25_000), ("250.00cr", -25_000),
    ("$250.00 Cr", -25_000), ("250.00 DR", 25_000), ("250 DR", 25_000), ("-", 0), (" - ", 0), ("$-", 0), ("$ -   ", 0),
    ("\u{2212}5", -500), ("\u{2013}5.00", -500), ("\u{2212}", 0), ("100 USD", 10_000), ("USD 100", 10_000),
    ("US$ 1.00", 100), ("$100 USD", 10_000), ("1'234.50", 123_450), ("1\u{2019}234.50", 123_450),
    ("1 234.50", 123_450), ("1\u{A0}234.50", 123_450), ("1\u{202F}234\u{202F}567.00", 123_456_700),
    ("\u{A0}1.00\u{A0}", 100), ("12.-", 1_200), ("12.--", 1_200), ("'1234.50", 123_450), ("'1234.50'", 123_450),
    ("=\"1234.50\"", 123_450), ("$13.50 ", 1_350), ("100000000000.00", 10_000_000_000_000),
    ("-100,000,000,000.00", -10_000_000_000_000),
])
func `an amount in dollars`(text: String, cents: Int64) {
    #expect(read(text, dollars) == .value(cents))
    #expect(read(text, any) == .value(cents))
}

@Test(
    arguments: [
        ("1.234,50 €", euros, 123_450), ("€ 1.234,50", euros, 123_450), ("1 234,50 €", euros, 123_450),
        ("1\u{202F}234,50\u{A0}€", euros, 123_450), ("-33,87", euros, -3_387), ("(33,87)", euros, -3_387),
        ("12,-", euros, 1_200),
        ("1.000", euros, 100_000), ("â‚¬ 5,00", euros, 500), ("1'234,50", euros, 123_450),
        ("£65.60", pounds, 6_560), ("Â£65.60", pounds, 6_560), ("#65.60", pounds, 6_560), ("?65.60", pounds, 6_560),
        ("65.60 GBP", pounds, 6_560), ("CHF 12.-", francs, 1_200), ("CHF 1'234.05", francs, 123_405),
        ("Fr. 12.50", francs, 1_250),
        ("SFr. 12.50", francs, 1_250), ("¥1,234", yen, 1_234), ("1234.00", yen, 1_234), ("€5", any, 500),
    ] as [(String, NumberReader, Int64)])
func `an amount in other currencies`(text: String, reader: NumberReader, minor: Int64) {
    #expect(read(text, reader) == .value(minor))
}

@Test(arguments: [
    ("abc", NumberFailure.unreadable), ("1,23.45", .grouping), ("1,2345", .grouping), ("1234,567.00", .grouping),
    ("1,234,5", .grouping), ("1,,234", .unreadable), ("1,234 567", .grouping), ("12 34", .grouping),
    ("1.234.50", .unreadable),
    ("1.005", .decimals), ("1.234,50", .unreadable), ("1,50", .grouping), ("12.", .unreadable), ("1.2.3", .unreadable),
    ("--1", .unreadable), ("-1-", .unreadable), ("(1", .unreadable), ("1)", .unreadable), ("((1))", .unreadable),
    ("-(1)", .unreadable), ("(1) CR", .unreadable), ("-1 DR", .unreadable), ("1 CRX", .unreadable), ("--", .unreadable),
    ("()", .unreadable), ("(-)", .unreadable), ("$", .unreadable), ("+", .unreadable), ("+-1", .unreadable),
    ("1E+05", .scientific), ("1.2E5", .scientific), ("1e3", .scientific), ("0x10", .unreadable), ("1%", .unreadable),
    ("١٢", .unreadable), ("１２", .unreadable), ("3/2/26", .unreadable), ("1 hour", .unreadable), ("1O0", .unreadable),
    ("#REF!", .errorCell), ("#DIV/0!", .errorCell), ("#N/A", .errorCell), ("#n/a", .errorCell),
    ("########", .errorCell),
    ("#VALUE!", .errorCell), ("€5", .foreign), ("5 €", .foreign), ("£65.60", .foreign), ("100 EUR", .foreign),
    ("CA$5", .foreign), ("C$ 5", .foreign), ("CHF 12.-", .foreign), ("kr 5", .foreign),
    ("100000000000.01", .tooLarge), ("9223372036854775807", .tooLarge), ("99999999999999999999999999", .tooLarge),
    ("-1000000000000", .tooLarge), ("$1,000,000,000,000", .tooLarge), ("=1+1", .unreadable), ("1\u{0}", .unreadable),
    ("@SUM", .unreadable), ("1 2 3", .grouping), ("\u{FFFD}5", .unreadable), ("#5", .unreadable), ("?5", .unreadable),
    ("USDX 5", .unreadable), ("5 usd", .unreadable),
])
func `what is no amount in dollars, and why`(text: String, failure: NumberFailure) {
    #expect(read(text, dollars) == .failed(failure))
}

@Test(arguments: ["", " ", "\t", "\u{A0}", "\u{202F} "])
func `a blank cell is no amount and no mistake`(text: String) {
    #expect(read(text, dollars) == .blank)
}

@Test(
    arguments: [
        ("48.1250", NumberReader.rate(.usd, mark: .point), NumberCell.value(481_250)),
        ("$48.125", .rate(.usd, mark: .point), .value(481_250)),
        ("48.12505", .rate(.usd, mark: .point), .failed(.decimals)),
        ("2,550.00", .rate(.usd, mark: .point), .value(25_500_000)),
        ("48,125", .rate(.usd, mark: .comma), .value(481_250)),
        ("22.5", .percent(mark: .point), .value(225_000)), ("22.5%", .percent(mark: .point), .value(225_000)),
        ("-3 %", .percent(mark: .point), .value(-30_000)), ("$5", .percent(mark: .point), .failed(.unreadable)),
        ("12.7", .quantity(mark: .point), .value(1_270)), ("8", .quantity(mark: .point), .value(800)),
        ("0.25", .quantity(mark: .point), .value(25)), ("0.333", .quantity(mark: .point), .failed(.decimals)),
        ("1,250.5", .quantity(mark: .point), .value(125_050)), ("12:30", .quantity(mark: .point), .failed(.unreadable)),
        ("21474836.46", .quantity(mark: .point), .value(2_147_483_646)),
        ("21474836.47", .quantity(mark: .point), .failed(.tooLarge)),
        ("8h", .quantity(mark: .point), .failed(.unreadable)),
    ] as [(String, NumberReader, NumberCell)])
func `rates, shares and hours`(text: String, reader: NumberReader, wanted: NumberCell) {
    #expect(read(text, reader) == wanted)
}

@Test func `every amount is read back from every way of writing it`() {
    forAll(cases: 4_000) { random in
        let bound = Int64(10).power(Int.random(in: 1...13, using: &random))
        let cents = Int64.random(in: -bound...bound, using: &random)
        let plain = Money(abs(cents), .usd).description
        let grouped = Money(abs(cents), .usd).grouped
        let isNegative = cents < 0
        let ways = [
            (isNegative ? "-" : "") + plain, isNegative ? "($\(grouped))" : "$\(grouped)",
            isNegative ? "\(grouped)-" : grouped, isNegative ? "\(grouped) CR" : "\(grouped) DR",
            (isNegative ? "- $" : "$ ") + grouped, (isNegative ? "\u{2212}" : "") + plain + "00",
            (isNegative ? "-" : "") + grouped.replacing(",", with: "\u{A0}") + " USD",
        ]
        let other =
            (isNegative ? "-" : "")
            + grouped.replacing(".", with: ";").replacing(",", with: ".").replacing(";", with: ",")
        return ways.allSatisfy { read($0, dollars) == .value(cents) }
            && read(other, .money(.usd, mark: .comma)) == .value(cents)
    }
}

/// Whatever the bytes: an answer, never a trap.
@Test func `no cell is too strange to be answered`() {
    let pieces = [
        "1", "9", "0", ",", ".", "-", "(", ")", "$", "€", "£", "E", "+", "CR", "DR", " ", "\u{A0}", "'", "#", "=\"",
        "\"", "USD", "%", "\u{2212}", "é",
    ]
    forAll(cases: 6_000) { random in
        let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in pieces.randomElement(using: &random)! }
            .joined()
        for reader in [dollars, euros, pounds, any, NumberReader.percent(mark: .point), .quantity(mark: .comma)] {
            if case .value(let value) = read(text, reader), abs(value) > reader.limit { return false }
        }
        var bytes = Array(text.utf8)
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        _ = bytes.withUnsafeBytes { dollars.read($0) }
        return true
    }
}

extension Int64 {
    fileprivate func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { result, _ in result * self } }
}
