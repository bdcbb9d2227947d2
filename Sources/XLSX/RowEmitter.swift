import CostModel
import Sheets

/// Writes the XML of detail rows byte by byte: libxlsxwriter takes a microsecond for a cell, this a tenth.
///
/// Numbers are written from their whole minor units, digit by digit, so no floating point is printed.
struct RowEmitter: DetailSink {
    private(set) var xml: [UInt8] = []
    private(set) var cellCount = 0
    /// Of all amounts, in minor units.
    private(set) var moneySum: Int64 = 0
    private let texts: Texts
    /// `" s="12"` of each column, ready to paste.
    private let styles: [[UInt8]]
    private let columns: [[UInt8]]
    private var row: Int
    private var rowDigits: [UInt8] = []
    private var column = 0

    /// `row` is the number of the first row, from 1.
    init(row: Int, styles: [Int], texts: Texts) {
        self.row = row
        self.texts = texts
        self.styles = styles.map { Array("\" s=\"\($0)\"".utf8) }
        columns = styles.indices.map { Array(Address.column($0).utf8) }
        begin()
    }

    private mutating func begin() {
        rowDigits = Array(String(row).utf8)
        append("<row r=\"")
        xml += rowDigits
        append("\">")
        column = 0
    }

    mutating func endRow() {
        append("</row>")
        row += 1
        begin()
    }

    /// Drops the row that `endRow` has opened in advance.
    mutating func finish() {
        xml.removeLast("<row r=\"\">".utf8.count + rowDigits.count)
    }

    mutating func blank() { column += 1 }
    mutating func shared(_ text: TextID) { self.text(text) }

    mutating func text(_ text: TextID) {
        guard !text.isEmpty else { return blank() }
        open()
        append(" t=\"inlineStr\"><is><t")
        texts.withBytes(of: text) { bytes in
            if bytes[0] == 0x20 || bytes[bytes.count - 1] == 0x20 { append(" xml:space=\"preserve\"") }
            append(">")
            escape(bytes)
        }
        append("</t></is></c>")
    }

    mutating func day(_ day: Day) {
        guard !day.isNone else { return blank() }
        open()
        append("><v>")
        digits(UInt64(day.number + 25_569))
        append("</v></c>")
    }

    mutating func money(_ amount: Money) {
        moneySum += amount.minorUnits
        number(amount.minorUnits, digits: amount.currency.minorDigits)
    }

    mutating func number(_ value: Int64, digits: Int) {
        open()
        append("><v>")
        decimal(value, digits)
        append("</v></c>")
    }

    private mutating func open() {
        append("<c r=\"")
        xml += columns[column]
        xml += rowDigits
        xml += styles[column]
        column += 1
        cellCount += 1
    }

    private mutating func decimal(_ value: Int64, _ count: Int) {
        if value < 0 { xml.append(0x2D) }
        let power = UInt64(Decimals.power(count))
        digits(value.magnitude / power)
        var fraction = value.magnitude % power
        guard fraction > 0 else { return }
        xml.append(0x2E)
        var width = count
        while fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        var place = UInt64(Decimals.power(width - 1))
        while place > 0 {
            xml.append(0x30 + UInt8(fraction / place % 10))
            place /= 10
        }
    }

    private mutating func digits(_ value: UInt64) {
        var value = value
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
            var index = 20
            repeat {
                index -= 1
                buffer[index] = 0x30 + UInt8(value % 10)
                value /= 10
            } while value > 0
            xml.append(contentsOf: buffer[index...])
        }
    }

    private mutating func escape(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.contains(where: { $0 < 0x20 || $0 == 0x26 || $0 == 0x3C || $0 == 0x3E }) else {
            xml.append(contentsOf: bytes)
            return
        }
        for byte in bytes {
            switch byte {
            case 0x26: append("&amp;")
            case 0x3C: append("&lt;")
            case 0x3E: append("&gt;")
            case 0x09, 0x0A: xml.append(byte)
            case 0..<0x20:
                // XML has no control characters; Excel's own escape.
                append("_x00")
                xml.append(contentsOf: [byte >> 4, byte & 15].map { $0 < 10 ? 0x30 + $0 : 0x37 + $0 })
                append("_")
            default: xml.append(byte)
            }
        }
    }

    private mutating func append(_ text: StaticString) {
        xml.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
