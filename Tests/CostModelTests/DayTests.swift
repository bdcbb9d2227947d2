import CostModel
import TestSupport
import Testing

@Test(arguments: [
    ("1970-01-01", 0, Weekday.thursday), ("2026-05-16", 20_589, .saturday), ("2000-02-29", 11_016, .tuesday),
    ("1999-12-31", 10_956, .friday),
])
func `a day counts from 1970 and knows its weekday`(text: String, number: Int32, weekday: Weekday) throws {
    let day = try #require(Day(iso: text))
    #expect(day.number == number)
    #expect(day.weekday == weekday)
    #expect(day.description == text)
}

@Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "2026-01-01 ", "1899-12-31", ""])
func `what is no day is refused`(text: String) {
    #expect(Day(iso: text) == nil)
}

@Test func `every day of three centuries survives the round trip`() {
    var day = Day(year: 1900, month: 1, day: 1)!
    let last = Day(year: 2199, month: 12, day: 31)!
    while day <= last {
        let (year, month, date) = day.civil
        guard Day(year: year, month: month, day: date) == day else {
            Issue.record("\(day.number)")
            return
        }
        day = day + 1
    }
}

@Test func `a week is named by its last day`() {
    let calendar = PeriodCalendar(weekEnds: .saturday, firstWeek: Day(iso: "2026-04-11")!)
    #expect(calendar.period(of: Day(iso: "2026-04-11")!).description == "2026-04-11")
    #expect(calendar.period(of: Day(iso: "2026-04-12")!).description == "2026-04-18")
    #expect(calendar.number(of: Day(iso: "2026-05-16")!) == 6)
    #expect(calendar.number(of: Day(iso: "2026-04-04")!) == 0)
}
