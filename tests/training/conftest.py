"""A course of partner A with one open session, two weeks ahead, and people who book it."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.core.actors import LinkHolder
from apps.partners.models import Partner
from apps.publishing.models import Audience
from apps.training import actions
from apps.training.actions import Outcome, Person
from apps.training.models import Booking, Course, Session
from tests.factories import PUBLISHED

MONDAY = datetime.datetime(2026, 6, 1, 10, tzinfo=datetime.UTC)  # 11am in London
START = datetime.datetime(2026, 6, 16, 9, tzinfo=datetime.UTC)  # a Tuesday, 10am in London
ANYBODY = LinkHolder("whoever books")


@pytest.fixture
def travel() -> Iterator[Callable[..., None]]:
    """Monday 1 June 2026; ``travel(days=…)`` goes on from there."""
    with time_machine.travel(MONDAY, tick=False) as traveller:

        def on(**by: float) -> None:
            traveller.move_to(timezone.now() + datetime.timedelta(**by))

        yield on


@pytest.fixture
def course(db: None, partner_a: Partner) -> Course:
    """A public course of partner A, for two audiences."""
    made = Course.objects.create(
        title="Working together", slug="working-together", partner=partner_a, state="published",
        revision=1, published_at=PUBLISHED, availability=Course.Availability.RUNNING,
        outcomes="Listen well\nShare power",
    )  # fmt: skip
    for number, name in enumerate(["Members of the public", "Staff"]):
        made.audiences.add(
            Audience.objects.create(name=name, slug=f"audience-{number}", position=number)
        )
    return made


@pytest.fixture
def session(travel: Any, course: Course) -> Session:
    """Tuesday 16 June 2026, 10am to 1pm, online, open, two places."""
    return Session.objects.create(
        reference="S-2026-0001", course=course, starts_at=START,
        ends_at=START + datetime.timedelta(hours=3), mode=Session.Mode.ONLINE, capacity=2,
        state=Session.State.OPEN,
    )  # fmt: skip


@pytest.fixture
def beside(session: Session) -> Session:
    """Another session of the same course, a month later, with one place."""
    session.course.staff_needed = session.course.volunteers_needed = 0
    session.course.save()
    return Session.objects.create(
        reference="S-2026-0002", course=session.course, mode="online", capacity=1, state="open",
        starts_at=session.starts_at + datetime.timedelta(days=30),
        ends_at=session.ends_at + datetime.timedelta(days=30),
    )  # fmt: skip


def named(name: str, **more: Any) -> Person:
    """Somebody with an e-mail address of their own, or what else is given."""
    who = {"email": f"{name.lower().replace(' ', '.')}@example.org"} | more
    return Person(name=name, **who)


def asks(session: Session, name: str, *, join: bool = True, **more: Any) -> Outcome:
    """Somebody asks for a place, or for a turn where there is none."""
    return actions.book(session=session, person=named(name, **more), join_list=join, by=ANYBODY)


def state_of(outcome: Outcome) -> str:
    """How a booking stands now."""
    assert outcome.booking is not None
    return Booking.objects.get(pk=outcome.booking.pk).state
