package import CostModel
package import Sheets

/// What a report is, beside its figures.
package struct FormFacts: Hashable, Sendable {
    /// The definition's name: `weekly-cost`.
    package var report: String
    /// `6`, and `6r1` for the first revision of report 6.
    package var number: String
    package var period: Day
    package var currency: Currency
    package var variance: VarianceSign
    package var basis: ETCBasis
    package var isDraft: Bool

    package init(
        report: String, number: String, period: Day, currency: Currency, variance: VarianceSign, basis: ETCBasis,
        isDraft: Bool
    ) {
        (self.report, self.number, self.period, self.currency) = (report, number, period, currency)
        (self.variance, self.basis, self.isDraft) = (variance, basis, isDraft)
    }
}

/// A workbook as one JSON object: its sheets, their columns, and their rows with typed values.
///
/// A figure is a decimal text, so that no reader makes a float of it: `"-1234.50"`. A blank cell is null. What is of another
/// kind than its column says so: `{"text": "Feed"}`, `{"amount": "80.00", "currency": "EUR"}`.
package enum JSONForm {
    package static func write(_ workbook: Workbook, _ facts: FormFacts, to path: String) throws(FormFailure) {
        let file = try FormFile(path: path)
        var head = ByteText()
        head.put("{\n")
        for (name, value) in [
            ("report", facts.report), ("title", workbook.title), ("company", workbook.company),
            ("number", facts.number), ("period", facts.period.description), ("currency", facts.currency.description),
            ("variance", facts.variance.rawValue), ("etc_basis", facts.basis.rawValue),
        ] {
            head.member(name, value)
            head.put(",\n")
        }
        head.put("\"draft\": \(facts.isDraft),\n\"sheets\": [")
        try file.write(head.drain())
        for (index, sheet) in workbook.sheets.enumerated() {
            var rows = JSONRows(sheet, facts.currency, isFirst: index == 0)
            try rows.write(sheet, to: file)
            rows.finish(sheet)
            try file.write(rows.output.drain())
        }
        try file.write(Array("\n]\n}\n".utf8))
        try file.publish()
    }
}

extension ByteText {
    /// `"name": "value"`
    fileprivate mutating func member(_ name: String, _ value: String) {
        string(name)
        put(": ")
        string(value)
    }
}

extension Column.Kind {
    fileprivate enum Value: String { case text, amount, number, day }

    /// What its cells hold, for a program.
    fileprivate var value: Value {
        switch self {
        case .text, .prose: .text
        case .money, .cents, .variance, .worded: .amount
        case .number, .rate, .share: .number
        case .day: .day
        }
    }
}

private struct JSONRows: RowWriter {
    var output = ByteText()
    private let kinds: [Column.Kind.Value]
    private let currency: Currency
    private var column = 0
    private var isFirstRow = true

    init(_ sheet: Sheet, _ currency: Currency, isFirst: Bool) {
        kinds = sheet.columns.map(\.kind.value)
        self.currency = currency
        output.put(isFirst ? "\n{" : ",\n{")
        output.member("name", sheet.name)
        output.put(",\n ")
        output.member("heading", sheet.header.title)
        output.put(", ")
        output.member("subheading", sheet.header.subtitle)
        output.put(",\n \"columns\": [")
        for (index, name) in ColumnNames.of(sheet).enumerated() {
            output.put(index == 0 ? "\n  {" : ",\n  {")
            output.member("name", name)
            output.put(", ")
            output.member("heading", sheet.columns[index].heading)
            output.put(", ")
            output.member("kind", kinds[index].rawValue)
            output.put("}")
        }
        output.put("],\n \"rows\": [")
    }

    mutating func finish(_ sheet: Sheet) {
        output.put("],\n \"notes\": [")
        for (index, note) in sheet.footnotes.enumerated() {
            output.put(index == 0 ? "\n  " : ",\n  ")
            output.string(note)
        }
        output.put("]}")
    }

    mutating func begin(_ row: Int, _ kind: RowKind) {
        output.put(isFirstRow ? "\n  {\"row\": " : ",\n  {\"row\": ")
        output.decimal(Int64(row), digits: 0)
        output.put(", \"kind\": \"")
        output.put(kind.rawValue)
        output.put("\", \"cells\": [")
        (isFirstRow, column) = (false, 0)
    }

    mutating func end() { output.put("]}") }

    private mutating func next() -> Column.Kind.Value {
        if column > 0 { output.put(0x2C) }
        column += 1
        return kinds[column - 1]
    }

    mutating func blank() {
        _ = next()
        output.put("null")
    }

    mutating func text(_ text: UnsafeRawBufferPointer) {
        typed(.text) { $0.string(text) }
    }

    mutating func day(_ day: Day) {
        guard !day.isNone else { return blank() }
        typed(.day) { $0.string(day.description) }
    }

    mutating func number(_ value: Int64, digits: Int) {
        typed(.number) { $0.figure(value, digits) }
    }

    mutating func amount(_ amount: Money) {
        let digits = amount.currency.minorDigits
        guard amount.currency != currency else { return typed(.amount) { $0.figure(amount.minorUnits, digits) } }
        _ = next()
        output.put("{\"amount\": ")
        output.figure(amount.minorUnits, digits)
        output.put(", ")
        output.member("currency", amount.currency.description)
        output.put("}")
    }

    /// The bare value where the column is of its kind, else an object that names the kind.
    private mutating func typed(_ kind: Column.Kind.Value, _ value: (inout ByteText) -> Void) {
        guard next() != kind else { return value(&output) }
        output.put("{\"\(kind.rawValue)\": ")
        value(&output)
        output.put("}")
    }
}

extension ByteText {
    fileprivate mutating func figure(_ value: Int64, _ digits: Int) {
        put(0x22)
        decimal(value, digits: digits)
        put(0x22)
    }
}
