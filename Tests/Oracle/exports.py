"""The exports of the accounting tools and of the card: the second half of `files.Office`."""

from basics import day_first, decimal, us, us_short
from files import BILL_HEAD, Office


class Exports(Office):
    def ledger(self, week, into):
        """Transaction Detail by Account; further exports of the week have a part of the first one's days."""
        paths = []
        for place, (first, last) in enumerate(self.story.purchases.ranges[week]):
            lines = [line for line in self.at(self.story.purchases.ledger, week) if first <= line.date <= last]
            if not lines:
                continue
            rows = [["Unseen Pictures, LLC"] + [""] * 8, ["Transaction Detail by Account"] + [""] * 8,
                    [f"{first:%B} {first.day}, {first.year} - {last:%B} {last.day}, {last.year}"] + [""] * 8, [""] * 9,
                    ["", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Split", "Amount", "Balance"]]
            for code in sorted({line.account for line in lines}):
                rows.append([f"{code} Account {code}"] + [""] * 8)
                own = [line for line in lines if line.account == code]
                for line in sorted(own, key=lambda line: line.date):
                    rows.append(["", us(line.date), line.kind, line.number, "", line.text, "Bank", self.currency.grouped(line.amount), ""])
                rows.append([f"Total for {code} Account {code}"] + [""] * 6 + [self.currency.grouped(sum(line.amount for line in own)), ""])
            rows.append(["TOTAL"] + [""] * 6 + [self.currency.grouped(sum(line.amount for line in lines)), ""])
            rows += [[""] * 9, [f"{last:%A}, {last:%B} {last.day}, {last.year} 06:12 PM GMT-7 - Accrual Basis"] + [""] * 8]
            paths.append(self.table(f"{into}/qbo-{self.weeks.end(week)}-{place}.csv", rows, "utf-8-sig"))
        return paths

    def orders(self, week, into):
        end = self.weeks.end(week)
        rows = [[f"PO LOG - UNSEEN - as of {us_short(end)}"] + [""] * 10,
                "PO #,Date,Vendor,Dept,Account,Set,Description,PO Amount,Invoiced,Open,Status".split(",")]
        total = 0
        for line in self.at(self.story.purchases.orders, week):
            rows.append([line.number, us_short(line.date), line.vendor, "", line.account, "", line.text, self.dollars(line.amount), "", "",
                         line.status])
            total += line.amount
        rows += [[""] * 11, [""] * 6 + ["TOTAL", self.dollars(total), "", "", ""]]
        return self.table(f"{into}/po-log-{end}.csv", rows, "cp1252")

    def bills(self, week, into):
        """What has changed in the week, and older bills as they stand: the export is of a part of them."""
        rows = [BILL_HEAD]
        for place, bill in enumerate(self.story.purchases.bills):
            if bill.first > week or (week not in bill.versions and (place + week) % 3):
                continue
            for line in bill.at(week):
                rows.append([bill.vendor] + [""] * 9 + [bill.number, day_first(line.date), day_first(line.date), "", line.text,
                            decimal(line.quantity), decimal(line.unit), line.account, "Tax Exempt", "Unit", "Main", "PO", line.order,
                            self.currency.code])
        return self.table(f"{into}/xero-bills-{self.weeks.end(week)}.csv", rows) if len(rows) > 1 else None

    def petty_cash(self, week, into):
        rows = []
        for envelope in self.story.purchases.envelopes:
            if week not in envelope.versions:
                continue
            lines = envelope.versions[week]
            holder, number = envelope.key
            rows += [[""] * 7] if rows else []
            rows += [["PETTY CASH ENVELOPE"] + [""] * 6, ["Name:", holder, "", "Dept:", "Production", "Env #:", number],
                     ["Advance:", self.dollars(10 ** 6)] + [""] * 5, "#,Date,Paid To,Description,Acct,Set,Amount".split(",")]
            for place, line in enumerate(lines, 1):
                rows.append([place, us_short(line.date), "Shop", line.text, line.account, "", self.dollars(line.amount)])
            rows.append([""] * 5 + ["TOTAL", self.dollars(sum(line.amount for line in lines))])
            rows.append([""] * 5 + ["Cash returned", self.dollars(0)])
        return self.table(f"{into}/petty-cash-{self.weeks.end(week)}.csv", rows) if rows else None

    def statement(self, week, into):
        lines = self.at(self.story.purchases.charges, week)
        if not lines:
            return None
        rows = ["Date,Description,Card Member,Account #,Amount,Extended Details,Appears On Your Statement As,Address,City/State,Zip Code,"
                "Country,Reference,Category".split(",")]
        for line in sorted(lines, key=lambda line: (line.date, line.number), reverse=True):
            rows.append([us(line.date), line.merchant, line.member, "-61003", self.plain(line.amount), "", line.merchant, "", "", "", "",
                         f"'{line.number}'", "Other"])
        rows.append([us(min(line.date for line in lines)), "AUTOPAY PAYMENT - THANK YOU", "INES HOLM", "-61003", self.plain(-12345), "", "",
                     "", "", "", "", "'320299999'", ""])
        return self.table(f"{into}/amex-{self.weeks.end(week)}.csv", rows, end="\n")

    def coding(self, week, into):
        rows = ["Date,Card Member,Merchant,Amount,Account,Set,Description,Receipt,PO #,Amex Ref".split(",")]
        for line in self.at(self.story.purchases.codings, week):
            rows.append([us_short(line.date), "Ines Holm", line.merchant, self.dollars(line.amount), line.account, "", "Things", "Y", line.order,
                         line.number])
        return self.table(f"{into}/card-coding-{self.weeks.end(week)}.csv", rows, "utf-8-sig") if len(rows) > 1 else None
