import CostModel
import TestSupport
import Testing

@Test(
    arguments: [
        (333_33, 72_500, 24_17), (1, 500_000, 1), (-1, 500_000, -1), (1, 499_999, 0), (0, 225_000, 0),
        (10_000_000_000_000, 1_000_000, 10_000_000_000_000), (-333_33, 72_500, -24_17),
    ] as [(Int64, Int64, Int64)])
func `a percentage rounds half away from zero`(cents: Int64, millionths: Int64, expected: Int64) {
    #expect(Percent(millionths: millionths).of(Money(cents, .usd)).minorUnits == expected)
}

@Test func `scaling agrees with division on small numbers`() {
    forAll(cases: 500) { random in
        let value = Int64.random(in: -1_000_000...1_000_000, using: &random)
        let factor = Int64.random(in: -1_000_000...1_000_000, using: &random)
        let divisor = Int64.random(in: 1...1_000, using: &random)
        let product = value * factor
        let expected = (product.magnitude * 2 + UInt64(divisor)) / (2 * UInt64(divisor))
        return Decimals.scaled(value, by: factor, over: divisor) == (product < 0 ? -Int64(expected) : Int64(expected))
    }
}

@Test func `amounts print plain and for people`() {
    #expect(Money(-123_450, .usd).description == "-1234.50")
    #expect(Money(123_456_789, .usd).grouped == "1,234,567.89")
    #expect(Money(-5, .usd).grouped == "(0.05)")
    #expect(Money(1234, Currency(code: "JPY")!).grouped == "1,234")
    #expect(Currency(code: "usd") == nil)
    #expect(Currency.usd.description == "USD")
}

@Test func `texts are kept once`() {
    var texts = Texts()
    let first = (0..<10_000).map { texts.intern("vendor \($0)") }
    let second = (0..<10_000).map { texts.intern("vendor \($0)") }
    #expect(first == second)
    #expect(texts.count == 10_001)
    #expect(texts[first[77]] == "vendor 77")
    #expect(texts.id(of: "vendor 9999") == first[9999])
    #expect(texts.id(of: "none") == nil)
    #expect(texts.intern("") == .empty)
}

@Test func `fingerprints are pinned, since the ledger keeps them`() {
    var texts = Texts()
    var record = CostRecord(kind: .invoiceLine, currency: .usd)
    record.party = texts.intern("Otto Rentals")
    record.reference = texts.intern("88121")
    record.amountMinor = 425_000
    record.date = Day(iso: "2026-03-02")!
    let fingerprint = record.fingerprint(in: texts)
    #expect(String(fingerprint.high, radix: 16) == "a9710242d839f8e3")
    #expect(String(fingerprint.low, radix: 16) == "df7f22080c90ce93")
    var other = record
    (other.party, other.reference) = (record.reference, record.party)
    #expect(other.fingerprint(in: texts) != fingerprint)
}
