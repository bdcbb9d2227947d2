"""The final cost of every account by its method (domain 1.11), as of one week."""

from fractions import Fraction

from basics import half_away
from crew import Crew
from orders import normal as order_number


class Estimates:
    def __init__(self, oracle, week, lines):
        self.oracle, self.week, self.lines = oracle, week, lines
        self.production, self.weeks = oracle.production, oracle.weeks
        self.story = oracle.story
        self.schedule = self.production.schedule[week]
        self.crew = Crew(oracle, week)
        self.forecasts = self.in_force()
        self.done = {}

    def in_force(self):
        """The latest row of each account up to the report's date; of equal dates the later row of the file."""
        found = {}
        for document in self.story.plan.forecasts:
            for line in document.at(self.week):
                code = self.oracle.normal(line.account)
                if line.date <= self.weeks.end(self.week) and (code not in found or found[code][0].date <= line.date):
                    found[code] = (line, document.said_since(self.week))
        return found

    def final(self, code):
        if code not in self.done:
            self.done[code] = self.compute(code)
        return self.done[code]

    def compute(self, code):
        line = self.lines[code]
        total, working = line["totalCost"], line["workingBudget"]
        if code not in self.oracle.chart:
            return total                         # suspense: nothing is expected of it
        forecast, known = self.forecasts.get(code, (None, None))
        method = forecast.method if forecast else "budget_remaining"
        if method == "budget_remaining":
            return max(working, total)
        if method == "hold_budget":
            return working
        if method == "hold_efc":
            return forecast.amount
        if method == "none":
            return total
        if method == "hold_etc":
            return self.printed_base(line) + forecast.amount
        if method == "manual":
            if self.production.anchor == "hold_etc":
                return self.printed_base(line) + forecast.amount
            return self.printed_base(self.when_typed(code, forecast, known)) + forecast.amount
        if method == "dated_items":
            return total + self.unspent(code)
        if method == "percent_of":
            return self.share(code, forecast)
        if method == "rate_x_units":
            return total + self.less_orders(self.rate_times_units(code, forecast), line)
        still = {"deals": self.crew.deals, "fringes": self.crew.fringes}[method]
        return total + self.less_orders(still.get(code, 0), line)

    def printed_base(self, line):
        """What the printed estimate comes on top of (domain 1.11, guard 4)."""
        return line["totalCost"] if self.production.etc_basis == "total_costs" else line["toDate"]

    def when_typed(self, code, forecast, known):
        week = max(1, self.weeks.of(forecast.date), known)
        return self.lines[code] if week >= self.week else self.oracle.report(week)[code]

    def less_orders(self, amount, line):
        """Guard 1."""
        covered = line["openOrders"] if self.production.net is not False else 0
        return max(0, amount - covered)

    # -- rate times units

    def rate_times_units(self, code, forecast):
        units = forecast.units if forecast.units is not None else self.units_left(code, forecast)
        cost = forecast.rate * units * (1 + forecast.overtime / 100) * (1 + forecast.fringe / 100)
        return self.production.currency.minor(cost) + forecast.allowances

    def units_left(self, code, forecast):
        """Days or weeks after the last week that is costed or accrued on the account, else after the report (guard 2)."""
        after = min(self.crew.last_week_of_account.get(code, self.weeks.end(self.week)), self.weeks.end(self.week))
        days = [(day, kind) for day, unit, kind in self.schedule
                if day > after and forecast.shooting.lower() in ("", unit.lower())]
        if forecast.unit == "week":
            return Fraction(len({self.weeks.of(day) for day, _ in days}))
        kind = forecast.unit.removesuffix("_day").title()
        return Fraction(len({day for day, other in days if other == kind}))

    # -- shares

    def share(self, code, forecast):
        of_budget = forecast.of.startswith("budget:")
        members = self.members(forecast.of.removeprefix("budget:"), code)
        base = sum(self.lines[other]["budget"] if of_budget else self.final(other) for other in members)
        share = half_away(base * forecast.percent / 100)
        if of_budget:
            share += self.lines[code]["transfers"] + self.lines[code]["overages"]
        return share

    def members(self, of, code):
        found = []
        for word in of.split():
            for account in self.production.cost_accounts:
                named = (self.oracle.normal(word) == self.oracle.normal(account.code) or word == account.category
                         or (word == "direct" and account.role != "formula")
                         or word == "section:" + account.section.replace(" ", "_"))
                other = self.oracle.normal(account.code)
                if named and other != code and other not in found:
                    found.append(other)
        return found

    # -- expected items

    def unspent(self, code):
        ordered = {line.number for line in self.oracle.order_lines if line.status != "VOID"}
        billed = {(document.number, document.vendor) for document in self.story.purchases.bills
                  for posting in self.oracle.postings_of[document.key] if posting.holds(self.week)}
        total = 0
        for document in self.story.plan.expected:
            for item in document.at(self.week):
                is_billed = item.invoice and any(number == item.invoice and item.vendor in ("", vendor) for number, vendor in billed)
                is_ordered = item.order and order_number(item.order) in ordered
                if self.oracle.normal(item.account) == code and not item.status and not is_billed and not is_ordered:
                    total += item.amount
        return total
