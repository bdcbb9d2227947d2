import CostModel

/// A movement of a float, out of the list of floats or out of the petty-cash log.
struct FloatMovement {
    var entry: Int
    var custodian: Int
    var kind: FloatMovementKind
    var date: Day
    /// Minor units; of `returned` what came back, never negative.
    var amount: Int64
    /// Number of the envelope, as it is compared.
    var reference: String
}

/// The movements in force, by custodian. Receipts are no movements: they are cost, in `PettyCash`.
struct FloatMovements {
    private(set) var all: [FloatMovement] = []

    init(_ books: inout Books, _ custodians: inout ExpenseGroups) {
        for index in books.entries(.floatMovement) {
            let record = books.record(index)
            guard record.status != .void else { continue }
            let word = books.texts[record.type]
            guard let kind = FloatMovementKind(rawValue: word.lowercased()) else {
                books.report(
                    .floatMovementUnknown, at: index, field: "Kind", value: word,
                    "is no kind of movement; \(record.amount.grouped) counts nothing",
                    hint: "one of: " + FloatMovementKind.allCases.map(\.rawValue).joined(separator: ", "))
                continue
            }
            add(index, kind, books, &custodians)
        }
        let listed = Set(all.map { Key($0) })
        // The log writes advances and cash that comes back between its receipts.
        for index in books.entries(.pettyCashLine) where books.record(index).status == .settlement {
            let words = books.texts[books.record(index).details].lowercased()
            let kind: FloatMovementKind =
                words.contains("return") ? .returned : words.contains("replenish") ? .replenishment : .advance
            add(index, kind, books, &custodians)
            if listed.contains(Key(all[all.count - 1])) { Self.reportTwice(index, books.record(index), &books) }
        }
    }

    private struct Key: Hashable {
        var custodian: Int; var kind: FloatMovementKind; var date: Day; var amount: Int64

        init(_ movement: FloatMovement) {
            (custodian, kind, date, amount) = (movement.custodian, movement.kind, movement.date, movement.amount)
        }
    }

    private static func reportTwice(_ index: Int, _ record: CostRecord, _ books: inout Books) {
        books.report(
            .floatMovementTwice, at: index, field: "Description", value: books.texts[record.details],
            "\(record.amount.grouped) of \(books.texts[record.holder]) on \(record.date) is in the list of floats too; "
                + "both count",
            hint: "keep it in one of the two")
    }

    private mutating func add(
        _ index: Int, _ kind: FloatMovementKind, _ books: Books, _ custodians: inout ExpenseGroups
    ) {
        let record = books.record(index)
        all.append(
            FloatMovement(
                entry: index, custodian: custodians.place(record.holder), kind: kind, date: record.date,
                amount: kind == .returned ? abs(record.amountMinor) : record.amountMinor,
                reference: ExpenseGroups.plainKey(books.texts[record.reference])))
    }
}
