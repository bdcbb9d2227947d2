import ArgumentParser
import CostModel
import Settings

/// `costreport close DIR --period END`
struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Freeze a week: its workbooks and figures never change again.")
    @OptionGroup var options: ProductionOptions
    @Option(help: ArgumentHelp("The week ending.", valueName: "YYYY-MM-DD")) var period: Day?
    @Flag(help: "The last report of the production: nothing may be left to spend.") var final = false
    @Option(
        help: ArgumentHelp("Restate a closed week with what is known now, as a numbered revision.", valueName: "reason")
    )
    var revise: String?
    @Flag(help: "Show the state of every week; change nothing.") var list = false

    func validate() throws {
        guard list || period != nil else { throw ValidationError("Name the week: --period YYYY-MM-DD") }
        guard !(final && revise != nil) else {
            throw ValidationError("A revision of a final report is final by itself.")
        }
        try revise.map(RevisionReason.check)
    }

    func run() throws {
        try guarded(options) {
            let session = try Session(options)
            if list { return try session.printPeriods() }
            let week = try session.period(given: period)
            let outcome =
                try revise.map { try session.revise(period: week, reason: $0) }
                ?? session.close(period: week, isFinal: final)
            try outcome.print(on: session.console, asJSON: options.json)
            if !outcome.isClosed { throw ExitStatus.dataErrors }
        }
    }
}

enum RevisionReason {
    /// It stands in the heading of every sheet.
    static let lengthMax = 120

    static func check(_ reason: String) throws {
        let isPlain = reason.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPlain, !reason.allSatisfy(\.isWhitespace), reason.count <= lengthMax else {
            throw ValidationError("The reason of a revision is one line of 1 to \(lengthMax) characters.")
        }
    }
}

/// `costreport periods DIR`
struct Periods: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The state of every week: open, reported, closed, revised.")
    @OptionGroup var options: ProductionOptions

    func run() throws {
        try guarded(options) { try Session(options).printPeriods() }
    }
}
