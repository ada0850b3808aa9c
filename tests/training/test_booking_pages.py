"""Booking over the web, without an account: one thing a page, a way back, nothing lost or told to
others."""

import re

import pytest
from django.urls import reverse

from apps.core import site_settings
from apps.core.outgoing import OutgoingMail
from apps.training import actions, links
from apps.training.models import Booking, BookingNeeds, Session
from tests.training.conftest import ANYBODY, asks

WHO = {"name": "Ann Example", "email": "ann@example.org", "phone": "", "step": "who"}
ADDRESS = "/training/sessions/S-2026-0001/book/"


def mails(kind):
    """To whom mails of a kind were left."""
    return list(OutgoingMail.objects.filter(kind=kind).values_list("recipient", flat=True))


def hidden(page):
    """The hidden fields of a page, as a browser would send them along."""
    found = {}
    for name, value in re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()
    ):
        found.setdefault(name, []).append(value)
    found.pop("csrfmiddlewaretoken", None)
    return found


def walk(visitor, **who):
    """To the last page before the last button."""
    page = visitor.post(ADDRESS, WHO | who)
    page = visitor.post(ADDRESS, hidden(page) | {"describes": "audience-0"})
    return visitor.post(ADDRESS, hidden(page) | {"needs": ["bsl", "else"], "words": "Quiet"})


def test_four_pages_and_a_place(visitor, session):
    assert "2 of 2 places free" in visitor.get("/training/sessions/s-2026-0001/").content.decode()
    page = visitor.get(ADDRESS)
    assert "Who is coming?" in page.content.decode() and not page.cookies.get("sessionid")
    page = walk(visitor)
    text = page.content.decode()
    for words in ("Ann Example", "ann@example.org", "Members of the public", "A BSL interpreter"):
        assert words in text
    assert not Booking.objects.exists()  # nothing is kept until the last button
    done = visitor.post(ADDRESS, hidden(page), follow=True)
    assert "You have booked a place" in done.content.decode()
    booking = Booking.objects.get()
    assert booking.has_place and booking.audience.name == "Members of the public"
    assert BookingNeeds.objects.get().needs == ["bsl", "else"]
    assert links.of_booking(booking) not in done.content.decode()  # it went by mail
    assert OutgoingMail.objects.get().recipient == "ann@example.org"
    assert "1 of 2 places free" in visitor.get("/training/sessions/s-2026-0001/").content.decode()


