"""What deals and fringes still come to (domain 1.5, 1.9, 1.11): each worker's days after the last week paid or accrued."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from basics import days, half_away, worker_key
from labour import straight_hours

USUAL = {"Prep", "Shoot", "Travel", "Wrap"}           # holds are paid by those who have agreed on them


class Crew:
    def __init__(self, oracle, week):
        self.oracle, self.week = oracle, week
        self.production, self.weeks = oracle.production, oracle.weeks
        self.schedule = self.production.schedule[week]
        self.end = self.weeks.end(week)
        self.read_history()
        self.deals, self.fringes = defaultdict(int), defaultdict(int)
        self.wages = defaultdict(list)                # (worker, employer, package): (date, minor units, hours)
        terms = oracle.story.people.deals_at(week)
        self.wages_accrued(terms)
        for deal in terms:
            amount = self.deal(deal)
            self.deals[oracle.normal(deal.account)] += amount
        self.add_fringes()

    # -- what is paid and accrued

    def read_history(self):
        oracle = self.oracle
        self.registered = [posting for posting in oracle.register if posting.holds(self.week)]
        paid = oracle.paid_weeks(self.week)
        self.accrued = list(oracle.accrued(self.week, paid, oracle.story.people.deals_at(self.week)))
        covered = [(posting.line.name, posting.account, posting.line.week_ending) for posting in self.registered]
        covered += [(line.name, oracle.normal(line.account), line.week_ending)
                    for card in oracle.story.people.timecards for line in card.at(self.week)]
        self.last_week_of_account, self.last_week_of_worker = {}, {}
        for name, account, end in covered:
            if end <= self.end:
                for known, key in ((self.last_week_of_account, account), (self.last_week_of_worker, worker_key(name))):
                    known[key] = max(known.get(key, end), end)

    def wages_accrued(self, terms):
        for line, worth in self.accrued:
            own = [deal for deal in terms if worker_key(deal.name) == worker_key(line.name) and deal.package
                   and deal.per in ("hour", "day", "week", "flat")]
            held = [deal for deal in own if self.holds(deal, line.date)]
            account = self.oracle.normal(line.account)
            same = [deal for deal in held if self.oracle.normal(deal.account) == account]
            deal = next(iter(same or held or own), None)
            if deal and worth:
                self.wages[self.base(deal)].append((line.date, worth, Fraction(sum(line.hours), 10)))

    @staticmethod
    def base(deal):
        return worker_key(deal.name), deal.employer, deal.package

    @staticmethod
    def holds(deal, day):
        return deal.start <= day and (not deal.finish or day <= deal.finish)

    # -- deals

    def paid_days(self, deal):
        kinds = {word.title() for word in deal.kinds.split()} or USUAL
        return sorted({day for day, unit, kind in self.schedule if kind in kinds and deal.unit in ("", unit)})

    def units(self, deal):
        """(day, days or part of a week) for every day on which the deal is paid."""
        paid = self.paid_days(deal)
        found = []
        for day in paid:
            if not self.holds(deal, day):
                continue
            same_week = sum(self.weeks.of(other) == self.weeks.of(day) for other in paid)
            found.append((day, Fraction(1, same_week) if deal.per in ("week", "kit-week") else Fraction(1)))
        return found

    def money(self, deal, units):
        """Rate times units with the overtime allowance; an hourly rate pays the hours that are guaranteed for a day."""
        rate = deal.rate * (straight_hours(deal.hours or 8) if deal.per == "hour" else 1)
        return self.production.currency.minor(rate * units * (1 + deal.overtime / 100))

    def deal(self, deal):
        """What is still to be paid. Wages go to the base of their fringes day by day, in whole minor units."""
        after = self.last_week_of_worker.get(worker_key(deal.name), deal.start - days(1))
        after = min(after, self.end)
        if deal.per == "flat":
            amount = max(0, self.production.currency.minor(deal.rate * (1 + deal.overtime / 100)) - self.spent(deal))
            if deal.package and amount:
                last = max(self.paid_days(deal), default=max(after + days(1), deal.start))
                self.wages[self.base(deal)].append((deal.finish or last, amount, Fraction(0)))
            return amount
        units = self.units(deal)
        left = [(day, part) for day, part in units if day > after]
        missing = deal.guarantee - sum(part for _, part in units)
        if deal.guarantee and missing > 0:
            day, part = left.pop() if left else (max(after + days(1), deal.start), 0)
            left.append((day, part + missing))
        if deal.cap:
            weeks = defaultdict(Fraction)
            for day, part in left:
                weeks[self.weeks.of(day)] += part
            return sum(min(deal.cap, self.money(deal, part)) for part in weeks.values())
        whole = sum(part for _, part in left)
        amount = self.money(deal, whole)
        if deal.package and deal.per in ("hour", "day", "week"):
            running = Fraction(0)
            given = 0
            for day, part in left:
                running += part
                up_to = half_away(amount * running / whole)
                self.wages[self.base(deal)].append((day, up_to - given, Fraction(deal.hours or 8)))
                given = up_to
        return amount

    def spent(self, deal):
        """Of a flat deal: what the register and the timecards have of the worker on the account."""
        code, worker = self.oracle.normal(deal.account), worker_key(deal.name)
        return (sum(posting.line.amount for posting in self.registered
                    if posting.account == code and worker_key(posting.line.name) == worker)
                + sum(worth for line, worth in self.accrued
                      if self.oracle.normal(line.account) == code and worker_key(line.name) == worker))

    # -- fringes

    def add_fringes(self):
        named = defaultdict(list)
        for document in self.oracle.story.fringes:
            for fringe in document.at(self.week):
                named[fringe.package, fringe.name, self.oracle.normal(fringe.account)].append(fringe)
        for base, wages in self.wages.items():
            for (package, _, account), rates in named.items():
                if package == base[2]:
                    self.fringes[account] += self.fringe(rates, base, wages)

    def fringe(self, rates, base, wages):
        """The register uses a ceiling up first, then accrued timecards and days to come in order. Rounded once a rate and year."""
        worker, employer, _ = base
        rates = sorted((rate for rate in rates if rate.employer in ("", employer)), key=lambda rate: rate.start or date.min)
        money, used = defaultdict(Fraction), {}
        seen_days, seen_weeks = set(), {posting.line.week_ending for posting in self.wage_lines(worker)}
        for day, amount, hours in sorted(wages):
            valid = [rate for rate in rates if rate.start is None or rate.start <= day]
            if not valid:
                continue
            rate = valid[-1]
            year = 0 if rate.resets == "never" else day.year
            week = self.weeks.end_of(day)
            first_day, first_week = day not in seen_days, week not in seen_weeks
            seen_days.add(day)
            seen_weeks.add(week)
            if year not in used:
                used[year] = self.used_by_register(rate, worker, year)
                is_fresh = not any(year in (0, posting.line.date.year) for posting in self.wage_lines(worker))
            else:
                is_fresh = False
            units = {"percent": Fraction(amount), "hour": hours, "day": Fraction(first_day), "week": Fraction(first_week),
                     "flat": Fraction(is_fresh)}[rate.kind]
            worth = units if rate.kind == "percent" else units * rate.rate * 10 ** self.production.currency.digits
            if rate.ceiling:
                worth = max(Fraction(0), min(worth, rate.ceiling - used[year]))
            used[year] += worth
            money[valid.index(rate), year, rate.kind, rate.rate] += worth
        return sum(half_away(worth * rate / 100 if kind == "percent" else worth)
                   for (_, _, kind, rate), worth in money.items())

    def wage_lines(self, worker):
        return [posting for posting in self.registered
                if worker_key(posting.line.name) == worker and posting.line.earnings != "Kit rental"]

    def used_by_register(self, rate, worker, year):
        """Wages for a percentage, money for the others."""
        lines = [posting.line for posting in self.wage_lines(worker) if year in (0, posting.line.date.year)]
        unit = rate.rate * 10 ** self.production.currency.digits
        return {"percent": Fraction(sum(line.amount for line in lines)),
                "hour": sum((Fraction(sum(line.hours), 10) for line in lines), Fraction(0)) * unit,
                "week": len({line.week_ending for line in lines}) * unit}.get(rate.kind, Fraction(0))
