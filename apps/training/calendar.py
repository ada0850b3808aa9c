"""Calendar files of sessions and bookings: UTC times, one steady name for each entry, and a number
that rises with each change (RFC 5545; written by icalendar, which folds and escapes)."""

import datetime
from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from apps.core import clock, site_settings
from apps.training.models import Booking, Session

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
TYPE = "text/calendar"
STATUS = {"cancelled": "CANCELLED", "on_hold": "TENTATIVE"}


def of_session(session: Session) -> bytes:
    """One session, as anybody may put it into their calendar."""
    return _calendar([_event(session)], method=_method(session))


def of_sessions(sessions: Iterable[Session]) -> bytes:
    """All of these, as a feed that calendars fetch again and again."""
    return _calendar([_event(session) for session in sessions], method=PUBLISH, feed=True)


def of_booking(booking: Booking) -> bytes:
    """The entry of one booked person. A cancelled place or session, or a move onto a waiting list,
    cancels the entry that was made before: same name, higher number."""
    session = booking.session
    gone = is_gone(booking)
    event = _event(session, uid=f"booking-{booking.public_id}")  # the same after a move
    event["SEQUENCE"] = booking.sequence
    if gone:
        event["STATUS"] = "CANCELLED"
    return _calendar([event], method=CANCEL if gone else PUBLISH)


def is_gone(booking: Booking) -> bool:
    """Whether its entry is taken out of calendars."""
    given_up = booking.state in (Booking.State.LEFT, Booking.State.STOPPED)
    return given_up or not booking.has_entry or booking.session.state == Session.State.CANCELLED


def type_of(content: bytes) -> str:
    """Its media type, which says what the file asks of a calendar (RFC 5545, section 8.1)."""
    method = CANCEL if f"METHOD:{CANCEL}".encode() in content else PUBLISH
    return f"{TYPE}; method={method}"


def _method(session: Session) -> str:
    return CANCEL if session.state == Session.State.CANCELLED else PUBLISH


def _event(session: Session, uid: str = "") -> Event:
    event = Event()
    event.add("uid", f"{uid or session.uid}@{_host()}")
    event.add("dtstamp", clock.now())
    event.add("last-modified", session.updated_at)
    event.add("dtstart", _utc(session.starts_at))
    event.add("dtend", _utc(session.ends_at))
    event.add("organizer", _organizer())
    event.add("summary", session.course.title)
    event.add("sequence", session.sequence)
    event.add("status", STATUS.get(session.state, "CONFIRMED"))
    event.add("url", settings.SITE_URL + session.get_absolute_url())
    where = ", ".join(words for words in (session.get_mode_display(), session.venue) if words)
    event.add("location", where)
    event.add("description", f"{session.day_in_words}, {session.times_in_words}. {where}.")
    return event


def _organizer() -> vCalAddress:
    """The partnership, under the address from which its mail comes (RFC 5546 asks for one)."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    values = site_settings.values()
    organizer.params["CN"] = vText(values["partnership"] or values["name"])
    return organizer


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
