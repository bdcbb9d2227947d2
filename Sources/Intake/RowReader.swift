import CostModel
import Tables

/// Turns the data rows of one layout into records.
struct RowReader {
    private(set) var layout: Layout
    let file: String
    let currency: Currency
    private let money: DecimalParser
    private let rates: DecimalParser
    private let hundredths: DecimalParser
    private let template: CostRecord
    private let words: [String]

    init(_ layout: Layout, file: String, currency: Currency, texts: inout Texts) {
        self.layout = layout
        self.file = file
        self.currency = currency
        let comma = layout.profile.hasDecimalComma
        money = DecimalParser(digits: currency.minorDigits, hasDecimalComma: comma, currency: currency)
        rates = DecimalParser(digits: 4, hasDecimalComma: comma, currency: currency)
        hundredths = DecimalParser(digits: 2, hasDecimalComma: comma, currency: nil, limit: Int64(Int32.max))
        var template = CostRecord(kind: layout.profile.kind, currency: currency)
        if template.kind == .forecast { template.quantity = CostRecord.notGiven }
        for rule in layout.profile.columns {
            if let fixed = rule.fixed { template.set(rule.field, texts.intern(fixed)) }
        }
        self.template = template
        words = Self.words(of: layout.profile.kind)
    }

    /// What `type` may say for the set-up kinds.
    private static func words(of kind: RecordKind) -> [String] {
        switch kind {
        case .account: Account.Class.allCases.map(\.rawValue)
        case .budgetChange: BudgetChange.Kind.allCases.map(\.rawValue)
        case .crewDeal: CrewDeal.Per.allCases.map(\.rawValue)
        case .shootDay: ShootDay.Kind.allCases.map(\.rawValue)
        case .forecast, .budgetLine, .ledgerLine, .invoiceLine, .pettyCashLine, .cardCoding, .payrollLine, .timecardDay,
            .purchaseOrderLine, .cardTransaction:
            []
        }
    }

    /// What group rows and labels above the next rows said.
    mutating func carry(_ carried: [Field: String]) { layout.carried = carried }

    /// The amounts of a row; a nil main amount is blank.
    struct Amounts {
        var main: Int64?
        var legs: [Int64] = []
        /// Sum of all that could be read.
        var readable: Int64 = 0
        var isRefused = false
    }

    /// A record for each leg of the row; empty when the row is refused.
    func read(
        _ row: Int, _ cells: Table.Cells, _ table: Table, amounts: Amounts, texts: inout Texts,
        into diagnostics: inout Diagnostics
    ) -> [CostRecord] {
        var record = template
        var isRefused = amounts.isRefused
        record.status = layout.status(row, cells)
        for (field, text) in layout.carried { record.set(field, texts.intern(text)) }
        for (index, rule) in layout.profile.columns.enumerated() {
            let column = layout.columns[index]
            guard column >= 0 else { continue }
            isRefused = !fill(&record, rule.field, row, column, cells, table, &texts, &diagnostics) || isRefused
        }
        isRefused = !hasWhatItNeeds(record, amounts, row, cells, table, texts, &diagnostics) || isRefused
        guard !isRefused else { return [] }
        record.amountMinor = amounts.main ?? 0
        guard !layout.legs.isEmpty else { return [record] }
        var records: [CostRecord] = []
        let hasLegs = amounts.legs.contains { $0 != 0 }
        if record.amountMinor != 0 || !hasLegs { records.append(record) }
        for (index, leg) in layout.legs.enumerated() where amounts.legs[index] != 0 {
            var other = record
            other.leg = UInt8(records.isEmpty ? 0 : index + 1)
            other.amountMinor = amounts.legs[index]
            other.account = Cell.intern(cells[row, leg.account], into: &texts)
            (other.quantity, other.hours15, other.hours20) = (0, 0, 0)
            records.append(other)
        }
        return records
    }

