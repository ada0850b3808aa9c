"""Counts as people give them: "more than 100 people" is not the number 100."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models


class Qualifier(models.TextChoices):
    """How the number is meant."""

    EXACTLY = "exactly", "exactly"
    ABOUT = "about", "about"
    MORE_THAN = "more_than", "more than"
    AT_LEAST = "at_least", "at least"
    UP_TO = "up_to", "up to"


class Unit(models.TextChoices):
    """What was counted; unlike units are never added."""

    PEOPLE = "people", "people"
    GROUPS = "groups", "groups"
    ORGANISATIONS = "organisations", "organisations"
    SPEAKERS = "speakers", "speakers"
    RESPONSES = "responses", "responses"
    SESSIONS = "sessions", "sessions"


@dataclass(frozen=True)
class Count:
    """A number with its qualifier and unit."""

    value: int
    qualifier: str
    unit: str

    def __str__(self) -> str:
        how = "" if self.qualifier == Qualifier.EXACTLY else f"{Qualifier(self.qualifier).label} "
        unit = self.unit if self.value != 1 else {"people": "person"}.get(self.unit, self.unit[:-1])
        return f"{how}{self.value:,} {unit}"


def add(counts: Iterable[Count]) -> Count | None:
    """The sum of like with like; "at least" as soon as one part is not exact. None without parts.

    Raises ``ValueError`` for unlike units, and for an upper limit ("up to 30"), which has no sum.
    """
    parts = list(counts)
    if not parts:
        return None
    units = {part.unit for part in parts}
    if len(units) > 1:
        raise ValueError(f"These do not add up: {', '.join(sorted(units))}.")
    if any(part.qualifier == Qualifier.UP_TO for part in parts):
        raise ValueError("A count that says up to has no sum.")
    exact = all(part.qualifier == Qualifier.EXACTLY for part in parts)
    how = Qualifier.EXACTLY if exact else Qualifier.AT_LEAST
    return Count(sum(part.value for part in parts), how.value, units.pop())
