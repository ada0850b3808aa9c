"""The day's due work on requests: after so many months nothing of what people told us is left."""

import datetime
from typing import Any

from apps.core import clock
from apps.publishing.models.request import Request

NOTHING: dict[str, Any] = {"words": "", "name": "", "contact": "", "answer": ""}


def purge_requests(today: datetime.date) -> int:
    """Erase words, name, contact and answer of those whose day has come; how many there were.
    Running it again changes nothing."""
    return Request.objects.to_erase(today).update(**NOTHING, erased_on=today)


def purge() -> str:
    """What is due today, in words."""
    number = purge_requests(clock.today())
    return f"{number} erased" if number else ""


def erase_at_once(numbers: list[int]) -> None:
    """The same for some, because their person asks for it. Who still waits for an answer gets
    none: there is nowhere left to send it."""
    today, rows = clock.today(), Request.objects.filter(pk__in=numbers)
    rows.open().update(**NOTHING, erased_on=today, answered_on=today,
                       state=Request.State.NOT_POSSIBLE)  # fmt: skip
    rows.filter(erased_on=None).update(**NOTHING, erased_on=today)
