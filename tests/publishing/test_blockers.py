"""What stands between a record and the public: a sentence, and a link to where it is mended."""

import re

import pytest

from apps.core import clock
from apps.core.actors import SystemActor
from apps.involvement.models import Activity, Opportunity, Response
from apps.library.models import Page
from apps.publishing import actions, ahead, types
from apps.publishing.formats import actions as formats
from apps.publishing.models import State
from apps.showcase.models import CaseStudy, StoryBlock
from tests.factories import PUBLISHED, ActivityFactory, ProjectFactory
from tests.publishing.pictured import agreed, tell

pytestmark = pytest.mark.django_db
BY = SystemActor("tests")
BY_WHEN = "Say by when the page is looked at again."


@pytest.fixture
def undated(db) -> Page:
    """A page that everybody reads, loaded before pages had to name a day."""
    return Page.objects.create(
        title="Privacy", slug="privacy", body="What we keep.", reviewed_on=clock.today(),
        state=State.PUBLISHED, revision=1, published_at=PUBLISHED, published_as="content file",
    )  # fmt: skip


def link(page: str, sentence: str) -> str:
    """Where a sentence leads."""
    found = re.search(f'<a href="([^"]+)">{re.escape(sentence)}</a>', page)
    assert found, sentence
    return found[1]


def test_a_change_of_a_page_without_a_day_says_so_in_the_words_of_the_page(
    undated, curator, second_curator
):
    desk = f"/staff/pages/{undated.pk}/"
    actions.save(
        item=undated, changes={"body": "What we keep, and why."}, edit_count=undated.edit_count,
        by=curator.user,
    )  # fmt: skip
    copy = ahead.copy_of(undated)
    assert ahead.blockers(undated, copy) == [BY_WHEN]
    for move in ("submit", "publish"):
        if move == "publish":
            type(copy).objects.update(state=State.IN_REVIEW, submitted_at=clock.now())
        response = second_curator.post(f"{desk}move/{move}/", {})
        shown = response.content.decode()
        assert response.status_code == 422
        assert "<title>Error: " in shown
        assert "Enter a date" not in shown
        assert link(shown, BY_WHEN) == f"{desk}edit/dates/"
    for page in (desk, f"{desk}review/"):
        assert link(second_curator.get(page).content.decode(), BY_WHEN) == f"{desk}edit/dates/"


def test_what_only_the_form_finds_wrong_names_its_part(published, contributor, lead):
    actions.save(
        item=published, changes={"summary": "New."}, edit_count=published.edit_count,
        by=contributor.user,
    )  # fmt: skip
    copy = ahead.copy_of(published)
    copy.data["title"] = ""
    copy.state, copy.submitted_at = State.IN_REVIEW, clock.now()
    copy.save()
    (found,) = ahead.blockers(published, copy)
    assert found.startswith("What it is: ")
    assert found.endswith(".")
    shown = lead.get(f"/staff/projects/{published.pk}/review/").content.decode()
    assert link(shown, found) == f"/staff/projects/{published.pk}/edit/about/"


def bare_project(partner):
    return ProjectFactory(
        summary="word " * 61, claimed_level="engage", state="in_review", revision=0
    )


def bare_activity(partner):
    row = ActivityFactory(
        partner=partner, claimed_level="engage", agreed_words="We felt heard.",
        agreed_on=clock.today(), revision=0, state="in_review", took_part_value=12,
        took_part_qualifier="exactly", took_part_unit="people",
    )  # fmt: skip
    Activity.objects.filter(pk=row.pk).update(when_first=None, when_last=None, when_precision="")
    return Activity.objects.get(pk=row.pk)


def bare_opportunity(partner):
    return Opportunity.objects.create(title="Join", partner=partner, state="in_review")


def bare_answer(partner):
    row = Response.objects.create(state="in_review", given_on=clock.today())
    row.activities.add(ActivityFactory(partner=partner, state="draft", revision=0))
    return row


def bare_story(partner):
    row = tell(partner, state="in_review")
    CaseStudy.objects.filter(pk=row.pk).update(summary="", why="")
    consent = agreed(partner)
    StoryBlock.objects.create(story=row, heading="why", body="It helped.", kind="quote")
    StoryBlock.objects.create(
        story=row, heading="who", body="I chose.", kind="quote", consent=consent
    )
    consent.words = True
    consent.save()
    return CaseStudy.objects.get(pk=row.pk)


def bare_page(partner):
    return Page.objects.create(title="New", reviewed_on=clock.today(), state="in_review")


def bare_version(partner):
    page = ProjectFactory()
    row = formats.begin(page=page, form="easy_read", language="en-GB", by=BY)
    type(page).objects.filter(pk=page.pk).update(state="draft")
    type(row).objects.filter(pk=row.pk).update(title="", state="in_review")
    return type(row).objects.get(pk=row.pk)


KINDS = [
    bare_project, bare_activity, bare_opportunity, bare_answer, bare_story, bare_page,
    bare_version,
]  # fmt: skip


@pytest.mark.parametrize("make", KINDS)
def test_every_sentence_on_the_review_page_leads_to_a_page_that_opens(
    make, partner_a, curator, lead
):
    item = make(partner_a)
    found = item.blockers()
    assert found
    area = types.of(item).area
    address = f"/staff/{area}/{item.pk}/review/"
    reader = lead if area in ("activities", "answers", "opportunities") else curator
    shown = reader.get(address).content.decode().replace("&#x27;", "'")
    for sentence in found:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        place = link(shown, sentence).partition("#")[0]
        assert place.startswith("/staff/")
        assert reader.get(place).status_code == 200, place


def test_every_part_that_a_sentence_names_is_a_section(partner_a):
    for make in KINDS:
        item = make(partner_a)
        document = types.of(item).document
        for found in item.blockers():
            assert found.of or found.at or document.section(found.part), found
