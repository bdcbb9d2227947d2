import CostModel

/// A workbook cell by cell, as it stands in the file: formulas beside values, hidden sheets too, and who saved it when.
///
/// For a file that is read back. An export is read by `Table`, which forgets all that.
package struct RawWorkbook: Sendable {
    package struct Sheet: Sendable {
        package var name: String
        /// By row, then column.
        package fileprivate(set) var cells: [Cell] = []

        /// `row` and `column` from 0.
        package func cell(_ row: Int, _ column: Int) -> Cell? {
            var (low, high) = (0, cells.count)
            while low < high {
                let middle = (low + high) / 2
                let cell = cells[middle]
                if (cell.row, cell.column) < (row, column) { low = middle + 1 } else { high = middle }
            }
            guard low < cells.count, cells[low].row == row, cells[low].column == column else { return nil }
            return cells[low]
        }
    }

    package struct Cell: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case text, number, truth, error
            /// A number whose format makes it a day, a time or a duration.
            case day
            /// A number whose format shows it times a hundred: the text is the number as stored.
            case percent
        }

        /// From 0.
        package var row: Int
        package var column: Int
        package var kind: Kind
        /// Numbers as plain decimals; empty for a formula without a value.
        package var text: String
        /// Without `=`; nil for a value. Of formulas that are stored once for several cells, that of the first of them.
        package var formula: String?
        /// The formula is that of another cell, moved here.
        package var isShared = false
    }

    package internal(set) var sheets: [Sheet] = []
    /// All of them, those too whose cells were not asked for.
    package internal(set) var sheetNames: [String] = []
    /// Of the core properties; empty where they are not said.
    package internal(set) var lastModifiedBy = ""
    package internal(set) var modified = ""

    package func sheet(_ name: String) -> Sheet? { sheets.first { $0.name == name } }

    /// Whether the bytes are a workbook with a sheet of that name. Looks at its list of sheets and no further.
    package static func hasSheet(_ name: String, in bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return false }
        return bytes.withUnsafeBytes { bytes in
            do throws(TableProblem) {
                var archive = try ZipArchive.open(bytes)
                return try RawWorkbookReader.index(&archive).handler.sheets.contains { $0.name == name }
            } catch {
                return false
            }
        }
    }

    /// Reads the sheets for whose names `isWanted` holds.
    package static func read(
        _ bytes: [UInt8], where isWanted: (String) -> Bool = { _ in true }
    ) throws(TableProblem) -> RawWorkbook {
        var failure: TableProblem?
        let workbook = bytes.withUnsafeBytes { bytes -> RawWorkbook in
            do throws(TableProblem) {
                return try RawWorkbookReader.read(bytes, isWanted)
            } catch {
                failure = error
                return RawWorkbook()
            }
        }
        if let failure { throw failure }
        return workbook
    }
}

/// Goes through the parts of a workbook as `WorkbookReader` does, and keeps what that one leaves out.
enum RawWorkbookReader {
    static func index(
        _ archive: inout ZipArchive
    ) throws(TableProblem) -> (handler: WorkbookHandler, relationships: Relationships, properties: String?) {
        let part = try WorkbookReader.workbookPart(&archive)
        guard let entry = archive.part(part) else { throw .container(.partMissing(part: part)) }
        let handler = WorkbookHandler()
        try XMLReader.read(entry, of: &archive, limit: Limits.indexBytesMax, handler)
        let package = try Relationships(of: "", in: &archive)
        return (handler, try Relationships(of: part, in: &archive), package.first("core-properties"))
    }

    static func read(
        _ bytes: UnsafeRawBufferPointer, _ isWanted: (String) -> Bool
    ) throws(TableProblem) -> RawWorkbook {
        var archive = try ZipArchive.open(bytes)
        let index = try index(&archive)
        let memory = max(Limits.tableFloorBytes, bytes.count * Limits.tableExpansionMax)
        let styles = try WorkbookReader.styles(index.relationships, &archive)
        let context = RawContext(
            strings: try WorkbookReader.strings(index.relationships, &archive, memoryMax: memory),
            meanings: styles?.meanings ?? [], percents: styles?.percents ?? [],
            days: SerialDay(countsFrom1904: index.handler.countsFrom1904), memoryMax: memory)
        var workbook = RawWorkbook()
        workbook.sheetNames = index.handler.sheets.map(\.name)
        for sheet in index.handler.sheets where isWanted(sheet.name) {
            guard let target = index.relationships.part(sheet.relationship), target.kind == "worksheet" else {
                continue
            }
            guard let entry = archive.part(target.part) else { throw .container(.partMissing(part: target.part)) }
            let handler = RawSheetHandler(context)
            try XMLReader.read(entry, of: &archive, handler)
            workbook.sheets.append(RawWorkbook.Sheet(name: sheet.name, cells: handler.cells))
        }
        if let properties = index.properties, let entry = archive.part(properties) {
            let handler = PropertiesHandler()
            try XMLReader.read(entry, of: &archive, limit: Limits.indexBytesMax, handler)
            (workbook.lastModifiedBy, workbook.modified) = (handler.lastModifiedBy, handler.modified)
        }
        return workbook
    }
}

/// `docProps/core.xml`: who saved the workbook, and when by his clock.
private final class PropertiesHandler: XMLHandler {
    private var texts: [String: String] = [:]
    private var open = ""

    var lastModifiedBy: String { text("lastModifiedBy") }
    var modified: String { text("modified") }

    private func text(_ name: String) -> String {
        let words = (texts[name] ?? "").split(whereSeparator: \.isWhitespace)
        return words.joined(separator: " ")
    }

    override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) { open = String(cString: name) }
    override func end(_ name: UnsafePointer<CChar>) { open = "" }

    override func text(_ bytes: UnsafeRawBufferPointer) {
        guard open == "lastModifiedBy" || open == "modified", texts[open, default: ""].utf8.count < 1000 else { return }
        texts[open, default: ""] += String(decoding: bytes, as: UTF8.self)
    }
}
