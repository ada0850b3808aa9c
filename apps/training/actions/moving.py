"""A session on its way: planned, scheduled, open, closed, held; on hold and back; cancelled.

Full is no state: it is computed from the bookings.
"""

import datetime
from typing import Any

from django.db import transaction

from apps.core import audit, clock, versions
from apps.core.actors import Actor
from apps.publishing.models import State
from apps.publishing.workflow import NotAllowed
from apps.training import places, telling
from apps.training.actions import interest
from apps.training.actions.booking import needs_kept_until
from apps.training.actions.held import held
from apps.training.actions.offering import end_before_it_starts, go_on, offer_free_places
from apps.training.models import (
    Booking,
    BookingNeeds,
    Course,
    PresenterSlot,
    Session,
    SessionCounter,
    SessionJoining,
)
from apps.training.models.booking import ACTIVE

S = Session.State
STEPS: dict[str, tuple[str, tuple[str, ...], str]] = {
    # name: (to, from, what the button says)
    "schedule": (S.SCHEDULED, (S.PLANNED,), "Show it to the public"),
    "open": (S.OPEN, (S.SCHEDULED, S.CLOSED), "Open booking"),
    "close": (S.CLOSED, (S.OPEN,), "Close booking"),
    "bring_back": (S.SCHEDULED, (S.ON_HOLD,), "Bring it back"),
}
MAY_HOLD = (S.PLANNED, S.SCHEDULED, S.OPEN, S.CLOSED)
MAY_CANCEL = (*MAY_HOLD, S.ON_HOLD)
WHAT_PEOPLE_HEAR_OF = ("starts_at", "ends_at", "mode", "venue", "place_id")


class Meanwhile(Exception):
    """Somebody else saved other details since the form was opened."""


def next_reference() -> str:
    """The next reference of this year, like S-2026-0001. Call it in a transaction, which holds
    the year's counter until it ends."""
    year = clock.today().year
    SessionCounter.objects.get_or_create(year=year)
    counter = SessionCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return f"S-{year}-{counter.last:04}"


@transaction.atomic
def plan(*, course: Course, answers: dict[str, Any], by: Actor) -> Session:
    """A new session of a course, only planned. Raises ``NotAllowed`` for one in the past."""
    if answers["starts_at"] <= clock.now():
        raise NotAllowed("A new session lies ahead. Enter a day and an hour to come.")
    return Session.objects.create(course=course, reference=next_reference(), **answers)


@transaction.atomic
def change(
    *, session: Session, answers: dict[str, Any], by: Actor, edit_count: int | None = None
) -> Session:
    """Other details. Whoever is booked or waits hears of another day, hour or place; more places
    are offered at once. Raises ``NotAllowed`` for fewer places than are taken, and ``Meanwhile``
    where the details are no longer those of ``edit_count``."""
    row = held(session.pk)
    if edit_count is not None and row.edit_count != edit_count:
        raise Meanwhile
    if row.state in (S.COMPLETED, S.CANCELLED):
        raise NotAllowed("This session is over: its details stay as they were.")
    before = {name: getattr(row, name) for name in WHAT_PEOPLE_HEAR_OF}
    if answers.get("starts_at", row.starts_at) != row.starts_at and (
        answers["starts_at"] <= clock.now()
    ):
        raise NotAllowed("A session can’t be moved into the past.")
    if answers.get("capacity", row.capacity) < places.of(row).taken:
        raise NotAllowed(_too_few(places.of(row).taken))
    for name, value in answers.items():
        setattr(row, name, value)
    changed = [name for name in WHAT_PEOPLE_HEAR_OF if getattr(row, name) != before[name]]
    if changed:
        row.sequence += 1
    row.edit_count += 1
    row.save()
    if changed:
        tell_all(row, telling.CHANGED, was=before)
        _days_that_follow(row)
    offer_free_places(row)
    _public(row)
    return row


@transaction.atomic
def join_by(*, session: Session, link: str, phone: str, by: Actor) -> None:
    """How people who are booked join it online. Whoever sees it already hears of a change."""
    row = held(session.pk)
    before = SessionJoining.objects.filter(session=row).values_list("link", "phone").first()
    if (before or ("", "")) == (link, phone):
        return
    if link or phone:
        SessionJoining.objects.update_or_create(
            session=row, defaults={"link": link, "phone": phone}
        )
    else:
        SessionJoining.objects.filter(session=row).delete()
    if row.joining_is_shown and row.state in (S.SCHEDULED, S.OPEN, S.CLOSED):
        row.sequence += 1
        row.save()
        tell_all(row, telling.CHANGED, was={"starts_at": row.starts_at})


def _days_that_follow(session: Session) -> None:
    """What ends some time before or after the session does so by its new day."""
    end_before_it_starts(session)
    needs = BookingNeeds.objects.filter(booking__session=session)
    needs.update(purge_on=needs_kept_until(session))


