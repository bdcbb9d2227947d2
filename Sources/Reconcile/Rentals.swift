import CostModel

/// A rental or a booking: what is out, when it is due back, what it costs.
package struct Rental: Hashable, Sendable {
    package enum State: String, Sendable {
        case overdue = "OVERDUE"
        case out
        case ahead
        /// A service whose days are over, such as a hotel: nothing to bring back.
        case over
        case back
    }

    package var order: OrderLine
    package var state: State
    /// Days that it has been out up to the report's date, both ends counted.
    package var daysOut: Int
    package var daysOverdue: Int
    /// The order of the log that commits it; empty where it commits itself.
    package var cites: String

    /// Overdue first, then by the day on which they are due.
    static func all(_ findings: Findings, _ snapshot: Snapshot) -> [Rental] {
        findings.orders.filter { $0.isRental && $0.status != .void }
            .map { Rental($0, snapshot.entries[$0.entry].record, snapshot.texts, at: findings.period) }
            .sorted { $0.rank < $1.rank }
    }

    private init(_ order: OrderLine, _ record: CostRecord, _ texts: Texts, at date: Day) {
        self.order = order
        cites = texts[record.order]
        let isThing = order.type.lowercased().contains("rental")
        // A rental that the order log commits is closed in its own list from the first day, and out all the same.
        let isBack = isThing && (!record.holder.isEmpty || (order.status == .closed && cites.isEmpty))
        if isBack {
            state = .back
        } else if order.date > date {
            state = .ahead
        } else if order.end >= date {
            state = .out
        } else {
            state = isThing ? .overdue : .over
        }
        let last = state == .overdue ? date : min(date, order.end)
        daysOut = order.date.isNone || order.date > date || state == .back ? 0 : last - order.date + 1
        daysOverdue = state == .overdue ? date - order.end : 0
    }

    private var rank: (Int, Day, String, Int) {
        let state =
            switch state {
            case .overdue: 0
            case .out: 1
            case .ahead: 2
            case .over: 3
            case .back: 4
            }
        return (state, order.end, order.number, order.entry)
    }
}
