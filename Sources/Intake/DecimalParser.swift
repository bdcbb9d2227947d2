import CostModel

/// How a decimal in a cell could not be read.
enum DecimalProblem: Error, Hashable {
    case unreadable
    /// An error value of a spreadsheet: `#REF!`.
    case cellError
    case tooManyDecimals
    case tooLarge
    /// Marked with another currency than the production's.
    case foreign(String)
}

/// Reads amounts as they stand in exports: `$1,234.50`, `(400.00)`, `- $220.00`, `1 234,50 €`, `250.00-`, `12.50 CR`, `-`.
/// Digit by digit into a whole number; no floating point, no guessing: what is not one of the known forms is refused.
struct DecimalParser {
    /// Digits of the result after the decimal point.
    var digits: Int
    /// The decimal mark is a comma, and the point groups.
    var hasDecimalComma: Bool
    /// nil reads plain numbers, on which any currency mark is a mistake.
    var currency: Currency?
    var limit: Int64 = Limits.amountMinorMax

    /// nil for a blank cell.
    func parse(_ cell: UnsafeRawBufferPointer) throws(DecimalProblem) -> Int64? {
        var scan = Scan(cell)
        scan.skipBlanks()
        if scan.isAtEnd { return nil }
        if let plain = parsePlain(cell) { return plain }
        if scan.peek == 0x23 { throw .cellError }
        var isNegative = false
        var isBracketed = false
        try prefix(&scan, &isNegative, &isBracketed)
        let number = try number(&scan)
        try suffix(&scan, &isNegative, isBracketed, hasNumber: number != nil)
        guard let number else {
            // A dash alone is how spreadsheets print zero.
            guard isNegative, !isBracketed else { throw .unreadable }
            return 0
        }
        guard number <= limit else { throw .tooLarge }
        return isNegative != isBracketed ? -number : number
    }

    /// `-1234.5` in one pass: the form of nearly every cell. nil when the cell is anything else.
    private func parsePlain(_ cell: UnsafeRawBufferPointer) -> Int64? {
        guard !hasDecimalComma, cell.count <= 15 else { return nil }
        var value: Int64 = 0
        var decimals = -1
        var index = 0
        let isNegative = cell[0] == 0x2D
        if isNegative { index = 1 }
        guard index < cell.count, cell[index] &- 0x30 <= 9 else { return nil }
        while index < cell.count {
            let digit = cell[index] &- 0x30
            if digit <= 9 {
                value = value * 10 + Int64(digit)
                if decimals >= 0 { decimals += 1 }
            } else if cell[index] == 0x2E, decimals < 0 {
                decimals = 0
            } else {
                return nil
            }
            index += 1
        }
        guard decimals != 0, decimals <= digits else { return nil }
        for _ in max(decimals, 0)..<digits { value *= 10 }
        guard value <= limit else { return nil }
        return isNegative ? -value : value
    }

    private func prefix(_ scan: inout Scan, _ isNegative: inout Bool, _ isBracketed: inout Bool) throws(DecimalProblem) {
        while !scan.isAtEnd {
            scan.skipBlanks()
            if scan.takeMinus() {
                if isNegative { throw .unreadable }
                isNegative = true
            } else if scan.peek == 0x28 {
                if isBracketed { throw .unreadable }
                isBracketed = true
                scan.advance()
            } else if scan.peek == 0x2B {
                scan.advance()
            } else if let mark = scan.takeCurrency() {
                try check(mark)
            } else {
                return
            }
        }
    }

    private func suffix(
        _ scan: inout Scan, _ isNegative: inout Bool, _ isBracketed: Bool, hasNumber: Bool
    ) throws(DecimalProblem) {
        var isClosed = !isBracketed
        while true {
            scan.skipBlanks()
            if scan.isAtEnd { break }
            if scan.peek == 0x29, !isClosed {
                isClosed = true
                scan.advance()
            } else if hasNumber, !isNegative, scan.takeMinus() {
                isNegative = true
            } else if hasNumber, let sign = scan.takeCreditDebit() {
                if sign < 0 { isNegative.toggle() }
            } else if let mark = scan.takeCurrency() {
                try check(mark)
            } else {
                throw .unreadable
            }
        }
        guard isClosed else { throw .unreadable }
    }

    /// The digits with their grouping and decimals; nil when there is no digit.
    private func number(_ scan: inout Scan) throws(DecimalProblem) -> Int64? {
        var value: UInt64 = 0
        var (whole, inGroup, groups, decimals) = (0, 0, 0, -1)
        var groupMark: UInt8 = 0
        loop: while !scan.isAtEnd {
            if let digit = scan.takeDigit() {
                if decimals >= 0 {
                    decimals += 1
                    if decimals > digits {
                        guard digit == 0 else { throw .tooManyDecimals }
                        continue
                    }
                } else {
                    whole += 1
                    inGroup += 1
                }
                guard value < 100_000_000_000_000_000 else { throw .tooLarge }
                value = value * 10 + UInt64(digit)
                continue
            }
            switch scan.mark(hasDecimalComma: hasDecimalComma) {
            case .decimal where decimals < 0:
                guard groups == 0 || inGroup == 3 else { throw .unreadable }
                decimals = 0
                scan.advance()
                // `CHF 12.-`: no cents.
                if scan.peek == 0x2D, whole > 0 { scan.advance() }
            case .group(let mark) where decimals < 0 && whole > 0:
                guard groupMark == 0 || groupMark == mark, groups == 0 ? inGroup <= 3 : inGroup == 3 else {
                    throw .unreadable
                }
                groupMark = mark
                groups += 1
                inGroup = 0
                scan.takeMark()
            default: break loop
            }
        }
        guard groups == 0 || inGroup == 3 else { throw .unreadable }
        guard whole > 0 || decimals > 0 else {
            if decimals == 0 { throw .unreadable }
            return nil
        }
        for _ in min(max(decimals, 0), digits)..<digits {
            guard value < 100_000_000_000_000_000 else { throw .tooLarge }
            value *= 10
        }
        return Int64(value)
    }

    private func check(_ mark: CurrencyMark) throws(DecimalProblem) {
        guard let currency else { throw .unreadable }
        let code = currency.description
        switch mark {
        case .dollar:
            if !["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"].contains(code) { throw .foreign("$") }
        case .symbol(let symbol, let codes): if !codes.contains(code) { throw .foreign(symbol) }
        case .code(let other): if other != code { throw .foreign(other) }
        }
    }
}
