"""The expected columns of every account and week, from the transactions in memory (domain 1.1, 1.2, 1.12). Slow and plain."""

from collections import defaultdict

import orders
from basics import worker_key
from estimates import Estimates
from labour import deal_of, price

COLUMNS = ["thisPeriod", "toDate", "openOrders", "accruals", "totalCost", "etc", "efc", "budget", "overages", "transfers",
           "workingBudget", "variance", "previousEfc", "efcChange", "varianceChange"]


class Posting:
    """A line of cost that is posted in one week and perhaps taken back in a later one."""

    def __init__(self, line, account, week):
        self.line, self.account, self.week = line, account, week
        self.taken_back = None

    def holds(self, week):
        return self.week <= week and not (self.taken_back and self.taken_back <= week)


class Oracle:
    def __init__(self, story):
        self.story = story
        self.production, self.weeks = story.production, story.production.weeks
        self.chart = {self.normal(account.code): account for account in self.production.accounts}
        self.postings = []
        self.postings_of = defaultdict(list)           # by the document's key
        for document in (story.purchases.bills + story.purchases.ledger + story.purchases.envelopes + story.purchases.codings):
            self.post(document, lambda line: line.account)
        self.register = []
        for document in story.people.payroll:
            self.register += self.post(document, lambda line: line.account)
            self.post(document, lambda line: line.fringe, lambda line: line.but(amount=sum(line.shares), order=""))
        self.reports = {}

    def normal(self, code):
        return self.production.normal(code)

    def rank(self, code):
        """The place of an account in the chart; what the chart lacks comes first."""
        return (list(self.chart).index(code) if code in self.chart else -1, code)

    def is_balance(self, code):
        return code in self.chart and self.chart[code].role == "balance"

    def post(self, document, account_of, line_of=lambda line: line):
        """Each version against the one before it: what is no more is taken back in the week in which that was seen, what is
        new is posted then, or in the week of its date if that is still to come (domain 1.12)."""
        made, held = [], []
        for week in sorted(document.versions):
            left = list(held)
            held = []
            for line in document.versions[week]:
                same = next((posting for posting in left if posting.source.same(line)), None)
                if same:
                    left.remove(same)
                    held.append(same)
                    continue
                posting = Posting(line_of(line), self.normal(account_of(line)), max(week, self.weeks.of(line.date)))
                posting.source = line
                made.append(posting)
                held.append(posting)
            for gone in left:
                gone.taken_back = max(week, gone.week)
        self.postings += made
        self.postings_of[document.key] += made
        return made

    # -- the columns that are facts

    def costs(self):
        return (posting for posting in self.postings
                if not getattr(posting.line, "settled", False) and not self.is_balance(posting.account))

    def this_period(self, week):
        sums = defaultdict(int)
        for posting in self.costs():
            sums[posting.account] += posting.line.amount * ((posting.week == week) - (posting.taken_back == week))
        return sums

    def accruals(self, week):
        """Timecards of workers and weeks that no register has (domain 1.9)."""
        paid = self.paid_weeks(week)
        deals = self.story.people.deals_at(week)
        sums = defaultdict(int)
        for line, worth in self.accrued(week, paid, deals):
            code = self.normal(line.account)
            if not self.is_balance(code):
                sums[code] += worth
        return sums

    def paid_weeks(self, week):
        return {(worker_key(posting.line.name), posting.line.week_ending) for posting in self.register if posting.holds(week)}

    def accrued(self, week, paid, deals):
        own = defaultdict(list)
        for deal in deals:
            own[worker_key(deal.name)].append(deal)
        for card in self.story.people.timecards:
            for line in card.at(week):
                worker = worker_key(line.name)
                if (worker, line.week_ending) not in paid and deal_of(line, own[worker], self.production):
                    yield line, price(line, own[worker], self.production)

    def changes(self, week, kind):
        sums = defaultdict(int)
        for document in self.story.production.changes:
            for change in document.at(week):
                if change.kind == kind and change.date <= self.weeks.end(week):
                    sums[self.normal(change.account)] += change.amount
        return sums

    # -- one report

    def report(self, week):
        if week not in self.reports:
            self.reports[week] = self.compute(week)
        return self.reports[week]

    def compute(self, week):
        before = self.report(week - 1) if week > 1 else {}
        period, accruals = self.this_period(week), self.accruals(week)
        cited = [posting for posting in self.costs() if posting.line.order and posting.holds(week)]
        open_orders = defaultdict(int)
        self.order_lines = orders.lines_at(self.story.purchases.orders, week, self.normal)
        for line, amount in orders.open_amounts(self.order_lines, cited, self.rank):
            open_orders[line.account] += amount
        budget = defaultdict(int)
        for line in self.production.budget:
            budget[self.normal(line.account)] += line.amount
        overages, transfers = self.changes(week, "Overage"), self.changes(week, "Transfer")

        codes = [self.normal(account.code) for account in self.production.cost_accounts]
        for column in (period, accruals, open_orders):
            codes += sorted(code for code in column if code not in self.chart and code not in codes)
        codes += [code for code in before if code not in codes]
        lines = {}
        for code in codes:
            previous = before.get(code, {})
            line = {"thisPeriod": period[code], "toDate": previous.get("toDate", 0) + period[code],
                    "openOrders": open_orders[code], "accruals": accruals[code], "budget": budget[code],
                    "overages": overages[code], "transfers": transfers[code], "previousEfc": previous.get("efc", 0)}
            line["totalCost"] = line["toDate"] + line["openOrders"] + line["accruals"]
            line["workingBudget"] = line["budget"] + line["overages"] + line["transfers"]
            lines[code] = line
        estimates = Estimates(self, week, lines)
        for code, line in lines.items():
            self.finish(line, estimates.final(code), before.get(code, {}))
        return lines

    def finish(self, line, final, previous):
        line["efc"] = final
        line["etc"] = final - (line["totalCost"] if self.production.etc_basis == "total_costs" else line["toDate"])
        sign = 1 if self.production.variance == "over_positive" else -1
        line["variance"] = sign * (final - line["workingBudget"])
        line["efcChange"] = final - line["previousEfc"]
        line["varianceChange"] = line["variance"] - previous.get("variance", 0)

    def expected(self, week):
        """Each account's line that says something, by its code."""
        before = self.report(week - 1) if week > 1 else {}
        return {code: line for code, line in self.report(week).items()
                if any(line.values()) or before.get(code, {}).get("workingBudget")}
