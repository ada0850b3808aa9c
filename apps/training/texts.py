"""Words about bookings that mails and calls share."""

import datetime

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import timezone

from apps.core import clock, site_settings
from apps.training import places
from apps.training.models import Booking, PresenterSlot, Session, SessionSlides
from apps.training.models.session import clock_words

B, S = Booking.State, Session.State
HAS, WAITS = (B.CONFIRMED,), (B.CONFIRMED, B.WAITING, B.OFFERED)
CALLS: dict[str, tuple[tuple[str, ...], str]] = {
    # kind: (states in which it holds, what to say)
    "place_offered": ((B.OFFERED,), "A place is free for them: {course}, {when}. {where}."),
    "booked_again": (
        WAITS,
        "Somebody booked once more with their name and number. It stands as it was: {course}, "
        "{when}. Ask whether they want to change anything, and read them the link to their page.",
    ),
    "offer_ended": ((B.LAPSED,), "Their offer has ended, and the place went to the next."),
    "session_changed": (WAITS, "It has changed. Now it is: {course}, {when}. {where}."),
    "session_cancelled": ((B.STOPPED,), "It is cancelled: {course}, {when}. Why: {reason}"),
    "session_on_hold": (WAITS, "It is on hold: {course}, {when}. Why: {reason}. {look_again}"),
    "session_back": (WAITS, "It is back on: {course}, {when}. Their place or turn is as it was."),
    "session_reminder": (HAS, "A reminder: {course}, {when}. {where}."),
    "session_tomorrow": (HAS, "{soon}: {course}, {when}. {where}. {joining}"),
    "session_message": (WAITS, "A message about {course}, {when}:"),
    "place_cancelled": ((B.STOPPED,), "Their place is cancelled: {course}, {when}."),
    "place_moved": (WAITS, "They are moved to another day: {course}, {when}. {where}."),
    "after_session": (
        (B.ATTENDED,),
        "Thank them for coming: {course}. Their certificate stands on their page until "
        "{kept_until}. {slides}",
    ),
}
AHEAD = frozenset(
    [
        "session_changed",
        "session_back",
        "session_reminder",
        "session_tomorrow",
        "place_offered",
        "booked_again",
    ]
)

NEWS: dict[str, tuple[tuple[str, ...], str]] = {
    # kind: (states of the session in which it holds, what those who present hear)
    "session_changed": ((S.PLANNED, S.SCHEDULED, S.OPEN, S.CLOSED), "It has changed."),
    "session_back": ((S.PLANNED, S.SCHEDULED, S.OPEN, S.CLOSED), "It is back on."),
    "session_on_hold": ((S.ON_HOLD,), "It is on hold. Why: {reason}."),
    "session_cancelled": ((S.CANCELLED,), "It is cancelled. Why: {reason}."),
}


NEWS_IN_A_WORD = {
    "session_changed": "Changed",
    "session_back": "Back on",
    "session_on_hold": "On hold",
    "session_cancelled": "Cancelled",
}


def context_of(booking: Booking) -> dict[str, str]:
    """What every message about a booking can say."""
    session = booking.session
    return {
        "name": booking.name,
        "hello": hello(booking),
        "soon": "Today" if session.starts.date() == clock.today() else "Tomorrow",
        "course": session.course.title,
        "when": when_of(session),
        "where": where_of(session),
        "until": until_of(booking),
        "offer_lasts": offer_lasts(),
        "reason": session.reason,
        "look_again": look_again(session),
        "joining": joining_of(session),
        "kept_until": f"{kept_until(session):%-d %B %Y}",
        "slides": "What was shown stands there too."
        if SessionSlides.objects.filter(session=session).exists()
        else "",
    }


def told_of(kind: str, booking: Booking) -> list[str] | None:
    """What is said on the phone; None where it no longer holds."""
    states, words = CALLS.get(kind, ((), ""))
    still = ahead_or_on_hold if kind == "session_changed" else ahead
    if booking.state not in states or (kind in AHEAD and not still(booking)):
        return None
    if kind == "session_on_hold" and booking.session.state != S.ON_HOLD:
        return None
    return [words.format(**context_of(booking)).strip()]


