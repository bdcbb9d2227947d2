package import CostModel

/// A person or a measure on one day: the call sheet beside the production report (domain 1.6). An estimate: it is posted nowhere.
///
/// Fields of a `hotCostDay` record: date, type = planned|actual, party = person, department, holder = occupation, account,
/// rate (an hour, or a piece of a measure), details = clock text, reference = measure, tag = count as written.
package struct HotCostRow: Hashable, Sendable {
    package var date: Day
    package var department: String
    /// The person, the occupation or the department where no person is named, or the measure.
    package var name: String
    package var isMeasure: Bool
    package var account: String
    package var planned = Side()
    package var actual = Side()

    package struct Side: Hashable, Sendable {
        package var isThere = false
        /// `7.0`, `13.0-13.5`, `20.2`: decimal hours.
        package var call = ""
        package var meals = ""
        package var wrap = ""
        /// Seconds on the clock without meals, and paid above straight time.
        package var worked: Int64 = 0
        package var overtime: Int64 = 0
        /// Seconds by which meals came late.
        package var mealLate: Int64 = 0
        /// Ten-thousandths: pieces of a measure, or heads of a row.
        package var count: Int64 = 0
        /// Minor units; nil where no rate is known.
        package var money: Int64?
        package var mealPenalty: Int64 = 0
        package var restPenalty: Int64 = 0

        mutating func add(_ other: Side) {
            if call.isEmpty { call = other.call }
            meals = [meals, other.meals].filter { !$0.isEmpty }.joined(separator: ", ")
            if !other.wrap.isEmpty { wrap = other.wrap }
            worked += other.worked
            overtime += other.overtime
            mealLate += other.mealLate
            count += other.count
            money = isThere ? money.flatMap { own in other.money.map { own + $0 } } : other.money
            mealPenalty += other.mealPenalty
            restPenalty += other.restPenalty
            isThere = true
        }
    }
}

/// Planned and actual days side by side, priced by the deals and the agreements that price timecards.
struct HotCosts {
    private(set) var rows: [HotCostRow] = []

    private struct Key: Hashable { var date: Day; var name: String; var isMeasure: Bool }
    private var places: [Key: Int] = [:]

    init(_ books: inout Books, _ deals: Deals, _ workers: inout Workers) {
        let entries = books.entries(.hotCostDay)
        guard !entries.isEmpty else { return }
        for isPlanned in [true, false] {
            let side = entries.filter { (books.texts[books.record($0).type].lowercased() == "planned") == isPlanned }
            let (people, measures) = (
                side.filter { isPerson(books.record($0)) }, side.filter { !isPerson(books.record($0)) }
            )
            addPeople(people, isPlanned, deals, &workers, &books)
            for entry in measures { addMeasure(entry, isPlanned, &books) }
        }
        // The report's week, and days that are known already of the next.
        rows = rows.filter { $0.date > books.period + -7 }.sorted {
            ($0.date, $0.isMeasure ? 1 : 0, $0.department, $0.name) < (
                $1.date, $1.isMeasure ? 1 : 0, $1.department, $1.name
            )
        }
    }

    private func isPerson(_ record: CostRecord) -> Bool { record.reference.isEmpty }

    private mutating func place(_ record: CostRecord, _ name: String, isMeasure: Bool, _ books: Books) -> Int {
        let key = Key(
            date: record.date, name: isMeasure ? name.lowercased() : Labour.workerKey(name), isMeasure: isMeasure)
        if let place = places[key] { return place }
        places[key] = rows.count
        rows.append(
            HotCostRow(
                date: record.date, department: books.texts[record.department], name: name, isMeasure: isMeasure,
                account: books.texts[record.account]))
        return rows.count - 1
    }

    // MARK: People

    private mutating func addPeople(
        _ entries: [Int], _ isPlanned: Bool, _ deals: Deals, _ workers: inout Workers, _ books: inout Books
    ) {
        var work: [WorkRow] = []
        for entry in entries {
            let record = books.record(entry)
            let who = !record.party.isEmpty ? record.party : record.holder.isEmpty ? record.department : record.holder
            var row = WorkRow(entry, workers.number(who, books), books)
            row.party = who
            (row.straight, row.half, row.double) = (0, 0, 0)
            // The production report may leave to the call sheet what that says already.
            if let plan = places[Key(date: record.date, name: Labour.workerKey(books.texts[who]), isMeasure: false)],
                !isPlanned
            {
                row.fill(plannedRows[plan])
            }
            if isPlanned { plannedRows[place(record, books.texts[who], isMeasure: false, books)] = row }
            work.append(row)
        }
        let days = WorkDays(work, agreements(books), deals, books)
        for trouble in days.troubles {
            books.report(
                .clockUnreadable, at: trouble.entry, field: "Clock",
                value: books.texts[books.record(trouble.entry).details], trouble.message, hint: trouble.hint)
        }
        for (index, row) in work.enumerated() {
            let record = books.record(row.entry)
            let at = place(record, books.texts[row.party], isMeasure: false, books)
            guard let side = side(row, days.prices[index], record, &books) else { continue }
            if isPlanned { rows[at].planned.add(side) } else { rows[at].actual.add(side) }
        }
    }