    /// Reads the money cells; with `isSilent` nothing is reported (totals, footers).
    func amounts(
        _ row: Int, _ cells: Table.Cells, _ table: Table, isSilent: Bool, into diagnostics: inout Diagnostics
    ) -> Amounts {
        var result = Amounts()
        guard let rule = layout.profile.amount else { return result }
        result.main = amount(rule, layout.amount, row, cells, table, isSilent, &result, &diagnostics)
        for (index, leg) in layout.profile.legs.enumerated() {
            let value = amount(leg.amount, layout.legs[index].amount, row, cells, table, isSilent, &result, &diagnostics)
            result.legs.append(value ?? 0)
        }
        result.readable = (result.main ?? 0) + result.legs.reduce(0, +)
        return result
    }

    private func amount(
        _ rule: Profile.AmountRule, _ columns: [Int], _ row: Int, _ cells: Table.Cells, _ table: Table, _ isSilent: Bool,
        _ result: inout Amounts, _ diagnostics: inout Diagnostics
    ) -> Int64? {
        var sum: Int64?
        switch rule.form {
        case .sum:
            for column in columns {
                guard let part = parse(money, row, column, cells, table, isSilent, &result, &diagnostics) else { continue }
                sum = (sum ?? 0) + part
            }
        case .debitCredit:
            let debit = parse(money, row, columns[0], cells, table, isSilent, &result, &diagnostics)
            let credit = parse(money, row, columns[1], cells, table, isSilent, &result, &diagnostics)
            if debit != nil || credit != nil { sum = (debit ?? 0) - (credit ?? 0) }
        case .product:
            let left = parse(rates, row, columns[0], cells, table, isSilent, &result, &diagnostics)
            let right = parse(rates, row, columns[1], cells, table, isSilent, &result, &diagnostics)
            if let left, let right {
                sum = Decimals.scaled(left, by: right, over: Decimals.power(8 - currency.minorDigits))
            }
        }
        return sum.map { rule.isNegated ? -$0 : $0 }
    }

    private func parse(
        _ parser: DecimalParser, _ row: Int, _ column: Int, _ cells: Table.Cells, _ table: Table, _ isSilent: Bool,
        _ result: inout Amounts, _ diagnostics: inout Diagnostics
    ) -> Int64? {
        do {
            return try parser.parse(cells[row, column])
        } catch {
            if !isSilent {
                diagnostics.report(.amount(error, place(row, column, table), layout.profile, currency: currency))
            }
            result.isRefused = true
            return nil
        }
    }

    /// False when the cell cannot be read.
    private func fill(
        _ record: inout CostRecord, _ field: Field, _ row: Int, _ column: Int, _ cells: Table.Cells, _ table: Table,
        _ texts: inout Texts, _ diagnostics: inout Diagnostics
    ) -> Bool {
        let cell = cells[row, column]
        switch field {
        case .date, .weekEnding:
            guard !cell.isBlank else { return true }
            guard let day = layout.profile.day.parse(cell) else {
                let swapped = layout.profile.day.swapped?.parse(cell) != nil
                diagnostics.report(.date(place(row, column, table), pattern: layout.profile.day, fitsSwapped: swapped))
                return false
            }
            if field == .date { record.date = day } else { record.weekEnding = day }
        case .rate, .percent, .quantity, .hours15, .hours20:
            let parser = field == .rate || field == .percent ? rates : hundredths
            do {
                guard let value = try parser.parse(cell) else { return true }
                record.set(field, number: value)
            } catch {
                let currency = field == .rate ? currency : nil
                diagnostics.report(.amount(error, place(row, column, table), layout.profile, currency: currency))
                return false
            }
        case .account, .party, .reference, .order, .details, .department, .holder, .type, .set, .tag:
            record.set(field, Cell.intern(cell, into: &texts))
        case .amount, .status: break
        }
        return true
    }

