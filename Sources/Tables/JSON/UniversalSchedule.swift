import CostModel

/// The Universal Schedule Standard: an open JSON of a schedule. One row a scene of a shoot day, and one a named day of the calendar.
///
/// The standard's own samples differ from its text, so names are taken as they come: `breakdownIds` or `breakdownArrays`, `scene` or
/// `strip`, shoot days as lists within the list or between strips of the type `day`. The days are not dated there: they are counted
/// from the calendar's `start`, without its days off.
struct UniversalSchedule {
    private static let headings = [
        "Date", "Day", "Type", "Unit", "Scene", "Int/Ext", "Set", "Time of Day", "Location", "Pages", "Cast",
        "Description",
    ]

    private var result = JSONRows(headings: headings)
    private let scenes: [String: JSONValue]
    private let elements: ScheduleElements

    static func rows(_ root: JSONValue) -> JSONRows {
        var schedule = UniversalSchedule(root)
        schedule.read(root)
        return schedule.result
    }

    private init(_ root: JSONValue) {
        scenes = Dictionary(
            root.items("breakdowns").map { ($0.cell("id"), $0) }, uniquingKeysWith: { first, _ in first })
        elements = ScheduleElements(root)
    }

    private mutating func read(_ root: JSONValue) {
        let all = root.items("stripboards") + (root["schedules"]?.items("stripboards") ?? [])
        let dated = all.filter { stripboard in boards(stripboard).contains { !days($0).isEmpty } }
        // The last stripboard with day breaks is the schedule as it stands; earlier ones are drafts.
        guard let stripboard = dated.last ?? all.last else {
            result.remarks.append(.damaged("holds no stripboard"))
            return
        }
        if dated.count > 1 {
            remark(
                "has \(dated.count) stripboards with shoot days; \"\(stripboard.cell("name"))\", the last one, is read",
                hint: "if another one counts, export it alone")
        }
        guard !dated.isEmpty else {
            remark(
                "has no day breaks, so its scenes have no dates",
                hint: "break the stripboard into shoot days and export it again")
            for board in boards(stripboard) {
                for id in strips(board) { append(scenes[id], "", "", board) }
            }
            return
        }
        let calendars = root.items("calendars")
        let named = calendars.first { $0.cell("id") == stripboard.cell("calendar") }
        let dates = ScheduleDates(named ?? calendars.first)
        if dates.start == nil {
            remark(
                "its calendar has no start, so the shoot days have no dates",
                hint: "set the first shoot day in the scheduling program and export it again")
        }
        if dates.isLate {
            remark(
                "writes the days of its calendar in UTC, late in the day: each may be the day before the one that is meant",
                hint: "compare the first shoot day with the schedule")
        }
        for board in boards(stripboard) { appendDays(of: board, dates) }
        for event in dates.named { appendDay(event.day.description, "", event.name, "Main") }
    }

    private mutating func remark(_ what: String, hint: String) {
        result.remarks.append(SourceRemark(.containerRemark, what, hint: hint))
    }

    private mutating func appendDays(of board: JSONValue, _ dates: ScheduleDates) {
        let days = days(board)
        let shootDays = dates.shootDays(days.count)
        for (index, day) in days.enumerated() {
            let date = index < shootDays.count ? shootDays[index].description : ""
            let known = day.compactMap { scenes[$0] }.filter(isScene)
            if known.isEmpty { appendDay(date, "\(index + 1)", "shoot", unit(board)) }
            for scene in known { append(scene, date, "\(index + 1)", board) }
        }
    }

    private mutating func appendDay(_ date: String, _ number: String, _ type: String, _ unit: String) {
        result.rows.append([date, number, type, unit] + Array(repeating: "", count: 8))
    }

    private mutating func append(_ scene: JSONValue?, _ date: String, _ day: String, _ board: JSONValue) {
        guard let scene, isScene(scene) else { return }
        func names(_ category: ScheduleElements.Category) -> String { elements.names(of: scene, in: category) }
        let own = names(.unit)
        result.rows.append([
            date, day, day.isEmpty ? "scene" : "shoot", own.isEmpty ? unit(board) : own, scene.cell("scene"),
            names(.place), names(.set), names(.time), names(.location), pages(scene), names(.cast),
            scene.cell("description"),
        ])
    }

    /// Pages are a decimal there: 0.25 is 2/8.
    private func pages(_ scene: JSONValue) -> String {
        guard let pages = Double(scene.cell("pages")), pages > 0, pages < 10_000 else { return "" }
        return Eighths.text(Int((pages * 8).rounded()))
    }

    private func isScene(_ strip: JSONValue) -> Bool { ["scene", "strip", ""].contains(strip.cell("type")) }

    /// All but the boneyard, which holds what is not scheduled.
    private func boards(_ stripboard: JSONValue) -> [JSONValue] {
        stripboard.items("boards").filter { !$0.cell("name").lowercased().contains("boneyard") }
    }

    private func unit(_ board: JSONValue) -> String {
        let name = board.cell("name")
        return name.isEmpty || name.lowercased() == "stripboard" ? "Main" : name
    }

    private func items(_ board: JSONValue) -> [JSONValue] {
        board.items("breakdownIds") + board.items("breakdownArrays")
    }

    private func strips(_ board: JSONValue) -> [String] {
        items(board).flatMap { $0.items.isEmpty ? [$0.cell] : $0.items.map(\.cell) }
    }

    /// The strips of each shoot day: the lists within the list; else what strips of the type `day` part. Where the first strip is one,
    /// they head their days, otherwise they end them.
    private func days(_ board: JSONValue) -> [[String]] {
        let lists = items(board).filter { !$0.items.isEmpty }
        if !lists.isEmpty { return lists.map { $0.items.map(\.cell) } }
        let ids = items(board).map(\.cell)
        func isBreak(_ id: String) -> Bool { scenes[id]?.cell("type") == "day" }
        guard let first = ids.first, ids.contains(where: isBreak) else { return [] }
        var parts = ids.split(omittingEmptySubsequences: false, whereSeparator: isBreak).map(Array.init)
        if isBreak(first) { parts.removeFirst() } else if parts.last?.isEmpty == true { parts.removeLast() }
        return parts
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
