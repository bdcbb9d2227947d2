"""The office's estimates: forecast rows, fringes and expected items of a random production."""

from fractions import Fraction

from basics import Dice, Document, Item, days
from production import rate
from purchases import VENDORS

UNITS = ["shoot_day", "shoot_day", "week", "prep_day", "wrap_day", "travel_day", "hold_day"]


def fringe_tables(production):
    """Documents of fringe rows. Packages whose name begins with Percent have no fringe by hour, day or week."""
    dice = Dice(production.seed, "fringes")
    accounts = production.of_role("fringe")
    tables = []
    if not accounts:
        return tables
    for name in ["Percent crew", "Union", "Mixed"][: dice.int(0, 3)]:
        kinds = ["percent", "percent"] if name.startswith("Percent") else dice.sample(
            ["percent", "percent", "hour", "day", "week", "flat"], dice.int(2, 4))
        for place, kind in enumerate(kinds):
            account = production.written(dice, dice.pick(accounts).code)
            fringe = Item(package=name, name=f"Fringe {place + 1}", kind=kind, account=account, start=None,
                          rate=fringe_rate(dice, kind), employer=dice.pick(["", "", "Harbor Payroll"]),
                          resets=dice.pick(["", "year", "never"]), ceiling=fringe_ceiling(dice, production, kind))
            tables.append(Document(name, 1, [fringe]))
            if dice.chance(40) and (kind == "percent" or not fringe.ceiling):
                week = dice.int(1, production.weeks.count + 1)
                start = production.weeks.start(week) + days(dice.int(0, 6))
                known = 1 if week > production.weeks.count else dice.pick([1, week])
                tables.append(Document(name, known, [fringe.but(start=start, rate=fringe_rate(dice, kind))]))
    return tables


def fringe_rate(dice, kind):
    low, high = {"percent": (1, 25), "hour": (1, 12), "day": (5, 40), "week": (20, 90), "flat": (50, 400)}[kind]
    return rate(dice, low, high, Fraction(1, 100))


def fringe_ceiling(dice, production, kind):
    """Low enough that some worker crosses it; of wages for a percentage, of money for the others."""
    if kind == "percent":
        return production.amount(dice, 1500, 9000) if dice.chance(60) else 0
    return production.amount(dice, 60, 500) if kind in ("hour", "week") and dice.chance(35) else 0


