package import CostModel
import Foundation
import Glibc

/// A workbook as PDF, printed by LibreOffice as its sheets are set up for paper.
///
/// LibreOffice gets a profile of its own in a folder that is removed again, so that it neither reads nor writes anybody's
/// settings and two runs do not meet; it opens no network connection of its own accord, and our workbooks have no outside links.
package enum PDFForm {
    package static let program = "soffice"
    package static let advice =
        "LibreOffice is not installed: `apt-get install libreoffice-calc-nogui` (Debian), or leave out pdf"
    /// For one workbook. A start takes two seconds, a hundred pages about as much again.
    private static let secondsMax = 300

    /// Where LibreOffice is; nil where it is not installed.
    package static func find() -> String? { Program.find(program) }

    /// Prints `workbook` to `path`, which gets its name only when it is whole. The file's date is noon of `date`.
    package static func write(
        _ workbook: String, to path: String, date: Day, by soffice: String? = find(), seconds: Int = secondsMax
    ) throws(FormFailure) {
        guard let soffice else { throw FormFailure(path: path, reason: .programMissing(advice)) }
        let parent = (path as NSString).deletingLastPathComponent
        let scratch = "\(parent.isEmpty ? "." : parent)/.pdf\(FormFiles.mark)\(getpid())"
        guard mkdir(scratch, 0o700) == 0 || errno == EEXIST else {
            throw FormFailure(path: path, reason: .cannotCreate(String(cString: strerror(errno))))
        }
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        // Under a plain name: nothing in a report's name can be an option or an address.
        let (copy, made, log) = ("\(scratch)/report.xlsx", "\(scratch)/report.pdf", "\(scratch)/log")
        do {
            try FileManager.default.copyItem(atPath: workbook, toPath: copy)
        } catch {
            throw FormFailure(path: path, reason: .cannotWrite("\(workbook): \(error.localizedDescription)"))
        }
        let home = URL(fileURLWithPath: "\(scratch)/profile").absoluteString
        let end = Program(
            path: soffice,
            arguments: [
                "-env:UserInstallation=\(home)", "--headless", "--norestore", "--nolockcheck", "--convert-to",
                "pdf:calc_pdf_Export", "--outdir", scratch, copy,
            ], environment: environment(scratch, date)
        ).run(seconds: seconds, log: log)
        try publish(made, to: path, date, end, log, seconds)
    }

    private static func environment(_ scratch: String, _ date: Day) -> [String: String] {
        [
            "HOME": scratch, "TMPDIR": scratch, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            // Noon of the report's day, for what heeds it.
            "SOURCE_DATE_EPOCH": "\(Int(date.number) * 86_400 + 43_200)",
        ]
    }

    /// LibreOffice ends with 0 when it has made nothing, too: the file itself is looked at.
    private static func publish(
        _ made: String, to path: String, _ date: Day, _ end: Program.End, _ log: String, _ seconds: Int
    ) throws(FormFailure) {
        func failed(_ text: String) -> FormFailure { FormFailure(path: path, reason: .programFailed(text)) }
        switch end {
        case .exited(0): break
        case .timedOut: throw failed("LibreOffice was stopped after \(seconds) seconds")
        case .notStarted(let text): throw failed("LibreOffice could not be started: \(text)")
        case .killed(let signal): throw failed("LibreOffice was ended by signal \(signal)")
        case .exited(let code): throw failed("LibreOffice ended with code \(code)\(said(log))")
        }
        guard let bytes = FileManager.default.contents(atPath: made), bytes.starts(with: Array("%PDF-".utf8)),
            String(decoding: bytes.suffix(32), as: UTF8.self).contains("%%EOF")
        else { throw failed("LibreOffice made no whole PDF\(said(log))") }
        let file = try FormFile(path: path)
        try file.write(PDFStamp.pin([UInt8](bytes), date: date))
        try file.publish()
    }

    private static func said(_ log: String) -> String {
        let text = String(decoding: (FileManager.default.contents(atPath: log) ?? Data()).prefix(400), as: UTF8.self)
        let line = Diagnostic.printable(text.split(separator: "\n").last.map(String.init) ?? "")
        return line.isEmpty ? "" : ": \(line)"
    }
}
