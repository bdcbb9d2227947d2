import ArgumentParser

@main
struct CostReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costreport",
        abstract: "From a production office's exports to the weekly cost report.",
        discussion: """
            costreport init MyShow                       a new production folder
            costreport run MyShow --as-of 2026-05-16     what cron calls: import, check, report, queue mail
            costreport inspect FILE                      how a file would be read
            costreport forecast MyShow WORKBOOK          edited estimates back from a workbook
            costreport close MyShow --period 2026-05-16  freeze a week
            costreport send MyShow                       deliver the outbox
            costreport trace MyShow 3500-80              a figure, down to files and rows
            costreport wrap MyShow                       all closed reports and their sources, in one file

            Exit codes: 0 clean; 1 done, but the data has errors or a tie-out failed; 64 usage or configuration; \
            65 input refused; 69 a mail was refused for good; 73 cannot create; 74 I/O error or a mail whose fate is unknown; \
            75 try again later.
            """,
        version: "0.1.0",
        subcommands: [
            Init.self, Inspect.self, Import.self, Check.self, Report.self, Run.self, Close.self, Periods.self,
            ForecastCommand.self, TraceCommand.self, Send.self, Wrap.self, DoctorCommand.self, HelpMan.self,
        ])
}
