"""What the clock does: reminders once each, and what is erased when its time is over."""

import datetime

from apps.core import outbox
from apps.core.outgoing import OutgoingMail
from apps.involvement.models import RatingCode, RatingRound
from apps.training import actions, due
from apps.training.models import Booking, BookingNeeds, Interest, Session
from tests.training.conftest import asks


def left(kind):
    """To whom a kind of mail was left."""
    rows = OutgoingMail.objects.filter(kind=kind).order_by("pk")
    return list(rows.values_list("recipient", flat=True))


def test_reminders_a_week_and_a_day_before_each_once(session, travel):
    asks(session, "Ann")
    travel(days=7)
    assert due.remind() == ""  # eight days before
    travel(days=1)
    assert due.remind() == "1 reminders left"
    assert due.remind() == ""
    asks(session, "Ben")  # needs none in a week any more
    travel(days=6)
    assert due.remind() == "2 reminders left"
    assert left("session_reminder") == ["ann@example.org"]
    assert left("session_tomorrow") == ["ann@example.org", "ben@example.org"]


def test_a_clock_that_stood_still_reminds_later_and_never_of_one_on_hold(session, travel, trainer):
    asks(session, "Ann")
    travel(days=10)
    due.remind()
    assert left("session_reminder") == ["ann@example.org"]
    actions.hold(session=session, reason="No room", look_again_on=None, by=trainer.user)
    travel(days=4)
    due.remind()
    assert left("session_tomorrow") == []


def test_how_to_join_stands_in_the_mail_of_the_day_before(session, travel, mailoutbox):
    from apps.training.models import SessionJoining  # noqa: PLC0415 - only here

    SessionJoining.objects.create(session=session, link="https://meet.example.org/secret-room")
    asks(session, "Ann")
    outbox.send_waiting()
    travel(days=8)
    due.remind()
    outbox.send_waiting()
    travel(days=6)
    due.remind()
    outbox.send_waiting()
    booked, week, tomorrow = mailoutbox
    assert "secret-room" in tomorrow.body and "secret-room" not in booked.body + week.body
    name, content, type_ = booked.attachments[0]
    assert (name, type_) == ("session.ics", "text/calendar; method=PUBLISH")
    assert "BEGIN:VEVENT" in str(content)


def test_whoever_came_is_thanked_and_gets_a_code_that_nothing_joins(
    session, travel, trainer, mailoutbox
):
    ann, _ben = asks(session, "Ann").booking, asks(session, "Ben")
    outbox.send_waiting()
    travel(days=15, hours=2)
    actions.tick(booking=ann, came=True, by=trainer.user)
    actions.close_register(session=session, by=trainer.user)
    assert not RatingCode.objects.exists()  # drawn when it is sent
    outbox.send_waiting()
    outbox.send_waiting()
    felt = [mail for mail in mailoutbox if "/rate/" in mail.body]
    assert len(felt) == 1 and felt[0].to == ["ann@example.org"]
    assert "Working together" not in felt[0].subject + felt[0].body
    assert RatingRound.objects.get().issued == 1
    row = OutgoingMail.objects.get(kind="session_how_it_felt")
    assert set(row.ids) == {"round"}


def test_needs_go_after_thirty_days_names_after_six_months_counts_stay(session, travel):
    asks(session, "Ann", needs=["bsl"])
    Interest.objects.create(
        course=session.course, mailbox="x", email="x@example.org",
        asked_on=datetime.date(2026, 6, 1),
    )  # fmt: skip
    travel(days=44)
    due.erase()
    assert BookingNeeds.objects.exists()
    travel(days=1)
    assert due.erase() == "1 needs erased"
    assert Booking.objects.get().name == "Ann"
    travel(days=155)  # past 16 December
    assert due.erase() == "1 names erased"
    row = Booking.objects.get()
    assert (row.name, row.email, row.contact_key, row.name_key) == ("", "", "", "")
    assert row.state == Booking.State.CONFIRMED and Session.objects.get()
    travel(days=190)
    assert due.erase() == "1 addresses erased"


def test_many_erased_bookings_of_one_session_break_no_rule(session, travel):
    for name in ("Ann", "Ben"):
        asks(session, name)
    travel(days=300)
    assert due.erase() == "2 names erased"
