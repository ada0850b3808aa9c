"""An activity from three answers on a phone to a page that everybody reads."""

import datetime

import pytest
from django.test import Client

from apps.core import clock
from apps.involvement.models import Activity
from apps.projects.models import Project
from apps.publishing import workflow
from apps.publishing.models import State, Version
from tests.factories import PartFactory, ProjectFactory
from tests.personas import Person

pytestmark = pytest.mark.django_db
THREE = {"title": "Carers’ café", "day": "today", "where": "online"}


def log(person: Person, **more) -> Activity:
    answer = person.post("/staff/log/", {**THREE, "another": "on", **more})
    assert answer.status_code == 302, answer.content.decode()
    return Activity.objects.latest("pk")


def test_three_answers_save_a_draft_that_stands_first_to_finish(contributor, partner_a, place):
    form = contributor.get("/staff/log/").content.decode()
    assert form.index("Airedale") < form.index("Online")  # the usual place first
    activity = log(contributor, where=str(place.pk))
    assert (activity.title, activity.state) == ("Carers’ café", State.DRAFT)
    assert activity.reference == f"INV-{clock.today().year}-0001"
    assert activity.partner == partner_a
    assert activity.author == contributor.user
    assert activity.when.first == clock.today()
    assert list(activity.places.all()) == [place]
    assert activity.claimed_level == ""
    assert Version.objects.filter(kind="activity", object_id=activity.pk).count() == 1
    start = contributor.get("/staff/").content.decode()
    assert "To finish (1)" in start
    assert (
        "Still to add: how many took part, what people said, when people hear back, a summary"
        in start
    )
    assert "Answer one question (1 minute)" in start
    assert f'href="/staff/activities/{activity.pk}/next/"' in start


