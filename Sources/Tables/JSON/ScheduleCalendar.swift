import CostModel

/// The elements of a Universal Schedule: cast, sets and whatever else a scene needs.
struct ScheduleElements {
    /// With the number that the standard gives to it; programs may call it something else.
    enum Category: String, CaseIterable {
        case set
        case place = "int/ext"
        case time = "day/night"
        case cast = "cast members"
        case location
        case unit

        init?(number: String, name: String) {
            let numbered: [String: Category] = ["0": .set, "1": .place, "2": .time, "100": .cast]
            guard let category = Category(rawValue: name.lowercased()) ?? numbered[number] else { return nil }
            self = category
        }
    }

    private var byID: [String: (name: String, category: Category)] = [:]

    /// Either an element names its category or a category lists its elements: both are met.
    init(_ root: JSONValue) {
        var categories: [String: Category] = [:]
        var categoryOfElement: [String: Category] = [:]
        for item in root.items("categories") {
            guard let category = Category(number: item.cell("ucid"), name: item.cell("name")) else { continue }
            categories[item.cell("id")] = category
            for element in item.items("elements") where categoryOfElement[element.cell] == nil {
                categoryOfElement[element.cell] = category
            }
        }
        for element in root.items("elements") {
            let id = element.cell("id")
            guard let category = categories[element.cell("category")] ?? categoryOfElement[id] else { continue }
            byID[id] = (element.cell("name"), category)
        }
    }

    func names(of scene: JSONValue, in category: Category) -> String {
        scene.items("elements").compactMap { byID[$0.cell] }.filter { $0.category == category }.map(\.name)
            .joined(separator: ", ")
    }
}

/// The days of a calendar of a Universal Schedule.
struct ScheduleDates {
    let start: Day?
    /// Travel days, moves, days off and the like, with the name that the calendar gives them.
    private(set) var named: [(day: Day, name: String)] = []
    /// Some time is at noon UTC or later: midnight of the day after, east of Greenwich.
    private(set) var isLate = false
    private var daysOff: Set<Day> = []
    /// 0 is Sunday.
    private let weekdaysOff: Set<Int>

    init(_ calendar: JSONValue?) {
        let events = calendar?.items("events") ?? []
        func day(_ event: JSONValue) -> Day? { Day(iso: String(event.cell("date").prefix(10))) }
        start = events.first { $0.cell("type") == "start" }.flatMap(day)
        weekdaysOff = Set((calendar?.items("daysOff") ?? []).compactMap { Int($0.cell) })
        for event in events {
            guard let day = day(event) else { continue }
            let hour = event.cell("date").dropFirst(11).prefix(2)
            isLate = isLate || hour >= "12" && hour <= "23"
            guard event.cell("type") != "start" else { continue }
            let name = event.cell("name")
            let isOff = ["dayOff", "holiday"].contains(event.cell("type")) || name.lowercased().contains("holiday")
            if isOff { daysOff.insert(day) }
            let kind = isOff ? "day off" : event.cell("type")
            named.append((day, name.isEmpty || name == "dayOff" ? kind : name))
        }
        named.sort { ($0.day, $0.name) < ($1.day, $1.name) }
    }

    /// The first `count` shoot days; fewer when the calendar has no start or no day that is not off.
    func shootDays(_ count: Int) -> [Day] {
        guard var day = start, Set(0...6).subtracting(weekdaysOff).count > 0 else { return [] }
        var days: [Day] = []
        while days.count < min(count, ScheduleDates.shootDaysMax) {
            if !daysOff.contains(day), !weekdaysOff.contains(day.weekday.rawValue) { days.append(day) }
            day = day + 1
        }
        return days
    }

    /// Ten years; what is beyond has no date.
    private static let shootDaysMax = 3_650
}
