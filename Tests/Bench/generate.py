#!/usr/bin/env python3
"""Make a production of any size to measure with.

    python3 generate.py OUTDIR NROWS [SEED]

OUTDIR gets five files of transactions (timecards 45 %, invoices 20 %, cards 15 %, POs 10 %, petty cash 10 % of NROWS),
a chart of accounts, a budget and expected.json with the control totals; and what costreport needs to run it:
production.yaml, profiles/ and inbox/, whose files are the same files under a second name (hard links, or copies where
the file system has none). Other programs read the files in OUTDIR itself.

The same arguments give the same bytes. Money is integer cents; only random() is drawn on. Standard library only.
"""
import json
import os
import shutil
import sys
from datetime import date, timedelta
from random import Random

SEED = 7
ACCOUNT_COUNT = 400
FIRST_DAY = date(2025, 1, 6)
DAY_COUNT = 364
AS_OF = date(2026, 1, 10)              # the Saturday that ends the week of the last day
TRANSACTION_FILES = ["timecards", "invoices", "pos", "cards", "petty"]

CATEGORIES = """Development;Screenplay;Producers;Direction;Principal Cast;Supporting Cast;Stunts;Travel & Living;Production Staff
Extras;Art Department;Construction;Scenic;Set Operations;Grip;Effects;Set Dressing;Props;Marine Props;Wardrobe;Make-up
Hair;Electric;Camera;Drone;Sound;Transport;Boats;Locations;Catering;Safety;Second Unit;Dailies;Editing;Music;Mix
Visual Effects;Finishing;Insurance;Office""".replace("\n", ";").split(";")
DETAILS = ["Head", "Assistants", "Crew", "Materials", "Purchases", "Rentals", "Kits", "Expendables", "Repairs", "Other"]

FIRST_NAMES = "Ada Bo Cleo Dag Elif Finn Gil Hana Ivo June Kai Lena Milo Nora Otis Pru Ravi Sol Tove Ulla Vik Wim Yara Zeno Renée Jörg Núria Łucja".split()
LAST_NAMES = "Alder Birch Corrigan Dunmore Eklund Fenn Garrity Holm Iverson Jessup Kettle Lund Marlow Norden Orr Pell Quist Rowan Sayer Thorne Umber Vance Wick Yarrow Zander O'Dell".split()
VENDOR_HEADS = "Anchor Beacon Cinder Dune Ember Fjord Gable Heron Islet Juniper Kelp Larch Mast Nettle Osprey Plover Quay Reef Sable Tern".split()
VENDOR_TAILS = ["Rentals", "Timber & Paint", "Lamps, Inc.", "Kitchens Co.", "Tours", "Props", "Rigging & Power", "Stages LLC",
                '"Far" Places', "Haulage"]
WORDS = """flat paint timber rope gel lamp lens track crane van diesel room meal ferry permit meter tape cell foam cloth wig
powder coat boots lantern crate hire week day late repair bond refund return wash store parcel courier licence fee duty
stand frame cable hook canvas buoy chart stamp ledger""".split()


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text


def with_dollar(amount):
    return quoted(f"{'-' if amount < 0 else ''}${abs(amount) // 100:,}.{abs(amount) % 100:02d}")


def bracketed(amount):
    text = f"{abs(amount) // 100:,}.{abs(amount) % 100:02d}"
    return quoted(f"({text})" if amount < 0 else text)


def bare(amount):
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def hundredths(value):
    return f"{value // 100}.{value % 100:02d}"


