import CLibxlsxwriter
import CostModel
import Sheets

/// What decides a cell's format. Roles become looks here and nowhere else.
struct Look: Hashable {
    enum Part: Hashable {
        case title, subtitle, right, rightBelow, draft
        case band, heading(isText: Bool)
        case footnote
        case body(Line.Kind, Cell.Role)
        /// A row of a detail table.
        case row
    }

    enum Number: Hashable {
        case text, prose, money, cents, variance(VarianceSign), day, number(digits: Int), rate
        case worded(String), share(String)

        init(_ kind: Column.Kind) {
            switch kind {
            case .text: self = .text
            case .prose: self = .prose
            case .money: self = .money
            case .cents: self = .cents
            case .variance(let sign): self = .variance(sign)
            case .day: self = .day
            case .number(let digits): self = .number(digits: digits)
            case .rate: self = .rate
            case .worded(let words): self = .worded(words)
            case .share(let words): self = .share(words)
            }
        }

        /// Zero is a dash, negatives stand in brackets, digits align because positives keep the width of a bracket.
        var format: String? {
            switch self {
            case .text, .prose: nil
            case .money: "#,##0_);(#,##0);\"–\"_)"
            case .cents: "#,##0.00_);(#,##0.00);\"–\"_)"
            // The mark is part of the number format, so that it follows when an estimate is edited.
            case .variance(.overPositive): "\"▲ \"#,##0_);(#,##0);\"–\"_)"
            case .variance(.underPositive): "#,##0_);\"▲ \"(#,##0);\"–\"_)"
            case .day: "d mmm yyyy"
            case .number(let digits):
                digits == 0
                    ? "#,##0_);(#,##0);\"–\"_)"
                    : "#,##0.\(String(repeating: "0", count: digits))_);(#,##0.\(String(repeating: "0", count: digits)));\"–\"_)"
            case .rate: "#,##0.00##_);(#,##0.00##);\"–\"_)"
            case .worded(let words):
                "\(Self.quoted(words + " "))#,##0;\(Self.quoted(words + " "))(#,##0);\(Self.quoted(words + " –"))"
            case .share(let words): "0.0\(Self.quoted(" % " + words));-0.0\(Self.quoted(" % " + words))"
            }
        }

        /// Words inside a number format.
        private static func quoted(_ words: String) -> String { "\"" + words.replacing("\"", with: "'") + "\"" }
    }

    var part: Part
    var number: Number = .text
    var isStrong = false
    var indent: UInt8 = 0
    var isLink = false
    /// A heading among the lines that stands above figures.
    var isHeadingOfFigures = false
}

/// The colours: four greys and one red, legible in black and white.
enum Ink {
    static let text: UInt32 = 0x1F2933
    static let heading: UInt32 = 0x263645
    static let band: UInt32 = 0x3D5166
    static let section: UInt32 = 0xD5DEE7
    static let category: UInt32 = 0xEEF2F6
    static let rule: UInt32 = 0x9AA8B5
    static let hair: UInt32 = 0xD3DAE1
    static let muted: UInt32 = 0x6B7885
    static let over: UInt32 = 0x9B1C1C
    static let input: UInt32 = 0xFFF9DB
    static let inputText: UInt32 = 0x1D4E9E
    static let inputRule: UInt32 = 0xE6D9A8
    static let grid: UInt32 = 0xE3E8ED
    static let chartBudget: UInt32 = 0xC3CDD7
    static let white: UInt32 = 0xFFFFFF
}

