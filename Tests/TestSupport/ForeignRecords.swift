package import CostModel

package let eur = Currency(code: "EUR")!
package let jpy = Currency(code: "JPY")!
package let kwd = Currency(code: "KWD")!

extension SnapshotBuilder {
    /// `rate` as it is written: `1.08345678`.
    @discardableResult
    package mutating func rate(
        _ currency: Currency, _ rate: String, on day: String, _ kind: String = "daily", period: String? = nil
    ) -> Int64 {
        add(.exchangeRate, period: period) {
            $0.date = Day(iso: day)!
            $0.type = $1(currency.description)
            $0.tag = $1(kind)
            $0.rate = Rate(tenThousandths: Decimals.minorUnits(rate, digits: ConversionRate.digits)!)
        }
    }

    package mutating func takeBack(_ id: Int64, period: String) {
        let entry = snapshot.entries.first { $0.id == id }!
        var reversal = entry
        (reversal.id, reversal.reverses, reversal.period) = (Int64(snapshot.entries.count + 1), id, Day(iso: period)!)
        snapshot.entries.append(reversal)
    }

    @discardableResult
    package mutating func foreign(
        _ kind: RecordKind, _ currency: Currency, _ minor: Int64, _ code: String = "1", on day: String,
        order: String = "", number: String = "", type: String = "", period: String? = nil
    ) -> Int64 {
        add(kind, period: period) {
            $0.currency = currency
            $0.amountMinor = minor
            $0.account = $1(code)
            $0.date = Day(iso: day)!
            $0.order = $1(order)
            $0.reference = $1(number)
            $0.type = $1(type)
        }
    }
}
