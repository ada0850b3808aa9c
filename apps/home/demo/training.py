"""An example course with a session in each state that people meet, and an example of a resource
that has to be asked for. Nobody is written to: who is booked was never there."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.core import clock
from apps.library.models import Resource
from apps.partners.models import Partner
from apps.publishing import actions
from apps.publishing.models import Audience
from apps.training.actions.booking import Person
from apps.training.actions.moving import next_reference
from apps.training.models import Booking, Course, Presenter, PresenterSlot, Session

S, B = Session.State, Booking.State
TITLE = "Example: Deciding together"
COURSE: dict[str, Any] = {
    "title": TITLE,
    "kind": Course.Kind.WORKSHOP,
    "about": "Example: a morning about how people and staff decide things together.",
    "outcomes": "Tell the five ways of involving people apart\nSay beforehand what can change",
    "co_presented_by": "volunteers",
    "cost_words": "Free",
    "availability": Course.Availability.RUNNING,
}
RESOURCE: dict[str, Any] = {
    "title": "Example: Checklist for signs that everybody can read",
    "kind": "toolkit",
    "summary": "Example: twelve questions to ask before a sign goes up.",
    "access": Resource.Access.OPEN,
    "address_not_given": True,
}


@dataclass(frozen=True)
class Sample:
    """A session: days from today, its state, its places, and how those who booked it stand."""

    in_days: int
    state: str
    capacity: int
    booked: tuple[str, ...] = ()
    reason: str = ""


SAMPLES = (
    Sample(21, S.OPEN, 12, (B.CONFIRMED,) * 4),
    Sample(35, S.OPEN, 3, (B.CONFIRMED,) * 3 + (B.WAITING,) * 2),
    Sample(49, S.ON_HOLD, 12, (B.CONFIRMED,) * 2, "Example: the room is being painted."),
    Sample(28, S.CANCELLED, 12, (B.STOPPED,), "Example: too few people could come that day."),
    Sample(-30, S.COMPLETED, 8, (B.ATTENDED,) * 5 + (B.MISSED,)),
)
PRESENTERS = (
    ("Example: Gus", Presenter.Kind.STAFF),
    ("Example: Hal", Presenter.Kind.VOLUNTEER),
)
NAMES = ("Ash", "Bea", "Cai", "Dee", "Eli", "Fay")


def load(partner: Partner, by: Any, publish: Any) -> int:
    """Make them; how many records were made: no course before anybody is there whom it is for."""
    publish(actions.create(model=Resource, data=RESOURCE, by=by, is_example=True))
    audiences = [str(pk) for pk in Audience.objects.values_list("pk", flat=True)]
    if not audiences:
        return 1
    data = {**COURSE, "partner": str(partner.pk), "audiences": audiences}
    course: Any = publish(actions.create(model=Course, data=data, by=by, is_example=True))
    presenters = [
        Presenter.objects.create(public_name=name, kind=kind, partner=partner)
        for name, kind in PRESENTERS
    ]
    for sample in SAMPLES:
        _session(course, sample, presenters)
    return 2


def _session(course: Course, sample: Sample, presenters: list[Presenter]) -> None:
    before = clock.today() + datetime.timedelta(days=sample.in_days)
    day = clock.add_working_days(before, 1)
    start = timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))
    session = Session.objects.create(
        reference=next_reference(),
        course=course,
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=3),
        mode=Session.Mode.ONLINE,
        capacity=sample.capacity,
        state=sample.state,
        reason=sample.reason,
        **_counted(sample),
        look_again_on=clock.today() + datetime.timedelta(days=14) if sample.state == S.ON_HOLD
        else None,
    )  # fmt: skip
    for presenter in presenters:  # one of each said yes, else none of them could be open
        PresenterSlot.objects.create(
            session=session, presenter=presenter, state=PresenterSlot.State.ACCEPTED
        )
    turn = 0
    for name, state in zip(NAMES, sample.booked, strict=False):
        turn += state == B.WAITING
        _booking(session, name, state, turn if state == B.WAITING else None)


def _counted(sample: Sample) -> dict[str, int]:
    """Who came, as closing the register would have counted them."""
    if sample.state != S.COMPLETED:
        return {}
    came, missed = (sample.booked.count(state) for state in (B.ATTENDED, B.MISSED))
    return {"came": came, "missed": missed, "walked_in": 0}


def _booking(session: Session, name: str, state: str, turn: int | None) -> None:
    person = Person(name=f"Example: {name}", email=f"{name.lower()}@example.org")
    Booking.objects.create(
        session=session, name=person.name, name_key=person.name_key, email=person.email,
        contact_key=person.contact_key, describes=person.describes, state=state, position=turn,
        booked_at=clock.now(),
    )  # fmt: skip


def remove(partner_slug: str) -> None:
    """What hangs on example courses goes before them: also what visitors booked of them."""
    sessions = Session.objects.filter(course__is_example=True)
    Booking.objects.filter(session__in=sessions).delete()
    sessions.delete()
    Presenter.objects.filter(Q(slots=None), partner__slug=partner_slug).delete()
