import ArgumentParser
import Foundation

/// `costreport init DIR`
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a new production folder with a commented production.yaml and coding.yaml.")

    @Argument(help: "The folder to make. It must be new or empty.")
    var folder: String

    func run() throws {
        let files = FileManager.default
        if let present = try? files.contentsOfDirectory(atPath: folder), !present.isEmpty {
            Console(isQuiet: false).complain("\(folder): error: is not empty; a production gets a folder of its own")
            throw ExitStatus.cannotCreate
        }
        do {
            for part in ["budget", "schedule", "inbox", "profiles", "reports", "outbox"] {
                try files.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
            }
            for (name, text) in InitTemplates.files {
                try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            }
        } catch {
            Console(isQuiet: false).complain("\(folder): error: cannot be made: \(error.localizedDescription)")
            throw ExitStatus.cannotCreate
        }
        Console(isQuiet: false).data(InitTemplates.next(folder))
    }
}

enum InitTemplates {
    static let files = [
        ("production.yaml", production), ("coding.yaml", coding), ("budget/accounts.csv", accounts),
        ("budget/budget.csv", budget),
        ("budget/transfers.csv", transfers), ("schedule/deals.csv", deals),
        ("schedule/fringes.csv", fringes), ("schedule/expected.csv", expected), ("forecast.csv", forecast),
    ]

    static func next(_ folder: String) -> String {
        """
        \(folder) is ready.
          1. \(folder)/production.yaml      title, week end, sign of the variance: read it through
          2. \(folder)/budget/accounts.csv  the chart of accounts; then budget/budget.csv
          3. \(folder)/inbox/               drop the exports here; they are read, never moved or changed
          4. costreport run \(folder) --as-of YYYY-MM-DD
        What is this file? `costreport inspect FILE` tells how it would be read.
        """
    }

    private static let production = """
        # One production. Every key is explained; what is commented out shows its default.
        title: New Production
        company: New Production, LLC
        currency: USD                 # ISO 4217; amounts in another currency are refused, except in those of
        # currencies: [EUR, GBP]      # which are converted at dated rates: profile exchange-rates, docs/currencies.md
        # rates: daily                # or period: which rates turn bills into cost

        # A period is a week, named by its last day.
        week_ends: saturday
        first_week: 2026-01-10        # the last day of the week of report no. 1

        # Which side of the budget the variance column shows as positive. There is no default: the field does not agree.
        #   over_positive   the heading reads Over/(Under)
        #   under_positive  the heading reads (Over)/Under
        variance: over_positive

        # etc_basis: total_costs      # or actuals: then the estimate to complete includes what is on order
        # accruals_in: commitments    # or own_column
        # forecast_anchor: hold_efc   # what a manual estimate holds while cost posts; or hold_etc
        # net_of_commitments: yes     # what is on order is taken off an estimate of units still to come
        # backups: 3                  # copies of the ledger, each as it was before an import; 0 makes none
        # account_codes_ignore: "-"   # characters that do not count when account codes are compared

        # The topsheet's sections in order, as budget/accounts.csv names them; formula lines below the direct total.
        sections: [Above the line, Production, Post, Other]
        contractual: Contractual

        # What the workbooks look like and who gets which part: docs/layouts.md.
        # layout: standard            # or bond, aicp, a list of them, or one of your own in layouts/
        # paper: letter               # or legal, a4, a3
        # notes: { over: 5000, percent: 10 }   # a variance beyond both needs a note
        # departments: [{ name: Camera, accounts: ["3200", "33*"], reports: [weekly-cost] }]

        # Where the figures come from: a profile says how a file is read (see the profiles folder), `files` which ones.
        # A file in inbox/ that no feed names is matched by its headings.
        feeds:
          - { name: chart, profile: chart, files: budget/accounts.csv }
          - { name: budget, profile: budget, files: budget/budget.csv }
          - { name: changes, profile: budget-changes, files: budget/transfers.csv }
          - { name: deals, profile: crew-deals, files: schedule/deals.csv }
          - { name: fringes, profile: fringes, files: schedule/fringes.csv }
          - { name: expected, profile: expected-items, files: schedule/expected.csv }
          - { name: shoot-days, profile: shoot-days, files: schedule/shoot-days.csv }
          - { name: forecast, profile: forecast, files: forecast.csv }

        """

    private static let coding = """
        # Where a record belongs that does not say it itself. Rules are tried from the top; the first that holds codes the record,
        # and the record names it: on the transaction sheets, in `costreport trace` and, counted, in `costreport check`.
        # What no rule codes stands in suspense; the Exceptions sheet names its likeliest accounts and a rule to paste here.
        #
        # when   all of it has to hold. Fields: party (vendor, merchant, worker), holder (occupation, card member), details (memo),
        #        type, tag, reference, order, department, set, account; each with equals, prefix, contains or one-of, and one text
        #        or a list of texts, regardless of case. Also amount: { from: 0.00, to: 250.00 }.
        # feed, kind, leg   optional: only these feeds of production.yaml; only these kinds of record (ledger-line, invoice-line,
        #        petty-cash-line, card-coding, payroll-line, timecard-day, po-line, card-transaction); only the first amount of
        #        a row (leg: 1, gross) or the next (leg: 2, fringe).
        # set    account, set, department fill what is blank; tag, episode and location go to the record's tag.
        #        A record's own account stands, unless the rule says `replace: yes`.
        #
        # A card charge that the coding log does not code and a rule does is cost on the rule's account, until the log speaks.
        # A change of this file counts from the open week on: weeks that were reported do not move.
        #
        # rules:
        #   - name: camera-rental
        #     when: { party: { contains: OTTO } }
        #     set: { account: 2210-00, department: Camera }
        #   - name: craft-service
        #     kind: card-transaction
        #     when: { party: { prefix: [BAY STREET, CORNER] }, amount: { to: 250.00 } }
        #     set: { account: 3500-80, tag: receipts, episode: 101, location: Pier 4 }
        rules: []

        # A card charge that neither the coding log nor a rule codes is cost in suspense. `listed` keeps it out of every figure; it is
        # then on the Cards sheet alone.
        uncoded_cards: suspense

        """

    private static let accounts = """
        Account,Description,Category,Category Name,Section,Type,Department
        2000-10,Unit production manager,2000,Production Staff,Production,cost,Production

        """
    private static let budget = "Account,Line,Quantity,Unit,X,Rate,Total\n2000-10,UPM,10,weeks,1,3000.00,30000.00\n"
    private static let transfers = "No,Date,Kind,Account,Amount,Reason,Approved By\n"
    private static let deals =
        "Name,Occupation,Department,Account,Rate,Per,Guaranteed Hours,Start,Finish,Unit,Days,Guarantee,OT %,"
        + "Fringes,Employer,Weekly Cap\n"
    private static let fringes = "Package,Fringe,Kind,Rate,Account,From,Employer,Resets,Ceiling\n"
    private static let expected = "Date,Account,Item,Vendor,Amount,PO #,Invoice,Status,Author,Note\n"
    private static let forecast =
        "Date,Account,Method,Unit,Units,Rate,Percent,Of,Amount,Author,Note,Acknowledged,Shooting Unit,OT %,Fringe %,"
        + "Allowances\n"
}
