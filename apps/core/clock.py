"""The only clock: a day is the London day, whatever the server's own time zone."""

import datetime

from django.utils import timezone


def now() -> datetime.datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> datetime.date:
    """The present day in London."""
    return timezone.localdate()
