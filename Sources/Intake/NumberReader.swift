package import CostModel

package enum DecimalMark: String, Sendable, CaseIterable {
    case point = "."
    case comma = ","

    package var other: DecimalMark { self == .point ? .comma : .point }
}

/// Why a cell is no number.
package enum NumberFailure: Error, Hashable, Sendable {
    case unreadable
    /// `1,23.45`: thousands are not set apart by threes.
    case grouping
    /// More digits after the decimal mark than count, and not zeros.
    case decimals
    /// `1E+05`: a spreadsheet has shortened it.
    case scientific
    case tooLarge
    /// The symbol or code of another currency.
    case foreign
    /// `#REF!`
    case errorCell
}

/// What a cell holds for a reader of numbers.
package enum NumberCell: Hashable, Sendable {
    case blank
    case value(Int64)
    case failed(NumberFailure)
}

/// Reads decimal numbers as people and programs write them in offices, exactly: digit by digit into a whole number.
///
/// What it takes: a sign before or behind, brackets or `CR` for a credit, `DR`, currency symbols and codes before or behind,
/// thousands set apart by the other mark, an apostrophe or a blank, `12.-` for whole units, a dash alone for zero.
/// What it refuses: anything that could mean two things.
package struct NumberReader: Sendable {
    package enum Style: Sendable { case money, quantity, percent }

    /// Digits kept after the decimal mark.
    package let digits: Int
    package let mark: DecimalMark
    package let style: Style
    /// nil takes every currency for the right one.
    package let currency: Currency?
    package let limit: Int64

    package static func money(_ currency: Currency?, mark: DecimalMark) -> NumberReader {
        NumberReader(
            digits: currency?.minorDigits ?? 2, mark: mark, style: .money, currency: currency, limit: Limits.amountMinorMax)
    }

    /// Prices of one unit, to four decimals.
    package static func rate(_ currency: Currency?, mark: DecimalMark) -> NumberReader {
        NumberReader(digits: 4, mark: mark, style: .money, currency: currency, limit: Limits.amountMinorMax)
    }

    /// `22.5` or `22.5%`, to four decimals.
    package static func percent(mark: DecimalMark) -> NumberReader {
        NumberReader(digits: 4, mark: mark, style: .percent, currency: nil, limit: 100_000_0000)
    }

    /// Hours and pieces, to two decimals.
    package static func quantity(mark: DecimalMark) -> NumberReader {
        NumberReader(digits: 2, mark: mark, style: .quantity, currency: nil, limit: Int64(Int32.max) - 1)
    }

    package func read(_ cell: UnsafeRawBufferPointer) -> NumberCell {
        let text = CellText.content(cell)
        guard text.count > 0 else { return .blank }
        if let plain = plainNumber(text) { return .value(plain) }
        if CellText.isError(text) { return .failed(.errorCell) }
        var scan = NumberScan(text, self)
        do {
            return .value(try scan.run())
        } catch {
            return .failed(error)
        }
    }

    /// `-1234.50`, nothing but digits, at most as many decimals as are kept: most cells of most exports.
    @inline(__always)
    private func plainNumber(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count <= 13 else { return nil }
        let point: UInt8 = mark == .point ? 0x2E : 0x2C
        var index = text[0] == 0x2D ? 1 : 0
        var value: Int64 = 0
        let first = index
        while index < text.count, text[index] &- 0x30 < 10 {
            value = value * 10 + Int64(text[index] &- 0x30)
            index += 1
        }
        guard index > first else { return nil }
        var missing = digits
        if index < text.count {
            guard text[index] == point, index + 1 < text.count else { return nil }
            index += 1
            while index < text.count {
                guard text[index] &- 0x30 < 10, missing > 0 else { return nil }
                value = value * 10 + Int64(text[index] &- 0x30)
                missing -= 1
                index += 1
            }
        }
        while missing > 0 {
            value *= 10
            missing -= 1
        }
        guard value <= limit else { return nil }
        return text[0] == 0x2D ? -value : value
    }
}

/// One reading of a number, from left to right.
private struct NumberScan {
    private let text: UnsafeRawBufferPointer
    private let reader: NumberReader
    private var offset = 0
    private var value: Int64 = 0
    private var negatives = 0
    private var bracketsOpen = 0
    private var isDebit = false
    private var hasPlus = false
    private var hasTooManyDecimals = false

    init(_ text: UnsafeRawBufferPointer, _ reader: NumberReader) {
        self.text = text
        self.reader = reader
    }

    mutating func run() throws(NumberFailure) -> Int64 {
        try readPrefix()
        if offset == text.count {
            // A dash alone is how accountants write zero.
            guard negatives == 1, bracketsOpen == 0 else { throw .unreadable }
            return 0
        }
        try readWhole()
        try readFraction()
        try readSuffix()
        guard bracketsOpen == 0, negatives <= 1, !((isDebit || hasPlus) && negatives > 0) else { throw .unreadable }
        if hasTooManyDecimals { throw .decimals }
        guard value <= reader.limit else { throw .tooLarge }
        return negatives == 1 ? -value : value
    }

