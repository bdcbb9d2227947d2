#!/usr/bin/env python3
"""Make the sample production "Harbor Lights": every file beside this script, from one fixed seed.

    python3 make.py            writes production.yaml, budget/, schedule/, forecast.csv, drops/, expected/ here
    python3 make.py OUTDIR     writes them to another folder

The film, its people, its vendors and its places are invented. The script first plays the production day by day in
memory (people work, departments order, vendors bill, cards are swiped), then writes what each office tool would have
exported by each of six Saturdays, and last computes the cost report of each week from what it holds in memory. The
expected figures never come from reading the written files, so they can judge a program that does read them.

Only `random.Random.random()` is drawn on, money is integer cents and no clock is read: the bytes are the same
whenever and wherever the script runs. Standard library only, Python 3.9 or later.
"""
import os
import sys
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from random import Random

SEED = "harbor-lights-1"

# The estimate of a rate_x_units line is net of what the line already holds in commitments. With True, that is its
# open POs and its accruals; with False its open POs only. (Estimates with a number of units typed in count the
# accrued week in the first case and not in the second, so that both give a sensible estimate.)
ESTIMATE_IS_NET_OF_ACCRUALS = False


# ---------------------------------------------------------------------------------------------------------------
# Days, dice, money

def day(text):
    """A date from '4/20', in 2026."""
    month, number = text.split("/")
    return date(2026, int(month), int(number))


WEEK_ENDS = [day(text) for text in ("4/11", "4/18", "4/25", "5/2", "5/9", "5/16")]
WEEKS = range(1, 7)
BOOKS_OPEN = day("4/1")
LAG_WEEK = 4                       # the week in which the PO log forgets one bill


def week_end(week):
    return WEEK_ENDS[week - 1]


def week_of(when):
    """The report week of a date; all before the first week belongs to report 1, the first that is issued."""
    for week in WEEKS:
        if when <= week_end(week):
            return week
    return 7


def saturday(when):
    """The Saturday on or after a date."""
    return when + timedelta((5 - when.weekday()) % 7)


def dates(first, last):
    while first <= last:
        yield first
        first += timedelta(1)


class Dice:
    """Draws from random() alone, the one generator call whose results Python promises to keep for ever."""

    def __init__(self, name):
        self.next = Random(f"{SEED}/{name}").random

    def int(self, low, high):
        return low + int(self.next() * (high - low + 1))

    def chance(self, percent):
        return self.next() * 100 < percent

    def pick(self, choices):
        return choices[self.int(0, len(choices) - 1)]

    def cents(self, low, high):
        """An amount between two numbers of dollars: sometimes round, mostly not."""
        if self.chance(25):
            return self.int(low, high) * 100
        return self.int(low * 100, high * 100)

    def weekday(self, week):
        """A Monday to Friday of a report week, not before the books open."""
        return week_end(week) - timedelta(self.int(1, 5))


def half_away(value):
    """Round a Fraction of cents to whole cents, halves away from zero: the one rounding rule."""
    scaled = abs(Fraction(value))
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return whole if value >= 0 else -whole


def cents(text):
    """Cents of a decimal number of dollars; must be exact."""
    value = Fraction(text) * 100
    assert value.denominator == 1, text
    return int(value)


def plain(amount):
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def grouped(amount):
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100:,}.{abs(amount) % 100:02d}"


def dollars(amount):
    """As a spreadsheet shows money: $1,234.50, ($45.00) and a dash for zero."""
    if amount == 0:
        return "-"
    text = f"${abs(amount) // 100:,}.{abs(amount) % 100:02d}"
    return f"({text})" if amount < 0 else text


def tenths(value):
    return f"{value // 10}.{value % 10}"


def decimal(value):
    """A Fraction as a short decimal, for quantities and percentages."""
    text = f"{value.numerator * 10000 // value.denominator}".rjust(5, "0")
    assert value * 10000 == int(value * 10000), value
    return (text[:-4] + "." + text[-4:]).rstrip("0").rstrip(".")


def us(when):
    return when.strftime("%m/%d/%Y")


def us_short(when):
    return f"{when.month}/{when.day}/{when.year % 100:02d}"


def day_first(when):
    return when.strftime("%d/%m/%Y")


# ---------------------------------------------------------------------------------------------------------------
# The schedule, as known before and after the slip of week 4

PLACES = ["Gull Point pier", "Saltmarsh cannery", "Kestrel Cove lighthouse", "Ferry terminal, lower deck",
          "Ropewalk studios, stage 2", "Harbour master’s office", "Old customs house", "Breakwater, north side"]


def weekdays(first, count):
    found = []
    while len(found) < count:
        if first.weekday() < 5:
            found.append(first)
        first += timedelta(1)
    return found


