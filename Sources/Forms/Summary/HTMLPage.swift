import CostModel
import Reconcile
package import Reports

/// The summary of a week as one page: for a phone, for a desk, and as the body of a mail.
///
/// It stands by itself: no script, no style sheet, no address outside. Tables and styles on the elements are what mail programs
/// keep; bars are borders of cells, which are printed, too. Nothing is said by colour alone.
package enum HTMLPage {
    package static let fileName = "Summary.html"

    package static func render(_ summary: Summary, workbooks: [String]) -> String {
        let page = HTMLSummary(words: SummaryWords(summary: summary, workbooks: workbooks))
        let title = "\(summary.show): \(summary.subtitle)"
        let head = HTML.element(
            "head", [:],
            [
                .void("meta", ["charset": "utf-8"]),
                .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                .void("meta", ["name": "color-scheme", "content": "light"]), .element("title", [:], [.text(title)]),
            ])
        let body = HTML.element(
            "body", ["style": "margin:0;padding:0;background:#ffffff"],
            [
                .element(
                    "div", ["style": "max-width:680px;margin:0 auto;padding:12px;\(HTMLSummary.font)"], page.parts)
            ])
        return "<!DOCTYPE html>\n" + HTML.element("html", ["lang": "en"], [head, .lineEnd, body]).source + "\n"
    }
}

/// The parts of the page, from the top.
struct HTMLSummary {
    let words: SummaryWords
    var summary: Summary { words.summary }

    static let font = "font-family:Carlito,Calibri,Arial,sans-serif;font-size:15px;line-height:1.35;color:#1d2a35"
    static let muted = "color:#55636f;font-size:13px"
    static let right = "text-align:right;white-space:nowrap;padding-left:10px;vertical-align:top"
    static let left = "text-align:left;vertical-align:top"
    static let rule = "border-top:1px solid #c3ccd4"

    var parts: [HTML] {
        [heading] + draft + [tiles] + sections + movements + weeks + exceptions + proof + next
            + [Self.paragraph(SummaryWords.rounding, Self.muted)]
    }

    private var heading: HTML {
        .element(
            "div", ["style": "margin-bottom:12px"],
            [
                .element("h1", ["style": "margin:0;font-size:22px;line-height:1.2"], [.foreign(summary.show)]),
                .lineEnd,
                .element("div", [:], [.text(summary.subtitle)]), .lineEnd,
                .element("div", ["style": Self.muted], [.text(words.facts)]), .lineEnd,
            ])
    }

    private var draft: [HTML] {
        guard summary.isDraft else { return [] }
        let list = words.troubles.map { HTML.element("li", ["style": "margin:2px 0"], [.foreign($0)]) }
        return [
            .element(
                "div", ["style": "border:3px solid #9b1c1c;padding:8px 12px;margin-bottom:12px"],
                [
                    .element(
                        "div", ["style": "font-weight:bold;font-size:17px;color:#9b1c1c"],
                        [.text("DRAFT: not for distribution")]),
                    .element("div", [:], [.text("These figures cannot be relied on until it is mended:")]),
                    .element("ul", ["style": "margin:4px 0 0;padding-left:20px;overflow-wrap:anywhere"], list),
                ]), .lineEnd,
        ]
    }

    /// Two in a row: on a phone they are as wide as a figure, and mail programs leave a table as it is.
    private var tiles: HTML {
        let all = words.tiles
        let rows = stride(from: 0, to: all.count, by: 2).map { index in
            HTML.element("tr", [:], all[index..<min(index + 2, all.count)].map(tile))
        }
        return Self.table(
            rows, style: "border-collapse:separate;border-spacing:4px;margin:0 -4px 4px", width: "calc(100% + 8px)")
    }

    private func tile(_ tile: SummaryWords.Tile) -> HTML {
        .element(
            "td",
            [
                "width": "50%",
                "style": "background:#eef1f5;border-left:3px solid #2f4356;padding:6px 8px;vertical-align:top",
            ],
            [
                .element("div", ["style": Self.muted], [.text(tile.label)]),
                .element(
                    "div",
                    [
                        "style": "font-size:21px;font-weight:bold;white-space:nowrap"
                            + (tile.figure.hasPrefix("▲") ? ";color:#9b1c1c" : "")
                    ], [.text(tile.figure)]),
                .element("div", ["style": Self.muted], [.text(tile.note)]),
            ])
    }

