"""What was approved for a day is public on that day, or says why it is not."""

import datetime

import pytest
import time_machine

from apps.core import tasks
from apps.core.models import AuditRecord
from apps.projects.models import Project
from apps.publishing import actions, workflow
from apps.publishing.models import State
from tests.factories import PartFactory, PlaceFactory, ProjectFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def approved():
    """A project in review that a second person approved for the first of June."""
    project = ProjectFactory(
        title="Ward signs", slug=None, state=State.IN_REVIEW, revision=0, published_at=None,
        publish_on=DAY, summary="Patients and staff wrote the signs anew.",
    )  # fmt: skip
    PartFactory(project=project)
    project.places.add(PlaceFactory())
    return project


def due_on(day):
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(0, 5)), tick=False):
        return {outcome.name: outcome.said for outcome in tasks.run_due()}["publish what is dated"]


def test_not_a_day_earlier_and_once_on_the_day(approved, visitor, content):
    assert due_on(DAY - datetime.timedelta(days=2)) == ""
    assert due_on(DAY) == "1 published"
    assert due_on(DAY) == ""
    approved.refresh_from_db()
    assert (approved.state, approved.revision, approved.publish_on) == (State.PUBLISHED, 1, None)
    assert approved.published_as == "due work"
    assert visitor.get("/our-work/ward-signs/").status_code == 200
    assert AuditRecord.objects.filter(act="publish", actor_label="due work").count() == 1


def test_a_day_that_passed_while_nothing_ran_is_made_up_for(approved):
    assert due_on(DAY + datetime.timedelta(days=9)) == "1 published"


def test_what_lacks_something_by_then_stays_in_review_and_says_why(approved):
    Project.objects.update(claimed_level="engage")
    assert due_on(DAY) == "1 stopped"
    approved.refresh_from_db()
    assert (approved.state, approved.publish_on) == (State.IN_REVIEW, None)
    assert approved.note == (
        "This was to be public on 1 June 2026, but could not: "
        "Say in one line why this way, or choose Not stated."
    )


def test_what_was_taken_back_is_left_alone(approved):
    Project.objects.update(state=State.DRAFT)
    assert due_on(DAY) == ""
    approved.refresh_from_db()
    assert approved.state == State.DRAFT


BEFORE = datetime.datetime(2026, 5, 20, 9, 0)


@pytest.fixture
def waiting(approved):
    """The same project in review, approved for no day yet."""
    Project.objects.update(publish_on=None)
    approved.refresh_from_db()
    return approved


def save(item, title, by, **more):
    item.refresh_from_db()
    _, count = actions.text_of(item)
    actions.save(item=item, changes={"title": title}, edit_count=count, by=by.user, **more)


def test_who_approved_it_stays_named_when_the_day_comes(waiting, second_curator):
    with time_machine.travel(BEFORE, tick=False):
        workflow.move(waiting, "publish", by=second_curator.user, on=DAY)
    assert due_on(DAY) == "1 published"
    waiting.refresh_from_db()
    assert waiting.reviewer == second_curator.user
    [line] = AuditRecord.objects.filter(act="publish")
    assert line.details["approved_by"] == second_curator.user.pk
    page = second_curator.get(f"/staff/projects/{waiting.pk}/").content.decode()
    assert "Published on 1 June 2026 by due work, approved by Sec Ond." in page


def test_who_approved_a_change_stays_named_too(waiting, curator, second_curator):
    with time_machine.travel(BEFORE, tick=False):
        workflow.move(waiting, "publish", by=second_curator.user)
        save(waiting, "Signs on wards", second_curator)
        workflow.move(waiting, "submit", by=second_curator.user)
        workflow.move(waiting, "publish", by=curator.user, on=DAY)
    assert due_on(DAY) == "1 published"
    waiting.refresh_from_db()
    assert (waiting.title, waiting.reviewer) == ("Signs on wards", curator.user)


def test_words_written_after_the_approval_wait_for_another_one(waiting, curator, second_curator):
    with time_machine.travel(BEFORE, tick=False):
        workflow.move(waiting, "publish", by=second_curator.user, on=DAY)
        save(waiting, "Signs that nobody has approved", curator)
    assert due_on(DAY) == ""
    waiting.refresh_from_db()
    assert (waiting.state, waiting.publish_on) == (State.IN_REVIEW, None)


def test_a_change_written_after_the_approval_waits_too(waiting, curator, second_curator):
    with time_machine.travel(BEFORE, tick=False):
        workflow.move(waiting, "publish", by=second_curator.user)
        save(waiting, "Signs on wards", second_curator)
        workflow.move(waiting, "submit", by=second_curator.user)
        workflow.move(waiting, "publish", by=curator.user, on=DAY)
        save(waiting, "Signs that nobody has approved", second_curator)
    assert due_on(DAY) == ""
    waiting.refresh_from_db()
    assert waiting.title == "Ward signs"


def test_a_mended_letter_takes_the_day_away_as_well(waiting, curator, second_curator):
    with time_machine.travel(BEFORE, tick=False):
        workflow.move(waiting, "publish", by=second_curator.user, on=DAY)
        save(waiting, "Ward signs.", curator, mended=True)
    assert due_on(DAY) == ""
    waiting.refresh_from_db()
    assert (waiting.state, waiting.publish_on) == (State.IN_REVIEW, None)
