import CostModel

extension ContainerFault {
    /// Line of the table, or `SourceLine.raw` for a workbook; 0 when the whole file is meant.
    var line: Int {
        switch self {
        case .orderBroken(let line), .textMissing(let line), .rows(let line, _), .tableTooLarge(let line): line
        default: 0
        }
    }

    /// A sentence whose subject is the file, or the place in it.
    var message: String {
        switch self {
        case .foreign(let format): format.message
        case .zipDamaged(let reason): "is a workbook that is cut short or damaged (\(reason))"
        case .partEncrypted(let part): "holds \(part) behind a password"
        case .methodUnknown(let part): "holds \(part) packed in a way that workbooks do not use"
        case .partRepeated(let part): "holds \(part) twice"
        case .partsOverlap: "has parts that share their bytes, as no program writes them"
        case .partMissing(let part): "is a workbook without \(part)"
        case .partDamaged(let part, let reason): "is a workbook whose \(part) is damaged (\(reason))"
        case .documentType(let part): "holds a document type in \(part), which no workbook has"
        case .orderBroken: "rows or cells are twice here, or not where they say"
        case .textMissing: "a cell refers to a text that the workbook does not have"
        case .noSheet: "is a workbook without a sheet of cells"
        case .entries(let count): "has \(count) parts; the limit is \(Limits.archiveEntriesMax)"
        case .directory(let bytes):
            "has a list of parts of \(bytes) bytes; the limit is \(Limits.archiveDirectoryBytesMax)"
        case .expansion(let part):
            "holds \(part), which unpacks to more than \(Limits.expansionMax) times its size"
        case .unpacked(let part, let limit): "unpacks to more than \(limit) bytes with \(part)"
        case .depth(let part): "nests \(part) deeper than \(Limits.xmlDepthMax) elements"
        case .names(let part): "uses more than \(Limits.xmlNamesMax) names in \(part)"
        case .tag(let part): "has a tag of more than \(Limits.xmlTagBytesMax) bytes in \(part)"
        case .textTooLong(let part): "has a text of more than \(Limits.fieldBytesMax) bytes in \(part)"
        case .formats(let limit): "has more than \(limit) cell formats"
        case .sheets(let limit): "has more than \(limit) sheets"
        case .rows(_, let row): "there is a row \(row) behind this one; the limit is \(Limits.sheetRowsMax)"
        case .tableTooLarge: "up to here its cells take more memory than a file of this size may"
        }
    }

    /// What to do, as far as it goes.
    var hint: String {
        switch self {
        case .foreign(let format): format.hint
        case .zipDamaged, .partMissing, .partDamaged: "copy or export it again"
        case .partEncrypted: "save it without a password"
        case .methodUnknown, .partRepeated, .partsOverlap, .orderBroken, .textMissing:
            "open it in Excel or LibreOffice and save it as .xlsx"
        case .documentType: "ask who sent it: this is how workbooks are made to do harm"
        case .noSheet: "export the table, not only a chart of it"
        case .entries, .directory, .expansion, .unpacked, .depth, .names, .tag:
            "if you trust it, open it in Excel or LibreOffice and save its sheet as CSV"
        case .textTooLong, .formats, .sheets, .rows, .tableTooLarge: "save the sheet that is meant as CSV"
        }
    }
}

extension ForeignFormat {
    fileprivate var message: String {
        switch self {
        case .oldWorkbook: "is a workbook of Excel 97–2003 (.xls), or another old Office file"
        case .lockedWorkbook: "is a workbook behind a password"
        case .binaryWorkbook: "is a binary workbook (.xlsb)"
        case .openDocument: "is an OpenDocument file (.ods)"
        case .numbers: "is a document of Apple Numbers"
        case .pdf: "is a PDF: a picture of a table, not a table"
        case .html: "is a web page, whatever its name says"
        case .xmlWorkbook: "is a workbook in the XML of Excel 2003"
        case .zip: "is a ZIP archive and no workbook"
        }
    }

    fileprivate var hint: String {
        switch self {
        case .oldWorkbook, .binaryWorkbook, .openDocument, .xmlWorkbook:
            "open it in Excel or LibreOffice and save it as .xlsx, or as CSV"
        case .lockedWorkbook: "open it in Excel and save it without a password"
        case .numbers: "in Numbers, choose File > Export To > Excel or CSV"
        case .pdf: "export it as .xlsx or CSV where it comes from"
        case .html: "open it in Excel or LibreOffice and save it as .xlsx; or was it a page that asks to log in?"
        case .zip: "unpack it, and import the exports that are in it"
        }
    }
}
