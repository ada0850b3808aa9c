"""Asking us something without an account: every kind, every refusal, and nothing that leaks."""

import datetime
import json
import logging
import re

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from apps.core import clock
from apps.core.models import AuditRecord
from apps.publishing.models import Request
from apps.publishing.requests_due import purge_requests
from tests.factories import PartnerFactory, ProjectFactory

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"
RIGHT = {
    "wrong": {"words": "The date is 2021.", "reply_by": "email", "email": "jo@example.org"},
    "tell-us": {"words": "It began in May.", "reply_by": "none"},
    "format": {"format_wanted": "easy-read", "words": "", "reply_by": "post", "post": "1 High St"},
    "give-us-this": {"words": "The film", "reply_by": "phone", "phone": "01632 960000"},
    "suggest-a-story": {"words": "We moved the signs.", "reply_by": "none"},
    "call-me": {"phone": "01632 960001", "name": "Jo"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def project():
    return ProjectFactory(title="Stroke work", slug="stroke-work")


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("key", ["project-stroke-work", "partner-a-partner", "site"])
@pytest.mark.parametrize("kind", RIGHT)
def test_a_visitor_asks_and_reads_by_when_we_answer(visitor, project, kind, key):
    PartnerFactory(name="A partner", slug="a-partner")
    assert visitor.get(f"/ask/{kind}/{key}/").status_code == 200
    response = visitor.post(f"/ask/{kind}/{key}/", RIGHT[kind])
    due = clock.add_working_days(clock.today(), 10)
    asked = Request.objects.get()
    assert response.url == f"/ask/thank-you/{due}/{asked.reference}/"
    thanks = text(visitor.get(response.url))
    assert f"We answer by {due.day} {due:%B}." in thanks
    assert f"say its reference: {asked.reference} ." in thanks
    assert (asked.kind, asked.due, asked.state) == (kind, due, "open")
    titles = {"project-stroke-work": "Stroke work", "partner-a-partner": "A partner", "site": ""}
    assert asked.about == titles[key]
    assert asked.item_kind == key.partition("-")[0]
    assert asked.words == RIGHT[kind].get("words", "")


def test_the_way_to_answer_is_kept_with_its_contact_and_no_other(visitor, project):
    given = {**RIGHT["wrong"], "reply_by": "phone", "phone": "01632 960000", "post": "High St"}
    visitor.post("/ask/wrong/site/", given)
    asked = Request.objects.get()
    assert (asked.reply_by, asked.contact) == ("phone", "01632 960000")


def test_whoever_needs_no_reply_leaves_no_name_and_no_contact(visitor):
    given = {**RIGHT["wrong"], "reply_by": "none", "name": "Jo"}
    visitor.post("/ask/wrong/site/", given)
    asked = Request.objects.get()
    assert (asked.contact, asked.name) == ("", "")


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("wrong", {"words": ""}, "Write what is wrong"),
        ("wrong", {"words": "   "}, "Write what is wrong"),
        ("wrong", {"words": "a" * 2001}, "Shorten this to 2000 letters"),
        ("wrong", {"reply_by": ""}, "Select how we should answer"),
        ("wrong", {"email": ""}, "Enter an e-mail address, like name@example.org"),
        ("wrong", {"email": "jo"}, "Enter an e-mail address, like name@example.org"),
        ("give-us-this", {"phone": ""}, "Enter a phone number"),
        ("format", {"post": ""}, "Enter a name and address"),
        ("format", {"format_wanted": ""}, "Select the format you need"),
        ("format", {"format_wanted": "language"}, "Write which language you need"),
        ("format", {"format_wanted": "other"}, "Write which format you need"),
        ("suggest-a-story", {"words": ""}, "Write what happened, in a sentence or two"),
        ("call-me", {"phone": ""}, "Enter a phone number"),
        ("call-me", {"phone": "ring me on the mobile"}, "Enter a phone number, like 0113 496 0000"),
        ("wrong", {"words": "a\x00b"}, "A character here cannot be stored. Type this again."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(visitor, kind, changes, message):
    response = visitor.post(f"/ask/{kind}/site/", {**RIGHT[kind], "name": "Joan", **changes})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert page.count(message) == 2
    assert 'value="Joan"' in page
    assert not Request.objects.exists()


def test_a_text_of_the_full_length_with_line_ends_of_two_letters_is_taken(visitor):
    visitor.post("/ask/wrong/site/", {**RIGHT["wrong"], "words": "ab\r\n" * 600 + "a" * 200})
    assert len(Request.objects.get().words) == 2000


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    [
        "wrong/project-nothing", "wrong/project-", "wrong/nothing-stroke-work", "wrong/stroke-work",
        "nonsense/site", "wrong/project-draft", "wrong/project-gone", "wrong/partner-hidden",
        "thank-you/2026-02-30/R-23456789", "thank-you/2020-01-01/R-23456789",
        "thank-you/2999-01-01/R-23456789", "thank-you/2026-12-08/R-nonsense",
    ],
)  # fmt: skip
def test_what_is_not_there_or_not_public_is_not_found(visitor, project, address, method):
    ProjectFactory(slug="draft", state="draft")
    ProjectFactory(slug="gone", state="withdrawn", withdrawn_reason="Asked for")
    PartnerFactory(slug="hidden", public=False)
    response = getattr(visitor, method)(f"/ask/{address}/", RIGHT["wrong"])
    assert response.status_code in ((404,) if method == "get" else (404, 405))
    assert not Request.objects.exists()


def test_posting_needs_the_cookie_that_only_the_form_sets(project):
    strict = Client(enforce_csrf_checks=True)
    assert not strict.get("/our-work/stroke-work/").cookies
    assert strict.post("/ask/wrong/site/", RIGHT["wrong"]).status_code == 403
    page = strict.get("/ask/wrong/site/")
    assert list(page.cookies) == ["csrftoken"]
    assert "no-store" in page.headers["Cache-Control"]
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page.content.decode())[1]
    done = strict.post("/ask/wrong/site/", {**RIGHT["wrong"], "csrfmiddlewaretoken": token})
    assert done.status_code == 302
    assert not strict.get(done.url).cookies


def test_the_thirteenth_in_an_hour_from_one_network_waits_and_keeps_its_words(visitor):
    for _ in range(12):
        assert visitor.post("/ask/tell-us/site/", RIGHT["tell-us"]).status_code == 302
    refused = visitor.post("/ask/tell-us/site/", {"words": CANARY, "reply_by": "none"})
    assert refused.status_code == 429
    assert CANARY in text(refused)
    assert "Wait an hour and send it again" in text(refused)
    assert Request.objects.count() == 12
    elsewhere = visitor.post("/ask/tell-us/site/", RIGHT["tell-us"], REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_behind_a_proxy_the_network_is_what_the_proxy_wrote_last(visitor, settings):
    settings.BEHIND_PROXY = True
    for number in range(12):
        forged = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}, 192.0.2.1"}
        assert visitor.post("/ask/tell-us/site/", RIGHT["tell-us"], **forged).status_code == 302
    forged = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.1"}
    assert visitor.post("/ask/tell-us/site/", RIGHT["tell-us"], **forged).status_code == 429


def test_wrong_entries_do_not_count(visitor):
    for _ in range(15):
        assert visitor.post("/ask/wrong/site/", {}).status_code == 422
    assert visitor.post("/ask/wrong/site/", RIGHT["wrong"]).status_code == 302


def test_a_network_address_stands_nowhere(visitor, django_db_blocker):
    from django.db import connection  # noqa: PLC0415

    visitor.post("/ask/wrong/site/", RIGHT["wrong"], REMOTE_ADDR="203.0.113.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM portal_cache")
        kept = str(cursor.fetchall())
    assert "limit:ask" in kept
    assert "203.0.113.77" not in kept


def test_nothing_that_was_written_stands_in_logs_addresses_or_the_audit(visitor, project, caplog):
    given = {
        "words": CANARY, "reply_by": "email", "email": f"{CANARY}@example.org", "name": CANARY,
    }  # fmt: skip
    with caplog.at_level(logging.DEBUG):
        response = visitor.post("/ask/wrong/project-stroke-work/", given)
        after = visitor.get(response.url)
    assert Request.objects.get().words == CANARY
    logged = json.dumps([str(record.msg) + record.getMessage() for record in caplog.records])
    ours = [line for line in logged.split('", "') if "django.db" not in line]
    assert CANARY.lower() not in response.url.lower()
    assert CANARY not in after.content.decode()
    assert not any("GET" in line and CANARY in line for line in ours)
    assert not [
        record for record in caplog.records
        if record.name != "django.db.backends" and CANARY in str(record.msg)
    ]  # fmt: skip
    assert not AuditRecord.objects.filter(label__contains=CANARY).exists()


def test_script_in_every_field_is_text(visitor):
    evil = "<script>alert(1)</script>"
    page = visitor.post("/ask/wrong/site/", {"words": evil, "name": evil, "reply_by": evil})
    assert evil not in page.content.decode()
    assert evil not in visitor.get("/ask/wrong/site/", {"of": evil}).content.decode()


def test_forbidden_fields_change_nothing(visitor, project, administrator):
    forbidden = {
        "state": "done", "answer": "x", "owner": administrator.user.pk, "due": "2030-01-01",
        "purge_on": "2099-01-01", "reference": "R-1", "kind": "call-me", "object_id": "999",
        "item_kind": "page", "answered_on": "2026-01-01",
    }  # fmt: skip
    visitor.post("/ask/wrong/project-stroke-work/", {**RIGHT["wrong"], **forbidden})
    asked = Request.objects.get()
    assert (asked.state, asked.answer, asked.owner, asked.kind) == ("open", "", None, "wrong")
    assert asked.due == clock.add_working_days(clock.today(), 10)
    assert (asked.item_kind, asked.object_id) == ("project", project.pk)
    assert asked.reference.startswith("R-") and len(asked.reference) == 10


def test_the_pages_of_records_lead_to_the_form(content, visitor):
    page = visitor.get("/our-work/stroke-co-creation/").content.decode()
    for kind in ("wrong", "tell-us", "format", "suggest-a-story", "call-me"):
        assert f'href="/ask/{kind}/project-stroke-co-creation/' in page, kind
    assert (
        "/ask/tell-us/partner-future-nhs/" in visitor.get("/partners/future-nhs/").content.decode()
    )
    assert "/ask/call-me/site/" in visitor.get("/contact/").content.decode()


def make(**changes):
    return Request.objects.receive(
        **{
            "kind": "wrong",
            "reply_by": "email",
            "contact": "jo@example.org",
            "words": "x",
            **changes,
        }
    )


@pytest.mark.every_case
@pytest.mark.parametrize(
    "broken",
    [
        {"contact": ""},
        {"reply_by": "none"},
        {"state": "done", "answer": "x"},
        {"state": "done", "answered_on": datetime.date(2026, 1, 1)},
        {"answered_on": datetime.date(2026, 1, 1)},
        {"item_kind": "project"},
        {"object_id": 1},
        {"kind": "format"},
        {"format_wanted": "bsl"},
        {"erased_on": datetime.date(2026, 1, 1)},
        {"state": "nonsense"},
    ],
)
def test_the_database_refuses_what_can_not_be(broken):
    make()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**broken)


def test_after_six_months_nothing_of_what_people_told_us_is_left():
    asked = make(words=CANARY, name=CANARY)
    other = make(words="later")
    Request.objects.filter(pk=other.pk).update(purge_on=asked.purge_on + datetime.timedelta(days=1))
    assert asked.purge_on == clock.add_months(asked.due, 6)
    assert purge_requests(asked.purge_on - datetime.timedelta(days=1)) == 0
    assert purge_requests(asked.purge_on) == 1
    assert purge_requests(asked.purge_on) == 0
    asked.refresh_from_db()
    assert (asked.words, asked.name, asked.contact, asked.answer) == ("", "", "", "")
    assert asked.erased_on == asked.purge_on
    other.refresh_from_db()
    assert other.words == "later"
