import CostModel
import Foundation
import TestSupport
import Testing

@testable import Forms

private let day = Day(iso: "2026-05-16")!

/// A program in place of LibreOffice, as a shell script.
private func program(_ script: String, in folder: String) throws -> String {
    let path = "\(folder)/office"
    try writeProgram("#!/bin/sh\n" + script, at: path)
    return path
}

@Test(arguments: [
    (String?.none, "LibreOffice is not installed: `apt-get install"),
    ("exit 0", "made no whole PDF"), ("echo no licence >&2; exit 81", "ended with code 81: no licence"),
    ("kill -9 $$", "ended by signal 9"), ("sleep 60 & sleep 60", "stopped after 1 seconds"),
    ("printf '%%PDF-1.6 cut' > \"${9%/*}/report.pdf\"", "made no whole PDF"),
])
func `a PDF that is not made leaves the old one, and nothing running or lying about`(
    script: String?, message: String
) throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["Cost Report.xlsx", "Cost Report.pdf"] {
        try "old".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    let office = try script.map { try program($0, in: folder) }
    let failure = #expect(throws: FormFailure.self) {
        try PDFForm.write(
            "\(folder)/Cost Report.xlsx", to: "\(folder)/Cost Report.pdf", date: day, by: office, seconds: 1)
    }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    #expect(try String(contentsOfFile: "\(folder)/Cost Report.pdf", encoding: .utf8) == "old")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(left == ["Cost Report.pdf", "Cost Report.xlsx"] + (office == nil ? [] : ["office"]))
}

@Test func `a PDF of another moment is the same bytes`() {
    func document(_ moment: String, _ id: String) -> [UInt8] {
        Array(
            "%PDF-1.6\n<</CreationDate(D:\(moment)Z')>>\ntrailer\n</ID [ <\(id)>\n<\(id)> ]\n/DocChecksum /\(id)\n%%EOF\n"
                .utf8)
    }
    let first = document("20261124230310", String(repeating: "AB", count: 16))
    let second = document("20271231235959", String(repeating: "0C", count: 16))
    let pinned = PDFStamp.pin(first, date: day)
    #expect(pinned == PDFStamp.pin(second, date: day) && pinned.count == first.count)
    #expect(String(decoding: pinned, as: UTF8.self).contains("/CreationDate(D:20260516120000Z')"))
    #expect(pinned != PDFStamp.pin(first, date: day + 7))
    // What is written in another way is left alone.
    let other = Array("%PDF-1.7\ntrailer\n/ID [ <short> ]\n%%EOF".utf8)
    #expect(PDFStamp.pin(other, date: day) == other)
}
