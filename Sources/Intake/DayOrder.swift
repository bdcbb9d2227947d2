import CostModel
import Tables

/// Which order of day and month a file writes, where its profile knows several: proved by the file's own days, never guessed.
enum DayOrder {
    enum Proof {
        /// The patterns of the one order that reads every day of the file.
        case patterns([DayPattern])
        /// More than one order reads them all: a cell that the orders read differently.
        case open(row: Int, column: Int)
        /// No order reads them all: a cell that only another order than the rest reads.
        case mixed(row: Int, column: Int)
    }

    static func prove(_ profile: Profile, _ header: Header, in table: Table) -> Proof {
        let plain = profile.days.filter { !$0.isAmbiguous }
        var orders: [String] = []
        for pattern in profile.days where pattern.isAmbiguous && !orders.contains(pattern.order) {
            orders.append(pattern.order)
        }
        var left = orders.map { order in (order: order, patterns: profile.days.filter { $0.order == order } + plain) }
        var differing: (row: Int, column: Int)?
        for column in dayColumns(profile, header) {
            for row in max(0, header.row + 1)..<table.rowCount {
                let text = CellText.content(table.cell(column, ofRow: row))
                guard text.count >= 6, profile.day(text) != nil else { continue }
                let days = left.map { read(text, $0.patterns) }
                let kept = zip(left, days).filter { $0.1 != nil }.map(\.0)
                if kept.isEmpty { return .mixed(row: row, column: column) }
                left = kept
                if differing == nil, Set(days.compactMap { $0 }).count > 1 { differing = (row, column) }
            }
        }
        if left.count > 1, let differing { return .open(row: differing.row, column: differing.column) }
        return .patterns(left[0].patterns)
    }

    private static func dayColumns(_ profile: Profile, _ header: Header) -> [Int] {
        profile.columns.compactMap { column in
            guard column.field == .date || column.field == .weekEnding else { return nil }
            switch column.source {
            case .heading(let heading): return header.column(heading, profile)
            case .number(let number): return number - 1
            case .text, .join, .fileName: return nil
            }
        }
    }

    private static func read(_ text: UnsafeRawBufferPointer, _ patterns: [DayPattern]) -> Day? {
        for pattern in patterns {
            if let day = pattern.read(text) ?? pattern.readTimestamp(text) { return day }
        }
        return nil
    }
}
