"""The ledger of consents: who confirms, who reads what, links, and warnings before the end."""

import datetime
import re

import pytest
import time_machine
from django.test import Client

from apps.core.actors import SystemActor
from apps.core.outgoing import OutgoingMail
from apps.publishing.models import Consent
from apps.showcase.actions import consent_mails as mails
from apps.showcase.actions import consents as actions
from apps.showcase.models import CaseStudy
from tests.personas import Person
from tests.showcase.conftest import WORDS, own_page

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


def test_a_link_that_was_replaced_or_made_up_leads_nowhere(
    consent: Consent, visitor: Client, curator: Person
) -> None:
    before = own_page(consent)
    assert visitor.get(before).status_code == 200
    curator.post(f"/staff/consent/{consent.reference}/link/")
    assert visitor.get(before).status_code == 404
    assert visitor.get(own_page(consent)).status_code == 200
    assert visitor.get("/consent/made-up/").status_code == 404


def test_warned_60_and_14_days_before_and_curators_on_the_day(
    consent: Consent, curator: Person
) -> None:
    def run(days: int) -> list[str]:
        day = consent.expires_on - datetime.timedelta(days=days)
        with time_machine.travel(datetime.datetime(day.year, day.month, day.day, 9), tick=False):
            mails.leave_endings()
            mails.leave_endings()
        rows = OutgoingMail.objects.order_by("pk")
        return [f"{row.kind} {row.recipient}" for row in rows]

    assert run(61) == []
    first = ["consent_to_person carer@example.org"]
    assert run(60) == first
    assert run(30) == first
    assert run(14) == first * 2
    assert run(0) == [*first * 2, "consent_to_curator curator@example.org"]


def test_a_curator_confirms_and_not_whoever_started_it(
    curator: Person, second_curator: Person, partner_a: object
) -> None:
    form = {
        "partner": partner_a.pk, "label": "Carer B", "capacity": "self",  # type: ignore[attr-defined]
        "purposes": ["on_portal"], "may_use": ["words"], "email": "b@example.org",
        "expires_on_0": "4", "expires_on_1": "3", "expires_on_2": "2028",
    }  # fmt: skip
    answer = curator.post("/staff/consent/new/", form)
    page = answer.url
    early = curator.post(f"{page}confirm/", follow=True)
    assert "Hand in the paper first" in early.content.decode()
    day = {"given_on_0": "1", "given_on_1": "11", "given_on_2": "2026"}
    missing = curator.post(f"{page}hand-in/", day)
    assert missing.status_code == 422
    curator.post(f"{page}hand-in/", {**day, "aloud": "on"})
    own = curator.post(f"{page}confirm/", follow=True)
    assert "another curator confirms" in own.content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', second_curator.get(page).text)[1]
    second_curator.post(f"{page}confirm/", {"seen": seen})
    assert Consent.objects.get().state == "given"


def test_ledger_paper_and_outside_uses_are_the_curators(
    consent: Consent, contributor: Person, outsider: Person, curator: Person, story: CaseStudy
) -> None:
    page = f"/staff/consent/{consent.reference}/"
    assert contributor.get(page).status_code == 200
    assert outsider.get(page).status_code == 404
    for closed in ("outside/", "paper/", "taken-back/"):
        assert contributor.get(page + closed).status_code == 404
    assert "carer@example.org" not in contributor.get(page).content.decode()
    used = curator.post(page + "outside/", {"purpose": "in_print", "where": "Annual report 2026"})
    assert WORDS in used.content.decode() and "A carer, Airedale" in used.content.decode()
    assert curator.post(page + "outside/", {"purpose": "in_press", "where": "x"}).status_code == 422
    actions.take_back(consent=Consent.objects.get(pk=consent.pk))
    shown = curator.get("/staff/consent/?show=outside").content.decode()
    assert consent.label in shown
