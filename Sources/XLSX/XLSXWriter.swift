import CLibxlsxwriter
import CostModel
import Foundation
package import Sheets

/// Writes a workbook value to a file.
///
/// The file appears under its name only when it has been written whole and read back: libxlsxwriter reports success for a
/// workbook that a full temporary folder cut short. Whatever fails, a file that was there before is still there.
package enum XLSXWriter {
    package static func write(_ workbook: Workbook, to path: String) throws(XLSXFailure) {
        try validate(workbook, path)
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        let temporary = "\(folder.isEmpty ? "." : folder)/.\(name).tmp-\(getpid())"
        // libxlsxwriter would print its own complaint; a folder that cannot be written to is found first.
        let probe = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard probe >= 0 else { throw XLSXFailure(path: path, reason: .cannotCreate(String(cString: strerror(errno)))) }
        close(probe)
        var isDone = false
        defer { if !isDone { unlink(temporary) } }
        try writePackage(workbook, temporary, folder.isEmpty ? "." : folder, path)
        let details = workbook.sheets.enumerated().filter { ($0.element.detail?.count ?? 0) > 0 }
            .map { (number: $0.offset + 1, sheet: $0.element) }
        var expectations: [Int: Splice.Expectation] = [:]
        if !details.isEmpty {
            expectations = try splice(details, temporary, path)
        }
        try ReadBack.check(workbook, expectations, at: temporary, reportedPath: path)
        try publish(temporary, path, folder.isEmpty ? "." : folder)
        isDone = true
    }

    /// Removes what a killed run left half written. Only for who holds the production: nobody else writes there then.
    package static func removeLeftovers(in folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(".") && name.contains(".xlsx.tmp-") { unlink("\(folder)/\(name)") }
    }

    /// What libxlsxwriter would not refuse, or only by a null pointer.
    private static func validate(_ workbook: Workbook, _ path: String) throws(XLSXFailure) {
        var names: Set<String> = []
        for sheet in workbook.sheets {
            let name = sheet.name
            guard !name.isEmpty, name.utf16.count <= Limits.sheetNameLengthMax,
                !name.contains(where: { "[]:*?/\\".contains($0) }), !name.hasPrefix("'"), !name.hasSuffix("'")
            else { throw XLSXFailure(path: path, reason: .invalid("\"\(name)\" cannot be the name of a sheet")) }
            guard names.insert(name.lowercased()).inserted else {
                throw XLSXFailure(path: path, reason: .invalid("two sheets are named \"\(name)\""))
            }
            guard !sheet.columns.isEmpty else {
                throw XLSXFailure(path: path, reason: .invalid("the sheet \"\(name)\" has no columns"))
            }
            guard sheet.lastRow < Limits.sheetRowsMax else {
                throw XLSXFailure(
                    path: path,
                    reason: .invalid("the sheet \"\(name)\" has more rows than Excel's \(Limits.sheetRowsMax)"))
            }
        }
    }

    private static func writePackage(
        _ workbook: Workbook, _ temporary: String, _ folder: String, _ path: String
    ) throws(XLSXFailure) {
        // libxlsxwriter keeps the pointer and reads it when the workbook is closed.
        let temporaries = strdup(folder)
        defer { free(temporaries) }
        let file = try XLSXFile(path: temporary, temporaries: temporaries, reportedPath: path)
        try file.fill(workbook, path)
        try file.close(path)
    }

    private static func splice(
        _ details: [(number: Int, sheet: Sheet)], _ temporary: String, _ path: String
    ) throws(XLSXFailure) -> [Int: Splice.Expectation] {
        guard let data = FileManager.default.contents(atPath: temporary), let archive = Archive([UInt8](data)) else {
            throw XLSXFailure(path: path, reason: .readBack("the package is damaged"))
        }
        let descriptor = open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw XLSXFailure(path: path, reason: .cannotCreate(String(cString: strerror(errno))))
        }
        defer { close(descriptor) }
        return try Splice(archive: archive, details: details, path: path).write(to: descriptor)
    }

    /// On disk before it has its name, and the name on disk before we say so.
    private static func publish(_ temporary: String, _ path: String, _ folder: String) throws(XLSXFailure) {
        func failure() -> XLSXFailure {
            XLSXFailure(path: path, reason: .cannotWrite(String(cString: strerror(errno))))
        }
        chmod(temporary, 0o640)
        let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure() }
        guard rename(temporary, path) == 0 else { throw failure() }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure() }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure() }
    }
}

/// A workbook being written by libxlsxwriter. Owned, so that it is closed exactly once; abandoned, it writes nothing.
private struct XLSXFile: ~Copyable {
    private let workbook: UnsafeMutablePointer<lxw_workbook>

    /// Temporary files stand beside the workbook: one disk to be full, not two.
    init(path: String, temporaries: UnsafeMutablePointer<CChar>?, reportedPath: String) throws(XLSXFailure) {
        var options = lxw_workbook_options(constant_memory: 0, tmpdir: temporaries, use_zip64: 0)
        guard let workbook = workbook_new_opt(path, &options) else {
            throw XLSXFailure(path: reportedPath, reason: .cannotCreate("out of memory"))
        }
        self.workbook = workbook
    }

    borrowing func fill(_ value: Workbook, _ path: String) throws(XLSXFailure) {
        try setProperties(value, path)
        var formats = FormatCache(workbook)
        let logo = Logo(value.logo)
        for sheet in value.sheets {
            guard let worksheet = workbook_add_worksheet(workbook, sheet.name) else {
                throw XLSXFailure(path: path, reason: .invalid("\"\(sheet.name)\" cannot be the name of a sheet"))
            }
            var writer = SheetWriter(worksheet, sheet, path: path)
            writer.paper = value.paper
            if let logo, !sheet.isHidden {
                writer.titleIndent = logo.indent
                try logo.insert(worksheet, path)
            }
            try writer.write(&formats)
            let charts = ChartWriter(workbook: workbook, worksheet: worksheet, value: value, path: path)
            for chart in sheet.charts {
                try charts.write(chart, widths: writer.widths, heights: chart.rows.map { writer.height(ofRow: $0) })
            }
        }
        for name in value.names {
            try check(workbook_define_name(workbook, name.name, "=" + name.reference), path)
        }
    }

    /// Writes the file. libxlsxwriter frees the workbook whether or not the write succeeds.
    consuming func close(_ path: String) throws(XLSXFailure) {
        let code = workbook_close(workbook)
        discard self
        try check(code, path)
    }

    private borrowing func setProperties(_ value: Workbook, _ path: String) throws(XLSXFailure) {
        var properties = lxw_doc_properties()
        let (title, company) = (strdup(value.title), strdup(value.company))
        defer {
            free(title)
            free(company)
        }
        properties.title = title
        properties.company = company
        // Noon UTC of the report's day: the same figures give the same bytes, whenever they are written.
        properties.created = Int(value.date.number) * 86_400 + 43_200
        try check(workbook_set_properties(workbook, &properties), path)
    }

    deinit { lxw_workbook_free(workbook) }
}