    private var exceptions: [HTML] {
        guard !summary.exceptions.isEmpty else { return [] }
        let rows = summary.exceptions.map { kind in
            let isError = kind.severity == .error
            return HTML.element(
                "tr", [:],
                [
                    .element(
                        "td", ["style": "\(Self.left);\(Self.rule);padding:3px 0;overflow-wrap:anywhere"],
                        [
                            .element(
                                "span", isError ? ["style": "font-weight:bold;color:#9b1c1c"] : [:],
                                [.text((isError ? "ERROR " : "") + words.words(kind.code))]),
                            .element("span", ["style": Self.muted], [.foreign(words.place(kind))]),
                        ]),
                    Self.figure("\(kind.count)", Self.rule),
                ])
        }
        return [Self.title("Exceptions by kind"), Self.table(rows)]
    }

    private var proof: [HTML] {
        guard !summary.tieOuts.isEmpty else { return [] }
        // What fails stands in the banner; of what ties the names are enough.
        let passed = summary.tieOuts.filter(\.passes)
        let failed = summary.failures.count
        var parts = [
            Self.title("Proof"),
            Self.paragraph(
                failed == 0
                    ? "All \(summary.tieOuts.count) tie-outs agree: each figure was computed in two ways."
                    : "\(failed) of \(summary.tieOuts.count) tie-outs FAIL; see above."),
        ]
        if !passed.isEmpty {
            parts.append(Self.paragraph("Tie: " + passed.map(\.name).uniqued().joined(separator: "; "), Self.muted))
        }
        return parts
    }

    private var next: [HTML] {
        let list = words.next.map { HTML.element("li", ["style": "margin:2px 0"], [.foreign($0)]) }
        guard !list.isEmpty else { return [] }
        return [
            Self.title("Where to look next"),
            .element("ul", ["style": "margin:4px 0;padding-left:20px;overflow-wrap:anywhere"], list), .lineEnd,
        ]
    }

    // MARK: Pieces

    static func title(_ text: String) -> HTML {
        HTML.element(
            "h2", ["style": "font-size:16px;margin:18px 0 4px;padding-bottom:2px;border-bottom:2px solid #2f4356"],
            [.text(text)])
    }

    static func paragraph(_ text: String, _ style: String = "") -> HTML {
        .element(
            "p", ["style": "margin:4px 0;overflow-wrap:anywhere" + (style.isEmpty ? "" : ";\(style)")], [.foreign(text)]
        )
    }

    /// As narrow as it is: what is left belongs to the names.
    static func figure(_ text: String, _ style: String = "") -> HTML {
        .element(
            "td", ["width": "1%", "style": "\(right);padding-top:5px\(style.isEmpty ? "" : ";\(style)")"], [.text(text)]
        )
    }

    static func headings(_ name: String, _ figures: [String]) -> HTML {
        .element(
            "tr", [:],
            [.element("td", ["style": "\(left);\(muted)"], [.text(name)])]
                + figures.map { figure($0, "\(muted);padding-top:0") })
    }

    static func table(_ rows: [HTML], style: String = "border-collapse:collapse", width: String = "100%") -> HTML {
        // A role, because it is laid out by it: a screen reader need not count columns.
        .element(
            "table",
            [
                "role": "presentation", "cellpadding": "0", "cellspacing": "0",
                "style": "width:\(width);\(style);\(font)",
            ],
            rows.flatMap { [$0, .lineEnd] })
    }

    /// A bar of `part` of `whole`: a table of one row whose first cell has a thick border. Borders are printed where
    /// backgrounds are not.
    static func bar(_ part: Money, of whole: Money, _ colour: String, height: Int) -> HTML {
        let magnitude = max(part.minorUnits, 0)
        let tenths =
            whole.minorUnits > 0
            ? min(Decimals.rounded(Int128(magnitude) * 1000, over: Int128(whole.minorUnits)), 1000) : 0
        guard tenths > 0 else {
            return .element("div", ["style": "height:\(height)px;font-size:0;line-height:0"], [.text("\u{A0}")])
        }
        let blank = "font-size:0;line-height:0;padding:0"
        var cells = [
            HTML.element(
                "td",
                [
                    "style":
                        "width:\(Decimals.text(tenths, digits: 1))%;border-top:\(height)px solid \(colour);\(blank)"
                ], [.text("\u{A0}")])
        ]
        if tenths < 1000 { cells.append(.element("td", ["style": blank], [.text("\u{A0}")])) }
        return table(
            [.element("tr", [:], cells)], style: "border-collapse:collapse;table-layout:fixed;margin:1px 0")
    }
}

extension [String] {
    fileprivate func uniqued() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
