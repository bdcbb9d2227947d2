import CLibcsv

/// libcsv's parser, freed exactly once.
///
/// libcsv knows no positions and skips blank lines. So it is fed one physical line at a time: a record that ends, ends on
/// the line that was fed, and a line fed between two records that yields none is blank.
struct CSVParser: ~Copyable {
    private let parser: UnsafeMutablePointer<csv_parser>

    init(delimiter: UInt8) {
        parser = .allocate(capacity: 1)
        parser.initialize(to: csv_parser())
        let status = csv_init(parser, 0)
        precondition(status == 0, "libcsv cannot be set up")
        csv_set_delim(parser, delimiter)
        csv_set_quote(parser, Dialect.quote)
        // Blanks around a cell are part of it: who needs them gone, trims.
        csv_set_space_func(parser) { _ in 0 }
    }

    deinit {
        csv_free(parser)
        parser.deallocate()
    }

    /// Bytes of the cell that has begun and not ended.
    var pendingBytes: Int { parser.pointee.entry_pos }

    func feed(_ bytes: UnsafeRawBufferPointer, to sink: UnsafeMutablePointer<FieldSink>) {
        let count = csv_parse(parser, bytes.baseAddress, bytes.count, takeField, takeRecord, sink)
        precondition(count == bytes.count, "out of memory while a cell was read")
    }

    /// Ends the last record. False when a quote is still open; its cell is kept as far as it goes.
    func finish(to sink: UnsafeMutablePointer<FieldSink>) -> Bool {
        csv_set_opts(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
        let isClosed = csv_fini(parser, takeField, takeRecord, sink) == 0
        if !isClosed {
            csv_set_opts(parser, 0)
            csv_fini(parser, takeField, takeRecord, sink)
        }
        return isClosed
    }
}

private func takeField(_ bytes: UnsafeMutableRawPointer?, _ count: Int, _ sink: UnsafeMutableRawPointer?) {
    sink!.assumingMemoryBound(to: FieldSink.self).pointee.addField(bytes, count)
}

private func takeRecord(_ terminator: Int32, _ sink: UnsafeMutableRawPointer?) {
    sink!.assumingMemoryBound(to: FieldSink.self).pointee.endRecord()
}

/// Where libcsv's callbacks put the cells: side by side in memory, with their ends. Handed over to a `TableStore` at the end.
///
/// A struct behind a pointer: properties of a class would have their exclusivity checked at every cell.
struct FieldSink {
    private let bytes: UnsafeMutableRawPointer
    private var ends: GrowingBuffer<UInt32>
    private var rows: GrowingBuffer<Table.Row>
    private var used = 0
    private var firstFieldOfRecord = 0
    /// Of the record that is being read.
    private(set) var line = 1
    private(set) var offset = 0
    /// Cells of the widest record so far, and bytes of the longest cell.
    private(set) var widest = 0
    private(set) var longest = 0
    private(set) var isInsideRecord = false

    /// Room for the cells of a text of `byteCount` bytes, which are never longer than the text.
    init(byteCount: Int) {
        bytes = .allocate(byteCount: max(byteCount, 1), alignment: 16)
        ends = GrowingBuffer(capacity: byteCount / 6 + 64)
        rows = GrowingBuffer(capacity: byteCount / 64 + 64)
        ends.append(0)
    }

    private var fieldCount: Int { ends.count - 1 }

    /// The next record begins here, if anything follows.
    mutating func begin(line: Int, offset: Int) {
        self.line = line
        self.offset = offset
        isInsideRecord = true
    }

    @inline(__always)
    mutating func addField(_ field: UnsafeMutableRawPointer?, _ count: Int) {
        if count > 0, let field { (bytes + used).copyMemory(from: field, byteCount: count) }
        used += count
        if count > longest { longest = count }
        ends.append(UInt32(used))
    }

    mutating func endRecord() {
        rows.append(Table.Row(firstField: UInt32(firstFieldOfRecord), offset: UInt32(offset), line: Int32(line)))
        widest = max(widest, fieldCount - firstFieldOfRecord)
        firstFieldOfRecord = fieldCount
        isInsideRecord = false
    }

    /// What was gathered. Must be called once, and nothing after it.
    mutating func finish() -> TableStore {
        let rowCount = rows.count
        // A last row behind all, so that the width of a row is a subtraction.
        rows.append(Table.Row(firstField: UInt32(fieldCount), offset: 0, line: 0))
        return TableStore(bytes: bytes, ends: ends.pointer, rows: rows.pointer, rowCount: rowCount)
    }
}
