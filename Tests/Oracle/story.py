"""Everything that happens in one random production."""

from people import People
from plan import Plan, fringe_tables
from production import Production
from purchases import Purchases


class Story:
    def __init__(self, seed):
        self.production = Production(seed)
        self.fringes = fringe_tables(self.production)
        packages = {fringe.package for document in self.fringes for fringe in document.first_rows}
        self.people = People(self.production, packages)
        self.purchases = Purchases(self.production)
        self.plan = Plan(self.production, self.people, self.purchases, self.fringes)