def schedule(shoot_day_count):
    rows = [(when, "Prep", "Ropewalk studios, offices", "") for when in dates(day("4/6"), day("4/17")) if when.weekday() < 5]
    shoot = weekdays(day("4/20"), shoot_day_count)
    for number, when in enumerate(shoot, 1):
        note = "Night shoot" if 13 <= number <= 15 else "Water work" if number in (8, 9, 18, 19, 24, 25, 33, 34) else ""
        if number > 38:
            note = "Added: weather, days 8 and 9 half lost"
        rows.append((when, "Shoot", PLACES[(number - 1) // 5 % len(PLACES)], note))
    rows.append((day("5/23"), "Hold", "", "Weather cover, if needed"))
    rows.append((day("5/31"), "Travel", "Kestrel Cove", "Company move to the island; boats at 09:00, base by noon"))
    rows += [(when, "Wrap", "Ropewalk studios, offices", "") for when in weekdays(shoot[-1] + timedelta(1), 7)]
    return sorted(rows)


SCHEDULES = {week: schedule(38 if week < 4 else 40) for week in WEEKS}
SHOOT_DAYS = [row[0] for row in SCHEDULES[6] if row[1] == "Shoot"]
assert len(SHOOT_DAYS) == 40 and SHOOT_DAYS[19] == day("5/15") and SHOOT_DAYS[39] == day("6/12")


# ---------------------------------------------------------------------------------------------------------------
# Chart of accounts and budget
#
# code | description | department | how its budget is made | lines "text; quantity; unit; x; rate" joined by " + "
#   plan       the lines as written
#   crew       from the deals on the account, with an overtime allowance
#   fit N      lines as written (or from the deals), and an allowance that puts the account N dollars over (+) or
#              under (-) its working budget at week 6; how a sample gets the variances that it is to show
#   fringe     a percentage of the labour accounts of its category
#   formula    the contractual lines and the premium: a percentage, see `percent_lines`

CHART = """
section|Above the line
0800|Development
0800-10|Option and underlying rights|Production|plan|Option, exercised; 1; Allow; 1; 35000
0800-20|Script research|Production|plan|Harbour archive, researcher; 4; Weeks; 1; 1250 + Copies and permissions; 1; Allow; 1; 1500
0800-30|Development travel|Production|plan|Scouting trips; 4; Trips; 2; 650
1100|Story and screenplay
1100-10|Screenwriter|Production|plan|First draft and two sets of revisions; 1; Allow; 1; 52000
1100-20|Rewrites and polish|Production|plan|Polish before shooting; 3; Weeks; 1; 4000
1100-30|Script clearance|Legal|plan|Clearance report; 1; Allow; 1; 4500
1200|Producers
1200-10|Producers’ fees|Production|plan|Producers; 10; Weeks; 2; 3500
1200-20|Executive producer|Production|plan|Fee; 1; Allow; 1; 20000
1200-30|Producers’ expenses|Production|plan|Allowance; 12; Weeks; 1; 500
1300|Direction
1300-10|Director|Production|plan|Director; 20; Weeks; 1; 3500
1300-20|Director’s assistant|Production|plan|Assistant; 16; Weeks; 1; 1000
1300-30|Storyboards and previsualisation|Art|plan|Storyboard artist; 15; Days; 1; 500
1400|Cast
1400-10|Principal cast|Cast|fit 0|Marit Sandoe; 8; Weeks; 1; 6500 + Captain Oduya; 8; Weeks; 1; 5000 + The pilot’s daughter; 8; Weeks; 1; 3500
1400-20|Day players|Cast|plan|Day players; 28; Days; 1; 1150
1400-30|Stunt performers|Cast|fit 8000|Stunt coordinator; 6; Days; 1; 1400 + Performers, water; 4; Days; 3; 1082
1400-40|Casting director|Cast|plan|Casting; 1; Allow; 1; 18000
1400-50|Looping|Cast|plan|Looping sessions; 6; Days; 1; 1000
1400-99|Cast fringes|Cast|fringe|
1500|Travel and living, above the line
1500-10|Air fares|Production|plan|Returns; 20; Each; 1; 820 + Upgrades; 6; Each; 1; 1300
1500-20|Hotels|Production|plan|Rooms; 160; Nights; 1; 189
1500-30|Per diem|Production|plan|Per diem; 240; Days; 1; 68
1500-40|Ground transport|Transportation|plan|Cars and taxis; 10; Weeks; 1; 900
section|Production
2000|Production staff
2000-10|Unit production manager|Production|fit 0|
2000-20|First assistant director|Production|fit 0|
2000-30|Second assistant directors|Production|fit 0|
2000-40|Production coordinator|Production|fit 0|
2000-50|Script supervisor|Production|fit 0|
2000-60|Production accountants|Accounting|fit 0|
2000-65|Payroll clerk|Accounting|crew|
2000-70|Set production assistants|Production|fit -2800|
2000-99|Production staff fringes|Production|fringe|
2100|Extras and stand-ins
2100-10|General extras|Production|plan|Extras; 40; Days; 8; 118
2100-20|Stand-ins|Production|crew|
2100-30|Extras casting|Production|plan|Agency fee; 8; Weeks; 1; 900
2100-99|Extras fringes|Production|fringe|
2200|Art department
2200-10|Production designer|Art|fit 0|
2200-20|Art director|Art|fit -2600|
2200-30|Art department assistants|Art|crew|
2200-40|Art purchases|Art|plan|Materials, models, printing; 10; Weeks; 1; 1800
2200-50|Art rentals|Art|plan|Plotter, workstations; 10; Weeks; 1; 950
2200-99|Art department fringes|Art|fringe|
2300|Construction
2300-10|Construction labour|Construction|fit 11400|
2300-20|Lumber and hardware|Construction|fit 4900|Lumber, lighthouse interior; 14; Loads; 1; 1150 + Hardware; 1; Allow; 1; 2600
2300-30|Paint and plaster|Construction|plan|Paint; 1; Allow; 1; 9800
2300-40|Workshop rental|Construction|plan|Workshop; 5; Weeks; 1; 1850
2300-99|Construction fringes|Construction|fringe|
2500|Grip
2500-10|Key grip and best boy|Grip|fit 0|
2500-20|Company grips|Grip|fit 8700|
2500-30|Grip package|Grip|fit 0|Truck and package; 40; Days; 1; 600
2500-40|Grip expendables|Grip|plan|Expendables; 8; Weeks; 1; 950
2500-50|Cranes and dollies|Grip|fit 0|Crane days; 8; Days; 1; 1650 + Dolly; 8; Weeks; 1; 450
2500-99|Grip fringes|Grip|fringe|
2600|Special effects
2600-10|Special effects crew|Effects|crew|
2600-20|Effects materials|Effects|plan|Materials; 8; Weeks; 1; 1700
2600-30|Rain, wind and fog|Effects|plan|Rain towers; 6; Days; 2; 780 + Fog; 8; Weeks; 1; 400
2600-99|Special effects fringes|Effects|fringe|
2700|Set dressing
2700-10|Leadman and set dressers|Set dressing|crew|
2700-20|Set dressing purchases|Set dressing|plan|Purchases; 1; Allow; 1; 26000
2700-30|Set dressing rentals|Set dressing|plan|Rentals; 9; Weeks; 1; 2900
2700-40|Drapery, flags and sails|Set dressing|plan|Sails and flags; 1; Allow; 1; 6200
2700-99|Set dressing fringes|Set dressing|fringe|
2800|Property
2800-10|Prop master and assistant|Property|fit 0|
2800-20|Prop purchases|Property|plan|Purchases; 1; Allow; 1; 17500
2800-30|Prop rentals|Property|plan|Rentals; 9; Weeks; 1; 1700
2800-40|Nets, buoys and marine props|Property|plan|Marine props; 1; Allow; 1; 11600
2800-A1|Property box rentals|Property|plan|Box; 10; Weeks; 1; 150
2800-99|Property fringes|Property|fringe|
2900|Wardrobe
2900-10|Costume designer|Wardrobe|fit 0|
2900-20|Costumers|Wardrobe|fit -2400|
2900-30|Wardrobe purchases|Wardrobe|plan|Principals; 5; Each; 4; 650 + Supporting; 1; Allow; 1; 9500
2900-40|Wardrobe rentals|Wardrobe|plan|Rentals; 9; Weeks; 1; 1400
2900-50|Cleaning and repairs|Wardrobe|plan|Cleaning; 9; Weeks; 1; 480
2900-99|Wardrobe fringes|Wardrobe|fringe|
3000|Make-up and hair
3000-10|Make-up and hair artists|Make-up|fit -3100|
3000-20|Make-up and hair supplies|Make-up|plan|Supplies; 9; Weeks; 1; 650
3000-30|Wigs|Make-up|plan|Wigs; 3; Each; 1; 2900
3000-A1|Make-up and hair kit rentals|Make-up|plan|Kits; 10; Weeks; 2; 125
3000-99|Make-up and hair fringes|Make-up|fringe|
3100|Electric
3100-10|Gaffer and best boy|Electric|fit 0|
3100-20|Lamp operators|Electric|fit 0|
3100-30|Lighting package|Electric|fit 0|Package; 40; Days; 1; 850
3100-40|Electric expendables|Electric|plan|Expendables; 8; Weeks; 1; 800
3100-50|Generators|Electric|fit 5400|Tow generator; 38; Days; 1; 420
3100-99|Electric fringes|Electric|fringe|
3300|Camera
3300-10|Director of photography|Camera|fit 0|
3300-20|Operator and camera assistants|Camera|fit 0|
3300-30|Camera package|Camera|fit -6400|Two bodies and support; 40; Days; 1; 1200
3300-40|Lenses|Camera|fit 0|Prime set, two zooms; 8; Weeks; 1; 2100
3300-50|Camera expendables|Camera|plan|Expendables; 8; Weeks; 1; 420
3300-60|Drives and media|Camera|plan|Drives; 24; Each; 2; 165
3300-70|Digital imaging technician|Camera|fit 0|
3300-A1|Camera box rentals|Camera|plan|Boxes; 10; Weeks; 3; 150
3300-A2|Drone unit|Camera|plan|Drone and pilot; 5; Days; 1; 2400
3300-99|Camera fringes|Camera|fringe|
3400|Production sound
3400-10|Sound mixer and boom|Sound|fit 0|
3400-20|Sound package|Sound|fit -1900|Package; 8; Weeks; 1; 1800
3400-30|Walkie-talkies|Sound|plan|Radios; 9; Weeks; 60; 11
3400-A1|Sound kit rentals|Sound|plan|Cart; 8; Weeks; 1; 400
3400-99|Sound fringes|Sound|fringe|
3500|Locations
3500-10|Location manager|Locations|fit 0|
3500-12|Location assistants|Locations|fit 0|
3500-20|Location fees|Locations|fit 9500|Kestrel Cove lighthouse; 12; Days; 1; 2200 + Cannery; 8; Days; 1; 1900 + Ferry terminal; 5; Days; 1; 2200 + Other places; 10; Days; 1; 850
3500-30|Permits|Locations|plan|Permits; 9; Each; 1; 740
3500-40|Police and fire officers|Locations|plan|Officers; 14; Days; 2; 520
3500-50|Security|Locations|fit -4200|Guards, nights; 40; Days; 2; 290
3500-60|Parking|Locations|plan|Lots; 40; Days; 1; 260
3500-70|Base camp and tents|Locations|plan|Tents, tables, heaters; 8; Weeks; 1; 1500
3500-80|Catering|Locations|fit 9800|Lunches; 38; Days; 65; 26
3500-85|Craft service labour|Locations|fit 0|
3500-90|Craft service supplies|Locations|fit 0|Supplies; 40; Days; 1; 360
3500-99|Locations fringes|Locations|fringe|
3600|Transportation
3600-10|Captain and drivers|Transportation|fit 9200|
3600-20|Trucks|Transportation|fit 0|Trucks; 11; Weeks; 4; 740
3600-30|Trailers|Transportation|fit 0|Trailers; 10; Weeks; 3; 950
3600-40|Fuel|Transportation|fit 6200|Fuel; 38; Days; 1; 560
3600-50|Tolls and parking|Transportation|plan|Tolls; 10; Weeks; 1; 240
3600-60|Vehicle repairs|Transportation|plan|Repairs; 1; Allow; 1; 7500
3600-99|Transportation fringes|Transportation|fringe|
3700|Picture vehicles and boats
3700-10|Picture cars|Transportation|plan|Period pick-up and van; 12; Days; 2; 425
3700-20|Picture boats|Marine|fit 11500|Trawler; 10; Days; 1; 2000 + Skiffs; 10; Days; 3; 330
3700-30|Harbour pilots|Marine|plan|Pilot; 10; Days; 1; 780
3800|Dailies
3800-20|Dailies processing|Post|plan|Dailies; 8; Weeks; 1; 2300
3900|Production travel
3900-10|Crew air fares|Production|plan|Returns; 30; Each; 1; 540
3900-20|Crew hotels|Production|fit 10600|Rooms; 420; Nights; 1; 128
3900-30|Crew per diem|Production|plan|Per diem; 340; Days; 1; 52
3900-40|Mileage|Transportation|plan|Mileage; 10; Weeks; 1; 620
4000|Second unit
4000-10|Second unit crew|Production|plan|Splinter unit; 3; Days; 1; 5800
4000-20|Aerial work|Production|plan|Helicopter; 4; Hours; 1; 1850
4100|Health and safety
4100-10|Set medic|Safety|fit 0|
4100-20|Marine safety|Marine|fit 0|Safety boat and divers; 14; Days; 1; 1250
4100-30|Safety supplies|Safety|plan|Supplies; 9; Weeks; 1; 300
4100-99|Health and safety fringes|Safety|fringe|
section|Post
4500|Editing
4500-10|Editor|Post|plan|Editor; 20; Weeks; 1; 2400
4500-20|Assistant editor|Post|plan|Assistant editor; 20; Weeks; 1; 1300 + Overtime; 1; Allow; 1; 3400
4500-30|Edit suites|Post|plan|Suites; 24; Weeks; 1; 1100
4500-40|Post supervisor|Post|plan|Supervisor; 22; Weeks; 1; 1000
4500-99|Editing fringes|Post|fringe|
5000|Music
5000-10|Composer|Post|plan|Package; 1; Allow; 1; 34000
5000-20|Recording|Post|plan|Sessions; 2; Days; 1; 4200
5000-30|Music licences|Legal|plan|Songs; 3; Each; 1; 5500
5100|Post sound
5100-10|Mix|Post|plan|Stage; 8; Days; 1; 3600
5100-20|Dialogue stage|Post|plan|Stage; 5; Days; 1; 1600
5100-30|Foley and effects|Post|plan|Foley; 8; Days; 1; 1200
5200|Visual effects
5200-10|Visual effects vendors|Post|plan|Shots; 34; Each; 1; 1950
5200-20|Clean-up and set extensions|Post|plan|Shots; 30; Each; 1; 640
5300|Finishing
5300-10|Grading and conform|Post|plan|Grading; 7; Days; 1; 3500
5300-20|Deliverables|Post|plan|Masters; 1; Allow; 1; 20000
5300-30|Titles|Post|plan|Titles; 1; Allow; 1; 8500
section|Other
6000|Publicity
6000-10|Unit publicist and stills|Publicity|plan|Stills; 22; Days; 1; 650
6000-20|Electronic press kit|Publicity|plan|Kit; 1; Allow; 1; 9500
6100|Insurance
6100-10|Production package|Accounting|plan|Premium; 1; Allow; 1; 42000
6100-20|Errors and omissions|Legal|plan|Premium; 1; Allow; 1; 14500
6100-30|Liability premium by cost|Accounting|formula|
6200|Legal
6200-10|Production counsel|Legal|fit 7500|Counsel; 10; Months; 1; 2900
6200-20|Clearances and searches|Legal|plan|Searches; 1; Allow; 1; 6500
6300|General expense
6300-10|Office rent|Production|plan|Ropewalk offices; 5; Months; 1; 3600
6300-20|Office supplies|Production|plan|Supplies; 14; Weeks; 1; 340
6300-30|Telephones and internet|Production|plan|Lines; 5; Months; 1; 1150
6300-40|Bank fees|Accounting|plan|Fees; 10; Months; 1; 310
6300-50|Shipping|Production|plan|Shipping; 14; Weeks; 1; 280
6300-70|Software|Production|plan|Seats; 5; Months; 14; 42
6300-80|Furniture and equipment|Production|plan|Desks, printers; 5; Months; 1; 980
6400|Accounting
6400-10|Audit|Accounting|plan|Audit; 1; Allow; 1; 12500
6400-20|Tax credit filing|Accounting|plan|Filing; 1; Allow; 1; 8500
section|Contractual
8000|Contingency
8000-10|Contingency|Production|formula|
8100|Completion bond
8100-10|Completion bond fee|Production|formula|
"""

BALANCE_ACCOUNTS = [("0100-10", "Bank - operating"), ("0100-20", "Bank - debit card"), ("0200-00", "Accounts payable (A/P)"),
                    ("0300-10", "Petty cash advances"), ("0400-10", "Card clearing")]

SECTIONS = ["Above the line", "Production", "Post", "Other"]


class Account:
    def __init__(self, code, name, department, mode, lines, category, category_name, section):
        self.code, self.name, self.department, self.mode = code, name, department, mode
        self.category, self.category_name, self.section = category, category_name, section
        self.lines = [parse_line(text) for text in lines.split(" + ") if text]
        self.type = "formula" if mode in ("fringe", "formula") else "cost"


def parse_line(text):
    name, quantity, unit, times, rate = [part.strip() for part in text.split(";")]
    return name, Fraction(quantity), unit, Fraction(times), cents(rate)


def read_chart():
    chart, section, category = {}, None, (None, None)
    for line in CHART.strip().split("\n"):
        cells = line.split("|")
        if cells[0] == "section":
            section = cells[1]
        elif len(cells) == 2:
            category = (cells[0], cells[1])
        else:
            code, name, department, mode, lines = cells
            assert code not in chart and code.startswith(category[0]), code
            chart[code] = Account(code, name, department, mode, lines, *category, section)
    return chart


CHART_OF_ACCOUNTS = read_chart()


# ---------------------------------------------------------------------------------------------------------------
# People and their deals
#
# name | occupation | account | rate | per | guaranteed hours | start | finish | labour
# labour: T files timecards, S is paid a flat week and files none; L is paid through a company of his own (no taxes)

CREW = """
Halvorsen, Britta|Unit production manager|2000-10|2550|week|12|3/30|6/26|S
Adeyemi-Cole, Tunde|First assistant director|2000-20|2700|week|12|4/6|6/26|S
Sarkany, Dóra|Second assistant director|2000-30|420|day|12|4/6|6/12|T
Boateng, Kwabena|Second second assistant director|2000-30|340|day|12|4/20|6/12|T
Marchetti, Livia|Production coordinator|2000-40|1400|week|10|3/30|6/26|S
Quillfeather, Anne|Script supervisor|2000-50|450|day|12|4/13|6/12|T
Pemberton, Ros|Production accountant|2000-60|2150|week|10|3/30|6/26|S
Ocampo, Teodoro|First assistant accountant|2000-60|1500|week|10|4/6|6/26|S
Tolliver, Meg|Payroll clerk|2000-65|1100|week|10|4/6|6/26|T
Zielinski, Jonah|Set production assistant|2000-70|180|day|12|4/6|6/12|T
Ferreira, Caio|Set production assistant|2000-70|180|day|12|4/13|6/12|T
Whitlock, Juno|Set production assistant|2000-70|190|day|12|4/20|6/12|T
Amundsen, Pia|Stand-in|2100-20|19.25|hour|8|4/20|6/12|T
Castellanos, Rey|Stand-in|2100-20|19.25|hour|8|4/20|6/12|T
Lindqvist, Åsa|Production designer|2200-10|2900|week|12|3/30|6/12|S
Farrow, Declan|Art director|2200-20|1850|week|12|4/6|6/12|S
Mbeki-Stone, Lindiwe|Assistant art director|2200-30|300|day|10|4/6|6/12|T
Pruitt, Sabine|Art department coordinator|2200-30|240|day|10|4/6|6/12|T
Grimaldi, Sal|Construction coordinator|2300-10|38.50|hour|8|4/6|5/1|T
Okafor, Emeka|Carpenter|2300-10|31.50|hour|8|4/6|5/1|T
Dunleavy, Frank|Carpenter|2300-10|31.50|hour|8|4/6|5/1|T
Havel, Tomáš|Carpenter|2300-10|31.50|hour|8|4/6|5/1|T
Reyes-Moon, Alba|Scenic painter|2300-10|33.00|hour|8|4/6|5/1|T
Torvald, Gus|Key grip|2500-10|500|day|12|4/6|6/12|T
Muñoz, Esteban|Best boy grip|2500-10|420|day|12|4/6|6/12|T
Bellweather, Ike|Grip|2500-20|33.50|hour|10|4/13|6/12|T
Szabo, Levente|Grip|2500-20|33.50|hour|10|4/20|6/12|T
Crane-Wilson, Odell|Grip|2500-20|33.50|hour|10|4/20|6/12|T
Kettering, Hugh|Special effects supervisor|2600-10|520|day|10|4/6|6/12|T
Yilmaz, Deniz|Special effects technician|2600-10|32.75|hour|8|4/13|6/12|T
Abernathy, Clay|Leadman|2700-10|340|day|10|4/6|6/17|T
Peralta, Nico|Set dresser|2700-10|29.25|hour||4/6|6/17|T
Vandermeer, Joost|Set dresser|2700-10|29.25|hour||4/6|6/17|T
Havel, Tomáš|Standby carpenter|2700-10|30.50|hour|8|5/4|6/12|T
Ashgrove, Winifred|Prop master|2800-10|450|day|12|4/6|6/17|T
Lacroix, Théo|Assistant prop master|2800-10|320|day|12|4/6|6/12|T
Delacroix-Ng, Noémie|Costume designer|2900-10|2100|week|12|4/6|6/12|S
Hargreaves, Poppy|Key costumer|2900-20|350|day|12|4/6|6/12|T
Sundaram, Kavya|Set costumer|2900-20|28.75|hour|10|4/6|6/12|T
Montague, Bea|Head of make-up|3000-10|450|day|12|4/13|6/12|T
Tremblay, Zoé|Head of hair|3000-10|430|day|12|4/13|6/12|T
Ilves, Kaisa|Make-up and hair assistant|3000-10|290|day|12|4/20|6/12|T
O’Hanrahan, Fergus|Gaffer|3100-10|500|day|12|4/6|6/12|T
Petrov-Lane, Mika|Best boy electric|3100-10|420|day|12|4/6|6/12|T
Dasgupta, Arjun|Lamp operator|3100-20|33.50|hour|10|4/13|6/12|T
Nightingale, Cole|Lamp operator|3100-20|33.50|hour|10|4/20|6/12|T
Ortega, Marisol|Lamp operator|3100-20|33.50|hour|10|4/20|6/12|T
Nakagawa-Bell, Ren|Director of photography|3300-10|3850|week|12|4/6|6/12|SL
Rosenkrantz, Eli|Camera operator|3300-20|620|day|12|4/13|6/12|TL
Bjornstad, Hanne|First assistant camera|3300-20|510|day|12|4/6|6/12|T
Coltrane, Desmond|Second assistant camera|3300-20|380|day|12|4/13|6/12|T
Faulkner-Roy, Tess|Loader|3300-20|260|day|12|4/20|5/2|T
Faulkner-Roy, Tess|Loader|3300-20|290|day|12|5/3|6/12|T
Villanueva, Oz|Digital imaging technician|3300-70|560|day|12|4/20|6/12|T
Kirkbride, Alastair|Sound mixer|3400-10|550|day|12|4/17|6/12|T
Song, Haneul|Boom operator|3400-10|420|day|12|4/20|6/12|T
Strand, Kirsten|Location manager|3500-10|1800|week|12|3/30|6/26|S
Ngata, Wiremu|Location assistant|3500-12|260|day|12|4/6|6/17|T
Baptiste, Simone|Craft service|3500-85|300|day|12|4/20|6/12|T
Mulligan, Ed|Transportation captain|3600-10|36.75|hour|10|4/6|6/17|T
Kowalczyk, Stan|Driver|3600-10|30.50|hour|10|4/6|6/17|T
Whitefield, Darnell|Driver|3600-10|30.50|hour|10|4/6|6/17|T
Barrios, Chuy|Driver|3600-10|30.50|hour|10|4/20|6/12|T
Lindholm, Greta|Set medic|4100-10|330|day|12|4/20|6/12|T
Vasquez-Holm, Inés|Editor|4500-10|2400|week|10|4/20|9/25|S
Okonjo, Chidi|Assistant editor|4500-20|1300|week|10|4/20|9/25|T
Sørensen, Ingrid|Cast: Marit Sandoe|1400-10|6500|week|12|4/20|6/12|SL
Oyelaran, Bayo|Cast: Captain Oduya|1400-10|5000|week|12|4/20|6/12|S
Fairweather, Lily|Cast: the pilot’s daughter|1400-10|3500|week|12|4/20|6/12|S
Cormorant, Jules|Cast: day player|1400-20|1150|day|8|4/21|5/29|T
Abara, Ngozi|Cast: day player|1400-20|1150|day|8|4/28|6/5|T
Pettibone, Walt|Cast: day player|1400-20|1082|day|8|5/5|6/5|T
"""

# Days of the day players; everyone else works every working day of his deal.
DAY_PLAYER_DAYS = {"Cormorant, Jules": ["4/21", "4/22", "4/23", "5/6", "5/7", "5/12"],
                   "Abara, Ngozi": ["4/28", "4/29", "4/30", "5/1", "5/13", "5/14"],
                   "Pettibone, Walt": ["5/5", "5/6", "5/7", "5/8", "5/15"]}

# Who swings to another account on some days: two rows on the day.
SWING = {"Peralta, Nico": "2800-40", "Vandermeer, Joost": "2200-30"}

# Pension, health and the like, in percent of wages, by category of the account.
BENEFITS = {"1400": 21, "2000": 9, "2100": 4, "2200": 12, "2300": 14, "2500": Fraction("13.5"), "2600": 12,
            "2700": 12, "2800": 12, "2900": 12, "3000": 12, "3100": Fraction("13.5"), "3300": Fraction("13.5"),
            "3400": 12, "3500": 8, "3600": Fraction("15.25"), "4100": 4, "4500": 11}
TAXES = Fraction("8.95")
HANDLING = Fraction("1.1")

KITS = {"Bjornstad, Hanne": ("3300-A1", 150), "Coltrane, Desmond": ("3300-A1", 100), "Villanueva, Oz": ("3300-A1", 250),
        "Montague, Bea": ("3000-A1", 125), "Tremblay, Zoé": ("3000-A1", 125), "Ashgrove, Winifred": ("2800-A1", 150),
        "Kirkbride, Alastair": ("3400-A1", 400)}

UNKNOWN_WORKER = ("Brightwater, Lou", "Grip", "2500-20", day("5/6"))      # worked in week 5, nobody made a deal
LEFT_OFF_REGISTER = ("Song, Haneul", day("4/25"))                         # paid a week late
LATE_TIMECARDS = ("Barrios, Chuy", day("4/25"))                           # handed in, and paid, a week late


class Deal:
    def __init__(self, line):
        self.name, self.occupation, self.account, rate, self.per, hours, start, finish, labour = line.split("|")
        self.rate = cents(rate)
        self.guaranteed = int(hours) if hours else None
        self.start, self.finish = day(start), day(finish)
        self.timecards, self.loan_out = "T" in labour, "L" in labour
        self.department = CHART_OF_ACCOUNTS[self.account].department

    def hourly(self):
        """The hourly base in cents, exact: a day deal of g hours pays 8 straight, 4 at 1.5 and the rest double."""
        if self.per == "hour":
            return Fraction(self.rate)
        g = self.guaranteed
        weighted = min(g, 8) + Fraction(3, 2) * min(max(g - 8, 0), 4) + 2 * max(g - 12, 0)
        return Fraction(self.rate) / (5 if self.per == "week" else 1) / weighted

    def price(self, straight, half, double):
        """Cents of a timecard row; hours in tenths. Rounded once."""
        return half_away(self.hourly() * (straight + Fraction(3, 2) * half + 2 * double) / 10)

    def a_day(self):
        """What a planned day costs, in cents: a twelve-hour day for those by the hour."""
        return self.rate if self.per == "day" else half_away(self.hourly() * 14)


DEALS = [Deal(line) for line in CREW.strip().split("\n")]


def deal_on(name, when):
    for deal in DEALS:
        if deal.name == name and deal.start <= when <= deal.finish:
            return deal
    return None


class Timecard:
    """One row: a worker, a day and an account. Hours and clock times are tenths of hours."""

    def __init__(self, name, department, occupation, when, account, set_code, clock, hours, penalties, arrives):
        self.name, self.department, self.occupation, self.when = name, department, occupation, when
        self.account, self.set, self.clock, self.hours, self.penalties = account, set_code, clock, hours, penalties
        self.week_ending, self.arrives = saturday(when), arrives
        deal = deal_on(name, when)
        self.price = deal.price(*hours) if deal else 0


def split_hours(before, worked):
    """Straight, 1.5x and 2x tenths of hours worked after `before` tenths of the same day."""
    def part(low, high):
        return max(0, min(before + worked, high) - max(before, low))
    return part(0, 80), part(80, 120), part(120, 999)


SETS = ["001", "004", "007", "011", "012", "015", "018", "020", "023"]


def set_on(when):
    return SETS[when.toordinal() % len(SETS)]


def work_days(deal):
    last = week_end(6)
    if deal.name in DAY_PLAYER_DAYS:
        return [day(text) for text in DAY_PLAYER_DAYS[deal.name]]
    found = [when for when in dates(deal.start, min(deal.finish, last)) if when.weekday() < 5]
    if deal.account == "2300-10":
        found += [when for when in (day("4/11"), day("4/18")) if deal.start <= when <= deal.finish]
    return sorted(found)


def make_timecards():
    dice = Dice("timecards")
    company = {when: dice.int(120, 131) for when in SHOOT_DAYS}
    cards = []
    for deal in (deal for deal in DEALS if deal.timecards):
        for when in work_days(deal):
            if deal.name not in DAY_PLAYER_DAYS and dice.chance(2) and when.weekday() != 0:
                continue                                             # a day off
            cards += timecards_of(deal, when, company.get(when), dice)
    name, occupation, account, when = UNKNOWN_WORKER
    hours = split_hours(0, 126)
    clock = (160, 219, 224, None, None, 291)
    cards.append(Timecard(name, "Grip", occupation, when, account, set_on(when), clock, hours, 0, week_of(when)))
    return cards


def timecards_of(deal, when, company_hours, dice):
    shooting = company_hours is not None
    if not shooting:
        worked = dice.int(80, 100)
    elif deal.account in ("2000-65", "4500-20"):
        worked = dice.int(98, 112)
    elif deal.account == "1400-20":
        worked = dice.int(84, 118)
    elif deal.account == "2300-10":
        worked = dice.int(88, 112)
    else:
        worked = company_hours + dice.int(-6, 9)
    if deal.guaranteed:
        worked = max(worked, deal.guaranteed * 10)
    number = SHOOT_DAYS.index(when) + 1 if shooting else 0
    call = (160 if 13 <= number <= 15 else 70 + 5 * (number % 4)) if shooting else 80
    call += dice.pick([-10, -5, 0, 0, 5])
    first_meal = call + dice.int(52, 60)
    penalties = 0
    if shooting and dice.chance(3):
        first_meal, penalties = call + dice.pick([63, 64, 66]), dice.pick([1, 1, 2])
    back = first_meal + (5 if shooting else 10)
    wrap = call + worked + back - first_meal
    second = (None, None)
    if worked > 128:
        second = (back + 60, back + 65)
        wrap += 5
    arrives = week_of(when)
    if (deal.name, saturday(when)) == LATE_TIMECARDS:
        arrives += 1
    clock = (call, first_meal, back, *second, wrap)
    if deal.name in SWING and shooting and dice.chance(80):
        morning = first_meal - call
        one = (call, None, None, None, None, first_meal)
        two = (back, *second, None, None, wrap)
        return [Timecard(deal.name, deal.department, deal.occupation, when, deal.account, set_on(when), one,
                         split_hours(0, morning), 0, arrives),
                Timecard(deal.name, deal.department, deal.occupation, when, SWING[deal.name], set_on(when), two,
                         split_hours(morning, worked - morning), penalties, arrives)]
    return [Timecard(deal.name, deal.department, deal.occupation, when, deal.account, set_on(when), clock,
                     split_hours(0, worked), penalties, arrives)]


class PayrollLine:
    def __init__(self, deal, week_ending, earnings, hours, rate, gross, account, arrives):
        self.deal, self.week_ending, self.earnings, self.hours = deal, week_ending, earnings, hours
        self.rate, self.gross, self.account, self.arrives = rate, gross, account, arrives
        category = account[:4]
        wages = earnings != "Kit rental" and not deal.loan_out
        benefits = wages or (deal.loan_out and earnings != "Kit rental")
        self.taxes = half_away(gross * TAXES / 100) if wages else 0
        self.benefits = half_away(gross * Fraction(BENEFITS[category]) / 100) if benefits else 0
        self.fee = half_away(gross * HANDLING / 100)
        self.fringe_account = category + "-99"
        self.run_date = week_end(arrives) - timedelta(2)

    @property
    def fringe(self):
        return self.taxes + self.benefits + self.fee


def make_payroll(timecards):
    """Registers: the week that ends on a Saturday is run on the Thursday after it."""
    dice = Dice("payroll")
    lines = []
    disputes = {("Ngata, Wiremu", day("4/18")): 4000, ("Ortega, Marisol", day("5/2")): 8350, ("Mulligan, Ed", day("5/9")): -4600}
    for week_ending in [day("4/4")] + WEEK_ENDS[:5]:
        run = week_of(week_ending + timedelta(5))
        for deal in DEALS:
            arrives = run + ((deal.name, week_ending) in (LEFT_OFF_REGISTER, LATE_TIMECARDS))
            if not deal.timecards:
                if deal.start <= week_ending and deal.finish >= week_ending - timedelta(6):
                    lines.append(PayrollLine(deal, week_ending, "Salary", (400, 0, 0), Fraction(deal.rate, 40), deal.rate,
                                             deal.account, arrives))
                continue
            mine = [card for card in timecards if card.name == deal.name and card.week_ending == week_ending
                    and deal.start <= card.when <= deal.finish]
            for account in sorted({card.account for card in mine}, key=lambda code: code != deal.account):
                part = [card for card in mine if card.account == account]
                hours = tuple(sum(card.hours[index] for card in part) for index in range(3))
                gross = sum(card.price for card in part)
                if account == deal.account:
                    gross += disputes.get((deal.name, week_ending), 0)
                lines.append(PayrollLine(deal, week_ending, "Wages", hours, deal.hourly(), gross, account, arrives))
            penalties = sum(card.penalties for card in mine)
            if penalties and dice.chance(70):
                lines.append(PayrollLine(deal, week_ending, "Meal penalty", (0, 0, 0), Fraction(2500), 2500 * penalties,
                                         deal.account, arrives))
            if mine and deal.name in KITS:
                account, amount = KITS[deal.name]
                lines.append(PayrollLine(deal, week_ending, "Kit rental", (0, 0, 0), Fraction(amount * 100), amount * 100,
                                         account, arrives))
    return lines


# ---------------------------------------------------------------------------------------------------------------
# Purchase orders and bills

SHORT_DEPARTMENTS = {"Production": "PROD", "Art": "ART", "Construction": "CON", "Grip": "GRP", "Electric": "ELC", "Camera": "CAM",
                     "Sound": "SND", "Locations": "LOC", "Transportation": "TRN", "Marine": "MAR", "Property": "PRP",
                     "Set dressing": "SET", "Wardrobe": "WRD", "Make-up": "MUH", "Effects": "SFX", "Safety": "SAF",
                     "Post": "PST", "Cast": "CST", "Accounting": "ACC", "Legal": "LEG", "Publicity": "PUB"}

# Orders written one by one: account, week of issue, vendor, description, dollars, how billed, tags.
# billed: "weekly N AMOUNT" from the week N on; "bill W AMOUNT ..." on these weeks; "open" not yet.
ORDERS = [
    ("3300-30", 1, "Larkspur Camera, Inc.", "Two bodies, support and follow focus (40 days @ $1,150)", "46000", "weekly 3 5750", ""),
    ("3300-30", 3, "Larkspur Camera, Inc.", "Third body and remote head, water days", "6300", "bill 4 2100 6 2100", "base"),
    ("3300-30", 5, "Larkspur Camera, Inc.", "Extra day of third body", "1050", "open", "suffix"),
    ("3300-40", 1, "Meridian Optics", "Prime set and two zooms, 8 weeks", "16800", "weekly 3 2100", ""),
    ("2500-30", 1, "Blue Heron Grip & Rigging", "Grip truck and package (8 wks @ $3,000)", "24000", "weekly 3 3000", "credit"),
    ("2500-50", 3, "Blue Heron Grip & Rigging", "Dolly, 8 weeks", "3600", "weekly 3 450", ""),
    ("2500-50", 4, "“Long Arm” Cranes", "Crane, 3 days at the breakwater", "4950", "bill 4 1650 5 3300", ""),
    ("3100-30", 1, "Fenwick & Daughters Lighting", "Lighting package, 8 weeks", "30000", "weekly 3 3750", ""),
    ("3100-30", 4, "Fenwick & Daughters Lighting", "Balloon light, nights", "3900", "bill 5 3900", ""),
    ("3100-50", 2, "Tidewater Power", "Tow generator, week by week", "10080", "weekly 3 2100", "amended"),
    ("3400-20", 2, "Owl’s Ear Sound", "Sound package, 8 weeks", "14000", "weekly 3 1750", ""),
    ("3400-30", 2, "Owl’s Ear Sound", "60 radios, 9 weeks", "5940", "weekly 2 660", ""),
    ("3600-20", 1, "Two Rivers Truck Rental", "Four trucks, 11 weeks", "33000", "weekly 2 3000", ""),
    ("3600-30", 2, "Caravan Row, LLC", "Three trailers, 10 weeks", "28500", "weekly 2 2850", ""),
    ("3600-30", 4, "Caravan Row, LLC", "Honeywagon, nights", "2700", "bill 5 2700", ""),
    ("3500-50", 2, "Lantern Watch Security", "Night guards, first four weeks", "11600", "weekly 3 2700", ""),
    ("4100-20", 2, "Northern Divers’ Co-op", "Safety boat and two divers, 8 water days", "10000", "bill 4 2500 6 2500", ""),
    ("3500-20", 1, "Kestrel Cove Trust", "Lighthouse, 12 days and prep", "26400", "bill 2 6600 4 8800 6 4400", ""),
    ("3500-20", 2, "Saltmarsh Cannery Partners", "Cannery, 8 days", "15200", "bill 3 7600 5 7600", "lag"),
    ("3500-20", 2, "Port Authority of Gull Point", "Ferry terminal, lower deck, 5 days", "11000", "bill 5 6600", ""),
    ("3500-20", 3, "Señora P. Villaseñor", "House on the hill, 2 days", "1900", "bill 4 1900", ""),
    ("3500-20", 4, "Old Customs House, Inc.", "Customs house, 4 days", "6400", "bill 5 3200", ""),
    ("3500-20", 6, "Kestrel Cove Trust", "Lighthouse, 2 more days", "4400", "open", ""),
    ("3700-20", 2, "Capt. Joe \"Squid\" Barlow", "Trawler with skipper, 10 days", "20000", "bill 4 6000 6 8000", ""),
    ("3700-20", 3, "Gull Point Skiffs", "Three skiffs, 10 days", "9900", "bill 4 2970 5 3960", ""),
    ("3700-20", 5, "Gull Point Skiffs", "Fuel and repairs, skiffs", "2850", "bill 6 1975.40", ""),
    ("2300-40", 1, "Ropewalk Studios", "Workshop, 5 weeks", "9250", "weekly 1 1850", ""),
    ("2800-30", 3, "Curio & Sons", "Brass instruments, 6 weeks", "3200", "bill 4 1900 6 1540", "over-billed"),
    ("2700-30", 2, "Café Niño Furniture", "Café set, tables and bar", "4800", "bill 4 4150", "closed 5"),
    ("2900-40", 2, "Bright & Buckle Costume House", "Oilskins, 14 sets", "3640", "bill 3 2860", "closed 4"),
    ("2600-30", 3, "Stormglass Effects", "Rain towers, 4 days", "6240", "bill 4 3120 5 1560", "closed 6"),
    ("2800-20", 2, "O’Dell’s Marine Antiques", "Ship’s wheel", "1450", "open", "void 2"),
    ("3500-70", 3, "Awnings of Gull Point", "Second marquee", "2200", "open", "void 4"),
    ("2200-40", 2, "Paper Lantern Printing", "Harbour charts and posters", "2380", "bill 3 2380", "other-account"),
    ("3300-60", 3, "Byte & Anchor", "12 drives, 8 TB", "2040", "card 4 2040", ""),
    ("6300-80", 1, "Desk & Chair Exchange", "Desks, chairs, printer", "3465.50", "card 2 2265.50", "base"),
    ("6300-80", 4, "Desk & Chair Exchange", "Second printer", "780", "open", "suffix"),
    ("2900-30", 2, "Maison Béatrice, Ltd.", "Marit’s coats, 3 of each", "2925", "bill 3 1462.50 5 1462.50", "base"),
    ("2900-30", 4, "Maison Béatrice, Ltd.", "Fourth coat, after the water day", "487.50", "bill 6 487.50", "suffix"),
    ("4500-30", 3, "Cutting House", "Edit suite, 24 weeks", "26400", "weekly 3 1100", ""),
    ("5200-10", 5, "Glasswing VFX", "Previs and on-set supervision", "18500", "bill 6 6500", ""),
    ("5000-10", 4, "Ondine Leclère Music", "Composer package, first third", "11300", "bill 5 5650", ""),
]

# Orders drawn by lot: account, how many, dollars in all, vendors, descriptions.
DRAWN_ORDERS = [
    ("2100-10", 4, 15500, ["Crowd & Company", "Gull Point Extras"], ["Extras, ferry scenes", "Extras, cannery", "Extras, night market", "Fishermen"]),
    ("2200-40", 4, 9000, ["Paper Lantern Printing", "Model Yard"], ["Signs and charts", "Lighthouse model", "Foam board", "Vinyl lettering"]),
    ("2200-50", 2, 5200, ["Plotworks"], ["Plotter, 10 weeks", "Two workstations"]),
    ("2300-20", 7, 26000, ["O’Dell’s Lumber", "Harbor Hardware, Inc.", "Timber & Tide"], ["Lumber, lighthouse stair", "Plywood 3/4\"", "Cannery flats", "Fixings", "Dock planks", "Steel brackets", "Rope and tackle"]),
    ("2300-30", 3, 5900, ["Verdigris Paints"], ["Scenic paint", "Plaster", "Ageing, cannery"]),
    ("2600-20", 4, 7200, ["Stormglass Effects", "Kettle & Fog"], ["Fog fluid", "Breakaway glass", "Spark hits", "Dump tank parts"]),
    ("2700-20", 6, 14500, ["Second Tide Salvage", "Café Niño Furniture", "Lamp & Compass"], ["Lighthouse keeper’s room", "Office dressing", "Lamps", "Cannery signs", "Galley", "Books"]),
    ("2700-30", 6, 13000, ["Attic & Anchor Rentals", "Prop Loft"], ["Desks and filing", "Cannery line", "Radio room", "Beds", "Bar fittings", "Crates"]),
    ("2700-40", 2, 3700, ["Sailmakers’ Row"], ["Two jibs", "Signal flags"]),
    ("2800-20", 4, 8800, ["O’Dell’s Marine Antiques", "Curio & Sons"], ["Logbooks", "Lanterns", "Fish, rubber", "Sextants"]),
    ("2800-30", 3, 5600, ["Curio & Sons", "Prop Loft"], ["Radios", "Period phones", "Galley dressing"]),
    ("2800-40", 2, 4300, ["Netmenders’ Guild"], ["Nets and floats", "Buoys, 20"]),
    ("2900-30", 3, 7400, ["Bright & Buckle Costume House", "Thread Mill"], ["Sweaters, multiples", "Uniforms", "Boots"]),
    ("2900-40", 3, 4900, ["Bright & Buckle Costume House"], ["Harbour police", "Extras, oilskins", "Wedding"]),
    ("3000-30", 2, 5600, ["Wig Room"], ["Marit, two wigs", "Wet wig"]),
    ("3300-50", 2, 1500, ["Larkspur Camera, Inc."], ["Tape, filters, cloths", "Splash bags"]),
    ("3300-A2", 1, 7200, ["Plover Aerial"], ["Drone and pilot, 3 days"]),
    ("3500-30", 2, 3100, ["Port Authority of Gull Point"], ["Street closures", "Breakwater permit"]),
    ("3500-40", 2, 6800, ["City of Gull Point"], ["Officers, pier", "Fire boat"]),
    ("3500-70", 2, 7300, ["Awnings of Gull Point"], ["Tents and heaters", "Tables and chairs"]),
    ("3600-60", 2, 2600, ["Bay Street Garage"], ["Brakes, truck 3", "Tyres"]),
    ("3700-10", 2, 5300, ["Dockside Classics"], ["Pick-up, 8 days", "Van, 6 days"]),
    ("3700-30", 1, 3900, ["Gull Point Pilots"], ["Pilot, 5 days"]),
    ("4000-10", 1, 7400, ["Splinter Films, LLC"], ["Second unit, 1 day, and kit"]),
    ("4100-30", 1, 900, ["Red Kite Medical"], ["Blankets, warmers"]),
    ("5200-20", 1, 5400, ["Glasswing VFX"], ["Modern crane removal, 8 shots"]),
    ("6000-10", 2, 7100, ["Stillwater Photo"], ["Stills, 8 days", "Key art shoot"]),
]

# Bills without an order: account, vendor, description, weeks, lowest and highest amount.
BILLS = [
    ("3500-80", "Galley Nine Catering", "Lunches, week {w}\nsecond meals as signed", [3, 4, 5, 6], 9200, 9900),
    ("3500-80", "Galley Nine Catering", "Tech scout lunches", [2], 900, 1100),
    ("3600-40", "Pier Road Fuel", "Fuel, fleet card, week {w}", [1, 2, 3, 4, 5, 6], 1500, 2900),
    ("2100-10", "Crowd & Company", "Extras vouchers, week {w}", [4, 6], 1400, 2300),
    ("2100-30", "Crowd & Company", "Agency fee, week {w}", [3, 4, 5, 6], 780, 900),
    ("3800-20", "Tin Roof Dailies", "Dailies, week {w}", [3, 4, 5, 6], 2150, 2300),
    ("3500-60", "Wharf Street Parking", "Crew lot, week {w}", [2, 3, 4, 5, 6], 800, 1150),
    ("3100-40", "Fenwick & Daughters Lighting", "Gel, tape, bulbs", [3, 4, 6], 420, 760),
    ("2500-40", "Blue Heron Grip & Rigging", "Expendables", [3, 4, 5], 390, 720),
    ("2900-50", "Harbour Steam Laundry", "Cleaning, week {w}", [3, 4, 5, 6], 310, 520),
    ("3500-90", "Pantry & Quay", "Craft service stock, week {w}", [3, 4, 5, 6], 980, 1250),
    ("3900-20", "Gull Point Inn", "Crew rooms, week {w}", [2, 3, 4, 5, 6], 3600, 4900),
    ("1400-30", "High Water Stunts", "Stunt team, water days", [4, 6], 6200, 7400),
    ("3100-50", "Tidewater Power", "Fuel for generator", [4, 5, 6], 640, 980),
    ("3500-50", "Lantern Watch Security", "Extra guard, weekend", [4, 6], 480, 560),
    ("4500-40", "Reel Time Post, LLC", "Post supervision", [3, 5], 2200, 2200),
    ("3000-20", "Powder & Pomade", "Supplies", [2, 4], 700, 1200),
]


class Order:
    """One line of a purchase order."""

    def __init__(self, account, vendor, text, amount, issued, tags=""):
        self.account, self.vendor, self.text, self.issued, self.tags = account, vendor, text, issued, tags
        self.number, self.set = None, set_on(issued)
        self.amounts = {week: amount for week in WEEKS}       # as each week's log has it
        self.void_from = self.closed_from = 7
        for word, week in zip(tags.split(), tags.split()[1:]):
            if word == "void":
                self.void_from = int(week)
            if word == "closed":
                self.closed_from = int(week)

    def open_status(self, week):
        return week < self.void_from and week < self.closed_from


class Bill:
    """One line of a vendor's bill."""

    def __init__(self, vendor, number, when, text, quantity, unit, account, order, arrives=None):
        self.vendor, self.number, self.when, self.text = vendor, number, when, text
        self.quantity, self.unit, self.account = Fraction(quantity), unit, account
        self.order, self.arrives = order, arrives or week_of(when)       # order: the number cited, as text
        self.amount = half_away(self.quantity * unit)
        self.due = when + timedelta(30)
        self.not_in_log_week = None


class Purchasing:
    def __init__(self):
        self.dice = Dice("orders")
        self.orders, self.bills, self.card_buys = [], [], []
        self.invoice_numbers = {}
        plans = self.written_orders() + self.drawn_orders()
        self.number(plans)
        for order_lines, billing in plans:
            self.bill(order_lines, billing)
        self.other_bills()
        self.bills.sort(key=lambda bill: (bill.when, bill.vendor, bill.number))

    def written_orders(self):
        plans = []
        for account, week, vendor, text, amount, billing, tags in ORDERS:
            order = Order(account, vendor, text, cents(amount), self.dice.weekday(week), tags)
            if "amended" in tags:                                # raised in week 5: a change the log shows
                for later in (5, 6):
                    order.amounts[later] = cents("14700")
            plans.append(([order], billing))
        return plans

    def drawn_orders(self):
        plans = []
        for account, count, total, vendors, texts in DRAWN_ORDERS:
            shares = [self.dice.int(60, 140) for _ in range(count)]
            for index, share in enumerate(shares):
                amount = half_away(Fraction(total * 100 * share, sum(shares)))
                if self.dice.chance(70):
                    amount = amount // 500 * 500
                week = self.dice.pick([1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6] if account != "2300-20" else [1, 1, 2, 2, 3])
                issued = self.dice.weekday(week)
                order = Order(account, vendors[index % len(vendors)], texts[index % len(texts)], amount, issued)
                lines = [order]
                partner = {"2700-20": "2700-30", "2200-40": "2200-50", "2800-20": "2800-40", "2900-30": "2900-50"}.get(account)
                if partner and self.dice.chance(65):
                    part = amount // 500 * 100
                    order.amounts = {week: amount - part for week in WEEKS}
                    lines.append(Order(partner, order.vendor, order.text + ", delivery and hire", part, issued))
                plans.append((lines, self.draw_billing(week)))
        return plans

    def draw_billing(self, week):
        fate = self.dice.int(1, 100)
        if fate <= 52:
            return f"share {week + self.dice.int(0, 1)} 100"
        if fate <= 85:
            return f"share {week + self.dice.int(0, 1)} 50 {week + self.dice.int(2, 3)} 50"
        return "open"

    def number(self, plans):
        """Numbers in order of issue; a change order takes the number of its base order and a letter."""
        plans.sort(key=lambda plan: (plan[0][0].issued, plan[0][0].account, plan[0][0].text))
        next_number = 1001
        bases = {}
        for lines, _ in plans:
            first = lines[0]
            if "suffix" in first.tags:
                number = bases[first.account] + "-A"
            else:
                number = str(next_number)
                next_number += 1
                if "base" in first.tags:
                    bases[first.account] = number
            for line in lines:
                line.number = number
                self.orders.append(line)

    def invoice_number(self, vendor):
        style = sum(map(ord, vendor)) % 4
        count = self.invoice_numbers.get(vendor, 100 + sum(map(ord, vendor)) % 800) + 1
        self.invoice_numbers[vendor] = count
        return [f"{88000 + count}", f"INV-{count:05d}", f"{vendor[0].upper()}{count}", f"2026-{count}"][style]

    def bill(self, lines, billing):
        words = billing.split()
        first = lines[0]
        if words[0] == "weekly":
            start, amount = int(words[1]), cents(words[2])
            for week in range(start, 7):
                left = first.amounts[6] - amount * (week - start)
                if left > 0:
                    self.add_bill(first, week, min(amount, left), f"{first.text}\nweek {week - start + 1}")
        elif words[0] == "bill":
            for week, amount in zip(words[1::2], words[2::2]):
                self.add_bill(first, int(week), cents(amount), first.text)
        elif words[0] == "card":
            self.card_buys.append((first, int(words[1]), cents(words[2])))
        elif words[0] == "share":
            for week, percent in zip(words[1::2], words[2::2]):
                if int(week) > 6:
                    continue
                when = max(self.dice.weekday(int(week)), first.issued)
                number = self.invoice_number(first.vendor)
                for line in lines:
                    amount = half_away(Fraction(line.amounts[6] * int(percent), 100))
                    if percent == "50" and int(week) != int(words[1]):
                        amount = line.amounts[6] - half_away(Fraction(line.amounts[6], 2))
                    self.bills.append(self.as_quantity(line.vendor, number, when, line.text, amount, line.account, line.number))
                if self.dice.chance(18):
                    self.bills.append(Bill(first.vendor, number, when, "Freight", 1, self.dice.cents(18, 95), first.account, ""))
        if "credit" in first.tags:
            self.bills.append(Bill(first.vendor, "CN-31", day("5/7"), "Credit: one stand short, week 2", 1, -cents("180"),
                                   first.account, first.number))

    def add_bill(self, order, week, amount, text):
        when = max(self.dice.weekday(week), order.issued)
        account = order.account if "other-account" not in order.tags else "2700-20"
        bill = self.as_quantity(order.vendor, self.invoice_number(order.vendor), when, text, amount, account, order.number)
        if "lag" in order.tags and not any(earlier.not_in_log_week for earlier in self.bills):
            bill.not_in_log_week = LAG_WEEK
            bill.when = bill.due = day("4/30")
            bill.due += timedelta(30)
            bill.arrives = week_of(bill.when)
        self.bills.append(bill)

    def as_quantity(self, vendor, number, when, text, amount, account, order):
        """The same amount as a quantity and a unit price, where it divides."""
        for quantity in (5, 4, 3, 2):
            if amount % quantity == 0 and self.dice.chance(35):
                return Bill(vendor, number, when, text, quantity, amount // quantity, account, order)
        return Bill(vendor, number, when, text, 1, amount, account, order)

    def other_bills(self):
        dice = self.dice
        for account, vendor, text, weeks, low, high in BILLS:
            for week in weeks:
                when = dice.weekday(week)
                self.bills.append(Bill(vendor, self.invoice_number(vendor), when, text.replace("{w}", str(week)), 1,
                                       dice.cents(low, high), account, ""))
        # Quantities that need rounding: 2.5 x 33.33 is 83.325, which is 83.33.
        self.bills.append(Bill("Pantry & Quay", "PQ-77", day("4/22"), "Coffee, by the pound", "2.5", 3333, "3500-90", ""))
        self.bills.append(Bill("Netmenders’ Guild", "NG-12", day("5/6"), "Twine, spools", "7.5", 1299, "2800-40", ""))
        # The number of this order is a slip of the pen: nothing was ever ordered under it.
        self.bills.append(Bill("Second Tide Salvage", "ST-9041", day("5/5"), "Dory, as seen", 1, cents("640"), "2700-20", "1190"))
        # Entered late: dated in a week whose report had been issued.
        self.bills.append(Bill("City of Gull Point", "GP-2207", day("4/23"), "Street sweeping", 1, cents("412.50"), "3500-40", "", 4))
        self.bills.append(Bill("Kettle & Fog", "KF-118", day("4/29"), "Fog fluid, 6 cans", 6, cents("38.25"), "2600-20", "", 6))
        # Credit notes without an order.
        self.bills.append(Bill("Bright & Buckle Costume House", "CN-14", day("5/6"), "Returned: one coat", 1, -cents("212.40"), "2900-30", ""))
        self.bills.append(Bill("O’Dell’s Lumber", "CR-502", day("5/13"), "Returned plywood", 3, -cents("41.15"), "2300-20", ""))


# ---------------------------------------------------------------------------------------------------------------
# The ledger: QuickBooks Online

class LedgerLine:
    def __init__(self, account, when, kind, number, name, memo, split, amount, arrives=None, leaves=None):
        self.account, self.when, self.kind, self.number = account, when, kind, number
        self.name, self.memo, self.split, self.amount = name, memo, split, amount
        self.arrives, self.leaves = arrives or week_of(when), leaves

    def in_export(self, week):
        return self.arrives <= week and (self.leaves is None or week < self.leaves)


# Every so often: account, payee, memo, kind, dates, dollars.
INSTALMENTS = [
    ("0800-10", "Ebb & Flow Literary Agency", "Option, exercise price", "Check", "4/2", "25000"),
    ("0800-10", "Ebb & Flow Literary Agency", "Option, extension", "Check", "4/9", "10000"),
    ("1100-10", "J. Ravensbourne", "Draft and revisions, {n}", "Check", "4/3 4/17 5/8", "14000"),
    ("1100-20", "J. Ravensbourne", "Polish, {n}", "Check", "4/24 5/1", "4000"),
    ("1100-30", "Clearwater Script Research", "Clearance report", "Bill", "4/7", "4350"),
    ("1200-10", "Anchor Mill Pictures, LLC", "Producer, week {n}", "Check", "4/3 4/10 4/17 4/24 5/1 5/8 5/15", "3500"),
    ("1200-10", "H. Featherstone", "Producer, week {n}", "Check", "4/3 4/10 4/17 4/24 5/1 5/8 5/15", "3000"),
    ("1200-20", "Low Tide Capital", "Executive producer, half", "Check", "4/20", "10000"),
    ("1300-10", "Wren & Sparrow, Inc. f/s/o M. Ødegård", "Director, week {n}", "Check", "4/3 4/10 4/17 4/24 5/1 5/8 5/15", "3500"),
    ("1300-20", "Iris Calloway", "Director’s assistant, week {n}", "Check", "4/3 4/10 4/17 4/24 5/1 5/8 5/15", "1000"),
    ("1300-30", "Panel by Panel", "Storyboards, {n}", "Bill", "4/8 4/16 4/30", "2150"),
    ("1400-40", "Lodestar Casting", "Casting, {n}", "Check", "4/2 4/15 5/6", "5500"),
    ("6100-10", "Bulwark Insurance Brokers", "Production package, deposit", "Check", "4/6", "23000"),
    ("6100-10", "Bulwark Insurance Brokers", "Production package, instalment {n}", "Check", "5/6", "11500"),
    ("6100-20", "Bulwark Insurance Brokers", "Errors and omissions, deposit", "Check", "4/14", "7250"),
    ("6200-10", "Thistle, Grouse & Partners LLP", "Production counsel, invoice {n}", "Bill", "4/10 4/24 5/8 5/15", "3125.50"),
    ("6200-20", "Thistle, Grouse & Partners LLP", "Title search", "Bill", "4/13", "1850"),
    ("6300-10", "Ropewalk Studios", "Offices, month {n}", "Check", "4/1 5/1", "3600"),
    ("6300-30", "Coastline Telecom", "Lines and internet, month {n}", "Check", "4/6 5/6", "1118.64"),
    ("6300-70", "Slate & Sheet Software", "14 seats, month {n}", "Expense", "4/4 5/4", "588"),
    ("6400-10", "Ledger & Loft CPAs", "Audit, planning", "Bill", "5/11", "3100"),
    ("8100-10", "Breakwater Completion Guarantors", "Bond fee, deposit", "Check", "4/13", "20000"),
    ("0800-30", "Iris Calloway", "Scouting, expenses {n}", "Expense", "4/2 4/3 4/7 4/8 4/14", "790"),
    ("0800-20", "Gull Point Historical Society", "Archive days, {n}", "Check", "4/2 4/9 4/21", "1150"),
]

# Drawn by lot: account, how many lines, lowest and highest dollars, kind, payees, memos, first week.
DRAWN_LEDGER = [
    ("1500-10", 22, 290, 980, "Expense", ["Petrel Airways", "Coast & Continental Air", "Sky Ferry"], ["Cast travel, M. Sandoe role", "Director, return", "Producer, scout", "Cast, day player"], 1),
    ("1500-20", 20, 560, 1390, "Expense", ["Hotel Bellwether", "Gull Point Inn"], ["Cast rooms", "Director’s apartment", "Producers’ rooms"], 1),
    ("1500-30", 18, 340, 680, "Check", ["Sørensen, Ingrid", "Oyelaran, Bayo", "Fairweather, Lily", "M. Ødegård"], ["Per diem, week"], 2),
    ("1500-40", 14, 26, 190, "Expense", ["Gullwing Taxi", "Quayside Cars"], ["Airport", "Set to hotel", "Cast pick-up"], 1),
    ("1200-30", 10, 60, 480, "Expense", ["Anchor Mill Pictures, LLC", "H. Featherstone"], ["Producers’ meals", "Phones", "Meeting, financiers"], 1),
    ("3900-10", 18, 180, 640, "Expense", ["Petrel Airways", "Sky Ferry"], ["Crew travel", "Camera crew, return", "Effects crew"], 1),
    ("3900-30", 26, 208, 364, "Check", ["Torvald, Gus", "Bjornstad, Hanne", "Kettering, Hugh", "Montague, Bea", "Kirkbride, Alastair"], ["Per diem, week"], 2),
    ("3900-40", 14, 40, 165, "Check", ["Strand, Kirsten", "Ngata, Wiremu", "Abernathy, Clay"], ["Mileage"], 1),
    ("6300-20", 16, 22, 240, "Expense", ["Paperclip & Co.", "Desk & Chair Exchange"], ["Paper and toner", "Call sheet paper", "Office supplies"], 1),
    ("6300-40", 15, 15, 45, "Expense", ["First Mariners Bank"], ["Wire fee", "Account fee"], 1),
    ("6300-50", 15, 24, 210, "Expense", ["Albatross Courier", "Parcel Gull"], ["Drives to post", "Contracts", "Lens return"], 1),
    ("6000-20", 4, 350, 720, "Bill", ["Behind the Pier Media"], ["Press kit, shoot day"], 3),
    ("3600-50", 10, 18, 130, "Expense", ["Bridge & Tunnel Pass"], ["Tolls"], 1),
    ("5100-20", 2, 400, 620, "Bill", ["Echo Chamber Studios"], ["Wild lines"], 4),
]


def make_ledger(payroll, envelopes):
    dice = Dice("ledger")
    lines = []
    numbers = {"Check": 2001, "Bill": 7001}

    def number_for(kind):
        if kind not in numbers:
            return ""
        numbers[kind] += 1
        return str(numbers[kind] - 1)

    plans = []
    for account, name, memo, kind, days, amount in INSTALMENTS:
        for count, when in enumerate(days.split(), 1):
            plans.append((day(when), account, kind, name, memo.replace("{n}", str(count)), cents(amount)))
    for account, count, low, high, kind, names, memos, first in DRAWN_LEDGER:
        for _ in range(count):
            when = dice.weekday(dice.int(first, 6))
            amount = dice.cents(low, high)
            if account == "3900-30":
                amount = dice.int(4, 7) * 5200
            plans.append((when, account, kind, dice.pick(names), dice.pick(memos), amount))
    plans.sort(key=lambda plan: (plan[0], plan[1], plan[3], plan[5]))
    for when, account, kind, name, memo, amount in plans:
        split = {"Check": "0100-10 Bank - operating", "Expense": "0100-20 Bank - debit card"}.get(kind, "0200-00 Accounts payable (A/P)")
        lines.append(LedgerLine(account, when, kind, number_for(kind), name, memo, split, amount))
    lines += special_ledger_lines()
    lines += settlement_lines(lines, payroll, envelopes)
    lines.sort(key=lambda line: line.when)                       # stable: a day keeps the order of entry
    return lines


def special_ledger_lines():
    card = "0100-20 Bank - debit card"
    payable = "0200-00 Accounts payable (A/P)"
    lines = [
        # Two taxis, the same in every cell.
        LedgerLine("1500-40", day("4/28"), "Expense", "", "Gullwing Taxi", "Cast pick-up", card, cents("48")),
        LedgerLine("1500-40", day("4/28"), "Expense", "", "Gullwing Taxi", "Cast pick-up", card, cents("48")),
        # In week 4's export 1,180.00; in week 5's the same line reads 1,280.00.
        LedgerLine("1500-20", day("4/30"), "Expense", "", "Hotel Bellwether", "Cast rooms, minibar in dispute", card, cents("1180"), 4, 5),
        LedgerLine("1500-20", day("4/30"), "Expense", "", "Hotel Bellwether", "Cast rooms, minibar in dispute", card, cents("1280"), 5),
        # Entered in week 3, deleted by someone before week 6's export.
        LedgerLine("6300-20", day("4/22"), "Expense", "", "Desk & Chair Exchange", "Shredder", card, cents("389.95"), 3, 6),
        # Dated in one week, entered in a later one.
        LedgerLine("6300-50", day("4/16"), "Expense", "", "Albatross Courier", "Passports, M. Ødegård", card, cents("64.20"), 3),
        LedgerLine("3900-10", day("4/24"), "Expense", "", "Sky Ferry", "Marine crew, two seats", card, cents("431"), 4),
        LedgerLine("1500-10", day("4/21"), "Expense", "", "Petrel Airways", "Change fee", card, cents("150"), 5),
        LedgerLine("6200-20", day("5/1"), "Bill", "7990", "Thistle, Grouse & Partners LLP", "Harbour name, search", payable, cents("975"), 6),
        # Vendor credits.
        LedgerLine("1500-10", day("4/29"), "Vendor Credit", "VC-1", "Coast & Continental Air", "Unused ticket", payable, -cents("412.30")),
        LedgerLine("1500-20", day("5/5"), "Vendor Credit", "VC-2", "Hotel Bellwether", "Room not used", payable, -cents("380")),
        LedgerLine("6100-10", day("5/13"), "Vendor Credit", "VC-3", "Bulwark Insurance Brokers", "Endorsement, refund", payable, -cents("1150")),
        LedgerLine("6300-20", day("5/12"), "Vendor Credit", "VC-4", "Paperclip & Co.", "Toner returned", payable, -cents("86.40")),
        # Nobody knew where this belongs.
        LedgerLine("9999-00", day("5/14"), "Expense", "", "Quayside Cars", "No receipt - ask Ros", card, cents("1046.75")),
    ]
    journals = [("4/17", "1500-20", "3900-20", "1390.00", "Reclass: crew rooms booked with cast"),
                ("4/30", "6300-50", "3300-60", "178.20", "Reclass: drives, not courier"),
                ("5/8", "3900-10", "1500-10", "640.00", "Reclass: producer’s seat"),
                ("5/15", "1500-40", "3600-50", "112.40", "Reclass: tolls in taxi bills")]
    for number, (when, source, target, amount, memo) in enumerate(journals, 1):
        lines.append(LedgerLine(source, day(when), "Journal Entry", f"JE-{number}", "", memo, "-Split-", -cents(amount)))
        lines.append(LedgerLine(target, day(when), "Journal Entry", f"JE-{number}", "", memo, "-Split-", cents(amount)))
    return lines


def settlement_lines(lines, payroll, envelopes):
    """The other side of cheques and bills, and money that moves between balance accounts: never cost."""
    bank, payable = "0100-10", "0200-00"
    bank_name, payable_name = "0100-10 Bank - operating", "0200-00 Accounts payable (A/P)"
    found = []
    for line in lines:
        label = f"{line.account} {account_name(line.account)}"
        if line.kind == "Check":
            found.append(LedgerLine(bank, line.when, line.kind, line.number, line.name, line.memo, label, -line.amount))
        elif line.kind in ("Bill", "Vendor Credit"):
            found.append(LedgerLine(payable, line.when, line.kind, line.number, line.name, line.memo, label, line.amount, line.arrives))
            paid = line.when + timedelta(14)
            if line.kind == "Bill" and paid <= week_end(6) and line.arrives == week_of(line.when):
                found.append(LedgerLine(payable, paid, "Bill Payment (Check)", line.number, line.name, "", bank_name, -line.amount))
                found.append(LedgerLine(bank, paid, "Bill Payment (Check)", line.number, line.name, "", payable_name, -line.amount))
    for week in WEEKS:
        funding = sum(line.gross + line.fringe for line in payroll if line.arrives == week)
        found.append(LedgerLine(bank, week_end(week) - timedelta(2), "Transfer", "", "Keel Payroll Services", "Payroll funding",
                                "Payroll clearing", -funding))
    petty, petty_name = "0300-10", "0300-10 Petty cash advances"
    for envelope in envelopes:
        issued, returned = max(week_end(envelope.arrives) - timedelta(10), BOOKS_OPEN), week_end(envelope.arrives) - timedelta(1)
        back = envelope.advance - sum(receipt.amount for receipt in envelope.receipts)
        memo = f"Petty cash, envelope {envelope.number}"
        found.append(LedgerLine(bank, issued, "Check", "", envelope.holder, memo, petty_name, -envelope.advance))
        found.append(LedgerLine(petty, issued, "Check", "", envelope.holder, memo, bank_name, envelope.advance))
        found.append(LedgerLine(bank, returned, "Deposit", "", envelope.holder, memo + ", returned", petty_name, back))
        found.append(LedgerLine(petty, returned, "Deposit", "", envelope.holder, memo + ", returned", bank_name, -back))
    return found


def account_name(code):
    for balance, name in BALANCE_ACCOUNTS:
        if code == balance:
            return name
    return "Ask my accountant" if code == "9999-00" else CHART_OF_ACCOUNTS[code].name


# ---------------------------------------------------------------------------------------------------------------
# Petty cash

class Receipt:
    def __init__(self, when, payee, text, account, set_code, amount):
        self.when, self.payee, self.text, self.account, self.set, self.amount = when, payee, text, account, set_code, amount


class Envelope:
    def __init__(self, number, holder, department, advance, arrives, receipts):
        self.number, self.holder, self.department = number, holder, department
        self.advance, self.arrives, self.receipts = advance, arrives, receipts


# custodian, department, advance, week handed in, kinds of receipts
ENVELOPES = [
    ("Marchetti, Livia", "Production", 800, 1, "office"), ("Abernathy, Clay", "Set dressing", 1500, 1, "dressing"),
    ("Abernathy, Clay", "Set dressing", 1500, 2, "dressing"), ("Marchetti, Livia", "Production", 800, 2, "office"),
    ("Baptiste, Simone", "Locations", 700, 3, "craft"), ("Abernathy, Clay", "Set dressing", 1500, 3, "dressing"),
    ("Marchetti, Livia", "Production", 800, 4, "office"), ("Baptiste, Simone", "Locations", 700, 4, "craft"),
    ("Baptiste, Simone", "Locations", 700, 5, "craft"), ("Abernathy, Clay", "Set dressing", 1500, 5, "dressing"),
    ("Marchetti, Livia", "Production", 800, 6, "office"), ("Baptiste, Simone", "Locations", 700, 6, "craft"),
]

RECEIPTS = {
    "office": [("Paperclip & Co.", "Labels, \"DO NOT MOVE\"", "6300-20", 6, 48), ("Albatross Courier", "Envelope to lab", "6300-50", 11, 36),
               ("Quayside Cars", "Runner, taxi", "1500-40", 9, 34), ("Wharf Street Parking", "", "3500-60", 6, 24),
               ("Key & Cobbler", "Keys, 6 sets", "6300-20", 12, 40), ("Pharmacy on Bay", "First aid, set bag", "4100-30", 9, 44)],
    "dressing": [("Second Tide Salvage", "Rope, 2\" x 40'", "2700-20", 20, 160), ("Harbor Hardware, Inc.", "Hooks, wire", "2700-20", 8, 60),
                 ("Flea market, Gull Point", "Lamps and frames", "2700-20", 30, 190), ("Harbor Hardware, Inc.", "Screws", "2300-20", 8, 40),
                 ("Café Niño Furniture", "Stool", "2700-20", 25, 85), ("Netmenders’ Guild", "Floats", "2800-40", 20, 110),
                 ("Pier Road Fuel", "Van fuel", "3600-40", 35, 75)],
    "craft": [("Pantry & Quay", "Fruit, ice", "3500-90", 18, 95), ("Bay Street Bakery", "Rolls, cakes", "3500-90", 14, 80),
              ("Harbor Market", "Coffee", "3500-90", 12, 70), ("Wharf Street Parking", "Unload", "3500-60", 5, 18),
              ("Harbor Market", "Paper cups", "3500-90", 9, 30)],
}


def make_envelopes():
    dice = Dice("petty cash")
    envelopes = []
    for number, (holder, department, advance, week, kind) in enumerate(ENVELOPES, 1):
        receipts = []
        for _ in range(dice.int(8, 11)):
            payee, text, account, low, high = dice.pick(RECEIPTS[kind])
            when = week_end(week) - timedelta(dice.int(2, 9))
            amount = dice.cents(low, high)
            if sum(receipt.amount for receipt in receipts) + amount <= advance * 100:
                receipts.append(Receipt(max(when, day("4/2")), payee, text, account, dice.pick(SETS), amount))
        receipts.sort(key=lambda receipt: receipt.when)
        envelopes.append(Envelope(number, holder, department, advance * 100, week, receipts))
    return envelopes


# ---------------------------------------------------------------------------------------------------------------
# The company card and the log that codes it

class Charge:
    def __init__(self, when, merchant, place, member, amount, details, category, arrives):
        self.when, self.merchant, self.place, self.member = when, merchant, place, member
        self.amount, self.details, self.category, self.arrives = amount, details, category, arrives
        self.reference = None


class Coding:
    def __init__(self, charge, amount, account, text, receipt, order, arrives):
        self.charge, self.amount, self.account, self.text = charge, amount, account, text
        self.receipt, self.order, self.arrives = receipt, order, arrives
        self.set = set_on(charge.when)


MEMBERS = [("BRITTA HALVORSEN", "-61003"), ("LIVIA MARCHETTI", "-61011"), ("KIRSTEN STRAND", "-61029"), ("ASA LINDQVIST", "-61037")]

PLACES_OF_TRADE = {"G": ("14 BAY ST", "GULL POINT", "OR", "97001"), "S": ("220 MARSH RD", "SALTMARSH", "OR", "97004"),
                   "K": ("1 COVE LANE", "KESTREL COVE", "OR", "97009"), "W": ("88 MILL AVE STE 4", "WEIRTON FALLS", "WA", "98604")}

# merchant, place, member, account, low, high, category, what it was
MERCHANTS = [
    ("HARBOR HARDWARE INC", "G", 3, "2200-40", 25, 240, "Merchandise & Supplies-Hardware", "Fixings, model shop"),
    ("MODEL YARD", "W", 3, "2200-40", 30, 210, "Merchandise & Supplies-Arts & Jewelry", "Foam, glue"),
    ("LAMP & COMPASS", "G", 3, "2700-20", 45, 420, "Merchandise & Supplies-Furnishing", "Lamps"),
    ("THREAD MILL", "W", 0, "2900-30", 40, 380, "Merchandise & Supplies-Clothing", "Costume multiples"),
    ("PIER ROAD FUEL 0047", "G", 2, "3600-40", 38, 155, "Transportation-Fuel", "Fuel"),
    ("MARSH ROAD FUEL", "S", 2, "3600-40", 40, 160, "Transportation-Fuel", "Fuel"),
    ("WHARF STREET PARKING", "G", 2, "3500-60", 12, 60, "Transportation-Parking", "Parking, scout"),
    ("HARBOR MARKET #12", "G", 1, "3500-90", 30, 260, "Merchandise & Supplies-Groceries", "Craft service"),
    ("BAY STREET BAKERY", "G", 1, "3500-90", 22, 120, "Restaurant-Bar & Café", "Crew breakfast"),
    ("PAPERCLIP & CO", "W", 1, "6300-20", 18, 210, "Business Services-Office Supplies", "Office supplies"),
    ("PARCEL GULL", "W", 1, "6300-50", 16, 140, "Business Services-Mailing & Shipping", "Shipping"),
    ("PETREL AIRWAYS", "W", 0, "3900-10", 150, 520, "Travel-Airline", "Crew seat"),
    ("QUAYSIDE CARS", "G", 0, "1500-40", 18, 90, "Transportation-Taxis & Coach", "Cars"),
    ("KESTREL COVE FERRY", "K", 2, "3600-50", 14, 96, "Transportation-Other", "Ferry, unit van"),
    ("POWDER & POMADE", "W", 0, "3000-20", 35, 240, "Merchandise & Supplies-Pharmacies", "Make-up supplies"),
    ("TAPE & CO FILM SUPPLY", "W", 1, "2500-40", 45, 260, "Business Services-Other", "Expendables"),
    ("LARKSPUR CAMERA INC", "W", 0, "3300-50", 40, 230, "Business Services-Other", "Filters, tape"),
]

UNCODED_AT_THE_END = 6


def make_cards(card_buys):
    dice = Dice("cards")
    charges, codings = [], []
    for week in WEEKS:
        for _ in range(17 if week == 1 else 25):
            merchant, place, member, account, low, high, category, what = dice.pick(MERCHANTS)
            when = week_end(week) - timedelta(dice.int(1, 6))
            amount = dice.cents(low, high)
            details = f"{dice.int(10000, 99999)}   {merchant}" + ("\n" + category.split("-")[-1].upper() if dice.chance(60) else "")
            arrives = week + 1 if dice.chance(2) and week < 6 else week
            charge = Charge(when, merchant, place, MEMBERS[member], amount, details, category, arrives)
            charges.append(charge)
            lag = 1 if (week_end(week) - when).days <= 3 or dice.chance(25) else 0
            receipt = "Y" if dice.chance(90) else "missing"
            codings.append(Coding(charge, amount, account, what, receipt, "", charge.arrives + lag))
    for order, week, amount in card_buys:
        charge = Charge(dice.weekday(week), order.vendor.upper(), "W", MEMBERS[1], amount, f"ORDER {order.number}",
                        "Business Services-Other", week)
        charges.append(charge)
        codings.append(Coding(charge, amount, order.account, order.text, "Y", order.number, week + 1))
    split_one(charges, codings)
    refund = Charge(day("5/6"), "THREAD MILL", "W", MEMBERS[0], -cents("64.90"), "REFUND", "Merchandise & Supplies-Clothing", 5)
    charges.append(refund)
    codings.append(Coding(refund, refund.amount, "2900-30", "Returned, wrong size", "Y", "", 6))
    charges.sort(key=lambda charge: (charge.when, charge.merchant, charge.amount, charge.details))
    for count, charge in enumerate(charges, 1):
        charge.reference = f"3202{charge.when.timetuple().tm_yday:03d}{61000000 + count * 37:08d}"
    for coding in codings:                                       # week 6 is coded by then, but for a few of its last days
        if coding.arrives > 6:
            coding.arrives = 6
    last = sorted((coding for coding in codings if coding.charge.when >= day("5/13") and not coding.order),
                  key=lambda coding: coding.charge.reference)[-UNCODED_AT_THE_END:]
    codings = [coding for coding in codings if coding not in last]
    for when, payment in ((day("4/13"), -cents("1962.18")), (day("5/13"), -sum(charge.amount for charge in charges if charge.when <= day("4/28")))):
        autopay = Charge(when, "AUTOPAY PAYMENT - THANK YOU", None, MEMBERS[0], payment, "", "", week_of(when))
        autopay.reference = f"3202{when.timetuple().tm_yday:03d}99999991"
        charges.append(autopay)
    return charges, codings


def split_one(charges, codings):
    """One basket, two accounts."""
    charge = Charge(day("4/29"), "HARBOR MARKET #12", "G", MEMBERS[1], cents("318.42"), "40218   HARBOR MARKET #12\nGROCERIES",
                    "Merchandise & Supplies-Groceries", 4)
    charges.append(charge)
    codings.append(Coding(charge, cents("241.17"), "3500-90", "Craft service", "Y", "", 5))
    codings.append(Coding(charge, cents("77.25"), "6300-20", "Office coffee", "Y", "", 5))


# ---------------------------------------------------------------------------------------------------------------
# Budget changes and forecast

# no, date, kind, account, dollars, reason, approved by
BUDGET_CHANGES = [
    ("T-01", "4/24", "Transfer", "2200-40", "-4000", "Harbour charts become dressing, not printing", "B. Halvorsen"),
    ("T-01", "4/24", "Transfer", "2700-20", "4000", "Harbour charts become dressing, not printing", "B. Halvorsen"),
    ("T-02", "5/6", "Transfer", "8000-10", "-12000", "Two more days at the lighthouse", "Breakwater Completion Guarantors"),
    ("T-02", "5/6", "Transfer", "3500-20", "12000", "Two more days at the lighthouse", "Breakwater Completion Guarantors"),
    ("O-01", "5/8", "Overage", "3700-20", "15000", "Second trawler for the storm; paid by the financier", "Low Tide Capital"),
    ("T-03", "5/14", "Transfer", "2200-50", "-2500", "Gel and rigging for the nights", "B. Halvorsen"),
    ("T-03", "5/14", "Transfer", "3100-40", "1500", "Gel and rigging for the nights", "B. Halvorsen"),
    ("T-03", "5/14", "Transfer", "2500-40", "1000", "Gel and rigging for the nights", "B. Halvorsen"),
]

COUNTED_WEEKS = ["2000-10", "2000-20", "2000-40", "2000-60", "2200-10", "2200-20", "2900-10", "3300-10", "3500-10"]
COUNTED_CREW = ["2000-50", "3300-70", "3500-12", "3500-85"]                    # units from the schedule
TYPED_CREW = ["2000-30", "2000-70", "2500-10", "2500-20", "2800-10", "2900-20", "3000-10", "3100-10", "3100-20",
              "3300-20", "3400-10", "3600-10", "4100-10"]                      # units typed in, each Monday

# account, date, unit, units (blank: from the schedule), rate, note
OTHER_RATES = [
    ("3500-80", "4/6", "shoot_day", "", "1760", "65 lunches, some second meals"),
    ("3500-80", "5/4", "shoot_day", "", "1915", "Nights: second meals every day"),
    ("3500-90", "4/20", "shoot_day", "", "380", ""),
    ("3600-40", "4/6", "shoot_day", "", "590", ""),
    ("3600-40", "5/4", "shoot_day", "", "655.50", "Price at the pump, and the island"),
    ("3300-30", "4/20", "shoot_day", "", "1190", "Package and day extras"),
    ("3100-30", "4/20", "shoot_day", "", "860", ""),
    ("3100-50", "4/20", "shoot_day", "", "480", ""),
    ("3100-50", "5/4", "shoot_day", "", "585", "Second generator on nights"),
    ("2500-30", "4/20", "shoot_day", "", "610", ""),
    ("3500-50", "4/20", "shoot_day", "", "520", "One guard on most nights"),
    ("3400-20", "4/20", "week", "8", "1750", ""),
    ("3400-20", "5/4", "week", "6", "1750", ""),
    ("3400-20", "5/11", "week", "5", "1750", ""),
    ("3300-40", "4/20", "week", "8", "2100", ""),
    ("3300-40", "5/11", "week", "5", "2100", ""),
    ("3600-20", "4/20", "week", "", "3000", "Trucks until the end of wrap"),
    ("3600-30", "4/20", "week", "", "2850", ""),
    ("4100-20", "4/6", "shoot_day", "8", "1250", "Water days"),
    ("4100-20", "5/11", "shoot_day", "6", "1250", "Water days left, one added"),
    ("2500-50", "4/20", "shoot_day", "6.5", "1650", "Crane days"),
    ("2500-50", "5/11", "shoot_day", "2.5", "1633.33", "Crane: two days and a half, at the new rate"),
]

# account: {week: dollars still to be spent, as typed on the Saturday}, note
MANUAL = {
    "3500-20": ({3: "22000", 4: "26000", 5: "23500", 6: "21400"}, "House, ferry terminal overtime, two more lighthouse days"),
    "3700-20": ({4: "12000", 5: "25000", 6: "21500"}, "Second trawler, storm sequence; skiffs until day 34"),
    "1400-30": ({4: "9500", 5: "9500", 6: "12200"}, "Added water gag: two more performers, one more day"),
    "3900-20": ({4: "25000", 5: "25500", 6: "24600"}, "Island nights: rooms at the season’s rate"),
    "6200-10": ({5: "17000", 6: "22500"}, "Title dispute, counsel’s estimate of May 14"),
    "5200-20": ({6: "13800"}, "Bid of Glasswing VFX, 24 shots"),
}

NONE = {"0800-30": ("4/27", "Scouting is done"), "2300-10": ("5/4", "Construction wrapped on May 1"),
        "2300-40": ("5/11", "Workshop handed back")}


def people_on(account):
    return [deal for deal in DEALS if deal.account == account]


def daily_rate(account):
    """What a shoot day of an account's crew is expected to cost: deals with four percent of overtime, to five dollars."""
    people = [deal for deal in people_on(account) if deal.finish >= SHOOT_DAYS[39]]
    total = sum(deal.a_day() for deal in people)
    return half_away(Fraction(total * 104, 100) / 500) * 500


def labour_accounts(category):
    return sorted({deal.account for deal in DEALS if deal.account.startswith(category)})


class ForecastRow:
    def __init__(self, when, account, method, unit="", units="", rate=None, percent=None, of="", amount=None, author="B. Halvorsen", note=""):
        self.when, self.account, self.method, self.unit = when, account, method, unit
        self.units, self.rate, self.percent, self.of = units, rate, percent, of
        self.amount, self.author, self.note = amount, author, note


def make_forecast(fringe_percent):
    rows = []
    for category, percent in fringe_percent.items():
        # A category that is nothing but labour is named as a whole; the others name their labour accounts.
        of = "2000" if category == "2000" else " ".join(labour_accounts(category))
        rows.append(ForecastRow(day("4/6"), category + "-99", "percent_of", percent=percent, of=of, author="R. Pemberton",
                                note="Average of taxes, benefits and fees"))
    for account, percent, of, note in percent_lines():
        rows.append(ForecastRow(day("4/6"), account, "percent_of", percent=percent, of=of, author="R. Pemberton", note=note))
    for account in COUNTED_WEEKS:
        rows.append(ForecastRow(day("4/6" if account in ("2000-10", "2000-60") else "4/20"), account, "rate_x_units", "week", rate=sum(deal.rate for deal in people_on(account))))
    for account in COUNTED_CREW:
        rows.append(ForecastRow(day("4/20"), account, "rate_x_units", "shoot_day", rate=daily_rate(account)))
    for account in TYPED_CREW:
        for week, monday in ((3, "4/20"), (4, "4/27"), (5, "5/4"), (6, "5/11")):
            since = day(monday) if ESTIMATE_IS_NET_OF_ACCRUALS else week_end(week) + timedelta(1)
            known = [row for row in SCHEDULES[week - 1 if week < 5 else week] if row[1] == "Shoot" and row[0] >= since]
            rate = daily_rate(account) + {"2500-20": 4500, "3600-10": 4000}.get(account, 0) * (week >= 5)
            rows.append(ForecastRow(day(monday), account, "rate_x_units", "shoot_day", units=str(len(known)), rate=rate,
                                    note="Days left, this week included" if ESTIMATE_IS_NET_OF_ACCRUALS else "Days left after this week"))
    for count, monday in ((8, "4/20"), (7, "4/27"), (6, "5/4"), (5, "5/11")):
        rows.append(ForecastRow(day(monday), "1400-10", "rate_x_units", "week", units=str(count), rate=cents("15000"),
                                note="Run of the picture"))
    for account, when, unit, units, rate, note in OTHER_RATES:
        rows.append(ForecastRow(day(when), account, "rate_x_units", unit, units=units, rate=cents(rate), note=note))
    for account, (amounts, note) in MANUAL.items():
        for week, amount in amounts.items():
            rows.append(ForecastRow(week_end(week), account, "manual", amount=cents(amount), note=note))
    for account, (when, note) in NONE.items():
        rows.append(ForecastRow(day(when), account, "none", note=note))
    rows.append(ForecastRow(day("4/6"), "2600-10", "budget_remaining", note="Until the effects days are fixed"))
    rows.append(ForecastRow(day("4/27"), "2700-10", "budget_remaining", note="Strike is in the budget"))
    rows.sort(key=lambda row: (row.when, row.account))
    return rows


def percent_lines():
    return [("6100-30", Fraction("0.65"), "section:Above_the_line section:Production", "Rated on cost, above the line and production"),
            ("8000-10", Fraction("10"), "budget:direct", "Ten percent of the direct budget, less what was transferred"),
            ("8100-10", Fraction("2.4"), "direct", "Fee on direct cost")]


# ---------------------------------------------------------------------------------------------------------------
# The oracle: the cost report of a week, from the transactions in memory

class Actual:
    """A posted cost. It arrives with one week's drop; if it vanishes or changes, it leaves with a later one."""

    def __init__(self, account, amount, when, arrives, leaves=None, order=""):
        self.account, self.amount, self.when, self.order = account, amount, when, order
        self.arrives, self.leaves = arrives, leaves
        # Posting week: that of the posting date, but never a week whose report was issued before the record came.
        self.posting_week = max(week_of(when), arrives)
        assert self.posting_week == arrives, "no export holds a date after its own week"


class Oracle:
    def __init__(self, actuals, timecards, payroll, orders, budget, forecast):
        self.actuals, self.timecards, self.payroll = actuals, timecards, payroll
        self.orders, self.budget, self.forecast = orders, budget, forecast
        self.memo = {}

    # -- cost

    def to_date(self, week, account):
        return sum(self.this_period(earlier, account) for earlier in range(1, week + 1))

    def this_period(self, week, account):
        """Posted in the week, less what vanished or changed in the week's new exports."""
        posted = sum(actual.amount for actual in self.actuals if actual.account == account and actual.posting_week == week)
        reversed_ = sum(actual.amount for actual in self.actuals if actual.account == account and actual.leaves == week)
        return posted - reversed_

    # -- commitments

    def open_orders(self, week):
        """Open cents of each order line of the week's log: the line less what actuals that cite its number relieve."""
        logged = [order for order in self.orders if week_of(order.issued) <= week]
        by_number = defaultdict(list)
        for order in logged:
            by_number[order.number].append(order)
        relieved = {order: 0 for order in logged}
        cited = [actual for actual in self.actuals if actual.order and actual.arrives <= week
                 and (actual.leaves is None or actual.leaves > week)]
        for actual in sorted(cited, key=lambda actual: (actual.arrives, actual.when)):
            lines = by_number.get(actual.order, [])
            same_account_first = [line for line in lines if line.account == actual.account] \
                + [line for line in lines if line.account != actual.account]
            left = actual.amount
            for line in same_account_first:
                if left >= 0:
                    part = min(left, self.limit(line, week) - relieved[line])
                else:
                    part = -min(-left, relieved[line])
                relieved[line] += part
                left -= part
        return [(line, self.limit(line, week) - relieved[line] if line.open_status(week) else 0) for line in logged]

    @staticmethod
    def limit(line, week):
        return line.amounts[week]

    def open_of(self, week, account):
        key = ("open", week)
        if key not in self.memo:
            totals = defaultdict(int)
            for line, amount in self.open_orders(week):
                totals[line.account] += amount
            self.memo[key] = totals
        return self.memo[key][account]

    # -- accruals

    def accruals(self, week, account):
        """Timecards at hand whose worker and week no register at hand has paid."""
        paid = {(line.deal.name, line.week_ending) for line in self.payroll if line.arrives <= week}
        return sum(card.price for card in self.timecards if card.account == account and card.arrives <= week
                   and (card.name, card.week_ending) not in paid)

    # -- budget

    def changes(self, week, account, kind):
        return sum(cents(amount) for _, when, change, code, amount, _, _ in BUDGET_CHANGES
                   if change == kind and code == account and day(when) <= week_end(week))

    def original(self, account):
        return self.budget.get(account, 0)

    def working(self, week, account):
        return self.original(account) + self.changes(week, account, "Overage") + self.changes(week, account, "Transfer")

    # -- forecast

    def total(self, week, account):
        return self.to_date(week, account) + self.open_of(week, account) + self.accruals(week, account)

    def decision(self, week, account):
        rows = [row for row in self.forecast if row.account == account and row.when <= week_end(week)]
        return rows[-1] if rows else None

    def counted_after(self, week, account):
        """Units are counted after the report date, or after the last week with labour if that is earlier."""
        ends = [card.week_ending for card in self.timecards if card.account == account and card.arrives <= week]
        ends += [line.week_ending for line in self.payroll if line.account == account and line.arrives <= week]
        ends = [end for end in ends if end <= week_end(week)]
        return min(week_end(week), max(ends)) if ends else week_end(week)

    def units_left(self, week, account, unit):
        after = self.counted_after(week, account)
        rows = [row for row in SCHEDULES[week] if row[0] > after]
        if unit == "week":                                       # weeks that hold any day of the schedule
            return Fraction(len({saturday(row[0]) for row in rows if saturday(row[0]) > after}))
        kind = {"shoot_day": "Shoot", "prep_day": "Prep", "wrap_day": "Wrap", "travel_day": "Travel", "hold_day": "Hold"}[unit]
        return Fraction(sum(row[1] == kind for row in rows))

    def etc(self, week, account):
        key = ("etc", week, account)
        if key not in self.memo:
            self.memo[key] = self.compute_etc(week, account)
        return self.memo[key]

    def compute_etc(self, week, account):
        row = self.decision(week, account)
        method = row.method if row else "budget_remaining"
        if method == "budget_remaining":
            return max(0, self.working(week, account) - self.total(week, account))
        if method == "rate_x_units":
            units = Fraction(row.units) if row.units else self.units_left(week, account, row.unit)
            held = self.open_of(week, account)
            if ESTIMATE_IS_NET_OF_ACCRUALS:
                held += self.accruals(week, account)
            return max(0, half_away(row.rate * units) - held)
        if method == "manual":
            return row.amount
        if method == "none":
            return 0
        assert method == "percent_of"
        return self.percent_of(week, row) - self.total(week, account)

    def percent_of(self, week, row):
        of_budget = row.of.startswith("budget:")
        codes = self.base_codes(row.of[len("budget:"):] if of_budget else row.of, row.account)
        if of_budget:
            base = sum(self.original(code) for code in codes)
        else:
            base = sum(self.efc(week, code) for code in codes)
        amount = half_away(base * row.percent / 100)
        if of_budget:
            amount += self.changes(week, row.account, "Overage") + self.changes(week, row.account, "Transfer")
        return amount

    @staticmethod
    def base_codes(of, account):
        """Accounts named by account, category, section or `direct`; each once, never the line itself, no suspense."""
        found = []
        for word in of.split():
            for code, entry in CHART_OF_ACCOUNTS.items():
                named = word in (code, entry.category) \
                    or (word == "direct" and entry.section in SECTIONS) \
                    or (word.startswith("section:") and word[len("section:"):].replace("_", " ") == entry.section)
                if named and code != account and code not in found:
                    found.append(code)
        return found

    def efc(self, week, account):
        return self.total(week, account) + self.etc(week, account)

    # -- the report

    COLUMNS = ["Account", "This Period", "To Date", "Open POs", "Accruals", "ETC", "EFC", "Budget", "Overages", "Transfers",
               "Working", "Variance", "Previous EFC"]

    def line(self, week, account):
        working = self.working(week, account)
        efc = self.efc(week, account)
        return [self.this_period(week, account), self.to_date(week, account), self.open_of(week, account),
                self.accruals(week, account), self.etc(week, account), efc, self.original(account),
                self.changes(week, account, "Overage"), self.changes(week, account, "Transfer"), working, efc - working,
                self.efc(week - 1, account) if week > 1 else None]

    def report(self, week):
        suspense = sorted({actual.account for actual in self.actuals} - set(CHART_OF_ACCOUNTS))
        lines = [(account, self.line(week, account)) for account in list(CHART_OF_ACCOUNTS) + suspense]
        return [(account, line) for account, line in lines if any(line)]


# ---------------------------------------------------------------------------------------------------------------
# The budget, fitted

def crew_lines(account):
    """Budget lines of the people on a labour account."""
    lines = []
    for deal in people_on(account):
        if deal.occupation == "Loader" and deal.start == day("5/3"):
            continue
        shoot = 20 if deal.start == day("5/4") else 10 if deal.account == "2300-10" else 38
        prep = len([when for when in dates(deal.start, day("4/17")) if when.weekday() < 5])
        if deal.per == "week":
            weeks = len({saturday(when) for when in dates(deal.start, min(deal.finish, day("6/19")))})
            lines.append((deal.occupation, Fraction(weeks), "Weeks", Fraction(1), deal.rate))
        elif deal.per == "day":
            lines.append((deal.occupation, Fraction(prep + shoot), "Days", Fraction(1), deal.rate))
        else:
            hours = Fraction(14) if deal.account != "2300-10" else Fraction(10)
            lines.append((f"{deal.occupation}, paid hours", Fraction(prep + shoot), "Days", hours, deal.rate))
    return lines


def line_total(line):
    _, quantity, _, times, rate = line
    total = quantity * times * rate
    assert total.denominator == 1, line
    return int(total)


def allowance(text, amount):
    return (text, Fraction(1), "Allow", Fraction(1), amount)


def fitted_lines(account, lines, wanted):
    """The lines, with days taken off until they fit under the wanted total, and an allowance for the rest."""
    step = 10000 if account.code in {deal.account for deal in DEALS} else 5000
    wanted = half_away(Fraction(wanted, step)) * step
    lines = list(lines)
    while sum(map(line_total, lines)) > wanted:
        longest = max(range(len(lines)), key=lambda index: lines[index][1])
        name, quantity, unit, times, rate = lines[longest]
        assert quantity > 1, f"{account.code} cannot be fitted"
        lines[longest] = (name, quantity - 1, unit, times, rate)
    rest = wanted - sum(map(line_total, lines))
    if rest:
        lines.append(allowance("Overtime allowance" if people_on(account.code) else "Allowance", rest))
    return lines


def make_budget(oracle, fringe_percent):
    """Budget lines of every account. The oracle's own budget fills as they are decided."""
    lines = {}
    for code, account in CHART_OF_ACCOUNTS.items():
        if account.mode == "plan":
            lines[code] = account.lines
        elif account.mode == "crew":
            base = crew_lines(code)
            extra = sum(map(line_total, base)) * 7 // 100 // 10000 * 10000
            lines[code] = fitted_lines(account, base, half_away(Fraction(sum(map(line_total, base)), 10000)) * 10000 + extra)
        elif account.mode.startswith("fit"):
            base = account.lines or crew_lines(code)
            row = oracle.decision(6, code)
            etc = 0 if row is None or row.method == "budget_remaining" else oracle.compute_etc(6, code)
            target = int(account.mode.split()[1]) * 100
            changes = oracle.changes(6, code, "Overage") + oracle.changes(6, code, "Transfer")
            lines[code] = fitted_lines(account, base, oracle.total(6, code) + etc - target - changes)
        if code in lines:
            oracle.budget[code] = sum(map(line_total, lines[code]))
    for code, account in CHART_OF_ACCOUNTS.items():
        if account.mode == "fringe":
            row = oracle.decision(6, code)
            base = sum(oracle.original(other) for other in oracle.base_codes(row.of, code))
            assert base % 10000 == 0, code
            lines[code] = [(f"Fringes on {row.of}", row.percent, "%", Fraction(1), base // 100)]
            oracle.budget[code] = sum(map(line_total, lines[code]))
    for code, percent, of, _ in percent_lines():
        of = of.replace("budget:", "")
        base = sum(oracle.original(other) for other in oracle.base_codes(of, code))
        lines[code] = [allowance(f"{decimal(percent)} % of {of.replace('section:', '').replace('_', ' ')}", half_away(base * percent / 100))]
        oracle.budget[code] = sum(map(line_total, lines[code]))
    return lines


def fringe_percents(payroll):
    """What fringes came to so far, to a quarter of a percent: the accountant's average."""
    gross, fringe = defaultdict(int), defaultdict(int)
    for line in payroll:
        category = line.fringe_account[:4]
        fringe[category] += line.fringe
        if line.earnings != "Kit rental":
            gross[category] += line.gross
    return {category: Fraction(half_away(Fraction(fringe[category] * 400, gross[category])), 4) for category in sorted(gross)}


# ---------------------------------------------------------------------------------------------------------------
# Writing the files

def cell(value):
    text = str(value)
    if any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


class Writer:
    def __init__(self, root):
        self.root = root

    def text(self, path, text, encoding="utf-8"):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full) or ".", exist_ok=True)
        with open(full, "wb") as file:
            file.write(text.encode(encoding))

    def table(self, path, rows, encoding="utf-8", end="\n", bom=False):
        body = "".join(",".join(cell(value) for value in row) + end for row in rows)
        self.text(path, ("\ufeff" if bom else "") + body, encoding)


def write_setup(writer, budget_lines, forecast):
    rows = [["Account", "Description", "Category", "Category Name", "Section", "Type", "Department"]]
    for code, name in BALANCE_ACCOUNTS:
        rows.append([code, name, code[:4], "Balance sheet", "", "balance", ""])
    for account in CHART_OF_ACCOUNTS.values():
        rows.append([account.code, account.name, account.category, account.category_name, account.section, account.type, account.department])
    writer.table("budget/accounts.csv", rows)

    rows = [["Account", "Line", "Quantity", "Unit", "X", "Rate", "Total"]]
    total = 0
    for code in CHART_OF_ACCOUNTS:
        for line in budget_lines.get(code, []):
            name, quantity, unit, times, rate = line
            rows.append([code, name, decimal(quantity), unit, decimal(times), plain(rate), plain(line_total(line))])
            total += line_total(line)
    rows.append(["", "TOTAL", "", "", "", "", dollars(total)])
    writer.table("budget/budget.csv", rows)

    rows = [["No", "Date", "Kind", "Account", "Amount", "Reason", "Approved By"]]
    for number, when, kind, account, amount, reason, by in BUDGET_CHANGES:
        rows.append([number, day(when).isoformat(), kind, account, plain(cents(amount)), reason, by])
    writer.table("budget/transfers.csv", rows)

    rows = [["Name", "Occupation", "Department", "Account", "Rate", "Per", "Guaranteed Hours", "Start", "Finish"]]
    for deal in DEALS:
        rows.append([deal.name, deal.occupation, deal.department, deal.account, plain(deal.rate), deal.per,
                     deal.guaranteed or "", deal.start.isoformat(), deal.finish.isoformat()])
    writer.table("schedule/deals.csv", rows)

    rows = [["Date", "Account", "Method", "Unit", "Units", "Rate", "Percent", "Of", "Amount", "Author", "Note"]]
    for row in forecast:
        rows.append([row.when.isoformat(), row.account, row.method, row.unit, row.units,
                     "" if row.rate is None else plain(row.rate), "" if row.percent is None else decimal(row.percent), row.of,
                     "" if row.amount is None else plain(row.amount), row.author, row.note])
    writer.table("forecast.csv", rows)


def write_shoot_days(writer, week, folder):
    rows = [["Date", "Unit", "Day", "Type", "Location", "Notes"]]
    number = 0
    for when, kind, place, note in SCHEDULES[week]:
        number += kind == "Shoot"
        rows.append([when.isoformat(), "Main", number if kind == "Shoot" else "", kind, place, note])
    writer.table(f"{folder}/shoot-days-{week_end(week)}.csv", rows)


def write_timecards(writer, week, folder, timecards):
    rows = [["W/E", "Name", "Dept", "Occupation", "Date", "Call", "M1 Out", "M1 In", "M2 Out", "M2 In", "Wrap", "Hrs", "1.0x",
             "1.5x", "2.0x", "MP", "Acct", "Set", "Ep"]]
    count = 0
    for card in timecards:
        if card.arrives == week:
            clock = ["" if value is None else tenths(value) for value in card.clock]
            rows.append([us(card.week_ending), card.name, card.department, card.occupation, us(card.when), *clock,
                         tenths(sum(card.hours)), *[tenths(value) for value in card.hours], card.penalties or "", card.account,
                         card.set, ""])
            count += 1
    writer.table(f"{folder}/timecards-{week_end(week)}.csv", rows, end="\r\n")
    return count


def write_payroll(writer, week, folder, payroll):
    rows = [["Worker", "Type", "Position", "Department", "Work Week Ending", "Earnings Type", "Hours ST", "Hours 1.5x", "Hours 2x",
             "Rate", "Gross", "Employer Taxes", "Benefits", "Handling Fee", "Total", "Cost Code", "Fringe Code", "Run Date", "Project"]]
    lines = sorted((line for line in payroll if line.arrives == week), key=lambda line: line.deal.name)
    for line in lines:
        rate = half_away(line.rate * 100)                        # hundredths of cents: four decimals
        rows.append([line.deal.name, "Loan-out" if line.deal.loan_out else "W-2", line.deal.occupation, line.deal.department,
                     us(line.week_ending), line.earnings, *[tenths(value) for value in line.hours], f"{rate // 10000}.{rate % 10000:04d}",
                     *map(plain, (line.gross, line.taxes, line.benefits, line.fee, line.gross + line.fringe)),
                     line.account, line.fringe_account, us(line.run_date), "Harbor Lights"])
    sums = [sum(getattr(line, name) for line in lines) for name in ("gross", "taxes", "benefits", "fee")]
    hours = [sum(line.hours[index] for line in lines) for index in range(3)]
    rows.append(["TOTAL", "", "", "", "", "", *map(tenths, hours), "", *map(plain, sums), plain(sum(sums)), "", "", "", ""])
    writer.table(f"{folder}/payroll-register-{week_end(week)}.csv", rows)
    return len(lines)


def write_ledger(writer, week, folder, ledger):
    end = week_end(week)
    period = f"April 1 - {end.day}, 2026" if end.month == 4 else f"April 1 - {end:%B} {end.day}, 2026"
    rows = [["Harbor Lights Productions, LLC"] + [""] * 8, ["Transaction Detail by Account"] + [""] * 8, [period] + [""] * 8, [""] * 9,
            ["", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Split", "Amount", "Balance"]]
    current = [line for line in ledger if line.in_export(week)]
    opening = {"0100-10": cents("1450000"), "0200-00": 0, "0300-10": 0, "0400-10": -cents("1962.18")}
    grand = count = 0
    for code in sorted({line.account for line in current}):
        label = f"{code} {account_name(code)}"
        rows.append([label] + [""] * 8)
        balance = opening.get(code, 0)
        if code in opening:
            rows.append(["", "Beginning Balance"] + [""] * 6 + [grouped(balance)])
        total = 0
        for line in (line for line in current if line.account == code):
            balance += line.amount
            total += line.amount
            rows.append(["", us(line.when), line.kind, line.number, line.name, line.memo, line.split, grouped(line.amount), grouped(balance)])
            count += 1
        rows.append([f"Total for {label}"] + [""] * 6 + [ledger_total(total), ""])
        grand += total
    rows.append(["TOTAL"] + [""] * 6 + [ledger_total(grand), ""])
    rows.append([""] * 9)
    rows.append([f"Saturday, {end:%b} {end.day:02d}, {end.year} 06:12 PM GMT-7 - Accrual Basis"] + [""] * 8)
    writer.table(f"{folder}/qbo-transaction-detail-{end}.csv", rows, end="\r\n", bom=True)
    return count


def ledger_total(amount):
    return f"$({grouped(-amount)})" if amount < 0 else f"${grouped(amount)}"


def write_bills(writer, week, folder, bills):
    rows = [["*ContactName", "EmailAddress", "POAddressLine1", "POAddressLine2", "POAddressLine3", "POAddressLine4", "POCity", "PORegion",
             "POPostalCode", "POCountry", "*InvoiceNumber", "*InvoiceDate", "*DueDate", "InventoryItemCode", "Description", "*Quantity",
             "*UnitAmount", "*AccountCode", "*TaxType", "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2", "Currency"]]
    for bill in bills:
        if bill.arrives <= week:
            rows.append([bill.vendor] + [""] * 9 + [bill.number, day_first(bill.when), day_first(bill.due), "", bill.text,
                        decimal(bill.quantity), plain(bill.unit), bill.account, "Tax Exempt", "Unit", "Main", "PO", bill.order, "USD"])
    writer.table(f"{folder}/xero-bills-{week_end(week)}.csv", rows, end="\r\n")
    return len(rows) - 1


def write_order_log(writer, week, folder, orders, actuals):
    end = week_end(week)
    rows = [[f"PO LOG - HARBOR LIGHTS - as of {us_short(end)}"] + [""] * 10,
            ["PO #", "Date", "Vendor", "Dept", "Account", "Set", "Description", "PO Amount", "Invoiced", "Open", "Status"]]
    invoiced_by_line = invoiced_for_log(week, orders, actuals)
    sums = [0, 0, 0]
    month = None
    for order in (order for order in orders if week_of(order.issued) <= week):
        if month not in (None, week_of(order.issued)):
            rows.append([""] * 11)                               # a blank row between the weeks of issue
        month = week_of(order.issued)
        void, closed = week >= order.void_from, week >= order.closed_from
        amount = 0 if void else order.amounts[week]
        invoiced = 0 if void else invoiced_by_line[order]
        still_open = 0 if void or closed else max(0, amount - invoiced)
        department = SHORT_DEPARTMENTS[CHART_OF_ACCOUNTS[order.account].department]
        rows.append([order.number, us_short(order.issued), order.vendor, department, order.account, order.set,
                     "VOID" if void else order.text, dollars(amount), dollars(invoiced), dollars(still_open), "Closed" if closed else ""])
        for index, value in enumerate((amount, invoiced, still_open)):
            sums[index] += value
    rows.append([""] * 11)
    rows.append([""] * 6 + ["TOTAL"] + [dollars(value) for value in sums] + [""])
    writer.table(f"{folder}/po-log-{end}.csv", rows, encoding="cp1252", end="\r\n")
    return sum(week_of(order.issued) <= week for order in orders)


def invoiced_for_log(week, orders, actuals):
    """What the coordinator wrote beside each line: bills and card charges that cite its number. A bill on another
    account than any line of the order goes beside the first line. One week the log lacks one bill."""
    found = {order: 0 for order in orders}
    for actual in actuals:
        if actual.order and actual.arrives <= week and not (week == LAG_WEEK and actual.not_in_log):
            lines = [order for order in orders if order.number == actual.order]
            same = [order for order in lines if order.account == actual.account]
            if lines:
                found[(same or lines)[0]] += actual.amount
    return found


def write_envelopes(writer, week, folder, envelopes):
    rows = []
    count = 0
    for envelope in (envelope for envelope in envelopes if envelope.arrives == week):
        if rows:
            rows.append([""] * 7)
        rows.append(["PETTY CASH ENVELOPE"] + [""] * 6)
        rows.append(["Name:", first_last(envelope.holder), "", "Dept:", envelope.department, "Env #:", envelope.number])
        rows.append(["Advance:", dollars(envelope.advance)] + [""] * 5)
        rows.append(["#", "Date", "Paid To", "Description", "Acct", "Set", "Amount"])
        for number, receipt in enumerate(envelope.receipts, 1):
            rows.append([number, us_short(receipt.when), receipt.payee, receipt.text, receipt.account, receipt.set, dollars(receipt.amount)])
            count += 1
        spent = sum(receipt.amount for receipt in envelope.receipts)
        rows.append([""] * 5 + ["TOTAL", dollars(spent)])
        rows.append([""] * 5 + ["Cash returned", dollars(envelope.advance - spent)])
    writer.table(f"{folder}/petty-cash-{week_end(week)}.csv", rows, end="\r\n")
    return count


def first_last(name):
    return " ".join(reversed(name.split(", ")))


def write_cards(writer, week, folder, charges, codings):
    rows = [["Date", "Description", "Card Member", "Account #", "Amount", "Extended Details", "Appears On Your Statement As", "Address",
             "City/State", "Zip Code", "Country", "Reference", "Category"]]
    mine = [charge for charge in charges if charge.arrives <= week]
    for charge in sorted(mine, key=lambda charge: (charge.when, charge.reference), reverse=True):
        street = city = code = country = ""
        if charge.place:
            line, town, state, code = PLACES_OF_TRADE[charge.place]
            street, city, country = line, f"{town}\n{state}", "UNITED STATES"
            if " STE " in line:
                street = line.replace(" STE ", "\nSTE ")
        rows.append([us(charge.when), charge.merchant, charge.member[0], charge.member[1], plain(charge.amount), charge.details,
                     charge.merchant, street, city, code, country, f"'{charge.reference}'", charge.category])
    writer.table(f"{folder}/amex-{week_end(week)}.csv", rows)

    coded = [["Date", "Card Member", "Merchant", "Amount", "Account", "Set", "Description", "Receipt", "PO #", "Amex Ref"]]
    known = [coding for coding in codings if coding.arrives <= week]
    for coding in sorted(known, key=lambda coding: (coding.arrives, coding.charge.when, coding.charge.reference, coding.account)):
        charge = coding.charge
        coded.append([us_short(charge.when), charge.member[0].title(), charge.merchant, dollars(coding.amount), coding.account, coding.set,
                      coding.text, coding.receipt, coding.order, charge.reference])
    writer.table(f"{folder}/card-coding-{week_end(week)}.csv", coded, end="\r\n", bom=True)
    return len(rows) - 1, len(coded) - 1


def write_report(writer, oracle, week):
    rows = [Oracle.COLUMNS]
    for account, line in oracle.report(week):
        rows.append([account] + ["" if value is None else plain(value) for value in line])
    writer.table(f"expected/cost-report-{week_end(week)}.csv", rows)


PRODUCTION = """\
# A sample production. Its drops/ are copied to inbox/ one by one, one a report.
title: Harbor Lights
company: Harbor Lights Productions, LLC
currency: USD
week_ends: saturday
first_week: 2026-04-11        # week ending of report no. 1
variance: over_positive       # over_positive | under_positive; required
etc_basis: total_costs        # total_costs | actuals
accruals_in: commitments      # commitments | own_column
sections: [Above the line, Production, Post, Other]
contractual: Contractual      # the section of formula lines below the direct total
notes: { over: 5000, percent: 5 }     # a variance beyond both needs a note with its estimate
prepared_by: R. Pemberton
reviewed_by: B. Halvorsen
distribution: ["Harbor Lights Productions, LLC", Breakwater Completion Guarantors]
departments:                  # each gets the reports cut to its own accounts
  - { name: Camera, accounts: ["33*"], reports: [weekly-cost] }
feeds:                        # one entry a source; files = pattern below this folder
  - { name: chart, profile: chart, files: "budget/accounts.csv" }
  - { name: budget, profile: budget, files: "budget/budget.csv" }
  - { name: budget-changes, profile: budget-changes, files: "budget/transfers.csv" }
  - { name: deals, profile: crew-deals, files: "schedule/deals.csv" }
  - { name: forecast, profile: forecast, files: "forecast.csv" }
  - { name: shoot-days, profile: shoot-days, files: "inbox/shoot-days-*.csv" }
  - { name: timecards, profile: film-timecards, files: "inbox/timecards-*.csv" }
  - { name: payroll, profile: payroll-register, files: "inbox/payroll-register-*.csv" }
  - { name: ledger, profile: quickbooks-online, files: "inbox/qbo-transaction-detail-*.csv" }
  - { name: purchase-orders, profile: po-log, files: "inbox/po-log-*.csv" }
  - { name: bills, profile: xero-bills, files: "inbox/xero-bills-*.csv" }
  - { name: petty-cash, profile: petty-cash-envelope, files: "inbox/petty-cash-*.csv" }
  - { name: card, profile: amex, files: "inbox/amex-*.csv" }
  - { name: card-coding, profile: card-coding, files: "inbox/card-coding-*.csv" }
"""


# ---------------------------------------------------------------------------------------------------------------
# All together

class Production:
    """Everything that happened, in memory."""

    def __init__(self):
        self.timecards = make_timecards()
        self.payroll = make_payroll(self.timecards)
        purchasing = Purchasing()
        self.orders, self.bills = purchasing.orders, purchasing.bills
        self.envelopes = make_envelopes()
        self.ledger = make_ledger(self.payroll, self.envelopes)
        self.charges, self.codings = make_cards(purchasing.card_buys)
        self.settle_card()
        self.actuals = self.collect_actuals()
        self.fringe_percent = fringe_percents(self.payroll)
        self.forecast = make_forecast(self.fringe_percent)
        self.oracle = Oracle(self.actuals, self.timecards, self.payroll, self.orders, {}, self.forecast)
        self.budget_lines = make_budget(self.oracle, self.fringe_percent)
        self.oracle.memo.clear()

    def settle_card(self):
        """The bank's side of the card's autopay."""
        for charge in self.charges:
            if charge.place is None:
                for account, amount, split in (("0100-10", charge.amount, "0400-10 Card clearing"), ("0400-10", -charge.amount, "0100-10 Bank - operating")):
                    self.ledger.append(LedgerLine(account, charge.when, "Transfer", "", "Card autopay", "Statement", split, amount))
        self.ledger.sort(key=lambda line: line.when)

    def collect_actuals(self):
        balance = {code for code, _ in BALANCE_ACCOUNTS}
        found = [Actual(line.account, line.amount, line.when, line.arrives, line.leaves) for line in self.ledger if line.account not in balance]
        for line in self.payroll:
            found.append(Actual(line.account, line.gross, line.run_date, line.arrives))
            found.append(Actual(line.fringe_account, line.fringe, line.run_date, line.arrives))
        for bill in self.bills:
            found.append(Actual(bill.account, bill.amount, bill.when, bill.arrives, order=bill.order))
            found[-1].not_in_log = bill.not_in_log_week is not None
        for envelope in self.envelopes:
            found += [Actual(receipt.account, receipt.amount, receipt.when, envelope.arrives) for receipt in envelope.receipts]
        for coding in self.codings:
            found.append(Actual(coding.account, coding.amount, coding.charge.when, coding.arrives, order=coding.order))
            found[-1].not_in_log = False
        return found

    def write(self, root):
        writer = Writer(root)
        writer.text("production.yaml", PRODUCTION)
        write_setup(writer, self.budget_lines, self.forecast)
        counts = defaultdict(int)
        for week in WEEKS:
            folder = f"drops/{week_end(week)}"
            write_shoot_days(writer, week, folder)
            counts["timecards, all weeks"] += write_timecards(writer, week, folder, self.timecards)
            counts["payroll, all weeks"] += write_payroll(writer, week, folder, self.payroll)
            counts["ledger, week 6"] = write_ledger(writer, week, folder, self.ledger)
            counts["bills, week 6"] = write_bills(writer, week, folder, self.bills)
            counts["orders, week 6"] = write_order_log(writer, week, folder, self.orders, self.actuals)
            counts["petty cash, all weeks"] += write_envelopes(writer, week, folder, self.envelopes)
            counts["card charges, week 6"], counts["card codings, week 6"] = write_cards(writer, week, folder, self.charges, self.codings)
            write_report(writer, self.oracle, week)
        return counts


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    production = Production()
    counts = production.write(root)
    for name, count in counts.items():
        print(f"{count:7,}  {name}")
    for week in WEEKS:
        lines = [line for _, line in production.oracle.report(week)]
        efc, budget, variance = (sum(line[index] for line in lines) for index in (5, 6, 10))
        print(f"report {week}: budget {grouped(budget)}  EFC {grouped(efc)}  over working {grouped(variance)}")


if __name__ == "__main__":
    main()