class Plan:
    def __init__(self, production, people, purchases, fringes):
        self.production, self.weeks = production, production.weeks
        self.people, self.purchases, self.fringes = people, purchases, fringes
        self.paid = {production.normal(deal.account) for document in people.deals for deal in document.at(production.weeks.count)}
        self.forecasts, self.expected = [], []
        self.make_forecasts(Dice(production.seed, "forecast"))
        self.make_expected(Dice(production.seed, "expected"))

    # -- forecast rows

    def make_forecasts(self, dice):
        begin = self.weeks.start(1)
        for account in self.production.cost_accounts:
            if dice.chance(80):
                self.add(dice, account, begin - days(dice.int(0, 5)), 1)
        for week in self.weeks.all():
            for account in dice.sample(self.production.cost_accounts, dice.int(0, 4)):
                when = self.weeks.start(week) + days(dice.int(0, 6))
                if dice.chance(20):
                    when += days(dice.pick([-14, -7, 7]))
                self.add(dice, account, when, week)
            if week > 1:
                self.edit(dice, week)

    def add(self, dice, account, when, week):
        self.forecasts.append(Document(account.code, week, [self.line(dice, account, when)]))

    def edit(self, dice, week):
        """Somebody changes a row in its place."""
        for document in dice.sample(self.forecasts, dice.int(0, 2)):
            line = document.at(week)
            if line and document.first < week and line[0].amount is not None:
                changed = line[0].but(amount=self.production.amount(dice, 0, 20_000))
                if dice.chance(35):
                    changed = document.first_rows[0]          # back to what it said at first
                document.versions[week] = [changed]

    def methods(self, dice, account):
        if account.role == "formula":
            return ["percent_of", "percent_of", "hold_efc", "budget_remaining", "manual"]
        typed = ["hold_budget", "hold_efc", "hold_etc", "manual", "none", "rate_x_units", "budget_remaining", "dated_items"]
        if account.role == "labour":
            return ["deals"] * 6 + ["rate_x_units"] * 3 + typed
        if account.role == "fringe":
            return (["fringes"] * 8 if self.fringes else []) + ["percent_of"] * 3 + typed
        kits = ["deals"] * 4 if self.production.normal(account.code) in self.paid else []
        return ["dated_items"] * 3 + ["rate_x_units"] * 3 + ["percent_of"] + kits + typed

    def line(self, dice, account, when):
        production = self.production
        line = Item(date=when, account=production.written(dice, account.code), method=dice.pick(self.methods(dice, account)),
                    unit="", units=None, rate=Fraction(0), percent=Fraction(0), of="", shooting="", overtime=Fraction(0),
                    fringe=Fraction(0), allowances=0, amount=None)
        if line.method in ("hold_efc", "hold_etc", "manual"):
            line.amount = production.amount(dice, 0, 25_000)
        if line.method == "rate_x_units":
            line.unit = dice.pick(UNITS)
            line.rate = rate(dice, 50, 1500, Fraction(1, 20))
            line.units = Fraction(dice.int(0, 30), 2) if dice.chance(15) else None
            line.shooting = dice.pick(["", "", "", "Main", "2nd"])
            line.overtime = dice.pick([Fraction(0), Fraction(0), Fraction(25, 2)])
            line.fringe = dice.pick([Fraction(0), Fraction(0), Fraction(2235, 100)])
            line.allowances = production.amount(dice, 10, 500) if dice.chance(20) else 0
        if line.method == "percent_of":
            line.percent = rate(dice, 1, 30, Fraction(1, 20))
            line.of = self.base(dice, account)
        return line

    def base(self, dice, account):
        """Never in a circle: formula lines of what is above them, fringes of their category, others of labour."""
        labour = [other.code for other in self.production.of_role("labour")]
        if account.role == "formula":
            return dice.pick(["direct", "budget:direct", "section:Above_the_line section:Post", "budget:section:Production",
                              " ".join(dice.sample(labour, 3))])
        if account.role == "fringe" and dice.chance(50):
            return account.category
        return dice.pick(["", "budget:"]) + " ".join(dice.sample(labour, dice.int(1, 3)))

    # -- expected items

    def make_expected(self, dice):
        accounts = self.production.of_role("material", "labour", "fringe")
        for number in range(dice.int(2, 10)):
            week = dice.pick([1, 1, dice.int(1, self.weeks.count)])
            when = self.weeks.start(dice.int(1, self.weeks.count + 3)) + days(dice.int(0, 6))
            item = Item(date=when, account=self.production.written(dice, dice.pick(accounts).code), text=f"Item {number}",
                        vendor="", order="", invoice="", status="", amount=self.production.amount(dice, 100, 6000))
            document = Document(number, week, [item])
            self.expected.append(document)
            later = dice.int(week, self.weeks.count)
            kind = dice.pick(["order", "bill", "close", "amount", "", ""])
            if kind == "order" and self.purchases.groups:
                item = item.but(order=self.purchases.cite(dice, dice.pick(dice.pick(self.purchases.groups)[2]).first_rows[0].number))
            elif kind == "bill":
                bill = dice.pick(self.purchases.bills)
                item = item.but(invoice=bill.number, vendor=dice.pick(["", bill.vendor, bill.vendor, VENDORS[0]]))
            elif kind == "close":
                item = item.but(status=dice.pick(["Closed", "Spent", "Cancelled"]))
            elif kind == "amount":
                item = item.but(amount=self.production.amount(dice, 100, 6000))
            document.versions[later] = [item]


