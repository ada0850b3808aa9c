"""What outsiders met who typed all that a form takes: names, needs, addresses, and courses that
are changed while somebody is booked."""

import html

import pytest
from django.urls import reverse

from apps.core import outbox, versions
from apps.library.models import Card, Resource
from apps.publishing import actions as publishing
from apps.training import actions
from apps.training.models import Booking, Course, Session
from apps.training.texts import context_of
from tests.training.conftest import asks
from tests.training.test_booking_pages import ADDRESS, WHO, hidden, walk

DESK = "/staff/training/S-2026-0001/"


def test_signs_that_nobody_sees_make_no_second_person(session):
    first = asks(session, "Ann Example", email="ann@example.org")
    for hidden_sign in "\u200b\u2060\u00ad\u202c\ufeff":
        again = asks(session, f"A{hidden_sign}nn Example", email="ann@example.org")
        assert again.again and again.booking == first.booking


def test_something_else_says_what(session, visitor, trainer):
    page = visitor.post(ADDRESS, WHO)
    page = visitor.post(ADDRESS, hidden(page) | {"describes": "audience-0"})
    refused = visitor.post(ADDRESS, hidden(page) | {"needs": ["else"], "words": " "})
    assert refused.status_code == 422 and "Say what else would help" in refused.content.decode()
    by_phone = {"name": "Ann", "email": "a@example.org", "needs": ["else"]}
    refused = trainer.post(DESK + "bookings/new/", by_phone)
    assert refused.status_code == 422 and not Booking.objects.exists()


def test_whoever_books_for_somebody_else_is_not_taken_for_them(session, visitor):
    page = visitor.post(ADDRESS, WHO | {"for_someone_else": "on"})
    assert "Which describes them?" in page.content.decode()
    page = visitor.post(ADDRESS, hidden(page) | {"describes": "audience-0"})
    assert "What would help them take part?" in page.content.decode()
    page = visitor.post(ADDRESS, hidden(page) | {"needs": ["nothing"]})
    assert "Which describes them" in page.content.decode()
    visitor.post(ADDRESS, hidden(page))
    booking = Booking.objects.get()
    assert booking.for_someone_else
    assert context_of(booking)["hello"] == "Hello, this is about the booking for Ann Example."


def test_a_mail_about_somebody_else_does_not_call_the_reader_by_their_name(
    session, visitor, mailoutbox
):
    visitor.post(ADDRESS, hidden(walk(visitor, for_someone_else="on")))
    outbox.send_waiting()
    assert "this is about the booking for Ann Example" in mailoutbox[0].body
    assert "Hello Ann" not in mailoutbox[0].body


def test_who_walks_in_under_a_booked_name_is_ticked_instead(session, travel, trainer):
    asks(session, "Ann Example")
    early = trainer.get(DESK + "register/").content.decode()
    assert "The register opens on the day" in early and 'value="came"' not in early
    travel(days=14, hours=23, minutes=30)
    trainer.force_login(trainer.user, backend="apps.accounts.backends.RoleBackend")
    page = trainer.get(DESK + "register/").content.decode()
    assert 'value="came"' in page and "It is not over yet" in page
    said = trainer.post(DESK + "register/walk-in/", {"name": "ann  EXAMPLE"})
    assert said.status_code == 422 and "tick them on the list above" in said.content.decode()
    trainer.post(DESK + "register/walk-in/", {"name": "Ann B. Example"})
    assert Booking.objects.count() == 2


@pytest.mark.parametrize(
    "change", [{"external": True}, {"availability": Course.Availability.ENDED}]
)
def test_a_course_is_not_given_away_while_somebody_is_booked(session, administrator, change):
    asks(session, "Ann")
    course = session.course
    for name, value in change.items():
        setattr(course, name, value)
    found = [str(blocker) for blocker in course.blockers()]
    assert any("Cancel S-2026-0001 first" in words for words in found)
    actions.cancel_session(session=session, reason="Given away", by=administrator.user)
    assert not any("Cancel" in str(blocker) for blocker in course.blockers())


@pytest.mark.parametrize(
    "change",
    [
        {"external": True},
        {"availability": Course.Availability.ENDED},
        {"state": "archived", "archived_reason": "Over"},
    ],
)
def test_what_is_not_held_here_any_more_is_not_booked_here(session, visitor, trainer, change):
    Course.objects.update(**change)
    versions.raise_public()
    page = visitor.get(session.get_absolute_url()).content.decode()
    assert "Book a place" not in page
    assert "2 of 2 places free" not in visitor.get("/training/").content.decode()
    page = trainer.get(reverse("training:by-phone", args=[session.reference])).content.decode()
    assert "takes no bookings at the moment" in page and "places free" not in page
    with pytest.raises(actions.NotOpen):
        asks(Session.objects.get(), "Ann")


def test_a_course_with_bookings_ahead_stays_current(session, administrator):
    asks(session, "Ann")
    page = administrator.post(
        reverse("publishing:move", args=["courses", session.course.pk, "archive"]),
        {"note": "Over", "confirm": "on"}, follow=True,
    )  # fmt: skip
    assert "Cancel S-2026-0001 first" in page.content.decode()
    assert Course.objects.get().state == "published"


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "http://10.0.0.1/", "http://[::1]/"])
def test_slides_and_courses_lead_to_no_private_network(session, trainer, address):
    said = trainer.post(DESK + "slides/", {"name": "Slides", "link": address})
    assert said.status_code == 422 and "private network" in said.content.decode()


def test_a_number_of_places_is_asked_for_in_our_words(session, trainer):
    page = trainer.get(DESK + "edit/").content.decode()
    typed = {"capacity": "0", "waiting_cap": "-1", "edit_count": "0"}
    said = html.unescape(trainer.post(DESK + "edit/", typed).content.decode())
    assert "Enter 1 place or more" in said and "Enter 0 or more" in said
    assert "Ensure this value" not in said and page


def test_another_one_like_it_keeps_no_day(session, trainer):
    Session.objects.update(needs_by="2026-06-02", booking_closes_on="2026-06-10")
    address = f"/staff/training/new/{session.course.pk}/?like=S-2026-0001"
    page = trainer.get(address).content.decode()
    assert 'value="2026"' not in page


def test_a_preview_of_guidance_leads_to_no_page_that_is_not_there(curator):
    data = {"title": "Guidance to come", "kind": "guidance", "address_not_given": True}
    resource = publishing.create(model=Resource, data=data, by=curator.user)
    Card.objects.create(resource=resource, kind="ask", text="Who decides?", words="ours")
    page = curator.get(f"/staff/resources/{resource.pk}/preview/")
    assert page.status_code == 200 and "/None/" not in page.content.decode()


def test_the_form_by_phone_speaks_of_whoever_rings(session, trainer):
    page = trainer.get(reverse("training:by-phone", args=[session.reference])).content.decode()
    form = page.partition("<form")[2]
    assert "I am booking" not in form and "we ring you" not in form
    assert form.count('autocomplete="off"') == 3 and 'autocomplete="email"' not in form
