import CostModel
import Reconcile
import Sheets

/// The hidden sheet beside the sheet of estimates: what it was made from, so that what comes back can be compared with it.
enum EstimateFormSheet {
    /// `sheets`, and the hidden one where one of them holds estimates.
    static func added(to sheets: [Sheet], _ definition: ReportDefinition, _ context: Context) -> [Sheet] {
        guard let source = definition.sheets.first(where: { $0.rows == .estimates }), let plan = context.estimates,
            let sheet = sheets.first(where: { $0.name == source.name }),
            !sheets.contains(where: { $0.name == EstimateForm.sheetName })
        else { return sheets }
        return sheets + [build(sheet, source, plan, definition, context)]
    }

    private static func build(
        _ sheet: Sheet, _ source: SheetDefinition, _ plan: EstimatePlan, _ definition: ReportDefinition,
        _ context: Context
    ) -> Sheet {
        let fields = ForecastFacts.Field.allCases
        let names = source.columns + [EstimateForm.Column.cost.rawValue, EstimateForm.Column.place.rawValue]
        let width = max(names.count, fields.count)
        var form = Sheet(
            name: EstimateForm.sheetName, header: context.header,
            columns: (EstimateForm.headings + (0..<width).map { "V\($0 + 1)" }).map { Column($0, .text, width: 12) })
        form.isHidden = true
        func add(_ row: EstimateForm.Row, _ key: String, _ texts: [String]) {
            let padded = texts + Array(repeating: "", count: width - texts.count)
            form.lines.append(
                Line(.detail, ([row.rawValue, key] + padded).map { $0.isEmpty ? .blank : .text($0) }))
        }
        for (fact, value) in facts(sheet, definition, context) { add(.fact, fact.rawValue, [value]) }
        add(.column, "names", names)
        add(.column, "headings", zip(source.columns, sheet.columns).map(\.1.heading))
        add(.column, "forecast", fields.map(\.rawValue))
        for (place, row) in plan.rows.enumerated() {
            guard case .line(let index) = row else { continue }
            let line = context.findings.lines[index]
            let cells = sheet.lines[place].cells.prefix(source.columns.count)
            let cost = EstimateForm.text(.money(line.finalCost - line.estimate))
            add(
                .shown, line.account.code,
                cells.map { EstimateForm.text($0.value) } + [cost, "\(sheet.firstLineRow + place + 1)"])
            add(
                .formula, line.account.code, cells.map { if case .formula(let text, _) = $0.value { text } else { "" } }
            )
            let made = forecast(line, context.snapshot)
            add(.forecast, line.account.code, fields.map { made[$0] })
        }
        return form
    }

    private static func facts(
        _ sheet: Sheet, _ definition: ReportDefinition, _ context: Context
    ) -> [(EstimateForm.Fact, String)] {
        let findings = context.findings
        return [
            (.version, EstimateForm.version), (.production, EstimateForm.slug(findings.production.title)),
            (.title, findings.production.title), (.report, definition.name), (.file, definition.file),
            (.sheet, sheet.name), (.period, findings.period.description), (.number, "\(findings.reportNumber)"),
            (.revision, "\(findings.edition.revision)"), (.base, base(context.snapshot)),
            (.ledger, "\(context.snapshot.entries.last?.id ?? 0)"), (.currency, "\(findings.production.currency)"),
        ]
    }

    /// The row of the forecast that is in force for a line, in its own currency.
    private static func forecast(_ line: CostLine, _ snapshot: Snapshot) -> ForecastFacts {
        guard let place = line.forecast.entry else { return .none }
        let entry = snapshot.entries[place]
        var record = entry.record
        if let foreign = snapshot.foreign[entry.id] {
            (record.currency, record.amountMinor, record.rate) = (
                foreign.currency, foreign.minorUnits, foreign.unitRate
            )
            record.set = foreign.allowances
        }
        return ForecastFacts(ForecastLine(record, in: snapshot.texts))
    }

    /// The sha256 of the forecast's files as the report read them: which version the estimates were made from.
    private static func base(_ snapshot: Snapshot) -> String {
        let feeds = Set(snapshot.entries.filter { $0.record.kind == .forecast }.map { snapshot.feeds[Int($0.feed)] })
        var latest: [String: Int32] = [:]
        for summary in snapshot.imports where feeds.contains(summary.feed) { latest[summary.feed] = summary.sourceID }
        let hashes = latest.sorted { $0.key < $1.key }.compactMap { feed in
            snapshot.files.first { $0.id == feed.value }?.sha256
        }
        return hashes.joined(separator: " ")
    }
}
