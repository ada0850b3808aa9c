"""Booking a place without an account, changing what helps, giving a place back.

Every place is given under the lock of its session's row; the database refuses the same person
twice on its own.
"""

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.db import transaction
from django.db.models import Max

from apps.core import clock, site_settings, versions
from apps.core.actors import Actor
from apps.publishing.following import mailboxes
from apps.publishing.models import Audience
from apps.training import places, telling
from apps.training.actions import offering
from apps.training.actions.held import held
from apps.training.models import Booking, BookingNeeds, Session

ONE_SIGN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-"})
NEEDS_KEPT = "needs_days"  # the settings number


class NotOpen(Exception):
    """Nobody can book this session at the moment."""


@dataclass(frozen=True)
class Person:
    """Who books, and for whom. ``phone`` as ``mailboxes.of_phone`` gives it; one of the two
    ways to reach them at least."""

    name: str
    email: str = ""
    phone: str = ""
    for_someone_else: bool = False
    describes: str = Booking.Describes.NOT_SAID
    audience: Audience | None = None
    needs: Sequence[str] = ()
    needs_words: str = ""

    @property
    def contact_key(self) -> str:
        """The contact in the form that all its spellings share; an address before a number."""
        return mailboxes.of_email(self.email) if self.email else self.phone

    @property
    def name_key(self) -> str:
        """The name as it is compared."""
        return key_of_name(self.name)


def key_of_name(name: str) -> str:
    """A name without capitals, double blanks, signs that nobody sees and ways to type one sign: two
    spellings of one name are equal."""
    plain = unicodedata.normalize("NFKC", name).translate(ONE_SIGN)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(seen.casefold().split())[:120]


class Became(Enum):
    """What came of asking for a place."""

    PLACE = "place"
    WAITING = "waiting"
    FULL = "full"  # nothing was booked: they may join the list
    LIST_FULL = "list full"  # nothing was booked, and nobody more can wait


@dataclass(frozen=True)
class Outcome:
    """What came of it, and the booking; None where there is none. ``again``: the person had booked
    before. ``became`` is then what a stranger would get, so that it tells nothing of that."""

    became: Became
    booking: Booking | None = None
    again: bool = False  # it stood already


@transaction.atomic
def book(*, session: Session, person: Person, join_list: bool, by: Actor) -> Outcome:
    """Give the person a place, or, if ``join_list``, a turn in the queue where there is none.

    The same contact and name again is the same booking, and its mail goes once more; what comes
    of it is what would come of it for anybody. Raises ``NotOpen`` where the session takes no
    bookings (any more).
    """
    row = held(session.pk)
    if row.takes_bookings:
        offering.lapse(row)
    earlier = Booking.objects.of_person(row, person.contact_key, person.name_key).first()
    if not row.takes_bookings:
        raise NotOpen
    became = _would_become(places.of(row), join_list)
    if earlier is not None:
        if became is Became.PLACE and earlier.is_offered:
            offering.take(booking=earlier, by=by)  # they want a place, and one is kept for them
            earlier.refresh_from_db()
        elif earlier.is_active:
            telling.again(earlier)
        return Outcome(became, earlier, again=True)
    if became is Became.PLACE:
        booking = _made(row, person, Booking.State.CONFIRMED)
        telling.booked(booking)
        return Outcome(became, booking)
    if became is Became.WAITING:
        booking = _made(row, person, Booking.State.WAITING, position=next_position(row))
        telling.waits(booking)
        return Outcome(became, booking)
    return Outcome(became)


def _would_become(now: places.Places, join_list: bool) -> Became:
    if not now.is_full:
        return Became.PLACE
    if not now.list_has_room:
        return Became.LIST_FULL
    return Became.WAITING if join_list else Became.FULL


def next_position(session: Session) -> int:
    """The turn after the last that was ever given in this queue."""
    last = Booking.objects.filter(session=session).aggregate(last=Max("position"))["last"]
    return int(last or 0) + 1


def _made(row: Session, person: Person, state: str, position: int | None = None) -> Booking:
    booking: Booking = Booking.objects.create(
        session=row,
        name=person.name,
        name_key=person.name_key,
        email=person.email,
        phone=person.phone,
        contact_key=person.contact_key,
        for_someone_else=person.for_someone_else,
        describes=person.describes,
        audience=person.audience,
        state=state,
        position=position,
        booked_at=clock.now(),
    )
    _keep_needs(booking, person.needs, person.needs_words)
    versions.raise_booking()
    return booking


@transaction.atomic
def change_needs(*, booking: Booking, needs: Sequence[str], words: str) -> None:
    """What would help them take part, anew."""
    _keep_needs(booking, needs, words)


def _keep_needs(booking: Booking, needs: Sequence[str], words: str) -> None:
    """Needs stand in their own table until some days after the session; none is no row."""
    BookingNeeds.objects.filter(booking=booking).delete()
    if needs or words:
        BookingNeeds.objects.create(
            booking=booking, needs=list(needs), words=words,
            purge_on=needs_kept_until(booking.session),
        )  # fmt: skip


def needs_kept_until(session: Session) -> datetime.date:
    """The day on which what would help people at this session is erased."""
    return session.ends.date() + datetime.timedelta(days=site_settings.number(NEEDS_KEPT))


@transaction.atomic
def cancel(*, booking: Booking, by: Actor) -> bool:
    """The person gives the place, the offer or the turn back; whoever is next is offered it.
    Whether there was anything to give back."""
    row = held(booking.session_id)
    mine = Booking.objects.select_related("session").get(pk=booking.pk)
    if not mine.is_active:
        return False
    had_place = mine.has_place
    mine.state, mine.ended_at, mine.offer_expires = Booking.State.LEFT, clock.now(), None
    mine.save()
    BookingNeeds.objects.filter(booking=mine).delete()
    if had_place:
        telling.cancelled_by_person(mine)
    offering.offer_free_places(row)
    versions.raise_booking()
    return True
