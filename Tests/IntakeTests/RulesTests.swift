import CostModel
import Intake
import TestSupport
import Testing

private let grouped = """
    title: Grouped
    kind: ledger-line
    match: [Date, Name, Amount]
    day: MM/dd/yyyy
    columns: { date: Date, party: Name }
    amount: Amount
    groups: { account: { column: 1, when: rest-blank, take: first-word } }
    totals:
      - { column: 1, prefix: "Total for ", closes: group }
      - { column: 1, equals: TOTAL }
    ignore:
      - { column: Date, equals: Beginning Balance, reason: brought forward }

    """

@Test func `group rows give their account to the rows below, and totals are checked`() throws {
    let read = try Read(
        """
        Company,,,
        ,Date,Name,Amount
        2200 Camera,,,
        ,04/01/2026,A,10.00
        2210-10 Camera rentals,,,
        ,Beginning Balance,,
        ,04/02/2026,B,"1,000.00"
        ,04/03/2026,C,$(250.00)
        Total for 2210-10 Camera rentals,,,$750.00
        Total for 2200 Camera,,,$10.00
        Total for 2200 Camera with sub-accounts,,,$760.00
        TOTAL,,,$760.00
        ,,,
        Tuesday - Accrual Basis,,,

        """, grouped)
    #expect(read.amounts == ["2200 10.00", "2210-10 1000.00", "2210-10 -250.00"])
    #expect(read.headlines == [])
    #expect(read.reading.count.rowsIgnored == 11)
    #expect(read.reading.count.centsRead == 76_000 + 75_000 + 1_000 + 76_000 + 76_000)
}

@Test(arguments: [
    (
        "Total for 2210 X,,,9.00\nTOTAL,,,10.00\n",
        ["in.csv:4:20: error: Amount: \"9.00\" is stated, and the rows above add up to 10.00 [total-differs]"]
    ),
    (
        "Total for 2210 X,,,10.00\nTOTAL,,,11.00\n",
        ["in.csv:5:9: error: Amount: \"11.00\" is stated, and the rows above add up to 10.00 [total-differs]"]
    ),
    (
        "Total for 2220 Y,,,10.00\n",
        ["in.csv:4: error: \"Total for 2220 Y\" closes a group that was not opened above [total-differs]"]
    ),
    ("Total for 2210 X,,,\n", []),
    ("Total for 2210 X,,,#REF!\n", ["in.csv:4:20: error: Amount: \"#REF!\" is a spreadsheet's error [cell-error]"]),
    (
        ",x,B,5.00\nTOTAL,,,15.00\n",
        ["in.csv:4:2: error: Date: \"x\" is not a day written as MM/dd/yyyy [date-unreadable]"]
    ),
    (",04/01/2026,B,x\nTOTAL,,,15.00\n", ["in.csv:4:15: error: Amount: \"x\" is not an amount [amount-unreadable]"]),
])
func `a total that differs is an error with both numbers`(rows: String, headlines: [String]) throws {
    let read = try Read(",Date,Name,Amount\n2210 X,,,\n,04/01/2026,A,10.00\n" + rows, grouped)
    #expect(read.headlines == headlines)
}

@Test func `rows behind a group's total belong to no group`() throws {
    let read = try Read(
        ",Date,Name,Amount\n2210 X,,,\n,04/01/2026,A,10.00\nTotal for 2210 X,,,10.00\n,04/01/2026,B,1.00\n", grouped)
    #expect(read.amounts == ["2210 10.00", " 1.00"])
    #expect(read.reading.diagnostics.all.map(\.code) == [.accountMissing])
}

private let envelopes = """
    title: Envelopes
    kind: petty-cash-line
    match: [Date, Paid To, Acct, Amount]
    day: M/d/yy
    columns: { date: Date, party: Paid To, account: Acct }
    amount: Amount
    labels: { holder: "Name:", department: "Dept:", reference: "Env #:" }
    totals: [{ column: Set, equals: TOTAL, closes: block }]

    """

@Test func `labels give their values to the rows below, envelope by envelope`() throws {
    let read = try Read(
        """
        PETTY CASH,,,,,,
        Name:,Ana Ruiz,,Dept:,Camera,Env #:,12
        #,Date,Paid To,Description,Acct,Set,Amount
        1,3/2/26,Depot,Tape,2230,015,$48.12
        2,3/3/26,Shell,Fuel,3520,,$61.00
        ,,,,,TOTAL,$109.12
        ,,,,,Cash returned,$390.88

        PETTY CASH,,,,,,
        Name:,Ben,,Dept:,Env #:,13,
        Paid To,Date,Acct,Set,Amount
        Cafe,3/4/26,2700,,5.00
        ,,,TOTAL,6.00

        """, envelopes)
    #expect(
        read.lines { record, texts in
            [
                texts[record.holder], texts[record.department], texts[record.reference], texts[record.account],
                record.amount.description,
            ]
        } == ["Ana Ruiz Camera 12 2230 48.12", "Ana Ruiz Camera 12 3520 61.00", "Ben  13 2700 5.00"])
    #expect(
        read.headlines == [
            "in.csv:13:10: error: Amount: \"6.00\" is stated, and the rows above add up to 5.00 [total-differs]"
        ])
}

@Test func `a dated row between two envelopes is not lost`() throws {
    let read = try Read(
        "Name:,A,,,,,\n#,Date,Paid To,Description,Acct,Set,Amount\n1,3/2/26,X,,1,,1.00\n,,,,,TOTAL,1.00\n2,3/2/26,Y,,1,,2.00\n",
        envelopes)
    #expect(read.amounts == ["1 1.00", "1 2.00"])
}

