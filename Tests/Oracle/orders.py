"""What purchase orders have still to come (domain 1.1, column 5): each line less what posted cost that cites it relieves."""

from collections import defaultdict


def normal(number):
    """`PO-1041`, `po 1041` and `#1041` are 1041."""
    text = number.upper().replace(" ", "")
    for prefix in ("P.O.", "PO"):
        if text.startswith(prefix) and text[len(prefix):][:1] in set("0123456789#-:."):
            text = text[len(prefix):]
            break
    return text.lstrip("#-:.")


def base(number):
    """1042 of 1042-A."""
    head, _, tail = number.rpartition("-")
    return head if head and tail.isalpha() and len(tail) <= 2 else None


class Line:
    def __init__(self, item, account):
        self.number, self.account, self.status = normal(item.number), account, item.status
        self.amount = 0 if item.status == "VOID" else item.amount
        self.free = max(0, self.amount)

    def take(self, amount):
        taken = min(amount, self.free)
        self.free -= taken
        return amount - taken


def lines_at(documents, week, normal_account):
    return [Line(item, normal_account(item.account)) for document in documents for item in document.at(week)]


def spread(amount, lines):
    """Closed lines first: they were closed because their bill had come (docs/commitments.md)."""
    for line in sorted(lines, key=lambda line: line.status != "Closed"):
        amount = line.take(amount)
    return amount


def own_first(account, lines):
    return [line for line in lines if line.account == account] + [line for line in lines if line.account != account]


def open_amounts(lines, cited, rank):
    """(line, open) in the order of the log; `rank` gives accounts in the order of the chart. Closed and void lines are open for nothing; what is billed beyond an order is
    over-billed and no commitment."""
    groups = defaultdict(list)
    for line in lines:
        groups[line.number].append(line)
    whole = defaultdict(list)                  # 1042: the lines of 1042-A and 1042-B
    for number in groups:
        if base(number):
            whole[base(number)] += groups[number]

    for line in lines:                         # a change order that lowers the order
        if line.amount < 0 and not line.status:
            rest = -line.amount
            for other in own_first(line.account, groups[line.number]):
                rest = other.take(rest)

    billed = defaultdict(lambda: defaultdict(int))
    for posting in cited:
        billed[normal(posting.line.order)][posting.account] += posting.line.amount
    beyond = []
    # Who cites an order exactly comes before who leaves its suffix out.
    for number in sorted(billed, key=lambda number: (number not in groups, number)):
        places = groups.get(number) or whole.get(number, [])
        amounts = lower_by_credits(billed[number], rank)
        rest = 0
        for account, amount in amounts.items():
            rest += spread(amount, [line for line in places if line.account == account])
        beyond.append((rest, places))
    for rest, places in beyond:
        spread(rest, places)
    return [(line, line.free if not line.status else 0) for line in lines]


def lower_by_credits(amounts, rank):
    """Credits beyond their own account lower the order's other accounts, in the order of the chart."""
    credit = -sum(amount for amount in amounts.values() if amount < 0)
    left = {}
    for account in sorted(amounts, key=rank):
        taken = min(credit, max(0, amounts[account]))
        credit -= taken
        left[account] = max(0, amounts[account]) - taken
    return left
