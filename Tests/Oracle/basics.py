"""What generator, oracle and writers share: dice, weeks, money as whole minor units, texts of numbers and days."""

import random
from datetime import date, timedelta
from fractions import Fraction

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Dice:
    """Random numbers from a seed; a name of its own for each part, so that parts do not disturb one another."""

    def __init__(self, *names):
        self.random = random.Random("/".join(map(str, names)))

    def int(self, low, high):
        return low + int(self.random.random() * (high - low + 1))

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def pick(self, choices):
        return choices[self.int(0, len(choices) - 1)]

    def sample(self, choices, count):
        left, taken = list(choices), []
        while left and len(taken) < count:
            taken.append(left.pop(self.int(0, len(left) - 1)))
        return taken

    def shuffled(self, choices):
        return self.sample(choices, len(choices))


def half_away(value):
    """A Fraction to a whole number, half away from zero."""
    value = Fraction(value)
    whole = (abs(value) * 2 + 1) // 2
    return int(whole if value >= 0 else -whole)


class Currency:
    def __init__(self, code, digits):
        self.code, self.digits = code, digits

    def minor(self, value):
        """Major units to minor units, rounded once."""
        return half_away(Fraction(value) * 10 ** self.digits)

    def plain(self, minor):
        return decimal(Fraction(minor, 10 ** self.digits), self.digits)

    def grouped(self, minor):
        text = self.plain(abs(minor))
        whole, _, rest = text.partition(".")
        text = f"{int(whole):,}" + ("." + rest if rest else "")
        return "-" + text if minor < 0 else text

    def dollars(self, minor):
        """As spreadsheets show money: $1,234.50, -$3.00, or ($3.00)."""
        sign = "$" if self.code == "USD" else ""
        return f"({sign}{self.grouped(-minor)})" if minor < 0 else sign + self.grouped(minor)


def decimal(value, digits=None):
    """A Fraction as decimal text; with `digits` exactly as many, else as many as it needs (up to four)."""
    value = Fraction(value)
    wanted = 4 if digits is None else digits
    scaled = value * 10 ** wanted
    assert scaled.denominator == 1, f"{value} has more than {wanted} decimals"
    number = f"{abs(scaled.numerator):0{wanted + 1}d}"
    text = number[:-wanted] + "." + number[-wanted:] if wanted else number
    if digits is None:
        text = text.rstrip("0").rstrip(".")
    return "-" + text if value < 0 else text


class Weeks:
    """Weeks of the report, numbered from 1; `end(w)` is the last day of week w."""

    def __init__(self, first_end, count):
        self.first_end, self.count = first_end, count

    def end(self, week):
        return self.first_end + timedelta(days=7 * (week - 1))

    def start(self, week):
        return self.end(week) - timedelta(days=6)

    def of(self, day):
        """The number of the week that holds the day: below 1 before the first, above the count after the last."""
        return -((self.first_end - day).days // 7) + 1

    def end_of(self, day):
        return self.end(self.of(day))

    def all(self):
        return range(1, self.count + 1)


def days(count):
    return timedelta(days=count)


def us(day):
    return f"{day.month:02d}/{day.day:02d}/{day.year}"


def us_short(day):
    return f"{day.month}/{day.day}/{day.year % 100:02d}"


def day_first(day):
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def worker_key(name):
    """`Ruiz, Ana` and `ana  RUIZ` are one person."""
    if "," in name:
        last, first = name.split(",", 1)
        name = first + " " + last
    return " ".join(name.lower().split())


class Document:
    """Something that arrives, changes and may vanish: what its feed says of it from each week on. A version is a list of
    rows; an empty list says that it is gone."""

    def __init__(self, key, week, rows):
        self.key, self.versions = key, {week: rows}

    def at(self, week):
        known = [when for when in self.versions if when <= week]
        return self.versions[max(known)] if known else []

    def said_since(self, week):
        """The week from which on it has said what it says then."""
        since, last = None, None
        for when in sorted(self.versions):
            if when > week:
                break
            texts = [line.__dict__ for line in self.versions[when]]
            if texts != last:
                since, last = when, texts
        return since

    @property
    def first(self):
        return min(self.versions)

    @property
    def first_rows(self):
        return self.versions[self.first]


class Item:
    """A row of some file, as named fields."""

    def __init__(self, **fields):
        self.__dict__.update(fields)

    def but(self, **changes):
        return Item(**{**self.__dict__, **changes})

    def same(self, other):
        return self.__dict__ == other.__dict__


def row(date, account, amount, order="", **texts):
    """A line of cost: its posting date, account as written, amount in minor units, the order that it cites, and texts."""
    return Item(date=date, account=account, amount=amount, order=order, **texts)
