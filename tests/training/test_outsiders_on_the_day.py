"""What outsiders found about the day itself, the calendar, and whoever keeps a session: needs that
vanished with a tick, an entry twice in a calendar, calls about another session."""

import datetime
import re

import pytest
from django.urls import reverse

from apps.core.outgoing import OutgoingMail
from apps.publishing.models import RingTask
from apps.publishing.workflow import NotAllowed
from apps.training import actions, calendar, links
from apps.training.actions import staff
from apps.training.models import Booking, BookingNeeds, Session, SessionJoining
from tests.training.conftest import ANYBODY, START, asks, state_of
from tests.training.test_outsiders import PHONE, books, mails

B = Booking.State
DESK = "/staff/training/S-2026-0001/"


def comes_back(person):
    """Signed in again, days later."""
    person.force_login(person.user, backend="apps.accounts.backends.RoleBackend")


def entry(booking):
    """(name, number, method) of a calendar file of a booking."""
    text = calendar.of_booking(Booking.objects.get(pk=booking.pk)).decode()
    found = (re.search(rf"{name}:(.+?)\r\n", text) for name in ("UID", "SEQUENCE", "METHOD"))
    uid, number, method = (match[1] for match in found)
    return uid, int(number), method


def test_needs_stay_once_somebody_is_ticked(session, travel, trainer):
    booking = asks(session, "Amy", needs=["bsl"]).booking
    travel(days=15)
    actions.tick(booking=booking, came=True, by=trainer.user)
    comes_back(trainer)
    for page in ("needs/", "register/sheet/"):
        assert "A BSL interpreter" in trainer.get(DESK + page).content.decode()


def test_whoever_is_ticked_and_books_again_is_the_same(session, travel, trainer, visitor):
    booking = asks(session, "Amy").booking
    travel(days=14, hours=22)
    actions.tick(booking=booking, came=True, by=trainer.user)
    again = asks(session, "Amy")
    assert again.booking == booking and again.again
    assert Booking.objects.count() == 1


def test_one_name_however_its_signs_are_typed(session):
    first = asks(session, "Pat O'Neil", email="pat@example.org")
    assert asks(session, "Pat O’Neil", email="pat@example.org").booking == first.booking


def test_needs_go_with_the_place(session, trainer):
    first, second = asks(session, "Ann", needs=["bsl"]), asks(session, "Ben", needs=["bsl"])
    waits = asks(session, "Cas", needs=["bsl"])
    actions.cancel(booking=first.booking, by=ANYBODY)
    actions.decline(booking=waits.booking, by=ANYBODY)
    staff.stop(booking=second.booking, by=trainer.user)
    assert not BookingNeeds.objects.exists()


def test_a_calendar_holds_a_booking_once_through_a_move_and_its_end(session, beside, trainer):
    booking = asks(session, "Ann").booking
    actions.change(session=session, answers={"venue": "Room 2"}, by=trainer.user)
    uid, number, _method = entry(booking)
    staff.move(booking=booking, to=beside, join_list=False, by=trainer.user)
    assert entry(booking)[0] == uid and entry(booking)[1] > number
    number = entry(booking)[1]
    staff.move(booking=booking, to=session, join_list=False, by=trainer.user)
    assert entry(booking)[1] > number
    number = entry(booking)[1]
    actions.cancel(booking=booking, by=ANYBODY)
    assert entry(booking) == (uid, number + 1, "CANCEL")


def test_the_page_after_booking_gives_the_entry_of_the_mail(session, visitor):
    address = reverse("training:book", args=[session.reference])
    typed = {
        "step": "check", "answered": "who describes needs", "name": "Ann", "phone": "",
        "email": "ann@example.org", "describes": "not_said",
    }  # fmt: skip
    page = visitor.post(address, typed, follow=True).content.decode()
    link = re.search(r'href="(/booked/[^"]+/calendar\.ics)"', page)[1]
    text = visitor.get(link).content.decode()
    booking = Booking.objects.get()
    assert entry(booking)[0] in text and "/bookings/" not in text
    actions.cancel(booking=booking, by=ANYBODY)
    assert visitor.get(link).status_code == 404


def test_calls_and_mails_about_a_session_go_when_somebody_is_moved(session, beside, trainer):
    session.course.staff_needed = session.course.volunteers_needed = 0
    session.course.save()
    rung = asks(session, "Cas", **PHONE).booking
    actions.hold(session=session, reason="Snow", look_again_on=None, by=trainer.user)
    actions.move(session=session, step="bring_back", by=trainer.user)
    asks(beside, "Fay")
    staff.move(booking=rung, to=beside, join_list=True, by=trainer.user)
    said = trainer.get("/staff/ring/").content.decode()
    assert "It is back on" not in said
    assert "There is no place free there: they are on its waiting list." in said


def test_what_is_said_of_an_offer_is_entered_on_the_booking(session, trainer, outsider):
    first, second = asks(session, "Ann"), asks(session, "Ben")
    rung, next_one = asks(session, "Cas", **PHONE), asks(session, "Dee", **PHONE)
    actions.cancel(booking=first.booking, by=ANYBODY)
    page = f"{DESK}bookings/{rung.booking.pk}/"
    assert page in trainer.get("/staff/ring/").content.decode()
    call = RingTask.objects.open().get()
    trainer.post("/staff/ring/", {"call": str(call.pk), "do": "reached"})
    assert "They take it" in trainer.get(page).content.decode()
    assert outsider.post(page + "offer/", {"said": "yes"}).status_code == 404
    said = trainer.post(page + "offer/", {"said": "yes"}, follow=True).content.decode()
    assert "The place is theirs." in said and state_of(rung) == B.CONFIRMED
    actions.cancel(booking=second.booking, by=ANYBODY)
    page = f"{DESK}bookings/{next_one.booking.pk}/"
    said = trainer.post(page + "offer/", {"said": "no"}, follow=True).content.decode()
    assert "It goes to the next in line." in said and state_of(next_one) == B.LEFT
    said = trainer.post(page + "offer/", {"said": "no"}, follow=True).content.decode()
    assert "no place is kept for them any more" in said


