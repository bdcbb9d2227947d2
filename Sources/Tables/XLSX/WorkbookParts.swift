import CostModel
import Glibc

/// What a part of a package refers to: `_rels/NAME.rels` beside it.
struct Relationships {
    private(set) var targets: [(id: String, kind: String, part: String)] = []

    /// Of the package itself, or of one of its parts; none when it has no such list.
    init(of part: String, in archive: inout ZipArchive) throws(TableProblem) {
        let (folder, name) = Self.split(part)
        guard let entry = archive.part("\(folder)_rels/\(name).rels") else { return }
        let handler = RelationshipsHandler()
        try XMLReader.read(entry, of: &archive, limit: Limits.indexBytesMax, handler)
        targets = handler.found.map { ($0.id, $0.kind, Self.resolve($0.target, in: folder)) }
    }

    /// `kind` is the last word of its address: transitional and strict workbooks differ in what stands before.
    func first(_ kind: String) -> String? { targets.first { $0.kind == kind }?.part }

    func part(_ id: String) -> (kind: String, part: String)? {
        targets.first { $0.id == id }.map { ($0.kind, $0.part) }
    }

    /// `xl/workbook.xml` into `xl/` and `workbook.xml`.
    private static func split(_ part: String) -> (folder: String, name: String) {
        let name = part.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        return (String(part.dropLast(name.count)), name)
    }

    /// A target is relative to the folder of its part, or begins at the root with a `/`.
    private static func resolve(_ target: String, in folder: String) -> String {
        let target = target.replacing("\\", with: "/")
        var steps: [Substring] = []
        let path = target.hasPrefix("/") ? target : folder + target
        for step in path.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

private final class RelationshipsHandler: XMLHandler {
    var found: [(id: String, kind: String, target: String)] = []

    override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        // What lies outside of the file is not looked at.
        guard strcmp(name, "Relationship") == 0, attributes.text("TargetMode") != "External",
            let id = attributes.text("Id"), let type = attributes.text("Type"),
            let target = attributes.text("Target"), found.count < Limits.archiveEntriesMax
        else { return }
        found.append((id, type.split(separator: "/").last.map(String.init) ?? "", target))
    }
}

/// `workbook.xml`: the sheets in the order of their tabs, and how days are counted.
final class WorkbookHandler: XMLHandler {
    struct Sheet {
        let name: String
        let relationship: String
        /// Only a program can show it: what it holds is no part of the export.
        let isVeryHidden: Bool
    }

    private(set) var sheets: [Sheet] = []
    /// Days are counted from 1904-01-01, as old Macs did.
    private(set) var countsFrom1904 = false
    /// The writer did not compute the formulas and asks whoever opens the workbook to: their values are placeholders.
    private(set) var asksForCalculation = false

    override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        if strcmp(name, "sheet") == 0 {
            guard sheets.count < Limits.sheetCountMax else {
                return fail(.container(.sheets(Limits.sheetCountMax)))
            }
            sheets.append(
                Sheet(
                    name: attributes.text("name") ?? "", relationship: attributes.text("id") ?? "",
                    isVeryHidden: attributes.text("state") == "veryHidden"))
        } else if strcmp(name, "workbookPr") == 0 {
            countsFrom1904 = attributes.isTrue("date1904")
        } else if strcmp(name, "calcPr") == 0 {
            asksForCalculation = attributes.isTrue("fullCalcOnLoad")
        }
    }
}

/// `styles.xml`: how the numbers of each format are meant.
final class StylesHandler: XMLHandler {
    /// By the index that a cell's `s` gives.
    private(set) var meanings: [NumberMeaning] = []
    /// By the same index: shown times a hundred, with a percent sign.
    private(set) var percents: [Bool] = []
    private var codes: [Int: NumberMeaning] = [:]
    private var percentCodes: Set<Int> = [9, 10]
    private var isInsideFormats = false

    override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        if strcmp(name, "numFmt") == 0 {
            guard let id = attributes.text("numFmtId").flatMap({ Int($0) }), let code = attributes.text("formatCode")
            else { return }
            codes[id] = NumberMeaning(code: code)
            if code.contains("%") { percentCodes.insert(id) } else { percentCodes.remove(id) }
            if codes.count > Limits.cellFormatsMax { fail(.container(.formats(Limits.cellFormatsMax))) }
        } else if strcmp(name, "cellXfs") == 0 {
            isInsideFormats = true
        } else if isInsideFormats, strcmp(name, "xf") == 0 {
            let id = attributes.text("numFmtId").flatMap { Int($0) } ?? 0
            meanings.append(codes[id] ?? NumberMeaning(builtIn: id))
            percents.append(percentCodes.contains(id))
            if meanings.count > Limits.cellFormatsMax { fail(.container(.formats(Limits.cellFormatsMax))) }
        }
    }

    override func end(_ name: UnsafePointer<CChar>) {
        if strcmp(name, "cellXfs") == 0 { isInsideFormats = false }
    }
}
