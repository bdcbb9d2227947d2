import CostModel

extension Table {
    /// Reads all sheets of an Excel workbook that people can see, the hidden ones too, one below the other.
    ///
    /// Cells are what a person would type: see `PlainNumber` and `SerialDay`. Merged cells have their text in the first, the
    /// others are blank. What is no workbook, is damaged or beyond a limit is refused, and says why.
    static func readXLSX(_ source: [UInt8]) -> Table {
        source.withUnsafeBytes { bytes in
            do throws(TableProblem) {
                return try WorkbookReader.read(bytes)
            } catch {
                return refused(error)
            }
        }
    }

    /// A table without rows, and the reason why.
    static func refused(_ problem: TableProblem, container: Container = .xlsx) -> Table {
        var builder = TableBuilder(format: container)
        builder.problem(problem)
        return builder.finish()
    }
}

/// Goes through the parts of a workbook in the order in which one leads to the other.
enum WorkbookReader {
    static func read(_ bytes: UnsafeRawBufferPointer) throws(TableProblem) -> Table {
        var archive = try ZipArchive.open(bytes)
        let part = try workbookPart(&archive)
        guard let entry = archive.part(part) else { throw .container(.partMissing(part: part)) }
        let workbook = WorkbookHandler()
        try XMLReader.read(entry, of: &archive, limit: Limits.indexBytesMax, workbook)
        let relationships = try Relationships(of: part, in: &archive)
        let tableBytesMax = max(Limits.tableFloorBytes, bytes.count * Limits.tableExpansionMax)
        let context = WorkbookContext(
            strings: try strings(relationships, &archive, memoryMax: tableBytesMax),
            meanings: try styles(relationships, &archive)?.meanings ?? [],
            days: SerialDay(countsFrom1904: workbook.countsFrom1904),
            asksForCalculation: workbook.asksForCalculation, tableBytesMax: tableBytesMax)
        return readSheets(workbook.sheets, relationships, &archive, context)
    }

    /// The part that the package names as its document.
    static func workbookPart(_ archive: inout ZipArchive) throws(TableProblem) -> String {
        if archive.part("mimetype") != nil, archive.part("content.xml") != nil {
            throw .container(.foreign(.openDocument))
        }
        if archive.hasPart(where: { $0.hasSuffix(".iwa") || $0.hasSuffix("index.zip") }) {
            throw .container(.foreign(.numbers))
        }
        let package = try Relationships(of: "", in: &archive)
        guard let part = package.first("officeDocument") else { throw .container(.foreign(.zip)) }
        if part.lowercased().hasSuffix(".bin") { throw .container(.foreign(.binaryWorkbook)) }
        return part
    }

    static func strings(
        _ relationships: Relationships, _ archive: inout ZipArchive, memoryMax: Int
    ) throws(TableProblem) -> SharedStrings {
        guard let part = relationships.first("sharedStrings") else { return SharedStrings() }
        guard let entry = archive.part(part) else { throw .container(.partMissing(part: part)) }
        let handler = SharedStringsHandler(part: entry.name, memoryMax: memoryMax)
        try XMLReader.read(entry, of: &archive, handler)
        return handler.strings
    }

    static func styles(
        _ relationships: Relationships, _ archive: inout ZipArchive
    ) throws(TableProblem) -> StylesHandler? {
        guard let part = relationships.first("styles") else { return nil }
        guard let entry = archive.part(part) else { throw .container(.partMissing(part: part)) }
        let handler = StylesHandler()
        try XMLReader.read(entry, of: &archive, limit: Limits.stylesBytesMax, handler)
        return handler
    }

    private static func readSheets(
        _ sheets: [WorkbookHandler.Sheet], _ relationships: Relationships, _ archive: inout ZipArchive,
        _ context: WorkbookContext
    ) -> Table {
        let reader = UnsafeMutablePointer<SheetReader>.allocate(capacity: 1)
        reader.initialize(to: SheetReader(context))
        defer { reader.deallocate() }
        var failure: TableProblem?
        do throws(TableProblem) {
            var count = 0
            for sheet in sheets where !sheet.isVeryHidden {
                let target = relationships.part(sheet.relationship)
                // A sheet that is a chart has no cells.
                if let target, target.kind != "worksheet" { continue }
                guard let target, let entry = archive.part(target.part) else {
                    throw .container(.partMissing(part: target?.part ?? "the sheet \"\(sheet.name)\""))
                }
                reader.pointee.beginSheet(sheet.name)
                try XMLReader.read(entry, of: &archive, SheetHandler(reader))
                count += 1
            }
            if count == 0 { throw .container(.noSheet) }
        } catch {
            failure = error
        }
        return reader.move().finish(failure)
    }
}
