"""A random small production: settings, chart, budget, its changes and the schedule, week by week."""

from datetime import date
from fractions import Fraction

from basics import WEEKDAYS, Currency, Dice, Document, Item, Weeks, days

SECTIONS = ["Above the line", "Production", "Post"]
CONTRACTUAL = "Contractual"
CURRENCIES = [("USD", 2)] * 8 + [("JPY", 0), ("KWD", 3)]


class Account:
    """`role`: labour, fringe, material, formula (below the direct total) or balance."""

    def __init__(self, code, name, category, section, role):
        self.code, self.name, self.category, self.section, self.role = code, name, category, section, role

    @property
    def type(self):
        return {"formula": "formula", "balance": "balance"}.get(self.role, "cost")


class Production:
    def __init__(self, seed):
        self.seed = seed
        dice = Dice(seed, "settings")
        self.settings(dice)
        self.make_chart(Dice(seed, "chart"))
        self.make_budget(Dice(seed, "budget"))
        self.make_schedule(Dice(seed, "schedule"))
        self.make_changes(Dice(seed, "changes"))

    # -- settings

    def settings(self, dice):
        self.currency = Currency(*dice.pick(CURRENCIES))
        ends = dice.pick(["saturday"] * 3 + ["sunday", "friday"])
        # Some stand on the turn of the year, when ceilings begin anew.
        first = dice.pick([date(2026, 4, 1), date(2026, 9, 1), date(2026, 12, 9)])
        while WEEKDAYS[first.weekday()] != ends:
            first += days(1)
        self.week_ends = ends
        self.weeks = Weeks(first, dice.int(3, 6))
        self.variance = dice.pick(["over_positive", "under_positive"])
        self.etc_basis = dice.pick(["total_costs", "actuals"])
        self.accruals_in = dice.pick(["commitments", "own_column"])
        self.anchor = dice.pick(["hold_efc", "hold_etc", None])
        self.net = dice.pick([True, False, None])
        self.ignores = dice.pick(["", "", "-", "-."])

    def normal(self, code):
        return "".join(sign for sign in code if sign not in self.ignores).strip().upper()

    def written(self, dice, code):
        """An account as somebody types it: where dashes do not count they may be left out."""
        if self.ignores and dice.chance(20):
            return code.replace("-", "")
        return code

    # -- chart and budget

    def make_chart(self, dice):
        self.accounts = [Account(code, name, "0100", "", "balance")
                         for code, name in (("0100-10", "Bank"), ("0200-00", "Payables"), ("0300-10", "Petty cash"))]
        wanted = dice.int(10, 22)
        head = 1100
        letters = dice.chance(25)
        while len(self.accounts) < wanted + 3:
            section = SECTIONS[min(2, (len(self.accounts) - 3) * 3 // wanted)]
            category = f"{'AB'[head % 2]}{head}" if letters else str(head)
            roles = ["labour", "material", "material", "labour", "material"][: dice.int(2, 4)]
            for place, role in enumerate(roles, 1):
                self.accounts.append(Account(f"{category}-{place}0", f"{role.title()} {head} {place}", category, section, role))
            if dice.chance(75):
                self.accounts.append(Account(f"{category}-99", f"Fringes {head}", category, section, "fringe"))
            head += 100 * dice.int(1, 3)
        for place, name in enumerate(("Contingency", "Bond fee")[: dice.int(1, 2)]):
            self.accounts.append(Account(f"8{place}00-10", name, f"8{place}00", CONTRACTUAL, "formula"))

    def of_role(self, *roles):
        return [account for account in self.accounts if account.role in roles]

    @property
    def cost_accounts(self):
        return [account for account in self.accounts if account.role != "balance"]

    def amount(self, dice, low, high):
        """A sum between two amounts of major units, mostly with odd minor units."""
        minor = dice.int(low * 100, high * 100)
        if self.currency.digits == 0:
            return minor
        return minor * 10 ** (self.currency.digits - 2)

    def make_budget(self, dice):
        self.budget = []
        for account in self.cost_accounts:
            if dice.chance(5):
                continue                        # an account without a budget
            for line in range(dice.int(1, 3)):
                high = 30_000 if account.role == "labour" else 12_000
                self.budget.append(Item(account=self.written(dice, account.code), text=f"Line {line + 1}",
                                        amount=self.amount(dice, 200, high)))

    # -- transfers and overages

    def make_changes(self, dice):
        """(number, date, kind, account, amount), each with the week in which the file has it first."""
        self.changes = []
        codes = [account.code for account in self.cost_accounts]
        for number in range(1, dice.int(1, 5)):
            week = dice.int(1, self.weeks.count)
            when = self.weeks.start(week) + days(dice.int(0, 6))
            if dice.chance(15):
                when += days(7)                 # approved for later: it does not count yet
            if dice.chance(15):
                when -= days(dice.int(7, 20))   # entered late
            if dice.chance(40):
                self.add_change(dice, week, f"O-{number}", when, "Overage", dice.pick(codes), self.amount(dice, 100, 5000))
                continue
            giver, *takers = dice.sample(codes, dice.int(2, 3))
            parts = [self.amount(dice, 50, 2000) for _ in takers]
            self.add_change(dice, week, f"T-{number}", when, "Transfer", giver, -sum(parts))
            for taker, part in zip(takers, parts):
                self.add_change(dice, week, f"T-{number}", when, "Transfer", taker, part)

    def add_change(self, dice, week, number, when, kind, account, amount):
        self.changes.append(Document(number, week, [Item(number=number, date=when, kind=kind, amount=amount,
                                                         account=self.written(dice, account))]))

    # -- the schedule

    def make_schedule(self, dice):
        """`schedule[week]`: (date, unit, kind) rows as the office had them at the end of that week."""
        start = self.weeks.start(1) + days(dice.int(0, 3))
        plan = ["Prep"] * dice.int(1, 5) + ["Travel"] * dice.int(0, 1)
        for _ in range(dice.int(8, 24)):
            plan.append("Hold" if dice.chance(8) else "Shoot")
        plan += ["Travel"] * dice.int(0, 1) + ["Wrap"] * dice.int(1, 3)
        second = [dice.chance(20) for _ in plan]
        self.schedule = {}
        saturdays = dice.chance(20)
        for week in self.weeks.all():
            if week > 1 and dice.chance(45):
                plan, second = self.slip(dice, plan, second)
            if week > 2 and dice.chance(12):
                self.schedule[week] = self.schedule[week - 2]    # back to what it was
                continue
            self.schedule[week] = self.dated(start, plan, second, saturdays)

    @staticmethod
    def slip(dice, plan, second):
        plan, second = list(plan), list(second)
        for _ in range(dice.int(1, 3)):
            place = dice.int(min(4, len(plan) - 1), len(plan) - 1)
            if dice.chance(65):
                plan.insert(place, dice.pick(["Shoot", "Shoot", "Hold", "Travel"]))
                second.insert(place, dice.chance(30))
            elif len(plan) > 8:
                del plan[place], second[place]
        return plan, second

    @staticmethod
    def dated(start, plan, second, saturdays):
        rows = []
        when = start
        for kind, has_second in zip(plan, second):
            while when.weekday() == 6 or (when.weekday() == 5 and not saturdays):
                when += days(1)
            rows.append((when, "Main", kind))
            if has_second and kind == "Shoot":
                rows.append((when, "2nd", "Shoot"))
            when += days(1)
        return rows


def rate(dice, low, high, step=Fraction(1, 4)):
    return Fraction(dice.int(int(low / step), int(high / step))) * step