    /// By place in `rows`: what the call sheet says of a person.
    private var plannedRows: [Int: WorkRow] = [:]

    /// Who has no agreement is priced at straight time.
    private func agreements(_ books: Books) -> [LabourAgreement] {
        (books.snapshot.production.labour?.agreements ?? [])
            + [LabourAgreement(name: "", from: Day(year: 1900, month: 1, day: 1)!)]
    }

    private func side(
        _ row: WorkRow, _ price: RowPrice, _ record: CostRecord, _ books: inout Books
    ) -> HotCostRow.Side? {
        var side = HotCostRow.Side()
        guard case .times(let times) = row.clock else {
            books.report(
                .hotCostUnreadable, at: row.entry, field: "In", value: books.texts[record.details],
                "has no clock times and no measure: the row shows nothing", hint: DayClock.hint)
            return nil
        }
        var heads: Int64 = 10_000
        if !record.tag.isEmpty {
            guard let count = Count.read(books.texts[record.tag]) else {
                reportCount(row.entry, record, &books)
                return nil
            }
            heads = count
        }
        func ofAll(_ value: Int64) -> Int64 { Decimals.scaled(value, by: heads, over: 10_000) }
        side.call = Self.clock(times.call)
        side.wrap = Self.clock(times.wrap)
        side.meals = times.meals.map { "\(Self.clock($0.start))-\(Self.clock($0.end))" }.joined(separator: ", ")
        side.worked = ofAll(times.stretches.reduce(0) { $0 + $1.length })
        side.overtime = ofAll((price.half + price.double) * 36)
        side.mealLate = ofAll(price.mealLate)
        side.count = record.tag.isEmpty ? 0 : heads
        side.money = price.isUnpriced ? nil : ofAll(price.total)
        side.mealPenalty = ofAll(price.meal)
        side.restPenalty = ofAll(price.rest)
        return side
    }

    /// 13.5 for 48,600 seconds, rounded to hundredths.
    private static func clock(_ seconds: Int64) -> String {
        let hundredths = (seconds + 18) / 36
        return hundredths % 10 == 0 ? Decimals.text(hundredths / 10, digits: 1) : Decimals.text(hundredths, digits: 2)
    }

    // MARK: Measures

    private mutating func addMeasure(_ entry: Int, _ isPlanned: Bool, _ books: inout Books) {
        let record = books.record(entry)
        guard let count = Count.read(books.texts[record.tag]) else {
            reportCount(entry, record, &books)
            return
        }
        let at = place(record, books.texts[record.reference], isMeasure: true, books)
        var side = HotCostRow.Side()
        side.count = count
        let rate = record.rate.tenThousandths != 0 ? record.rate.tenThousandths : rates[at] ?? 0
        if isPlanned, rate != 0 { rates[at] = rate }
        let toMinor = Decimals.power(4 - books.currency.minorDigits)
        if rate != 0 { side.money = Decimals.scaled(rate, by: count, over: 10_000 * toMinor) }
        if isPlanned { rows[at].planned.add(side) } else { rows[at].actual.add(side) }
    }

    /// By place in `rows`: what the call sheet says a piece of a measure costs.
    private var rates: [Int: Int64] = [:]

    private func reportCount(_ entry: Int, _ record: CostRecord, _ books: inout Books) {
        books.report(
            .hotCostUnreadable, at: entry, field: "Count", value: books.texts[record.tag],
            "is not a count: the row shows nothing", hint: "write 24, 2.5 or, for pages, 2 3/8")
    }
}

/// A count as offices write it: `24`, `2.5`, or pages in eighths, `2 3/8`. In ten-thousandths.
enum Count {
    static func read(_ text: String) -> Int64? {
        let words = text.split(separator: " ").map(String.init)
        guard (1...2).contains(words.count) else { return nil }
        var count: Int64 = 0
        for (place, word) in words.enumerated() {
            let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2, place == words.count - 1 {
                guard let over = Decimals.minorUnits(parts[0], digits: 0),
                    let under = Decimals.minorUnits(parts[1], digits: 0),
                    over >= 0, under > 0, under <= 10_000, over <= 1_000_000
                else { return nil }
                count += Decimals.scaled(over, by: 10_000, over: under)
            } else {
                guard place == 0, let whole = Decimals.minorUnits(word.replacing(",", with: ""), digits: 4), whole >= 0
                else { return nil }
                count += whole
            }
        }
        return count <= 10_000_000_000 ? count : nil
    }
}

extension WorkRow {
    /// Takes from the call sheet what this row leaves out.
    fileprivate mutating func fill(_ plan: WorkRow?) {
        guard let plan else { return }
        if account.isEmpty { account = plan.account }
        if department.isEmpty { department = plan.department }
        if occupation.isEmpty { occupation = plan.occupation }
        if rate == 0 { rate = plan.rate }
    }
}
