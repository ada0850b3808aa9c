"""What a person takes back is gone everywhere: pages, versions, changes, drafts, files."""

import datetime
import io
from typing import Any

import docx
import pytest
import time_machine
from django.test import Client

from apps.core import clock
from apps.core.actors import SystemActor
from apps.publishing import actions as texts
from apps.publishing import workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import Consent, FormDraft, SearchDocument, Version, WorkingCopy
from apps.showcase import consents
from apps.showcase.actions import consents as actions
from apps.showcase.models import CaseStudy
from tests.personas import Person
from tests.showcase.conftest import WORDS, own_page, publish, says_right, speak, write

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


def test_taking_back_is_gone_everywhere_in_the_same_request(
    published: CaseStudy, visitor: Client, contributor: Person, consent: Consent
) -> None:
    speak(contributor, published, consent, f"{WORDS}, and again")  # a change that waits
    answer = visitor.post(own_page(consent) + "take-back/", {"everything": "yes"})
    assert answer.status_code == 302
    page = visitor.get(published.get_absolute_url()).content.decode()
    assert WORDS not in page and "A carer, Airedale" not in page
    told = [*Version.objects.all(), *WorkingCopy.objects.all()]
    assert told and not [row for row in told if WORDS in str(row.data)]
    assert not [row for row in SearchDocument.objects.all() if WORDS in row.body]
    end = visitor.get(own_page(consent)).content.decode()
    assert "It is no longer shown on this site" in end
    assert WORDS not in end


def test_a_story_whose_summary_rests_on_it_is_withdrawn(
    story: CaseStudy, contributor: Person, curator: Person, visitor: Client, consent: Consent
) -> None:
    write(
        contributor, story, "words", summary_consent=consent.pk,
        **{"blocks-TOTAL_FORMS": "0", "blocks-INITIAL_FORMS": "0"},
    )  # fmt: skip
    says_right(visitor, consent, story)
    publish(story, contributor, curator)
    address = story.get_absolute_url()
    assert visitor.get(address).status_code == 200
    visitor.post(own_page(consent) + "take-back/", {"everything": "yes"})
    gone = visitor.get(address)
    assert gone.status_code == 410
    story.refresh_from_db()
    assert (story.state, story.summary) == ("withdrawn", "")
    for page in ("/case-studies/", "/search/?q=letter", "/feeds/updates.xml", "/sitemap-story.xml"):
        assert story.title not in visitor.get(page).content.decode()


def test_on_its_day_it_is_hidden_with_nobody_acting(
    published: CaseStudy, visitor: Client, consent: Consent
) -> None:
    last = consent.expires_on - datetime.timedelta(days=1)
    with time_machine.travel(datetime.datetime(last.year, last.month, last.day, 12), tick=False):
        assert WORDS in visitor.get(published.get_absolute_url()).content.decode()
    day = consent.expires_on
    with time_machine.travel(datetime.datetime(day.year, day.month, day.day, 12), tick=False):
        page = visitor.get(published.get_absolute_url())
        assert page.status_code == 200
        assert WORDS not in page.content.decode()


def test_some_of_it_can_be_taken_back(
    published: CaseStudy, visitor: Client, consent: Consent
) -> None:
    visitor.post(own_page(consent) + "take-back/", {"everything": "no", "parts": ["in_print"]})
    consent.refresh_from_db()
    assert consent.state == "given" and not consent.in_print
    assert WORDS in visitor.get(published.get_absolute_url()).content.decode()
    visitor.post(own_page(consent) + "take-back/", {"everything": "no", "parts": ["words"]})
    consent.refresh_from_db()
    assert consent.state == "given" and consent.picture
    assert WORDS not in visitor.get(published.get_absolute_url()).content.decode()


def test_being_named_otherwise_shows_at_once(
    published: CaseStudy, visitor: Client, consent: Consent
) -> None:
    visitor.get(published.get_absolute_url())
    visitor.post(own_page(consent) + "name/", {"credit_as": "Ann, 54"})
    page = visitor.get(published.get_absolute_url()).content.decode()
    assert "Ann, 54" in page and "A carer, Airedale" not in page
    assert consents.problems(CaseStudy.objects.get()) == []


def test_words_that_only_wait_or_were_only_typed_are_gone_too(
    published: CaseStudy, visitor: Client, contributor: Person, consent: Consent, partner_a: object
) -> None:
    other = Consent.objects.create(
        partner=partner_a, label="Carer B", capacity="self", on_portal=True, words=True,
        state="given", given_on=clock.today(),
        expires_on=clock.today() + datetime.timedelta(days=99),
    )  # fmt: skip
    speak(contributor, published, other, "Nobody has read this yet")
    typed = {"blocks-0-body": "Half a sentence", "blocks-0-consent": other.pk}
    contributor.post(f"/staff/case-studies/{published.pk}/typing/words/", typed)
    actions.take_back(consent=other)
    told = [*Version.objects.all(), *WorkingCopy.objects.all()]
    assert not [row for row in told if "Nobody has read this yet" in str(row.data)]
    assert not FormDraft.objects.exists()
    assert WORDS in visitor.get(published.get_absolute_url()).content.decode()


def test_versions_of_a_story_end_with_what_was_taken_back(
    published: CaseStudy, visitor: Client, curator: Person, consent: Consent
) -> None:
    version: Any = formats.begin(page=published, form="large_print", language="en-GB", by=BY)
    changes = {"body": f"In large letters: {WORDS}"}
    texts.save(item=version, changes=changes, edit_count=version.edit_count, by=BY)
    workflow.move(version, "submit", by=BY)
    address = workflow.move(version, "publish", by=BY).get_absolute_url()
    assert WORDS in visitor.get(address).content.decode()
    day = consent.expires_on
    with time_machine.travel(datetime.datetime(day.year, day.month, day.day, 12), tick=False):
        assert visitor.get(address).status_code in (404, 410)
    actions.take_back(consent=consent)
    gone = visitor.get(address)
    assert gone.status_code == 410
    assert WORDS not in gone.content.decode()


def test_the_word_document_holds_nothing_that_was_taken_back(
    published: CaseStudy, visitor: Client, consent: Consent
) -> None:
    tag = visitor.get(published.get_absolute_url() + "word/").headers["ETag"]
    actions.take_back(consent=consent)
    answer = visitor.get(published.get_absolute_url() + "word/", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    document = docx.Document(io.BytesIO(answer.content))
    assert not [p for p in document.paragraphs if WORDS in p.text]
