"""Nothing of a story goes out unless the people in it have seen it and said yes."""

import datetime

import pytest
from django.test import Client

from apps.core import clock
from apps.core.actors import SystemActor
from apps.publishing.models import Consent
from apps.showcase import consents
from apps.showcase.models import CaseStudy, StoryAnswer
from tests.personas import Person
from tests.showcase.conftest import WORDS, own_page, says_right, speak

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


def test_nothing_goes_out_before_the_person_has_seen_it(
    story: CaseStudy, contributor: Person, curator: Person, visitor: Client, consent: Consent
) -> None:
    contributor.post(f"/staff/case-studies/{story.pk}/move/submit/", {})
    refused = curator.post(f"/staff/case-studies/{story.pk}/move/publish/", {})
    assert refused.status_code == 422
    assert "has not seen this as it is now" in refused.content.decode()
    page = visitor.get(own_page(consent)).content.decode()
    assert WORDS in page and "Nobody outside the team can read this yet" in page
    says_right(visitor, consent, story)
    assert curator.post(f"/staff/case-studies/{story.pk}/move/publish/", {}).status_code == 302


def test_other_words_need_another_yes(
    story: CaseStudy, contributor: Person, visitor: Client, consent: Consent
) -> None:
    says_right(visitor, consent, story)
    assert consents.problems(story) == []
    speak(contributor, story, consent, "Other words altogether")
    story.refresh_from_db()
    assert "has not seen this as it is now" in consents.problems(story)[0]


def test_please_change_stands_in_the_way_and_says_what(
    story: CaseStudy, visitor: Client, consent: Consent
) -> None:
    empty = visitor.post(own_page(consent), {"story": story.pk, "said": "change"})
    assert empty.status_code == 422
    assert "Write what should be different" in empty.content.decode()
    visitor.post(own_page(consent), {"story": story.pk, "said": "change", "words": "Not “three”"})
    assert "asks for a change: “Not “three””" in consents.problems(story)[0]


def test_read_aloud_counts_as_seen_and_says_by_whom(
    story: CaseStudy, curator: Person, consent: Consent
) -> None:
    page = f"/staff/consent/{consent.reference}/aloud/{story.pk}/"
    assert WORDS in curator.get(page).content.decode()
    today = clock.today()
    day = {"on_0": today.day, "on_1": today.month, "on_2": today.year}
    answer = curator.post(page, {"said": "right", "read_by": "the group’s worker", **day})
    assert answer.status_code == 302
    said = StoryAnswer.objects.get()
    assert (said.read_by, said.noted_by) == ("the group’s worker", curator.user)
    assert consents.problems(story) == []


def test_an_ended_consent_stops_publication(
    story: CaseStudy, visitor: Client, consent: Consent
) -> None:
    says_right(visitor, consent, story)
    Consent.objects.filter(pk=consent.pk).update(expires_on=clock.today())
    assert "is not live: ended" in consents.problems(CaseStudy.objects.get())[0]


def test_words_without_consent_stop_publication(story: CaseStudy, contributor: Person) -> None:
    speak(contributor, story, None)
    story.refresh_from_db()
    assert "say on which consent it rests" in consents.problems(story)[0]


def test_a_consent_of_another_partner_cannot_be_chosen(
    story: CaseStudy, contributor: Person, partner_b: object
) -> None:
    theirs = Consent.objects.create(
        partner=partner_b, label="Theirs", capacity="self", on_portal=True, words=True,
        expires_on=clock.today() + datetime.timedelta(days=9),
    )  # fmt: skip
    answer = speak(contributor, story, theirs)
    assert answer.status_code == 422
    assert (
        "Theirs"
        not in contributor.get(f"/staff/case-studies/{story.pk}/edit/words/").content.decode()
    )
