import CostModel
import Intake
import TestSupport
import Testing

private func read(_ text: String, _ pattern: String) -> Day? {
    Array(text.utf8).withUnsafeBytes { DayPattern(pattern)!.read($0) }
}

@Test(arguments: [
    ("yyyy-MM-dd", "2026-05-09", "2026-05-09"), ("yyyy/MM/dd", "2026/05/09", "2026-05-09"),
    ("yyyyMMdd", "20260509", "2026-05-09"),
    ("MM/dd/yyyy", "05/09/2026", "2026-05-09"), ("M/d/yyyy", "5/9/2026", "2026-05-09"),
    ("M/d/yyyy", "05/09/2026", "2026-05-09"),
    ("M/d/yy", "5/9/26", "2026-05-09"), ("M/d/yy", "12/31/99", "2099-12-31"),
    ("dd/MM/yyyy", "09/05/2026", "2026-05-09"),
    ("d/M/yy", "9/5/26", "2026-05-09"), ("d.M.yyyy", "9.5.2026", "2026-05-09"),
    ("dd-MMM-yyyy", "09-May-2026", "2026-05-09"),
    ("d MMM yyyy", "9 MAY 2026", "2026-05-09"), ("d MMM. yyyy", "14 Apr. 2026", "2026-04-14"),
    ("d-MMM-yy", "9-may-26", "2026-05-09"),
    ("MMM d, yyyy", "May 9, 2026", "2026-05-09"), ("MM/dd/yyyy", "02/29/2028", "2028-02-29"),
])
func `a day in its pattern`(pattern: String, text: String, day: String) {
    #expect(read(text, pattern)?.description == day)
}

@Test(arguments: [
    ("yyyy-MM-dd", "2026-5-9"), ("yyyy-MM-dd", "26-05-09"), ("yyyy-MM-dd", "2026-02-29"), ("yyyy-MM-dd", "2026-05-09 "),
    ("yyyy-MM-dd", "2026-05-091"), ("yyyy-MM-dd", ""), ("yyyy-MM-dd", "2026-05"), ("MM/dd/yyyy", "5/9/2026"),
    ("MM/dd/yyyy", "05/09/26"), ("MM/dd/yyyy", "13/05/2026"), ("MM/dd/yyyy", "05-09-2026"), ("M/d/yy", "5/9/2026"),
    ("M/d/yy", "5/9/6"), ("M/d/yyyy", "005/9/2026"), ("dd/MM/yyyy", "05/13/2026"), ("dd-MMM-yyyy", "09-Mai-2026"),
    ("dd-MMM-yyyy", "09-5-2026"), ("d MMM yyyy", "9 September 2026"), ("M/d/yyyy", "5/9/0026"),
    ("M/d/yyyy", "-5/9/2026"),
    ("M/d/yyyy", "５/9/2026"), ("M/d/yyyy", "5 / 9 / 2026"), ("M/d/yyyy", "00/10/2026"),
])
func `what is no day in this pattern`(pattern: String, text: String) {
    #expect(read(text, pattern) == nil)
}

@Test(
    arguments: [
        ("MM/dd/yyyy", "dd/MM/yyyy"), ("M/d/yy", "d/M/yy"), ("d.M.yyyy", nil), ("yyyy-MM-dd", nil),
        ("d-M-yyyy", "M-d-yyyy"),
        ("dd-MMM-yyyy", nil),
    ] as [(String, String?)])
func `the pattern of the other side of the Atlantic`(pattern: String, other: String?) {
    #expect(DayPattern(pattern)?.exchanged?.text == other)
}

@Test func `a pattern that is not on the list is none`() {
    #expect(DayPattern("dd/mm/yyyy") == nil)
    #expect(DayPattern("") == nil)
}

@Test func `every day is read back in every pattern`() {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let fullMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    forAll(cases: 2_000) { random in
        let pattern = DayPattern.all.filter(\.hasYear).randomElement(using: &random)!
        let isShort = !pattern.text.contains("yyyy")
        let first = Day(iso: isShort ? "2000-01-01" : "1900-01-01")!
        let last = Day(iso: isShort ? "2099-12-31" : "2199-12-31")!
        let day = Day(number: Int32.random(in: first.number...last.number, using: &random))
        let (year, month, date) = day.civil
        var text = pattern.text
        // Letters of values could be taken for those of the pattern: put in by turns through marks.
        for (part, mark) in [
            ("yyyy", "①"), ("yy", "②"), ("MMMM", "⑧"), ("MMM", "③"), ("MM", "④"), ("M", "⑤"), ("dd", "⑥"), ("d", "⑦"),
        ] {
            text = text.replacing(part, with: mark)
        }
        for (mark, value) in [
            ("①", "\(year)"), ("②", two(year % 100)), ("③", months[month - 1]), ("④", two(month)), ("⑤", "\(month)"),
            ("⑥", two(date)), ("⑦", "\(date)"), ("⑧", fullMonths[month - 1]),
        ] { text = text.replacing(mark, with: value) }
        return read(text, pattern.text) == day
    }
}
