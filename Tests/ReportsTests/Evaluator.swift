import CostModel
import Sheets
import Testing

/// Recalculates a workbook value as a spreadsheet program would: with doubles, `SUM`, `ROUND`, `MAX`, `IF`, `ISNUMBER`, `SUBTOTAL` and
/// references to other sheets. Only what our formulas use; anything else is an issue.
struct Evaluator {
    private var cells: [String: [Address: Cell.Value]] = [:]
    private var results: [String: [Address: Double]] = [:]
    private var underWay: Set<String> = []
    struct Address: Hashable { var row: Int; var column: Int }
    enum Trouble: Error { case syntax(String), circular(String), noSheet(String) }

    init(_ workbook: Workbook) {
        for sheet in workbook.sheets {
            var values: [Address: Cell.Value] = [:]
            for (index, line) in sheet.lines.enumerated() {
                for (column, cell) in line.cells.enumerated() {
                    values[Address(row: sheet.firstLineRow + index, column: column)] = cell.value
                }
            }
            if let detail = sheet.detail {
                var sink = CellSink(detail.texts)
                detail.write(0..<detail.count, to: &sink)
                for (row, line) in sink.rows.enumerated() {
                    for (column, value) in line.enumerated() {
                        values[Address(row: sheet.firstDetailRow + row, column: column)] = value
                    }
                }
            }
            cells[sheet.name] = values
        }
    }

    mutating func value(_ address: Address, on sheet: String) throws -> Double {
        if let known = results[sheet]?[address] { return known }
        guard let values = cells[sheet] else { throw Trouble.noSheet(sheet) }
        let key = "\(sheet)!\(address)"
        guard underWay.insert(key).inserted else { throw Trouble.circular(key) }
        defer { underWay.remove(key) }
        let result: Double
        switch values[address] ?? .blank {
        case .blank, .text: result = 0
        case .day(let day): result = Double(day.number)
        case .money(let amount): result = Self.double(amount)
        case .number(let value, let digits): result = Double(value) / Double(Decimals.power(digits))
        case .formula(let text, _):
            var parser = Parser(text: Array(text), sheet: sheet)
            result = try parser.whole(&self)
        }
        results[sheet, default: [:]][address] = result
        return result
    }

    func isNumber(_ address: Address, on sheet: String) throws -> Bool {
        guard let values = cells[sheet] else { throw Trouble.noSheet(sheet) }
        switch values[address] ?? .blank {
        case .blank, .text: return false
        case .day, .money, .number, .formula: return true
        }
    }

    static func double(_ amount: Money) -> Double {
        Double(amount.minorUnits) / Double(Decimals.power(amount.currency.minorDigits))
    }

    private struct Parser {
        let text: [Character]
        let sheet: String
        var at = 0

        mutating func whole(_ evaluator: inout Evaluator) throws -> Double {
            let value = try sum(&evaluator)
            guard at == text.count else { throw Trouble.syntax(String(text)) }
            return value
        }

        mutating func sum(_ evaluator: inout Evaluator) throws -> Double {
            var value = try product(&evaluator)
            while let sign = peek, sign == "+" || sign == "-" {
                at += 1
                let right = try product(&evaluator)
                value = sign == "+" ? value + right : value - right
            }
            return value
        }

        mutating func product(_ evaluator: inout Evaluator) throws -> Double {
            var value = try term(&evaluator)
            while let sign = peek, sign == "*" || sign == "/" {
                at += 1
                let right = try term(&evaluator)
                value = sign == "*" ? value * right : value / right
            }
            return value
        }

        mutating func term(_ evaluator: inout Evaluator) throws -> Double {
            guard let next = peek else { throw Trouble.syntax(String(text)) }
            if next.isNumber { return Double(take { $0.isNumber || $0 == "." })! }
            if next == "(" {
                at += 1
                let value = try sum(&evaluator)
                guard skip(")") else { throw Trouble.syntax(String(text)) }
                return value
            }
            if next == "'" {
                let other = quotedSheet()
                return try evaluator.value(address(), on: other)
            }
            let name = String(take { $0.isLetter })
            guard peek == "(" else {
                at -= name.count
                return try evaluator.value(address(), on: sheet)
            }
            at += 1
            if name == "ISNUMBER" {
                let other = peek == "'" ? quotedSheet() : sheet
                let isNumber = try evaluator.isNumber(address(), on: other)
                guard skip(")") else { throw Trouble.syntax(String(text)) }
                return isNumber ? 1 : 0
            }
            var arguments: [Double] = []
            repeat { arguments += try argument(&evaluator) } while skip(",")
            guard skip(")") else { throw Trouble.syntax(String(text)) }
            return try call(name, arguments)
        }

