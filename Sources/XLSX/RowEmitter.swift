import CostModel
import Sheets

/// Writes the XML of detail rows byte by byte: libxlsxwriter takes a microsecond for a cell, this a tenth.
///
/// Numbers are written from their whole minor units, digit by digit, so no floating point is printed.
/// BE ADVISED: the bytes go through a raw buffer. `reserve` comes before every write and says how much may follow.
struct RowEmitter: DetailSink {
    private(set) var cellCount = 0
    /// Of all amounts, in ten-thousandths, so that currencies with other decimals add up; wraps around.
    private(set) var moneySum: Int64 = 0
    private let texts: Texts
    /// `<c r="AB` of each column, one after the other, and where each ends.
    private let opens: Pieces
    /// `" s="12"` of each column.
    private let styles: Pieces
    private var row: Int
    private var rowDigits: (bytes: InlineDigits, count: Int) = (InlineDigits(), 0)
    private var column = 0
    private var buffer: UnsafeMutableRawPointer
    private var capacity: Int
    private var count = 0

    private struct InlineDigits { var low: UInt64 = 0 }

    private struct Pieces {
        var bytes: [UInt8] = []
        var ends: [Int] = [0]

        init(_ texts: some Sequence<String>) {
            for text in texts {
                bytes += Array(text.utf8)
                ends.append(bytes.count)
            }
        }
    }

    /// `row` is the number of the first row, from 1. `finish` has to be called, and gives the buffer back.
    init(row: Int, styles: [Int], texts: Texts, expectedBytes: Int) {
        self.row = row
        self.texts = texts
        opens = Pieces(styles.indices.map { "<c r=\"\(Address.column($0))" })
        self.styles = Pieces(styles.map { "\" s=\"\($0)\"" })
        capacity = max(expectedBytes, 1 << 12)
        buffer = .allocate(byteCount: capacity, alignment: 1)
        begin()
    }

    /// The XML of the finished rows.
    mutating func finish() -> [UInt8] {
        // The row that `endRow` has opened in advance is not wanted.
        count -= "<row r=\"\">".utf8.count + rowDigits.count
        let xml = [UInt8](UnsafeRawBufferPointer(start: buffer, count: count))
        buffer.deallocate()
        return xml
    }

    private mutating func begin() {
        reserve(64)
        var digits: UInt64 = 0
        var (value, length) = (row, 0)
        repeat {
            digits = digits << 8 | UInt64(0x30 + value % 10)
            value /= 10
            length += 1
        } while value > 0
        rowDigits = (InlineDigits(low: digits), length)
        put("<row r=\"")
        putRowDigits()
        put("\">")
        column = 0
    }

    mutating func endRow() {
        reserve(8)
        put("</row>")
        row += 1
        begin()
    }

    mutating func blank() { column += 1 }
    mutating func shared(_ text: TextID) { self.text(text) }

    mutating func text(_ text: TextID) {
        guard !text.isEmpty else { return blank() }
        texts.withBytes(of: text) { bytes in
            // Every byte may become an escape of seven.
            reserve(128 + bytes.count * 7)
            open()
            put(" t=\"inlineStr\"><is><t")
            if bytes[0] == 0x20 || bytes[bytes.count - 1] == 0x20 { put(" xml:space=\"preserve\"") }
            putByte(0x3E)
            escape(bytes)
        }
        put("</t></is></c>")
    }

    mutating func day(_ day: Day) {
        guard !day.isNone else { return blank() }
        reserve(96)
        open()
        put("><v>")
        digits(UInt64(day.number + 25_569))
        put("</v></c>")
    }

    mutating func money(_ amount: Money) {
        moneySum &+= amount.minorUnits &* Decimals.power(4 - amount.currency.minorDigits)
        number(amount.minorUnits, digits: amount.currency.minorDigits)
    }

    mutating func number(_ value: Int64, digits: Int) {
        reserve(96)
        open()
        put("><v>")
        decimal(value, digits)
        put("</v></c>")
    }

    private mutating func open() {
        put(opens, column)
        putRowDigits()
        put(styles, column)
        column += 1
        cellCount += 1
    }

    private mutating func decimal(_ value: Int64, _ places: Int) {
        if value < 0 { putByte(0x2D) }
        let power: UInt64 = places == 2 ? 100 : UInt64(Decimals.power(places))
        digits(value.magnitude / power)
        var fraction = value.magnitude % power
        guard fraction > 0 else { return }
        putByte(0x2E)
        var width = places
        while fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        var place = UInt64(Decimals.power(width - 1))
        while place > 0 {
            putByte(0x30 + UInt8(fraction / place % 10))
            place /= 10
        }
    }

    private mutating func digits(_ value: UInt64) {
        var length = 1
        var rest = value
        while rest >= 10 {
            rest /= 10
            length += 1
        }
        rest = value
        for index in stride(from: count + length - 1, through: count, by: -1) {
            buffer.storeBytes(of: 0x30 + UInt8(rest % 10), toByteOffset: index, as: UInt8.self)
            rest /= 10
        }
        count += length
    }

    private mutating func escape(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.contains(where: { $0 < 0x20 || $0 == 0x26 || $0 == 0x3C || $0 == 0x3E }) else {
            put(bytes.baseAddress!, bytes.count)
            return
        }
        for byte in bytes {
            switch byte {
            case 0x26: put("&amp;")
            case 0x3C: put("&lt;")
            case 0x3E: put("&gt;")
            case 0x09, 0x0A: putByte(byte)
            case 0..<0x20:
                // XML has no control characters; Excel's own escape.
                put("_x00")
                for nibble in [byte >> 4, byte & 15] { putByte(nibble < 10 ? 0x30 + nibble : 0x37 + nibble) }
                put("_")
            default: putByte(byte)
            }
        }
    }

    // MARK: Bytes

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(capacity * 2, count + more)
        let bigger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
        bigger.copyMemory(from: buffer, byteCount: count)
        buffer.deallocate()
        buffer = bigger
    }

    private mutating func put(_ bytes: UnsafeRawPointer, _ length: Int) {
        buffer.advanced(by: count).copyMemory(from: bytes, byteCount: length)
        count += length
    }

    private mutating func put(_ text: StaticString) { put(text.utf8Start, text.utf8CodeUnitCount) }

    private mutating func put(_ pieces: Pieces, _ index: Int) {
        let (start, end) = (pieces.ends[index], pieces.ends[index + 1])
        pieces.bytes.withUnsafeBytes { put($0.baseAddress! + start, end - start) }
    }

    private mutating func putRowDigits() {
        buffer.storeBytes(of: rowDigits.bytes.low.littleEndian, toByteOffset: count, as: UInt64.self)
        count += rowDigits.count
    }

    private mutating func putByte(_ byte: UInt8) {
        buffer.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }
}
