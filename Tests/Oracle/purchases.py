"""Purchase orders, bills, the general ledger, petty cash and cards of a random production."""

from fractions import Fraction

from basics import Dice, Document, Item, days, half_away, row

VENDORS = ["Ropewalk Studios", "Tidewater Power", "Lantern & Sons", "Gull Point Marine", "Quayside Cars", "Timber & Tide"]


class Purchases:
    def __init__(self, production):
        self.production, self.weeks = production, production.weeks
        self.codes = [account.code for account in production.of_role("material", "fringe", "formula")]
        self.codes += [account.code for account in production.of_role("labour")][:1]
        self.orders, self.bills, self.ledger, self.envelopes, self.charges, self.codings = [], [], [], [], [], []
        self.make_orders(Dice(production.seed, "orders"))
        self.make_bills(Dice(production.seed, "bills"))
        self.make_ledger(Dice(production.seed, "ledger"))
        self.make_envelopes(Dice(production.seed, "petty"))
        self.make_cards(Dice(production.seed, "cards"))

    def account(self, dice):
        if dice.chance(2):
            return dice.pick(["7777-01", "ZZ-9"])          # not in the chart
        return self.production.written(dice, dice.pick(self.codes))

    def day_of(self, dice, week):
        """A day of the week, or an earlier one that turns up late."""
        when = self.weeks.start(week) + days(dice.int(0, 6))
        return when - days(dice.int(7, 25)) if dice.chance(15) else when

    # -- orders

    def make_orders(self, dice):
        self.groups = []                                   # (number, lines, first week)
        for number in range(1001, 1001 + dice.int(3, 10)):
            week = dice.int(1, self.weeks.count)
            lines = []
            suffixes = ["-A", "-B"] if dice.chance(12) else [""]
            vendor, issued = dice.pick(VENDORS), self.day_of(dice, week)
            for suffix in suffixes:
                for _ in range(dice.pick([1, 1, 2, 3]) if suffix == "" else 1):
                    amount = self.production.amount(dice, 100, 8000)
                    line = Item(number=f"{number}{suffix}", date=issued, vendor=vendor, amount=amount,
                                account=self.account(dice), text=f"Item {len(lines) + 1}", status="")
                    document = Document(number, week, [line])
                    lines.append(document)
                    self.order_story(dice, document, line, week)
            if dice.chance(15) and week < self.weeks.count:
                when = dice.int(week + 1, self.weeks.count)
                first = lines[0].at(week)[0]
                lines.append(Document(number, when, [first.but(
                    amount=-self.production.amount(dice, 50, 3000), text="Change order", status="",
                    date=max(first.date, self.weeks.start(when)))]))
            self.orders += lines
            self.groups.append((str(number), vendor, lines, week))

    def order_story(self, dice, document, line, week):
        for later in range(week + 1, self.weeks.count + 1):
            if not dice.chance(22):
                continue
            kind = dice.pick(["close", "close", "void", "raise", "lower", "reopen", "vanish", "recode"])
            if kind in ("close", "void", "reopen"):
                line = line.but(status={"close": "Closed", "void": "VOID", "reopen": ""}[kind])
            elif kind in ("raise", "lower"):
                change = self.production.amount(dice, 10, 2000)
                line = line.but(amount=max(0, line.amount + (change if kind == "raise" else -change)))
            elif kind == "recode":
                line = line.but(account=self.account(dice))
            document.versions[later] = [] if kind == "vanish" else [line]

    def cite(self, dice, number):
        return dice.pick([number, number, f"PO-{number}", f"#{number}", f"po {number}"])

    # -- bills

    def make_bills(self, dice):
        for place in range(dice.int(6, 20)):
            week = dice.int(1, self.weeks.count)
            number, vendor = f"INV-{2000 + place}", dice.pick(VENDORS)
            rows = []
            when = self.day_of(dice, week)
            if dice.chance(5):
                when = self.weeks.end(week) + days(dice.int(1, 12))       # dated ahead: it posts in its own week
            group = dice.pick(self.groups) if self.groups and dice.chance(60) else None
            if group:
                vendor = group[1]
            for line in range(dice.pick([1, 1, 1, 2, 3])):
                account, cited, target = self.account(dice), "", 0
                if group:
                    order = dice.pick(group[2]).versions
                    ordered = order[min(order)][0]
                    if dice.chance(85):
                        account = ordered.account
                    cited = self.cite(dice, dice.pick([ordered.number, group[0]]))
                    target = half_away(Fraction(abs(ordered.amount) * dice.int(10, 130), 100))
                if dice.chance(3):
                    cited = "8888"                                       # an order that the log lacks
                rows.append(self.bill_line(dice, when, account, target, cited, line))
            if dice.chance(8):
                rows.append(rows[-1].but())                              # twice the same line: two lines
            if dice.chance(12):
                rows = [line.but(quantity=-line.quantity, amount=-line.amount) for line in rows]   # a credit memo
            bill = Document((vendor, number), week, rows)
            bill.vendor, bill.number = vendor, number
            self.bills.append(bill)
            self.bill_story(dice, bill, rows, week)

    def bill_line(self, dice, when, account, target, cited, line):
        quantity = dice.pick([Fraction(1), Fraction(1), Fraction(4), Fraction(dice.int(3, 900), 100)])
        unit = Fraction(target or self.production.amount(dice, 20, 3000), 10 ** self.production.currency.digits) / quantity
        unit = Fraction(half_away(unit * 10_000), 10_000)
        return row(when, account, self.production.currency.minor(quantity * unit), cited, quantity=quantity, unit=unit,
                   text=f"Line {line + 1}")

    def bill_story(self, dice, bill, rows, week):
        for later in range(week + 1, self.weeks.count + 1):
            if not dice.chance(10):
                continue
            kind = dice.pick(["amount", "recode", "strike", "void", "cite"])
            first, rest = rows[0], rows[1:]
            if kind == "amount":
                rows = [self.bill_line(dice, first.date, first.account, 0, first.order, 0)] + rest
            elif kind == "recode":
                rows = [first.but(account=self.account(dice))] + rest
            elif kind == "strike" and rest:
                rows = rest
            elif kind == "void":
                rows = [line.but(quantity=Fraction(0), amount=0) for line in rows]
            elif kind == "cite" and self.groups:
                rows = [first.but(order=dice.pick(self.groups)[0])] + rest
            bill.versions[later] = rows

    # -- the general ledger

    def make_ledger(self, dice):
        """`ranges[week]`: first and last day of each export of the week; the first reaches the week's end."""
        self.ranges = {}
        for week in self.weeks.all():
            first = self.weeks.start(1) if dice.chance(40) else self.weeks.start(max(1, week - dice.int(0, 2)))
            self.ranges[week] = [(first, self.weeks.end(week))]
            if dice.chance(35):
                begin = self.weeks.start(week) - days(dice.int(0, 9))
                self.ranges[week].append((max(begin, first), self.weeks.end(week) - days(dice.int(0, 3))))
        # A row on the balance sheet for every day, so that every export has its first and its last day.
        for number in range((self.weeks.end(self.weeks.count) - self.weeks.start(1)).days + 1):
            when = self.weeks.start(1) + days(number)
            self.ledger.append(Document(when, 1, [self.ledger_row(when, "0100-10", 100 + number, "Deposit", "", "Daily float")]))
        for place in range(dice.int(8, 25)):
            week = dice.int(1, self.weeks.count)
            first = self.ranges[week][0][0]
            when = first + days(dice.int(0, (self.weeks.end(week) - first).days))
            kind = dice.pick(["Expense", "Journal Entry", "Check", "Expense", "Bill Payment (Check)"])
            amount = self.production.amount(dice, 5, 2500) * (-1 if dice.chance(15) else 1)
            line = self.ledger_row(when, self.account(dice), amount, kind, f"G{3000 + place}" if dice.chance(60) else "", "Costs")
            entry = Document(place, week, [line, line.but()] if dice.chance(12) else [line])
            self.ledger.append(entry)
            self.ledger_story(dice, entry, week)

    @staticmethod
    def ledger_row(when, account, amount, kind, number, text):
        return row(when, account, amount, kind=kind, number=number, text=text, settled=kind.startswith("Bill Payment"))

    def ledger_story(self, dice, entry, week):
        for later in range(week + 1, self.weeks.count + 1):
            lines = entry.at(later - 1)
            if not lines or lines[0].date < self.ranges[later][0][0] or not dice.chance(15):
                continue
            kind = dice.pick(["vanish", "vanish-one", "amount", "recode", "twice"])
            first = lines[0]
            entry.versions[later] = {
                "vanish": [], "vanish-one": lines[1:], "twice": lines + [first.but()],
                "amount": [first.but(amount=first.amount + self.production.amount(dice, -90, 300))] + lines[1:],
                "recode": [first.but(account=self.account(dice))] + lines[1:],
            }[kind]

    # -- petty cash

    def make_envelopes(self, dice):
        for number in range(dice.int(1, 5)):
            week = dice.int(1, self.weeks.count)
            holder = dice.pick(["Ines Holm", "Jo Grau"])
            rows = [row(self.day_of(dice, week), self.account(dice), self.production.amount(dice, 1, 150), text=f"Receipt {line}")
                    for line in range(dice.int(1, 6))]
            if dice.chance(15):
                rows.append(rows[0].but())
            envelope = Document((holder, number + 1), week, rows)
            self.envelopes.append(envelope)
            if dice.chance(25) and week < self.weeks.count:
                later = dice.int(week + 1, self.weeks.count)
                envelope.versions[later] = [rows[0].but(amount=self.production.amount(dice, 1, 150))] + rows[2:]

    # -- cards

    def make_cards(self, dice):
        for number in range(dice.int(2, 10)):
            week = dice.int(1, self.weeks.count)
            amount = self.production.amount(dice, 5, 600) * (-1 if dice.chance(10) else 1)
            when = self.weeks.start(week) + days(dice.int(0, 6))
            charge = row(when, "", amount, number=f"3202{70000 + number}", merchant=dice.pick(VENDORS).upper(), member="INES HOLM")
            self.charges.append(Document(number, week, [charge]))
            coded = week + dice.pick([0, 0, 0, 1])
            if coded > self.weeks.count or dice.chance(10):
                continue
            parts = [amount]
            if dice.chance(20):
                parts = [amount // 3, amount - amount // 3]
            for part in parts:
                group = dice.pick(self.groups) if self.groups and dice.chance(20) else None
                line = row(when, self.account(dice), part, self.cite(dice, group[0]) if group else "",
                           number=charge.number, merchant=charge.merchant)
                coding = Document(number, coded, [line])
                self.codings.append(coding)
                for later in range(coded + 1, self.weeks.count + 1):
                    if dice.chance(12):
                        line = line.but(account=self.account(dice))
                        coding.versions[later] = [] if dice.chance(25) else [line]
