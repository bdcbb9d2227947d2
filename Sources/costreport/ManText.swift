/// What a manual page says that the options do not.
enum ManText {
    static let description = [
        """
        costreport reads the exports that a production office drops into a folder, posts them to a ledger that only grows, \
        reconciles the ledger with the budget, and writes the weekly cost report as workbooks. One production is one folder; \
        DIR is the current one unless it is named.
        """,
        """
        Results are on standard output, talk and trouble on standard error. With --quiet a run that finds nothing wrong says \
        nothing, so that cron mails only trouble. Nothing asks a question, and no report depends on the clock: the date is \
        given with --as-of.
        """,
    ]

    static let exitCodes = [
        ("0", "Clean."),
        (
            "1",
            """
            Done, but the data has errors or a tie-out failed: the reports are written and marked DRAFT. Of close: refused. \
            Of doctor: something would not work.
            """
        ),
        ("64", "Usage or configuration: the message names file, line and column."),
        ("65", "Input refused: a file that is no regular file, or too large."),
        ("69", "A mail was refused for good."),
        ("73", "A file cannot be created, or there is too little room on the disk to begin."),
        ("74", "An I/O error, a damaged ledger, or a mail whose fate is unknown."),
        (
            "75",
            "Try again later: another run holds the production, a file is still being written, or a mail was deferred."
        ),
    ]

    static let files = [
        ("DIR/production.yaml", "Title, week end, feeds: what `costreport init` explains key by key."),
        ("DIR/inbox/", "Exports as people drop them. They are read, never moved or changed."),
        ("DIR/ledger.sqlite", "All that was ever imported, with a copy of every file."),
        ("DIR/ledger.sqlite.lock", "Held by the kernel for as long as a run lives; it may stay when none does."),
        ("DIR/backups/", "The newest copies of the ledger, each as it was before an import."),
        ("DIR/reports/YYYY-MM-DD/", "The workbooks of a week, named by its last day."),
        ("PREFIX/share/costreport/", "The shipped import profiles and report definitions."),
    ]

    static let environment = [
        ("NO_COLOR", "When it is set and not empty, nothing is coloured."),
        ("TMPDIR", "Where a workbook is put together; it needs as much room as the workbook."),
    ]

    static let examples = """
        costreport init MyShow
        costreport doctor MyShow
        costreport run MyShow --as-of 2026-05-18
        costreport run MyShow --as-of "$(date +%F)" --quiet --log /var/log/costreport.log
        costreport close MyShow --period 2026-05-16
        """
}
