package import CostModel
package import Tables

/// The forecast of a production as a file that rows are added to: its rows in force, and its text, which is kept byte for byte.
package struct ForecastFile: Sendable {
    /// One row of the file: what it says, and its cells as they stand there.
    package struct Row: Sendable {
        package var facts: ForecastFacts
        package var account: String
        package var line: Int
        fileprivate var cells: [String]
    }

    /// Why no row can be added.
    package enum Fault: Error, Hashable, Sendable {
        /// Nothing of it can be read.
        case refused
        case notText
        case encoding(String)
        case columnMissing(String, String)
        case days(String)
        case differs(String)

        package var message: String {
            switch self {
            case .refused: "cannot be read under its profile: `costreport inspect` says why"
            case .notText: "is no CSV file: rows cannot be added to it"
            case .encoding(let name): "is \(name): rows are only added to UTF-8"
            case .columnMissing(let heading, _): "has no column \"\(heading)\""
            case .days(let pattern): "writes days as \(pattern): rows are only added where they are yyyy-MM-dd"
            case .differs(let account): "would not read as it was typed on \(account)"
            }
        }
        package var hint: String {
            switch self {
            case .columnMissing(_, let need): "add it to the first line: \(need)"
            case .refused, .differs: ""
            case .notText, .encoding, .days: "save it as CSV, UTF-8, with days as 2026-05-16"
            }
        }
    }

    package private(set) var bytes: [UInt8]
    /// Normalised account to the row in force: the latest date, of equal dates the later line.
    package private(set) var current: [String: Row] = [:]
    private let name: String
    private let feed: String
    private let profile: Profile
    private let production: Production
    private let places: [Field: Int]
    /// When a row was edited, where the file has a column for it.
    private let editedPlace: Int?
    private let width: Int
    private let dialect: Dialect
    private let currencyPlace: Int?

    /// Heading of an optional column that takes the moment of an edit.
    package static let editedHeading = "Edited"
    /// What a production without a forecast begins with.
    package static let newFile =
        "Date,Account,Method,Unit,Units,Rate,Percent,Of,Amount,Author,Note,Edited\n"

    package init(
        _ source: SourceBytes, named name: String, feed: String, _ profile: Profile, _ production: Production
    ) throws(Fault) {
        let table = Table.read(source.bytes, encoding: profile.encoding, delimiter: profile.delimiter)
        guard table.container == .text, !table.dialect.hasBackslashes else { throw .notText }
        guard table.isReadable, let header = Header.find(profile, in: table), !header.isPositional else {
            throw .refused
        }
        guard [.utf8].contains(table.text.encoding) else { throw .encoding(table.text.encoding.rawValue) }
        guard profile.days.contains(.iso) else { throw .days(profile.days.first?.text ?? "") }
        (bytes, dialect, self.name, self.feed) = (source.bytes, table.dialect, name, feed)
        (self.profile, self.production) = (profile, production)
        var places: [Field: Int] = [:]
        for column in profile.columns {
            guard case .heading(let heading) = column.source else { continue }
            places[column.field] = header.column(profile.names(of: heading))
        }
        if let heading = profile.amount?.headings.first {
            places[.amount] = header.column(profile.names(of: heading))
        }
        self.places = places
        editedPlace = header.column([Self.editedHeading])
        currencyPlace = profile.currencyHeading.flatMap { header.column(profile.names(of: $0)) }
        width = header.titles.count
        readRows(table, source, name, feed)
    }

    private mutating func readRows(_ table: Table, _ source: SourceBytes, _ name: String, _ feed: String) {
        var texts = Texts()
        let reading = Intake.read(
            source, named: name, feed: feed, profile: profile, currency: production.currency,
            currencies: production.currencies, texts: &texts)
        var rowOfLine: [Int: Int] = [:]
        for row in 0..<table.rowCount { rowOfLine[table.line(ofRow: row)] = row }
        for row in reading.rows where row.record.kind == .forecast {
            let forecast = ForecastLine(row.record, in: texts)
            let key = production.normalized(account: forecast.account)
            var facts = ForecastFacts(forecast)
            // A record has a number where the file has no such column.
            for field in ForecastFacts.Field.allCases {
                if let target = Self.column(of: field), places[target] == nil { facts[field] = "" }
            }
            if let held = current[key], (facts.day, Int(row.line)) < (held.facts.day, held.line) { continue }
            let place = rowOfLine[Int(row.line)]
            let cells = place.map { place in (0..<table.width(ofRow: place)).map { table.string($0, ofRow: place) } }
            current[key] = Row(facts: facts, account: forecast.account, line: Int(row.line), cells: cells ?? [])
        }
    }

    // MARK: Adding rows

    /// The file with a row behind its last one; everything else stays as it is, byte for byte.
    package mutating func append(
        _ facts: ForecastFacts, account: String, edited: String
    ) throws(Fault) -> String {
        let key = production.normalized(account: account)
        let held = current[key]
        var cells = Array(repeating: "", count: width)
        try put(.account, held?.account ?? account, into: &cells)
        for field in ForecastFacts.Field.allCases {
            let text = facts[field]
            guard let target = Self.column(of: field) else {
                if let currencyPlace { cells[currencyPlace] = written(field, text, held) }
                continue
            }
            if text.isEmpty { continue }
            try put(target, written(field, text, held), into: &cells)
        }
        if let editedPlace { cells[editedPlace] = edited }
        let line = cells.map { quoted($0) }.joined(separator: dialect.delimiter.character)
        let isTerminated = bytes.last == 0x0A || bytes.last == 0x0D
        bytes += Array(((isTerminated ? "" : lineEnd) + line + lineEnd).utf8)
        let last = 1 + bytes.count { $0 == 0x0A } - 1
        current[key] = Row(facts: facts, account: held?.account ?? account, line: last, cells: cells)
        return line
    }

    private func put(_ field: Field, _ text: String, into cells: inout [String]) throws(Fault) {
        guard let place = places[field] else {
            let named = profile.columns.first { $0.field == field }?.source
            var heading = "Amount"
            if case .heading(let given)? = named { heading = given }
            throw .columnMissing(heading, "the row of \(cells.first ?? "") needs it for \"\(text)\"")
        }
        cells[place] = text
    }

    /// The row's own cell where it says what it said.
    private func written(_ field: ForecastFacts.Field, _ text: String, _ held: Row?) -> String {
        let place = field == .currency ? currencyPlace : Self.column(of: field).flatMap { places[$0] }
        if let held, held.facts[field] == text, let place, place < held.cells.count, field != .date {
            return held.cells[place]
        }
        // The production's own currency goes without saying.
        if field == .currency { return text == production.currency.description ? "" : text }
        guard [.units, .rate, .percent, .amount, .overtime].contains(field) else { return text }
        var number = text
        if field == .rate || field == .amount {
            let digits = production.currency.minorDigits
            if let minor = Decimals.minorUnits(text, digits: digits) { number = Decimals.text(minor, digits: digits) }
        }
        return profile.mark == .comma ? number.replacing(".", with: ",") : number
    }

    private static func column(of field: ForecastFacts.Field) -> Field? {
        switch field {
        case .date: .date
        case .method: .type
        case .unit: .tag
        case .units: .quantity
        case .rate: .rate
        case .percent: .percent
        case .of: .order
        case .amount: .amount
        case .author: .party
        case .note: .details
        case .shootingUnit: .department
        case .overtime: .hours20
        case .fringe: .reference
        case .allowances: .set
        case .acknowledged: .holder
        case .currency: nil
        }
    }

    private func quoted(_ text: String) -> String {
        let quote = String(UnicodeScalar(dialect.quote))
        let isPlain = !text.contains {
            $0.isNewline || String($0) == dialect.delimiter.character || String($0) == quote
        }
        if isPlain, text.first?.isWhitespace != true, text.last?.isWhitespace != true { return text }
        return quote + text.replacing(quote, with: quote + quote) + quote
    }

    /// That of the first line.
    private var lineEnd: String {
        guard let end = bytes.firstIndex(of: 0x0A) else { return bytes.contains(0x0D) ? "\r" : "\n" }
        return end > 0 && bytes[end - 1] == 0x0D ? "\r\n" : "\n"
    }
}

extension ForecastFile {
    /// Reads the text again: each new row must say what was typed.
    package func verify(_ rows: [(account: String, facts: ForecastFacts)]) throws(Fault) {
        let again = try ForecastFile(
            SourceBytes(path: name, bytes: bytes), named: name, feed: feed, profile, production)
        for row in rows {
            let read = again.current[production.normalized(account: row.account)]?.facts
            guard let read, ForecastFacts.Field.allCases.allSatisfy({ says(read, row.facts, $0) }) else {
                throw .differs(row.account)
            }
        }
    }

    private func says(_ left: ForecastFacts, _ right: ForecastFacts, _ field: ForecastFacts.Field) -> Bool {
        let (left, right) = (left[field], right[field])
        if left == right || field == .currency { return true }
        guard let number = Decimals.minorUnits(left, digits: 4), let other = Decimals.minorUnits(right, digits: 4)
        else { return false }
        return number == other
    }
}
