"""A year or a quarter of one, as lists and sheets are asked for."""

import datetime
import re
from dataclasses import dataclass

from django.db.models import Q

from apps.core import clock

MONTHS = ("January to March", "April to June", "July to September", "October to December")
YEARS_BACK = 5


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``; ``quarter`` is 0 for a whole year."""

    year: int
    quarter: int = 0

    @classmethod
    def read(cls, code: str) -> "Period | None":
        """From an address: "2026" or "2026-3"; None for anything else."""
        if not re.fullmatch(r"(19|20)[0-9]{2}(-[1-4])?", code):
            return None
        year, _, quarter = code.partition("-")
        return cls(int(year), int(quarter or 0))

    @classmethod
    def latest_quarter(cls) -> "Period":
        """The last quarter that is over."""
        today = clock.today()
        quarter = (today.month - 1) // 3
        return cls(today.year, quarter) if quarter else cls(today.year - 1, 4)

    @property
    def code(self) -> str:
        """As it stands in an address."""
        return f"{self.year}-{self.quarter}" if self.quarter else str(self.year)

    @property
    def first(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def last(self) -> datetime.date:
        """Its last day."""
        return clock.add_months(self.first, 3 if self.quarter else 12) - datetime.timedelta(days=1)

    def __str__(self) -> str:
        return f"{MONTHS[self.quarter - 1]} {self.year}" if self.quarter else str(self.year)

    def within(self) -> Q:
        """Activities that surely began in it: a date known to a year only is in no quarter."""
        return Q(when_first__gte=self.first, when_last__lte=self.last)

    def overlap(self) -> Q:
        """Activities that may have been in it."""
        ends = Q(until_last__gte=self.first) | Q(until_last=None, when_last__gte=self.first)
        return Q(when_first__lte=self.last) & ends

    def rows(self) -> Q:
        """Activities of it: a year takes what overlaps, a quarter what surely lies in it."""
        return self.within() if self.quarter else self.overlap()


def choices() -> list[Period]:
    """The years and quarters to choose from, newest first."""
    this_year = clock.today().year
    return [
        Period(year, quarter)
        for year in range(this_year, this_year - YEARS_BACK, -1)
        for quarter in (0, 4, 3, 2, 1)
    ]
