import CostModel

/// Why a workbook, or what pretends to be one, is refused whole.
package enum ContainerFault: Hashable, Sendable {
    /// No table that is read here, known by its first bytes or its parts.
    case foreign(ForeignFormat)

    // No workbook as it should be.
    /// The zip has no end, or its list of parts is damaged; the text is libzip's.
    case zipDamaged(String)
    case partEncrypted(part: String)
    /// Packed by a method other than deflate.
    case methodUnknown(part: String)
    case partRepeated(part: String)
    /// The parts take more room than the file has: some share their bytes.
    case partsOverlap
    case partMissing(part: String)
    /// XML that is none, or a checksum that differs.
    case partDamaged(part: String, String)
    /// A document type: workbooks have none, attacks do.
    case documentType(part: String)
    /// Cells or rows that come twice, or in another order than their positions say.
    case orderBroken(line: Int)
    /// A cell refers to a text that is not there.
    case textMissing(line: Int)
    case noSheet

    // Past a limit.
    case entries(Int)
    case directory(bytes: Int)
    case expansion(part: String)
    case unpacked(part: String, limit: Int)
    case depth(part: String)
    case names(part: String)
    case tag(part: String)
    case textTooLong(part: String)
    case formats(Int)
    case sheets(Int)
    case rows(line: Int, row: Int)
    case tableTooLarge(line: Int)

    /// The file may be whole, and is more than can be read safely.
    package var isLimit: Bool {
        switch self {
        case .foreign, .zipDamaged, .partEncrypted, .methodUnknown, .partRepeated, .partsOverlap, .partMissing,
            .partDamaged, .documentType, .orderBroken, .textMissing, .noSheet:
            false
        case .entries, .directory, .expansion, .unpacked, .depth, .names, .tag, .textTooLong, .formats, .sheets, .rows,
            .tableTooLarge:
            true
        }
    }
}

/// What is met under the name of a table and is none that is read.
package enum ForeignFormat: Hashable, Sendable, CaseIterable {
    /// Excel 97–2003.
    case oldWorkbook
    /// A workbook behind a password.
    case lockedWorkbook
    case binaryWorkbook
    case openDocument
    case numbers
    case pdf
    case html
    /// Excel 2003's XML.
    case xmlWorkbook
    /// A zip without a workbook.
    case zip
}
