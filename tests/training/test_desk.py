"""Sessions as trainers keep them: planned, opened with their presenters, held, and over."""

import datetime

import pytest

from apps.core.outgoing import OutgoingMail
from apps.involvement.models import Activity
from apps.training import links
from apps.training.models import Booking, Course, PresenterSlot, Session
from tests.training.conftest import asks

DETAILS = {
    "day_0": "16", "day_1": "6", "day_2": "2026", "starts": "10am", "ends": "1:30pm",
    "mode": "online", "capacity": "12", "waiting_cap": "5",
}  # fmt: skip
DESK = "/staff/training/S-2026-0001/"


def said(response):
    """The words of the page that it leads to."""
    return response.content.decode()


def ask(trainer, **who):
    """Ask somebody to present."""
    given = {"public_name": "Sam", "kind": "staff", "email": "sam@example.org"} | who
    return trainer.post(DESK + "presenters/", given, follow=True)


def test_a_session_is_planned_shown_and_opened_with_its_mix(trainer, travel, course, visitor):
    page = trainer.post(f"/staff/training/new/{course.pk}/", DETAILS, follow=True)
    assert "The session is planned" in said(page)
    session = Session.objects.get()
    assert session.reference == "S-2026-0001"
    assert session.starts_at == datetime.datetime(2026, 6, 16, 9, tzinfo=datetime.UTC)
    assert visitor.get(session.get_absolute_url()).status_code == 404
    trainer.post(DESK + "step/", {"step": "schedule"})
    assert "Booking is not open yet" in said(visitor.get(session.get_absolute_url()))
    refused = trainer.post(DESK + "step/", {"step": "open"}, follow=True)
    assert "volunteers: 0 of 1 said yes" in said(refused)
    ask(trainer)
    ask(trainer, public_name="a volunteer", kind="volunteer", email="", phone="0113 496 0000")
    staff, volunteer = PresenterSlot.objects.order_by("pk")
    trainer.post(f"{DESK}presenters/{volunteer.pk}/", {"said": "accept"})  # said on the phone
    own = links.of_slot(staff).partition("/presenting/")[2]
    page = visitor.get(f"/presenting/{own}")
    assert "Will you co-present this?" in said(page) and "a volunteer (volunteer)" in said(page)
    visitor.post(f"/presenting/{own}", {"said": "accept"})
    trainer.post(DESK + "step/", {"step": "open"})
    assert Session.objects.get().state == Session.State.OPEN
    shown = said(visitor.get(session.get_absolute_url()))
    assert "12 of 12 places free" in shown and "a volunteer" in shown and "Sam" in shown


def test_a_conference_without_a_mix_opens(trainer, travel, course):
    Course.objects.update(staff_needed=0, volunteers_needed=0, kind="conference")
    trainer.post(f"/staff/training/new/{course.pk}/", DETAILS)
    for step in ("schedule", "open"):
        trainer.post(DESK + "step/", {"step": step})
    assert Session.objects.get().state == Session.State.OPEN


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day_2": "2025"}, "A new session lies ahead"),
        ({"ends": "9am"}, "Enter an end that is later than the start"),
        ({"starts": "half ten"}, "Enter a time, like 10am or 1:30pm"),
        ({"starts": "25:00"}, "Enter a time, like 10am or 1:30pm"),
        ({"day_0": "28", "day_1": "3", "day_2": "2027", "starts": "1:30am"}, "clocks go forward"),
        ({"mode": "in_person"}, "Enter where it is"),
        ({"capacity": "0"}, "1"),
        ({"booking_closes_on_0": "20", "booking_closes_on_1": "6", "booking_closes_on_2": "2026"},
         "Booking can’t close after the session"),
    ],
)  # fmt: skip
def test_what_is_wrong_gets_a_sentence_and_stays_typed(trainer, travel, course, wrong, sentence):
    page = trainer.post(f"/staff/training/new/{course.pk}/", DETAILS | wrong)
    assert page.status_code == 422 and sentence in said(page)
    assert 'value="1:30pm"' in said(page) or wrong.get("ends")
    assert not Session.objects.exists()


def test_another_hour_is_told_and_fewer_places_than_taken_are_refused(trainer, session):
    asks(session, "Ann")
    asks(session, "Ben")
    typed = DETAILS | {"starts": "11am", "edit_count": "0"}
    moved = trainer.post(DESK + "edit/", typed | {"capacity": "2"})
    assert moved.status_code == 302
    assert OutgoingMail.objects.filter(kind="session_changed").count() == 2
    assert Session.objects.get().sequence == 1
    typed["edit_count"] = "1"
    refused = trainer.post(DESK + "edit/", typed | {"capacity": "1"})
    assert refused.status_code == 422 and "2 people have a place" in said(refused)
    same = trainer.post(DESK + "edit/", typed | {"capacity": "3"})
    assert same.status_code == 302
    assert OutgoingMail.objects.filter(kind="session_changed").count() == 2  # nothing to hear of


