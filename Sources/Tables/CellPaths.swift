/// A cell of a record, by offsets into the text: its content without the quotes around it.
struct CellSpan: Hashable {
    var start: Int
    var end: Int
    var isQuoted = false
}

/// All the ways to cut a line, or a few of them, into cells, and the cheapest. A price says how unlikely it is that a program or a
/// person wrote that.
struct CellPaths {
    private let bytes: UnsafeRawBufferPointer
    private let dialect: Dialect
    private let range: Range<Int>
    private let usual: Int

    private enum Price {
        /// A quote at the beginning of a cell that is a character like any other.
        static let literalOpening = 30
        static let quoteWithinUnquoted = 3
        static let undoubledQuote = 20
        static let blanksBehindQuote = 5
        /// `"C:\\"`, where backslashes come before quotes.
        static let closedBehindBackslash = 8
        /// A line end within quotes.
        static let innerLine = 6
        static let missingDelimiter = 25
        static let wrongWidth = 30
    }

    /// One step of a path: the cell that leads to a place, and the path before it.
    private struct Step {
        var cost: Int
        var from: Int
        var cell: CellSpan
    }

    /// Closing quotes that are tried for one opening.
    private static let closingsMax = 12

    /// `usual`: cells that a record should have.
    init(_ bytes: UnsafeRawBufferPointer, _ dialect: Dialect, _ range: Range<Int>, usual: Int) {
        self.bytes = bytes
        self.dialect = dialect
        self.range = range
        self.usual = max(usual, 1)
    }

    /// The cells of the cheapest way; nil when the range cannot be one record.
    func cheapest() -> (cost: Int, cells: [CellSpan])? {
        let depth = usual + 8
        // Places: where a cell may begin, by offset, and one behind the end for the finished record.
        let places = range.count + 2
        var slots = [Int32](repeating: -1, count: places)
        var steps: [[Step?]] = [first(depth)]
        slots[0] = 0
        for place in 0..<places - 1 where slots[place] >= 0 {
            let slot = Int(slots[place])
            for (cell, next, price) in cells(from: range.lowerBound + place) {
                let target = next - range.lowerBound
                if slots[target] < 0 {
                    slots[target] = Int32(steps.count)
                    steps.append([Step?](repeating: nil, count: depth + 1))
                }
                let aim = Int(slots[target])
                for count in 0..<depth {
                    guard let step = steps[slot][count] else { continue }
                    let cost = step.cost + price
                    if cost < steps[aim][count + 1]?.cost ?? .max {
                        steps[aim][count + 1] = Step(cost: cost, from: slot, cell: cell)
                    }
                }
            }
        }
        let last = Int(slots[places - 1])
        return last < 0 ? nil : path(to: last, steps)
    }

    private func first(_ depth: Int) -> [Step?] {
        var row = [Step?](repeating: nil, count: depth + 1)
        row[0] = Step(cost: 0, from: -1, cell: CellSpan(start: 0, end: 0))
        return row
    }

    private func path(to last: Int, _ steps: [[Step?]]) -> (cost: Int, cells: [CellSpan])? {
        var best: (cost: Int, count: Int)?
        for (count, step) in steps[last].enumerated() {
            guard let step else { continue }
            let off = abs(count - usual)
            let cost = step.cost + (off == 0 ? 0 : Price.wrongWidth + 2 * (off - 1))
            if cost < best?.cost ?? .max { best = (cost, count) }
        }
        guard let best else { return nil }
        var cells: [CellSpan] = []
        var (slot, count) = (last, best.count)
        while count > 0, let step = steps[slot][count] {
            cells.append(step.cell)
            (slot, count) = (step.from, count - 1)
        }
        return (best.cost, cells.reversed())
    }

    /// Behind the end when the cell ends the record, else behind the delimiter.
    private func next(_ end: Int) -> Int { end >= range.upperBound ? range.upperBound + 1 : end + 1 }