def test_a_way_back_from_each_page_keeps_what_was_answered(visitor, session):
    page = walk(visitor)
    back = visitor.post(ADDRESS, hidden(page) | {"go": "back"})
    assert 'value="bsl" checked' in back.content.decode()
    back = visitor.post(ADDRESS, hidden(page) | {"go": "who"})
    assert 'value="Ann Example"' in back.content.decode()
    assert hidden(back)["describes"] == ["audience-0"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the name of the person who comes"),
        ({"name": "---"}, "Enter the name of the person who comes"),
        ({"email": ""}, "one is enough"),
        ({"email": "ann at home"}, "Enter an e-mail address, like name@example.org"),
        ({"email": "", "phone": "ring me"}, "Enter a phone number, like 0113 496 0000"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_loses_nothing(visitor, session, wrong, sentence):
    page = visitor.post(ADDRESS, WHO | wrong)
    assert page.status_code == 422
    text = page.content.decode()
    assert sentence in text
    assert "Error:" in text.partition("</title>")[0]
    for value in (WHO | wrong).values():
        assert not value or f'value="{value}"' in text


def test_a_made_up_last_page_leads_to_what_is_missing(visitor, session):
    page = visitor.post(ADDRESS, {"step": "check", "answered": "who describes needs"})
    assert page.status_code == 422 and "Enter the name" in page.content.decode()
    page = visitor.post(ADDRESS, {"step": "nonsense"})
    assert page.status_code == 422 and "Who is coming?" in page.content.decode()
    assert not Booking.objects.exists()


def test_the_last_place_goes_while_somebody_types(visitor, session):
    asks(session, "Ben")
    page = walk(visitor)
    asks(session, "Cas")
    told = visitor.post(ADDRESS, hidden(page))
    text = told.content.decode()
    assert told.status_code == 409 and "No place is free any more" in text
    assert "Ann Example" in text and Booking.objects.count() == 2
    done = visitor.post(ADDRESS, hidden(told) | {"join": "1"}, follow=True)
    assert "We have written to you" in done.content.decode()
    own = visitor.get(links.of_booking(Booking.objects.get(state="waiting"))).content.decode()
    assert "You are on the waiting list" in own and "You are the first in line" in own


@pytest.mark.parametrize("questions", [False, True])
def test_whoever_types_the_name_of_somebody_booked_into_a_full_session_learns_nothing(
    visitor, session, questions
):
    """The same pages as for a stranger, whether they have a place, wait, or are not known; the
    truth goes to their own address."""
    if questions:
        site_settings.store(name="equality_questions", value="yes")
    asks(session, "Ann Example", email="ann@example.org")
    asks(session, "Ben")
    asks(session, "Cas Example", email="cas@example.org")  # waits

    def pages(name):
        address = f"{name.partition(' ')[0].lower()}@example.org"
        told = visitor.post(ADDRESS, hidden(walk(visitor, name=name, email=address)))
        done = visitor.post(ADDRESS, hidden(told) | {"join": "1"}, follow=True)
        own = r'[\w.-]+@example.org|value="[^"]*"|booked/[^/]+/|with=[^"]+'
        return told.status_code, re.sub(own, "", done.content.decode())

    stranger, has_place, waits = pages("Dee Example"), pages("Ann Example"), pages("Cas Example")
    assert stranger == has_place == waits and stranger[0] == 409
    assert "We have written to you" in stranger[1] and "calendar" not in stranger[1].lower()
    assert mails("place_booked").count("ann@example.org") >= 2
    assert mails("on_waiting_list").count("cas@example.org") >= 2
    assert Booking.objects.count() == 4


def test_the_last_press_sent_twice_leads_to_the_same_page(visitor, session):
    asks(session, "Ben")
    last = hidden(walk(visitor))
    first, again = visitor.post(ADDRESS, last), visitor.post(ADDRESS, last)
    assert first.status_code == again.status_code == 302 and first.url == again.url
    assert "You have booked a place" in visitor.get(again.url).content.decode()
    assert Booking.objects.count() == 2 and mails("place_booked").count("ann@example.org") == 1


def test_the_same_person_again_sees_the_same_page(visitor, session):
    first = visitor.post(ADDRESS, hidden(walk(visitor)), follow=True)
    again = visitor.post(ADDRESS, hidden(walk(visitor, name="ANN  example")), follow=True)
    assert again.content == first.content and again.request["PATH_INFO"]
    assert Booking.objects.count() == 1 and OutgoingMail.objects.count() == 2


def test_another_person_with_the_same_contact(visitor, session):
    done = visitor.post(ADDRESS, hidden(walk(visitor)), follow=True)
    address = re.search(r'href="(/training/sessions/[^"]+\?with=[^"]+)"', done.content.decode())[1]
    page = visitor.get(address)
    assert 'value="ann@example.org"' in page.content.decode()
    assert "Ann Example" not in page.content.decode()


def test_with_a_number_alone_the_link_stands_on_the_page(visitor, session):
    page = walk(visitor, email="", phone="0113 496 0000")
    done = visitor.post(ADDRESS, hidden(page), follow=True)
    booking = Booking.objects.get()
    assert booking.phone == "01134960000"
    assert links.of_booking(booking) in done.content.decode()
    assert "You have booked a place" in done.content.decode()
    assert not OutgoingMail.objects.exists()


def path_of(booking):
    """Its own page, as a path."""
    return links.of_booking(booking).partition("example.org")[2] or re.sub(
        r"^https?://[^/]+", "", links.of_booking(booking)
    )


def test_their_own_page_changes_nothing_by_looking(visitor, session):
    booking = asks(session, "Ann").booking
    asks(session, "Ben")
    waits = asks(session, "Cas").booking
    own = path_of(booking)
    assert "You have a place" in visitor.get(own).content.decode()
    assert visitor.get(own + "cancel/").status_code == 200
    booking.refresh_from_db()
    assert booking.has_place
    assert visitor.post(own + "cancel/", follow=True).status_code == 200
    booking.refresh_from_db()
    assert booking.state == Booking.State.LEFT
    theirs = path_of(waits)
    assert "A place is free for you" in visitor.get(theirs).content.decode()
    taken = visitor.post(theirs, {"do": "take"}, follow=True)
    assert "The place is yours" in taken.content.decode()
    late = visitor.post(own, {"do": "take"}, follow=True)  # by the link of a cancelled one
    assert "given it back" in late.content.decode()
    waits.refresh_from_db()
    assert waits.has_place


def test_needs_are_changed_in_two_presses(visitor, session):
    booking = asks(session, "Ann", needs=["food"]).booking
    own = path_of(booking)
    page = visitor.get(own + "needs/")
    assert 'value="food" checked' in page.content.decode()
    both = visitor.post(own + "needs/", {"needs": ["nothing", "food"]})
    assert both.status_code == 422
    visitor.post(own + "needs/", {"needs": ["captions"]})
    assert BookingNeeds.objects.get().needs == ["captions"]


def test_how_to_join_is_shown_to_those_booked_a_day_before(visitor, session, travel):
    from apps.training.models import SessionJoining  # noqa: PLC0415 - only here

    SessionJoining.objects.create(session=session, link="https://meet.example.org/secret-room")
    booking = asks(session, "Ann").booking
    asks(session, "Ben")
    waits = asks(session, "Cas").booking
    assert "secret-room" not in visitor.get(path_of(booking)).content.decode()
    travel(days=14)
    assert "secret-room" in visitor.get(path_of(booking)).content.decode()
    assert "secret-room" not in visitor.get(path_of(waits)).content.decode()
    assert "secret-room" not in visitor.get(session.get_absolute_url()).content.decode()


def test_no_other_link_opens_a_booking(visitor, session):
    booking = asks(session, "Ann").booking
    own = path_of(booking)
    booking.link_version = 2
    booking.save()
    assert visitor.get(own).status_code == 404
    assert visitor.get("/bookings/nonsense/").status_code == 404


@pytest.mark.parametrize("state", ["scheduled", "closed", "on_hold", "cancelled", "completed"])
def test_what_takes_no_bookings_says_so(visitor, session, state):
    counted = {"came": 0, "missed": 0, "walked_in": 0}
    Session.objects.update(state=state, reason="The room is not free", **counted)
    assert "You can’t book this session" in visitor.get(ADDRESS).content.decode()
    refused = visitor.post(ADDRESS, WHO)
    assert "You can’t book this session" in refused.content.decode()
    page = visitor.get(session.get_absolute_url())
    assert page.status_code == 200 and "Book a place" not in page.content.decode()


def test_a_planned_session_and_one_of_a_hidden_course_are_not_found(visitor, session, course):
    Session.objects.update(state="planned")
    assert visitor.get(session.get_absolute_url()).status_code == 404
    assert visitor.get(ADDRESS).status_code == 404
    Session.objects.update(state="open")
    type(course).objects.update(state="draft", revision=0)
    assert visitor.get(session.get_absolute_url()).status_code == 404
    assert visitor.get(ADDRESS).status_code == 404


def test_the_list_shows_sessions_by_month_and_courses_without_a_date(visitor, session, course):
    page = visitor.get(reverse("training:list")).content.decode()
    assert "June 2026" in page and "2 of 2 places free" in page
    assert "No session fits that" in visitor.get("/training/?month=2026-07").content.decode()
    for query in ("month=2026-06", "place=online", "kind=course", "audience=audience-1", "free=1"):
        assert "Working together" in visitor.get(f"/training/?{query}").content.decode()
    for query in ("month=2026-99", "kind=%00", "place=<<<", "free=2&month="):
        assert visitor.get(f"/training/?{query}").status_code == 200
    actions.cancel_session(session=session, reason="No room", by=ANYBODY)
    assert "No date at present" in visitor.get("/training/").content.decode()
