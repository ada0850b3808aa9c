"""A story, from a project to the public, and where it stands there."""

import datetime
import io

import docx
import pytest
from django.test import Client

from apps.core import clock
from apps.core.actors import SystemActor
from apps.publishing.models import Consent
from apps.showcase.models import CaseStudy
from tests.personas import Person
from tests.showcase.conftest import WORDS, speak

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


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


def test_a_published_story_shows_words_credit_and_both_sides(
    published: CaseStudy, visitor: Client
) -> None:
    page = visitor.get(published.get_absolute_url()).content.decode()
    assert WORDS in page and "A carer, Airedale" in page
    assert "What did not" in page and "The bar code stays." in page
    assert published.title in visitor.get("/case-studies/").content.decode()
    assert published.title in visitor.get("/our-work/clearer-letters/").content.decode()
    assert published.get_absolute_url() in visitor.get("/sitemap-story.xml").content.decode()


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
