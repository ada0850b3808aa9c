"""Administrators change settings, look after mail and its words, read the audit record, and take
everything away; nobody else finds these pages."""

import csv
import datetime
import io
import re
import zipfile

import pytest
import time_machine
from django.core import mail as django_mail

from apps.core import audit, clock, mail, outbox, site_settings
from apps.core.actors import SystemActor
from apps.core.models import AuditRecord, MailText
from apps.core.outgoing import OutgoingMail
from apps.home.mails import leave_test
from apps.publishing.models import FormDraft
from tests.personas import PASSWORD

pytestmark = pytest.mark.django_db
PAGES = {
    "/staff/settings/": {"administrator"},
    "/staff/mail/": {"administrator"},
    "/staff/mail/texts/": {"administrator", "curator"},
    "/staff/mail/texts/test/": {"administrator", "curator"},
    "/staff/audit/": {"administrator"},
    "/staff/export/": {"administrator"},
}


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["contributor", "lead", "trainer", "curator", "administrator"])
def test_each_page_is_found_by_those_who_may_and_nobody_else(request, address, who):
    response = request.getfixturevalue(who).get(address)
    assert response.status_code == (200 if who in PAGES[address] else 404)


@pytest.mark.parametrize("address", [*PAGES, "/staff/export/file/"])
def test_visitors_are_asked_to_sign_in(visitor, address):
    assert visitor.get(address).status_code == 302


# Settings


def filled(client, **changes):
    """The settings form as a browser would send it."""
    page = client.get("/staff/settings/").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    return {**site_settings.values(), "seen": seen, **changes}


