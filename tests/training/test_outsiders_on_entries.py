"""What outsiders met who walked the whole of training: calendars, the last hours, people on hold,
and what two people do at once."""

import datetime
import html
import re

import icalendar
import pytest

from apps.core import outbox, versions
from apps.core.outgoing import OutgoingMail
from apps.publishing.models import RingTask
from apps.training import actions, due, links
from apps.training.actions import staff
from apps.training.models import Booking, Course, Interest, PresenterSlot, Session, SessionJoining
from tests.training.conftest import ANYBODY, asks, state_of

DESK = "/staff/training/S-2026-0001/"
B = Booking.State
PHONE = {"email": "", "phone": "01134960000"}


def sent(mailoutbox, to):
    """The mails that went to somebody since the last look, as (subject, text, calendar entry)."""
    outbox.send_waiting()
    found = []
    for message in mailoutbox:
        if message.to == [to]:
            files = [icalendar.Calendar.from_ical(file[1]) for file in message.attachments]
            found.append((message.subject, message.body, files[0] if files else None))
    mailoutbox.clear()
    return found


def entry(calendar):
    """(what it asks, its status, its number) of the one entry of a file."""
    (event,) = calendar.walk("VEVENT")
    assert str(event["ORGANIZER"]).startswith("mailto:")  # RFC 5546 asks for one
    return str(calendar["METHOD"]), str(event["STATUS"]), int(event["SEQUENCE"])


def later(session, hours=1):
    """Another hour for a session."""
    moved = session.starts_at + datetime.timedelta(hours=hours)
    return {"starts_at": moved, "ends_at": moved + datetime.timedelta(hours=3)}


def test_no_calendar_says_confirmed_for_whoever_has_no_place(session, trainer, mailoutbox):
    first, _second = asks(session, "Ann"), asks(session, "Ben")
    asks(session, "Cas")
    asks(session, "Dee")
    actions.cancel(booking=first.booking, by=ANYBODY)  # Cas is offered the place, Dee waits
    outbox.send_waiting()
    mailoutbox.clear()
    actions.change(session=session, answers=later(session), by=trainer.user)
    outbox.send_waiting()
    for who in ("cas", "dee"):
        (mail,) = [one for one in mailoutbox if one.to == [f"{who}@example.org"]]
        assert mail.attachments == [] and "calendar" not in mail.body
    ((_subject, body, calendar),) = sent(mailoutbox, "ben@example.org")
    assert entry(calendar)[:2] == ("PUBLISH", "CONFIRMED")
    assert "The attached file changes your calendar." in body


def test_a_move_onto_a_list_takes_the_entry_out_and_a_taken_offer_brings_it_back(
    session, beside, trainer, mailoutbox
):
    there, mine = asks(beside, "Ann"), asks(session, "Cas")
    ((_s, _b, calendar),) = sent(mailoutbox, "cas@example.org")
    numbers = [entry(calendar)[2]]
    staff.move(booking=mine.booking, to=beside, join_list=True, by=trainer.user)
    ((_s, body, calendar),) = sent(mailoutbox, "cas@example.org")
    method, status, number = entry(calendar)
    assert (method, status) == ("CANCEL", "CANCELLED") and "takes the earlier day out" in body
    numbers.append(number)
    actions.cancel(booking=there.booking, by=ANYBODY)
    (offered,) = sent(mailoutbox, "cas@example.org")
    actions.take(booking=Booking.objects.get(pk=mine.booking.pk), by=ANYBODY)
    (taken,) = sent(mailoutbox, "cas@example.org")
    assert offered[2] is None and entry(taken[2])[:2] == ("PUBLISH", "CONFIRMED")
    numbers.append(entry(taken[2])[2])
    actions.cancel(booking=Booking.objects.get(pk=mine.booking.pk), by=ANYBODY)
    ((_s, _b, calendar),) = sent(mailoutbox, "cas@example.org")
    numbers.append(entry(calendar)[2])
    assert numbers == sorted(set(numbers))  # each higher than the one before


def test_on_hold_is_tentative_and_back_is_confirmed_again(session, trainer, mailoutbox):
    asks(session, "Ann")
    sent(mailoutbox, "ann@example.org")
    when = datetime.date(2026, 6, 10)
    actions.hold(session=session, reason="Snow", look_again_on=when, by=trainer.user)
    ((_s, body, held),) = sent(mailoutbox, "ann@example.org")
    assert entry(held)[:2] == ("PUBLISH", "TENTATIVE") and "not certain" in body
    actions.move(session=session, step="bring_back", by=trainer.user)
    ((_s, _b, back),) = sent(mailoutbox, "ann@example.org")
    assert entry(back)[1] == "CONFIRMED" and entry(back)[2] > entry(held)[2]


def test_whoever_waited_is_sent_no_file_when_staff_cancel(session, trainer, mailoutbox):
    for name in ("Ann", "Ben", "Cas"):
        asks(session, name)
    sent(mailoutbox, "cas@example.org")
    actions.cancel_session(session=session, reason="Too few", by=trainer.user)
    ((_s, body, calendar),) = sent(mailoutbox, "cas@example.org")
    assert "Too few" in body and calendar is None and "calendar" not in body


