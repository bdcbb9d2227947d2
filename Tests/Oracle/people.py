"""Deals, timecards and payroll registers of a random production."""

from fractions import Fraction

from basics import Dice, Document, Item, days, half_away, row
from labour import price
from production import rate

LAST = ["Abel", "Brandt", "Costa", "Dunn", "Eriksen", "Fell", "Grau", "Holm", "Ibsen", "Jun", "Keel", "Lund", "Mori", "Nagy"]
FIRST = ["Ada", "Bo", "Cy", "Dora", "Emil", "Faye", "Gus", "Hedda", "Ines", "Jo", "Kai", "Lev", "Mara", "Nils"]
RATES = {"hour": (20, 70), "day": (250, 800), "week": (1000, 3500), "flat": (3000, 15000),
         "kit-day": (20, 90), "kit-week": (80, 300), "per-diem": (30, 90)}


class People:
    def __init__(self, production, packages):
        self.production, self.packages = production, packages
        self.weeks = production.weeks
        self.deals, self.timecards, self.payroll = [], [], []
        self.names = []
        dice = Dice(production.seed, "people")
        for account in production.of_role("labour"):
            for _ in range(dice.int(1, 3)):
                self.hire(dice, account)
        self.make_timecards(Dice(production.seed, "timecards"))
        self.make_payroll(Dice(production.seed, "payroll"))

    # -- deals

    def hire(self, dice, account):
        production, weeks = self.production, self.weeks
        number = len(self.names)
        name = f"{LAST[number % 14]}, {FIRST[(number * 5 + number // 14) % 14]}"
        self.names.append(name)
        per = dice.pick(["hour", "day", "day", "week", "week", "flat"])
        package = dice.pick(sorted(self.packages) + [""]) if self.packages else ""
        guarantee = Fraction(0)
        if per in ("day", "week") and dice.chance(20) and (not package or package.startswith("Percent")):
            guarantee = Fraction(dice.int(2, 24), dice.pick([1, 2]))
        start = weeks.start(1) + days(dice.int(0, 20)) if dice.chance(60) else weeks.start(1)
        deal = Item(name=name, account=production.written(dice, account.code), rate=self.rate(dice, per), per=per,
                    hours=dice.pick([0, 0, 8, 10, 12]) if per != "flat" else 0, start=start, finish=None,
                    unit=dice.pick(["", "", "Main", "2nd"]),
                    kinds=dice.pick(["", "", "", "shoot", "prep shoot hold", "shoot travel wrap"]),
                    guarantee=guarantee, overtime=dice.pick([Fraction(0), Fraction(0), Fraction(25, 2), Fraction(10)]),
                    cap=0, package=package, employer=dice.pick(["", "Harbor Payroll"]) if package else "")
        if dice.chance(30):
            deal.finish = weeks.start(1) + days(dice.int(10, 50))
        if deal.finish and deal.finish < deal.start:
            deal.finish = None
        document = Document(name, 1, [deal])
        self.deals.append(document)
        if per != "flat" and dice.chance(35):
            self.raise_(dice, document, deal)
        if dice.chance(30):
            self.allowance(dice, name, deal)

    def rate(self, dice, per):
        low, high = RATES[per]
        return rate(dice, low, high, Fraction(1, 10_000) if per == "hour" and dice.chance(30) else Fraction(1, 4))

    def raise_(self, dice, document, deal):
        """A raise in the middle of a week, agreed before it or in that week."""
        week = dice.int(1, self.weeks.count)
        day = self.weeks.start(week) + days(dice.int(1, 5))
        if day <= deal.start or (deal.finish and day > deal.finish):
            return
        known = 1 if dice.chance(40) else week
        ended = deal.but(finish=day - days(1), guarantee=Fraction(0))
        higher = deal.but(start=day, rate=self.rate(dice, deal.per), guarantee=Fraction(0))
        document.versions[known] = [ended]
        self.deals.append(Document(deal.name, known, [higher]))

    def allowance(self, dice, name, deal):
        per = dice.pick(["kit-day", "kit-week", "per-diem"])
        account = dice.pick(self.production.of_role("material"))
        self.deals.append(Document(name, 1, [deal.but(
            account=account.code, rate=self.rate(dice, per), per=per, guarantee=Fraction(0), overtime=Fraction(0),
            cap=self.production.amount(dice, 60, 250) if dice.chance(40) else 0, package="", employer="", hours=0)]))

    def deals_at(self, week):
        return [deal for document in self.deals for deal in document.at(week)]

    # -- timecards

    def make_timecards(self, dice):
        for name in self.names:
            if not dice.chance(85):
                continue
            for week in self.weeks.all():
                if dice.chance(10):
                    continue                     # a week that nobody has keyed
                self.week_of_cards(dice, name, week, week + (1 if dice.chance(10) else 0))

    def week_of_cards(self, dice, name, week, arrives):
        own = [deal for deal in self.deals_at(week) if deal.name == name and deal.per in ("hour", "day", "week")]
        worked = sorted({when for when, _, kind in self.production.schedule[week]
                         if kind != "Hold" and self.weeks.of(when) == week})
        for when in worked:
            open_deals = [deal for deal in own if deal.start <= when and (not deal.finish or when <= deal.finish)]
            if not open_deals:
                continue
            hours = self.hours(dice)
            account = "9999-10" if dice.chance(1) else open_deals[-1].account
            rows = [row(when, account, 0, week_ending=self.weeks.end(week), name=name, hours=hours)]
            if dice.chance(8):
                other = dice.pick(self.production.of_role("labour", "material")).code
                rows.append(row(when, other, 0, week_ending=self.weeks.end(week), name=name, hours=self.hours(dice)))
            card = Document((name, when), arrives, rows)
            self.timecards.append(card)
            if dice.chance(6) and arrives < self.weeks.count:
                card.versions[dice.int(arrives + 1, self.weeks.count)] = [rows[0].but(hours=self.hours(dice))]

    @staticmethod
    def hours(dice):
        """Tenths of hours at 1x, 1.5x and 2x."""
        total = dice.int(40, 150)
        return (min(total, 80), min(max(total - 80, 0), 40), max(total - 120, 0))

    # -- payroll

    def make_payroll(self, dice):
        by_week = {}
        for card in self.timecards:
            by_week.setdefault((card.key[0], self.weeks.of(card.key[1])), []).append(card)
        for (name, week), cards in sorted(by_week.items()):
            if dice.chance(15):
                continue                          # not paid while the reports are made
            arrives = max(week + dice.pick([0, 1, 1, 1, 2]), min(card.first for card in cards))
            if arrives <= self.weeks.count:
                self.pay_week(dice, name, week, arrives, cards)
        for document in self.deals:
            deal = document.at(self.weeks.count)[0]
            if deal.per == "flat" and dice.chance(60):
                week = dice.int(1, self.weeks.count)
                part = self.production.currency.minor(deal.rate * Fraction(dice.int(1, 5), 4))
                self.pay(dice, deal.name, week, week, "Fee", deal.account, part, (0, 0, 0))

    def pay_week(self, dice, name, week, arrives, cards):
        deals = [deal for deal in self.deals_at(arrives) if deal.name == name]
        sums = {}
        for card in cards:
            for line in card.at(max(arrives, card.first)):
                gross, hours = sums.get(line.account, (0, (0, 0, 0)))
                worth = price(line, deals, self.production)
                sums[line.account] = (gross + worth, tuple(map(sum, zip(hours, line.hours))))
        for account, (gross, hours) in sums.items():
            gross += dice.pick([0, 0, 0, self.production.amount(dice, 1, 40)])
            self.pay(dice, name, week, arrives, dice.pick(["Wages", "Salary"]), account, gross, hours)
        if dice.chance(15):
            kit = dice.pick(self.production.of_role("material")).code
            self.pay(dice, name, week, arrives, "Kit rental", kit, self.production.amount(dice, 40, 200), (0, 0, 0))

    def pay(self, dice, name, week, arrives, earnings, account, gross, hours):
        run = self.weeks.start(arrives) + days(dice.int(0, 6))
        if dice.chance(15) and arrives > 1:
            run -= days(7)                        # entered after its week was reported
        shares = [half_away(Fraction(gross * dice.int(0, 12), 100)) for _ in range(3)]
        fringe = dice.pick(self.production.of_role("fringe", "material")).code
        if name.count(",") and dice.chance(20):
            last, first = name.split(", ")
            name = f"{first} {last}"
        line = row(run, account, gross, name=name, week_ending=self.weeks.end(week), earnings=earnings, hours=hours,
                   shares=shares, fringe=fringe)
        key = (name, line.week_ending, earnings, run)
        existing = [document for document in self.payroll if document.key == key]
        if existing:
            if existing[0].first == arrives:
                existing[0].versions[arrives].append(line)
            return
        paid = Document(key, arrives, [line])
        self.payroll.append(paid)
        if arrives == self.weeks.count:
            return
        if dice.chance(8):
            later = dice.int(arrives + 1, self.weeks.count)
            changed = [line.but(amount=line.amount + self.production.amount(dice, -50, 90),
                                account=dice.pick(self.production.of_role("labour", "material")).code)]
            if line.account == account:
                paid.versions[later] = changed
        elif dice.chance(6):
            later = dice.int(arrives + 1, self.weeks.count)
            again = self.weeks.start(later) + days(2)
            extra = line.but(date=again, amount=self.production.amount(dice, 10, 300), hours=(0, 0, 0))
            self.payroll.append(Document((name, line.week_ending, earnings, again), later, [extra]))