def test_booked_on_the_phone_moved_and_cancelled_for_them(trainer, session, course):
    page = trainer.post(
        DESK + "bookings/new/", {"name": "Ann", "phone": "0113 496 0000"}, follow=True
    )
    assert "They have a place" in said(page)
    other = Session.objects.create(
        reference="S-2026-0002", course=course, starts_at=session.starts_at,
        ends_at=session.ends_at, mode="online", capacity=1, state=Session.State.OPEN,
    )  # fmt: skip
    booking = Booking.objects.get()
    trainer.post(f"{DESK}bookings/{booking.pk}/move/", {"to": str(other.pk)})
    booking.refresh_from_db()
    assert booking.session == other and booking.has_place
    trainer.post(f"/staff/training/S-2026-0002/bookings/{booking.pk}/cancel/")
    booking.refresh_from_db()
    assert booking.state == Booking.State.STOPPED


def test_everybody_is_written_to_or_those_who_wait(trainer, session):
    for name in ("Ann", "Ben", "Cas"):
        asks(session, name)
    page = trainer.post(DESK + "message/", {"to": "waiting", "words": "Hello"}, follow=True)
    assert "1 person is told" in said(page)
    page = trainer.post(DESK + "message/", {"to": "all", "words": "Hello"}, follow=True)
    assert "3 people are told" in said(page)
    empty = trainer.post(DESK + "message/", {"to": "all", "words": " "})
    assert empty.status_code == 422 and "Write what you want to tell them" in said(empty)


def test_the_register_makes_an_activity_with_its_count(trainer, session, travel):
    ann, ben = asks(session, "Ann").booking, asks(session, "Ben").booking
    asks(session, "Cas")
    early = trainer.post(f"{DESK}register/{ann.pk}/", {"said": "came"}, follow=True)
    assert "opens on the day" in said(early)
    travel(days=15, hours=2)
    trainer.post(f"{DESK}register/{ann.pk}/", {"said": "came"})
    trainer.post(f"{DESK}register/{ann.pk}/", {"said": "came"})  # a second press
    trainer.post(DESK + "register/walk-in/", {"name": "Dee"})
    trainer.post(DESK + "register/walk-in/", {"name": "dee "})
    page = trainer.post(DESK + "register/close/", follow=True)
    assert "The register is closed" in said(page)
    activity = Activity.objects.get()
    assert (activity.title, activity.took_part.value) == ("Working together", 2)
    assert activity.when_first == datetime.date(2026, 6, 16)
    states = dict(Booking.objects.values_list("name", "state"))
    assert states == {"Ann": "attended", "Ben": "missed", "Cas": "stopped", "Dee": "attended"}
    again = trainer.post(DESK + "register/close/", follow=True)
    assert "closed already" in said(again) and Activity.objects.count() == 1
    late = trainer.post(f"{DESK}register/{ben.pk}/", {"said": "came"}, follow=True)
    assert "is closed" in said(late)


def test_a_lead_cancels_without_seeing_names(lead, session):
    asks(session, "Ann Secret")
    page = lead.get(DESK + "cancel/")
    assert "1 place is taken" in said(page) and "Ann Secret" not in said(page)
    empty = lead.post(DESK + "cancel/", {"reason": ""})
    assert empty.status_code == 422
    lead.post(DESK + "cancel/", {"reason": "The trainer is ill"})
    assert Session.objects.get().state == Session.State.CANCELLED
    for part in ("", "bookings/", "needs/", "register/"):
        assert lead.get(DESK + part).status_code == 404


def test_nobody_else_comes_near_bookings(contributor, outsider, curator, administrator, session):
    asks(session, "Ann Secret")
    for person in (contributor, outsider, curator, administrator):
        for part in ("", "bookings/", "needs/", "register/", "bookings/new/"):
            assert person.get(DESK + part).status_code == 404


def test_a_presenter_sees_numbers_and_needs_and_never_names(trainer, session, visitor):
    asks(session, "Ann Secret", needs=["bsl"])
    ask(trainer, offered="£20 and travel")
    slot = PresenterSlot.objects.get()
    own = "/presenting/" + links.of_slot(slot).partition("/presenting/")[2]
    visitor.post(own, {"said": "accept"})
    page = said(visitor.get(own))
    assert "1 of 2" in page and "1 × A BSL interpreter" in page and "Ann Secret" not in page
    wrong = visitor.post(own, {"public_name": ""})
    assert wrong.status_code == 422
    visitor.post(own, {"public_name": "a volunteer", "reached": "not_yet", "debrief": "Fine"})
    slot.refresh_from_db()
    assert (slot.reached, slot.debrief) == ("not_yet", "Fine")
    visitor.post(own, {"said": "leave"})
    assert OutgoingMail.objects.filter(kind="presenter_left").count() == 1
    assert Session.objects.get().state == Session.State.OPEN  # somebody is booked


def test_without_bookings_a_presenter_who_leaves_closes_it_again(trainer, session, visitor):
    ask(trainer)
    own = "/presenting/" + links.of_slot(PresenterSlot.objects.get()).partition("/presenting/")[2]
    visitor.post(own, {"said": "accept"})
    visitor.post(own, {"said": "leave"})
    assert Session.objects.get().state == Session.State.SCHEDULED


def test_the_list_of_sessions_is_the_trainers_alone(trainer, outsider, session, travel):
    asks(session, "Ann")
    page = said(trainer.get("/staff/training/"))
    assert "June 2026" in page and "1 of 2 taken" in page
    travel(days=16)
    assert "No session lies ahead" in said(trainer.get("/staff/training/"))
    assert "The register is not closed yet" in said(trainer.get("/staff/training/?past=1&page=x"))
    assert outsider.get("/staff/training/").status_code == 404
