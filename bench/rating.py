"""Codes for people who rate: each works once."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from apps.involvement.actions import rating
from apps.involvement.models import Activity
from bench import staff

MANY = 200  # at a time


def codes() -> Iterator[str]:
    """Unused codes of a round, as many as are asked for."""
    by = staff.contributor()
    owned: Any = Activity.objects.owned_by(by)
    activity = owned.filter(happened=Activity.Happened.HELD).order_by("pk").first()
    if activity is None:
        activity = Activity.objects.create(
            reference="INV-2000-0001", title="In the hall",
            partner=by.grants.get().partners.first(),
        )  # fmt: skip
    asked = rating.open_round(activity=activity, by=by)
    while True:
        yield from rating.give_codes(round=asked, number=MANY, by=by)


def page(found: Iterator[str]) -> Callable[[int], str]:
    """The page behind one code, the same each time: looking uses no code up."""
    code = next(found)
    return lambda n: f"/rate/{code}/"


def answers(number: int) -> str:
    """What somebody felt, and a few words."""
    return urlencode({"felt": "engage", "serious": "4", "mattered": "5", "words": f"Warm {number}"})
