"""What staff do with bookings of others: cancel one, move one, write to all."""

from django.db import transaction

from apps.core import audit, clock, versions
from apps.core.actors import Actor
from apps.publishing.workflow import NotAllowed
from apps.training import places, telling
from apps.training.actions.booking import needs_kept_until, next_position
from apps.training.actions.held import held
from apps.training.actions.offering import offer_free_places
from apps.training.models import Booking, BookingNeeds, Session, SessionMessage
from apps.training.models.booking import ACTIVE

B = Booking.State


@transaction.atomic
def stop(*, booking: Booking, by: Actor) -> bool:
    """Cancel somebody's place, offer or turn for them; they are told. Whether it still stood."""
    row = held(booking.session_id)
    mine = Booking.objects.select_related("session").get(pk=booking.pk)
    if mine.state not in ACTIVE:
        return False
    had_entry = mine.has_entry
    mine.state, mine.ended_at, mine.offer_expires = B.STOPPED, clock.now(), None
    mine.save()
    BookingNeeds.objects.filter(booking=mine).delete()
    telling.stopped(mine, had_entry)
    offer_free_places(row)
    versions.raise_booking()
    audit.note(act="cancelled a booking", by=by, target=row)
    return True


@transaction.atomic
def move(*, booking: Booking, to: Session, join_list: bool, by: Actor) -> Booking:
    """Another session of the same course for somebody: a place there, or, if ``join_list``, the
    end of its list. Their link goes on working. Raises ``NotAllowed``."""
    first, second = sorted([booking.session_id, to.pk])
    held(first)
    held(second)
    mine = Booking.objects.select_related("session").get(pk=booking.pk)
    target = Session.objects.get(pk=to.pk)
    _may_move(mine, target)
    old = mine.session
    counted = places.of(target)
    sequence, had_entry = mine.sequence, mine.has_entry
    mine.session = target
    mine.moved_at_sequence = sequence + 1 - target.sequence
    if counted.is_full:
        _may_wait(counted, join_list)
        mine.state, mine.position = B.WAITING, next_position(target)
    else:
        mine.state, mine.position = B.CONFIRMED, None
    mine.offered_at = mine.offer_expires = None
    mine.save()
    BookingNeeds.objects.filter(booking=mine).update(purge_on=needs_kept_until(target))
    telling.moved(mine, old, had_entry)
    offer_free_places(old)
    versions.raise_booking()
    audit.note(act="moved a booking", by=by, target=target)
    return mine


def _may_move(booking: Booking, target: Session) -> None:
    if booking.state not in ACTIVE or booking.session_id == target.pk:
        raise NotAllowed("Nothing was moved: this booking no longer stands.")
    if target.course_id != booking.session.course_id or target.is_past:
        raise NotAllowed("Choose a session of the same course that lies ahead.")
    if target.state not in (Session.State.SCHEDULED, Session.State.OPEN, Session.State.CLOSED):
        raise NotAllowed("That session takes nobody at the moment.")
    if Booking.objects.of_person(target, booking.contact_key, booking.name_key).exists():
        raise NotAllowed("They are booked there already.")


def _may_wait(counted: places.Places, join_list: bool) -> None:
    if not counted.list_has_room:
        raise NotAllowed("That session is full, and nobody more can wait. Nothing was moved.")
    if not join_list:
        raise NotAllowed(
            "That session is full: they would wait there and give back what they have here. Tick "
            "the box under the session if that is what they want. Nothing was moved."
        )


@transaction.atomic
def message(*, session: Session, to: str, words: str, by: Actor) -> int:
    """Write to everybody of a session, or to those in one state; to how many. Words of staff are
    kept with the session, so that a mail that waits can be built."""
    row = held(session.pk)
    rows = Booking.objects.filter(session=row).active()
    people = list(rows if to == "all" else rows.filter(state=to))
    kept = SessionMessage.objects.create(session=row, words=words, to=to)
    for booking in people:
        telling.message(booking, kept)
    audit.note(act="wrote to those booked", by=by, target=row, people=len(people))
    return len(people)
