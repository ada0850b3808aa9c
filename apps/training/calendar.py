"""Calendar files of sessions and bookings: UTC times, one steady name for each entry, and a number
that rises with each change (RFC 5545; written by icalendar, which folds and escapes)."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from icalendar import Calendar, Event

from apps.core import clock, site_settings
from apps.training.models import Booking, Session

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
TYPE = "text/calendar; charset=utf-8"
STATUS = {"cancelled": "CANCELLED", "on_hold": "TENTATIVE"}


def of_session(session: Session) -> bytes:
    """One session, as anybody may put it into their calendar."""
    return _calendar([_event(session)], method=_method(session))


def of_sessions(sessions: Iterable[Session]) -> bytes:
    """All of these, as a feed that calendars fetch again and again."""
    return _calendar([_event(session) for session in sessions], method=PUBLISH, feed=True)


def of_booking(booking: Booking) -> bytes:
    """The entry of one booked person. A cancelled place, or session, cancels the entry that it
    made before: same name, higher number."""
    session = booking.session
    given_up = booking.state in (Booking.State.LEFT, Booking.State.STOPPED)
    gone = given_up or session.state == Session.State.CANCELLED
    event = _event(session, uid=f"booking-{booking.public_id}")  # the same after a move
    event["SEQUENCE"] = booking.sequence
    if gone:
        event["STATUS"] = "CANCELLED"
    return _calendar([event], method=CANCEL if gone else PUBLISH)


def _method(session: Session) -> str:
    return CANCEL if session.state == Session.State.CANCELLED else PUBLISH


def _event(session: Session, uid: str = "") -> Event:
    event = Event()
    event.add("uid", f"{uid or session.uid}@{_host()}")
    event.add("dtstamp", clock.now())
    event.add("last-modified", session.updated_at)
    event.add("dtstart", _utc(session.starts_at))
    event.add("dtend", _utc(session.ends_at))
    event.add("summary", session.course.title)
    event.add("sequence", session.sequence)
    event.add("status", STATUS.get(session.state, "CONFIRMED"))
    event.add("url", settings.SITE_URL + session.get_absolute_url())
    where = ", ".join(words for words in (session.get_mode_display(), session.venue) if words)
    event.add("location", where)
    event.add("description", f"{session.day_in_words}, {session.times_in_words}. {where}.")
    return event


def _utc(moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(datetime.UTC)


def _host() -> str:
    return settings.SITE_URL.partition("//")[2].partition(":")[0].strip("/")


def _calendar(events: Iterable[Event], *, method: str, feed: bool = False) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{_host()}//training//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if feed:
        calendar.add("x-wr-calname", f"Training: {site_settings.values()['name']}")
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())
