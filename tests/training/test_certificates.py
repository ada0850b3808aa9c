"""Certificates: theirs alone, for as long as their name is kept, readable by everybody."""

import io
import os
import subprocess

import pytest
from django.test import override_settings
from pypdf import PdfReader

from apps.core import documents, drawing
from apps.training import actions, certificates, links
from apps.training.models import Booking, Course, PresenterSlot
from tests.training.conftest import ANYBODY, asks

COLLECTED = {"/static/": "somewhere"}


def path_of(booking):
    """Its own page, as a path."""
    return "/bookings/" + links.of_booking(booking).partition("/bookings/")[2]


def text_of(file):
    """The words of a file, blanks of line ends evened out."""
    return " ".join(" ".join(page.extract_text() for page in file.pages).split())


@pytest.fixture
def came(session, travel, trainer):
    """Ann came on 16 June, and the register is closed."""
    booking = asks(session, "Ann Example").booking
    missed = asks(session, "Ben Example").booking
    travel(days=15, hours=2)
    actions.tick(booking=booking, came=True, by=trainer.user)
    actions.close_register(session=session, by=trainer.user)
    return Booking.objects.get(pk=booking.pk), Booking.objects.get(pk=missed.pk)


def test_whoever_came_gets_a_tagged_file_with_their_name(visitor, came, session):
    ann, _ben = came
    slot = PresenterSlot.objects.create(
        session=session, state="accepted",
        presenter=session.slots.model.presenter.field.related_model.objects.create(
            public_name="a volunteer", kind="volunteer", partner=session.course.partner
        ),
    )  # fmt: skip
    page = visitor.get(path_of(ann)).content.decode()
    assert "You took part" in page and path_of(ann) + "certificate.pdf" in page
    assert "16 December 2026" in page
    answer = visitor.get(path_of(ann) + "certificate.pdf")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert "private" in answer["Cache-Control"] and "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == 'attachment; filename="certificate-S-2026-0001.pdf"'
    file = PdfReader(io.BytesIO(answer.content))
    words = text_of(file)
    for said in (
        "Ann Example", "Working together", "Tuesday 16 June 2026, 10am to 1pm (3 hours), online",
        str(session.course.partner), f"Presented by {slot.presenter}.", "S-2026-0001",
        "16 June 2026",
    ):  # fmt: skip
        assert said in words, said
    assert len(file.pages) == 1


def test_the_file_says_what_readers_by_ear_need(came):
    ann, _ben = came
    file = PdfReader(io.BytesIO(certificates.file_of(ann)))
    root = file.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"]
    assert file.metadata.title == "Certificate of attendance: Working together"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert roles(root["/StructTreeRoot"]) >= {"/Document", "/H1", "/P"}
    for font in file.pages[0]["/Resources"]["/Font"].values():
        held = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(held), "a font that is not embedded"
        assert "/ToUnicode" in font


def roles(element):
    """Every role in a tree of tags."""
    element = element.get_object()
    if isinstance(element, list):
        return set().union(*(roles(one) for one in element))
    if not hasattr(element, "get"):
        return set()
    own = {str(element["/S"])} if "/S" in element else set()
    return own | (roles(element["/K"]) if "/K" in element else set())


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Ann <b>Example</b> & “Co”", "Ann <b>Example</b> & “Co”"),
        ("Sam 🎉 Example", "Sam Example"),
        ("Zoë Łukasz Nguyễn", "Zoë Łukasz Nguyễn"),
        ("Наталія Приклад", "Наталія Приклад"),
        ("N" * 200, "N" * 200),
        ("long name " * 20, ("long name " * 20).strip()),
    ],
)
def test_any_name_is_drawn_as_given_on_one_sheet(came, name, drawn):
    ann, _ben = came
    ann.name = name
    file = PdfReader(io.BytesIO(certificates.file_of(ann)))
    words = text_of(file)
    assert drawn.replace(" ", "") in words.replace(" ", "")
    assert len(file.pages) == 1 and "took part in" in words


def test_a_name_from_right_to_left_keeps_its_letters(came):
    ann, _ben = came
    ann.name = "سارة مثال"
    words = text_of(PdfReader(io.BytesIO(certificates.file_of(ann))))
    found = [letter for letter in words if "؀" <= letter <= "ۿ"]
    assert sorted(found) == sorted("سارةمثال")


def test_letters_that_no_font_has_are_said_and_not_drawn_as_boxes(visitor, came):
    ann, _ben = came
    Booking.objects.filter(pk=ann.pk).update(name="\U00010900 Example")
    answer = visitor.get(path_of(ann) + "certificate.pdf")
    assert answer.status_code == 503 and "Our fonts lack letters" in answer.content.decode()


