import CostModel
import Forms
import Foundation
import Reconcile
import Reports
import TestSupport
import Testing

/// The summary of a small show whose names are all `name`.
private func summary(_ name: String) -> Summary {
    var builder = SnapshotBuilder()
    builder.snapshot.production.title = name
    builder.snapshot.production.company = name
    builder.account("2000-10", name, category: name)
    builder.budget("2000-10", 10_000_000)
    builder.cost("2000-10", 12_345_678, on: "2026-05-12")
    let findings = Reconcile.findings(of: builder.snapshot)
    return Reports.summary(builder.snapshot, findings, subtitle: name)
}

/// Reads the page strictly, as XML, and prints its texts, its elements and its attributes that are addresses.
private let reader = """
    import sys, xml.etree.ElementTree as tree
    root = tree.fromstring(sys.stdin.buffer.read() if len(sys.argv) < 2 else open(sys.argv[1], "rb").read())
    names = {element.tag for element in root.iter()}
    addresses = [key for element in root.iter() for key in element.attrib if key in ("src", "href", "srcset", "action") or key.startswith("on")]
    print(sorted(names & {"script", "link", "img", "iframe", "style", "svg", "form", "object"}), addresses)
    print(any("url(" in value for element in root.iter() for value in element.attrib.values()))
    print(" ".join("".join(root.find("body").itertext()).split()))
    """

@Test(arguments: [
    "Night Ferry", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "Tom & Jerry's \"Show\"",
    "]]>&lt;", "\u{202E}evil\u{202C}", "ספינת לילה", "a\u{0}b\u{1B}[31m", "😀 & Co",
])
func `a hostile name is shown and does nothing`(name: String) throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let page = HTMLPage.render(summary(name), workbooks: [name])
    try FormFiles.write(page, to: "\(folder)/Summary.html")
    let read = try shell("/usr/bin/env", ["python3", "-c", reader, "\(folder)/Summary.html"])
    let lines = read.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 3, "\(read.errors)")
    #expect(lines[0] == "[] []" && lines[1] == "False")
    let shown = String(String.UnicodeScalarView(name.unicodeScalars.filter { !(0x202A...0x202E).contains($0.value) }))
        .replacing("\u{0}", with: " ").replacing("\u{1B}", with: " ")
    #expect(lines[2].hasPrefix(shown), "\(lines[2].prefix(80))")
    let text = TextPage.render(summary(name), workbooks: [])
    #expect(
        text.hasPrefix(shown) && !text.unicodeScalars.contains("\u{202E}") && !text.unicodeScalars.contains("\u{1B}"))
}

@Test func `page and text say the figures of the summary, and are the same again`() throws {
    let value = summary("Night Ferry")
    let (page, text) = (HTMLPage.render(value, workbooks: ["Cost Report.xlsx"]), TextPage.render(value, workbooks: []))
    #expect(page == HTMLPage.render(summary("Night Ferry"), workbooks: ["Cost Report.xlsx"]))
    for figure in [value.total.finalCost, value.total.toDate, value.total.workingBudget] {
        let unit = figure.minorUnits.magnitude + 50
        let whole = Decimals.grouped(unit / 100, digits: 0)
        #expect(page.contains(whole) && text.contains(whole), "\(whole)")
    }
    #expect(page.contains("Cost Report.xlsx") && page.contains("width=device-width"))
}
