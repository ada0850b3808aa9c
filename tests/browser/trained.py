"""A course with a session in each state, people with places and in the queue, and somebody asked to
present; the journeys have a course of their own."""

import datetime
from typing import Any

from apps.accounts.models import User
from apps.core import clock
from apps.core import links as signed
from apps.core.actors import LinkHolder
from apps.home.demo import examples
from apps.publishing.models import Audience
from apps.training import actions, links
from apps.training.actions import presenting, slides
from apps.training.models import Booking, Course, Session
from apps.training.views.booking import LISTED
from tests.factories import PUBLISHED

ANYBODY = LinkHolder("whoever books")
VOLUNTEER = {
    "public_name": "a volunteer", "kind": "volunteer", "email": "v@example.org", "phone": "",
    "offered": "£20 and travel", "paid_by": "the partnership", "paid_when": "within a month",
}  # fmt: skip


def _course(title: str, slug: str, **more: Any) -> Course:
    made = Course.objects.create(
        title=title, slug=slug, partner=examples.partner(), state="published", revision=1,
        published_at=PUBLISHED, availability="running", cost_words="Free",
        about="How people and staff decide together.", outcomes="Listen well\nShare power", **more,
    )  # fmt: skip
    made.audiences.set(Audience.objects.all())
    return made


def _session(course: Course, number: int, **more: Any) -> Session:
    start = clock.now().replace(hour=9, minute=0) + datetime.timedelta(days=30 + number)
    columns = {
        "mode": "in_person", "venue": "The long room, 1 Example Street, Anytown",
        "venue_access": "Step-free from the street. Bus 12 stops in front.", "capacity": 2,
        "state": "open",
    }  # fmt: skip
    return Session.objects.create(  # type: ignore[no-any-return]
        reference=f"S-2099-{number:04}", course=course, starts_at=start,
        ends_at=start + datetime.timedelta(hours=3), **columns | more,
    )  # fmt: skip


def _book(session: Session, name: str, **more: Any) -> Booking:
    who = {"email": f"{name.lower().replace(' ', '.')}@example.org"} | more
    person = actions.Person(name=name, **who)
    outcome = actions.book(session=session, person=person, join_list=True, by=ANYBODY)
    assert outcome.booking is not None
    return outcome.booking


def made(people: dict[str, User]) -> dict[str, Any]:
    """What there is, by what it is there for."""
    course = _course("Deciding together", "deciding-together")
    trainer = people["trainer"]
    open_, full = _session(course, 1), _session(course, 2, needs_by=clock.today())
    placed = _book(open_, "Sam Example", needs=["bsl"], needs_words="")
    _book(full, "Ann Example")
    _book(full, "Ben Example")
    waits = _book(full, "Cas Example", email="", phone="01134960000")
    held, stopped = _session(course, 3), _session(course, 4)
    _book(held, "Dee Example")
    actions.hold(session=held, reason="The room is not free", look_again_on=None, by=trainer)
    actions.cancel_session(session=stopped, reason="Too few people booked", by=trainer)
    planned = _session(course, 5, state="planned")
    over = _session(course, 6)
    came = _book(over, "Eve Example")
    slides.add(session=over, name="Notes", link="https://example.org/notes", by=trainer)
    Booking.objects.filter(pk=came.pk).update(state="attended")
    Session.objects.filter(pk=over.pk).update(
        starts_at=over.starts_at - datetime.timedelta(days=40),
        ends_at=over.ends_at - datetime.timedelta(days=40),
        state="completed",
        came=1,
        missed=0,
        walked_in=0,
    )
    slot = presenting.ask(session=open_, presenter=None, by=trainer, answers=VOLUNTEER)
    journeys = _course(
        "Chairing a meeting", "chairing-a-meeting", staff_needed=0, volunteers_needed=1
    )
    return {
        "course": course.pk, "course_slug": course.slug,
        "session_open": open_.reference, "session_full": full.reference,
        "session_held": held.reference, "session_stopped": stopped.reference,
        "session_planned": planned.reference, "booked": placed.pk,
        "booking_link": _end(links.of_booking(placed)),
        "session_over": over.reference, "came_link": _end(links.of_booking(came)),
        "waiting_link": _end(links.of_booking(waits)),
        "presenting_link": _end(links.of_slot(slot)),
        **_who_said_yes(course, trainer), **_offered(course), "left_link": _left(open_),
        **_soon(course),
        "last_seat": _session(journeys, 11, capacity=1).reference,
        "to_open": _session(journeys, 12, state="scheduled", capacity=5).reference,
        "today": _begun(journeys, 13, "Jo Example", "Kay Example").reference,
        "ticked": _begun(journeys, 17, "Kim Example").reference,
        "for_two": _session(journeys, 14).reference,
        "by_call": _full(journeys, 15).reference,
        "to_hold": _full(
            _course("Taking minutes", "taking-minutes", staff_needed=0, volunteers_needed=0), 16
        ).reference,
    }  # fmt: skip


