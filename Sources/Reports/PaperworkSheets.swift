import CostModel
import Reconcile
import Sheets

/// Tasks of the boards, late ones first.
enum TaskColumn: String, CatalogueColumn {
    case state, due, task, list, assignee, account, reference, amount

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .state: CatalogueEntry("State", .text, width: 9, "LATE, open or done, at the report's date")
        case .due: CatalogueEntry("Due", .day, width: 11, "when it is due")
        case .task: CatalogueEntry("Task", .prose, width: 44, "its name")
        case .list: CatalogueEntry("List", .text, width: 20, "the board's list, section or group")
        case .assignee: CatalogueEntry("Assigned to", .text, width: 22, "who does it")
        case .account: CatalogueEntry("Account", .text, width: 11, "the account that the board names")
        case .reference: CatalogueEntry("Reference", .text, width: 16, "order or document that the board names")
        case .amount:
            CatalogueEntry(
                "Board amount", .cents, width: 14, "what the board says that it costs",
                footnote: "Board amounts are nobody's bill: no other figure of the reports holds them.")
        }
    }
}

enum TaskSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<TaskColumn>(definition, context.header, context.production)
        let tasks = context.paperwork.tasks
        for task in tasks {
            let role: Cell.Role = task.state == .late ? .alarm : task.state == .done ? .muted : .plain
            grid.add(.detail) { column in
                switch column {
                case .state: .text(task.state == .late ? "LATE" : task.state.rawValue, role)
                case .due: .day(task.due)
                case .task: .text(task.name, task.state == .done ? .muted : .plain)
                case .list: .text(task.list)
                case .assignee: .text(task.assignee)
                case .account: .text(task.account)
                case .reference: .text(task.reference)
                case .amount: task.amount.isZero ? .blank : .money(task.amount)
                }
            }
        }
        if tasks.isEmpty { grid.addNote("No board has been imported yet.") }
        grid.set(frozenColumns: 3, hasFilter: !tasks.isEmpty)
        return grid.sheet
    }
}

/// Permits, certificates, contracts and tax forms, expired ones first.
enum DocumentColumn: String, CatalogueColumn {
    case state, expires, kind, party, reference, issued, notes

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .state:
            CatalogueEntry(
                "State", .text, width: 11, "EXPIRED, expiring, valid or open, at the report's date",
                footnote: "Expiring: within 30 days of the report's date. Open: the register names no expiry.")
        case .expires: CatalogueEntry("Expires", .day, width: 11, "its last day")
        case .kind: CatalogueEntry("Document", .text, width: 26, "permit, insurance certificate, contract, W-9")
        case .party: CatalogueEntry("Party", .text, width: 32, "whose it is")
        case .reference: CatalogueEntry("Reference", .text, width: 18, "its number")
        case .issued: CatalogueEntry("Issued", .day, width: 11, "its first day")
        case .notes: CatalogueEntry("Notes", .prose, width: 40, "file or remark")
        }
    }
}

enum DocumentSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<DocumentColumn>(definition, context.header, context.production)
        let documents = context.paperwork.documents
        for document in documents {
            let role: Cell.Role =
                document.state == .expired ? .alarm : document.state == .expiring ? .strong : .plain
            grid.add(.detail) { column in
                switch column {
                case .state: .text(document.state == .expired ? "EXPIRED" : document.state.rawValue, role)
                case .expires: .day(document.expires)
                case .kind: .text(document.kind)
                case .party: .text(document.party)
                case .reference: .text(document.reference)
                case .issued: .day(document.issued)
                case .notes: .text(document.notes)
                }
            }
        }
        if documents.isEmpty { grid.addNote("No register of documents has been imported yet.") }
        grid.set(frozenColumns: 1, hasFilter: !documents.isEmpty)
        return grid.sheet
    }
}

/// The day-out-of-days: how many days people have had, and have still to come.
enum PersonColumn: String, CatalogueColumn {
    case number, person, first, last
    case workDone = "work_done"
    case holdDone = "hold_done"
    case travelDone = "travel_done"
    case otherDone = "other_done"
    case workLeft = "work_left"
    case holdLeft = "hold_left"
    case travelLeft = "travel_left"
    case otherLeft = "other_left"
    case total

    func entry(_ production: Production) -> CatalogueEntry {
        func count(_ heading: String, _ band: String, _ meaning: String) -> CatalogueEntry {
            CatalogueEntry(heading, .number(digits: 0), band: band, width: 8, meaning)
        }
        let (done, left) = ("Days done", "Days left")
        return switch self {
        case .number: CatalogueEntry("No.", .text, width: 6, "number of the element")
        case .person: CatalogueEntry("Name", .text, width: 30, "cast member or worker")
        case .first: CatalogueEntry("First day", .day, width: 11, "first day of any kind")
        case .last: CatalogueEntry("Last day", .day, width: 11, "last day of any kind")
        case .workDone: count("Work", done, "work days up to the report's date")
        case .holdDone: count("Hold", done, "hold days up to the report's date")
        case .travelDone: count("Travel", done, "travel days up to the report's date")
        case .otherDone: count("Other", done, "rehearsals, fittings and others up to the report's date")
        case .workLeft: count("Work", left, "work days after the report's date")
        case .holdLeft: count("Hold", left, "hold days after the report's date")
        case .travelLeft: count("Travel", left, "travel days after the report's date")
        case .otherLeft: count("Other", left, "rehearsals, fittings and others after the report's date")
        case .total: count("Total", "", "all days")
        }
    }

    func count(_ person: PersonDays) -> Int? {
        switch self {
        case .number, .person, .first, .last: nil
        case .workDone: person.done.work
        case .holdDone: person.done.hold
        case .travelDone: person.done.travel
        case .otherDone: person.done.other
        case .workLeft: person.left.work
        case .holdLeft: person.left.hold
        case .travelLeft: person.left.travel
        case .otherLeft: person.left.other
        case .total: person.done.total + person.left.total
        }
    }
}

enum PersonSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<PersonColumn>(definition, context.header, context.production)
        let people = context.paperwork.people
        let first = grid.nextRow
        for person in people {
            grid.add(.detail) { column in
                if let count = column.count(person) { return Cell(.number(Int64(count), digits: 0)) }
                switch column {
                case .number: return .text(person.number)
                case .person: return .text(person.name)
                case .first: return .day(person.first)
                case .last: return .day(person.last)
                default: return .blank
                }
            }
        }
        if people.isEmpty {
            grid.addNote("No day-out-of-days has been imported yet.")
        } else {
            let rows = [first...first + people.count - 1]
            grid.add(.grand) { column in
                if column == .person { return .text("Total days") }
                guard column.count(people[0]) != nil else { return .blank }
                return grid.sum(column, rows, people.reduce(0) { $0 + Int64(column.count($1) ?? 0) }, digits: 0)
            }
        }
        grid.set(frozenColumns: 2)
        return grid.sheet
    }
}
