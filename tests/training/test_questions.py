"""The optional questions after booking: off at first, added up for the course, beside no
booking."""

import pytest

from apps.core import site_settings
from apps.training.models import Booking, CourseEqualityCount, Session
from tests.training.conftest import asks
from tests.training.test_booking_pages import ADDRESS, hidden, walk

SAVED = {"age": "25-44", "carers": "yes"}
TIME = "/staff/training/attendance/"


@pytest.fixture
def switched_on(db):
    site_settings.store(name="equality_questions", value="yes")


def booked(visitor, **who):
    """The page after the last button."""
    return visitor.post(ADDRESS, hidden(walk(visitor, **who)), follow=True)


def counted():
    """(characteristic, category) → how many."""
    rows = CourseEqualityCount.objects.values_list("characteristic", "category", "value")
    return {(one, code): value for one, code, value in rows if value}


def test_off_at_first_and_no_address_leads_there(visitor, session):
    page = booked(visitor)
    assert "You have booked a place" in page.content.decode()
    assert visitor.get(page.request["PATH_INFO"] + "questions/").status_code == 404


def test_answers_are_added_up_once_and_the_booking_stands_before(visitor, session, switched_on):
    page = booked(visitor)
    assert "A few more questions" in page.content.decode()
    assert Booking.objects.get().has_place
    address = page.request["PATH_INFO"]
    done = visitor.post(address, SAVED, follow=True)
    assert "We have sent the details by e-mail" in done.content.decode()
    assert counted()["age", "25-44"] == counted()["carers", "yes"] == 1
    assert counted()["religion", "not-answered"] == 1
    before = counted()
    visitor.post(address, {"age": "85-over"})
    assert counted() == before
    # The same person again, perhaps typed by somebody else: the same page, and nothing is added.
    again = booked(visitor)
    assert "A few more questions" in again.content.decode()
    visitor.post(again.request["PATH_INFO"], SAVED)
    assert counted() == before


def test_skipping_adds_nothing_and_looks_the_same(visitor, session, switched_on):
    address = booked(visitor).request["PATH_INFO"]
    done = visitor.post(address, SAVED | {"skip": "1"}, follow=True)
    assert "We have sent the details by e-mail" in done.content.decode()
    assert counted() == {} and Booking.objects.get().questions_done


def test_with_a_number_alone_they_lead_to_the_own_page(visitor, session, switched_on):
    page = booked(visitor, email="", phone="0113 496 0000")
    done = visitor.post(page.request["PATH_INFO"], {}, follow=True)
    assert "Keep this link" in done.content.decode()


def test_nonsense_is_refused_and_counts_nothing(visitor, session, switched_on):
    address = booked(visitor).request["PATH_INFO"]
    page = visitor.post(address, {"age": "13½", "carers": "yes"})
    assert page.status_code == 422 and counted() == {}
    assert not Booking.objects.get().questions_done
    assert visitor.get("/booked/nonsense/questions/").status_code == 404


def test_trainers_read_disclosed_numbers_of_one_course(
    visitor, trainer, outsider, session, switched_on
):
    Session.objects.update(capacity=30, state="completed", came=0, missed=0, walked_in=0)
    course = session.course_id
    for code, value in (("25-44", 9), ("45-64", 3)):
        CourseEqualityCount.objects.create(
            course_id=course, year=2026, characteristic="age", category=code, value=value
        )
    page = trainer.get(f"{TIME}?course={course}").content.decode()
    assert "in the financial year from 2026" in page
    assert "fewer than 8" in page and '<td class="number">10</td>' in page
    assert '<td class="number">9</td>' not in page and '<td class="number">3</td>' not in page
    assert "Who booked" not in trainer.get(TIME).content.decode()
    assert outsider.get(f"{TIME}?course={course}").status_code == 404


def test_no_row_tells_when_or_for_whom(visitor, session, switched_on):
    asks(session, "Ada")
    names = {field.name for field in CourseEqualityCount._meta.get_fields()}
    assert names == {"id", "course", "year", "characteristic", "category", "value"}