private let orders = """
    title: Orders
    kind: po-line
    match: ["PO #", Date, Amount]
    day: M/d/yy
    cumulative: all
    stamp: { after: "as of ", day: M/d/yy }
    key: [reference, account]
    columns: { reference: "PO #", date: Date, account: Account, details: Text }
    amount: Amount
    states:
      - { column: Text, equals: void, is: void }
      - { column: Status, equals: Closed, is: closed }

    """

@Test func `states, stamps and declared keys`() throws {
    let text = """
        Log as of 4/11/26 (draft),,,,,
        PO #,Date,Account,Text,Amount,Status
        1041,4/1/26,2210,Lens,"$4,500.00",
        1042-A,4/1/26,2210,VOID,-,
        1043,4/1/26,2210,VOID,,Closed
        1044,4/1/26,2210,Van,1.00,CLOSED
        PO #,Date,Account,Text,Amount,Status
        1041,4/1/26,2220,Lens,2.00,

        """
    let read = try Read(text, orders)
    #expect(read.headlines == [])
    #expect(read.reading.rows.map(\.record.status) == [.open, .void, .void, .closed, .open])
    #expect(read.reading.stamp.description == "2026-04-11")
    #expect(Set(read.reading.rows.map(\.key)).count == 5)
    let changed = try Read(text.replacing("4,500.00", with: "4,600.00"), orders)
    #expect(changed.reading.rows.map(\.key) == read.reading.rows.map(\.key))
    #expect(
        try Read(text.replacing("4/11/26 (", with: "x ("), orders).reading.diagnostics.all.map(\.code) == [
            .dateUnreadable
        ])
}

private let register = """
    title: Register
    kind: payroll-line
    match: [Worker, Week, Gross]
    day: M/d/yyyy
    columns: { party: Worker, weekEnding: Week, date: Run, account: Code, quantity: Hours }
    amount: Gross
    legs: [{ amount: { sum: [Taxes, Fee] }, account: Fringe }]
    totals: [{ column: Worker, equals: TOTAL }]

    """

@Test func `a row posts its legs to their accounts`() throws {
    let read = try Read(
        """
        Worker,Week,Run,Code,Hours,Gross,Taxes,Fee,Fringe
        "Ruiz, Ana",4/4/2026,4/9/2026,2210,40.5,100.00,20.00,1.50,2299
        "Chen, Bo",4/4/2026,4/9/2026,2210,8,50.00,,,2299
        "Diaz, Cy",4/4/2026,4/9/2026,2210,0,0.00,5.00,,
        TOTAL,,,,48.5,150.00,25.00,1.00,

        """, register)
    #expect(
        read.lines { record, texts in
            ["\(record.leg)", texts[record.account], record.amount.description, "\(record.quantity)"]
        } == [
            "0 2210 100.00 4050", "1 2299 21.50 4050", "0 2210 50.00 800", "0 2210 0.00 0", "1  5.00 0",
        ])
    #expect(
        read.headlines == [
            "in.csv:4:48: error: Fringe: is blank [account-missing]",
            "in.csv:5:28: error: Fee: \"1.00\" is stated, and the rows above add up to 1.50 [total-differs]",
        ])
    #expect(read.reading.rows.map(\.line) == [2, 2, 3, 4, 4])
}

@Test func `words that are not known refuse the row`() throws {
    let read = try Read(
        "Date,Unit,Type\n2026-04-01,Main,SHOOT\n2026-04-02,Main,Shot\n2026-04-03,Main,\n",
        """
        title: Days
        kind: shoot-day
        match: [Date, Unit, Type]
        day: yyyy-MM-dd
        columns: { date: Date, tag: Unit, type: Type }
        words: { type: [prep, shoot] }

        """)
    #expect(read.reading.rows.count == 1)
    #expect(
        read.headlines == [
            "in.csv:3:17: error: Type: \"Shot\" is not a word known here [word-unknown]",
            "in.csv:4:17: error: Type: is blank [cell-missing]",
        ])
}

@Test func `units that are left blank in a forecast are not zero`() throws {
    let read = try Read(
        "Date,Account,Method,Units,Rate,Percent,Amount\n2026-04-01,1,rate_x_units,,50.00,,\n2026-04-01,2,rate_x_units,0,50,,\n"
            + "2026-04-01,3,percent_of,,,22.5,\n2026-04-01,4,manual,,,,7.00\n",
        """
        title: Forecast
        kind: forecast
        match: [Date, Account, Method]
        day: yyyy-MM-dd
        columns:
          date: Date
          account: Account
          type: Method
          quantity: { heading: Units, optional: yes }
          rate: { heading: Rate, optional: yes }
          percent: { heading: Percent, optional: yes }
        amount: { heading: Amount, optional: yes }

        """)
    #expect(read.headlines == [])
    #expect(
        read.reading.rows.map(\.record.quantity) == [CostRecord.notGiven, 0, CostRecord.notGiven, CostRecord.notGiven])
    #expect(read.reading.rows.map(\.record.rate.tenThousandths) == [500_000, 500_000, 225_000, 0])
    #expect(read.reading.rows.map(\.record.amountMinor) == [0, 0, 0, 700])
}

@Test func `a heading may have other names, and a day may be the same in every record`() throws {
    let read = try Read(
        "Acct,Sum\n2210,5.00\n",
        """
        title: Estimates
        kind: forecast
        match: [Account]
        columns:
          date: { text: "2026-04-11" }
          account: [Account, Acct]
          type: { text: manual }
        amount: { heading: [Amount, Sum] }

        """)
    #expect(read.headlines == [])
    #expect(read.lines { record, texts in [record.date.description, texts[record.type]] } == ["2026-04-11 manual"])
    #expect(read.amounts == ["2210 5.00"])
}