def _who_said_yes(course: Course, by: User) -> dict[str, str]:
    """The link of somebody who presents a session that has a plan, slides and needs to meet."""
    session = _session(course, 7, plan="Ten o’clock: who is here.\n\nNoon: what we decided.")
    _book(session, "Lou Example", needs=["bsl"], needs_words="")
    slides.add(session=session, name="Notes", link="https://example.org/notes", by=by)
    slot = presenting.ask(session=session, presenter=None, by=by, answers=VOLUNTEER)
    presenting.answer(slot=slot, said="accept", by=by)
    return {"presents_link": _end(links.of_slot(slot))}


def _offered(course: Course) -> dict[str, str]:
    """The links of somebody to whom a place is offered, and of somebody who was too late."""
    found = {}
    for number, name in ((8, "offered"), (9, "lapsed")):
        session = _session(course, number, capacity=1)
        first, next_one = _book(session, "Max Example"), _book(session, f"Nat {name}")
        actions.cancel(booking=first, by=ANYBODY)
        found[f"{name}_link"] = _end(links.of_booking(next_one))
        if name == "lapsed":
            Booking.objects.filter(pk=next_one.pk).update(
                state="lapsed", offer_expires=None, ended_at=clock.now()
            )
    return found


def _soon(course: Course) -> dict[str, Any]:
    """A session so near that nobody is offered its free place any more, and who waits for it."""
    session = _session(course, 10, capacity=1)
    first, waits = _book(session, "Rae Example"), _book(session, "Sky Example")
    start = clock.now() + datetime.timedelta(minutes=110)
    session.starts_at, session.ends_at = start, start + datetime.timedelta(hours=3)
    session.save()
    actions.cancel(booking=first, by=ANYBODY)
    asked = signed.standing(LISTED, waits.public_id, waits.link_version)
    return {"soon": session.reference, "soon_waits": waits.pk, "asked_to_wait": asked}


def _left(session: Session) -> str:
    """The link of somebody who gave their place back."""
    booking = _book(session, "Pat Example")
    actions.cancel(booking=booking, by=ANYBODY)
    return _end(links.of_booking(booking))


def _full(course: Course, number: int) -> Session:
    """A session with one place, which Gil has."""
    session = _session(course, number, capacity=1)
    _book(session, "Gil Example")
    return session


def _begun(course: Course, number: int, *names: str) -> Session:
    """A session that these booked, and that began an hour ago."""
    session = _session(course, number, capacity=5)
    for name in names:
        _book(session, name)
    start = clock.now() - datetime.timedelta(hours=1)
    session.starts_at, session.ends_at = start, start + datetime.timedelta(hours=3)
    session.save()
    return session


def _end(address: str) -> str:
    """The token of a link."""
    return address.rstrip("/").rpartition("/")[2]