def test_nobody_else_and_not_before_it_is_over(visitor, session, travel, trainer):
    ann, ben = asks(session, "Ann").booking, asks(session, "Ben").booking
    waits = asks(session, "Cas").booking
    gave_back = asks(session, "Dee").booking
    actions.cancel(booking=gave_back, by=ANYBODY)
    travel(days=15)
    actions.tick(booking=ann, came=True, by=trainer.user)
    actions.tick(booking=ben, came=False, by=trainer.user)
    for booking in (ann, ben, waits, gave_back):  # the session goes on until 1pm
        assert visitor.get(path_of(booking) + "certificate.pdf").status_code == 404
    travel(hours=2)
    assert visitor.get(path_of(ann) + "certificate.pdf").status_code == 200
    for booking in (ben, waits, gave_back):
        assert visitor.get(path_of(booking) + "certificate.pdf").status_code == 404
        assert "certificate" not in visitor.get(path_of(booking)).content.decode()
    assert visitor.get("/bookings/nonsense/certificate.pdf").status_code == 404
    assert visitor.post(path_of(ann) + "certificate.pdf").status_code == 405


def test_after_six_months_it_says_so_and_once_erased_it_is_gone(visitor, came, travel):
    from apps.training import due  # noqa: PLC0415 - only here

    ann, _ben = came
    travel(days=183)  # 16 December
    assert visitor.get(path_of(ann) + "certificate.pdf").status_code == 200
    travel(days=1)
    late = visitor.get(path_of(ann) + "certificate.pdf")
    assert late.status_code == 410 and "no longer made" in late.content.decode()
    assert "Download" not in visitor.get(path_of(ann)).content.decode()
    due.erase()
    assert visitor.get(path_of(ann) + "certificate.pdf").status_code == 404


def test_one_network_is_slowed_down(visitor, came, monkeypatch):
    ann, _ben = came
    monkeypatch.setattr("apps.training.views.afterwards.MOST_CERTIFICATES", 1)
    monkeypatch.setattr(certificates, "file_of", lambda booking: b"%PDF-")
    address = path_of(ann) + "certificate.pdf"
    assert [visitor.get(address).status_code for _ in range(2)] == [200, 429]


def test_without_pango_a_sentence_and_a_line_for_those_who_run_it(
    visitor, came, tmp_path, monkeypatch
):
    ann, _ben = came
    stand_in = tmp_path / "weasyprint.py"
    stand_in.write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    monkeypatch.setattr(documents, "_environment", lambda: {"PYTHONPATH": str(tmp_path)})
    answer = visitor.get(path_of(ann) + "certificate.pdf")
    page = answer.content.decode()
    assert answer.status_code == 503 and "can’t make this file at the moment" in page
    assert "libpango" not in page


def test_whoever_comes_while_others_wait_is_asked_to_come_again(visitor, came, monkeypatch):
    ann, _ben = came
    monkeypatch.setattr(documents, "WAITS", 0.01)
    with documents._one_at_a_time:
        answer = visitor.get(path_of(ann) + "certificate.pdf")
    assert answer.status_code == 503 and "try again in a minute" in answer.content.decode()


def test_the_one_who_draws_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a-secret-of-the-portal")
    monkeypatch.setenv("DATABASE_URL", "postgres://example")
    seen = {}

    def instead(command, **how):
        seen.update(how["env"])
        return subprocess.CompletedProcess(command, 0, b"%PDF-", b"")

    monkeypatch.setattr(subprocess, "run", instead)
    documents.pdf(page="", css="")
    assert "SECRET_KEY" not in seen and "DATABASE_URL" not in seen
    assert seen["PATH"] == os.environ["PATH"]


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.png", "https://example.org/static/a.png", "file:///etc/passwd",
        "ftp://example.org/a", "data:text/plain,hello", "/etc/passwd",
        drawing.HERE + "/etc/passwd", drawing.HERE + "/static/../secret.txt",
        drawing.HERE + "/static/%2e%2e/secret.txt", drawing.HERE + "/static/missing.png",
        drawing.HERE.replace("https", "http") + "/static/a.png",
        drawing.HERE + ":80/static/a.png",
    ],
)  # fmt: skip
def test_only_files_of_ours_are_read(tmp_path, address):
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"ours")
    (tmp_path / "secret.txt").write_text("secret")
    folders = {"/static/": str(folder)}
    assert drawing.file_of(drawing.HERE + "/static/a.png", folders).read_bytes() == b"ours"
    with pytest.raises(drawing.Refused):
        drawing.file_of(address, folders)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.png", "file:///etc/passwd"])
def test_a_page_that_names_anything_else_is_not_drawn(address, tmp_path):
    page = '<html lang="en"><title>A</title><body><img alt="a" src="{}"></body></html>'
    with override_settings(STATIC_ROOT=tmp_path), pytest.raises(documents.NotDrawn):
        documents.pdf(page=page.format(address), css="")
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    with override_settings(STATIC_ROOT=tmp_path):
        drawn = documents.pdf(page=page.format("/static/a.svg"), css="")
    assert drawn.startswith(b"%PDF-")


def test_an_example_says_so_and_a_session_of_days_no_hours(came, session):
    ann, _ben = came
    Course.objects.update(is_example=True)
    type(session).objects.update(ends_at=session.ends_at.replace(day=17))
    ann = Booking.objects.get(pk=ann.pk)
    words = text_of(PdfReader(io.BytesIO(certificates.file_of(ann))))
    assert "Example: not a real record" in words and "hours)" not in words
