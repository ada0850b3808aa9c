"""The same group meets again: what stays the same is there, what is new is not."""

import datetime
import re

import pytest

from apps.core import clock
from apps.core.counts import Count
from apps.core.dates import PartialDate
from apps.involvement.models import Activity, ActivityPartner, Decision
from apps.partners.models import Community
from apps.publishing.models import State, Topic, Version
from tests.factories import PartFactory, ProjectFactory
from tests.involvement.test_promises import promise
from tests.involvement.test_quick_log import log
from tests.personas import Person

pytestmark = pytest.mark.django_db
SAME = {
    "mode": "both", "claimed_level": "engage", "level_reason": "We talk on their terms.",
    "method_words": "Round a table", "access_offered": ["travel"], "payment_offered": "none",
    "payment_reason": "People asked for none", "can_change": "The times", "cannot_change": "Fees",
}  # fmt: skip


@pytest.fixture
def group(contributor: Person, partner_a, partner_b, place) -> Activity:
    """A monthly meeting that says all it can."""
    project = ProjectFactory(title="Readers", slug="readers")
    PartFactory(project=project, partner=partner_a, role="lead")
    activity = log(contributor, title="Readers’ meeting", way="engage")
    new = {"heard": "Canary", "public_summary": "Canary", "each_knows": True, "note": "Canary"}
    for name, value in {**SAME, **new, "project": project}.items():
        setattr(activity, name, value)
    activity.took_part = Count(12, "exactly", "people")
    activity.nothing_to_add = True
    activity.save()
    activity.places.add(place)
    activity.topics.add(Topic.objects.create(name="Reading", slug="reading"))
    activity.communities.add(Community.objects.create(name="Carers", slug="carers"))
    ActivityPartner.objects.create(activity=activity, partner=partner_b, role="partner")
    Decision.objects.create(activity=activity, text="Canary", decided_by="jointly")
    return activity


def again(person: Person, activity: Activity, **sent: object):
    return person.post(f"/staff/activities/{activity.pk}/again/", {"day": "today", **sent})


def on(day: datetime.date) -> dict[str, object]:
    return {"day": "other", "when_0": day.day, "when_1": day.month, "when_2": day.year}


def test_what_stays_the_same_is_there_and_what_is_new_is_not(contributor, group):
    desk = f"/staff/activities/{group.pk}/"
    assert "Same group, next date" in contributor.get(desk).content.decode()
    answer = again(contributor, group)
    made = Activity.objects.latest("pk")
    assert answer["Location"] == f"/staff/activities/{made.pk}/"
    assert "is saved as a draft" in contributor.get(answer["Location"]).content.decode()
    assert made.pk != group.pk
    assert (made.title, made.partner, made.project) == (group.title, group.partner, group.project)
    assert (made.author, made.state, made.happened) == (contributor.user, State.DRAFT, "held")
    assert made.when.first == clock.today()
    assert made.reference != group.reference
    assert {name: getattr(made, name) for name in SAME} == SAME
    for name in ("places", "topics", "communities"):
        assert list(getattr(made, name).all()) == list(getattr(group, name).all()) != []
    assert [(p.partner, p.role) for p in made.parts.all()] == [
        (p.partner, p.role) for p in group.parts.all()
    ]
    assert made.took_part is None
    assert (made.heard, made.public_summary, made.note) == ("", "", "")
    assert not (made.each_knows or made.nothing_to_add or made.decisions.exists())
    assert not made.promises.exists()
    assert Version.objects.filter(kind="activity", object_id=made.pk).count() == 1


def test_a_day_that_lies_ahead_is_planned(contributor, group):
    again(contributor, group, **on(clock.today() + datetime.timedelta(days=28)))
    assert Activity.objects.latest("pk").happened == "planned"


def test_it_joins_the_open_promise_only_where_that_fits(contributor, group):
    owed = promise(group, contributor, days=30)
    answer = again(contributor, group)
    assert "promised by" in contributor.get(answer["Location"]).content.decode()
    assert list(Activity.objects.latest("pk").promises.all()) == [owed]
    again(contributor, group, **on(clock.today() + datetime.timedelta(days=31)))
    assert not Activity.objects.latest("pk").promises.exists()


def test_pressed_twice_it_is_one(contributor, group):
    page = contributor.get(f"/staff/activities/{group.pk}/again/").content.decode()
    once = re.search(r'name="once" value="(.+?)"', page)[1]
    first, second = (again(contributor, group, once=once) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": ""}, "Select when it was, or will be"),
        ({"day": "other"}, "Enter the date as far as you know it"),
        ({"day": "other", "when_0": "31", "when_1": "2", "when_2": "2026"}, "Enter a real date"),
    ],
)
def test_a_wrong_answer_gets_a_sentence(contributor, group, wrong, sentence):
    answer = again(contributor, group, **wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Activity.objects.count() == 1


def test_only_for_the_partner_that_owns_it(contributor, lead, outsider, curator, group):
    assert "Same group" not in outsider.get(f"/staff/activities/{group.pk}/").content.decode()
    for other in (outsider, curator):  # the first has a part in it
        assert again(other, group).status_code == 404
    assert again(lead, group).status_code == 302
    assert Activity.objects.latest("pk").author == lead.user
    Activity.objects.filter(pk=group.pk).update(state=State.WITHDRAWN, withdrawn_reason="A name")
    assert again(contributor, group).status_code == 404
    assert "Same group" not in contributor.get(f"/staff/activities/{group.pk}/").content.decode()


def test_the_page_of_a_day_known_in_part(contributor, group):
    again(contributor, group, day="other", when_2="2026", when_1="3")
    made = Activity.objects.latest("pk")
    assert made.when == PartialDate.parse("2026-03")