    /// Reports what the row lacks; false when it cannot be posted. A missing account is no reason to lose the cost:
    /// the row goes to suspense.
    private func hasWhatItNeeds(
        _ record: CostRecord, _ amounts: Amounts, _ row: Int, _ cells: Table.Cells, _ table: Table, _ texts: Texts,
        _ diagnostics: inout Diagnostics
    ) -> Bool {
        var isComplete = true
        func require(_ field: Field, _ isThere: Bool) {
            guard !isThere else { return }
            let column = layout.profile.columns.firstIndex { $0.field == field }.map { layout.columns[$0] } ?? -1
            // An unreadable cell has been reported already, and is not blank.
            if column >= 0, !cells[row, column].isBlank { return }
            diagnostics.report(.missing(place(row, column, table, heading: field.rawValue)))
            isComplete = false
        }
        switch record.kind {
        case .account: require(.account, !record.account.isEmpty)
        case .crewDeal: require(.party, !record.party.isEmpty)
        case .budgetLine, .forecast: require(.account, !record.account.isEmpty)
        case .budgetChange, .shootDay: require(.date, !record.date.isNone)
        case .purchaseOrderLine:
            require(.reference, !record.reference.isEmpty)
            require(.date, !record.date.isNone)
        case .ledgerLine, .invoiceLine, .pettyCashLine, .cardCoding, .payrollLine, .timecardDay, .cardTransaction:
            require(.date, !record.date.isNone)
        }
        if layout.profile.amount != nil, record.kind != .forecast, amounts.main == nil, !amounts.isRefused,
            amounts.legs.allSatisfy({ $0 == 0 })
        {
            diagnostics.report(.missing(place(row, layout.amount.first ?? -1, table, heading: "amount")))
            isComplete = false
        }
        if isComplete, record.account.isEmpty, [.actual, .accrual, .commitment].contains(record.kind.costClass),
            record.status == .open
        {
            let column = layout.profile.columns.firstIndex { $0.field == .account }.map { layout.columns[$0] } ?? -1
            diagnostics.report(
                place(row, column, table, heading: "account").diagnostic(
                    .accountMissing, "is blank: the row is in suspense", hint: "code it at the source and export it again"))
        }
        if !words.isEmpty {
            let word = texts[record.type]
            if !words.contains(word.lowercased()) {
                let column = layout.profile.columns.firstIndex { $0.field == .type }.map { layout.columns[$0] } ?? -1
                diagnostics.report(.word(place(row, column, table, heading: "type"), choices: words))
                isComplete = false
            }
        }
        return isComplete
    }

    func place(_ row: Int, _ column: Int, _ table: Table, heading: String = "") -> CellPlace {
        guard column >= 0, column < Int(table.rows[row].fieldCount) else {
            let name = column >= 0 && column < layout.headings.count ? layout.headings[column] : heading
            return CellPlace(file: file, line: Int(table.rows[row].line), column: 0, heading: name, value: "")
        }
        let position = table.position(ofField: column, inRow: row)
        return CellPlace(
            file: file, line: position.line, column: position.column,
            heading: column < layout.headings.count ? layout.headings[column] : "", value: table.text(row, column))
    }
}

extension CostRecord {
    mutating func set(_ field: Field, _ text: TextID) {
        switch field {
        case .account: account = text
        case .party: party = text
        case .reference: reference = text
        case .order: order = text
        case .details: details = text
        case .department: department = text
        case .holder: holder = text
        case .type: type = text
        case .set: set = text
        case .tag: tag = text
        case .date, .weekEnding, .amount, .rate, .percent, .quantity, .hours15, .hours20, .status: break
        }
    }

    mutating func set(_ field: Field, number: Int64) {
        switch field {
        case .rate, .percent: rate = Rate(tenThousandths: number)
        case .quantity: quantity = Int32(number)
        case .hours15: hours15 = Int32(number)
        case .hours20: hours20 = Int32(number)
        case .account, .party, .reference, .order, .details, .department, .holder, .type, .set, .tag, .date, .weekEnding,
            .amount, .status:
            break
        }
    }
}
