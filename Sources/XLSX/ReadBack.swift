import CLibexpat
import CostModel
import Foundation
import Sheets

/// Reads a written workbook as a stranger would, before anybody else does.
///
/// Members that libxlsxwriter wrote are parsed by expat; detail sheets, whose XML is ours and long, by a scanner that
/// counts rows and cells and adds up the amounts.
enum ReadBack {
    static func check(
        _ workbook: Workbook, _ expectations: [Int: Splice.Expectation], at file: String, reportedPath path: String
    ) throws(XLSXFailure) {
        func fail(_ text: String) -> XLSXFailure { XLSXFailure(path: path, reason: .readBack(text)) }
        guard let data = FileManager.default.contents(atPath: file), let archive = Archive([UInt8](data)) else {
            throw fail("it is no package")
        }
        var seen = 0
        for member in archive.members {
            let name = String(decoding: member.name, as: UTF8.self)
            guard name.hasSuffix(".xml") || name.hasSuffix(".rels") else { continue }
            let number =
                name.hasPrefix("xl/worksheets/sheet")
                ? Int(name.dropFirst("xl/worksheets/sheet".count).prefix { $0.isNumber }) : nil
            if let number, let expected = expectations[number] {
                seen += 1
                let sheet = workbook.sheets[number - 1]
                if let wrong = scan(archive, member, sheet, expected) { throw fail("\(sheet.name): \(wrong)") }
                continue
            }
            guard let xml = archive.content(member), Deflate.checksum(xml) == member.checksum else {
                throw fail("\(name) is damaged")
            }
            var counter = XMLCounter()
            if let error = counter.parse(xml) { throw fail("\(name): \(error)") }
            guard let number else { continue }
            seen += 1
            let sheet = workbook.sheets[number - 1]
            if let wrong = counter.compare(sheet) { throw fail("\(sheet.name): \(wrong)") }
        }
        guard seen == workbook.sheets.count else { throw fail("\(seen) of \(workbook.sheets.count) sheets are there") }
    }

    private static func scan(
        _ archive: Archive, _ member: Archive.Member, _ sheet: Sheet, _ expected: Splice.Expectation
    ) -> String? {
        let moneyColumns = sheet.columns.map { column -> Bool in
            switch column.kind {
            case .money, .cents, .variance: true
            case .text, .prose, .day, .number, .rate, .worded, .share: false
            }
        }
        var scanner = DetailScanner(firstRow: sheet.firstDetailRow + 1, isMoney: moneyColumns)
        var checksum: UInt32 = 0
        let isWhole = archive.bytes.withUnsafeBytes { all in
            Deflate.inflate(
                UnsafeRawBufferPointer(rebasing: all[member.dataOffset..<member.dataOffset + member.compressedSize])
            ) { piece in
                checksum = Deflate.checksum(Array(piece), after: checksum)
                scanner.feed(piece)
            }
        }
        scanner.finish()
        guard isWhole, checksum == member.checksum else { return "the sheet is cut short" }
        guard scanner.hasEnded else { return "the sheet has no end" }
        if scanner.rowCount != expected.rowCount {
            return "\(scanner.rowCount) rows where \(expected.rowCount) were written"
        }
        if scanner.cellCount != expected.cellCount {
            return "\(scanner.cellCount) cells where \(expected.cellCount) were written"
        }
        if scanner.moneySum != expected.moneySum {
            return "amounts sum to \(scanner.moneySum), not \(expected.moneySum)"
        }
        return nil
    }
}

/// Counts what a sheet's XML holds, by expat. Any DOCTYPE is refused: a workbook has none.
private struct XMLCounter {
    var cellsWithContent = 0
    var formulas = 0
    var formulasWithValue = 0

    private final class State {
        var cells = 0, formulas = 0, withValue = 0
        var hasFormula = false, hasValue = false, hasDoctype = false
    }

