"""Writes a production as its office keeps it: the files of the set-up, and each week's exports in the layouts of `profiles/`."""

import csv
import io
from fractions import Fraction
from pathlib import Path

from basics import decimal, us
from production import CONTRACTUAL, SECTIONS

FEEDS = [("chart", "chart", "budget/accounts.csv"), ("budget", "budget", "budget/budget.csv"),
         ("changes", "budget-changes", "budget/transfers.csv"), ("deals", "crew-deals", "schedule/deals.csv"),
         ("fringes", "fringes", "schedule/fringes.csv"), ("expected", "expected-items", "schedule/expected.csv"),
         ("forecast", "forecast", "forecast.csv"), ("days", "shoot-days", "{days}"),
         ("timecards", "film-timecards", "inbox/timecards-*.csv"), ("payroll", "payroll-register", "inbox/payroll-*.csv"),
         ("ledger", "quickbooks-online", "inbox/qbo-*.csv"), ("orders", "po-log", "inbox/po-log-*.csv"),
         ("bills", "xero-bills", "inbox/xero-bills-*.csv"), ("petty-cash", "petty-cash-envelope", "inbox/petty-cash-*.csv"),
         ("card", "amex", "inbox/amex-*.csv"), ("coding", "card-coding", "inbox/card-coding-*.csv")]

BILL_HEAD = ("*ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,"
             "POCountry,*InvoiceNumber,*InvoiceDate,*DueDate,InventoryItemCode,Description,*Quantity,*UnitAmount,*AccountCode,"
             "*TaxType,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency").split(",")


