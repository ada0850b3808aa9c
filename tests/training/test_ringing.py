"""Somebody with a phone number alone: every message is a call, an offer waits for it, and they keep
their place."""

from apps.publishing.models import RingTask
from apps.training import actions
from apps.training.models import Booking, Interest
from tests.training.conftest import ANYBODY, asks

PHONE = {"email": "", "phone": "01134960000"}


def ring(person, do="", call=None):
    """The list of calls, after a button of one was pressed."""
    if do:
        task = call or RingTask.objects.open().get()
        person.post("/staff/ring/", {"call": str(task.pk), "do": do})
    return person.get("/staff/ring/").content.decode()


def test_offered_by_a_call_and_kept(session, travel, trainer, outsider):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    rung = asks(session, "Cas Example", **PHONE)
    assert not RingTask.objects.exists()  # they read it on the page
    actions.cancel(booking=held.booking, by=ANYBODY)
    page = ring(trainer)
    assert "Cas Example" in page and "01134960000" in page and "A place is free" in page
    travel(days=5)
    actions.lapse_offers()
    ring(trainer, "reached")
    booking = Booking.objects.get(pk=rung.booking.pk)
    assert booking.is_offered and booking.offer_expires is not None
    taken = actions.take(booking=booking, by=trainer.user)
    assert taken
    assert "Cas Example" not in ring(trainer)


def test_after_two_tries_their_time_begins_all_the_same(session, travel, trainer):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    rung = asks(session, "Cas", **PHONE)
    actions.cancel(booking=held.booking, by=ANYBODY)
    ring(trainer, "no-answer")
    assert Booking.objects.get(pk=rung.booking.pk).offer_expires is None
    travel(days=1)
    ring(trainer, "no-answer")
    assert Booking.objects.get(pk=rung.booking.pk).offer_expires is not None
    travel(days=3)
    actions.lapse_offers()
    assert Booking.objects.get(pk=rung.booking.pk).state == Booking.State.LAPSED


def test_reminders_changes_and_the_end_are_calls_too(session, travel, trainer):
    from apps.training import due  # noqa: PLC0415 - only here

    asks(session, "Cas", **PHONE)
    travel(days=8)
    assert due.remind() == "1 reminders left"
    assert due.remind() == ""
    assert "A reminder" in ring(trainer)
    actions.cancel_session(session=session, reason="The room burnt", by=trainer.user)
    page = ring(trainer)
    assert "It is cancelled" in page and "The room burnt" in page
    assert "A reminder" not in page  # it no longer holds


def test_whoever_asked_after_a_course_is_rung_and_forgotten(session, visitor, trainer, course):
    type(course).objects.update(staff_needed=0, volunteers_needed=0)
    type(session).objects.update(state="scheduled")
    visitor.post("/training/working-together/interest/", {"how": "phone", "phone": "0113 496 0000"})
    actions.move(session=session, step="open", by=trainer.user)
    assert "They asked to hear when they can book" in ring(trainer)
    ring(trainer, "reached")
    assert not Interest.objects.exists()


def test_nobody_else_reads_their_number(session, travel, curator, outsider):
    held, _other = asks(session, "Ann"), asks(session, "Ben")
    asks(session, "Cas", **PHONE)
    actions.cancel(booking=held.booking, by=ANYBODY)
    for person in (curator, outsider):
        assert "01134960000" not in person.get("/staff/ring/").content.decode()
