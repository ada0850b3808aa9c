"""A story, from a project to the public, and gone again when the person in it says so."""

import datetime
import io
from typing import Any

import docx
import pytest
import time_machine
from django.test import Client

from apps.core import clock
from apps.core.actors import SystemActor
from apps.core.outgoing import OutgoingMail
from apps.publishing import actions as texts
from apps.publishing import workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import Consent, FormDraft, SearchDocument, Version, WorkingCopy
from apps.showcase import consents
from apps.showcase.actions import consent_mails as mails
from apps.showcase.actions import consents as actions
from apps.showcase.models import CaseStudy, StoryAnswer
from tests.personas import Person
from tests.showcase.conftest import WORDS, publish, speak, write

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


def own_page(consent: Consent) -> str:
    """The path of the person's own page."""
    consent.refresh_from_db()
    return "/" + mails.address_of(consent).split("/", 3)[3]


def says_right(visitor: Client, consent: Consent, story: CaseStudy) -> None:
    answer = visitor.post(own_page(consent), {"story": story.pk, "said": "right"})
    assert answer.status_code == 302


@pytest.fixture
def published(
    story: CaseStudy, contributor: Person, curator: Person, visitor: Client, consent: Consent
) -> CaseStudy:
    says_right(visitor, consent, story)
    return publish(story, contributor, curator)


def test_a_story_begins_from_a_project_and_copies_nothing(
    contributor: Person, project: object
) -> None:
    answer = contributor.post(f"/staff/case-studies/from/project/{project.pk}/")  # type: ignore[attr-defined]
    story = CaseStudy.objects.get()
    assert answer.url == f"/staff/case-studies/{story.pk}/"
    assert story.project == project
    assert [str(writer) for writer in story.writers.all()] == ["Partner A"]
    page = contributor.get(answer.url).content.decode()
    assert "To do" in page and "Its parts" in page


def test_the_list_says_what_would_be_here(visitor: Client, db: None) -> None:
    page = visitor.get("/case-studies/").content.decode()
    assert "No story is told here yet" in page
    assert "Suggest a story" in page


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
    story: CaseStudy, contributor: Person, consent: Consent
) -> None:
    page = f"/staff/consent/{consent.reference}/aloud/{story.pk}/"
    assert WORDS in contributor.get(page).content.decode()
    day = {"on_0": "27", "on_1": "11", "on_2": "2026"}
    answer = contributor.post(page, {"said": "right", "read_by": "the group’s worker", **day})
    assert answer.status_code == 302
    said = StoryAnswer.objects.get()
    assert (said.read_by, said.noted_by) == ("the group’s worker", contributor.user)
    assert consents.problems(story) == []


def test_a_published_story_shows_words_credit_and_both_sides(
    published: CaseStudy, visitor: Client
) -> None:
    page = visitor.get(published.get_absolute_url()).content.decode()
    assert WORDS in page and "A carer, Airedale" in page
    assert "What did not" in page and "The bar code stays." in page
    assert published.title in visitor.get("/case-studies/").content.decode()
    assert published.title in visitor.get("/our-work/clearer-letters/").content.decode()
    assert published.get_absolute_url() in visitor.get("/sitemap-story.xml").content.decode()


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


def test_a_link_that_was_replaced_or_made_up_leads_nowhere(
    consent: Consent, visitor: Client, curator: Person
) -> None:
    before = own_page(consent)
    assert visitor.get(before).status_code == 200
    curator.post(f"/staff/consent/{consent.reference}/link/")
    assert visitor.get(before).status_code == 404
    assert visitor.get(own_page(consent)).status_code == 200
    assert visitor.get("/consent/made-up/").status_code == 404


def test_being_named_otherwise_shows_at_once(
    published: CaseStudy, visitor: Client, consent: Consent
) -> None:
    visitor.get(published.get_absolute_url())
    visitor.post(own_page(consent) + "name/", {"credit_as": "Ann, 54"})
    page = visitor.get(published.get_absolute_url()).content.decode()
    assert "Ann, 54" in page and "A carer, Airedale" not in page
    assert consents.problems(CaseStudy.objects.get()) == []


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
    second_curator.post(f"{page}confirm/")
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


def test_hide_now_takes_a_passage_down_for_leads_in_scope_at_once(
    published: CaseStudy, visitor: Client, lead: Person, outsider: Person, contributor: Person
) -> None:
    block = published.blocks.get()
    page = f"/staff/case-studies/{published.pk}/hide/{block.pk}/"
    assert WORDS in visitor.get(published.get_absolute_url()).content.decode()
    for person in (outsider, contributor):
        assert person.get(page).status_code == 404
    assert lead.post(page, {}).status_code == 422
    lead.post(page, {"why": "The family rang"})
    assert WORDS not in visitor.get(published.get_absolute_url()).content.decode()
    desk = lead.get(f"/staff/case-studies/{published.pk}/").content.decode()
    assert "hidden" in desk
    # To show it again is a change that somebody else publishes.
    speak(contributor, published, block.consent)
    assert WORDS not in visitor.get(published.get_absolute_url()).content.decode()


