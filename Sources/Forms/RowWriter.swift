import CostModel
import Sheets

/// What a row of a form is, so that totals can be told from what they are totals of.
enum RowKind: String {
    case detail, category, section, grand, note, title, heading
    case tileLabel = "tile_label"
    case tileFigure = "tile_figure"
    case tileNote = "tile_note"

    init?(_ kind: Line.Kind) {
        switch kind {
        case .detail: self = .detail
        case .category: self = .category
        case .section: self = .section
        case .grand: self = .grand
        case .note: self = .note
        case .title: self = .title
        case .heading: self = .heading
        case .tileLabel: self = .tileLabel
        case .tileFigure: self = .tileFigure
        case .tileNote: self = .tileNote
        case .spacer, .room: return nil
        }
    }
}

/// Takes the cells of a sheet row by row, in column order.
protocol RowWriter {
    var output: ByteText { get set }
    /// `row` is the number of the row in the workbook, from 1.
    mutating func begin(_ row: Int, _ kind: RowKind)
    mutating func blank()
    mutating func text(_ text: UnsafeRawBufferPointer)
    mutating func amount(_ amount: Money)
    mutating func number(_ value: Int64, digits: Int)
    mutating func day(_ day: Day)
    mutating func end()
}

extension RowWriter {
    /// Hands every row of `sheet` over, empty ones left out, and what was written to `file` by and by.
    mutating func write(_ sheet: Sheet, to file: FormFile) throws(FormFailure) {
        for (index, line) in sheet.lines.enumerated() {
            guard let kind = RowKind(line.kind) else { continue }
            begin(sheet.firstLineRow + index + 1, kind)
            for column in sheet.columns.indices {
                cell(column < line.cells.count ? line.cells[column].value : .blank)
            }
            end()
            if output.count > FormChunk.bytes { try file.write(output.drain()) }
        }
        guard let detail = sheet.detail else { return }
        var cells = DetailCells(writer: self, texts: detail.texts, row: sheet.firstDetailRow + 1)
        for start in stride(from: 0, to: detail.count, by: FormChunk.rows) {
            detail.write(start..<min(start + FormChunk.rows, detail.count), to: &cells)
            try file.write(cells.writer.output.drain())
        }
        self = cells.writer
    }

    private mutating func cell(_ value: Cell.Value) {
        switch value {
        case .blank: blank()
        case .text(var text):
            if text.isEmpty { blank() } else { text.withUTF8 { self.text(UnsafeRawBufferPointer($0)) } }
        case .money(let money): amount(money)
        case .day(let day): self.day(day)
        case .number(let value, let digits): number(value, digits: digits)
        case .formula(_, let result): cell(result)
        }
    }
}

/// How much is held before it goes to the file.
private enum FormChunk {
    static let bytes = 1 << 20
    static let rows = 4_096
}

/// Detail rows on their way to a writer.
private struct DetailCells<Writer: RowWriter>: DetailSink {
    var writer: Writer
    let texts: Texts
    var row: Int
    private var isOpen = false

    init(writer: Writer, texts: Texts, row: Int) {
        (self.writer, self.texts, self.row) = (writer, texts, row)
    }

    private mutating func open() {
        if !isOpen { writer.begin(row, .detail) }
        isOpen = true
    }

    mutating func blank() {
        open()
        writer.blank()
    }

    mutating func shared(_ text: TextID) { self.text(text) }

    mutating func text(_ text: TextID) {
        guard !text.isEmpty else { return blank() }
        open()
        texts.withBytes(of: text) { writer.text($0) }
    }

    mutating func day(_ day: Day) {
        guard !day.isNone else { return blank() }
        open()
        writer.day(day)
    }

    mutating func money(_ amount: Money) {
        open()
        writer.amount(amount)
    }

    mutating func number(_ value: Int64, digits: Int) {
        open()
        writer.number(value, digits: digits)
    }

    mutating func endRow() {
        open()
        writer.end()
        row += 1
        isOpen = false
    }
}
