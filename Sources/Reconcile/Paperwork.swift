package import CostModel

/// What a production office keeps beside the money: tasks, papers that expire, and who is needed on which days.
/// Every list is of the records in force, judged at the report's date.
package struct Paperwork: Sendable {
    package var tasks: [OfficeTask] = []
    package var documents: [OfficeDocument] = []
    package var people: [PersonDays] = []

    package init() {}

    package init(_ snapshot: Snapshot, at date: Day) {
        let inForce = InForce(snapshot)
        for record in inForce.records(.task) { tasks.append(OfficeTask(record, in: snapshot.texts, at: date)) }
        for record in inForce.records(.document) {
            documents.append(OfficeDocument(record, in: snapshot.texts, at: date))
        }
        people = PersonDays.all(inForce.records(.doodDay), snapshot.texts, at: date)
        tasks.sort { $0.order < $1.order }
        documents.sort { $0.order < $1.order }
    }

    package var isEmpty: Bool { tasks.isEmpty && documents.isEmpty && people.isEmpty }
}

/// A card or a row of a project board. It has no cost of its own: an amount on it is somebody's guess until a bill, an order or a
/// forecast says the same (domain 3.1).
package struct OfficeTask: Hashable, Sendable {
    package enum State: String, Sendable { case late, open, done }

    package var due: Day
    package var name: String
    /// The board's list, section or group.
    package var list: String
    package var assignee: String
    package var account: String
    package var reference: String
    package var amount: Money
    package var state: State

    init(_ record: CostRecord, in texts: Texts, at date: Day) {
        due = record.date
        name = texts[record.details]
        list = texts[record.type]
        assignee = texts[record.party]
        account = texts[record.account]
        reference = texts[record.reference]
        amount = record.amount
        let isDone = record.status != .open
        state = isDone ? .done : !record.date.isNone && record.date <= date ? .late : .open
    }

    /// Late first, then what is due next; what has no date comes after what has one; done last.
    fileprivate var order: (Int, Day, String, String) {
        let rank = state == .late ? 0 : state == .open ? (due.isNone ? 2 : 1) : 3
        return (rank, due, name, list)
    }
}

/// A permit, certificate, contract or tax form.
package struct OfficeDocument: Hashable, Sendable {
    package enum State: String, Sendable {
        case expired
        /// Within thirty days of the report's date.
        case expiring
        case valid
        /// The register says no expiry.
        case open
    }

    package var kind: String
    package var party: String
    package var reference: String
    package var issued: Day
    package var expires: Day
    package var notes: String
    package var state: State

    private static let noticeDays = 30

    init(_ record: CostRecord, in texts: Texts, at date: Day) {
        kind = texts[record.type]
        party = texts[record.party]
        reference = texts[record.reference]
        issued = record.date
        expires = record.weekEnding
        notes = texts[record.details]
        if expires.isNone {
            state = .open
        } else if expires < date {
            state = .expired
        } else {
            state = expires - date <= OfficeDocument.noticeDays ? .expiring : .valid
        }
    }

    fileprivate var order: (Int, Day, String, String, String) {
        let rank = state == .expired ? 0 : state == .expiring ? 1 : state == .valid ? 2 : 3
        return (rank, expires, party, kind, reference)
    }
}

/// One line of a day-out-of-days: how many days of each kind somebody has had, and has still to come.
package struct PersonDays: Hashable, Sendable {
    package var name: String
    package var number: String
    package var first: Day
    package var last: Day
    /// Days up to the report's date, and after it: work, hold, travel, and all others.
    package var done = Counts()
    package var left = Counts()

    package struct Counts: Hashable, Sendable {
        package var work = 0, hold = 0, travel = 0, other = 0

        package init() {}

        package var total: Int { work + hold + travel + other }

        mutating func add(_ type: String) {
            switch type.lowercased() {
            case "work": work += 1
            case "hold": hold += 1
            case "travel": travel += 1
            default: other += 1
            }
        }
    }

    static func all(_ records: [CostRecord], _ texts: Texts, at date: Day) -> [PersonDays] {
        var people: [PersonDays] = []
        var places: [String: Int] = [:]
        for record in records {
            let name = texts[record.party]
            let place = places[name] ?? people.count
            if place == people.count {
                places[name] = place
                people.append(
                    PersonDays(name: name, number: texts[record.reference], first: record.date, last: record.date))
            }
            people[place].first = min(people[place].first, record.date)
            people[place].last = max(people[place].last, record.date)
            let type = texts[record.type]
            if record.date <= date { people[place].done.add(type) } else { people[place].left.add(type) }
        }
        return people.sorted { ($0.first, $0.name) < ($1.first, $1.name) }
    }
}

/// The records that no reversal takes back.
struct InForce {
    private let snapshot: Snapshot
    private let reversed: Set<Int64>

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        reversed = Set(snapshot.entries.lazy.filter(\.isReversal).map(\.reverses))
    }

    func records(_ kind: RecordKind) -> [CostRecord] {
        snapshot.entries.filter { $0.record.kind == kind && !$0.isReversal && !reversed.contains($0.id) }
            .map(\.record).filter { $0.status != .void }
    }
}
