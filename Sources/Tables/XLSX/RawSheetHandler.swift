import CostModel
import Glibc

/// What the sheets of a raw workbook share.
struct RawContext {
    let strings: SharedStrings
    let meanings: [NumberMeaning]
    let percents: [Bool]
    let days: SerialDay
    let memoryMax: Int
}

/// Takes a sheet's XML and keeps every cell that holds anything, with its formula.
final class RawSheetHandler: XMLHandler {
    private enum Place { case outside, data, row, cell, value, formula, inline, inlineText }

    private(set) var cells: [RawWorkbook.Cell] = []
    private let context: RawContext
    private var place = Place.outside
    private var skipped = 0
    private var (row, column, style) = (-1, -1, 0)
    private var kind = CellKind.number
    private var value = GrowingBuffer<UInt8>(capacity: 1 << 8)
    private var formula: String?
    /// The number of a formula that several cells share, and the texts by number.
    private var sharedIndex: String?
    private var shared: [String: String] = [:]
    private var number = PlainNumber()
    private var scratch = Scratch()
    private var memory = 0

    init(_ context: RawContext) { self.context = context }

    deinit { value.pointer.deallocate() }

    override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        guard skipped == 0 else {
            skipped += 1
            return
        }
        let name = String(cString: name)
        switch (place, name) {
        case (.outside, "sheetData"): place = .data
        case (.outside, _): break
        case (.data, "row"): beginRow(attributes)
        case (.row, "c"): beginCell(attributes)
        case (.cell, "v"): place = .value
        case (.cell, "f"):
            place = .formula
            formula = ""
            sharedIndex = attributes.text("t") == "shared" ? attributes.text("si") : nil
        case (.cell, "is"): place = .inline
        case (.inline, "t"): place = .inlineText
        case (.inline, "r"): break
        default: skipped = 1
        }
    }

    override func text(_ bytes: UnsafeRawBufferPointer) {
        guard skipped == 0 else { return }
        switch place {
        case .value, .inlineText:
            value.append(contentsOf: bytes)
            if value.count > Limits.fieldBytesMax { fail(.cellTooLong(line: row + 1)) }
        case .formula:
            formula! += String(decoding: bytes, as: UTF8.self)
            if formula!.utf8.count > Limits.fieldBytesMax { fail(.cellTooLong(line: row + 1)) }
        default: break
        }
    }

    override func end(_ name: UnsafePointer<CChar>) {
        guard skipped == 0 else {
            skipped -= 1
            return
        }
        switch (place, String(cString: name)) {
        case (.value, "v"), (.formula, "f"), (.inline, "is"): place = .cell
        case (.inlineText, "t"): place = .inline
        case (.cell, "c"):
            endCell()
            place = .row
        case (.row, "row"): place = .data
        case (.data, "sheetData"): place = .outside
        default: break
        }
    }

    private func beginRow(_ attributes: XMLAttributes) {
        let next = attributes.text("r").flatMap { Int($0) }.map { $0 - 1 } ?? row + 1
        guard next > row, next < Limits.sheetRowsMax else {
            return fail(.container(.orderBroken(line: max(row, 0) + 1)))
        }
        (row, column, place) = (next, -1, .row)
    }

    private func beginCell(_ attributes: XMLAttributes) {
        (place, kind, style, formula, sharedIndex) = (.cell, .number, 0, nil, nil)
        value.removeAll()
        var next = column + 1
        if let reference = attributes.text("r") {
            let letters = reference.prefix { $0.isLetter }.uppercased()
            next = letters.unicodeScalars.prefix(4).reduce(0) { $0 * 26 + Int($1.value) - 64 } - 1
            guard Int(reference.dropFirst(letters.count)) == row + 1 else {
                return fail(.container(.orderBroken(line: row + 1)))
            }
        }
        guard next > column, next < Limits.columnCountMax else {
            return fail(.container(.orderBroken(line: row + 1)))
        }
        column = next
        style = attributes.text("s").flatMap { Int($0) } ?? 0
        switch attributes.text("t") {
        case "s": kind = .shared
        case "str", "inlineStr": kind = .text
        case "b": kind = .truth
        case "e": kind = .error
        case "d": kind = .day
        default: kind = .number
        }
    }

    private func endCell() {
        var isShared = false
        if let sharedIndex {
            if formula!.isEmpty, let first = shared[sharedIndex] {
                (formula, isShared) = (first, true)
            } else {
                shared[sharedIndex] = formula
            }
        }
        guard value.count > 0 || formula != nil else { return }
        var cell = RawWorkbook.Cell(row: row, column: column, kind: .text, text: "", formula: formula)
        cell.isShared = isShared
        if value.count > 0 { fill(&cell) }
        memory += MemoryLayout<RawWorkbook.Cell>.stride + cell.text.utf8.count
        if memory > context.memoryMax { fail(.container(.tableTooLarge(line: row + 1))) }
        cells.append(cell)
    }

    private func fill(_ cell: inout RawWorkbook.Cell) {
        let bytes = UnsafeRawBufferPointer(start: value.pointer, count: value.count)
        switch kind {
        case .text:
            CellEscapes.undo(&value)
            cell.text = String(
                decoding: UnsafeRawBufferPointer(start: value.pointer, count: value.count), as: UTF8.self)
        case .shared:
            guard let index = Int(String(decoding: bytes, as: UTF8.self)), let text = context.strings.text(index) else {
                return fail(.container(.textMissing(line: row + 1)))
            }
            cell.text = String(decoding: text, as: UTF8.self)
        case .truth: (cell.kind, cell.text) = (.truth, bytes.first == 0x31 ? "TRUE" : "FALSE")
        case .error: (cell.kind, cell.text) = (.error, String(decoding: bytes, as: UTF8.self))
        case .day:
            cell.kind = .day
            cell.text = SerialDay.plain(iso: bytes) ?? String(decoding: bytes, as: UTF8.self)
        case .number: fillNumber(&cell, bytes)
        }
    }

    private func fillNumber(_ cell: inout RawWorkbook.Cell, _ bytes: UnsafeRawBufferPointer) {
        guard number.read(bytes) else {
            (cell.kind, cell.text) = (.error, String(decoding: bytes, as: UTF8.self))
            return
        }
        scratch.bytes.removeAll()
        let meaning = style < context.meanings.count ? context.meanings[style] : .number
        if meaning != .number, context.days.write(number, as: meaning, to: &scratch.bytes) {
            cell.kind = .day
        } else {
            number.write(to: &scratch.bytes)
            cell.kind = style < context.percents.count && context.percents[style] ? .percent : .number
        }
        cell.text = String(decoding: scratch.all, as: UTF8.self)
    }
}