class Office:
    def __init__(self, story, folder):
        self.story, self.production, self.folder = story, story.production, Path(folder)
        self.weeks, self.currency = self.production.weeks, self.production.currency
        # Half of the offices keep one schedule in its place, the others send it every week.
        self.days_at = "schedule/shoot-days.csv" if self.production.seed % 2 else "inbox/shoot-days-*.csv"
        self.plain, self.dollars = self.currency.plain, self.currency.dollars

    @property
    def in_place(self):
        return "*" not in self.days_at

    def table(self, path, rows, encoding="utf-8", end="\r\n"):
        text = io.StringIO()
        csv.writer(text, lineterminator=end).writerows(rows)
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.getvalue().encode(encoding))
        return target

    # -- the set-up, kept by hand in the folder itself

    def settings(self):
        production = self.production
        lines = [f"title: Seed {production.seed}", "company: Unseen Pictures, LLC", f"currency: {self.currency.code}",
                 f"week_ends: {production.week_ends}", f"first_week: {self.weeks.first_end}", f"variance: {production.variance}",
                 f"etc_basis: {production.etc_basis}", f"accruals_in: {production.accruals_in}",
                 f"sections: [{', '.join(SECTIONS)}]", f"contractual: {CONTRACTUAL}"]
        if production.anchor:
            lines.append(f"forecast_anchor: {production.anchor}")
        if production.net is not None:
            lines.append(f"net_of_commitments: {'yes' if production.net else 'no'}")
        if production.ignores:
            lines.append(f'account_codes_ignore: "{production.ignores}"')
        lines.append("feeds:")
        lines += [f'  - {{ name: {name}, profile: {profile}, files: "{files.format(days=self.days_at)}" }}' for name, profile, files in FEEDS]
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "production.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def set_up(self, week):
        """The files that the office edits, as they stand at the end of the week."""
        self.settings()
        self.table("budget/accounts.csv", [["Account", "Description", "Category", "Category Name", "Section", "Type", "Department"]] + [
            [account.code, account.name, account.category, "Category " + account.category, account.section, account.type, ""]
            for account in self.production.accounts])
        self.table("budget/budget.csv", [["Account", "Line", "Total"]] + [
            [line.account, line.text, self.plain(line.amount)] for line in self.production.budget])
        self.table("budget/transfers.csv", [["No", "Date", "Kind", "Account", "Amount", "Reason", "Approved By"]] + [
            [line.number, line.date, line.kind, line.account, self.plain(line.amount), "As agreed", "B. Holm"]
            for line in self.at(self.production.changes, week)])
        self.table("schedule/deals.csv", [
            "Name,Occupation,Department,Account,Rate,Per,Guaranteed Hours,Start,Finish,Unit,Days,Guarantee,OT %,Fringes,Employer,"
            "Weekly Cap".split(",")] + [self.deal(line) for line in self.at(self.story.people.deals, week)])
        self.table("schedule/fringes.csv", ["Package,Fringe,Kind,Rate,Account,From,Employer,Resets,Ceiling".split(",")] + [
            [line.package, line.name, line.kind, decimal(line.rate), line.account, line.start or "", line.employer, line.resets,
             self.plain(line.ceiling) if line.ceiling else ""] for line in self.at(self.story.fringes, week)])
        self.table("schedule/expected.csv", ["Date,Account,Item,Vendor,Amount,PO #,Invoice,Status,Author,Note".split(",")] + [
            [line.date, line.account, line.text, line.vendor, self.plain(line.amount), line.order, line.invoice, line.status, "B. Holm", ""]
            for line in self.at(self.story.plan.expected, week)])
        self.table("forecast.csv", [
            "Date,Account,Method,Unit,Units,Rate,Percent,Of,Shooting Unit,OT %,Fringe %,Allowances,Amount,Author,Note".split(",")] + [
            self.forecast(line) for line in self.at(self.story.plan.forecasts, week)])

    @staticmethod
    def at(documents, week):
        return [line for document in documents for line in document.at(week)]

    @staticmethod
    def number(value):
        return decimal(value) if value else ""

    def deal(self, line):
        return [line.name, "Crew", "", line.account, decimal(line.rate), line.per, self.number(line.hours), line.start, line.finish or "",
                line.unit, line.kinds, self.number(line.guarantee), self.number(line.overtime), line.package, line.employer,
                self.plain(line.cap) if line.cap else ""]

    def forecast(self, line):
        return [line.date, line.account, line.method, line.unit, "" if line.units is None else decimal(line.units), self.number(line.rate),
                self.number(line.percent), line.of, line.shooting, self.number(line.overtime), self.number(line.fringe),
                self.plain(line.allowances) if line.allowances else "",
                "" if line.amount is None else self.plain(line.amount), "B. Holm", "As discussed"]

    # -- one week's exports

    def drop(self, week):
        """Writes the exports of the week below `drops/<its end>/`, and returns them in the order in which they were made."""
        end = self.weeks.end(week)
        into = f"drops/{end}"
        made = [self.days(week, into), self.cards(week, into), self.payroll(week, into), *self.ledger(week, into), self.orders(week, into),
                self.bills(week, into), self.petty_cash(week, into), self.statement(week, into), self.coding(week, into)]
        return [path for path in made if path]

    def days(self, week, into):
        rows, number = [["Date", "Unit", "Day", "Type", "Location", "Notes"]], 0
        for when, unit, kind in self.production.schedule[week]:
            number += kind == "Shoot" and unit == "Main"
            # A schedule that goes back to what it was is another file: the bytes of an older one are taken for a copy of it.
            rows.append([when, unit, number if kind == "Shoot" else "", kind, "", "" if self.in_place else f"As of week {week}"])
        if self.in_place:
            self.table(self.days_at, rows, end="\n")
            return None
        return self.table(f"{into}/shoot-days-{self.weeks.end(week)}.csv", rows, end="\n")

    def cards(self, week, into):
        rows = [line for card in self.story.people.timecards if week in card.versions for line in card.versions[week]]
        if not rows:
            return None
        head = "W/E,Name,Dept,Occupation,Date,Call,M1 Out,M1 In,M2 Out,M2 In,Wrap,Hrs,1.0x,1.5x,2.0x,MP,Acct,Set,Ep".split(",")
        return self.table(f"{into}/timecards-{self.weeks.end(week)}.csv", [head] + [
            [us(line.week_ending), line.name, "", "Crew", us(line.date), "7.0", "", "", "", "", "", tenths(sum(line.hours)),
             *map(tenths, line.hours), "", line.account, "", ""] for line in rows])

    def payroll(self, week, into):
        lines = [line for document in self.story.people.payroll if week in document.versions for line in document.versions[week]]
        if not lines:
            return None
        rows = ["Worker,Type,Position,Department,Work Week Ending,Earnings Type,Hours ST,Hours 1.5x,Hours 2x,Rate,Gross,Employer Taxes,"
                "Benefits,Handling Fee,Total,Cost Code,Fringe Code,Run Date,Project".split(",")]
        for line in lines:
            rows.append([line.name, "W-2", "Crew", "", us(line.week_ending), line.earnings, *map(tenths, line.hours), "",
                         self.plain(line.amount), *map(self.plain, line.shares), self.plain(line.amount + sum(line.shares)), line.account,
                         line.fringe, us(line.date), "Unseen"])
        rows.append(["TOTAL"] + [""] * 9 + [self.plain(sum(line.amount for line in lines))] + [""] * 8)
        return self.table(f"{into}/payroll-{self.weeks.end(week)}.csv", rows, end="\n")


def tenths(count):
    return decimal(Fraction(count, 10), 1)
