package import CostModel

extension Diagnostic {
    /// `file` as the user knows it.
    package init(_ failure: SourceFailure, file: String) {
        switch failure.reason {
        case .missing:
            self.init(.error, .fileUnreadable, file: file, "is not there")
        case .isLink:
            self.init(
                .error, .fileUnreadable, file: file, "is a symbolic link, and links are not followed",
                hint: "put the file itself there")
        case .notRegular(let what):
            self.init(.error, .fileUnreadable, file: file, "is \(what), not a file")
        case .tooLarge(let bytes, let limit):
            self.init(
                .error, .fileTooLarge, file: file, "has \(bytes) bytes; the limit is \(limit)",
                hint: "export a shorter period")
        case .stillBeingWritten:
            self.init(
                .error, .fileUnreadable, file: file, "is still being written",
                hint: "run again when the copy is complete")
        case .system(let code):
            self.init(.error, .fileUnreadable, file: file, "cannot be read: \(SourceFailure.message(of: code))")
        }
    }

    /// `file` as the user knows it.
    package init(_ problem: TableProblem, file: String) {
        switch problem {
        case .empty:
            self.init(.warning, .fileEmpty, file: file, "is empty", hint: "export it again")
        case .encodingAssumed(let encoding):
            self.init(
                .warning, .encodingAssumed, file: file, "is not UTF-8 and was read as \(encoding.title)",
                hint: "if accents and quotes look right, declare it in the profile: `encoding: \(encoding.rawValue)`")
        case .encodingInvalid(let encoding, let line):
            self.init(
                .error, .encodingInvalid, file: file, line: line,
                "there are bytes here that are no \(encoding.title) text",
                hint: "export it again, or save it as UTF-8; nothing of the file was used")
        case .notText(let line):
            self.init(
                .error, .encodingInvalid, file: file, line: line, "the file is full of NUL bytes",
                hint: "if it is UTF-16, save it with a byte order mark (\"Unicode Text\") or as UTF-8; "
                    + "nothing of the file was used")
        case .quoteUnclosed(let line, let column):
            self.init(
                .error, .quoteUnclosed, file: file, line: line, column: column,
                "the quote that opens here is never closed, so the rest of the file cannot be told apart",
                hint: "close it, or write a quote inside of a cell twice; nothing of the file was used")
        case .quoteStray(let line, let column):
            self.init(
                .warning, .quoteStray, file: file, line: line, column: column,
                column > 0
                    ? "this quote is closed nowhere that makes sense, and was taken as a character"
                    : "the quotes of this row do not come out even; it was read in the way that makes most sense",
                hint: "write a quote inside of a cell twice, in a cell in quotes; or export it again")
        case .delimiterMended(let line):
            self.init(
                .warning, .rowRagged, file: file, line: line,
                "a delimiter is missing beside a quote, or is another one; the row was read as if it were there",
                hint: "is that right? export it again if not")
        case .dialectTie(let first, let second):
            self.init(
                .warning, .dialectTie, file: file,
                "can be read with \(first.name) or \(second.name) between its cells; it is shown with \(first.name)",
                hint: "which is it? say `delimiter: \(first.name)` or `delimiter: \(second.name)` in its profile")
        case .remark(let remark):
            self.init(
                remark.code.severity, remark.code, file: file, line: remark.line, column: remark.column, remark.message,
                hint: remark.hint)
        case .cellTooLong(let line):
            self.init(
                .error, .tableLimit, file: file, line: line, "a cell has more than \(Limits.fieldBytesMax) bytes",
                hint: "is there a quote that is never closed? nothing of the file was used")
        case .rowTooWide(let line, let cells):
            self.init(
                .error, .tableLimit, file: file, line: line,
                "the row has \(cells) cells; the limit is \(Limits.columnCountMax)",
                hint: "is this an export with one row a line? nothing of the file was used")
        case .container(let fault):
            self.init(
                .error, fault.isLimit ? .containerLimit : .containerRefused, file: file, line: fault.line,
                fault.message,
                hint: fault.hint + "; nothing of the file was used")
        case .formulaUncomputed(let line, let column, let more):
            self.init(
                .error, .formulaUncomputed, file: file, line: line, column: column,
                "the formula here was never computed" + (more > 0 ? ", nor were \(more) others" : ""),
                hint: "open the workbook in Excel or LibreOffice, save it, and import that")
        }
    }
}

extension TextEncoding {
    /// As people know it.
    package var title: String {
        switch self {
        case .utf8, .utf8Marked: "UTF-8"
        case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
        case .windows1252: "Windows-1252"
        case .latin1: "ISO 8859-1"
        case .macRoman: "Mac Roman"
        case .shiftJIS: "Shift-JIS"
        }
    }
}