/// One `lxw_format` for each look of a workbook.
struct FormatCache {
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var formats: [Look: UnsafeMutablePointer<lxw_format>] = [:]

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) { self.workbook = workbook }

    mutating func format(_ look: Look) -> UnsafeMutablePointer<lxw_format> {
        if let format = formats[look] { return format }
        let format = workbook_add_format(workbook)!
        base(format)
        apply(look.part, format)
        if let number = look.number.format { format_set_num_format(format, number) }
        switch look.number {
        case .text: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .prose:
            format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
            format_set_text_wrap(format)
        case .day: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .money, .cents, .variance, .number, .rate: break
        case .worded, .share: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        }
        alignHeader(look.part, format)
        if look.isHeadingOfFigures { format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
        if look.isStrong { format_set_bold(format) }
        if look.indent > 0 { format_set_indent(format, look.indent) }
        if look.isLink { format_set_font_color(format, Ink.inputText) }
        formats[look] = format
        return format
    }

    /// Bold and dark red, for the side that is over budget.
    mutating func overFormat() -> UnsafeMutablePointer<lxw_format> {
        let format = workbook_add_format(workbook)!
        format_set_bold(format)
        format_set_font_color(format, Ink.over)
        return format
    }

    private func base(_ format: UnsafeMutablePointer<lxw_format>) {
        format_set_font_name(format, "Calibri")
        format_set_font_size(format, 10)
        format_set_font_color(format, Ink.text)
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    }

    private func apply(_ part: Look.Part, _ format: UnsafeMutablePointer<lxw_format>) {
        switch part {
        case .title: font(format, 18, Ink.text, isBold: true)
        case .subtitle: font(format, 11, Ink.muted)
        case .right: font(format, 11, Ink.text, isBold: true)
        case .rightBelow: font(format, 9, Ink.muted)
        case .draft: font(format, 11, Ink.over, isBold: true)
        case .band: filled(format, Ink.band, Ink.white, size: 9)
        case .heading: filled(format, Ink.heading, Ink.white, size: 9)
        case .footnote:
            font(format, 9, Ink.muted)
            format_set_italic(format)
        case .row: break
        case .body(let kind, let role):
            apply(kind, format)
            apply(role, format)
        }
    }

    private func apply(_ kind: Line.Kind, _ format: UnsafeMutablePointer<lxw_format>) {
        switch kind {
        case .detail:
            format_set_bottom(format, UInt8(LXW_BORDER_DOTTED.rawValue))
            format_set_bottom_color(format, Ink.hair)
        case .category:
            format_set_bold(format)
            format_set_bg_color(format, Ink.category)
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_top_color(format, Ink.rule)
        case .section:
            format_set_bold(format)
            format_set_bg_color(format, Ink.section)
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_top_color(format, Ink.text)
        case .grand:
            font(format, 11, Ink.text, isBold: true)
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_bottom(format, UInt8(LXW_BORDER_DOUBLE.rawValue))
        case .tileLabel: tile(format, 9, Ink.muted)
        case .tileFigure:
            tile(format, 18, Ink.text)
            format_set_bold(format)
            format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .tileNote: tile(format, 8, Ink.muted)
        case .title: font(format, 12, Ink.text, isBold: true)
        case .heading: filled(format, Ink.heading, Ink.white, size: 9)
        case .spacer, .note, .room: break
        }
    }

    private func tile(_ format: UnsafeMutablePointer<lxw_format>, _ size: Double, _ ink: UInt32) {
        font(format, size, ink)
        format_set_bg_color(format, Ink.category)
        format_set_left(format, UInt8(LXW_BORDER_THICK.rawValue))
        format_set_left_color(format, Ink.band)
        format_set_indent(format, 1)
    }

    private func apply(_ role: Cell.Role, _ format: UnsafeMutablePointer<lxw_format>) {
        switch role {
        case .plain: break
        case .muted: format_set_font_color(format, Ink.muted)
        case .strong: format_set_bold(format)
        case .input:
            format_set_bg_color(format, Ink.input)
            format_set_font_color(format, Ink.inputText)
            format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_border_color(format, Ink.inputRule)
            format_set_unlocked(format)
        case .alarm:
            format_set_bold(format)
            format_set_font_color(format, Ink.over)
            format_set_left_color(format, Ink.over)
        }
    }

    private func alignHeader(_ part: Look.Part, _ format: UnsafeMutablePointer<lxw_format>) {
        switch part {
        case .right, .rightBelow, .draft: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
        case .band: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        case .heading(let isText):
            format_set_text_wrap(format)
            format_set_align(format, UInt8((isText ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT).rawValue))
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
        case .title, .subtitle, .footnote, .body, .row: break
        }
    }

    private func font(_ format: UnsafeMutablePointer<lxw_format>, _ size: Double, _ ink: UInt32, isBold: Bool = false) {
        format_set_font_size(format, size)
        format_set_font_color(format, ink)
        if isBold { format_set_bold(format) }
    }

    private func filled(_ format: UnsafeMutablePointer<lxw_format>, _ ground: UInt32, _ ink: UInt32, size: Double) {
        font(format, size, ink, isBold: true)
        format_set_bg_color(format, ground)
    }
}
