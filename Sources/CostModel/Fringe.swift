/// What the employer pays on top of wages, from a day on. Several rows of one package and name are its rates one after the
/// other. Fields: reference = package, details = name, type = percent|hour|day|week|flat, rate (22.5 is 22.5 percent, or money),
/// amount = ceiling (0 is none), date = effective from, account = where it is posted, order = employer of record (empty for
/// any), tag = year|never: when the ceiling begins anew.
package struct Fringe: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Of gross wages, up to a ceiling of wages.
        case percent
        /// Money an hour, a day, a week that is worked, up to a ceiling of money.
        case hour, day, week
        /// Money once for a worker, each time that the ceiling begins anew.
        case flat
    }

    package var packageName: String
    package var name: String
    package var kind: Kind?
    package var kindText: String
    package var rate: Rate
    /// Minor units; nil for none.
    package var ceiling: Int64?
    package var from: Day
    package var account: String
    package var employer: String
    /// The ceiling begins anew each calendar year; else never.
    package var isYearly: Bool

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .fringe)
        packageName = texts[record.reference]
        name = texts[record.details]
        kindText = texts[record.type]
        kind = Kind(rawValue: kindText.lowercased())
        rate = record.rate
        ceiling = record.amountMinor > 0 ? record.amountMinor : nil
        from = record.date
        account = texts[record.account]
        employer = texts[record.order]
        isYearly = texts[record.tag].lowercased() != "never"
    }

    /// 6.2 in ten-thousandths is the same whole number as 6.2 % in millionths.
    package var percent: Percent { Percent(millionths: rate.tenThousandths) }
}