def test_two_of_one_name_who_walk_in_are_asked_about(session, travel, trainer):
    travel(days=15)
    actions.walk_in(session=session, name="Sam Walk", by=trainer.user)
    comes_back(trainer)
    page = trainer.post(DESK + "register/walk-in/", {"name": "sam walk"})
    assert page.status_code == 422 and "what tells them apart" in page.content.decode()
    with pytest.raises(NotAllowed):
        actions.walk_in(session=session, name="Sam Walk", by=trainer.user)
    actions.walk_in(session=session, name="Sam Walk B", by=trainer.user)
    assert Booking.objects.count() == 2


def test_a_closed_register_has_no_buttons(session, travel, trainer):
    booking = asks(session, "Ann").booking
    travel(days=16)
    actions.tick(booking=booking, came=True, by=trainer.user)
    actions.close_register(session=session, by=trainer.user)
    comes_back(trainer)
    page = trainer.get(DESK + "register/").content.decode()
    assert "Came" in page and "Undo" not in page and "Add them" not in page


def test_booking_that_opens_later_says_when(session, visitor):
    Session.objects.update(booking_opens_on=datetime.date(2026, 6, 10))
    for page in ("/training/", session.get_absolute_url()):
        said = visitor.get(page).content.decode()
        assert "Booking opens on 10 June 2026" in said and "Booking has closed" not in said


def test_a_session_that_runs_is_not_past(session, travel, visitor):
    travel(days=14, hours=23, minutes=30)
    assert "Under way" in visitor.get("/training/").content.decode()


def test_another_way_to_join_is_told_once_it_is_shown(session, travel, trainer):
    asks(session, "Ann")
    page = trainer.get(DESK + "edit/").content.decode()
    typed = {
        "day_0": "16", "day_1": "6", "day_2": "2026", "starts": "10am", "ends": "1pm",
        "mode": "online", "capacity": "2", "waiting_cap": "20",
        "joining_link": "https://meet.example.org/a",
        "edit_count": re.search(r'name="edit_count" value="(\d+)"', page)[1],
    }  # fmt: skip
    assert trainer.post(DESK + "edit/", typed).status_code == 302
    assert mails("session_changed") == []  # nobody has seen it
    travel(days=14, hours=12)
    comes_back(trainer)
    typed |= {"joining_link": "https://meet.example.org/b"}
    typed["edit_count"] = str(int(typed["edit_count"]) + 1)
    for _press in range(2):
        assert trainer.post(DESK + "edit/", typed).status_code in (302, 409)
    assert mails("session_changed") == ["ann@example.org"]
    actions.hold(session=session, reason="Snow", look_again_on=None, by=trainer.user)
    assert SessionJoining.objects.get().link == "https://meet.example.org/b"


def test_on_hold_nobody_is_shown_how_to_join(session, travel, visitor, trainer):
    booking = asks(session, "Ann").booking
    SessionJoining.objects.create(session=session, link="https://meet.example.org/a")
    travel(days=14, hours=12)
    assert "meet.example.org" in visitor.get(links.of_booking(booking)).content.decode()
    actions.hold(session=session, reason="Snow", look_again_on=None, by=trainer.user)
    assert "meet.example.org" not in visitor.get(links.of_booking(booking)).content.decode()


def test_taking_a_place_of_what_is_cancelled_says_the_truth(session, visitor, trainer):
    first, _ben, waits = asks(session, "Ann"), asks(session, "Ben"), asks(session, "Cas")
    actions.cancel(booking=first.booking, by=ANYBODY)
    actions.cancel_session(session=session, reason="Too few", by=trainer.user)
    page = visitor.post(links.of_booking(waits.booking), {"do": "take"}, follow=True)
    said = page.content.decode()
    assert "This session is cancelled" in said and "went to the next in line" not in said


def test_a_lead_finds_what_to_cancel_and_no_names(session, lead, contributor, trainer):
    asks(session, "Ann Example")
    page = lead.get("/staff/training/cancel/").content.decode()
    assert f"{DESK}cancel/" in page and "Ann Example" not in page
    assert "/staff/training/cancel/" in lead.get("/staff/").content.decode()
    assert "/staff/training/cancel/" not in trainer.get("/staff/").content.decode()
    assert contributor.get("/staff/training/cancel/").status_code == 404
    session.starts_at, session.ends_at = START - datetime.timedelta(days=90), START
    assert lead.get("/staff/training/cancel/?page=x").status_code == 200


def test_whoever_was_offered_a_place_can_be_written_to(session, trainer):
    first, _ben, _cas = asks(session, "Ann"), asks(session, "Ben"), asks(session, "Cas")
    actions.cancel(booking=first.booking, by=ANYBODY)
    said = trainer.post(DESK + "message/", {"to": "offered", "words": "Hello"}, follow=True)
    assert "1 person is told" in said.content.decode()
    assert OutgoingMail.objects.filter(kind="session_message").count() == 1


def test_somebody_booked_by_phone_sees_their_link_once(session, visitor):
    assert "/bookings/" in books(visitor, session).content.decode()
    assert "/bookings/" not in books(visitor, session).content.decode()