def test_a_change_holds_on_the_next_page_and_stands_in_the_audit_record(administrator, visitor):
    data = filled(administrator, name="Doing it together", invitation_days="45")
    response = administrator.post("/staff/settings/", data, follow=True)
    assert "Saved: Name of the portal, Days an invitation holds." in text(response)
    assert "Doing it together" in text(visitor.get("/"))
    assert site_settings.number("invitation_days") == 45
    record = AuditRecord.objects.get(act="changed settings")
    assert record.actor_id == administrator.user.pk
    assert record.details["was"]["Days an invitation holds"] == "14"
    assert record.details["now"]["Days an invitation holds"] == "45"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"invitation_days": "many"},
            "Days an invitation holds: Enter a whole number from 1 to 60.",
        ),
        ({"invitation_days": "0"}, "Enter a whole number from 1 to 60."),
        ({"invitation_days": "²"}, "Enter a whole number from 1 to 60."),
        (
            {"invitation_days": ""},
            "Days an invitation holds: enter a value. It is usually 14.",
        ),
        ({"reference_prefix": "inv1"}, "Enter 2 to 5 capital letters, like INV."),
        ({"brand": "#FFDD00"}, "#FFDD00 cannot be read against #FAF7F1"),
        ({"brand": '"><script>'}, "Enter a colour as # and six digits, like #17443A."),
    ],
)
def test_a_wrong_value_gets_a_sentence_and_nothing_is_saved_or_lost(administrator, wrong, sentence):
    data = filled(administrator, area="Airedale", **wrong)
    before = site_settings.values()
    response = administrator.post("/staff/settings/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Settings" in page
    assert text(response).count(sentence) == 2
    assert 'value="Airedale"' in page
    assert "<script>" not in page.split("<main")[1].split("</main")[0]
    assert site_settings.values() == before


def test_of_two_people_the_second_learns_what_the_first_changed(administrator):
    early = filled(administrator, area="Airedale")
    administrator.post("/staff/settings/", filled(administrator, invitation_days="45"))
    response = administrator.post("/staff/settings/", early)
    assert response.status_code == 409
    assert "Days an invitation holds is “45” now" in text(response)
    assert site_settings.values()["area"] != "Airedale"
    seen = re.search(r'name="seen" value="([^"]+)"', response.content.decode())[1]
    administrator.post("/staff/settings/", {**early, "seen": seen})
    assert site_settings.values()["area"] == "Airedale"


def test_colours_stand_beside_their_contrast(administrator):
    page = administrator.get("/staff/settings/").content.decode()
    assert 'fill="#17443A"' in page
    assert "10.9 to 1 with white" in page


def test_a_setting_that_nobody_declared_changes_nothing(administrator):
    administrator.post("/staff/settings/", filled(administrator, nonsense="1", is_superuser="1"))
    assert "nonsense" not in site_settings.values()


# Mail


def failed_mail(user):
    row = leave_test(by=user)
    OutgoingMail.objects.filter(pk=row.pk).update(
        state="failed", tries=7, error="SMTPServerDisconnected", maybe_twice=True,
        ended_at=clock.now(),
    )  # fmt: skip
    return row


def test_what_failed_stands_first_and_goes_at_the_next_try(administrator):
    row = failed_mail(administrator.user)
    page = text(administrator.get("/staff/mail/"))
    for said in ("administrator@example.org", "7 tries", "SMTPServerDisconnected"):
        assert said in page
    assert "One may have gone twice" in page
    assert "waits again" in text(administrator.post("/staff/mail/", {"again": row.pk}, follow=True))
    assert outbox.send_waiting() == 1
    assert django_mail.outbox[0].extra_headers["Message-ID"] == row.message_id
    assert AuditRecord.objects.filter(act="tried a mail again").count() == 1


def test_try_again_pressed_twice_sends_once(administrator):
    row = failed_mail(administrator.user)
    administrator.post("/staff/mail/", {"again": row.pk})
    page = text(administrator.post("/staff/mail/", {"again": row.pk}, follow=True))
    assert "Nothing was changed" in page
    outbox.send_waiting()
    assert outbox.send_waiting() == 0
    assert len(django_mail.outbox) == 1


@pytest.mark.parametrize("pk", ["", "x", "-1", "9" * 30, "١"])
def test_a_mail_that_cannot_be_changes_nothing(administrator, pk):
    page = text(administrator.post("/staff/mail/", {"again": pk}, follow=True))
    assert "Nothing was changed" in page
    assert not AuditRecord.objects.exists()


def test_a_test_is_on_its_way_to_whoever_asks(administrator):
    page = text(administrator.post("/staff/mail/", {"test": "1"}, follow=True))
    assert "A test is on its way to administrator@example.org." in page
    assert outbox.send_waiting() == 1
    assert "Sent" in text(administrator.get("/staff/mail/?show=sent"))


def test_late_mail_is_said_and_shows_to_whoever_watches_the_machine(administrator, visitor):
    row = leave_test(by=administrator.user)
    with time_machine.travel(row.due_at + datetime.timedelta(hours=3, minutes=1)):
        assert visitor.get("/readyz").json()["outbox"] == "late by 3 hours"
        assert visitor.get("/readyz").status_code == 200
    with time_machine.travel(row.due_at + datetime.timedelta(minutes=59)):
        assert visitor.get("/readyz").json()["outbox"] == "ok"


def test_the_list_costs_the_same_for_one_mail_and_for_many(
    administrator, django_assert_max_num_queries
):
    for number in range(60):
        mail.leave(
            kind="test", key=f"n{number}", recipient="sam@example.org",
            ids={"user": administrator.user.pk},
        )  # fmt: skip
    administrator.get("/staff/mail/")  # the first page of a day also notes the day
    with django_assert_max_num_queries(9):
        page = administrator.get("/staff/mail/?show=waiting").content.decode()
    assert page.count('<li class="row">') == 50
    assert "show=waiting&amp;page=2" in page


# Words of mail


WORDS = {"subject": "Hello {name}", "body": "A try on {day}.\r\n\r\n{link}"}


def test_a_curator_rewords_a_mail_and_goes_back(curator, administrator):
    shown = curator.post("/staff/mail/texts/test/", WORDS | {"preview": "1"})
    assert "Hello Sam Taylor" in text(shown)
    assert not MailText.objects.exists()
    curator.post("/staff/mail/texts/test/", WORDS)
    leave_test(by=administrator.user)
    outbox.send_waiting()
    assert django_mail.outbox[0].subject == "Hello Ad Min"
    curator.post("/staff/mail/texts/test/", {"default": "1"})
    assert not MailText.objects.exists()
    assert mail.wording(mail.kinds["test"]).subject == "A test from {site}"
    acts = list(AuditRecord.objects.values_list("act", flat=True))
    assert acts == ["gave a mail its first words", "reworded a mail"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"subject": "Hello {nmae}"}, "{nmae} is not known here, so nothing could stand in"),
        ({"body": "{0.__class__}"}, "{0.__class__} is not known here"),
        ({"body": "{name"}, "A curly bracket stands alone. Close it or delete it."),
        ({"subject": ""}, "Enter a subject"),
        ({"body": " "}, "Enter the text"),
    ],
)
def test_words_that_could_not_be_filled_are_refused_and_kept_on_screen(curator, wrong, sentence):
    response = curator.post("/staff/mail/texts/test/", WORDS | wrong)
    assert response.status_code == 422
    assert text(response).count(sentence) == 2
    assert "<title>Error: Words of" in response.content.decode()
    assert not MailText.objects.exists()


def test_what_a_mail_needs_cannot_be_left_out(curator, monkeypatch):
    kind = mail.MailKind(
        "invited", "test", lambda ids: mail.Built({}), placeholders={"link": "x"}, needed=("link",)
    )
    monkeypatch.setitem(mail.kinds, "invited", kind)
    response = curator.post("/staff/mail/texts/invited/", {"subject": "Hello", "body": "Hello"})
    assert "Keep {link} in the text" in text(response)


def test_an_unknown_mail_is_not_found(curator):
    assert curator.get("/staff/mail/texts/nonsense/").status_code == 404


def test_every_kind_comes_with_words_that_fit_it():
    for kind in mail.kinds.values():
        words = mail.default_wording(kind)
        assert words.subject
        assert words.body
        assert not mail.problems(kind, words.subject, words.body), kind.name