def test_the_green_page_asks_two_more_or_none(contributor):
    answer = contributor.post("/staff/log/", {**THREE, "way": "engage"})
    page = contributor.get(answer["Location"]).content.decode()
    assert "Carers’ café is saved as a draft." in page
    more = {"took_part_0": "about", "took_part_1": "12", "took_part_2": "people", "heard": "Signs"}
    contributor.post(answer["Location"], more)
    activity = Activity.objects.get()
    assert str(activity.took_part) == "about 12 people"
    assert (activity.heard, activity.claimed_level) == ("Signs", "engage")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Enter what it was, in a few words"),
        ({"day": ""}, "Select when it was"),
        ({"where": ""}, "Select where it was"),
        ({"day": "other"}, "Enter the date as far as you know it"),
        ({"day": "other", "when_0": "31", "when_1": "2", "when_2": "2026"}, "Enter a real date"),
        ({"where": "999999"}, "Choose one of the answers offered here"),
        ({"title": "x" * 151}, "Shorten this to 150 characters"),
        ({"way": "co-creation"}, "Choose one of the answers offered here"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_loses_nothing(contributor, wrong, sentence):
    answer = contributor.post("/staff/log/", {**THREE, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert sentence in page
    if "title" not in wrong:
        assert "Carers’ café" in page
    assert not Activity.objects.exists()


def test_a_day_in_the_future_is_planned_and_is_not_submitted(contributor):
    tomorrow = clock.today() + datetime.timedelta(days=1)
    parts = {"when_0": tomorrow.day, "when_1": tomorrow.month, "when_2": tomorrow.year}
    activity = log(contributor, day="other", **parts)
    assert activity.happened == "planned"
    answer = contributor.post(f"/staff/activities/{activity.pk}/move/submit/")
    assert answer.status_code == 422
    assert "Say whether it happened" in answer.content.decode()


def test_only_the_year_is_fine(contributor):
    activity = log(contributor, day="other", when_2="2025")
    assert str(activity.when) == "2025"


def test_references_are_numbered_in_the_year(contributor):
    first, second = log(contributor), log(contributor)
    year = clock.today().year
    assert [first.reference, second.reference] == [f"INV-{year}-0001", f"INV-{year}-0002"]


def finish(person: Person, activity: Activity) -> None:
    for section, answers in (
        ("summary", {"public_summary": "We asked about the signs."}),
        ("way", {"claimed_level": "engage", "level_reason": "We talked on their terms"}),
        ("said", {"heard": "The signs are too high."}),
        ("who", {"took_part_0": "exactly", "took_part_1": "12", "took_part_2": "people"}),
    ):
        activity.refresh_from_db()
        address = f"/staff/activities/{activity.pk}/edit/{section}/"
        answer = person.post(address, {**answers, "edit_count": activity.edit_count})
        assert answer.status_code == 302, answer.content.decode()
    due = clock.today() + datetime.timedelta(days=60)
    parts = {"due_0": due.day, "due_1": due.month, "due_2": due.year}
    promise = person.post(f"/staff/activities/{activity.pk}/promise/", {"how": "new", **parts})
    assert promise.status_code == 302, promise.content.decode()


def test_a_lead_sends_it_back_and_later_publishes_it(contributor, lead, partner_a, visitor: Client):
    project = ProjectFactory(title="Signs", slug="signs")
    PartFactory(project=project, partner=partner_a, role="lead")
    activity = log(contributor)
    Activity.objects.filter(pk=activity.pk).update(project=project)
    finish(contributor, activity)
    desk = f"/staff/activities/{activity.pk}"
    assert contributor.post(f"{desk}/move/submit/").status_code == 302
    assert "Carers’ café" in lead.get("/staff/review/").content.decode()
    assert visitor.get(f"/involvement/{activity.reference}/").status_code == 404
    lead.post(f"{desk}/move/return/", {"note": "Who decided?"})
    assert "Back with a note (1)" in contributor.get("/staff/").content.decode()
    contributor.post(f"{desk}/move/submit/")
    assert lead.post(f"{desk}/move/publish/", {}).status_code == 302
    page = visitor.get(f"/involvement/{activity.reference}/").content.decode()
    for words in ("We asked about the signs.", "The signs are too high.", "12 people", "Engage"):
        assert words in page
    assert "Con Tributor" not in page
    assert "Carers’ café" in visitor.get("/involvement/").content.decode()
    assert "Carers’ café" in visitor.get("/our-work/signs/").content.decode()


def test_fewer_than_five_read_as_a_few_people_and_each_must_know(contributor, lead, visitor):
    activity = log(contributor)
    finish(contributor, activity)
    desk = f"/staff/activities/{activity.pk}"
    activity.refresh_from_db()
    three = {"took_part_0": "exactly", "took_part_1": "3", "took_part_2": "people"}
    count = {"edit_count": activity.edit_count}
    contributor.post(f"{desk}/edit/who/", {**three, **count})
    refused = contributor.post(f"{desk}/move/submit/")
    assert "confirm that each of them knows" in refused.content.decode()
    activity.refresh_from_db()
    contributor.post(
        f"{desk}/edit/who/", {**three, "each_knows": "on", "edit_count": activity.edit_count}
    )
    contributor.post(f"{desk}/move/submit/")
    lead.post(f"{desk}/move/publish/")
    page = visitor.get(f"/involvement/{activity.reference}/").content.decode()
    assert "A few people" in page
    assert "3 people" not in page


def test_an_outsider_finds_no_draft_and_logs_for_nobody_else(outsider, contributor, partner_a):
    activity = log(contributor)
    for page in ("", "preview/", "versions/", "edit/said/", "review/", "move/submit/"):
        assert outsider.get(f"/staff/activities/{activity.pk}/{page}").status_code == 404
    assert "Carers’ café" not in outsider.get("/staff/activities/").content.decode()
    answer = outsider.post("/staff/log/", {**THREE, "partner": str(partner_a.pk)})
    assert answer.status_code == 302
    assert Activity.objects.latest("pk").partner != partner_a


def test_forbidden_fields_posted_with_the_form_change_nothing(contributor, partner_b):
    forbidden = {
        "state": "published", "revision": "9", "published_at": "2026-01-01", "author": "1",
        "is_example": "on", "reference": "INV-1", "slug": "mine", "partner_id": partner_b.pk,
        "imported": "on", "published_as": "content file",
    }  # fmt: skip
    activity = log(contributor, **forbidden)
    assert activity.state == State.DRAFT
    assert (activity.revision, activity.published_at, activity.is_example) == (0, None, False)
    assert activity.partner != partner_b
    assert activity.author == contributor.user
    assert not activity.imported


def test_an_activity_planned_or_cancelled_is_never_public(contributor):
    activity = log(contributor)
    activity.happened = "cancelled"
    activity.save()
    assert "A cancelled activity is kept in the log and is not published." in activity.blockers()
    assert workflow.available_to(contributor.user, activity)[0].name == "submit"
    assert Project.objects.count() == 0