def test_a_change_just_before_a_hold_is_told_too(session, trainer, mailoutbox):
    asks(session, "Ann")
    sent(mailoutbox, "ann@example.org")
    actions.change(session=session, answers={"venue": "The new hall"}, by=trainer.user)
    actions.hold(
        session=session, reason="Snow", look_again_on=datetime.date(2026, 6, 9), by=trainer.user
    )
    changed, held = sent(mailoutbox, "ann@example.org")
    assert changed[0].startswith("Changed") and "The new hall" in changed[1]
    assert held[0].startswith("On hold")


@pytest.mark.parametrize("state", ["waiting", "offered", "on hold", "left", "cancelled"])
def test_a_bookings_page_names_its_course_in_every_state(session, trainer, visitor, state):
    first, _second, third = (asks(session, name) for name in ("Ann", "Ben", "Cas"))
    if state in ("offered", "left"):
        actions.cancel(booking=first.booking, by=ANYBODY)
    if state == "left":
        actions.cancel(booking=Booking.objects.get(pk=third.booking.pk), by=ANYBODY)
    if state == "on hold":
        when = datetime.date(2026, 6, 9)
        actions.hold(session=session, reason="No heating", look_again_on=when, by=trainer.user)
    if state == "cancelled":
        actions.cancel_session(session=session, reason="Too few", by=trainer.user)
    page = visitor.get(links.of_booking(third.booking)).content.decode()
    assert "Working together" in page.partition("<main")[2]
    if state == "on hold":
        assert "No heating. We look at it again on 9 June 2026." in html.unescape(page)


def test_an_offer_that_waits_for_reopening_promises_a_mail(session, trainer, visitor):
    first, _second, third = (asks(session, name) for name in ("Ann", "Ben", "Cas"))
    actions.cancel(booking=first.booking, by=ANYBODY)
    when = datetime.date(2026, 6, 9)
    actions.hold(session=session, reason="Snow", look_again_on=when, by=trainer.user)
    actions.move(session=session, step="bring_back", by=trainer.user)
    page = visitor.get(links.of_booking(third.booking)).content.decode()
    assert "we write to you until when" in page and "talked with you" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Say when it is looked at again"),
        (
            {"look_again_on_0": "1", "look_again_on_1": "1", "look_again_on_2": "2020"},
            "day to come",
        ),
    ],
)
def test_on_hold_says_a_day_to_come(session, trainer, typed, sentence):
    refused = trainer.post(DESK + "hold/", {"reason": "Snow"} | typed)
    assert refused.status_code == 422 and sentence in refused.content.decode()
    session.refresh_from_db()
    assert session.state == Session.State.OPEN


def test_back_but_full_says_so_and_nobody_is_told_of_what_they_could_not_even_wait_for(
    session, trainer, mailoutbox
):
    for name in ("Ann", "Ben"):
        asks(session, name)
    Interest.objects.create(
        course=session.course, mailbox="ina@example.org", email="ina@example.org",
        asked_on=datetime.date(2026, 6, 1),
    )  # fmt: skip
    session.course.staff_needed = session.course.volunteers_needed = 0
    session.course.save()
    for waiting_cap, told in ((0, 0), (5, 1)):
        Session.objects.update(waiting_cap=waiting_cap)
        actions.move(session=session, step="close", by=trainer.user)
        actions.move(session=session, step="open", by=trainer.user)
        assert OutgoingMail.objects.filter(kind="course_back").count() == told
    ((_s, body, _c),) = sent(mailoutbox, "ina@example.org")
    assert "It is full at present: you can join the waiting list." in body


