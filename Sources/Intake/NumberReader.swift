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
            digits: currency?.minorDigits ?? 2, mark: mark, style: .money, currency: currency,
            limit: Limits.amountMinorMax)
    }

    /// Prices of one unit, to four decimals; exchange rates to eight.
    package static func rate(_ currency: Currency?, mark: DecimalMark, digits: Int = 4) -> NumberReader {
        NumberReader(digits: digits, mark: mark, style: .money, currency: currency, limit: Limits.amountMinorMax)
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
        // What is padded to eight decimals leaves 64 bits sooner.
        guard text.count <= 13, text.count + digits <= 18 else { return nil }
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
