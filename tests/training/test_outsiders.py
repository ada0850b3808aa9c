"""What two people found who tried training without knowing it: news that did not reach somebody
who was moved, offers that stood for ever or outlived their session, a stranger with a number."""

import datetime
import html
import re

import pytest
from django.urls import reverse

from apps.core import site_settings
from apps.core.outgoing import OutgoingMail
from apps.publishing.models import RingTask
from apps.publishing.workflow import NotAllowed
from apps.training import actions, due, links
from apps.training.actions import presenting, staff
from apps.training.actions.offering import clock_starts
from apps.training.models import Booking, BookingNeeds, Session
from tests.training.conftest import ANYBODY, asks, state_of

B = Booking.State
PHONE = {"email": "", "phone": "01134960000"}
STEP = {
    "step": "check", "answered": "who describes needs", "name": "Cas Example", "email": "",
    "phone": "0113 496 0000", "describes": "not_said",
}  # fmt: skip


def mails(kind):
    rows = OutgoingMail.objects.filter(kind=kind).order_by("pk")
    return list(rows.values_list("recipient", flat=True))


def books(visitor, session):
    address = reverse("training:book", args=[session.reference])
    return visitor.post(address, STEP, follow=True)


@pytest.mark.parametrize("questions", [False, True])
def test_a_name_and_a_number_open_nobodys_booking(session, visitor, trainer, questions):
    if questions:
        site_settings.store(name="equality_questions", value="yes")
    first = books(visitor, session)
    if questions:
        first = visitor.post(first.request["PATH_INFO"], {"skip": ""}, follow=True)
    booking = Booking.objects.get()
    own = links.of_booking(booking).partition("/bookings/")[2]
    assert own in first.content.decode()
    again = books(visitor, session)
    if questions:
        again = visitor.post(again.request["PATH_INFO"], {"skip": ""}, follow=True)
    page = again.content.decode()
    assert "You have booked a place" in page and "We ring you" in page
    assert "/bookings/" not in page and "Cas Example" not in page
    assert Booking.objects.count() == 1
    books(visitor, session)
    call = RingTask.objects.open().get()  # once a day
    said = trainer.get("/staff/ring/").content.decode()
    assert "booked once more with their name and number" in said
    trainer.post("/staff/ring/", {"call": str(call.pk), "do": "reached"})


def test_whoever_was_moved_hears_of_an_offer_there_too(session, beside, trainer):
    first, second = asks(session, "Ann"), asks(session, "Ben")
    there = asks(beside, "Fay")
    moved = asks(session, "Cas")
    actions.cancel(booking=first.booking, by=ANYBODY)
    staff.move(booking=moved.booking, to=beside, join_list=True, by=trainer.user)
    assert state_of(moved) == B.WAITING
    actions.cancel(booking=there.booking, by=ANYBODY)
    assert state_of(moved) == B.OFFERED
    assert mails("place_offered") == ["cas@example.org"] * 2
    assert actions.take(booking=moved.booking, by=ANYBODY)
    assert mails("place_booked")[-1] == "cas@example.org"
    assert state_of(second) == B.CONFIRMED


def test_there_and_back_and_there_again_is_told_three_times(session, beside, travel, trainer):
    mover = asks(session, "Ann").booking
    for to in (beside, session, beside):
        travel(minutes=1)
        mover = staff.move(booking=mover, to=to, join_list=False, by=trainer.user)
    assert mails("place_moved") == ["ann@example.org"] * 3


def test_the_first_news_of_each_session_reaches_whoever_was_moved(session, beside, trainer):
    mover = asks(session, "Ann").booking

    def put_off(row):
        later = row.ends_at + datetime.timedelta(hours=1)
        actions.change(session=row, answers={"ends_at": later}, by=trainer.user)

    put_off(session)
    staff.move(booking=mover, to=beside, join_list=False, by=trainer.user)
    put_off(beside)
    assert mails("session_changed") == ["ann@example.org"] * 2


