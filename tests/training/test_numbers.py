"""Bookings as a spreadsheet, which is noted, and how many came over time."""

import datetime
import io

import openpyxl

from apps.core.models import AuditRecord
from apps.training import due
from apps.training.models import Booking, Course, Session
from tests.training.conftest import asks

BOOKINGS = "/staff/training/S-2026-0001/bookings/"
TIME = "/staff/training/attendance/"


def test_bookings_are_taken_away_without_needs_and_that_is_noted(trainer, session):
    asks(session, "=1+1", needs=["bsl"], needs_words="I sign")
    asks(session, "Bo", email="", phone="01134960000")
    asks(session, "Cy")
    answer = trainer.get(BOOKINGS + "?format=xlsx")
    assert 'filename="bookings-s-2026-0001.xlsx"' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    assert len(rows) == 3
    named = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert named["=1+1"]["How it stands"] == "Has a place"
    assert named["Bo"]["Phone"] == "01134960000"
    assert named["Cy"]["How it stands"] == "Waiting" and named["Cy"]["Turn"] == 1
    assert "I sign" not in str(rows) and "BSL" not in str(rows)
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, max_col=1) for cell in row} == {
        "s"
    }
    noted = AuditRecord.objects.get(act="downloaded bookings")
    assert noted.actor_id == trainer.user.pk and noted.details["rows"] == 3


def test_nobody_else_takes_them_away(session, lead, administrator, outsider, visitor):
    asks(session, "Ada")
    for who in (lead, administrator, outsider):
        assert who.get(BOOKINGS + "?format=xlsx").status_code == 404
    assert visitor.get(BOOKINGS + "?format=xlsx").status_code == 302
    assert not AuditRecord.objects.filter(act="downloaded bookings").exists()


def cells(page):
    """The rows of the first table, as words."""
    body = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    rows = body.split("</tr>")[:-1]
    return [
        [cell.partition("<")[0] for cell in row.split(">") if cell.partition("<")[0]]
        for row in rows
    ]


def test_attendance_stands_by_quarter_and_stays_when_names_are_erased(trainer, session, travel):
    assert "No register has been closed yet" in trainer.get(TIME).content.decode()
    ada, _ = asks(session, "Ada").booking, asks(session, "Bo").booking
    travel(days=15)
    register = "/staff/training/S-2026-0001/register/"
    trainer.post(f"{register}{ada.pk}/", {"said": "came"})
    trainer.post(f"{register}walk-in/", {"name": "Di"})
    assert "No register has been closed yet" in trainer.get(TIME).content.decode()
    travel(hours=5)
    trainer.post(f"{register}close/")
    expected = [["April to June 2026", "1", "2", "2", "1", "1", "2"]]
    assert cells(trainer.get(TIME)) == expected
    travel(days=250)
    due.erase()
    assert not Booking.objects.exclude(name="").exists()
    trainer.force_login(trainer.user, backend="apps.accounts.backends.RoleBackend")
    assert cells(trainer.get(TIME)) == expected


def test_attendance_narrows_to_a_course_and_holds_their_own_sessions_alone(
    trainer, session, outsider, travel
):
    Session.objects.update(state="completed", came=0, missed=0, walked_in=0)
    other = Course.objects.create(title="Another", slug="another", partner=session.course.partner)
    later = session.starts_at + datetime.timedelta(days=60)
    Session.objects.create(
        reference="S-2026-0002", course=other, capacity=7, mode="online", state="completed", came=0,
        missed=0, walked_in=0,
        starts_at=later, ends_at=later + datetime.timedelta(hours=1),
    )  # fmt: skip
    assert [row[0] for row in cells(trainer.get(TIME))] == [
        "July to September 2026",
        "April to June 2026",
    ]
    assert [row[2] for row in cells(trainer.get(f"{TIME}?course={other.pk}"))] == ["7"]
    for nonsense in ("999999", "x", "-1", "9" * 40, "٣"):
        assert trainer.get(f"{TIME}?course={nonsense}").status_code == 200
    assert outsider.get(TIME).status_code == 404
