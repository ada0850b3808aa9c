"""The day's due work on requests: after so many months nothing of what people told us is left."""

import datetime

from apps.core import clock
from apps.publishing.models.request import Request


def purge_requests(today: datetime.date) -> int:
    """Erase words, name, contact and answer of those whose day has come; how many there were.
    Running it again changes nothing."""
    return Request.objects.to_erase(today).update(
        words="", name="", contact="", answer="", erased_on=today
    )


def purge() -> str:
    """What is due today, in words."""
    number = purge_requests(clock.today())
    return f"{number} erased" if number else ""