    private mutating func readPrefix() throws(NumberFailure) {
        while offset < text.count {
            let byte = text[offset]
            if isDigit(byte) || (byte == markByte && offset + 1 < text.count && isDigit(text[offset + 1])) { return }
            if skipBlank() { continue }
            if skipDash() {
                negatives += 1
            } else if byte == 0x28 {
                (bracketsOpen, negatives) = (bracketsOpen + 1, negatives + 1)
                offset += 1
            } else if byte == 0x2B, !hasPlus {
                hasPlus = true
                offset += 1
            } else {
                try readCurrency()
            }
        }
        if hasPlus, offset == text.count { throw .unreadable }
    }

    private mutating func readWhole() throws(NumberFailure) {
        var inGroup = 0
        var separator: UInt8 = 0
        while offset < text.count {
            if isDigit(text[offset]) {
                try append(text[offset])
                inGroup += 1
                offset += 1
                continue
            }
            let (kind, length) = separatorHere()
            guard length > 0, offset + length < text.count, isDigit(text[offset + length]) else { break }
            guard separator == 0 ? (1...3).contains(inGroup) : inGroup == 3, separator == 0 || separator == kind else {
                throw .grouping
            }
            (separator, inGroup) = (kind, 0)
            offset += length
        }
        if separator != 0, inGroup != 3 { throw .grouping }
    }

    private mutating func readFraction() throws(NumberFailure) {
        var kept = 0
        if offset < text.count, text[offset] == markByte {
            offset += 1
            let start = offset
            while offset < text.count, isDigit(text[offset]) {
                if kept < reader.digits {
                    try append(text[offset])
                    kept += 1
                } else if text[offset] != 0x30 {
                    hasTooManyDecimals = true
                }
                offset += 1
            }
            if offset == start {
                // `12.-` and `12.--`: no cents.
                guard skipDash() else { throw .unreadable }
                _ = skipDash()
            }
        }
        for _ in kept..<reader.digits { try multiply(adding: 0) }
    }

    private mutating func readSuffix() throws(NumberFailure) {
        while offset < text.count {
            let byte = text[offset]
            if skipBlank() { continue }
            if byte == 0x29 {
                bracketsOpen -= 1
                offset += 1
            } else if skipDash() {
                negatives += 1
            } else if byte == 0x25, reader.style == .percent {
                offset += 1
            } else if isLetter(byte), let isCredit = creditWord() {
                if isCredit { negatives += 1 } else { isDebit = true }
                offset += 2
            } else if byte | 0x20 == 0x65, offset > 0, isDigit(text[offset - 1]), isExponent {
                throw .scientific
            } else {
                try readCurrency()
            }
        }
    }

    private var isExponent: Bool {
        guard offset + 1 < text.count else { return false }
        return isDigit(text[offset + 1]) || ((text[offset + 1] == 0x2B || text[offset + 1] == 0x2D) && offset + 2 < text.count)
    }

    /// `CR` true, `DR` false, as a word of its own.
    private func creditWord() -> Bool? {
        guard offset + 1 < text.count, text[offset + 1] | 0x20 == 0x72,
            offset + 2 == text.count || !isLetter(text[offset + 2])
        else { return nil }
        return text[offset] | 0x20 == 0x63 ? true : text[offset] | 0x20 == 0x64 ? false : nil
    }

    private mutating func readCurrency() throws(NumberFailure) {
        let poundsLost = reader.currency?.description == "GBP"
        guard reader.style == .money, let sign = CurrencySign(text, at: offset, poundsLost: poundsLost) else {
            throw .unreadable
        }
        offset += sign.length
        if let currency = reader.currency, !sign.mayMean(currency) { throw .foreign }
    }

    private mutating func append(_ digit: UInt8) throws(NumberFailure) { try multiply(adding: Int64(digit &- 0x30)) }

    @inline(__always)
    private mutating func multiply(adding digit: Int64) throws(NumberFailure) {
        value = value * 10 + digit
        // Beyond this the next step could overflow; no limit is as high.
        if value > 100_000_000_000_000_000 { throw .tooLarge }
    }

    private var markByte: UInt8 { reader.mark == .point ? 0x2E : 0x2C }
    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// What sets thousands apart: the other mark, an apostrophe (straight or typographic) or a blank.
    private func separatorHere() -> (kind: UInt8, length: Int) {
        let byte = text[offset]
        if byte == (reader.mark == .point ? 0x2C : 0x2E) { return (byte, 1) }
        if byte == 0x27 { return (byte, 1) }
        if byte == 0xE2, offset + 2 < text.count, text[offset + 1] == 0x80, text[offset + 2] == 0x99 { return (0x27, 3) }
        let length = CellText.blankLength(text, at: offset)
        return (0x20, length)
    }

    private mutating func skipBlank() -> Bool {
        let length = CellText.blankLength(text, at: offset)
        offset += length
        return length > 0
    }

    /// A hyphen, a minus sign (U+2212) or an en dash, which word processors make of hyphens.
    private mutating func skipDash() -> Bool {
        guard offset < text.count else { return false }
        if text[offset] == 0x2D {
            offset += 1
            return true
        }
        guard text[offset] == 0xE2, offset + 2 < text.count else { return false }
        switch (text[offset + 1], text[offset + 2]) {
        case (0x88, 0x92), (0x80, 0x93):
            offset += 3
            return true
        default: return false
        }
    }
}
