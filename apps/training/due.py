"""What the clock does for training: reminders, and what is erased when its time is over."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core import clock, site_settings
from apps.training import telling
from apps.training.models import Booking, BookingNeeds, Interest, Session, SessionMessage

S = Session.State
ERASED = {"name": "", "name_key": "", "email": "", "phone": "", "contact_key": ""}


def remind() -> str:
    """Write to everybody with a place some days before, and on the day before, each once; also
    where the work of the clock stood still that day."""
    left = 0
    for kind, days in (
        (telling.REMINDER, site_settings.number("reminder_days")),
        (telling.TOMORROW, 1),
    ):
        for session in _within(days):
            for booking in Booking.objects.filter(session=session, state=Booking.State.CONFIRMED):
                left += telling.reminder(booking, kind)
    return f"{left} reminders left" if left else ""


def _within(days: int) -> list[Session]:
    """Sessions that are at most so many days ahead. Whoever booked within that time knows it."""
    last = clock.today() + datetime.timedelta(days=days)
    until = timezone.make_aware(datetime.datetime.combine(last, datetime.time.max))
    rows = Session.objects.filter(starts_at__gt=clock.now(), starts_at__lte=until)
    return list(rows.filter(state__in=[S.SCHEDULED, S.OPEN, S.CLOSED]))


def names_kept_since() -> datetime.datetime:
    """Of sessions that ended earlier, no name and no contact of who booked is kept."""
    before = clock.add_months(clock.today(), -site_settings.number("booking_months"))
    return timezone.make_aware(datetime.datetime.combine(before, datetime.time()))


def erase() -> str:
    """Needs go some days after their session, names and contacts some months after, interest after
    12 months; counts stay."""
    today = clock.today()
    needs, _ = BookingNeeds.objects.filter(purge_on__lte=today).delete()
    moment = names_kept_since()
    with transaction.atomic():
        old = Booking.objects.filter(session__ends_at__lt=moment, anonymised=False)
        SessionMessage.objects.filter(session__ends_at__lt=moment).delete()
        names = anonymise(old)
    year_ago = clock.add_months(today, -site_settings.number("interest_months"))
    asked, _ = Interest.objects.filter(asked_on__lte=year_ago).delete()
    parts = ((needs, "needs"), (names, "names"), (asked, "addresses"))
    return ", ".join(f"{number} {words} erased" for number, words in parts if number)


def anonymise(rows: Any) -> int:
    """Take name and contact out of bookings, which go on counting; how many."""
    return int(rows.update(anonymised=True, **ERASED))
