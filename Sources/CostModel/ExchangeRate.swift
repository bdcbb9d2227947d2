/// What one unit of a foreign currency is worth, in hundred-millionths of the production's main unit: 1.08345678 is 108,345,678.
package struct ConversionRate: Hashable, Sendable, CustomStringConvertible {
    package static let digits = 8

    package var hundredMillionths: Int64
    package init(hundredMillionths: Int64) { self.hundredMillionths = hundredMillionths }
    package var description: String { Decimals.text(hundredMillionths, digits: Self.digits) }

    /// Minor units of `target`, rounded half away from zero once; nil beyond what can be counted.
    package func converted(_ minorUnits: Int64, from source: Currency, to target: Currency) -> Int64? {
        Self.rounded(
            Int128(minorUnits) * Int128(hundredMillionths) * Int128(Decimals.power(target.minorDigits)),
            over: Int128(Decimals.power(Self.digits + source.minorDigits)))
    }

    /// Minor units of `source` that are worth `minorUnits` of `target`: the way back, rounded once.
    package func taken(_ minorUnits: Int64, of target: Currency, in source: Currency) -> Int64? {
        Self.rounded(
            Int128(minorUnits) * Int128(Decimals.power(Self.digits + source.minorDigits)),
            over: Int128(hundredMillionths) * Int128(Decimals.power(target.minorDigits)))
    }

    /// A price for one unit in the production's currency, to the four decimals of a `Rate`.
    package func converted(_ rate: Rate) -> Rate? {
        Self.rounded(
            Int128(rate.tenThousandths) * Int128(hundredMillionths), over: Int128(Decimals.power(Self.digits))
        ).map(Rate.init(tenThousandths:))
    }

    /// `amount`, which was converted at this rate, as it would be at `other`.
    package func exchanged(_ amount: Money, for other: ConversionRate) -> Money {
        let minor = Self.rounded(
            Int128(amount.minorUnits) * Int128(other.hundredMillionths), over: Int128(hundredMillionths))
        return Money(minor ?? amount.minorUnits, amount.currency)
    }

    private static func rounded(_ product: Int128, over divisor: Int128) -> Int64? {
        guard divisor > 0 else { return nil }
        // Half of an odd divisor is no whole number: twice the product is compared instead.
        let quotient = (product.magnitude * 2 + divisor.magnitude) / (divisor.magnitude * 2)
        guard quotient <= UInt128(Limits.amountMinorMax) else { return nil }
        return product < 0 ? -Int64(quotient) : Int64(quotient)
    }
}

/// A dated exchange rate. Fields: date, type = currency, rate in hundred-millionths (`RecordKind.rateDigits`),
/// tag = daily|period|locked|report (daily when blank), party = source.
package struct ExchangeRate: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// For transactions of its day and the days after it, until the next one.
        case daily
        /// For transactions of its week and the weeks after it, where the production says `rates: period`.
        case period
        /// For the report of its day: estimates and open orders.
        case report
        /// That of the budget.
        case locked
    }

    package var date: Day
    package var currencyText: String
    /// nil when the text is no ISO 4217 code.
    package var currency: Currency?
    package var rate: ConversionRate
    package var kind: Kind
    package var source: String

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .exchangeRate)
        date = record.date
        currencyText = texts[record.type]
        currency = Currency(code: currencyText.uppercased())
        rate = ConversionRate(hundredMillionths: record.rate.tenThousandths)
        kind = Kind(rawValue: texts[record.tag].lowercased()) ?? .daily
        source = texts[record.party]
    }
}

/// Which rates turn transactions into cost.
package enum RateBasis: String, Sendable, CaseIterable {
    /// The latest daily rate on or before the document's date.
    case daily
    /// The latest period rate on or before the end of the week in which the document counts.
    case period
}

/// The foreign side of an entry that `Exchange` has converted.
package struct ForeignAmount: Hashable, Sendable {
    package enum Use: UInt8, Sendable {
        /// Cost, at the document's rate.
        case transaction
        /// Budget, at the locked rate.
        case locked
        /// Orders, estimates and prices, at the report's rate.
        case report
    }

    package var currency: Currency
    /// Of `currency`, as the record has it: a reversal repeats what it reverses.
    package var minorUnits: Int64
    /// The record's own price of a unit, in `currency`.
    package var unitRate: Rate
    /// The allowances of a forecast row, as written in `currency`.
    package var allowances = TextID.empty
    /// The week in which the ledger has the entry; it counts later when no rate was known then.
    package var period: Day
    package var use: Use
    /// nil when there is none: then the entry counts nothing, and is an error.
    package var rate: ConversionRate?
    package var rateDate: Day
    /// The entry of the rate; 0 when there is none.
    package var rateEntry: Int64

    package init(
        currency: Currency, minorUnits: Int64, unitRate: Rate, period: Day, use: Use, rate: ConversionRate? = nil,
        rateDate: Day = .none, rateEntry: Int64 = 0
    ) {
        (self.currency, self.minorUnits, self.unitRate, self.period) = (currency, minorUnits, unitRate, period)
        (self.use, self.rate, self.rateDate, self.rateEntry) = (use, rate, rateDate, rateEntry)
    }

    package var amount: Money { Money(minorUnits, currency) }
}
