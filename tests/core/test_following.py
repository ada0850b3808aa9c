"""A list follows one record that changed, and is then what it would be if it were read anew."""

import datetime
import random

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core import clock, versions
from apps.core.actors import SystemActor
from apps.core.models import PublicChange
from apps.involvement.facets import ActivityFacets
from apps.involvement.models import Activity, ActivityPartner
from apps.partners.models import Community, Partner, Place
from apps.projects.levels import Level
from apps.projects.models import Project
from apps.publishing import workflow
from apps.publishing.models import State, Topic
from apps.showcase.facets import ProjectFacets
from tests.factories import (
    ActivityFactory,
    PartFactory,
    PartnerFactory,
    PlaceFactory,
    ProjectFactory,
    owe,
)

pytestmark = pytest.mark.django_db
BY = SystemActor("test")
READS_ALL = 'FROM "projects_project" WHERE "projects_project"."state" = '


@pytest.fixture
def dice(db: None) -> random.Random:
    """What rows can have, and chance."""
    for number in range(4):
        PlaceFactory()
        PartnerFactory()
        Topic.objects.create(name=f"t{number}", slug=f"t{number}")
        Community.objects.create(name=f"c{number}", slug=f"c{number}")
    return random.Random(3)  # noqa: S311 - a test


def some(dice: random.Random, model) -> list:
    return dice.sample(list(model.objects.all()), dice.randint(0, 2))


def any_day(dice: random.Random) -> datetime.date | None:
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=dice.randrange(2000))
    return dice.choice([day, day, day, None])


def other_project(dice: random.Random, project: Project) -> None:
    day = any_day(dice)
    Project.objects.filter(pk=project.pk).update(
        claimed_level=dice.choice(["", *Level.values]), kind=dice.choice(Project.Kind.values),
        sort_key=dice.choice(["a", "ab", "é", "z"]), start_first=day, start_last=day,
        start_precision="day" if day else "",
        state=dice.choice([State.PUBLISHED, State.PUBLISHED, State.ARCHIVED]),
    )  # fmt: skip
    project.places.set(some(dice, Place))
    project.topics.set(some(dice, Topic))
    project.parts.all().delete()
    for partner in some(dice, Partner):
        PartFactory(project=project, partner=partner)


def other_activity(dice: random.Random, activity: Activity) -> None:
    day = any_day(dice)
    Activity.objects.filter(pk=activity.pk).update(
        claimed_level=dice.choice(["", *Level.values]), when_first=day, when_last=day,
        when_precision="day" if day else "", withdrawn_reason="A mistake.",
        state=dice.choice([State.PUBLISHED, State.PUBLISHED, State.WITHDRAWN, State.DRAFT]),
    )  # fmt: skip
    activity.places.set(some(dice, Place))
    activity.topics.set(some(dice, Topic))
    activity.communities.set(some(dice, Community))
    activity.parts.all().delete()
    for partner in some(dice, Partner):
        ActivityPartner.objects.create(activity=activity, partner=partner, role="host")
    if dice.random() < 0.3 and not activity.promises.exists():
        owe(activity, clock.today() + datetime.timedelta(days=dice.randint(-40, 40)))


def same(one, other) -> None:
    """Every bit of two indexes."""
    assert list(one.ids) == list(other.ids)
    assert list(one.keys) == list(other.keys)
    assert (one.everything, one.years) == (other.everything, other.years)
    assert {n: g.labels for n, g in one.groups.items()} == {
        n: g.labels for n, g in other.groups.items()
    }
    for name, group in one.groups.items():
        assert group.bits == other.groups[name].bits, name
    assert one.position_of == other.position_of


@pytest.mark.parametrize("kind", ["project", "activity"])
def test_following_any_changes_is_reading_anew(dice, kind):
    index, make, change = {
        "project": (ProjectFacets, ProjectFactory, other_project),
        "activity": (ActivityFacets, ActivityFactory, other_activity),
    }[kind]
    more = {"partner": Partner.objects.all()[0]} if kind == "activity" else {}
    rows = [make(**more) for _ in range(25)]
    for row in rows:
        change(dice, row)
    held = index()
    for _ in range(40):
        changed = dice.sample(rows, dice.randint(0, 3))
        for row in changed:
            change(dice, row)
        if dice.random() < 0.3:
            new = make(**more)
            rows.append(new)
            changed.append(new)
        held = held.followed({row.pk for row in changed})
        fresh = index()
        same(held, fresh)
        if kind == "project":
            assert dict(held.parts) == dict(fresh.parts)
            assert held.by_title == fresh.by_title
        else:
            assert held.unpublished == fresh.unpublished


def test_other_choices_are_not_followed(dice):
    held = ProjectFacets()
    PlaceFactory()
    assert held.followed(set()) is None


class TestKept:
    """The index that a process holds."""

    PAGE = "/our-work/"

    @pytest.fixture
    def project(self, dice, visitor: Client) -> Project:
        found: Project = ProjectFactory(title="Clearer signs", sort_key="clearer signs")
        versions.raise_public()
        visitor.get(self.PAGE)
        return found

    def read_anew(self, visitor: Client) -> tuple[bool, str]:
        with CaptureQueriesContext(connection) as asked:
            text = visitor.get(self.PAGE).content.decode()
        every = [q["sql"] for q in asked if READS_ALL in q["sql"] and '"id" IN' not in q["sql"]]
        return bool(every), text

    def test_after_one_publication_only_that_one_is_read(self, visitor, project):
        workflow.move(project, "archive", by=BY)
        anew, text = self.read_anew(visitor)
        assert not anew
        assert "Clearer signs" not in text
        workflow.move(project, "restore", by=BY)
        anew, text = self.read_anew(visitor)
        assert not anew
        assert "Clearer signs" in text

    def test_what_is_no_project_leaves_it_as_it_was(self, visitor, project):
        versions.raise_public(("activity", 1), ("page", 2))
        assert not self.read_anew(visitor)[0]

    @pytest.mark.parametrize("changed", [[], [("unheard-of", 1)]])
    def test_what_is_not_known_is_read_anew(self, visitor, project, changed):
        versions.raise_public(*changed)
        assert self.read_anew(visitor)[0]

    def test_a_gap_is_read_anew(self, visitor, project):
        versions.raise_public()
        versions.raise_public(("project", project.pk))
        assert self.read_anew(visitor)[0]

    def test_another_day_is_read_anew(self, visitor, project, monkeypatch):
        later = clock.today() + datetime.timedelta(days=1)
        monkeypatch.setattr(versions.clock, "today", lambda: later)
        assert self.read_anew(visitor)[0]

    def test_what_was_rolled_back_changed_nothing(self, visitor, project):
        with transaction.atomic():
            workflow.move(project, "withdraw", by=BY, note="A mistake.")
            transaction.set_rollback(True)
        anew, text = self.read_anew(visitor)
        assert not anew
        assert "Clearer signs" in text

    def test_no_more_than_the_newest_changes_are_kept(self, project):
        for _ in range(versions.CHANGES_KEPT + 10):
            versions.raise_public(("project", project.pk))
        assert PublicChange.objects.count() == versions.CHANGES_KEPT
        now = versions.public_number()
        assert versions.changes(now - versions.CHANGES_KEPT, now) == {("project", project.pk)}
        assert versions.changes(now - versions.CHANGES_KEPT - 1, now) is None
