"""What was shown: for those who present at once, for those who came once it is over, for nobody
else."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core import outbox
from apps.training import actions, due, links
from apps.training.actions import presenting, slides
from apps.training.models import Booking, PresenterSlot, Session, SessionSlides
from tests.training.conftest import asks

pytestmark = pytest.mark.usefixtures("files_apart")
PAGE = "/staff/training/S-2026-0001/slides/"
PDF = b"%PDF-1.7 slides"


def a_file(name="talk.pdf", content=PDF):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def own(address):
    """A link, as a path."""
    return "/" + address.split("/", 3)[3]


def body(answer):
    """All of a file that is sent in parts."""
    return b"".join(answer.streaming_content)


@pytest.fixture
def slot(session, trainer):
    """Somebody who is asked to present."""
    return presenting.ask(
        session=session, presenter=None, by=trainer.user,
        answers={
            "public_name": "Sam", "kind": "volunteer", "email": "sam@example.org", "phone": "",
            "offered": "", "paid_by": "", "paid_when": "",
        },
    )  # fmt: skip


def test_a_file_and_a_link_reach_those_who_came_and_those_who_present(
    trainer, visitor, session, slot, travel
):
    ann, ben = asks(session, "Ann").booking, asks(session, "Ben").booking
    page = trainer.post(PAGE, {"name": "Slides of the morning", "file": a_file()}, follow=True)
    assert "is added" in page.content.decode() and "PDF, 1 kB" in page.content.decode()
    trainer.post(PAGE, {"name": "Notes", "link": "https://example.org/notes"})
    file = SessionSlides.objects.get(link="")
    page = own(links.of_booking(ann))
    theirs = f"{page}slides/{file.pk}/"
    assert visitor.get(theirs).status_code == 404  # before the session
    presents = own(links.of_slot(slot))
    shown = visitor.get(presents).content.decode()
    assert "Slides of the morning" in shown and "https://example.org/notes" in shown
    assert body(visitor.get(f"{presents}slides/{file.pk}/")) == PDF
    travel(days=15, hours=4)
    actions.tick(booking=ann, came=True, by=trainer.user)
    actions.tick(booking=ben, came=False, by=trainer.user)
    shown = visitor.get(page).content.decode()
    assert theirs in shown and "https://example.org/notes" in shown
    answer = visitor.get(theirs)
    assert body(answer) == PDF and answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="talk.pdf"'
    assert "private" in answer["Cache-Control"] and "no-store" in answer["Cache-Control"]
    assert visitor.get(f"{own(links.of_booking(ben))}slides/{file.pk}/").status_code == 404
    assert "Slides of" not in visitor.get(own(links.of_booking(ben))).content.decode()
    travel(days=184)
    assert visitor.get(theirs).status_code == 404
    due.erase()
    assert visitor.get(theirs).status_code == 404


def test_whoever_said_no_or_left_reads_none(trainer, visitor, session, slot):
    row = slides.add(session=session, name="Slides", file=a_file(), by=trainer.user)
    address = f"{own(links.of_slot(slot))}slides/{row.pk}/"
    for state in ("declined", "withdrawn"):
        PresenterSlot.objects.update(state=state)
        assert visitor.get(address).status_code == 404
        assert "Slides" not in visitor.get(own(links.of_slot(slot))).content.decode()
    PresenterSlot.objects.update(state="accepted")
    assert body(visitor.get(address)) == PDF


def test_a_link_opens_files_of_its_own_session_alone(trainer, visitor, session, slot, course):
    other = Session.objects.create(
        reference="S-2026-0002", course=course, starts_at=session.starts_at,
        ends_at=session.ends_at, mode="online", capacity=1,
    )  # fmt: skip
    row = slides.add(session=other, name="Slides", file=a_file(), by=trainer.user)
    assert visitor.get(f"{own(links.of_slot(slot))}slides/{row.pk}/").status_code == 404
    assert trainer.get(f"{PAGE}{row.pk}/").status_code == 404
    assert trainer.post(f"{PAGE}{row.pk}/delete/").status_code == 404
    assert SessionSlides.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "Slides"}, "Choose a file, or enter a link below"),
        ({"link": "https://example.org/a"}, "Enter what it is"),
        ({"name": "Slides", "link": "not one"}, "Enter a web address"),
        ({"name": "Slides", "link": "javascript:alert(1)"}, "Enter a web address"),
        ({"name": "Slides", "file": ("talk.pdf", b"MZ program")}, "no PDF file"),
        ({"name": "Slides", "file": ("talk.exe", b"MZ program")}, "Choose one of these"),
        (
            {"name": "Slides", "file": ("talk.pdf", PDF), "link": "https://example.org/a"},
            "one at once",
        ),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_nothing_is_kept(trainer, session, sent, sentence):
    sent = {name: a_file(*what) if name == "file" else what for name, what in sent.items()}
    page = trainer.post(PAGE, sent)
    assert page.status_code == 422 and sentence in page.content.decode()
    assert "Error:" in page.content.decode().partition("</title>")[0]
    assert not SessionSlides.objects.exists()


def test_deleted_it_is_gone_with_its_file(
    trainer, session, slot, visitor, django_capture_on_commit_callbacks
):
    row = slides.add(session=session, name="Slides", file=a_file(), by=trainer.user)
    assert default_storage.exists(row.file.name)
    assert body(trainer.get(f"{PAGE}{row.pk}/")) == PDF
    with django_capture_on_commit_callbacks(execute=True):
        page = trainer.post(f"{PAGE}{row.pk}/delete/", follow=True)
    assert "Nobody finds it any more" in page.content.decode()
    assert not default_storage.exists(row.file.name) and not SessionSlides.objects.exists()
    assert visitor.get(f"{own(links.of_slot(slot))}slides/{row.pk}/").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(trainer, session):
    row = slides.add(session=session, name="Slides", file=a_file(), by=trainer.user)
    default_storage.delete(row.file.name)
    assert trainer.get(f"{PAGE}{row.pk}/").status_code == 404


def test_the_mail_of_thanks_says_where_both_stand_and_until_when(
    trainer, session, travel, mailoutbox
):
    ann = asks(session, "Ann").booking
    slides.add(session=session, name="Slides", link="https://example.org/s", by=trainer.user)
    travel(days=15, hours=4)
    actions.tick(booking=ann, came=True, by=trainer.user)
    actions.close_register(session=session, by=trainer.user)
    outbox.send_waiting()
    thanks = next(mail for mail in mailoutbox if "Thank you for coming" in mail.subject)
    assert "certificate" in thanks.body and "until 16 December 2026" in thanks.body
    assert "What was shown stands there too" in thanks.body
    assert links.of_booking(Booking.objects.get(pk=ann.pk)) in thanks.body


def test_nobody_else_comes_near_them(lead, outsider, curator, administrator, session, trainer):
    row = slides.add(session=session, name="Slides", file=a_file(), by=trainer.user)
    for person in (lead, outsider, curator, administrator):
        assert person.get(PAGE).status_code == 404
        assert person.get(f"{PAGE}{row.pk}/").status_code == 404
        assert person.post(f"{PAGE}{row.pk}/delete/").status_code == 404
    assert SessionSlides.objects.exists()
