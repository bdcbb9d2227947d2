import CostModel

extension Currencies {
    /// What has no rate, rates that cannot be used, and locked rates that came too late to count.
    func report(_ books: inout Books) {
        for kind in RecordKind.allCases {
            for index in books.entries(kind) { reportMissing(index, &books) }
        }
        for index in books.entries(.exchangeRate) { reportUnusable(index, &books) }
        let places = Dictionary(
            uniqueKeysWithValues: books.entries(.exchangeRate).map { (books.entry($0).id, $0) })
        for (idle, counts) in ExchangeRates(books.snapshot).idleLocked(in: books.period) {
            guard let index = places[idle.entry] else { continue }
            books.report(
                .rateLockedLater, at: index, field: "Rate", value: idle.rate.description,
                "is not the rate of the budget: that was locked at \(counts.rate) (\(counts.date))",
                hint: "a locked budget does not change; show the difference as a transfer or an approved overage")
        }
    }

    private func reportMissing(_ index: Int, _ books: inout Books) {
        guard let foreign = books.foreign(index), foreign.rate == nil else { return }
        let record = books.record(index)
        guard record.status == .open || record.status == .closed || record.status == .settlement else { return }
        // A closed order commits nothing, whatever it is worth.
        if record.kind == .purchaseOrderLine, record.status != .open { return }
        let (day, kinds) =
            switch foreign.use {
            case .transaction:
                books.snapshot.production.rates == .period
                    ? (books.entry(index).period, "period") : (record.date, "daily")
            case .locked: (books.period, "locked")
            case .report: (books.period, "daily, period or report")
            }
        books.report(
            .rateMissing, at: index, field: "Amount", value: "\(foreign.amount) \(foreign.currency)",
            "has no \(kinds) rate of \(foreign.currency) on or before \(day): it counts nothing",
            hint: "add the rate to the exchange rates, dated \(day) or earlier; the amount then counts")
    }

    private func reportUnusable(_ index: Int, _ books: inout Books) {
        let rate = ExchangeRate(books.record(index), in: books.texts)
        let problem: (field: String, value: String, message: String, hint: String)
        if rate.currency == nil {
            problem = (
                "Currency", rate.currencyText, "is no ISO 4217 code; the rate is not used",
                "three letters, such as EUR"
            )
        } else if rate.currency == books.currency {
            problem = (
                "Currency", rate.currencyText, "is the production's own; the rate is not used",
                "name the foreign currency, with what one unit of it is worth"
            )
        } else if rate.rate.hundredMillionths <= 0 {
            problem = (
                "Rate", rate.rate.description, "is not above zero; the rate is not used",
                "what one unit of \(rate.currencyText) is worth in \(books.currency)"
            )
        } else {
            return
        }
        books.report(
            .rateUnusable, at: index, field: problem.field, value: problem.value, problem.message, hint: problem.hint)
    }
}

/// The proofs that currencies need: each compares what goes two ways through the program.
enum CurrencyProofs {
    /// Cost to date less what the rates have done to it is the cost at the locked rates.
    static func all(_ books: Books, _ lines: [CostLine], _ currencies: Currencies) -> [TieOut] {
        books.snapshot.foreign.isEmpty ? [] : [lockedCost(books, lines, currencies)]
    }

    private static func lockedCost(_ books: Books, _ lines: [CostLine], _ currencies: Currencies) -> TieOut {
        let cost = lines.reduce(books.zero) { $0 + $1.toDate }
        let variance = currencies.lines.reduce(books.zero) { $0 + $1.costVariance }
        return TieOut(
            name: "Cost at the locked rates", leftName: "cost to date less its FX variance", left: cost - variance,
            rightName: "postings at the locked rates", right: Money(postings(books), books.currency),
            remedy: "the Currencies sheet names account, currency and rates")
    }

    private static func postings(_ books: Books) -> Int64 {
        struct Key: Hashable { var account: String; var currency: Currency }
        let production = books.snapshot.production
        let balance = Set(
            books.chart.filter { $0.accountClass == .balance }.map { production.normalized(account: $0.code) })
        var own: Int64 = 0
        var foreign: [Key: (amount: Int64, cost: Int64)] = [:]
        var codes: [TextID: String] = [:]
        for entry in books.snapshot.entries where books.isThere(entry) && entry.record.kind.costClass == .actual {
            guard entry.record.status != .settlement, entry.record.status != .void else { continue }
            let code = codes[entry.record.account] ?? production.normalized(account: books.texts[entry.record.account])
            codes[entry.record.account] = code
            guard !balance.contains(code) else { continue }
            guard let side = books.snapshot.foreign[entry.id] else {
                own += entry.signedMinor
                continue
            }
            guard side.rate != nil else { continue }
            foreign[Key(account: code, currency: side.currency), default: (0, 0)].amount +=
                entry.isReversal ? -side.minorUnits : side.minorUnits
            foreign[Key(account: code, currency: side.currency)]!.cost += entry.signedMinor
        }
        let rates = ExchangeRates(books.snapshot)
        return foreign.reduce(own) { sum, part in
            let rate = rates.locked(part.key.currency, in: books.period)?.row.rate
            return sum
                + (rate?.converted(part.value.amount, from: part.key.currency, to: books.currency) ?? part.value.cost)
        }
    }
}
