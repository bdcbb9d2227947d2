import CLibzip
import Tables

/// Workbooks of tests, made by hand part by part.
struct Book {
    typealias Part = (name: String, data: [UInt8])

    /// Each with what stands inside of its `<sheetData>`.
    var sheets: [(name: String, rows: String)] = []
    var sheetAttributes: [String] = []
    /// What stands inside of the shared strings: `<si>…</si>`.
    var strings: String?
    /// Format codes; the style of index 1 has the first.
    var formats: [String] = []
    /// Formats by number; their styles follow.
    var builtIns: [Int] = []
    var workbookExtra = ""
    var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    var relationshipBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    /// In place of, or besides, the parts made here.
    var replaced: [String: String] = [:]

    init(_ rows: String) { sheets = [("Sheet1", rows)] }

    var parts: [Part] {
        var parts: [Part] = [
            part("[Content_Types].xml", "<Types xmlns=\"t\"/>"),
            part("_rels/.rels", relationships([("rId1", "officeDocument", "xl/workbook.xml")])),
            part("xl/workbook.xml", workbook), part("xl/styles.xml", styles),
        ]
        var targets = [("styles", "styles", "styles.xml")]
        if let strings {
            parts.append(part("xl/sharedStrings.xml", "<sst xmlns=\"\(namespace)\">\(strings)</sst>"))
            targets.append(("strings", "sharedStrings", "sharedStrings.xml"))
        }
        for (index, sheet) in sheets.enumerated() {
            parts.append(
                part(
                    "xl/worksheets/sheet\(index + 1).xml",
                    "<worksheet xmlns=\"\(namespace)\"><sheetData>\(sheet.rows)</sheetData></worksheet>"))
            targets.append(("s\(index + 1)", "worksheet", "worksheets/sheet\(index + 1).xml"))
        }
        parts.append(part("xl/_rels/workbook.xml.rels", relationships(targets)))
        for (name, text) in replaced {
            parts.removeAll { $0.name == name }
            parts.append((name, Array(text.utf8)))
        }
        return parts
    }

    var bytes: [UInt8] { Zip.stored(parts) }

    func read() -> Table { Table.read(bytes) }

    private func part(_ name: String, _ text: String) -> Part {
        (name, Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(text)".utf8))
    }

    func relationships(_ all: [(id: String, kind: String, target: String)]) -> String {
        "<Relationships xmlns=\"r\">"
            + all.map {
                "<Relationship Id=\"\($0.id)\" Type=\"\(relationshipBase)/\($0.kind)\" Target=\"\($0.target)\"/>"
            }.joined() + "</Relationships>"
    }

    private var workbook: String {
        let list = sheets.enumerated().map { index, sheet in
            let extra = index < sheetAttributes.count ? sheetAttributes[index] : ""
            return "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" \(extra) r:id=\"s\(index + 1)\"/>"
        }
        return "<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(relationshipBase)\">\(workbookExtra)"
            + "<sheets>\(list.joined())</sheets></workbook>"
    }

    private var styles: String {
        let codes = formats.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }.joined()
        let ids = [0] + formats.indices.map { 164 + $0 } + builtIns
        return "<styleSheet xmlns=\"\(namespace)\"><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
            + "</cellStyleXfs><cellXfs>\(ids.map { "<xf numFmtId=\"\($0)\"/>" }.joined())</cellXfs></styleSheet>"
    }
}

func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in (0..<table.width(ofRow: row)).map { table.string($0, ofRow: row) } }
}

func lines(_ table: Table) -> [Int] { (0..<table.rowCount).map { table.line(ofRow: $0) } }

/// Zip files as they should be, and as they should not.
enum Zip {
    struct Lie {
        var flags: UInt16 = 0
        var method: UInt16 = 0
        /// In place of the true size.
        var size: UInt32?
        var packedSize: UInt32?
        var countOfEntries: UInt16?
    }

    /// Parts that are not packed. `lie` is told of the last part.
    static func stored(_ parts: [Book.Part], _ lie: Lie = Lie()) -> [UInt8] {
        var (file, directory) = ([UInt8](), [UInt8]())
        for (index, part) in parts.enumerated() {
            let lie = index == parts.count - 1 ? lie : Lie()
            let name = Array(part.name.utf8)
            let fields =
                word(20) + word(lie.flags) + word(lie.method) + word(0) + word(0x21) + long(checksum(part.data))
                + long(lie.packedSize ?? UInt32(part.data.count)) + long(lie.size ?? UInt32(part.data.count))
                + word(UInt16(name.count)) + word(0)
            directory += long(0x0201_4B50) + word(20) + fields + [UInt8](repeating: 0, count: 10)
            directory += long(UInt32(file.count)) + name
            file += long(0x0403_4B50) + fields + name + part.data
        }
        let count = lie.countOfEntries ?? UInt16(truncatingIfNeeded: parts.count)
        let end = long(0x0605_4B50) + word(0) + word(0) + word(count) + word(count)
        return file + directory + end + long(UInt32(directory.count)) + long(UInt32(file.count)) + word(0)
    }

    /// Parts packed by libzip.
    static func packed(_ parts: [Book.Part]) -> [UInt8] {
        var error = zip_error_t()
        let target = zip_source_buffer_create(nil, 0, 0, &error)!
        zip_source_keep(target)
        let archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error)!
        var copies: [UnsafeMutableRawPointer] = []
        for part in parts {
            let copy = UnsafeMutableRawPointer.allocate(byteCount: max(part.data.count, 1), alignment: 1)
            part.data.withUnsafeBytes {
                if $0.count > 0 { copy.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
            }
            copies.append(copy)
            let source = zip_source_buffer(archive, copy, UInt64(part.data.count), 0)!
            zip_file_add(archive, part.name, source, UInt32(ZIP_FL_ENC_UTF_8))
        }
        precondition(zip_close(archive) == 0)
        copies.forEach { $0.deallocate() }
        var stat = zip_stat_t()
        zip_source_open(target)
        zip_source_stat(target, &stat)
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(stat.size)) { buffer, count in
            count = Int(zip_source_read(target, buffer.baseAddress!, stat.size))
        }
        zip_source_close(target)
        zip_source_free(target)
        return bytes
    }

    private static func word(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
    private static func long(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
