"""Calendar files read back: by a parser, and line by line by the rules of RFC 5545."""

import datetime
import re
from zoneinfo import ZoneInfo

import icalendar
import pytest

from apps.training import actions, links
from apps.training.models import Booking, Course, Session
from tests.training.conftest import ANYBODY, asks

LONDON = ZoneInfo("Europe/London")
NAME = re.compile(r"[A-Z-]+(?:;[A-Z-]+=[^:;]+)*:")


def path_of(booking):
    """The address of a booking's entry, as a path."""
    return re.sub(r"^https?://[^/]+", "", links.of_booking(booking)) + "calendar.ics"


def lines_of(data):
    """The lines of a calendar file, unfolded, once the file keeps the rules for lines."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    raw = data.split(b"\r\n")[:-1]
    for line in raw:
        assert len(line) <= 75, "a line holds 75 octets at most"
        assert not re.search(rb"[\r\n\x00-\x08\x0b-\x1f\x7f]", line), "no bare control sign"
        line.decode()  # folded between characters, not through them
    lines = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    for line in lines:
        assert NAME.match(line), f"no property: {line!r}"
    return lines


def read(answer):
    """(lines, the one event) of an answer."""
    assert answer.status_code == 200
    method = "CANCEL" if b"METHOD:CANCEL" in answer.content else "PUBLISH"
    assert answer["Content-Type"] == f"text/calendar; method={method}; charset=utf-8"
    data = answer.content if hasattr(answer, "content") else b"".join(answer.streaming_content)
    lines = lines_of(data)
    for needed in ("UID:", "DTSTAMP:", "DTSTART:", "DTEND:", "SEQUENCE:"):
        assert sum(line.startswith(needed) for line in lines) == 1, needed
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    calendar = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    return lines, event


@pytest.mark.parametrize(
    ("day", "hours", "utc"),
    [
        ("2026-03-28", "10:00", "20260328T100000Z"),  # the day before the clocks go forward
        ("2026-03-29", "10:00", "20260329T090000Z"),  # the day itself
        ("2026-10-24", "10:00", "20261024T090000Z"),
        ("2026-10-25", "10:00", "20261025T100000Z"),  # the clocks went back that night
    ],
)
def test_an_hour_in_london_is_that_hour_on_both_sides_of_the_clock_change(
    visitor, session, day, hours, utc
):
    start = datetime.datetime.fromisoformat(f"{day}T{hours}").replace(tzinfo=LONDON)
    Session.objects.update(starts_at=start, ends_at=start + datetime.timedelta(hours=3))
    lines, event = read(visitor.get(session.get_absolute_url() + "calendar.ics"))
    assert f"DTSTART:{utc}" in lines
    assert event.start.astimezone(LONDON).strftime("%H:%M") == hours
    assert "10am to 1pm" in str(event["DESCRIPTION"])


def test_a_session_over_the_change_itself_lasts_as_long_as_it_lasts(visitor, session):
    start = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
    end = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=LONDON)
    Session.objects.update(starts_at=start, ends_at=end)
    _, event = read(visitor.get(session.get_absolute_url() + "calendar.ics"))
    assert event.end - event.start == datetime.timedelta(hours=3)


def test_line_breaks_and_signs_of_the_format_stay_words(visitor, session):
    venue = "Hall; back, door\r\nEND:VEVENT\nATTENDEE:mailto:x@example.org \\ " + "ü" * 90
    Session.objects.update(mode="in_person", venue=venue)
    Course.objects.update(title="Hearing, speaking; “being heard”")
    lines, event = read(visitor.get(session.get_absolute_url() + "calendar.ics"))
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert sum(line == "END:VEVENT" for line in lines) == 1
    assert str(event["SUMMARY"]) == "Hearing, speaking; “being heard”"
    assert "ATTENDEE:mailto:x@example.org" in str(event["LOCATION"])


def test_one_entry_from_booking_to_end_its_number_rises_with_each_change(
    visitor, trainer, session, travel
):
    booking = asks(session, "Ada").booking
    _, first = read(visitor.get(path_of(booking)))
    later = session.starts_at + datetime.timedelta(days=1)
    actions.change(
        session=session, by=trainer.user,
        answers={"starts_at": later, "ends_at": later + datetime.timedelta(hours=3)},
    )  # fmt: skip
    _, moved = read(visitor.get(path_of(booking)))
    actions.hold(session=session, reason="Snow", look_again_on=None, by=trainer.user)
    _, held = read(visitor.get(path_of(booking)))
    actions.cancel_session(session=session, reason="Snow", by=trainer.user)
    lines, gone = read(visitor.get(path_of(booking)))
    entries = [first, moved, held, gone]
    assert len({str(one["UID"]) for one in entries}) == 1
    numbers = [int(one["SEQUENCE"]) for one in entries]
    assert numbers == sorted(set(numbers))
    assert [str(one["STATUS"]) for one in entries] == [
        "CONFIRMED", "CONFIRMED", "TENTATIVE", "CANCELLED",
    ]  # fmt: skip
    assert moved.start == later
    assert "METHOD:CANCEL" in lines


def test_a_place_given_back_takes_its_entry_away_and_one_that_was_used_stays(
    visitor, trainer, session, travel
):
    gone, came = asks(session, "Ada").booking, asks(session, "Bo").booking
    _, before = read(visitor.get(path_of(gone)))
    actions.cancel(booking=gone, by=ANYBODY)
    lines, after = read(visitor.get(path_of(gone)))
    assert "METHOD:CANCEL" in lines and str(after["UID"]) == str(before["UID"])
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    travel(days=15)
    trainer.post(f"/staff/training/S-2026-0001/register/{came.pk}/", {"said": "came"})
    assert Booking.objects.get(pk=came.pk).state == "attended"
    lines, _ = read(visitor.get(path_of(came)))
    assert "METHOD:PUBLISH" in lines


def test_two_people_have_two_entries_and_who_waits_or_is_offered_has_none(visitor, session):
    first, second, third = (asks(session, name).booking for name in ("Ada", "Bo", "Cy"))
    entries = [read(visitor.get(path_of(one)))[1] for one in (first, second)]
    assert len({str(one["UID"]) for one in entries}) == 2
    assert visitor.get(path_of(third)).status_code == 404
    actions.cancel(booking=first, by=ANYBODY)
    assert Booking.objects.get(pk=third.pk).state == "offered"
    assert visitor.get(path_of(third)).status_code == 404


def test_the_feed_holds_every_public_session_by_the_same_names(visitor, session):
    other = Session.objects.create(
        reference="S-2026-0002", course=session.course, capacity=5, mode="online", state="planned",
        starts_at=session.starts_at, ends_at=session.ends_at,
    )  # fmt: skip
    answer = visitor.get("/feeds/training.ics")
    lines = lines_of(answer.content)
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == 1 and str(session.uid) in str(events[0]["UID"])
    assert str(other.uid) not in "\n".join(lines)