    private func isEnd(_ offset: Int) -> Bool {
        offset >= range.upperBound || bytes[offset] == dialect.delimiter.rawValue
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// The cells that may begin at `start`, each with the place behind it and its price.
    private func cells(from start: Int) -> [(CellSpan, next: Int, price: Int)] {
        var found: [(CellSpan, next: Int, price: Int)] = []
        var content = start
        if dialect.skipsBlanks { while content < range.upperBound, bytes[content] == 0x20 { content += 1 } }
        addUnquoted(from: content, to: &found)
        if content < range.upperBound, bytes[content] == dialect.quote { addQuoted(from: content, to: &found) }
        return found
    }

    private func addUnquoted(from start: Int, to found: inout [(CellSpan, next: Int, price: Int)]) {
        var (offset, price) = (start, 0)
        let isApostrophe = dialect.quote != 0x22
        while !isEnd(offset) {
            if isLineEnd(bytes[offset]) { return }
            if bytes[offset] == dialect.quote {
                if offset == start {
                    price += Price.literalOpening
                } else {
                    // `Boots"Made of wool"`: the delimiter before the quote is missing.
                    if price == 0, !isApostrophe, bytes[offset - 1] != 0x20 {
                        found.append((CellSpan(start: start, end: offset), offset, Price.missingDelimiter))
                    }
                    price += isApostrophe ? 0 : Price.quoteWithinUnquoted
                }
            }
            offset += 1
        }
        found.append((CellSpan(start: start, end: offset), next(offset), price))
    }

    private func addQuoted(from quote: Int, to found: inout [(CellSpan, next: Int, price: Int)]) {
        var (offset, price, pairs, closings) = (quote + 1, 0, 0, 0)
        var cell = CellSpan(start: quote + 1, end: quote + 1, isQuoted: true)
        var split: (CellSpan, next: Int, price: Int)?
        while offset < range.upperBound, closings < CellPaths.closingsMax {
            let byte = bytes[offset]
            if byte == 0x5C, dialect.hasBackslashes, offset + 1 < range.upperBound {
                if bytes[offset + 1] == dialect.quote, isEnd(pastBlanks(offset + 2)) {
                    cell.end = offset + 1
                    found.append((cell, next(pastBlanks(offset + 2)), price + Price.closedBehindBackslash))
                    closings += 1
                }
                offset += 2
                continue
            }
            guard byte == dialect.quote else {
                if byte == 0x0A || (byte == 0x0D && !isByte(0x0A, at: offset + 1)) { price += Price.innerLine }
                offset += 1
                continue
            }
            cell.end = offset
            let behind = pastBlanks(offset + 1)
            if isEnd(behind) {
                found.append((cell, next(behind), price + (behind > offset + 1 ? Price.blanksBehindQuote : 0)))
                closings += 1
            } else if dialect.quote == 0x22, behind == offset + 1, bytes[behind] != dialect.quote, pairs == 0,
                offset > quote + 1, bytes[offset - 1] != dialect.delimiter.rawValue
            {
                // `"URL"Comments`: the delimiter behind the quote is missing.
                found.append((cell, behind, price + Price.missingDelimiter))
                closings += 1
            }
            guard isByte(dialect.quote, at: offset + 1) else {
                price += Price.undoubledQuote
                offset += 1
                continue
            }
            pairs += 1
            if pairs == 1, dialect.quote == 0x22, price == 0 {
                split = (cell, next: offset + 1, price: Price.missingDelimiter)
            }
            if isEnd(offset + 2) {
                // `48""`: a quote that nobody doubled, and the one that closes.
                cell.end = offset + 1
                found.append((cell, next(offset + 2), price + Price.undoubledQuote))
                closings += 1
            }
            offset += 2
        }
        // `"Pillow, blue""Made of wool"`: the delimiter between two quoted cells is missing. Two pairs are a quoted word.
        if let split, pairs % 2 == 1 { found.append(split) }
    }

    private func isByte(_ byte: UInt8, at offset: Int) -> Bool { offset < range.upperBound && bytes[offset] == byte }

    private func pastBlanks(_ offset: Int) -> Int {
        var offset = offset
        while isByte(0x20, at: offset), !isEnd(offset) { offset += 1 }
        return offset
    }
}