class Workload:
    def __init__(self, folder, count, seed):
        self.folder, self.count = folder, count
        self.random = Random(seed).random
        self.cost = self.committed = 0
        self.accounts = [(str(1100 + 100 * c + 5 * d), f"{CATEGORIES[c]} - {DETAILS[d]}", str(1100 + 100 * c), CATEGORIES[c])
                         for c in range(40) for d in range(10)]
        days = [FIRST_DAY + timedelta(number) for number in range(DAY_COUNT)]
        self.american = [day.strftime("%m/%d/%Y") for day in days]
        self.iso = [day.isoformat() for day in days]
        self.named = [f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year}" for day in days]
        self.codes = [account[0] for account in self.accounts]
        self.vendors = [quoted(f"{head} {tail}") for head in VENDOR_HEADS for tail in VENDOR_TAILS]

    def below(self, limit):
        return int(self.random() * limit)

    def between(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def pick(self, choices):
        return choices[int(self.random() * len(choices))]

    def words(self, count):
        return " ".join([self.pick(WORDS) for _ in range(count)])

    def write(self, name, header, lines):
        with open(os.path.join(self.folder, name + ".csv"), "w", newline="", encoding="utf-8") as file:
            file.write(header + "\n")
            file.writelines(lines)

    def make(self):
        counts = {"timecards": self.count * 45 // 100, "invoices": self.count * 20 // 100, "cards": self.count * 15 // 100,
                  "pos": self.count * 10 // 100}
        counts["petty"] = self.count - sum(counts.values())
        self.order_count = counts["pos"]
        self.write("accounts", "account,name,category,category_name", (",".join(map(quoted, row)) + "\n" for row in self.accounts))
        self.write("budget", "account,budget,estimate_to_complete", self.budget())
        self.write("timecards", "work_date,employee_id,employee,account,hours,ot_hours,dt_hours,rate,memo", self.timecards(counts["timecards"]))
        self.write("invoices", "invoice_no,invoice_date,vendor,description,account,amount,po_no", self.invoices(counts["invoices"]))
        self.write("pos", "po_no,po_date,vendor,description,account,amount,status", self.orders(counts["pos"]))
        self.write("cards", "posted,card,merchant,amount,account,memo,ref", self.cards(counts["cards"]))
        self.write("petty", "date,envelope,payee,account,amount,note", self.petty_cash(counts["petty"]))
        with open(os.path.join(self.folder, "expected.json"), "w") as file:
            json.dump({"rows": self.count, "cost_cents": self.cost, "committed_cents": self.committed}, file)

    def budget(self):
        scale = max(1, self.count // ACCOUNT_COUNT)
        for code in self.codes:
            budget, rest = self.between(20000, 60000) * scale, self.between(0, 9000) * scale
            yield f"{code},{with_dollar(budget)},{with_dollar(rest)}\n"

    def timecards(self, count):
        people = [(f"E{number:04d}", quoted(f"{self.pick(LAST_NAMES)}, {self.pick(FIRST_NAMES)}"), self.between(36, 190) * 50,
                   self.below(ACCOUNT_COUNT)) for number in range(400)]
        memos = [self.words(3) for _ in range(200)]
        for _ in range(count):
            number, name, rate, home = self.pick(people)
            account = home if self.random() < 0.8 else self.below(ACCOUNT_COUNT)
            straight = self.between(8, 16) * 50
            half = self.between(0, 8) * 25 if self.random() < 0.5 else 0
            double = self.between(0, 4) * 25 if self.random() < 0.1 else 0
            # Cents: rate in cents times hundredths of hours, halves away from zero.
            self.cost += (rate * (2 * straight + 3 * half + 4 * double) + 100) // 200
            yield (f"{self.pick(self.american)},{number},{name},{self.codes[account]},{hundredths(straight)},{hundredths(half)},"
                   f"{hundredths(double)},{hundredths(rate)},{self.pick(memos)}\n")

    def invoices(self, count):
        for number in range(count):
            amount = self.between(500, 2500000)
            self.cost += amount
            text = self.words(self.between(3, 9))
            if self.random() < 0.25:
                text += "\n" + self.words(self.between(3, 6))
                if self.random() < 0.4:
                    text += f', {self.between(1, 40)} off, "as seen"'
            order = f"PO-{self.between(1, max(1, self.order_count)):06d}" if self.random() < 0.5 else ""
            yield (f"INV-{100000 + number},{self.pick(self.iso)},{self.pick(self.vendors)},{quoted(text)},{self.pick(self.codes)},"
                   f"{with_dollar(amount)},{order}\n")

    def orders(self, count):
        for number in range(1, count + 1):
            amount = self.between(1000, 5000000)
            self.committed += amount
            yield (f"PO-{number:06d},{self.pick(self.named)},{self.pick(self.vendors)},{self.words(self.between(3, 8))},"
                   f"{self.pick(self.codes)},{bracketed(amount)},{'open' if self.random() < 0.7 else 'closed'}\n")

    def cards(self, count):
        for number in range(count):
            amount = self.between(100, 300000)
            if self.random() < 0.1:
                amount = -amount
            self.cost += amount
            text = bracketed(amount) if self.random() < 0.5 else bare(amount)
            yield (f"{self.pick(self.american)},{self.between(1000, 1049)},{self.pick(self.vendors)},{text},{self.pick(self.codes)},"
                   f"{self.words(self.between(2, 5))},C{10000000 + number}\n")

    def petty_cash(self, count):
        for number in range(count):
            amount = self.between(100, 20000)
            self.cost += amount
            yield (f"{self.pick(self.american)},PC-{number // 20:05d},{self.pick(self.vendors)},{self.pick(self.codes)},{bare(amount)},"
                   f"{self.words(self.between(1, 4))}\n")


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


# ---------------------------------------------------------------------------------------------------------------
# What costreport needs

PRODUCTION = """\
title: Bench
company: Bench Pictures, LLC
currency: USD
week_ends: saturday
first_week: 2025-01-11
variance: over_positive
etc_basis: total_costs
accruals_in: own_column
sections: [Production]
contractual: Contractual
feeds:
  - { name: chart, profile: bench-accounts, files: "accounts.csv" }
  - { name: budget, profile: bench-budget, files: "budget.csv" }
  - { name: forecast, profile: bench-estimates, files: "estimates.csv" }
  - { name: timecards, profile: bench-timecards, files: "inbox/timecards.csv" }
  - { name: bills, profile: bench-invoices, files: "inbox/invoices.csv" }
  - { name: purchase-orders, profile: bench-pos, files: "inbox/pos.csv" }
  - { name: card-coding, profile: bench-cards, files: "inbox/cards.csv" }
  - { name: petty-cash, profile: bench-petty, files: "inbox/petty.csv" }
"""

PROFILES = {
    "bench-accounts": """\
kind: account
title: Bench, chart of accounts
match: [account, name, category, category_name]
cumulative: all
key: [account]
columns:
  account: account
  details: name
  reference: category
  tag: category_name
  set: { text: Production }
  type: { text: cost }
""",
    "bench-budget": """\
kind: budget-line
title: Bench, budget
match: [account, budget, estimate_to_complete]
cumulative: all
columns:
  account: account
  details: { text: Budget }
amount: budget
""",
    "bench-estimates": """\
kind: forecast
title: Bench, estimates to complete
match: [account, budget, estimate_to_complete]
cumulative: all
columns:
  date: { text: "2025-01-06" }
  account: account
  type: { text: manual }
amount: estimate_to_complete
""",
    "bench-timecards": """\
# The row carries its own rate: hours at 1, 1.5 and 2 times the rate, rounded once.
kind: timecard-day
title: Bench, timecards
match: [work_date, employee_id, hours, ot_hours, dt_hours, rate]
day: MM/dd/yyyy
cumulative: no
columns:
  date: work_date
  reference: employee_id
  party: employee
  account: account
  quantity: hours
  hours15: ot_hours
  hours20: dt_hours
  rate: rate
  details: memo
""",
    "bench-invoices": """\
kind: invoice-line
title: Bench, invoices
match: [invoice_no, invoice_date, po_no]
day: yyyy-MM-dd
cumulative: dates
columns:
  reference: invoice_no
  date: invoice_date
  party: vendor
  details: description
  account: account
  order: { heading: po_no, optional: yes }
amount: amount
""",
    "bench-pos": """\
kind: po-line
title: Bench, purchase orders
match: [po_no, po_date, status]
day: dd-MMM-yyyy
cumulative: all
columns:
  reference: po_no
  date: po_date
  party: vendor
  details: description
  account: account
amount: amount
states:
  - { column: status, equals: closed, is: closed }
""",
    "bench-cards": """\
kind: card-coding
title: Bench, coded card charges
match: [posted, card, merchant, ref]
day: MM/dd/yyyy
cumulative: dates
columns:
  date: posted
  holder: card
  party: merchant
  account: account
  details: memo
  reference: ref
amount: amount
""",
    "bench-petty": """\
kind: petty-cash-line
title: Bench, petty cash
match: [date, envelope, payee]
day: MM/dd/yyyy
cumulative: no
columns:
  date: date
  reference: envelope
  party: payee
  account: account
  details: note
amount: amount
""",
}


def write_production(folder):
    with open(os.path.join(folder, "production.yaml"), "w", encoding="utf-8") as file:
        file.write(PRODUCTION)
    os.makedirs(os.path.join(folder, "profiles"), exist_ok=True)
    for name, text in PROFILES.items():
        with open(os.path.join(folder, "profiles", name + ".yaml"), "w", encoding="utf-8") as file:
            file.write(text)
    os.makedirs(os.path.join(folder, "inbox"), exist_ok=True)
    # One file, one feed: the estimates are the budget file under a name of their own.
    shutil.copyfile(os.path.join(folder, "budget.csv"), os.path.join(folder, "estimates.csv"))
    for name in TRANSACTION_FILES:
        source, target = os.path.join(folder, name + ".csv"), os.path.join(folder, "inbox", name + ".csv")
        if os.path.exists(target):
            os.remove(target)
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)


def generate(folder, count, seed=SEED):
    os.makedirs(folder, exist_ok=True)
    Workload(folder, count, seed).make()
    write_production(folder)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    generate(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) == 4 else SEED)


if __name__ == "__main__":
    main()
