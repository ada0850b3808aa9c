"""Places and the queue: nobody over, nobody twice, nobody skipped, and times that people can
trust."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.outgoing import OutgoingMail
from apps.publishing.workflow import NotAllowed
from apps.training import actions, places
from apps.training.actions.booking import Became
from apps.training.actions.offering import clock_starts
from apps.training.models import Booking, BookingNeeds, Session
from tests.training.conftest import ANYBODY, asks, state_of

B = Booking.State


def mails(kind: str) -> list[str]:
    """Who was left a mail of a kind."""
    return list(
        OutgoingMail.objects.filter(kind=kind).order_by("pk").values_list("recipient", flat=True)
    )


def test_places_go_until_none_is_left_then_people_wait_in_order(session):
    assert asks(session, "Ann").became == asks(session, "Ben").became == Became.PLACE
    told = asks(session, "Cas", join=False)
    assert told.became == Became.FULL and told.booking is None  # told first, nothing booked
    waits = [asks(session, name) for name in ("Cas", "Dee")]
    assert [outcome.became for outcome in waits] == [Became.WAITING] * 2
    assert [outcome.booking.people_before() for outcome in waits] == [0, 1]
    counted = places.of(session)
    assert (counted.free, counted.taken, counted.waiting) == (0, 2, 2)
    assert mails("place_booked") == ["ann@example.org", "ben@example.org"]
    assert mails("on_waiting_list") == ["cas@example.org", "dee@example.org"]


def test_the_same_person_again_is_the_same_booking(session):
    first = asks(session, "Ann")
    for name, email in (("ann", "ANN@example.org"), (" Ann ", "ann+x@example.org")):
        again = asks(session, name, email=email)
        assert again.booking == first.booking and again.became == Became.PLACE
    assert Booking.objects.count() == 1
    assert asks(session, "Bo", email="ann@example.org").became == Became.PLACE  # one contact, two
    assert Booking.objects.count() == 2


def test_sixty_presses_send_few_mails(session):
    for _ in range(60):
        asks(session, "Ann")
    assert Booking.objects.count() == 1
    assert len(mails("place_booked")) == 4  # once, and three times more that day


def test_a_place_given_back_on_a_friday_is_kept_until_five_on_tuesday(session, travel):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    first, second = asks(session, "Cas"), asks(session, "Dee")
    travel(days=4)  # Friday 5 June
    assert actions.cancel(booking=held.booking, by=ANYBODY)
    assert (state_of(first), state_of(second)) == (B.OFFERED, B.WAITING)
    until = timezone.localtime(Booking.objects.get(pk=first.booking.pk).offer_expires)
    assert f"{until:%A %H:%M}" == "Tuesday 17:00"
    assert asks(session, "Eve").became == Became.WAITING  # a kept place is taken
    travel(days=4, hours=5, minutes=59)  # Tuesday, 4:59pm in London
    assert actions.lapse_offers() == ""
    travel(minutes=1)
    assert actions.lapse_offers() == "1 offers ended"
    assert actions.lapse_offers() == ""
    assert (state_of(first), state_of(second)) == (B.LAPSED, B.OFFERED)
    assert mails("offer_ended") == ["cas@example.org"]
    assert mails("place_offered") == ["cas@example.org", "dee@example.org"]


def test_whoever_is_late_is_told_so_and_joins_at_the_end(session, travel):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    late, next_one = asks(session, "Cas"), asks(session, "Dee")
    actions.cancel(booking=held.booking, by=ANYBODY)
    travel(days=3)
    assert not actions.take(booking=late.booking, by=ANYBODY)  # before any work of the clock
    actions.lapse_offers()
    assert actions.take(booking=next_one.booking, by=ANYBODY)
    assert actions.take(booking=next_one.booking, by=ANYBODY)  # a second press
    again = asks(session, "Cas")
    assert again.became == Became.WAITING and again.booking != late.booking


def test_no_thank_you_goes_to_the_next(session):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    first, second = asks(session, "Cas"), asks(session, "Dee")
    actions.cancel(booking=held.booking, by=ANYBODY)
    assert actions.decline(booking=first.booking, by=ANYBODY)
    assert not actions.decline(booking=first.booking, by=ANYBODY)
    assert (state_of(first), state_of(second)) == (B.LEFT, B.OFFERED)


def test_more_places_are_offered_at_once_and_fewer_than_are_taken_are_refused(
    session, trainer, lead
):
    for name in ("Ann", "Ben", "Cas", "Dee"):
        asks(session, name)
    with pytest.raises(NotAllowed, match="2 people have a place"):
        actions.set_capacity(session=session, capacity=1, by=trainer.user)
    actions.set_capacity(session=session, capacity=3, by=trainer.user)
    assert mails("place_offered") == ["cas@example.org"]
    assert places.of(Session.objects.get()).free == 0


def test_nothing_is_offered_that_nobody_could_still_take(session, travel):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    waits = asks(session, "Cas")
    travel(days=14, hours=21, minutes=30)  # 8:30am on the day: an hour and a half before
    actions.cancel(booking=held.booking, by=ANYBODY)
    assert state_of(waits) == B.WAITING


def test_an_offer_ends_two_hours_before_the_start_at_the_latest(session, travel):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    waits = asks(session, "Cas")
    travel(days=14)  # Monday before the Tuesday
    actions.cancel(booking=held.booking, by=ANYBODY)
    expires = Booking.objects.get(pk=waits.booking.pk).offer_expires
    assert session.starts_at - expires == datetime.timedelta(hours=2)


def test_without_e_mail_the_time_begins_when_they_are_reached(session, travel):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    rung = asks(session, "Cas", email="", phone="01134960000")
    actions.cancel(booking=held.booking, by=ANYBODY)
    travel(days=4)
    actions.lapse_offers()
    assert state_of(rung) == B.OFFERED  # nobody has rung yet
    clock_starts(booking=rung.booking)
    assert Booking.objects.get(pk=rung.booking.pk).offer_expires is not None
    assert actions.take(booking=rung.booking, by=ANYBODY)


def test_on_hold_keeps_every_place_and_turn_and_offers_stop(session, travel, trainer):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    first, second = asks(session, "Cas"), asks(session, "Dee")
    actions.cancel(booking=held.booking, by=ANYBODY)
    day = datetime.date(2026, 6, 8)
    actions.hold(session=session, reason="No room", look_again_on=day, by=trainer.user)
    assert set(mails("session_on_hold")) == {f"{n}@example.org" for n in ("ben", "cas", "dee")}
    travel(days=7)
    actions.lapse_offers()
    assert (state_of(first), state_of(second)) == (B.OFFERED, B.WAITING)
    session.course.staff_needed = session.course.volunteers_needed = 0
    session.course.save()
    actions.reopen(session=session, by=trainer.user)
    assert (state_of(first), state_of(second)) == (B.OFFERED, B.WAITING)
    until = timezone.localtime(Booking.objects.get(pk=first.booking.pk).offer_expires)
    assert f"{until:%A %-d %B}" == "Wednesday 10 June"
    assert actions.take(booking=first.booking, by=ANYBODY)


def test_cancelled_tells_everybody_and_gives_no_place_any_more(session, lead):
    for name in ("Ann", "Ben", "Cas"):
        asks(session, name)
    actions.cancel_session(session=session, reason="The trainer is ill", by=lead.user)
    assert len(mails("session_cancelled")) == 3
    assert set(Booking.objects.values_list("state", flat=True)) == {B.STOPPED}
    with pytest.raises(actions.NotOpen):
        asks(session, "Dee")
    with pytest.raises(NotAllowed):
        actions.cancel_session(session=session, reason="Again", by=lead.user)


def test_needs_stand_apart_and_go_thirty_days_after(session):
    booked = asks(session, "Ann", needs=["bsl", "else"], needs_words="A quiet room")
    row = BookingNeeds.objects.get(booking=booked.booking)
    assert row.in_words == ["A BSL interpreter", "A quiet room"]
    assert row.purge_on == datetime.date(2026, 7, 16)
    actions.change_needs(booking=booked.booking, needs=[], words="")
    assert not BookingNeeds.objects.exists()


def test_the_database_refuses_the_same_person_twice_on_its_own(session):
    booking = asks(session, "Ann").booking
    booking.pk, booking.public_id = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        booking.save()
