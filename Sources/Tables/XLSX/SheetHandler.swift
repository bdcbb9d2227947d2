import CostModel
import Glibc

/// Takes a sheet's XML: `<sheetData>`, in it `<row>`, in it `<c>`, in it `<f>`, `<v>` or `<is>`.
final class SheetHandler: XMLHandler {
    private enum Place: UInt8 {
        case outside, data, row, cell, value, inline, inlineText
    }

    /// Borrowed: it outlives the handler.
    private let reader: UnsafeMutablePointer<SheetReader>
    private let state: UnsafeMutablePointer<State>

    /// Behind a pointer, so that Swift does not check at each event who else looks at it.
    private struct State {
        var place = Place.outside
        /// Elements that are open and not looked into: formulas, phonetic guides, what other programs add.
        var skipped = 0
        var kind = CellKind.number
        var style = 0
        var isComputed = false
        var text = GrowingBuffer<UInt8>(capacity: 1 << 10)
    }

    init(_ reader: UnsafeMutablePointer<SheetReader>) {
        self.reader = reader
        state = .allocate(capacity: 1)
        state.initialize(to: State())
    }

    deinit {
        state.pointee.text.pointer.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        guard state.pointee.skipped == 0 else {
            state.pointee.skipped += 1
            return
        }
        switch state.pointee.place {
        case .row where SheetHandler.is(name, 0x63): beginCell(attributes)
        case .cell where SheetHandler.is(name, 0x76): state.pointee.place = .value
        case .cell where strcmp(name, "is") == 0: state.pointee.place = .inline
        case .inline where SheetHandler.is(name, 0x74): state.pointee.place = .inlineText
        // A run of rich text: what counts is in it.
        case .inline where SheetHandler.is(name, 0x72): break
        case .data where strcmp(name, "row") == 0: beginRow(attributes)
        case .outside:
            if strcmp(name, "sheetData") == 0 { state.pointee.place = .data }
        default:
            if SheetHandler.is(name, 0x66) { state.pointee.isComputed = true }
            state.pointee.skipped = 1
        }
    }

    override func text(_ bytes: UnsafeRawBufferPointer) {
        guard state.pointee.place == .value || state.pointee.place == .inlineText, state.pointee.skipped == 0 else {
            return
        }
        state.pointee.text.append(contentsOf: bytes)
        if state.pointee.text.count > Limits.fieldBytesMax { fail(.cellTooLong(line: reader.pointee.line)) }
    }

    override func end(_ name: UnsafePointer<CChar>) {
        guard state.pointee.skipped == 0 else {
            state.pointee.skipped -= 1
            return
        }
        switch state.pointee.place {
        case .value where SheetHandler.is(name, 0x76): state.pointee.place = .cell
        case .cell where SheetHandler.is(name, 0x63): endCell()
        case .row where strcmp(name, "row") == 0:
            reader.pointee.endRow()
            state.pointee.place = .data
            check()
        case .inlineText where SheetHandler.is(name, 0x74): state.pointee.place = .inline
        case .inline where strcmp(name, "is") == 0: state.pointee.place = .cell
        case .data where strcmp(name, "sheetData") == 0: state.pointee.place = .outside
        default: break
        }
    }

    private func check() {
        if let problem = reader.pointee.stopped { fail(problem) }
    }

    @inline(__always)
    private static func `is`(_ name: UnsafePointer<CChar>, _ letter: CChar) -> Bool {
        name[0] == letter && name[1] == 0
    }

    private func beginRow(_ attributes: XMLAttributes) {
        var position: Int?
        var index = 0
        while let key = attributes.pairs[index] {
            if SheetHandler.is(key, 0x72) { position = SheetHandler.number(attributes.pairs[index + 1]!) }
            index += 2
        }
        reader.pointee.beginRow(position)
        state.pointee.place = .row
        check()
    }

    private func beginCell(_ attributes: XMLAttributes) {
        state.pointee.place = .cell
        state.pointee.kind = .number
        state.pointee.style = 0
        state.pointee.isComputed = false
        state.pointee.text.removeAll()
        var position: (column: Int, row: Int)?
        var index = 0
        while let key = attributes.pairs[index] {
            let value = attributes.pairs[index + 1]!
            switch (key[0], key[1]) {
            case (0x72, 0): position = SheetHandler.position(value)
            case (0x73, 0): state.pointee.style = SheetHandler.number(value)
            case (0x74, 0): state.pointee.kind = SheetHandler.kind(value)
            default: break
            }
            index += 2
        }
        reader.pointee.beginCell(position)
    }

    private func endCell() {
        reader.pointee.endCell(
            state.pointee.kind, style: state.pointee.style, text: &state.pointee.text,
            isComputed: state.pointee.isComputed)
        state.pointee.place = .row
        check()
    }

    /// `AB12` as column and row, from 1; both 0 when it is no such reference.
    private static func position(_ text: UnsafePointer<CChar>) -> (column: Int, row: Int) {
        var (column, next) = (0, text)
        while (next.pointee | 0x20) >= 0x61, (next.pointee | 0x20) <= 0x7A, column < 1 << 20 {
            column = column * 26 + Int(next.pointee | 0x20) - 0x60
            next += 1
        }
        let row = number(next)
        return row == Int.max ? (0, 0) : (column, row)
    }

    /// A number from its digits; `Int.max` when it is none, or longer than any that is allowed.
    private static func number(_ text: UnsafePointer<CChar>) -> Int {
        var (value, next) = (0, text)
        while next.pointee >= 0x30, next.pointee <= 0x39, next - text < 12 {
            value = value * 10 + Int(next.pointee) - 0x30
            next += 1
        }
        return next == text || next.pointee != 0 ? Int.max : value
    }

    private static func kind(_ text: UnsafePointer<CChar>) -> CellKind {
        switch (text[0], text[0] == 0 ? 0 : text[1]) {
        case (0x73, 0): .shared
        case (0x73, _), (0x69, _): .text
        case (0x62, _): .truth
        case (0x65, _): .error
        case (0x64, _): .day
        default: .number
        }
    }
}
