import CostModel
import Foundation
import Sheets

/// Puts the rows of detail tables into the package that libxlsxwriter wrote: every other member is copied as it is, the
/// sheet's XML is cut at its one sample row, whose style ids the rows take over.
struct Splice {
    /// What the emitted rows must read back as.
    struct Expectation: Hashable {
        var rowCount = 0
        var cellCount = 0
        var moneySum: Int64 = 0
    }

    /// Rows of one piece: formatted and compressed by one worker, always the same cut, so that the number of cores does not show.
    private static let rowsPerPiece = 4096

    let archive: Archive
    /// Number of the sheet (from 1) and its content.
    let details: [(number: Int, sheet: Sheet)]
    let path: String

    /// Writes the spliced package; returns what each detail sheet holds.
    func write(to descriptor: Int32) throws(XLSXFailure) -> [Int: Expectation] {
        var writer = ArchiveWriter(descriptor: descriptor)
        var expectations: [Int: Expectation] = [:]
        for member in archive.members {
            let name = String(decoding: member.name, as: UTF8.self)
            var open = writer.open(member.name)
            guard let detail = details.first(where: { name == "xl/worksheets/sheet\($0.number).xml" }) else {
                (open.checksum, open.size) = (member.checksum, member.size)
                writer.append(archive.data(member), to: &open)
                writer.close(open, method: member.method)
                continue
            }
            guard let xml = archive.content(member) else {
                throw XLSXFailure(path: path, reason: .readBack("\(name) is damaged"))
            }
            expectations[detail.number] = try splice(xml, detail.sheet, name, &writer, &open)
            writer.close(open)
        }
        writer.finish()
        if let failed = writer.failed { throw XLSXFailure(path: path, reason: .cannotWrite(failed)) }
        return expectations
    }

    private func splice(
        _ xml: [UInt8], _ sheet: Sheet, _ name: String, _ writer: inout ArchiveWriter, _ open: inout ArchiveWriter.Open
    ) throws(XLSXFailure) -> Expectation {
        let text = String(decoding: xml, as: UTF8.self)
        let sampleRow = "<row r=\"\(sheet.firstDetailRow + 1)\""
        guard let start = text.range(of: sampleRow, options: .backwards),
            let end = text.range(of: "</row>", range: start.upperBound..<text.endIndex)
        else { throw XLSXFailure(path: path, reason: .readBack("\(name) has no sample row")) }
        let styles = text[start.lowerBound..<end.upperBound].components(separatedBy: " s=\"").dropFirst()
            .map { Int($0.prefix { $0.isNumber }) ?? 0 }
        guard styles.count == sheet.columns.count else {
            throw XLSXFailure(
                path: path, reason: .readBack("\(name) has \(styles.count) styles for \(sheet.columns.count) columns"))
        }
        let last = "\(Address.column(sheet.columns.count - 1))\(sheet.lastRow + 1)"
        var head = String(text[..<start.lowerBound])
        if let dimension = head.range(of: "<dimension ref=\"[^\"]*\"", options: .regularExpression) {
            head.replaceSubrange(dimension, with: "<dimension ref=\"A1:\(last)\"")
        }
        append(Array(head.utf8), isLast: false, &writer, &open)
        let expectation = try emit(sheet, styles, &writer, &open)
        append(Array(linked(String(text[end.upperBound...]), sheet).utf8), isLast: true, &writer, &open)
        return expectation
    }

    /// The part behind the rows, with the links of detail rows in their place of the order that the format demands.
    private func linked(_ tail: String, _ sheet: Sheet) -> String {
        guard !sheet.detailLinks.isEmpty else { return tail }
        let links = sheet.detailLinks.map { link in
            let first = Address.cell(link.rows.lowerBound, link.column)
            let last = Address.cell(link.rows.upperBound, link.column)
            let range = first == last ? first : "\(first):\(last)"
            let location = link.location.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
                .replacing("<", with: "&lt;")
            return "<hyperlink ref=\"\(range)\" location=\"\(location)\"/>"
        }.joined()
        var tail = tail
        if let end = tail.range(of: "</hyperlinks>") {
            tail.insert(contentsOf: links, at: end.lowerBound)
        } else if let next = tail.range(of: "<printOptions") ?? tail.range(of: "<pageMargins") {
            tail.insert(contentsOf: "<hyperlinks>\(links)</hyperlinks>", at: next.lowerBound)
        }
        return tail
    }

    private func append(_ bytes: [UInt8], isLast: Bool, _ writer: inout ArchiveWriter, _ open: inout ArchiveWriter.Open)
    {
        open.checksum = Deflate.checksum(bytes, after: open.checksum)
        open.size += bytes.count
        writer.append(Deflate.compress(bytes, isLast: isLast), to: &open)
    }

    private struct Piece: Sendable {
        var xml: [UInt8] = []
        var compressed: [UInt8] = []
        var cellCount = 0
        var moneySum: Int64 = 0
    }

    /// In waves of a few pieces: each is made by a worker of its own, and they are written in order.
    private func emit(
        _ sheet: Sheet, _ styles: [Int], _ writer: inout ArchiveWriter, _ open: inout ArchiveWriter.Open
    ) throws(XLSXFailure) -> Expectation {
        let rows = sheet.detail!
        var expectation = Expectation()
        expectation.rowCount = rows.count
        let firstRow = sheet.firstDetailRow + 1
        let pieceCount = (rows.count + Self.rowsPerPiece - 1) / Self.rowsPerPiece
        let waveSize = max(2, min(8, ProcessInfo.processInfo.activeProcessorCount * 2))
        for wave in stride(from: 0, to: pieceCount, by: waveSize) {
            let pieces = Pieces(count: min(waveSize, pieceCount - wave))
            DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
                let start = (wave + index) * Self.rowsPerPiece
                pieces[index] = Self.make(rows, start..<min(start + Self.rowsPerPiece, rows.count), firstRow, styles)
            }
            for index in 0..<pieces.count {
                let piece = pieces[index]
                open.checksum = Deflate.checksum(piece.xml, after: open.checksum)
                open.size += piece.xml.count
                writer.append(piece.compressed, to: &open)
                expectation.cellCount += piece.cellCount
                expectation.moneySum += piece.moneySum
            }
            if let failed = writer.failed { throw XLSXFailure(path: path, reason: .cannotWrite(failed)) }
        }
        return expectation
    }

    private static func make(_ rows: any DetailRows, _ range: Range<Int>, _ firstRow: Int, _ styles: [Int]) -> Piece {
        var emitter = RowEmitter(
            row: firstRow + range.lowerBound, styles: styles, texts: rows.texts,
            expectedBytes: range.count * styles.count * 48)
        rows.write(range, to: &emitter)
        let xml = emitter.finish()
        return Piece(
            xml: xml, compressed: Deflate.compress(xml, isLast: false), cellCount: emitter.cellCount,
            moneySum: emitter.moneySum)
    }

    /// A place for each worker's piece. No two workers share one, which the compiler cannot see.
    private final class Pieces: @unchecked Sendable {
        private let storage: UnsafeMutableBufferPointer<Piece>
        let count: Int

        init(count: Int) {
            self.count = count
            storage = .allocate(capacity: count)
            storage.initialize(repeating: Piece())
        }

        deinit {
            storage.deinitialize()
            storage.deallocate()
        }

        subscript(index: Int) -> Piece {
            get { storage[index] }
            set { storage[index] = newValue }
        }
    }
}