def _too_few(taken: int) -> str:
    people = "1 person has a place" if taken == 1 else f"{taken} people have a place"
    return (
        f"{people}, or are offered one, so there can’t be fewer than {taken} places. "
        "Ask people whether somebody would move to another session first."
    )


@transaction.atomic
def set_capacity(*, session: Session, capacity: int, by: Actor) -> Session:
    """Another number of places; the same rules as for any other detail."""
    return change(session=session, answers={"capacity": capacity}, by=by)


def missing_presenters(session: Session) -> list[str]:
    """Who has to say yes before it opens, in sentences; empty when the mix of the course is
    there. Outside courses and conferences need none unless theirs says so."""
    course = session.course
    if course.external:
        return []
    slots = list(PresenterSlot.objects.filter(session=session).accepted())
    found = []
    for kind, needed, words in (
        ("staff", course.staff_needed, "staff"),
        ("volunteer", course.volunteers_needed, "volunteers"),
    ):
        there = sum(slot.presenter.kind == kind for slot in slots)
        if there < needed:
            found.append(f"{words}: {there} of {needed} said yes")
    return found


@transaction.atomic
def move(*, session: Session, step: str, by: Actor) -> Session:
    """One step along its way. Raises ``NotAllowed`` in a sentence that says what is missing."""
    row = held(session.pk)
    to, from_, _words = STEPS[step]
    if row.state not in from_:
        raise NotAllowed("Somebody moved this session meanwhile. Look at it as it is now.")
    if row.is_past and step in ("schedule", "open"):
        raise NotAllowed("This session lies in the past. Enter a day to come first.")
    if step == "schedule" and row.course.state != State.PUBLISHED:
        raise NotAllowed("Its course is not published yet, so nobody could find it.")
    missing = missing_presenters(row) if step == "open" else []
    if missing:
        raise NotAllowed(
            f"It opens once those who present it have said yes. Still missing: "
            f"{'; '.join(missing)}."
        )
    row.state = to
    if step == "bring_back":
        row.reason, row.look_again_on = "", None
        row.sequence += 1
    row.save()
    audit.note(act=f"session: {step}", by=by, target=row)
    if step == "bring_back":
        tell_all(row, telling.BACK)
    if step == "open":
        go_on(row)
        offer_free_places(row)
        interest.tell(row)
    _public(row)
    return row


@transaction.atomic
def hold(
    *, session: Session, reason: str, look_again_on: datetime.date | None, by: Actor
) -> Session:
    """Put it on hold: every booking and turn is kept, offers stop running, everybody hears why
    and when it is looked at again. Raises ``NotAllowed``."""
    row = held(session.pk)
    if row.state not in MAY_HOLD:
        raise NotAllowed("This session can’t be put on hold as it is now.")
    if row.is_past:
        raise NotAllowed("This session has begun. Cancel it, or keep its register and close it.")
    row.state, row.reason, row.look_again_on = S.ON_HOLD, reason, look_again_on
    row.sequence += 1
    row.save()
    Booking.objects.filter(session=row).offered().update(offer_expires=None)
    audit.note(act="session: hold", by=by, target=row)
    tell_all(row, telling.ON_HOLD)
    _public(row)
    return row


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: Actor) -> Session:
    """Cancel it and tell everyone, with the reason. Raises ``NotAllowed``."""
    row = held(session.pk)
    if row.state not in MAY_CANCEL:
        raise NotAllowed("This session is over, so there is nothing to cancel.")
    row.state, row.reason, row.look_again_on = S.CANCELLED, reason, None
    row.sequence += 1
    row.save()
    tell_all(row, telling.CANCELLED)
    BookingNeeds.objects.filter(booking__session=row).delete()
    Booking.objects.filter(session=row, state__in=ACTIVE).update(
        state=Booking.State.STOPPED, ended_at=clock.now(), offer_expires=None
    )
    audit.note(act="session: cancel", by=by, target=row)
    _public(row)
    return row


@transaction.atomic
def reopen(*, session: Session, by: Actor) -> Session:
    """From on hold back to open in one go, where everybody who presents still does."""
    move(session=session, step="bring_back", by=by)
    return move(session=session, step="open", by=by)


def tell_all(session: Session, kind: str, **beside: Any) -> None:
    """One piece of news for everybody who has a place, is offered one, waits or presents it."""
    session.told += 1
    session.save(update_fields=["told"])
    for booking in Booking.objects.filter(session=session).active():
        telling.news(booking, session, kind, **beside)
    telling.presenters(session, kind, **beside)


def _public(session: Session) -> None:
    if session.state != S.PLANNED:
        versions.raise_public(("course", session.course_id))