def news_of(kind: str, slot: PresenterSlot, was: str = "") -> str | None:
    """What somebody who presents hears, in sentences; None where it no longer holds, or is no more
    theirs."""
    session = slot.session
    states, words = NEWS.get(kind, ((), ""))
    over = session.is_past and session.state != S.CANCELLED
    if session.state not in states or over or not slot.is_asked:
        return None
    found = [words.format(reason=session.reason.rstrip(". "))]
    if was:
        found.append(moved(session, was))
    if kind == "session_on_hold":
        found.append(look_again(session))
    return " ".join(found).strip()


def is_to_answer(slot: PresenterSlot) -> bool:
    """Whether they are asked and have not answered, of a session that they still can present."""
    session = slot.session
    gone = session.is_past or session.state in (S.CANCELLED, S.COMPLETED)
    return slot.state == PresenterSlot.State.INVITED and not gone


def ahead(booking: Booking) -> bool:
    """Whether its session is still to come and not stopped."""
    session = booking.session
    return not session.is_past and session.state in (S.SCHEDULED, S.OPEN, S.CLOSED)


def ahead_or_on_hold(booking: Booking) -> bool:
    """The same, also while it is on hold: what changed before is not said again with it."""
    session = booking.session
    return ahead(booking) or (not session.is_past and session.state == S.ON_HOLD)


def hello(booking: Booking) -> str:
    """How a mail begins: whoever booked for somebody else is not called by that name."""
    if booking.for_someone_else:
        return f"Hello, this is about the booking for {booking.name}."
    return f"Hello {booking.name},"


def places_of(session: Session) -> str:
    """What somebody who books now would get, as a sentence."""
    now = places.of(session)
    if now.is_full:
        return "It is full at present: you can join the waiting list."
    return f"{now.free} {'place is' if now.free == 1 else 'places are'} free at present."


def where_of(session: Session) -> str:
    """Its place in words."""
    words = [session.get_mode_display(), session.venue]
    return ", ".join(word for word in words if word)


def until_of(booking: Booking) -> str:
    """Until when an offered place is kept, like "5pm, Tuesday 5 May 2026"."""
    if booking.offer_expires is None:
        return ""
    moment = timezone.localtime(booking.offer_expires)
    return f"{clock_words(moment)}, {moment:%A %-d %B %Y}"


def offer_lasts() -> str:
    """Until when an offered place is kept, before anybody is offered one."""
    days = site_settings.number("offer_days")
    return f"5pm, {apnumber(days)} working day{'' if days == 1 else 's'} later"


def look_again(session: Session) -> str:
    """When somebody looks at it again, as a sentence."""
    day = session.look_again_on
    return f"We look at it again on {day:%-d %B %Y}." if day else ""


def joining_of(session: Session) -> str:
    """How to join, once it may be shown."""
    joining = getattr(session, "joining", None)
    if joining is None or not session.joining_is_shown:
        return ""
    return "\n".join(words for words in (joining.link, joining.phone, joining.words) if words)


def moved(session: Session, was: str) -> str:
    """What it was before, as a sentence; another one where its hour is the same."""
    before = timezone.localtime(datetime.datetime.fromisoformat(was))
    if before == session.starts:
        return "The place or the way to join is another one."
    return f"It was to be at {clock_words(before)}, {before:%A %-d %B %Y}."


def waits_there(booking: Booking) -> str:
    """Of somebody who was moved to a session that is full, what that means."""
    if not booking.is_waiting:
        return ""
    return "There is no place free there: they are on its waiting list."


def old_of(kept: int | str) -> str:
    """The day of the session that somebody was moved from: in words since it was as they were moved
    that counts; a mail left by an earlier version names the session."""
    return when_of(Session.objects.get(pk=kept)) if isinstance(kept, int) else kept


def when_of(session: Session) -> str:
    """Its hours and day, like "10am to 1pm, Tuesday 12 May 2026"."""
    return f"{session.times_in_words}, {session.day_in_words}"


def kept_until(session: Session) -> datetime.date:
    """Until when the names of those who came are kept, and certificates made."""
    return clock.add_months(session.ends.date(), site_settings.number("booking_months"))


def length_of(session: Session) -> str:
    """How long it takes, like "1 hour 30 minutes"; nothing of one over several days, since nobody
    sits there at night."""
    if session.ends.date() != session.starts.date():
        return ""
    hours, minutes = divmod(int((session.ends_at - session.starts_at).total_seconds()) // 60, 60)
    parts = ((hours, "hour"), (minutes, "minute"))
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)
