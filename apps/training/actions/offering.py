"""The queue: a free place is offered to the first who waits, kept for them until 5pm two working
days later, then offered to the next. Nobody is offered twice, nobody is skipped."""

import datetime

from django.db import transaction
from django.utils import timezone

from apps.core import audit, clock, site_settings, versions
from apps.core.actors import Actor
from apps.training import places, telling
from apps.training.actions.held import held
from apps.training.models import Booking, BookingNeeds, Session

FIVE = datetime.time(17)
DAYS = "offer_days"  # the settings number, of working days


def expires_at(session: Session) -> datetime.datetime:
    """Until when an offer lasts that somebody hears of now: 5pm two working days later in London,
    and never later than two hours before the start."""
    day = clock.add_working_days(clock.today(), site_settings.number(DAYS))
    usual = timezone.make_aware(datetime.datetime.combine(day, FIVE))
    return min(usual, session.last_answer_at)


def offer_free_places(session: Session) -> int:
    """Offer each free place to the first who waits; how many were offered. The caller holds the
    session's row. Nothing is offered that nobody could still take, or while it is on hold."""
    if not session.gives_places:
        return 0
    now = places.of(session)
    if not now.queue_runs:
        if now.to_give:
            telling.place_to_give(session, now.to_give)
        return 0
    free = now.free
    for booking in Booking.objects.filter(session=session).waiting()[:free]:
        _offer(booking, session)
    return free


def _offer(booking: Booking, session: Session) -> None:
    """Somebody without e-mail is rung first: their time begins when they are reached."""
    booking.state, booking.offered_at = Booking.State.OFFERED, clock.now()
    booking.offer_expires = expires_at(session) if booking.email else None
    booking.save()
    telling.offered(booking)


def go_on(session: Session) -> None:
    """Offers that stopped while it was on hold get their whole time again; whoever has no e-mail is
    rung again, and their time begins then. The caller holds the session's row."""
    for booking in Booking.objects.filter(session=session, offer_expires=None).offered():
        if booking.email:
            booking.offer_expires = expires_at(session)
            booking.save()
        if booking.email or not telling.is_to_be_offered_by_phone(booking):
            telling.offered(booking)


def end_before_it_starts(session: Session) -> None:
    """An offer of a session that is earlier now ends earlier, and they hear until when. The caller
    holds the session's row."""
    rows = Booking.objects.filter(session=session, offer_expires__gt=session.last_answer_at)
    for booking in rows.offered():
        booking.offer_expires = session.last_answer_at
        booking.save()
        telling.offered(booking)


def lapse(session: Session) -> int:
    """End the offers of a session whose time has passed, and offer their places on; how many
    ended. The caller holds the session's row."""
    over = list(Booking.objects.filter(session=session).run_out(clock.now()))
    for booking in over:
        booking.state, booking.ended_at = Booking.State.LAPSED, clock.now()
        booking.save()
        BookingNeeds.objects.filter(booking=booking).delete()
        telling.lapsed(booking)
    if over:
        offer_free_places(session)
        versions.raise_booking()
    return len(over)


def lapse_offers() -> str:
    """End every offer whose time has passed; called by the clock. Each session by itself."""
    rows = Booking.objects.run_out(clock.now()).order_by().values_list("session", flat=True)
    ended = 0
    for session_id in sorted(set(rows)):
        with transaction.atomic():
            ended += lapse(held(session_id))
    return f"{ended} offers ended" if ended else ""


@transaction.atomic
def take(*, booking: Booking, by: Actor) -> bool:
    """They take the place that is kept for them; whether it was still kept."""
    held(booking.session_id)
    mine = Booking.objects.select_related("session").get(pk=booking.pk)
    if mine.has_place:
        return True
    if not mine.is_offered or mine.session.is_past:
        return False
    mine.state, mine.offer_expires = Booking.State.CONFIRMED, None
    mine.save()
    telling.booked(mine)
    versions.raise_booking()
    return True


@transaction.atomic
def give(*, booking: Booking, by: Actor) -> bool:
    """In the last hours, when no offer could be answered in time, a free place for somebody who
    waits and was spoken to; whether there was one."""
    row = held(booking.session_id)
    mine = Booking.objects.select_related("session").get(pk=booking.pk)
    if not row.gives_places or not mine.is_waiting:
        return False
    if not places.of(row).to_give:
        return False
    mine.state, mine.offered_at = Booking.State.CONFIRMED, clock.now()
    mine.save()
    telling.booked(mine)
    versions.raise_booking()
    audit.note(act="gave a place to somebody who waited", by=by, target=row)
    return True


@transaction.atomic
def decline(*, booking: Booking, by: Actor) -> bool:
    """They do not want the offered place; it goes to the next. Whether it was kept for them."""
    row = held(booking.session_id)
    mine = Booking.objects.get(pk=booking.pk)
    if mine.state != Booking.State.OFFERED:
        return False
    mine.state, mine.ended_at, mine.offer_expires = Booking.State.LEFT, clock.now(), None
    mine.save()
    BookingNeeds.objects.filter(booking=mine).delete()
    offer_free_places(row)
    versions.raise_booking()
    return True


@transaction.atomic
def clock_starts(*, booking: Booking) -> None:
    """Somebody without e-mail was reached, or not after two tries: their time to answer begins,
    unless the session is on hold."""
    row = held(booking.session_id)
    mine = Booking.objects.select_related("session").get(pk=booking.pk)
    if not row.offers_run:
        return
    if mine.state == Booking.State.OFFERED and mine.offer_expires is None:
        mine.offer_expires = expires_at(mine.session)
        mine.save()
