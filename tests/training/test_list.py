"""The list of training: twenty sessions a page, the filters, and no more questions to the database
for more sessions."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import versions
from apps.partners.models import Place
from apps.training.models import Course, Session
from tests.training.conftest import START, asks


@pytest.fixture
def many(session):
    """Forty-five more sessions of the course, a day apart."""
    Session.objects.bulk_create(
        Session(
            reference=f"S-2026-1{number:03}", course=session.course, capacity=3, mode="online",
            starts_at=START + datetime.timedelta(days=number),
            ends_at=START + datetime.timedelta(days=number, hours=2), state="open",
        )
        for number in range(1, 46)
    )  # fmt: skip
    versions.raise_public()


def sessions_on(page):
    """How many sessions stand on a page."""
    assert page.status_code == 200
    return page.content.decode().count("/training/sessions/")


def test_twenty_stand_on_a_page_and_each_stands_somewhere(visitor, many):
    numbers = [sessions_on(visitor.get(f"/training/?page={page}")) for page in (1, 2, 3)]
    assert numbers == [20, 20, 6]
    first = visitor.get("/training/").content.decode()
    assert "?page=2" in first and "June 2026" in first
    for nonsense in ("0", "99", "-1", "x", "9" * 40, "٣"):
        assert sessions_on(visitor.get(f"/training/?page={nonsense}")) == 20


def test_a_filter_goes_along_to_the_next_page(visitor, many):
    page = visitor.get("/training/?place=online&free=1").content.decode()
    assert "?place=online&amp;free=1&amp;page=2" in page
    assert sessions_on(visitor.get("/training/?month=2026-07")) == 20


def test_with_places_free_means_bookable_at_once_wherever_it_stands(visitor, session, many):
    for name in ("Ann", "Ben", "Cas"):
        asks(session, name)  # two have a place, one waits
    Session.objects.filter(reference="S-2026-1045").update(state="closed")
    Session.objects.filter(reference="S-2026-1044").update(
        booking_closes_on=datetime.date(2026, 5, 1)
    )
    versions.raise_public()
    last = visitor.get("/training/?free=1&page=3")
    assert sessions_on(last) == 3  # 46 without the full one, the closed one and the one too late
    words = "".join(visitor.get(f"/training/?free=1&page={n}").content.decode() for n in (1, 2, 3))
    assert "s-2026-0001" not in words.lower() and "s-2026-1044" not in words.lower()


def test_a_course_shows_its_next_dates_and_leads_to_all_of_them(visitor, many, session):
    page = visitor.get("/training/working-together/")
    assert sessions_on(page) == 12
    assert "All dates, 34 more" in page.content.decode()
    Course.objects.create(title="Another", slug="another")
    held = visitor.get("/training/?course=working-together")
    assert "Dates of" in held.content.decode() and sessions_on(held) == 20
    assert sessions_on(visitor.get("/training/?course=another")) == 0


@pytest.mark.parametrize("path", ["/training/", "/training/working-together/"])
def test_more_sessions_ask_the_database_no_more(visitor, session, path):
    def asked():
        visitor.get(path)
        versions.store.pages.clear()
        with CaptureQueriesContext(connection) as held:
            visitor.get(path)
        return len(held)

    with_one = asked()
    Session.objects.bulk_create(
        Session(
            reference=f"S-2026-2{number:03}", course=session.course, capacity=3, mode="online",
            starts_at=START, ends_at=START + datetime.timedelta(hours=2), state="open",
        )
        for number in range(10)
    )  # fmt: skip
    versions.raise_public()
    assert asked() == with_one


def test_the_trainers_list_has_its_pages(trainer, many):
    Session.objects.bulk_create(
        Session(
            reference=f"S-2026-3{number:03}", course=Course.objects.get(), capacity=3,
            mode="online", starts_at=START, ends_at=START + datetime.timedelta(hours=2),
        )
        for number in range(10)
    )  # fmt: skip
    assert 'href="?page=2"' in trainer.get("/staff/training/").content.decode()


def choices_of(page, name):
    """The words of one filter."""
    words = page.content.decode()
    part = words[words.index(f'<select class="nhsuk-select" id="{name}"') :]
    return re.findall(r"<option[^>]*>([^<]+)</option>", part[: part.index("</select>")])[1:]


def test_a_month_and_a_place_are_offered_until_the_last_session_there_is_over(
    visitor, trainer, session, travel
):
    place = Place.objects.create(name="Anytown", slug="anytown")
    Session.objects.create(
        reference="S-2026-4001", course=session.course, capacity=3, mode="in_person", place=place,
        venue="Hall", state="open",
        starts_at=datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC),  # July in London
        ends_at=datetime.datetime(2026, 7, 1, 1, tzinfo=datetime.UTC),
    )  # fmt: skip
    versions.raise_public()
    page = visitor.get("/training/")
    assert choices_of(page, "month") == ["June 2026", "July 2026"]
    assert choices_of(page, "place") == ["Online", "Anytown"]
    travel(days=15, hours=1, minutes=59)  # one minute before the first is over
    assert choices_of(visitor.get("/training/"), "month") == ["June 2026", "July 2026"]
    travel(minutes=2)  # nobody published anything meanwhile
    assert choices_of(visitor.get("/training/"), "month") == ["July 2026"]
    trainer.post("/staff/training/S-2026-4001/cancel/", {"reason": "The hall is closed"})
    assert Session.objects.get(reference="S-2026-4001").state == "cancelled"
    page = visitor.get("/training/").content.decode()
    assert "July 2026" not in page and "Anytown" not in page