def test_a_full_session_takes_nobody_unasked(session, beside, trainer):
    mover, _there = asks(session, "Ann"), asks(beside, "Fay")
    address = reverse("training:person-move", args=[session.reference, mover.booking.pk])
    page = trainer.post(address, {"to": str(beside.pk)}, follow=True).content.decode()
    assert "That session is full" in page and state_of(mover) == B.CONFIRMED
    page = trainer.post(address, {"to": str(beside.pk), "join": "on"}, follow=True)
    assert "They have no place." in page.content.decode() and state_of(mover) == B.WAITING
    Session.objects.filter(pk=beside.pk).update(waiting_cap=1)
    other = asks(session, "Ben")
    with pytest.raises(NotAllowed, match="nobody more can wait"):
        staff.move(booking=other.booking, to=beside, join_list=True, by=trainer.user)
    assert state_of(other) == B.CONFIRMED


def test_an_offer_by_phone_begins_again_after_a_session_on_hold(session, trainer):
    session.course.staff_needed = session.course.volunteers_needed = 0
    session.course.save()
    first, _ben, rung = asks(session, "Ann"), asks(session, "Ben"), asks(session, "Cas", **PHONE)
    next_one = asks(session, "Dee")
    actions.cancel(booking=first.booking, by=ANYBODY)
    call = RingTask.objects.open().get()
    trainer.post("/staff/ring/", {"call": str(call.pk), "do": "reached"})
    assert Booking.objects.get(pk=rung.booking.pk).offer_expires is not None
    actions.hold(session=session, reason="Snow", look_again_on=None, by=trainer.user)
    page = trainer.get("/staff/ring/").content.decode()
    assert "It is on hold" in page and "Ask whether they want it" not in page
    clock_starts(booking=rung.booking)  # whoever is rung meanwhile: it stays stopped
    assert Booking.objects.get(pk=rung.booking.pk).offer_expires is None
    actions.reopen(session=session, by=trainer.user)
    for call in list(RingTask.objects.open()):
        trainer.post("/staff/ring/", {"call": str(call.pk), "do": "reached"})
    until = Booking.objects.get(pk=rung.booking.pk).offer_expires
    assert until is not None
    actions.decline(booking=rung.booking, by=ANYBODY)
    assert state_of(next_one) == B.OFFERED


def test_on_hold_the_page_keeps_what_was_offered(session, visitor, trainer):
    first, _ben, waits = asks(session, "Ann"), asks(session, "Ben"), asks(session, "Cas")
    actions.cancel(booking=first.booking, by=ANYBODY)
    actions.hold(session=session, reason="Snow", look_again_on=None, by=trainer.user)
    page = visitor.get(links.of_booking(waits.booking)).content.decode()
    assert "The place that was offered to you is kept" in page
    assert "Leave the waiting list" not in page


def test_needs_are_kept_for_a_session_that_is_put_off(session, beside, travel, trainer):
    asks(session, "Ann", needs=["bsl"])
    moved = asks(session, "Ben", needs=["bsl"])
    later = datetime.timedelta(days=200)
    actions.change(
        session=session, by=trainer.user,
        answers={"starts_at": session.starts_at + later, "ends_at": session.ends_at + later},
    )  # fmt: skip
    staff.move(booking=moved.booking, to=beside, join_list=False, by=trainer.user)
    days = dict(BookingNeeds.objects.values_list("booking__name", "purge_on"))
    until = datetime.timedelta(days=30)
    assert days["Ann"] == (session.ends_at + later + until).date()
    assert days["Ben"] == (beside.ends_at + until).date()
    travel(days=60)
    due.erase()
    assert BookingNeeds.objects.filter(booking__name="Ann").exists()


