/// A delimited file as positioned rows: the bytes of all fields, and where each field and row begins.
///
/// No String is made for a field. `withCells` gives access to the bytes; `position(ofField:inRow:)` finds a field's place
/// in the file again when a diagnostic needs it.
package struct Table: Sendable {
    /// A record of the file; `fieldCount` 0 is a blank line.
    package struct Row: Sendable {
        package var firstField: UInt32
        package var fieldCount: UInt32
        /// Line on which the record begins, from 1.
        package var line: Int32
        /// Where it begins in `text`.
        package var offset: UInt32
    }

    struct Field: Sendable {
        var start: UInt32
        var count: UInt32
    }

    /// The decoded text, UTF-8.
    package internal(set) var text: [UInt8]
    package internal(set) var dialect: Dialect
    package internal(set) var rows: [Row] = []
    /// The line on which a quote opens that nothing closes.
    package internal(set) var unclosedQuoteLine: Int?
    /// The line of a field longer than `Limits.fieldBytesMax`; reading stopped there.
    package internal(set) var oversizedLine: Int?
    var fields: [Field] = []
    var fieldBytes: [UInt8] = []

    init(text: [UInt8], dialect: Dialect) {
        self.text = text
        self.dialect = dialect
    }

    /// Fields by row and column, as bytes without quotes.
    package struct Cells {
        let bytes: UnsafeRawBufferPointer
        let fields: UnsafeBufferPointer<Field>
        let rows: UnsafeBufferPointer<Row>

        /// Empty when the row has no such column.
        package subscript(row: Int, column: Int) -> UnsafeRawBufferPointer {
            let place = rows[row]
            guard column < Int(place.fieldCount) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
            let field = fields[Int(place.firstField) + column]
            return UnsafeRawBufferPointer(rebasing: bytes[Int(field.start)..<Int(field.start) + Int(field.count)])
        }

        package func count(_ row: Int) -> Int { Int(rows[row].fieldCount) }
    }

    package func withCells<Result>(_ body: (Cells) throws -> Result) rethrows -> Result {
        try fieldBytes.withUnsafeBytes { bytes in
            try fields.withUnsafeBufferPointer { fields in
                try rows.withUnsafeBufferPointer { rows in
                    try body(Cells(bytes: bytes, fields: fields, rows: rows))
                }
            }
        }
    }

    package func text(_ row: Int, _ column: Int) -> String {
        withCells { String(decoding: $0[row, column], as: UTF8.self) }
    }

    /// All fields of a row as text.
    package func texts(_ row: Int) -> [String] {
        (0..<Int(rows[row].fieldCount)).map { text(row, $0) }
    }

    /// Line and byte column (both from 1) at which a field's content begins, found by reading the row again.
    package func position(ofField column: Int, inRow row: Int) -> (line: Int, column: Int) {
        var index = Int(rows[row].offset)
        var line = Int(rows[row].line)
        var lineStart = index
        var remaining = column
        var isQuoted = false
        var isFieldStart = true
        while index < text.count, remaining > 0 {
            let byte = text[index]
            if byte == dialect.quote, isFieldStart || isQuoted {
                isQuoted.toggle()
                isFieldStart = false
            } else if byte == dialect.delimiter, !isQuoted {
                remaining -= 1
                isFieldStart = true
            } else {
                // A doubled quote toggles twice and leaves the state as it was.
                isFieldStart = false
                if byte == 0x0A || (byte == 0x0D && !(index + 1 < text.count && text[index + 1] == 0x0A)) {
                    guard isQuoted else { break }
                    line += 1
                    lineStart = index + 1
                }
            }
            index += 1
        }
        if index < text.count, text[index] == dialect.quote { index += 1 }
        return (line, index - lineStart + 1)
    }
}
