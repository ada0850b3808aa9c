"""Words that a person took back are nowhere, also where nobody thought of them."""

import datetime

import pytest
from django.test import Client

from apps.core import clock
from apps.partners.models import Partner
from apps.publishing.models import Consent, FormDraft, PartNote, Version
from apps.showcase.actions import consents as actions
from apps.showcase.models import CaseStudy, StoryAnswer
from tests.personas import Person
from tests.showcase.conftest import WORDS, own_page, speak
from tests.showcase.test_story_guarded import ask

pytestmark = pytest.mark.django_db
FIRST = "They sent my mother from door to door"


def test_the_first_wording_goes_too_though_no_consent_was_chosen_yet(
    story: CaseStudy, contributor: Person, consent: Consent
) -> None:
    speak(contributor, story, None, FIRST)
    speak(contributor, story, consent, "My mother was sent to three doors")
    actions.take_back(consent=consent)
    assert Version.objects.count() > 3
    for version in Version.objects.filter(kind="story"):
        assert FIRST not in str(version.data) and "three doors" not in str(version.data)


def test_the_words_of_another_person_stay(
    story: CaseStudy, contributor: Person, consent: Consent, partner_a: Partner
) -> None:
    other = Consent.objects.create(
        partner=partner_a, label="Carer B", capacity="self", on_portal=True, words=True,
        state="given", given_on=clock.today(),
        expires_on=clock.today() + datetime.timedelta(days=99),
    )  # fmt: skip
    speak(contributor, story, other, "What the other one said")
    speak(contributor, story, consent, "What the first one said then")
    actions.take_back(consent=consent)
    told = [str(version.data) for version in Version.objects.filter(kind="story")]
    assert [one for one in told if "What the other one said" in one]
    assert not [one for one in told if "first one said" in one]


def test_a_reviewer_who_quotes_them_is_not_read_any_more(
    story: CaseStudy, contributor: Person, curator: Person, visitor: Client, consent: Consent
) -> None:
    link = ask(contributor, story)
    visitor.post(link, {"said": "change", "words": f"“{WORDS}” is too long"})
    contributor.post(f"/staff/case-studies/{story.pk}/move/submit/", {"meant": "on"})
    note = {"note": "See below", "part-why": f"Is “{WORDS.upper()}” theirs?"}
    curator.post(f"/staff/case-studies/{story.pk}/move/return/", note)
    PartNote.objects.update_or_create(
        kind="story", object_id=story.pk, part="hard",
        defaults={"words": f"She says: {WORDS}", "made_on": clock.today()},
    )  # fmt: skip
    actions.take_back(consent=consent)
    assert story.reviews.get().words == ""
    assert not [row for row in PartNote.objects.all() if WORDS.lower() in row.words.lower()]
    assert WORDS not in contributor.get(f"/staff/case-studies/{story.pk}/").text


def test_what_was_said_of_a_change_is_gone_where_it_quotes_them(
    published: CaseStudy, curator: Person, visitor: Client, consent: Consent
) -> None:
    asked = {"story": published.pk, "said": "change", "words": f"Not “{WORDS}”"}
    visitor.post(own_page(consent), asked)
    why_not = f"/staff/consent/{consent.reference}/why-not/{published.pk}/"
    assert curator.post(why_not, {"words": f"The tape says: {WORDS}"}).status_code == 302
    actions.take_back(consent=consent)
    said = StoryAnswer.objects.get(said="change")
    assert (said.words, said.why_not) == ("…", "…") and said.answered_on is not None


def test_an_open_window_brings_them_back_neither_typed_nor_saved(
    published: CaseStudy, contributor: Person, consent: Consent, partner_a: Partner
) -> None:
    address = f"/staff/case-studies/{published.pk}/"
    page = contributor.get(f"{address}edit/words/").text
    began = page.split('name="began" value="')[1].split('"')[0]
    typed = {
        "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0", "blocks-0-kind": "quote",
        "blocks-0-heading": "why", "blocks-0-body": f"{WORDS}. And I wept.", "began": began,
        "edit_count": published.edit_count, "blocks-0-consent": consent.pk,
    }  # fmt: skip
    assert contributor.post(f"{address}typing/words/", typed).status_code == 204
    actions.take_back(consent=consent)
    assert contributor.post(f"{address}typing/words/", typed).status_code == 410
    assert not FormDraft.objects.exists()
    other = Consent.objects.create(
        partner=partner_a, label="Carer B", capacity="self", on_portal=True, words=True,
        state="given", given_on=clock.today(),
        expires_on=clock.today() + datetime.timedelta(days=99),
    )  # fmt: skip
    published.refresh_from_db()
    refused = speak(contributor, published, other, f"{WORDS}. And I wept.")
    assert refused.status_code == 422
    assert "A person took these words back" in refused.text
    assert speak(contributor, published, other, "Something of my own to say").status_code == 302
    fresh = contributor.get(f"{address}edit/words/").text
    now = fresh.split('name="began" value="')[1].split('"')[0]
    kept = contributor.post(
        f"{address}typing/words/", {**typed, "began": now, "blocks-0-body": "x"}
    )
    assert kept.status_code == 204 and FormDraft.objects.exists()


def test_own_page_of_a_consent_that_is_over_says_so(
    published: CaseStudy, visitor: Client, consent: Consent
) -> None:
    actions.take_back(consent=consent)
    page = visitor.get(own_page(consent))
    assert page.status_code == 200 and WORDS not in page.text