def test_a_message_sent_twice_is_told_once(session, trainer):
    asks(session, "Ann")
    page = trainer.get(DESK + "bookings/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    for _press in range(2):
        trainer.post(DESK + "message/", {"to": "all", "words": "Bring a coat", "once": once})
    assert OutgoingMail.objects.filter(kind="session_message").count() == 1


def test_a_lead_rings_whoever_has_no_e_mail_once_it_is_cancelled(
    session, lead, outsider, administrator, trainer
):
    asks(session, "Cas Example", **PHONE)
    asks(session, "Ann Example")
    due.remind()
    assert "Cas Example" not in lead.get("/staff/ring/").content.decode()
    said = administrator.post(DESK + "cancel/", {"reason": "No heating"}, follow=True)
    assert "1 person has to be rung" in said.content.decode()
    page = lead.get("/staff/ring/").content.decode()
    assert "Cas Example" in page and "01134960000" in page and "No heating" in page
    assert "/staff/training/" not in page.partition("<main")[2]  # those pages are not theirs
    assert f'href="{DESK}bookings/' in trainer.get("/staff/ring/").content.decode()
    assert "Ann Example" not in page
    lead.post("/staff/ring/", {"call": str(RingTask.objects.open().get().pk), "do": "reached"})
    assert not RingTask.objects.open().exists()


def test_one_person_is_not_asked_for_staff_and_for_volunteers(session, trainer):
    given = {"public_name": "Vee", "kind": "volunteer", "email": "vee@example.org"}
    trainer.post(DESK + "presenters/", given)
    refused = trainer.post(
        DESK + "presenters/", {**given, "kind": "staff", "email": "VEE@example.org"}
    )
    assert refused.status_code == 422 and "same address or number" in refused.content.decode()
    assert PresenterSlot.objects.count() == 1


def test_whoever_presents_sees_how_to_join_from_the_day_before(session, travel, trainer, visitor):
    given = {"public_name": "Vee", "kind": "volunteer", "phone": "01134960000"}
    trainer.post(DESK + "presenters/", given)
    SessionJoining.objects.create(session=session, link="https://meet.example.org/room")
    slot = PresenterSlot.objects.get()
    own = links.of_slot(slot)
    assert own in trainer.get(DESK).content.decode()  # to be read to somebody without e-mail
    visitor.post(own, {"said": "accept"})
    assert "meet.example.org" not in visitor.get(own).content.decode()
    travel(days=14)
    page = visitor.get(own).content.decode()
    assert "meet.example.org/room" in page and "calendar.ics" in page
    visitor.post(own, {"said": "leave"})
    assert "meet.example.org" not in visitor.get(own).content.decode()


def test_a_mail_names_the_day_from_which_somebody_was_moved_even_if_that_day_changes(
    session, beside, trainer, mailoutbox
):
    mine = asks(session, "Cas")
    sent(mailoutbox, "cas@example.org")
    staff.move(booking=mine.booking, to=beside, join_list=False, by=trainer.user)
    actions.change(session=session, answers=later(session), by=trainer.user)
    ((_s, body, _c),) = sent(mailoutbox, "cas@example.org")
    assert "Until now it was for 10am to 1pm, Tuesday 16 June 2026." in body


def test_whoever_presents_reads_in_the_subject_what_happened(session, trainer, mailoutbox):
    given = {"public_name": "Vee", "kind": "volunteer", "email": "vee@example.org"}
    trainer.post(DESK + "presenters/", given)
    sent(mailoutbox, "vee@example.org")
    actions.cancel_session(session=session, reason="Too few", by=trainer.user)
    ((subject, _b, _c),) = sent(mailoutbox, "vee@example.org")
    assert subject.startswith("Cancelled: Working together")


def test_mails_to_whoever_has_no_place_speak_of_none(session, beside, travel, trainer, mailoutbox):
    asks(beside, "Ann")
    mine, _other, waits = (asks(session, name) for name in ("Mae", "Ben", "Cas"))
    sent(mailoutbox, "cas@example.org")
    actions.change(session=session, answers=later(session), by=trainer.user)
    ((_s, body, _c),) = sent(mailoutbox, "cas@example.org")
    assert "your place" not in body and "you can’t come any more" in body
    staff.move(booking=waits.booking, to=beside, join_list=True, by=trainer.user)
    ((_s, body, calendar),) = sent(mailoutbox, "cas@example.org")
    assert "You were booked" not in body and "Until now it was for 11am" in body
    assert calendar is None and "no place free on the new day" in body
    actions.set_capacity(session=beside, capacity=3, by=trainer.user)  # offered to Cas
    sent(mailoutbox, "cas@example.org")
    staff.move(
        booking=Booking.objects.get(pk=waits.booking.pk), to=session, join_list=True,
        by=trainer.user,
    )  # fmt: skip
    actions.cancel(booking=mine.booking, by=ANYBODY)
    assert state_of(waits) == B.OFFERED
    sent(mailoutbox, "cas@example.org")
    travel(minutes=1)
    staff.move(
        booking=Booking.objects.get(pk=waits.booking.pk), to=beside, join_list=False,
        by=trainer.user,
    )  # fmt: skip
    ((_s, body, calendar),) = sent(mailoutbox, "cas@example.org")
    assert entry(calendar)[:2] == ("PUBLISH", "CONFIRMED") and "puts it into your" in body


def test_whoever_is_offered_a_place_and_books_it_has_it(session, trainer):
    first, _second, third = (asks(session, name) for name in ("Ann", "Ben", "Cas"))
    actions.cancel(booking=first.booking, by=ANYBODY)
    assert state_of(third) == B.OFFERED
    actions.set_capacity(session=session, capacity=5, by=trainer.user)
    again = asks(session, "Cas")
    assert again.again and again.became.name == "PLACE" and state_of(third) == B.CONFIRMED


def test_what_is_no_longer_current_is_in_no_list(session, visitor):
    Course.objects.update(state="archived", archived_reason="Over")
    versions.raise_public()
    assert "S-2026-0001" not in visitor.get("/training/").content.decode()
    assert b"VEVENT" not in visitor.get("/feeds/training.ics").content
    page = visitor.get(session.get_absolute_url()).content.decode()
    assert "can’t be booked here any more" in page