def test_an_offer_ends_before_a_session_that_was_brought_forward(session, trainer):
    first, _ben, waits = asks(session, "Ann"), asks(session, "Ben"), asks(session, "Cas")
    actions.cancel(booking=first.booking, by=ANYBODY)
    sooner = datetime.datetime(2026, 6, 3, 9, tzinfo=datetime.UTC)
    actions.change(
        session=session, by=trainer.user,
        answers={"starts_at": sooner, "ends_at": sooner + datetime.timedelta(hours=3)},
    )  # fmt: skip
    found = Booking.objects.get(pk=waits.booking.pk)
    assert found.offer_expires == sooner - datetime.timedelta(hours=2)
    assert mails("place_offered") == ["cas@example.org"] * 2  # the second says the new hour


def test_two_windows_do_not_overwrite_each_other(session, trainer):
    address = reverse("training:session-edit", args=[session.reference])
    page = trainer.get(address).content.decode()
    typed = {
        "day_0": "16", "day_1": "6", "day_2": "2026", "starts": "10am", "ends": "1pm",
        "mode": "online", "place": "", "venue": "WINDOW ONE", "capacity": "5",
        "waiting_cap": "20",
        "edit_count": re.search(r'name="edit_count" value="(\d+)"', page)[1],
    }  # fmt: skip
    assert trainer.post(address, typed).status_code == 302
    refused = trainer.post(address, typed | {"venue": "WINDOW TWO", "capacity": "3"})
    said = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody else saved these details" in said and "Venue and address WINDOW ONE" in said
    assert 'value="WINDOW TWO"' in said
    session.refresh_from_db()
    assert (session.venue, session.capacity) == ("WINDOW ONE", 5)
    again = re.search(r'name="edit_count" value="(\d+)"', said)[1]
    typed |= {"venue": "WINDOW TWO", "capacity": "3", "edit_count": again}
    assert trainer.post(address, typed).status_code == 302
    for nonsense in ("", "x", "٣", "9" * 40):
        other = typed | {"edit_count": nonsense, "venue": "WINDOW THREE"}
        assert trainer.post(address, other).status_code == 409


def test_of_two_windows_each_changes_what_was_typed_in_it(session, trainer):
    """Capacity and the way to join in one, the venue in the other: all of it stands, unasked."""
    address = reverse("training:session-edit", args=[session.reference])
    opened = {
        name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])
        for page in [trainer.get(address).content.decode()]
        for name in ("edit_count", "opened_with")
    }
    typed = opened | {
        "day_0": "16", "day_1": "6", "day_2": "2026", "starts": "10am", "ends": "1pm",
        "mode": "online", "place": "", "venue": "", "capacity": "2", "waiting_cap": "20",
    }  # fmt: skip
    first = typed | {"capacity": "9", "joining_link": "https://meet.example.org/a"}
    assert trainer.post(address, first).status_code == 302
    assert trainer.post(address, typed | {"venue": "The hall"}).status_code == 302
    session.refresh_from_db()
    assert (session.venue, session.capacity) == ("The hall", 9)
    assert session.joining.link == "https://meet.example.org/a"

    both = typed | {"capacity": "4", "venue": "The hall"}
    refused = trainer.post(address, both)
    said = refused.content.decode()
    assert refused.status_code == 409 and "How many places? 9" in said
    assert "Link to join online https" not in said  # typed in one window alone
    again = {
        name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', said)[1])
        for name in ("edit_count", "opened_with")
    }
    assert trainer.post(address, both | again).status_code == 302
    session.refresh_from_db()
    assert (session.venue, session.capacity) == ("The hall", 4)
    assert session.joining.link == "https://meet.example.org/a"
    for nonsense in ("[]", "7", "x", '{"capacity": 3}'):
        other = both | {"opened_with": nonsense, "capacity": "6"}
        assert trainer.post(address, other).status_code == 409


def test_nobody_is_asked_to_present_what_is_over(session, trainer):
    actions.cancel_session(session=session, reason="Too few", by=trainer.user)
    with pytest.raises(NotAllowed, match="is over"):
        presenting.ask(session=session, presenter=None, answers={}, by=trainer.user)
