import CostModel

extension Table {
    /// Movie Magic's Scheduling Exchange: scenes and their elements, no days. Little-endian records behind a list of categories.
    static func readSEX(_ source: [UInt8]) -> Table {
        var exchange = SceneExchange(source)
        exchange.run()
        var builder = TableBuilder(format: .sex)
        let headings = ["Scene", "Int/Ext", "Set", "Time of Day", "Pages"] + exchange.categories
        for (index, row) in ([headings] + exchange.rows).enumerated() {
            for cell in row { builder.cell(cell) }
            builder.endRow(line: index + 1)
        }
        for remark in exchange.remarks { builder.problem(.remark(remark)) }
        return builder.finish()
    }
}

private struct SceneExchange {
    private let bytes: [UInt8]
    private var offset = 14
    private(set) var categories: [String] = []
    private(set) var remarks: [SourceRemark] = []
    private var scenes: [Scene] = []
    /// Elements and pages may stand before their scene.
    private var elements: [(scene: Int, category: Int, name: String, offset: Int)] = []
    private var pages: [(scene: Int, eighths: Int, offset: Int)] = []

    private struct Scene {
        var number = ""
        var heading = ""
        var eighths = 0
        /// By category.
        var elements: [[String]]
    }

    private static let scenesMax = 10_000

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() {
        guard bytes.count > 15 else {
            remarks.append(.damaged("ends in its first bytes"))
            return
        }
        while offset < bytes.count, bytes[offset] != 0, categories.count < 64 {
            categories.append(text(until: bytes.count))
        }
        // One or more NULs end the list.
        while offset < bytes.count, bytes[offset] == 0 { offset += 1 }
        while offset < bytes.count, remarks.isEmpty { readRecord() }
        if remarks.isEmpty { fillScenes() }
        if remarks.isEmpty {
            remarks.append(
                SourceRemark(
                    .containerRemark, "holds a breakdown only: scenes and elements, no day breaks and no dates",
                    hint: "for the schedule use a shoot-day list, a day-out-of-days or a Universal Schedule (.uss)"))
        }
    }

    var rows: [[String]] {
        scenes.map { scene in
            let parts = SceneExchange.parts(of: scene.heading)
            return [
                scene.number, parts.place, parts.set, parts.time, scene.eighths == 0 ? "" : Eighths.text(scene.eighths),
            ]
                + scene.elements.map { $0.joined(separator: ", ") }
        }
    }

    /// `INT. FERRY - DECK - NIGHT`: place, set, time of day.
    private static func parts(of heading: String) -> (place: String, set: String, time: String) {
        var rest = Substring(heading)
        var place = ""
        if let end = rest.firstIndex(of: " "),
            rest[..<end].uppercased().hasPrefix("INT") || rest[..<end].uppercased().hasPrefix("EXT")
        {
            place = rest[..<end].filter { $0 != "." }
            rest = rest[rest.index(after: end)...]
        }
        guard let dash = rest.ranges(of: " - ").last else { return (place, String(rest), "") }
        return (place, String(rest[..<dash.lowerBound]), String(rest[dash.upperBound...]))
    }

    private mutating func readRecord() {
        let start = offset
        guard offset + 6 <= bytes.count, bytes[offset..<offset + 4].elementsEqual([0x23, 0, 0, 0]) else {
            return fail("is damaged at byte \(start): no record begins there")
        }
        let length = number(offset + 4)
        let end = offset + 6 + length
        guard length >= 2, end <= bytes.count else {
            return fail("is cut short: the record at byte \(start) is longer than the file")
        }
        let type = number(offset + 6)
        offset += 8
        switch type {
        case 1: readHeader(end)
        case 2: readElement(end, start)
        case 3: readPages(end, start)
        default: break
        }
        offset = end
    }

    private mutating func readHeader(_ end: Int) {
        offset += 1
        let parts = text(until: end).split(separator: "\t", omittingEmptySubsequences: false)
        guard scenes.count < SceneExchange.scenesMax else {
            return fail("has more than \(SceneExchange.scenesMax) scenes")
        }
        var scene = Scene(elements: Array(repeating: [], count: categories.count))
        if parts.count > 1 { scene.number = String(parts[1]) }
        if parts.count > 2 { scene.heading = String(parts[2]) }
        scenes.append(scene)
    }

    private mutating func readElement(_ end: Int, _ start: Int) {
        guard end - offset >= 3 else { return fail("is damaged at byte \(start): an element without a name") }
        let (scene, category) = (number(offset), Int(bytes[offset + 2]))
        offset += 3
        elements.append((scene, category, text(until: end), start))
    }

    private mutating func readPages(_ end: Int, _ start: Int) {
        guard end - offset >= 6 else { return fail("is damaged at byte \(start): pages without a number") }
        pages.append((number(offset), number(offset + 4), start))
    }

    private mutating func fillScenes() {
        for element in elements {
            guard scenes.indices.contains(element.scene - 1), categories.indices.contains(element.category) else {
                return fail(
                    "is damaged at byte \(element.offset): an element of a scene or a category that is not there")
            }
            scenes[element.scene - 1].elements[element.category].append(element.name)
        }
        for page in pages {
            guard scenes.indices.contains(page.scene - 1) else {
                return fail("is damaged at byte \(page.offset): the pages of a scene that is not there")
            }
            scenes[page.scene - 1].eighths = page.eighths
        }
    }

    private mutating func fail(_ what: String) {
        remarks.append(.damaged(what))
        scenes = []
    }

    private func number(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }

    /// Latin-1 up to a NUL; the offset is behind it afterwards.
    private mutating func text(until end: Int) -> String {
        var text = String.UnicodeScalarView()
        while offset < end, bytes[offset] != 0 {
            text.append(UnicodeScalar(bytes[offset]))
            offset += 1
        }
        offset += 1
        return String(text)
    }
}
