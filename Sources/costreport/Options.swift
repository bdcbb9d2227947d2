import ArgumentParser
import CostModel

/// What every command on a production takes.
struct ProductionOptions: ParsableArguments {
    @Argument(help: "The production folder.")
    var folder = "."

    @Flag(name: .shortAndLong, help: "Say nothing when there is nothing to say.")
    var quiet = false

    @Flag(help: "Print the findings as one JSON object.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "The report date; its last full week is reported. Nothing here reads the clock.", valueName: "YYYY-MM-DD"))
    var asOf: Day?

    @Option(help: ArgumentHelp("The folder of the shipped import profiles.", valueName: "dir"))
    var profiles: String?

    @Option(help: ArgumentHelp("The folder of the report definitions.", valueName: "dir"))
    var reports: String?

    @Option(
        help: ArgumentHelp(
            "Append one line a stage: counts and times, nothing personal; - is stderr, for systemd.", valueName: "file")
    )
    var log: String?

    @Flag(help: .hidden)
    var timings = false
}

extension Day: ExpressibleByArgument {
    public init?(argument: String) { self.init(iso: argument) }
}
