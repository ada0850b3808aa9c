"""What outsiders met in the last hours before a session, while it ran, and at its register."""

import datetime

import pytest

from apps.core import outbox
from apps.core.outgoing import OutgoingMail
from apps.publishing.workflow import NotAllowed
from apps.training import actions, due, links
from apps.training.models import Booking, Session, SessionJoining
from tests.training.conftest import ANYBODY, asks, state_of
from tests.training.test_outsiders_on_entries import DESK, B, sent


def test_in_the_last_two_hours_a_free_place_is_given_by_the_trainer(
    session, travel, trainer, visitor
):
    first, _second, third = (asks(session, name) for name in ("Ann", "Ben", "Cas"))
    travel(days=14, hours=21, minutes=30)  # ninety minutes before
    trainer.force_login(trainer.user, backend="apps.accounts.backends.RoleBackend")
    actions.cancel(booking=first.booking, by=ANYBODY)
    assert state_of(third) == B.WAITING  # an offer could not be answered in time
    page = visitor.get(session.get_absolute_url()).content.decode()
    assert "nobody more can wait" in page and "Join the waiting list" not in page
    assert "kept until" not in page
    waits = visitor.get(links.of_booking(third.booking)).content.decode()
    assert "those who run it give it to the first in line" in waits
    desk = trainer.get(DESK).content.decode()
    assert "1 place is free, and people wait." in desk
    own = f"{DESK}bookings/{third.booking.pk}/"
    assert "Give them the place" in trainer.get(own).content.decode()
    for _press in range(2):
        trainer.post(f"{own}give/")
    assert state_of(third) == B.CONFIRMED
    assert (
        OutgoingMail.objects.filter(kind="place_booked", recipient="cas@example.org").count() == 1
    )
    fourth = asks(session, "Dee")
    assert fourth.booking is None and "Give them" not in trainer.get(own).content.decode()


def test_nobody_gives_a_place_that_is_still_offered_along_the_list(session, trainer):
    _first, _second, third = (asks(session, name) for name in ("Ann", "Ben", "Cas"))
    own = f"{DESK}bookings/{third.booking.pk}/"
    assert "Give them the place" not in trainer.get(own).content.decode()
    said = trainer.post(f"{own}give/", follow=True).content.decode()
    assert "no place is free" in said and state_of(third) == B.WAITING


def test_a_session_of_today_is_not_called_tomorrow(session, travel, mailoutbox):
    asks(session, "Ann")
    travel(days=14, hours=14)  # early on the day, and nothing was sent the day before
    SessionJoining.objects.create(session=session, link="https://meet.example.org/room")
    asks(session, "Ben")  # has the way to join in the first mail
    due.remind()
    outbox.send_waiting()
    subjects = {one.to[0]: one.subject for one in mailoutbox if "day" in one.subject[:8]}
    assert subjects["ann@example.org"].startswith("Today: Working together")
    assert "ben@example.org" not in subjects
    (booked,) = [one for one in mailoutbox if one.to == ["ben@example.org"]]
    assert "meet.example.org/room" in booked.body


def test_a_session_under_way_is_not_past_for_whoever_has_a_place(session, travel, trainer, visitor):
    here, waits = asks(session, "Ann"), None
    asks(session, "Ben")
    waits = asks(session, "Cas")
    SessionJoining.objects.create(session=session, link="https://meet.example.org/room")
    travel(days=14, hours=23, minutes=30)
    own = links.of_booking(here.booking)
    page = visitor.get(own).content.decode()
    assert "You have a place" in page and "meet.example.org/room" in page
    assert "lies in the past" not in page
    actions.tick(booking=here.booking, came=True, by=trainer.user)
    page = visitor.get(own).content.decode()
    assert "meet.example.org/room" in page and "waiting list" not in page
    page = visitor.get(links.of_booking(waits.booking)).content.decode()
    assert "This session has begun" in page and "meet.example.org" not in page


def test_a_session_that_has_begun_is_not_put_on_hold_and_one_on_hold_has_no_register(
    session, travel, trainer
):
    here = asks(session, "Ann")
    when = datetime.date(2026, 6, 9)
    actions.hold(session=session, reason="Snow", look_again_on=when, by=trainer.user)
    travel(days=14, hours=23, minutes=30)
    with pytest.raises(NotAllowed, match="Bring it back first"):
        actions.tick(booking=here.booking, came=True, by=trainer.user)
    with pytest.raises(NotAllowed, match="Bring it back first"):
        actions.close_register(session=session, by=trainer.user)
    actions.move(session=session, step="bring_back", by=trainer.user)  # it was held after all
    actions.tick(booking=here.booking, came=True, by=trainer.user)
    with pytest.raises(NotAllowed, match="has begun"):
        actions.hold(session=session, reason="Snow", look_again_on=when, by=trainer.user)
    actions.close_register(session=session, by=trainer.user)
    assert Session.objects.get().came == 1


def test_trainers_hear_of_a_place_that_comes_free_just_before_the_start(
    session, travel, trainer, mailoutbox
):
    first, _second, third = (asks(session, name) for name in ("Ann", "Ben", "Cas"))
    travel(days=14, hours=21, minutes=30)
    actions.cancel(booking=first.booking, by=ANYBODY)
    ((subject, body, _c),) = sent(mailoutbox, trainer.user.email)
    assert subject.startswith("A place is free just before the start") and DESK in body
    Session.objects.update(state="on_hold", reason="Snow")
    trainer.force_login(trainer.user, backend="apps.accounts.backends.RoleBackend")
    own = f"{DESK}bookings/{third.booking.pk}/"
    assert "Give them the place" not in trainer.get(own).content.decode()
    Session.objects.update(state="open", reason="")
    travel(hours=2)
    page = trainer.get(own).content.decode()
    assert "The session has begun." in page and "Give them the place" in page


def test_closing_a_register_early_is_asked_twice_and_who_waited_and_came_is_thanked(
    session, travel, trainer
):
    for name in ("Ann", "Ben"):
        asks(session, name)
    waits = asks(session, "Cas Example", email="cas@example.org")
    travel(days=14, hours=23, minutes=30)
    trainer.force_login(trainer.user, backend="apps.accounts.backends.RoleBackend")
    trainer.post(DESK + "register/walk-in/", {"name": "cas example"})
    found = Booking.objects.get(pk=waits.booking.pk)
    assert (found.state, found.walked_in, found.email) == (B.ATTENDED, True, "cas@example.org")
    asked = trainer.post(DESK + "register/close/", follow=True).content.decode()
    assert "press “Close the register” once more" in asked and 'name="sure"' in asked
    assert Session.objects.get().state == "open"
    trainer.post(DESK + "register/close/", {"sure": "1"})
    assert Session.objects.get().state == "completed"


def test_who_is_ticked_as_missing_and_comes_late_still_finds_the_way_in(
    session, travel, trainer, visitor
):
    here = asks(session, "Ann")
    SessionJoining.objects.create(session=session, link="https://meet.example.org/room")
    travel(days=14, hours=23, minutes=10)
    actions.tick(booking=here.booking, came=False, by=trainer.user)
    page = visitor.get(links.of_booking(here.booking)).content.decode()
    assert "meet.example.org/room" in page
