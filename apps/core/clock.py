"""The only clock: a day is the London day, whatever the server's own time zone."""

import calendar
import datetime
import functools
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    import holidays


def now() -> datetime.datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> datetime.date:
    """The present day in London."""
    return timezone.localdate()


def day_of(moment: datetime.datetime) -> datetime.date:
    """The London day of an aware moment."""
    return timezone.localdate(moment)


@functools.cache
def _bank_holidays() -> "holidays.HolidayBase":
    import holidays  # noqa: PLC0415 - 5 MB that a worker needs only where working days are counted

    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: datetime.date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays()


def add_working_days(day: datetime.date, number: int) -> datetime.date:
    """The day that is ``number`` working days after ``day``, which itself does not count."""
    while number > 0:
        day += datetime.timedelta(days=1)
        number -= is_working_day(day)
    return day


def days_of_working_days(number: int) -> int:
    """How many days ago the ``number``-th working day before today began."""
    day, passed = today(), 0
    while number > 0:
        number -= is_working_day(day)
        day -= datetime.timedelta(days=1)
        passed += 1
    return passed


def add_months(day: datetime.date, number: int) -> datetime.date:
    """The same day of the month ``number`` months later; its last day where it has no such day."""
    year, month = divmod(day.month - 1 + number, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return datetime.date(day.year + year, month + 1, min(day.day, last))


def end_of_day(day: datetime.date) -> datetime.datetime:
    """When a deadline without an hour ends: 23:59 in London, as an aware moment."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(23, 59)))
