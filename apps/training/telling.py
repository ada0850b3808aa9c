"""What people hear of their bookings, by e-mail; whoever has none is rung (``To ring today``).

Each piece of news is left once, in the transaction that made it.
"""

import datetime
import secrets
from typing import Any

from apps.accounts.models import User
from apps.accounts.permissions import Role
from apps.accounts.scope import scope_of
from apps.core import clock, mail, site_settings
from apps.publishing.models import RingTask
from apps.training.models import Booking, Interest, PresenterSlot, Session, SessionMessage
from apps.training.texts import when_of

BOOKED, WAITS = "place_booked", "on_waiting_list"
BOOKED_AGAIN = "booked_again"  # a call alone
OFFERED, LAPSED = "place_offered", "offer_ended"
LEFT = "place_given_back"
CHANGED, CANCELLED = "session_changed", "session_cancelled"
ON_HOLD, BACK = "session_on_hold", "session_back"
AFTER, HOW_IT_FELT = "after_session", "session_how_it_felt"
REMINDER, TOMORROW = "session_reminder", "session_tomorrow"
MESSAGE = "session_message"
STOPPED, MOVED = "place_cancelled", "place_moved"
COURSE_BACK = "course_back"
ASKED, PRESENTER_NEWS = "asked_to_present", "presenter_news"
PRESENTER_LEFT = "presenter_left"
PLACE_TO_GIVE = "place_to_give"
SEEN_ON_SCREEN = frozenset([BOOKED, WAITS, LEFT])  # nobody is rung for what they have just read
RING_OFFER, RING_NEWS, RING_BACK = "place offered", "booking news", "course back"
RING_PRESENTS = "presenter news"
MOST_AGAIN = 3  # times a day that the same booking is confirmed by mail once more


def booked(booking: Booking) -> None:
    """They have a place."""
    _tell(booking, BOOKED, key=f"{BOOKED}-{_turn(booking)}")


def waits(booking: Booking) -> None:
    """They are in the queue."""
    _tell(booking, WAITS)


def again(booking: Booking) -> None:
    """Somebody sent the same name and contact once more: the link goes again to that contact, a
    few times a day, since anybody could press."""
    kind = BOOKED if booking.has_place else OFFERED if booking.is_offered else WAITS
    key = f"again-{booking.pk}-{clock.today():%Y%m%d}"
    number = mail.number_left(key)
    if booking.email and number < MOST_AGAIN:
        _tell(booking, kind, key=f"{key}-{number}")
    if not booking.email:
        RingTask.objects.leave(
            kind=RING_NEWS, subject=booking.pk, key=f"ring-{key}",
            told={"kind": BOOKED_AGAIN, "session": booking.session_id},
        )  # fmt: skip


def offered(booking: Booking) -> None:
    """A place is kept for them."""
    key = f"{OFFERED}-{_turn(booking)}-{booking.session.told}"
    until = booking.offer_expires
    _tell(booking, OFFERED, key=f"{key}-{until:%Y%m%d%H%M}" if until else key)


def is_to_be_offered_by_phone(booking: Booking) -> bool:
    """Whether the call that offers them a place still waits."""
    return bool(RingTask.objects.open().filter(kind=RING_OFFER, object_id=booking.pk).exists())


def lapsed(booking: Booking) -> None:
    """Their offer has ended."""
    _tell(booking, LAPSED, key=f"{LAPSED}-{_turn(booking)}")


def _turn(booking: Booking) -> str:
    """One booking in one session, and one offer there: whoever is moved can be offered a place
    again, and hears of it again."""
    since = booking.offered_at or booking.booked_at
    return f"{booking.pk}-{booking.session_id}-{since:%Y%m%d%H%M%S}"


def cancelled_by_person(booking: Booking) -> None:
    """They gave their place back."""
    _tell(booking, LEFT)


def stopped(booking: Booking, had_entry: bool) -> None:
    """Staff cancelled it for them; ``had_entry``: with a place, which calendars hold."""
    _tell(booking, STOPPED, had_entry=had_entry)


def moved(booking: Booking, old: Session, had_entry: bool) -> None:
    """Staff moved them to another session; ``had_entry``: from a place, which calendars hold."""
    key = f"{MOVED}-{booking.pk}-{old.pk}-{booking.session_id}-{clock.now():%Y%m%d%H%M%S}"
    was = when_of(old)  # in words: it may change before the mail is sent
    _tell(booking, MOVED, key=key, old=was, had_entry=had_entry)


def message(booking: Booking, kept: SessionMessage) -> None:
    """Words of staff."""
    _tell(booking, MESSAGE, key=f"{MESSAGE}-{kept.pk}-{booking.pk}", message=kept.pk)


def reminder(booking: Booking, kind: str) -> bool:
    """In a week, or tomorrow; once, and not to whoever booked since. Whether it is new."""
    key = f"{kind}-{booking.pk}-{booking.session_id}-{booking.session.sequence}"
    if mail.is_left(key) or _is_rung(key) or _booked_within(booking, kind):
        return False
    _tell(booking, kind, key=key)
    return bool(booking.email or booking.phone)


def _is_rung(key: str) -> bool:
    return RingTask.objects.filter(key=f"ring-{key}"[:100]).exists()


