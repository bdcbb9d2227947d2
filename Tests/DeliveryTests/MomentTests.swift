import Delivery
import TestSupport
import Testing

struct MomentTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-05-18T06:00:01Z", 1_779_084_001), ("1969-12-31T23:59:59Z", -1),
        ] as [(String, Int64)])
    func `a moment is read as it is written`(_ text: String, _ seconds: Int64) {
        #expect(Moment(text)?.seconds == seconds)
        #expect(Moment(seconds: seconds).description == text)
    }

    @Test(arguments: [
        "", "2026-05-18", "2026-05-18 06:00:00Z", "2026-05-18T24:00:00Z", "2026-05-18T06:00:00+",
        "2026-02-30T00:00:00Z",
        "2026-05-18T+6:00:00Z",
    ])
    func `anything else is no moment`(_ text: String) {
        #expect(Moment(text) == nil)
    }

    @Test func `tries are further and further apart, and end after five days`() {
        #expect((1...7).map { BackOff.wait(after: $0) / 60 } == [1, 5, 15, 60, 240, 240, 240])
        let first = Moment("2026-05-18T06:00:00Z")!
        #expect(!BackOff.isOver(firstTry: first, now: first + 5 * 86_400))
        #expect(BackOff.isOver(firstTry: first, now: first + 5 * 86_400 + 1))
    }
}
