/// What `production.yaml` says about its workbooks. A report definition that says something itself goes before it.
package struct ReportSettings: Hashable, Sendable {
    /// The layout of a production that names none: the weekly cost report.
    package static let standardLayout = "standard"

    /// Which reports are written: those of these layouts, and those that belong to none.
    package var layouts = [standardLayout]
    package var paper: PaperSize?
    /// A PNG file as it is; empty for none.
    package var logo: [UInt8] = []
    /// Which variances need a note.
    package var notes: NoteThreshold?
    package var preparedBy = ""
    package var reviewedBy = ""
    /// Who gets the report, for the cover: names, as people write them.
    package var distribution: [String] = []
    /// Who signs it, one line each on the cover.
    package var signOff = ["Production accountant", "Line producer"]
    package var departments: [DepartmentAccounts] = []

    package init() {}
}

/// What the sheets are printed on, in landscape.
package enum PaperSize: String, Sendable, CaseIterable { case letter, legal, a4, a3 }

/// Which accounts owe an explanation of their variance: beyond an amount, beyond a share of the working budget, or both
/// (domain 1.14.4).
package struct NoteThreshold: Hashable, Sendable {
    package enum Condition: String, Sendable, CaseIterable {
        /// The amount and the share; where only one is given, that one.
        case both
        case either
    }

    package enum Side: String, Sendable, CaseIterable {
        /// Over and under budget alike.
        case both
        /// Over budget only.
        case over
    }

    /// 1/10,000 of the currency's main unit, so that a definition serves every currency; just this much needs no note.
    package var over: Int64?
    /// Of the working budget. What has no budget is beyond any share.
    package var percent: Percent?
    package var when: Condition
    package var side: Side

    package init(over: Int64?, percent: Percent?, when: Condition = .both, side: Side = .both) {
        (self.over, self.percent, self.when, self.side) = (over, percent, when, side)
    }

    /// `overrun` is the final cost less the working budget: positive over budget whatever the report's sign.
    package func asks(overrun: Money, budget: Money) -> Bool {
        guard !overrun.isZero, side == .both || !overrun.isNegative else { return false }
        let size = Int64(overrun.minorUnits.magnitude)
        let unit = Int128(Decimals.power(overrun.currency.minorDigits))
        let isLarge = over.map { Int128(size) * 10_000 > Int128($0) * unit }
        let isWide = percent.map { percent in
            budget.isZero || size > percent.of(Money(Int64(budget.minorUnits.magnitude), budget.currency)).minorUnits
        }
        guard let isLarge, let isWide else { return isLarge ?? isWide ?? false }
        return when == .both ? isLarge && isWide : isLarge || isWide
    }
}

/// One department's cut of the reports: `departments:` of `production.yaml`.
package struct DepartmentAccounts: Hashable, Sendable {
    /// Stands in the heading, in the totals and in the file's name.
    package var name: String
    /// Codes of accounts or of categories; `*` stands for any characters.
    package var accounts: [String]
    /// Report definitions by name; empty for every report of account lines that the production writes.
    package var reports: [String]

    package init(name: String, accounts: [String], reports: [String] = []) {
        (self.name, self.accounts, self.reports) = (name, accounts, reports)
    }

    /// Whether one of the patterns is the account's code or that of its category, compared as the production compares codes.
    package func holds(_ account: Account, _ production: Production) -> Bool {
        accounts.contains { Self.pattern($0, holds: account, production) }
    }

    package static func pattern(_ pattern: String, holds account: Account, _ production: Production) -> Bool {
        let pattern = Array(production.normalized(account: pattern).unicodeScalars)
        return [account.code, account.category].contains { code in
            let code = Array(production.normalized(account: code).unicodeScalars)
            return !code.isEmpty && matches(pattern[...], code[...])
        }
    }

    /// The last `*` that was passed takes one more character whenever what follows it does not fit.
    private static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        var (place, at) = (pattern.startIndex, text.startIndex)
        var retry: (place: Int, at: Int)?
        while at < text.endIndex {
            if place < pattern.endIndex, pattern[place] == "*" {
                retry = (place + 1, at)
                place += 1
            } else if place < pattern.endIndex, pattern[place] == text[at] {
                place += 1
                at += 1
            } else if let last = retry {
                retry = (last.place, last.at + 1)
                (place, at) = (last.place, last.at + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