def _booked_within(booking: Booking, kind: str) -> bool:
    """Whether they booked so late that they need no such reminder."""
    days = site_settings.number("reminder_days") if kind == REMINDER else 1
    ahead = booking.session.starts_at - booking.booked_at
    return ahead <= datetime.timedelta(days=days)


def attended(booking: Booking, round_id: int) -> None:
    """They came: thanks, and, in a mail of its own that does not know them, a code by which they
    say how it felt."""
    _tell(booking, AFTER)
    if booking.email:
        mail.leave(
            kind=HOW_IT_FELT,
            key=f"{HOW_IT_FELT}-{secrets.token_urlsafe(12)}",
            recipient=booking.email,
            ids={"round": round_id},
        )


def news(booking: Booking, session: Session, kind: str, **beside: Any) -> None:
    """A piece of news for everybody: changed, cancelled, on hold, back."""
    key = f"{kind}-{booking.pk}-{session.pk}-{session.told}"
    _tell(booking, kind, key=key, had_entry=booking.has_entry, **_plain(beside))


def to_ring(session: Session) -> int:
    """How many people of a session are rung with its news, since they gave a number alone: of its
    bookings, and of those who present it or are asked to."""
    people = Booking.objects.filter(session=session, email="").active().exclude(phone="")
    slots = PresenterSlot.objects.filter(session=session, presenter__contact__email="").asked()
    return people.count() + slots.exclude(presenter__contact__phone="").count()


def asked(slot: PresenterSlot) -> None:
    """The question whether they present a session."""
    _tell_presenter(slot, ASKED, f"{ASKED}-{slot.pk}")


def presenters(session: Session, kind: str, **beside: Any) -> None:
    """The same news for those who present it, or are asked to."""
    slots = PresenterSlot.objects.filter(session=session).asked()
    for slot in slots.select_related("presenter__contact"):
        key = f"{PRESENTER_NEWS}-{kind}-{slot.pk}-{session.told}"
        _tell_presenter(slot, PRESENTER_NEWS, key, about=kind, **_plain(beside))


def _tell_presenter(slot: PresenterSlot, mail_kind: str, key: str, **ids: Any) -> None:
    contact = getattr(slot.presenter, "contact", None)
    if contact is None:
        return
    if contact.email:
        ids = {"slot": slot.pk, **ids}
        mail.leave(kind=mail_kind, key=key, recipient=contact.email, ids=ids)
    else:
        RingTask.objects.leave(
            kind=RING_PRESENTS, subject=slot.pk, key=f"ring-{key}"[:100],
            told={"kind": mail_kind, **ids},
        )  # fmt: skip


def presenter_left(slot: PresenterSlot) -> None:
    """Somebody who presents a booked session can no longer come: its trainers hear at once."""
    for person in trainers_of(slot.session):
        mail.leave(
            kind=PRESENTER_LEFT,
            key=f"{PRESENTER_LEFT}-{slot.pk}-{slot.updated_at:%Y%m%d%H%M%S}-{person.pk}",
            recipient=person.email,
            ids={"slot": slot.pk},
        )


def place_to_give(session: Session, number: int) -> None:
    """Places are free so shortly before the start that nobody is offered one: its trainers hear,
    and give them to those who wait."""
    waiting = Booking.objects.filter(session=session).waiting().count()
    for person in trainers_of(session):
        mail.leave(
            kind=PLACE_TO_GIVE,
            key=f"{PLACE_TO_GIVE}-{session.pk}-{number}-{waiting}-{person.pk}",
            recipient=person.email,
            ids={"session": session.pk},
        )


def trainers_of(session: Session) -> list[User]:
    """Who keeps its bookings today."""
    found = []
    for person in User.objects.filter(is_active=True, grants__role=Role.TRAINER).distinct():
        scope = scope_of(person, "training.keep_bookings")
        if scope.everywhere or session.course.partner_id in scope.partners:
            found.append(person)
    return found


def course_back(interest: Interest, session: Session) -> None:
    """A course that somebody asked after takes bookings again."""
    if interest.email:
        mail.leave(
            kind=COURSE_BACK,
            key=f"{COURSE_BACK}-{interest.pk}-{interest.public_id}-{session.pk}",
            recipient=interest.email,
            ids={"session": session.pk},
        )
    else:
        RingTask.objects.leave(
            kind=RING_BACK,
            subject=interest.pk,
            key=f"{COURSE_BACK}-{interest.pk}-{session.pk}",
            told={"session": session.pk},
        )


def _tell(booking: Booking, kind: str, key: str = "", **beside: Any) -> None:
    if booking.email:
        mail.leave(
            kind=kind,
            key=key or f"{kind}-{booking.pk}",
            recipient=booking.email,
            ids={"booking": booking.pk, "session": booking.session_id, **beside},
        )
    elif booking.phone and kind not in SEEN_ON_SCREEN:
        RingTask.objects.leave(
            kind=RING_OFFER if kind == OFFERED else RING_NEWS,
            subject=booking.pk,
            key=f"ring-{key or f'{kind}-{booking.pk}'}"[:100],
            told={"kind": kind, "session": booking.session_id, **beside},
        )


def _plain(beside: dict[str, Any]) -> dict[str, Any]:
    """What was before a change, as the outbox can keep it."""
    was = beside.get("was", {})
    starts = was.get("starts_at")
    return {"was": f"{starts.isoformat()}"} if starts is not None else {}
