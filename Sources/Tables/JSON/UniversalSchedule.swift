import CostModel

/// The Universal Schedule Standard: an open JSON of a schedule. One row a scene of a shoot day, and one a named day of the calendar.
///
/// The standard's own samples differ from its text, so names are taken as they come: `breakdownIds` or `breakdownArrays`, `scene` or
/// `strip`. The days are not dated there: they are counted from the calendar's `start`, without its days off.
enum UniversalSchedule {
    private static let headings = [
        "Date", "Day", "Type", "Unit", "Scene", "Int/Ext", "Set", "Time of Day", "Location", "Pages", "Cast",
        "Description",
    ]

    static func rows(_ root: JSONValue) -> JSONRows {
        var result = JSONRows(headings: headings)
        let scenes = Dictionary(
            root.items("breakdowns").map { ($0.cell("id"), $0) }, uniquingKeysWith: { first, _ in first })
        let elements = Elements(root)
        // The last stripboard with day breaks is the schedule as it stands; earlier ones are drafts.
        let boards = root.items("stripboards") + (root["schedules"]?.items("stripboards") ?? [])
        let dated = boards.last { !days($0).isEmpty }
        guard let board = dated ?? boards.last else {
            result.remarks.append(.damaged("holds no stripboard"))
            return result
        }
        let calendar =
            root.items("calendars").first { $0.cell("id") == board.cell("calendar") } ?? root.items("calendars").first
        guard dated != nil else {
            result.remarks.append(
                SourceRemark(
                    .containerRemark, "has no day breaks, so its scenes have no dates",
                    hint: "break the stripboard into shoot days and export it again"))
            for id in strips(board) { append(scenes[id], "", "", board, elements, to: &result) }
            return result
        }
        let dates = Dates(calendar)
        if dates.start == nil {
            result.remarks.append(
                SourceRemark(
                    .containerRemark, "its calendar has no start, so the shoot days have no dates",
                    hint: "set the first shoot day in the scheduling program and export it again"))
        }
        for (index, day) in days(board).enumerated() {
            let date = dates.shootDay(index)?.description ?? ""
            let known = day.compactMap { scenes[$0] }.filter(isScene)
            if known.isEmpty { result.rows.append([date, "\(index + 1)", "shoot", board.cell("name")] + blanks(8)) }
            for scene in known { append(scene, date, "\(index + 1)", board, elements, to: &result) }
        }
        for event in dates.named {
            result.rows.append([event.day.description, "", event.name, board.cell("name")] + blanks(8))
        }
        return result
    }

    private static func blanks(_ count: Int) -> [String] { Array(repeating: "", count: count) }

    private static func isScene(_ strip: JSONValue) -> Bool { ["scene", "strip", ""].contains(strip.cell("type")) }

    private static func append(
        _ scene: JSONValue?, _ date: String, _ day: String, _ board: JSONValue, _ elements: Elements,
        to result: inout JSONRows
    ) {
        guard let scene, isScene(scene) else { return }
        func names(_ category: String) -> String { elements.names(of: scene, in: category) }
        result.rows.append([
            date, day, date.isEmpty ? "scene" : "shoot", board.cell("name"), scene.cell("scene"), names("int/ext"),
            names("set"),
            names("day/night"), names("location"), pages(scene), names("cast members"), scene.cell("description"),
        ])
    }

    /// Pages are a decimal there: 0.25 is 2/8.
    private static func pages(_ scene: JSONValue) -> String {
        guard let pages = Double(scene.cell("pages")), pages > 0, pages < 10_000 else { return "" }
        return Eighths.text(Int((pages * 8).rounded()))
    }

    private static func board(_ stripboard: JSONValue) -> [JSONValue] {
        let boards = stripboard.items("boards")
        let main = boards.first { $0.cell("name") == "stripboard" } ?? boards.first
        return main.map { $0.items("breakdownIds") + $0.items("breakdownArrays") } ?? []
    }

    /// The strips of each shoot day: the lists within the list.
    private static func days(_ stripboard: JSONValue) -> [[String]] {
        board(stripboard).filter { !$0.items.isEmpty }.map { $0.items.map(\.cell) }
    }

    private static func strips(_ stripboard: JSONValue) -> [String] {
        board(stripboard).flatMap { $0.items.isEmpty ? [$0.cell] : $0.items.map(\.cell) }
    }

    /// Names of the elements by scene and category.
    private struct Elements {
        private var byID: [String: (name: String, category: String)] = [:]

        init(_ root: JSONValue) {
            let categories = Dictionary(
                root.items("categories").map { ($0.cell("id"), $0.cell("name").lowercased()) },
                uniquingKeysWith: { first, _ in first })
            for element in root.items("elements") {
                byID[element.cell("id")] = (element.cell("name"), categories[element.cell("category")] ?? "")
            }
        }

        func names(of scene: JSONValue, in category: String) -> String {
            scene.items("elements").compactMap { byID[$0.cell] }.filter { $0.category == category }.map(\.name)
                .joined(separator: ", ")
        }
    }

    /// The days of a calendar.
    private struct Dates {
        let start: Day?
        /// Travel days, moves and the like, with the name that the calendar gives them.
        private(set) var named: [(day: Day, name: String)] = []
        private var daysOff: Set<Day> = []
        /// 0 is Sunday.
        private let weekdaysOff: Set<Int>

        init(_ calendar: JSONValue?) {
            let events = calendar?.items("events") ?? []
            func day(_ event: JSONValue) -> Day? { Day(iso: String(event.cell("date").prefix(10))) }
            start = events.first { $0.cell("type") == "start" }.flatMap(day)
            weekdaysOff = Set((calendar?.items("daysOff") ?? []).compactMap { Int($0.cell) })
            for event in events {
                guard let day = day(event), event.cell("type") != "start" else { continue }
                let name = event.cell("name")
                if ["dayOff", "holiday"].contains(event.cell("type")) || name.lowercased().contains("holiday") {
                    daysOff.insert(day)
                } else {
                    named.append((day, name.isEmpty ? event.cell("type") : name))
                }
            }
            named.sort { ($0.day, $0.name) < ($1.day, $1.name) }
        }

        /// `index` from 0.
        func shootDay(_ index: Int) -> Day? {
            guard var day = start, weekdaysOff.count < 7 else { return nil }
            var left = index
            // 1900-01-07 was a Sunday.
            let sunday = Day(year: 1900, month: 1, day: 7)!
            for _ in 0..<(index + 1) * 14 + daysOff.count {
                let isOff = daysOff.contains(day) || weekdaysOff.contains(((day - sunday) % 7 + 7) % 7)
                if !isOff {
                    if left == 0 { return day }
                    left -= 1
                }
                day = day + 1
            }
            return nil
        }
    }
}

/// Script pages, counted in eighths.
enum Eighths {
    /// `2 3/8`, `1/8`, `4`.
    static func text(_ eighths: Int) -> String {
        let (whole, rest) = (eighths / 8, eighths % 8)
        if rest == 0 { return String(whole) }
        return whole == 0 ? "\(rest)/8" : "\(whole) \(rest)/8"
    }
}
