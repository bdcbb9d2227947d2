import CostModel

extension Table {
    /// A Trello board, a Universal Schedule, or any list of objects, as a table.
    static func readJSON(_ source: [UInt8]) -> Table {
        guard source.count <= Limits.jsonBytesMax else {
            return refused(
                .remark(.limit("has \(source.count) bytes; JSON is read up to \(Limits.jsonBytesMax)")),
                container: .json)
        }
        let root: JSONValue
        do {
            root = try JSONParser.parse(source)
        } catch {
            let place = Table.place(of: error.offset, in: source)
            let what = error.what
            let remark: SourceRemark =
                error.isLimit ? .limit(what) : .damaged(what, line: place.line, column: place.column)
            return refused(.remark(remark), container: .json)
        }
        var rows: JSONRows
        if let schedule = root["universalScheduleStandard"] {
            rows = UniversalSchedule.rows(schedule)
        } else if root["cards"] != nil, root["lists"] != nil {
            rows = TrelloBoard.rows(root)
        } else {
            rows = JSONRows.plain(root)
        }
        return rows.table(sourceBytes: source.count)
    }

    private static func place(of offset: Int, in source: [UInt8]) -> (line: Int, column: Int) {
        var (line, start) = (1, 0)
        for index in 0..<min(offset, source.count) where source[index] == 0x0A { (line, start) = (line + 1, index + 1) }
        return (line, offset - start + 1)
    }
}

/// Headings and rows that were made out of a JSON text. A row's line is its place among them: JSON has no lines of its own.
struct JSONRows {
    var headings: [String] = []
    var rows: [[String]] = []
    var remarks: [SourceRemark] = []

    func table(sourceBytes: Int) -> Table {
        var problems = remarks.map { TableProblem.remark($0) }
        if headings.count > Limits.columnCountMax { problems.append(.rowTooWide(line: 1, cells: headings.count)) }
        return TableBuilder.table(
            .json, headings: headings, rows: rows.enumerated().map { ($0.offset + 2, $0.element) }, problems: problems,
            sourceBytes: sourceBytes)
    }

    /// A list of objects, or an object with one such list: its keys are the headings, in order of first appearance.
    static func plain(_ root: JSONValue) -> JSONRows {
        var items = root.items
        if items.isEmpty {
            let lists = root.members.filter { !$0.value.items.isEmpty }
            if lists.count == 1 { items = lists[0].value.items }
        }
        var result = JSONRows()
        guard !items.isEmpty, items.allSatisfy({ !$0.members.isEmpty }) else {
            result.remarks = [
                SourceRemark(
                    .containerRefused,
                    "is JSON without a table: neither a Trello board, nor a Universal Schedule, nor a list of objects",
                    hint: "export it as CSV or as a workbook; nothing of the file was used")
            ]
            return result
        }
        var columns: [String: Int] = [:]
        for item in items {
            for member in item.members where columns[member.key] == nil {
                columns[member.key] = columns.count
                result.headings.append(member.key)
            }
            // Refused for its width where it becomes a table.
            if columns.count > Limits.columnCountMax { return result }
        }
        guard items.count * columns.count <= Limits.jsonCellsMax else {
            result.remarks = [.limit("becomes a table of more than \(Limits.jsonCellsMax) cells")]
            return result
        }
        result.rows = items.map { item in
            var row = Array(repeating: "", count: columns.count)
            for member in item.members { row[columns[member.key]!] = text(member.value) }
            return row
        }
        return result
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .list(let items) where items.allSatisfy({ !$0.cell.isEmpty }):
            items.map(\.cell).joined(separator: ", ")
        case .list, .object: value.compact
        default: value.cell
        }
    }
}

/// A Trello board, under the headings of Trello's own CSV export and one more for each custom field.
enum TrelloBoard {
    private static let headings = [
        "Card ID", "Card Name", "Card URL", "Card Description", "Labels", "Members", "Due Date", "Attachment Count",
        "Attachment Links", "Checklist Item Total Count", "Checklist Item Completed Count", "Vote Count",
        "Comment Count",
        "Last Activity Date", "List ID", "List Name", "Board ID", "Board Name", "Archived", "Start Date",
        "Due Complete",
    ]

    static func rows(_ board: JSONValue) -> JSONRows {
        let lists = names(board.items("lists"), "name")
        let members = names(board.items("members"), "username")
        let fields = board.items("customFields")
        var result = JSONRows(headings: headings + fields.map { $0.cell("name") })
        let closedLists = Set(board.items("lists").filter { $0["closed"]?.isTrue == true }.map { $0.cell("id") })
        for card in board.items("cards") {
            let badges = card["badges"] ?? .null
            // A card of an archived list is out of sight, and archived with it.
            let isArchived = card["closed"]?.isTrue == true || closedLists.contains(card.cell("idList"))
            var row = [
                card.cell("id"), card.cell("name"), card.cell("shortUrl"), card.cell("desc"), labels(card, board),
                card.items("idMembers").map { members[$0.cell] ?? $0.cell }.joined(separator: ", "), card.cell("due"),
                badges.cell("attachments"),
                card.items("attachments").map { $0.cell("url") }.filter { !$0.isEmpty }.joined(separator: ", "),
                badges.cell("checkItems"), badges.cell("checkItemsChecked"), badges.cell("votes"),
                badges.cell("comments"),
                card.cell("dateLastActivity"), card.cell("idList"), lists[card.cell("idList")] ?? "", board.cell("id"),
                board.cell("name"), isArchived ? "true" : "false", card.cell("start"), card.cell("dueComplete"),
            ]
            row += fields.map { value(of: $0, on: card) }
            result.rows.append(row)
        }
        return result
    }

    private static func names(_ items: [JSONValue], _ key: String) -> [String: String] {
        Dictionary(items.map { ($0.cell("id"), $0.cell(key)) }, uniquingKeysWith: { first, _ in first })
    }

    /// `Camera (green), Urgent (red)`; older boards have the labels on the board only.
    private static func labels(_ card: JSONValue, _ board: JSONValue) -> String {
        var labels = card.items("labels")
        if labels.isEmpty {
            let ids = Set(card.items("idLabels").map(\.cell))
            labels = board.items("labels").filter { ids.contains($0.cell("id")) }
        }
        return labels.map { label in
            let colour = label.cell("color")
            return [label.cell("name"), colour.isEmpty ? "" : "(\(colour))"].filter { !$0.isEmpty }
                .joined(separator: " ")
        }.joined(separator: ", ")
    }

    /// Text, number, date, tick, or the option's text.
    private static func value(of field: JSONValue, on card: JSONValue) -> String {
        guard let item = card.items("customFieldItems").first(where: { $0.cell("idCustomField") == field.cell("id") })
        else {
            return ""
        }
        if let value = item["value"] {
            for key in ["text", "number", "date", "checked"] {
                let cell = value.cell(key)
                if !cell.isEmpty { return cell }
            }
        }
        let option = field.items("options").first { $0.cell("id") == item.cell("idValue") }
        return option?["value"]?.cell("text") ?? ""
    }
}
