"""Dates known only to a month, a year, or in words: never a made-up day."""

import calendar
import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Q


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year, with the source's own words where it has some.

    ``first`` and ``last`` are the first and last day it could be, so that overlap decides filters.
    """

    first: datetime.date
    last: datetime.date
    precision: str
    words: str = ""

    @classmethod
    def parse(cls, text: str, words: str = "") -> "PartialDate":
        """Read ``2022``, ``2022-04`` or ``2022-04-05``. Raises ``ValueError`` for anything else."""
        parts = [int(part) for part in text.split("-")]
        match parts:
            case [year]:
                span = datetime.date(year, 1, 1), datetime.date(year, 12, 31), Precision.YEAR
            case [year, month]:
                last = calendar.monthrange(year, month)[1]
                span = (
                    datetime.date(year, month, 1),
                    datetime.date(year, month, last),
                    Precision.MONTH,
                )
            case [year, month, day]:
                span = (
                    datetime.date(year, month, day),
                    datetime.date(year, month, day),
                    Precision.DAY,
                )
            case _:
                raise ValueError(f"{text!r} is not a year, a month (2022-04) or a day (2022-04-05)")
        return cls(span[0], span[1], span[2].value, words)

    def __str__(self) -> str:
        if self.precision == Precision.DAY:
            return f"{self.first.day} {self.first:%B %Y}"
        if self.precision == Precision.MONTH:
            return f"{self.first:%B %Y}"
        return str(self.first.year)


class PartialDateField:
    """Four columns of a model behind one attribute: ``x_first``, ``x_last``, ``x_precision``,
    ``x_words``.

    Reading gives a ``PartialDate`` or None (not stated); assigning one fills all four.
    """

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        self.name = name
        label = name.replace("_", " ")
        columns: dict[str, models.Field[Any, Any]] = {
            "first": models.DateField(f"{label}, first day it could be", null=True, blank=True),
            "last": models.DateField(f"{label}, last day it could be", null=True, blank=True),
            "precision": models.CharField(
                f"{label}, how exactly", max_length=5, choices=Precision, blank=True
            ),
            "words": models.CharField(
                f"{label}, in the source's words", max_length=200, blank=True
            ),
        }
        for suffix, column in columns.items():
            model.add_to_class(f"{name}_{suffix}", column)
        setattr(model, name, self)

    def __get__(self, row: Any, model: type[models.Model] | None = None) -> Any:
        if row is None:
            return self
        first, last, precision, words = (
            getattr(row, f"{self.name}_{suffix}")
            for suffix in ("first", "last", "precision", "words")
        )
        return PartialDate(first, last, precision, words) if first else None

    def __set__(self, row: models.Model, value: PartialDate | None) -> None:
        setattr(row, f"{self.name}_first", value.first if value else None)
        setattr(row, f"{self.name}_last", value.last if value else None)
        setattr(row, f"{self.name}_precision", value.precision if value else "")
        setattr(row, f"{self.name}_words", value.words if value else "")


def partial_date_is_whole(name: str) -> models.CheckConstraint:
    """All of a partial date is there or none of it, and it does not run backwards."""
    empty = Q(**{f"{name}_first": None, f"{name}_last": None, f"{name}_precision": ""})
    whole = (
        Q(**{f"{name}_first__isnull": False, f"{name}_last__isnull": False})
        & Q(**{f"{name}_precision__in": Precision.values})
        & Q(**{f"{name}_last__gte": F(f"{name}_first")})
    )
    return models.CheckConstraint(
        condition=empty | whole, name=f"%(app_label)s_%(class)s_{name}_whole"
    )
