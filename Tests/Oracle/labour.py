"""What a timecard is worth (domain 1.9): its hours at the rate of the worker's deal."""

from fractions import Fraction

from basics import half_away


def straight_hours(hours):
    """Hours of straight time that a day of so many hours is paid as: 1.5x after 8, 2x after 12."""
    hours = Fraction(hours)
    return min(hours, 8) + Fraction(3, 2) * min(max(hours - 8, 0), 4) + 2 * max(hours - 12, 0)


def hourly(deal):
    """The rate of one hour of straight time: $500/10 is 500 / (8 + 1.5 x 2); a week has five days."""
    day = straight_hours(deal.hours or 8)
    return {"hour": deal.rate, "day": deal.rate / day, "week": deal.rate / (5 * day)}[deal.per]


def deal_of(line, deals, production):
    """Of the worker's deals that hold on the day those of the card's account come first, and a raise is the later one."""
    held = [deal for deal in deals if deal.per in ("hour", "day", "week") and deal.start <= line.date
            and (not deal.finish or line.date <= deal.finish)]
    same = [deal for deal in held if production.normal(deal.account) == production.normal(line.account)]
    return max(same or held, key=lambda deal: deal.start, default=None)


def price(line, deals, production):
    """Minor units, rounded once a row; 0 where no deal gives a rate."""
    deal = deal_of(line, deals, production)
    if deal is None:
        return 0
    straight, half, double = (Fraction(tenths, 10) for tenths in line.hours)
    worth = hourly(deal) * (straight + Fraction(3, 2) * half + 2 * double)
    return half_away(worth * 10 ** production.currency.digits)