def test_a_reviewer_reads_the_draft_by_a_link_and_says_so(
    story: CaseStudy, contributor: Person, outsider: Person, visitor: Client
) -> None:
    page = f"/staff/case-studies/{story.pk}/reviewers/new/"
    assert outsider.post(page, {"name": "x"}).status_code == 404
    contributor.post(page, {"name": "a carer of the Friday group"})
    review = story.reviews.get()
    desk = contributor.get(f"/staff/case-studies/{story.pk}/").content.decode()
    link = "/review/" + desk.split("/review/")[1].split('"')[0]
    draft = visitor.get(link).content.decode()
    assert "What stands under why." in draft and "The bar code stays." in draft
    assert visitor.post(link, {"said": "change"}).status_code == 422
    visitor.post(link, {"said": "change", "words": "Say who decided"})
    review.refresh_from_db()
    assert (review.said, review.words) == ("change", "Say who decided")
    assert "Say who decided" in contributor.get(f"/staff/case-studies/{story.pk}/").content.decode()
    contributor.post(f"/staff/case-studies/{story.pk}/reviewers/{review.pk}/end/")
    assert visitor.get(link).status_code == 404


def test_a_reviewers_link_ends_by_itself(
    story: CaseStudy, contributor: Person, visitor: Client
) -> None:
    contributor.post(f"/staff/case-studies/{story.pk}/reviewers/new/", {"name": "a carer"})
    desk = contributor.get(f"/staff/case-studies/{story.pk}/").content.decode()
    link = "/review/" + desk.split("/review/")[1].split('"')[0]
    assert visitor.get(link).status_code == 200
    day = clock.today() + datetime.timedelta(days=30)
    with time_machine.travel(datetime.datetime(day.year, day.month, day.day, 12), tick=False):
        assert visitor.get(link).status_code == 404


def test_a_curator_orders_a_collection_and_what_stands_first(
    published: CaseStudy, curator: Person, contributor: Person, visitor: Client
) -> None:
    second = CaseStudy.objects.create(
        title="Another story", sort_key="another story", slug="another-story", state="published",
        revision=1, published_at=clock.now(), summary="More of it.",
    )  # fmt: skip
    assert contributor.get("/staff/collections/").status_code == 404
    answer = curator.post("/staff/collections/new/", {"title": "Letters", "public": "on"})
    page = answer.url
    for story in (published, second):
        curator.post(f"{page}put-in/", {"story": story.pk})
    curator.post(f"{page}move/{second.pk}/", {"to": "up"})
    shown = visitor.get("/case-studies/collections/letters/").content.decode()
    assert shown.index("Another story") < shown.index(published.title)
    curator.post(f"{page}move/{second.pk}/", {"to": "out"})
    assert "Another story" not in visitor.get("/case-studies/collections/letters/").content.decode()
    curator.post("/staff/collections/first/", {"story": published.pk})
    listed = visitor.get("/case-studies/").content.decode()
    assert listed.index(published.title) < listed.index("Another story")
    assert "Letters" in listed


def test_stories_are_filtered_by_topic_and_way(
    published: CaseStudy, visitor: Client, project: object
) -> None:
    page = visitor.get("/case-studies/?level=not-stated").content.decode()
    assert published.title in page
    page = visitor.get("/case-studies/?level=inform").content.decode()
    assert "No story here says Inform" in page
    assert published.title not in page


def test_the_word_document_has_headings_language_and_order(
    published: CaseStudy, visitor: Client
) -> None:
    answer = visitor.get(published.get_absolute_url() + "word/")
    assert answer.headers["Content-Disposition"].endswith('.docx"')
    document = docx.Document(io.BytesIO(answer.content))
    assert document.core_properties.title == published.title
    assert document.core_properties.language == "en-GB"
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Head", "Title"))]
    assert headings[0] == published.title
    assert headings[1:3] == ["Why this was needed", "Who was involved and how they were asked"]
    assert headings.index("What changed") < headings.index("What did not")
    words = [p.text for p in document.paragraphs]
    assert f"“{WORDS}”" in words and "– A carer, Airedale" in words
    assert (
        visitor.get(
            published.get_absolute_url() + "word/",
            headers={"If-None-Match": answer.headers["ETag"]},
        ).status_code
        == 304
    )


def test_the_word_document_holds_nothing_that_was_taken_back(
    published: CaseStudy, visitor: Client, consent: Consent
) -> None:
    tag = visitor.get(published.get_absolute_url() + "word/").headers["ETag"]
    actions.take_back(consent=consent)
    answer = visitor.get(published.get_absolute_url() + "word/", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    document = docx.Document(io.BytesIO(answer.content))
    assert not [p for p in document.paragraphs if WORDS in p.text]


def test_a_curator_sees_what_to_look_after(
    published: CaseStudy, curator: Person, contributor: Person, consent: Consent
) -> None:
    assert contributor.get("/staff/care/").status_code == 404
    Consent.objects.filter(pk=consent.pk).update(
        expires_on=clock.today() + datetime.timedelta(days=20)
    )
    CaseStudy.objects.filter(pk=published.pk).update(review_on=clock.today())
    page = curator.get("/staff/care/").content.decode()
    assert "1 consent ends within 60 days" in page
    assert "1 page to check again" in page and published.title in page


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