        /// A range gives all its values, anything else one.
        mutating func argument(_ evaluator: inout Evaluator) throws -> [Double] {
            let start = at
            if let next = peek, next.isLetter || next == "'" {
                let sheet = next == "'" ? quotedSheet() : self.sheet
                let place = at
                let letters = take { $0.isLetter }, digits = take { $0.isNumber }
                if !letters.isEmpty, !digits.isEmpty, skip(":") {
                    at = place
                    let first = address()
                    at += 1
                    let last = address()
                    var values: [Double] = []
                    for row in first.row...last.row {
                        for column in first.column...last.column {
                            values.append(try evaluator.value(Address(row: row, column: column), on: sheet))
                        }
                    }
                    return values
                }
                at = start
            }
            return [try sum(&evaluator)]
        }

        func call(_ name: String, _ arguments: [Double]) throws -> Double {
            switch name {
            case "SUM": return arguments.reduce(0, +)
            case "IF": return arguments[0] != 0 ? arguments[1] : arguments[2]
            case "MAX": return arguments.max()!
            case "SUBTOTAL":
                #expect(arguments[0] == 109)
                return arguments.dropFirst().reduce(0, +)
            case "ROUND":
                let power = Double(Decimals.power(Int(arguments[1])))
                // As spreadsheets do: to 15 digits first, so that 1.005 is not 1.00499999.
                let scaled = arguments[0] * power
                return (scaled + (scaled < 0 ? -1e-6 : 1e-6)).rounded(.toNearestOrAwayFromZero) / power
            default: throw Trouble.syntax(name)
            }
        }

        mutating func quotedSheet() -> String {
            at += 1
            var name = ""
            while true {
                if text[at] == "'", at + 1 < text.count, text[at + 1] == "'" {
                    name.append("'")
                    at += 2
                } else if text[at] == "'" {
                    break
                } else {
                    name.append(text[at])
                    at += 1
                }
            }
            at += 2
            return name
        }

        mutating func address() -> Address {
            let letters = take { $0.isLetter }, digits = take { $0.isNumber }
            let column = letters.reduce(0) { $0 * 26 + Int($1.asciiValue!) - 64 } - 1
            return Address(row: Int(digits)! - 1, column: column)
        }

        var peek: Character? { at < text.count ? text[at] : nil }

        mutating func skip(_ character: Character) -> Bool {
            guard peek == character else { return false }
            at += 1
            return true
        }

        mutating func take(_ matches: (Character) -> Bool) -> String {
            let start = at
            while at < text.count, matches(text[at]) { at += 1 }
            return String(text[start..<at])
        }
    }
}

/// Detail rows as values, for tests.
struct CellSink: DetailSink {
    var rows: [[Cell.Value]] = []
    private var row: [Cell.Value] = []
    private let texts: Texts

    init(_ texts: Texts) { self.texts = texts }

    mutating func blank() { row.append(.blank) }
    mutating func shared(_ text: TextID) { row.append(.text(texts[text])) }
    mutating func text(_ text: TextID) { row.append(.text(texts[text])) }
    mutating func day(_ day: Day) { row.append(.day(day)) }
    mutating func money(_ amount: Money) { row.append(.money(amount)) }
    mutating func number(_ value: Int64, digits: Int) { row.append(.number(value, digits: digits)) }
    mutating func endRow() {
        rows.append(row)
        row = []
    }
}

/// Every formula of the workbook recalculates to the value beside it, to the cent, without a circle; every reference and
/// link leads to a sheet. Returns how many formulas there were.
@discardableResult
func expectRecalculates(_ workbook: Workbook, sourceLocation: SourceLocation = #_sourceLocation) -> Int {
    var evaluator = Evaluator(workbook)
    var count = 0
    for sheet in workbook.sheets {
        for (index, line) in sheet.lines.enumerated() {
            #expect(line.cells.count == sheet.columns.count || [.spacer, .note, .room, .title].contains(line.kind))
            for (column, cell) in line.cells.enumerated() {
                if let link = cell.link {
                    #expect(workbook.sheets.contains { link.hasPrefix("'\($0.name.replacing("'", with: "''"))'!") })
                }
                guard case .formula(let text, let cached) = cell.value else { continue }
                count += 1
                let row = sheet.firstLineRow + index
                let place = "\(sheet.name)!\(Address.cell(row, column)) =\(text)"
                do {
                    let got = try evaluator.value(.init(row: row, column: column), on: sheet.name)
                    let wanted: Double
                    switch cached {
                    case .money(let amount): wanted = Evaluator.double(amount)
                    case .number(let value, let digits): wanted = Double(value) / Double(Decimals.power(digits))
                    default: wanted = .nan
                    }
                    #expect(
                        abs(got - wanted) < 0.004, "\(place): \(got), cached \(wanted)", sourceLocation: sourceLocation)
                } catch {
                    Issue.record("\(place): \(error)", sourceLocation: sourceLocation)
                }
            }
        }
    }
    return count
}