    mutating func parse(_ xml: [UInt8]) -> String? {
        guard let parser = XML_ParserCreate("UTF-8") else { return "out of memory" }
        defer { XML_ParserFree(parser) }
        let state = State()
        XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            Unmanaged<State>.fromOpaque(data!).takeUnretainedValue().hasDoctype = true
        }
        XML_SetElementHandler(parser) { data, name, _ in
            let state = Unmanaged<State>.fromOpaque(data!).takeUnretainedValue()
            let first = name![0], second = name![1]
            guard second == 0 else { return }
            if first == 0x63 { (state.hasFormula, state.hasValue) = (false, false) }
            if first == 0x66 { state.hasFormula = true }
            if first == 0x76 { state.hasValue = true }
        } _: { data, name in
            let state = Unmanaged<State>.fromOpaque(data!).takeUnretainedValue()
            guard name![0] == 0x63, name![1] == 0 else { return }
            if state.hasValue { state.cells += 1 }
            if state.hasFormula { state.formulas += 1 }
            if state.hasFormula, state.hasValue { state.withValue += 1 }
        }
        let status = xml.withUnsafeBytes {
            XML_Parse(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(xml.count), 1)
        }
        guard status == XML_STATUS_OK else { return String(cString: XML_ErrorString(XML_GetErrorCode(parser))) }
        guard !state.hasDoctype else { return "holds a DOCTYPE" }
        (cellsWithContent, formulas, formulasWithValue) = (state.cells, state.formulas, state.withValue)
        return nil
    }

    /// Cells of `lines` with a value, and formulas, against what was meant.
    func compare(_ sheet: Sheet) -> String? {
        var (cells, formulas) = (0, 0)
        for line in sheet.lines where line.kind != .spacer && line.kind != .room {
            for (index, cell) in line.cells.enumerated() where line.kind != .note || index == 0 {
                if index >= sheet.columns.count { continue }
                switch cell.value {
                case .blank: break
                case .text(let text): cells += text.isEmpty ? 0 : 1
                case .formula:
                    cells += 1
                    formulas += 1
                case .money, .day, .number: cells += 1
                }
            }
        }
        if self.formulas != formulas { return "\(self.formulas) formulas where \(formulas) were written" }
        if formulasWithValue != formulas { return "\(formulas - formulasWithValue) formulas have no value" }
        // Header block, bands, headings and footnotes add to it; fewer means that cells are lost.
        let headings = sheet.showsHeadings ? sheet.columns.count { !$0.heading.isEmpty } : 0
        if cellsWithContent < cells + headings {
            return "\(cellsWithContent) cells where at least \(cells) were written"
        }
        return nil
    }
}

/// Scans our own row XML: counts rows and cells from the first detail row on, and sums the cells of money columns.
private struct DetailScanner {
    private(set) var rowCount = 0
    private(set) var cellCount = 0
    private(set) var moneySum: Int64 = 0
    private(set) var hasEnded = false
    private let firstRow: Int
    private let isMoney: [Bool]
    private var rest: [UInt8] = []
    private var isInside = false
    private var column = -1

    init(firstRow: Int, isMoney: [Bool]) {
        self.firstRow = firstRow
        self.isMoney = isMoney
    }

    /// A tag and the number behind it may be cut by the end of a piece: what is not complete waits for the next.
    mutating func feed(_ piece: UnsafeRawBufferPointer) { scan(rest + Array(piece), isLast: false) }

    mutating func finish() { scan(rest, isLast: true) }

    private mutating func scan(_ bytes: [UInt8], isLast: Bool) {
        var index = 0
        var kept = bytes.count
        bytes.withUnsafeBytes { buffer in
            while index < buffer.count {
                guard let hit = memchr(buffer.baseAddress! + index, 0x3C, buffer.count - index) else {
                    kept = buffer.count
                    return
                }
                let start = buffer.baseAddress!.distance(to: UnsafeRawPointer(hit))
                guard isLast || buffer.count - start >= 64 else {
                    kept = start
                    return
                }
                index = read(buffer, start)
            }
            kept = max(kept, index)
        }
        rest = kept < bytes.count ? Array(bytes[kept...]) : []
    }

    private mutating func read(_ buffer: UnsafeRawBufferPointer, _ start: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { start + offset < buffer.count ? buffer[start + offset] : 0 }
        switch (byte(1), byte(2)) {
        case (0x72, 0x6F) where byte(3) == 0x77:  // <row r="
            var number = 0
            var index = start + 8
            while index < buffer.count, buffer[index] &- 0x30 <= 9 {
                number = number * 10 + Int(buffer[index] - 0x30)
                index += 1
            }
            isInside = number >= firstRow
            if isInside { rowCount += 1 }
        case (0x63, 0x20) where isInside:  // <c r="AB12"
            cellCount += 1
            column = 0
            var index = start + 6
            while index < buffer.count, buffer[index] >= 0x41, buffer[index] <= 0x5A {
                column = column * 26 + Int(buffer[index] - 0x40)
                index += 1
            }
            column -= 1
        case (0x76, 0x3E) where isInside:  // <v>
            if column >= 0, column < isMoney.count, isMoney[column] {
                moneySum &+= Self.tenThousandths(buffer, start + 3)
            }
        case (0x2F, 0x73) where byte(3) == 0x68: isInside = false  // </sheetData>
        case (0x2F, 0x77): hasEnded = true  // </worksheet>
        default: break
        }
        return start + 1
    }

    /// The amount in ten-thousandths, whatever the decimals of its currency.
    private static func tenThousandths(_ buffer: UnsafeRawBufferPointer, _ start: Int) -> Int64 {
        var index = start
        let isNegative = buffer[index] == 0x2D
        if isNegative { index += 1 }
        var value: Int64 = 0
        var decimals = -1
        while index < buffer.count, buffer[index] != 0x3C {
            if buffer[index] == 0x2E {
                decimals = 0
            } else {
                value = value &* 10 &+ Int64(buffer[index] &- 0x30)
                if decimals >= 0 { decimals += 1 }
            }
            index += 1
        }
        for _ in max(decimals, 0)..<4 { value = value &* 10 }
        return isNegative ? -value : value
    }
}
