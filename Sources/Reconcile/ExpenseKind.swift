package import CostModel

/// How money was spent, as expense reports divide it. Together the kinds are all posted cost.
package enum ExpenseKind: Int, Sendable, CaseIterable {
    case payroll, invoices, pettyCash, cards, ledger

    /// nil for kinds that are never posted cost. A new kind of record does not compile until it is placed here.
    package init?(_ kind: RecordKind) {
        switch kind {
        case .payrollLine: self = .payroll
        case .invoiceLine: self = .invoices
        case .pettyCashLine: self = .pettyCash
        case .cardCoding: self = .cards
        case .ledgerLine: self = .ledger
        case .account, .budgetLine, .budgetChange, .crewDeal, .shootDay, .forecast, .task, .document, .doodDay,
            .timecardDay, .purchaseOrderLine, .cardTransaction, .fringe, .vendorRate, .exchangeRate, .vendor, .match,
            .hotCostDay, .payment, .floatMovement, .expectedItem:
            return nil
        }
    }
}

/// Groups of entries by a text: the texts are compared without regard to case and blanks, once a distinct text.
struct ExpenseGroups {
    /// The name as it is shown: the first spelling met.
    private(set) var names: [String] = []
    private var places: [String: Int] = [:]
    private var placeOfText: [Int32]
    private let texts: Texts
    private let key: (String) -> String

    init(_ texts: Texts, key: @escaping (String) -> String = ExpenseGroups.plainKey) {
        self.texts = texts
        self.key = key
        placeOfText = Array(repeating: -1, count: texts.count)
    }

    mutating func place(_ id: TextID) -> Int {
        let slot = Int(id.index)
        if placeOfText[slot] < 0 { placeOfText[slot] = Int32(place(texts[id])) }
        return Int(placeOfText[slot])
    }

    mutating func place(_ name: String) -> Int {
        let key = key(name)
        if let place = places[key] { return place }
        places[key] = names.count
        names.append(name.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        return names.count - 1
    }

    /// `Grip  Dept` and `GRIP DEPT` are one.
    static func plainKey(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Findings {
    /// Calls `body` with every entry that is posted cost, and its line.
    func forEachCost(in snapshot: Snapshot, _ body: (Int, Entry, Int) -> Void) {
        precondition(lineOfEntry.count == snapshot.entries.count)
        for index in snapshot.entries.indices where lineOfEntry[index] >= 0 {
            body(index, snapshot.entries[index], Int(lineOfEntry[index]))
        }
    }

    /// The week of service of a payroll line or a timecard.
    func serviceWeek(_ record: CostRecord) -> Day {
        production.calendar.period(of: record.weekEnding.isNone ? record.date : record.weekEnding)
    }

    /// Names in the order of people: letters before case, 2 before 10; a missing name last.
    package static func precedes(_ left: String, _ right: String) -> Bool {
        if left.isEmpty != right.isEmpty { return right.isEmpty }
        let (first, second) = (sortKey(left), sortKey(right))
        return first == second ? left < right : first < second
    }

    /// Lower case; every run of digits without leading zeros and led by its length, so that more digits come later.
    private static func sortKey(_ name: String) -> String {
        var key = ""
        var digits = ""
        for scalar in name.lowercased().unicodeScalars {
            guard !("0"..."9").contains(scalar) else {
                if digits != "0" { digits.unicodeScalars.append(scalar) } else { digits = String(scalar) }
                continue
            }
            key += led(digits)
            digits = ""
            key.unicodeScalars.append(scalar)
        }
        return key + led(digits)
    }

    private static func led(_ digits: String) -> String {
        digits.isEmpty ? "" : "0" + String(UnicodeScalar(UInt8(48 + min(digits.utf8.count, 60)))) + digits
    }
}
