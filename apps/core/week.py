"""The day of the week on which mails go that come once a week, and the hour from which."""

import datetime

from django.utils import timezone

from apps.core import site_settings

WEEK = datetime.timedelta(days=7)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOUR = datetime.time(7)


def day_of(today: datetime.date) -> datetime.date:
    """The day of the mail in the week of a day."""
    monday = today - datetime.timedelta(days=today.weekday())
    at = WEEKDAYS.index(site_settings.values()["weekly_mail_day"])
    return monday + datetime.timedelta(days=at)


def hour_of(day: datetime.date) -> datetime.datetime:
    """The hour from which the mails of a day may go."""
    return timezone.make_aware(datetime.datetime.combine(day, HOUR))


def last_hour(now: datetime.datetime) -> datetime.datetime:
    """The newest of these hours that is not after a moment."""
    hour = hour_of(day_of(timezone.localdate(now)))
    return hour if hour <= now else hour_of(day_of(timezone.localdate(now)) - WEEK)