# Audit record


@pytest.fixture
def acts(administrator):
    """Two acts of two days."""
    with time_machine.travel("2026-06-01 12:00"):
        audit.note(act="invited", by=administrator.user, label="Lea Der")
    with time_machine.travel("2026-06-30 22:30"):  # 23:30 in London
        audit.note(act="withdrew", by=SystemActor("due work"), label="<b>", reason="Wrong", n=3)


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Withdrew", "Invited"]),
        ({"person": "ad m"}, ["Invited"]),
        ({"act": "withdrew"}, ["Withdrew"]),
        ({"since_0": "2", "since_1": "6", "since_2": "2026"}, ["Withdrew"]),
        ({"until_0": "30", "until_1": "6", "until_2": "2026"}, ["Withdrew", "Invited"]),
        ({"until_0": "29", "until_1": "6", "until_2": "2026"}, ["Invited"]),
        ({"person": "nobody"}, []),
        ({"page": "99999999999999"}, ["Withdrew", "Invited"]),
    ],
)
def test_acts_are_found_by_person_act_and_day(administrator, acts, asked, found):
    page = administrator.get("/staff/audit/", asked).content.decode()
    assert re.findall(r'row__title">([^<]+)<', page) == found


def test_what_was_done_is_shown_as_text(administrator, acts):
    response = administrator.get("/staff/audit/")
    assert "reason: Wrong" in text(response)
    assert "&lt;b&gt;" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since_0": "31", "since_1": "2", "since_2": "2026"}, "Enter a real date"),
        ({"act": "nonsense"}, "Choose an act from the list"),
        (
            {f"{name}_{at}": part for name, parts in (("since", "2 6 2026"), ("until", "1 6 2026"))
             for at, part in enumerate(parts.split())},
            "The second day must be the same as the first, or later",
        ),
    ],
)  # fmt: skip
def test_a_wrong_filter_says_what_to_do(administrator, acts, asked, sentence):
    response = administrator.get("/staff/audit/", asked)
    assert response.status_code == 422
    assert "<title>Error: Audit record" in response.content.decode()
    assert text(response).count(sentence) == 2


def test_a_long_record_has_pages_that_keep_the_filter(administrator, django_assert_max_num_queries):
    for number in range(120):
        audit.note(act="invited", by=administrator.user, label=f"No {number}")
    administrator.get("/staff/audit/")  # the first page of a day also notes the day
    with django_assert_max_num_queries(9):
        page = administrator.get("/staff/audit/?act=invited").content.decode()
    assert page.count('<li class="row">') == 50
    assert "?act=invited&amp;page=3" in page


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_record_cannot_be_touched(administrator, acts, method):
    assert getattr(administrator, method)("/staff/audit/").status_code == 405
    assert AuditRecord.objects.count() == 2


# Everything as one file


def enter_password_again(client):
    """Where the portal asks for it; then the page with the button stands there again."""
    address = "/accounts/reauthenticate/?next=/staff/export/file/"
    response = client.post(address, {"password": PASSWORD}, follow=True)
    assert "Thank you, that was you." in text(response)


def test_the_password_is_asked_again_first(administrator):
    response = administrator.post("/staff/export/file/")
    assert response.status_code == 302
    assert "/reauthenticate/" in response.headers["Location"]
    assert not AuditRecord.objects.filter(act="took everything away").exists()


def test_everything_is_in_the_file_but_secrets(content, administrator):
    FormDraft.objects.create(user=administrator.user, form="x", data={"canary": "unsaved typing"})
    audit.note(act="invited", by=administrator.user, label="=1+1")
    enter_password_again(administrator)
    response = administrator.post("/staff/export/file/")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert administrator.user.password.encode() not in everything
    assert b"unsaved typing" not in everything
    people = list(
        csv.DictReader(archive.read("accounts_user.csv").decode("utf-8-sig").splitlines())
    )
    assert [row["email"] for row in people] == ["administrator@example.org"]
    assert "password" not in people[0]
    assert b"'=1+1" in archive.read("core_auditrecord.csv")
    assert b"Stroke" in archive.read("projects_project.csv")
    assert "projects_project.csv: 11 rows" in archive.read("Read me.txt").decode()
    record = AuditRecord.objects.get(act="took everything away")
    assert record.details["rows"] > 100


def test_no_column_that_opens_something_is_ever_exported(administrator):
    enter_password_again(administrator)
    response = administrator.post("/staff/export/file/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    for name in archive.namelist():
        if name.endswith(".csv"):
            heads = archive.read(name).decode("utf-8-sig").splitlines()[0]
            assert not re.search("password|secret|token|hash", heads), name


def test_a_mail_with_html_in_it_is_previewed_as_text(curator):
    sent = {"subject": "Hello", "body": "<img src=x onerror=alert(1)> {link}", "preview": "1"}
    page = curator.post("/staff/mail/texts/invitation/", sent).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page
