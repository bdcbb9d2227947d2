import CostModel

extension SnapshotBuilder {
    /// A timecard row with clock times, such as `in 7.0; meal 13.0-13.5; out 20.2`, and the hours that it pays.
    package mutating func card(
        _ worker: String, on day: String, _ clock: String, account: String = "3200-10", rate: Int64 = 0,
        hours: (Int32, Int32, Int32) = (0, 0, 0), department: String = ""
    ) {
        add(.timecardDay) {
            $0.party = $1(worker)
            $0.account = $1(account)
            $0.date = Day(iso: day)!
            $0.details = $1(clock)
            $0.rate = Rate(tenThousandths: rate)
            ($0.quantity, $0.hours15, $0.hours20) = hours
            $0.department = $1(department)
        }
    }

    package mutating func deal(
        _ worker: String, _ rate: Int64, per: String = "hour", guaranteed: Int32 = 0, start: String? = nil,
        finish: String? = nil, department: String = ""
    ) {
        add(.crewDeal) {
            $0.party = $1(worker)
            $0.rate = Rate(tenThousandths: rate)
            $0.type = $1(per)
            $0.quantity = guaranteed
            $0.department = $1(department)
            $0.date = start.flatMap(Day.init(iso:)) ?? .none
            $0.weekEnding = finish.flatMap(Day.init(iso:)) ?? .none
        }
    }

    package mutating func register(
        _ worker: String, week: String, _ cents: Int64, on day: String, type: String = "", hours: Int32 = 0,
        account: String = "3200-10", employer: String = ""
    ) {
        add(.payrollLine) {
            $0.party = $1(worker)
            $0.account = $1(account)
            $0.weekEnding = Day(iso: week)!
            $0.date = Day(iso: day)!
            $0.amountMinor = cents
            $0.type = $1(type)
            $0.quantity = hours
            $0.reference = $1(employer)
        }
    }

    package mutating func hotCost(
        _ type: String, on day: String, _ person: String = "", department: String = "Camera", _ clock: String = "",
        item: String = "", count: String = "", rate: Int64 = 0
    ) {
        add(.hotCostDay) {
            $0.type = $1(type)
            $0.date = Day(iso: day)!
            $0.party = $1(person)
            $0.department = $1(department)
            $0.details = $1(clock)
            $0.reference = $1(item)
            $0.tag = $1(count)
            $0.rate = Rate(tenThousandths: rate)
        }
    }
}
