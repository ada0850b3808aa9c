"""What somebody tried who wanted words before the public that nobody else had read."""

import datetime

import pytest
import time_machine

from apps.core import clock
from apps.projects.models import Project
from apps.publishing import actions, due, workflow
from apps.publishing.models import State, WorkingCopy
from apps.publishing.small import is_small
from apps.publishing.workflow import NotAllowed
from tests.factories import PartFactory
from tests.personas import Person

pytestmark = pytest.mark.django_db
OTHER = "Totally different claim: 5,000 people decided everything, and nobody else was asked."


def write(item: Project, by: Person, words: str = OTHER, **more) -> None:
    data, count = actions.text_of(item)
    actions.save(item=item, changes={"summary": words}, edit_count=count, by=by.user, **more)
    item.refresh_from_db()


def later(days: int = 3) -> datetime.date:
    return clock.today() + datetime.timedelta(days=days)


class TestWithdrawn:
    def test_it_does_not_come_back_with_a_change_that_has_a_day(
        self, published, contributor, lead, visitor
    ):
        write(published, contributor)
        workflow.move(published, "submit", by=contributor.user)
        workflow.move(published, "publish", by=lead.user, on=later())
        workflow.move(published, "withdraw", by=lead.user, note="A partner asked us to.")
        with time_machine.travel(later(5), tick=False):
            due.publish_dated()
        assert visitor.get("/our-work/signs/").status_code == 410
        assert not WorkingCopy.objects.exists()
        assert OTHER in str(actions.versions_of(published).values_list("data", flat=True))

    def test_nor_by_a_button_that_was_open_already(self, published, contributor, lead, visitor):
        write(published, contributor)
        workflow.move(published, "submit", by=contributor.user)
        workflow.move(published, "withdraw", by=lead.user, note="A partner asked us to.")
        lead.post(f"/staff/projects/{published.pk}/move/publish/")
        assert visitor.get("/our-work/signs/").status_code == 410

    def test_an_archived_one_keeps_its_change_as_a_draft_without_a_day(
        self, published, contributor, lead
    ):
        write(published, contributor)
        workflow.move(published, "submit", by=contributor.user)
        workflow.move(published, "publish", by=lead.user, on=later())
        workflow.move(published, "archive", by=lead.user)
        copy = WorkingCopy.objects.get()
        assert (copy.state, copy.publish_on) == (State.DRAFT, None)
        with pytest.raises(NotAllowed, match="no longer current"):
            workflow.move(published, "submit", by=contributor.user)

    def test_the_writer_does_not_put_it_back_alone(self, draft, contributor, lead, curator):
        write(draft, lead)
        workflow.move(draft, "submit", by=contributor.user)
        workflow.move(draft, "publish", by=curator.user)
        workflow.move(draft, "withdraw", by=curator.user, note="It is wrong.")
        workflow.move(draft, "reopen", by=lead.user, note="I mend it.")
        workflow.move(draft, "submit", by=lead.user)
        with pytest.raises(NotAllowed, match="You wrote part of this"):
            workflow.move(draft, "publish", by=lead.user)


class TestMends:
    def test_whoever_mends_more_than_spelling_is_a_writer(self, draft, contributor, lead):
        workflow.move(draft, "submit", by=contributor.user)
        draft.refresh_from_db()
        answer = lead.post(
            f"/staff/projects/{draft.pk}/edit/about/",
            {"title": draft.title, "kind": "project", "summary": OTHER, "mended": "on",
             "edit_count": draft.edit_count},
            follow=True,
        )  # fmt: skip
        assert "This is more than spelling" in answer.content.decode()
        with pytest.raises(NotAllowed, match="You wrote part of this"):
            workflow.move(draft, "publish", by=lead.user)

    def test_a_mend_after_a_day_was_approved_takes_the_day_away(self, draft, contributor, lead):
        workflow.move(draft, "submit", by=contributor.user)
        workflow.move(draft, "publish", by=lead.user, on=later())
        draft.refresh_from_db()
        write(draft, contributor, "We asked; we listened!", mended=True)
        assert draft.publish_on is None

    def test_no_small_correction_says_something_else(self, published, lead, visitor):
        answer = lead.post(
            f"/staff/projects/{published.pk}/correct/about/",
            {"title": "Signs", "kind": "project", "summary": OTHER, "what": "spelling",
             "edit_count": published.edit_count},
        )  # fmt: skip
        assert answer.status_code == 422
        assert "This is more than something small" in answer.content.decode()
        assert "Old summary." in visitor.get("/our-work/signs/").content.decode()

    @pytest.mark.parametrize(
        ("before", "after", "small"),
        [
            ("Ring 0113 496 0000.", "Ring 0113 496 0999.", True),
            ("thier own", "their own", True),
            ("Monday to Friday, 9am to 5pm", "Monday to Thursday, 10am to 4pm", True),
            ("https://example.org/a", "https://example.org/quite/another/page/" + "x" * 80, True),
            ("Nobody was asked.", "Everybody was asked, from the first day to the last, by us "
             "and by them, in every place we know.", False),
            ("a" * 5000, "b" * 5000, False),
            ("", "x" * 61, False),
            (["1"], ["1", "2"], False),
            ({"value": 7}, {"value": 70}, False),
            (None, "", True),
        ],
    )  # fmt: skip
    def test_small_is_counted(self, before, after, small):
        assert is_small({"words": before}, {"words": after}) is small


def test_a_button_pressed_for_an_earlier_text_does_nothing(draft, contributor, lead, visitor):
    workflow.move(draft, "submit", by=contributor.user)
    page = lead.get(f"/staff/projects/{draft.pk}/move/publish/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    workflow.move(draft, "take_back", by=contributor.user)
    write(draft, contributor)
    workflow.move(draft, "submit", by=contributor.user)
    answer = lead.post(f"/staff/projects/{draft.pk}/move/publish/", {"seen": seen}, follow=True)
    assert "the text was changed since you opened it" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == State.IN_REVIEW


def test_whoever_names_another_partner_still_finds_their_own(draft, contributor, partner_b):
    draft.parts.all().delete()
    PartFactory(project=draft, partner=partner_b, role="lead")
    answer = contributor.post(f"/staff/projects/{draft.pk}/move/submit/", follow=True)
    assert answer.status_code == 200
    assert "In review" in contributor.get(f"/staff/projects/{draft.pk}/").content.decode()
    workflow.move(draft, "take_back", by=contributor.user)


def test_the_second_look_shows_what_was_mended(published, lead, administrator):
    lead.post(
        f"/staff/projects/{published.pk}/correct/about/",
        {"title": "Signs", "kind": "project", "summary": "Old summery.", "what": "spelling",
         "edit_count": published.edit_count},
    )  # fmt: skip
    queue = administrator.get("/staff/review/").content.decode()
    address = queue.split("See what was mended")[0].rsplit('href="', 1)[1].split('"')[0]
    page = administrator.get(address).content.decode()
    assert "Old <del>summary.</del>" in page
    assert "Old <ins>summery.</ins>" in page
